"""Shifting power: Fearon's and Powell's conditions, and the general one against a game solved backwards."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pourparler.methods.commitment.shift import Contest, critical_later, fights_now, room_before_shift

SHARE = st.floats(0.02, 0.98)


def test_fearon() -> None:
    contest = Contest(0.0, 2.0, 0.9, 1.0)
    assert critical_later(contest, 0.3).item() == pytest.approx(0.3555555555555555, abs=1e-12)
    assert fights_now(contest, 0.3, [0.4, 0.34]).tolist() == [True, False]
    assert critical_later(Contest(0.0, 2.0, 0.0, 1.0), 0.3).item() == np.inf


@given(SHARE, SHARE, st.floats(0, 3), st.floats(0, 3), st.floats(0.05, 0.95), SHARE)
def test_against_the_game_solved_backwards(
    now: float, later: float, rising: float, declining: float, patience: float, weight: float
) -> None:
    """After the shift the sides split by weight; before it the declining side gets the whole pie of that period."""
    whole = 1 / (1 - patience)
    strong, weak = later * whole - rising, (1 - later) * whole - declining
    settled = strong + weight * (whole - strong - weak)
    best = 1 + patience * (whole - settled)
    gap = (1 - now) * whole - declining - best
    if abs(gap) > 1e-9:
        assert bool(fights_now(Contest(rising, declining, patience, weight), now, later)) == (gap > 0)


@given(SHARE, SHARE, st.floats(0, 3), st.floats(0, 3), st.floats(0.05, 0.95))
def test_powell(now: float, later: float, rising: float, declining: float, patience: float) -> None:
    """With nothing of the surplus for the risen side: d M_A(t+1) - M_A(t) > S - M_A(t) - M_B(t)."""
    whole = 1 / (1 - patience)
    before, after = now * whole - rising, later * whole - rising
    gap = patience * after - before - (whole - before - ((1 - now) * whole - declining))
    if abs(gap) > 1e-9:
        assert bool(fights_now(Contest(rising, declining, patience, 0.0), now, later)) == (gap > 0)


@given(SHARE, SHARE, st.floats(0, 1), st.floats(0, 1), st.floats(0.05, 0.95))
def test_packages_that_divide_a_pie(now: float, later: float, rising: float, declining: float, patience: float) -> None:
    """The same in packages, with worth for good as a share: the sign is that of Powell's inequality."""
    share = np.linspace(0, 1, 2001)[None]
    unit = 1 - patience
    fallback, claim = 1 - now - declining * unit, later - rising * unit
    room = room_before_shift(1 - share, share[None], [fallback], [[claim]], [patience]).item()
    exact = unit + patience * (1 - max(claim, 0.0)) - fallback
    assert room == pytest.approx(exact, abs=1e-3)


def test_nothing_satisfies_the_risen_parties() -> None:
    assert room_before_shift([[1.0]], [[[0.5]]], [0.2], [[0.7]], [0.9]).item() == -np.inf
    assert room_before_shift([[1.0]], [[[0.5]]], [0.2], [[0.7]], [0.0]).item() == pytest.approx(0.8)


def test_two_rising_parties_must_both_be_satisfied() -> None:
    theirs, others = [[0.9, 0.6, 0.3]], [[[0.1, 0.5, 0.9], [0.9, 0.8, 0.1]]]
    for claims, left in (([0.4, 0.5], 0.6), ([-np.inf, 0.5], 0.9), ([0.6, -np.inf], 0.3)):
        found = room_before_shift(theirs, others, [0.2], [claims], [0.5]).item()
        assert found == pytest.approx(0.5 * 0.9 + 0.5 * left - 0.2)


@pytest.mark.parametrize(("patience", "weight"), [(1.0, 0.5), (-0.1, 0.5), (0.9, 1.5)])
def test_bad_contests(patience: float, weight: float) -> None:
    with pytest.raises(ValueError, match="must lie"):
        Contest(0.1, 0.1, patience, weight)
