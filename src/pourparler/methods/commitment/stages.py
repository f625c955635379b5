"""An exchange in stages that enforces itself: how much each stage may hold, and how many stages it takes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]
NEAR = 1e-9
"""A whole number of stages missed by less than this is that number."""


@dataclass(frozen=True)
class Exchange:
    """What two sides gain by delivering to each other; arrays broadcast over draws.

    Parameters
    ----------
    benefit, cost : array
        What one unit is worth to who gets it and costs who delivers it, above 0.
    patience : array
        What the next stage is worth now, 0 to 1.
    final : array
        What good relations are worth after the last stage, 0 or more; lost with a breach.

    Examples
    --------
    >>> round(float(Exchange(1.5, 1.0, 0.9, 10.0).growth), 4)
    1.35
    """

    benefit: ArrayLike
    cost: ArrayLike
    patience: ArrayLike
    final: ArrayLike

    def __post_init__(self) -> None:
        told = [np.asarray(getattr(self, name), float) for name in ("benefit", "cost", "patience", "final")]
        for name, one in zip(("benefit", "cost", "patience", "final"), np.broadcast_arrays(*told), strict=True):
            object.__setattr__(self, name, one)
        if (np.asarray(self.cost) <= 0).any() or (np.asarray(self.benefit) <= 0).any():
            raise ValueError("a unit costs and is worth more than 0")
        if (np.asarray(self.patience) < 0).any() or (np.asarray(self.patience) > 1).any():
            raise ValueError("patience must lie between 0 and 1")
        if (np.asarray(self.final) < 0).any():
            raise ValueError("what follows the last stage is worth 0 or more")

    @property
    def growth(self) -> Array:
        """How much larger a stage may be than the one after it; below 1, stages start small and grow."""
        found: Array = np.asarray(self.patience) * np.asarray(self.benefit) / np.asarray(self.cost)
        return found

    @property
    def last(self) -> Array:
        """The largest last stage."""
        found: Array = np.asarray(self.patience) * np.asarray(self.final) / np.asarray(self.cost)
        return found


def stage_sizes(exchange: Exchange, stages: int) -> Array:
    """Return the largest stages that enforce themselves, first to last.

    Returns
    -------
    array, shape (..., stages)

    Notes
    -----
    A side that does not deliver saves ``c X_k`` and loses all that follows: ``c X_K = d P`` for the last stage, and
    ``c X_(k-1) = d b X_k`` before it. That gradual steps can sustain what one step cannot is Admati and Perry's [1]_
    and Watson's [2]_ subject; this recursion is worked out here.

    .. [1] Admati, A. R. and Perry, M. (1991), "Joint projects without commitment", Review of Economic Studies 58(2).
    .. [2] Watson, J. (1999), "Starting small and renegotiation", Journal of Economic Theory 85(1).

    Examples
    --------
    >>> stage_sizes(Exchange(1.5, 1.0, 0.9, 10.0), 3).round(4).tolist()
    [16.4025, 12.15, 9.0]
    """
    if stages < 1:
        raise ValueError(f"an exchange has one stage or more, not {stages}")
    powers = np.arange(stages - 1, -1, -1)
    sizes: Array = exchange.last[..., None] * exchange.growth[..., None] ** powers
    return sizes


def ceiling(exchange: Exchange) -> Array:
    """Return the total that no number of stages exceeds; infinite where each earlier stage may be as large or larger.

    Examples
    --------
    >>> round(float(ceiling(Exchange(1.5, 1.0, 0.6, 10.0))), 9)
    60.0
    """
    growth, last = exchange.growth, exchange.last
    bound = growth < 1
    found: Array = np.where(bound, last / np.where(bound, 1 - growth, 1.0), np.where(last > 0, np.inf, 0.0))
    return found


def least_stages(exchange: Exchange, total: ArrayLike) -> Array:
    """Return in how many stages a total can be exchanged.

    Returns
    -------
    array
        Whole numbers; infinite where no number of stages is enough.

    Notes
    -----
    ``K = ln(1 - X c (1 - g) / (d P)) / ln g``, rounded up, and ``X c / (d P)`` where ``g = 1``.

    Examples
    --------
    >>> least_stages(Exchange(1.5, 1.0, 0.6, 10.0), [40.0, 61.0]).tolist()
    [11.0, inf]
    """
    growth, last, amount = np.broadcast_arrays(exchange.growth, exchange.last, np.asarray(total, dtype=np.float64))
    level = np.abs(growth - 1) < NEAR
    some = last > 0
    units = amount / np.where(some, last, 1.0)
    inside = 1 - units * (1 - growth)
    reached = some & (inside > 0)
    safe = np.where(level | ~reached | (growth <= 0), 0.5, growth)
    counted = np.where(level, units, np.log(np.where(reached & ~level, inside, 1.0)) / np.log(safe))
    # with no growth at all only the last stage holds anything
    counted = np.where(growth <= 0, np.where(units <= 1, units, np.inf), counted)
    found: Array = np.where(reached | (level & some), np.maximum(np.ceil(counted - NEAR), 1.0), np.inf)
    return np.where(amount <= 0, 0.0, found)


def slack(exchange: Exchange, sizes: ArrayLike) -> Array:
    """Return by how much delivering is worth more than not delivering, at each stage of a plan.

    Parameters
    ----------
    sizes : array, shape (..., stages)

    Returns
    -------
    array, shape (..., stages)
        Below 0: at that stage each side is better off keeping what it should deliver.

    Notes
    -----
    ``d V_(k+1) - c X_k`` with ``V_k = (b - c) X_k + d V_(k+1)`` and ``V_(K+1) = P``: direct deviation values.

    Examples
    --------
    >>> slack(Exchange(1.5, 1.0, 0.9, 10.0), [16.4025, 12.15, 9.0]).round(6).tolist()
    [0.0, 0.0, 0.0]
    """
    plan = np.asarray(sizes, dtype=np.float64)
    found = np.empty(np.broadcast_shapes(plan.shape, (*exchange.last.shape, plan.shape[-1])))
    benefit, cost, patience, worth = (
        np.asarray(one) for one in (exchange.benefit, exchange.cost, exchange.patience, exchange.final)
    )
    for stage in range(plan.shape[-1] - 1, -1, -1):
        size = plan[..., stage]
        found[..., stage] = patience * worth - cost * size
        worth = (benefit - cost) * size + patience * worth
    return found
