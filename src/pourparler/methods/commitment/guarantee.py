"""The smallest guarantee that holds an agreement, and how credible a guarantor's word is."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from pourparler.methods.beta import beta_cdf
from pourparler.methods.draws import pert_parameters

Array = NDArray[np.float64]
ROUNDING = 1e-12
"""A cost above the worth by no more than this part of it is equal to it on paper."""


def least_guarantee(keeps: ArrayLike, breaks: ArrayLike, answered: ArrayLike, detection: ArrayLike = 1.0) -> Array:
    """Return the smallest chance that a guarantor answers a breach at which keeping the agreement is worth as much.

    Parameters
    ----------
    keeps : array
        What keeping is worth to the party that may break.
    breaks, answered : array
        What breaking is worth to it when no guarantor answers, and when one does.
    detection : array
        Chance that the breach is found out and so answered; leave it out where ``breaks`` and ``answered`` have it
        inside.

    Returns
    -------
    array
        0 where the agreement holds without; above 1, or infinite, where no guarantee of this strength is enough.

    Notes
    -----
    ``g = (R0 - C) / (m (R0 - R1))``: what breaking is worth falls in proportion to the chance of an answer.

    Examples
    --------
    >>> [round(float(least_guarantee(0.35, 0.5, -0.1, found)), 4) for found in (1.0, 0.8)]
    [0.25, 0.3125]
    >>> float(least_guarantee(0.5, 0.5, -0.1))
    0.0
    """
    held, free, met, found = (np.asarray(one, dtype=np.float64) for one in (keeps, breaks, answered, detection))
    if (found < 0).any() or (found > 1).any():
        raise ValueError("a chance must lie between 0 and 1")
    short, bite = free - held, found * (free - met)
    bites = bite > 0
    needed = np.where(bites, short / np.where(bites, bite, 1.0), np.inf)
    least: Array = np.where(short > 0, needed, 0.0)
    return least


def credibility(stake: ArrayLike, standing: ArrayLike, cost_at_most: Callable[[Array], Array]) -> Array:
    """Return the chance that a guarantor finds it worth answering.

    Parameters
    ----------
    stake : array
        What the matter is worth to the guarantor.
    standing : array
        What failing its word would cost it: its public, its reputation, its own people in place.
    cost_at_most : callable
        The chance that answering costs at most so much: the distribution function of that cost.

    Notes
    -----
    ``F_K(B + R)``: it answers when the cost ``K``, which only it knows, is at most what it stands to lose [1]_.

    .. [1] Fearon, J. D. (1994), "Domestic political audiences and the escalation of international disputes", APSR
       88(3).

    Examples
    --------
    >>> round(float(credibility(0.6, 0.3, uniform_at_most(0.0, 2.0))), 9)
    0.45
    """
    worth = np.asarray(stake, dtype=np.float64) + np.asarray(standing, dtype=np.float64)
    return cost_at_most(worth + ROUNDING * np.abs(worth))


def uniform_at_most(low: float, high: float) -> Callable[[Array], Array]:
    """Return the distribution function of a cost between two bounds, each as likely.

    Examples
    --------
    >>> uniform_at_most(0, 2)(np.array([-1.0, 0.5, 3.0])).tolist()
    [0.0, 0.25, 1.0]
    """
    if high < low:
        raise ValueError(f"a cost between {low} and {high}: the first must not exceed the second")

    def at_most(worth: Array) -> Array:
        if high == low:
            return np.where(worth >= low, 1.0, 0.0)
        return np.clip((worth - low) / (high - low), 0.0, 1.0)

    return at_most


def pert_at_most(low: float, likely: float, high: float) -> Callable[[Array], Array]:
    """Return the distribution function of a cost given as a PERT estimate; see `draws.pert_parameters`.

    Examples
    --------
    >>> pert_at_most(0, 1, 2)(np.array([-1.0, 1.0, 3.0])).round(9).tolist()
    [0.0, 0.5, 1.0]
    """
    if high == low:
        return uniform_at_most(low, high)
    first, second = pert_parameters(low, likely, high)

    def at_most(worth: Array) -> Array:
        return beta_cdf(np.clip((worth - low) / (high - low), 0.0, 1.0), first, second)

    return at_most


def one_of_at_most(costs: Sequence[float], chances: Sequence[float]) -> Callable[[Array], Array]:
    """Return the distribution function of a cost that is one of several, each with its chance.

    Parameters
    ----------
    costs : sequence of float
        In rising order.
    chances : sequence of float
        As many, adding to 1.

    Examples
    --------
    >>> one_of_at_most([1, 4], [0.25, 0.75])(np.array([0.5, 1.0, 5.0])).tolist()
    [0.0, 0.25, 1.0]
    """
    reached = np.concatenate([[0.0], np.minimum(np.cumsum(np.asarray(chances, dtype=np.float64)), 1.0)])
    reached[-1] = 1.0
    values = np.asarray(costs, dtype=np.float64)

    def at_most(worth: Array) -> Array:
        found: Array = reached[np.searchsorted(values, worth, side="right")]
        return found

    return at_most
