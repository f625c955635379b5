"""The briefs that were kept: which there are, which one is the last, and which one a brief compares itself with.

Nothing reads the clock, so the order of two briefs of one day is a number, given when a brief is first made and kept
in its folder. There the brief also keeps which earlier one it compares itself with: further briefs may follow, and the
same input must still give the same bytes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pourparler.core.errors import Place, PourparlerError, Problem
from pourparler.workspace.atomic import write_folder, write_whole
from pourparler.workspace.folder import Folder

NOTE = "kept.json"
CLAIMS, SOURCES, CASE = "claims.jsonl", "sources.jsonl", "case.yaml"
LAST = "last"
FORMAT = "pourparler-kept/1"
_NAME = re.compile(r"(.+)-[0-9a-f]{6,}")


@dataclass(frozen=True, slots=True)
class Kept:
    """A brief that was kept whole.

    Attributes
    ----------
    name : str
        Of its folder.
    folder : Path
    as_of : str
        The day it stands for; empty when undated.
    number : int
        Those made later have higher numbers.
    """

    name: str
    folder: Path
    as_of: str
    number: int


@dataclass(frozen=True, slots=True)
class _Note:
    """What a brief notes in its folder."""

    number: int
    since: str | None


def kept_briefs(folder: Folder) -> tuple[Kept, ...]:
    """Return the briefs that were kept whole, oldest first: by the day they stand for, then as they were begun.

    Raises
    ------
    PourparlerError
        W183 when the note in a folder cannot be read.
    """
    if not folder.briefs.is_dir():
        return ()
    found = []
    for path in _folders(folder):
        if (path / CLAIMS).is_file() and (path / SOURCES).is_file():
            note = _note(path)
            found.append(Kept(path.name, path, _as_of(path.name), note.number if note else 0))
    return tuple(sorted(found, key=lambda kept: (kept.as_of, kept.number, kept.name)))


def _as_of(name: str) -> str:
    parts = _NAME.fullmatch(name)
    day = parts[1] if parts else ""
    return "" if day == "undated" else day


def called(folder: Folder, revision: str, present: str) -> Kept:
    """Return the kept brief that REV means.

    Parameters
    ----------
    folder : Folder
    revision : str
        ``last``, the newest one with other inputs; a day, the newest at or before it; or the name of a folder.
    present : str
        The name that a brief made now would have.

    Raises
    ------
    PourparlerError
        W180 when no brief is kept (for ``last``: none with other inputs), W181 when none has this name, W182 when none
        is as old as the day.
    """
    briefs = kept_briefs(folder)
    if revision == LAST:
        briefs = tuple(kept for kept in briefs if kept.name != present)
    if not briefs:
        other = " with other inputs than those of now" if revision == LAST else ""
        todo = "`pourparler brief DIR` keeps one; compare after the next change"
        raise PourparlerError(Problem("W180", "", f"no kept brief{other}", "", todo))
    if revision == LAST:
        return briefs[-1]
    names = ", ".join(kept.name for kept in briefs)
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", revision):
        older = [kept for kept in briefs if kept.as_of <= revision]
        if not older:
            raise PourparlerError(
                Problem("W182", "REV", f"no brief of {revision} or before", names, "name a later day")
            )
        return older[-1]
    wanted = Path(revision).name
    for kept in briefs:
        if kept.name == wanted:
            return kept
    allowed = f"a day such as 2031-03-05, {LAST}, or one of {names}"
    raise PourparlerError(Problem("W181", "REV", f"no kept brief {revision!r}", allowed, "choose one"))


def since_of(folder: Folder, name: str) -> str | None:
    """Return the name of the brief that a brief compares itself with; ``None`` for the first.

    That is the newest kept brief with other inputs when this one was first made, whatever was kept since.

    Raises
    ------
    PourparlerError
        W183 when a note cannot be read.
    """
    note = _note(folder.briefs / name)
    if note is not None:
        return note.since
    others = [kept for kept in kept_briefs(folder) if kept.name != name]
    return others[-1].name if others else None


def keep(folder: Folder, name: str, since: str | None, files: Mapping[str, bytes]) -> None:
    """Keep the files of a brief: a new folder appears whole or not at all, one that is there gets what differs.

    Parameters
    ----------
    folder : Folder
    name : str
        Of the brief.
    since : str or None
        As :func:`since_of` returned it when the brief was begun.
    files : mapping of str to bytes

    Raises
    ------
    PourparlerError
        W103 or W110 when the workspace cannot be written, W183 when a note cannot be read.
    """
    home = folder.briefs / name
    with folder.writing():
        note = _note(home)
        if note is None:
            numbers = [held.number for path in _folders(folder) if (held := _note(path)) is not None]
            note = _Note(max(numbers, default=0) + 1, since)
        told = {"format": FORMAT, "number": note.number, "since": note.since}
        whole = {**files, NOTE: (json.dumps(told, indent=1) + "\n").encode()}
        if not home.exists():
            write_folder(home, whole)
            return
        for file, data in whole.items():
            path = home / file
            if not path.exists() or path.read_bytes() != data:
                write_whole(path, data)


def _folders(folder: Folder) -> list[Path]:
    """Return the folders of briefs; a hidden one is being written, or its writer was killed."""
    if not folder.briefs.is_dir():
        return []
    return sorted(path for path in folder.briefs.iterdir() if path.is_dir() and not path.name.startswith("."))


def _note(home: Path) -> _Note | None:
    """Read the note of a folder; ``None`` where there is none."""
    path = home / NOTE
    if not path.is_file():
        return None
    try:
        data = json.loads(path.read_bytes())
        number, since = data["number"], data["since"]
        if type(number) is not int or not (since is None or isinstance(since, str)):
            raise ValueError("number and since do not fit")
    except (ValueError, KeyError, TypeError, RecursionError):
        place = Place(f"{home.parent.name}/{home.name}/{NOTE}")
        todo = "restore it, or remove it: the brief is then compared anew with the newest other one"
        raise PourparlerError(
            Problem("W183", "", "a note that cannot be read", "a note as Pourparler wrote it", todo, place)
        ) from None
    return _Note(number, since)
