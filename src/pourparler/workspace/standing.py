"""Whether a brief that is kept was made from just this by just this program, so that making it again changes no byte.

As ``make`` does: the same input gives the same bytes, so what is made already is left as it stands. The stamp in the
folder of a brief saves time and decides nothing: it counts only while every input, every file of the program, every
library and every file of the folder is the one it names, and a stamp that cannot be read is no stamp.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, requires, version
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

STAMP = "made.json"
FORMAT = "pourparler-made/1"
_NAME_ENDS = "<>=!~;[ ("


def origin(*inputs: bytes | None) -> str | None:
    """Return a hash of all that a brief is made from, the program included; ``None`` when that cannot be told.

    Parameters
    ----------
    inputs : bytes or None
        In a fixed order; ``None`` for what is not there.
    """
    made_by = program()
    if made_by is None:
        return None
    told = [made_by, *(None if one is None else hashlib.sha256(one).hexdigest() for one in inputs)]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def stamp(made_from: str, made: Mapping[str, bytes]) -> bytes:
    """Return the stamp of the files that were made.

    Examples
    --------
    >>> b'"brief.html"' in stamp("ab12", {"brief.html": b"..."})
    True
    """
    held = {name: hashlib.sha256(data).hexdigest() for name, data in made.items()}
    return (json.dumps({"format": FORMAT, "from": made_from, "files": held}, indent=1, sort_keys=True) + "\n").encode()


def stands(home: Path, made_from: str | None, wanted: Iterable[str]) -> bool:
    """Tell whether the files of a folder are those that would be made from this.

    Parameters
    ----------
    home : Path
    made_from : str or None
        As :func:`origin` returns it.
    wanted : iterable of str
        Names of the files that are to stand there.
    """
    try:
        told = json.loads((home / STAMP).read_bytes())
        if made_from is None or told["format"] != FORMAT or told["from"] != made_from:
            return False
        return all(hashlib.sha256((home / name).read_bytes()).hexdigest() == told["files"][name] for name in wanted)
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return False


@lru_cache(maxsize=1)
def program() -> str | None:
    """Return a hash of this program, the libraries it names and the interpreter; ``None`` when that cannot be told."""
    told = hashlib.sha256(sys.version.encode())
    try:
        for named in requires("pourparler") or ():
            if "extra ==" not in named:
                package = named[: min((at for end in _NAME_ENDS if (at := named.find(end)) >= 0), default=len(named))]
                told.update(f"{package} {version(package)}\n".encode())
    except PackageNotFoundError:
        return None
    for name, file in _files(files("pourparler"), ""):
        told.update(name.encode() + b"\n" + file.read_bytes())
    return told.hexdigest()


def _files(folder: Traversable, path: str) -> Iterator[tuple[str, Traversable]]:
    for item in sorted(folder.iterdir(), key=lambda item: item.name):
        if item.is_dir() and item.name != "__pycache__":
            yield from _files(item, f"{path}{item.name}/")
        elif item.is_file():
            yield f"{path}{item.name}", item
