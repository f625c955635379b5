"""The calendar: who meets whom, where and when, and who is in the room without being named."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from pourparler.core.inert import one_line
from pourparler.evidence.claim import EntityType, Meeting
from pourparler.evidence.framing.entries import Drafted
from pourparler.evidence.framing.material import Material, case_id
from pourparler.evidence.framing.wording import quoted, span_words
from pourparler.evidence.spelling import slug

_BARE = 2
_MOST_NAMES = 3
_STATUSES = ("planned", "scheduled", "under way", "held", "cancelled")


@dataclass(frozen=True, slots=True)
class _Told:
    source: str
    meeting: Meeting
    participants: tuple[str, ...]
    unnamed: tuple[str, ...]

    @property
    def same(self) -> tuple[object, ...]:
        """Two reports of one day with the same people in the room are one meeting."""
        if self.meeting.date is not None and len(self.participants) > 1:
            return self.meeting.date, self.participants
        return self.source, self.meeting.id


def meetings(material: Material, listed: frozenset[str]) -> tuple[Drafted, ...]:
    """Draft the meetings that the case does not know yet, in order of day and name.

    Parameters
    ----------
    material : Material
    listed : frozenset of str
        Ids of the parties, people and bodies at hand: only these can take part.
    """
    grouped: dict[tuple[object, ...], list[_Told]] = {}
    for source, meeting in material.meetings:
        told = _told(material, source, meeting, listed)
        grouped.setdefault(told.same, []).append(told)
    taken = Counter(_base(material, group[0]) for group in grouped.values())
    drafted = {}
    for group in grouped.values():
        base = _base(material, group[0])
        # Meetings of one description are told apart by where they stand in their sources.
        id_ = case_id(f"{base}-{group[0].source}-{group[0].meeting.evidence.start}") if taken[base] > 1 else base
        if not _known(material, group[0], id_):
            drafted[id_] = _entry(material, group, id_)
    return tuple(sorted(drafted.values(), key=lambda entry: (str(entry.mapping.get("date", "9999")), entry.key)))


def name_of(material: Material, meeting: Meeting) -> str:
    """Return what a meeting is called: a bare "talks" with the first of those who take part, as the source has them."""
    what = one_line(meeting.what)
    if len(what.split()) > _BARE or any(word[:1].isupper() for word in what.split()):
        return what
    named = (material.evidence.entities.get(who) for who in meeting.participants)
    names = [one_line(entity.name) for entity in named if entity is not None and entity.type is not EntityType.GROUP]
    others = " and others" if len(names) > _MOST_NAMES else ""
    return f"{what} ({', '.join(names[:_MOST_NAMES])}{others})" if names else what


def _base(material: Material, told: _Told) -> str:
    return case_id(slug(name_of(material, told.meeting)))[:52].rstrip("-")


def _told(material: Material, source: str, meeting: Meeting, listed: frozenset[str]) -> _Told:
    participants, unnamed = set(), set()
    for who in meeting.participants:
        entity = material.evidence.entities.get(who)
        id_ = material.id_of(who)
        if id_ in listed and (entity is None or entity.type is not EntityType.GROUP):
            participants.add(id_)
        else:
            unnamed.add(entity.name if entity is not None else who)
    return _Told(source, meeting, tuple(sorted(participants)), tuple(sorted(unnamed)))


def _known(material: Material, told: _Told, id_: str) -> bool:
    if material.known.meeting(id_, name_of(material, told.meeting)) is not None:
        return True
    return any(
        entry.date is not None
        and entry.date.isoformat() == told.meeting.date
        and set(told.participants) <= set(entry.participants)
        for entry in material.known.case.meetings
    )


def _entry(material: Material, group: list[_Told], id_: str) -> Drafted:
    newest = group[-1]
    meeting = newest.meeting
    mapping: dict[str, object] = {"id": id_, "name": name_of(material, meeting)}
    if meeting.date is not None and len(meeting.date) == len("2031-11-12"):
        mapping["date"] = meeting.date
    said = span_words(material.evidence, newest.source, meeting.when_expr)
    if said is not None:
        mapping["time"] = said
    if meeting.where:
        entity = material.evidence.entities.get(meeting.where)
        mapping["place"] = one_line(entity.name if entity is not None else meeting.where)
    if newest.participants:
        mapping["participants"] = list(newest.participants)
    mapping["status"] = meeting.status if meeting.status in _STATUSES else "planned"
    because = {one.claim.id: None for told in group for one in material.claims_at(told.source, told.meeting.evidence)}
    if because:
        mapping["because"] = list(because)
    remarks = []
    for told in group:
        words = span_words(material.evidence, told.source, told.meeting.evidence)
        remarks.append(f"read: {'off the record' if words is None else quoted(words)} ({told.source})")
    unnamed = {who: None for told in group for who in told.unnamed}
    remarks += [
        f"question: who is in the room beside those named? the source says {quoted(one_line(who))}" for who in unnamed
    ]
    if "date" not in mapping:
        remarks.append("question: on which day?")
    return Drafted("meetings", (id_,), mapping, tuple(because), tuple(remarks))
