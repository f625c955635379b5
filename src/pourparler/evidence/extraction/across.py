"""What two sources say against each other of one figure, of one meeting's day and of one person's offices.

What is returned is what comparing each pair of sources gives, each with its place in that order; sources are grouped
by what they speak of first, so that only those are compared that can differ. A source that was read before is known by
its text and its reading alone, without a parse: figures are read here from the words around a number, more narrowly
than within one source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations, product

from pourparler.evidence.claim import Entity, EntityType, Inconsistency, Meeting, Office, Reading, Span
from pourparler.evidence.extraction.draft import Held
from pourparler.evidence.extraction.gazetteer import Title, words_like
from pourparler.evidence.extraction.offices import conflict_of
from pourparler.evidence.extraction.openings import title_words
from pourparler.evidence.extraction.opposing import Place
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
_ANY_MEETING = frozenset(("talks", "conversations", "discussions", "call", "visit"))
_APART = 7
"""Days; the same kind of meeting further apart is another one."""


@dataclass(frozen=True, slots=True)
class _Figure:
    """A number, what it counts (stems, the noun last) and what stands around it."""

    value: float
    thing: tuple[str, ...]
    about: frozenset[str]
    entities: frozenset[str]
    span: Span


def figures_between(told: Sequence[tuple[Reading, str]]) -> Iterator[tuple[Place, Inconsistency]]:
    """Yield figures for one thing that differ between two sources.

    Two figures are of one thing when the words counted are the same, and words or entities around them too.

    Parameters
    ----------
    told : sequence of (Reading, str)
        In order.
    """
    counted: dict[tuple[str, ...], dict[int, list[tuple[int, _Figure]]]] = {}
    for source, (reading, text) in enumerate(told):
        for number, figure in enumerate(_figures(reading, text)):
            counted.setdefault(figure.thing, {}).setdefault(source, []).append((number, figure))
    for by_source in counted.values():
        for one, other in _sources_that_differ(by_source):
            yield from _differing(told, one, other, by_source[one], by_source[other])


def _sources_that_differ(by_source: Mapping[int, Sequence[tuple[int, _Figure]]]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of sources, in order, that do not give one and the same value for a thing."""
    alike: dict[frozenset[float], list[int]] = {}
    for source, figures in by_source.items():
        alike.setdefault(frozenset(figure.value for _, figure in figures), []).append(source)
    groups = list(alike.items())
    for place, (values, sources) in enumerate(groups):
        if len(values) > 1:
            yield from combinations(sources, 2)
        for _, others in groups[place + 1 :]:
            yield from ((min(pair), max(pair)) for pair in product(sources, others))


def _differing(
    told: Sequence[tuple[Reading, str]],
    one: int,
    other: int,
    first: Sequence[tuple[int, _Figure]],
    second: Sequence[tuple[int, _Figure]],
) -> Iterator[tuple[Place, Inconsistency]]:
    for number, left in first:
        right = next((figure for _, figure in second if _at_odds(left, figure)), None)
        if right is None or any(_agrees(left, figure) for _, figure in second):
            continue
        if any(_agrees(figure, right) for _, figure in first):
            continue
        shared = sorted(left.entities & right.entities)
        here, there = left.span.of(told[one][1]), right.span.of(told[other][1])
        said = f"“{here}” in one source and “{there}” in another"
        yield (one, other, 2, number, 0), Inconsistency(
            "", "conflicting-figures", shared[0] if shared else None, f"Two figures for one thing: {said}.",
            ((told[one][0].source, left.span), (told[other][0].source, right.span)),
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


def meeting_dates_between(readings: Sequence[Reading]) -> Iterator[tuple[Place, Inconsistency]]:
    """Yield one meeting given two days by two sources: same kind and place, parties in common, days within a week.

    Parameters
    ----------
    readings : sequence of Reading
        In order.
    """
    named: dict[tuple[str, str], dict[str, list[tuple[int, int, Meeting]]]] = {}
    for source, reading in enumerate(readings):
        for number, meeting in enumerate(reading.meetings):
            day, where, what = meeting.date, meeting.where, meeting.what.lower()
            if day is not None and "/" not in day and where is not None and what not in _ANY_MEETING:
                named.setdefault((what, where), {}).setdefault(day, []).append((source, number, meeting))
    for by_day in named.values():
        for day, another in combinations(by_day, 2):
            if abs((date.fromisoformat(day) - date.fromisoformat(another)).days) > _APART:
                continue
            for pair in product(by_day[day], by_day[another]):
                (one, here, first), (other, there, second) = sorted(pair, key=lambda placed: placed[:2])
                if one == other or (first.status == "held" and second.status != "held"):
                    continue
                if set(first.participants) & set(second.participants) or len(first.what.split()) > 1:
                    yield (one, other, 1, here, there), Inconsistency(
                        "", "conflicting-dates", None,
                        f"The {first.what} is on {first.date} in one source and on {second.date} in another.",
                        ((readings[one].source, first.evidence), (readings[other].source, second.evidence)),
                    )  # fmt: skip


def offices_between(told: Sequence[tuple[Reading, str]]) -> Iterator[tuple[Place, Inconsistency]]:
    """Yield offices that two sources give one person and that cannot be held at once.

    Sources that give a person the same offices of the same bodies say the same against any other source: of such,
    only the first two are compared, for :func:`once` keeps no more.

    Parameters
    ----------
    told : sequence of (Reading, str)
        In order.
    """
    cast = [{entity.id: entity for entity in reading.entities} for reading, _ in told]
    holders: dict[str, list[int]] = {}
    for source, entities in enumerate(cast):
        for entity in entities.values():
            if entity.offices:
                holders.setdefault(entity.id, []).append(source)
    for person, sources in holders.items():
        held = {
            source: [_held(office, told[source][1]) for office in cast[source][person].offices] for source in sources
        }
        for one, other in _telling_pairs(person, held, cast):
            entities = {**cast[other], **cast[one]}
            for here, there in product(range(len(held[one])), range(len(held[other]))):
                first, second = held[one][here], held[other][there]
                why = conflict_of(first, second, entities)
                if why is None:
                    continue
                said = (
                    f"{_titled(first.office, entities)} in one source and {_titled(second.office, entities)} in another"
                )
                spans = (told[one][0].source, first.office.evidence), (told[other][0].source, second.office.evidence)
                name = cast[one][person].name
                yield (
                    (one, other, 3, list(cast[one]).index(person), here * len(held[other]) + there),
                    Inconsistency(
                        "", "incompatible-offices", person, f"{name} is called {said}: {why}.", spans, "error"
                    ),
                )


def _telling_pairs(
    person: str, held: Mapping[int, Sequence[Held]], cast: Sequence[Mapping[str, Entity]]
) -> Iterator[tuple[int, int]]:
    """Yield, for each two ways of giving a person offices, the first pair of sources that has them in this order."""
    bodies = sorted(
        {one.office.organisation for offices in held.values() for one in offices if one.office.organisation}
    )
    groups: dict[tuple[object, ...], list[int]] = {}
    for source, offices in held.items():
        entity = cast[source][person]
        homes = tuple((found.type, found.name) if (found := cast[source].get(body)) else None for body in bodies)
        given = tuple((one.office.title, one.office.organisation, one.dated) for one in offices)
        groups.setdefault((entity.name, entity.type, given, homes), []).append(source)
    for (name, _, _, _), sources in groups.items():
        if " " not in str(name):
            continue
        for (_, type_, _, _), others in groups.items():
            later = [other for other in others if other > sources[0]]
            if later and type_ is EntityType.PERSON:
                yield sources[0], later[0]


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
