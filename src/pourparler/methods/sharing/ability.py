"""Shares by ability to pay: in proportion, between floors and ceilings, with a discount for low income."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]
ROUNDING = 1e-12


def by_ability(total: float, ability: ArrayLike, floor: ArrayLike = 0.0, ceiling: ArrayLike = np.inf) -> Array:
    """Divide a total in proportion to ability, none below its floor and none above its ceiling.

    Parameters
    ----------
    total : float
        What must be paid, 0 or more.
    ability : array, shape (parties,)
        Above 0, in any unit.
    floor, ceiling : float or array, shape (parties,)
        The least and the most each pays, in the unit of the total.

    Returns
    -------
    array, shape (parties,)
        Adds to the total.

    Raises
    ------
    ValueError
        When an ability is not above 0, a floor lies above its ceiling, or no payment between them adds to the total.

    Notes
    -----
    Water-filling: payment is ``min(ceiling, max(floor, level * ability))`` with the one level at which payments add to
    the total. The sum is piecewise linear in the level and bends where a payment leaves its floor or meets its ceiling,
    so the level is found exactly between two neighbouring bends. A scale of assessments with a ceiling, a floor and
    pro rata redistribution of the rest, as that of the United Nations [1]_, is this rule.

    .. [1] General Assembly resolution 55/5 B (2000), section on elements of the scale.

    Examples
    --------
    >>> by_ability(100, [50, 30, 20]).tolist()
    [50.0, 30.0, 20.0]
    >>> by_ability(100, [50, 30, 20], ceiling=[40, 100, 100]).round(9).tolist()
    [40.0, 36.0, 24.0]
    """
    able = np.asarray(ability, dtype=np.float64)
    if able.ndim != 1 or not np.isfinite(able).all() or (able <= 0).any():
        raise ValueError("every ability is a number above 0")
    least = np.broadcast_to(np.asarray(floor, dtype=np.float64), able.shape)
    most = np.broadcast_to(np.asarray(ceiling, dtype=np.float64), able.shape)
    if (least < 0).any() or (least > most).any():
        raise ValueError("a floor is 0 or more and no higher than its ceiling")
    slack = ROUNDING * max(1.0, abs(total))
    if not least.sum() - slack <= total <= most.sum() + slack:
        raise ValueError(f"no payments between floors and ceilings add to {total:g}")
    bends = np.concatenate([[0.0], least / able, most / able])
    bends = np.unique(bends[np.isfinite(bends)])
    sums = np.clip(bends[:, None] * able, least, most).sum(axis=1)
    after = int(np.searchsorted(sums, total, side="left"))
    if after == 0:
        return np.array(least)
    level = bends[after - 1]
    rising = (least / able <= level) & (most / able > level)
    if rising.any():
        level += (total - sums[after - 1]) / able[rising].sum()
    return np.array(np.clip(level * able, least, most))


def discounted(ability: ArrayLike, per_head: ArrayLike, threshold: float, gradient: float) -> Array:
    """Return abilities with the discount for low income per head.

    Parameters
    ----------
    ability : array, shape (parties,)
        Such as national income.
    per_head : array, shape (parties,)
        Income per head.
    threshold : float
        Income per head below which there is a discount, above 0.
    gradient : float
        How much of the relative distance below the threshold is taken off, 0 to 1.

    Returns
    -------
    array, shape (parties,)
        ``ability * (1 - gradient * (threshold - per_head) / threshold)`` below the threshold, as it is above it.

    Notes
    -----
    The low per capita income adjustment of the scale of assessments of the United Nations (gradient 0.8, threshold
    the world's average; resolution 55/5 B). What is taken off is shared by those above the threshold when totals are
    divided by what remains.

    Examples
    --------
    >>> discounted([100, 100], [5000, 20000], 10000, 0.8).round(9).tolist()
    [60.0, 100.0]
    """
    able, head = np.asarray(ability, dtype=np.float64), np.asarray(per_head, dtype=np.float64)
    if able.shape != head.shape or able.ndim != 1:
        raise ValueError("ability and income per head have one entry a party each")
    if not (threshold > 0 and 0 <= gradient <= 1):
        raise ValueError("a threshold lies above 0 and a gradient between 0 and 1")
    return np.array(able * (1 - gradient * np.clip((threshold - head) / threshold, 0, 1)))
