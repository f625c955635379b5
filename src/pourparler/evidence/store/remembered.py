"""A file that remembers lines between runs, each by a hash of all it depends on.

It saves time and decides nothing: a file that is damaged, or cannot be written, is passed over.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from pourparler.core.errors import PourparlerError
from pourparler.evidence.store.durable import locked, replaced


def remembered(path: Path | None) -> dict[str, str]:
    """Return the lines of a file by their hash, the oldest first; none where there is no such file.

    Examples
    --------
    >>> remembered(None)
    {}
    """
    held: dict[str, str] = {}
    if path is not None:
        with suppress(OSError, ValueError):
            for line in path.read_bytes().decode("utf-8").split("\n"):
                key, _, body = line.partition(" ")
                held[key] = body
    held.pop("", None)
    return held


def remember(path: Path, held: Mapping[str, str], most: int) -> None:
    """Write the lines, the newest ``most`` of them.

    Parameters
    ----------
    path : Path
    held : mapping of hash to line
        The oldest first; no line has a line break in it.
    most : int
    """
    lines = [f"{key} {line}\n" for key, line in held.items()][-most:]
    with suppress(PourparlerError), locked(path):
        replaced(path, "".join(lines).encode())
