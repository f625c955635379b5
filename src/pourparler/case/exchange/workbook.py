"""The issue matrix as a workbook (.xlsx) to fill in: equal content gives equal bytes, and no text is a formula."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pourparler.case.exchange.cell_text import FORMULA_LIKE, escaped, range_of
from pourparler.case.exchange.grids import Cell, Grid, Kind, Line
from pourparler.case.ranges import Shape
from pourparler.core.inert import one_line
from pourparler.core.office_archive import fixed

if TYPE_CHECKING:
    from openpyxl.cell import Cell as SheetCell
    from openpyxl.worksheet.worksheet import Worksheet

MARK = "pourparler-workbook/1"
README, SNAPSHOT = "Read me", "As exported"
HEAD = 2
"""Rows above the first line of a sheet: headings for people, then ids."""
_INK, _PALE, _GREY, _HEADING, _RULE, _RED = "1F2933", "6B7280", "EEF0F2", "D9E4EC", "C5CBD3", "A4262C"
_WIDTHS = {
    "name": 46,
    "needs": 22,
    "remark": 40,
    "value": 26,
    "outside_option": 26,
    "kind": 30,
    "options": 46,
    "why": 70,
}
_LABEL_WIDTH, _ID_WIDTH, _PARTY_WIDTH = 44, 20, 20


@dataclass(frozen=True, slots=True)
class About:
    """What the first sheet says of the workbook.

    Parameters
    ----------
    title, classification, as_of : str
    reader : str
        Who may see it, in words.
    """

    title: str
    classification: str
    as_of: str
    reader: str


def workbook(grids: tuple[Grid, ...], about: About) -> bytes:
    """Return the bytes of a workbook.

    Cells that may be changed are white; the others are grey, and the sheets are protected without a password. Every
    text is written as text, never as a formula. A hidden sheet holds what each cell held, so that the import can tell
    what was changed here from what was changed in the case since.

    Parameters
    ----------
    grids : tuple of Grid
    about : About
    """
    from openpyxl import Workbook

    made = Workbook()
    made.remove(made.worksheets[0])
    _read_me(made.create_sheet(README), about)
    for grid in grids:
        _sheet(made.create_sheet(grid.title), grid, about)
    _snapshot(made.create_sheet(SNAPSHOT), grids)
    data = io.BytesIO()
    made.save(data)
    return fixed(data.getvalue())


def _put(cell: SheetCell, text: str) -> None:
    """Write a text as text."""
    if text:
        cell.value = escaped(text)
        cell.data_type = "s"
        cell.quotePrefix = text.startswith(FORMULA_LIKE)


def _styles() -> dict[str, Any]:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side

    thin = Side(style="thin", color=_RULE)
    strong = Side(style="medium", color=_PALE)
    return {
        "grey": PatternFill("solid", fgColor=_GREY),
        "heading": PatternFill("solid", fgColor=_HEADING),
        "ink": Font(name="Calibri", size=11, color=_INK),
        "bold": Font(name="Calibri", size=11, bold=True, color=_INK),
        "title": Font(name="Calibri", size=16, bold=True, color=_INK),
        "pale": Font(name="Calibri", size=9, color=_PALE),
        "red": Font(name="Calibri", size=11, bold=True, color=_RED),
        "box": Border(left=thin, right=thin, top=thin, bottom=thin),
        "begin": Border(left=thin, right=thin, top=strong, bottom=thin),
        "wrap": Alignment(wrap_text=True, vertical="center"),
        "centre": Alignment(wrap_text=True, horizontal="center", vertical="center"),
        "open": Protection(locked=False),
    }


def _sheet(sheet: Worksheet, grid: Grid, about: About) -> None:
    from openpyxl.utils import get_column_letter

    style = _styles()
    leading = (*grid.labels, *grid.ids)
    headings = [*leading, *(heading for _, heading in grid.columns)]
    below = ["" for _ in leading] + [id_ for id_, _ in grid.columns]
    for place, (heading, id_) in enumerate(zip(headings, below, strict=True), start=1):
        for row, text in ((1, heading), (HEAD, id_)):
            cell = sheet.cell(row, place)
            _put(cell, text)
            cell.font = style["bold"] if row == 1 else style["pale"]
            cell.fill, cell.border, cell.alignment = style["heading"], style["box"], style["centre"]
        sheet.column_dimensions[get_column_letter(place)].width = _width(grid, place)
    for row, line in enumerate(grid.lines, start=HEAD + 1):
        for place, cell_ in enumerate(_leading(line), start=1):
            _draw(sheet.cell(row, place), cell_, style, line.first, pale=place > len(grid.labels))
        for place, cell_ in enumerate(line.cells, start=len(leading) + 1):
            _draw(sheet.cell(row, place), cell_, style, line.first)
    sheet.row_dimensions[1].height = 32
    sheet.freeze_panes = sheet.cell(HEAD + 1, len(leading) + 1)
    _page(sheet, about)


def _leading(line: Line) -> Iterator[Cell]:
    yield from (Cell(label) for label in (*line.labels, *line.ids))


def _draw(target: SheetCell, cell: Cell, style: dict[str, Any], first: bool, *, pale: bool = False) -> None:
    number = range_of(cell.text) if cell.text and cell.kind in (Kind.SCORE, Kind.WEIGHT) else None
    if number is not None and number.shape is Shape.POINT:
        target.value = number.low
    else:
        _put(target, cell.text)
    target.border = style["begin"] if first else style["box"]
    if cell.kind is Kind.READ:
        target.fill, target.alignment = style["grey"], style["wrap"]
        target.font = style["pale"] if pale else style["ink"]
        return
    target.protection = style["open"]
    target.font = style["red"] if cell.marked else style["bold"] if cell.kind is Kind.TEXT and first else style["ink"]
    target.alignment = style["wrap"] if cell.kind is Kind.TEXT else style["centre"]


def _width(grid: Grid, place: int) -> int:
    if place <= len(grid.labels):
        return _LABEL_WIDTH
    if place <= len(grid.labels) + len(grid.ids):
        return 6 if grid.ids == ("No.",) else _ID_WIDTH
    return _WIDTHS.get(grid.columns[place - len(grid.labels) - len(grid.ids) - 1][0], _PARTY_WIDTH)


def _page(sheet: Worksheet, about: About) -> None:
    """Set protection, and how the sheet is printed: across, one page wide, headings on each page."""
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = sheet.protection.sort = False
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToHeight = 0
    if sheet.title != README:
        sheet.print_title_rows = f"1:{HEAD}"
    said = one_line(about.classification)[:100].replace("&", "&&")
    if said:
        sheet.oddHeader.center.text = sheet.oddFooter.center.text = said
    sheet.oddFooter.right.text = "&P / &N"


def _read_me(sheet: Worksheet, about: About) -> None:
    style = _styles()
    rows = [
        (about.title, "", "title"),
        (about.classification, "", "red"),
        ("", "", "ink"),
        ("For", about.reader, "ink"),
        ("As of", about.as_of, "ink"),
        ("", "", "ink"),
        ("How to use it", "", "bold"),
        ("White cells", "are yours to change: names, values, weights, what no agreement is worth.", "ink"),
        ("Grey cells", "are for reading. Rows, columns and ids stay as they are; rows may be sorted.", "ink"),
        ("Empty cells", "are not judged yet. A value that stands is changed here, and taken out in the case.", "ink"),
        ("In red", "is the value of an option that is a red line of the party.", "ink"),
        ("No formulas", "Type numbers and ranges; a formula is refused.", "ink"),
        ("", "", "ink"),
        ("How ranges are typed", "", "bold"),
        ("30", "a number", "ink"),
        ("20..35", "anything from 20 to 35, no value likelier than another", "ink"),
        ("20..28..35", "low, likely, high", "ink"),
        ("{0: 0.2, 50: 0.8}", "0 with a chance of 0.2, 50 with a chance of 0.8", "ink"),
        ("", "", "ink"),
        ("Values", "0 is the worst and 100 the best for this party.", "ink"),
        (
            "Weights",
            "How much the step from the worst to the best option of an issue matters beside other issues.",
            "ink",
        ),
        ("", "Only their proportions count.", "ink"),
        ("", "", "ink"),
        ("Back into the case", "pourparler import DIR THIS-FILE --by INITIALS (first with --preview)", "ink"),
    ]
    for row, (left, right, kind) in enumerate(rows, start=1):
        for place, text in ((1, left), (2, right)):
            cell = sheet.cell(row, place)
            _put(cell, text)
            cell.font = style[kind] if place == 1 else style["ink"]
            cell.alignment = style["wrap"] if place == 2 or kind == "ink" else None
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 26, 92
    sheet.sheet_view.showGridLines = False
    _page(sheet, about)


def _snapshot(sheet: Worksheet, grids: tuple[Grid, ...]) -> None:
    """Write down what each cell holds: sheet, ids of the row, id of the column, text."""
    _put(sheet.cell(1, 1), MARK)
    row = 2
    for grid in grids:
        for line in grid.lines:
            for column, cell in recorded(grid, line):
                for place, text in enumerate((grid.title, "/".join(line.ids), column, cell.text), start=1):
                    _put(sheet.cell(row, place), text)
                row += 1
    sheet.sheet_state = "veryHidden"
    sheet.protection.sheet = True


def recorded(grid: Grid, line: Line) -> Iterator[tuple[str, Cell]]:
    """Yield each cell of a line with the id of its column; labels have numbers."""
    yield from ((f"label {place}", Cell(label)) for place, label in enumerate(line.labels, start=1))
    yield from ((column, cell) for (column, _), cell in zip(grid.columns, line.cells, strict=True))
