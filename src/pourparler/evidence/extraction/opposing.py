"""Claims of one party that go opposite ways on one issue, in one source and between sources."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations, product

from pourparler.evidence.claim import Act, Claim, Inconsistency, Kind, Reading
from pourparler.evidence.extraction.gazetteer import words_like
from pourparler.evidence.extraction.topics import stem

_FOR = frozenset((Act.SUPPORT, Act.OFFER, Act.COMMIT))
_AGAINST = frozenset((Act.OPPOSE,))
_WORD = re.compile(r"[^\W\d_]{3,}")

Place = tuple[int, int, int, int, int]
"""Where a contradiction stands in the order of a comparison pair by pair: the two sources, its kind, place in each."""


@dataclass(frozen=True, slots=True)
class Stance:
    """Which way a claim goes for which party: 1 for, -1 against."""

    claim: Claim
    party: str
    side: int


def stance_of(claim: Claim, parties: Mapping[str, str | None], *, conditional: bool = False) -> Stance | None:
    """Return which way a claim goes for which party; None when it goes neither.

    One made on a condition counts only where ``conditional``: a refusal that became an offer on terms is a shift.
    """
    if claim.speaker.entity is None or claim.issue is None or (claim.condition is not None and not conditional):
        return None
    side = 1 if claim.act in _FOR else -1 if claim.act in _AGAINST else 0
    if side == 0:
        return None
    party = parties.get(claim.speaker.entity) or claim.speaker.entity
    return Stance(claim, party, -side if claim.negated else side)


def subjects(claim: Claim, text: str) -> frozenset[str]:
    """Return the stems of the words a claim is about."""
    content = " ".join(span.of(text) for span in claim.content)
    return frozenset(stem(word) for word in _WORD.findall(content)) - words_like("discourse", "empty")


def alike(first: frozenset[str], second: frozenset[str]) -> bool:
    """Tell whether two claims are about the same thing in the same words, issue apart: two shared, or half."""
    shared = first & second
    return len(shared) >= 2 or (len(shared) == 1 and min(len(first), len(second)) <= 3)


def opposition(type_: str, one: Stance, other: Stance) -> Inconsistency:
    """Return two stances of one party as a contradiction, in this order."""
    wording = {1: "for", -1: "against"}
    spans = [(stance.claim.source, stance.claim.content[0]) for stance in (one, other)]
    how = "then" if type_ == "position-shift" else "and, in another voice,"
    told = f"On {(one.claim.issue or '').replace('-', ' ')}: {wording[one.side]}, {how} {wording[other.side]}."
    return Inconsistency("", type_, one.party, told, tuple(spans), "warning", (one.claim.id, other.claim.id))


def tensions(reading: Reading, text: str, parties: Mapping[str, str | None]) -> Iterator[Inconsistency]:
    """Yield what two voices of one party say against each other in one source."""
    held = [stance for claim in reading.claims if (stance := stance_of(claim, parties)) is not None]
    about = {stance.claim.id: subjects(stance.claim, text) for stance in held}
    for first, second in combinations(held, 2):
        if (first.party, first.claim.issue) != (second.party, second.claim.issue) or first.side == second.side:
            continue
        if alike(about[first.claim.id], about[second.claim.id]) and _two_voices(first.claim, second.claim):
            yield opposition("same-party-tension", first, second)


def _two_voices(one: Claim, other: Claim) -> bool:
    return one.speaker.entity != other.speaker.entity and Kind.SPEECH in (one.kind, other.kind)


@dataclass(frozen=True, slots=True)
class _Sided:
    """A claim that goes one way, with where it stands: source, then place in it."""

    source: int
    number: int
    claim: Claim
    speaker: str
    side: int
    about: frozenset[str]


def _party_in(one: Mapping[str, str | None], other: Mapping[str, str | None], speaker: str) -> str:
    return (one[speaker] if speaker in one else other.get(speaker)) or speaker


def opposed_between(
    readings: Sequence[tuple[Reading, str, date | None]],
) -> Iterator[tuple[Place, Inconsistency]]:
    """Yield claims of one party in two sources that go opposite ways on one issue, as if each pair had been compared.

    Where both sources are dated, and differently, the later of the two is a change of position; else two speakers of
    one party are a tension. Only claims on one issue that go opposite ways, by speakers who may be of one party, are
    set against each other: the work grows with the claims and with what is found, not with the pairs of claims.

    Parameters
    ----------
    readings : sequence of (Reading, str, date or None)
        In order of date.
    """
    cast = [{entity.id: entity.party for entity in reading.entities} for reading, _, _ in readings]
    known: dict[str, set[str]] = defaultdict(set)
    for parties in cast:
        for named, stated in parties.items():
            known[named].add(stated or named)
    blocks: dict[tuple[str, str], tuple[list[_Sided], list[_Sided]]] = defaultdict(lambda: ([], []))
    for source, (reading, text, _) in enumerate(readings):
        for number, claim in enumerate(reading.claims):
            stance, speaker = stance_of(claim, {}), claim.speaker.entity
            if stance is None or speaker is None or claim.issue is None:
                continue
            sided = _Sided(source, number, claim, speaker, stance.side, subjects(claim, text))
            for candidate in known[speaker] | {speaker}:
                blocks[claim.issue, candidate][sided.side < 0].append(sided)
    for (_, party), (supporting, opposing) in blocks.items():
        for pair in product(supporting, opposing):
            if pair[0].source == pair[1].source or not alike(pair[0].about, pair[1].about):
                continue
            one, other = pair if pair[0].source < pair[1].source else pair[::-1]
            # A speaker may be of one party here and of another there: what counts are the two sources compared.
            first, second = cast[one.source], cast[other.source]
            if any(party != _party_in(first, second, sided.speaker) for sided in pair):
                continue
            days = readings[one.source][2], readings[other.source][2]
            if None not in days and days[0] != days[1]:
                type_ = "position-shift"
            elif _two_voices(one.claim, other.claim):
                type_ = "same-party-tension"
            else:
                continue
            found = opposition(type_, *(Stance(sided.claim, party, sided.side) for sided in (one, other)))
            yield (one.source, other.source, 0, one.number, other.number), found
