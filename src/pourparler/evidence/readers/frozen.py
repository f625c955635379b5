"""What reading a file gives: its text, frozen, and what the file says of itself."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from itertools import islice

from pourparler.core.errors import Place, PourparlerError, Problem
from pourparler.evidence.readers import limits
from pourparler.evidence.readers.hidden import hidden_characters, without_hidden

_LONGEST_TITLE = 200
_LONGEST_HEADLINE = 140
_HEAD = 4000


@dataclass(frozen=True, slots=True)
class Told:
    """What a file says of itself, and its text before it is frozen.

    Attributes
    ----------
    text : str
    title, publisher : str or None
    date, date_basis : str or None
        ISO date, and in words where it comes from.
    """

    text: str
    title: str | None = None
    publisher: str | None = None
    date: str | None = None
    date_basis: str | None = None


@dataclass(frozen=True, slots=True)
class Frozen:
    """A text that will never change again, with the hashes that prove it.

    Attributes
    ----------
    file : str
        The original's name, without folders.
    text : str
        A UTF-8 text file is kept character for character: line ends, spaces and a leading byte order mark
        (U+FEFF) included, so that offsets count the code points of the file itself.
    media : str
        ``text``, ``html``, ``pdf``, ``word``, ``mail``, ``feed`` or ``statements``.
    original_sha256, sha256 : str
        Of the original's bytes, and of ``text`` encoded as UTF-8 (equal for a UTF-8 text file).
    title, publisher : str or None
        As the file states them.
    date, date_basis : str or None
        ISO date of the document and where it comes from; never the file's time stamp, never the clock.
    hidden : tuple of str
        Control and direction characters found, by code point and name.
    """

    file: str
    text: str
    media: str
    original_sha256: str
    sha256: str
    title: str | None = None
    publisher: str | None = None
    date: str | None = None
    date_basis: str | None = None
    hidden: tuple[str, ...] = ()


def text_hash(text: str) -> str:
    """Return the SHA-256 of a frozen text encoded as UTF-8.

    Examples
    --------
    >>> text_hash("talks")[:8]
    'ffe3715d'
    """
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def freeze(file: str, media: str, data: bytes, told: Told) -> Frozen:
    """Freeze what a reader found in the bytes of a file.

    Raises
    ------
    PourparlerError
        E102 when there is nothing but white space, E107 when the text is too long.
    """
    if not told.text.strip().strip("\ufeff"):
        raise PourparlerError(
            Problem("E102", "", "nothing but white space", "a text", "check that the file was saved", Place(file))
        )
    if len(told.text) > limits.CHARACTERS:
        raise limits.too_much(
            file,
            f"a text of {len(told.text):,} characters",
            f"at most {limits.CHARACTERS:,}",
            "split it, or keep the part that concerns the talks",
        )
    title = without_hidden(told.title or "")[:_LONGEST_TITLE] or None
    publisher = without_hidden(told.publisher or "")[:_LONGEST_TITLE] or None
    return Frozen(
        file=file,
        text=told.text,
        media=media,
        original_sha256=hashlib.sha256(data).hexdigest(),
        sha256=text_hash(told.text),
        title=title,
        publisher=publisher,
        date=told.date,
        date_basis=told.date_basis if told.date else None,
        hidden=hidden_characters(told.text),
    )


def headline(text: str) -> str | None:
    """Return the first line of a text when it reads like a heading.

    Examples
    --------
    >>> headline("Talks resume\\n\\nThe two sides met on Monday.")
    'Talks resume'
    >>> headline("The two sides met on Monday.\\nThey talked.") is None
    True
    """
    filled = (line for line in text[:_HEAD].splitlines() if line.strip())
    lines = [line for line in map(without_hidden, islice(filled, 2)) if line]
    if len(lines) < 2 or len(lines[0]) > _LONGEST_HEADLINE or lines[0][-1] in '.!?:;,”"':
        return None
    return lines[0]
