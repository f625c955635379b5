"""The most even burdens of many draws, and the money they lack, by flows from backers to measures; no solver."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pourparler.methods.sharing.flow_kernels import even, missing
from pourparler.methods.sharing.supply import Array


def even_payments(
    cost: Array, budget: Array, permitted: NDArray[np.bool_], ability: Array
) -> tuple[Array, NDArray[np.bool_]]:
    """Return what each backer pays in all when burdens are as even as budgets and permissions allow.

    Parameters
    ----------
    cost : array, shape (draws, measures, periods)
        Of what is taken; 0 for the rest.
    budget : array, shape (draws, backers, periods)
        May be infinite.
    permitted : array of bool, shape (backers, measures)
    ability : array, shape (draws, backers)
        Above 0.

    Returns
    -------
    paid : array, shape (draws, backers)
        Over all periods; not a number where the cost cannot be met.
    possible : array of bool, shape (draws,)

    Notes
    -----
    What groups of backers must pay at least is a supermodular function of the group, and the even payments are the base
    of its contra-polymatroid that is lexicographically optimal in proportion to ability [1]_. It is found from the
    highest burden down: the largest one is the least level at which the greatest flow from backers to measures meets
    every cost, found by Newton's steps along smallest cuts [2]_; the backers that no other can relieve of it pay just
    that, then the same among the rest. It is the answer of `pourparler.methods.sharing.contributions`, without linear
    programs.

    .. [1] Fujishige, S. (1980), "Lexicographically optimal base of a polymatroid with respect to a weight vector",
       Mathematics of Operations Research 5; Megiddo, N. (1974), "Optimal flows in networks with multiple sources and
       sinks", Mathematical Programming 7.
    .. [2] Edmonds, J. and Karp, R. M. (1972), "Theoretical improvements in algorithmic efficiency for network flow
       problems", Journal of the ACM 19; Radzik, T. (1993), "Parametric flows, weighted means of cuts, and fractional
       combinatorial optimization".

    Examples
    --------
    >>> cost, budget = np.array([[[6.0], [6.0]]]), np.array([[[12.0], [12.0]]])
    >>> paid, _ = even_payments(cost, budget, np.array([[True, True], [True, False]]), np.ones((1, 2)))
    >>> paid.tolist()
    [[6.0, 6.0]]
    """
    paid, possible = np.full(ability.shape, np.nan), np.zeros(len(ability), dtype=bool)
    scale, taken = _scale(cost), cost.any(axis=(0, 2))
    due, have = cost[:, taken] / scale, np.ascontiguousarray(budget / scale)
    weight = np.ascontiguousarray(ability / np.maximum(ability.mean(axis=1, keepdims=True), np.finfo(np.float64).tiny))
    may = np.ascontiguousarray(permitted[:, taken])
    levels = np.empty(ability.shape[1])
    for draw in range(len(ability)):
        possible[draw] = even(due[draw], have[draw], may, weight[draw], levels)
        if possible[draw]:
            paid[draw] = levels * weight[draw] * scale[draw, 0, 0]
    return paid, possible


def missing_money(cost: Array, budget: Array, permitted: NDArray[np.bool_]) -> tuple[Array, Array]:
    """Return how much budgets would have to rise for a choice to be paid, permissions being as they are.

    Parameters
    ----------
    cost, budget, permitted
        As for `even_payments`.

    Returns
    -------
    together : array, shape (draws,)
        The least rise, all budgets and periods taken together; infinite where no rise is enough.
    alone : array, shape (draws, backers)
        The same where the budget of one backer alone may rise.

    Notes
    -----
    What the greatest flow from backers to measures leaves unmet, period by period: the largest deficiency over groups
    of backers (Ore's form of the theorem of Hall). Where one budget alone may rise, the flow is carried on with that
    one without limit.

    Examples
    --------
    >>> cost, budget = np.array([[[4.0], [3.0]]]), np.array([[[4.0], [2.0]]])
    >>> together, alone = missing_money(cost, budget, np.array([[True, False], [False, True]]))
    >>> together.tolist(), alone.tolist()
    ([1.0], [[inf, 1.0]])
    """
    draws, backers = len(cost), len(permitted)
    scale, taken = _scale(cost), cost.any(axis=(0, 2))
    due, have = cost[:, taken] / scale, budget / scale
    may = np.ascontiguousarray(permitted[:, taken])
    together, alone, told = np.zeros(draws), np.zeros((draws, backers)), np.empty(backers)
    for period in range(cost.shape[2]):
        demand, supply = (np.ascontiguousarray(one[:, :, [period]]) for one in (due, have))
        for draw in np.flatnonzero(demand.any(axis=(1, 2))).tolist():
            together[draw] += missing(demand[draw], supply[draw], may, told)
            alone[draw] += told
    return together * scale[:, 0, 0], alone * scale[:, 0, 0, None]


def _scale(cost: Array) -> Array:
    most = cost.max(axis=(1, 2), initial=0.0, keepdims=True)
    return np.array(np.where(most > 0, most, 1.0))
