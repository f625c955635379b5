"""Finding words in the frozen texts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, delete, func, insert, select, text

from pourparler.evidence.claim import Span
from pourparler.evidence.store import tables

_WORD = re.compile(r"[^\W_]+")
_PARAGRAPH = re.compile(r"[^\n\r]+")
_UNQUOTED = str.maketrans({'"': " ", "\x00": " "})
_ASKED = re.compile(r'"([^"]*)"|(\S+)')
# Scripts that put no space between words; the index would take a whole clause for one word.
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")


@dataclass(frozen=True, slots=True)
class Hit:
    """A paragraph in which all the words stand.

    Attributes
    ----------
    source : str
        The source's id.
    paragraph : Span
    words : tuple of Span
        Where the words stand, in the offsets of the frozen text.
    """

    source: str
    paragraph: Span
    words: tuple[Span, ...]


def index(connection: Connection, source: str, body: str) -> None:
    """Put the paragraphs of a frozen text into the word index."""
    found = [hit for hit in _PARAGRAPH.finditer(body) if hit.group().strip()]
    first = (connection.scalar(select(func.max(tables.passages.c.id))) or 0) + 1
    if found:
        connection.execute(
            insert(tables.passages),
            [
                {"id": row, "source": source, "start": hit.start(), "end": hit.end()}
                for row, hit in enumerate(found, start=first)
            ],
        )
        connection.execute(
            text("INSERT INTO passage_words(rowid, body) VALUES (:row, :body)"),
            [{"row": row, "body": hit.group().replace("\x00", " ")} for row, hit in enumerate(found, start=first)],
        )


def forget(connection: Connection, source: str) -> None:
    """Take a source out of the word index, leaving no trace of its words in the file."""
    rows = connection.scalars(select(tables.passages.c.id).where(tables.passages.c.source == source)).all()
    if rows:
        connection.execute(text("DELETE FROM passage_words WHERE rowid = :row"), [{"row": row} for row in rows])
        connection.execute(delete(tables.passages).where(tables.passages.c.source == source))
        connection.execute(text("INSERT INTO passage_words(passage_words) VALUES ('optimize')"))


def asked_for(words: str) -> tuple[str, ...]:
    """Return the words and "quoted phrases" of a question, without any that hold no letter or digit.

    Examples
    --------
    >>> asked_for('ceasefire "security guarantees" -- OR*')
    ('ceasefire', 'security guarantees', 'OR*')
    """
    told = (found.group(1) or found.group(2) or "" for found in _ASKED.finditer(words))
    return tuple(part for part in told if _WORD.search(part))


def _folded(words: str) -> str:
    """Return words as the index sees them: no case, no accents."""
    plain = unicodedata.normalize("NFKD", words.casefold())
    return "".join(character for character in plain if not unicodedata.combining(character))


def _places(body: str, paragraph: Span, parts: Sequence[str]) -> tuple[Span, ...]:
    """Return where the parts stand in a paragraph."""
    found: set[Span] = set()
    tokens = [
        (_folded(word.group()), paragraph.start + word.start(), paragraph.start + word.end())
        for word in _WORD.finditer(paragraph.of(body))
    ]
    for part in parts:
        if _UNSPACED.search(part):
            found.update(
                Span(paragraph.start + hit.start(), paragraph.start + hit.end())
                for hit in re.finditer(re.escape(part), paragraph.of(body))
            )
            continue
        wanted = [_folded(word) for word in _WORD.findall(part)]
        for first in range(len(tokens) - len(wanted) + 1):
            run = tokens[first : first + len(wanted)]
            if [token[0] for token in run] == wanted:
                found.add(Span(run[0][1], run[-1][2]))
    return tuple(sorted(found))


def _rows(connection: Connection, parts: Sequence[str], limit: int) -> Iterable[tuple[str, Span]]:
    """Return the paragraphs the index names, best first."""
    query = " ".join(f'"{part.translate(_UNQUOTED)}"' for part in parts)
    rows = connection.execute(
        text(
            "SELECT p.source, p.start, p.end FROM passage_words w JOIN passages p ON p.id = w.rowid "
            "WHERE passage_words MATCH :query ORDER BY bm25(passage_words), p.source, p.start LIMIT :limit"
        ).bindparams(bindparam("query", query), bindparam("limit", limit))
    )
    return [(row.source, Span(row.start, row.end)) for row in rows]


def _scan(connection: Connection, parts: Sequence[str], limit: int) -> Iterable[tuple[str, Span]]:
    """Return the paragraphs that hold all parts, looking through every text."""
    told: list[tuple[str, Span]] = []
    wanted = [_folded(part) for part in parts]
    for row in connection.execute(select(tables.texts.c.source, tables.texts.c.body).order_by(tables.texts.c.source)):
        for found in _PARAGRAPH.finditer(row.body.decode()):
            held = _folded(found.group())
            if all(part in held for part in wanted):
                told.append((row.source, Span(found.start(), found.end())))
    return told[:limit]


def search(connection: Connection, words: str, limit: int) -> tuple[Hit, ...]:
    """Return the paragraphs in which all words and "quoted phrases" stand, the most telling first."""
    parts = asked_for(words)
    if not parts:
        return ()
    unspaced = any(_UNSPACED.search(part) for part in parts)
    rows = list((_scan if unspaced else _rows)(connection, parts, limit))
    wanted = {source for source, _ in rows}
    bodies = {
        row.source: row.body.decode()
        for row in connection.execute(select(tables.texts).where(tables.texts.c.source.in_(wanted)))
    }
    return tuple(Hit(source, span, _places(bodies[source], span, parts)) for source, span in rows)
