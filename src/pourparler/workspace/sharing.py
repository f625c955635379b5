"""The verb ``share``: the copy for a reader, made as if nothing narrower had ever been typed.

The ordinary brief is made anew from what the reader may see: the projected case, and the visible originals read again
with the names and topics of that case (see :mod:`pourparler.evidence.projection`). Our own store gives one thing only:
which file a claim id of the case means. Case, evidence and briefs of the workspace are not touched.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from pourparler.case.audience import PUBLIC, SHARED, Reader
from pourparler.case.model import Case
from pourparler.core.errors import PourparlerError, Problem
from pourparler.evidence.decisions import stepped
from pourparler.evidence.names import Names
from pourparler.evidence.projection import (
    Original,
    claim_named,
    goes_to,
    project,
    reviews_go_to,
    sent,
    with_sources_named,
)
from pourparler.evidence.quotations import changed_original
from pourparler.evidence.record import Decision, Evidence, Standing
from pourparler.evidence.store.naming import source_id
from pourparler.evidence.store.plain import json_line
from pourparler.workspace.answers import Answers
from pourparler.workspace.base import stored, with_mark
from pourparler.workspace.briefing import FORMATS, pages
from pourparler.workspace.folder import Folder
from pourparler.workspace.marking import SourceMark, load_marks
from pourparler.workspace.progress import Progress, silent
from pourparler.workspace.reading import names_of, originals, topics_of

if TYPE_CHECKING:
    from pourparler.case.load import LoadedCase
    from pourparler.evidence.readers import Frozen

KEPT = "evidence.db-shared"
"""Readings made for readers, so that the next copy takes less time; ignored by git with the evidence."""


@dataclass(frozen=True, slots=True)
class View:
    """What a reader sees of a workspace.

    Attributes
    ----------
    reader : str
        ``public``, ``shared`` or a party id.
    case : LoadedCase or None
        Projected; none where the workspace has none.
    evidence : Evidence
        Read anew from what goes to the reader.
    ids : mapping of str to str
        From the ids of our own sources to those the reader has.
    reviewed : frozenset of str
        Our ids of the sources with which our decisions on their claims go.
    """

    reader: str
    case: LoadedCase | None
    evidence: Evidence
    ids: Mapping[str, str]
    reviewed: frozenset[str]


def reader_named(folder: Folder, ours: LoadedCase | None, receiver: str | None = None, level: str | None = None) -> str:
    """Return the reader that ``--for`` and ``--level`` mean; with neither, the public.

    Parameters
    ----------
    folder : Folder
    ours : LoadedCase or None
        Our own case.
    receiver, level : str or None
        As typed.

    Raises
    ------
    PourparlerError
        W170 when both are given, or the level is no level; W171 when no such party is on file.
    """
    if receiver is not None and level not in (None, SHARED):
        todo = "leave one of the two out: --for names a receiver, --level public is for everybody"
        raise PourparlerError(Problem("W170", "--level", f"{level!r} beside --for {receiver}", "--for alone", todo))
    if receiver is None:
        if level not in (None, PUBLIC, SHARED):
            todo = "own entries never leave" if level == "own" else "choose one"
            raise PourparlerError(Problem("W170", "--level", repr(level), f"{PUBLIC}, {SHARED}", todo))
        return level or PUBLIC
    parties = {party.id for party in ours.case.parties} if ours is not None else set()
    marks = load_marks(folder.marking).values()
    known = parties | {who for mark in marks for who in mark.visibility.receivers}
    if receiver not in known:
        allowed = ", ".join(sorted(known)) or "none is on file"
        raise PourparlerError(Problem("W171", "--for", f"no party {receiver!r}", allowed, "name one of them"))
    return receiver


def view_of(
    folder: Folder, ours: LoadedCase | None, reader: str, *, keep: bool = True, progress: Progress = silent
) -> View:
    """Return the case and evidence as a reader sees them.

    Parameters
    ----------
    folder : Folder
    ours : LoadedCase or None
        Our own case, as :func:`pourparler.workspace.base.loaded_case` returns it.
    reader : str
        As :func:`reader_named` returns it.
    keep : bool
        Whether to keep the readings made for this reader, so that the next copy takes less time. Nothing else is
        written.
    progress : callable
        Told of each source that is read anew.

    Raises
    ------
    PourparlerError
        E1xx when an original that goes to the reader cannot be read.
    """
    from pourparler.case.citing import with_claims_named
    from pourparler.case.projection import project as project_case
    from pourparler.evidence.quotations import verify

    own = own_texts(folder)
    going = sent(_originals(folder, reader, own), reader)
    sent_as = {one.frozen.original_sha256: id_ for id_, one in going.items()}
    ids = {id_: sent_as[sha] for id_, sha in own.items() if sha in sent_as}
    known = Case() if ours is None else project_case(ours, reader).case
    evidence = project(
        going,
        reader,
        names=names_of(known, Names()),
        topics=topics_of(known),
        decisions=_decisions(folder, ids),
        also_known={entry.id for entry in (*known.parties, *known.people, *known.bodies, *known.issues)},
        kept=folder.root / KEPT,
        keep=keep,
        progress=progress,
    )
    broken = verify(evidence)
    if broken:
        raise PourparlerError(*broken)
    seen = None
    if ours is not None:
        cited = with_claims_named(ours, lambda claim: claim_named(claim, ids))
        seen = project_case(cited, reader, evidence.by_id)
        # A case of which nothing is seen is no case: whether there is one is ours to know.
        seen = None if seen.typed == Case() else seen
    reviewed = frozenset(own_id for own_id, id_ in ids.items() if reviews_go_to(going[id_], reader))
    return View(reader, seen, evidence, ids, reviewed)


def own_texts(folder: Folder) -> dict[str, str]:
    """Return the hash of the original behind each of our own source ids: as stored, else as a reading would give it."""
    found: dict[str, str] = {}
    if folder.evidence.exists():
        with stored(folder) as store:
            found = {source.id: source.original_sha256 for source in store.sources()}
    for path in originals(folder):
        sha = hashlib.sha256(path.read_bytes()).hexdigest()
        if sha not in found.values():
            found[source_id(path.name, found)] = sha
    return found


def _originals(folder: Folder, reader: Reader, own: Mapping[str, str]) -> list[Original]:
    """Freeze what goes to the reader; a file that does not go is not even opened."""
    from pourparler.evidence.readers import read_file

    marks = load_marks(folder.marking)
    going = [(path, marks.get(path.name, SourceMark())) for path in originals(folder)]
    going = [(path, mark) for path, mark in going if goes_to(mark.visibility, mark.off_record, reader)]
    read = [(read_file(path), mark) for path, mark in going]
    _check_unchanged(folder, [frozen for frozen, _ in read])
    # Where two had one name before they were taken in, the number is given by their content, not by who came first.
    read.sort(key=lambda pair: (pair[1].named or pair[0].file, pair[0].original_sha256))
    found: dict[str, Original] = {}
    for frozen, mark in read:
        if any(frozen.original_sha256 == one.frozen.original_sha256 for one in found.values()):
            continue
        name = _free_name(mark.named or frozen.file, found)
        found[name] = Original(
            frozen=replace(frozen, file=name),
            audience=mark.visibility,
            reviews=mark.reviews,
            day=mark.date.isoformat() if mark.date else frozen.date,
            marked=partial(with_mark, mark=mark.model_copy(update={"reliability": None, "superseded_by": None})),
            replaced_by=own.get(mark.superseded_by or ""),
        )
    return list(found.values())


def _check_unchanged(folder: Folder, going: Sequence[Frozen]) -> None:
    """Refuse to send an original that changed after it was read: nobody here has seen what it says now (E154)."""
    if not folder.evidence.exists():
        return
    with stored(folder) as store:
        sources = store.sources()
    held = {source.original_sha256 for source in sources}
    current = {source.file: source for source in sources if source.standing is Standing.CURRENT}
    changed = [frozen for frozen in going if frozen.original_sha256 not in held and frozen.file in current]
    if changed:
        raise PourparlerError(*(changed_original(current[frozen.file]) for frozen in changed))


def _free_name(file: str, taken: Mapping[str, Original]) -> str:
    name, number = file, 1
    while name in taken:
        number += 1
        name = f"{Path(file).stem}-{number}{Path(file).suffix}"
    return name


def _decisions(folder: Folder, ids: Mapping[str, str]) -> list[Decision]:
    """Return the decisions on what goes, under its ids there, in an order that names and remarks do not touch."""
    found = []
    for decision, step in stepped(folder.decisions):
        named = with_sources_named(decision, ids)
        if named is not None:
            told = json_line([named.claim, named.review.value, dict(named.changes)])
            found.append(((named.on, step, told), named))
    return [named for _, named in sorted(found, key=lambda pair: pair[0])]


def files_of(
    view: View, formats: tuple[str, ...] = FORMATS, progress: Progress = silent, found: Answers | None = None
) -> dict[str, bytes]:
    """Return the files of a copy by name: the ordinary brief, its claims, and the case as the reader sees it.

    The case is written from its model, not cut out of our file: no remark, comment, blank line or order of keys of ours
    is in it. It is there so that the receiver can check the brief, and go on from it.
    """
    from pourparler.case.clean import as_yaml

    case = Case() if view.case is None else view.case.case
    made = pages(case, view.evidence, formats, progress, found=found)
    if view.case is not None:
        made["case.yaml"] = as_yaml(view.case.typed).encode()
    return made
