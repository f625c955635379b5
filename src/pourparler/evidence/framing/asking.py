"""Whom to ask: the person who speaks for a party, and the next meeting where one could."""

from __future__ import annotations

from pourparler.case.background import Meeting
from pourparler.evidence.framing.material import Material

_TO_COME = ("under way", "scheduled", "planned")


def whom_to_ask(material: Material, party: str) -> str:
    """Return whom to ask about a party, in words.

    The people who spoke most for the party are named, all of them where they are level, else the party itself; and the
    next meeting that the party or one of them attends. About our own party, our delegation is asked.
    """
    if party == material.known.case.prepared_for:
        return "our own delegation"
    speakers = _speakers(material, party)
    meeting = _next_meeting(material, {party, *speakers})
    case = material.known.case
    names = {person.id: person.label for person in case.people}
    held = case.party(party)
    itself = held.label if held is not None else party
    who = " or ".join(sorted(names.get(speaker, speaker) for speaker in speakers)) or itself
    if meeting is None:
        return who
    day = meeting.date.isoformat() if meeting.date is not None else meeting.time
    return f"{who}, at “{meeting.label}”{f' ({day})' if day else ''}"


def _speakers(material: Material, party: str) -> list[str]:
    """Ids of people: those of the party who are heard most, else all who hold its offices."""
    people = {person.id for person in material.known.case.people}
    heard = {speaker: count for speaker, count in material.voices.get(party, {}).items() if speaker in people}
    if heard:
        most = max(heard.values())
        return sorted(speaker for speaker, count in heard.items() if count == most)
    return sorted(
        person.id
        for person in material.known.case.people
        if person.party == party or [office.of for office in person.offices if office.of is not None] == [party]
    )


def _next_meeting(material: Material, who: set[str]) -> Meeting | None:
    case = material.known.case
    today = case.as_of.isoformat() if case.as_of is not None else ""
    coming = [
        meeting
        for meeting in case.meetings
        if meeting.status in _TO_COME
        and who & set(meeting.participants)
        and (meeting.date is None or meeting.date.isoformat() >= today)
    ]
    # The firmest first: under way, then scheduled, then planned; within these the earliest.
    coming.sort(key=lambda meeting: (_TO_COME.index(meeting.status), str(meeting.date or "9999"), meeting.id))
    return coming[0] if coming else None
