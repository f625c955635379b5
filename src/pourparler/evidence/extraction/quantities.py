"""Figures that a text states as facts: how many of what, about what, said where."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pourparler.evidence.claim import Span
from pourparler.evidence.extraction.cast import Cast
from pourparler.evidence.extraction.date_expressions import find_expressions
from pourparler.evidence.extraction.gazetteer import words_like
from pourparler.evidence.extraction.topics import stem
from pourparler.evidence.extraction.words import Words

_UP_TO_TWENTY = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
_TENS = {"thirty": 30.0, "forty": 40.0, "fifty": 50.0, "sixty": 60.0, "seventy": 70.0, "eighty": 80.0, "ninety": 90.0}
_NUMBERS = {word: float(value) for value, word in enumerate(_UP_TO_TWENTY)} | _TENS
_SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "m": 1e6, "bn": 1e9}
_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
# Numbers wanted, offered or feared differ between parties without contradiction.
_MODAL = frozenset(("would", "could", "should", "may", "might", "will", "must", "if", "shall"))
_MORE = frozenset(
    ("below", "above", "over", "under", "than", "least", "most", "about", "around", "nearly", "almost", "up")
)
_SHARES = frozenset(("percent", "%", "cent", "figure", "point"))  # shares of many things stand side by side in one text
_DEAD = frozenset(("dead", "killed", "kill", "die", "died", "death", "dying"))


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure stated as a fact.

    Attributes
    ----------
    value : float
    unit : str
        Stem of the noun counted ("soldier", "tonne", "percent").
    described : frozenset of str
        Stems of the words between the number and its noun ("retired" generals).
    about : frozenset of str
        Stems of the content words around it, the unit left out.
    when : frozenset of str
        Expressions of time in the sentence.
    span : Span
        The number and its noun, or the clause when the noun stands apart.
    """

    value: float
    unit: str
    described: frozenset[str]
    about: frozenset[str]
    when: frozenset[str]
    entities: frozenset[str]
    sentence: int
    span: Span


def value_of(text: str) -> float | None:
    """Return the number that digits or number words write, or None.

    Examples
    --------
    >>> value_of("61,000"), value_of("2.5 million"), value_of("forty-two"), value_of("a few") is None
    (61000.0, 2500000.0, 42.0, True)
    """
    if ":" in text or "/" in text:
        return None  # a time of day, a fraction
    total, found = 0.0, False
    for word in re.findall(r"[\d.,]*\d|[a-z]+", text.lower()):
        if _DIGITS.fullmatch(word):
            total, found = total + float(word.replace(",", "")), True
        elif word in _NUMBERS:
            total, found = total + _NUMBERS[word], True
        elif word in _SCALES:
            total, found = (total or 1.0) * _SCALES[word], True
        elif word not in ("and", "a"):
            return None
    return total if found else None


def quantities_in(cast: Cast) -> list[Quantity]:
    """Return the figures a document states as facts, in order."""
    words = cast.words
    found = []
    index = 0
    while index < len(words):
        if (
            words.pos[index] != "NUM"
            or words.entity_type[index] in ("DATE", "TIME", "ORDINAL")
            or not words.text[index][0].isalnum()
        ):
            index += 1
            continue
        end = index + 1
        while (
            end < len(words)
            and (words.pos[end] == "NUM" or words.text[end] == "-")
            and words.sentence[end] == words.sentence[index]
        ):
            end += 1
        quantity = _quantity(cast, index, end)
        if quantity is not None:
            found.append(quantity)
        index = end
    return found


def _quantity(cast: Cast, start: int, end: int) -> Quantity | None:
    words = cast.words
    value = value_of(words.joined(start, end))
    if value is None or (value < 3 and words.text[start].isalpha()):
        return None
    noun, span = _counted(words, start, end)
    if noun is None or span is None or _wished(words, start, noun):
        return None
    unit = stem(words.key[noun])
    if unit in words_like("quantities", "of_time") - {"percent"} or words.key[noun] in words_like(
        "quantities", "of_time"
    ) - {"percent"}:
        return None
    first, last = words.sentences[words.sentence[start]]
    about = {
        "dead" if words.lemma[i].lower() in _DEAD else stem(words.key[i])
        for i in range(first, last)
        if words.pos[i] in ("NOUN", "ADJ", "VERB", "PROPN")
        and i != noun
        and not words.stop[i]
        and words.lemma[i].lower() not in words_like("quantities", "common")
    }
    window = Span(words.start[first], words.end[last - 1])
    when = frozenset(one.of(words.source).lower() for one in find_expressions(words.source, window))
    entities = frozenset(m.entity for m in cast.mentions if words.sentence[m.core[0]] == words.sentence[start])
    described = frozenset(stem(words.key[i]) for i in range(end, noun) if words.pos[i] in ("ADJ", "NOUN", "PROPN"))
    return Quantity(value, unit, described, frozenset(about - {unit}), when, entities, words.sentence[start], span)


