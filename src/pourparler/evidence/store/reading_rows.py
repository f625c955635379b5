"""Readings as rows: written with their source, kept where people decided, and read back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from sqlalchemy import Connection, Table, delete, insert, select

from pourparler.evidence.claim import Claim, Entity, Inconsistency, Meeting, Reading
from pourparler.evidence.quotations import claim_spans
from pourparler.evidence.store import tables
from pourparler.evidence.store.plain import from_plain, to_plain

KEPT = "kept because people decided about it or the case cites it; no longer found in the text"
_NUMBERED: tuple[tuple[Table, str], ...] = (
    (tables.entities, "entities"),
    (tables.meetings, "meetings"),
    (tables.inconsistencies, "inconsistencies"),
)


def _check(reading: Reading, length: int) -> None:
    """Refuse a reading that does not fit its text: that is a fault of the extraction, not of the user."""
    spans = [
        *(span for claim in reading.claims for span in claim_spans(claim)),
        *(span for entity in reading.entities for span in entity.mentions),
        *(office.evidence for entity in reading.entities for office in entity.offices),
        *(meeting.evidence for meeting in reading.meetings),
        *(span for found in reading.inconsistencies for source, span in found.evidence if source == reading.source),
    ]
    outside = [span for span in spans if not 0 <= span.start < span.end <= length]
    if outside:
        raise ValueError(f"{reading.source}: {outside[0]} lies outside a text of {length} characters")
    for claim in reading.claims:
        if claim.source != reading.source or not claim.id.startswith(f"{reading.source}.") or not claim.content:
            raise ValueError(f"{claim.id}: not a claim of {reading.source} with content")


def write(connection: Connection, reading: Reading, length: int) -> None:
    """Write a reading of a source whose frozen text has ``length`` characters.

    Raises
    ------
    ValueError
        When a span lies outside the text or a claim belongs to another source.
    """
    _check(reading, length)
    connection.execute(
        insert(tables.readings),
        [{"source": reading.source, "topics": to_plain(reading.topics), "notes": list(reading.notes)}],
    )
    rows = [
        {"id": claim.id, "source": claim.source, "place": claim.content[0].start, "body": to_plain(claim)}
        for claim in {claim.id: claim for claim in reversed(reading.claims)}.values()
    ]
    if rows:
        connection.execute(insert(tables.claims), rows)
    for table, name in _NUMBERED:
        found = [
            {"source": reading.source, "number": number, "body": to_plain(item)}
            for number, item in enumerate(getattr(reading, name))
        ]
        if found:
            connection.execute(insert(table), found)


def erase(connection: Connection, source: str) -> None:
    """Remove the reading of a source."""
    for table in (tables.claims, tables.readings, *(table for table, _ in _NUMBERED)):
        connection.execute(delete(table).where(table.c.source == source))


def read(connection: Connection, source: str | None = None) -> Mapping[str, Reading]:
    """Return the readings by source: of one, or of all."""

    def rows(table: Table, order: str) -> Iterable[tuple[str, object]]:
        query = select(table.c.source, table.c.body).order_by(table.c.source, table.c[order])
        if table is tables.claims:
            query = query.order_by(table.c.id)
        if source is not None:
            query = query.where(table.c.source == source)
        return ((row.source, row.body) for row in connection.execute(query))

    query = select(tables.readings)
    if source is not None:
        query = query.where(tables.readings.c.source == source)
    claims: dict[str, list[Claim]] = {}
    entities: dict[str, list[Entity]] = {}
    meetings: dict[str, list[Meeting]] = {}
    inconsistencies: dict[str, list[Inconsistency]] = {}
    for owner, body in rows(tables.claims, "place"):
        claims.setdefault(owner, []).append(from_plain(Claim, body))
    for owner, body in rows(tables.entities, "number"):
        entities.setdefault(owner, []).append(from_plain(Entity, body))
    for owner, body in rows(tables.meetings, "number"):
        meetings.setdefault(owner, []).append(from_plain(Meeting, body))
    for owner, body in rows(tables.inconsistencies, "number"):
        inconsistencies.setdefault(owner, []).append(from_plain(Inconsistency, body))
    return {
        row.source: Reading(
            row.source,
            tuple(entities.get(row.source, ())),
            tuple(claims.get(row.source, ())),
            tuple(meetings.get(row.source, ())),
            tuple(inconsistencies.get(row.source, ())),
            tuple((issue, words) for issue, words in row.topics),
            tuple(row.notes),
        )
        for row in connection.execute(query.order_by(tables.readings.c.source))
    }


def with_kept(new: Reading, old: Reading | None, keep: Collection[str]) -> Reading:
    """Return the new reading with the claims of the old one that must not go, and what these refer to.

    Parameters
    ----------
    new, old : Reading
        Of one source.
    keep : collection of str
        The ids of the claims that people decided about or that the case cites.
    """
    if old is None:
        return new
    proposed = {claim.id for claim in new.claims}
    kept = [
        claim if KEPT in claim.why else replace(claim, why=(*claim.why, KEPT))
        for claim in old.claims
        if claim.id in keep and claim.id not in proposed
    ]
    named = {id_ for claim in kept for id_ in (claim.speaker.entity, claim.addressee)}
    issues = {claim.issue for claim in kept}
    known, topics = {entity.id for entity in new.entities}, dict(new.topics)
    return replace(
        new,
        claims=(*new.claims, *kept),
        entities=(*new.entities, *(item for item in old.entities if item.id in named and item.id not in known)),
        topics=(*new.topics, *(topic for topic in old.topics if topic[0] in issues and topic[0] not in topics)),
    )
