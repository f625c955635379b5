"""Measures as edits of the dispute: the integrated oracle, identities, mirrors, and what is asked for."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from pourparler.analysis.leverage import leverage
from pourparler.analysis.leverage.moving import Moving
from pourparler.analysis.leverage.tables import of
from pourparler.analysis.packages.arrays import Arrays
from pourparler.analysis.process import process, with_no_deal
from pourparler.analysis.timing import timing
from pourparler.case.load import load_text
from pourparler.case.model import Case
from pourparler.case.sampling import draws_of
from pourparler.core.result import Result
from pourparler.evidence.record import Evidence
from pourparler.methods.conflict.terms import risked_demand, shares
from pourparler.methods.packages.solutions import PRINCIPLES

BORDER = (Path(__file__).parents[1] / "process" / "border.yaml").read_text(encoding="utf-8")
EXAMPLES = Path(__file__).parents[3] / "examples"
NOTHING = Evidence({}, {})


def moving(text: str = BORDER, draws: int = 1) -> Moving:
    case = load_text(text).case
    drawn = draws_of(case, 1, draws)
    course = process(case, drawn)
    assert course is not None
    return Moving(course, Arrays(case, with_no_deal(case, drawn)))


def asked(text: str = BORDER, draws: int = 100) -> Result:
    case = load_text(text).case
    return leverage(case, NOTHING, draws_of(case, 1, draws))


@pytest.mark.parametrize(
    ("measure", "room", "nash", "kalai_smorodinsky", "egalitarian"),
    [
        (None, 23, (63, 72), (63, 72), (63, 72)),
        ("protect", 21, (63, 72), (70, 60), (70, 60)),
        ("strengthen", 19, (88, 48), (70, 60), (88, 48)),
        ("pressure", 25, (63, 72), (70, 60), (70, 60)),
    ],
)
def test_room_and_terms_are_those_of_the_integrated_oracle(
    measure: str | None,
    room: int,
    nash: tuple[float, float],
    kalai_smorodinsky: tuple[float, float],
    egalitarian: tuple[float, float],
) -> None:
    """Source: g_integrated.json of the theory, zopa and picks of base and levers, times 100."""
    found = moving()
    row = 0 if measure is None else 1 + [one.id for one in found.measures].index(measure)
    assert found.table.room[row].tolist() == [room]
    for name, expected in (("nash", nash), ("kalai_smorodinsky", kalai_smorodinsky), ("egalitarian", egalitarian)):
        assert found.table.terms[PRINCIPLES.index(name), row, 0] == pytest.approx(expected)


def test_all_three_together_are_those_of_the_integrated_oracle() -> None:
    """Source: g_integrated.json, "all three": no-deal values .4137 and 0."""
    found = moving()
    together = found.no_deal[0, 0] + found.together([one.id for one in found.measures])[0]
    assert together == pytest.approx([41.3662271434, 0], abs=1e-7)


def test_the_parts_of_a_split_add_up_to_the_whole_and_do_not_depend_on_order() -> None:
    found = moving(BORDER.replace("id: protect,", "id: protect, status: delivered,").replace("1.7", "1..2"), 40)
    ids = [one.id for one in found.measures]
    parts = found.split(ids)
    assert parts.sum(axis=0) == pytest.approx(found.together(ids))
    assert found.split(ids[::-1])[::-1] == pytest.approx(parts)


def test_two_measures_do_beyond_each_what_the_pair_does_less_each() -> None:
    found = moving()
    for number, (one, other) in enumerate(found.pairs):
        both = found.together([found.measures[one].id, found.measures[other].id])
        assert found.beyond[number] == pytest.approx(both - found.shift[one] - found.shift[other])


def test_protecting_leaves_less_room_and_pressing_more_for_the_same_gain() -> None:
    """Transferable utility, equal weights: a share rises by half of an own rise and by half of another's fall."""
    base, own, other = (shares([values])[0, 0] for values in ([0.14, 0.17], [0.21, 0.17], [0.14, 0.10]))
    assert own - base == pytest.approx(other - base)
    found = moving()
    change = {one.id: int(found.room(number)[0]) for number, one in enumerate(found.measures)}
    assert change["protect"] < 0 < change["pressure"]


def test_more_strength_changes_the_terms_and_not_the_risk_of_breakdown() -> None:
    """Source: a_leverage.json, risk-return: the demand fails with 0.375 at 0.3 and at 0.6."""
    demand, chance, payoff = risked_demand([0.3, 0.6], [0.1, 0.1], [0.4, 0.4])
    assert chance == pytest.approx([0.375, 0.375])
    assert payoff == pytest.approx([0.35625, 0.65625])
    assert np.diff(demand) == pytest.approx([0.3])


