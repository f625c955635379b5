"""When it hurts, what waiting brings, and the benchmarks: against closed forms, play-outs and identities."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from pourparler.methods.conflict.exit import with_exit
from pourparler.methods.conflict.terms import events_until_agreed
from pourparler.methods.conflict.walk import Stakes, Walk, course, values
from pourparler.methods.timing.benchmarks import (
    attrition_lasts,
    attrition_length,
    attrition_rates,
    attrition_until,
    option_to_wait,
)
from pourparler.methods.timing.occupancy import going_on, occupancy, transition, undecided
from pourparler.methods.timing.region import driftless_value, hurting_region
from pourparler.methods.timing.waiting import Bargain, Outlook, shared_waste, waiting

Array = NDArray[np.float64]
# Source: c_timing.json of the theory, go_it_alone_exit.
ALONE = [0.0] * 11 + [0.01, 0.04, 0.09, 0.16, 0.25, 0.36, 0.49, 0.64, 0.81, 1.0]


def test_going_it_alone_is_worth_what_the_closed_form_says() -> None:
    walk = Walk(20, np.array([15]), np.array([0.5]), np.array([0.5]))
    stakes = Stakes(*(np.array([[one]]) for one in (1.0, 0.0, 0.0, 0.01, 1.0)))
    found, exits = with_exit(walk, stakes, np.array([[0.0]]))
    assert found[0, 0] == pytest.approx(ALONE, abs=1e-9)
    assert int(np.flatnonzero(exits[0, 0]).max()) == 10
    assert driftless_value(20 - np.arange(21), 0.5, 0.01) == pytest.approx(ALONE, abs=1e-9)


def hurting(own: float, other: float, steps: int = 20, up: float = 0.5, down: float = 0.5) -> list[int]:
    walk = Walk(steps, np.array([steps // 2]), np.array([up]), np.array([down]))
    ends = np.array([[1.0, 0.0]]), np.array([[0.0, 1.0]]), np.zeros((1, 2))
    stakes = Stakes(*ends, np.array([[own, other]]), np.ones((1, 2)))
    found = hurting_region(walk, stakes, np.zeros((1, 2)))
    return [int(one) for one in np.flatnonzero(found.mutual[0])]


def test_the_mutually_hurting_states_are_those_of_the_theory() -> None:
    """Source: bargaining.md, C1: costs 0.04 and 0.0625 and twenty steps give 4 to 15."""
    assert hurting(0.04, 0.0625) == list(range(4, 16))
    assert hurting(0.0001, 0.0625) == []


@given(st.floats(0.005, 0.1), st.floats(0.005, 0.1), st.floats(0.1, 0.45), st.floats(0.1, 0.45))
def test_mirrored_sides_hurt_in_mirrored_states_and_more_cost_hurts_in_more(
    own: float, other: float, up: float, down: float
) -> None:
    there = hurting(own, other, 12, up, down)
    assert [12 - one for one in hurting(other, own, 12, down, up)][::-1] == there
    assert set(there) <= set(hurting(own * 1.5, other, 12, up, down))


@given(
    st.integers(2, 9),
    st.floats(0.0, 0.5),
    st.floats(0.0, 0.5),
    st.floats(0.0, 0.3),
    st.integers(0, 30),
    st.data(),
)
def test_where_it_stands_is_the_power_of_the_transition_matrix(
    steps: int, up: float, down: float, halt: float, periods: int, data: st.DataObject
) -> None:
    start = data.draw(st.integers(1, steps - 1))
    walk = Walk(steps, np.array([start]), np.array([up]), np.array([down]), np.array([halt]))
    found = occupancy(walk, periods)
    slow = np.linalg.matrix_power(transition(walk), periods)[start]
    assert found[0, -1] == pytest.approx(slow, abs=1e-12)
    assert found.sum(axis=2) == pytest.approx(1.0)
    halfway = occupancy(walk, periods // 2)[:, -1]
    assert occupancy(walk, periods - periods // 2, halfway)[0, -1] == pytest.approx(slow, abs=1e-12)
    told = undecided(found)[0]
    assert (np.diff(told) <= 1e-12).all() and (going_on(found) <= undecided(found) + 1e-12).all()
    assert told[-1] == pytest.approx(1 - slow[0] - slow[steps], abs=1e-12)


def test_in_the_long_run_it_ends_as_the_walk_ends_and_lasts_as_long() -> None:
    walk = Walk(10, np.array([4]), np.array([0.45]), np.array([0.35]))
    found, ends = occupancy(walk, 900), course(walk, [[1.0]])
    assert found[0, -1, [0, 10]] == pytest.approx([ends.second[0, 0], ends.first[0, 0]], abs=1e-9)
    assert going_on(found)[0].sum() == pytest.approx(28.9944214221687, abs=1e-6)


def test_a_play_out_finds_it_as_often_in_each_state() -> None:
    generator = np.random.default_rng(7)
    walk = Walk(6, np.array([2]), np.array([0.3]), np.array([0.25]), np.array([0.05]))
    at = np.full(200_000, 2)
    for _ in range(8):
        inner = (at > 0) & (at < 6)
        frozen, chance = generator.random(len(at)) < 0.05, generator.random(len(at))
        step = np.where(chance < 0.3, 1, np.where(chance < 0.55, -1, 0))
        at = np.where(inner, np.where(frozen, 7, at + step), at)
    counted = np.bincount(at, minlength=8) / len(at)
    assert occupancy(walk, 8)[0, -1] == pytest.approx(counted, abs=0.004)


# ------------------------------------------------------------------ waiting


def outlook(
    cost: Array, patience: float, up: float, down: float, halt: float = 0.0, extra: float = 0.0, start: int = 5
) -> tuple[Outlook, Array]:
    """Return a side's outlook over ten steps whose ends share 1, and the no-deal values of every state."""
    walk = Walk(10, np.array([start]), np.array([up]), np.array([down]), np.array([halt]))
    ends = np.array([[1.0, 0.0]]), np.array([[0.0, 1.0]]), np.array([[0.45, 0.55]])
    worth = values(walk, Stakes(*ends, cost, np.full((1, 2), patience)))[0] + extra
    states = [worth[:, start - 1], worth[:, start], worth[:, start + 1], ends[2][0]]
    going = 1 - halt
    chances = np.array([[going * down, going * (1 - up - down), going * up, halt]])
    ended = np.array([[start == 1, False, start == 9, True]])
    told = Outlook(worth[:, start][None], np.array([states]), ended, chances, cost, np.full((1, 2), patience))
    return told, worth


