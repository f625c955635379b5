"""What two sources say against each other of one person's offices and of one figure.

A source that was read before is known by its text and its reading alone, without a parse: figures are read here from
the words around a number, more narrowly than within one source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pourparler.evidence.claim import Entity, EntityType, Inconsistency, Office, Reading, Span
from pourparler.evidence.extraction.draft import Held
from pourparler.evidence.extraction.gazetteer import Title, words_like
from pourparler.evidence.extraction.offices import conflict_of
from pourparler.evidence.extraction.openings import title_words
from pourparler.evidence.extraction.quantities import value_of
from pourparler.evidence.extraction.topics import stem
from pourparler.evidence.spelling import folded

_SENTENCE = re.compile(r"[^.!?\n]+(?:\.(?=\d)[^.!?\n]+)*")
_VALUE = r"(?:\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_SCALE = r"(?:\s+(?:hundred|thousand|million|billion|trillion|bn|m))?"
_COUNTED = re.compile(
    rf"(?<![\w.,-])(?P<value>{_VALUE}{_SCALE})\s+(?:of\s+(?:its|their|his|her|the|our)\s+)?"
    r"(?P<noun>[a-z]{3,}(?:\s+[a-z]{3,}){0,3})"
)
_OF_SUM = re.compile(
    rf"(?P<thing>[a-z]{{3,}}\s+[a-z]{{3,}})\s+of\s+(?P<value>{_VALUE}{_SCALE}\s+[a-z]+)", re.IGNORECASE
)
_NUMBER_AT = re.compile(
    r"number\s+of\s+(?:its|their|his|her|the|our)?\s*(?P<noun>[a-z]+)(?P<rest>[^.;]{0,60}?)\s(?:at|to|was|is|as)\s+"
    rf"(?P<value>{_VALUE}{_SCALE})\b"
)
_STOP = frozenset(
    ("of", "the", "a", "an", "and", "or", "to", "in", "on", "at", "by", "for", "with", "from", "that", "this", "had",
     "has", "have", "been", "was", "were", "is", "are", "be", "since", "until", "after", "before", "than", "which",
     "who", "will", "would", "could", "as", "into", "over", "under", "more", "less", "up", "about", "its", "their",
     "his", "her", "our", "it", "they")
)  # fmt: skip
_DEAD = frozenset(("killed", "dead", "died", "dying", "deaths", "fallen"))
_WORD = re.compile(r"[^\W\d_]{3,}")
_LEAST = 2
_FEW = 12


@dataclass(frozen=True, slots=True)
class _Figure:
    """A number, what it counts (stems, the noun last) and what stands around it."""

    value: float
    thing: tuple[str, ...]
    about: frozenset[str]
    entities: frozenset[str]
    span: Span


def figures_between(one: Reading, other: Reading, texts: Mapping[str, str]) -> Iterator[Inconsistency]:
    """Yield figures for one thing that differ between two sources.

    Two figures are of one thing when the words counted are the same, and words or entities around them too.
    """
    first, second = _figures(one, texts[one.source]), _figures(other, texts[other.source])
    for left in first:
        right = next((figure for figure in second if _at_odds(left, figure)), None)
        if right is None or any(_agrees(left, figure) for figure in second):
            continue
        if any(_agrees(figure, right) for figure in first):
            continue
        shared = sorted(left.entities & right.entities)
        here, there = left.span.of(texts[one.source]), right.span.of(texts[other.source])
        told = f"“{here}” in one source and “{there}” in another"
        yield Inconsistency(
            "", "conflicting-figures", shared[0] if shared else None, f"Two figures for one thing: {told}.",
            ((one.source, left.span), (other.source, right.span)),
        )  # fmt: skip


def _at_odds(one: _Figure, other: _Figure) -> bool:
    return one.value != other.value and _one_thing(one, other)


def _agrees(one: _Figure, other: _Figure) -> bool:
    return one.value == other.value and _one_thing(one, other)


def _one_thing(one: _Figure, other: _Figure) -> bool:
    if one.thing != other.thing:
        return False
    if len(one.thing) == 1 and min(one.value, other.value) <= _FEW:
        return False  # "two members", "three members": not the same ones
    shared = len((one.about & other.about) - set(one.thing)) + len(one.entities & other.entities)
    return shared >= (1 if len(one.thing) > 1 else _LEAST)


def _figures(reading: Reading, text: str) -> list[_Figure]:
    found = []
    for sentence in _SENTENCE.finditer(text):
        words = sentence.group()
        stems = frozenset(stem(word.lower()) for word in _WORD.findall(words)) - _empty()
        window = Span(*sentence.span())
        entities = frozenset(
            entity.id for entity in reading.entities
            if any(mention.within(window) for mention in entity.mentions)
        )  # fmt: skip
        parties = frozenset(entity.party for entity in reading.entities if entity.id in entities and entity.party)
        for value, thing, span in _numbers(words):
            place = Span(window.start + span[0], window.start + span[1])
            found.append(_Figure(value, thing, stems, entities | parties, place))
    return found


def _numbers(words: str) -> Iterator[tuple[float, tuple[str, ...], tuple[int, int]]]:
    taken: list[tuple[int, int]] = []
    for match in _NUMBER_AT.finditer(words):
        value = value_of(match["value"])
        if value is not None:
            taken.append(match.span("value"))
            dead = "dead" if _DEAD & set(match["rest"].split()) else ""
            yield value, _thing([match["noun"]], dead), match.span()
    for match in _OF_SUM.finditer(words):
        value = value_of(" ".join(match["value"].split()[:-1]))
        if value is not None:
            taken.append(match.span("value"))
            yield value, _thing([*match["thing"].lower().split(), match["value"].split()[-1].lower()]), match.span()
    for match in _COUNTED.finditer(words):
        if any(start <= match.start("value") < end for start, end in taken):
            continue
        value, nouns = value_of(match["value"]), _nouns(match["noun"])
        sum_ = any(scale in match["value"] for scale in ("illion", "bn"))  # sums of money need a word for what they are
        if value is None or sum_ or not nouns or stem(nouns[-1]) in _measures():
            continue
        dead = "dead" if _DEAD & set(words[match.end("value") : match.end() + 25].split()) else ""
        end = match.start("noun") + match["noun"].index(nouns[-1]) + len(nouns[-1])
        yield value, _thing(nouns, dead), (match.start(), end)


def _nouns(phrase: str) -> list[str]:
    """Return the words a number counts: up to the first plural, if no small word comes before it."""
    kept: list[str] = []
    for word in phrase.split():
        if word in _STOP:
            break
        kept.append(word)
        if word.endswith("s"):
            return kept
    return []


def _thing(words: Sequence[str], dead: str = "") -> tuple[str, ...]:
    stems = tuple(stem(word) for word in words)
    return (dead, *stems) if dead else stems


def _measures() -> frozenset[str]:
    times = words_like("quantities", "of_time")
    return frozenset(stem(word) for word in times) | times


def _empty() -> frozenset[str]:
    return words_like("discourse", "empty")


def offices_between(one: Reading, other: Reading, texts: Mapping[str, str]) -> Iterator[Inconsistency]:
    """Yield offices that two sources give one person and that cannot be held at once."""
    entities: dict[str, Entity] = {entity.id: entity for reading in (other, one) for entity in reading.entities}
    theirs = {entity.id: entity for entity in other.entities if entity.type is EntityType.PERSON}
    for entity in one.entities:
        known = theirs.get(entity.id)
        if known is None or " " not in entity.name:
            continue
        for first in entity.offices:
            for second in known.offices:
                why = conflict_of(_held(first, texts[one.source]), _held(second, texts[other.source]), entities)
                if why is None:
                    continue
                told = f"{_titled(first, entities)} in one source and {_titled(second, entities)} in another"
                yield Inconsistency(
                    "", "incompatible-offices", entity.id, f"{entity.name} is called {told}: {why}.",
                    ((one.source, first.evidence), (other.source, second.evidence)), "error",
                )  # fmt: skip


def _held(office: Office, text: str) -> Held:
    words, key, title = title_words(office.title)
    said = set(folded(office.evidence.of(text)).split())
    dated = bool(said & words_like("titles", "dated"))
    known = title or Title("any", "official", None)
    return Held(office, key, known, words, dated, inferred=False, at=office.evidence.start)


def _titled(office: Office, entities: Mapping[str, Entity]) -> str:
    home = entities.get(office.organisation or "")
    return f"{office.title} of {home.name}" if home is not None else office.title


def once(found: Sequence[Inconsistency]) -> list[Inconsistency]:
    """Return each contradiction once: an office named five times in one source is one office.

    Examples
    --------
    >>> once([])
    []
    """
    kept: dict[tuple[str, str | None, str], Inconsistency] = {}
    for one in found:
        key = (one.type, one.entity, one.description if one.type == "incompatible-offices" else repr(one.evidence))
        kept.setdefault(key, one)
    return list(kept.values())
