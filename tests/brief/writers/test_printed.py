"""The printed list of sources: each paragraph once, every quotation whole, nothing that was not quoted or beside it."""

from __future__ import annotations

import re
from collections import Counter
from io import BytesIO

from docx import Document as WordFile
from hypothesis import assume, given
from hypothesis import strategies as st
from pypdf import PdfReader

from pourparler.brief.compose.references import GAP
from pourparler.brief.document import Document, Paragraph, Part, Passage, Reference, Section
from pourparler.brief.writers import write_pdf, write_word
from pourparler.brief.writers.printed import CONTEXT, printed
from pourparler.core.result import Mark, Sentence

TEXT = (
    "Rask said the pier was closed. “We shall not open it,” she told reporters, and left.\n"
    "Brill replied that the levy would stay as long as the pilots strike."
)


def reference(label: str, *words: str, source: str = "wire", number: int = 3, text: str = TEXT) -> Reference:
    """Return the reference of these words of a text, as the brief makes it."""
    spans = sorted((text.index(one), text.index(one) + len(one)) for one in words)
    return of_spans(label, spans, source=source, number=number, text=text)


def of_spans(
    label: str, spans: list[tuple[int, int]], *, source: str = "wire", number: int = 3, text: str = TEXT
) -> Reference:
    """Return a reference to these characters, in the paragraphs that hold them."""
    first, last = spans[0][0], spans[-1][1]
    begin = text.rfind("\n", 0, first) + 1
    end = text.find("\n", max(last - 1, first))
    end = len(text) if end < 0 else end
    return Reference(
        Mark("claim", label),
        label,
        f"Harbour Press, {source}",
        text[begin:first],
        GAP.join(text[start:stop] for start, stop in spans),
        text[last:end],
        passage=Passage(source, number, f"{source}.txt", text[begin:end], begin, tuple(spans), f"said in {label}"),
    )


def document(*references: Reference) -> Document:
    """Return a brief whose one paragraph uses every reference."""
    used = tuple(Sentence(f"It says {one.label}.", (one.mark,)) for one in references)
    return Document("Talks", "", "", "", "", (Part("One", (Section("one", "One", (Paragraph(used),)),)),), references)


def test_a_paragraph_is_set_once_with_all_that_is_quoted_from_it() -> None:
    told = document(
        reference("3b", "“We shall not open it,”"),
        Reference(Mark("judgement", "views.a"), "J1", "A.B., 2 March"),
        reference("3a", "that the levy would stay"),
        reference("1a", "the pier was closed", source="note", number=1),
        reference("3c", "the pier was closed"),
    )
    sources, entries = printed(told)
    assert [(one.number, one.title, len(one.paragraphs)) for one in sources] == [
        ("1", "Harbour Press, note", 1),
        ("3", "Harbour Press, wire", 2),
    ]
    assert [one.reference.label for one in entries] == ["J1"]
    first, second = sources[1].paragraphs
    assert "".join(piece.text for piece in first.pieces) == TEXT.partition("\n")[0]
    assert [(one.text, one.labels) for one in first.pieces if one.quoted] == [
        ("the pier was closed", ("3c",)),
        ("“We shall not open it,”", ("3b",)),
    ]
    assert [(note.label, note.anchor) for note in (*first.notes, *second.notes)] == [
        ("3b", "ref-1"),
        ("3c", "ref-5"),
        ("3a", "ref-3"),
    ]


def test_words_across_another_quotation_are_repeated_below_it() -> None:
    told = document(reference("3a", "Rask said the pier was closed"), reference("3b", "the pier was closed"))
    ((source,), _) = printed(told)
    (paragraph,) = source.paragraphs
    assert [piece.text for piece in paragraph.pieces if piece.quoted] == ["Rask said the pier was closed"]
    assert [(note.label, note.words) for note in paragraph.notes] == [("3a", ""), ("3b", "the pier was closed")]


