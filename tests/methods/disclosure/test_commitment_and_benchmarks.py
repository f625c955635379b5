"""Claims that cost something to go back on, and benchmarks, against closed forms, grids and play-outs."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pourparler.methods.disclosure.benchmarks import (
    FIRST_BEST,
    believable_cuts,
    double_auction,
    least_subsidy,
    listener_loss,
    persuasion_bound,
)
from pourparler.methods.disclosure.commitment import (
    NO_CLAIM,
    acceptance_threshold,
    outside_zone,
    revoking_share,
    settled,
)

# d = 0.3, d' = 0.4, pie 1: without a claim 0.45. Claim, cost: share, payoff, held; None for no deal.
CLAIMS = [
    pytest.param(0.55, 0.05, 0.475, 0.425, False, id="gone back on, and paid for"),
    pytest.param(0.55, 0.0763, 0.48815, 0.41185, False, id="just too cheap"),
    pytest.param(0.55, 0.0765, 0.55, 0.55, True, id="just dear enough"),
    pytest.param(0.55, 0.4, 0.55, 0.55, True, id="held"),
    pytest.param(0.65, 0.10, 0.50, 0.40, False, id="outside the zone"),
    pytest.param(0.65, 0.25, 0.575, 0.325, False, id="outside and dear"),
    pytest.param(0.65, 0.31, None, 0.3, False, id="no deal"),
    pytest.param(0.40, 0.2, 0.45, 0.45, True, id="below what it gets anyway"),
]


@pytest.mark.parametrize(("claim", "cost", "share", "payoff", "held"), CLAIMS)
def test_one_claim(claim: float, cost: float, share: float | None, payoff: float, held: bool) -> None:
    for side in (0, 1):
        said = [NO_CLAIM, NO_CLAIM]
        said[side] = claim
        prices = [0.0, 0.0]
        prices[side] = cost
        no_deal = [0.3, 0.4] if side == 0 else [0.4, 0.3]
        found = settled(said, prices, [no_deal])
        assert found.deal[0] == (share is not None)
        assert found.payoff[0, side] == pytest.approx(payoff, abs=1e-9)
        assert found.held[0, side] == held
        if share is not None:
            assert found.share[0, side] == pytest.approx(share, abs=1e-9)
            assert found.share[0].sum() == pytest.approx(1, abs=1e-12)


@pytest.mark.parametrize(("cost", "held"), [(0.0763, False), (0.0764, True)])
def test_from_which_cost_on_a_claim_is_held(cost: float, held: bool) -> None:
    """(X - d)(S - X - d') >= ((S - d - a - d') / 2)^2 turns at a = 0.3 - 2 sqrt(0.25 * 0.05) = 0.07639."""
    assert settled([0.55, NO_CLAIM], [cost, 0], [[0.3, 0.4]]).held[0, 0] == held


@pytest.mark.parametrize(
    ("claim", "cost", "no_deal", "expected"),
    [(0.55, 0.05, 0.3, 0.35), (0.55, 0.4, 0.3, 0.55), (0.2, 0.4, 0.3, 0.3), (0.55, 0.0, 0.3, 0.3)],
)
def test_acceptance_threshold(claim: float, cost: float, no_deal: float, expected: float) -> None:
    assert acceptance_threshold(claim, cost, no_deal) == pytest.approx(expected, abs=1e-12)


def test_how_likely_a_claim_lies_outside_the_zone() -> None:
    """d' uniform on 0.3 to 0.5: a claim of 0.6 is outside when d' > 0.4, one half."""
    other = 0.3 + 0.2 * (np.arange(1000) + 0.5) / 1000
    assert outside_zone(0.6, 1.0, other).mean() == pytest.approx(0.5, abs=1e-12)
    assert outside_zone(0.5, 1.0, other).mean() == 0
    assert outside_zone(0.71, 1.0, other).mean() == 1


share = st.integers(0, 20).map(lambda one: one / 20)


@given(share, share, share, share, share, share)
def test_two_claims_equal_a_fine_grid(x: float, y: float, a: float, b: float, d: float, e: float) -> None:
    found = settled([x, y], [a, b], [[d, e]])
    first = np.linspace(0, 1, 4001)
    mine, theirs = first - a * (first < x - 1e-12) - d, 1 - first - b * (1 - first < y - 1e-12) - e
    product = np.where((mine >= -1e-12) & (theirs >= -1e-12), np.maximum(mine, 0) * np.maximum(theirs, 0), -np.inf)
    assert found.deal[0] == np.isfinite(product.max())
    if found.deal[0]:
        gain = found.payoff[0] - [d, e]
        assert (gain >= -1e-9).all()
        met = first >= x - 1e-12
        if abs(product[met].max(initial=-1) - product[~met].max(initial=-1)) > 1e-9:
            # Otherwise a coin decides which claim is held, and the means are given.
            assert np.maximum(gain, 0).prod() == pytest.approx(product.max(), abs=2e-4)
    else:
        assert found.payoff[0].tolist() == [d, e]


@given(share, share, share, share, share, share)
def test_the_mirror_image_of_a_table_is_the_table_of_the_mirror_image(
    x: float, y: float, a: float, b: float, d: float, e: float
) -> None:
    one, other = settled([x, y], [a, b], [[d, e]]), settled([y, x], [b, a], [[e, d]])
    assert one.deal.tolist() == other.deal.tolist()
    assert one.payoff[0].tolist() == pytest.approx(other.payoff[0, ::-1].tolist(), abs=1e-9)


@given(share, share, share, share)
def test_claims_that_cost_nothing_change_nothing(x: float, y: float, d: float, e: float) -> None:
    plain, cheap = settled([NO_CLAIM, NO_CLAIM], [0, 0], [[d, e]]), settled([x, y], [0, 0], [[d, e]])
    assert plain.deal.tolist() == cheap.deal.tolist()
    assert cheap.payoff[0].tolist() == pytest.approx(plain.payoff[0].tolist(), abs=1e-6)


@pytest.mark.parametrize(("own", "other", "expected"), [(1, 1, 0.5), (2, 1, 0.6), (3, 0.5, 4 / 5.5)])
def test_revoking_costs(own: float, other: float, expected: float) -> None:
    assert revoking_share(own, other) == pytest.approx(expected, abs=1e-9)
    assert revoking_share(own, other) + revoking_share(other, own) == pytest.approx(1, abs=1e-12)


@pytest.mark.parametrize(("own", "other"), [(1, 1), (2, 1), (3, 0.5), (0.2, 4)])
def test_no_other_claim_pays_where_going_back_costs_in_proportion(own: float, other: float) -> None:
    """Each other claim of one's own, played out: the split with the largest product of what both have left."""
    mine = float(revoking_share(own, other))
    split = np.linspace(0, 1, 20_001)
    for claim in np.linspace(0.01, 1, 100):
        kept = np.where(split < claim, split - own * (claim - split), split)
        theirs = np.where(1 - split < 1 - mine, 1 - split - other * (1 - mine - (1 - split)), 1 - split)
        product = np.where((kept >= 0) & (theirs >= 0), kept * theirs, -1.0)
        assert kept[product.argmax()] <= mine + 2e-4


