"""Leverage in the brief: what no agreement is worth, and what each measure changes, strength and room side by side."""

from __future__ import annotations

from dataclasses import replace

from pourparler.brief.compose.desk import Desk
from pourparler.brief.compose.result_grid import result_grid
from pourparler.brief.document import Block, Bullets, Chart, Empty, Section
from pourparler.core.result import Mark, Result, Sentence, Table

_MARK = (Mark("method", "leverage"),)
HEADING = "Strength: what no agreement is worth, and what each measure changes"
CAPTION = (
    "What each measure adds to the no-deal value of each party: the point is the median of the draws, the band holds "
    "eight of ten. Right of the line a party can better do without an agreement, left of it worse."
)
_TABLES: tuple[tuple[str, tuple[float, ...], int | None], ...] = (
    ("measures", (1.9, 1.3, 0.8, 0.8), None),
    ("no-deal", (1.4,), None),
    ("room", (1.9, 1.4, 1.1, 1.1, 1.4), None),
    ("terms", (1.9, 1.2, 1.4, 1.4, 1.4, 1.4), 8),
    ("cost", (1.9, 1.1, 1.3), None),
    ("continuity", (1.9, 1.2), None),
    ("split", (1.2, 1.9), None),
)
"""Tables in the order of the annex, with widths and how many rows are shown."""
ON_FILE = ("supplier", "dates")
"""Columns that the annex on measures has already."""


def leverage_sections(desk: Desk) -> tuple[Section, ...]:
    """Return the annex on what measures change, or the question that would open it."""
    result = desk.results.get("leverage")
    if result is None:
        return ()
    if not result.tables:
        return (Section("leverage", HEADING, (_empty(result),)),)
    blocks: list[Block] = [Bullets(result.text)]
    blocks += [Chart(figure, Sentence(CAPTION, _MARK)) for figure in result.figures]
    known = {table.name: table for table in result.tables}
    for name, widths, most in _TABLES:
        if name in known:
            blocks += result_grid(_without(known[name], ON_FILE), widths, most, question="leverage")
    return (Section("leverage", HEADING, tuple(blocks), landscape=True),)


def _empty(result: Result) -> Empty:
    asked = result.missing[0] if result.missing else None
    told = asked.text if asked is not None else "How does the dispute go on without agreement?"
    return Empty(Sentence(told, (Mark("none", (asked.path if asked is not None else None) or "conflict"),)))


def _without(table: Table, columns: tuple[str, ...]) -> Table:
    """Return a table without some of its columns."""
    kept = [place for place, column in enumerate(table.columns) if column not in columns]
    rows = tuple(tuple(row[place] for place in kept) for row in table.rows)
    return replace(table, columns=tuple(table.columns[place] for place in kept), rows=rows)
