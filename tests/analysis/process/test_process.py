"""The course of the dispute as a case says it: against the integrated oracle, mirrored, dated, asked for."""

from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pourparler.analysis.packages import packages
from pourparler.analysis.process import process, with_no_deal
from pourparler.analysis.process.missing import missing
from pourparler.case.load import load_text
from pourparler.case.model import Case
from pourparler.case.sampling import draws_of
from pourparler.evidence.record import Evidence

BORDER = (Path(__file__).parent / "border.yaml").read_text(encoding="utf-8")


def values(text: str, *variants: tuple[str, ...], agreed: bool = False) -> list[list[float]]:
    case = load_text(text).case
    found = process(case, draws_of(case, 1, 1))
    assert found is not None
    return [[float(one) for one in row] for row in found.no_deal(variants or [()], agreed=agreed)[:, 0]]


@pytest.mark.parametrize(
    ("measures", "expected"),
    [
        ((), (12.7296289925, 15.7596702156)),
        (("protect",), (24.8497938847, 15.7596702156)),
        (("strengthen",), (30.1098211052, 2.0504532324)),
        (("pressure",), (12.7296289925, 0.0)),
        (("protect", "strengthen", "pressure"), (41.3662271434, 0.0)),
    ],
)
def test_no_deal_values_are_those_of_the_integrated_oracle(
    measures: tuple[str, ...], expected: tuple[float, float]
) -> None:
    """Source: g_integrated.json of the theory, base and levers, times 100."""
    assert values(BORDER, measures)[0] == pytest.approx(expected, abs=1e-7)


def test_breaking_after_a_withdrawal_is_worth_what_the_oracle_says() -> None:
    """Source: g_integrated.json, renege_value: the dispute resumes two steps from Southland's prevailing."""
    case = load_text(BORDER).case
    course = process(case, draws_of(case, 1, 1))
    assert course is not None
    found = course.breaking([0], np.array([[-2]]))
    assert found[0, 0, course.parties.index("southland")] == pytest.approx(39.648745942070035, abs=1e-9)


def test_mirrored_data_have_mirrored_values() -> None:
    turned = BORDER.replace("northland", "third").replace("southland", "northland").replace("third", "southland")
    sets = [(), ("protect",), ("strengthen", "pressure")]
    before, after = (np.array(values(text, *sets)) for text in (BORDER, turned))
    assert after[:, ::-1] == pytest.approx(before, rel=1e-12)


def test_the_order_of_the_sides_in_the_file_changes_nothing() -> None:
    raw = load_text(BORDER).typed
    assert raw.conflict is not None
    turned = raw.model_copy(update={"conflict": raw.conflict.model_copy(update={"sides": raw.conflict.sides[::-1]})})
    one, other = (process(case, draws_of(case, 1, 3)) for case in (raw, turned))
    assert one is not None and other is not None
    assert (one.no_deal([(), ("strengthen",)]) == other.no_deal([(), ("strengthen",)])).all()


def test_a_measure_works_from_its_day_until_its_day() -> None:
    def with_dates(dates: str) -> float:
        return values(BORDER.replace("{id: protect,", f"{{id: protect, {dates}"), ("protect",))[0][0]

    without, now = values(BORDER, (), ("protect",))
    later = [with_dates(f"since: {day},") for day in ("2030-01-01", "2031-01-01", "2033-01-01", "2036-01-01")]
    assert later[0] == pytest.approx(now[0])
    assert all(earlier > after for earlier, after in itertools.pairwise(later))
    assert later[-1] > without[0]
    short = [with_dates(f"since: 2030-01-01, until: {day},") for day in ("2030-03-31", "2031-12-31", "2039-12-31")]
    assert without[0] < short[0] < short[1] < now[0]
    # Nothing is known of what comes after the horizon: what runs to it is not taken to end there.
    assert short[2] == pytest.approx(now[0])
    # One quarter of protection saves exactly what it saves: the cost of a period, paid at its start.
    assert short[0] - without[0] == pytest.approx(0.8)


def test_what_is_delivered_is_in_the_dispute_as_it_stands_and_is_taken_out_of_it() -> None:
    text = BORDER.replace("id: protect,", "id: protect, status: delivered,")
    as_it_stands, without = values(text, (), ("protect",))
    plain = values(BORDER)[0]
    assert as_it_stands == pytest.approx(plain)
    dearer = values(BORDER.replace("cost: {points: 1}", "cost: {points: 1.8}"))[0]
    assert without == pytest.approx(dearer)


