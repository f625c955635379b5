"""The compiled walk against the plain way: every pair of packages, every root, and the picks on both sides of each."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pourparler.methods.packages.crossings import Lines, events
from pourparler.methods.packages.solutions import PRINCIPLES, SOLVERS, WEIGHTED, nash
from pourparler.methods.packages.values import Array

LOW, HIGH = 0.0, 3.0


def made(seed: int, parties: int) -> Lines:
    """Make up lines: some fall, some rise, some lie flat; ties and parties that gain nothing are common."""
    source = np.random.default_rng(seed)
    gain = source.integers(0, 6, (parties, int(source.integers(1, 9)))).astype(float)
    party = int(source.integers(parties))
    start, slope = (source.integers(-3, 7, gain.shape[1]).astype(float) for _ in range(2))
    slope *= source.random(len(slope)) < 0.8
    return Lines(gain / source.choice([1.0, 3.0]), party, start, slope)


def picked(lines: Lines, principle: str, point: float, power: Array) -> list[int]:
    gain, inside = lines.at(point), lines.inside(point)
    if principle == WEIGHTED:
        return list(nash(gain, np.zeros(len(gain)), inside, power))
    return list(SOLVERS[principle](gain, np.zeros(len(gain)), inside))


def changes(lines: Lines, principle: str, power: Array) -> list[tuple[float, float]]:
    """Bracket every change of picks along a fine grid, by halving."""
    grid = np.linspace(LOW, HIGH, 400) + 1e-4 * np.sin(np.arange(400))
    found = []
    for low, high in itertools.pairwise(grid[1:-1].tolist()):
        before, after = picked(lines, principle, low, power), picked(lines, principle, high, power)
        if before == after:
            continue
        for _ in range(30):
            middle = (low + high) / 2
            low, high = (middle, high) if picked(lines, principle, middle, power) == before else (low, middle)
        found.append((low, high))
    return found


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 4), st.sampled_from((*PRINCIPLES, WEIGHTED)))
def test_no_change_of_picks_is_left_out(seed: int, parties: int, principle: str) -> None:
    lines = made(seed, parties)
    power = np.random.default_rng(seed).choice([0.0, 0.1, 1.0, 2.5, 40.0], parties)
    power[0] += not power.any()
    found = events(lines, principle, LOW, HIGH, power if principle == WEIGHTED else None)
    for low, high in changes(lines, principle, power):
        # Solvers count packages as tied a little before they are, and the further so the smaller a weight is.
        assert any(low - 1e-5 <= event <= high + 1e-5 for event in found.tolist()), (low, high, sorted(found))


@pytest.mark.parametrize("power", [1.0, 0.25, 3.0, 1e-3])
def test_a_weighted_product_changes_where_the_gains_stand_in_proportion(power: float) -> None:
    """(6 - t)^p against 4^p / 2: equal at t = 6 - 4 / 2^(1/p), so at 4 for p = 1 and at 5.75 for p = 1/4."""
    lines = Lines(np.array([[0.0, 0.0], [1.0, 0.5]]), 0, np.array([6.0, 4.0]), np.array([-1.0, 0.0]))
    found = events(lines, WEIGHTED, 0.0, 5.9, np.array([power, 1.0]))
    root = 6 - 4 * 0.5 ** (1 / power)
    assert not 0 < root < 5.9 or np.abs(found - root).min() < 1e-12
