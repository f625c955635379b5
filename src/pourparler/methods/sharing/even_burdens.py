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
    masks = np.arange(2**backers)
    need = _needs(cost, budget, permitted)
    scale = np.maximum(cost.max(axis=(1, 2), initial=0.0), np.finfo(np.float64).tiny)
    possible = np.array((need[:, 0] <= BEYOND * scale[:, None]).all(axis=1))
    least = need.sum(axis=2)
    weight = np.zeros((draws, 2**backers))
    for backer in range(backers):
        weight[:, masks >> backer & 1 == 1] += ability[:, [backer]]
    paid = _decomposed(least, weight, ability)
    paid[~possible] = np.nan
    return paid, possible


def missing_money(cost: Array, budget: Array, permitted: NDArray[np.bool_], alone: int | None = None) -> Array:
    """Return how much budgets would have to rise for a choice to be paid, permissions being as they are.

    Parameters
    ----------
    cost, budget, permitted
        As for `even_payments`.
    alone : int, optional
        The only backer whose budget may rise; all may when left out.

    Returns
    -------
    array, shape (draws,)
        The least rise, all budgets and periods taken together; infinite where no rise is enough.

    Notes
    -----
    The largest deficiency over groups of backers (Ore's form of the theorem of Hall): what only they may pay for less
    what they have. Where one budget alone may rise, groups without it may have no deficiency.

    Examples
    --------
    >>> cost, budget = np.array([[[4.0], [3.0]]]), np.array([[[4.0], [2.0]]])
    >>> apart = np.array([[True, False], [False, True]])
    >>> [missing_money(cost, budget, apart, alone).tolist() for alone in (None, 0, 1)]
    [[1.0], [inf], [1.0]]
    """
    masks = np.arange(2 ** len(permitted))
    with np.errstate(invalid="ignore"):
        have = (masks[:, None] >> np.arange(len(permitted)) & 1).astype(np.float64)
        owned = np.where(have[None, :, :, None] > 0, budget[:, None], 0.0).sum(axis=2)
    lacking = np.einsum("nmt,ms->nst", cost, groups_within(permitted).astype(np.float64)) - owned
    scale = np.maximum(cost.max(axis=(1, 2), initial=0.0), np.finfo(np.float64).tiny)[:, None]
    rise = np.maximum(lacking.max(axis=1), 0.0)
    rise = np.where(rise <= BEYOND * scale, 0.0, rise)
    fixed = masks == 0 if alone is None else masks >> alone & 1 == 0
    stuck = (lacking[:, fixed].max(axis=1) > BEYOND * scale).any(axis=1)
    return np.where(stuck, np.inf, rise.sum(axis=1))


def _needs(cost: Array, budget: Array, permitted: NDArray[np.bool_]) -> Array:
    """Return what each group must pay at least in each period: shape (draws, groups, periods)."""
    need = np.einsum("nmt,ms->nst", cost, groups_within(permitted).astype(np.float64))
    masks = np.arange(2 ** len(permitted))
    for backer in range(len(permitted)):
        without = masks[masks >> backer & 1 == 0]
        joined = need[:, without | 1 << backer] - budget[:, None, backer]
        need[:, without] = np.maximum(need[:, without], joined)
    return np.array(need)


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