chances_of_a_step = st.floats(0.05, 0.45)
costs = st.tuples(st.floats(0.0, 0.05), st.floats(0.0, 0.05)).map(lambda two: np.array([two]))


@given(costs, st.floats(0.8, 1.0), chances_of_a_step, chances_of_a_step, st.floats(0, 0.3), st.integers(1, 9))
def test_with_shared_beliefs_waiting_is_joint_waste_whatever_is_anticipated(
    cost: Array, patience: float, up: float, down: float, halt: float, start: int
) -> None:
    """The identity of the theory, section C3, with ends that share what there is to share."""
    told, _ = outlook(cost, patience, up, down, halt, start=start)
    bargain = Bargain(np.array([1.0]), np.ones((1, 2)))
    found = waiting(bargain, told, priced_now=told.now, priced_later=told.later)
    assert found.waste == pytest.approx(shared_waste(bargain, cost, [patience]), abs=1e-9)
    assert found.total == pytest.approx(found.waste, abs=1e-12)
    assert (found.waste <= 1e-12).all()


@given(costs, st.floats(0.8, 1.0), chances_of_a_step, chances_of_a_step, st.integers(1, 9), st.integers(1, 12))
def test_waiting_longer_costs_the_same_a_period_for_as_long_as_it_goes_on(
    cost: Array, patience: float, up: float, down: float, start: int, periods: int
) -> None:
    """Sign after so many periods: by backward recursion over all states, against one period's waste."""
    told, worth = outlook(cost, patience, up, down, start=start)
    bargain = Bargain(np.array([1.0]), np.ones((1, 2)))
    signing = bargain.terms(worth.T[None])[0]
    value = signing.copy()
    for _ in range(periods):
        inner = down * value[:-2] + (1 - up - down) * value[1:-1] + up * value[2:]
        value[1:-1] = patience * inner - cost
    walk = Walk(10, np.array([start]), np.array([up]), np.array([down]))
    lasting = going_on(occupancy(walk, periods))[0, :periods]
    paid = float((patience ** np.arange(periods) * lasting).sum())
    expected = waiting(bargain, told).waste[0] * paid
    assert value[start] - signing[start] == pytest.approx(expected, abs=1e-9)


