"""UTF-8 text, kept character for character."""

from __future__ import annotations

import re

from pourparler.core.errors import Place, PourparlerError, Problem
from pourparler.evidence.readers.dating import date_line
from pourparler.evidence.readers.frozen import Told, headline

_MARKS = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)
_SETTINGS = re.compile(r"\ufeff?---[ \t]*\r?\n(?:[^\r\n]*\r?\n){0,50}?---[ \t]*(?:\r?\n|\Z)")
_TITLE = re.compile(r"^title[ \t]*:[ \t]*([^\r\n]+)", re.MULTILINE | re.IGNORECASE)
_HEADING = re.compile(r"^#{1,3}[ \t]+([^\r\n]+)", re.MULTILINE)
_CONTROL = bytes(code for code in range(32) if code not in b"\t\n\r\f\x0b\x1b") + b"\x7f"
_SHARE_OF_CONTROL = 0.05
_SHARE_OF_ZEROS_IN_UTF16 = 0.3


def decoded(file: str, data: bytes) -> str:
    """Decode bytes as strict UTF-8, changing nothing.

    Raises
    ------
    PourparlerError
        E103 with the first byte that is not UTF-8, E104 when the bytes are no text at all.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            raise _wrong_encoding(file, f"text in {name}, not UTF-8", None)
    zeros = data.count(0)
    control = len(data) - len(data.translate(None, _CONTROL))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        if zeros or control > _SHARE_OF_CONTROL * len(data):
            raise _binary(file) from None
        line = data.count(b"\n", 0, error.start) + 1
        found = f"byte 0x{data[error.start]:02X} at offset {error.start} (line {line}), which is not UTF-8"
        raise _wrong_encoding(file, found, line) from None
    if _looks_like_utf16(data, zeros):
        raise _wrong_encoding(file, "text in UTF-16 without a mark, not UTF-8", None)
    if control > _SHARE_OF_CONTROL * len(data):
        raise _binary(file)
    return text


def _looks_like_utf16(data: bytes, zeros: int) -> bool:
    if zeros < _SHARE_OF_ZEROS_IN_UTF16 * len(data):
        return False
    even, odd = data[::2].count(0), data[1::2].count(0)
    return min(even, odd) * 10 <= max(even, odd) and len(data) - zeros > _SHARE_OF_ZEROS_IN_UTF16 * len(data)


def _wrong_encoding(file: str, found: str, line: int | None) -> PourparlerError:
    return PourparlerError(
        Problem("E103", "", found, "UTF-8", "open it in an editor and save it again as UTF-8", Place(file, line))
    )


def _binary(file: str) -> PourparlerError:
    return PourparlerError(
        Problem(
            "E104",
            "",
            "a binary file, not text",
            "text, or a kind of file that is read",
            "export it as text",
            Place(file),
        )
    )


def read_text(file: str, data: bytes) -> Told:
    """Read a text file: every character stays, line ends and a byte order mark included."""
    text = decoded(file, data)
    dated = date_line(text)
    date, basis = dated if dated else (None, None)
    title = headline(text)
    if file.casefold().endswith((".md", ".markdown")):
        title = _markdown_title(text) or title
    return Told(text, title=title, date=date, date_basis=basis)


def _markdown_title(text: str) -> str | None:
    """Return the title that a block of settings at the top gives, else the first heading, without its marks."""
    settings = _SETTINGS.match(text)
    stated = _TITLE.search(settings.group()) if settings else None
    found = stated or _HEADING.search(text, settings.end() if settings else 0)
    return found.group(1).strip(" \t#\"'") if found else None
