"""Plans of many draws by looking at every choice, against one program a draw; even burdens without a solver."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from pourparler.methods.sharing.choices import enumerable
from pourparler.methods.sharing.contributions import contributions
from pourparler.methods.sharing.even_burdens import even_payments, missing_money
from pourparler.methods.sharing.fitting import fitting
from pourparler.methods.sharing.over_draws import _programmed, best_over_draws
from pourparler.methods.sharing.supply import DrawnSupply, Supply, stacked
from tests.methods.sharing.by_groups import even_by_groups, missing_by_groups
from tests.methods.sharing.supplies import feasible, subsets, supplies, supply_of

Array = NDArray[np.float64]


@given(st.integers(1, 3).flatmap(lambda periods: supplies(periods=periods)))
@settings(deadline=None, max_examples=150)
def test_even_payments_are_the_contributions(supply: Supply) -> None:
    for chosen in list(subsets(supply.measures))[::3]:
        cost = np.where(chosen[:, None], supply.cost, 0)[None]
        paid, possible = even_payments(cost, supply.budget[None], supply.permitted, supply.held_against[None])
        expected = contributions(supply, chosen)
        assert bool(possible[0]) == (expected is not None)
        if expected is not None:
            assert paid[0] == pytest.approx(expected.sum(axis=(1, 2)), abs=1e-5)
        else:
            assert np.isnan(paid).all()


@given(st.integers(1, 2).flatmap(lambda periods: supplies(periods=periods)), st.integers(0, 99))
@settings(deadline=None, max_examples=60)
def test_every_choice_against_programs(supply: Supply, seed: int) -> None:
    rng = np.random.default_rng(seed)
    drawn = [
        Supply(
            supply.worth + rng.uniform(0, 1, supply.measures) * (seed % 2),
            supply.cost * rng.uniform(0.5, 1.5),
            supply.budget,
            supply.permitted,
            supply.ability,
            supply.exclusions,
            supply.prerequisites,
            supply.required,
        )
        for _ in range(3)
    ]
    fast, slow = best_over_draws(stacked(drawn)), _programmed(stacked(drawn))
    assert fast.possible.tolist() == slow.possible.tolist()
    for number, one in enumerate(drawn):
        if fast.possible[number]:
            worths = [float(one.worth[plans.chosen[number]].sum()) for plans in (fast, slow)]
            costs = [float(one.whole[plans.chosen[number]].sum()) for plans in (fast, slow)]
            assert worths[0] == pytest.approx(worths[1], abs=1e-5)
            assert costs[0] == pytest.approx(costs[1], abs=1e-4)
            burdens = [(plans.paid[number] / one.held_against).max() for plans in (fast, slow)]
            assert burdens[0] == pytest.approx(burdens[1], abs=1e-4)


@given(st.integers(1, 3).flatmap(lambda periods: supplies(periods=periods, required=False)))
@settings(deadline=None, max_examples=60)
def test_missing_money_is_that_of_the_program(supply: Supply) -> None:
    plain = Supply(supply.worth, supply.cost, supply.budget, supply.permitted)
    cost = supply.cost[None]
    found = fitting(plain, range(plain.measures))
    expected = np.inf if found.money is None else found.money
    together, alone = missing_money(cost, supply.budget[None], supply.permitted)
    assert together[0] == pytest.approx(expected, abs=1e-4)
    assert alone[0].tolist() == pytest.approx(found.alone.tolist(), abs=1e-4)


@given(st.integers(1, 2).flatmap(lambda periods: supplies(periods=periods)), st.integers(0, 99), st.integers(1, 3))
@settings(deadline=None, max_examples=60)
def test_draws_and_choices_are_looked_at_in_parts(supply: Supply, seed: int, at_once: int) -> None:
    rng = np.random.default_rng(seed)
    budget = np.where(rng.random(supply.budget.shape) < 0.2, np.inf, supply.budget)
    drawn = DrawnSupply(
        supply.worth * rng.integers(0, 3, (5, supply.measures)),
        supply.cost * rng.uniform(0.5, 1.5, (5, 1, 1)),
        np.repeat(budget[None], 5, axis=0),
        np.repeat(supply.held_against[None], 5, axis=0),
        supply,
    )
    whole = best_over_draws(drawn)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("pourparler.methods.sharing.over_draws.AT_ONCE", at_once)
        patch.setattr("pourparler.methods.sharing.over_draws.NUMBERS", 100)
        patch.setattr("pourparler.methods.sharing.choices.NUMBERS", 100)
        parts = best_over_draws(drawn)
    np.testing.assert_array_equal(parts.chosen, whole.chosen)
    np.testing.assert_array_equal(parts.possible, whole.possible)
    for draw in range(5):
        told = drawn.at(draw)
        worths = [float(told.worth[chosen].sum()) for chosen in feasible(told)]
        assert whole.possible[draw] == bool(worths)
        if worths:
            assert told.worth[whole.chosen[draw]].sum() == pytest.approx(max(worths))


def test_many_measures_go_to_the_solver() -> None:
    supply = supply_of(np.arange(1, 14), np.ones(13), [4], np.ones((1, 13)))
    assert not enumerable(supply)
    plans = best_over_draws(stacked([supply, supply]))
    assert plans.proved
    assert plans.chosen.sum(axis=1).tolist() == [4, 4]
    assert plans.paid == pytest.approx(np.full((2, 1), 4.0))


def test_budgets_without_limit() -> None:
    cost = np.array([[[5.0, 1.0]]])
    budget = np.array([[[np.inf, np.inf], [1.0, 0.0]]])
    paid, possible = even_payments(cost, budget, np.ones((2, 1), dtype=bool), np.ones((1, 2)))
    assert possible.tolist() == [True]
    assert paid[0] == pytest.approx([5, 1])


@st.composite
def flows(draw: st.DrawFn) -> tuple[Array, Array, NDArray[np.bool_], Array]:
    """Costs (measures, periods), budgets (backers, periods), permissions and abilities, whole numbers that tie."""
    measures, backers, periods = draw(st.integers(1, 5)), draw(st.integers(1, 4)), draw(st.integers(1, 3))

    def amounts(low: int, high: int, *shape: int) -> Array:
        size = int(np.prod(shape))
        return np.array(draw(st.lists(st.integers(low, high), min_size=size, max_size=size)), float).reshape(shape)

    budget = amounts(0, 14, backers, periods)
    budget[budget > 12] = np.inf
    unit = draw(st.sampled_from([1.0, 1e-6, 1e9, 1 / 3]))
    may = amounts(0, 2, backers, measures) > 0
    return amounts(0, 9, measures, periods) * unit, budget * unit, may, amounts(1, 9, backers)


@given(flows())
@settings(deadline=None, max_examples=300)
def test_flows_against_groups(given_flow: tuple[Array, Array, NDArray[np.bool_], Array]) -> None:
    cost, budget, permitted, ability = given_flow
    unit = max(float(cost.max()), 1e-9)
    (paid,), (possible,) = even_payments(cost[None], budget[None], permitted, ability[None])
    expected = even_by_groups(cost, budget, permitted, ability)
    assert bool(possible) == (expected is not None)
    if expected is not None:
        assert paid / unit == pytest.approx(expected / unit, abs=1e-8)
    together, alone = missing_money(cost[None], budget[None], permitted)
    least, each = missing_by_groups(cost, budget, permitted)
    assert together[0] / unit == pytest.approx(least / unit, abs=1e-8)
    assert (alone[0] / unit).tolist() == pytest.approx((np.array(each) / unit).tolist(), abs=1e-8)
    assert bool(possible) == (together[0] == 0)


def test_draws_are_worked_out_one_by_one_and_other_orders_permute() -> None:
    rng = np.random.default_rng(4)
    permitted = rng.random((4, 3)) < 0.6
    cost, budget, ability = rng.uniform(0, 5, (30, 3, 2)), rng.uniform(0, 9, (30, 4, 2)), rng.uniform(1, 5, (30, 4))
    paid, possible = even_payments(cost, budget, permitted, ability)
    assert 0 < possible.sum() < 30
    moved, same = even_payments(cost[::-1, ::-1], budget[::-1, ::-1], permitted[::-1, ::-1], ability[::-1, ::-1])
    assert same[::-1].tolist() == possible.tolist()
    np.testing.assert_allclose(moved[::-1, ::-1], paid, rtol=1e-9)


def test_more_backers_than_groups_could_be_counted_for() -> None:
    rng = np.random.default_rng(5)
    permitted = rng.random((40, 20)) < 0.3
    cost, budget, ability = rng.uniform(1, 5, (20, 2)), rng.uniform(1, 5, (40, 2)), rng.uniform(1, 5, 40)
    (paid,), (possible,) = even_payments(cost[None], budget[None], permitted, ability[None])
    supply = Supply(np.ones(20), cost, budget, permitted, ability)
    expected = contributions(supply, np.ones(20, dtype=bool))
    assert possible
    assert expected is not None
    assert paid == pytest.approx(expected.sum(axis=(1, 2)), abs=1e-5)


def test_refused() -> None:
    with pytest.raises(ValueError, match="no draw"):
        stacked([])
    with pytest.raises(ValueError, match="amounts only"):
        stacked([supply_of([1], [1], [1], [[True]]), supply_of([1], [1], [1], [[False]])])
    one = supply_of([1], [1], [1], [[True]])
    ones: list[Array] = [np.ones((2, 1)), np.ones((2, 1, 1)), np.ones((2, 1, 1)), np.ones((2, 1))]
    for place, wrong, words in (
        (0, np.ones((2, 2)), "amounts only"),
        (0, np.full((2, 1), np.nan), "finite"),
        (1, np.full((2, 1, 1), -1.0), "no cost is below 0"),
        (2, np.full((2, 1, 1), np.nan), "no budget is below 0"),
        (3, np.zeros((2, 1)), "above 0"),
    ):
        with pytest.raises(ValueError, match=words):
            DrawnSupply(*(wrong if number == place else right for number, right in enumerate(ones)), one)  # type: ignore[arg-type, call-arg]