def _counted(words: Words, start: int, end: int) -> tuple[int | None, Span | None]:
    """Return the noun a number counts: beside it, or before it ("the number of dead soldiers at 58")."""
    head = words.head[end - 1]
    if (
        head >= end
        and words.pos[head] == "NOUN"
        and head - end < 5
        and words.dep[end - 1] in ("nummod", "quantmod", "compound")
    ):
        return head, words.span(start, head + 1)
    if end < len(words) and words.key[end] in ("percent", "%", "tonnes", "tons", "barrels"):
        return end, words.span(start, end + 1)
    if start > 0 and words.key[start - 1] == "at":
        first, _ = words.sentences[words.sentence[start]]
        for index in range(start - 2, max(first, start - 14), -1):
            if words.key[index] == "of" and words.key[index - 1] in ("number", "toll", "total", "count"):
                noun = next((i for i in range(index + 1, start) if words.pos[i] == "NOUN"), None)
                return noun, words.span(max(first, index - 2), end)
    return None, None


def _wished(words: Words, start: int, noun: int) -> bool:
    """Tell whether the figure is a wish, an offer or a limit rather than a fact."""
    if {words.key[i] for i in range(max(0, start - 3), start)} & _MORE:
        return True
    at = noun
    for _ in range(5):
        head = words.head[at]
        if head == at:
            return False
        if words.pos[head] in ("VERB", "AUX"):
            if words.lemma[head] in words_like("quantities", "wished") or any(
                words.head[i] == head and words.key[i] in _MODAL for i in range(max(0, head - 5), head)
            ):
                return words.dep[at] != "pobj" or words.lemma[words.head[at]] not in ("of",)
            return False
        if words.lemma[head] == "figure":
            return False
        if words.lemma[head] in (
            "offer",
            "demand",
            "proposal",
            "limit",
            "cap",
            "target",
            "cut",
            "rise",
            "raise",
            "quota",
        ):
            return True
        at = head
    return False


def at_odds(one: Quantity, other: Quantity) -> bool:
    """Tell whether two figures are of one thing and differ.

    The noun must be one; besides, two more content words must be shared, or one with the same deaths counted in
    neighbouring sentences. Figures of different times are no contradiction, and percentages are never compared.
    """
    if one.unit in _SHARES or one.unit != other.unit or one.value == other.value or one.sentence == other.sentence:
        return False
    if one.when and other.when and one.when != other.when and not _same_span(one, other):
        return False
    shared = one.about & other.about
    if "dead" in shared | one.described | other.described and abs(one.sentence - other.sentence) <= 2:
        return "dead" in (one.about | one.described) & (other.about | other.described)
    if one.described != other.described:  # "retired generals" are not all generals
        return False
    return len(shared) >= 2


def _same_span(one: Quantity, other: Quantity) -> bool:
    return (
        bool(one.when & other.when)
        or any("same" in when for when in one.when | other.when)
        or abs(one.sentence - other.sentence) == 1
    )


_CORRECTION = re.compile(
    r"\b([a-z]+|[\d.,]*\d)( percent| per cent|%)?,? (?:and )?not ([a-z]+|[\d.,]*\d)\b", re.IGNORECASE
)


def corrections_in(words: Words) -> list[tuple[Span, float]]:
    """Return the places that correct a figure ("sixteen percent, not fifteen") with the figure denied."""
    found = []
    for match in _CORRECTION.finditer(words.source):
        right, wrong = value_of(match[1]), value_of(match[3])
        if right is not None and wrong is not None and right != wrong:
            found.append((Span(*match.span()), wrong))
    return found
