"""The card: one page, its points in the order of the rule, each with its mark, and the brief's own numbers."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pourparler.analysis.positions import positions
from pourparler.brief.compose import compose
from pourparler.brief.compose.card import LINES, MARKS, POINTS, card
from pourparler.brief.compose.references import sentences_of
from pourparler.brief.document import Document, Empty, Facts, Section
from pourparler.brief.writers import write_html, write_pdf, write_word
from pourparler.brief.writers.marks import Labels
from pourparler.case.load import load_text
from pourparler.case.model import Case
from pourparler.evidence.record import Evidence
from tests.analysis.test_positions import world

HEAD = """
title: Membership talks
prepared_for: norland
classification: Restricted
judged: {by: AB, dated: 2031-03-11, why: desk view}
parties: [{id: norland, name: Norland}, {id: varania, name: Varania}]
issues:
  - {id: membership, name: Membership}
  - {id: format, name: Format}
  - {id: money, name: Money}
preparation:
  purpose: Keep the door open
  topics:
"""
TOPICS = """
    - {issue: money, likelihood: defensive, aim: a ceiling, response: the budget is fixed, fallback: a review in June, avoid: sums}
    - {issue: format, likelihood: may be raised, aim: a small room, arguments: [it worked before, it is cheap]}
    - {issue: membership, likelihood: certain, aim: an invitation, arguments: [the door is open, nobody waits], avoid: [dates, numbers], response: unused}
"""  # noqa: E501


def made(text: str) -> tuple[Document, Document]:
    """Return the card of a case and the brief it goes with."""
    return _made(load_text(text, "case.yaml").case, world())


def _made(case: Case, evidence: Evidence) -> tuple[Document, Document]:
    results = {"positions": positions(case, evidence)}
    brief = compose(case, evidence, results)
    return card(case, evidence, results, brief), brief


def sections(document: Document) -> dict[str, Section]:
    """Return the sections of the card by id."""
    return {section.id: section for section in document.parts[0].sections}


def points(document: Document, section: str) -> list[tuple[str, str]]:
    """Return the points of a section as topic and words, as they are set."""
    (facts,) = [block for block in sections(document)[section].blocks if isinstance(block, Facts)]
    return [(topic, sentence.text) for topic, said in facts.rows for sentence in said]


def pages(document: Document) -> list[str]:
    """Return the text of each printed page."""
    from pypdf import PdfReader

    return [page.extract_text() for page in PdfReader(BytesIO(write_pdf(document))).pages]


def test_points_stand_where_the_rule_puts_them() -> None:
    found, _ = made(HEAD + TOPICS)
    assert list(sections(found)) == ["raise", "avoid", "if-raised"]
    assert points(found, "raise") == [
        ("Membership", "Seek: an invitation"),
        ("Membership", "Argue: the door is open"),
        ("Membership", "Argue: nobody waits"),
        ("Format", "Seek: a small room"),
        ("Format", "Argue: it worked before"),
        ("Format", "Argue: it is cheap"),
    ]
    assert points(found, "avoid") == [
        ("Membership", "Avoid: dates"),
        ("Membership", "Avoid: numbers"),
        ("Money", "Avoid: sums"),
    ]
    assert points(found, "if-raised") == [
        ("Money", "Answer: the budget is fixed"),
        ("Money", "Fall back on: a review in June"),
    ]


def test_what_has_no_room_is_counted_and_aims_come_before_arguments() -> None:
    more = [f"reason {letter}" for letter in "abcdefgh"]
    topics = f"""
    - {{issue: membership, likelihood: certain, aim: an invitation, arguments: [{", ".join(more)}]}}
    - {{issue: format, likelihood: certain, aim: a small room, arguments: first}}
    - {{issue: money, likelihood: may be raised, aim: a ceiling, arguments: cheap}}