@pytest.mark.parametrize(
    ("delivered", "after", "counts_before", "counts_after"),
    [("promised", "ends", True, False), ("promised", "continues", True, True), ("promised", "starts", False, True)],
)
def test_what_ends_with_an_agreement_deters_nobody_after_it(
    delivered: str, after: str, counts_before: bool, counts_after: bool
) -> None:
    text = BORDER.replace("id: protect,", f"id: protect, status: {delivered}, after_agreement: {after},")
    for agreed, counts in ((False, counts_before), (True, counts_after)):
        without, with_it = values(text, (), ("protect",), agreed=agreed)
        assert (with_it[0] > without[0]) == counts


def test_a_swap_says_the_same_as_points() -> None:
    """Mid line to south line is 50 of 100 on a weight of 0.5: 25 points, as bad as 25 periods at 1 point."""
    swap = "cost: {as_bad_as: {from: border.mid-line, to: border.s-line, periods: 25}}"
    assert values(BORDER.replace("cost: {points: 1}", swap)) == pytest.approx(np.array(values(BORDER)))


@settings(max_examples=30, deadline=None)
@given(st.floats(0, 5), st.floats(0.01, 5))
def test_a_higher_own_cost_lowers_the_own_value(cost: float, more: float) -> None:
    cheap, dear = (
        values(BORDER.replace("cost: {points: 1}", f"cost: {{points: {one:.6f}}}"))[0] for one in (cost, cost + more)
    )
    assert dear[0] <= cheap[0]
    assert dear[1] == cheap[1]


@pytest.mark.parametrize(
    ("gone", "path", "asks"),
    [
        ("patience: 0.98, no_deal: {cost: {points: 1}}", "parties.northland.patience", "one quarter later"),
        ("advances: 0.4", "conflict.sides.northland.advances", "a quarter brings Northland"),
        ("steps_to_prevail: 4", "conflict.sides.northland.steps_to_prevail", "How many steps is Northland"),
        ("security-forces.full, ", "conflict.sides.northland.prevails", "What would hold on security forces"),
        ("weight: 30, ", "views.northland", "worth to Northland on security forces"),
        ("as_of: 2030-01-01", "as_of", "For which day"),
    ],
)
def test_what_is_missing_is_asked_for_and_nothing_stands_in(gone: str, path: str, asks: str) -> None:
    case = load_text(BORDER.replace(gone, "", 1).replace(", }", "}")).case
    drawn = draws_of(case, 1, 1)
    questions = missing(case, drawn)
    assert path in {question.path for question in questions}
    assert any(asks in question.text for question in questions)
    assert process(case, drawn) is None
    assert with_no_deal(case, drawn) is drawn


def test_the_dispute_gives_the_no_deal_value_that_nobody_typed() -> None:
    case = load_text(BORDER).case
    found = with_no_deal(case, draws_of(case, 1, 2))
    assert found["parties.northland.no_deal.value"].tolist() == pytest.approx([12.7296289925] * 2)
    typed = load_text(BORDER.replace("no_deal: {cost: {points: 1}}", "no_deal: {value: 33, cost: {points: 1}}")).case
    kept = with_no_deal(typed, draws_of(typed, 1, 2))
    assert kept["parties.northland.no_deal.value"].tolist() == [33, 33]
    assert kept["parties.southland.no_deal.value"].tolist() == pytest.approx([15.7596702156] * 2)


def test_packages_are_valued_with_the_no_deal_value_of_the_dispute() -> None:
    """Source: g_integrated.json of the theory: 23 of 27 packages give both at least no deal."""
    case = load_text(BORDER).case
    found = packages(case, Evidence({}, {}), draws_of(case, 1, 1))
    assert found.missing == ()
    assert "23 of the 27 packages" in " ".join(sentence.text for sentence in found.text)


def test_a_case_without_a_conflict_keeps_its_draws() -> None:
    case = Case.model_validate({"parties": [{"id": "a", "roles": "principal"}]})
    drawn = draws_of(case, 1, 1)
    assert with_no_deal(case, drawn) is drawn
