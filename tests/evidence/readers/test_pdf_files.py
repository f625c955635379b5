"""PDF files with text, and those without."""

from __future__ import annotations

import pytest

from pourparler.core.errors import PourparlerError
from pourparler.evidence.readers import read_bytes
from pourparler.evidence.readers.pdf_lines import Line, paragraphs
from tests.evidence.readers.files import STORY, blank_pdf, pdf_of

LONG = f"{STORY} The applicant said that it would not accept terms that were agreed without it, and asked the alliance "
LONG += "to say before the summit which guarantees it was ready to give, for how long, and at whose cost."


def test_paragraphs_come_back_word_for_word() -> None:
    frozen = read_bytes("readout.pdf", pdf_of(f"= Readout\nOderhaven, 12 March 2031\n\n{LONG}\n\n{LONG}\n\n- One item"))
    lines = frozen.text.split("\n")
    assert lines == ["Readout", "Oderhaven, 12 March 2031", LONG, LONG, "• One item"]
    assert (frozen.media, frozen.title) == ("pdf", "Readout")
    assert (frozen.date, frozen.date_basis) == ("2031-03-12", "date in line 2 of the text")


def test_a_paragraph_runs_over_the_page_and_the_page_number_goes() -> None:
    markup = f'#set page(height: 60mm, numbering: "1")\n{LONG} {LONG} {LONG}'
    frozen = read_bytes("readout.pdf", pdf_of(markup))
    assert frozen.text == f"{LONG} {LONG} {LONG}"


def test_the_properties_of_the_file_are_used_when_the_text_is_undated() -> None:
    frozen = read_bytes("readout.pdf", pdf_of(f'#set document(title: "Joint readout")\n{STORY}'))
    assert (frozen.title, frozen.date) == ("Joint readout", None)


HYPHENS = [
    ("The alliance is well-", "prepared for the talks.", "The alliance is well-prepared for the talks."),
    ("The nego\u00ad", "tiators.", "The negotiators."),
    ("Two chief nego-", "tiators met negotiators", "Two chief negotiators met negotiators"),
]


@pytest.mark.parametrize(("above", "below", "joined"), HYPHENS)
def test_words_broken_at_the_end_of_a_line(above: str, below: str, joined: str) -> None:
    assert paragraphs([[Line(above, 700, 11), Line(below, 686, 11)]]) == joined


REFUSED = [
    pytest.param(blank_pdf, "E111", id="a scan without text"),
    pytest.param(lambda: blank_pdf(password="x"), "E110", id="a password"),
    pytest.param(lambda: blank_pdf(pages=600), "E107", id="too many pages"),
    pytest.param(lambda: b"%PDF-1.7\n" + b"rubbish " * 50, "E109", id="damaged"),
    pytest.param(lambda: pdf_of(STORY)[:900], "E109", id="cut off"),
]


@pytest.mark.parametrize(("made", "code"), REFUSED)
def test_one_clear_error(made: object, code: str) -> None:
    assert callable(made)
    with pytest.raises(PourparlerError) as caught:
        read_bytes("readout.pdf", made())
    assert [problem.code for problem in caught.value.problems] == [code]
    assert all(problem.found and problem.todo for problem in caught.value.problems)
