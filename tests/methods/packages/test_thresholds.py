"""Thresholds against brute force: the same picks at many points, and a change at every breakpoint."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest

from pourparler.methods.packages.one_draw import solve_draw
from pourparler.methods.packages.solutions import PRINCIPLES
from pourparler.methods.packages.space import Packages, Space, feasible
from pourparler.methods.packages.thresholds import (
    Thresholds,
    disagreement_thresholds,
    outside_thresholds,
    raw_weight,
    red_line_changes,
    weight_thresholds,
)
from pourparler.methods.packages.values import Array, Linked, Values
from pourparler.methods.packages.zone import in_zone

from . import reference


def table(seed: int) -> tuple[reference.Made, Packages] | None:
    case = reference.made(seed)
    packages = case.packages()
    return (case, feasible(case.space)) if packages else None


def agrees(found: Thresholds, at: Array, solve: object) -> int:
    """Compare picks and zone at points with solving afresh there; points near a breakpoint are left out."""
    assert callable(solve)
    edges = {edge for stretches in found.picks.values() for one in stretches for edge in (one.low, one.high)}
    edges |= {edge for interval in found.zone for edge in interval}
    compared = 0
    for point in at.tolist():
        if min(abs(point - edge) for edge in edges) < 1e-6 * (found.high - found.low):
            continue
        solved = solve(point)
        assert bool(solved.zone.any()) == any(low <= point <= high for low, high in found.zone)
        for principle in PRINCIPLES:
            expected = found.around(point, principle).packages
            assert solved.picked[principle].tolist() == list(expected), (point, principle)
            compared += 1
    return compared


def covers(found: Thresholds) -> None:
    for stretches in found.picks.values():
        assert stretches[0].low == found.low and stretches[-1].high == found.high
        for one, other in itertools.pairwise(stretches):
            assert one.high == other.low and one.packages != other.packages


@pytest.mark.parametrize("part", range(4))
def test_disagreement_values(part: int) -> None:
    compared = 0
    for seed in range(part, 240, 4):
        made = table(seed)
        if made is None:
            continue
        case, packages = made
        values = case.values
        rng = np.random.default_rng(seed)
        party = int(rng.integers(values.parties))
        worth = [float(case.worth(0, tuple(row))[party]) for row in case.space.option_numbers(packages).tolist()]
        low, high = min(worth) - 1.5, max(worth) + 2.25
        outside = float(rng.choice([-np.inf, rng.uniform(low, high)]))
        found = disagreement_thresholds(case.space, values, packages, party, low, high, outside=outside)
        covers(found)

        def solve(
            point: float,
            case: reference.Made = case,
            values: Values = values,
            party: int = party,
            outside: float = outside,
        ) -> object:
            floor, origin = values.reservation.copy(), np.array(values.disagreement)
            floor[0, party], origin[0, party] = max(point, outside), point
            return solve_draw(case.space, replace(values, reservation=floor, disagreement=origin))

        compared += agrees(found, rng.uniform(low, high, 25), solve)
        middles = [(one.low + one.high) / 2 for stretches in found.picks.values() for one in stretches]
        compared += agrees(found, np.array(middles), solve)
    assert compared > 1000


@pytest.mark.parametrize("part", range(2))
def test_outside_options(part: int) -> None:
    compared = 0
    for seed in range(part, 160, 2):
        made = table(seed)
        if made is None:
            continue
        case, packages = made
        values = case.values
        rng = np.random.default_rng(seed)
        party = int(rng.integers(values.parties))
        low = float(values.origin(0)[party])
        worth = [float(case.worth(0, tuple(row))[party]) for row in case.space.option_numbers(packages).tolist()]
        high = max(*worth, low) + 2.25
        found = outside_thresholds(case.space, values, packages, party, low, high)
        covers(found)

        def solve(point: float, case: reference.Made = case, values: Values = values, party: int = party) -> object:
            floor = values.reservation.copy()
            floor[0, party] = point
            return solve_draw(case.space, replace(values, reservation=floor))

        compared += agrees(found, rng.uniform(low, high, 25), solve)
        middles = [(one.low + one.high) / 2 for stretches in found.picks.values() for one in stretches]
        compared += agrees(found, np.array(middles), solve)
        with pytest.raises(ValueError, match="below the disagreement value"):
            outside_thresholds(case.space, values, packages, party, low - 1, high)
    assert compared > 1000


@pytest.mark.parametrize("part", range(4))
def test_weights(part: int) -> None:
    compared = 0
    # The last: three packages that tie but for rounding, each better than the next.
    for seed in (*range(part, 240, 4), 70712):
        made = table(seed)
        if made is None or made[0].space.issues == 1:
            continue
        case, packages = made
        values = case.values
        rng = np.random.default_rng(seed)
        party, issue = int(rng.integers(values.parties)), int(rng.integers(case.space.issues))
        share = float(rng.integers(1, 10)) / 10
        found = weight_thresholds(case.space, values, packages, party, issue, share)
        covers(found)
        low, high = case.space.offsets[issue : issue + 2].tolist()

        def solve(
            point: float,
            case: reference.Made = case,
            values: Values = values,
            where: tuple[int, int, int, float] = (party, low, high, share),
        ) -> object:
            party, low, high, share = where
            additive = values.additive.copy()
            additive[0, party] *= (1 - point) / (1 - share)
            additive[0, party, low:high] = values.additive[0, party, low:high] * point / share
            return solve_draw(case.space, replace(values, additive=additive))

        compared += agrees(found, rng.uniform(0, 1, 25), solve)
        middles = [(one.low + one.high) / 2 for stretches in found.picks.values() for one in stretches]
        compared += agrees(found, np.array(middles), solve)
    assert compared > 1000


def test_a_breakpoint_in_closed_form() -> None:
    """Two packages, gains (60 - r, 40) and (90 - r, 20): Nash changes where (60 - r) 40 = (90 - r) 20, at r = 30."""
    values = Values(np.array([[[60, 90], [40, 20]]]), np.zeros((1, 2)))
    found = disagreement_thresholds(Space((2,)), values, feasible(Space((2,))), 0, 0, 100)
    assert [(one.high, one.packages) for one in found.picks["nash"]] == [
        (pytest.approx(30), (0,)),
        (pytest.approx(90), (1,)),
        (100, ()),
    ]
    assert found.zone == ((0.0, 90.0),)


def test_a_package_that_ties_leaves_the_zone() -> None:
    """Thirds: both packages add up to 12 on paper, but not on the grid; the second leaves the zone at 8/3."""
    thirds = np.array([[10, 8], [8, 14], [11, 8], [7, 6]]) / 3
    values = Values(thirds[None], np.zeros((1, 4)))
    found = disagreement_thresholds(Space((2,)), values, feasible(Space((2,))), 0, 0, 4)
    assert [(one.high, one.packages) for one in found.picks["utilitarian"]] == [
        (pytest.approx(8 / 3), (0, 1)),
        (pytest.approx(10 / 3), (0,)),
        (4, ()),
    ]


def test_linked_terms_do_not_move_with_weights() -> None:
    space = Space((2, 2))
    values = Values(np.array([[[0, 50, 0, 50.0]]]), np.array([[55.0]]), None, (Linked(0, (1, 2), np.array([10.0])),))
    found = weight_thresholds(space, values, feasible(space), 0, 0, 0.5)
    # Package (1, 0) is worth 100 s + 10, package (1, 1) always 100, package (0, 1) 100 (1 - s).
    assert found.zone == ((0.0, 1.0),)
    assert [one.packages for one in found.picks["utilitarian"]] == [(3,), (2,)]
    assert found.picks["utilitarian"][0].high == pytest.approx(0.9)


@pytest.mark.parametrize("share", [0.0, 1.0, -1.0, 2.0])
def test_shares_lie_between_0_and_1(share: float) -> None:
    with pytest.raises(ValueError, match="strictly between 0 and 1"):
        weight_thresholds(
            Space((2,)), Values(np.zeros((1, 1, 2)), np.zeros((1, 1))), feasible(Space((2,))), 0, 0, share
        )


@pytest.mark.parametrize(("low", "high"), [(1.0, 1.0), (2.0, 1.0), (0.0, np.inf), (np.nan, 1.0)])
def test_bad_ranges_are_refused(low: float, high: float) -> None:
    values = Values(np.zeros((1, 1, 2)), np.zeros((1, 1)))
    with pytest.raises(ValueError, match="a range runs"):
        disagreement_thresholds(Space((2,)), values, feasible(Space((2,))), 0, low, high)


def test_raw_weights() -> None:
    assert raw_weight(0.25, 60) == 20 and raw_weight(1.0, 60) == np.inf


def test_red_lines_lifted_and_drawn() -> None:
    opened = closed = 0
    for seed in range(300):
        made = table(seed)
        if made is None:
            continue
        case, packages = made
        values = case.values
        found = red_line_changes(case.space, values, packages)
        before = in_zone(case.space, values, packages)
        for party in range(values.parties):
            for option in range(case.space.options):
                lines = values.lines.copy()
                lines[party, option] ^= True
                after = in_zone(case.space, Values(values.additive, values.reservation, lines, values.linked), packages)
                if values.lines[party, option]:
                    assert found.adding[(party, option)] == after.sum() - before.sum()
                    assert ((party, option) in found.opening) == (after.any() and not before.any())
                    opened += (party, option) in found.opening
                else:
                    assert ((party, option) in found.closing) == (before.any() and not after.any())
                    closed += (party, option) in found.closing
    assert opened > 10 and closed > 10
