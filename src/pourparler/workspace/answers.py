"""Answers that were found before, each by a hash of all it depends on: what its question sees, and the program.

They save time and decide nothing: an answer that is read back is the one that would be found again, and a file that is
damaged or cannot be written is passed over.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from pourparler.analysis.ground import Ground
from pourparler.analysis.scope import Seen
from pourparler.core.result import Result
from pourparler.evidence.store.remembered import remember, remembered
from pourparler.workspace.standing import program

MOST = 96
"""Answers kept, of about twelve states of a case; those used longest ago go first."""


class Answers:
    """Answers by what they were found from.

    Parameters
    ----------
    path : Path
        The file that remembers them.
    keep : bool
        Whether to write what was found into it.
    """

    def __init__(self, path: Path, *, keep: bool = True) -> None:
        self._path, self._keep = path, keep
        self._held = remembered(path)

    def get(self, key: str | None) -> Result | None:
        """Return the answer of this key, if it was found before."""
        line = self._held.pop(key, None) if key is not None else None
        if key is None or line is None:
            return None
        try:
            result = Result.from_dict(json.loads(line))
        except (ValueError, KeyError, TypeError, RecursionError):
            return None
        self._held[key] = line
        return result

    def put(self, key: str | None, result: Result) -> Result:
        """Take in an answer that was found, and return it as it will be read back."""
        line = json.dumps(result.to_dict(), ensure_ascii=False)
        if key is not None:
            self._held[key] = line
        return Result.from_dict(json.loads(line))

    def save(self) -> None:
        """Write what was taken in, so that the next run finds it."""
        if self._keep:
            remember(self._path, self._held, MOST)


def key_of(question: str, seen: Seen) -> str | None:
    """Return a hash of all that an answer depends on; ``None`` when the program cannot be told, and nothing is kept."""
    made_by = program()
    if made_by is None:
        return None
    ground, drawn = Ground(seen.case, seen.evidence), seen.drawn
    told = hashlib.sha256(json.dumps([made_by, question, ground.inputs, drawn.seed, drawn.draws]).encode())
    for held in (drawn.arrays, drawn.as_typed):
        for path, array in held.items():
            told.update(path.encode() + b"\n" + array.tobytes())
    return told.hexdigest()
