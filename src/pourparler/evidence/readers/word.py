"""Word documents: paragraphs and tables in the order of the page."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from pourparler.core.errors import Place, PourparlerError, Problem
from pourparler.evidence.readers import limits
from pourparler.evidence.readers.dating import date_line
from pourparler.evidence.readers.frozen import Told, headline

if TYPE_CHECKING:
    from docx.document import Document

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# Deleted and moved-away text is no longer said; a fallback repeats what stands beside it.
_UNSAID = frozenset({f"{_W}del", f"{_W}moveFrom", _FALLBACK})
_SIGNS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "\u2011"}
# The library that writes Word files from programs stamps this date when none is given.
_TEMPLATE_DATE = "2013-12-23"


def _check_size(file: str, data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        parts = packed.infolist()
        unpacked = sum(part.file_size for part in parts)
        if len(parts) > limits.PACKED_PARTS or unpacked > limits.UNPACKED_BYTES:
            raise limits.too_much(
                file,
                f"{len(parts):,} parts that unpack to {unpacked:,} bytes",
                f"at most {limits.PACKED_PARTS:,} parts and {limits.UNPACKED_BYTES:,} bytes",
                "save the text of the document as a .txt file",
            )
        if any(part.flag_bits & 1 for part in parts):
            raise PourparlerError(
                Problem("E110", "", "a protected document", "one that opens", "save it unprotected", Place(file))
            )


def _words(paragraph: Any) -> str:
    """Return the text of a paragraph, insertions and links included, deletions left out."""
    told: list[str] = []
    waiting = list(reversed(paragraph))
    while waiting:
        element = waiting.pop()
        if element.tag in _UNSAID or element.tag == f"{_W}p":
            continue
        if element.tag == f"{_W}t":
            told.append(element.text or "")
        elif element.tag in _SIGNS:
            told.append(_SIGNS[element.tag])
        else:
            waiting.extend(reversed(element))
    return "".join(told)


def _lines(block: Any, depth: int = 0) -> Iterator[str]:
    """Yield the paragraphs of a body, a cell or a content control; a table row is one line."""
    if depth > limits.NESTING // 5:
        return
    for element in block:
        if element.tag == f"{_W}p":
            yield _words(element)
        elif element.tag == f"{_W}tbl":
            for row in element.iter(f"{_W}tr"):
                if next(row.iterancestors(f"{_W}tbl")) is element:
                    yield "\t".join(_cells(row, depth))
        elif element.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml"):
            yield from _lines(element, depth + 1)


def _cells(row: Any, depth: int) -> Iterator[str]:
    for cell in row.iter(f"{_W}tc"):
        if next(cell.iterancestors(f"{_W}tr")) is row:
            yield " ".join(line for line in _lines(cell, depth + 1) if line)


def _dated(document: Document, text: str) -> tuple[str | None, str | None]:
    written = date_line(text)
    if written:
        return written
    for value, name in ((document.core_properties.modified, "modified"), (document.core_properties.created, "created")):
        if value is not None and value.date().isoformat() != _TEMPLATE_DATE:
            return value.date().isoformat(), f"properties of the document ({name})"
    return None, None


def read_word(file: str, data: bytes) -> Told:
    """Read a Word document, one paragraph or table row a line; comments, headers and footnotes are left out.

    A date line of the text is taken before the document's properties: those tell when the file was saved.

    Raises
    ------
    PourparlerError
        E107 (unpacks to too much), E109 (damaged), E110 (protected) or E111 (no text).
    """
    import docx
    from docx.opc.exceptions import OpcError

    # What is wrong with the XML inside is raised as a SyntaxError.
    try:
        _check_size(file, data)
        document = docx.Document(io.BytesIO(data))
        text = "\n".join(_lines(document.element.body)).strip("\n")
        date, basis = _dated(document, text)
        title = document.core_properties.title
    except (
        zipfile.BadZipFile,
        OpcError,
        SyntaxError,
        KeyError,
        ValueError,
        AttributeError,
        OSError,
        EOFError,
    ) as error:
        raise PourparlerError(
            Problem(
                "E109",
                "",
                f"a Word document that is damaged ({type(error).__name__})",
                "one that opens in a word processor",
                "open it and save it again",
                Place(file),
            )
        ) from None
    if not text.strip():
        raise PourparlerError(
            Problem(
                "E111",
                "",
                "a Word document without text",
                "one with text",
                "check that it is the right file",
                Place(file),
            )
        )
    return Told(text, title=title or headline(text), date=date, date_basis=basis)
