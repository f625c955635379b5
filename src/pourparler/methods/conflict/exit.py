"""Going it alone: when a party that may concede in any state stops, and what that option is worth."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pourparler.methods.conflict.walk import Array, Stakes, Walk, coefficients, values


def with_exit(walk: Walk, stakes: Stakes, concede: Array) -> tuple[Array, NDArray[np.bool_]]:
    """Return what the dispute is worth to a party that concedes where going on is worth less, each party by itself.

    Parameters
    ----------
    walk : Walk
    stakes : Stakes
    concede : array, shape (draws, parties)
        What conceding is worth, in any state.

    Returns
    -------
    value : array, shape (draws, parties, steps + 1)
    exits : array of bool, shape (draws, parties, steps + 1)
        The states in which it concedes; never at the ends.

    Notes
    -----
    The optimal stopping problem ``V = max(concede, -c + d E V)`` by Howard's policy iteration [1]_: states in which
    going on is worth less than conceding are stopped, the rest is solved again, until nothing changes. Values only rise
    and there are finitely many policies, so it ends with the exact answer.

    .. [1] Howard, R. A. (1960), Dynamic Programming and Markov Processes, chapter 4.

    Examples
    --------
    A driftless walk at a cost of 0.01 a period: it quits 10 steps from winning, and is worth a quarter 5 steps away.

    >>> walk = Walk(20, [15], [0.5], [0.5])
    >>> value, exits = with_exit(walk, Stakes([[1]], [[0]], [[0]], [[0.01]], [[1]]), np.array([[0.0]]))
    >>> round(float(value[0, 0, 15]), 9), int(np.flatnonzero(exits[0, 0]).max())
    (0.25, 10)
    """
    concede = np.atleast_2d(np.asarray(concede, dtype=np.float64))
    if concede.shape != stakes.cost.shape:
        raise ValueError(f"conceding has one value a draw and party, {stakes.cost.shape}, not {concede.shape}")
    from pourparler.methods.conflict.exit_kernels import stop_where_better

    flow = stakes.patience * walk.halt[:, None] * stakes.frozen - stakes.cost
    value = values(walk, stakes)
    exits = np.zeros(value.shape, dtype=np.bool_)
    stop_where_better(*coefficients(walk, stakes.patience), flow, concede, value, exits, 2 * walk.steps)
    return value, exits
