"""Leverage in the brief: what measures change stands there with its bands, or the question that would open it."""

from __future__ import annotations

from pathlib import Path

import pytest

from pourparler.analysis.leverage import leverage
from pourparler.analysis.positions import positions
from pourparler.brief.compose import compose
from pourparler.brief.document import Chart, Document, Empty, Grid, Section
from pourparler.brief.writers.charts import draw
from pourparler.case.load import load_case
from pourparler.case.model import Case
from pourparler.case.sampling import draws_of
from pourparler.evidence.record import Evidence

NOTHING = Evidence({}, {})


def annex(case: Case) -> Section:
    drawn = draws_of(case, 1, 60)
    results = {"positions": positions(case, NOTHING), "leverage": leverage(case, NOTHING, drawn)}
    document: Document = compose(case, NOTHING, results)
    return next(section for part in document.parts for section in part.sections if section.id == "leverage")


@pytest.mark.parametrize("example", ["alliance", "ferry-strike"])
def test_every_measure_stands_in_it_with_a_band_for_each_party(root: Path, example: str) -> None:
    case = load_case(root / "examples" / example / "case.yaml").case
    section = annex(case)
    grids = {block.title: block for block in section.blocks if isinstance(block, Grid)}
    shown = grids["What each measure does to no-deal values"]
    numbered = [measure.label for measure in case.measures if measure.changes]
    assert [row[0].sentences[0].text for row in shown.rows] == numbered
    # What the annex on measures has already is not repeated.
    assert "Supplier" not in shown.columns
    assert any(isinstance(block, Chart) and block.figure.name == "shifts" for block in section.blocks)


def test_the_axis_of_the_figure_has_a_sign_that_its_font_holds(root: Path) -> None:
    """The fonts of the house have no U+2212: it would be printed as an empty box."""
    case = load_case(root / "examples" / "alliance" / "case.yaml").case
    figure = leverage(case, NOTHING, draws_of(case, 1, 60)).figure
    assert figure is not None
    drawn = draw(figure)
    assert "\N{MINUS SIGN}" not in drawn
    assert "\N{EN DASH}1" in drawn


def test_without_a_conflict_it_asks_how_the_dispute_goes_on(root: Path) -> None:
    case = load_case(root / "examples" / "alliance" / "case.yaml").case
    blocks = annex(case.model_copy(update={"conflict": None})).blocks
    assert [type(block) for block in blocks] == [Empty]
