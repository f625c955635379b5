"""What the world's names are known to mean: territories, their peoples and capitals, organisations, titles, words."""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from pourparler.evidence.claim import EntityType
from pourparler.evidence.spelling import plain, slug

_LANGUAGES = ("en", "fr", "de", "es")
_PIECES = re.compile(r"[\w.&+]+|['’]s\b|['’]|[-–]")


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing a name can mean.

    Parameters
    ----------
    id, name : str
    kind : str
        ``territory``, ``demonym``, ``capital``, or what sort of organisation (``alliance``, ``court`` ...).
    party : str or None
        Entity id of the country or body it belongs to.
    """

    id: str
    name: str
    kind: str
    type: EntityType
    party: str | None


@dataclass(frozen=True, slots=True)
class Title:
    """What is known of a title's head words."""

    scope: str
    rank: str
    gender: str | None


def pieces(name: str) -> tuple[str, ...]:
    """Return the words of a name the way a text's words are folded.

    Examples
    --------
    >>> pieces("Harbour Workers’ Union"), pieces("U.S. Guinea-Bissau")
    (('harbour', 'workers', "'", 'union'), ('us', 'guinea', '-', 'bissau'))
    """
    return tuple(piece.replace(".", "") or piece for piece in _PIECES.findall(plain(name).lower()))


class Gazetteer:
    """Looks up names word by word, longest first.

    Examples
    --------
    >>> gazetteer().lookup("the Czech Republic").id
    'czechia'
    >>> gazetteer().lookup("Kiev").kind, gazetteer().lookup("Kiev").party
    ('capital', 'ukraine')
    """

    def __init__(self) -> None:
        self._index: dict[str, list[tuple[tuple[str, ...], Entry, str | None]]] = {}
        self.entries: dict[str, Entry] = {}
        for name, entry in (*_territories(), *_organisations(), *_cities()):
            self._add(name, entry)
        for candidates in self._index.values():
            candidates.sort(key=lambda held: -len(held[0]))

    def _add(self, name: str, entry: Entry) -> None:
        words = pieces(name.removeprefix("the "))
        bare = name.replace(".", "")
        exact = bare if bare.isupper() and len(bare) <= 6 else None
        held = self._index.setdefault(words[0], [])
        if not any(other == words and case == exact for other, _, case in held):
            held.append((words, entry, exact))
        if entry.kind not in ("demonym", "capital", "city"):
            self.entries.setdefault(entry.id, entry)

    def match(self, keys: Sequence[str], texts: Sequence[str], start: int) -> tuple[int, Entry] | None:
        """Return how many words from ``start`` name something, and what; abbreviations only in capitals."""
        for words, entry, exact in self._index.get(keys[start], ()):
            if exact is not None:
                if texts[start].replace(".", "") == exact:
                    return 1, entry
            elif tuple(keys[start : start + len(words)]) == words:
                return len(words), entry
        return None

    def lookup(self, name: str) -> Entry | None:
        """Return what a whole name means, or None."""
        words = [word for word in name.split() if word]
        if words and words[0].lower() == "the":
            words = words[1:]
        keys = pieces(" ".join(words))
        if not keys:
            return None
        found = self.match(keys, words, 0)
        return found[1] if found and (found[0] == len(keys)) else None


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (files("pourparler.evidence") / "data" / name).open(encoding="utf-8") as handle:
        yield from csv.DictReader(handle)


def _several(cell: str) -> list[str]:
    return [part.strip() for part in cell.split("|") if part.strip()]


def _territories() -> Iterator[tuple[str, Entry]]:
    rows = list(_rows("territories.csv"))
    foreign = _names_in_languages()
    for row in rows:
        id_ = slug(row["name"])
        country = Entry(id_, row["name"], "territory", EntityType.COUNTRY, id_)
        demonym = Entry(id_, row["name"], "demonym", EntityType.COUNTRY, id_)
        for name in (row["name"], *_several(row["forms"])):
            yield name, country
        for name in _several(row["demonyms"]):
            yield name, demonym
            yield _plural(name), demonym
        for spellings in _several(row["capital"]):
            seat, *others = spellings.split("=")
            for name in (seat, *others):
                yield name, Entry(slug(seat), seat, "capital", EntityType.PLACE, id_)
    for row in rows:
        id_ = slug(row["name"])
        for name in foreign.get(row["code"], ()):
            yield name, Entry(id_, row["name"], "territory", EntityType.COUNTRY, id_)


def _plural(demonym: str) -> str:
    if demonym.endswith("man"):
        return demonym[:-3] + "men"
    return demonym if demonym.endswith(("ese", "ish", "ch", "s")) else demonym + "s"


def _names_in_languages() -> dict[str, list[str]]:
    from babel import Locale

    found: dict[str, list[str]] = {}
    for language in _LANGUAGES:
        for code, name in Locale.parse(language).territories.items():
            if len(code) == 2 and "(" not in name and name[:1].isupper():
                found.setdefault(code, []).append(name)
    return found


def _organisations() -> Iterator[tuple[str, Entry]]:
    for row in _rows("organisations.csv"):
        entry = Entry(row["id"], row["name"], row["kind"], EntityType.ORGANISATION, row["party"] or None)
        for name in (row["name"], *_several(row["aliases"])):
            yield name, entry


def _cities() -> Iterator[tuple[str, Entry]]:
    for row in _rows("cities.csv"):
        yield row["name"], Entry(slug(row["name"]), row["name"], "city", EntityType.PLACE, None)


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """Return the shipped gazetteer, built once."""
    return Gazetteer()


@lru_cache(maxsize=1)
def titles() -> dict[tuple[str, ...], Title]:
    """Return the table of titles by their folded words.

    Examples
    --------
    >>> titles()["prime", "minister"].rank
    'head-of-government'
    """
    return {
        pieces(row["title"]): Title(row["scope"], row["rank"], row["gender"] or None) for row in _rows("titles.csv")
    }


@lru_cache(maxsize=1)
def _lists() -> dict[str, dict[str, frozenset[str]]]:
    data = files("pourparler.evidence") / "data"
    lists = tomllib.loads((data / "words.toml").read_text(encoding="utf-8"))
    lists["given"] = tomllib.loads((data / "given_names.toml").read_text(encoding="utf-8"))
    return {group: {name: frozenset(words.split()) for name, words in held.items()} for group, held in lists.items()}


@lru_cache(maxsize=64)
def words_like(group: str, name: str) -> frozenset[str]:
    """Return one of the shipped word lists.

    Examples
    --------
    >>> "union" in words_like("organisations", "heads")
    True
    """
    return _lists()[group][name]
