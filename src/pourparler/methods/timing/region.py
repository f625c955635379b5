"""The states of a dispute in which each side, by itself, would rather concede than go on: the mutually hurting ones."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from pourparler.methods.conflict.exit import with_exit
from pourparler.methods.conflict.walk import Array, Stakes, Walk

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Region:
    """Where going on alone is worth no more than conceding.

    Parameters
    ----------
    value : array, shape (draws, sides, steps + 1)
        What the dispute is worth to each side in every state when it may concede at any time.
    hurting : array of bool, shape (draws, sides, steps + 1)
        Where it would concede; never at the ends.
    """

    value: Array
    hurting: Mask

    @property
    def mutual(self) -> Mask:
        """Where all sides would concede: shape (draws, steps + 1)."""
        return np.asarray(self.hurting.all(axis=1))


def hurting_region(walk: Walk, stakes: Stakes, concede: Array) -> Region:
    """Return the states in which each side would rather concede than go on by itself, and those in which all would.

    Parameters
    ----------
    walk : Walk
    stakes : Stakes
        Of the sides only.
    concede : array, shape (draws, sides)
        What conceding is worth to each.

    Notes
    -----
    Each side is taken to go on alone, against a walk that does not concede: `with_exit` for each. So a stalemate that
    hurts both is a set of states. It is where the dispute stands, and no equilibrium of both deciding at once; for that
    see [1]_.

    .. [1] Georgiadis, G., Kim, Y. and Kwon, H. D. (2025), "The absence of attrition in a war of attrition under
       complete information", Journal of Economic Theory 224.

    Examples
    --------
    Costs of 0.04 and 0.0625 a period, twenty steps: the first side gives up below 16, the second above 3.

    >>> stakes = Stakes([[1, 0]], [[0, 1]], [[0, 0]], [[0.04, 0.0625]], [[1, 1]])
    >>> found = hurting_region(Walk(20, [10], [0.5], [0.5]), stakes, np.zeros((1, 2)))
    >>> np.flatnonzero(found.mutual[0]).tolist()
    [4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]
    """
    value, exits = with_exit(walk, stakes, concede)
    return Region(value, exits)


def driftless_value(steps_away: ArrayLike, moves: ArrayLike, cost: ArrayLike) -> Array:
    """Return what going it alone is worth so many steps from prevailing, with even odds and no discount.

    Parameters
    ----------
    steps_away : array
        Steps from the own end, which is worth 1; conceding and the other end are worth 0.
    moves : array
        Chance per period of a step each way, the same for both.
    cost : array
        Of a period, above 0.

    Notes
    -----
    ``(1 - u / n)^2`` for ``u < n``, else 0, with ``n = sqrt(2 moves / cost)`` the number of steps at which it quits:
    exact where ``n`` is a whole number. From ``V(u-1) - 2 V(u) + V(u+1) = cost / moves`` with ``V(0) = 1`` and value
    matching at ``n``.

    Examples
    --------
    >>> driftless_value([5, 10, 12], 0.5, 0.01).tolist()
    [0.25, 0.0, 0.0]
    """
    away, chance, paid = (np.asarray(one, dtype=np.float64) for one in (steps_away, moves, cost))
    if (paid <= 0).any() or (chance <= 0).any():
        raise ValueError("a period costs more than 0, and the dispute may move")
    found: Array = np.maximum(0.0, 1 - away / np.sqrt(2 * chance / paid)) ** 2
    return found
