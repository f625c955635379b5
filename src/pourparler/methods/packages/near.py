"""How close other packages come to what a principle picks."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from pourparler.methods.packages.solutions import WEIGHTED, gains, normalised
from pourparler.methods.packages.values import Array

CLOSE = 0.01
"""Packages whose measure is below the best by no more than this share of it count as close."""


@dataclass(frozen=True)
class Near:
    """The measure of a principle beside its pick.

    Parameters
    ----------
    gap : float
        By which share of the best measure the runner-up, the best package that is not picked, falls short of it; nan
        when there is no other package in the zone, or the best measure is 0.
    close : array of int
        Sorted positions of the packages, those picked included, whose measure is within `CLOSE` of the best.
    """

    gap: float
    close: NDArray[np.int64]


def near(
    principle: str,
    utilities: Array,
    disagreement: Array,
    zone: NDArray[np.bool_],
    picked: NDArray[np.int64],
    weights: ArrayLike | None = None,
) -> Near:
    """Compare the measure of every package in the zone with that of the picks.

    The measures are what the principles maximise first: the product of gains (each to the power of its weight, weights
    scaled to mean 1), the smallest share of the ideal, the smallest gain, the sum of gains.

    Parameters
    ----------
    principle : str
        One of `solutions.PRINCIPLES`, or `solutions.WEIGHTED` with weights.
    utilities, disagreement, zone
        As for `solutions`.
    picked : array of int
        What the principle picks.

    Raises
    ------
    KeyError
        For another principle.

    Examples
    --------
    >>> worth = np.array([[2.0, 6.0, 12.0, 18.0], [8.0, 7.0, 5.0, 0.0]])
    >>> found = near("nash", worth, np.zeros(2), np.ones(4, dtype=np.bool_), np.array([2]))
    >>> round(found.gap, 2), found.close.tolist()
    (0.3, [2])
    """
    rows, found = gains(utilities, disagreement, zone)
    if len(rows) == 0:
        return Near(np.nan, rows)
    measure = _measure(principle, found, weights)
    best = float(measure.max())
    others = measure[~np.isin(rows, picked)]
    if best <= 0:
        return Near(np.nan, np.sort(np.asarray(picked, dtype=np.int64)))
    close: NDArray[np.int64] = np.union1d(rows[measure >= best * (1 - CLOSE)], picked)
    return Near(float((best - others.max()) / best) if len(others) else np.nan, close)


def _measure(principle: str, found: Array, weights: ArrayLike | None) -> Array:
    if principle in ("nash", WEIGHTED):
        power = np.ones(len(found)) if weights is None or principle == "nash" else np.asarray(weights, dtype=np.float64)
        product: Array = (normalised(found) ** (power / power.mean())[:, None]).prod(axis=0)
        return product
    measures = {
        "kalai_smorodinsky": lambda: normalised(found).min(axis=0),
        "egalitarian": lambda: found.min(axis=0),
        "utilitarian": lambda: found.sum(axis=0),
    }
    return np.asarray(measures[principle](), dtype=np.float64)