def test_a_floor_that_binds_hides_small_measures_and_says_so() -> None:
    """Source: g_integrated.json: pressure takes Southland below what giving in is worth."""
    text = BORDER.replace("cost: {points: 0.8}", "cost: {points: 3}").replace("cost: 1.7", "cost: -0.3")
    found = moving(text)
    assert of(found, found.binding, "southland").all()
    assert of(found, found.shift, "southland")[[one.id for one in found.measures].index("pressure")] == pytest.approx(0)
    told = asked(text).table_named("no-deal").records()[1]
    assert told["giving in is a floor in"] == "all"
    assert any("shows nothing until it lifts going on" in sentence.text for sentence in asked(text).text)


def test_what_no_measure_moves_has_no_effect() -> None:
    still = asked(BORDER.replace("{party: northland, cost: -0.8}", "{party: northland, cost: 0}"))
    row = next(row for row in still.table_named("measures").records() if row["measure"] == "Protection")
    assert [value for name, value in row.items() if name.endswith("no deal now")] == ["0", "0"]


def test_a_measure_of_a_party_without_stakes_changes_nothing_of_others() -> None:
    """Adding a measure that moves nobody's course leaves every other line as it was."""
    more = BORDER + "  - {id: song, name: A song, supplier: northland, changes: {tempo: 1}, after_agreement: ends}\n"
    before, after = asked(), asked(more)
    kept = [row for row in after.table_named("measures").rows if row[0] != "A song"]
    assert kept == list(before.table_named("measures").rows)
    assert after.table_named("no-deal").rows == before.table_named("no-deal").rows


BLUFF = (
    "  - {id: bluff, name: A bluff, supplier: northland, for: northland, status: promised, since: 2031-01-01, "
    "after_agreement: ends, believed: 0, changes: {party: northland, odds: 1}}\n"
)


def test_a_measure_nobody_believes_changes_nothing_that_others_have_or_do() -> None:
    """No deal, room and terms of everything else stay, and so does what waiting gains or costs each in all."""
    before, after = asked(), asked(BORDER + BLUFF)
    for name in ("measures", "no-deal", "room", "terms"):
        kept = [row for row in after.table_named(name).rows if row[0] != "A bluff"]
        assert kept == list(before.table_named(name).rows), name
    one, other = (
        timing(case, NOTHING, draws_of(case, 1, 20)).table_named("waiting").records()
        for case in (load_text(text).case for text in (BORDER, BORDER + BLUFF))
    )
    together = "together, as far as on file"
    assert [row[together] for row in one] == [row[together] for row in other]


def test_mirrored_data_have_mirrored_tables() -> None:
    names = {"northland": "southland", "southland": "northland"}
    swapped = load_text(BORDER).case
    raw = swapped.model_dump_json(by_alias=True, exclude={"path"})
    for old, new in names.items():
        raw = raw.replace(f'"{old}"', f'"<{new}>"').replace(f'"{old.title()}"', f'"<{new.title()}>"')
    mirror = Case.model_validate_json(raw.replace("<", "").replace(">", ""))
    case = Case.model_validate_json(swapped.model_dump_json(by_alias=True, exclude={"path"}))
    one, other = (leverage(each, NOTHING, draws_of(each, 1, 20)) for each in (case, mirror))
    for table in one.tables:
        there = other.table_named(table.name)
        told = [[_swapped(str(cell)) for cell in row] for row in table.rows]
        assert [_swapped(column) for column in table.columns] == list(there.columns)
        assert told == [[str(cell) for cell in row] for row in there.rows]


def _swapped(text: str) -> str:
    return text.replace("Northland", "#").replace("Southland", "Northland").replace("#", "Southland")


def test_a_case_without_a_conflict_asks_for_one() -> None:
    found = leverage(Case(), NOTHING)
    assert found.tables == ()
    assert [question.path for question in found.missing] == ["conflict"]


@pytest.mark.parametrize("example", ["alliance", "ferry-strike"])
def test_the_examples_answer_with_the_numbers_they_bear(example: str) -> None:
    """Both examples carry everything the question needs; what is not priced or dated is asked for."""
    case = load_text((EXAMPLES / example / "case.yaml").read_text(encoding="utf-8")).case
    found = leverage(case, NOTHING, draws_of(case, 1, 200))
    assert {table.name for table in found.tables} >= {"measures", "no-deal", "room", "terms", "cost", "split"}
    assert all(
        "cost" in str(one.path) or "since" in str(one.path) or "changes" in str(one.path) for one in found.missing
    )
    assert found.figure is not None and found.figure.alt
    for sentence in found.text:
        assert "best" not in sentence.text
