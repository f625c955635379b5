"""The verb ``read``: reporting in, frozen and hashed, with the claims found in it."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pourparler.case.model import Case
from pourparler.core.errors import PourparlerError, Problem
from pourparler.evidence.claim import Reading
from pourparler.evidence.names import Names
from pourparler.evidence.readers.archive import LEFT_ALONE
from pourparler.evidence.reading_apart import readings_of
from pourparler.evidence.record import Standing
from pourparler.workspace.base import case_of, stored
from pourparler.workspace.folder import Folder
from pourparler.workspace.marking import SourceMark, load_marks
from pourparler.workspace.progress import Progress, silent
from pourparler.workspace.taking import take_in as take_in
from pourparler.workspace.taking import take_in_attachments

if TYPE_CHECKING:
    from pourparler.evidence.extraction.topics import Topic, Topics
    from pourparler.evidence.readers import Frozen
    from pourparler.evidence.store import Store

_TABLE = "statements"


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one file."""

    file: str
    source: str
    claims: int
    words: str
    """``read``, ``read already``, ``stored, not read``; a copy or a newer version says so."""


def read_unread(
    folder: Folder, *, again: bool = False, as_new: bool = False, progress: Progress = silent
) -> tuple[Taken, ...]:
    """Read what lies in ``sources/`` and has not been read.

    Each source is one transaction: whatever stops the work, every source finished before is kept whole.

    Parameters
    ----------
    folder : Folder
    again : bool
        Look for claims anew in all that is stored; what people decided, and what the case cites, is kept.
    as_new : bool
        Take an original that changed after it was read as a newer version, which supersedes the older.
    progress : callable

    Raises
    ------
    PourparlerError
        E1xx for every file that cannot be read, E154 for every original that changed after it was read unless
        ``as_new`` says so; the others have been read and kept.
    """
    if not folder.sources.is_dir() and not folder.evidence.exists():
        return ()
    marks = load_marks(folder.marking)
    case = case_of(folder)
    with folder.writing(), stored(folder) as store:
        taken = [] if not again else list(_read_again(store, folder, case, marks, progress))
        unattached = _bring_attachments(store, folder)
        waiting, known, problems = _waiting(store, folder, as_new=as_new)
        taken += known
        taken += _read_new(store, waiting, case, marks, progress)
    if problems or unattached:
        raise PourparlerError(*dict.fromkeys((*unattached, *problems)))
    return tuple(taken)


def originals(folder: Folder) -> tuple[Path, ...]:
    """Return the files in ``sources/``, by name."""
    if not folder.sources.is_dir():
        return ()
    return tuple(
        sorted(path for path in folder.sources.iterdir() if path.is_file() and not path.name.startswith(LEFT_ALONE))
    )


def _bring_attachments(store: Store, folder: Folder) -> list[Problem]:
    """Give the attachments of e-mails that nobody has read yet files of their own."""
    problems: list[Problem] = []
    for path in originals(folder):
        if path.suffix.casefold() == ".eml" and store.find(hashlib.sha256(path.read_bytes()).hexdigest()) is None:
            try:
                take_in_attachments(folder, path)
            except PourparlerError as error:
                problems += error.problems
    return problems


def _waiting(store: Store, folder: Folder, *, as_new: bool) -> tuple[list[Frozen], list[Taken], list[Problem]]:
    """Freeze what is new; a file that cannot be read does not keep the others out."""
    from pourparler.evidence.quotations import changed_original
    from pourparler.evidence.readers import read_file

    current = {source.file: source for source in store.sources() if source.standing is Standing.CURRENT}
    waiting: list[Frozen] = []
    known: list[Taken] = []
    problems: list[Problem] = []
    found = store.claim_counts()
    for path in originals(folder):
        held = store.find(hashlib.sha256(path.read_bytes()).hexdigest())
        if held is not None:
            known.append(Taken(path.name, held.id, found.get(held.id, 0), "read already"))
            continue
        if path.name in current and not as_new:
            problems.append(changed_original(current[path.name]))
            continue
        try:
            waiting.append(read_file(path))
        except PourparlerError as error:
            problems += error.problems
    return waiting, known, problems


@dataclass(frozen=True, slots=True)
class _Job:
    """One text to be read, under the id it will have."""

    source: str
    text: str
    day: str | None
    media: str
    frozen: Frozen | None = None


