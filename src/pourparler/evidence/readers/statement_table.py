"""Tables of statements (.csv): the file stays character for character, and every cell knows where it stands in it.

The format is documented in ``docs/reference/statements-csv.md``. Nothing in a cell is ever computed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pourparler.core.errors import Place, PourparlerError, Problem
from pourparler.evidence.claim import Act, Span
from pourparler.evidence.readers import limits
from pourparler.evidence.readers.dating import date_in
from pourparler.evidence.readers.frozen import Told
from pourparler.evidence.readers.plain_text import decoded

COLUMNS = ("date", "speaker", "party", "statement", "language", "channel", "issue", "addressee", "act", "source")
"""The columns a table of statements may have, in any order; ``speaker`` and ``statement`` must be there."""
NEEDED = ("speaker", "statement")
_DELIMITERS = (",", ";", "\t")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*", re.IGNORECASE)
_DOCUMENTED = "see docs/reference/statements-csv.md"


@dataclass(frozen=True, slots=True)
class Row:
    """One statement: the line it begins on, and where each filled cell stands in the text."""

    line: int
    cells: Mapping[str, Span]

    def words(self, text: str, column: str) -> str:
        """Return what a cell holds, empty when it is empty."""
        span = self.cells.get(column)
        return "" if span is None else span.of(text)

    def day(self, text: str) -> str | None:
        """Return the day of the statement as ISO 8601, ``None`` when the row gives none."""
        return date_in(self.words(text, "date"))


def _problem(file: str, line: int | None, where: str, found: str, allowed: str, todo: str) -> Problem:
    return Problem("E114", where, found, allowed, todo, Place(file, line))


def _bare(text: str, start: int, end: int) -> Span:
    """Return the span without the white space at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _lines(file: str, text: str, delimiter: str) -> Iterator[tuple[int, list[Span]]]:
    """Yield the line number and cells of each row (RFC 4180): a quoted cell may hold delimiters and line breaks."""
    position = 1 if text.startswith("\ufeff") else 0
    line, cells, row_line = 1, list[Span](), 1
    stop = re.compile(rf"[{re.escape(delimiter)}\r\n]")
    quoted = re.compile(r'"([^"]*(?:""[^"]*)*)" *')
    while position < len(text):
        if text[position] == '"':
            found = quoted.match(text, position)
            if found is None or text[found.end() : found.end() + 1] not in (delimiter, "\r", "\n", ""):
                raise PourparlerError(_badly_quoted(file, line, closed=found is not None))
            cells.append(_bare(text, found.start(1), found.end(1)))
            line += len(re.findall(r"\r\n|\r|\n", found.group()))
            position = found.end()
        else:
            ahead = stop.search(text, position)
            end = ahead.start() if ahead else len(text)
            cells.append(_bare(text, position, end))
            position = end
        if text[position : position + 1] == delimiter:
            position += 1
            if position < len(text):
                continue
            cells.append(Span(position, position))
        yield row_line, cells
        position += 2 if text.startswith("\r\n", position) else 1
        line += 1
        cells, row_line = [], line
    if cells:
        yield row_line, cells


def _badly_quoted(file: str, line: int, *, closed: bool) -> Problem:
    found = "words after a closing quotation mark" if closed else "a quotation mark that is never closed"
    todo = 'put the whole cell in quotation marks and write those inside it twice ("")'
    return _problem(file, line, "", found, 'a cell such as "We said ""no"""', todo)


def _delimiter(text: str) -> str:
    """Return what stands between the headings: programs write the delimiter of their user's country."""
    head = text.removeprefix("\ufeff").splitlines()[0] if text.strip("\ufeff") else ""
    return max(_DELIMITERS, key=lambda mark: (head.count(mark), -_DELIMITERS.index(mark)))


