"""Plans against every set of measures one by one; the even spread of payments; several plans; what does not fit."""

from __future__ import annotations

import time
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from pourparler.methods.sharing.ability import by_ability
from pourparler.methods.sharing.alternatives import near_best, worth_by_cost
from pourparler.methods.sharing.contributions import contributions
from pourparler.methods.sharing.plan import best_plan
from pourparler.methods.sharing.supply import Chosen, Supply
from tests.methods.sharing.supplies import best, feasible, largest_burden, payable, permute, supplies, supply_of

Array = NDArray[np.float64]


def keeps_to_limits(supply: Supply, chosen: Chosen, payments: Array) -> None:
    assert (payments >= 0).all()
    assert payments.sum(axis=0) == pytest.approx(np.where(chosen[:, None], supply.cost, 0), abs=1e-6)
    assert (payments.sum(axis=1) <= supply.budget + 1e-4).all()
    assert not payments[~supply.permitted].any()


@given(supplies())
@settings(deadline=None, max_examples=300)
def test_best_plan_against_enumeration(supply: Supply) -> None:
    found, expected = best_plan(supply), best(supply)
    if expected is None or found is None:
        assert found is None
        assert expected is None
        return
    assert found.proved
    assert supply.obeys(found.chosen)
    assert (found.worth, found.burdens.max(), found.cost) == pytest.approx(expected, abs=1e-5)
    keeps_to_limits(supply, found.chosen, found.payments)


@given(supplies(periods=3))
@settings(deadline=None, max_examples=100)
def test_best_plan_over_periods(supply: Supply) -> None:
    found = best_plan(supply)
    worths = [float(supply.worth[chosen].sum()) for chosen in feasible(supply)]
    assert (found is None) == (not worths)
    if found is not None:
        assert found.worth == pytest.approx(max(worths), abs=1e-6)
        keeps_to_limits(supply, found.chosen, found.payments)


@given(supplies(), st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=60)
def test_other_order_permutes_payments(supply: Supply, random: object) -> None:
    backers, measures = list(range(supply.backers)), list(range(supply.measures))
    random.shuffle(backers)  # type: ignore[attr-defined]
    random.shuffle(measures)  # type: ignore[attr-defined]
    other = permute(supply, backers, measures)
    for chosen in feasible(supply)[-3:]:
        plain, moved = contributions(supply, chosen), contributions(other, chosen[measures])
        assert plain is not None
        assert moved is not None
        assert moved[:, :, 0] == pytest.approx(plain[np.ix_(backers, measures)][:, :, 0], abs=1e-4)


@given(supplies(required=False))
@settings(deadline=None, max_examples=60)
def test_burdens_are_as_even_as_can_be(supply: Supply) -> None:
    # Nobody can be relieved at the expense only of those with a smaller burden.
    for chosen in feasible(supply)[-2:]:
        payments = contributions(supply, chosen)
        assert payments is not None
        burdens = payments.sum(axis=(1, 2)) / supply.held_against
        assert burdens.max() == pytest.approx(largest_burden(supply, chosen), abs=1e-5)
        for backer in range(supply.backers):
            at_most = np.maximum(burdens, 0) + np.where(burdens < burdens[backer] - 1e-3, 2e-4, 0)
            at_most[backer] = burdens[backer] - 2e-3
            if at_most[backer] > 0:
                caps = np.minimum(supply.budget, (at_most * supply.held_against)[:, None])
                assert not payable(supply, chosen, caps)


@given(supplies(required=False))
@settings(deadline=None, max_examples=60)
def test_without_permissions_it_is_water_filling(supply: Supply) -> None:
    free = Supply(supply.worth, supply.cost, supply.budget, np.ones_like(supply.permitted), supply.ability)
    everything = np.ones(free.measures, dtype=bool)
    payments = contributions(free, everything)
    if free.whole.sum() > free.budget.sum():
        assert payments is None
        return
    assert payments is not None
    expected = by_ability(float(free.whole.sum()), free.held_against, 0, free.budget[:, 0])
    assert payments.sum(axis=(1, 2)) == pytest.approx(expected, abs=1e-5)
    if free.whole.sum() > 0:
        spread = np.outer(expected, free.whole) / free.whole.sum()
        assert payments[:, :, 0] == pytest.approx(spread, abs=1e-5)


@given(supplies())
@settings(deadline=None, max_examples=60)
def test_near_best_against_enumeration(supply: Supply) -> None:
    found = near_best(supply, 4, within=0.5)
    worths = sorted((float(supply.worth[chosen].sum()) for chosen in feasible(supply)), reverse=True)
    expected = [worth for worth in worths if worth >= worths[0] * 0.5 - 1e-9][:4]
    assert [plan.worth for plan in found] == pytest.approx(expected, abs=1e-6)
    assert len({plan.chosen.tobytes() for plan in found}) == len(found)


