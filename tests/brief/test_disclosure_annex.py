"""What public words give away, in the brief: the ledger, bits and terms apart; a question where nothing is on file."""

from __future__ import annotations

import pytest

from pourparler.analysis.disclosure import disclosure
from pourparler.analysis.positions import positions
from pourparler.brief.compose import compose
from pourparler.brief.document import Chart, Document, Empty, Grid, Section
from pourparler.case.model import Case
from pourparler.case.sampling import draws_of
from pourparler.evidence.record import Evidence
from tests.analysis.disclosure.world import belief, case, of, reporting, said


def annex(told: Case, evidence: Evidence, *, answered: bool = True) -> Section:
    results = {"positions": positions(told, evidence)}
    if answered:
        results["disclosure"] = disclosure(told, evidence, draws_of(told, 1, 20))
    document: Document = compose(told, evidence, results)
    return next(section for part in document.parts for section in part.sections if section.id == "disclosure")


@pytest.fixture(scope="module")
def section() -> Section:
    bound = said("wants", audience_cost="5..30", commits_to=["river.norland"])
    told = case(
        [said("smaller", at_most="30..60", credibility="0.3..0.9"), bound], [belief("varania", "norland", "0..100")]
    )
    return annex(told, reporting())


def test_every_table_of_the_ledger_stands(section: Section) -> None:
    titles = [block.title for block in section.blocks if isinstance(block, Grid)]
    assert titles == [
        "What public words reveal",
        "What public words cost or gain in terms",
        "What listeners take it to be",
        "What public words bind to",
        "Both sides' public words together",
        "Public words that nobody has judged yet",
    ]
    assert [block.figure.name for block in section.blocks if isinstance(block, Chart)] == ["ledger"]
    assert section.landscape


def test_words_open_their_quotation(section: Section) -> None:
    ledger = next(block for block in section.blocks if isinstance(block, Grid))
    cell = ledger.rows[0][ledger.columns.index("Words")].sentences[0]
    assert cell.text == "‘A smaller share would do’"
    assert [mark.id for mark in cell.marks] == [of("smaller")]


@pytest.mark.parametrize("answered", [True, False])
def test_without_words_the_annex_asks(answered: bool) -> None:
    blocks = annex(Case(), Evidence({}, {}), answered=answered).blocks
    assert len(blocks) == 1
    assert isinstance(blocks[0], Empty)
