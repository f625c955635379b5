"""The best plan of every draw of a supply: all choices one by one where they are few, else a program a draw."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pourparler.methods.sharing.even_burdens import MOST_BACKERS, even_payments, groups_within
from pourparler.methods.sharing.plan import best_plan
from pourparler.methods.sharing.program import SLACK
from pourparler.methods.sharing.supply import Array, Chosen, Supply

FEW_MEASURES = 12
AT_ONCE = 64
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


def best_over_draws(supplies: Sequence[Supply]) -> DrawnPlans:
    """Return the best plan of each of these supplies, as `best_plan` has it.

    Parameters
    ----------
    supplies : sequence of Supply
        With the same permissions, exclusions, prerequisites and requirements: only amounts differ.

    Raises
    ------
    ValueError
        When there is none, or they differ in more than amounts.

    Notes
    -----
    With at most 12 measures and 12 backers every choice that keeps to the rules is looked at, the most worth first. A
    choice can be paid when no group of measures costs more than all who may pay for any of it can give, which has to be
    looked at only for unions of the measures' payers.

    Examples
    --------
    >>> supplies = [Supply([5, 4], [3, cost], [4], [[True, True]]) for cost in (1.0, 2.0)]
    >>> best_over_draws(supplies).chosen.tolist()
    [[True, True], [True, False]]
    """
    if not supplies:
        raise ValueError("there is no draw")
    first = supplies[0]
    for supply in supplies[1:]:
        if _rules(supply) != _rules(first) or not np.array_equal(supply.permitted, first.permitted):
            raise ValueError("draws of a supply differ in amounts only")
    return _enumerated(supplies) if enumerable(first) else _programmed(supplies)


def _rules(supply: Supply) -> tuple[object, ...]:
    return supply.exclusions, supply.prerequisites, supply.required, supply.cost.shape, supply.budget.shape


def _programmed(supplies: Sequence[Supply]) -> DrawnPlans:
    plans = [best_plan(supply) for supply in supplies]
    first = supplies[0]
    chosen = np.array([np.zeros(first.measures, bool) if plan is None else plan.chosen for plan in plans])
    possible = np.array([plan is not None for plan in plans])
    proved = all(plan is None or plan.proved for plan in plans)
    if first.backers <= MOST_BACKERS:
        return DrawnPlans(chosen, _paid(supplies, chosen, possible), possible, proved)
    paid = [np.full(first.backers, np.nan) if plan is None else plan.paid for plan in plans]
    return DrawnPlans(chosen, np.array(paid), possible, proved)


def _paid(supplies: Sequence[Supply], chosen: NDArray[np.bool_], possible: NDArray[np.bool_]) -> Array:
    """Return what each backer pays for the plan of each draw: shape (draws, backers)."""
    cost = np.array([supply.cost for supply in supplies]) * chosen[:, :, None]
    budget = np.array([supply.budget for supply in supplies])
    ability = np.array([supply.held_against for supply in supplies])
    paid, _ = even_payments(cost, budget, supplies[0].permitted, ability)
    paid[~possible] = np.nan
    return paid


def _enumerated(supplies: Sequence[Supply]) -> DrawnPlans:
    first = supplies[0]
    choices = _choices(first)
    unions = _unions(first)
    within = groups_within(first.permitted)[:, unions].astype(np.float64)
    members = (unions[:, None] >> np.arange(first.backers) & 1).astype(bool)
    chosen = np.zeros((len(supplies), first.measures), dtype=bool)
    possible = np.zeros(len(supplies), dtype=bool)
    for number, supply in enumerate(supplies):
        tied = _best(supply, choices, within, members)
        possible[number] = bool(len(tied))
        if len(tied):
            chosen[number] = tied[0] if len(tied) == 1 else _lightest(supply, tied)
    return DrawnPlans(chosen, _paid(supplies, chosen, possible), possible, True)


def _choices(supply: Supply) -> NDArray[np.bool_]:
    """Return every choice that keeps to exclusions, prerequisites and requirements: shape (choices, measures)."""
    every: NDArray[np.bool_] = (np.arange(2**supply.measures)[:, None] >> np.arange(supply.measures) & 1).astype(bool)
    kept = every[:, list(supply.required)].all(axis=1)
    for group in supply.exclusions:
        kept &= every[:, list(group)].sum(axis=1) <= 1
    for measure, needed in supply.prerequisites:
        kept &= ~every[:, measure] | every[:, list(needed)].any(axis=1)
    return every[kept]


def _unions(supply: Supply) -> NDArray[np.int64]:
    """Return the groups of backers that are a union of the payers of some measures, the empty one with them."""
    masks = (supply.permitted.astype(np.int64) << np.arange(supply.backers)[:, None]).sum(axis=0)
    payers = {int(mask) for mask in masks}
    found = {0}
    for mask in sorted(payers):
        found |= {other | mask for other in found}
    return np.array(sorted(found), dtype=np.int64)


def _best(supply: Supply, choices: NDArray[np.bool_], within: Array, members: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return the payable choices of the most worth: several when they tie."""
    worth = choices @ supply.worth
    order = np.argsort(-worth, kind="stable")
    have = np.array([np.where(members, supply.budget[:, t], 0.0).sum(axis=1) for t in range(supply.periods)])
    limit = have + BEYOND * max(float(supply.cost.max(initial=0.0)), np.finfo(np.float64).tiny)
    near = 2 * SLACK * max(1.0, float(np.abs(supply.worth).max(initial=0.0)))
    found: list[NDArray[np.bool_]] = []
    least = -np.inf
    for start in range(0, len(order), AT_ONCE):
        part = order[start : start + AT_ONCE]
        if worth[part[0]] < least:
            break
        payable = np.ones(len(part), dtype=bool)
        for period in range(supply.periods):
            need = choices[part] @ (supply.cost[:, period, None] * within)
            payable &= (need <= limit[period]).all(axis=1)
        if payable.any() and least == -np.inf:
            least = float(worth[part[payable]][0]) - near
        found.append(choices[part[payable & (worth[part] >= least)]])
    return np.concatenate(found) if found else choices[:0]


def _lightest(supply: Supply, tied: NDArray[np.bool_]) -> Chosen:
    """Return, of choices of equal worth, the one with the smallest largest burden, then the cheapest."""
    cost = supply.cost[None, :, :] * tied[:, :, None]
    ability = np.tile(supply.held_against, (len(tied), 1))
    paid, _ = even_payments(cost, np.tile(supply.budget, (len(tied), 1, 1)), supply.permitted, ability)
    burdens = (paid / ability).max(axis=1, initial=0.0)
    lightest = burdens <= burdens.min() * (1 + SLACK) + np.finfo(np.float64).tiny
    whole = np.where(lightest, tied @ supply.whole, np.inf)
    return np.array(tied[int(np.argmin(whole))])
