"""Is it time, in the brief: three flags that are never added up, and what waiting gains or costs each side."""

from __future__ import annotations

from dataclasses import replace

from pourparler.brief.compose.desk import Desk
from pourparler.brief.compose.result_grid import result_grid
from pourparler.brief.document import Block, Bullets, Chart, Empty, Section
from pourparler.core.result import Mark, Sentence, Table

_MARK = (Mark("method", "timing"),)
HEADING = "Is it time?"
CAPTIONS = {
    "flags": "In what share of the draws each flag is raised; the thin line is how far a count may be off.",
    "states": (
        "In what share of the draws each side would rather give in than go on alone, step by step from where the "
        "dispute stands (the dotted line). Where both lines are high, going on hurts both."
    ),
    "waiting": (
        "What one period of waiting gains (right of 0) or costs (left), part by part: the point is the median of the "
        "draws, the band holds eight of ten."
    ),
}
DAYS = frozenset({"from"})
_TABLES: tuple[tuple[str, tuple[float, ...], int | None], ...] = (
    ("flags", (0.8, 3.0, 1.6), None),
    ("costs", (1.2, 0.9, 1.1, 1.3, 1.3, 1.3), None),
    ("waiting", (1.3, 1.0, 1.1, 1.2, 1.0, 1.2, 1.5), None),
    ("support", (2.0, 0.8, 0.9, 0.9, 1.1, 1.1, 1.1, 1.0, 1.5), 12),
)
"""Tables in the order of the annex, with widths and how many rows are shown."""


def timing_sections(desk: Desk) -> tuple[Section, ...]:
    """Return the annex on whether it is time, or the question that would open it."""
    result = desk.results.get("timing")
    if result is None:
        return ()
    if not result.tables:
        asked = result.missing[0] if result.missing else None
        told = asked.text if asked is not None else "How does the dispute go on without agreement?"
        path = (asked.path if asked is not None else None) or "conflict"
        return (Section("timing", HEADING, (Empty(Sentence(told, (Mark("none", path),))),)),)
    blocks: list[Block] = [Bullets(result.text)]
    blocks += [Chart(figure, Sentence(CAPTIONS[figure.name], _MARK)) for figure in result.figures]
    known = {table.name: table for table in result.tables}
    for name, widths, most in _TABLES:
        if name in known:
            blocks += result_grid(_without_shares(known[name]), widths, most, question="timing", dates=DAYS)
    return (Section("timing", HEADING, tuple(blocks), landscape=True),)


def _without_shares(table: Table) -> Table:
    """Return a table without its column of bare shares: the counts beside it say the same with their interval."""
    if "share" not in table.columns:
        return table
    place = table.columns.index("share")
    columns = table.columns[:place] + table.columns[place + 1 :]
    return replace(table, columns=columns, rows=tuple(row[:place] + row[place + 1 :] for row in table.rows))
