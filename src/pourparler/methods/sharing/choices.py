"""Every choice of measures that keeps to the rules, and the groups of backers that say whether it can be paid."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pourparler.methods.sharing.even_burdens import even_payments
from pourparler.methods.sharing.program import SLACK
from pourparler.methods.sharing.supply import Array, Chosen, Supply

FEW_MEASURES = 12
MOST_BACKERS = 62
"""Groups are numbered by their bits."""
NUMBERS = 4_000_000
"""That are held at once: more are worked out one block after another."""
BEYOND = 1e-9


def enumerable(supply: Supply) -> bool:
    """Say whether all choices of a supply can be looked at one by one."""
    return supply.measures <= FEW_MEASURES and supply.backers <= MOST_BACKERS


def choices(supply: Supply) -> NDArray[np.bool_]:
    """Return every choice that keeps to exclusions, prerequisites and requirements: shape (choices, measures)."""
    every: NDArray[np.bool_] = (np.arange(2**supply.measures)[:, None] >> np.arange(supply.measures) & 1).astype(bool)
    kept = every[:, list(supply.required)].all(axis=1)
    for group in supply.exclusions:
        kept &= every[:, list(group)].sum(axis=1) <= 1
    for measure, needed in supply.prerequisites:
        kept &= ~every[:, measure] | every[:, list(needed)].any(axis=1)
    return every[kept]


def payers(supply: Supply) -> NDArray[np.int64]:
    """Return who may pay for each measure, as the number of a group: shape (measures,)."""
    return np.array((supply.permitted.astype(np.int64) << np.arange(supply.backers)[:, None]).sum(axis=0))


def unions(supply: Supply) -> NDArray[np.int64]:
    """Return the groups of backers that are a union of the payers of some measures, the empty one with them."""
    found = {0}
    for mask in sorted(set(payers(supply).tolist())):
        found |= {other | mask for other in found}
    return np.array(sorted(found), dtype=np.int64)


def within(supply: Supply, groups: NDArray[np.int64]) -> Array:
    """Return, as 0 or 1, which measures nobody outside each group may pay for: shape (measures, groups)."""
    return np.array((payers(supply)[:, None] & ~groups[None, :]) == 0, dtype=np.float64)


def owned(budget: Array, groups: NDArray[np.int64]) -> Array:
    """Return what groups of backers can give: shape (groups, periods), or (draws, groups, periods)."""
    members = (groups[:, None] >> np.arange(budget.shape[-2]) & 1).astype(np.float64)
    endless = np.isinf(budget)
    found = members @ np.where(endless, 0.0, budget)
    found[members @ endless.astype(np.float64) > 0] = np.inf
    return np.array(found)


def payable(supply: Supply) -> NDArray[np.bool_]:
    """Return every choice that keeps to the rules and can be paid: shape (choices, measures).

    Examples
    --------
    >>> payable(Supply([1, 1], [2, 2], [3], [[True, True]])).astype(int).tolist()
    [[0, 0], [1, 0], [0, 1]]
    """
    every, groups = choices(supply), unions(supply)
    limit = owned(supply.budget, groups)
    limit += BEYOND * max(float(supply.cost.max(initial=0.0)), float(np.finfo(np.float64).tiny))
    inside, kept = within(supply, groups), np.ones(len(every), dtype=bool)
    block = max(1, NUMBERS // len(groups))
    for start in range(0, len(every), block):
        part = slice(start, start + block)
        taken = every[part].astype(np.float64)
        for period in range(supply.periods):
            need = taken @ (supply.cost[:, period, None] * inside)
            kept[part] &= (need <= limit[:, period]).all(axis=1)
    return every[kept]


def lightest(supply: Supply, tied: NDArray[np.bool_]) -> Chosen:
    """Return, of choices of equal worth, the one with the smallest largest burden, then the cheapest."""
    cost = supply.cost[None, :, :] * tied[:, :, None]
    ability = np.tile(supply.held_against, (len(tied), 1))
    paid, _ = even_payments(cost, np.tile(supply.budget, (len(tied), 1, 1)), supply.permitted, ability)
    burdens = (paid / ability).max(axis=1, initial=0.0)
    lightest = burdens <= burdens.min() * (1 + SLACK) + np.finfo(np.float64).tiny
    whole = np.where(lightest, tied @ supply.whole, np.inf)
    return np.array(tied[int(np.argmin(whole))])
