"""More than one plan: distinct ones that are nearly as good, and the most worth at each total cost."""

from __future__ import annotations

import numpy as np

from pourparler.methods.sharing.plan import Plan, complete, plan_of, worth_of
from pourparler.methods.sharing.selection import Choosing, choosing, differs_from
from pourparler.methods.sharing.supply import Supply


def near_best(supply: Supply, count: int = 5, *, within: float = 0.2, apart: int = 1) -> tuple[Plan, ...]:
    """Return the best plan and distinct ones that are nearly as good.

    Parameters
    ----------
    supply : Supply
    count : int
        The most plans to return.
    within : float
        The share of the best worth that a plan may lack, 0 to 1.
    apart : int
        In how many measures each differs at least from every other.

    Returns
    -------
    tuple of Plan
        The most worth first, of equal ones the one with the smaller largest burden; empty when nothing fits.

    Notes
    -----
    Each further plan is the best under one more cut ``sum_{taken} (1 - y) + sum_{left} y >= apart`` [1]_.

    .. [1] Balas, E. and Jeroslow, R. (1972), "Canonical cuts on the unit hypercube", SIAM Journal on Applied
       Mathematics 23.

    Examples
    --------
    >>> supply = Supply(worth=[5, 4, 1], cost=[2, 2, 1], budget=[3], permitted=[[True, True, True]])
    >>> [plan.chosen.astype(int).tolist() for plan in near_best(supply)]
    [[1, 0, 1], [1, 0, 0], [0, 1, 1]]
    """
    choices = choosing(supply)
    best = complete(choices)
    if best is None:
        return ()
    found = [best]
    least = best.worth - within * abs(best.worth)
    while len(found) < count:
        cuts = tuple(differs_from(plan.chosen, apart) for plan in found)
        further = complete(choices, (*cuts, choices.worth_at_least(least)))
        if further is None:
            break
        found.append(further)
    return tuple(found)


def worth_by_cost(supply: Supply, points: int = 12) -> tuple[Plan, ...]:
    """Return the trade-off between worth and total cost.

    Parameters
    ----------
    supply : Supply
    points : int
        How many ceilings on the total cost are tried, evenly from that of the cheapest possible choice to that of the
        plan of most worth.

    Returns
    -------
    tuple of Plan
        By rising cost, each the cheapest of its worth: no choice below its ceiling is worth more, and none of its worth
        costs less. Empty when nothing fits.

    Notes
    -----
    The epsilon-constraint method [1]_, with a second stage that keeps out weakly efficient points.

    .. [1] Haimes, Y. Y., Lasdon, L. S. and Wismer, D. A. (1971), IEEE Transactions on Systems, Man, and Cybernetics 1;
       Mavrotas, G. (2009), Applied Mathematics and Computation 213.

    Examples
    --------
    >>> supply = Supply(worth=[5, 4, 1], cost=[2, 2, 1], budget=[5], permitted=[[True, True, True]])
    >>> [(plan.cost, plan.worth) for plan in worth_by_cost(supply, 6)]
    [(0.0, 0.0), (1.0, 1.0), (2.0, 5.0), (3.0, 6.0), (4.0, 9.0), (5.0, 10.0)]
    """
    choices = choosing(supply)
    cheapest = choices.best(choices.least_cost())
    best = _efficient(choices, np.inf)
    if cheapest is None or best is None:
        return ()
    ceilings = np.linspace(float(supply.whole[cheapest[0]].sum()), best.cost, max(2, points))
    found: dict[bytes, Plan] = {}
    for ceiling in [*ceilings[:-1], np.inf]:
        plan = best if ceiling == np.inf else _efficient(choices, float(ceiling))
        if plan is not None:
            found.setdefault(plan.chosen.tobytes(), plan)
    return tuple(sorted(found.values(), key=lambda plan: (plan.cost, plan.worth)))


def _efficient(choices: Choosing, ceiling: float) -> Plan | None:
    """Return the cheapest choice of the most worth under a ceiling on its cost."""
    limits = () if ceiling == np.inf else (choices.cost_at_most(ceiling),)
    first = choices.best(choices.most_worth(), limits)
    if first is None:
        return None
    held = (*limits, choices.worth_at_least(worth_of(choices.supply, first[0])))
    second = choices.best(choices.least_cost(), held)
    chosen, proved = first if second is None else second
    return plan_of(choices.supply, chosen, proved=first[1] and proved)
