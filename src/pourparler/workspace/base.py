"""The evidence of a workspace as it stands: what is stored, what people decided, what they say of their sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from pourparler.case.model import Case
from pourparler.core.errors import PourparlerError, Problem
from pourparler.evidence.claim import Reading
from pourparler.evidence.contradictions import between_sources
from pourparler.evidence.record import Evidence, Source, Standing
from pourparler.workspace.folder import Folder
from pourparler.workspace.marking import SourceMark, load_marks

if TYPE_CHECKING:
    from pourparler.case.load import LoadedCase
    from pourparler.evidence.store import Store


@contextmanager
def stored(folder: Folder) -> Iterator[Store]:
    """Open the store of a workspace."""
    from pourparler.evidence.store import open_store

    with open_store(folder.evidence) as store:
        yield store


def evidence_of(folder: Folder) -> Evidence:
    """Return the evidence as it stands: stored, reviewed, marked, with what sources say against each other."""
    return evidence_and_readings_of(folder)[0]


def evidence_and_readings_of(folder: Folder) -> tuple[Evidence, Mapping[str, Reading]]:
    """Return the evidence as it stands, and the readings it was put together from."""
    from pourparler.evidence import decisions

    if not folder.evidence.exists():
        return Evidence({}, {}), {}
    marks = load_marks(folder.marking)
    with stored(folder) as store:
        found, readings = store.evidence_and_readings(
            decisions.load(folder.decisions),
            marked=lambda one: _with_whole(with_mark(one, marks.get(one.file)), marks.get(one.file)),
        )
    return replace(found, inconsistencies=(*found.inconsistencies, *between_sources(found, readings))), readings


def with_mark(source: Source, mark: SourceMark | None) -> Source:
    """Return a source with what people say of it."""
    if mark is None:
        return source
    if mark.retracted:
        source = replace(source, standing=Standing.RETRACTED)
    elif mark.superseded_by is not None:
        source = replace(source, standing=Standing.SUPERSEDED, superseded_by=mark.superseded_by)
    if mark.date is not None:
        source = replace(source, date=mark.date.isoformat(), date_basis="as marked by the team")
    return replace(
        source,
        visibility=mark.visibility.level,
        receivers=mark.visibility.receivers,
        off_record=source.off_record or mark.off_record,
        title=mark.title or source.title,
        publisher=mark.publisher or source.publisher,
        note="; ".join(part for part in (source.note, mark.reliability) if part) or None,
    )


def _with_whole(source: Source, mark: SourceMark | None) -> Source:
    """Return a source with the name of the e-mail it came with: for us alone, whoever else may see the source."""
    if mark is None or mark.attached_to is None:
        return source
    return replace(source, note="; ".join(filter(None, (f"attached to {mark.attached_to}", source.note))))


def case_of(folder: Folder) -> Case:
    """Return the case, or an empty one where none has been written."""
    loaded = loaded_case(folder)
    return Case() if loaded is None else loaded.case


def loaded_case(folder: Folder) -> LoadedCase | None:
    """Return the case with the places of its entries, or ``None`` where none has been written.

    Raises
    ------
    PourparlerError
        Every problem of the file, with its line and column.
    """
    return loaded_from(folder, case_text(folder))


def case_text(folder: Folder) -> str | None:
    """Return the case file as it stands, or ``None`` where there is none."""
    from pourparler.case.load import read_text

    return read_text(folder.case) if folder.case.exists() else None


def loaded_from(folder: Folder, text: str | None) -> LoadedCase | None:
    """Return the case that this text of its file holds: whoever keeps the text beside it keeps the two together."""
    return None if text is None else _loaded(text, str(folder.case))


@lru_cache(maxsize=4)
def _loaded(text: str, file: str) -> LoadedCase:
    """Parse a case once for all the steps of a verb; nothing changes a case that was loaded."""
    from pourparler.case.load import load_text

    return load_text(text, file)


def source_called(evidence: Evidence, asked: str) -> Source:
    """Return the source with this id or file name.

    Raises
    ------
    PourparlerError
        W121 when there is none; the message lists those there are.
    """
    for source in evidence.sources.values():
        if asked in (source.id, source.file):
            return source
    raise PourparlerError(
        Problem(
            "W121", "", f"no source {asked!r}", ", ".join(evidence.sources) or "none has been read", "name one of them"
        )
    )
