"""Packages in the brief: what passes and how firmly, who blocks the rest, the packages side by side, trades, cards."""

from __future__ import annotations

from dataclasses import replace

from pourparler.brief.compose.desk import Desk
from pourparler.brief.compose.result_grid import result_grid
from pourparler.brief.document import Block, Chart, Paragraph, Section
from pourparler.core.result import Cell, Mark, Result, Sentence, Table

_MARK = (Mark("method", "packages"),)
TRADES = 4
"""Trades shown, two rows each."""
LISTED = 3
"""Values in one cell; `pourparler analyse` has the others."""
CHANGES = 8
"""Rows on what changes picks: two judgements with four principles each."""
ROWS = 6
"""Rows of the longer tables; `pourparler analyse` has the others."""
CARDS = 2
"""Packages with a card of their own."""


def packages_sections(desk: Desk) -> tuple[Section, ...]:
    """Return the annex on packages, and the cards of the packages picked most often on pages of their own."""
    result = desk.results.get("packages")
    if result is None:
        return ()
    main = Section("packages", "Packages: which pass, and how firmly", tuple(_main(result)))
    cards = [table for table in result.tables if table.name.startswith("card-")]
    if not cards:
        return (main,)
    beside = Section("packages_beside", "Packages side by side", tuple(_beside(result)), landscape=True)
    blocks = tuple(block for table in cards[:CARDS] for block in result_grid(table, (1.3, 2.0)))
    return (main, beside, Section("package_cards", "Package cards: who gains, who gives", blocks))


def in_short(desk: Desk) -> tuple[Sentence, ...]:
    """Return the line on packages for page one: how much room there is; nothing while packages cannot be valued."""
    result = desk.results.get("packages")
    if result is None or not result.figures:
        return ()
    return result.text[1:2]


def on_issue(desk: Desk, issue: str) -> tuple[Sentence, ...]:
    """Return what packages say on one issue: how fairness picks settle it, and which options are closed, by whom."""
    result = desk.results.get("packages")
    entry = desk.case.issue(issue)
    tables = {table.name: table for table in result.tables} if result is not None else {}
    if entry is None:
        return ()
    closed = _closed(tables.get("who-blocks"), entry.label)
    if result is None or "picked-options" not in tables:
        return closed
    draws = result.provenance.parameters["draws"]
    return (*_picked(tables["picked-options"], entry.label, f"{draws:,}"), *closed)


def _picked(table: Table, issue: str, draws: str) -> tuple[Sentence, ...]:
    """Say in how many draws each principle's pick has the option that is in most of them."""
    rows = [row for row in table.records() if row["issue"] == issue]
    principles = [column for column in table.columns if column.startswith("in the pick of ")]
    if not rows:
        return ()
    first = max(rows, key=lambda row: sum(_count(row[principle]) for principle in principles))
    told = ", ".join(f"{name.removeprefix('in the pick of ')} {first[name]}" for name in principles)
    return (Sentence(f"Fairness picks have “{first['option']}” in so many of {draws} draws: {told}.", _MARK),)


def _count(cell: Cell) -> float:
    """Return the number a count starts with; all of them is more than any."""
    word = str(cell).partition(" ")[0].replace(",", "")
    return float(word) if word.isdigit() else float("inf") if word in ("all", "yes") else 0.0


def _closed(table: Table | None, issue: str) -> tuple[Sentence, ...]:
    if table is None:
        return ()
    told = []
    marks: list[Mark] = []
    for number, row in enumerate(table.records()):
        if row["issue"] != issue:
            continue
        by = [f"{who} ({word})" for who in table.columns[2:] if (word := row[who])]
        told.append(f"{row['option']}: {', '.join(by)}")
        marks += [mark for who in table.columns[2:] for mark in table.marks.get((number, who), ())]
    return (Sentence(f"Closed: {'; '.join(told)}.", tuple(dict.fromkeys(marks)) or _MARK),) if told else ()


def _main(result: Result) -> list[Block]:
    blocks: list[Block] = [Paragraph(result.text)]
    caption = "How often each package passes and is picked; the thin line is how far a count may be off."
    blocks += _figure(result, "hold", caption)
    known = {table.name: table for table in result.tables}
    for name, widths, most in _TABLES:
        if name in known:
            blocks += result_grid(_shorter(known[name]), widths, most)
    if "passing" in known and not result.figures:
        blocks += result_grid(known["passing"], (), ROWS)
    return blocks


_TABLES: tuple[tuple[str, tuple[float, ...], int | None], ...] = (
    ("blocking", (1.2, 3.0, 0.9, 0.9, 0.9), None),
    ("who-blocks", (1.5, 2.2), None),
    ("red-lines", (1.0, 2.6, 1.4, 1.4), None),
    ("needed-options", (1.5, 2.2, 1.4), None),
    ("outvoted", (1.2, 2.0), None),
    ("held", (1.2, 0.7), None),
    ("emptiness", (1.2, 1.6, 1.4), None),
    ("trades", (1.0, 2.0, 2.0, 1.0, 0.9, 1.3), 2 * TRADES),
    ("thresholds", (2.4, 1.1, 1.0, 1.0, 0.8), ROWS),
    ("pick-changes", (2.4, 1.1, 1.0, 1.4, 0.8, 0.8), CHANGES),
)
"""Tables of the first section, with widths and how many rows are shown."""


def _beside(result: Result) -> list[Block]:
    caption = "A dot is one draw; grey dots are other packages; the grey bands are what one must be worth."
    return [
        *result_grid(result.table_named("side-by-side"), (1.5,)),
        *_figure(result, "frontier", caption),
        *result_grid(result.table_named("picked-options"), (1.4, 2.0)),
        *result_grid(result.table_named("bargaining-weights"), (1.2, 1.0, 1.0, 1.0)),
    ]


def _shorter(table: Table) -> Table:
    """Return the table of changed picks with long lists of values cut, saying so; other tables as they are."""
    if table.name != "pick-changes":
        return table
    at = table.columns.index("its pick changes within the range at")
    rows = tuple(tuple(_first_values(cell) if n == at else cell for n, cell in enumerate(row)) for row in table.rows)
    return replace(table, rows=rows)


def _first_values(cell: Cell) -> Cell:
    values = str(cell).split(", ")
    if len(values) <= LISTED + 1:
        return cell
    return f"{', '.join(values[:LISTED])} and {len(values) - LISTED} more"


def _figure(result: Result, name: str, caption: str) -> list[Block]:
    return [Chart(figure, Sentence(caption, _MARK)) for figure in result.figures if figure.name == name]