def test_the_base_case_loses_what_the_theory_says() -> None:
    """Source: bargaining.md, C3: 0.5 (0.005 + 0.004 + 0.02) = 0.0145."""
    cost = np.array([[0.005, 0.004]])
    told, _ = outlook(cost, 0.98, 0.32, 0.32)
    found = waiting(Bargain(np.array([1.0]), np.ones((1, 2))), told)
    assert found.waste == pytest.approx(np.full((1, 2), -0.0145), abs=1e-12)


@given(st.floats(1.0, 40.0), st.floats(1.0, 40.0), st.floats(0.1, 5.0))
def test_units_of_a_party_change_nothing_but_its_own_numbers(own: float, other: float, unit: float) -> None:
    cost = np.array([[0.005, 0.004]])
    told, _ = outlook(cost, 0.98, 0.3, 0.25)
    worth = told.now + np.array([[own, other]]) / 100
    plain = waiting(Bargain.at(worth, told.now), told).waste
    scale = np.array([1.0, unit])
    other_units = Outlook(
        told.now * scale, told.later * scale, told.ended, told.chances, cost * scale, np.full((1, 2), 0.98)
    )
    scaled = waiting(Bargain.at(worth * scale, told.now * scale), other_units).waste
    assert scaled == pytest.approx(plain * scale, rel=1e-9)
    assert Bargain.at(worth, told.now).terms(told.now) == pytest.approx(worth)


def test_a_side_that_expects_more_gains_by_its_own_belief_only() -> None:
    cost = np.array([[0.005, 0.004]])
    told, _ = outlook(cost, 0.98, 0.3, 0.3)
    hopeful = np.array([[[0.1, 0.5, 0.4, 0.0], [0.3, 0.4, 0.3, 0.0]]])
    found = waiting(Bargain(np.array([1.0]), np.ones((1, 2))), told, own_chances=hopeful)
    assert found.beliefs[0, 0] > 0 and found.beliefs[0, 1] == pytest.approx(0.0, abs=1e-12)
    unknown = hopeful.copy()
    unknown[0, 0] = np.nan
    lacking = waiting(Bargain(np.array([1.0]), np.ones((1, 2))), told, own_chances=unknown)
    assert np.isnan(lacking.beliefs[0, 0]) and lacking.total[0, 0] == pytest.approx(lacking.waste[0, 0])


def test_support_nobody_reckons_with_is_gained_by_who_has_it_and_lost_by_the_other() -> None:
    cost = np.array([[0.002, 0.004]])
    told, _ = outlook(cost, 0.98, 0.32, 0.32)
    without, _ = outlook(np.array([[0.005, 0.004]]), 0.98, 0.32, 0.32)
    bargain = Bargain(np.array([1.0]), np.ones((1, 2)))
    found = waiting(bargain, told, priced_now=without.now, priced_later=told.later)
    moved = (told.now - without.now)[0, 0]
    assert found.support[0] == pytest.approx([moved / 2, -moved / 2], abs=1e-12)
    never = waiting(bargain, told, priced_now=without.now, priced_later=without.later)
    assert (np.abs(never.support) < np.abs(found.support)).all()
    assert found.total[0].sum() == pytest.approx(found.waste[0].sum(), abs=1e-12)


