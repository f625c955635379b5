"""What must hold whatever the numbers: stretched scales, relabelled parties and issues, workers, bad input."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pourparler.methods.packages.frontier import frontier
from pourparler.methods.packages.large import solve_large
from pourparler.methods.packages.lotteries import nash_lottery
from pourparler.methods.packages.one_draw import solve_draw
from pourparler.methods.packages.over_draws import DrawCounts, solve_draws
from pourparler.methods.packages.solutions import (
    PRINCIPLES,
    SOLVERS,
    Picks,
    egalitarian,
    kalai_smorodinsky,
    nash,
    raiffa,
    utilitarian,
)
from pourparler.methods.packages.space import ContradictionError, Space, feasible
from pourparler.methods.packages.values import Linked, Values, utilities

from . import reference

SEEDS = st.integers(0, 10_000)


def points(seed: int) -> tuple[np.ndarray[tuple[int, ...], np.dtype[np.float64]], np.random.Generator]:
    rng = np.random.default_rng(seed)
    shape = (int(rng.integers(1, 5)), int(rng.integers(1, 40)))
    return rng.integers(0, int(rng.integers(2, 30)), size=shape).astype(np.float64), rng


@given(SEEDS)
def test_nash_kalai_smorodinsky_and_raiffa_do_not_see_scales(seed: int) -> None:
    worth, rng = points(seed)
    floor = worth[:, int(rng.integers(worth.shape[1]))]
    stretch, shift = rng.uniform(0.01, 100, len(worth)), rng.uniform(-50, 50, len(worth))
    zone = np.all(worth >= floor[:, None], axis=0).reshape(-1)
    other, least = worth * stretch[:, None] + shift[:, None], floor * stretch + shift
    for principle in (nash, kalai_smorodinsky, raiffa):
        assert principle(worth, floor, zone).tolist() == principle(other, least, zone).tolist()


@given(SEEDS)
def test_renaming_parties_changes_nothing(seed: int) -> None:
    worth, rng = points(seed)
    floor = worth.min(axis=1)
    order = rng.permutation(len(worth))
    for principle in (*SOLVERS.values(), raiffa):
        assert principle(worth, floor).tolist() == principle(worth[order], floor[order]).tolist()
    assert frontier(worth).tolist() == frontier(worth[order]).tolist()


@given(SEEDS)
def test_the_order_of_packages_changes_nothing(seed: int) -> None:
    worth, rng = points(seed)
    floor = worth.min(axis=1)
    order = rng.permutation(worth.shape[1])
    for principle in (*SOLVERS.values(), raiffa):
        assert sorted(order[principle(worth[:, order], floor)].tolist()) == principle(worth, floor).tolist()


@given(SEEDS)
def test_everything_picked_is_efficient(seed: int) -> None:
    worth, _ = points(seed)
    floor = worth.min(axis=1)
    best = set(frontier(worth).tolist())
    for principle in (*SOLVERS.values(), raiffa):
        assert set(principle(worth, floor).tolist()) <= best


@given(SEEDS)
def test_symmetric_problems_have_symmetric_picks(seed: int) -> None:
    rng = np.random.default_rng(seed)
    half = rng.integers(0, 9, size=(2, 8)).astype(np.float64)
    worth = np.concatenate([half, half[::-1]], axis=1)
    for principle in (*SOLVERS.values(), raiffa):
        picks = worth.T[principle(worth, np.zeros(2))].tolist()
        assert sorted(picks) == sorted([b, a] for a, b in picks)


PIE = np.stack([np.arange(1001.0), 1000 - np.arange(1001.0)])


@pytest.mark.parametrize(
    ("principle", "at_300", "at_700"),
    [
        # Binmore, Shaked and Sutton (1989): a floor and no split point.
        (nash, 500, 700),
        (egalitarian, 500, 700),
        # Ideals are taken over the zone, so the floor of one takes from the other's: x / 1 = (1 - x) / (1 - o).
        (kalai_smorodinsky, 1000 / 1.7, 1000 / 1.3),
        # Half steps by hand: (.5, .35), (.575, .425); (.5, .15), (.675, .225), (.725, .2625), (.73125, .26875).
        (raiffa, 575, 731.25),
    ],
)
def test_an_outside_option_is_a_floor_and_no_split_point(
    principle: Callable[..., Picks], at_300: float, at_700: float
) -> None:
    for outside, expected in ((0, 500), (300, at_300), (700, at_700)):
        picks = principle(PIE, np.zeros(2), PIE[0] >= outside)
        assert PIE[0, picks].mean() == pytest.approx(expected, abs=1)


@pytest.mark.parametrize(("outside", "share"), [(0, 500), (300, 500), (500, 500), (700, 700)])
def test_outside_options_in_draws_lotteries_and_large_spaces(outside: float, share: float) -> None:
    """The pie again, cut in hundreds and in tens, which a space that is not written out has as well."""
    zone = PIE[0] >= outside
    lottery = nash_lottery(PIE, np.zeros(2), zone)
    assert lottery is not None and lottery.expected[0] == pytest.approx(share, abs=1e-6)
    hundreds, tens = np.arange(10) * 100.0, np.arange(11) * 10.0
    mine = np.concatenate([hundreds, tens])
    values = Values(
        np.stack([mine, np.concatenate([900 - hundreds, 100 - tens])])[None],
        np.array([[outside, 0.0]]),
        disagreement=np.zeros((1, 2)),
    )
    space = Space((10, 11))
    found = solve_draws(space, values)
    assert found.gain[PRINCIPLES.index("nash"), 0].tolist() == [share, 1000 - share]
    for large in (solve_large(space, values), solve_large(space, values, most_points=1)):
        assert large.utilities["nash"].tolist() == [[share], [1000 - share]]
        assert large.ideal is not None and large.ideal.tolist() == [1000, 1000 - outside]


def test_a_disagreement_value_above_the_reservation_value_is_refused() -> None:
    with pytest.raises(ValueError, match="exceeds the reservation value"):
        Values(np.zeros((1, 1, 2)), np.zeros((1, 1)), disagreement=np.ones((1, 1)))


@given(SEEDS)
def test_nash_does_not_mind_when_other_packages_go(seed: int) -> None:
    worth, rng = points(seed)
    floor = worth.min(axis=1)
    picks = nash(worth, floor)
    keep = rng.random(worth.shape[1]) < 0.5
    keep[picks] = True
    gaining = (worth[:, picks] > floor[:, None]).sum(axis=0)
    if (gaining == len(worth)).all():
        assert nash(worth, floor, keep).tolist() == picks.tolist()


@given(SEEDS)
def test_frontier_equals_comparing_all_with_all(seed: int) -> None:
    rng = np.random.default_rng(seed)
    worth = rng.integers(0, int(rng.integers(2, 9)), size=(int(rng.integers(1, 7)), 120)).astype(np.float64)
    assert frontier(worth).tolist() == reference.unbeaten(worth.T.tolist())


@pytest.mark.parametrize("parties", [1, 2, 3, 4, 6])
def test_large_frontiers_equal_comparing_with_themselves(parties: int) -> None:
    worth = np.random.default_rng(parties).integers(0, 60, size=(parties, 30_000)).astype(np.float64)
    found = frontier(worth)
    inside = worth[:, found]
    for row in range(0, 30_000, 7):
        as_good = (inside >= worth[:, [row]]).all(axis=0)
        beaten = (as_good & (inside > worth[:, [row]]).any(axis=0)).any()
        assert as_good.any() and beaten == (row not in set(found.tolist()))


def big(draws: int) -> tuple[Space, Values]:
    rng = np.random.default_rng(5)
    space = Space((6, 5, 4, 6, 5), exclusions=((0, 7), (3, 20)), prerequisites=((2, 9),))
    linked = (Linked(0, (1, 6, 22), rng.normal(5, 2, draws)), Linked(2, (4, 25), rng.normal(-5, 2, draws)))
    additive = rng.uniform(0, 25, (1, 3, 26)) + rng.normal(0, 2, (draws, 3, 26))
    return space, Values(additive, rng.uniform(40, 60, (draws, 3)), rng.random((3, 26)) < 0.03, linked)


def same(one: DrawCounts, other: DrawCounts) -> bool:
    return all(
        np.array_equal(mine, theirs, equal_nan=True) if isinstance(mine, np.ndarray) else True
        for mine, theirs in zip(vars(one).values(), vars(other).values(), strict=True)
    ) and all(np.array_equal(one.picked[name], other.picked[name]) for name in PRINCIPLES)


def test_workers_do_not_matter() -> None:
    space, values = big(23)
    weights = np.random.default_rng(1).random(23)
    alone = solve_draws(space, values, weights=weights, workers=1)
    for workers in (2, 3, 5, 40):
        assert same(alone, solve_draws(space, values, weights=weights, workers=workers))


def test_other_principles_can_be_followed() -> None:
    space, values = big(5)
    weighted = partial(nash, weights=[3.0, 1.0, 1.0])
    found = solve_draws(space, values, principles={**SOLVERS, "nash weighted": weighted, "raiffa": raiffa})
    assert list(found.picked) == [*PRINCIPLES, "nash weighted", "raiffa"]
    assert found.zone_size.any()
    for draw in np.flatnonzero(found.zone_size).tolist():
        worth = utilities(space, values, found.packages, draw)
        zone = found.allowed & np.all(worth >= values.floor(draw)[:, None], axis=0)
        for place, principle in ((4, weighted), (5, raiffa)):
            picks = principle(worth, values.floor(draw), zone)
            assert (found.pick[place, draw], found.ties[place, draw]) == (picks[0], len(picks))


def test_many_draws_are_single_draws_one_after_another() -> None:
    space, values = big(6)
    found = solve_draws(space, values)
    for draw in range(6):
        one = solve_draw(space, values, draw)
        assert found.zone_size[draw] == one.zone.sum()
        for place, principle in enumerate(PRINCIPLES):
            assert found.ties[place, draw] == len(one.picked[principle])
            assert found.pick[place, draw] == (one.picked[principle][0] if len(one.picked[principle]) else -1)


def test_parties_and_issues_in_another_order() -> None:
    space, values = big(4)
    found = solve_draws(space, values)
    parties, issues = [2, 0, 1], [3, 1, 4, 0, 2]
    starts = space.offsets
    moved = [option for issue in issues for option in range(int(starts[issue]), int(starts[issue + 1]))]
    new = {option: place for place, option in enumerate(moved)}
    other_space = Space(
        tuple(space.sizes[issue] for issue in issues),
        tuple(tuple(new[option] for option in options) for options in space.exclusions),
        tuple((new[option], new[needed]) for option, needed in space.prerequisites),
    )
    other = solve_draws(
        other_space,
        Values(
            values.additive[:, parties][:, :, moved],
            values.reservation[:, parties],
            values.lines[parties][:, moved],
            tuple(
                Linked(parties.index(term.party), tuple(new[option] for option in term.options), term.values)
                for term in values.linked
            ),
        ),
    )
    back = other.packages[:, [issues.index(issue) for issue in range(5)]]
    order = np.lexsort(back.T[::-1])
    assert (back[order] == found.packages).all()
    assert (other.in_zone[order] == found.in_zone).all() and (other.efficient[order] == found.efficient).all()
    assert (other.ideal[:, [1, 2, 0]] == found.ideal)[found.zone_size > 0].all()
    for principle in PRINCIPLES:
        assert (other.picked[principle][order] == found.picked[principle]).all()


@pytest.mark.parametrize("name", ["additive", "reservation", "linked"])
@pytest.mark.parametrize("number", [np.nan, np.inf, -np.inf])
def test_numbers_that_are_none_are_refused(name: str, number: float) -> None:
    arrays = {"additive": np.zeros((2, 2, 3)), "reservation": np.zeros((2, 2)), "linked": np.zeros(2)}
    arrays[name][(1,) * arrays[name].ndim] = number
    with pytest.raises(ValueError, match="must be a finite number"):
        Values(arrays["additive"], arrays["reservation"], None, (Linked(0, (0, 1), arrays["linked"]),))


@pytest.mark.parametrize("principle", [nash, kalai_smorodinsky, egalitarian, utilitarian, raiffa])
def test_principles_refuse_what_is_not_finite_and_pick_nothing_from_nothing(principle: object) -> None:
    assert callable(principle)
    with pytest.raises(ValueError, match="finite"):
        principle(np.array([[np.nan]]), np.zeros(1))
    with pytest.raises(ValueError, match="shape"):
        principle(np.zeros((2, 3)), np.zeros(3))
    assert principle(np.array([[1.0]]), np.array([2.0])).tolist() == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((np.zeros((2, 3)), np.zeros((2, 3))), "shape"),
        ((np.zeros((1, 2, 3)), np.zeros((2, 2))), "reservation values"),
        ((np.zeros((1, 2, 3)), np.zeros((1, 2)), np.zeros((2, 2))), "red lines"),
        ((np.zeros((1, 2, 3)), np.zeros((1, 2)), None, (Linked(2, (0, 1), np.zeros(1)),)), "names party 2"),
        ((np.zeros((1, 2, 3)), np.zeros((1, 2)), None, (Linked(0, (0, 3), np.zeros(1)),)), "names options"),
        ((np.zeros((1, 2, 3)), np.zeros((1, 2)), None, (Linked(0, (0, 1), np.zeros(2)),)), "one value a draw"),
    ],
)
def test_bad_values_are_refused(arguments: tuple[object, ...], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        Values(*arguments)  # type: ignore[arg-type]


@pytest.mark.parametrize("number", [1e250, 1e-250])
def test_scales_beyond_the_grid_are_refused(number: float) -> None:
    with pytest.raises(ValueError, match="too large or too small"):
        Values(np.full((1, 1, 2), number), np.zeros((1, 1)))


@pytest.mark.parametrize("floor", [1e12, -1e12])
def test_a_far_reservation_value_does_not_blur_the_rest(floor: float) -> None:
    values = Values(np.array([[[0.1, 0.2]]]), np.array([[floor]]))
    found = solve_draw(Space((2,)), values)
    assert found.utilities.tolist() == [[0.1, 0.2]] and found.zone.all() == (floor < 0)


def test_values_and_space_must_agree() -> None:
    with pytest.raises(ValueError, match="values for 3 options; the space has 4"):
        utilities(Space((2, 2)), Values(np.zeros((1, 1, 3)), np.zeros((1, 1))), np.zeros((1, 2), dtype=np.int16))


@pytest.mark.parametrize("weights", [[1.0], [-1.0, 1.0], [0.0, 0.0], [np.nan, 1.0]])
def test_bad_weights_of_draws_are_refused(weights: list[float]) -> None:
    with pytest.raises(ValueError, match="weights"):
        solve_draws(Space((2,)), Values(np.zeros((2, 1, 2)), np.zeros((2, 1))), weights=weights)


def test_contradictory_exclusions_are_named() -> None:
    with pytest.raises(ContradictionError, match=r"exclusions \[0, 1\]"):
        solve_draws(Space((2,), ((0,), (1,))), Values(np.zeros((1, 1, 2)), np.zeros((1, 1))))


def test_two_hundred_parties_do_not_overflow() -> None:
    values = Values(np.full((1, 200, 2), 0.5), np.zeros((1, 200)))
    found = solve_draw(Space((2,)), values)
    assert all(picks.tolist() == [0, 1] for picks in found.picked.values())


def test_decimals_that_tie_on_paper_tie() -> None:
    values = Values(np.array([[[0.1, 0.3, 0.2, 0.0]]]), np.array([[0.3]]))
    worth = utilities(Space((2, 2)), values, feasible(Space((2, 2))))
    assert worth.tolist() == [[0.3, 0.1, 0.5, 0.3]]


def test_bill_and_jack() -> None:
    """Nash (1950): Bill and Jack barter; 512 allocations, the gains of both and the frontier as published there."""
    bill = {"book": 2, "whip": 2, "ball": 2, "bat": 2, "box": 4, "pen": 10, "toy": 4, "knife": 6, "hat": 2}
    jack = {"book": 4, "whip": 2, "ball": 1, "bat": 2, "box": 1, "pen": 1, "toy": 1, "knife": 2, "hat": 2}
    owned = {"book", "whip", "ball", "bat", "box"}
    additive = [[x for item in bill for x in (bill[item], 0)], [x for item in jack for x in (0, jack[item])]]
    floor = [sum(bill[item] for item in owned), sum(jack[item] for item in set(jack) - owned)]
    found = solve_draw(Space((2,) * 9), Values(np.array([additive]), np.array([floor])))
    gains = found.utilities - found.floor[:, None]
    inside = sorted({tuple(gains[:, row].tolist()) for row in found.efficient if found.zone[row]})
    assert inside == [(2, 8), (6, 7), (8, 6), (12, 5), (14, 4), (16, 2), (18, 0)]
    for principle, expected in {"nash": (12, 5), "kalai_smorodinsky": (12, 5), "egalitarian": (8, 6)}.items():
        assert {tuple(gains[:, row].tolist()) for row in found.picked[principle]} == {expected}


def test_curved_frontier() -> None:
    """u2 = 1 - u1^2 in steps of 1e-5: closed forms (theory note, section 6)."""
    first = np.linspace(0, 1, 100_001)
    worth, floor = np.stack([first, 1 - first**2]), np.zeros(2)
    golden = (5**0.5 - 1) / 2
    expected = {"nash": 3**-0.5, "kalai_smorodinsky": golden, "egalitarian": golden, "utilitarian": 0.5}
    for principle, where in expected.items():
        assert first[SOLVERS[principle](worth, floor)].mean() == pytest.approx(where, abs=1e-5)
    assert first[nash(worth, floor, weights=[0.7, 0.3])].mean() == pytest.approx(0.7337993857, abs=1e-5)
    assert first[raiffa(worth, floor)[0]] == pytest.approx(0.6079709086, abs=1e-3)


def test_three_parties_on_a_sphere() -> None:
    """Squares of utilities sum to 1, reservation (.3, 0, 0): the picks lie where the closed forms say."""
    step = 0.002
    first, second = np.meshgrid(np.arange(0, 1, step), np.arange(0, 1, step))
    square = 1 - first**2 - second**2
    keep = square >= 0
    worth = np.stack([first[keep], second[keep], np.sqrt(square[keep])])
    floor = np.array([0.3, 0, 0])
    expected = {
        "nash": (0.68595, 0.51453, 0.51453),
        "kalai_smorodinsky": (0.68030, 0.51826, 0.51826),
        "egalitarian": (0.75976, 0.45976, 0.45976),
    }
    for principle, where in expected.items():
        assert worth.T[SOLVERS[principle](worth, floor)[0]] == pytest.approx(where, abs=3 * step)
