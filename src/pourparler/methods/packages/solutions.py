"""What fairness principles pick among the packages of a zone. Every package tied at the optimum is kept.

All take utilities of shape (parties, packages) and disagreement values of shape (parties,), and return the sorted
positions of the picked packages. The zone is given as a mask, which must hold only packages worth at least the
disagreement value to all; without one it is all of these. In an empty zone nothing is picked: the answer is an empty
array.

Below, ``g`` is the gain over the disagreement value and ``I`` the ideal, a party's largest gain in the zone. A floor
above the disagreement value, an outside option, enters through the zone alone: it moves a pick only where it binds, or
where it takes packages away that held another party's ideal (Kalai-Smorodinsky, Raiffa).

Two numbers tie when they differ by at most `TIE` of the scale named in the docstring; gains of at most `TIE` of the
ideal count as none.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

from pourparler.methods.packages.values import Array

Picks = NDArray[np.int64]

TIE = 1e-9

PRINCIPLES = ("nash", "kalai_smorodinsky", "egalitarian", "utilitarian")
"""The principles followed over draws, in this order."""

WEIGHTED = "weighted_nash"
"""The Nash product with weights that differ, followed where there are weights."""


def gains(utilities: Array, disagreement: Array, zone: NDArray[np.bool_] | None = None) -> tuple[Picks, Array]:
    """Return the positions of the packages in the zone and the parties' gains there.

    Raises
    ------
    ValueError
        When a utility or disagreement value is not finite, or shapes disagree.

    Examples
    --------
    >>> rows, found = gains(np.array([[1.0, 5.0], [4.0, 2.0]]), np.array([2.0, 1.0]))
    >>> rows.tolist(), found.tolist()
    ([1], [[3.0], [1.0]])
    """
    utilities = np.asarray(utilities, dtype=np.float64)
    origin = np.asarray(disagreement, dtype=np.float64)
    if utilities.ndim != 2 or origin.shape != utilities.shape[:1] or len(origin) == 0:
        raise ValueError(
            f"utilities have the shape (parties, packages) and disagreement values (parties,), not {utilities.shape} "
            f"and {origin.shape}"
        )
    if not (np.isfinite(utilities).all() and np.isfinite(origin).all()):
        raise ValueError("utilities and disagreement values must be finite numbers")
    rows = np.flatnonzero(zone if zone is not None else np.all(utilities >= origin[:, None], axis=0))
    return rows, np.maximum(utilities[:, rows] - origin[:, None], 0.0)


def normalised(found: Array) -> Array:
    """Return gains as shares of each party's ideal: shape (parties, packages). A party with no room has 1 everywhere.

    Examples
    --------
    >>> normalised(np.array([[0.0, 4.0, 2.0], [0.0, 0.0, 0.0]])).tolist()
    [[0.0, 1.0, 0.5], [1.0, 1.0, 1.0]]
    """
    ideal = found.max(axis=1, keepdims=True)
    shares: Array = np.where(ideal > 0, found / np.where(ideal > 0, ideal, 1.0), 1.0)
    return shares


def leximin(found: Array, slack: float) -> Picks:
    """Return the columns whose smallest entry is largest, then the second smallest, and so on.

    Parameters
    ----------
    found : array, shape (parties, packages)
    slack : float
        At each step, columns within so much of the best stay.

    Examples
    --------
    >>> leximin(np.array([[1.0, 1.0, 3.0], [2.0, 3.0, 1.0]]), 1e-9).tolist()
    [1, 2]
    """
    rows = np.arange(found.shape[1])
    if len(rows) == 0:
        return rows
    rising = np.sort(found, axis=0)
    for level in rising:
        rows = rows[level[rows] >= level[rows].max() - slack]
    return rows


def nash(
    utilities: Array, disagreement: Array, zone: NDArray[np.bool_] | None = None, weights: ArrayLike | None = None
) -> Picks:
    """Return the packages with the largest product of gains (Nash 1950), each to the power of the party's weight.

    ``argmax sum_i w_i ln g_i``, with equal weights when none are given [1]_, [2]_. See `bargaining_weights` for where
    other weights come from.

    Ties: sums of logarithms within `TIE` (weights scaled to mean 1), gains taken as shares of the ideal, so that the
    pick does not change when a party's scale is stretched or shifted. When no package gives every party a gain, as many
    parties as possible gain, and for each largest set of parties that can gain together the product over that set is
    maximised [3]_; the packages of all such sets are kept. Weights of 0 leave a party out of the product.

    .. [1] Nash, J. F. (1950), "The bargaining problem", Econometrica 18(2), p. 159.
    .. [2] Kalai, E. (1977), "Nonsymmetric Nash solutions and replications of 2-person bargaining", IJGT 6, p. 131.
    .. [3] Caragiannis, I. et al. (2019), "The unreasonable fairness of maximum Nash welfare", ACM TEAC 7(3), definition
       2.2 (there: one such set).

    Examples
    --------
    >>> nash(np.array([[2.0, 6.0, 12.0, 18.0], [8.0, 7.0, 5.0, 0.0]]), np.array([0.0, 0.0])).tolist()
    [2]

    A pie of ten parts, nobody having anything meanwhile: half each, also when the first could leave for 3 parts; if it
    could leave for 7, it gets 7.

    >>> pie = np.stack([np.arange(11.0), 10 - np.arange(11.0)])
    >>> [nash(pie, np.zeros(2), pie[0] >= outside).tolist() for outside in (3, 7)]
    [[5], [7]]
    """
    rows, found = gains(utilities, disagreement, zone)
    if len(rows) == 0:
        return rows
    power = np.ones(len(found)) if weights is None else np.asarray(weights, dtype=np.float64)
    if power.shape != (len(found),) or not np.isfinite(power).all() or power.min() < 0 or power.sum() <= 0:
        raise ValueError("bargaining weights are one finite number of 0 or more for each party, not all 0")
    counted = power > 0
    power = power[counted] / power[counted].mean()
    share = normalised(found[counted])
    gaining = (share > TIE) & (found[counted] > 0)
    # A party whose gain is nil everywhere cannot tell packages apart and drops out of every set.
    most = gaining.sum(axis=0).max()
    kept: list[Picks] = []
    candidates = np.flatnonzero(gaining.sum(axis=0) == most)
    for group in np.unique(gaining[:, candidates], axis=1).T:
        members = candidates[(gaining[:, candidates] == group[:, None]).all(axis=0)]
        logs = power[group] @ np.log(share[np.ix_(group, members)])
        kept.append(members[logs >= logs.max() - TIE])
    return rows[np.sort(np.concatenate(kept))]


def kalai_smorodinsky(utilities: Array, disagreement: Array, zone: NDArray[np.bool_] | None = None) -> Picks:
    """Return the packages with the largest smallest share of the ideal (Kalai and Smorodinsky 1975), lexicographically.

    ``argmax min_i g_i / I_i``, the ideal taken over the zone; among these the largest second smallest share, and so
    on [1]_, [2]_.

    Ties: shares within `TIE` of 1 at each step. A party whose ideal is nil has the share 1 in every package.

    .. [1] Kalai, E. and Smorodinsky, M. (1975), "Other solutions to Nash's bargaining problem", Econometrica 43(3),
       p. 515.
    .. [2] Imai, H. (1983), "Individual monotonicity and lexicographic maxmin solution", Econometrica 51(2), p. 389.

    Examples
    --------
    >>> kalai_smorodinsky(np.array([[0.0, 0.75, 1.0], [1.0, 0.75, 0.7]]), np.array([0.0, 0.0])).tolist()
    [1]
    """
    rows, found = gains(utilities, disagreement, zone)
    return rows if len(rows) == 0 else rows[leximin(normalised(found), TIE)]


def egalitarian(utilities: Array, disagreement: Array, zone: NDArray[np.bool_] | None = None) -> Picks:
    """Return the packages that give most to whoever gains least, then to the next, and so on (leximin).

    ``leximin g`` [1]_, [2]_. It compares gains between parties, so the scales must be comparable: say so where it is
    shown.

    Ties: gains within `TIE` of the largest ideal at each step.

    .. [1] Kalai, E. (1977), "Proportional solutions to bargaining situations", Econometrica 45(7), p. 1623.
    .. [2] Sen, A. (1970), Collective Choice and Social Welfare, p. 138 (the lexicographic rule).

    Examples
    --------
    >>> egalitarian(np.array([[6.0, 8.0, 12.0], [7.0, 6.0, 5.0]]), np.array([0.0, 0.0])).tolist()
    [1]
    """
    rows, found = gains(utilities, disagreement, zone)
    return rows if len(rows) == 0 else rows[leximin(found, TIE * float(found.max()))]


def utilitarian(
    utilities: Array, disagreement: Array, zone: NDArray[np.bool_] | None = None, weights: ArrayLike | None = None
) -> Picks:
    """Return the packages with the largest sum of gains, each times the party's weight (1 when none are given).

    ``argmax sum_i w_i g_i`` [1]_; the same packages as for utilities. It adds up what parties gain, so the scales must
    be comparable: say so where it is shown.

    Ties: sums within `TIE` of the weighted sum of ideals.

    .. [1] Harsanyi, J. C. (1955), "Cardinal welfare, individualistic ethics, and interpersonal comparisons of utility",
       JPE 63(4), p. 309.

    Examples
    --------
    >>> utilitarian(np.array([[8.0, 12.0, 18.0], [6.0, 5.0, 0.0]]), np.array([0.0, 0.0])).tolist()
    [2]
    """
    rows, found = gains(utilities, disagreement, zone)
    if len(rows) == 0:
        return rows
    share = np.ones(len(found)) if weights is None else np.asarray(weights, dtype=np.float64)
    if share.shape != (len(found),) or not np.isfinite(share).all() or share.min() < 0 or share.sum() <= 0:
        raise ValueError("weights are one finite number of 0 or more for each party, not all 0")
    sums = share @ found
    picked: Picks = rows[sums >= sums.max() - TIE * float(share @ found.max(axis=1))]
    return picked


def raiffa(utilities: Array, disagreement: Array, zone: NDArray[np.bool_] | None = None) -> Picks:
    """Return the packages reached by equal steps towards the ideals (Raiffa's sequential solution, for finite sets).

    ``d <- d + (I(d) - d) / n``, where ``I(d)`` holds each party's best among the packages worth at least ``d`` to
    all [1]_, [2]_. In a convex set every such point is attainable; among finitely many packages it may not be. When no
    package is worth at least the next point to all (or the ideal point itself is attained), the pick is the package
    with the largest smallest share of the last step's ideal, lexicographically: a reading for finite sets, ours.
    `lotteries.raiffa_with_lotteries` has the convex form.

    Ties: as in `kalai_smorodinsky`, at the last step.

    .. [1] Raiffa, H. (1953), "Arbitration schemes for generalized two-person games", Annals of Mathematics Studies 28,
       p. 361.
    .. [2] Trockel, W. (2011), "An axiomatization of the sequential Raiffa solution", IMW working paper 425.

    Examples
    --------
    >>> raiffa(np.array([[0.0, 6.0, 8.0, 10.0], [10.0, 7.0, 5.0, 0.0]]), np.array([0.0, 0.0])).tolist()
    [1]
    """
    rows, found = gains(utilities, disagreement, zone)
    if len(rows) == 0:
        return rows
    scale = np.where(found.max(axis=1) > 0, found.max(axis=1), 1.0)
    found = found / scale[:, None]
    point = np.zeros(len(found))
    while True:
        ideal = found.max(axis=1)
        if (ideal - point <= TIE).all() or (found >= ideal[:, None] - TIE).all(axis=0).any():
            break
        further = point + (ideal - point) / len(found)
        reached = (found >= further[:, None] - TIE / 2).all(axis=0)
        if not reached.any():
            break
        point, rows, found = further, rows[reached], found[:, reached]
    return rows[leximin(normalised(np.maximum(found - point[:, None], 0.0)), TIE)]


SOLVERS: dict[str, Callable[..., Picks]] = {
    "nash": nash,
    "kalai_smorodinsky": kalai_smorodinsky,
    "egalitarian": egalitarian,
    "utilitarian": utilitarian,
}
"""The principles of `PRINCIPLES`, by name."""