def test_what_would_be_kept_only_later_is_a_reason_to_wait() -> None:
    cost = np.array([[0.005, 0.004]])
    told, _ = outlook(cost, 0.98, 0.32, 0.32)
    bargain = Bargain(np.array([1.0]), np.ones((1, 2)))
    yes, no = np.array([True]), np.array([False])
    later = waiting(bargain, told, holds_now=no, holds_later=yes)
    never = waiting(bargain, told, holds_now=no, holds_later=no)
    now = waiting(bargain, told, holds_now=yes, holds_later=yes)
    assert (later.commitment > 0).all() and (later.total > 0).all()
    assert never.total == pytest.approx(np.zeros((1, 2)), abs=1e-12)
    assert now.commitment == pytest.approx(np.zeros((1, 2)), abs=1e-12)


# ------------------------------------------------------------------ benchmarks


def test_attrition_with_known_prizes() -> None:
    """Source: c_timing.json, attrition_symmetric; played out besides."""
    rates = attrition_rates([10, 10], [1, 1])
    told = (*rates, float(attrition_length(rates)), float(attrition_lasts(rates, 10)))
    assert told == pytest.approx((0.1, 0.1, 5.0, 0.1353352832366127), abs=1e-9)
    generator = np.random.default_rng(3)
    quits = generator.exponential(1 / rates, size=(400_000, 2))
    payoff = np.where(quits[:, 0] > quits[:, 1], 10.0, 0.0) - quits.min(axis=1)
    assert payoff.mean() == pytest.approx(0.0, abs=0.05)


def test_attrition_with_private_prizes_is_a_best_reply_to_itself() -> None:
    """Source: c_timing.json, attrition_private_values."""
    assert attrition_until([0.5, 0.9]) == pytest.approx([0.1931471805599453, 1.4025850929940455], abs=1e-10)
    grid = np.linspace(0, 0.999, 2000)
    until = attrition_until(grid)
    for prize in (0.3, 0.6, 0.8):
        wins = np.cumsum(prize - until) * (grid[1] - grid[0])
        payoff = wins - until * (1 - grid)
        assert grid[int(payoff.argmax())] == pytest.approx(prize, abs=0.01)


@pytest.mark.parametrize(("drift", "spread", "rate"), [(0.0, 0.2, 0.04), (0.01, 0.25, 0.05)])
def test_the_option_to_wait_matches_values_and_slopes(drift: float, spread: float, rate: float) -> None:
    """Source: c_timing.json, option_to_wait (2 and 2), and the quadratic whose root the exponent is."""
    exponent, threshold = option_to_wait(drift, spread, rate)
    assert spread**2 / 2 * exponent * (exponent - 1) + drift * exponent - rate == pytest.approx(0.0, abs=1e-12)
    assert threshold == pytest.approx(exponent * (threshold - 1), rel=1e-9)
    if drift == 0:
        assert (exponent, threshold) == pytest.approx((2.0, 2.0), abs=1e-9)


def test_beliefs_converge_after_as_many_events_as_the_oracle_says() -> None:
    """Source: a_leverage.json, convergence_events."""
    assert float(events_until_agreed(0.4, 0.1, 10)) == pytest.approx(30.0, abs=1e-12)


@pytest.mark.parametrize(
    "call",
    [
        lambda: Bargain(np.array([1.0]), np.array([[1.0, 0.0]])),
        lambda: Bargain(np.array([1.0, 2.0]), np.array([[1.0, 1.0]])),
        lambda: Bargain(np.array([1.0]), np.array([[1.0, 1.0]]), np.array([-1.0, 1.0])),
        lambda: occupancy(Walk(4, np.array([2]), np.array([0.1]), np.array([0.1])), -1),
        lambda: driftless_value(3, 0.5, 0.0),
        lambda: option_to_wait(0.05, 0.2, 0.04),
        lambda: attrition_rates([10, 0], [1, 1]),
        lambda: attrition_until([1.0]),
    ],
)
def test_what_cannot_be_is_refused(call: object) -> None:
    with pytest.raises(ValueError):
        call()  # type: ignore[operator]
