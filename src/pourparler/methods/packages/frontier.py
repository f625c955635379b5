"""The Pareto frontier: packages no other package beats."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pourparler.methods.packages.frontier_kernels import (
    beaten_by_rivals,
    cut_down,
    first_unbeaten,
    not_beaten_by,
    sweep_many,
    sweep_three,
    sweep_two,
    unbeaten_after,
)
from pourparler.methods.packages.values import Array

SAMPLE = 2048
"""So many points are looked at first, to find strong ones that beat most others."""
GUESSES = 96
"""So many points of a guess are tried."""
STRONG = 48
"""So many strong points are kept."""
FEW = 8192
"""So many points are swept without looking for strong ones first."""
FEW_LEFT = 2048
"""So many points are looked at one by one."""
_GOLDEN = 0.6180339887498949


def frontier(utilities: Array, among: NDArray[np.bool_] | None = None) -> NDArray[np.int64]:
    """Return the packages that no other one is at least as good for all and better for some.

    Parameters
    ----------
    utilities : array, shape (parties, packages)
    among : array of bool, shape (packages,), optional
        Only these are looked at, as picks and as rivals.

    Returns
    -------
    array of int, shape (packages on the frontier,)
        Sorted positions. Packages of equal worth to all stay together.

    Raises
    ------
    ValueError
        When a utility is not finite or the shape is wrong.

    Notes
    -----
    Exact for any number of parties. First, points beaten by a few strong ones are dropped, in one pass or a few
    (the elimination filter of [1]_). What is left is sorted and swept: with two parties against the best so far, with
    three against a staircase searched by halving [2]_, with more against blocks of unbeaten points with bounds.

    .. [1] Godfrey, P., Shipley, R. and Gryz, J. (2005), "Maximal vector computation in large data sets", VLDB, p. 229.
    .. [2] Kung, H. T., Luccio, F. and Preparata, F. P. (1975), "On finding the maxima of a set of vectors", JACM 22(4),
       theorem 3.1.

    Examples
    --------
    >>> frontier(np.array([[1.0, 2.0, 3.0, 3.0], [3.0, 1.0, 2.0, 2.0]])).tolist()
    [0, 2, 3]
    """
    points = np.ascontiguousarray(utilities, dtype=np.float64)
    if points.ndim != 2 or len(points) == 0:
        raise ValueError(f"utilities have the shape (parties, packages), not {points.shape}")
    rows = np.arange(points.shape[1]) if among is None else np.flatnonzero(among)
    if not np.isfinite(points).all():
        raise ValueError("utilities must be finite numbers")
    return unbeaten(points, rows)


def unbeaten(
    points: Array,
    rows: NDArray[np.int64],
    guess: NDArray[np.int64] | None = None,
    rivals: NDArray[np.int64] | None = None,
) -> NDArray[np.int64]:
    """Return, sorted, those of some columns of finite points that none of the others beats.

    A guess, some of the columns that are likely to be strong, saves time, and so do rivals: for each column one of
    them that may beat it, or itself. The answer depends on neither; rivals are brought up to date.

    Examples
    --------
    >>> unbeaten(np.array([[1.0, 2.0, 9.0], [3.0, 4.0, 9.0]]), np.array([0, 1])).tolist()
    [1]
    """
    none = rows[:0]
    if rivals is not None:
        kept = np.empty(len(rows), dtype=np.int64)
        rows = kept[: beaten_by_rivals(points, rows, rivals, kept)]
    if guess is not None and 0 < len(guess) < len(rows):
        order = np.argsort(-np.log(_room(points[:, guess]) + 0.01).sum(axis=0), kind="stable")
        rows = _filtered(points, rows, guess[order[:GUESSES]], none if rivals is None else rivals)
    while len(rows) > FEW and (guess is None or not len(guess)):
        kept = np.empty(len(rows), dtype=np.int64)
        fewer = kept[: cut_down(points, rows, np.ascontiguousarray(points[:, _strong(points, rows)].T), kept)]
        done = 2 * len(fewer) > len(rows)
        rows = fewer
        if done:
            break
    if len(rows) == 0:
        return rows
    chosen = points[:, rows]
    if len(points) == 1:
        best: NDArray[np.int64] = rows[chosen[0] == chosen[0].max()]
        return best
    keys = list(-chosen[::-1])
    if len(points) > 3:
        keys.append(-_room(chosen).sum(axis=0))
    order = rows[np.lexsort(keys)]
    sweep = sweep_two if len(points) == 2 else sweep_three if len(points) == 3 else sweep_many
    kept = np.empty(len(order), dtype=np.int64)
    return np.sort(kept[: sweep(points, order, kept)])


def _filtered(
    points: Array, rows: NDArray[np.int64], strong: NDArray[np.int64], rivals: NDArray[np.int64]
) -> NDArray[np.int64]:
    kept = np.empty(len(rows), dtype=np.int64)
    return kept[: not_beaten_by(points, rows, strong, rivals, kept)]


class Frontiers:
    """The frontiers of the same packages in one draw after another.

    Each package is first held against the one by which it was beaten before. What is left enters a window of packages
    that do not beat each other, one after the other, the last frontier first: a block-nested loop [1]_. Where much is
    left, it is filtered and swept as in `frontier`. No frontier depends on those before it.

    .. [1] Börzsönyi, S., Kossmann, D. and Stocker, K. (2001), "The skyline operator", ICDE, section 3.2.

    Parameters
    ----------
    rows : array of int
        The columns that are looked at, as picks and as rivals.
    number : int
        How many columns there are.

    Examples
    --------
    >>> follow = Frontiers(np.arange(3), 3)
    >>> [follow.of(np.array([[1.0, 2.0, 0.0], other])).tolist() for other in ([3.0, 4.0, 5.0], [3.0, 1.0, 0.0])]
    [[1, 2], [0, 1]]
    """

    def __init__(self, rows: NDArray[np.int64], number: int) -> None:
        self._rows = rows
        self._last = rows[:0]
        self._rivals = np.arange(number)

    def of(self, points: Array) -> NDArray[np.int64]:
        """Return, sorted, the columns that none of the others beats."""
        window = np.empty(len(self._rows), dtype=np.int64)
        found = unbeaten_after(points, self._rows, self._last, self._rivals, FEW_LEFT, window)
        if found >= 0:
            self._last = window[:found].copy()
            return np.sort(self._last)
        self._last = unbeaten(points, self._rows, self._last, self._rivals)
        return self._last


def _room(points: Array) -> Array:
    """Return points as shares of each party's range."""
    low = points.min(axis=1, keepdims=True)
    span = points.max(axis=1, keepdims=True) - low
    room: Array = (points - low) / np.where(span > 0, span, 1.0)
    return room


def _strong(points: Array, rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return strong ones of some rows: of a sample, the unbeaten ones with most room below them."""
    places = (np.arange(min(SAMPLE, len(rows))) * _GOLDEN % 1.0 * len(rows)).astype(np.int64)
    sample = points[:, rows[places]]
    order = np.argsort(-np.log(_room(sample) + 0.01).sum(axis=0))
    kept = np.empty(STRONG, dtype=np.int64)
    found = first_unbeaten(np.ascontiguousarray(sample[:, order].T), kept)
    return rows[places[order[kept[:found]]]]
