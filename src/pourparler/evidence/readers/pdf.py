"""PDF files with text in them."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from pourparler.core.errors import Place, PourparlerError, Problem
from pourparler.evidence.readers import limits
from pourparler.evidence.readers.dating import date_in, date_line
from pourparler.evidence.readers.frozen import Told, headline
from pourparler.evidence.readers.pdf_lines import Line, lines_of, paragraphs

if TYPE_CHECKING:
    from pypdf import PdfReader


def _problem(code: str, file: str, found: str, allowed: str, todo: str) -> PourparlerError:
    return PourparlerError(Problem(code, "", found, allowed, todo, Place(file)))


def _opened(file: str, data: bytes) -> PdfReader:
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise _problem(
            "E110", file, "a PDF protected by a password", "a PDF that opens without one", "save it without protection"
        )
    if len(reader.pages) > limits.PAGES:
        raise limits.too_much(
            file,
            f"a PDF of {len(reader.pages):,} pages",
            f"at most {limits.PAGES:,}",
            "keep the pages that concern the talks",
        )
    return reader


def _pages(file: str, reader: PdfReader) -> list[list[Line]]:
    pages, length = [], 0
    for page in reader.pages:
        lines = lines_of(page)
        length += sum(len(line.text) for line in lines)
        if length > limits.CHARACTERS:
            raise limits.too_much(
                file,
                f"a PDF of more than {limits.CHARACTERS:,} characters",
                f"at most {limits.CHARACTERS:,}",
                "keep the pages that concern the talks",
            )
        pages.append(lines)
    return pages


def _stated(reader: PdfReader, name: str) -> str:
    """Return an entry of the document's properties as words."""
    metadata = reader.metadata
    value = None if metadata is None else metadata.get(name)
    return value if isinstance(value, str) else ""


def read_pdf(file: str, data: bytes) -> Told:
    """Read the text of a PDF; lines are joined into the paragraphs they were set from.

    A date line of the text is taken before the file's properties: those tell when the PDF was made.

    Raises
    ------
    PourparlerError
        E107 (too many pages), E109 (damaged), E110 (protected) or E111 (no text, as in a scan).
    """
    from pypdf.errors import DependencyError, LimitReachedError, PyPdfError

    try:
        reader = _opened(file, data)
        text = paragraphs(_pages(file, reader))
        title, created = _stated(reader, "/Title"), _stated(reader, "/CreationDate")
    except LimitReachedError:
        raise limits.too_much(
            file, "a PDF that unpacks to too much", "an ordinary PDF", "print it to a new PDF and read that"
        ) from None
    except DependencyError:
        raise _problem(
            "E110", file, "a PDF in a strong encryption", "a PDF that is not encrypted", "save it without protection"
        ) from None
    except (PyPdfError, ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError, OSError) as error:
        raise _problem(
            "E109",
            file,
            f"a PDF that is damaged ({type(error).__name__})",
            "a PDF that opens",
            "fetch it again, or print it to a new PDF",
        ) from None
    if not text.strip():
        raise _problem(
            "E111", file, "a PDF without text, such as a scan", "a PDF with text", "recognise its text (OCR) first"
        )
    dated = date_line(text)
    if dated is None and (iso := date_in(created.removeprefix("D:")[:8])):
        dated = iso, "properties of the PDF (created)"
    date, basis = dated if dated else (None, None)
    if title.casefold().startswith(("microsoft word", "untitled")):
        title = ""
    return Told(text, title=title or headline(text), date=date, date_basis=basis)