def test_the_same_words_cited_twice_carry_both_labels() -> None:
    ((source,), _) = printed(document(reference("3a", "the pier"), reference("3b", "the pier")))
    assert [piece.labels for piece in source.paragraphs[0].pieces if piece.quoted] == [("3a", "3b")]


def test_what_lies_far_from_every_quotation_is_left_out_and_that_is_shown() -> None:
    far = "word " * 200
    text = f"{far}the first. {far}the second. {far}"
    ((source,), _) = printed(document(reference("3a", "the first.", "the second.", text=text)))
    pieces = source.paragraphs[0].pieces
    assert [piece.text for piece in pieces if piece.quoted] == ["the first.", "the second."]
    before, between, after = (piece.text for piece in pieces if not piece.quoted)
    assert before.startswith("[…] word") and after.endswith("word […]") and between.count(GAP) == 1
    assert all(len(part) <= 2 * CONTEXT + 20 for part in (before, between, after))
    assert len(after) >= CONTEXT


def test_words_off_the_record_stay_out() -> None:
    hidden = Passage("note", 2, "note.docx", "", 0, (), "reported")
    told = document(Reference(Mark("claim", "2a"), "2a", "Note", off_record=True, passage=hidden))
    ((source,), _) = printed(told)
    assert source.off_record and source.paragraphs[0].pieces == ()
    assert [note.label for note in source.paragraphs[0].notes] == ["2a"]


@st.composite
def quoted(draw: st.DrawFn) -> tuple[str, list[list[tuple[int, int]]]]:
    """Return a text of some paragraphs and the spans of some references into it."""
    lines = draw(
        st.lists(st.text("ab ,.“”é\u0645", min_size=1, max_size=400).filter(str.strip), min_size=1, max_size=4)
    )
    text = "\n".join(lines)
    found = []
    for _ in range(draw(st.integers(1, 8))):
        cuts = sorted(draw(st.sets(st.integers(0, len(text)), min_size=2, max_size=4)))
        spans = [(start, end) for start, end in zip(cuts[::2], cuts[1::2], strict=False) if text[start:end].strip()]
        found += [spans] if spans else []
    assume(found)
    return text, found


def flat(text: str) -> str:
    return re.sub(r"[ \n]+", " ", text)


@given(quoted())
def test_every_quotation_stands_whole_where_its_mark_leads(made: tuple[str, list[list[tuple[int, int]]]]) -> None:
    text, spans = made
    told = document(*(of_spans(f"3{chr(97 + number)}", one, text=text) for number, one in enumerate(spans)))
    ((source,), entries) = printed(told)
    assert entries == ()
    anchors = Counter(note.anchor for paragraph in source.paragraphs for note in paragraph.notes)
    assert anchors == Counter(f"ref-{number}" for number in range(1, len(spans) + 1))
    for paragraph in source.paragraphs:
        for piece in paragraph.pieces:
            for part in piece.text.split("[…]"):
                assert flat(part).strip() in flat(text)
        for note in paragraph.notes:
            one = spans[int(note.anchor.removeprefix("ref-")) - 1]
            marked = [piece.text.strip() for piece in paragraph.pieces if note.label in piece.labels]
            words = [flat(text[start:end]).strip() for start, end in one]
            assert marked == words or note.words == flat(GAP.join(text[start:end] for start, end in one)).strip()


def test_in_pdf_and_word_a_paragraph_stands_once_and_each_mark_leads_to_it() -> None:
    told = document(reference("3a", "the pier was closed"), reference("3b", "“We shall not open it,”"))
    page = "".join(one.extract_text() for one in PdfReader(BytesIO(write_pdf(told))).pages)
    assert page.count("she told reporters") == 1
    word = WordFile(BytesIO(write_word(told)))
    lines = [paragraph for paragraph in word.paragraphs if "she told reporters" in paragraph.text]
    assert len(lines) == 1 and lines[0].text.startswith("Rask said 3a\u202fthe pier was closed. 3b\u202f“We shall")
    (notes,) = [paragraph for paragraph in word.paragraphs if "said in 3a" in paragraph.text]
    assert len(notes._p.xpath("./w:bookmarkStart")) == 2
