"""Shares by ability to pay: in proportion, between floors and ceilings, with a discount for low income."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]
ROUNDING = 1e-12


def by_ability(total: ArrayLike, ability: ArrayLike, floor: ArrayLike = 0.0, ceiling: ArrayLike = np.inf) -> Array:
    """Divide a total in proportion to ability, none below its floor and none above its ceiling.

    Parameters
    ----------
    total : float or array, shape (problems,)
        What must be paid, 0 or more.
    ability : array, shape (parties,) or (problems, parties)
        Above 0, in any unit.
    floor, ceiling : float or array, shape (parties,) or (problems, parties)
        The least and the most each pays, in the unit of the total.

    Returns
    -------
    array, shape (parties,) or (problems, parties)
        Adds to the total. Of many problems, not a number for those for which one alone would be refused for its total,
        floors and ceilings.

    Raises
    ------
    ValueError
        When an ability is not above 0; for one problem, when a floor lies above its ceiling, or no payment between them
        adds to the total.

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
    able, due = np.asarray(ability, dtype=np.float64), np.asarray(total, dtype=np.float64)
    if able.ndim not in (1, 2) or not np.isfinite(able).all() or (able <= 0).any():
        raise ValueError("every ability is a number above 0")
    if due.shape != able.shape[:-1]:
        raise ValueError(f"there is one total for each problem, not {due.shape} for {able.shape[:-1]}")
    least = np.broadcast_to(np.asarray(floor, dtype=np.float64), able.shape)
    most = np.broadcast_to(np.asarray(ceiling, dtype=np.float64), able.shape)
    apart = ((least >= 0) & (least <= most)).all(axis=-1)
    slack = ROUNDING * np.maximum(1.0, np.abs(due))
    within = (least.sum(axis=-1) - slack <= due) & (due <= most.sum(axis=-1) + slack)
    if able.ndim == 1 and not apart:
        raise ValueError("a floor is 0 or more and no higher than its ceiling")
    if able.ndim == 1 and not within:
        raise ValueError(f"no payments between floors and ceilings add to {due:g}")
    found = _filled(*(np.atleast_2d(one) for one in (due[..., None], able, least, most))).reshape(able.shape)
    return np.array(np.where((apart & within)[..., None], found, np.nan))


def _filled(due: Array, able: Array, least: Array, most: Array) -> Array:
    """Return payments at the level at which they add to what is due: shape (problems, parties)."""
    bends = np.sort(np.concatenate([np.zeros_like(due), least / able, most / able], axis=1), axis=1)
    sums = np.clip(bends[:, :, None] * able[:, None, :], least[:, None, :], most[:, None, :]).sum(axis=2)
    after = (sums < due).sum(axis=1)
    before = np.maximum(after - 1, 0)[:, None]
    level = np.take_along_axis(bends, before, axis=1)
    rising = (least / able <= level) & (most / able > level)
    slope = np.where(rising, able, 0.0).sum(axis=1, keepdims=True)
    lacking = due - np.take_along_axis(sums, before, axis=1)
    level = level + np.divide(lacking, slope, out=np.zeros_like(slope), where=slope > 0)
    return np.where((after == 0)[:, None], least, np.clip(level * able, least, most))


def discounted(ability: ArrayLike, per_head: ArrayLike, threshold: ArrayLike, gradient: float) -> Array:
    """Return abilities with the discount for low income per head.

    Parameters
    ----------
    ability : array, shape (parties,) or (problems, parties)
        Such as national income.
    per_head : array, shape (parties,) or (problems, parties)
        Income per head.
    threshold : float or array, shape (problems,)
        Income per head below which there is a discount, above 0.
    gradient : float
        How much of the relative distance below the threshold is taken off, 0 to 1.

    Returns
    -------
    array, shape (parties,) or (problems, parties)
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
    below = np.asarray(threshold, dtype=np.float64)
    if able.shape != head.shape or able.ndim not in (1, 2) or below.shape != able.shape[:-1]:
        raise ValueError(
            "ability and income per head have one entry a party each, and there is one threshold a problem"
        )
    if not ((below > 0).all() and 0 <= gradient <= 1):
        raise ValueError("a threshold lies above 0 and a gradient between 0 and 1")
    below = below[..., None]
    return np.array(able * (1 - gradient * np.clip((below - head) / below, 0, 1)))
