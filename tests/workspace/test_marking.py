"""What people say of their sources is text that merges: one change touches one line."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from pourparler.core.errors import PourparlerError
from pourparler.workspace.marking import load_marks, save_mark

TYPED = """\
# ours
wire.txt: {visibility: public}   # from the agency

"note 2.docx":
  visibility: {shared: [norland]}
  # told over lunch
  off_record: true
"""


def test_a_mark_changes_its_own_line_only(tmp_path: Path) -> None:
    path = tmp_path / "sources.yaml"
    path.write_text(TYPED)
    save_mark(path, "note 2.docx", retracted=True)
    assert path.read_text() == TYPED + "  retracted: true\n"
    save_mark(path, "note 2.docx", retracted=None)
    assert path.read_text() == TYPED


def test_marks_are_read_back(tmp_path: Path) -> None:
    path = tmp_path / "sources.yaml"
    save_mark(path, "wire.txt", visibility="public", date=datetime.date(2031, 3, 2), publisher='Agency: "North"')
    save_mark(path, "b.txt", visibility={"shared": ["norland", "ostria"]})
    marks = load_marks(path)
    assert (marks["wire.txt"].publisher, marks["wire.txt"].date) == ('Agency: "North"', datetime.date(2031, 3, 2))
    assert marks["b.txt"].visibility.receivers == ("norland", "ostria")


def test_one_line_entries_are_opened_before_they_grow(tmp_path: Path) -> None:
    path = tmp_path / "sources.yaml"
    path.write_text("wire.txt: {visibility: public}\n")
    save_mark(path, "wire.txt", off_record=True)
    assert path.read_text() == "wire.txt:\n  visibility: public\n  off_record: true\n"


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("wire.txt: {visibility: secret}\n", "sources.yaml:1:12"),
        ("a.txt: {}\nwire.txt:\n  publishr: X\n", "sources.yaml:3:3"),
        ("wire.txt: {date: someday}\n", "sources.yaml:1:12"),
        ("wire.txt: public\n", "sources.yaml:1:11"),
    ],
)
def test_each_mistake_has_its_place(tmp_path: Path, typed: str, place: str) -> None:
    path = tmp_path / "sources.yaml"
    path.write_text(typed)
    with pytest.raises(PourparlerError) as caught:
        load_marks(path)
    assert [(str(one.place), one.code) for one in caught.value.problems] == [(place, "W120")]


def test_no_file_and_only_remarks_mean_no_marks(tmp_path: Path) -> None:
    path = tmp_path / "sources.yaml"
    assert load_marks(path) == {}
    path.write_text("# nothing yet\n")
    assert load_marks(path) == {}
