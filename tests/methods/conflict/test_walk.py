"""The walk between two ends against closed forms, a dense linear solve, play-outs, and what must hold of it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from pourparler.methods.conflict.exit import with_exit
from pourparler.methods.conflict.support import supported
from pourparler.methods.conflict.terms import events_until_agreed, risked_demand, shares, shifted, with_outside_option
from pourparler.methods.conflict.walk import EndlessError, Stakes, Walk, at_start, course, values

Array = NDArray[np.float64]

# steps, start, up, down, patience: expected discount at the first and second end, expected discounted periods.
# Gambler's ruin with discount (Feller 1968, XIV.2-4): closed form, and the same by a linear solve.
RUIN = [
    pytest.param(10, 5, 0.5, 0.5, 1.0, 0.5, 0.5, 25.0, id="even, no discount"),
    pytest.param(10, 5, 0.3, 0.3, 1.0, 0.5, 0.5, 41.66666666666667, id="slower"),
    pytest.param(10, 4, 0.45, 0.35, 1.0, 0.6899442142216871, 0.31005578577831294, 28.9944214221687, id="uneven"),
    pytest.param(10, 4, 0.45, 0.35, 0.95, 0.20372734201076736, 0.1295099916500201, 13.335253326784239, id="discount"),
    pytest.param(5, 2, 0.2, 0.4, 0.9, 0.04041888155022217, 0.4839038318929375, 4.756772865568403, id="short"),
]


@pytest.mark.parametrize(("steps", "start", "up", "down", "patience", "first", "second", "periods"), RUIN)
def test_ruin(
    steps: int, start: int, up: float, down: float, patience: float, first: float, second: float, periods: float
) -> None:
    found = course(Walk(steps, np.array([start]), np.array([up]), np.array([down])), [[patience]])
    told = (found.first[0, 0], found.second[0, 0], found.periods[0, 0])
    assert told == pytest.approx((first, second, periods), abs=1e-10)


BASE = {"up": 0.32, "down": 0.32, "own": 0.005, "other": 0.004}
# The leverage table of two sides of equal odds: ten steps, start in the middle, patience 0.98, ends worth 1 and 0.
LEVERAGE = [
    pytest.param({}, 0.14401115076114163, 0.16774374071039883, 0.6882451085284595, 0.4881337050253714, id="base"),
    pytest.param({"own": 0.002}, 0.21520892060891325, 0.16774374071039883, 0.6170473386806878, 0.5237325899492572),
    pytest.param({"odds": 0.15}, 0.24842797591241209, 0.07937780645687999, 0.6721942176307079, 0.5845250847277661),
    pytest.param({"other": 0.007}, 0.1440, 0.0965, 0.7594, 0.5237, id="the other's cost up"),
    pytest.param({"own": 0.002, "odds": 0.15, "other": 0.007}, 0.3180, 0.0098, 0.6722, 0.6541, id="all three"),
]


def sides(given: dict[str, float]) -> tuple[Walk, Stakes]:
    told = BASE | given
    up, down = shifted(told["up"], told["down"], told.get("odds", 0.0))
    walk = Walk(10, np.array([5]), np.atleast_1d(up), np.atleast_1d(down))
    costs = np.array([[told["own"], told["other"]]])
    nothing = np.zeros((1, 2))
    return walk, Stakes(np.array([[1.0, 0.0]]), np.array([[0.0, 1.0]]), nothing, costs, np.full((1, 2), 0.98))


@pytest.mark.parametrize(("given", "own", "other", "room", "share"), LEVERAGE)
def test_leverage_table(given: dict[str, float], own: float, other: float, room: float, share: float) -> None:
    walk, stakes = sides(given)
    found = at_start(walk, values(walk, stakes))
    near = 1e-9 if len(repr(own)) > 8 else 6e-5
    assert found[0].tolist() == pytest.approx([own, other], abs=near)
    assert 1 - found.sum() == pytest.approx(room, abs=near)
    assert shares(found)[0, 0] == pytest.approx(share, abs=near)


def test_stalemate_ends_the_walk_at_the_frozen_worth() -> None:
    """One inner state, solved by hand: V = -c + d [(1 - s)(p W + q L + r V) + s F]."""
    walk = Walk(2, np.array([1]), np.array([0.3]), np.array([0.2]), np.array([0.1]))
    stakes = Stakes(np.array([[1.0]]), np.array([[0.0]]), np.array([[0.4]]), np.array([[0.02]]), np.array([[0.9]]))
    expected = (-0.02 + 0.9 * (0.9 * 0.3 + 0.1 * 0.4)) / (1 - 0.9 * 0.9 * 0.5)
    assert values(walk, stakes)[0, 0, 1] == pytest.approx(expected, abs=1e-12)


@st.composite
def disputes(draw: st.DrawFn) -> tuple[Walk, Stakes]:
    steps, draws, parties = draw(st.integers(2, 9)), draw(st.integers(1, 3)), draw(st.integers(1, 3))
    share = st.floats(0.01, 0.99)

    def rows(low: float, high: float) -> Array:
        return np.array([[draw(st.floats(low, high)) for _ in range(parties)] for _ in range(draws)])

    moves = np.array([draw(share) for _ in range(draws)])
    part = np.array([draw(share) for _ in range(draws)])
    start = np.array([draw(st.integers(1, steps - 1)) for _ in range(draws)])
    halt = np.array([draw(st.floats(0, 0.5)) for _ in range(draws)])
    walk = Walk(steps, start, moves * part, moves * (1 - part), halt)
    return walk, Stakes(rows(0, 100), rows(0, 100), rows(0, 100), rows(0, 5), rows(0.3, 0.99))


def dense(walk: Walk, stakes: Stakes, draw: int, party: int) -> Array:
    """The slow, obvious way: one matrix, one solve."""
    matrix, right = np.eye(walk.steps + 1, dtype=np.float64), np.zeros(walk.steps + 1)
    right[0], right[-1] = stakes.second[draw, party], stakes.first[draw, party]
    p, q, s, d = walk.up[draw], walk.down[draw], walk.halt[draw], stakes.patience[draw, party]
    for state in range(1, walk.steps):
        matrix[state, state] -= d * (1 - s) * (1 - p - q)
        matrix[state, state + 1] -= d * (1 - s) * p
        matrix[state, state - 1] -= d * (1 - s) * q
        right[state] = d * s * stakes.frozen[draw, party] - stakes.cost[draw, party]
    return np.asarray(np.linalg.solve(matrix, right), dtype=np.float64)


@given(disputes())
def test_equals_a_dense_solve(dispute: tuple[Walk, Stakes]) -> None:
    walk, stakes = dispute
    found = values(walk, stakes)
    for draw in range(walk.draws):
        for party in range(stakes.cost.shape[1]):
            assert found[draw, party] == pytest.approx(dense(walk, stakes, draw, party), abs=1e-8)


@given(disputes())
def test_how_it_ends_adds_up(dispute: tuple[Walk, Stakes]) -> None:
    walk, stakes = dispute
    found = course(walk, stakes.patience)
    whole = found.first + found.second + found.frozen + (1 - stakes.patience) * found.periods
    assert whole == pytest.approx(np.ones_like(whole), abs=1e-9)
    worth = stakes.first * found.first + stakes.second * found.second + stakes.frozen * found.frozen
    assert at_start(walk, values(walk, stakes)) == pytest.approx(worth - stakes.cost * found.periods, abs=1e-8)


@given(disputes())
def test_mirror(dispute: tuple[Walk, Stakes]) -> None:
    """Swapping the sides' data mirrors every value."""
    walk, stakes = dispute
    mirrored = values(
        Walk(walk.steps, walk.steps - walk.start, walk.down, walk.up, walk.stalemate),
        replace(stakes, first=stakes.second, second=stakes.first),
    )
    assert mirrored[:, :, ::-1] == pytest.approx(values(walk, stakes), abs=1e-8)


