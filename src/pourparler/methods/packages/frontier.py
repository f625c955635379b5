"""The Pareto frontier: packages no other package beats."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pourparler.methods.packages.values import Array


def frontier(utilities: Array, among: NDArray[np.bool_] | None = None) -> NDArray[np.int64]:
    """Return the packages that no other one is at least as good for all and better for some.

    Parameters
    ----------
    utilities : array, shape (parties, packages)
    among : array of bool, shape (packages,), optional
        Only these are looked at, as picks and as rivals.

    Returns
    -------
    array of int, shape (packages on the frontier,)
        Sorted positions. Packages of equal worth to all stay together.

    Raises
    ------
    ValueError
        When a utility is not finite.

    Examples
    --------
    >>> frontier(np.array([[1.0, 2.0, 3.0, 3.0], [3.0, 1.0, 2.0, 2.0]])).tolist()
    [0, 2, 3]
    """
    utilities = np.asarray(utilities, dtype=np.float64)
    rows = np.arange(utilities.shape[1]) if among is None else np.flatnonzero(among)
    points = utilities[:, rows]
    if not np.isfinite(points).all():
        raise ValueError("utilities must be finite numbers")
    kept = [
        row
        for row, point in zip(rows.tolist(), points.T, strict=True)
        if not ((points >= point[:, None]).all(axis=0) & (points > point[:, None]).any(axis=0)).any()
    ]
    return np.array(kept, dtype=np.int64)
