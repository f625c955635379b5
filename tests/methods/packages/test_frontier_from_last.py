"""The frontier that starts from the last draw's, against comparing all points with all others."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from pourparler.methods.packages.frontier import Frontiers, frontier


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 4), st.integers(1, 60), st.sampled_from([2, 5, 1000]), st.data())
def test_equals_comparing_all_with_all(seed: int, parties: int, count: int, steps: int, data: st.DataObject) -> None:
    """Whatever it starts from; points of equal worth stay together."""
    points = np.random.default_rng(seed).integers(0, steps, (parties, count)).astype(float)
    follow = Frontiers(np.arange(count), count)
    follow.of(
        np.array(data.draw(st.lists(st.integers(0, 3), min_size=count, max_size=count)))[None] * np.ones((parties, 1))
    )
    found = follow.of(points)
    as_good = (points[:, :, None] >= points[:, None, :]).all(axis=0)
    better = as_good & (points[:, :, None] > points[:, None, :]).any(axis=0)
    assert found.tolist() == np.flatnonzero(~better.any(axis=0)).tolist()


@given(st.integers(0, 10**6), st.sampled_from([1e-9, 1.0, 1e12]))
def test_totals_that_rounding_makes_equal_do_no_harm(seed: int, large: float) -> None:
    """A point better by less than a sum can show is beaten all the same, and one that is equal stays."""
    source = np.random.default_rng(seed)
    base = source.random((3, 12)) * large
    points = np.concatenate([base, np.nextafter(base, 0), base[:, :3]], axis=1)
    follow = Frontiers(np.arange(27), 27)
    follow.of(points[:, source.permutation(27)])
    assert follow.of(points).tolist() == frontier(points).tolist()
