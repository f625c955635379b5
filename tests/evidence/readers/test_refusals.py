"""What cannot be read ends in one clear error."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from pourparler.core.errors import PourparlerError
from pourparler.evidence.readers import limits, read_bytes, read_file
from pourparler.evidence.readers.recognise import media_of
from tests.evidence.readers.files import STORY, pdf_of, word_of

LATIN = "The two sides met.\nZürich said nothing.\n".encode("latin-1")

REFUSED = [
    pytest.param("wire.txt", b"", "E102", "an empty file", id="empty"),
    pytest.param("wire.txt", b" \n\t\r\n", "E102", "white space", id="white space"),
    pytest.param("wire.txt", b"\xef\xbb\xbf", "E102", "white space", id="only a mark"),
    pytest.param("wire.txt", LATIN, "E103", "byte 0xFC at offset 20 (line 2)", id="Latin-1"),
    pytest.param("wire.txt", STORY.encode("utf-16"), "E103", "UTF-16", id="UTF-16 with a mark"),
    pytest.param("wire.txt", b"The two sides met.".decode().encode("utf-16-le"), "E103", "UTF-16", id="UTF-16 without"),
    pytest.param("wire.txt", bytes(range(256)) * 4, "E104", "binary", id="bytes under the name of a text"),
    pytest.param("wire.txt", b"\x00" * 64, "E104", "binary", id="zeros"),
    pytest.param("wire.txt", b"\x89PNG\r\n\x1a\n\x00\x00", "E105", "picture", id="a picture"),
    pytest.param("wire.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 9, "E105", "old Office", id="an old Word file"),
    pytest.param("wire.rtf", b"{\\rtf1 hello}", "E105", "rich text", id="rich text"),
    pytest.param("wire.docx", b"Just text.", "E106", "plain text under the name of a Word document", id="text as Word"),
    pytest.param("wire.html", b"Just text.", "E106", "plain text under the name of a web page", id="text as a page"),
    pytest.param("page.pdf", b"<!doctype html><p>Not found</p>", "E106", "a web page under", id="an error page as PDF"),
]


@pytest.mark.parametrize(("file", "data", "code", "found"), REFUSED)
def test_one_problem_that_says_what_to_do(file: str, data: bytes, code: str, found: str, tmp_path: Path) -> None:
    path = tmp_path / file
    path.write_bytes(data)
    with pytest.raises(PourparlerError) as caught:
        read_file(path)
    (problem,) = caught.value.problems
    assert problem.code == code
    assert found in problem.found
    assert problem.todo
    assert problem.place is not None and problem.place.file == file
    assert sorted(tmp_path.iterdir()) == [path]


def test_the_line_of_a_wrong_byte_is_named() -> None:
    with pytest.raises(PourparlerError, match=r"^wire\.txt:2: "):
        read_bytes("wire.txt", LATIN)


def test_pdf_and_word_under_the_name_of_a_text() -> None:
    for data in (pdf_of(STORY), word_of([STORY])):
        with pytest.raises(PourparlerError, match="E106"):
            read_bytes("wire.txt", data)
        assert STORY in read_bytes("wire", data).text


def test_missing_files_and_folders(tmp_path: Path) -> None:
    for path in (tmp_path / "none.txt", tmp_path):
        with pytest.raises(PourparlerError, match="E101"):
            read_file(path)


def test_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "page.html"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    with pytest.raises(PourparlerError, match="E107"):
        read_file(path)
    monkeypatch.setattr(limits, "CHARACTERS", 10)
    with pytest.raises(PourparlerError, match="E107"):
        read_bytes("wire.txt", STORY.encode())


def test_too_long() -> None:
    with pytest.raises(PourparlerError, match="E108"), limits.within_time("wire.txt", seconds=0.05):
        deadline = time.monotonic() + 5
        while time.monotonic() < deadline:
            sum(range(1000))


NAMES = [
    ("wire", b"Just text.", "text"),
    ("wire.final", b"Just text.", "text"),
    ("page", b"  <!DOCTYPE HTML><title>x</title>", "html"),
    ("page", b"\xef\xbb\xbf<?xml version='1.0'?><!-- saved --><!-- here --><html lang='en'>", "html"),
    ("page", b"<!---->" * 5000 + b"no page", "text"),
    ("page.htm", b"<p>x</p>", "html"),
    ("wire.txt", b"<!doctype html><p>x</p>", "text"),
    ("notes.md", b"# x", "text"),
    ("readout", b"\n%PDF-1.4", "pdf"),
]


@pytest.mark.parametrize(("file", "data", "media"), NAMES)
def test_content_decides(file: str, data: bytes, media: str) -> None:
    assert media_of(file, data) == media