def _read_new(
    store: Store, waiting: list[Frozen], case: Case, marks: dict[str, SourceMark], progress: Progress
) -> Iterator[Taken]:
    jobs: list[_Job] = []
    for frozen in waiting:
        source = _free(store, frozen.file, {job.source for job in jobs})
        jobs.append(_Job(source, frozen.text, _day(marks.get(frozen.file), frozen.date), frozen.media, frozen))
    # Of one day the text decides which is read first, not what its file is called.
    jobs.sort(key=lambda job: (job.day or "9999", job.frozen.sha256 if job.frozen is not None else ""))
    for number, (job, language, reading) in enumerate(_readings(store, jobs, case), start=1):
        if job.frozen is None:
            continue
        mark = marks.get(job.frozen.file, SourceMark())
        unread = reading.notes[0] if language != "en" and reading.notes else None
        added = store.add(
            job.frozen,
            id_=job.source,
            visibility=mark.visibility.level,
            receivers=mark.visibility.receivers,
            language=language,
            reading=None if unread else reading,
            note=unread,
        )
        progress(job.frozen.file, number, len(jobs))
        words = unread or "read"
        if added.source.copy_of:
            words += f"; a copy of {added.source.copy_of}: one witness"
        if added.superseded:
            words += f"; supersedes {added.superseded}"
        yield Taken(job.frozen.file, added.source.id, len(reading.claims), words)


def _read_again(
    store: Store, folder: Folder, case: Case, marks: dict[str, SourceMark], progress: Progress
) -> Iterator[Taken]:
    from pourparler.case.check import cited_claims
    from pourparler.evidence import decisions

    keep = {decision.claim for decision in decisions.load(folder.decisions)} | {
        claim for claim, _ in cited_claims(case)
    }
    sources = {source.id: source for source in store.sources()}
    jobs = [
        _Job(source.id, store.text(source.id), _day(marks.get(source.file), source.date), source.media)
        for source in sorted(sources.values(), key=lambda one: (one.date or "9999", one.sha256))
    ]
    for number, (job, language, reading) in enumerate(_readings(store, jobs, case), start=1):
        file = sources[job.source].file
        if language == "en" or reading.claims:
            store.replace_reading(job.source, reading, keep=keep)
        progress(file, number, len(jobs))
        yield Taken(file, job.source, len(reading.claims), "read again")


def _readings(store: Store, jobs: Sequence[_Job], case: Case) -> Iterator[tuple[_Job, str, Reading]]:
    """Read the texts in the order of their dates: spellings merged in one are known in the next."""
    from pourparler.evidence.extraction import Document
    from pourparler.evidence.extraction.language import language_of
    from pourparler.evidence.extraction.topics import load_topics

    own = topics_of(case)
    topics = load_topics(own)
    names = names_of(case, Names.from_dict(store.names()))
    prose = [Document(job.source, job.text, _as_date(job.day)) for job in jobs if job.media != _TABLE]
    with closing(readings_of(prose, own, names, alone=False)) as readings:
        for job in jobs:
            if job.media == _TABLE:
                language, reading = _table(job, topics, names)
            else:
                language, reading = language_of(job.text), next(readings)
            names = names.learned(reading.entities)
            yield job, language, reading
    if jobs:
        store.remember(names.to_dict())


def _table(job: _Job, topics: Topics, names: Names) -> tuple[str, Reading]:
    """Take the statements of a table from its rows: no prose is parsed, so that any language will do."""
    from pourparler.evidence.statement_claims import statements_reading, table_language

    return table_language(job.text), statements_reading(job.text, source=job.source, topics=topics, names=names)


def names_of(case: Case, names: Names) -> Names:
    """Return the spellings with the parties, bodies and people of the case added: the case goes before reporting."""
    for party in (*case.parties, *case.bodies):
        names = names.with_party(party.id, party.label, also=party.also)
    for person in case.people:
        held = names.known.get(person.id)
        # Where the case gives dated offices and no party, what reporting said before is not forgotten.
        acts_for = person.party or (held.party if held is not None else None)
        names = names.with_person(person.id, person.label, party=acts_for, also=person.also)
    return names


def topics_of(case: Case) -> tuple[Topic, ...]:
    """Return the case's own issues as topics, for those that say by which words reporting names them."""
    from pourparler.evidence.extraction.topics import Topic

    return tuple(
        Topic(
            id=issue.id,
            name=issue.label,
            terms=tuple((term, 1.0) for term in issue.terms),
            kind=issue.kind or "political",
        )
        for issue in case.issues
        if issue.terms
    )


def _free(store: Store, file: str, taken: set[str]) -> str:
    from pourparler.evidence.store.naming import source_id

    return source_id(file, taken | {source.id for source in store.sources()})


def _day(mark: SourceMark | None, stated: str | None) -> str | None:
    return mark.date.isoformat() if mark is not None and mark.date is not None else stated


def _as_date(day: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(day) if day else None
