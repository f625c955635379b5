"""Spans that cannot all be taken at their word: offices, figures, dates, positions, voices of one party."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations

from pourparler.evidence.claim import Claim, Entity, Inconsistency, Reading, Span
from pourparler.evidence.extraction.across import figures_between, meeting_dates_between, offices_between, once
from pourparler.evidence.extraction.cast import Cast
from pourparler.evidence.extraction.draft import Held
from pourparler.evidence.extraction.happenings import Happening, happenings_in
from pourparler.evidence.extraction.offices import conflict_of
from pourparler.evidence.extraction.opposing import alike, opposed_between, opposition, stance_of, subjects, tensions
from pourparler.evidence.extraction.quantities import at_odds, corrections_in, quantities_in, value_of
from pourparler.evidence.extraction.rival_figures import rival_accounts, rival_figures

_BEFORE = re.compile(
    r"\b(?:last|previous|previously|earlier this|ago|once|until|in (?:january|february|march|april|may|june|july|"
    r"august|september|october|november|december))\b",
    re.IGNORECASE,
)


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
        *tensions(reading, text, parties),
    ]
    return tuple(replace(one, id=f"i{number}") for number, one in enumerate(found, 1))


def between(readings: Sequence[tuple[Reading, str, date | None]]) -> tuple[Inconsistency, ...]:
    """Return the inconsistencies between sources: positions, voices of one party, meeting dates, figures, offices.

    What is returned, and its order, is that of comparing each pair of sources, by date; the work is not.

    Parameters
    ----------
    readings : sequence of (Reading, str, date or None)
        Each with its frozen text and its date; copies of one story left out by the caller.
    """
    ordered = sorted(readings, key=lambda held: (held[2] is not None, held[2] or date.min, held[0].source))
    told = [(reading, text) for reading, text, _ in ordered]
    found = [
        *opposed_between(ordered),
        *meeting_dates_between([reading for reading, _ in told]),
        *figures_between(told),
        *offices_between(told),
    ]
    found.sort(key=lambda placed: placed[0])
    unique = once([one for _, one in found])
    return tuple(replace(one, id=f"x{number}") for number, one in enumerate(unique, 1))


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
    corrected = corrections_in(cast.words)
    for first, second in [*rival_figures(cast.words), *rival_accounts(cast.words)]:
        if any(second.overlaps(span) for span, _ in corrected):
            continue
        yield Inconsistency(
            "", "conflicting-figures", None,
            f"Two figures for one thing: “{first.of(text)}” and “{second.of(text)}”.",
            ((source, first), (source, second)),
        )  # fmt: skip
    for one, other in combinations(quantities, 2):
        if at_odds(one, other):
            shared = sorted(one.entities & other.entities)
            yield Inconsistency(
                "", "conflicting-figures", shared[0] if shared else None,
                f"Two figures for one thing: “{one.span.of(text)}” and “{other.span.of(text)}”.",
                ((source, one.span), (source, other.span)),
            )  # fmt: skip
    for span, wrong in corrected:
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


def _positions(reading: Reading, text: str, parties: Mapping[str, str | None]) -> Iterator[Inconsistency]:
    """Yield shifts a single source tells of: one of the two statements is dated back."""
    for one, other in combinations(reading.claims, 2):
        first, second = (stance_of(claim, parties, conditional=True) for claim in (one, other))
        if first is None or second is None or first.party != second.party or first.side == second.side:
            continue
        back = [_dated_back(claim, text) for claim in (one, other)]
        here, there = subjects(one, text), subjects(other, text)
        same_voice = one.speaker.entity == other.speaker.entity and bool(here & there)
        same_issue = one.issue == other.issue and alike(here, there)
        if back[0] == back[1] or not (same_voice or same_issue):
            continue
        earlier, later = (first, second) if back[0] else (second, first)
        yield opposition("position-shift", earlier, later)


def _dated_back(claim: Claim, text: str) -> bool:
    return claim.date_expr is not None and bool(_BEFORE.search(claim.date_expr.of(text)))
