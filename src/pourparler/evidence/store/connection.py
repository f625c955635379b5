"""Opening the evidence store: one file, safe for several processes, of a format this version knows."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, exc, insert, inspect, select, text, update

from pourparler.core.errors import Place, PourparlerError, Problem
from pourparler.evidence.store import tables
from pourparler.evidence.store.plain import json_line

PATIENCE = 60.0
"""Seconds to wait for another process that is writing."""

MIGRATIONS: Mapping[int, Sequence[str]] = {}
"""Format to the statements that make the next format of it."""


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    connection.execute(f"PRAGMA busy_timeout = {int(PATIENCE * 1000)}")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")
    # What is removed is overwritten: a source may have been confidential.
    connection.execute("PRAGMA secure_delete = ON")
    _use_write_ahead_log(connection)


def _use_write_ahead_log(connection: sqlite3.Connection) -> None:
    if connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal":
        return
    # Two processes that make the store together: the busy timeout does not cover this one statement.
    for _ in range(int(PATIENCE * 20)):
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise
            time.sleep(0.05)
        else:
            return
    connection.execute("PRAGMA journal_mode = WAL")


def _begin(connection: Connection) -> None:
    # A writer takes its turn at once: two that read first and write later would both have to give up.
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def make_engine(path: Path) -> Engine:
    """Return an engine on the SQLite file ``path``; nothing is opened yet."""
    engine = create_engine(
        URL.create("sqlite+pysqlite", database=str(path)),
        connect_args={"isolation_level": None, "timeout": PATIENCE},
        json_serializer=json_line,
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


@contextmanager
def changing(engine: Engine, path: Path) -> Iterator[Connection]:
    """Give a connection in a transaction that is kept whole or not at all."""
    with translated(path), engine.connect().execution_options(writing=True) as connection, connection.begin():
        yield connection


@contextmanager
def looking(engine: Engine, path: Path) -> Iterator[Connection]:
    """Give a connection that sees one state of the store."""
    with translated(path), engine.connect() as connection, connection.begin():
        yield connection


_TOLD = (
    ("SQLITE_FULL", "E134", "a disk without room", "a disk with room", "make room; nothing was changed"),
    ("SQLITE_READONLY", "E134", "a store that may not be written to", "a folder with write rights", "mend the rights"),
    ("SQLITE_CANTOPEN", "E134", "a store that does not open", "a folder with write rights", "check folder and rights"),
    (
        "SQLITE_IOERR",
        "E134",
        "a disk that fails",
        "a disk that reads and writes",
        "check the disk; nothing was changed",
    ),
    ("SQLITE_BUSY", "E133", "a store that another process keeps busy", "one writer at a time", "try again later"),
    ("SQLITE_LOCKED", "E133", "a store that another process keeps busy", "one writer at a time", "try again later"),
    ("SQLITE_NOTADB", "E132", "a file that is not an evidence store", "evidence.db", "move it away and read again"),
    ("SQLITE_CORRUPT", "E132", "a damaged evidence store", "a whole one", "restore it, or move it away and read again"),
)


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn what the database says into one sentence for people."""
    try:
        yield
    except exc.DatabaseError as error:
        name = getattr(error.orig, "sqlite_errorname", "")
        for start, code, found, allowed, todo in _TOLD:
            if name.startswith(start):
                raise PourparlerError(Problem(code, "", found, allowed, todo, Place(path.name))) from error
        raise


def prepare(engine: Engine, path: Path, migrations: Mapping[int, Sequence[str]] = MIGRATIONS) -> None:
    """Make the tables of a new store, or bring an older store to this format.

    Raises
    ------
    PourparlerError
        E131 for a store of a newer version, E132 for a file that is something else.
    """
    with looking(engine, path) as connection:
        if _format(connection, path) == tables.FORMAT:
            return
    with changing(engine, path) as connection:
        found = _format(connection, path)
        if found is None:
            tables.metadata.create_all(connection)
            connection.execute(text(tables.WORD_INDEX))
            connection.execute(insert(tables.settings).values(key="format", value=tables.FORMAT))
            return
        while found < tables.FORMAT:
            for statement in migrations[found]:
                connection.execute(text(statement))
            found += 1
        connection.execute(update(tables.settings).where(tables.settings.c.key == "format").values(value=found))


def _format(connection: Connection, path: Path) -> int | None:
    """Return the format of the store, None for an empty file."""
    names = inspect(connection).get_table_names()
    if not names:
        return None
    value: Any = None
    if "settings" in names and "sources" in names:
        value = connection.scalar(select(tables.settings.c.value).where(tables.settings.c.key == "format"))
    if not isinstance(value, int):
        raise PourparlerError(
            Problem(
                "E132", "", "a database that is not an evidence store", "evidence.db", "move it away", Place(path.name)
            )
        )
    if value > tables.FORMAT:
        raise PourparlerError(
            Problem(
                "E131",
                "",
                f"an evidence store of format {value}",
                f"format {tables.FORMAT} or older",
                "use the newer version of Pourparler that wrote it; nothing was changed",
                Place(path.name),
            )
        )
    return value
