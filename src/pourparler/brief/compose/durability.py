"""Durability in the brief: where keeping is worth more than breaking, date by date, and what guarantee that takes."""

from __future__ import annotations

from pourparler.brief.compose.desk import Desk
from pourparler.brief.compose.result_grid import result_grid
from pourparler.brief.document import Block, Bullets, Chart, Empty, Section
from pourparler.core.result import Mark, Sentence

_MARK = (Mark("method", "durability"),)
DAYS = frozenset({"from", "weakest from", "runs until"})
ROWS = 8
"""Rows of the longer tables that are shown."""
CAPTION = (
    "What keeping is worth above breaking, in points of each party's own scale: the line is the median of the draws, "
    "the band holds eight of ten; below 0 breaking pays. Dotted lines are days on which something changes."
)
_TABLES: tuple[tuple[str, tuple[float, ...], int | None], ...] = (
    ("margins", (1.6, 1.1, 1.0, 1.0, 1.5, 1.5), None),
    ("dated-changes", (1.4, 0.9, 2.2, 1.1), ROWS),
    ("guarantees", (1.1, 1.9, 1.0, 1.0, 1.5, 1.0, 1.3, 1.4, 1.2), None),
    ("guarantors", (1.1, 2.4, 1.1, 1.1, 1.9), 2 * ROWS),
    ("credibility", (2.4, 1.2, 1.0, 1.0, 1.0, 1.3, 1.1), ROWS),
    ("firmer", (1.6, 2.4, 1.3, 1.1, 1.2), ROWS),
    ("delay-and-inspection", (1.6, 2.3, 1.9), 2 * ROWS),
    ("bodies", (1.6, 1.5, 1.8), None),
    ("phases", (1.5, 1.6, 0.9, 1.1), ROWS),
    ("checks", (1.5, 1.1), None),
    ("inspections", (1.3, 1.6, 1.0), ROWS),
    ("designs", (1.6, 1.6), None),
)
"""Tables in the order of the annex, with widths and how many rows are shown; `pourparler analyse` has the others."""


def durability_sections(desk: Desk) -> tuple[Section, ...]:
    """Return the annex on whether an agreement would hold, and what guarantee it needs."""
    result = desk.results.get("durability")
    if result is None:
        return ()
    heading = "Would it hold, and what guarantee does it need?"
    if not result.tables:
        told = result.missing[0].text if result.missing else "In which dated phases would an agreement be carried out?"
        return (Section("durability", heading, (Empty(Sentence(told, (Mark("none", "agreements"),))),)),)
    blocks: list[Block] = [Bullets(result.text)]
    blocks += [Chart(figure, Sentence(CAPTION, _MARK)) for figure in result.figures]
    known = {table.name: table for table in result.tables}
    for name, widths, most in _TABLES:
        if name in known:
            blocks += result_grid(known[name], widths, most, question="durability", dates=DAYS)
    return (Section("durability", heading, tuple(blocks), landscape=True),)
