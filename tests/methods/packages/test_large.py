"""Groups, branch and bound and sampling against writing everything out."""

from __future__ import annotations

import numpy as np
import pytest

from pourparler.methods.packages.branch import branched
from pourparler.methods.packages.groups import TooLargeError, grouped, how_many, independent_groups, merged
from pourparler.methods.packages.large import BRANCHED, MERGED, SAMPLED, solve_large
from pourparler.methods.packages.one_draw import Solved, solve_draw
from pourparler.methods.packages.solutions import PRINCIPLES, nash
from pourparler.methods.packages.space import ContradictionError, Space, feasible
from pourparler.methods.packages.values import Array, Linked, Values

from . import reference


def points(worth: Array) -> list[tuple[float, ...]]:
    return sorted({tuple(round(one, 7) for one in column) for column in worth.T.tolist()})


def in_tenths(case: reference.Made) -> bool:
    """Say whether sums are exact on the grid, so that all ties are found while merging."""
    numbers = [number for rows in case.additive for row in rows for number in row]
    numbers += [number for _, _, worth in case.linked for number in worth]
    return all((10 * number).denominator == 1 for number in numbers)


def made(part: int, parts: int, cases: int) -> list[tuple[int, reference.Made, Solved]]:
    found = []
    for seed in range(part, cases, parts):
        case = reference.made(seed)
        packages = case.packages()
        if packages and not all(case.crosses(package) for package in packages):
            found.append((seed, case, solve_draw(case.space, case.values)))
    return found


@pytest.mark.parametrize("part", range(4))
def test_merging_groups_gives_the_frontier(part: int) -> None:
    for seed, case, one in made(part, 4, 800):
        values = case.values
        groups = grouped(case.space, values)
        found = merged(groups, values)
        assert points(found.utilities) == points(one.utilities[:, one.efficient]), seed
        inside = one.efficient[one.zone[one.efficient]]
        zone = merged(groups, values, values.floor(0))
        assert points(zone.utilities) == points(one.utilities[:, inside])
        rows = {tuple(row): place for place, row in enumerate(one.packages.tolist())}
        for package, worth in zip(found.packages.tolist(), found.utilities.T, strict=True):
            assert one.utilities[:, rows[tuple(package)]] == pytest.approx(worth, abs=1e-8)
        if in_tenths(case):
            assert (found.alike.sum(), zone.alike.sum()) == (len(one.efficient), len(inside))
        assert how_many(case.space, values) == len(one.packages)


@pytest.mark.parametrize("part", range(4))
def test_branch_and_bound_gives_the_picks(part: int) -> None:
    compared = 0
    for seed, case, one in made(part, 4, 200):
        groups = grouped(case.space, case.values)
        try:
            found = branched(groups, case.values)
        except TooLargeError:
            continue
        if not one.zone.any():
            assert found.ideal is None
            continue
        assert found.ideal == pytest.approx(one.utilities[:, one.zone].max(axis=1), abs=1e-8)
        for principle in PRINCIPLES:
            assert points(found.utilities[principle]) == points(one.utilities[:, one.picked[principle]]), seed
        compared += 1
    assert compared > 12


def test_larger_spaces_by_all_methods() -> None:
    """Four parties, 4^8 packages: written out, merged and branched."""
    for seed in range(3):
        rng = np.random.default_rng(seed)
        space = Space((4,) * 8, exclusions=((0, 5),), prerequisites=((8, 13),))
        linked = (Linked(1, (16, 21), np.array([20.0])),)
        # In the second, two parties have outside options that bind.
        least = np.array([[440.0 if seed == 1 else 380.0, 380.0, 380.0, 440.0 if seed == 1 else 380.0]])
        origin = np.array([[200.0, 380.0, 380.0, 300.0]]) if seed else None
        values = Values(rng.uniform(0, 100, (1, 4, 32)), least, None, linked, origin)
        one = solve_draw(space, values)
        groups = grouped(space, values)
        inside = one.efficient[one.zone[one.efficient]]
        assert points(merged(groups, values, values.floor(0)).utilities) == points(one.utilities[:, inside])
        found = branched(groups, values)
        for principle in PRINCIPLES:
            assert points(found.utilities[principle]) == points(one.utilities[:, one.picked[principle]])
            assert found.packages[principle].tolist() == one.packages[one.picked[principle]].tolist()


