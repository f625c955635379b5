"""The Word file: complete, styled, classified, linked, without author or time."""

from __future__ import annotations

import re
from collections import Counter
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Pt
from lxml import etree

from pourparler.brief.document import Document
from pourparler.brief.writers import write_word
from pourparler.core.errors import PourparlerError
from pourparler.core.inert import inert
from tests.brief.writers.sample import ARABIC, figure, sentences

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def body(worded: bytes) -> etree._Element:
    with ZipFile(BytesIO(worded)) as archive:
        return etree.fromstring(archive.read("word/document.xml"))


def _packed(text: str) -> str:
    return re.sub(r"[\s\u200e\u2060]", "", text)


def test_every_sentence_and_reference_stands_in_it(brief: Document, body: etree._Element) -> None:
    text = _packed("".join(body.itertext(f"{W}t")))
    for sentence in sentences(brief):
        assert _packed(inert(sentence.text)) in text
    for reference in brief.references:
        assert _packed(inert(reference.title)) in text
        if reference.quotation and not reference.off_record:
            assert _packed(inert(reference.before + reference.quotation + reference.after)) in text
    assert _packed("they could live with a longer phase") not in text


def test_headings_are_headings(brief: Document, worded: bytes) -> None:
    paragraphs = docx.Document(BytesIO(worded)).paragraphs
    by_style: dict[str, list[str]] = {}
    for paragraph in paragraphs:
        by_style.setdefault(str(paragraph.style.name if paragraph.style else ""), []).append(paragraph.text)
    assert by_style["Heading 1"] == [*(part.heading for part in brief.parts), "Sources and judgements"]
    assert by_style["Heading 2"] == [section.heading for part in brief.parts for section in part.sections]
    assert by_style["Title"] == [brief.title]


def test_classification_and_page_fields_stand_in_header_and_footer(worded: bytes) -> None:
    word = docx.Document(BytesIO(worded))
    for section in word.sections:
        assert "Restricted: delegation only" in section.header.paragraphs[0].text
        assert "Restricted: delegation only" in section.footer.paragraphs[0].text
    with ZipFile(BytesIO(worded)) as archive:
        footers = [archive.read(name).decode() for name in archive.namelist() if name.startswith("word/footer")]
    assert any(" PAGE " in footer and " NUMPAGES " in footer for footer in footers)


def test_wide_sections_are_landscape(worded: bytes) -> None:
    widths = [section.page_width > section.page_height for section in docx.Document(BytesIO(worded)).sections]  # type: ignore[operator]
    assert widths == [False, True, False]


def test_marks_link_to_bookmarks_of_the_same_file(body: etree._Element) -> None:
    names = [element.get(f"{W}name") for element in body.iter(f"{W}bookmarkStart")]
    targets = [element.get(f"{W}anchor") for element in body.iter(f"{W}hyperlink")]
    assert max(Counter(names).values()) == 1
    assert len(targets) > 100 and set(targets) <= set(names)
    assert all(re.fullmatch(r"[A-Za-z]\w{0,39}", str(name)) for name in names)


def test_nothing_points_outside(worded: bytes) -> None:
    with ZipFile(BytesIO(worded)) as archive:
        relations = [archive.read(name) for name in archive.namelist() if name.endswith(".rels")]
    assert not [relation for relation in relations if b"TargetMode" in relation]


def test_header_rows_repeat_and_tables_have_names(brief: Document, body: etree._Element) -> None:
    repeated = len(list(body.iter(f"{W}tblHeader")))
    named = [element.get(f"{W}val") for element in body.iter(f"{W}tblCaption")]
    assert repeated == len(named) == 3
    assert "Who stands where, on whose word" in named


def test_figures_have_words_for_who_cannot_see_them(body: etree._Element) -> None:
    (properties,) = [element for element in body.iter() if str(element.tag).endswith("}docPr")]
    assert properties.get("descr") == figure().alt


def test_arabic_runs_from_right_to_left(body: etree._Element) -> None:
    runs = [run for run in body.iter(f"{W}r") if "".join(run.itertext(f"{W}t")) == ARABIC]
    assert runs and all(run.find(f"{W}rPr/{W}rtl") is not None for run in runs)
    assert any(run.getparent().find(f"{W}pPr/{W}bidi") is not None for run in runs)


def test_no_author_no_time_no_preview(worded: bytes) -> None:
    with ZipFile(BytesIO(worded)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml").decode()
        assert not [name for name in archive.namelist() if "thumbnail" in name]
        assert b"thumbnail" not in archive.read("_rels/.rels")
    assert not re.search("creator|lastModifiedBy|created|modified|revision|python-docx", core)
    assert "Talks on the Varania settlement" in core


@pytest.mark.parametrize("part", ["pPr", "rPr", "tblPr"])
def test_children_follow_the_order_of_the_standard(part: str, worded: bytes) -> None:
    """ISO/IEC 29500-1, annex A: Word calls a file damaged whose properties are out of order."""
    from pourparler.brief.writers.word_elements import _ORDER

    with ZipFile(BytesIO(worded)) as archive:
        roots = [etree.fromstring(archive.read(f"word/{name}.xml")) for name in ("document", "styles")]
    for properties in (found for root in roots for found in root.iter(qn(f"w:{part}"))):
        places = [_ORDER[part].index(str(child.tag).rpartition("}")[2]) for child in properties]
        assert places == sorted(places)
        assert len(places) == len(set(places))


def test_the_styles_of_a_team_template_win(brief: Document) -> None:
    template = docx.Document()
    template.styles["Heading 1"].font.size = Pt(31)
    template.add_paragraph("old text of the template")
    template.core_properties.author = "A. Nother"
    stored = BytesIO()
    template.save(stored)
    written = write_word(brief, stored.getvalue())
    word = docx.Document(BytesIO(written))
    assert word.styles["Heading 1"].font.size == Pt(31)
    assert "Brief Mark" in [style.name for style in word.styles]
    assert not [paragraph for paragraph in word.paragraphs if "old text" in paragraph.text]
    assert b"Nother" not in ZipFile(BytesIO(written)).read("docProps/core.xml")


def test_a_template_that_is_no_word_file_is_refused(brief: Document) -> None:
    with pytest.raises(PourparlerError) as raised:
        write_word(brief, b"not a Word file")
    assert raised.value.problems[0].code == "B121"
