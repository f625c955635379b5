"""Small files written whole or not at all, by one writer at a time."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pourparler.core.errors import Place, PourparlerError, Problem

try:
    import fcntl
except ImportError:  # Windows has no advisory locks: one writer at a time is then up to the people
    fcntl = None  # type: ignore[assignment]


def _unwritten(path: Path, error: OSError) -> PourparlerError:
    return PourparlerError(
        Problem(
            "E134",
            "",
            error.strerror or "a file that cannot be written",
            "a folder with room that may be written to",
            "make room or mend the rights; nothing was changed",
            Place(path.name),
        )
    )


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Let one process at a time change the file of that name.

    The lock is on the folder, so that the file itself may be replaced under it.

    Raises
    ------
    PourparlerError
        E134 when the folder does not open.
    """
    if fcntl is None:
        yield
        return
    try:
        folder = os.open(path.parent, os.O_RDONLY)
    except OSError as error:
        raise _unwritten(path, error) from None
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def replaced(path: Path, data: bytes) -> None:
    """Replace a file's content and return when it is on the disk; call it while the file is :func:`locked`.

    Raises
    ------
    PourparlerError
        E134; the file is then as it was.
    """
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.unfinished")
    try:
        # What a process that was killed left behind; the lock says that no other one is writing.
        for left in path.parent.glob(f".{glob.escape(path.name)}.*.unfinished"):
            left.unlink()
        with unfinished.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
        if fcntl is not None:
            folder = os.open(path.parent, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)
    except OSError as error:
        raise _unwritten(path, error) from None
    finally:
        with suppress(OSError):
            unfinished.unlink()
