"""Files that are there whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from pourparler.core.errors import Place, PourparlerError, Problem

UNFINISHED = ".unfinished"
"""The end of the hidden name under which a file or folder is written before it takes its own."""
_NOT_GIVEN = object()


def write_whole(path: Path, data: bytes, instead_of: bytes | object | None = _NOT_GIVEN) -> None:
    """Write a file so that no reader, and no interruption, ever sees half of it.

    Parameters
    ----------
    path : Path
    data : bytes
    instead_of : bytes or None, optional
        What the file held when ``data`` was made from it (``None``: there was none). Where it holds something else by
        now, somebody edited it meanwhile, and it is left as it is.

    Raises
    ------
    PourparlerError
        W110 when the folder cannot be written or the disk is full, W111 when the file was changed meanwhile; the old
        file is then untouched.
    """
    if instead_of is not _NOT_GIVEN and (path.read_bytes() if path.exists() else None) != instead_of:
        todo = "nothing was changed; save what you are editing, then run the command again"
        allowed = "the file as it was when the command began"
        raise PourparlerError(Problem("W111", "", "it was changed meanwhile", allowed, todo, Place(path.name)))
    temporary = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=UNFINISHED, dir=path.parent)
        temporary = Path(name)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(0o644)
        temporary.replace(path)
        temporary = None
    except OSError as error:
        raise PourparlerError(
            Problem(
                "W110",
                "",
                f"it could not be written: {error.strerror or error}",
                "a folder that may be written and has room",
                "nothing was changed; free some room or choose another folder, and try again",
                Place(path.name),
            )
        ) from error
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)


def write_folder(home: Path, files: Mapping[str, bytes]) -> None:
    """Write a folder of files that appears whole or not at all.

    Parameters
    ----------
    home : Path
        Where nothing lies, or an empty folder.
    files : mapping of name to bytes

    Raises
    ------
    PourparlerError
        W110 when it cannot be written; then nothing is left there.
    """
    try:
        home.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{home.name}.", suffix=UNFINISHED, dir=home.parent) as beside:
            whole = Path(beside) / "whole"
            whole.mkdir()
            for name, data in files.items():
                write_whole(whole / name, data)
            whole.replace(home)
    except OSError as error:
        raise PourparlerError(
            Problem(
                "W110",
                str(home),
                f"it could not be written: {error.strerror or error}",
                "a folder that may be written and has room",
                "nothing was left there; free some room or choose another place",
            )
        ) from error


def sweep(*folders: Path) -> None:
    """Remove what writers that were killed left in folders; call it while nobody else can be writing there.

    What cannot be removed, in a folder that may not be written, does no harm: its name is hidden.
    """
    for left in (left for folder in folders for left in folder.glob(f".*{UNFINISHED}")):
        if left.is_dir() and not left.is_symlink():
            shutil.rmtree(left, ignore_errors=True)
        else:
            with suppress(OSError):
                left.unlink()
