"""The annex on durability: what the result says, set with its marks, and a question where nothing is on file."""

from __future__ import annotations

from pourparler.analysis.durability import durability
from pourparler.analysis.positions import positions
from pourparler.brief.compose import compose
from pourparler.brief.document import Chart, Document, Empty, Grid, Section
from pourparler.case.load import load_text
from pourparler.case.sampling import draws_of
from pourparler.evidence.record import Evidence
from tests.analysis.durability.test_margins import BORDER, STEPS

NOTHING = Evidence({}, {})


def composed(text: str) -> Document:
    case = load_text(text).case
    result = durability(case, NOTHING, draws_of(case, 1, 60))
    return compose(case, NOTHING, {"positions": positions(case, NOTHING), "durability": result})


def section(document: Document) -> Section:
    (found,) = [one for part in document.parts for one in part.sections if one.id == "durability"]
    return found


def test_the_annex_has_the_chart_and_every_dated_change() -> None:
    found = section(composed(BORDER + STEPS))
    assert found.heading == "Would it hold, and what guarantee does it need?"
    assert [block.figure.name for block in found.blocks if isinstance(block, Chart)] == ["margins"]
    grids = {block.title: block for block in found.blocks if isinstance(block, Grid)}
    changes = next(grid for title, grid in grids.items() if title.startswith("Each dated change"))
    days = {row[1].sentences[0].text.replace("\xa0", " ") for row in changes.rows}
    assert days == {"1 Oct 2030", "1 Jul 2031"}
    assert any(title.startswith("The smallest guarantee") for title in grids)
    for grid in grids.values():
        assert all(len(row) == len(grid.columns) == len(grid.widths) for row in grid.rows)


def test_the_annex_says_what_guarantors_can_give_and_what_delay_and_inspection_do() -> None:
    acting = "acting: [{party: eastland, benefit: 9, reputation: 3, cost: 0..20..50}, {party: westland, benefit: 8, "
    text = BORDER.replace(
        "each: {eastland: 0.6, westland: 0.3}", f"{acting}reputation: 2, cost: 0..40}}]\n    lag: 1..2"
    )
    found = section(composed(text.replace("        seen: 1\n", "        inspections: 1\n        finds: 0.5\n")))
    grids = {block.title: block for block in found.blocks if isinstance(block, Grid)}
    for start in (
        "What acting is worth",
        "Whose firmer word",
        "What delay, expiry and inspection",
        "How often to inspect",
    ):
        (grid,) = [grid for title, grid in grids.items() if title.startswith(start)]
        assert grid.rows and all(len(row) == len(grid.columns) == len(grid.widths) for row in grid.rows)


def test_a_question_where_no_agreement_is_on_file() -> None:
    (block,) = section(composed(BORDER[: BORDER.index("agreements:")])).blocks
    assert isinstance(block, Empty) and block.question is not None
    assert str(block.question) == "In which dated phases would an agreement be carried out?"
