"""Spans that cannot all be taken at their word: offices, figures, dates, positions, voices of one party."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations

from pourparler.evidence.claim import Act, Claim, Entity, Inconsistency, Kind, Reading, Span
from pourparler.evidence.extraction.across import figures_between, offices_between, once
from pourparler.evidence.extraction.cast import Cast
from pourparler.evidence.extraction.draft import Held
from pourparler.evidence.extraction.gazetteer import words_like
from pourparler.evidence.extraction.happenings import Happening, happenings_in
from pourparler.evidence.extraction.offices import conflict_of
from pourparler.evidence.extraction.quantities import at_odds, corrections_in, quantities_in, value_of
from pourparler.evidence.extraction.topics import stem

_FOR = frozenset((Act.SUPPORT, Act.OFFER, Act.COMMIT))
_AGAINST = frozenset((Act.OPPOSE,))
_BEFORE = re.compile(
    r"\b(?:last|previous|previously|earlier this|ago|once|until|in (?:january|february|march|april|may|june|july|"
    r"august|september|october|november|december))\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]{3,}")


def within(reading: Reading, text: str, cast: Cast) -> tuple[Inconsistency, ...]:
    """Return the inconsistencies inside one source, each with the spans that disagree.

    Parameters
    ----------
    reading : Reading
        With its claims and entities.
    text : str
        The frozen text.
    cast : Cast
        Of the same text.
    """
    parties = {id_: entity.party for id_, entity in cast.entities.items()}
    found = [
        *_offices(reading.source, cast),
        *_figures(reading.source, cast),
        *_dates(reading.source, cast),
        *_positions(reading, text, parties),
        *_tensions(reading, text, parties),
    ]
    return tuple(replace(one, id=f"i{number}") for number, one in enumerate(found, 1))


def between(readings: Sequence[tuple[Reading, str, date | None]]) -> tuple[Inconsistency, ...]:
    """Return the inconsistencies between sources: positions, voices of one party, meeting dates, figures, offices.

    Parameters
    ----------
    readings : sequence of (Reading, str, date or None)
        Each with its frozen text and its date; copies of one story left out by the caller.
    """
    ordered = sorted(readings, key=lambda held: (held[2] is not None, held[2] or date.min, held[0].source))
    found: list[Inconsistency] = []
    for (one, one_text, one_date), (other, other_text, other_date) in combinations(ordered, 2):
        parties = {entity.id: entity.party for reading in (other, one) for entity in reading.entities}
        pairs = [(a, b) for a in one.claims for b in other.claims]
        dated = one_date is not None and other_date is not None and one_date != other_date
        texts = {one.source: one_text, other.source: other_text}
        found.extend(_opposed(pairs, texts, parties, shift=dated))
        found.extend(_meeting_dates(one, other, texts))
        found.extend(figures_between(one, other, texts))
        found.extend(offices_between(one, other, texts))
    return tuple(replace(one, id=f"x{number}") for number, one in enumerate(once(found), 1))


def _offices(source: str, cast: Cast) -> Iterator[Inconsistency]:
    for id_, entity in cast.entities.items():
        for one, other in combinations(_told(entity, cast), 2):
            why = conflict_of(one, other, cast.entities)
            if why is None:
                continue
            spans = sorted((one.office.evidence, other.office.evidence))
            link = cast.links.get(id_)
            implied = ""
            if link is not None:
                spans.append(link)
                words = link.of(cast.words.source)
                implied = f" The text implies, and never says, that they are one person: “{words}”."
            yield Inconsistency(
                "", "incompatible-offices", id_,
                f"{entity.name} is called both {_titled(one, cast)} and {_titled(other, cast)}: {why}.{implied}",
                tuple((source, span) for span in spans), "error",
            )  # fmt: skip


def _told(entity: Entity, cast: Cast) -> list[Held]:
    """Return each office of a person once, by the words that name the person if any do."""
    text, surname = cast.words.source, entity.name.split()[-1]
    best: dict[tuple[tuple[str, ...], str | None], Held] = {}
    for held in cast.held.get(entity.id, ()):
        key = (held.key, held.office.organisation)
        named = surname in held.office.evidence.of(text)
        if key not in best or (named and surname not in best[key].office.evidence.of(text)):
            best[key] = held
    return list(best.values())


def _titled(held: Held, cast: Cast) -> str:
    organisation = cast.entities.get(held.office.organisation or "")
    return f"{held.office.title} of {organisation.name}" if organisation else held.office.title


def _figures(source: str, cast: Cast) -> Iterator[Inconsistency]:
    quantities, text = quantities_in(cast), cast.words.source
    for one, other in combinations(quantities, 2):
        if at_odds(one, other):
            shared = sorted(one.entities & other.entities)
            yield Inconsistency(
                "", "conflicting-figures", shared[0] if shared else None,
                f"Two figures for one thing: “{one.span.of(text)}” and “{other.span.of(text)}”.",
                ((source, one.span), (source, other.span)),
            )  # fmt: skip
    for span, wrong in corrections_in(cast.words):
        claimed = _number_before(cast, span, wrong)
        if claimed is not None:
            yield Inconsistency(
                "", "conflicting-figures", None,
                f"“{claimed.of(cast.words.source)}” is corrected: “{span.of(cast.words.source)}”.",
                ((source, claimed), (source, span)),
            )  # fmt: skip


def _number_before(cast: Cast, correction: Span, wrong: float) -> Span | None:
    words = cast.words
    for index, pos in enumerate(words.pos):
        if words.end[index] > correction.start:
            return None
        if pos == "NUM" and value_of(words.text[index]) == wrong:
            first, last = words.sentences[words.sentence[index]]
            return words.span(first, last)
    return None


def _dates(source: str, cast: Cast) -> Iterator[Inconsistency]:
    happenings = happenings_in(cast)
    for one, other in combinations(happenings, 2):
        if _same_happening(one, other):
            yield Inconsistency(
                "", "conflicting-dates", None,
                f"One event, two dates: “{one.span.of(cast.words.source)}” and “{other.span.of(cast.words.source)}”.",
                ((source, one.span), (source, other.span)),
            )  # fmt: skip


def _same_happening(one: Happening, other: Happening) -> bool:
    return one.day != other.day and one.verb == other.verb and one.subject == other.subject and one.subject != ""


@dataclass(frozen=True, slots=True)
class _Stance:
    claim: Claim
    party: str
    side: int


def _stance(claim: Claim, parties: Mapping[str, str | None], *, conditional: bool = False) -> _Stance | None:
    """Return which way a claim goes for which party; None when it goes neither.

    One made on a condition counts only where ``conditional``: a refusal that became an offer on terms is a shift.
    """
    if claim.speaker.entity is None or claim.issue is None or (claim.condition is not None and not conditional):
        return None
    side = 1 if claim.act in _FOR else -1 if claim.act in _AGAINST else 0
    if side == 0:
        return None
    party = parties.get(claim.speaker.entity) or claim.speaker.entity
    return _Stance(claim, party, -side if claim.negated else side)


def _subjects(claim: Claim, text: str) -> frozenset[str]:
    content = " ".join(span.of(text) for span in claim.content)
    return frozenset(stem(word) for word in _WORD.findall(content)) - words_like("discourse", "empty")


def _alike(one: Claim, one_text: str, other: Claim, other_text: str) -> bool:
    """Tell whether two claims are about the same thing in the same words, issue apart: two shared, or half."""
    first, second = _subjects(one, one_text), _subjects(other, other_text)
    shared = first & second
    return len(shared) >= 2 or (len(shared) == 1 and min(len(first), len(second)) <= 3)


def _positions(reading: Reading, text: str, parties: Mapping[str, str | None]) -> Iterator[Inconsistency]:
    """Yield shifts a single source tells of: one of the two statements is dated back."""
    for one, other in combinations(reading.claims, 2):
        first, second = (_stance(claim, parties, conditional=True) for claim in (one, other))
        if (
            first is None
            or second is None
            or first.party != second.party
            or one.issue != other.issue
            or first.side == second.side
        ):
            continue
        back = [_dated_back(claim, text) for claim in (one, other)]
        same_voice = one.speaker.entity == other.speaker.entity and bool(_subjects(one, text) & _subjects(other, text))
        if back[0] == back[1] or not (same_voice or _alike(one, text, other, text)):
            continue
        earlier, later = (first, second) if back[0] else (second, first)
        yield _opposition("position-shift", earlier, later, {reading.source: text})


def _dated_back(claim: Claim, text: str) -> bool:
    return claim.date_expr is not None and bool(_BEFORE.search(claim.date_expr.of(text)))


def _tensions(reading: Reading, text: str, parties: Mapping[str, str | None]) -> Iterator[Inconsistency]:
    pairs = list(combinations(reading.claims, 2))
    yield from _opposed(pairs, {reading.source: text}, parties, shift=False)


def _opposed(
    pairs: Sequence[tuple[Claim, Claim]], texts: Mapping[str, str], parties: Mapping[str, str | None], *, shift: bool
) -> Iterator[Inconsistency]:
    """Yield pairs of claims of one party that go opposite ways on one issue.

    With ``shift`` the later of one speaker is a change of position; two speakers at one time are a tension.
    """
    for one, other in pairs:
        first, second = _stance(one, parties), _stance(other, parties)
        if first is None or second is None or first.party != second.party or one.issue != other.issue:
            continue
        if first.side == second.side or not _alike(one, texts[one.source], other, texts[other.source]):
            continue
        same_speaker = one.speaker.entity == other.speaker.entity
        if shift:
            yield _opposition("position-shift", first, second, texts)
        elif not same_speaker and Kind.SPEECH in (one.kind, other.kind):
            yield _opposition("same-party-tension", first, second, texts)


def _opposition(type_: str, one: _Stance, other: _Stance, texts: Mapping[str, str]) -> Inconsistency:
    wording = {1: "for", -1: "against"}
    spans = [(stance.claim.source, stance.claim.content[0]) for stance in (one, other)]
    how = "then" if type_ == "position-shift" else "and, in another voice,"
    told = f"On {(one.claim.issue or '').replace('-', ' ')}: {wording[one.side]}, {how} {wording[other.side]}."
    return Inconsistency("", type_, one.party, told, tuple(spans), "warning", (one.claim.id, other.claim.id))


def _meeting_dates(one: Reading, other: Reading, texts: Mapping[str, str]) -> Iterator[Inconsistency]:
    """Yield one meeting given two days by two sources: same kind, place or parties, and days within a week."""
    for first in one.meetings:
        for second in other.meetings:
            if (
                not _one_meeting(first.what, second.what)
                or first.date is None
                or second.date is None
                or first.date == second.date
            ):
                continue
            if "/" in first.date or "/" in second.date or first.status == "held" != second.status:
                continue
            apart = abs((date.fromisoformat(first.date) - date.fromisoformat(second.date)).days)
            shared = set(first.participants) & set(second.participants)
            placed = first.where is not None and first.where == second.where
            if apart <= 7 and placed and (shared or len(first.what.split()) > 1):
                yield Inconsistency(
                    "", "conflicting-dates", None,
                    f"The {first.what} is on {first.date} in one source and on {second.date} in another.",
                    ((one.source, first.evidence), (other.source, second.evidence)),
                )  # fmt: skip


def _one_meeting(one: str, other: str) -> bool:
    return one.lower() == other.lower() and one.lower() not in (
        "talks",
        "conversations",
        "discussions",
        "call",
        "visit",
    )
