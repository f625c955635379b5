"""Designs of one agreement set in order by a relative hazard; no number here is a chance that anything lasts."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]
Ints = NDArray[np.int64]


def relative_hazard(margins: ArrayLike, scale: float) -> Array:
    """Return the chance that some party's margin is exceeded by a shock, for a scale of shocks that nothing here fixes.

    Parameters
    ----------
    margins : array, shape (..., parties)
    scale : float
        Of a logistic shock to what breaking is worth, in the units of the margins. It cannot be known from a case: only
        the order of designs is of use, and only where it is the same for every scale.

    Returns
    -------
    array, shape (...)
        ``1 - prod 1 / (1 + exp(-m / s))``.

    Examples
    --------
    >>> round(float(relative_hazard([0.2, 0.3], 0.08)), 4)
    0.0971
    """
    found: Array = -np.expm1(_log_hold(np.asarray(margins, dtype=np.float64), scale).sum(axis=-1))
    return found


def in_order(designs: ArrayLike, scale: float) -> Ints:
    """Return the place of each design in each draw, 1 for the one least at risk; equals share the better place.

    Parameters
    ----------
    designs : array, shape (designs, draws, parties, periods)
        The margins of each.
    scale : float

    Returns
    -------
    array of int, shape (designs, draws)

    Notes
    -----
    By the sum over parties and periods of ``ln 1 / (1 + exp(-m / s))``: a small scale looks at the weakest moment only,
    a large one at all of them.

    Examples
    --------
    >>> designs = [[[[0.1, 3.0]]], [[[0.2, 0.2]]]]
    >>> in_order(designs, 0.01).tolist(), in_order(designs, 1.0).tolist()
    ([[2], [1]], [[1], [2]])
    """
    told = np.asarray(designs, dtype=np.float64)
    held = _log_hold(told, scale).sum(axis=(2, 3)).round(12)
    places: Ints = 1 + (held[:, None] < held[None]).sum(axis=1)
    return places


def _log_hold(margins: Array, scale: float) -> Array:
    if not scale > 0:
        raise ValueError(f"the scale of shocks must be above 0, not {scale}")
    held: Array = -np.logaddexp(0.0, -margins / scale)
    return held
