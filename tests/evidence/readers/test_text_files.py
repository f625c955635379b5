"""A UTF-8 text file is frozen character for character."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pourparler.evidence.readers import read_bytes, read_file

KEPT = [
    pytest.param("Talks resume.\r\n\r\nThey met.\r\n", id="line ends of another system"),
    pytest.param("\ufeffTalks resume.", id="a byte order mark stays a character"),
    pytest.param("  Talks\u00a0resume. \n\n\n", id="spaces at both ends"),
    pytest.param("Talks \u202egnihton\u202c resume \x07\x1b[2J.", id="direction and control characters"),
    pytest.param('<script>alert("x")</script> said Rask.', id="a script is only words"),
    pytest.param("<!DOCTYPE html><html><body>said Rask.</body></html>", id="a page under the name of a text"),
    pytest.param('=HYPERLINK("http://x.test","y")\n@SUM(1)\n+cmd', id="spreadsheet formulas"),
    pytest.param("Переговоры возобновились. محادثات 会议 🕊️", id="other scripts"),
    pytest.param("e\u0301 and é are two spellings", id="nothing is normalised"),
]


@pytest.mark.parametrize("text", KEPT)
def test_every_character_is_kept(text: str, tmp_path: Path) -> None:
    path = tmp_path / "wire.txt"
    path.write_bytes(text.encode())
    frozen = read_file(path)
    assert frozen.text == text
    assert frozen.media == "text"
    assert frozen.file == "wire.txt"
    assert frozen.sha256 == frozen.original_sha256 == hashlib.sha256(text.encode()).hexdigest()


@given(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"])).filter(
        lambda text: text.strip("\ufeff \t\u3000").strip()
    )
)
def test_any_text_survives(text: str) -> None:
    assert read_bytes("wire.txt", text.encode()).text == text


HIDDEN = [
    ("plain\ttext\r\n", ()),
    ("a\u202eb", ("U+202E RIGHT-TO-LEFT OVERRIDE",)),
    ("a\u2066b\u2069", ("U+2066 LEFT-TO-RIGHT ISOLATE", "U+2069 POP DIRECTIONAL ISOLATE")),
    ("\ufeffa\u200b", ("U+200B ZERO WIDTH SPACE", "U+FEFF ZERO WIDTH NO-BREAK SPACE")),
    ("a" * 40 + "\x08", ("U+0008 CONTROL CHARACTER",)),
]


@pytest.mark.parametrize(("text", "names"), HIDDEN)
def test_hidden_characters_are_named(text: str, names: tuple[str, ...]) -> None:
    assert read_bytes("wire.txt", text.encode()).hidden == names


def test_a_title_holds_no_hidden_characters() -> None:
    frozen = read_bytes("wire.txt", "\ufeffTalks \u202eresume\n\nThe two sides met.".encode())
    assert frozen.title == "Talks resume"


@pytest.mark.shared
def test_the_real_report_is_frozen_as_it_is(shared: Path) -> None:
    report = next(iter(sorted((shared / "reports").glob("*.txt"))))
    frozen = read_file(report)
    assert frozen.sha256 == "5a416a2341d9157febbe4c20e8439ae09087d81cfdc4a6ea9546899c632d1e02"
    assert len(frozen.text) == 2776
    assert frozen.date is None
