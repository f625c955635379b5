"""Thresholds of the weighted product against solving afresh: at random points, and between any two breakpoints."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np
import pytest

from pourparler.methods.packages.over_draws import solve_draws
from pourparler.methods.packages.solutions import WEIGHTED
from pourparler.methods.packages.space import Packages, Space, feasible
from pourparler.methods.packages.thresholds import (
    Thresholds,
    bargaining_thresholds,
    disagreement_thresholds,
    outside_thresholds,
    weight_thresholds,
)
from pourparler.methods.packages.values import Array, Values

from . import reference


def made(seeds: range) -> Iterator[tuple[reference.Made, Packages, Values, int, Array, np.random.Generator]]:
    for seed in seeds:
        case = reference.made(seed)
        if case.packages() and case.values.parties > 1:
            source = np.random.default_rng(seed)
            power = source.choice([0.0, 0.05, 1.0, 3.0, 20.0], case.values.parties)
            power[0] += not power.any()
            party = int(source.integers(len(power)))
            yield case, feasible(case.space), case.values, party, power, source


def compare(found: Thresholds, points: Array, space: Space, at: Callable[[float], tuple[Values, Array]]) -> int:
    """Compare with solving at points; those near a breakpoint are left out, where nearly equal packages tie."""
    stretches = found.picks[WEIGHTED]
    edges = np.array([edge for one in stretches for edge in (one.low, one.high)])
    between = np.array([(one.low + one.high) / 2 for one in stretches])
    compared = 0
    for point in np.concatenate([points, between]).tolist():
        if np.abs(edges - point).min() < 1e-5 * (found.high - found.low):
            continue
        values, power = at(point)
        solved = solve_draws(space, values, workers=1, bargaining=power[None])
        picked = np.flatnonzero(solved.picked[WEIGHTED]).tolist()
        assert picked == list(found.around(point, WEIGHTED).packages), point
        compared += 1
    return compared


@pytest.mark.parametrize("part", range(2))
def test_no_deal_values_and_outside_options(part: int) -> None:
    compared = 0
    for case, packages, values, party, power, source in made(range(part, 200, 2)):
        worth = [float(case.worth(0, package)[party]) for package in case.packages()]
        low, high = min(worth) - 1.5, max(worth) + 2.25
        found = disagreement_thresholds(case.space, values, packages, party, low, high, power=power)

        def moved(
            point: float, party: int = party, values: Values = values, power: Array = power
        ) -> tuple[Values, Array]:
            floor, origin = values.reservation.copy(), np.array(values.disagreement)
            floor[0, party] = origin[0, party] = point
            return replace(values, reservation=floor, disagreement=origin), power

        compared += compare(found, source.uniform(low, high, 10), case.space, moved)
        low = float(values.origin(0)[party])
        found = outside_thresholds(case.space, values, packages, party, low, max(high, low + 1), power=power)

        def left(
            point: float, party: int = party, values: Values = values, power: Array = power
        ) -> tuple[Values, Array]:
            floor = values.reservation.copy()
            floor[0, party] = point
            return replace(values, reservation=floor), power

        compared += compare(found, source.uniform(low, max(high, low + 1), 10), case.space, left)
    assert compared > 600


def test_weights_of_issues() -> None:
    compared = 0
    for case, packages, values, party, power, source in made(range(160)):
        if case.space.issues == 1:
            continue
        issue, share = int(source.integers(case.space.issues)), float(source.integers(1, 10)) / 10
        found = weight_thresholds(case.space, values, packages, party, issue, share, power=power)
        low, high = case.space.offsets[issue : issue + 2].tolist()

        def moved(
            point: float,
            share: float = share,
            party: int = party,
            values: Values = values,
            power: Array = power,
            here: slice = slice(low, high),
        ) -> tuple[Values, Array]:
            additive = values.additive.copy()
            additive[0, party] *= (1 - point) / (1 - share)
            additive[0, party, here] = values.additive[0, party, here] * point / share
            return replace(values, additive=additive), power

        compared += compare(found, source.uniform(0.01, 0.99, 10), case.space, moved)
    assert compared > 600


def test_weights_of_parties() -> None:
    compared = 0
    for case, packages, values, party, power, source in made(range(240)):
        if not np.delete(power, party).any():
            continue
        found = bargaining_thresholds(case.space, values, packages, party, power)
        others = np.delete(power, party).sum()

        def moved(
            point: float, party: int = party, values: Values = values, power: Array = power, others: float = others
        ) -> tuple[Values, Array]:
            weights = power.copy()
            weights[party] = point * others / (1 - point)
            return values, weights

        compared += compare(found, source.uniform(0.02, 0.98, 10), case.space, moved)
    assert compared > 600


def test_a_pie_is_shared_as_the_weights() -> None:
    """A pie of eleven parts: the first of two gets n parts between shares of its weight that ln n fixes.

    n parts and n + 1 have the same product at s ln n + (1 - s) ln (11 - n) = s ln (n + 1) + (1 - s) ln (10 - n).
    """
    pie = np.arange(12.0)
    values = Values(np.stack([pie, 11 - pie])[None], np.zeros((1, 2)))
    found = bargaining_thresholds(Space((12,)), values, pie[:, None].astype(np.int16), 0, np.array([1.0, 1.0]))
    assert [one.packages for one in found.picks[WEIGHTED]] == [(n,) for n in range(1, 11)]
    for n, stretch in enumerate(found.picks[WEIGHTED][:-1], start=1):
        more, less = np.log((n + 1) / n), np.log((11 - n) / (10 - n))
        assert stretch.high == pytest.approx(less / (more + less), abs=1e-12)


def test_nobody_else_with_a_weight_is_refused() -> None:
    values = Values(np.zeros((1, 2, 2)), np.zeros((1, 2)))
    with pytest.raises(ValueError, match="no other party"):
        bargaining_thresholds(Space((2,)), values, np.zeros((1, 1), dtype=np.int16), 0, np.array([1.0, 0.0]))
