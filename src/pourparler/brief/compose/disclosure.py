"""What public words give away: the ledger of statements as an annex of the brief."""

from __future__ import annotations

from collections.abc import Mapping

from pourparler.analysis.phrases import capital
from pourparler.brief.compose.desk import Desk, table_day
from pourparler.brief.document import Block, Bullets, Chart, Empty, Grid, GridCell
from pourparler.core.ranks import whole_ranks
from pourparler.core.result import Cell, Mark, Sentence, Table

_MARK = (Mark("method", "disclosure"),)
ROWS = 6
"""Rows of words that nobody has judged; `pourparler analyse` has the others."""
_SHOWN: tuple[tuple[str, Mapping[str, float]], ...] = (
    (
        "ledger",
        {
            "date": 0.9,
            "speaker": 1.1,
            "words": 3.4,
            "about": 0.9,
            "says of its value": 1.0,
            "believed": 0.8,
            "holds as we judge in": 0.9,
            "listener": 0.9,
            "bits": 1.1,
            "listener's mean before": 0.8,
            "listener's mean after": 0.8,
            "remark": 1.3,
        },
    ),
    (
        "terms",
        {
            "words": 3.0,
            "whose terms": 1.0,
            "listener": 1.0,
            "bits": 0.7,
            "if terms are split": 0.9,
            "if the listener makes the only offer": 1.1,
            "worst case": 0.7,
            "costs something in": 1.1,
        },
    ),
    (
        "beliefs",
        {
            "listener": 1.1,
            "about": 1.1,
            "held before": 0.8,
            "held now": 0.8,
            "as we judge": 0.8,
            "sees room before in": 1.0,
            "sees room now in": 1.0,
            "room as we judge in": 1.0,
        },
    ),
    (
        "commitments",
        {
            "words": 2.6,
            "speaker": 1.0,
            "keeps its word with": 2.2,
            "going back costs": 0.7,
            "packages that pass without": 0.9,
            "with the words": 0.9,
            "outside the zone in": 0.9,
            "split keeps the word in": 0.9,
            "changes for the speaker": 0.8,
            "worst case": 0.6,
        },
    ),
    ("joint", {}),
    ("unjudged", {"party": 1.2, "issue": 1.6, "claims": 0.5, "newest words": 3.6, "date": 0.9}),
)
"""The tables of the annex, with the columns that are set and their widths; all of them where none are named."""


def disclosure_section(desk: Desk) -> tuple[Block, ...]:
    """Return the ledger: bits and terms apart, what listeners hold, what binds speakers, what is not judged yet."""
    result = desk.results.get("disclosure")
    if result is None or not any(table.rows for table in result.tables):
        question = "What has been said in public, by whom, and of whose value does it say something?"
        return (Empty(Sentence(question, (Mark("none", "statements"),))),)
    blocks: list[Block] = [Bullets(result.text)]
    if result.figure is not None:
        caption = "Bars are eight of ten draws, dots the middle one; left of the line a loss for the party spoken of."
        blocks.append(Chart(result.figure, Sentence(caption, _MARK)))
    for name, columns in _SHOWN:
        table = result.table_named(name)
        grid = _grid(table, columns or dict.fromkeys(table.columns, 1.0))
        if grid.rows:
            blocks.append(grid)
    return tuple(blocks)


def _grid(table: Table, columns: Mapping[str, float]) -> Grid:
    shown = list(enumerate(table.records()))
    if table.name == "unjudged":
        shown = list(whole_ranks(shown, ROWS, lambda one: -int(one[1]["claims"] or 0)))
    rows = [
        tuple(_cell(column, record[column], table.marks.get((number, column), ())) for column in columns)
        for number, record in shown
    ]
    rest = len(table.rows) - len(rows)
    note = " ".join(part for part in (table.note, f"{rest} more with `pourparler analyse`." if rest else None) if part)
    heads = tuple(map(capital, columns))
    under = Sentence(note, _MARK) if note else None
    return Grid(table.title, heads, tuple(rows), row_headings=False, widths=tuple(columns.values()), note=under)


def _cell(column: str, value: Cell, marks: tuple[Mark, ...]) -> GridCell:
    if value is None or value == "":
        return GridCell()
    return GridCell((Sentence(table_day(str(value)) if column == "date" else str(value), marks),))
