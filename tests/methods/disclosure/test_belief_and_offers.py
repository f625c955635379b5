"""Beliefs and offers against closed forms, a loop, and what must hold of them."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pourparler.methods.disclosure.belief import Belief, Told, bits, equal_parts, impossible, ledger, updated
from pourparler.methods.disclosure.hypotheses import from_offers, weighed
from pourparler.methods.disclosure.offers import best_offer, best_package, earned, shift_in_share, uniform_offer


def even(points: int, low: float = 0.0, high: float = 1.0) -> Belief:
    """A uniform belief by the middles of equal cells."""
    return Belief(low + (high - low) * (np.arange(points) + 0.5) / points, np.full(points, 1 / points))


def test_statement_update() -> None:
    """Likelihood 0.6 * 1[r <= 0.35] + 0.4 * 0.5 by hand: 0.8, 0.8, 0.2, 0.2 over 2."""
    before = Belief(np.array([0.1, 0.3, 0.5, 0.7]), np.full(4, 0.25))
    after = updated(before, -np.inf, 0.35, 0.6, 0.5)
    assert after.chances[0].tolist() == pytest.approx([0.4, 0.4, 0.1, 0.1], abs=1e-12)
    assert (before.mean()[0], after.mean()[0]) == pytest.approx((0.4, 0.28), abs=1e-12)
    assert bits(before, after)[0] == pytest.approx(0.2780719051126377, abs=1e-12)


def test_noise_left_out_is_the_weight_of_the_claim() -> None:
    """0.6 of the belief cut to the claim, 0.4 of the belief as it was."""
    before = Belief(np.array([0.0, 1.0, 2.0, 3.0]), np.array([0.1, 0.2, 0.3, 0.4]))
    after = updated(before, 1, 2, 0.6)
    cut = np.array([0, 0.2, 0.3, 0]) / 0.5
    assert after.chances[0].tolist() == pytest.approx((0.6 * cut + 0.4 * before.chances[0]).tolist(), abs=1e-12)


# Proposer with value v, reservation uniform on a to b: offer, chance, and bits of that belief beside uniform on 0 to 1.
OFFERS = [
    pytest.param(0.0, 1.0, 1.0, 0.5, 0.5, 0.0),
    pytest.param(0.0, 0.5, 1.0, 0.5, 1.0, 1.0),
    pytest.param(0.0, 0.3, 1.0, 0.3, 1.0, 1.7369655941662063),
    pytest.param(0.4, 1.0, 1.0, 0.7, 0.5, 0.7369655941662062),
    pytest.param(0.0, 1.0, 0.7, 0.35, 0.35, 0.0),
]


@pytest.mark.parametrize(("low", "high", "value", "offer", "chance", "told"), OFFERS)
def test_offers_to_a_uniform_value(
    low: float, high: float, value: float, offer: float, chance: float, told: float
) -> None:
    assert [float(one) for one in uniform_offer(low, high, value)] == pytest.approx([offer, chance], abs=1e-9)
    prior = even(10_000)
    after = updated(prior, low, high, 1.0)
    assert bits(prior, after)[0] == pytest.approx(told, abs=1e-9)
    on_grid, accepted = best_offer(after, value)
    assert on_grid[0] == pytest.approx(offer, abs=2e-4)
    assert accepted[0] == pytest.approx(chance, abs=2e-4)


# Prior uniform on 0 to 1, v = 1, true value 0.2: what the speaker earns before, and after each credible claim.
LEAKS = [
    pytest.param((0.0, 0.3), 0.1, 0.2, id="a low ceiling costs"),
    pytest.param((0.1, 1.0), 0.35, -0.05, id="a floor gains"),
    pytest.param((0.0, 0.5), 0.3, 0.0, id="one bit, at no cost"),
]


@pytest.mark.parametrize(("claim", "payoff", "cost"), LEAKS)
def test_what_a_leak_costs(claim: tuple[float, float], payoff: float, cost: float) -> None:
    before = earned(uniform_offer(0, 1, 1)[0], 0.2)
    after = earned(uniform_offer(*claim, 1)[0], 0.2)
    assert before == pytest.approx(0.3, abs=1e-12)
    assert after == pytest.approx(payoff, abs=1e-12)
    assert before - after == pytest.approx(cost, abs=1e-12)
    prior = even(2000)
    on_grid = earned(best_offer(updated(prior, *claim, 1.0), 1.0)[0], 0.2) - earned(best_offer(prior, 1.0)[0], 0.2)
    assert -on_grid == pytest.approx(cost, abs=1e-3)


@st.composite
def beliefs(draw: st.DrawFn) -> Belief:
    points = draw(st.integers(1, 8))
    grid = np.sort(draw(st.lists(st.integers(0, 100), min_size=points, max_size=points, unique=True)))
    rows = draw(st.integers(1, 3))
    weights = np.array([[draw(st.integers(0, 5)) for _ in range(points)] for _ in range(rows)], dtype=np.float64)
    assume((weights.sum(axis=1) > 0).all())
    return Belief(grid.astype(np.float64), weights / weights.sum(axis=1, keepdims=True))


@given(beliefs(), st.lists(st.integers(0, 99), max_size=4), st.floats(0, 1), st.data())
def test_posteriors_average_to_the_prior(
    prior: Belief, ends: list[int], credibility: float, data: st.DataObject
) -> None:
    """Total expectation over all statements the model can generate: a speaker who tells the part, or noise."""
    bounds = [-1.0, *sorted(set(ends)), 100.0]
    parts = [(low + 0.5, high) for low, high in itertools.pairwise(bounds)]
    raw = np.array([data.draw(st.integers(1, 5)) for _ in parts], dtype=np.float64)
    mean = np.zeros(prior.chances.shape)
    for (low, high), noise in zip(parts, raw / raw.sum(), strict=True):
        spoken = credibility * prior.chance(low, high) + (1 - credibility) * noise
        mean += spoken[:, None] * updated(prior, low, high, credibility, noise).chances
    assert mean == pytest.approx(prior.chances, abs=1e-9)


@given(beliefs(), st.integers(0, 100), st.integers(0, 100))
def test_words_nobody_believes_change_nothing(prior: Belief, one: int, other: int) -> None:
    for noise in (None, 0.3, 1.0):
        after = updated(prior, min(one, other), max(one, other), 0.0, noise)
        assert after.chances == pytest.approx(prior.chances, abs=1e-12)
        assert bits(prior, after) == pytest.approx(np.zeros(prior.draws), abs=1e-12)


@given(beliefs(), st.integers(0, 100), st.integers(0, 100), st.floats(0, 1))
def test_update_equals_a_loop(prior: Belief, one: int, other: int, credibility: float) -> None:
    low, high = min(one, other), max(one, other)
    after = updated(prior, low, high, credibility, 0.25)
    for row in range(prior.draws):
        joint = [
            chance * ((credibility if low <= value <= high else 0) + (1 - credibility) * 0.25)
            for value, chance in zip(prior.grid, prior.chances[row], strict=True)
        ]
        total = math.fsum(joint)
        expected = [one / total for one in joint] if total > 0 else prior.chances[row].tolist()
        assert after.chances[row].tolist() == pytest.approx(expected, abs=1e-12)


@given(beliefs(), st.integers(0, 100), st.integers(0, 100), st.floats(0, 1))
def test_bits_are_never_negative_and_no_more_than_the_claim_rules_out(
    prior: Belief, one: int, other: int, credibility: float
) -> None:
    low, high = min(one, other), max(one, other)
    revealed = bits(prior, updated(prior, low, high, credibility))
    assert (revealed >= 0).all()
    with np.errstate(divide="ignore"):
        most = np.where(impossible(prior, low, high), 0.0, -np.log2(prior.chance(low, high)))
    assert (revealed <= most + 1e-9).all()


def test_ledger_counts_in_order_and_a_claim_already_known_adds_nothing() -> None:
    prior = even(100)
    course = ledger(prior, (Told(0, 0.5, 1.0), Told(0, 0.8, 1.0), Told(0.25, 0.5, 1.0)))
    revealed = [bits(old, new)[0] for old, new in itertools.pairwise(course)]
    assert revealed == pytest.approx([1.0, 0.0, 1.0], abs=1e-12)


def test_what_the_listener_holds_impossible_changes_nothing_and_is_told() -> None:
    prior = Belief(np.array([10.0, 20.0]), np.array([0.5, 0.5]))
    assert impossible(prior, 30, 40).tolist() == [True]
    assert updated(prior, 30, 40, 1.0).chances.tolist() == prior.chances.tolist()
    assert updated(prior, 30, 40, 0.9, 0.5).chances.tolist() == prior.chances.tolist()


def test_a_distribution_by_its_quantiles() -> None:
    found = equal_parts(np.array([0.0, 5.0, 5.0, 5.0]))
    assert (found.grid.tolist(), found.chances.tolist()) == ([0.0, 5.0], [[0.25, 0.75]])


@pytest.mark.parametrize(
    ("grid", "chances"),
    [([2, 1], [0.5, 0.5]), ([1, 2], [0.5, 0.6]), ([1, 2], [1.5, -0.5]), ([1], [0.5, 0.5]), ([], [])],
)
def test_what_is_no_belief(grid: list[float], chances: list[float]) -> None:
    with pytest.raises(ValueError, match="belief"):
        Belief(np.array(grid), np.array(chances))


@pytest.mark.parametrize(("low", "high", "trust"), [(0, 1, 1.5), (0, 1, -0.1), (0, 1, float("nan")), (1, 0, 0.5)])
def test_what_is_no_statement(low: float, high: float, trust: float) -> None:
    with pytest.raises(ValueError, match="lie"):
        updated(even(4), low, high, trust)


@given(beliefs(), st.integers(-20, 120))
def test_best_offer_is_the_best_by_trying_each(belief: Belief, value: int) -> None:
    offer, accepted = best_offer(belief, value)
    for row in range(belief.draws):
        gains = [
            (value - y) * math.fsum(c for r, c in zip(belief.grid, belief.chances[row], strict=True) if r <= y)
            for y in belief.grid
        ]
        if max(gains) > 0:
            assert (value - offer[row]) * accepted[row] == pytest.approx(max(gains), abs=1e-9)
        else:
            assert offer[row] == belief.grid[0]


@given(beliefs(), st.data())
def test_best_package_is_the_best_by_trying_each(belief: Belief, data: st.DataObject) -> None:
    whole = st.integers(0, 100)
    mine = np.array([[data.draw(whole) for _ in range(5)] for _ in range(belief.draws)], dtype=np.float64)
    theirs = np.array([[data.draw(whole) for _ in range(5)] for _ in range(belief.draws)], dtype=np.float64)
    floor = np.array([data.draw(whole) for _ in range(belief.draws)], dtype=np.float64)
    passes = np.array([[data.draw(st.booleans()) for _ in range(5)] for _ in range(belief.draws)])
    # A third party accepts what passes; what the other's own floor is makes no difference.
    worth = np.stack([mine, passes.astype(np.float64), theirs], axis=1)
    floors = np.column_stack([floor, np.ones(belief.draws), np.full(belief.draws, 99.0)])
    found = best_package(worth, floors, 0, 2, belief)
    assert np.array_equal(found[2:], best_package(worth[2:], floors[2:], 0, 2, belief, 2))
    for row, chosen in enumerate(found):
        gains = [
            (mine[row, package] - floor[row]) * float(belief.chances[row][belief.grid <= theirs[row, package]].sum())
            if passes[row, package]
            else -1.0
            for package in range(5)
        ]
        if max(gains) > 1e-9:
            assert gains[chosen] == pytest.approx(max(gains), abs=1e-8)
        else:
            assert chosen == -1


@pytest.mark.parametrize(
    ("fall", "weight", "floor", "shift"),
    [(0.1, 0.5, None, -0.05), (0.1, 0.7, None, -0.03), (-0.1, 0.5, 0.0, 0.05), (0.8, 0.5, 0.25, -0.25), (0, 0, 1, 0)],
)
def test_shift_in_share(fall: float, weight: float, floor: float | None, shift: float) -> None:
    """Share = d + a (S - d - d'): its derivative in the believed d is 1 - a; never below the true no-deal value."""
    assert shift_in_share(fall, weight, floor) == pytest.approx(shift, abs=1e-12)


def test_hypotheses() -> None:
    """Zeng and Sycara's form: 0.95 and 0.75 over equal priors."""
    assert weighed([0.5, 0.5], [0.95, 0.75]).tolist() == pytest.approx(
        [0.5588235294117647, 0.4411764705882353], abs=1e-12
    )
    with pytest.raises(ValueError, match="hypothesis"):
        weighed([1.0, 0.0], [0.0, 1.0])


@given(st.lists(st.lists(st.floats(0, 1), min_size=3, max_size=3), min_size=2, max_size=4))
def test_offers_speak_for_the_hypothesis_that_they_fit_best(worth: list[list[float]]) -> None:
    prior = np.full(len(worth), 1 / len(worth))
    chances = from_offers(prior, worth, concession=0.1, spread=0.15)
    misfit = ((np.array(worth) - [1.0, 0.9, 0.8]) ** 2).sum(axis=1)
    assert chances.sum() == pytest.approx(1, abs=1e-12)
    assert chances[misfit.argmin()] == pytest.approx(chances.max(), abs=1e-12)
    expected = np.exp(-misfit / (2 * 0.15**2))
    if expected.sum() > 1e-200:
        assert chances.tolist() == pytest.approx((expected / expected.sum()).tolist(), abs=1e-9)
