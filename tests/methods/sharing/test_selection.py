"""Choices by listing and by cuts, against each other, every set of measures and the program with all payments."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pourparler.methods.sharing.alternatives import near_best, worth_by_cost
from pourparler.methods.sharing.choices import payable
from pourparler.methods.sharing.plan import TIES, complete, worth_of
from pourparler.methods.sharing.program import Program
from pourparler.methods.sharing.selection import Listing, Selection, choosing, differs_from
from pourparler.methods.sharing.supply import Chosen, Supply
from tests.methods.sharing.supplies import best, feasible, supplies, supply_of

many_periods = st.integers(1, 3).flatmap(lambda periods: supplies(periods=periods))


@given(many_periods)
@settings(deadline=None, max_examples=100)
def test_the_choices_that_can_be_paid(supply: Supply) -> None:
    listed = {chosen.tobytes() for chosen in payable(supply)}
    assert listed == {chosen.tobytes() for chosen in feasible(supply)}


@given(supplies())
@settings(deadline=None, max_examples=100)
def test_cuts_give_the_best_plan(supply: Supply) -> None:
    found, expected = complete(Selection(supply, [])), best(supply)
    if expected is None or found is None:
        assert found is None
        assert expected is None
        return
    assert found.proved
    assert (found.worth, found.burdens.max(), found.cost) == pytest.approx(expected, abs=1e-5)


@given(many_periods, many_periods)
@settings(deadline=None, max_examples=60)
def test_listing_cuts_and_payments_agree(supply: Supply, other: Supply) -> None:
    # Groups found out for one supply may be wrong guesses for another; they never change an answer.
    groups: list[Chosen] = []
    Selection(other, groups).best(np.zeros(other.measures))
    kept = [group for group in groups if len(group) == supply.backers]
    listing, selection, program = Listing(supply), Selection(supply, kept), Program(supply)
    limit = listing.cost_at_most(float(supply.whole.sum()) / 2)
    worst = [listing.best(listing.most_worth(), [limit]), selection.best(selection.most_worth(), [limit])]
    payments = program.solve(np.append(listing.most_worth(), np.zeros(program.columns - supply.measures)), [limit])
    assert [one is None for one in worst] == [payments is None] * 2
    if payments is not None:
        values = [worth_of(supply, one[0]) for one in worst if one is not None]
        assert values == pytest.approx([worth_of(supply, payments.chosen)] * 2, abs=1e-6)


@given(supplies())
@settings(deadline=None, max_examples=30)
def test_several_plans_by_cuts_are_those_by_listing(supply: Supply) -> None:
    listed = near_best(supply, 4, within=0.5), worth_by_cost(supply, 5)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("pourparler.methods.sharing.selection.enumerable", lambda _: False)
        assert isinstance(choosing(supply), Selection)
        cut = near_best(supply, 4, within=0.5), worth_by_cost(supply, 5)
    for one, other in zip(listed, cut, strict=True):
        assert [plan.worth for plan in one] == pytest.approx([plan.worth for plan in other], abs=1e-6)
    assert [plan.cost for plan in listed[1]] == pytest.approx([plan.cost for plan in cut[1]], abs=1e-5)


@pytest.mark.parametrize("by_cuts", [False, True])
def test_more_ties_than_are_listed(by_cuts: bool) -> None:
    # Any six of twelve are worth as much; the six that cost 2 are the lightest, and the cheapest.
    cost = np.append(np.full(6, 2.0), np.full(6, 2.5))
    supply = supply_of(np.ones(12), cost, [100, 100], np.ones((2, 12)), exclusions=[(0, 6)])
    limit = Listing(supply).cost_at_most(13.0)
    plan = complete(Selection(supply, []) if by_cuts else Listing(supply), (limit,))
    assert plan is not None
    assert plan.worth == 6
    assert plan.cost == 12
    assert len(payable(supply)) > TIES


def test_what_differs_and_what_is_there_when_nothing_is() -> None:
    row = differs_from(np.array([True, False]), 2)
    assert [float(row.coefficients @ one) >= row.low for one in ([1, 0], [0, 0], [0, 1])] == [False, False, True]
    nothing = supply_of([1, 2], [3, 0], [0], [[True, True]])
    for choices in (Listing(nothing), Selection(nothing, [])):
        found = choices.best(choices.most_worth())
        assert found is not None
        assert found[0].tolist() == [False, True]
    refused = supply_of([1], [3], [0], [[False]], required=[0])
    assert Listing(refused).best(np.zeros(1)) is None
    assert Selection(refused, []).best(np.zeros(1)) is None


@pytest.mark.parametrize("beyond", [1e-7, 1e-6, 1e-5])
def test_what_is_beyond_a_limit_by_less_than_the_solver_sees(beyond: float) -> None:
    # Three of twenty at a cost of 1 and a little more are beyond 3: two are taken, and no subset is tried one by one.
    cost = np.full(20, 1.0 + beyond)
    supply = supply_of(np.linspace(1, 2, 20), cost, [3], np.ones((1, 20)))
    plan = complete(Selection(supply, []))
    assert plan is not None
    assert np.flatnonzero(plan.chosen).tolist() == [18, 19]
    assert plan.proved


def test_limits_that_many_choices_lie_near() -> None:
    # Any two of thirty are worth a little less than asked for; whatever else is found keeps to the limit.
    supply = supply_of(np.full(30, 1.0), np.ones(30), [2], np.ones((1, 30)))
    selection = Selection(supply, [])
    row = selection.worth_at_least(2 + 2e-6)
    assert selection.best(selection.most_worth(), [row]) is None
    assert selection.best(selection.most_worth(), [selection.worth_at_least(2)]) is not None
