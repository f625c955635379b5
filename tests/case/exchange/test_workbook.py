"""The workbook: one edited cell is one changed line, nothing in it is a formula, every odd cell is a clear error."""

from __future__ import annotations

import csv
import datetime
import difflib
import io
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.formula import ArrayFormula

from pourparler.case.clean import as_yaml
from pourparler.case.diff import differences
from pourparler.case.exchange.cell_text import FORMULA_LIKE, escaped, unescaped
from pourparler.case.exchange.grids import RULES, grids
from pourparler.case.exchange.judged import Basis
from pourparler.case.exchange.workbook import About, workbook
from pourparler.case.exchange.workbook_changes import applied, changes
from pourparler.case.load import load_text
from pourparler.case.model import Case
from pourparler.case.paths import judgements
from pourparler.case.writing import scalar_text
from pourparler.core.errors import PourparlerError
from tests.case.exchange.test_there_and_back import SCORES, cases
from tests.case.sample import STRAIT

ABOUT = About("The strait", "RESTRICTED & more", "2026-09-30", "our own side")
AB = Basis("AB", datetime.date(2026, 9, 30))


def exported(text: str = STRAIT) -> bytes:
    """Return the workbook of a case."""
    return workbook(grids(load_text(text).case), ABOUT)


def edited(edit: Callable[[Any], object], text: str = STRAIT) -> bytes:
    """Return the workbook of a case as it is after somebody edited and saved it."""
    held = openpyxl.load_workbook(io.BytesIO(exported(text)))
    edit(held)
    saved = io.BytesIO()
    held.save(saved)
    return saved.getvalue()


def put(sheet: str, cell: str, value: object) -> Callable[[Any], object]:
    """Return the edit that types a value into a cell."""
    return lambda held: held[sheet].__setitem__(cell, value)


def back(data: bytes, text: str = STRAIT) -> str:
    """Return the case after an import of the workbook."""
    edits = changes("terms.xlsx", data, load_text(text).case)
    return applied(text, edits, AB, "terms.xlsx")


def moved(before: str, after: str) -> list[str]:
    """Return the lines taken out and put in."""
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm="")
    return [line for line in lines if not line.startswith(("---", "+++", "@@"))]


def test_a_workbook_nobody_touched_changes_nothing_and_is_the_same_bytes() -> None:
    assert exported() == exported()
    assert changes("terms.xlsx", exported(), load_text(STRAIT).case) == ()
    assert changes("terms.xlsx", edited(lambda held: None), load_text(STRAIT).case) == ()


def test_the_bytes_hold_no_clock_and_no_author() -> None:
    with zipfile.ZipFile(io.BytesIO(exported())) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml")
    assert b"created" not in core and b"modified" not in core and b"creator" not in core


BY_AB = "by: AB, dated: 2026-09-30, why: "
ONE_LINE = [
    pytest.param(
        put("Values", "E3", 90),
        f'values: {{invite: {{value: 90, {BY_AB}"workbook terms.xlsx, Values!E3"}}, defer: 20..30',
        id="short form in braces",
    ),
    pytest.param(
        put("Values", "E5", "{0: 0.5, 50: 0.5}"), "substitute: {value: {0: 0.5, 50: 0.5}, by: AB", id="chances"
    ),
    pytest.param(put("Weights", "C4", "10..15..20"), f"weight: {{value: 10..15..20, {BY_AB}", id="weight"),
    pytest.param(put("No deal", "C3", "25..35"), f"no_deal: {{value: 25..35, {BY_AB}", id="no-deal value"),
    pytest.param(put("No deal", "C4", 12), f"no_deal: {{value: 12, {BY_AB}", id="long form of CD"),
    pytest.param(put("Issues and options", "C4", "Give it"), "{id: invite, needs: league, name: Give it}", id="name"),
    pytest.param(put("Issues and options", "E5", "ask: when?"), 'comment: "ask: when?"', id="remark"),
]


@pytest.mark.parametrize(("edit", "line"), ONE_LINE)
def test_one_edited_cell_is_one_changed_line(edit: Callable[[Any], object], line: str) -> None:
    after = back(edited(edit))
    *taken, put_in = moved(STRAIT, after)
    assert len(taken) <= 1 and all(one.startswith("-") for one in taken)
    assert put_in.startswith("+") and line in put_in, put_in
    before, now = load_text(STRAIT).case, load_text(after).case
    kept = before.views[0].values["defer"], now.views[0].values["defer"]
    assert kept[0] == kept[1]  # every other judgement with its whole basis


