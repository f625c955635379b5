"""The most even burdens of many draws at once, by what every group of backers must pay at least; no solver."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pourparler.methods.sharing.supply import Array

MOST_BACKERS = 15
"""More have too many groups."""
AT_ONCE = 4_000_000
"""Numbers that are held at once: more draws are worked out one block after another."""
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
        Of 15 backers at most.
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
    block = _block(cost, backers)
    if draws > block:
        parts = [slice(start, start + block) for start in range(0, draws, block)]
        told = [even_payments(cost[part], budget[part], permitted, ability[part]) for part in parts]
        return np.concatenate([paid for paid, _ in told]), np.concatenate([possible for _, possible in told])
    need = _needs(cost, budget, permitted)
    scale = np.maximum(cost.max(axis=(1, 2), initial=0.0), np.finfo(np.float64).tiny)
    possible = np.array((need[:, 0] <= BEYOND * scale[:, None]).all(axis=1))
    least = need.sum(axis=2)
    weight = np.zeros((draws, 1))
    for backer in range(backers):
        weight = np.concatenate([weight, weight + ability[:, [backer]]], axis=1)
    paid = _decomposed(least, weight, ability)
    paid[~possible] = np.nan
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
    The largest deficiency over groups of backers (Ore's form of the theorem of Hall): what only they may pay for less
    what they have. Where one budget alone may rise, groups without it may have no deficiency.

    Examples
    --------
    >>> cost, budget = np.array([[[4.0], [3.0]]]), np.array([[[4.0], [2.0]]])
    >>> together, alone = missing_money(cost, budget, np.array([[True, False], [False, True]]))
    >>> together.tolist(), alone.tolist()
    ([1.0], [[inf, 1.0]])
    """
    backers, block = len(permitted), _block(cost, len(permitted))
    if len(cost) > block:
        parts = [slice(start, start + block) for start in range(0, len(cost), block)]
        told = [missing_money(cost[part], budget[part], permitted) for part in parts]
        return np.concatenate([rise for rise, _ in told]), np.concatenate([each for _, each in told])
    owned = np.zeros((len(cost), 1, cost.shape[2]))
    for backer in range(backers):
        owned = np.concatenate([owned, owned + budget[:, None, backer]], axis=1)
    lacking = _only(cost, permitted) - owned
    near = BEYOND * np.maximum(cost.max(axis=(1, 2), initial=0.0), np.finfo(np.float64).tiny)[:, None]
    most = lacking.max(axis=1)
    rise = np.where(most > near, most, 0.0).sum(axis=1)
    alone = np.empty((len(cost), backers))
    for backer in range(backers):
        without = lacking.reshape(len(cost), 2 ** (backers - 1 - backer), 2, 2**backer, -1)[:, :, 0].max(axis=(1, 2))
        alone[:, backer] = np.where((without > near).any(axis=1), np.inf, rise)
    return np.where((lacking[:, 0] > near).any(axis=1), np.inf, rise), alone


def _block(cost: Array, backers: int) -> int:
    """Return how many draws are worked out at once."""
    return int(max(1, AT_ONCE // (2**backers * max(1, cost.shape[2]))))


def _needs(cost: Array, budget: Array, permitted: NDArray[np.bool_]) -> Array:
    """Return what each group must pay at least in each period: shape (draws, groups, periods)."""
    need = _only(cost, permitted)
    backers = len(permitted)
    for backer in range(backers):
        split = need.reshape(len(need), 2 ** (backers - 1 - backer), 2, 2**backer, -1)
        rest = split[:, :, 1] - budget[:, None, None, backer]
        np.maximum(split[:, :, 0], rest, out=split[:, :, 0])
    return need


def _only(cost: Array, permitted: NDArray[np.bool_]) -> Array:
    """Return what nobody outside each group may pay: shape (draws, groups, periods)."""
    within = groups_within(permitted).astype(np.float64)
    return np.ascontiguousarray(within.T[None] @ cost)


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
