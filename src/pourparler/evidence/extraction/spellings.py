"""Which spellings in one document are one name: surnames, short forms, initials, demonyms made from a name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pourparler.evidence.extraction.gazetteer import words_like
from pourparler.evidence.spelling import folded, sound

_DEMONYM_ENDINGS = (
    "n",
    "an",
    "ian",
    "ean",
    "nian",
    "er",
    "ers",
    "ese",
    "ish",
    "i",
    "ic",
    "s",
    "ns",
    "ans",
    "ians",
    "is",
)
_SHORTEST_STEM = 4


def is_demonym_of(word: str, name: str) -> bool:
    """Tell whether ``word`` may name the people of ``name``, by its ending alone.

    Examples
    --------
    >>> is_demonym_of("Varanian", "Varania"), is_demonym_of("Norlander", "Norland")
    (True, True)
    >>> is_demonym_of("Norland", "Norland"), is_demonym_of("Brandt", "Brand")
    (False, False)
    """
    one, other = folded(word), folded(name)
    if one == other or len(other) < _SHORTEST_STEM or " " in one:
        return False
    stems = {other, other.rstrip("aeiouy"), other.removesuffix("land"), other.removesuffix("ia")}
    return any(
        len(stem) >= _SHORTEST_STEM and one.startswith(stem) and one[len(stem) :] in _DEMONYM_ENDINGS for stem in stems
    )


def initials_of(name: str) -> str:
    """Return the initials of a name's capitalised words.

    Examples
    --------
    >>> initials_of("Harbor and Ferry Workers’ Federation")
    'HFWF'
    """
    return "".join(word[0] for word in name.replace("-", " ").split() if word[0].isupper())


def surname_of(name: str) -> str:
    """Return the folded surname of a person's name, particles included ("von der Leyen").

    Examples
    --------
    >>> surname_of("Ursula von der Leyen"), surname_of("Sefu Andrassy")
    ('von der leyen', 'andrassy')
    """
    words = folded(name).split() if "-" not in name else [folded(word) for word in name.split()]
    particles = words_like("people", "particles")
    at = len(words) - 1
    while at > 1 and words[at - 1] in particles:
        at -= 1
    return " ".join(words[at:])


def same_surname(one: str, other: str) -> bool:
    """Tell whether two surnames are one, letting romanisations and a dropped first part differ.

    Examples
    --------
    >>> same_surname("zelensky", "zelenskyy"), same_surname("rask", "rusk")
    (True, False)
    """
    return one == other or (len(one) > 3 and sound(one) == sound(other))


def same_given(one: str, other: str) -> bool:
    """Tell whether two given names may be one person's: equal in sound, or one the initial of the other.

    Examples
    --------
    >>> same_given("M", "Marit"), same_given("Sergei", "Sergey"), same_given("Yusuf", "Timur")
    (True, True, False)
    """
    first, second = folded(one), folded(other)
    if not first or not second:
        return False
    if len(first) == 1 or len(second) == 1:
        return first[0] == second[0]
    return first == second or sound(first) == sound(second)


def short_forms(
    names: Iterable[str], countries: frozenset[str], with_article: frozenset[str] = frozenset()
) -> dict[str, str]:
    """Return which shorter names of bodies and lands stand for a longer one of the same document.

    Parameters
    ----------
    names : iterable of str
        Names believed not to be people's, as written.
    countries : frozenset of str
        Folded names that are lands in their own right: "Norland" is not short for "Norland Ferries".
    with_article : frozenset of str
        Folded names that stand after "the": "the Conclave" is short for "the Meridional Conclave".

    Examples
    --------
    >>> short_forms(["Norrvik Lines", "Norrvik", "Rural Alliance", "Alliance"], frozenset())
    {'norrvik': 'norrvik lines', 'alliance': 'rural alliance'}
    """
    endings = words_like("organisations", "endings") | words_like("organisations", "lands")
    company, realms = words_like("organisations", "company"), words_like("organisations", "realms")
    keys = list(dict.fromkeys(folded(name) for name in names))
    written = {folded(name): name for name in names}
    found: dict[str, str] = {}
    for key in keys:
        longer = [other for other in keys if other != key and len(other.split()) > len(key.split())]
        for other in longer:
            words = other.split()
            last = key == words[-1] and (key in endings or key in with_article) and " of " not in other
            realm = (
                words[0] in realms
                and words[1:2] == ["of"]
                and (key == " ".join(words[2:]) or (key == words[0] and key in with_article))
            )
            body = words[0] == key and words[1:2] == ["of"] and key in endings - realms
            front = words[: len(key.split())] == key.split() and words[-1] in company and key not in countries
            plural = len(words) > 1 and key == words[0] + "s" and words[-1] in endings
            letters = written[key].replace(".", "")
            spelt = len(letters) > 1 and letters.isupper() and initials_of(written[other]) == letters
            if last or realm or body or front or plural or spelt:
                found.setdefault(key, other)
                break
    return found


def best_full_name(names: Sequence[str]) -> str:
    """Return the fullest of several spellings of one name; the first of equals.

    Examples
    --------
    >>> best_full_name(["Rutte", "Mark Rutte", "RUTTE"])
    'Mark Rutte'
    """
    return max(names, key=lambda name: (len(name.split()), not name.isupper(), len(name)))
