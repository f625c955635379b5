"""What a dispute is worth when it starts again, while its odds and costs change by date."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from pourparler.methods.conflict.walk import Stakes, Walk, values

Array = NDArray[np.float64]


def dated_values(walks: Sequence[Walk], stakes: Sequence[Stakes]) -> Array:
    """Return what a dispute is worth from each period on, in every state, when the periods differ.

    Parameters
    ----------
    walks, stakes : sequence of Walk, Stakes
        One a period; the last stands for every period after it. All have the same steps, draws and parties.

    Returns
    -------
    array, shape (periods, draws, parties, steps + 1)

    Raises
    ------
    ValueError
        When there is no period, or steps or draws disagree.
    EndlessError
        When the last walk may never end and a party does not discount.

    Notes
    -----
    ``V_t(k) = -c_t + d [(1 - s_t)(p_t V_(t+1)(k + 1) + q_t V_(t+1)(k - 1) + r_t V_(t+1)(k)) + s_t F_t]``, from the last
    period backwards: so a party that considers a dispute already counts the support that ends later. At an end the
    worth is that of the period in which it is reached.

    Examples
    --------
    Where nothing changes it is the walk's own value:

    >>> walk, stakes = Walk(10, [5], [0.32], [0.32]), Stakes([[1]], [[0]], [[0]], [[0.005]], [[0.98]])
    >>> dated_values([walk] * 3, [stakes] * 3)[:, 0, 0, 5].round(4).tolist()
    [0.144, 0.144, 0.144]
    """
    if not walks or len(walks) != len(stakes):
        raise ValueError("a dated dispute has one walk and one set of stakes a period")
    if len({(walk.steps, walk.draws) for walk in walks}) != 1:
        raise ValueError("all periods have the same steps and draws")
    found = np.empty((len(walks), *stakes[0].cost.shape, walks[0].steps + 1))
    found[-1] = values(walks[-1], stakes[-1])
    for period in range(len(walks) - 2, -1, -1):
        walk, worth, after = walks[period], stakes[period], found[period + 1].copy()
        after[:, :, 0], after[:, :, -1] = worth.second, worth.first
        up, down, halt = (one[:, None, None] for one in (walk.up, walk.down, walk.halt))
        moved = up * after[:, :, 2:] + down * after[:, :, :-2] + (1 - up - down) * after[:, :, 1:-1]
        expected = (1 - halt) * moved + halt * worth.frozen[:, :, None]
        found[period, :, :, 1:-1] = worth.patience[:, :, None] * expected - worth.cost[:, :, None]
        found[period, :, :, 0], found[period, :, :, -1] = worth.second, worth.first
    return found
