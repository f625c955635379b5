"""What a workbook that comes back changes in the case: one change for each cell that was edited, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pourparler.case.exchange.cell_text import range_of
from pourparler.case.exchange.grids import LEADING, Cell, Kind, grids
from pourparler.case.exchange.judged import Basis
from pourparler.case.exchange.workbook import HEAD, recorded
from pourparler.case.exchange.workbook_reading import Found, sheets, snapshot
from pourparler.case.load import load_text
from pourparler.case.model import Case
from pourparler.case.problems import listed, suggestion
from pourparler.case.ranges import FORMS, Range
from pourparler.case.save import append_entry, set_judgement, set_value
from pourparler.core.errors import Place, PourparlerError, Problem

_HIGHEST = {Kind.SCORE: 100.0, Kind.WEIGHT: 1e9}
Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class CellChange:
    """One cell that was edited.

    Parameters
    ----------
    where : str
        ``Values!E4``.
    path : str
        Of what it shows in the case.
    old : str
        What the case has.
    new : Range or str
    """

    where: str
    path: str
    old: str
    new: Range | str


def changes(file: str, data: bytes, case: Case) -> tuple[CellChange, ...]:
    """Return what was edited in a workbook since it was exported.

    Parameters
    ----------
    file : str
        The workbook's name, for messages.
    data : bytes
    case : Case
        The case as it is now, complete.

    Raises
    ------
    PourparlerError
        What `sheets` and `snapshot` raise, and all problems with cells together: C171 for rows, columns and ids that
        are missing, doubled or unknown; C172 for a cell that cannot be taken; C173 where the case has changed since.
    """
    held = sheets(file, data)
    reading = _Reading(file, snapshot(file, held), _now(case))
    for title in dict.fromkeys(sheet for sheet, _, _ in reading.before):
        if title in held:
            reading.sheet(title, held[title])
        else:
            reading.problem("C171", title, "no such sheet", "every sheet as it was exported", "put it back")
    if reading.problems:
        raise PourparlerError(*reading.problems)
    return tuple(reading.changes)


def applied(text: str, edits: Sequence[CellChange], basis: Basis, workbook: str, file: str = "case.yaml") -> str:
    """Return the text of a case with the edits of a workbook in it, each on its own line.

    A number becomes a judgement of the person who imports it, with the cell as its reason; names and remarks are set.

    Parameters
    ----------
    text : str
    edits : sequence of CellChange
    basis : Basis
    workbook : str
        Its name.
    file : str
    """
    views = {(view.party, view.issue) for view in load_text(text, file).case.views}
    for edit in edits:
        if isinstance(edit.new, str):
            text = set_value(text, edit.path, edit.new, file)
            continue
        head, *steps = edit.path.split(".")
        if head == "views" and (steps[0], steps[1]) not in views:
            text = append_entry(text, "views", {"party": steps[0], "issue": steps[1]}, file)
            views.add((steps[0], steps[1]))
        text = set_judgement(text, edit.path, edit.new, basis.told(f"workbook {workbook}, {edit.where}"), file)
    load_text(text, file)
    return text


def _now(case: Case) -> dict[Key, Cell]:
    return {
        (grid.title, "/".join(line.ids), column): cell
        for grid in grids(case)
        for line in grid.lines
        for column, cell in recorded(grid, line)
    }


@dataclass
class _Reading:
    """One pass over the sheets."""

    file: str
    before: Mapping[Key, str]
    now: Mapping[Key, Cell]
    problems: list[Problem] = field(default_factory=list)
    changes: list[CellChange] = field(default_factory=list)

    def problem(self, code: str, where: str, found: str, allowed: str = "", todo: str = "") -> None:
        """Note one problem."""
        self.problems.append(Problem(code, where, found, allowed, todo, Place(self.file)))

    def sheet(self, title: str, rows: list[list[Found]]) -> None:
        """Compare one sheet with what it was."""
        labels, ids = LEADING.get(title, (0, 1))
        columns = self._columns(title, rows, labels + ids)
        lines = {line for sheet, line, _ in self.before if sheet == title}
        seen: set[str] = set()
        for row in rows[HEAD:]:
            if all(cell.blank for cell in row):
                continue
            line = self._line(title, row[labels : labels + ids], lines, seen)
            if line is not None:
                for place, column in {**{place: f"label {place + 1}" for place in range(labels)}, **columns}.items():
                    cell = row[place] if place < len(row) else Found(f"{title}!row {row[0].where}", None, "n")
                    self._cell((title, line, column), cell)
        for line in sorted(lines - seen):
            found = f"no row for {line.strip('/').replace('/', '.')}"
            self.problem("C171", title, found, "every row as it was exported", "put the row back; its ids name it")

    def _columns(self, title: str, rows: list[list[Found]], leading: int) -> dict[int, str]:
        """Return the id of each column with values, by its place."""
        recorded_columns = dict.fromkeys(column for sheet, _, column in self.before if sheet == title)
        allowed = [column for column in recorded_columns if not column.startswith("label ")]
        heads = rows[HEAD - 1] if len(rows) >= HEAD else []
        found: dict[int, str] = {}
        for place in range(leading, max((len(row) for row in rows), default=0)):
            head = heads[place] if place < len(heads) else Found(f"{title}!row {HEAD}", None, "n")
            if head.blank:
                stray = next((row[place] for row in rows if place < len(row) and not row[place].blank), None)
                if stray is not None:
                    todo = "clear it, or put the id of its column back"
                    self.problem(
                        "C171", stray.where, f"{stray.shown()} in a column without an id", listed(allowed), todo
                    )
            elif str(head.value) not in allowed:
                todo = suggestion(head.value, allowed) or "put the id back; new entries are added in the case"
                self.problem("C171", head.where, f"the column {head.shown()}", listed(allowed), todo)
            elif str(head.value) in found.values():
                self.problem(
                    "C171", head.where, f"the column {head.shown()} twice", "each once", "take one of them out"
                )
            else:
                found[place] = str(head.value)
        for column in allowed:
            if column not in found.values():
                todo = "put the column back; its id names it"
                self.problem("C171", f"{title}!row {HEAD}", f"no column {column}", "every column as exported", todo)
        return found

    def _line(self, title: str, cells: list[Found], lines: set[str], seen: set[str]) -> str | None:
        """Return what names a row, once."""
        ids = "/".join("" if cell.value is None else _as_text(cell.value) for cell in cells)
        where = next((cell.where for cell in reversed(cells) if not cell.blank), cells[0].where if cells else title)
        if ids not in lines:
            known = [line.strip("/").replace("/", ".") for line in sorted(lines)]
            shown = ids.strip("/").replace("/", ".")
            todo = suggestion(shown, known) or "put the ids back; new options are added in the case"
            self.problem("C171", where, f"a row for {shown!r}, which was not exported", listed(known), todo)
            return None
        if ids in seen:
            shown = ids.strip("/").replace("/", ".")
            self.problem("C171", where, f"a second row for {shown}", "each once", "take one of them out")
            return None
        seen.add(ids)
        return ids

    def _cell(self, key: Key, cell: Found) -> None:
        """Compare one cell with what it held, and with what the case has now."""
        if key not in self.before:
            return
        old, now = self.before[key], self.now.get(key)
        if now is None:
            if _as_text(cell.value) != old:
                self._outdated(cell, old, "no longer has this")
            return
        new = self._taken(cell, now.kind, old)
        if new is None or new == _held(old, now.kind):
            return
        has = _held(now.text, now.kind)
        if has not in (_held(old, now.kind), new):
            self._outdated(cell, old, f"has {now.text or 'nothing'} since the export")
        elif has != new:
            self.changes.append(CellChange(cell.where, now.path, now.text, new))

    def _outdated(self, cell: Found, old: str, has: str) -> None:
        todo = "export the workbook again, and make the change there"
        self.problem("C173", cell.where, f"{cell.shown()}, where the case {has}", old or "nothing", todo)

    def _taken(self, cell: Found, kind: Kind, old: str) -> Range | str | None:
        """Return what was typed into a cell; ``None`` when nothing was, or when it cannot be taken."""
        strange = cell.kind in ("f", "e", "b", "d") or not isinstance(cell.value, str | int | float | None)
        if strange or isinstance(cell.value, bool):
            allowed = "a text" if kind is Kind.TEXT else old or "nothing" if kind is Kind.READ else FORMS
            self.problem("C172", cell.where, cell.shown(), allowed, "type the value itself")
            return None
        if kind is Kind.TEXT:
            return _as_text(cell.value)
        if kind is Kind.READ:
            if _as_text(cell.value) != old:
                todo = f"put {old!r} back; this is changed in the case" if old else "clear it"
                self.problem("C172", cell.where, f"{cell.shown()} in a cell for reading", old[:80] or "nothing", todo)
            return None
        if cell.blank:
            if old:
                todo = f"put {old} back; a value is taken out in the case"
                self.problem("C172", cell.where, "nothing", FORMS, todo)
            return None
        return self._number(cell, kind)

    def _number(self, cell: Found, kind: Kind) -> Range | None:
        try:
            found = range_of(cell.value)
        except (ValueError, PourparlerError) as error:
            said = str(error).partition("; ")[0] if isinstance(error, ValueError) else cell.shown()
            self.problem("C172", cell.where, said, FORMS, "correct the cell")
            return None
        if found.low < 0 or found.high > _HIGHEST[kind]:
            allowed = "0 to 100" if kind is Kind.SCORE else "0 or more"
            self.problem("C172", cell.where, str(found), allowed, "correct the cell")
            return None
        return found


def _as_text(value: object) -> str:
    if isinstance(value, float):
        return repr(value).removesuffix(".0")
    return "" if value is None else str(value)


def _held(text: str, kind: Kind) -> Range | str | None:
    """Return a text of the case or the snapshot as what it means."""
    if kind in (Kind.TEXT, Kind.READ):
        return text
    return range_of(text) if text else None
