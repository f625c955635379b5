"""The analyses in a few lines behind page one; what would change each answer stands with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from pourparler.brief.compose import compose
from pourparler.brief.document import Document, Facts, Section
from pourparler.case.load import load_case
from pourparler.case.model import Case
from pourparler.evidence.record import Evidence
from pourparler.workspace.analysing import answer

NOTHING = Evidence({}, {})


@pytest.fixture(scope="module", params=["alliance", "ferry-strike"])
def brief(request: pytest.FixtureRequest, root: Path) -> Document:
    case = load_case(root / "examples" / str(request.param) / "case.yaml").case
    return compose(case, NOTHING, answer(case, NOTHING, draws=40))


def sections(document: Document) -> dict[str, Section]:
    return {section.id: section for part in document.parts for section in part.sections}


def test_each_analysis_that_can_answer_has_its_lines_in_order(brief: Document) -> None:
    (facts,) = sections(brief)["glance"].blocks
    assert isinstance(facts, Facts)
    named = [name for name, _ in facts.rows]
    expected = ["Packages", "Strength", "Who pays", "Would it hold", "Is it time", "Public words"]
    assert named == [name for name in expected if name in named]
    assert {"Packages", "Strength", "Who pays", "Would it hold", "Is it time"} <= set(named)
    for _, lines in facts.rows:
        assert lines
        assert all(line.marks for line in lines)


@pytest.mark.parametrize("question", ["packages_beside", "leverage", "durability", "timing"])
def test_every_answer_carries_what_would_change_it(brief: Document, question: str) -> None:
    """Not on a page of its own at the end, where nobody ties it to its numbers."""
    found = sections(brief)
    section = found["package_cards"] if question == "packages_beside" else found[question]
    last = section.blocks[-1]
    assert isinstance(last, Facts)
    assert [name for name, _ in last.rows] == ["What would change this"]


def test_without_numbers_there_are_no_lines() -> None:
    empty = compose(Case(), NOTHING, answer(Case(), NOTHING, draws=5))
    assert "glance" not in sections(empty)