@settings(max_examples=15, deadline=None)
@given(case=cases(), drawn=st.data())
def test_whatever_cell_is_edited_in_whatever_case_only_that_judgement_changes(case: Case, drawn: st.DataObject) -> None:
    text = as_yaml(case)
    sheet = grids(load_text(text).case)[1]
    row = drawn.draw(st.integers(0, len(sheet.lines) - 1))
    column = drawn.draw(st.integers(0, len(sheet.columns) - 1))
    low, high = sorted((drawn.draw(SCORES), drawn.draw(SCORES)))
    cell = f"{get_column_letter(column + 5)}{row + 3}"
    after = back(edited(put("Values", cell, f"{low!r}..{high!r}"), text), text)
    found = differences(load_text(text).case, load_text(after).case)
    path = sheet.lines[row].cells[column].path
    assert [one.path for one in found] == ([path] if found else [])
    judged = dict(judgements(load_text(after).case))[path]
    assert (judged.value.low, judged.value.high) == (low, high)
    assert not found or judged.why == f"workbook terms.xlsx, Values!{cell}"
    assert len(moved(text, after)) in (0, 2)


def test_what_was_judged_anew_is_no_longer_the_other_persons() -> None:
    text = STRAIT.replace("no_deal: 20..35          #", "no_deal: {value: 20..35, because: s1-a, confidence: low}  #")
    edits = changes("terms.xlsx", edited(put("No deal", "C3", 30), text), load_text(text).case)
    case = load_text(applied(text, edits, Basis("EF", datetime.date(2026, 9, 30)), "terms.xlsx")).case
    assert case.parties[0].no_deal is not None
    value = case.parties[0].no_deal.value
    assert value is not None
    assert (value.by, str(value.dated), value.because, value.confidence) == ("EF", "2026-09-30", (), None)


def test_a_value_that_was_missing_is_put_in_and_a_view_made_for_it() -> None:
    after = back(edited(lambda held: [put("Values", "F3", "5..9")(held), put("Weights", "C4", 7)(held)]))
    case = load_text(after).case
    view = case.view("varania", "membership")
    assert view is not None and view.values["invite"].by == "AB" and str(view.values["invite"].value) == "5..9"
    assert moved(STRAIT, after)[0].startswith("-    weight: 10..20")


def test_rows_may_be_sorted_and_columns_moved() -> None:
    def turn(held: Any) -> None:
        sheet = held["Values"]
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
        for number, row in enumerate(reversed(rows), start=3):
            for place, value in enumerate(row, start=1):
                sheet.cell(number, place).value = value
        for row in sheet.iter_rows():
            row[4].value, row[5].value = row[5].value, row[4].value

    assert back(edited(turn)) == STRAIT


