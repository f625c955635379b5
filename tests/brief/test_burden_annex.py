"""Who pays for which measures in the brief: plans, then shares side by side; a question where nothing is on file."""

from __future__ import annotations

from pathlib import Path

import pytest

from pourparler.analysis.burden import burden
from pourparler.analysis.positions import positions
from pourparler.brief.compose import compose
from pourparler.brief.compose.references import sentences_of
from pourparler.brief.document import Document, Empty, Grid, Section
from pourparler.case.load import load_case
from pourparler.case.model import Case
from pourparler.case.sampling import draws_of
from pourparler.evidence.record import Evidence

NOTHING = Evidence({}, {})


def brief(case: Case) -> Document:
    drawn = draws_of(case, 1, 40)
    return compose(case, NOTHING, {"positions": positions(case, NOTHING), "burden": burden(case, NOTHING, drawn)})


def sections(document: Document) -> dict[str, Section]:
    return {section.id: section for part in document.parts for section in part.sections}


@pytest.fixture(scope="module", params=["alliance", "ferry-strike"])
def document(request: pytest.FixtureRequest, root: Path) -> Document:
    return brief(load_case(root / "examples" / request.param / "case.yaml").case)


def test_plans_come_first_and_shares_beside_them(document: Document) -> None:
    found = sections(document)
    titles = [
        block.title for name in ("burden", "burden_beside") for block in found[name].blocks if isinstance(block, Grid)
    ]
    assert titles[0] == "Measures on offer"
    assert any(title.startswith("Shares of the cost of plan A") for title in titles)
    assert any(title.startswith("Which formula each backer would argue for") for title in titles)
    assert found["burden_beside"].landscape


def test_the_aim_is_called_an_assumption_and_nobody_is_told_to_pay(document: Document) -> None:
    told = " ".join(line.text for line in sentences_of(document.parts[-1]))
    assert "Most worth is an assumption about the aim" in told
    assert "Each backer will argue for the one that suits it" in told
    assert "should pay" not in told


def test_with_no_measure_on_file_there_is_a_question() -> None:
    (block,) = sections(brief(Case()))["burden"].blocks
    assert isinstance(block, Empty)
    assert "burden" not in sections(compose(Case(), NOTHING, {"positions": positions(Case(), NOTHING)}))