# Bias: ends of the parts, listener's mean squared error. Uniform state, quadratic loss.
CUTS = [
    (0.3, [0.0, 1.0], 1 / 12),
    (0.25, [0.0, 1.0], 1 / 12),
    (0.1, [0.0, 0.3, 1.0], 0.030833333333333334),
    (0.05, [0.0, 2 / 15, 7 / 15, 1.0], 0.015925925925925927),
    (
        0.01,
        [
            0.0,
            0.022857142857142854,
            0.08571428571428569,
            0.18857142857142856,
            0.3314285714285714,
            0.5142857142857142,
            0.7371428571428571,
            1.0,
        ],
        0.0033006802721088436,
    ),
]


@pytest.mark.parametrize(("bias", "cuts", "loss"), CUTS)
def test_how_finely_a_biased_speaker_is_believed(bias: float, cuts: list[float], loss: float) -> None:
    found = believable_cuts(bias)
    assert found.tolist() == pytest.approx(cuts, abs=1e-10)
    assert listener_loss(bias) == pytest.approx(loss, abs=1e-10)
    widths = np.diff(found)
    assert listener_loss(bias) == pytest.approx(float((widths**3).sum()) / 12, abs=1e-10)


@given(st.floats(0.0005, 1))
def test_a_speaker_at_a_cut_does_not_care_which_part_it_names(bias: float) -> None:
    """Crawford and Sobel's condition: at each inner cut the two middles are equally far from what the speaker wants."""
    cuts = believable_cuts(bias)
    middles = (cuts[1:] + cuts[:-1]) / 2
    assert (np.diff(cuts) > 0).all()
    assert (cuts[1:-1] + bias - middles[:-1]).tolist() == pytest.approx(
        (middles[1:] - cuts[1:-1] - bias).tolist(), abs=1e-9
    )
    parts = len(cuts) - 1
    assert 2 * (parts + 1) * parts * bias >= 1 - 1e-12


