"""Many sets of reservation values over the same draws, against solving each on its own."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pourparler.methods.packages.one_draw import solve_draw
from pourparler.methods.packages.solutions import PRINCIPLES, SOLVERS
from pourparler.methods.packages.space import Space
from pourparler.methods.packages.under_floors import under_floors
from pourparler.methods.packages.values import Values


def made_up(
    seed: int, parties: int, draws: int = 3, variants: int = 6, whole: bool = True
) -> tuple[Values, np.ndarray]:
    source = np.random.default_rng(seed)
    additive = source.integers(0, 8, (draws, parties, 9)).astype(float) if whole else source.random((draws, parties, 9))
    floors = source.integers(-2, 22, (variants, draws, parties)).astype(float)
    return Values(additive, floors[0]), floors if whole else floors / 8


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 4), st.booleans())
def test_equals_solving_each_set_on_its_own(seed: int, parties: int, whole: bool) -> None:
    """Ties, empty zones and parties that can gain nothing included."""
    values, floors = made_up(seed, parties, whole=whole)
    space = Space((3, 4, 2), ((0, 4),))
    found = under_floors(space, values, floors)
    for variant in range(len(floors)):
        for draw in range(values.draws):
            alone = solve_draw(space, Values(values.additive, floors[variant]), draw)
            assert found.room[variant, draw] == alone.zone.sum()
            for place, principle in enumerate(PRINCIPLES):
                if not alone.zone.any():
                    assert np.isnan(found.terms[place, variant, draw]).all()
                    continue
                mean = alone.utilities[:, alone.picked[principle]].mean(axis=1)
                assert found.terms[place, variant, draw] == pytest.approx(mean, rel=1e-9, abs=1e-9)


def test_gains_are_counted_from_the_split_point_and_the_zone_from_the_floor() -> None:
    """Outside option principle (Binmore, Shaked and Sutton 1989): a pie of 1, no-deal 0: .3 binds nothing, .7 does."""
    shares = np.linspace(0, 1, 11)
    values = Values(np.array([[shares, 1 - shares]]), np.zeros((1, 2)))
    floors = np.array([[[0, 0]], [[0.3, 0]], [[0.7, 0]]])
    found = under_floors(Space((11,)), values, floors, np.zeros_like(floors))
    assert found.terms[0, :, 0, 0] == pytest.approx([0.5, 0.5, 0.7])
    assert found.room[:, 0].tolist() == [11, 8, 4]


@pytest.mark.parametrize("workers", [1, 2, 5])
def test_does_not_depend_on_how_many_work_on_it(workers: int) -> None:
    values, floors = made_up(11, 3, draws=40)
    space = Space((3, 4, 2))
    found, alone = under_floors(space, values, floors, workers=workers), under_floors(space, values, floors, workers=1)
    assert (found.room == alone.room).all()
    assert np.array_equal(found.terms, alone.terms, equal_nan=True)


def test_relabelled_parties_have_relabelled_terms() -> None:
    values, floors = made_up(5, 3, draws=20, whole=False)
    order = [2, 0, 1]
    turned = Values(values.additive[:, order], values.reservation[:, order])
    space = Space((3, 4, 2))
    found, other = under_floors(space, values, floors), under_floors(space, turned, floors[:, :, order])
    assert (found.room == other.room).all()
    assert other.terms == pytest.approx(found.terms[..., order], nan_ok=True)


def test_the_solvers_are_those_of_the_packages() -> None:
    assert tuple(SOLVERS) == PRINCIPLES


def test_with_nothing_open_nothing_passes() -> None:
    values, floors = made_up(3, 2)
    found = under_floors(Space((3, 4, 2)), values, floors, passable=np.zeros(24, dtype=np.bool_))
    assert not found.room.any()
    assert np.isnan(found.terms).all()
    assert np.isnan(found.ideal).all()
