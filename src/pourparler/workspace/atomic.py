"""Files that are there whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from pourparler.core.errors import Place, PourparlerError, Problem


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that no reader, and no interruption, ever sees half of it.

    Parameters
    ----------
    path : Path
    data : bytes

    Raises
    ------
    PourparlerError
        W110 when the folder cannot be written or the disk is full; the old file is then untouched.
    """
    temporary = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
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
        with tempfile.TemporaryDirectory(prefix=f".{home.name}.", dir=home.parent) as beside:
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
