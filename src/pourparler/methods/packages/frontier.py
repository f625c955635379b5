"""The Pareto frontier: packages no other package beats."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pourparler.methods.packages.frontier_kernels import (
    first_unbeaten,
    not_beaten_by,
    sweep_many,
    sweep_three,
    sweep_two,
    unbeaten_from,
)
from pourparler.methods.packages.values import Array

SAMPLE = 2048
"""So many points are looked at first, to find strong ones that beat most others."""
STRONG = 48
"""So many strong points are kept."""
GUESSES = 96
"""So many points of a guess are tried."""
FEW = 8192
"""So many points are swept without looking for strong ones first."""
STRIKES = 16
"""So many points of a guess are held against all others at once."""
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


def unbeaten(points: Array, rows: NDArray[np.int64], guess: NDArray[np.int64] | None = None) -> NDArray[np.int64]:
    """Return, sorted, those of some columns of finite points that none of the others beats.

    A guess, columns likely to be strong, saves time; the answer does not depend on it.

    Examples
    --------
    >>> unbeaten(np.array([[1.0, 2.0, 9.0], [3.0, 4.0, 9.0]]), np.array([0, 1])).tolist()
    [1]
    """
    if guess is not None and len(guess) and len(rows) > len(guess):
        if len(guess) > GUESSES:
            guess = guess[np.argsort(-np.log(_room(points[:, guess]) + 0.01).sum(axis=0), kind="stable")[:GUESSES]]
        rows = _filtered(points, rows, np.ascontiguousarray(points[:, guess].T))
    while len(rows) > FEW:
        fewer = _filtered(points, rows, _strong(points, rows))
        done = 2 * len(fewer) > len(rows)
        rows = fewer
        if done:
            break
    if len(rows) == 0:
        return rows
    chosen = points[:, rows]
    keys = list(-chosen[::-1])
    if len(points) == 1:
        best: NDArray[np.int64] = rows[chosen[0] == chosen[0].max()]
        return best
    if len(points) > 3:
        keys.append(-_room(chosen).sum(axis=0))
    order = rows[np.lexsort(keys)]
    sweep = sweep_two if len(points) == 2 else sweep_three if len(points) == 3 else sweep_many
    kept = np.empty(len(order), dtype=np.int64)
    return np.sort(kept[: sweep(points, order, kept)])


def unbeaten_from_last(points: Array, last: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return those of some finite points that none of the others beats, starting from the answer for similar points.

    Parameters
    ----------
    points : array, shape (parties, points)
    last : array of int
        What this function returned for points that lie much as these do; empty for the first. It saves time, and the
        answer does not depend on it but for its order.

    Returns
    -------
    array of int
        Positions, in no order that means anything: the points that beat most others tend to come first.

    Notes
    -----
    A block-nested loop [1]_ whose window orders itself, after a filter as in `frontier`.

    .. [1] Börzsönyi, S., Kossmann, D. and Stocker, K. (2001), "The skyline operator", ICDE, section 3.2.

    Examples
    --------
    >>> found = unbeaten_from_last(np.array([[1.0, 2.0, 3.0, 3.0], [3.0, 1.0, 2.0, 2.0]]), np.array([2, 1]))
    >>> sorted(found.tolist())
    [0, 2, 3]
    """
    window = np.empty(points.shape[1], dtype=np.int64)
    return window[: unbeaten_from(points, last, STRIKES, window)].copy()


def _filtered(points: Array, rows: NDArray[np.int64], strong: Array) -> NDArray[np.int64]:
    kept = np.empty(len(rows), dtype=np.int64)
    return kept[: not_beaten_by(points, rows, strong, kept)]


def _room(points: Array) -> Array:
    """Return points as shares of each party's range."""
    low = points.min(axis=1, keepdims=True)
    span = points.max(axis=1, keepdims=True) - low
    room: Array = (points - low) / np.where(span > 0, span, 1.0)
    return room


def _strong(points: Array, rows: NDArray[np.int64]) -> Array:
    """Return strong points, shape (points, parties): of a sample, the unbeaten ones with most room below them."""
    places = (np.arange(min(SAMPLE, len(rows))) * _GOLDEN % 1.0 * len(rows)).astype(np.int64)
    sample = points[:, rows[places]]
    best = np.ascontiguousarray(sample[:, np.argsort(-np.log(_room(sample) + 0.01).sum(axis=0))].T)
    kept = np.empty(STRONG, dtype=np.int64)
    return best[kept[: first_unbeaten(best, kept)]]
