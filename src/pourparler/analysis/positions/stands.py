"""Where everyone stands: party by issue, on whose word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from pourparler.analysis.ground import Ground, claim_mark, manner
from pourparler.core.result import Mark, Table
from pourparler.evidence.attribution import Seat
from pourparler.evidence.claim import Claim, EntityType
from pourparler.evidence.record import ReviewedClaim
from pourparler.evidence.stances import Stance, Standing, standing

COLUMNS = (
    "party",
    "issue",
    "stance",
    "quotation",
    "speaker",
    "how",
    "date",
    "condition",
    "witnesses",
    "claims",
    "review",
    "confidence",
)


@dataclass(frozen=True, slots=True)
class Stand:
    """One seat on one issue."""

    seat: Seat
    issue: str
    standing: Standing
    claims: tuple[ReviewedClaim, ...]
    """All its claims on the issue, newest first."""

    @property
    def newest(self) -> Claim | None:
        """The newest claim that carries the stance."""
        by_id = {reviewed.claim.id: reviewed.claim for reviewed in self.claims}
        return by_id[self.standing.claims[0]] if self.standing.claims else None


def seats_of(ground: Ground) -> tuple[Seat, ...]:
    """Return the rows: parties of the case in its order, then others who spoke or meet, most claims first.

    With no party in the case, the countries and organisations named in reporting are rows too, so that silence shows.
    """
    count: dict[str, int] = defaultdict(int)
    seats: dict[str, Seat] = {}
    for _, seat, issue in ground.claims:
        if issue is not None:
            seats.setdefault(seat.id, seat)
            count[seat.id] += 1
    ours = [party.id for party in ground.case.parties]
    for party in ground.case.parties:
        seats.setdefault(party.id, Seat(party.id, party.label, "party", "named in the case"))
    if not ours:
        for entity in ground.evidence.entities.values():
            if entity.type is EntityType.COUNTRY:
                seat = ground.attribution.seat_of(entity.id)
                seats.setdefault(seat.id, seat)
    others = sorted(
        (seat for seat in seats.values() if seat.id not in ours), key=lambda seat: (-count[seat.id], seat.id)
    )
    return (*(seats[party] for party in ours), *others)


def issues_of(ground: Ground) -> tuple[str, ...]:
    """Return the columns: issues of the case in its order, then those only reporting has, most claims first."""
    count: dict[str, int] = defaultdict(int)
    for _, _, issue in ground.claims:
        if issue is not None:
            count[issue] += 1
    ours = [issue.id for issue in ground.case.issues]
    return (*ours, *sorted((issue for issue in count if issue not in ours), key=lambda issue: (-count[issue], issue)))


def stands(ground: Ground, seats: Sequence[Seat], issues: Sequence[str]) -> tuple[Stand, ...]:
    """Return every seat on every issue, silence included."""
    told: dict[tuple[str, str], list[ReviewedClaim]] = defaultdict(list)
    for reviewed, seat, issue in ground.claims:
        if issue is not None:
            told[seat.id, issue].append(reviewed)
    found = []
    for seat in seats:
        for issue in issues:
            claims = told.get((seat.id, issue), [])
            claims.sort(key=lambda one: ground.evidence.precedence(one.claim))
            claims.sort(key=lambda one: ground.evidence.day(one.claim) or "", reverse=True)
            combined = standing([(one.claim, ground.evidence.day(one.claim)) for one in claims], ground.stance)
            found.append(Stand(seat, issue, combined, tuple(claims)))
    return tuple(found)


def speaker_name(ground: Ground, claim: Claim) -> str:
    """Return who spoke, as a person would say it."""
    if claim.speaker.entity is None:
        mention = claim.speaker.mention
        return ground.evidence.quote(claim.source, mention) if mention is not None else "unnamed"
    entity = ground.evidence.entities.get(claim.speaker.entity)
    return entity.name if entity is not None else claim.speaker.entity


def table_of(ground: Ground, found: Sequence[Stand]) -> Table:
    """Return the long table: one row for each seat and issue on which something is on file."""
    rows = []
    marks: dict[tuple[int, str], tuple[Mark, ...]] = {}
    for stand in found:
        claim = stand.newest
        if claim is None:
            continue
        reviewed = ground.evidence.by_id[claim.id]
        condition = ground.evidence.quote(claim.source, claim.condition) if claim.condition else None
        words = ground.evidence.words(claim)
        rows.append(
            (
                stand.seat.name,
                ground.subjects.name(stand.issue),
                _stance_words(stand.standing),
                "off the record" if words is None else words,
                speaker_name(ground, claim),
                manner(claim),
                ground.evidence.day(claim),
                None if words is None else condition,
                ground.evidence.witnesses(one.claim.id for one in stand.claims),
                len(stand.claims),
                reviewed.review.value,
                claim.confidence.value,
            )
        )
        marks[len(rows) - 1, "quotation"] = (claim_mark(claim),)
        marks[len(rows) - 1, "stance"] = tuple(Mark("claim", one) for one in stand.standing.claims)
    return Table("stands", "Who stands where, on whose word", COLUMNS, tuple(rows), marks)


def matrix_of(ground: Ground, found: Sequence[Stand], seats: Sequence[Seat], issues: Sequence[str]) -> Table:
    """Return the matrix: a row a seat, a column an issue, the stance in the cell."""
    cells = {(stand.seat.id, stand.issue): stand.standing for stand in found}
    columns = ("party", *issues)
    rows = tuple((seat.name, *(_stance_words(cells[seat.id, issue]) for issue in issues)) for seat in seats)
    marks = {
        (row, issue): tuple(Mark("claim", one) for one in cells[seat.id, issue].claims)
        for row, seat in enumerate(seats)
        for issue in issues
        if cells[seat.id, issue].claims
    }
    named = "; ".join(f"{issue}: {ground.subjects.name(issue)}" for issue in issues)
    return Table("matrix", "Party by issue", columns, rows, marks, note=named or None)


def _stance_words(told: Standing) -> str:
    words = told.stance.value
    if told.conditional and told.stance is not Stance.CONDITIONAL:
        words += ", with a condition"
    if told.shifted:
        words += " (shifted)"
    return words