def test_a_frontier_of_a_trillion_million_packages() -> None:
    """Two parties, 20 issues of 8 options, whole-number scores: every point of a one-issue trade-off, by hand.

    Each issue gives one party its option number and the other what is left of 7, so any sum from 0 to 140 can be had.
    """
    option = np.tile(np.arange(8.0), 20)
    values = Values(np.stack([option, 7 - option])[None], np.array([[30.0, 50.0]]))
    space = Space((8,) * 20)
    found = solve_large(space, values)
    assert found.method == MERGED and found.exact and found.frontier is not None
    assert how_many(space, values) == 8**20
    assert found.frontier.utilities.tolist() == [list(range(30, 91)), list(range(110, 49, -1))]
    assert found.ideal is not None and found.ideal.tolist() == [90, 110]
    # Gains add up to 60 in every case: an equal split is 30 for each.
    for principle in ("nash", "kalai_smorodinsky", "egalitarian"):
        assert found.utilities[principle].tolist() == [[60.0], [80.0]]
    assert found.utilities["utilitarian"].shape == (2, 61)


def test_branch_and_bound_takes_over() -> None:
    rng = np.random.default_rng(4)
    values = Values(rng.uniform(0, 100, (1, 3, 60)), np.full((1, 3), 600.0))
    space = Space((5,) * 12)
    found = solve_large(space, values, most_points=100)
    assert found.method == BRANCHED and found.exact and "branch and bound" in found.how
    merged_ = solve_large(space, values)
    assert merged_.method == MERGED and merged_.frontier is not None
    for principle in PRINCIPLES:
        assert points(found.utilities[principle]) == points(merged_.utilities[principle])
    picks = nash(merged_.frontier.utilities, values.floor(0))
    assert points(merged_.frontier.utilities[:, picks]) == points(merged_.utilities["nash"])


def test_a_sample_says_that_it_is_one() -> None:
    """One linked term ties 30 issues together: nothing exact is tried."""
    values = Values(
        np.tile([1.0, 0.0], 30)[None, None], np.array([[3.0]]), None, (Linked(0, tuple(range(0, 60, 2)), np.ones(1)),)
    )
    found = solve_large(Space((2,) * 30), values, samples=500, seed=3)
    assert found.method == SAMPLED and not found.exact
    assert "not exact" in found.how and "seed 3" in found.how and "hang together" in found.how
    assert found.utilities["utilitarian"].max() == 31
    again = solve_large(Space((2,) * 30), values, samples=500, seed=3)
    assert again.packages["nash"].tolist() == found.packages["nash"].tolist()


def test_a_sample_that_meets_nothing_is_empty() -> None:
    values = Values(np.zeros((1, 1, 60)), np.array([[3.0]]), None, (Linked(0, tuple(range(0, 60, 2)), np.ones(1)),))
    found = solve_large(Space((2,) * 30), values, samples=50)
    assert found.ideal is None and found.packages["nash"].shape == (0, 30)


def test_an_empty_zone_of_a_large_space() -> None:
    space, floor = Space((8,) * 20), np.array([[100.0, 100.0]])
    option = np.tile(np.arange(8.0), 20)
    values = Values(np.stack([option, 7 - option])[None], floor)
    found = solve_large(space, values)
    assert found.ideal is None and all(len(packages) == 0 for packages in found.packages.values())
    assert branched(grouped(space, values), values).ideal is None


def test_groups_follow_constraints_and_linked_terms() -> None:
    space = Space((2, 2, 2, 2, 2), exclusions=((0, 4),), prerequisites=((3, 9),))
    values = Values(np.zeros((1, 1, 10)), np.zeros((1, 1)), None, (Linked(0, (1, 6), np.ones(1)),))
    assert independent_groups(space, values) == [(0, 2, 3), (1, 4)]
    assert how_many(space, values) == len(feasible(space))


def test_contradictions_and_red_lines_everywhere() -> None:
    with pytest.raises(ContradictionError):
        solve_large(Space((2, 2), ((0,), (1,))), Values(np.zeros((1, 1, 4)), np.zeros((1, 1))))
    lines = np.array([[True, True, False, False]])
    with pytest.raises(ValueError, match=r"every combination of issues \[0\] crosses a red line"):
        solve_large(Space((2, 2)), Values(np.zeros((1, 1, 4)), np.zeros((1, 1)), lines))


def test_parts_of_equal_worth_are_counted() -> None:
    space, values = Space((3, 2)), Values(np.array([[[1.0, 1.0, 0.0, 2.0, 2.0]]]), np.zeros((1, 1)))
    found = merged(grouped(space, values), values)
    assert found.utilities.tolist() == [[3.0]] and found.alike.tolist() == [4.0]
