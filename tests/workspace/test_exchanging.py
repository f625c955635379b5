"""Import and export on a real folder: nothing leaves by accident, nothing is half written."""

from __future__ import annotations

import datetime
import zipfile
from pathlib import Path

import openpyxl
import pytest

from pourparler.case.exchange.judged import Basis
from pourparler.case.exchange.recognise import Format
from pourparler.case.exchange.simplified import Take
from pourparler.case.load import load_case
from pourparler.core.errors import PourparlerError
from pourparler.workspace.base import loaded_case
from pourparler.workspace.exchanging import export_case, import_case, reader_asked
from pourparler.workspace.folder import Folder
from pourparler.workspace.starting import start
from tests.case.exchange.samples import GENIUS_DOMAIN, GENIUS_PORT, NEGMAS_DOMAIN, NEGMAS_PORT

CASE = """\
id: quay
as_of: 2031-03-05
parties:
  - {id: port, visibility: public, no_deal: {value: 41, by: AB, visibility: own}}
  - {id: line, visibility: public}
issues:
  - id: rent
    visibility: public
    options: [{id: low, visibility: public}, {id: high, visibility: {shared: line}}]
views:
  - party: port
    issue: rent
    visibility: {shared: line}
    judged: {by: AB, dated: 2031-03-01, why: our own sums, visibility: own}
    values: {low: {value: 17, visibility: {shared: line}}, high: 100}
    weight: {value: 3, visibility: {shared: line}}
"""


@pytest.fixture
def talks(tmp_path: Path) -> Folder:
    """Return a workspace with a case of two parties, most of it in confidence."""
    folder = start(tmp_path / "talks")
    folder.case.write_text(CASE)
    return folder


def code_of(caught: pytest.ExceptionInfo[PourparlerError]) -> str:
    """Return the code of the one problem."""
    (problem,) = caught.value.problems
    return problem.code


def test_nothing_leaves_without_a_word_of_who_is_to_see_it(talks: Folder) -> None:
    ours = loaded_case(talks)
    for receiver, level, code in (
        (None, None, "W190"),
        ("line", "own", "W170"),
        (None, "secret", "W170"),
        ("ostmark", None, "W171"),
    ):
        with pytest.raises(PourparlerError) as caught:
            reader_asked(talks, ours, receiver, level)
        assert code_of(caught) == code
    asked = [(None, "own"), (None, "public"), ("line", None)]
    assert [reader_asked(talks, ours, *one) for one in asked] == [None, "public", "line"]


@pytest.mark.parametrize("form", [Format.GENIUS, Format.GENIUSWEB, Format.NEGMAS])
def test_no_number_of_ours_is_in_a_copy_for_others(talks: Folder, form: Format, tmp_path: Path) -> None:
    for reader in ("public", "shared", "line"):
        done = export_case(talks, form, tmp_path / f"{form}-{reader}", reader=reader, take=Take.MEAN)
        written = "".join(Path(path).read_text() for path in done.files)
        assert done.parties == () and "0.17" not in written and "0.41" not in written
        assert ("high" in written) == (reader == "line")
        assert str(talks.root) not in written
    done = export_case(talks, form, tmp_path / f"{form}-own", reader=None)
    assert done.parties == ("port",) and any("0.17" in Path(path).read_text() for path in done.files)


def test_an_export_is_the_same_bytes_and_never_overwrites(talks: Folder, tmp_path: Path) -> None:
    first = export_case(talks, Format.NEGMAS, tmp_path / "a.zip", reader=None)
    second = export_case(talks, Format.NEGMAS, tmp_path / "b.zip", reader=None)
    assert Path(first.files[0]).read_bytes() == Path(second.files[0]).read_bytes()
    for out, code in ((tmp_path / "a.zip", "W172"), (talks.root / "copy", "W173")):
        with pytest.raises(PourparlerError) as caught:
            export_case(talks, Format.NEGMAS, out, reader=None)
        assert code_of(caught) == code


def scenario(folder: Path) -> Path:
    """Write a GENIUS scenario and return its folder."""
    folder.mkdir()
    (folder / "domain.xml").write_bytes(GENIUS_DOMAIN)
    (folder / "port.xml").write_bytes(GENIUS_PORT)
    (folder / "notes.txt").write_text("a remark")
    (folder / ".hidden.xml").write_text("<x>")
    return folder


def test_a_scenario_makes_a_new_workspace_unsigned(tmp_path: Path) -> None:
    done = import_case(tmp_path / "quay", [scenario(tmp_path / "files")])
    assert (done.form, done.new, done.parties, done.issues, done.applied) == ("genius", True, 1, 2, True)
    assert "not read: notes.txt" in done.notes and any("discount" in note for note in done.notes)
    case = load_case(tmp_path / "quay" / "case.yaml").case
    assert case.title == "Quay lease" and case.parties[0].no_deal is not None
    view = case.view("port", "rent")
    assert view is not None
    value = view.values["low-rent"]
    assert (value.value.low, value.by, value.why) == (25, None, "taken from port.xml (GENIUS)") and not value.signed


