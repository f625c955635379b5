"""Which stored sources are copies of one story."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import Connection, select, update

from pourparler.evidence import duplicates
from pourparler.evidence.record import Source
from pourparler.evidence.store import source_rows, tables


def _refreshed(connection: Connection) -> None:
    """Compute again the signatures that an older method made."""
    stale = select(tables.texts.c.source, tables.texts.c.body).where(tables.texts.c.method != duplicates.METHOD)
    for row in connection.execute(stale).all():
        connection.execute(
            update(tables.texts)
            .where(tables.texts.c.source == row.source)
            .values(method=duplicates.METHOD, signature=duplicates.signature(row.body.decode()))
        )


def _group(connection: Connection, source: str) -> set[str]:
    """Return the ids of the sources that were one story with this one."""
    held = {row.id: row.copy_of or row.id for row in connection.execute(select(tables.sources))}
    return {id_ for id_, witness in held.items() if witness == held.get(source)}


def chosen(sources: Sequence[Source], signatures: Mapping[str, bytes]) -> list[Source]:
    """Return the sources with ``copy_of`` as their dates and standings make it."""
    found = duplicates.copies(duplicates.candidate(source, signatures[source.id]) for source in sources)
    return [replace(source, copy_of=found[source.id]) for source in sources]


def regroup_with(connection: Connection, source: str) -> None:
    """Find the story that a source belongs to, and who stands for it now."""
    _refreshed(connection)
    rows = connection.execute(select(tables.texts.c.source, tables.texts.c.signature)).all()
    signatures = {row.source: row.signature for row in rows}
    shares = duplicates.like(signatures[source], signatures.values())
    members = {source}
    for other, share in zip(signatures, shares, strict=True):
        if other != source and share >= duplicates.THRESHOLD:
            members |= _group(connection, other)
    regroup(connection, members | _group(connection, source))


def regroup(connection: Connection, members: Collection[str]) -> None:
    """Choose again who stands for whom among these sources."""
    query = (
        select(tables.sources, tables.texts.c.signature)
        .join(tables.texts, tables.texts.c.source == tables.sources.c.id)
        .where(tables.sources.c.id.in_(members))
    )
    candidates = [duplicates.candidate(source_rows.from_row(row), row.signature) for row in connection.execute(query)]
    for id_, first in duplicates.copies(candidates).items():
        connection.execute(update(tables.sources).where(tables.sources.c.id == id_).values(copy_of=first))
