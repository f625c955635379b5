"""A table of a result as a grid of the brief, with its marks, its note, and how many rows are left to the command."""

from __future__ import annotations

from collections.abc import Collection

from pourparler.analysis.phrases import capital
from pourparler.brief.compose.desk import table_day
from pourparler.brief.document import Block, Grid, GridCell
from pourparler.core.result import Cell, Mark, Sentence, Table


def result_grid(
    table: Table,
    widths: tuple[float, ...],
    most: int | None = None,
    *,
    question: str = "packages",
    dates: Collection[str] = (),
) -> list[Block]:
    """Return a table of a result as a grid; nothing when it has no rows.

    Parameters
    ----------
    table : Table
    widths : tuple of float
        Of the first columns; the others have width 1.
    most : int, optional
        How many rows are shown; a note says how many more there are.
    question : str
        Whose method the note rests on.
    dates : collection of str
        Columns of days.
    """
    if not table.rows:
        return []
    marks = table.marks
    rows = [
        tuple(
            _cell(cell, marks.get((number, name), ()), dated=name in dates)
            for name, cell in zip(table.columns, row, strict=True)
        )
        for number, row in enumerate(table.rows[:most])
    ]
    rest = len(table.rows) - len(rows)
    note = " ".join(part for part in (table.note, f"{rest} more with `pourparler analyse`." if rest else None) if part)
    sized = (*widths, *(1.0 for _ in table.columns[len(widths) :]))
    columns = tuple(capital(column.strip()) for column in table.columns)
    method = (Mark("method", question),)
    return [Grid(table.title, columns, tuple(rows), widths=sized, note=Sentence(note, method) if note else None)]


def _cell(cell: Cell, marks: tuple[Mark, ...], *, dated: bool) -> GridCell:
    if cell is None or cell == "":
        return GridCell()
    text = f"{cell:,}" if isinstance(cell, int) and not isinstance(cell, bool) else str(cell)
    return GridCell((Sentence(table_day(text) if dated else text, marks),))