ROWS_OF_VALUES = {"invite": 3, "defer": 4, "substitute": 5, "full": 6, "partial": 7}
REFUSED = [
    pytest.param(put("Values", "E3", "=40+2"), "C172", "Values!E3", "the formula '=40+2'", id="formula"),
    pytest.param(
        put("Values", "E3", ArrayFormula("E3:E4", "=A1:A2")), "C172", "Values!E3", "the formula", id="array formula"
    ),
    pytest.param(put("Values", "E3", "#REF!"), "C172", "Values!E3", "#REF!", id="error"),
    pytest.param(put("Values", "E3", True), "C172", "Values!E3", "TRUE", id="truth"),
    pytest.param(put("Values", "E3", datetime.date(2026, 1, 2)), "C172", "Values!E3", "2026-01-02", id="day"),
    pytest.param(put("Values", "E3", "35..20"), "C172", "Values!E3", "does not rise", id="falling range"),
    pytest.param(put("Values", "E3", "20,5"), "C172", "Values!E3", "20,5", id="comma"),
    pytest.param(put("Values", "E3", "about 30"), "C172", "Values!E3", "about 30", id="words"),
    pytest.param(put("Values", "E3", "{0: 0.5"), "C172", "Values!E3", "{0: 0.5", id="open brace"),
    pytest.param(put("Values", "E3", "{0: 0.5, 9: 0.2}"), "C172", "Values!E3", "add to 0.7", id="chances"),
    pytest.param(put("Values", "E3", "nan"), "C172", "Values!E3", "not finite", id="NaN"),
    pytest.param(put("Values", "E3", "1e999"), "C172", "Values!E3", "not finite", id="infinity"),
    pytest.param(put("Values", "E3", 101), "C172", "Values!E3", "101", id="above 100"),
    pytest.param(put("Weights", "C3", -1), "C172", "Weights!C3", "-1", id="negative weight"),
    pytest.param(put("Values", "E3", None), "C172", "Values!E3", "nothing", id="emptied"),
    pytest.param(put("Values", "A3", "Other"), "C172", "Values!A3", "a cell for reading", id="grey label"),
    pytest.param(put(RULES, "C3", "no"), "C172", f"{RULES}!C3", "'no'", id="rule"),
    pytest.param(
        put("Values", "D3", "invit"), "C171", "Values!D3", "did you mean membership.invite?", id="unknown option"
    ),
    pytest.param(put("Values", "D4", "invite"), "C171", "Values!D4", "a second row", id="row twice"),
    pytest.param(put("Values", "E2", "nordland"), "C171", "Values!E2", "did you mean norland?", id="unknown party"),
    pytest.param(put("Values", "F2", "norland"), "C171", "Values!F2", "twice", id="party twice"),
    pytest.param(put("Values", "J9", "note to self"), "C171", "Values!J9", "without an id", id="stray cell"),
    pytest.param(lambda held: held["Values"].delete_rows(4), "C171", "Values", "membership.defer", id="row taken out"),
    pytest.param(
        lambda held: held["Values"].delete_cols(6), "C171", "Values!row 2", "no column varania", id="column out"
    ),
    pytest.param(lambda held: held.remove(held["Weights"]), "C171", "Weights", "no such sheet", id="sheet taken out"),
    pytest.param(lambda held: held.remove(held["As exported"]), "C170", "", "hidden sheet", id="no snapshot"),
    pytest.param(put("As exported", "A1", "other"), "C170", "As exported", "was changed", id="snapshot changed"),
]


@pytest.mark.parametrize(("edit", "code", "where", "says"), REFUSED)
def test_what_cannot_be_taken_is_named_with_its_cell(
    edit: Callable[[Any], object], code: str, where: str, says: str
) -> None:
    with pytest.raises(PourparlerError) as caught:
        changes("terms.xlsx", edited(edit), load_text(STRAIT).case)
    found = [problem for problem in caught.value.problems if problem.where == where]
    assert found and found[0].code == code and says in str(found[0]), str(caught.value)
    assert all(problem.todo for problem in caught.value.problems), str(caught.value)
    assert all(problem.place is not None and problem.place.file == "terms.xlsx" for problem in caught.value.problems)


def test_all_problems_are_told_at_once() -> None:
    both = edited(lambda held: [put("Values", "E3", "x")(held), put("Weights", "C3", "=1")(held)])
    with pytest.raises(PourparlerError) as caught:
        changes("terms.xlsx", both, load_text(STRAIT).case)
    assert [problem.where for problem in caught.value.problems] == ["Values!E3", "Weights!C3"]


def test_a_value_that_moved_in_the_case_since_is_not_overwritten() -> None:
    data = edited(put("Values", "E4", "40..50"))
    for now, told in ((STRAIT.replace("defer: 20..30", "defer: 25..30"), "has 25..30 since the export"),):
        with pytest.raises(PourparlerError) as caught:
            changes("terms.xlsx", data, load_text(now).case)
        (problem,) = caught.value.problems
        assert (problem.code, problem.where) == ("C173", "Values!E4") and told in str(problem)
    already = STRAIT.replace("defer: 20..30", "defer: 40..50")
    assert changes("terms.xlsx", data, load_text(already).case) == ()
    gone = STRAIT.replace("      - id: defer\n", "").replace("defer: {stance: opposes, unless: ceasefire.full}", "")
    gone = gone.replace("defer: 20..30, ", "").replace("    red_lines: defer\n", "")
    gone = gone[: gone.index("correlations:")]
    with pytest.raises(PourparlerError, match="no longer has this"):
        changes("terms.xlsx", data, load_text(gone).case)


def packed(change: Callable[[str, bytes], bytes]) -> bytes:
    """Return the workbook with its parts changed."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(exported())) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return made.getvalue()


def inside(part: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return the workbook with one part changed."""
    return packed(lambda name, data: change(data) if name == part else data)