def _headings(file: str, text: str, cells: Sequence[Span]) -> list[str]:
    names = [" ".join(span.of(text).casefold().split()) for span in cells]
    while names and not names[-1]:
        names.pop()
    unknown = [name for name in names if name not in COLUMNS]
    missing = [name for name in NEEDED if name not in names]
    twice = sorted({name for name in names if names.count(name) > 1})
    if not unknown and not missing and not twice:
        return names
    shown = repr(unknown[0][:40]) if unknown else ""
    found = (
        f"no column {missing[0]!r}" if missing else f"the column {twice[0]!r} twice" if twice else f"the column {shown}"
    )
    todo = f"rename the column, or take it out; {_DOCUMENTED}"
    raise PourparlerError(_problem(file, 1, "", found, ", ".join(COLUMNS), todo))


def rows_of(file: str, text: str) -> tuple[Row, ...]:
    """Return the statements of a table; rows in which every cell is empty are passed over.

    Parameters
    ----------
    file : str
        Its name, for messages.
    text : str
        The frozen text.

    Raises
    ------
    PourparlerError
        E114 for every cell and column that is wrong, all in one pass, with the line; E107 for too many rows.

    Examples
    --------
    >>> text = 'date,speaker,statement\\n2031-03-12,Mara Lind,"We will strike, then."\\n'
    >>> row, = rows_of("said.csv", text)
    >>> row.line, row.words(text, "statement"), row.day(text)
    (2, 'We will strike, then.', '2031-03-12')
    """
    lines = _lines(file, text, _delimiter(text))
    names = _headings(file, text, next(lines, (1, []))[1])
    rows: list[Row] = []
    problems: list[Problem] = []
    for line, cells in lines:
        if len(rows) == limits.ROWS:
            raise limits.too_much(
                file, f"more than {limits.ROWS:,} rows", f"at most {limits.ROWS:,}", "split the table"
            )
        filled = {number: span for number, span in enumerate(cells) if span.start < span.end}
        if not filled:
            continue
        row = Row(line, {names[number]: span for number, span in filled.items() if number < len(names)})
        problems += _faults(file, text, row, beyond=max(filled) >= len(names))
        rows.append(row)
    if problems:
        raise PourparlerError(*problems)
    return tuple(rows)


def _faults(file: str, text: str, row: Row, *, beyond: bool) -> Iterator[Problem]:
    if beyond:
        todo = "put a cell that holds a delimiter in quotation marks"
        yield _problem(file, row.line, "", "more cells than headings", "one cell a heading", todo)
    for name in NEEDED:
        if name not in row.cells:
            yield _problem(file, row.line, name, "an empty cell", "who said it, and what", "fill it, or clear the row")
    date, act, language = (row.words(text, name) for name in ("date", "act", "language"))
    if date and row.day(text) is None:
        yield _problem(file, row.line, "date", repr(date[:40]), "2031-03-12", "write year, month and day")
    if act and act.casefold() not in list(Act):
        yield _problem(file, row.line, "act", repr(act[:40]), ", ".join(Act), "choose one of these, or leave it empty")
    if language and not _LANGUAGE.fullmatch(language):
        yield _problem(file, row.line, "language", repr(language[:40]), "en, fr, de ...", "write the language's code")


def read_statements(file: str, data: bytes) -> Told:
    """Read a table of statements: every character stays. Its date is its latest, when all rows are dated.

    Raises
    ------
    PourparlerError
        E103 or E104 (no UTF-8 text), E107 (too many rows), E111 (no statements) or E114 (a wrong cell or column).
    """
    text = decoded(file, data)
    rows = rows_of(file, text)
    if not rows:
        raise PourparlerError(
            Problem("E111", "", "a table without a statement", "at least one row", _DOCUMENTED, Place(file))
        )
    days = [row.day(text) for row in rows]
    dated = [day for day in days if day is not None]
    if len(dated) < len(days):
        return Told(text)
    return Told(text, date=max(dated), date_basis="latest date in the table")
