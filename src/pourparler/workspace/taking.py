"""Files, folders and archives into ``sources/``: one file a source, all of them or none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pourparler.core.errors import Place, PourparlerError, Problem
from pourparler.core.grades import Visibility
from pourparler.evidence.readers.collection import attached, gathered
from pourparler.evidence.readers.part import Part
from pourparler.workspace.atomic import write_whole
from pourparler.workspace.folder import Folder
from pourparler.workspace.marking import SourceMark, load_marks, save_mark


@dataclass(frozen=True, slots=True)
class TakenIn:
    """The files that now lie in ``sources/``, and in words what was left out and why."""

    files: tuple[Path, ...]
    left_out: tuple[str, ...] = ()


def take_in(folder: Folder, files: Sequence[Path], mark: Mapping[str, object] | None = None) -> TakenIn:
    """Copy files into ``sources/`` and note what is said of them.

    A folder or archive gives each file in it, a feed each entry, an e-mail itself and each attachment. A file that
    already lies there is left where it is. Another file of the same name takes the next free name.

    Parameters
    ----------
    folder : Folder
    files : sequence of Path
        Files, folders and archives.
    mark : mapping or None
        Fields of :class:`pourparler.workspace.marking.SourceMark`, noted of each source.

    Raises
    ------
    PourparlerError
        W130 when a file is missing, E107 to E113 when a folder or archive cannot be taken apart, W110 when there is
        no room; nothing has been copied then.
    """
    missing = [path for path in files if not path.exists()]
    if missing:
        raise PourparlerError(
            *(Problem("W130", "", "no such file", "a file", "check the name", Place(str(path))) for path in missing)
        )
    found = gathered(files)
    with folder.writing():
        return TakenIn(_placed(folder, found.parts, dict(mark or {})), found.left_out)


def take_in_attachments(folder: Folder, mail: Path) -> tuple[Path, ...]:
    """Copy what is attached to an e-mail that lies in ``sources/`` beside it; call it while the folder is held.

    Who may see an attachment, and whether it is off the record, is as for its e-mail.

    Raises
    ------
    PourparlerError
        As :func:`take_in`; nothing has been copied then.
    """
    found = attached(mail)
    if not found.parts:
        return ()
    held = load_marks(folder.marking).get(mail.name)
    return _placed(folder, found.parts, {} if held is None else _inherited(held), only_new=True)


def _inherited(mark: SourceMark) -> dict[str, object]:
    seen = mark.visibility
    marks: dict[str, object] = {}
    if seen.level is not Visibility.OWN:
        marks["visibility"] = {"shared": list(seen.receivers)} if seen.receivers else seen.level.value
    if mark.off_record:
        marks["off_record"] = True
    return marks


def _placed(
    folder: Folder, parts: Sequence[Part], mark: Mapping[str, object], *, only_new: bool = False
) -> tuple[Path, ...]:
    """Write all parts and their marks, or none; ``only_new`` leaves the marks of files that lay there alone."""
    targets: dict[Part, Path] = {}
    with _all_or_none(folder) as written:
        for part in parts:
            target = _target(folder, part)
            targets[part] = target
            new = not target.exists()
            said = {**mark, **_link(part, target, targets)}
            # What is said of a file first: killed between the two, no file told off the record lies there unmarked.
            if said and (new or not only_new):
                save_mark(folder.marking, target.name, **said)
            if new:
                written.append(target)
                write_whole(target, part.read())
    return tuple(targets.values())


def _link(part: Part, target: Path, targets: Mapping[Part, Path]) -> dict[str, object]:
    """Return what a part came with, and its name where it could not keep it."""
    if part.attached_to is not None:
        own = {"named": part.own_name} if part.own_name is not None else {}
        return {"attached_to": targets[part.attached_to].name, **own}
    return {"named": part.name} if target.name != part.name else {}


@contextmanager
def _all_or_none(folder: Folder) -> Iterator[list[Path]]:
    """Take back every file in the list, and every mark, when the work inside ends early."""
    marks = folder.marking.read_bytes() if folder.marking.exists() else None
    written: list[Path] = []
    whole = False
    try:
        yield written
        whole = True
    finally:
        if not whole:
            # The files first: on a full disk they make the room in which the old marks are written.
            for path in written:
                path.unlink(missing_ok=True)
            if marks is None:
                folder.marking.unlink(missing_ok=True)
            elif folder.marking.read_bytes() != marks:
                write_whole(folder.marking, marks)


def _target(folder: Folder, part: Part) -> Path:
    path = part.content
    if isinstance(path, Path) and path.resolve().parent == folder.sources.resolve():
        return folder.sources / path.name
    data, number = part.read(), 1
    target = folder.sources / part.name
    while target.exists() and target.read_bytes() != data:
        number += 1
        target = folder.sources / f"{Path(part.name).stem}-{number}{Path(part.name).suffix}"
    return target