@given(disputes(), st.floats(0.01, 3))
def test_a_higher_own_cost_lowers_the_own_value_and_no_other(dispute: tuple[Walk, Stakes], more: float) -> None:
    walk, stakes = dispute
    dearer = stakes.cost.copy()
    dearer[:, 0] += more
    before, after = (at_start(walk, values(walk, one)) for one in (stakes, replace(stakes, cost=dearer)))
    assert (after[:, 0] < before[:, 0]).all()
    assert (after[:, 1:] == before[:, 1:]).all()


@given(st.integers(2, 12), st.floats(0.05, 0.45), st.floats(0.05, 0.45), st.floats(0.5, 0.999), st.floats(0, 0.01))
def test_room_is_the_joint_waste_of_the_conflict(
    steps: int, up: float, down: float, patience: float, cost: float
) -> None:
    """S - sum d = (sum c + (1 - delta) W) T for ends that share one W and a common patience."""
    walk = Walk(steps, np.array([steps // 2 or 1]), np.array([up]), np.array([down]))
    ends, nothing = np.array([[1.0, 0.0]]), np.zeros((1, 2))
    common = np.full((1, 2), patience)
    stakes = Stakes(ends, 1 - ends, nothing, np.array([[cost, 2 * cost]]), common)
    room = 1 - at_start(walk, values(walk, stakes)).sum()
    periods = course(walk, common).periods[0, 0]
    assert room == pytest.approx((3 * cost + (1 - patience)) * periods, abs=1e-9)


def test_played_out() -> None:
    """400,000 walks played out by chance agree within four standard errors."""
    walk = Walk(6, np.array([2]), np.array([0.35]), np.array([0.25]), np.array([0.03]))
    stakes = Stakes(np.array([[90.0]]), np.array([[10.0]]), np.array([[40.0]]), np.array([[1.5]]), np.array([[0.93]]))
    rng = np.random.default_rng(11)
    state = np.full(400_000, 2)
    worth, discount, open_ = np.zeros(len(state)), np.ones(len(state)), np.ones(len(state), dtype=bool)
    while open_.any():
        worth[open_] -= 1.5 * discount[open_]
        discount[open_] *= 0.93
        frozen = open_ & (rng.random(len(state)) < 0.03)
        worth[frozen] += 40 * discount[frozen]
        open_ &= ~frozen
        step = rng.random(len(state))
        state += open_ * ((step < 0.35).astype(int) - ((step >= 0.35) & (step < 0.6)))
        for end, told in ((6, 90.0), (0, 10.0)):
            there = open_ & (state == end)
            worth[there] += told * discount[there]
            open_ &= ~there
    assert values(walk, stakes)[0, 0, 2] == pytest.approx(worth.mean(), abs=4 * worth.std() / len(worth) ** 0.5)


def test_support_that_may_stop() -> None:
    """Two steps, closed form (oracle support_regime_N2 of the theory notes)."""
    ends = (np.array([[1.0]]), np.array([[0.0]]), np.array([[0.0]]))
    patience = np.array([[0.97]])
    on = Walk(2, np.array([1]), np.array([0.35]), np.array([0.3])), Stakes(*ends, np.array([[0.012]]), patience)
    off = Walk(2, np.array([1]), np.array([0.25]), np.array([0.4])), Stakes(*ends, np.array([[0.02]]), patience)
    assert values(*off)[0, 0, 1] == pytest.approx(0.33686601059803173, abs=1e-10)
    assert supported(*on, *off, [0.1])[0, 0, 1] == pytest.approx(0.48806480100770844, abs=1e-10)


# Base of the leverage table; support is an own cost of 0.002 and log-odds of 0.15.
@pytest.mark.parametrize(("hazard", "worth"), [(0, 0.3180), (0.02, 0.2687), (0.05, 0.2304), (0.1, 0.2001), (1, None)])
def test_doubt_about_continuity_eats_support(hazard: float, worth: float | None) -> None:
    on, off = sides({"own": 0.002, "odds": 0.15}), sides({})
    found = float(at_start(on[0], supported(*on, *off, [hazard]))[0, 0])
    if worth is None:  # it stops after the first period: worth less than lasting support and more than none
        none, lasting = (float(at_start(one[0], values(*one))[0, 0]) for one in (off, on))
        assert none < found < lasting
    else:
        assert found == pytest.approx(worth, abs=6e-5)


@pytest.mark.parametrize(
    ("steps", "start", "cost", "last_exit", "worth"),
    [(20, 15, 0.01, 10, 0.25), (20, 15, 0.04, 15, 0.0), (20, 18, 0.0625, 16, 0.25)],
)
def test_going_it_alone(steps: int, start: int, cost: float, last_exit: int, worth: float) -> None:
    """V = max(0, 1 - (N - k) / n)^2 with n = sqrt(2 p / c) a whole number; theory notes, section C1."""
    walk = Walk(steps, np.array([start]), np.array([0.5]), np.array([0.5]))
    one, nothing = np.array([[1.0]]), np.array([[0.0]])
    value, exits = with_exit(walk, Stakes(one, nothing, nothing, np.array([[cost]]), one), nothing)
    assert value[0, 0, start] == pytest.approx(worth, abs=1e-12)
    assert int(np.flatnonzero(exits[0, 0]).max()) == last_exit


@given(disputes())
def test_exit_equals_value_iteration(dispute: tuple[Walk, Stakes]) -> None:
    walk, stakes = dispute
    floor = stakes.second
    found, _ = with_exit(walk, stakes, floor)
    slow = np.maximum(values(walk, stakes), floor[:, :, None])
    slow[:, :, 0], slow[:, :, -1] = stakes.second, stakes.first
    going = (1 - walk.halt)[:, None, None]
    p, q = walk.up[:, None, None], walk.down[:, None, None]
    for _ in range(3000):
        moved = p * slow[:, :, 2:] + q * slow[:, :, :-2] + (1 - p - q) * slow[:, :, 1:-1]
        ahead = going * moved + walk.halt[:, None, None] * stakes.frozen[:, :, None]
        new = np.maximum(floor[:, :, None], stakes.patience[:, :, None] * ahead - stakes.cost[:, :, None])
        if np.abs(new - slow[:, :, 1:-1]).max() < 1e-12:
            break
        slow[:, :, 1:-1] = new
    assert found == pytest.approx(slow, abs=1e-6)


def test_outside_option_binds_only_above_the_share() -> None:
    """Binmore, Shaked and Sutton 1989: 0.5 and 0.7, where splitting from the outside options would give 0.65, 0.85."""
    found = with_outside_option([[0.5, 0.5], [0.5, 0.5], [0.5, 0.5]], [[0.3, 0.0], [0.7, 0.0], [0.7, 0.6]])
    assert found[:2, 0].tolist() == pytest.approx([0.5, 0.7])
    assert np.isnan(found[2]).all()


def test_fearon_range_and_shares() -> None:
    """Fearon 1995: p = 0.6, costs 0.1 and 0.2: terms from 0.5 to 0.8; split evenly 0.65, at weight 0.7 0.71."""
    held = [[0.6 - 0.1, 0.4 - 0.2]]
    assert shares(held)[0, 0] == pytest.approx(0.65)
    assert shares(held, weights=[0.7, 0.3])[0, 0] == pytest.approx(0.71)
    assert np.isnan(shares([[0.7, 0.4]])).all()


@pytest.mark.parametrize("chance", [0.3, 0.6])
def test_strength_buys_terms_and_not_certainty(chance: float) -> None:
    demand, breakdown, payoff = risked_demand(chance, 0.1, 0.4)
    assert (float(demand), float(breakdown)) == pytest.approx((chance + 0.15, 0.375))
    assert float(payoff) == pytest.approx({0.3: 0.35625, 0.6: 0.65625}[chance])
    tried = np.linspace(0, 0.4, 401)
    best = ((chance + tried) * (1 - tried / 0.4) + (chance - 0.1) * tried / 0.4).max()
    assert float(payoff) == pytest.approx(best, abs=1e-4)


def test_beliefs_that_meet() -> None:
    assert float(events_until_agreed(0.4, 0.1, 10)) == pytest.approx(30)
    with pytest.raises(ValueError, match="must be above 0"):
        events_until_agreed(0.4, 0.0, 10)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"up": [0.7], "down": [0.5]}, "up and down together"),
        ({"up": [-0.1]}, "the chance up"),
        ({"stalemate": [1.5]}, "the chance stalemate"),
        ({"start": [0]}, "starts between 1 and 9"),
        ({"steps": 1}, "2 steps or more"),
        ({"up": [0.3, 0.3]}, "one entry a draw"),
    ],
)
def test_bad_walks(given: dict[str, object], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        Walk(**({"steps": 10, "start": [5], "up": [0.3], "down": [0.3]} | given))  # type: ignore[arg-type]


def test_a_walk_that_never_ends_and_is_not_discounted() -> None:
    one, nothing = np.array([[1.0]]), np.array([[0.0]])
    walk = Walk(4, np.array([2]), np.array([0.0]), np.array([0.0]))
    with pytest.raises(EndlessError, match="never ends"):
        values(walk, Stakes(one, nothing, nothing, np.array([[0.1]]), one))
