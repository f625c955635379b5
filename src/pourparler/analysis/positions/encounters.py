"""Who meets whom, who is absent, and who talks to whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pourparler.analysis.ground import Ground, claim_mark
from pourparler.analysis.positions.stands import speaker_name
from pourparler.case.bodies import body_of
from pourparler.core.result import Mark, Table
from pourparler.evidence.attribution import Seat
from pourparler.evidence.spelling import folded

MEETING_COLUMNS = ("meeting", "date", "when", "place", "status", "present", "absent", "basis")
CONTACT_COLUMNS = ("who", "to whom", "how", "date", "words")
ALIKE = 2
"""How much must agree, beside the day, for two tellings to be one meeting."""


@dataclass(frozen=True, slots=True)
class Encounter:
    """One meeting: an entry of the case, what one or more sources tell of, or both."""

    what: str
    date: str | None
    when: str | None
    place: str | None
    status: str
    participants: tuple[str, ...]
    """Seat ids."""
    names: tuple[str, ...]
    """As told, persons by their own name."""
    marks: tuple[Mark, ...]
    """The entry of the case first, where there is one."""


def encounters(ground: Ground) -> tuple[Encounter, ...]:
    """Return the meetings of the case and of reporting, each once, by date.

    Notes
    -----
    What a source tells of is a meeting already on file when day and two of these agree: a participant, a second one,
    the place, the kind of meeting, a name in its title. Of two that differ much in size, a shared pair is not enough.
    """
    found = [
        Encounter(
            meeting.label,
            meeting.date.isoformat() if meeting.date else None,
            meeting.time,
            meeting.place,
            meeting.status,
            _seats(ground, meeting.participants, None),
            tuple(_name(ground, who, None) for who in meeting.participants),
            (Mark("judgement", f"meetings.{meeting.id}"),),
        )
        for meeting in ground.case.meetings
    ]
    for source, meeting in ground.evidence.meetings:
        day = meeting.date or ground.evidence.sources[source].date
        when = ground.evidence.quote(source, meeting.when_expr) if meeting.when_expr else None
        told = Encounter(
            meeting.what,
            meeting.date,
            when,
            meeting.where,
            meeting.status,
            _seats(ground, meeting.participants, day),
            tuple(_name(ground, who, day) for who in meeting.participants),
            (Mark("claim", f"{source}:{meeting.evidence.start}-{meeting.evidence.end}"),),
        )
        twin = max(range(len(found)), key=lambda at: _alike(found[at], told), default=None)
        if twin is None or _alike(found[twin], told) < ALIKE:
            found.append(told)
        else:
            found[twin] = _together(found[twin], told)
    return tuple(sorted(found, key=lambda one: (one.date or "9999", one.what, one.marks[0].id)))


def _alike(known: Encounter, told: Encounter) -> int:
    """Count what agrees between a meeting on file and what a source tells of; 0 when the days do not."""
    if known.date is None or known.date != told.date:
        return 0
    title = folded(known.what)
    kind = folded(told.what).split()[-1:]
    shared = len(set(known.names) & set(told.names)) or len(set(known.participants) & set(told.participants))
    uneven = 2 * shared < max(len(known.names), len(told.names))
    points = min(shared, 1 if uneven else 2)
    places = {folded(known.place), *title.split()} if known.place is not None else set(title.split())
    points += told.place is not None and folded(told.place) in places
    points += bool(kind) and kind[0] in title.split()
    named = [folded(name) in title for name in told.names]
    return points + (2 if named and all(named) else any(named))


def _together(known: Encounter, told: Encounter) -> Encounter:
    """Add a source to a meeting on file: the case's own words stay, what only the source has is filled in."""
    of_case = known.marks[0].kind == "judgement"
    return replace(
        known,
        when=known.when or told.when,
        place=known.place or told.place,
        participants=known.participants if of_case else tuple(dict.fromkeys((*known.participants, *told.participants))),
        names=known.names if of_case else tuple(dict.fromkeys((*known.names, *told.names))),
        marks=(*known.marks, *told.marks),
    )


def _seats(ground: Ground, participants: Sequence[str], day: str | None) -> tuple[str, ...]:
    """Return the seats that take part; where a body meets, its members do."""
    found: list[str] = []
    for who in participants:
        seat = ground.attribution.seat_of(who, day)
        found.append(seat.id)
        if any(body.id == seat.id for body in ground.case.bodies):
            found += body_of(ground.case, seat.id).members
    return tuple(dict.fromkeys(found))


def meeting_table(ground: Ground, found: Sequence[Encounter], seats: Sequence[Seat]) -> Table:
    """Return the calendar with who is in and who of the parties is not named."""
    rows = []
    marks = {}
    for one in found:
        absent = _absent(one, seats)
        rows.append(
            (
                one.what,
                one.date,
                one.when,
                one.place,
                one.status,
                ", ".join(one.names),
                ", ".join(absent),
                _basis(one),
            )
        )
        marks[len(rows) - 1, "meeting"] = one.marks
    return Table("meetings", "Meetings: who is in, who is not named", MEETING_COLUMNS, tuple(rows), marks)


def _absent(one: Encounter, seats: Sequence[Seat]) -> tuple[str, ...]:
    """Parties not named among the participants; of people whom no party sent, nobody is absent."""
    present = [seat for seat in seats if seat.id in one.participants]
    if len(present) < 2:
        return ()
    return tuple(seat.name for seat in seats if seat.kind == "party" and seat not in present)


def contacts(ground: Ground, found: Sequence[Encounter]) -> Table:
    """Return who is on record as speaking to whom: words addressed, and meetings of two."""
    rows: list[tuple[str | None, ...]] = []
    marks: dict[tuple[int, str], tuple[Mark, ...]] = {}
    for reviewed, _, _ in ground.claims:
        claim = reviewed.claim
        if claim.addressee is None or claim.addressee not in ground.evidence.entities:
            continue
        words = ground.evidence.words(claim)
        rows.append(
            (
                speaker_name(ground, claim),
                ground.evidence.entities[claim.addressee].name,
                claim.channel or "said to",
                ground.evidence.day(claim),
                "off the record" if words is None else words,
            )
        )
        marks[len(rows) - 1, "words"] = (claim_mark(claim),)
    for one in found:
        if len(one.names) == 2:
            # A meeting has no direction: whoever is listed first in it is no more the one who speaks.
            both = f"{one.names[0]} and {one.names[1]}"
            rows.append((both, "each other", f"meeting, {one.status}", one.date or one.when, one.what))
            marks[len(rows) - 1, "words"] = one.marks
    return Table("contacts", "Who talks to whom", CONTACT_COLUMNS, tuple(rows), marks)


def _basis(one: Encounter) -> str:
    kinds = {mark.kind for mark in one.marks}
    return "case and reporting" if len(kinds) > 1 else "case" if "judgement" in kinds else "reporting"


def _name(ground: Ground, who: str, day: str | None) -> str:
    case = ground.case
    person = ground.attribution.person_of(who, day)
    if person is not None:
        return person.label
    known = next((one.label for one in (*case.people, *case.parties, *case.bodies) if one.id == who), None)
    entity = ground.evidence.entities.get(who)
    return known or (entity.name if entity is not None else who)
