"""Which reader a file needs, by its content; its name only settles what the content leaves open."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from pourparler.core.errors import Place, PourparlerError, Problem
from pourparler.evidence.readers import limits
from pourparler.evidence.readers.dating import date_in_name
from pourparler.evidence.readers.feed import read_feed
from pourparler.evidence.readers.frozen import Frozen, Told, freeze
from pourparler.evidence.readers.mail import looks_like_mail, read_mail
from pourparler.evidence.readers.pdf import read_pdf
from pourparler.evidence.readers.plain_text import read_text
from pourparler.evidence.readers.statement_table import read_statements
from pourparler.evidence.readers.web_page import read_page
from pourparler.evidence.readers.word import read_word


def _read_archive(file: str, _data: bytes) -> Told:
    raise PourparlerError(
        Problem(
            "E112",
            "",
            "a packed file (zip) among the sources",
            "one source a file",
            "move it out of sources/ and give it to `pourparler read DIR FILE`: each file in it becomes a source",
            Place(file),
        )
    )


READERS: Mapping[str, Callable[[str, bytes], Told]] = {
    "text": read_text,
    "html": read_page,
    "pdf": read_pdf,
    "word": read_word,
    "mail": read_mail,
    "feed": read_feed,
    "statements": read_statements,
    "zip": _read_archive,
}
"""Media name to reader: a file's name and bytes in, what it tells out. A new kind of file is one more entry."""

_SUFFIXES = {
    ".txt": "text", ".text": "text", ".md": "text", ".markdown": "text", ".asc": "text",
    ".html": "html", ".htm": "html", ".xhtml": "html",
    ".pdf": "pdf",
    ".docx": "word", ".docm": "word",
    ".eml": "mail",
    ".xml": "feed", ".rss": "feed", ".atom": "feed", ".rdf": "feed",
    ".csv": "statements", ".tsv": "statements",
    ".zip": "zip",
}  # fmt: skip
_KNOWN = {
    "text": "plain text", "html": "a web page", "pdf": "a PDF", "word": "a Word document", "mail": "an e-mail",
    "feed": "a feed", "statements": "a table of statements", "zip": "a packed file (zip)",
}  # fmt: skip
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
_FEED_STARTS = tuple(
    b"<" + name + end
    for name in (b"rss", b"feed", b"rdf:rdf", b"atom:feed")
    for end in (b">", b" ", b"\n", b"\r", b"\t")
)
_OFFICE = {
    "xl/workbook.xml": ("a spreadsheet", "save the sheet as CSV (UTF-8); see docs/reference/statements-csv.md"),
    "xl/workbook.bin": ("a spreadsheet", "save the sheet as CSV (UTF-8); see docs/reference/statements-csv.md"),
    "ppt/presentation.xml": ("slides", "save them as PDF or as text"),
    "content.xml": ("an OpenDocument file", "save it as .docx, or a sheet as CSV"),
}
_BEFORE = re.compile(rb"<\?.*?\?>|<!--.*?-->|<!doctype(?!\s+html)[^>\[]*(?:\[.*?\]\s*)?>", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(rb"<[a-zA-Z][^>]*>")
_HEAD_BYTES = 65_536
_ALLOWED = "text (UTF-8), Markdown, HTML, PDF, Word (.docx), e-mail (.eml), a feed, or a CSV of statements"


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
    for name, (found, todo) in _OFFICE.items():
        if name in names:
            raise _unknown(file, found, todo)
    return "zip"


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
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _packed_media(file, data)
    for mark, found, todo in _UNREAD:
        if data.startswith(mark):
            raise _unknown(file, found, todo)
    start = _first_tag(data[:_HEAD_BYTES])
    if start.startswith(_PAGE_STARTS):
        return "html"
    return "feed" if start.startswith(_FEED_STARTS) else None


def _first_tag(head: bytes) -> bytes:
    """Return how the first element begins, in lower case, past what may stand before it."""
    rest = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    while found := _BEFORE.match(rest):
        rest = rest[found.end() :].lstrip()
    return rest[:20].lower()


def media_of(file: str, data: bytes) -> str:
    """Return the media of a file: ``text``, ``html``, ``pdf``, ``word``, ``mail``, ``feed``, ``statements`` or ``zip``.

    A text file that quotes HTML stays text when its name says so; a PDF or Word file under the name of a text is
    an error, because somebody will otherwise quote it as the text it is not. Only its name tells a table of
    statements, and an e-mail, from any other text.

    Raises
    ------
    PourparlerError
        E105 for a kind of file that is not read, E106 when name and content contradict each other.

    Examples
    --------
    >>> media_of("page", b"<!DOCTYPE html><p>Talks"), media_of("wire.txt", b"<html> is a tag")
    ('html', 'text')
    """
    suffix = Path(file).suffix.casefold()
    named = _SUFFIXES.get(suffix)
    if named == "mail" and looks_like_mail(data):
        return "mail"  # whatever kinds of file are packed into it
    content = _media_of_content(file, data)
    if named == "text" and content in (None, "html", "feed"):
        return "text"
    if content is None and named is not None and _may_be(named, data):
        return named
    if named is None or named == content:
        return content or "text"
    if suffix == ".xml" and content == "html":
        return "html"
    if named == "feed" and content is None and _TAG.search(data[:_HEAD_BYTES]):
        raise _unknown(file, "an XML file that is no feed", "save what you need as text")
    if content is None and b"\x00" in data:
        return "text"  # whose reader says what is wrong with the bytes
    found = f"{_KNOWN[content or 'text']} under the name of {_KNOWN[named]}"
    raise PourparlerError(
        Problem("E106", "", found, "a name that says what the file is", "rename it, or fetch it again", Place(file))
    )


def _may_be(named: str, data: bytes) -> bool:
    """Tell whether bytes that do not say what they are may be what the file's name says."""
    if named == "html":
        return _TAG.search(data) is not None
    return named == "statements"


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
        E102 to E114: each says what was found and what to do.

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
        Any kind that :func:`media_of` names but an archive.

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
