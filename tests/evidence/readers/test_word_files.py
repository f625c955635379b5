"""Word documents: paragraphs and tables in order."""

from __future__ import annotations

import datetime
import io

import docx
import pytest
from docx.oxml import parse_xml

from pourparler.core.errors import PourparlerError
from pourparler.evidence.readers import read_bytes
from tests.evidence.readers.files import STORY, packed, word_of

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def test_paragraphs_and_tables() -> None:
    frozen = read_bytes(
        "note.docx", word_of(["Team note", STORY], [["Party", "Position"], ["A", "=cmd|' /C calc'!A0"]])
    )
    assert frozen.text == f"Team note\n{STORY}\nParty\tPosition\nA\t=cmd|' /C calc'!A0"
    assert (frozen.media, frozen.title, frozen.date) == ("word", "Team note", None)


def test_a_date_line_comes_before_the_properties() -> None:
    modified = datetime.datetime(2031, 3, 14, tzinfo=datetime.UTC)
    undated = read_bytes("note.docx", word_of([STORY], modified=modified, title="Note"))
    assert (undated.date, undated.date_basis) == ("2031-03-14", "properties of the document (modified)")
    assert undated.title == "Note"
    dated = read_bytes("note.docx", word_of(["Date: 12 March 2031", STORY], modified=modified))
    assert dated.date == "2031-03-12"


def test_tracked_changes_links_and_content_controls() -> None:
    document = docx.Document()
    body = document.element.body
    body.insert(0, parse_xml(
        f'<w:p {W}><w:r><w:t xml:space="preserve">We </w:t></w:r>'
        f'<w:ins w:id="1" w:author="x"><w:r><w:t>will</w:t></w:r></w:ins>'
        f'<w:del w:id="2" w:author="x"><w:r><w:delText>may</w:delText></w:r></w:del><w:r><w:tab/><w:t>meet</w:t></w:r>'
        f'<w:hyperlink><w:r><w:t>.</w:t></w:r></w:hyperlink></w:p>'
    ))  # fmt: skip
    body.insert(
        1, parse_xml(f"<w:sdt {W}><w:sdtContent><w:p><w:r><w:t>In a box</w:t></w:r></w:p></w:sdtContent></w:sdt>")
    )
    made = io.BytesIO()
    document.save(made)
    assert read_bytes("note.docx", made.getvalue()).text == "We will\tmeet.\nIn a box"


def test_a_nested_table_is_read_once() -> None:
    document = docx.Document()
    outer = document.add_table(1, 2)
    outer.cell(0, 0).text = "left"
    outer.cell(0, 1).add_table(1, 1).cell(0, 0).text = "inner"
    made = io.BytesIO()
    document.save(made)
    assert read_bytes("note.docx", made.getvalue()).text == "left\tinner"


BOMB = b"<w:document/>" + b" " * 50_000_000

REFUSED = [
    pytest.param(lambda: word_of([""]), "E111", id="no text"),
    pytest.param(lambda: word_of([STORY])[:-200], "E109", id="cut off"),
    pytest.param(lambda: packed({"word/document.xml": b"<w:document"}), "E109", id="not a document"),
    pytest.param(lambda: packed({"word/document.xml": BOMB}), "E107", id="a zip bomb"),
    pytest.param(lambda: packed({"xl/workbook.xml": b"<x/>"}), "E105", id="a spreadsheet"),
    pytest.param(lambda: packed({"a.txt": b"x"}), "E106", id="a zip of other files"),
]


@pytest.mark.parametrize(("made", "code"), REFUSED)
def test_one_clear_error(made: object, code: str) -> None:
    assert callable(made)
    with pytest.raises(PourparlerError) as caught:
        read_bytes("note.docx", made())
    assert [problem.code for problem in caught.value.problems] == [code]
