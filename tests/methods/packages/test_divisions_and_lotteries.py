"""Adjusted Winner, bargaining weights and lotteries: published results, and what must hold for any numbers."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pourparler.methods.packages.adjusted_winner import adjusted_winner
from pourparler.methods.packages.bargaining_weights import rubinstein_shares, weights_from_access
from pourparler.methods.packages.lotteries import (
    egalitarian_lottery,
    kalai_smorodinsky_lottery,
    nash_lottery,
    raiffa_lottery,
    utilitarian_lottery,
)
from pourparler.methods.packages.solutions import nash

SEEDS = st.integers(0, 10_000)
PUBLISHED = {
    "Panama Canal: Raiffa's points; Brams and Taylor 1996, ch. 5": (
        [22, 22, 15, 14, 11, 6, 4, 2, 2, 2],
        [9, 15, 15, 3, 15, 5, 11, 7, 7, 13],
        66.0,
        [1, 1, 2 / 15, 1, 0, 1, 0, 0, 0, 0],
    ),
    "Camp David: Brams and Togman 1996, table as recalled": (
        [35, 10, 20, 10, 5, 20],
        [55, 5, 10, 5, 20, 5],
        395 / 6,
        [1 / 6, 1, 1, 1, 0, 1],
    ),
    "a divorce: Brams and Taylor 1996": (
        [50, 20, 15, 10, 5],
        [40, 30, 10, 10, 10],
        56 + 2 / 3,
        None,
    ),
}


@pytest.mark.parametrize("name", PUBLISHED)
def test_published_divisions(name: str) -> None:
    first, second, points, share = PUBLISHED[name]
    found = adjusted_winner([first, second])
    assert found.points == pytest.approx([points, points], abs=1e-12)
    if share is not None:
        assert found.first_share == pytest.approx(share, abs=1e-12)


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), min_size=1, max_size=7))
def test_a_division_is_equal_envy_free_and_efficient(pairs: list[tuple[int, int]]) -> None:
    points = np.array(pairs, dtype=np.float64).T
    if (points.sum(axis=1) == 0).any():
        with pytest.raises(ValueError, match="no points"):
            adjusted_winner(points)
        return
    found = adjusted_winner(points)
    assert found.points.min() >= 50 - 1e-9
    assert found.points[0] == pytest.approx(found.points[1]) or set(found.first_share.tolist()) <= {0.0, 0.5, 1.0}
    scaled = 100 * points / points.sum(axis=1, keepdims=True)
    # Efficient: it maximises some weighted sum, that at the cut, so swapping shares cannot help both.
    ratio = scaled[0] / np.maximum(scaled.sum(axis=0), 1e-300)
    has, lacks = ratio[(found.first_share > 0) & (scaled.sum(axis=0) > 0)], ratio[found.first_share < 1]
    if len(has) and len(lacks):
        assert has.min() >= lacks[lacks >= 0].max() - 1e-12 or scaled.sum(axis=0).min() == 0
    other = adjusted_winner(points[::-1])
    assert other.first_share == pytest.approx(1 - found.first_share)
    assert other.points == pytest.approx(found.points[::-1])


@pytest.mark.parametrize(
    ("points", "words"),
    [
        ([[1, 2]], "two parties"),
        ([[1, -1], [1, 1]], "0 or more"),
        ([[1, np.inf], [1, 1]], "finite"),
        ([[], []], "shape"),
    ],
)
def test_bad_points_are_refused(points: list[list[float]], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        adjusted_winner(points)


def test_weights_are_the_fixed_point_of_random_proposals() -> None:
    """The proposer takes all but what the others would wait for; values repeat themselves."""
    access, patience = np.array([0.5, 0.3, 0.2]), np.array([0.9, 0.95, 0.8])
    worth = weights_from_access(access, patience)
    surplus = 1 - (patience * worth).sum()
    assert patience * worth + access * surplus == pytest.approx(worth)
    assert worth == pytest.approx([5 / 12, 1 / 2, 1 / 12])


def test_alternating_offers() -> None:
    """Rubinstein 1982; Binmore, Rubinstein and Wolinsky 1986."""
    assert rubinstein_shares([0.9, 0.8]) == pytest.approx((0.7142857142857143, 0.6792718074117631))


@pytest.mark.parametrize(
    ("access", "patience"), [([1], [1.0]), ([0, 0], [0.5, 0.5]), ([1, -1], [0.5, 0.5]), ([1, 1], [0.5]), ([], [])]
)
def test_bad_access_is_refused(access: list[float], patience: list[float]) -> None:
    with pytest.raises(ValueError):
        weights_from_access(access, patience)


def test_kalai_and_smorodinsky_against_nash() -> None:
    """Kalai and Smorodinsky 1975: Nash pays the second party less in the larger set."""
    small = np.array([[0, 0, 1, 0.75], [0, 1, 0, 0.75]])
    large = np.array([[0, 0, 1, 1], [0, 1, 0, 0.7]])
    for sets, by_nash, by_ks in ((small, (0.75, 0.75), (0.75, 0.75)), (large, (1, 0.7), (10 / 13, 10 / 13))):
        product, share = nash_lottery(sets, np.zeros(2)), kalai_smorodinsky_lottery(sets, np.zeros(2))
        assert product is not None and product.expected == pytest.approx(by_nash, abs=1e-6)
        assert share is not None and share.expected == pytest.approx(by_ks, abs=1e-8)


def test_lotteries_on_a_curved_frontier() -> None:
    """u2 = 1 - u1^2: closed forms (theory note, section 6), here on 400 points and their mixtures."""
    first = np.linspace(0, 1, 401)
    worth, floor = np.stack([first, 1 - first**2]), np.zeros(2)
    golden = (5**0.5 - 1) / 2
    expected = {
        nash_lottery: (3**-0.5, 2 / 3),
        kalai_smorodinsky_lottery: (golden, golden),
        egalitarian_lottery: (golden, golden),
        raiffa_lottery: (0.6079709085735847, 0.6303713743282098),
    }
    for principle, where in expected.items():
        found = principle(worth, floor)
        assert found is not None and found.expected == pytest.approx(where, abs=1e-3)
    weighted = nash_lottery(worth, floor, weights=[0.7, 0.3])
    assert weighted is not None and weighted.expected == pytest.approx((0.73380, 0.46154), abs=1e-3)


def table(seed: int) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    rng = np.random.default_rng(seed)
    return rng.integers(0, 20, size=(int(rng.integers(1, 4)), int(rng.integers(1, 12)))).astype(np.float64)


@settings(max_examples=20)
@given(SEEDS)
def test_lotteries_do_at_least_as_well_as_packages(seed: int) -> None:
    worth = table(seed)
    floor = worth.min(axis=1)
    ideal = worth.max(axis=1) - floor
    scale = np.where(ideal > 0, ideal, 1.0)
    room = ideal > 0
    if not room.any():
        return
    share = ((worth - floor[:, None]) / scale[:, None])[room]
    for principle, best in (
        (kalai_smorodinsky_lottery, share.min(axis=0).max()),
        (egalitarian_lottery, (share * scale[room, None]).min(axis=0).max()),
        (nash_lottery, 0.0),
        (raiffa_lottery, 0.0),
        (utilitarian_lottery, 0.0),
    ):
        found = principle(worth, floor)
        assert found is not None and found.chances.sum() == pytest.approx(1)
        gain = (found.expected - floor)[room]
        assert found.expected == pytest.approx(worth[:, found.packages] @ found.chances)
        assert gain.min() >= -1e-9
        if principle is kalai_smorodinsky_lottery:
            assert (gain / scale[room]).min() >= best - 1e-8
        elif principle is egalitarian_lottery:
            assert gain.min() >= best - 1e-7
        elif principle is nash_lottery:
            pure = share[:, nash(worth, floor)[0]]
            assert np.log(np.maximum(gain / scale[room], 1e-300)).sum() >= np.log(np.maximum(pure, 1e-300)).sum() - 1e-9


@settings(max_examples=20)
@given(SEEDS)
def test_lotteries_under_other_scales_and_names(seed: int) -> None:
    worth = table(seed)
    rng = np.random.default_rng(seed)
    floor, stretch = worth.min(axis=1), rng.uniform(0.5, 2, len(worth))
    order = rng.permutation(len(worth))
    for principle in (nash_lottery, kalai_smorodinsky_lottery, raiffa_lottery):
        found, other = (
            principle(worth, floor),
            principle((worth * stretch[:, None] + 3)[order], (floor * stretch + 3)[order]),
        )
        assert found is not None and other is not None
        if principle is not raiffa_lottery or len(worth) == 2:
            assert other.expected == pytest.approx((found.expected * stretch + 3)[order], abs=1e-4)


def test_nash_lottery_meets_its_price_test() -> None:
    """At the optimum no package is worth more than the lottery at the prices w / E g: a proof of optimality."""
    for seed in range(40):
        rng = np.random.default_rng(seed)
        worth = rng.random((int(rng.integers(2, 5)), 300))
        weights = rng.uniform(0.2, 1, len(worth))
        found = nash_lottery(worth, np.zeros(len(worth)), weights=weights)
        assert found is not None
        prices = weights / weights.sum() / found.expected
        assert (prices @ worth).max() <= 1 + 1e-6


def test_an_empty_zone_has_no_lottery() -> None:
    for principle in (
        nash_lottery,
        kalai_smorodinsky_lottery,
        egalitarian_lottery,
        utilitarian_lottery,
        raiffa_lottery,
    ):
        assert principle(np.array([[1.0]]), np.array([2.0])) is None
