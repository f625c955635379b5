"""The evidence store: sources, their frozen texts and what they were found to say."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from pourparler.core.errors import PourparlerError, Problem
from pourparler.core.grades import Visibility
from pourparler.evidence import duplicates
from pourparler.evidence.claim import Claim, Reading
from pourparler.evidence.decisions import apply
from pourparler.evidence.readers.frozen import Frozen
from pourparler.evidence.record import Decision, Evidence, ReviewedClaim, Source, Standing
from pourparler.evidence.store import copies, reading_rows, source_rows, tables
from pourparler.evidence.store.assembly import assemble, in_order
from pourparler.evidence.store.connection import changing, looking, make_engine, prepare
from pourparler.evidence.store.naming import renamed, source_id
from pourparler.evidence.store.search import Hit, forget, index, search


@dataclass(frozen=True, slots=True)
class Added:
    """What became of a source that was to be added.

    Attributes
    ----------
    source : Source
        As it is stored; its id may carry another number than the one asked for.
    new : bool
        False when the same original was already read: nothing was changed.
    superseded : str or None
        The id of the older source of the same file name, which this one now supersedes.
    """

    source: Source
    new: bool
    superseded: str | None = None


class Store:
    """Sources and claims in one SQLite file; every change is one transaction. Made by :func:`open_store`."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with ExitStack() as opening:
            self._engine = make_engine(path)
            opening.callback(self._engine.dispose)
            prepare(self._engine, path)
            opening.pop_all()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._engine.dispose()

    # Looking

    def sources(self) -> tuple[Source, ...]:
        """Return all sources, by date and id; undated ones last."""
        with looking(self._engine, self._path) as connection:
            return in_order(source_rows.from_row(row) for row in connection.execute(select(tables.sources)))

    def source(self, id_: str) -> Source:
        """Return one source.

        Raises
        ------
        PourparlerError
            E121 when there is none of that id.
        """
        with looking(self._engine, self._path) as connection:
            return source_rows.one(connection, id_)

    def find(self, original_sha256: str) -> Source | None:
        """Return the source that was read from exactly these bytes, if any."""
        with looking(self._engine, self._path) as connection:
            return source_rows.same_original(connection, original_sha256)

    def free_id(self, file: str) -> str:
        """Return the id that a source from a file of this name would get now."""
        with looking(self._engine, self._path) as connection:
            return source_id(file, set(connection.scalars(select(tables.sources.c.id))))

    def text(self, id_: str) -> str:
        """Return the frozen text of a source (E121 when there is none)."""
        with looking(self._engine, self._path) as connection:
            source_rows.one(connection, id_)
            body = connection.scalar(select(tables.texts.c.body).where(tables.texts.c.source == id_))
            return (body or b"").decode("utf-8")

    def reading(self, id_: str) -> Reading:
        """Return what a source was found to say; an empty reading when it was not read (E121 when there is none)."""
        with looking(self._engine, self._path) as connection:
            source_rows.one(connection, id_)
            return reading_rows.read(connection, id_).get(id_, Reading(id_))

    def readings(self) -> Mapping[str, Reading]:
        """Return the readings of all sources that were read, by source id."""
        with looking(self._engine, self._path) as connection:
            return reading_rows.read(connection)

    def search(self, words: str, limit: int = 50) -> tuple[Hit, ...]:
        """Return the paragraphs in which all words and "quoted phrases" stand, the most telling first."""
        with looking(self._engine, self._path) as connection:
            return search(connection, words, limit)

    def claim_counts(self) -> Mapping[str, int]:
        """Return how many claims were found in each source that has any, by source id."""
        table = tables.claims
        with looking(self._engine, self._path) as connection:
            rows = connection.execute(select(table.c.source, func.count()).group_by(table.c.source))
            return {row[0]: row[1] for row in rows}

    def rests_on(self, id_: str) -> tuple[Claim, ...]:
        """Return the claims that rest on a source, as they were found (E121 when there is none)."""
        return self.reading(id_).claims

    def evidence(
        self, decisions: Sequence[Decision] = (), marked: Callable[[Source], Source] | None = None
    ) -> Evidence:
        """Return everything read, with decisions applied and rejected claims left out.

        Parameters
        ----------
        decisions : sequence of Decision
            As :func:`pourparler.evidence.decisions.load` returns them.
        marked : callable or None
            What people say of a source outside the store: takes each source and returns it as it shall be seen.
            Who stands for the copies of a story is then chosen by the dates and standings it returns.
        """
        return self.evidence_and_readings(decisions, marked)[0]

    def evidence_and_readings(
        self, decisions: Sequence[Decision] = (), marked: Callable[[Source], Source] | None = None
    ) -> tuple[Evidence, Mapping[str, Reading]]:
        """Return the evidence, as :meth:`evidence` does, and the readings it was put together from."""
        with looking(self._engine, self._path) as connection:
            sources = [source_rows.from_row(row) for row in connection.execute(select(tables.sources))]
            rows = connection.execute(select(tables.texts)).all()
            readings = reading_rows.read(connection)
        if marked is not None:
            sources = copies.chosen([marked(source) for source in sources], {row.source: row.signature for row in rows})
        texts = {row.source: row.body.decode("utf-8") for row in rows}
        return assemble(sources, texts, readings, decisions), readings

    def reviewed(self, decisions: Sequence[Decision] = ()) -> tuple[ReviewedClaim, ...]:
        """Return every claim as it stands after review, rejected ones included: for the list people work through."""
        found = [claim for _, said in sorted(self.readings().items()) for claim in said.claims]
        return apply(found, decisions)

    def names(self) -> dict[str, Any]:
        """Return the remembered spellings, as they were given to :meth:`remember`."""
        with looking(self._engine, self._path) as connection:
            return self._names(connection)

    # Changing

    def add(
        self,
        frozen: Frozen,
        *,
        id_: str | None = None,
        visibility: Visibility = Visibility.OWN,
        receivers: Sequence[str] = (),
        language: str,
        reading: Reading | None,
        off_record: bool = False,
        note: str | None = None,
    ) -> Added:
        """Store a source with its text and its claims: all of it, or nothing.

        The same original is never stored twice. Another original under the same file name supersedes the older one.
        Copies of one story are found here, and the earliest (date, then id) stands for all.

        Parameters
        ----------
        frozen : Frozen
            What a reader returned.
        id_ : str or None
            The id the reading was made under; taken from the file's name when None. When another source has it
            meanwhile, this one and its claims get the next number.
        visibility, receivers, off_record
            As the person who read it in said.
        language : str
            ISO 639-1 code.
        reading : Reading or None
            None when claims were not looked for; ``note`` then says why.
        note : str or None

        Raises
        ------
        ValueError
            When a span of the reading lies outside the text.
        PourparlerError
            E133 or E134 when the store cannot be written to.
        """
        with changing(self._engine, self._path) as connection:
            known = source_rows.same_original(connection, frozen.original_sha256)
            if known is not None:
                return Added(known, new=False)
            taken = set(connection.scalars(select(tables.sources.c.id)))
            asked = id_ or source_id(frozen.file)
            free = asked if asked not in taken else source_id(frozen.file, taken)
            source = source_rows.of_frozen(
                frozen,
                free,
                visibility=visibility,
                receivers=tuple(receivers),
                language=language,
                off_record=off_record,
                read=reading is not None,
                note=note,
            )
            connection.execute(insert(tables.sources).values(source_rows.to_row(source)))
            self._put_text(connection, source.id, frozen.text)
            if reading is not None:
                reading_rows.write(connection, renamed(reading, source.id), source.chars)
            older = self._supersede(connection, source)
            copies.regroup_with(connection, source.id)
            return Added(source_rows.one(connection, source.id), new=True, superseded=older)

    def replace_reading(self, id_: str, reading: Reading, keep: Collection[str] = (), note: str | None = None) -> None:
        """Put a new reading of a source in the place of the old one.

        Parameters
        ----------
        id_ : str
        reading : Reading
        keep : collection of str
            Ids of claims that people decided about or that the case cites: they stay even when the new reading no
            longer proposes them, and say so in ``why``.
        note : str or None
            Replaces the source's note.

        Raises
        ------
        PourparlerError
            E121 when there is no such source.
        """
        with changing(self._engine, self._path) as connection:
            source = source_rows.one(connection, id_)
            old = reading_rows.read(connection, id_).get(id_)
            whole = reading_rows.with_kept(renamed(reading, id_), old, keep)
            reading_rows.erase(connection, id_)
            reading_rows.write(connection, whole, source.chars)
            source_rows.change(connection, id_, read=True, note=note)

    def mark(
        self,
        id_: str,
        *,
        standing: Standing | None = None,
        superseded_by: str | None = None,
        off_record: bool | None = None,
        visibility: Visibility | None = None,
        receivers: Sequence[str] | None = None,
        title: str | None = None,
        publisher: str | None = None,
        date: str | None = None,
        note: str | None = None,
    ) -> Source:
        """Change what people say about a source; what is None stays.

        ``superseded_by`` also sets the standing; any other standing clears it. Setting ``visibility`` clears the
        receivers unless they are given with it.

        Raises
        ------
        PourparlerError
            E121 when a source is not stored, E122 when it is to supersede itself.
        """
        said = {"off_record": off_record, "title": title, "publisher": publisher, "date": date, "note": note}
        changes: dict[str, Any] = {name: value for name, value in said.items() if value is not None}
        if date is not None:
            changes["date_basis"] = "marked by hand"
        if superseded_by is not None:
            standing = Standing.SUPERSEDED
        if standing is not None:
            changes |= {"standing": standing.value, "superseded_by": superseded_by}
        if visibility is not None:
            changes |= {"visibility": visibility.value, "receivers": list(receivers or ())}
        elif receivers is not None:
            changes["receivers"] = list(receivers)
        with changing(self._engine, self._path) as connection:
            source_rows.one(connection, id_)
            if superseded_by is not None:
                source_rows.one(connection, superseded_by)
            if superseded_by == id_:
                raise PourparlerError(
                    Problem("E122", id_, "a source that supersedes itself", "another source", "name the newer one")
                )
            if changes:
                source_rows.change(connection, id_, **changes)
            copies.regroup_with(connection, id_)
            return source_rows.one(connection, id_)

    def remove(self, id_: str) -> None:
        """Remove a source with its text and claims, leaving no trace of its words in the file.

        A source that it had superseded is current again; decisions about its claims stay in their file.

        Raises
        ------
        PourparlerError
            E121 when there is no such source.
        """
        with changing(self._engine, self._path) as connection:
            source = source_rows.one(connection, id_)
            group = set(
                connection.scalars(select(tables.sources.c.id).where(tables.sources.c.copy_of == source.witness))
            )
            group = (group | {source.witness}) - {id_}
            table = tables.sources
            older = table.c.superseded_by == id_
            connection.execute(update(table).where(older).values(superseded_by=None, standing=Standing.CURRENT.value))
            connection.execute(update(table).where(table.c.copy_of == id_).values(copy_of=None))
            forget(connection, id_)
            connection.execute(delete(table).where(table.c.id == id_))
            copies.regroup(connection, group)

    def remember(self, names: Mapping[str, Mapping[str, Any]]) -> None:
        """Keep spellings for later readings: tables of plain data, united with what is remembered already.

        Parameters
        ----------
        names : mapping of str to mapping
            As ``Names.to_dict()`` gives it. An entry given here replaces the one of the same key.
        """
        with changing(self._engine, self._path) as connection:
            held = self._names(connection)
            united = {name: {**held.get(name, {}), **names.get(name, {})} for name in sorted({*held, *names})}
            if united == held:
                return
            connection.execute(delete(tables.settings).where(tables.settings.c.key == "names"))
            connection.execute(insert(tables.settings).values(key="names", value=united))

    # Within one transaction

    def _put_text(self, connection: Connection, id_: str, body: str) -> None:
        connection.execute(
            insert(tables.texts).values(
                source=id_,
                body=body.encode("utf-8"),
                method=duplicates.METHOD,
                signature=duplicates.signature(body),
            )
        )
        index(connection, id_, body)

    def _supersede(self, connection: Connection, source: Source) -> str | None:
        """Mark the current source of the same file name as superseded by this one, and return its id."""
        table = tables.sources
        older = connection.scalar(
            select(table.c.id).where(
                table.c.file == source.file, table.c.id != source.id, table.c.standing == Standing.CURRENT.value
            )
        )
        if older is not None:
            source_rows.change(connection, older, standing=Standing.SUPERSEDED.value, superseded_by=source.id)
        return older

    def _names(self, connection: Connection) -> dict[str, Any]:
        value = connection.scalar(select(tables.settings.c.value).where(tables.settings.c.key == "names"))
        return dict(value or {})
