"""A listener's belief about a value on a grid, what a statement does to it, and how much that reveals.

A speaker says that the value lies in an interval. With its credibility the listener takes the interval as true; for the
rest the words say nothing about the value. How much was revealed is counted in bits, which is not what it costs: see
`pourparler.methods.disclosure.offers`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Belief:
    """What a listener holds possible, over draws.

    Parameters
    ----------
    grid : array, shape (points,)
        Values, rising.
    chances : array, shape (draws, points)
        Each row adds up to 1.

    Raises
    ------
    ValueError
        When shapes disagree, the grid does not rise, or a row is no distribution.

    Examples
    --------
    >>> Belief([0.1, 0.3, 0.5, 0.7], [0.25, 0.25, 0.25, 0.25]).mean().round(9).tolist()
    [0.4]
    """

    grid: Array
    chances: Array

    def __post_init__(self) -> None:
        grid = np.asarray(self.grid, dtype=np.float64)
        chances = np.atleast_2d(np.asarray(self.chances, dtype=np.float64))
        if grid.ndim != 1 or not len(grid) or not np.isfinite(grid).all() or (np.diff(grid) <= 0).any():
            raise ValueError("the grid of a belief is one row of finite, rising values")
        if chances.ndim != 2 or chances.shape[1] != len(grid):
            raise ValueError(f"a belief has one chance a point, {len(grid)}, not {chances.shape[-1]}")
        if not np.isfinite(chances).all() or chances.min() < 0 or np.abs(chances.sum(axis=1) - 1).max() > 1e-9:
            raise ValueError("the chances of a belief are 0 or more and add up to 1")
        object.__setattr__(self, "grid", grid)
        object.__setattr__(self, "chances", chances)

    @property
    def draws(self) -> int:
        """How many draws."""
        return len(self.chances)

    def mean(self) -> Array:
        """Return the mean: shape (draws,)."""
        found: Array = self.chances @ self.grid
        return found

    def chance(self, low: ArrayLike, high: ArrayLike) -> Array:
        """Return how likely the value lies between two ends, both included: shape (draws,)."""
        found: Array = np.where(_within(self.grid, low, high), self.chances, 0.0).sum(axis=1)
        return found


def _within(grid: Array, low: ArrayLike, high: ArrayLike) -> NDArray[np.bool_]:
    least, most = (np.atleast_1d(np.asarray(one, dtype=np.float64))[:, None] for one in (low, high))
    inside: NDArray[np.bool_] = (grid >= least) & (grid <= most)
    return inside


def updated(
    belief: Belief, low: ArrayLike, high: ArrayLike, credibility: ArrayLike, noise: ArrayLike | None = None
) -> Belief:
    """Return the belief after a speaker says that the value lies between two ends.

    Parameters
    ----------
    belief : Belief
    low, high : float or array, shape (draws,)
        Ends of what is claimed, both included; infinite for a claim with one end. A claim of one value has two equal
        ends, or ends as far apart as the value is rounded.
    credibility : float or array, shape (draws,)
        How far the words are taken as true, 0 to 1.
    noise : float or array, shape (draws,), optional
        How likely the same words are from a speaker who is not led by the value. Left out: as likely as the listener
        holds what they say, so that the credibility is the weight that the claim gets in the new belief.

    Returns
    -------
    Belief
        As before in draws in which the words can not have been spoken at all: they claim what the listener holds
        impossible, and have no noise. `impossible` says which.

    Notes
    -----
    Bayes' rule with the likelihood ``credibility * 1[low <= r <= high] + (1 - credibility) * noise``. At credibility 0
    it is flat, and nothing changes. Over a set of statements of which exactly one fits each value, and whose noise adds
    up to 1, the posteriors average to the prior.

    Raises
    ------
    ValueError
        When a credibility or a noise lies outside 0 to 1, or ends are the wrong way round.

    Examples
    --------
    >>> before = Belief([0.1, 0.3, 0.5, 0.7], [0.25, 0.25, 0.25, 0.25])
    >>> after = updated(before, -np.inf, 0.35, credibility=0.6, noise=0.5)
    >>> after.chances.round(9).tolist(), bits(before, after).round(6).tolist()
    ([[0.4, 0.4, 0.1, 0.1]], [0.278072])
    """
    least, most, trust = (np.atleast_1d(np.asarray(one, dtype=np.float64)) for one in (low, high, credibility))
    if (least > most).any():
        raise ValueError("the low end of a claim lies above its high end")
    other = belief.chance(least, most) if noise is None else np.atleast_1d(np.asarray(noise, dtype=np.float64))
    for name, chance in (("credibility", trust), ("noise", other)):
        if not np.isfinite(chance).all() or chance.min() < 0 or chance.max() > 1 + 1e-9:
            raise ValueError(f"the {name} of a statement lies between 0 and 1")
    likelihood = trust[:, None] * _within(belief.grid, least, most) + ((1 - trust) * other)[:, None]
    joint = likelihood * belief.chances
    total = joint.sum(axis=1, keepdims=True)
    spoken = total > 0
    chances = np.where(spoken, joint / np.where(spoken, total, 1.0), belief.chances)
    return Belief(belief.grid, chances / chances.sum(axis=1, keepdims=True))


def impossible(belief: Belief, low: ArrayLike, high: ArrayLike) -> NDArray[np.bool_]:
    """Tell in which draws a claim lies wholly outside what the listener holds possible: shape (draws,).

    Examples
    --------
    >>> impossible(Belief([10, 20], [0.5, 0.5]), 30, 40).tolist()
    [True]
    """
    found: NDArray[np.bool_] = belief.chance(low, high) <= 0
    return found


def bits(before: Belief, after: Belief) -> Array:
    """Return how much a belief changed, in bits: shape (draws,).

    Notes
    -----
    The relative entropy ``sum after log2(after / before)`` [1]_. 1 bit: what was held possible is halved.

    .. [1] Kullback, S. and Leibler, R. A. (1951), "On information and sufficiency", Annals of Mathematical Statistics
       22(1), p. 80.

    Raises
    ------
    ValueError
        When the grids differ.

    Examples
    --------
    >>> bits(Belief([1, 2], [0.5, 0.5]), Belief([1, 2], [1.0, 0.0])).tolist()
    [1.0]
    """
    if not np.array_equal(before.grid, after.grid):
        raise ValueError("two beliefs are compared on the same grid")
    new, old = np.broadcast_arrays(after.chances, before.chances)
    held = new > 0
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.where(held, new * np.log2(np.where(held, new, 1.0) / np.where(held, old, 1.0)), 0.0)
    found: Array = np.maximum(terms.sum(axis=1), 0.0)
    return found


@dataclass(frozen=True)
class Told:
    """One statement: what it claims, and how far it is believed.

    Parameters
    ----------
    low, high : float or array, shape (draws,)
    credibility : float or array, shape (draws,)
    noise : float or array, shape (draws,), optional
        See `updated`.
    """

    low: ArrayLike
    high: ArrayLike
    credibility: ArrayLike
    noise: ArrayLike | None = None


def ledger(prior: Belief, told: tuple[Told, ...]) -> tuple[Belief, ...]:
    """Return the belief before the first statement and after each, in the order in which they were made.

    Each statement is weighed as if the speaker had not heard the others; an echo of earlier words is no new evidence
    and is left out by whoever calls this.

    Examples
    --------
    >>> prior = Belief([10, 20, 30, 40], [0.25, 0.25, 0.25, 0.25])
    >>> course = ledger(prior, (Told(-np.inf, 30, 1.0), Told(20, np.inf, 0.5)))
    >>> [one.mean().round(6).tolist() for one in course]
    [[25.0], [20.0], [22.5]]
    """
    course = [prior]
    for one in told:
        course.append(updated(course[-1], one.low, one.high, one.credibility, one.noise))
    return tuple(course)


def equal_parts(quantiles: Array) -> Belief:
    """Return the belief that holds equally likely values, equal ones joined: a distribution by its quantiles.

    Parameters
    ----------
    quantiles : array, shape (points,)
        At the middles of equal parts: ``(1/2 + i) / points``.

    Examples
    --------
    >>> found = equal_parts(np.array([5.0, 0.0, 5.0, 5.0]))
    >>> found.grid.tolist(), found.chances.tolist()
    ([0.0, 5.0], [[0.25, 0.75]])
    """
    values, counts = np.unique(np.asarray(quantiles, dtype=np.float64), return_counts=True)
    return Belief(values, counts / counts.sum())