ROOT, END = b"<worksheet", b"</sheetData>"
FAR = b'<row r="1000000"><c r="A1000000"/></row>'
LAUGHS = b"<!DOCTYPE x [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]>"
SHEET = "xl/worksheets/sheet3.xml"
HOSTILE = [
    pytest.param(inside(SHEET, lambda data: data.replace(ROOT, LAUGHS + ROOT, 1)), "C162", id="entities"),
    pytest.param(inside("xl/workbook.xml", lambda data: LAUGHS + data), "C162", id="entities in the index"),
    pytest.param(inside(SHEET, lambda data: data.decode().encode("utf-16")), "C162", id="uncommon encoding"),
    pytest.param(inside(SHEET, lambda data: data + b" " * 60_000_000), "C162", id="packing bomb"),
    pytest.param(
        inside(SHEET, lambda data: data.replace(END, FAR + END)),
        "C162",
        id="a million rows",
    ),
    pytest.param(inside(SHEET, lambda data: data[:500]), "C163", id="cut short"),
    pytest.param(inside("xl/workbook.xml", lambda data: b"<x/>"), "C170", id="no index"),
    pytest.param(b"PK\x03\x04" + b"x" * 90, "C163", id="no archive"),
]


@pytest.mark.parametrize(("data", "code"), HOSTILE)
def test_a_hostile_workbook_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(PourparlerError) as caught:
        changes("terms.xlsx", data, load_text(STRAIT).case)
    assert caught.value.problems[0].code == code


def test_a_cell_merged_over_everything_costs_nothing() -> None:
    merged = b'</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    data = inside(SHEET, lambda sheet: sheet.replace(b"</sheetData>", merged))
    assert changes("terms.xlsx", data, load_text(STRAIT).case) == ()


TEXTS = st.one_of(
    st.sampled_from(
        ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "_x0041_", "'x", " ", "#N/A", "TRUE", "30", "a\r\nb"]
    ),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
)


@settings(max_examples=40, deadline=None)
@given(name=TEXTS, remark=TEXTS)
def test_any_text_is_inert_and_comes_back_unchanged(name: str, remark: str) -> None:
    quoted = [scalar_text(one, style='"') for one in (name, remark)]
    text = f"issues:\n  - id: i\n    name: {quoted[0]}\n    options: [{{id: x}}]\n    comment: {quoted[1]}\n"
    case = load_text(text).case
    data = workbook(grids(case), ABOUT)
    sheet = openpyxl.load_workbook(io.BytesIO(data))["Issues and options"]
    for cell in (sheet["C3"], sheet["E3"]):
        assert cell.data_type != "f"
        assert cell.value is None or not str(cell.value).startswith(FORMULA_LIKE) or cell.quotePrefix
    assert changes("terms.xlsx", data, case) == ()


@given(TEXTS)
def test_escaping_is_undone(text: str) -> None:
    assert unescaped(escaped(text)) == text


def _calc(data: bytes, home: Path, sheet: int) -> list[list[str]] | None:
    """Return a sheet as a spreadsheet program shows it; ``None`` where none is installed."""
    program = shutil.which("soffice")
    if program is None:
        return None
    (home / "terms.xlsx").write_bytes(data)
    arguments = [program, f"-env:UserInstallation={(home / 'profile').as_uri()}", "--headless"]
    filters = f"csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,{sheet}"
    command = [*arguments, "--convert-to", filters, "--outdir", str(home / "out"), str(home / "terms.xlsx")]
    subprocess.run(command, capture_output=True, timeout=120, check=False)
    found = sorted((home / "out").glob("*.csv"))
    return [list(row) for row in csv.reader(found[0].open(encoding="utf-8"))] if found else None


def test_a_spreadsheet_program_shows_formula_like_text_as_text(tmp_path: Path) -> None:
    text = STRAIT.replace("name: Norland", 'name: "=1+1"').replace(
        "{id: full}, {id: partial}", '{id: full, name: "+2*3", comment: "@SUM(1;2)"}, {id: partial, name: "-4"}'
    )
    rows = _calc(exported(text), tmp_path, 2)
    if rows is None:
        pytest.skip("no spreadsheet program")
    shown = {cell for row in rows for cell in row}
    assert {"+2*3", "@SUM(1;2)", "-4"} <= shown
    again = tmp_path / "again"
    again.mkdir()
    headings = _calc(exported(text), again, 3)
    assert headings is not None and headings[0][4] == "=1+1"
