"""A workbook that comes back: which cells were changed, and one clear error for each that cannot be taken."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pourparler.case.exchange.cell_text import unescaped
from pourparler.case.exchange.scenario import wrong
from pourparler.case.exchange.workbook import MARK, SNAPSHOT
from pourparler.core.packed import excess

ROWS, COLUMNS = 20_000, 1_000
"""More than these no sheet of ours has."""
_DECLARED = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
_ENCODING = re.compile(rb"^\s*<\?xml[^>]*encoding\s*=\s*[\"']([^\"']*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """What stands in a cell of the workbook.

    Parameters
    ----------
    where : str
        ``Values!E4``.
    value : object
        A text, number, truth value or day; ``None`` where nothing stands.
    kind : str
        As the file says: ``f`` a formula, ``e`` an error of a formula, else a value.
    """

    where: str
    value: Any
    kind: str

    @property
    def blank(self) -> bool:
        """Whether nothing stands there."""
        return self.value is None or (isinstance(self.value, str) and not self.value.strip() and self.kind != "f")

    def shown(self) -> str:
        """Return what stands there for a message."""
        if self.kind == "f":
            return f"the formula {str(getattr(self.value, 'text', self.value))[:60]!r}"
        if self.kind == "e":
            return f"the error {self.value}"
        if isinstance(self.value, bool):
            return str(self.value).upper()
        if isinstance(self.value, datetime.date | datetime.time | datetime.timedelta):
            return f"the day or time {self.value}"
        return "nothing" if self.value is None else repr(self.value)[:80]


Sheets = Mapping[str, list[list[Found]]]


def sheets(file: str, data: bytes) -> Sheets:
    """Return the cells of every sheet, row by row.

    Parameters
    ----------
    file : str
        For messages.
    data : bytes

    Raises
    ------
    PourparlerError
        C162 for a packing bomb, a document type or a sheet beyond all size, C163 for a damaged or protected file, C170
        for a workbook that was not exported by us.
    """
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        _check(file, data)
        held = load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
        try:
            if SNAPSHOT not in held.sheetnames:
                todo = "export a workbook with `pourparler export DIR --to workbook`, and fill that in"
                raise wrong(
                    "C170", file, "", f"no hidden sheet {SNAPSHOT!r}", "a workbook that was exported here", todo
                )
            return {title: list(_rows(file, title, held[title])) for title in held.sheetnames}
        finally:
            held.close()
    except (
        InvalidFileException,
        zipfile.BadZipFile,
        zlib.error,
        KeyError,
        IndexError,
        AttributeError,
        TypeError,
        ValueError,
        SyntaxError,
        NotImplementedError,
        EOFError,
        OSError,
        RuntimeError,
    ) as error:
        found = f"a workbook that is damaged or protected ({type(error).__name__})"
        raise wrong(
            "C163", file, "", found, "an .xlsx that opens", "save it again as .xlsx, without a password"
        ) from None


def _check(file: str, data: bytes) -> None:
    """Refuse what no spreadsheet program writes: packing bombs, document types, uncommon encodings."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        too_much = excess(archive)
        if too_much is not None:
            raise wrong("C162", file, "", *too_much, "do not trust it")
        for info in archive.infolist():
            if not info.filename.lower().endswith((".xml", ".rels", ".vml")):
                continue
            part = archive.read(info)
            named = _ENCODING.match(part)
            odd = named is not None and named[1].lower() not in (b"utf-8", b"us-ascii")
            if odd or part[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in part[:64] or _DECLARED.search(part):
                found = f"a document type or an uncommon encoding ({info.filename[:60]})"
                raise wrong("C162", file, "", found, "a workbook as spreadsheet programs save it", "do not trust it")


def _rows(file: str, title: str, sheet: Any) -> Iterator[list[Found]]:
    from openpyxl.utils import get_column_letter

    if not hasattr(sheet, "iter_rows"):
        return
    sheet.reset_dimensions()
    for number, row in enumerate(sheet.iter_rows(), start=1):
        if number > ROWS or len(row) > COLUMNS:
            allowed = f"at most {ROWS:,} rows and {COLUMNS:,} columns"
            raise wrong("C162", file, title, "a sheet without end", allowed, "clear what lies outside the table")
        yield [_found(title, f"{get_column_letter(place)}{number}", cell) for place, cell in enumerate(row, start=1)]


def _found(title: str, at: str, cell: Any) -> Found:
    value = cell.value
    kind = str(getattr(cell, "data_type", "n"))
    return Found(f"{title}!{at}", unescaped(value) if isinstance(value, str) and kind != "f" else value, kind)


def snapshot(file: str, held: Sheets) -> dict[tuple[str, str, str], str]:
    """Return what each cell held when the workbook was exported, by sheet, ids of the row, and id of the column.

    Raises
    ------
    PourparlerError
        C170 when the hidden sheet was changed.
    """
    rows = held[SNAPSHOT]
    marked = bool(rows) and bool(rows[0]) and rows[0][0].value == MARK
    found: dict[tuple[str, str, str], str] = {}
    for row in rows[1:] if marked else []:
        texts = ["" if one.value is None else str(one.value) for one in [*row, *([Found("", None, "n")] * 4)][:4]]
        key = (texts[0], texts[1], texts[2])
        marked = marked and key not in found
        found[key] = texts[3]
    if not marked or not found:
        todo = "export the workbook again"
        raise wrong("C170", file, SNAPSHOT, "a hidden sheet that was changed", f"{MARK}, as it was exported", todo)
    return found
