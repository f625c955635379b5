"""Where a dispute stands after so many periods: how often in each state, decided, frozen, or still going on."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pourparler.methods.conflict.walk import Array, Walk


def occupancy(walk: Walk, periods: int, begin: Array | None = None) -> Array:
    """Return how likely the dispute stands in each state after 0, 1, ... periods.

    Parameters
    ----------
    walk : Walk
    periods : int
        0 or more.
    begin : array, shape (draws, steps + 2), optional
        Where it stands at first; at the start of the walk when left out.

    Returns
    -------
    array, shape (draws, periods + 1, steps + 2)
        States 0 to ``steps``, then frozen. Each adds to 1.

    Notes
    -----
    Powers of the transition matrix of a finite chain with absorbing ends [1]_, taken step by step: only neighbours are
    ever reached.

    .. [1] Kemeny, J. G. and Snell, J. L. (1960), Finite Markov Chains, chapter 3.

    Examples
    --------
    >>> occupancy(Walk(4, [2], [0.5], [0.25]), 2)[0].tolist()[2]
    [0.0625, 0.125, 0.3125, 0.25, 0.25, 0.0]
    """
    if periods < 0:
        raise ValueError(f"0 periods or more, not {periods}")
    at = np.zeros((walk.draws, walk.steps + 2))
    if begin is None:
        at[np.arange(walk.draws), walk.start] = 1.0
    elif begin.shape != at.shape:
        raise ValueError(f"where it stands has the shape {at.shape}, not {begin.shape}")
    else:
        at = np.array(begin, dtype=np.float64)
    found = np.empty((walk.draws, periods + 1, walk.steps + 2))
    found[:, 0] = at
    up, down, halt = walk.up[:, None], walk.down[:, None], walk.halt[:, None]
    for period in range(1, periods + 1):
        inner = found[:, period - 1, 1 : walk.steps]
        going = (1 - halt) * inner
        following = found[:, period - 1].copy()
        following[:, 1 : walk.steps] = (1 - up - down) * going
        following[:, 2 : walk.steps + 1] += up * going
        following[:, : walk.steps - 1] += down * going
        following[:, -1] += (halt * inner).sum(axis=1)
        found[:, period] = following
    return found


def undecided(standing: Array) -> Array:
    """Return how likely neither side has prevailed: the last axis of `occupancy` summed, without the two ends.

    A dispute that has frozen is not decided.
    """
    found: Array = standing[..., 1:-2].sum(axis=-1) + standing[..., -1]
    return found


def going_on(standing: Array) -> Array:
    """Return how likely it is still going on: neither side has prevailed and it has not frozen."""
    found: Array = standing[..., 1:-2].sum(axis=-1)
    return found


def transition(walk: Walk, draw: int = 0) -> NDArray[np.float64]:
    """Return the transition matrix of one draw: shape (steps + 2, steps + 2), rows from, columns to, frozen last."""
    size = walk.steps + 2
    matrix = np.eye(size)
    for state in range(1, walk.steps):
        going = 1 - walk.halt[draw]
        matrix[state] = 0.0
        matrix[state, state] = going * (1 - walk.up[draw] - walk.down[draw])
        matrix[state, state + 1] += going * walk.up[draw]
        matrix[state, state - 1] += going * walk.down[draw]
        matrix[state, -1] = walk.halt[draw]
    return matrix
