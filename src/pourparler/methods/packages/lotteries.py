"""What principles pick when parties may agree on chances of packages: the convex case.

A lottery is drawn among packages of the zone, so whatever comes out is acceptable to every principal. Scales must be
utilities in the sense of expected value for this to mean anything: say so where it is shown.

All functions take utilities of shape (parties, packages), disagreement values of shape (parties,) and a zone as in
`solutions`, and return None when the zone is empty. The expected utilities are unique (but for `utilitarian`); the
lottery behind them need not be.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from pourparler.methods.packages.frontier import unbeaten
from pourparler.methods.packages.solutions import TIE, gains, utilitarian
from pourparler.methods.packages.values import Array

Mask = NDArray[np.bool_]

GAP = 1e-12
"""The Nash product is this close to its largest value, in logarithms, per unit of weight."""
_MOST_STEPS = 200_000


@dataclass(frozen=True)
class Lottery:
    """Chances of packages.

    Parameters
    ----------
    packages : array of int
        Sorted positions of the packages with a positive chance.
    chances : array
        Theirs; they sum to 1.
    expected : array, shape (parties,)
        Expected utilities.
    """

    packages: NDArray[np.int64]
    chances: Array
    expected: Array


def kalai_smorodinsky_lottery(utilities: Array, disagreement: Array, zone: Mask | None = None) -> Lottery | None:
    """Return the lottery with the largest smallest share of the ideal, lexicographically (Kalai and Smorodinsky 1975).

    Raise the smallest expected ``g_i / I_i`` by a linear program, hold the parties that cannot have more, and go on
    with the rest [1]_.

    .. [1] Imai, H. (1983), "Individual monotonicity and lexicographic maxmin solution", Econometrica 51(2), p. 389.

    Examples
    --------
    >>> sets = np.array([[0.0, 0.0, 1.0, 1.0], [0.0, 1.0, 0.0, 0.7]])
    >>> kalai_smorodinsky_lottery(sets, np.zeros(2)).expected.round(6).tolist()
    [0.769231, 0.769231]
    """
    rows, found = _frontier_gains(utilities, disagreement, zone)
    if len(rows) == 0:
        return None
    ideal = found.max(axis=1)
    return _lottery(utilities, rows, _leximin(found, np.where(ideal > 0, ideal, np.inf)))


def egalitarian_lottery(utilities: Array, disagreement: Array, zone: Mask | None = None) -> Lottery | None:
    """Return the lottery that gives most to whoever expects to gain least, then to the next (leximin).

    By linear programs, as `kalai_smorodinsky_lottery`, with gains as they are. Scales must be comparable.

    Examples
    --------
    >>> egalitarian_lottery(np.array([[0.0, 4.0], [2.0, 0.0]]), np.zeros(2)).expected.round(6).tolist()
    [1.333333, 1.333333]
    """
    rows, found = _frontier_gains(utilities, disagreement, zone)
    if len(rows) == 0:
        return None
    ideal = found.max(axis=1)
    return _lottery(utilities, rows, _leximin(found, np.where(ideal > 0, ideal.max(), np.inf)))


def utilitarian_lottery(
    utilities: Array, disagreement: Array, zone: Mask | None = None, weights: ArrayLike | None = None
) -> Lottery | None:
    """Return equal chances of all packages with the largest sum of gains: no lottery has a larger one.

    Any other lottery among them is as good; equal chances treat them alike. Scales must be comparable.

    Examples
    --------
    >>> utilitarian_lottery(np.array([[0.0, 2.0, 1.0], [2.0, 0.0, 0.0]]), np.zeros(2)).expected.tolist()
    [1.0, 1.0]
    """
    rows = utilitarian(utilities, disagreement, zone, weights)
    if len(rows) == 0:
        return None
    return _lottery(utilities, rows, np.full(len(rows), 1 / len(rows)))


def nash_lottery(
    utilities: Array, disagreement: Array, zone: Mask | None = None, weights: ArrayLike | None = None
) -> Lottery | None:
    """Return the lottery with the largest product of expected gains, each to its party's weight (Nash 1950).

    ``max sum_i w_i ln E g_i`` is concave. Chance moves from the worst package in use to the best one at the current
    prices ``w_i / E g_i``, by as much as helps, until no package beats the lottery by more than `GAP` at these prices:
    pairwise Frank-Wolfe steps [1]_, whose last price test bounds the distance from the optimum.

    Parties that cannot gain in the zone are left out of the product.

    Raises
    ------
    ValueError
        When weights are not positive.

    .. [1] Lacoste-Julien, S. and Jaggi, M. (2015), "On the global linear convergence of Frank-Wolfe optimization
       variants", NIPS 28, algorithm 3.

    Examples
    --------
    >>> sets = np.array([[0.0, 0.0, 1.0, 1.0], [0.0, 1.0, 0.0, 0.7]])
    >>> nash_lottery(sets, np.zeros(2)).expected.round(6).tolist()
    [1.0, 0.7]
    """
    rows, found = _frontier_gains(utilities, disagreement, zone)
    if len(rows) == 0:
        return None
    power = np.ones(len(found)) if weights is None else np.asarray(weights, dtype=np.float64)
    if power.shape != (len(found),) or not np.isfinite(power).all() or power.min() <= 0:
        raise ValueError("bargaining weights are one positive, finite number for each party")
    ideal = found.max(axis=1)
    gaining = ideal > 0
    if not gaining.any():
        return _lottery(utilities, rows, np.full(len(rows), 1 / len(rows)))
    share, power = found[gaining] / ideal[gaining, None], power[gaining] / power[gaining].sum()
    chances = np.zeros(len(rows))
    for party in range(len(share)):
        best = share[party] == 1.0
        chances += best / best.sum() / len(share)
    for _ in range(_MOST_STEPS):
        expected = share @ chances
        worth = (power / expected) @ share
        used = np.flatnonzero(chances)
        best, worst = int(worth.argmax()), int(used[worth[used].argmin()])
        if worth[best] - 1 <= GAP or best == worst:
            break
        step = _best_step(power, expected, share[:, best] - share[:, worst], float(chances[worst]))
        chances[best] += step
        chances[worst] = 0.0 if step >= chances[worst] else chances[worst] - step
    return _lottery(utilities, rows, chances / chances.sum())


def _best_step(power: Array, expected: Array, direction: Array, most: float) -> float:
    """Return how far along a direction the sum of logarithms rises: the root of its falling slope, by halving."""

    # In plain numbers, since there are as few terms as parties and a hundred halvings.
    terms = list(zip((power * direction).tolist(), expected.tolist(), direction.tolist(), strict=True))
    least = float(np.finfo(float).tiny)

    def slope(step: float) -> float:
        total = 0.0
        for weighed, now, way in terms:
            there = now + step * way
            total += weighed / (there if there > 0 else least)
        return total

    if slope(most) >= 0:
        return most
    low, high = 0.0, most
    for _ in range(100):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        low, high = (middle, high) if slope(middle) > 0 else (low, middle)
    return low if low > 0 else high


def raiffa_lottery(utilities: Array, disagreement: Array, zone: Mask | None = None) -> Lottery | None:
    """Return the lottery reached by equal steps towards the ideals (Raiffa's sequential solution).

    ``d <- d + (I(d) - d) / n``, ``I_i(d)`` the most party ``i`` can expect when the others expect at least ``d``, until
    a step is below `TIE` of the first ideals [1]_.

    .. [1] Raiffa, H. (1953), "Arbitration schemes for generalized two-person games", Annals of Mathematics Studies 28,
       p. 361.

    Examples
    --------
    >>> raiffa_lottery(np.array([[0.0, 4.0], [2.0, 0.0]]), np.zeros(2)).expected.round(6).tolist()
    [2.0, 1.0]
    """
    rows, found = _frontier_gains(utilities, disagreement, zone)
    if len(rows) == 0:
        return None
    first_ideal = found.max(axis=1)
    scale = np.where(first_ideal > 0, first_ideal, 1.0)
    share = found / scale[:, None]
    parties, point = len(share), np.zeros(len(share))
    while True:
        chances = [_solve(-share[party], -share, -point) for party in range(parties)]
        ideal = np.array([share[party] @ chances[party] for party in range(parties)])
        mean = np.mean(chances, axis=0)
        step = (ideal - point) / parties
        if step.max() <= TIE:
            return _lottery(utilities, rows, mean)
        point = np.minimum(point + step, share @ mean)


def _leximin(found: Array, scale: Array) -> Array:
    """Return chances that maximise the smallest expected gain over scale, then the next; infinite scales drop out."""
    parties, number = found.shape
    share = found / np.where(np.isfinite(scale), scale, 1.0)[:, None]
    open_ = np.isfinite(scale)
    held = np.zeros(parties)
    chances = np.full(number, 1 / number)
    while open_.any():
        # Variables: the chances, then the level that every open party reaches; held parties keep what they have.
        rows = np.column_stack([-share, open_.astype(np.float64)])
        solved = _solve(np.append(np.zeros(number), -1.0), rows, np.where(open_, 0.0, -held), level=True)
        level, chances = float(solved[-1]), solved[:-1]
        least = np.where(open_, level, held) - TIE / 10
        stuck = np.zeros(parties, dtype=np.bool_)
        for party in np.flatnonzero(open_).tolist():
            best = share[party] @ _solve(-share[party], -share, -least)
            stuck[party] = best <= level + TIE
        if not stuck.any():
            stuck = open_
        held = np.where(stuck, level, held)
        open_ = open_ & ~stuck
    return chances


def _solve(cost: Array, rows: Array, bounds: Array, level: bool = False) -> Array:
    """Return chances (and a free level last) of least cost with ``rows @ x <= bounds``, by HiGHS."""
    from scipy.optimize import linprog

    number = len(cost) - level
    total = np.append(np.ones(number), np.zeros(int(level)))[None]
    limits = [(0.0, None)] * number + [(None, None)] * level
    solved = linprog(cost, rows, bounds + 1e-13, total, [1.0], limits, method="highs")
    if solved.x is None:
        raise ArithmeticError(f"a linear program over chances was not solved: {solved.message}")
    found: Array = np.asarray(solved.x, dtype=np.float64)
    found[:number] = np.maximum(found[:number], 0.0)
    return found


def _frontier_gains(utilities: Array, disagreement: Array, zone: Mask | None) -> tuple[NDArray[np.int64], Array]:
    """Return the zone's frontier and the gains there, equal packages once: no lottery needs the others."""
    rows, found = gains(utilities, disagreement, zone)
    if len(rows) == 0:
        return rows, found
    best = unbeaten(np.ascontiguousarray(found), np.arange(len(rows)))
    _, once = np.unique(found[:, best], axis=1, return_index=True)
    best = best[np.sort(once)]
    return rows[best], found[:, best]


def _lottery(utilities: Array, rows: NDArray[np.int64], chances: Array) -> Lottery:
    used = chances > TIE
    chances = chances[used] / chances[used].sum()
    return Lottery(rows[used], chances, np.asarray(utilities)[:, rows[used]] @ chances)
