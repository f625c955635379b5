"""Guarantees: the smallest that holds, how credible, how many of them, and bodies that must pass one."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.optimize import linprog

from pourparler.methods.beta import beta_cdf
from pourparler.methods.commitment.guarantee import (
    credibility,
    least_guarantee,
    one_of_at_most,
    pert_at_most,
    uniform_at_most,
)
from pourparler.methods.commitment.guarantors import at_least, bounds, needed_of_one, persuaded
from pourparler.methods.commitment.verification import chance_seen, inspection_rate, inspections_for
from pourparler.methods.conflict.walk import Stakes, Walk, values
from pourparler.methods.voting.rules import Threshold, unanimity

Array = NDArray[np.float64]

# chance and cost without and with an answer, the deal's worth, detection: g = [(p - c) - s] / (m [(p - c) - (pG - cG)])
LEAST = [
    pytest.param(0.35, 1.0, 0.25),
    pytest.param(0.35, 0.8, 0.3125),
    pytest.param(0.5, 1.0, 0.0, id="holds without"),
    pytest.param(-0.5, 1.0, 1.0 / 0.6, id="no guarantee of this strength is enough"),
    pytest.param(0.35, 0.0, np.inf, id="never seen"),
]


@pytest.mark.parametrize(("deal", "detection", "expected"), LEAST)
def test_least_guarantee(deal: float, detection: float, expected: float) -> None:
    assert least_guarantee(deal, 0.6 - 0.1, 0.2 - 0.3, detection).item() == pytest.approx(expected, abs=1e-12)


def test_of_the_border_case() -> None:
    """The cheapest package the south accepts needs 0.4956 once it stands two steps up the walk; the middle one none."""
    # the north prevails with its line, full forces, closed trade; the south with its own line and none
    first, second, nothing = np.array([[0.8, 0.0]]), np.array([[0.0, 0.8]]), np.zeros((1, 2))
    patience = np.full((1, 2), 0.98)
    worth = [
        values(
            Walk(8, np.array([2]), np.array([up]), np.array([down])),
            Stakes(first, second, nothing, np.array([[0.01, cost]]), patience),
        )
        for up, down, cost in ((0.4, 0.4, 0.008), (0.5, 0.3, 0.03))
    ]
    free, met = (max(float(one[0, 1, 2]), 0.0) for one in worth)
    assert free == pytest.approx(0.39648745942070035, abs=1e-9)
    assert met == 0.0
    assert least_guarantee(0.2, free, met).item() == pytest.approx(0.495570426635395, abs=1e-9)
    assert least_guarantee(0.72, free, met).item() == 0.0


@given(st.floats(0, 100), st.floats(0, 100), st.floats(0, 100), st.floats(0.05, 1), st.floats(0, 20))
def test_falls_with_what_the_deal_is_worth_and_with_detection(
    keeps: float, breaks: float, met: float, seen: float, more: float
) -> None:
    least = least_guarantee(keeps, breaks, met, seen).item()
    assert least_guarantee(keeps + more, breaks, met, seen).item() <= least
    assert least_guarantee(keeps, breaks, met, min(1.0, seen * (1 + more))).item() <= least
    if 0 < least <= 1:
        assert breaks - seen * least * (breaks - met) == pytest.approx(keeps, abs=1e-6)


@pytest.mark.parametrize(
    ("at_most", "expected"),
    [
        pytest.param(uniform_at_most(0.0, 2.0), 0.45, id="uniform"),
        pytest.param(uniform_at_most(0.8, 0.8), 1.0, id="known"),
        pytest.param(pert_at_most(0.9, 0.9, 0.9), 1.0, id="known, as an estimate"),
        pytest.param(pert_at_most(0.0, 0.9, 1.8), 0.5, id="an estimate around it"),
        pytest.param(one_of_at_most([0.5, 0.9, 2.0], [0.2, 0.3, 0.5]), 0.5, id="one of three"),
        pytest.param(lambda worth: beta_cdf(worth, 1.0, 1.0), 0.9, id="any distribution"),
    ],
)
def test_credibility(at_most: Callable[[Array], Array], expected: float) -> None:
    """Stake 0.6 and standing 0.3 against the cost of answering."""
    assert credibility(0.6, 0.3, at_most).item() == pytest.approx(expected, abs=1e-7)


FOUR = [0.9, 0.8, 0.7, 0.6]


def test_at_least_k_of_four() -> None:
    found = at_least(np.array(FOUR)[:, None])[:, 0]
    assert found.tolist() == pytest.approx([0.9976, 0.9572, 0.7428, 0.3024], abs=1e-12)
    low, high = (one[:, 0] for one in bounds(np.array(FOUR)[:, None]))
    assert (low[-1], high[-1], low[0], high[0]) == pytest.approx((0.0, 0.6, 0.9, 1.0), abs=1e-12)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=4))
def test_bounds_are_reached_by_some_dependence(chances: list[float]) -> None:
    """Every joint distribution with these chances, by linear programming."""
    outcomes = np.array(list(product((0, 1), repeat=len(chances))), dtype=np.float64)
    low, high = bounds(np.array(chances)[:, None])
    equal = np.vstack([outcomes.T, np.ones(len(outcomes))])
    for least in range(1, len(chances) + 1):
        hit = (outcomes.sum(axis=1) >= least).astype(np.float64)
        for sign, found in ((1, low), (-1, high)):
            solved = linprog(sign * hit, A_eq=equal, b_eq=[*chances, 1.0])
            assert found[least - 1, 0] == pytest.approx(sign * solved.fun, abs=1e-7)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=6))
def test_independence_lies_within_the_bounds(chances: list[float]) -> None:
    told = np.array(chances)[:, None]
    low, high = bounds(told)
    found = at_least(told)
    assert (low <= found + 1e-9).all()
    assert (found <= high + 1e-9).all()
    for least in range(1, len(chances) + 1):
        whole = sum(
            float(np.prod([p if yes else 1 - p for p, yes in zip(chances, votes, strict=True)]))
            for votes in product((True, False), repeat=len(chances))
            if sum(votes) >= least
        )
        assert found[least - 1, 0] == pytest.approx(whole, abs=1e-9)


def test_unanimity_of_thirty_two_against_a_quota() -> None:
    """28 members at 0.95 and four in doubt: 0.03995 under unanimity, near certain with 22 of 32."""
    favour = np.array([0.95] * 28 + [0.6, 0.5, 0.7, 0.8])[:, None]
    all_, lifted = persuaded(unanimity(32), favour)
    assert all_.item() == pytest.approx(0.95**28 * 0.6 * 0.5 * 0.7 * 0.8, rel=1e-9)
    assert round(all_.item(), 5) == 0.03995
    assert lifted[:, 0].tolist() == pytest.approx((all_.item() / favour[:, 0]).tolist(), rel=1e-9)
    assert int(lifted[:, 0].argmax()) == 29
    quota, each = persuaded(Threshold((1,) * 32, 22), favour)
    assert round(quota.item(), 5) == 0.99999
    assert (each >= quota).all()


@given(st.lists(st.floats(0, 1), max_size=4), st.integers(1, 5), st.floats(0, 1.2))
def test_needed_of_one_is_where_enough_answer(others: list[float], least: int, wanted: float) -> None:
    least = min(least, len(others) + 1)
    found = needed_of_one(np.array(others)[:, None], least, [wanted]).item()

    def reached(chance: float) -> float:
        return float(at_least(np.array([*others, chance])[:, None])[least - 1, 0])

    if found == np.inf:
        assert reached(1.0) < wanted
    else:
        assert reached(found) >= wanted - 1e-7
        assert found == 0 or reached(0.99 * found) < wanted + 1e-7


@given(st.floats(0, 20), st.floats(0, 1), st.floats(0, 3))
def test_more_inspections_see_more(count: float, finds: float, more: float) -> None:
    seen = chance_seen(count, finds).item()
    assert seen <= chance_seen(count + more, finds).item() + 1e-12
    assert seen <= chance_seen(count, min(1.0, finds + 0.1)).item() + 1e-12
    whole = int(count)
    part = count - whole
    plainly = (1 - part) * (1 - (1 - finds) ** whole) + part * (1 - (1 - finds) ** (whole + 1))
    assert seen == pytest.approx(plainly, abs=1e-12)


@given(st.floats(0, 0.999), st.floats(0.05, 1))
def test_as_many_inspections_as_it_takes(seen: float, finds: float) -> None:
    needed = inspections_for(seen, finds).item()
    assert chance_seen(needed, finds).item() == pytest.approx(seen, abs=1e-9)


def test_bounds_of_inspections() -> None:
    """Source of 0.25: f_phasing.json, inspection_rate, whose rate 0.25 sees a breach with 0.25 x 0.8."""
    assert chance_seen(inspection_rate(2, 8, 0.8), 0.8).item() == pytest.approx(0.2, abs=1e-12)
    assert inspections_for([0.0, 0.5, 1.0, 1.0, np.inf], [0.0, 0.0, 0.9, 1.0, 0.5]).tolist() == [
        0.0,
        np.inf,
        np.inf,
        1.0,
        np.inf,
    ]
    for bad in ((-1, 0.5), (1, 1.5)):
        with pytest.raises(ValueError, match="0"):
            chance_seen(*bad)
    with pytest.raises(ValueError, match="between 0 and 1"):
        inspections_for(0.5, -0.1)


def test_bad_chances() -> None:
    for bad in ([[1.2]], [[-0.1]], np.zeros((0, 1)), [0.5]):
        with pytest.raises(ValueError, match="between 0 and 1"):
            at_least(bad)
    with pytest.raises(ValueError, match="between 0 and 1"):
        least_guarantee(1, 2, 0, 1.5)
    with pytest.raises(ValueError, match="exceed"):
        uniform_at_most(2, 1)
