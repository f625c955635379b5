"""Thresholds of an agreement that stays the same: the patience and the detection it takes to hold."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]


def critical_patience(tempting: ArrayLike, flow: ArrayLike, punished: ArrayLike, lag: ArrayLike = 1) -> Array:
    """Return the patience from which an agreement holds by itself.

    Parameters
    ----------
    tempting, flow, punished : array
        Worth of one period while a breach is not found out, under the agreement, and in the dispute.
    lag : array
        Periods until it is found out, above 0.

    Returns
    -------
    array
        0 where breaking gains nothing; infinite where the dispute is worth as much as the agreement and breaking gains.

    Notes
    -----
    ``d**L >= (g - u) / (g - v)`` [1]_.

    .. [1] Friedman, J. W. (1971), "A non-cooperative equilibrium for supergames", Review of Economic Studies 38(1).

    Examples
    --------
    >>> [round(float(critical_patience(5, 3, 1, lag)), 4) for lag in (1, 2)]
    [0.5, 0.7071]
    """
    gain, deal, worst, wait = (np.asarray(one, dtype=np.float64) for one in (tempting, flow, punished, lag))
    if (wait <= 0).any():
        raise ValueError("a breach is found out after more than 0 periods")
    tempted, bites = gain > deal, deal > worst
    share = np.where(tempted & bites, (gain - deal) / np.where(tempted & bites, gain - worst, 1.0), 1.0)
    found: Array = np.where(tempted, np.where(bites, share ** (1 / wait), np.inf), 0.0)
    return found


def least_detection(tempting: ArrayLike, flow: ArrayLike, punished: ArrayLike, patience: ArrayLike) -> Array:
    """Return the chance per period of being found out from which an agreement holds by itself.

    Returns
    -------
    array
        Above 1: no inspection is enough, whatever it finds.

    Notes
    -----
    ``m = (1 - d)(g - u) / (d (u - v))``: the stationary margin of `margin.breaking` set to 0.

    Examples
    --------
    >>> round(float(least_detection(1.2, 1.0, 0.6, 0.9)), 4)
    0.0556
    """
    gain, deal, worst, waits = (np.asarray(one, dtype=np.float64) for one in (tempting, flow, punished, patience))
    loss = waits * (deal - worst)
    bites = loss > 0
    needed = np.where(bites, (1 - waits) * (gain - deal) / np.where(bites, loss, 1.0), np.inf)
    found: Array = np.where(gain > deal, np.maximum(needed, 0.0), 0.0)
    return found
