"""Sources as rows."""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import Any

from sqlalchemy import Connection, Row, select, update

from pourparler.core.errors import PourparlerError, Problem
from pourparler.core.grades import Visibility
from pourparler.evidence.readers.frozen import Frozen
from pourparler.evidence.record import Source, Standing
from pourparler.evidence.store import tables

_SHOWN = 20


def from_row(row: Row[Any]) -> Source:
    """Return the source of a row."""
    values = {column.name: getattr(row, column.name) for column in tables.sources.columns}
    values["visibility"] = Visibility(values["visibility"])
    values["standing"] = Standing(values["standing"])
    values["receivers"], values["hidden"] = tuple(values["receivers"]), tuple(values["hidden"])
    return Source(**values)


def to_row(source: Source) -> dict[str, Any]:
    """Return the row of a source."""
    return {
        **asdict(source),
        "visibility": source.visibility.value,
        "standing": source.standing.value,
        "receivers": list(source.receivers),
        "hidden": list(source.hidden),
    }


def of_frozen(frozen: Frozen, id_: str, **said: Any) -> Source:
    """Return the source that a frozen text makes, with what people and the extraction say of it."""
    stated = {item.name: getattr(frozen, item.name) for item in fields(frozen) if item.name != "text"}
    return Source(id=id_, chars=len(frozen.text), **stated, **said)


def one(connection: Connection, id_: str) -> Source:
    """Return one source.

    Raises
    ------
    PourparlerError
        E121, naming those there are.
    """
    row = connection.execute(select(tables.sources).where(tables.sources.c.id == id_)).one_or_none()
    if row is not None:
        return from_row(row)
    held = sorted(connection.scalars(select(tables.sources.c.id)))
    named = ", ".join(held[:_SHOWN]) + (" ..." if len(held) > _SHOWN else "")
    raise PourparlerError(
        Problem("E121", "", f"no source {id_!r}", named or "none: no source is stored yet", "name one of these")
    )


def same_original(connection: Connection, original_sha256: str) -> Source | None:
    """Return the source that was read from exactly these bytes, if any."""
    query = select(tables.sources).where(tables.sources.c.original_sha256 == original_sha256)
    row = connection.execute(query).one_or_none()
    return None if row is None else from_row(row)


def change(connection: Connection, id_: str, **values: Any) -> None:
    """Set some columns of a source."""
    connection.execute(update(tables.sources).where(tables.sources.c.id == id_).values(**values))
