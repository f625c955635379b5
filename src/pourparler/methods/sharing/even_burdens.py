"""The most even burdens of many draws at once, by what every group of backers must pay at least; no solver."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pourparler.methods.sharing.supply import Array

MOST_BACKERS = 12
TIED = 1e-9
BEYOND = 1e-9


def groups_within(permitted: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return which measures can be paid for by nobody outside a group of backers.

    Parameters
    ----------
    permitted : array of bool, shape (backers, measures)

    Returns
    -------
    array of bool, shape (measures, 2**backers)
        Groups are numbered by their bits, as in `pourparler.methods.sharing.games`.

    Examples
    --------
    >>> groups_within(np.array([[True, True], [True, False]])).astype(int).tolist()
    [[0, 0, 0, 1], [0, 1, 0, 1]]
    """
    backers = len(permitted)
    payers = (permitted.astype(np.int64) << np.arange(backers)[:, None]).sum(axis=0)
    within: NDArray[np.bool_] = (payers[:, None] & ~np.arange(2**backers)[None, :]) == 0
    return within


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
        Of 12 backers at most.
    ability : array, shape (draws, backers)
        Above 0.

    Returns
    -------
    paid : array, shape (draws, backers)
        Over all periods; not a number where the cost cannot be met.
    possible : array of bool, shape (draws,)

    Raises
    ------
    ValueError
        When there are more backers.

    Notes
    -----
    A group of backers must pay ``f(S) = max over R containing S of (cost only R may pay) - (budgets of R without S)``
    in each period (the condition of Hall and Gale). This function is supermodular, sums over periods stay so, and the
    payments are the base of its contra-polymatroid. Its lexicographically optimal base in proportion to ability is
    found by Fujishige's decomposition [1]_: the group with the highest need over ability pays just that, then the same
    among the rest. It is the answer of `pourparler.methods.sharing.contributions`, without linear programs.

    .. [1] Fujishige, S. (1980), "Lexicographically optimal base of a polymatroid with respect to a weight vector",
       Mathematics of Operations Research 5.

    Examples
    --------
    >>> cost, budget = np.array([[[6.0], [6.0]]]), np.array([[[12.0], [12.0]]])
    >>> paid, _ = even_payments(cost, budget, np.array([[True, True], [True, False]]), np.ones((1, 2)))
    >>> paid.tolist()
    [[6.0, 6.0]]
    """
    draws, backers = ability.shape
    if backers > MOST_BACKERS:
        raise ValueError(f"groups of more than {MOST_BACKERS} backers are too many")
    need = np.einsum("nmt,ms->nst", cost, groups_within(permitted).astype(np.float64))
    masks = np.arange(2**backers)
    for backer in range(backers):
        without = masks[masks >> backer & 1 == 0]
        joined = need[:, without | 1 << backer] - budget[:, None, backer]
        need[:, without] = np.maximum(need[:, without], joined)
    scale = np.maximum(cost.max(axis=(1, 2), initial=0.0), np.finfo(np.float64).tiny)
    possible = np.array((need[:, 0] <= BEYOND * scale[:, None]).all(axis=1))
    least = need.sum(axis=2)
    weight = np.zeros((draws, 2**backers))
    for backer in range(backers):
        weight[:, masks >> backer & 1 == 1] += ability[:, [backer]]
    paid = _decomposed(least, weight, ability)
    paid[~possible] = np.nan
    return paid, possible


def _decomposed(least: Array, weight: Array, ability: Array) -> Array:
    """Return the lexicographically optimal base: shape (draws, backers)."""
    draws, backers = ability.shape
    masks = np.arange(2**backers)
    everybody = 2**backers - 1
    rows = np.arange(draws)[:, None]
    paid = np.zeros((draws, backers))
    settled = np.zeros(draws, dtype=np.int64)
    for _ in range(backers):
        joined = masks[None, :] | settled[:, None]
        start, done = least[np.arange(draws), settled], weight[np.arange(draws), settled]
        share = np.where(joined == settled[:, None], 1.0, weight[rows, joined] - done[:, None])
        ratio = np.where(joined == settled[:, None], -np.inf, (least[rows, joined] - start[:, None]) / share)
        level = ratio.max(axis=1)
        near = np.abs(level) * TIED
        tied = np.where(ratio >= (level - near)[:, None], joined, 0)
        following = np.bitwise_or.reduce(tied, axis=1) | settled
        following = np.where(level > 0, following, everybody)
        for backer in range(backers):
            fresh = (following >> backer & 1 == 1) & (settled >> backer & 1 == 0)
            paid[fresh, backer] = np.maximum(0.0, level[fresh]) * ability[fresh, backer]
        settled = following
        if (settled == everybody).all():
            break
    return paid
