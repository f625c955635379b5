"""The date of a document comes from the document, with where it was found."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pourparler.evidence.readers import read_bytes, read_file
from pourparler.evidence.readers.dating import date_in, date_line

DATES = [
    ("12 March 2031", "2031-03-12"),
    ("12th of March, 2031", "2031-03-12"),
    ("March 12, 2031", "2031-03-12"),
    ("Sept. 3 2031", "2031-09-03"),
    ("2031-03-12T23:30:00-05:00", "2031-03-12"),
    ("20310312", "2031-03-12"),
    ("Wed, 12 Mar 2031 09:00:00 GMT", "2031-03-12"),
    ("12.03.2031", "2031-03-12"),
    ("25/03/2031", "2031-03-25"),
    ("03/25/2031", "2031-03-25"),
    ("03/04/2031", None),
    ("le 12 mars 2031", "2031-03-12"),
    ("12. März 2031", "2031-03-12"),
    ("12 de marzo de 2031", "2031-03-12"),
    ("31 February 2031", None),
    ("12 Oderhaven 2031", None),
    ("resolution 1234 of 2031", None),
]


@pytest.mark.parametrize(("words", "iso"), DATES)
def test_written_dates(words: str, iso: str | None) -> None:
    assert date_in(words) == iso


LINES = [
    pytest.param("BRUSSELS, 12 March 2031 — The two sides met.", "2031-03-12", id="dateline"),
    pytest.param("ODERHAVEN (Wire), March 12, 2031 - The two sides met.", "2031-03-12", id="dateline with agency"),
    pytest.param("Talks resume\n\nDate: 12 March 2031\n\nThey met.", "2031-03-12", id="labelled"),
    pytest.param("Published on Wednesday, 12 March 2031 at 09:15\nThey met.", "2031-03-12", id="published"),
    pytest.param("Readout\nOderhaven, Wednesday 12 March 2031\nThey met.", "2031-03-12", id="a line of its own"),
    pytest.param("\ufeff2031-03-12\nThey met.", "2031-03-12", id="only a date"),
    pytest.param("12 March 2031, 14:00 CET\nThey met.", "2031-03-12", id="with a time of day"),
    pytest.param("The two sides last met on 12 March 2031.", None, id="inside a sentence"),
    pytest.param("Readout of the meeting of 11 March 2031", None, id="the date of something else"),
    pytest.param("BRUSSELS, March 12 — The two sides met.", None, id="no year"),
    pytest.param("Treaty of 12 March 1999 may lapse, officials say", None, id="a headline"),
    pytest.param("x\n" * 20 + "12 March 2031", None, id="far down"),
]


@pytest.mark.parametrize(("text", "iso"), LINES)
def test_date_lines(text: str, iso: str | None) -> None:
    found = date_line(text)
    assert (found[0] if found else None) == iso


def test_the_basis_says_which_line() -> None:
    frozen = read_bytes("wire.txt", b"Talks resume\n\nBRUSSELS, 12 March 2031 - They met.")
    assert (frozen.date, frozen.date_basis) == ("2031-03-12", "date in line 3 of the text")


def test_a_date_in_the_name_is_the_last_resort() -> None:
    frozen = read_bytes("2031-03-12-wire.txt", b"They met.")
    assert (frozen.date, frozen.date_basis) == ("2031-03-12", "date in the file's name")
    assert read_bytes("2031-03-12-wire.txt", b"Date: 13 March 2031\nThey met.").date == "2031-03-13"


def test_the_file_time_is_never_a_date(tmp_path: Path) -> None:
    path = tmp_path / "wire.txt"
    path.write_text("They met.", encoding="utf-8")
    os.utime(path, (1_900_000_000, 1_900_000_000))
    frozen = read_file(path)
    assert (frozen.date, frozen.date_basis) == (None, None)
