"""Even burdens and missing money by what every group of backers must pay at least: obvious, and many groups."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
BEYOND = 1e-9


def only(cost: Array, permitted: NDArray[np.bool_]) -> Array:
    """Return what nobody outside each group may pay: shape (groups, periods)."""
    backers = len(permitted)
    payers = (permitted.astype(np.int64) << np.arange(backers)[:, None]).sum(axis=0)
    return np.array([cost[(payers & ~group) == 0].sum(axis=0) for group in range(2**backers)])


def owned(budget: Array) -> Array:
    """Return what each group can give: shape (groups, periods)."""
    backers = range(len(budget))
    return np.array([budget[[b for b in backers if group >> b & 1]].sum(axis=0) for group in range(2 ** len(budget))])


def missing_by_groups(cost: Array, budget: Array, permitted: NDArray[np.bool_]) -> tuple[float, list[float]]:
    """Return the largest deficiency over groups, and where one budget alone may rise: infinite if another lacks."""
    lacking = only(cost, permitted) - owned(budget)
    near = BEYOND * max(float(cost.max(initial=0.0)), 1e-300)
    most = lacking.max(axis=0)
    rise = float(most[most > near].sum())
    alone = []
    for backer in range(len(budget)):
        without = [group for group in range(len(lacking)) if not group >> backer & 1]
        alone.append(np.inf if (lacking[without] > near).any() else rise)
    return (np.inf if (lacking[0] > near).any() else rise), alone


def even_by_groups(cost: Array, budget: Array, permitted: NDArray[np.bool_], ability: Array) -> Array | None:
    """Return the lexicographically optimal base: the group with the highest need over ability pays just that."""
    backers = len(budget)
    alone, groups = only(cost, permitted), range(2**backers)
    have = owned(budget)
    need = np.array([np.max([alone[r] - have[r & ~s] for r in groups if r & s == s], axis=0) for s in groups])
    if (need[0] > BEYOND * max(float(cost.max(initial=0.0)), 1e-300)).any():
        return None
    least = need.sum(axis=1)
    weight = [sum(float(ability[b]) for b in range(backers) if group >> b & 1) for group in groups]
    paid, settled = np.zeros(backers), 0
    while settled != 2**backers - 1:
        wider = [group for group in groups if group & settled == settled and group != settled]
        ratio = {group: (least[group] - least[settled]) / (weight[group] - weight[settled]) for group in wider}
        level = max(ratio.values())
        tied = [group for group in wider if ratio[group] >= level - 1e-9 * abs(level)] if level > 0 else wider
        following = settled
        for group in tied:
            following |= group
        for backer in range(backers):
            if following & ~settled & 1 << backer:
                paid[backer] = max(0.0, level) * ability[backer]
        settled = following
    return paid
