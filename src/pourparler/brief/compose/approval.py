"""Who can carry it, who can block it, what would unlock it: an annex of the brief."""

from __future__ import annotations

from collections.abc import Mapping

from pourparler.brief.compose.desk import Desk
from pourparler.brief.document import Block, Bullets, Chart, Empty, Grid, GridCell
from pourparler.core.result import Mark, Sentence, Table

_SHOWN: tuple[tuple[str, Mapping[str, float]], ...] = (
    (
        "outcomes",
        {
            "option": 2.0,
            "body": 1.3,
            "outcome": 1.0,
            "in favour": 1.3,
            "hang on a condition": 1.3,
            "against": 1.3,
            "not on file": 1.5,
            "votes missing": 0.7,
        },
    ),
    ("lifts", {"option": 2.0, "body": 1.4, "member": 1.2, "position": 1.2, "hangs on": 2.0}),
    ("ways", {"option": 2.0, "body": 1.4, "group": 3.5, "votes": 0.6}),
    ("stops", {"option": 2.0, "body": 1.4, "group": 3.5, "votes": 0.6}),
    (
        "guarantees",
        {
            "guarantee": 2.0,
            "body": 1.4,
            "outcome": 1.2,
            "carries in (of 100 cases)": 1.0,
            "if those not judged agree": 1.0,
            "not judged": 1.5,
            "could stop it alone, by the rule": 1.5,
        },
    ),
    ("substitutes", {"option": 2.0, "body": 1.4, "on the same issue": 4.0}),
    (
        "decisive",
        {
            "body": 1.5,
            "rule": 2.5,
            "members": 0.8,
            "smallest group that carries": 1.0,
            "smallest group that blocks": 1.0,
            "blocks alone": 2.0,
        },
    ),
)
"""The tables of the annex, with the columns that are set and their widths; the Result has them whole."""


def approval_section(desk: Desk) -> tuple[Block, ...]:
    """Return what each body can pass, who stands in the way, what lifts that, and who could stand in for whom."""
    result = desk.results.get("approval")
    if result is None or not result.table_named("outcomes").rows:
        question = "Which options need a body, who votes there, and by which rule?"
        return (Empty(Sentence(question, (Mark("none", "bodies"),))),)
    blocks: list[Block] = [Bullets(result.text)]
    if result.figure is not None:
        caption = Sentence("Members of the bodies that decide, by what they are asked.", (Mark("method", "approval"),))
        blocks.append(Chart(result.figure, caption))
    for name, columns in _SHOWN:
        table = result.table_named(name)
        if table.rows:
            blocks.append(_grid(table, columns))
    return tuple(blocks)


def _grid(table: Table, columns: Mapping[str, float]) -> Grid:
    rows = []
    for number, record in enumerate(table.records()):
        cells = []
        for column in columns:
            value, marks = record[column], table.marks.get((number, column), ())
            cells.append(GridCell() if value in (None, "") else GridCell((Sentence(str(value), marks),)))
        rows.append(tuple(cells))
    heads = tuple(column[:1].upper() + column[1:] for column in columns)
    return Grid(table.title, heads, tuple(rows), widths=tuple(columns.values()))
