"""The annex on bodies: what it shows, that every sentence is marked, and that it asks when nothing is on file."""

from __future__ import annotations

from pathlib import Path

import pytest

from pourparler.analysis.approval import approval
from pourparler.analysis.positions import positions
from pourparler.brief.compose import compose
from pourparler.brief.compose.references import sentences_of
from pourparler.brief.document import Bullets, Chart, Document, Empty, Grid, Part, Section
from pourparler.case.load import load_case
from pourparler.case.model import Case
from pourparler.evidence.record import Evidence

NOTHING = Evidence({}, {})


def made(case: Case) -> Document:
    results = {"positions": positions(case, NOTHING), "approval": approval(case, NOTHING)}
    return compose(case, NOTHING, results)


def section(document: Document) -> Section:
    return next(each for part in document.parts for each in part.sections if each.id == "approval")


@pytest.fixture(scope="module")
def strike(root: Path) -> Document:
    return made(load_case(root / "examples/ferry-strike/case.yaml").case)


def test_the_annex_has_the_answer_the_figure_and_the_tables(strike: Document) -> None:
    blocks = section(strike).blocks
    assert [type(block) for block in blocks[:2]] == [Bullets, Chart]
    titles = [block.title for block in blocks if isinstance(block, Grid)]
    assert titles == [
        "What each body can pass on the positions on file",
        "What would lift an objection",
        "Groups whose votes would carry it: each can stand in for the others",
        "Groups that could still stop what passes: each can stand in for the others",
        "Whether the bodies that guarantees need can carry them",
        "Options on the same issue that need no vote of the body",
        "Who can carry and who can block, by the rule alone",
    ]


def test_sentences_of_the_answer_are_marked_and_every_mark_leads_somewhere(strike: Document) -> None:
    (answer,) = [block for block in section(strike).blocks if isinstance(block, Bullets)]
    assert all(sentence.marks for sentence in answer.items)
    marks = [mark for one in sentences_of(Part("", (section(strike),))) for mark in one.marks]
    led = [mark for mark in marks if mark.kind in ("judgement", "unsigned")]
    assert led
    for mark in led:
        reference = strike.reference(mark)
        assert reference is not None
        # A stance has a signature like any other judgement.
        assert reference.title.startswith(("H.D.", "J.W.", "S.O.")), (mark, reference)


def test_with_nothing_on_file_it_asks() -> None:
    (block,) = section(made(Case())).blocks
    assert isinstance(block, Empty)
    assert block.question is not None
    assert "which rule" in block.question.text


def test_a_brief_without_this_question_still_stands() -> None:
    document = compose(Case(), NOTHING, {"positions": positions(Case(), NOTHING)})
    assert isinstance(section(document).blocks[0], Empty)
