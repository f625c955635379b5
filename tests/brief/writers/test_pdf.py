"""The PDF: complete, tagged, classified on every page, without dates, whatever the text is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PageObject, PdfReader

from pourparler.brief.document import (
    Bullets,
    Chart,
    Document,
    Grid,
    GridCell,
    Paragraph,
    Part,
    Passage,
    Reference,
    Section,
)
from pourparler.brief.writers import write_pdf
from pourparler.core.inert import direction, inert
from pourparler.core.result import Mark, Sentence
from tests.brief.writers.sample import ARABIC, CYRILLIC, HEBREW, HOSTILE, figure, sentences


@pytest.fixture(scope="module")
def reader(printed: bytes) -> PdfReader:
    return PdfReader(BytesIO(printed))


def _packed(text: str) -> str:
    return re.sub(r"[\s\u200b-\u200f\u2060]", "", text)


def _text(reader: PdfReader) -> str:
    return _packed("".join(page.extract_text() for page in reader.pages))


def _words(page: PageObject) -> list[tuple[str, float]]:
    """Return the words of a page, each with its height."""
    found: list[tuple[str, float]] = []

    def see(text: str, place: Sequence[float], *_: object) -> None:
        found.extend((word, place[5]) for word in text.split())

    page.extract_text(visitor_text=see)
    return found


def test_every_sentence_stands_in_it(brief: Document, reader: PdfReader) -> None:
    text = _text(reader)
    for sentence in sentences(brief):
        if ARABIC in sentence.text or "\u0301" in sentence.text:
            continue  # the reader gives words of other directions and stacked accents in the order they are painted
        assert _packed(inert(sentence.text)) in text
    assert _packed(CYRILLIC) in text


@pytest.mark.parametrize("quotation", [ARABIC, HEBREW])
def test_words_from_right_to_left_are_in_the_text(quotation: str, reader: PdfReader) -> None:
    text = _text(reader)
    plain = re.findall(r"[\u05d0-\u05ea\u0621-\u063a\u0641-\u064a]{3,}", quotation)
    assert direction(quotation) == "rtl"
    assert sum(word in text or word[::-1] in text for word in plain) >= 0.7 * len(plain)


def test_the_classification_stands_twice_on_every_page_and_pages_are_counted(reader: PdfReader) -> None:
    for number, page in enumerate(reader.pages, start=1):
        text = page.extract_text()
        assert text.count("RESTRICTED: DELEGATION ONLY") == 2
        assert f"page {number} of {len(reader.pages)}" in text


def test_wide_sections_lie_on_landscape_pages_of_a4(reader: PdfReader) -> None:
    sizes = {(round(float(page.mediabox.width)), round(float(page.mediabox.height))) for page in reader.pages}
    assert sizes == {(595, 842), (842, 595)}


def test_it_is_tagged_titled_and_undated(printed: bytes, reader: PdfReader) -> None:
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]  # type: ignore[index]
    assert root["/Lang"] == "en"  # type: ignore[index]
    assert b"pdfuaid" in printed
    assert reader.metadata is not None and reader.metadata.title == "Talks on the Varania settlement"
    assert reader.metadata.creation_date is None and reader.metadata.author is None


def test_marks_are_links_to_the_references(brief: Document, reader: PdfReader) -> None:
    links = [
        annotation.get_object()
        for page in reader.pages
        for annotation in page.get("/Annots", [])
        if annotation.get_object()["/Subtype"] == "/Link"
    ]
    assert len(links) > 100
    assert not [link for link in links if "/URI" in link.get("/A", {})]


@pytest.mark.parametrize("quoted", [True, False], ids=["from a source", "without a passage"])
def test_each_link_leads_to_the_very_place_of_its_reference(quoted: bool) -> None:
    """Several pages of references, each with a word of its own: page and height of a link are those of its word."""
    count = 120
    marks = [Mark("claim" if quoted else "judgement", f"m{number}") for number in range(count)]
    references = tuple(
        Reference(
            mark,
            f"L{number}",
            "Wire",
            detail="" if quoted else f"Qx{number}x",
            passage=Passage("wire", 1, "wire.txt", "A line of text. " * 12, 1000 * number, (), f"Qx{number}x")
            if quoted
            else None,
        )
        for number, mark in enumerate(marks)
    )
    told = Paragraph(tuple(Sentence(f"Sentence {number}.", (mark,)) for number, mark in enumerate(marks)))
    document = Document("T", "", "", "", "", (Part("P", (Section("s", "S", (told,)),)),), references)
    reader = PdfReader(BytesIO(write_pdf(document)))
    words = {page.indirect_reference.idnum: _words(page) for page in reader.pages if page.indirect_reference}
    links = [note.get_object()["/Dest"].get_object() for page in reader.pages for note in page.get("/Annots", [])]
    assert len(links) == count
    for number, (page, _, _, top, *_) in enumerate(links):
        assert any(word == f"Qx{number}x" and abs(height - float(top)) < 45 for word, height in words[page.idnum])


def test_headings_are_bookmarks(brief: Document, reader: PdfReader) -> None:
    titles = str(reader.outline)
    assert all(section.heading in titles for part in brief.parts for section in part.sections)


def test_off_the_record_words_are_never_quoted(reader: PdfReader) -> None:
    assert _packed("they could live with a longer phase") not in _text(reader)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_any_text_can_stand_anywhere(hostile: str) -> None:
    """Nothing a source says is read as markup, and nothing stops the typesetter."""
    said = Sentence(hostile)
    section = Section(
        hostile, hostile, (Paragraph((said,)), Grid(hostile, (hostile,), ((GridCell((said,), hostile),),)))
    )
    document = Document(
        hostile,
        hostile,
        hostile,
        hostile,
        hostile,
        (Part(hostile, (section,)), Part(hostile, (section,))),
        language=hostile,
    )
    assert len(PdfReader(BytesIO(write_pdf(document))).pages) >= 2


def test_characters_without_a_typeface_are_boxes_and_are_announced(brief: Document) -> None:
    foreign = Reference(brief.references[0].mark, "9", "北京日报", "前文", "我们愿意谈", "后文")
    chart = Section("c", "C", (Chart(replace(figure(), title="北"), Sentence("京")),))
    document = replace(brief, parts=(Part("One", (chart,)),), references=(foreign,))
    text = _text(PdfReader(BytesIO(write_pdf(document))))
    assert re.search(r"CJK\(\d+\)", text)
    assert "▯▯▯▯▯" in text


def test_an_empty_document_is_a_page() -> None:
    reader = PdfReader(BytesIO(write_pdf(Document("T", "", "", "", "", (Part("One", ()), Part("Two", ()))))))
    assert "nothing on file" in reader.pages[0].extract_text()


def test_a_ragged_table_is_set_whole() -> None:
    cell = GridCell((Sentence("here"),))
    grid = Grid("G", ("A",), ((cell, cell, cell), (cell,), ()), widths=(1, 2))
    text = _text(
        PdfReader(BytesIO(write_pdf(Document("T", "", "", "", "", (Part("P", (Section("s", "S", (grid,)),)),)))))
    )
    assert text.count("here") == 4


@pytest.mark.parametrize("before", range(32, 56, 3))
def test_the_note_of_a_table_never_stands_on_a_page_without_a_row(before: int) -> None:
    lines = Bullets(tuple(Sentence(f"Line {number}.") for number in range(before)))
    rows = tuple((GridCell(sentences=(Sentence(f"Row{number}"),)),) for number in range(before % 3 + 1))
    grid = Grid("", ("One",), rows, note=Sentence("Noted. " * 30))
    document = Document("T", "", "", "", "", (Part("P", ()), Part("Q", (Section("s", "S", (lines, grid)),))))
    pages = [page.extract_text() for page in PdfReader(BytesIO(write_pdf(document))).pages]
    assert all("Row" in page for page in pages if "Noted" in page) and any("Noted" in page for page in pages)


@pytest.mark.parametrize(("bullets", "pages"), [(24, 1), (31, 1), (60, 2)])
def test_what_is_a_little_too_long_for_page_one_is_set_smaller(bullets: int, pages: int) -> None:
    items = tuple(Sentence(f"Point {number} of what we want from these talks.") for number in range(bullets))
    document = Document(
        "T", "For us", "Restricted", "2 March", "", (Part("Brief", (Section("a", "Aims", (Bullets(items),)),)),)
    )
    assert len(PdfReader(BytesIO(write_pdf(document))).pages) == pages
