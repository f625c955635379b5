"""Support that may stop: a walk with two regimes, while support lasts and after it has ended."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from pourparler.methods.conflict.walk import Array, Stakes, Walk, coefficients, solved, values


def supported(walk: Walk, stakes: Stakes, without: Walk, stakes_without: Stakes, collapse: ArrayLike) -> Array:
    """Return what a dispute is worth while support lasts, when it may stop for good.

    Parameters
    ----------
    walk, stakes : Walk, Stakes
        While support lasts.
    without, stakes_without : Walk, Stakes
        After it has ended: the same steps, other odds, costs or stakes.
    collapse : array, shape (draws,)
        Chance per period that it ends, after that period's step.

    Returns
    -------
    array, shape (draws, parties, steps + 1)
        The ends are those while support lasts.

    Raises
    ------
    ValueError
        When the two walks have other steps or draws, or the chance lies outside 0 to 1.

    Notes
    -----
    ``V(k) = -c + d [(1 - s)((1 - h) M V + h M V')(k) + s F]`` with ``M`` the step while support lasts and ``V'`` the
    value without it: what follows the collapse is solved first, then what goes before it.

    Examples
    --------
    A collapse hazard of a tenth a period eats most of what support is worth (0.3180 if it never stops, 0.1440 without):

    >>> patience, ends = [[0.98]], ([[1]], [[0]], [[0]])
    >>> on = Walk(10, [5], [0.3439551010199997], [0.2960448989800003]), Stakes(*ends, [[0.002]], patience)
    >>> off = Walk(10, [5], [0.32], [0.32]), Stakes(*ends, [[0.005]], patience)
    >>> [round(float(supported(*on, *off, [h])[0, 0, 5]), 4) for h in (0.0, 0.05, 0.1)]
    [0.318, 0.2304, 0.2001]
    """
    hazard = np.atleast_1d(np.asarray(collapse, dtype=np.float64))
    if walk.steps != without.steps or walk.draws != without.draws or hazard.shape != (walk.draws,):
        raise ValueError("both walks have the same steps and draws, and the collapse hazard one entry a draw")
    if not np.isfinite(hazard).all() or hazard.min() < 0 or hazard.max() > 1:
        raise ValueError("the collapse hazard must lie between 0 and 1")
    after = values(without, stakes_without)
    lasting = (1 - hazard)[:, None]
    lower, middle, upper = coefficients(walk, stakes.patience)
    stay = 1 - middle
    flow = stakes.patience * walk.halt[:, None] * stakes.frozen - stakes.cost
    fallen = (1 - lasting)[:, :, None] * (
        lower[:, :, None] * after[:, :, :-2]
        + stay[:, :, None] * after[:, :, 1:-1]
        + upper[:, :, None] * after[:, :, 2:]
    )
    # An end that is reached is reached whether or not support stops in the same period: its worth is that of `stakes`.
    fallen[:, :, 0] += (1 - lasting) * lower * (stakes.second - stakes_without.second)
    fallen[:, :, -1] += (1 - lasting) * upper * (stakes.first - stakes_without.first)
    right = flow[:, :, None] + fallen
    right[:, :, 0] += lasting * lower * stakes.second
    right[:, :, -1] += lasting * upper * stakes.first
    inner = solved(lasting * lower, 1 - lasting * stay, lasting * upper, right)
    return np.concatenate([stakes.second[:, :, None], inner, stakes.first[:, :, None]], axis=2)