def test_somebody_may_sign(tmp_path: Path) -> None:
    basis = Basis("AB", datetime.date(2031, 3, 5))
    import_case(tmp_path / "quay", [scenario(tmp_path / "files")], basis=basis)
    view = load_case(tmp_path / "quay" / "case.yaml").case.view("port", "rent")
    assert view is not None and view.values["low-rent"].signed


def test_a_preview_writes_nothing(tmp_path: Path, talks: Folder) -> None:
    files = scenario(tmp_path / "files")
    assert import_case(tmp_path / "quay", [files], preview=True).diff.count("\n+") > 10
    assert not (tmp_path / "quay").exists()
    done = import_case(talks.root, [files], basis=Basis("AB"), preview=True)
    assert "+  - id: years" in done.diff and not done.applied and talks.case.read_text() == CASE


def test_a_case_that_is_there_wants_a_name_and_a_day(tmp_path: Path, talks: Folder) -> None:
    files = scenario(tmp_path / "files")
    with pytest.raises(PourparlerError) as caught:
        import_case(talks.root, [files])
    assert code_of(caught) == "W161"
    talks.case.write_text(CASE.replace("as_of: 2031-03-05\n", ""))
    with pytest.raises(PourparlerError) as caught:
        import_case(talks.root, [files], basis=Basis("AB"))
    assert code_of(caught) == "W192"


def test_a_packed_scenario_is_read_and_a_bomb_is_not(tmp_path: Path) -> None:
    packed = tmp_path / "quay.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("quay/domain.yml", NEGMAS_DOMAIN)
        archive.writestr("quay/port.yml", NEGMAS_PORT)
    assert import_case(tmp_path / "quay", [packed]).form == "negmas"
    bomb = tmp_path / "bomb.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("domain.yml", NEGMAS_DOMAIN + b"#" * 30_000_000)
    with pytest.raises(PourparlerError) as caught:
        import_case(tmp_path / "boom", [bomb])
    assert code_of(caught) == "C162" and not (tmp_path / "boom").exists()


def test_what_is_wrong_leaves_the_case_as_it_was(tmp_path: Path, talks: Folder) -> None:
    files = scenario(tmp_path / "files")
    (files / "port.xml").write_bytes(GENIUS_PORT.replace(b'"20"', b'"inf"', 1))
    with pytest.raises(PourparlerError) as caught:
        import_case(talks.root, [files], basis=Basis("AB"))
    assert code_of(caught) == "C165" and talks.case.read_text() == CASE


def type_into(path: Path, sheet: str, cell: str, value: object) -> None:
    """Type a value into a workbook, as a person would."""
    held = openpyxl.load_workbook(path)
    held[sheet][cell] = value
    held.save(path)


def test_a_workbook_goes_out_and_one_cell_comes_back(talks: Folder, tmp_path: Path) -> None:
    out = tmp_path / "terms.xlsx"
    done = export_case(talks, Format.WORKBOOK, out, reader=None)
    assert done.parties == ("port",) and done.files == (str(out),) and done.left_out
    assert import_case(talks.root, [out]).diff == ""
    type_into(out, "Values", "E3", "15..20")
    shown = import_case(talks.root, [out], basis=Basis("CD"), preview=True)
    assert not shown.applied and talks.case.read_text() == CASE
    assert shown.cells == ("Values!E3: views.port.rent.values.low: 17 -> 15..20",)
    assert import_case(talks.root, [out], basis=Basis("CD")).diff == shown.diff
    old, new = (
        "low: {value: 17,",
        'low: {value: 15..20, by: CD, dated: 2031-03-05, why: "workbook terms.xlsx, Values!E3",',
    )
    assert talks.case.read_text() == CASE.replace(old, new)


def test_a_workbook_for_others_holds_nothing_of_ours(talks: Folder, tmp_path: Path) -> None:
    for reader, seen in (("public", False), ("line", True)):
        out = tmp_path / f"{reader}.xlsx"
        export_case(talks, Format.WORKBOOK, out, reader=reader)
        with zipfile.ZipFile(out) as archive:
            text = b"".join(archive.read(name) for name in archive.namelist() if "worksheets" in name)
        assert b"<v>41</v>" not in text and b"own sums" not in text and b"AB" not in text
        assert (b"<v>17</v>" in text) == seen and (b">high<" in text) == seen


def test_a_workbook_wants_a_name_a_case_and_its_ending(talks: Folder, tmp_path: Path) -> None:
    out = tmp_path / "terms.xlsx"
    export_case(talks, Format.WORKBOOK, out, reader=None)
    type_into(out, "Values", "E3", 18)
    with pytest.raises(PourparlerError) as caught:
        import_case(talks.root, [out])
    assert code_of(caught) == "W161" and talks.case.read_text() == CASE
    empty = start(tmp_path / "empty")
    with pytest.raises(PourparlerError) as caught:
        import_case(empty.root, [out], basis=Basis("CD"))
    assert code_of(caught) == "W191"
    with pytest.raises(PourparlerError) as caught:
        export_case(talks, Format.WORKBOOK, tmp_path / "terms", reader=None)
    assert code_of(caught) == "W174"
