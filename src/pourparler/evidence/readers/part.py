"""One source that came inside something else, under the name it will have as a file of its own."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from pourparler.evidence.readers.hidden import without_hidden

JOINT = "~"
"""Stands in a flattened name where the folder or the e-mail's name ends: ``press~wire.txt``."""
_LONGEST = 100
_LONGEST_PIECE = 60
_FOLDERS = re.compile(r"[/\\]+")
_UNUSABLE = re.compile(r"[:*?\"<>|]+")


@dataclass(frozen=True, slots=True)
class Part:
    """One source to be taken in.

    Attributes
    ----------
    name : str
        A file's name without folders, free of anything that would lead out of one.
    content : bytes or Path
        What it holds, or the file that is to be copied as it is.
    attached_to : Part or None
        The e-mail it came with.
    own_name : str or None
        What it is called without the name of that e-mail.
    """

    name: str
    content: bytes | Path
    attached_to: Part | None = None
    own_name: str | None = None

    def read(self) -> bytes:
        """Return the bytes."""
        return self.content if isinstance(self.content, bytes) else self.content.read_bytes()


def part_name(*said: str) -> str:
    """Return one safe file name made of names that strangers chose, outermost first.

    Examples
    --------
    >>> part_name("press", "day 1", "wire.txt"), part_name("mail", "../../etc/passwd"), part_name("~$x.docx")
    ('press~day 1~wire.txt', 'mail~etc~passwd', 'x.docx')
    """
    names = (without_hidden(unicodedata.normalize("NFC", name)) for name in said)
    pieces = (_UNUSABLE.sub("", piece) for name in names for piece in _FOLDERS.split(name))
    # A name that begins with a dot or a tilde would be left alone as hidden, or as what an editor leaves behind.
    kept = [piece for piece in (piece.lstrip(".~$ ").rstrip(". ") for piece in pieces) if piece]
    whole = JOINT.join(kept) or "part"
    stem, dot, suffix = whole.rpartition(".")
    if not dot or len(suffix) > 8 or not stem:
        stem, suffix = whole, ""
    while len(f"{stem}{dot}{suffix}".encode()) > _LONGEST and len(stem) > 1:
        stem = stem[:-1]
    return f"{stem.rstrip(' ')}.{suffix}" if suffix else stem


def one_piece(title: str) -> str:
    """Return a title as one piece of a name: a stroke in it parts no folders.

    Examples
    --------
    >>> part_name(one_piece("Pay and/or hours?"))
    'Pay and-or hours'
    """
    return _FOLDERS.sub("-", title)[:_LONGEST_PIECE].strip(" .")