@given(supplies(required=False))
@settings(deadline=None, max_examples=40)
def test_plans_far_apart(supply: Supply) -> None:
    found = near_best(supply, 4, within=1.0, apart=2)
    for number, plan in enumerate(found):
        assert all((plan.chosen ^ other.chosen).sum() >= 2 for other in found[:number])


@given(supplies())
@settings(deadline=None, max_examples=60)
def test_worth_by_cost_against_enumeration(supply: Supply) -> None:
    found = worth_by_cost(supply, 5)
    points = [(float(supply.whole[c].sum()), float(supply.worth[c].sum())) for c in feasible(supply)]
    assert bool(found) == bool(points)
    for plan in found:
        assert not any(cost <= plan.cost + 1e-9 and worth > plan.worth + 1e-6 for cost, worth in points)
        assert not any(cost < plan.cost - 1e-6 and worth >= plan.worth - 1e-9 for cost, worth in points)
    for earlier, later in pairwise(found):
        assert earlier.cost < later.cost
        assert earlier.worth < later.worth


def test_sixty_measures_and_fifteen_backers() -> None:
    rng = np.random.default_rng(5)
    supply = supply_of(
        rng.uniform(1, 20, 60),
        rng.uniform(1, 20, 60),
        rng.uniform(5, 40, 15),
        rng.random((15, 60)) < 0.4,
        rng.uniform(1, 100, 15),
        exclusions=((0, 1), (2, 3)),
        prerequisites=((4, (5,)), (6, (7, 8))),
    )
    before = time.process_time()
    plan = best_plan(supply)
    assert time.process_time() - before < 2
    assert plan is not None
    assert plan.proved
    keeps_to_limits(supply, plan.chosen, plan.payments)


def test_dates_and_budgets_by_period() -> None:
    # The second measure can only be paid in the second year, when the first takes everything.
    supply = supply_of(
        worth=[4, 3],
        cost=[[2, 3], [0, 2]],
        budget=[[9, 3]],
        permitted=[[True, True]],
    )
    plan = best_plan(supply)
    assert plan is not None
    assert plan.chosen.tolist() == [True, False]
    assert plan.payments[0, 0].tolist() == pytest.approx([2, 3])


def test_what_nobody_may_pay_for_is_left_and_what_is_free_is_taken() -> None:
    plan = best_plan(supply_of(worth=[4, 3], cost=[1, 0], budget=[9], permitted=[[False, False]]))
    assert plan is not None
    assert plan.chosen.tolist() == [False, True]
    assert plan.paid.tolist() == [0]
    assert best_plan(supply_of(worth=[4], cost=[1], budget=[9], permitted=[[False]], required=[0])) is None
    assert near_best(supply_of(worth=[4], cost=[1], budget=[0], permitted=[[True]], required=[0])) == ()
    assert worth_by_cost(supply_of(worth=[4], cost=[1], budget=[0], permitted=[[True]], required=[0])) == ()


def test_no_limit_on_a_budget() -> None:
    plan = best_plan(supply_of(worth=[1], cost=[8], budget=[np.inf, 1], permitted=[[True], [True]], ability=[1, 1]))
    assert plan is not None
    assert plan.paid == pytest.approx([7, 1])


@pytest.mark.parametrize("unit", [1e-6, 1.0, 1e9])
def test_units_of_money_do_not_matter(unit: float) -> None:
    cost, budget = np.array([4.0, 3, 5]) * unit, np.array([4.0, 4]) * unit
    plan = best_plan(supply_of([5, 4, 6], cost, budget, np.ones((2, 3)), [2 * unit, unit]))
    assert plan is not None
    assert plan.chosen.tolist() == [False, True, True]
    assert plan.paid / unit == pytest.approx([4, 4], abs=1e-6)


REFUSED = [
    pytest.param({"worth": [1, 2]}, "one entry a measure", id="two worths"),
    pytest.param({"cost": [-1]}, "below 0", id="a cost below 0"),
    pytest.param({"budget": [-1]}, "below 0", id="a budget below 0"),
    pytest.param({"ability": [0]}, "above 0", id="no ability"),
    pytest.param({"permitted": [[True, True]]}, "permissions", id="a permission too many"),
    pytest.param({"exclusions": [(0, 1)]}, "not there", id="an unknown measure"),
    pytest.param({"cost": [[[1]]]}, "one row", id="three axes"),
]


@pytest.mark.parametrize(("wrong", "words"), REFUSED)
def test_refused(wrong: dict[str, object], words: str) -> None:
    right: dict[str, object] = {"worth": [1], "cost": [1], "budget": [1], "permitted": [[True]]}
    with pytest.raises(ValueError, match=words):
        supply_of(**{**right, **wrong})