@pytest.mark.parametrize("bias", [0.0, -0.1, float("nan")])
def test_a_bias_is_above_0(bias: float) -> None:
    with pytest.raises(ValueError, match="bias"):
        believable_cuts(bias)


def test_double_auction_at_one_half() -> None:
    """Chatterjee and Samuelson: 2v/3 + 1/12, 2c/3 + 1/4, trade when v - c >= 1/4; 27/32 of what is possible."""
    found = double_auction(0.5)
    assert found.buyer == pytest.approx((2 / 3, 1 / 12), abs=1e-12)
    assert found.seller == pytest.approx((2 / 3, 1 / 4), abs=1e-12)
    assert found.gap == pytest.approx((1, 1 / 4), abs=1e-12)
    assert (found.chance, found.gains, found.efficiency) == pytest.approx((0.28125, 0.140625, 0.84375), abs=1e-9)
    assert FIRST_BEST - found.gains == pytest.approx(0.026041666666666657, abs=1e-9)


def test_the_only_offer_and_outside_money() -> None:
    """Offer v/2: chance 1/4, gains 1/8. Full efficiency takes 1/6 of outside money."""
    found = double_auction(1.0)
    assert (found.buyer, found.chance, found.gains) == ((0.5, 0.0), 0.25, 0.125)
    assert least_subsidy() == pytest.approx(1 / 6, abs=1e-12)
    assert least_subsidy(20, 50) == pytest.approx(5, abs=1e-12)


@pytest.mark.parametrize("weight", [0.0, 0.25, 0.5, 0.75, 1.0])
def test_double_auction_against_playing_it_out(weight: float) -> None:
    found = double_auction(weight)
    cells = (np.arange(1500) + 0.5) / 1500
    value, cost = np.meshgrid(cells, cells)
    trade = found.buyer[0] * value + found.buyer[1] >= found.seller[0] * cost + found.seller[1] - 1e-12
    assert trade.mean() == pytest.approx(found.chance, abs=2e-3)
    assert ((value - cost) * trade).mean() == pytest.approx(found.gains, abs=1e-3)


@pytest.mark.parametrize("weight", [0.25, 0.5, 0.75])
def test_no_other_bid_pays_in_the_double_auction(weight: float) -> None:
    found = double_auction(weight)
    costs = (np.arange(4000) + 0.5) / 4000
    asks = found.seller[0] * costs + found.seller[1]
    bids = np.linspace(0, 1, 401)[:, None]
    for value in (0.5, 0.7, 0.9):
        paid = weight * bids + (1 - weight) * asks
        gains = np.where(bids >= asks, value - paid, 0.0).mean(axis=1)
        own = found.buyer[0] * value + found.buyer[1]
        at_own = np.where(own >= asks, value - weight * own - (1 - weight) * asks, 0.0).mean()
        assert gains.max() <= at_own + 2e-4


@pytest.mark.parametrize(("prior", "threshold", "bound"), [(0.3, 0.5, 0.6), (0.6, 0.5, 1.0), (0.0, 0.5, 0.0)])
def test_how_much_disclosure_can_move_at_most(prior: float, threshold: float, bound: float) -> None:
    assert persuasion_bound(prior, threshold) == pytest.approx(bound, abs=1e-12)
