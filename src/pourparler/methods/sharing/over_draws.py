"""The best plan of every draw of a supply: all choices one by one where they are few, else a program a draw."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pourparler.methods.sharing.choices import BEYOND, NUMBERS, choices, enumerable, lightest, owned, unions, within
from pourparler.methods.sharing.even_burdens import even_payments
from pourparler.methods.sharing.plan import complete
from pourparler.methods.sharing.program import SLACK
from pourparler.methods.sharing.selection import Selection
from pourparler.methods.sharing.supply import Array, Chosen, DrawnSupply

AT_ONCE = 64
"""Choices of a draw that are looked at together."""


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
    >>> from pourparler.methods.sharing.supply import Supply, stacked
    >>> supplies = [Supply([5, 4], [3, cost], [4], [[True, True]]) for cost in (1.0, 2.0)]
    >>> best_over_draws(stacked(supplies)).chosen.tolist()
    [[True, True], [True, False]]
    """
    return _enumerated(drawn) if enumerable(drawn.rules) else _programmed(drawn)


def _programmed(drawn: DrawnSupply) -> DrawnPlans:
    groups: list[Chosen] = []
    plans = [complete(Selection(drawn.at(draw), groups)) for draw in range(len(drawn))]
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
    every, groups = choices(drawn.rules), unions(drawn.rules)
    block = max(1, NUMBERS // max(len(every), AT_ONCE * len(groups)))
    chosen = np.zeros((len(drawn), drawn.rules.measures), dtype=bool)
    possible = np.zeros(len(drawn), dtype=bool)
    for start in range(0, len(drawn), block):
        part = drawn.part(start, start + block)
        draws, found = _most(part, every, groups)
        firsts = np.searchsorted(draws, np.arange(len(part) + 1))
        for draw in np.flatnonzero(np.diff(firsts)).tolist():
            tied = every[found[firsts[draw] : firsts[draw + 1]]]
            possible[start + draw] = True
            chosen[start + draw] = tied[0] if len(tied) == 1 else lightest(part.at(draw), tied)
    return DrawnPlans(chosen, _paid(drawn, chosen, possible), possible, True)


def _most(
    drawn: DrawnSupply, every: NDArray[np.bool_], groups: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the payable choices of the most worth, several where they tie: draws in order, and the choice of each."""
    inside = within(drawn.rules, groups)
    worth = drawn.worth @ every.T.astype(np.float64)
    order = np.argsort(-worth, axis=1, kind="stable")
    limit = owned(drawn.budget, groups)
    limit += BEYOND * np.maximum(drawn.cost.max(axis=(1, 2), initial=0.0), np.finfo(np.float64).tiny)[:, None, None]
    near = 2 * SLACK * np.maximum(1.0, np.abs(drawn.worth).max(axis=1, initial=0.0))
    least = np.full(len(drawn), -np.inf)
    waiting = np.arange(len(drawn))
    draws, found = [waiting[:0]], [waiting[:0]]
    for start in range(0, len(every), AT_ONCE):
        part = order[waiting, start : start + AT_ONCE]
        esteem = worth[waiting[:, None], part]
        going = esteem[:, 0] >= least[waiting]
        waiting, part, esteem = waiting[going], part[going], esteem[going]
        if not len(waiting):
            break
        payable = np.ones(part.shape, dtype=bool)
        taken = every[part].astype(np.float64)
        for period in range(drawn.rules.periods):
            need = taken @ (drawn.cost[waiting, :, period, None] * inside)
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