"""
    found, _ = made(HEAD + topics)
    told = [text for _, text in points(found, "raise")]
    assert len(told) == POINTS
    assert set(told) == {"Seek: an invitation", "Seek: a small room", "Seek: a ceiling"} | {
        "Argue: reason a", "Argue: first", "Argue: cheap"
    }  # fmt: skip
    words = [sentence.text for sentence in sentences_of(found.parts[0])]
    assert "7 more in the brief." in words


def test_each_point_keeps_its_mark_and_the_label_it_has_in_the_brief() -> None:
    found, brief = made(HEAD + TOPICS)
    said = [s for s in sentences_of(found.parts[0]) if not s.text.endswith("in the brief.")]
    assert len(said) == 11 and all(sentence.marks for sentence in said)
    here, there = Labels(found), Labels(brief)
    for sentence in said:
        assert [label.text for label in here.of_sentence(sentence)] == [one.text for one in there.of_sentence(sentence)]
        assert not [label for label in here.of_sentence(sentence) if label.anchor]
    assert {one.label for one in found.elsewhere} <= {one.label for one in brief.references}


def test_a_point_that_is_too_long_is_cut_at_a_word_and_says_so() -> None:
    found, _ = made(HEAD + f"    - {{issue: membership, likelihood: certain, aim: {'an open door ' * 60}}}")
    ((_, text),) = points(found, "raise")
    assert re.search(r"(an|open|door) … \(more in the brief\)$", text) and len(text) < 200


def test_with_no_preparation_nothing_is_on_file_and_it_asks() -> None:
    found, _ = _made(Case(), world())
    for id_ in ("raise", "avoid", "if-raised"):
        (block,) = sections(found)[id_].blocks
        assert isinstance(block, Empty) and block.question is not None and block.question.text.endswith("?")
    assert sections(found)["ask"].blocks
    (page,) = pages(found)
    assert page.count("nothing on file") == 3
    told = " ".join(sentence.text for sentence in sentences_of(found.parts[0])).lower()
    assert " our " not in f" {told} " and " we " not in f" {told} "


LONG = {
    "words": "a careful sentence that goes on for longer than anybody would say it aloud ",
    "capitals": "NOBODY LEAVES THE ROOM BEFORE THE TEXT IS READ ",
    "wide": "渡船乗組員組合は契約に休息時間を求める ",
    "right to left": "لا أرقام قبل النص ",
    "one word": "x" * 80,
}


@pytest.mark.parametrize("words", LONG.values(), ids=LONG)
def test_it_is_one_page_in_print_however_much_there_is(words: str) -> None:
    names = "\n".join(f'  - {{id: i{n}, name: "{(words * 3)[:70]} {n}"}}' for n in range(9))
    topics = "\n".join(
        f'    - {{issue: i{n}, likelihood: {("certain", "defensive")[n % 2]}, aim: "{words * 5}", '
        f'arguments: ["{words * 2}", "{words}"], avoid: ["{words * 4}", "{words}"], '
        f'response: "{words * 6}", fallback: "{words}"}}'
        for n in range(9)
    )
    text = HEAD.replace("Membership talks", f'"{words * 4}"').replace("issues:", f"issues:\n{names}") + topics
    found, _ = made(text)
    (page,) = pages(found)
    assert "RESTRICTED" in page
    assert page.count("more in the brief") >= 3


@given(st.lists(st.integers(1, 400), min_size=1, max_size=12))
@settings(max_examples=60)
def test_no_list_is_longer_than_points_or_lines_allow(lengths: list[int]) -> None:
    texts = ", ".join(f'"{n} {"word " * (length // 5)}"' for n, length in enumerate(lengths))
    found, _ = made(HEAD + f"    - {{issue: membership, likelihood: certain, arguments: [{texts}]}}")
    told = [text for _, text in points(found, "raise")]
    assert 1 <= len(told) <= POINTS
    assert sum(len(text) // 70 for text in told) <= LINES
    rest = len(lengths) - len(told)
    assert (f"{rest} more in the brief." in [s.text for s in sentences_of(found.parts[0])]) == (rest > 0)


def test_all_three_writers_set_it_with_its_classification() -> None:
    import docx

    found, _ = made(HEAD + TOPICS)
    page, word = write_html(found).decode(), docx.Document(BytesIO(write_word(found)))
    assert page.count('<p class="banner">Restricted</p>') == 2
    assert "Sources and judgements" not in page and "Fall back on: a review in June" in page and MARKS in page
    assert "Restricted" in word.sections[0].header.paragraphs[0].text
    headings = [line.text for line in word.paragraphs if line.style and line.style.name == "Heading 2"]
    assert headings == ["Raise", "Avoid", "If raised"]
    assert write_pdf(found) == write_pdf(found)
