"""Feeds saved to disk (RSS, Atom): each entry is one source. Nothing a feed points to is fetched."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from html import escape
from typing import Any

from pourparler.core.errors import Place, PourparlerError, Problem
from pourparler.evidence.readers import limits
from pourparler.evidence.readers.dating import date_in, date_line
from pourparler.evidence.readers.frozen import Told
from pourparler.evidence.readers.markup import text_of_markup
from pourparler.evidence.readers.part import Part, one_piece, part_name
from pourparler.evidence.readers.plain_text import decoded
from pourparler.evidence.readers.tags import check_tags

_DECLARED = re.compile(rb"\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([a-zA-Z0-9_.:-]+)[\"']")
_DECLARATION = re.compile(r"\ufeff?\s*<\?xml[^>]{0,200}\?>")
_ENTITY = re.compile(r"<!ENTITY", re.IGNORECASE)
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed, and the feed's title."""

    title: str
    text: str
    publisher: str
    day: str | None
    date_said: str
    link: str
    id: str


def _text_of(file: str, data: bytes) -> str:
    declared = _DECLARED.match(data)
    name = declared.group(1).decode("ascii").casefold() if declared else "utf-8"
    if name in ("utf-8", "utf8"):
        return decoded(file, data)
    try:
        return data.decode("cp1252" if name in ("iso-8859-1", "latin-1", "us-ascii") else name)
    except (LookupError, UnicodeError):
        raise PourparlerError(
            Problem(
                "E103",
                "",
                f"a feed that declares the character set {name!r} and is not in it",
                "UTF-8, or the character set it declares",
                "save the feed again",
                Place(file),
            )
        ) from None


def entries_of(file: str, data: bytes) -> tuple[Entry, ...]:
    """Return the entries of a feed in its own order; one without text has an empty ``text``.

    Raises
    ------
    PourparlerError
        E103, E107 (too many tags or entries, or entities of its own) or E109 (no feed in it).
    """
    import feedparser

    text = _DECLARATION.sub("", _text_of(file, data), count=1)
    check_tags(file, text)
    if _ENTITY.search(text):
        raise limits.too_much(
            file, "a feed that defines entities of its own", "a feed without them", "save the articles as pages"
        )
    # Bytes in a stream: a name or address would be opened.
    parsed: Any = feedparser.parse(io.BytesIO(text.encode()), resolve_relative_uris=False, sanitize_html=False)
    if not parsed.version and not parsed.entries:
        raise PourparlerError(
            Problem("E109", "", "a feed that is damaged", "RSS or Atom", "save the feed again", Place(file))
        )
    if len(parsed.entries) > limits.COLLECTION_FILES:
        raise limits.too_much(
            file, f"a feed of {len(parsed.entries):,} entries", f"at most {limits.COLLECTION_FILES:,}", "split it"
        )
    publisher = _words(file, parsed.feed.get("title_detail"))
    return tuple(_entry(file, entry, publisher) for entry in parsed.entries)


def _entry(file: str, entry: Any, publisher: str) -> Entry:
    # Feeds give a summary, the whole text, or both: the longest says the most.
    bodies = [*entry.get("content", ()), *filter(None, [entry.get("summary_detail")])]
    said = str(entry.get("published") or entry.get("updated") or "")
    return Entry(
        title=_words(file, entry.get("title_detail")),
        text=max((_told(file, body) for body in bodies), key=len, default=""),
        publisher=publisher,
        day=date_in(said),
        date_said=said,
        link=str(entry.get("link") or ""),
        id=str(entry.get("id") or ""),
    )


def _told(file: str, body: Any) -> str:
    value = str(body.get("value") or "")
    if body.get("type") == "text/plain":
        return "\n".join(line.strip() for line in value.splitlines() if line.strip())
    return text_of_markup(file, value)


def _words(file: str, detail: Any) -> str:
    return " ".join(_told(file, detail).split()) if detail else ""


def read_feed(file: str, data: bytes) -> Told:
    """Read a feed with one entry, as :func:`split_feed` leaves them.

    Raises
    ------
    PourparlerError
        E111 when it has no entry with text, E112 when it has several, else as :func:`entries_of`.
    """
    filled = [entry for entry in entries_of(file, data) if entry.text.strip()]
    if not filled:
        raise PourparlerError(
            Problem("E111", "", "a feed without an entry that has text", "one with text", "save the pages", Place(file))
        )
    if len(filled) > 1:
        raise PourparlerError(
            Problem(
                "E112",
                "",
                f"a feed of {len(filled)} entries among the sources",
                "one source a file",
                "move it out of sources/ and give it to `pourparler read DIR FILE`: each entry becomes a source",
                Place(file),
            )
        )
    (entry,) = filled
    dated = (entry.day, "date of the entry") if entry.day else date_line(entry.text)
    date, basis = dated if dated else (None, None)
    return Told(entry.text, title=entry.title or None, publisher=entry.publisher or None, date=date, date_basis=basis)


def split_feed(file: str, data: bytes) -> tuple[tuple[Part, ...], tuple[str, ...]]:
    """Return each entry as a feed of its own, and in words which entries were left out.

    The names and bytes depend on the entry and the feed's title alone: the same entry in tomorrow's copy of the
    feed is the same file.

    Raises
    ------
    PourparlerError
        As :func:`entries_of`; E111 when no entry has text.
    """
    entries = entries_of(file, data)
    filled = [entry for entry in entries if entry.text.strip()]
    if not filled:
        read_feed(file, data)
    left_out = tuple(
        f"{file}: the entry {entry.title or entry.id or 'without a title'!r} has no text"
        for entry in entries
        if not entry.text.strip()
    )
    if len(filled) == 1:
        return (Part(part_name(file), data),), left_out
    return tuple(Part(_name(file, entry), _alone(entry)) for entry in filled), left_out


def _name(file: str, entry: Entry) -> str:
    source = entry.publisher or file.rpartition(".")[0] or file
    return part_name(one_piece(source), f"{one_piece(entry.title or entry.id or 'entry')}.atom")


def _alone(entry: Entry) -> bytes:
    """Write an entry as an Atom feed of its own."""
    fields = (
        f"<title>{_inert(entry.title)}</title>",
        f"<id>{_inert(entry.id)}</id>" if entry.id else "",
        f'<link href="{_inert(entry.link)}"/>' if entry.link else "",
        f"<published>{_inert(entry.date_said)}</published>" if entry.date_said else "",
        f'<content type="text">{_inert(entry.text)}</content>',
    )
    written = "\n".join(field for field in fields if field)
    head = f'<feed xmlns="http://www.w3.org/2005/Atom">\n<title>{_inert(entry.publisher)}</title>'
    return f'<?xml version="1.0" encoding="utf-8"?>\n{head}\n<entry>\n{written}\n</entry>\n</feed>\n'.encode()


def _inert(words: str) -> str:
    return escape(_FORBIDDEN.sub("\ufffd", words))
