"""The best plan of every draw of a supply: all choices one by one where they are few, else a program a draw."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pourparler.methods.sharing.even_burdens import even_payments
from pourparler.methods.sharing.plan import best_plan
from pourparler.methods.sharing.program import SLACK
from pourparler.methods.sharing.supply import Array, Chosen, DrawnSupply, Supply

FEW_MEASURES = 12
MOST_BACKERS = 62
"""Groups are numbered by their bits."""
AT_ONCE = 64
"""Choices of a draw that are looked at together."""
NUMBERS = 4_000_000
"""That are held at once: more draws are worked out one block after another."""
BEYOND = 1e-9


@dataclass(frozen=True)
class DrawnPlans:
    """The best plan of each draw.

    Attributes
    ----------
    chosen : array of bool, shape (draws, measures)
    paid : array, shape (draws, backers)
        What each pays in all; not a number where nothing fits.
    possible : array of bool, shape (draws,)
        Whether anything fits.
    proved : bool
        Whether every search was carried to its end.
    """

    chosen: NDArray[np.bool_]
    paid: Array
    possible: NDArray[np.bool_]
    proved: bool


def enumerable(supply: Supply) -> bool:
    """Say whether all choices of a supply can be looked at one by one."""
    return supply.measures <= FEW_MEASURES and supply.backers <= MOST_BACKERS


def best_over_draws(drawn: DrawnSupply) -> DrawnPlans:
    """Return the best plan of each draw, as `best_plan` has it.

    Parameters
    ----------
    drawn : DrawnSupply

    Notes
    -----
    With at most 12 measures every choice that keeps to the rules is looked at, the most worth first. A
    choice can be paid when no group of measures costs more than all who may pay for any of it can give, which has to be
    looked at only for unions of the measures' payers.

    Examples
    --------
    >>> from pourparler.methods.sharing.supply import stacked
    >>> supplies = [Supply([5, 4], [3, cost], [4], [[True, True]]) for cost in (1.0, 2.0)]
    >>> best_over_draws(stacked(supplies)).chosen.tolist()
    [[True, True], [True, False]]
    """
    return _enumerated(drawn) if enumerable(drawn.rules) else _programmed(drawn)


def _programmed(drawn: DrawnSupply) -> DrawnPlans:
    plans = [best_plan(drawn.at(draw)) for draw in range(len(drawn))]
    chosen = np.array([np.zeros(drawn.rules.measures, bool) if plan is None else plan.chosen for plan in plans])
    possible = np.array([plan is not None for plan in plans])
    proved = all(plan is None or plan.proved for plan in plans)
    return DrawnPlans(chosen, _paid(drawn, chosen, possible), possible, proved)


def _paid(drawn: DrawnSupply, chosen: NDArray[np.bool_], possible: NDArray[np.bool_]) -> Array:
    """Return what each backer pays for the plan of each draw: shape (draws, backers)."""
    paid, _ = even_payments(drawn.cost * chosen[:, :, None], drawn.budget, drawn.rules.permitted, drawn.ability)
    paid[~possible] = np.nan
    return paid


def _enumerated(drawn: DrawnSupply) -> DrawnPlans:
    choices = _choices(drawn.rules)
    unions = _unions(drawn.rules)
    block = max(1, NUMBERS // max(len(choices), AT_ONCE * len(unions)))
    chosen = np.zeros((len(drawn), drawn.rules.measures), dtype=bool)
    possible = np.zeros(len(drawn), dtype=bool)
    for start in range(0, len(drawn), block):
        part = drawn.part(start, start + block)
        draws, found = _most(part, choices, unions)
        firsts = np.searchsorted(draws, np.arange(len(part) + 1))
        for draw in np.flatnonzero(np.diff(firsts)).tolist():
            tied = choices[found[firsts[draw] : firsts[draw + 1]]]
            possible[start + draw] = True
            chosen[start + draw] = tied[0] if len(tied) == 1 else _lightest(part.at(draw), tied)
    return DrawnPlans(chosen, _paid(drawn, chosen, possible), possible, True)


def _choices(supply: Supply) -> NDArray[np.bool_]:
    """Return every choice that keeps to exclusions, prerequisites and requirements: shape (choices, measures)."""
    every: NDArray[np.bool_] = (np.arange(2**supply.measures)[:, None] >> np.arange(supply.measures) & 1).astype(bool)
    kept = every[:, list(supply.required)].all(axis=1)
    for group in supply.exclusions:
        kept &= every[:, list(group)].sum(axis=1) <= 1
    for measure, needed in supply.prerequisites:
        kept &= ~every[:, measure] | every[:, list(needed)].any(axis=1)
    return every[kept]


def _payers(supply: Supply) -> NDArray[np.int64]:
    """Return who may pay for each measure, as the number of a group: shape (measures,)."""
    return np.array((supply.permitted.astype(np.int64) << np.arange(supply.backers)[:, None]).sum(axis=0))


def _unions(supply: Supply) -> NDArray[np.int64]:
    """Return the groups of backers that are a union of the payers of some measures, the empty one with them."""
    found = {0}
    for mask in sorted(set(_payers(supply).tolist())):
        found |= {other | mask for other in found}
    return np.array(sorted(found), dtype=np.int64)


def _most(
    drawn: DrawnSupply, choices: NDArray[np.bool_], unions: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the payable choices of the most worth, several where they tie: draws in order, and the choice of each."""
    within = ((_payers(drawn.rules)[:, None] & ~unions[None, :]) == 0).astype(np.float64)
    worth = drawn.worth @ choices.T.astype(np.float64)
    order = np.argsort(-worth, axis=1, kind="stable")
    limit = _owned(drawn, unions)
    limit += BEYOND * np.maximum(drawn.cost.max(axis=(1, 2), initial=0.0), np.finfo(np.float64).tiny)[:, None, None]
    near = 2 * SLACK * np.maximum(1.0, np.abs(drawn.worth).max(axis=1, initial=0.0))
    least = np.full(len(drawn), -np.inf)
    waiting = np.arange(len(drawn))
    draws, found = [waiting[:0]], [waiting[:0]]
    for start in range(0, len(choices), AT_ONCE):
        part = order[waiting, start : start + AT_ONCE]
        esteem = worth[waiting[:, None], part]
        going = esteem[:, 0] >= least[waiting]
        waiting, part, esteem = waiting[going], part[going], esteem[going]
        if not len(waiting):
            break
        payable = np.ones(part.shape, dtype=bool)
        taken = choices[part].astype(np.float64)
        for period in range(drawn.rules.periods):
            need = taken @ (drawn.cost[waiting, :, period, None] * within)
            payable &= (need <= limit[waiting, None, :, period]).all(axis=2)
        fresh = payable.any(axis=1) & (least[waiting] == -np.inf)
        best = esteem[np.arange(len(part)), payable.argmax(axis=1)]
        least[waiting[fresh]] = (best - near[waiting])[fresh]
        rows, columns = np.nonzero(payable & (esteem >= least[waiting, None]))
        draws.append(waiting[rows])
        found.append(part[rows, columns])
    told = np.concatenate(draws)
    by_draw = np.argsort(told, kind="stable")
    return told[by_draw], np.concatenate(found)[by_draw]


def _owned(drawn: DrawnSupply, unions: NDArray[np.int64]) -> Array:
    """Return what groups of backers can give: shape (draws, groups, periods)."""
    members = (unions[:, None] >> np.arange(drawn.rules.backers) & 1).astype(np.float64)
    endless = np.isinf(drawn.budget)
    owned = members @ np.where(endless, 0.0, drawn.budget)
    owned[members @ endless.astype(np.float64) > 0] = np.inf
    return np.array(owned)


def _lightest(supply: Supply, tied: NDArray[np.bool_]) -> Chosen:
    """Return, of choices of equal worth, the one with the smallest largest burden, then the cheapest."""
    cost = supply.cost[None, :, :] * tied[:, :, None]
    ability = np.tile(supply.held_against, (len(tied), 1))
    paid, _ = even_payments(cost, np.tile(supply.budget, (len(tied), 1, 1)), supply.permitted, ability)
    burdens = (paid / ability).max(axis=1, initial=0.0)
    lightest = burdens <= burdens.min() * (1 + SLACK) + np.finfo(np.float64).tiny
    whole = np.where(lightest, tied @ supply.whole, np.inf)
    return np.array(tied[int(np.argmin(whole))])
