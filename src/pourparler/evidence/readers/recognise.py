"""Which reader a file needs, by its content; its name only settles what the content leaves open."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from pourparler.core.errors import Place, PourparlerError, Problem
from pourparler.evidence.readers import limits
from pourparler.evidence.readers.dating import date_in_name
from pourparler.evidence.readers.frozen import Frozen, Told, freeze
from pourparler.evidence.readers.pdf import read_pdf
from pourparler.evidence.readers.plain_text import read_text
from pourparler.evidence.readers.web_page import read_page
from pourparler.evidence.readers.word import read_word

READERS: Mapping[str, Callable[[str, bytes], Told]] = {
    "text": read_text,
    "html": read_page,
    "pdf": read_pdf,
    "word": read_word,
}
"""Media name to reader: a file's name and bytes in, what it tells out. A new kind of file is one more entry."""

_SUFFIXES = {
    ".txt": "text", ".text": "text", ".md": "text", ".asc": "text",
    ".html": "html", ".htm": "html", ".xhtml": "html",
    ".pdf": "pdf",
    ".docx": "word", ".docm": "word",
}  # fmt: skip
_KNOWN = {"text": "plain text", "html": "a web page", "pdf": "a PDF", "word": "a Word document"}
_UNREAD = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file (.doc, .xls, .msg)", "save it as .docx or as text"),
    (b"{\\rtf", "a rich text file (.rtf)", "save it as .docx or as text"),
    (b"\x89PNG", "a picture", "type the text you need into a .txt file"),
    (b"\xff\xd8\xff", "a picture", "type the text you need into a .txt file"),
    (b"GIF8", "a picture", "type the text you need into a .txt file"),
    (b"\x1f\x8b", "a packed file (gzip)", "unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "a packed file (7z)", "unpack it first"),
    (b"Rar!", "a packed file (rar)", "unpack it first"),
    (b"SQLite format 3\x00", "a database", "export what you need as text"),
    (b"\x7fELF", "a program", "choose the article instead"),
)
_PAGE_STARTS = (b"<!doctype html", b"<html>", b"<html ", b"<html\n", b"<html\r")
_TAG = re.compile(rb"<[a-zA-Z][^>]*>")
_HEAD_BYTES = 65_536
_ALLOWED = "text (UTF-8), HTML, PDF or Word (.docx)"


def _packed_media(file: str, data: bytes) -> str:
    import io
    import zipfile

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            names = set(packed.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise _damaged_archive(file) from None
    if "word/document.xml" in names:
        return "word"
    found = {
        "xl/workbook.xml": "a spreadsheet",
        "ppt/presentation.xml": "slides",
        "content.xml": "an OpenDocument file",
    }
    told = next((what for name, what in sorted(found.items()) if name in names), "a packed file (zip)")
    todo = "unpack it first" if told.endswith("(zip)") else "save it as .docx or as text"
    raise _unknown(file, told, todo)


def _damaged_archive(file: str) -> PourparlerError:
    return PourparlerError(
        Problem("E109", "", "a packed file that is damaged", _ALLOWED, "fetch or save the file again", Place(file))
    )


def _unknown(file: str, found: str, todo: str) -> PourparlerError:
    return PourparlerError(Problem("E105", "", found, _ALLOWED, todo, Place(file)))


def _media_of_content(file: str, data: bytes) -> str | None:
    """Return what the bytes say they are, or None for what may be text."""
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return _packed_media(file, data)
    for mark, found, todo in _UNREAD:
        if data.startswith(mark):
            raise _unknown(file, found, todo)
    return "html" if _starts_as_page(data[:_HEAD_BYTES]) else None


def _starts_as_page(head: bytes) -> bool:
    rest = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if rest.startswith(b"<?xml"):
        rest = rest.partition(b"?>")[2].lstrip()
    while rest.startswith(b"<!--"):
        rest = rest.partition(b"-->")[2].lstrip()
    return rest[:20].lower().startswith(_PAGE_STARTS)


def media_of(file: str, data: bytes) -> str:
    """Return the media of a file: ``text``, ``html``, ``pdf`` or ``word``.

    A text file that quotes HTML stays text when its name says so; a PDF or Word file under the name of a text is
    an error, because somebody will otherwise quote it as the text it is not.

    Raises
    ------
    PourparlerError
        E105 for a kind of file that is not read, E106 when name and content contradict each other.

    Examples
    --------
    >>> media_of("page", b"<!DOCTYPE html><p>Talks"), media_of("wire.txt", b"<html> is a tag")
    ('html', 'text')
    """
    named = _SUFFIXES.get(Path(file).suffix.casefold())
    content = _media_of_content(file, data)
    if named == "text" and content in (None, "html"):
        return "text"
    if named == "html" and content is None and _TAG.search(data):
        return "html"
    if named is None or named == content:
        return content or "text"
    if content is None and b"\x00" in data:
        return "text"  # whose reader says what is wrong with the bytes
    found = f"{_KNOWN[content or 'text']} under the name of {_KNOWN[named]}"
    raise PourparlerError(
        Problem("E106", "", found, "a name that says what the file is", "rename it, or fetch it again", Place(file))
    )


def read_bytes(file: str, data: bytes) -> Frozen:
    """Read a file that is already in memory.

    Parameters
    ----------
    file : str
        Its name, without folders.
    data : bytes
        Its content.

    Raises
    ------
    PourparlerError
        E102 to E111: each says what was found and what to do.

    Examples
    --------
    >>> frozen = read_bytes("wire.txt", b"Talks resume\\r\\n\\r\\nThe two sides met.")
    >>> frozen.text, frozen.title
    ('Talks resume\\r\\n\\r\\nThe two sides met.', 'Talks resume')
    """
    if not data:
        raise PourparlerError(
            Problem("E102", "", "an empty file", "a text", "check that the file was saved", Place(file))
        )
    if len(data) > limits.FILE_BYTES:
        raise limits.too_much(
            file,
            f"{len(data):,} bytes",
            f"at most {limits.FILE_BYTES:,}",
            "keep the part that concerns the talks",
        )
    with limits.within_time(file):
        media = media_of(file, data)
        told = READERS[media](file, data)
    if told.date is None:
        named = date_in_name(file)
        if named:
            told = replace(told, date=named[0], date_basis=named[1])
    return freeze(file, media, data, told)


def read_file(path: Path) -> Frozen:
    """Read one file: nothing in it is executed or fetched.

    Parameters
    ----------
    path : Path
        Text, HTML, PDF or Word.

    Returns
    -------
    Frozen
        The text to which every later offset refers.

    Raises
    ------
    PourparlerError
        E101 when it cannot be opened, else as :func:`read_bytes`.
    """
    try:
        if path.stat().st_size > limits.FILE_BYTES:
            size = path.stat().st_size
            raise limits.too_much(
                path.name,
                f"{size:,} bytes",
                f"at most {limits.FILE_BYTES:,}",
                "keep the part that concerns the talks",
            )
        data = path.read_bytes()
    except IsADirectoryError:
        raise _unopened(path, "a folder", "name the files in it") from None
    except OSError as error:
        raise _unopened(path, error.strerror or "a file that does not open", "check the name and the rights") from None
    return read_bytes(path.name, data)


def _unopened(path: Path, found: str, todo: str) -> PourparlerError:
    return PourparlerError(Problem("E101", "", found, "a file that can be read", todo, Place(path.name)))
