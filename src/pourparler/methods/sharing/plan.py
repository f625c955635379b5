"""Which measures to take and who pays: most worth within all limits, then burdens as even as can be."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from pourparler.methods.sharing.choices import lightest
from pourparler.methods.sharing.contributions import contributions
from pourparler.methods.sharing.program import SLACK, Program, Row
from pourparler.methods.sharing.selection import Choosing, choosing, differs_from
from pourparler.methods.sharing.supply import Array, Chosen, Supply

FEW = 16
"""Up to so many measures, all sums of worth are looked through for ties."""
TIES = 8
"""Up to so many choices of equal worth are listed."""


@dataclass(frozen=True)
class Plan:
    """Measures that are taken together, with who pays what.

    Attributes
    ----------
    supply : Supply
        Of which it is a plan.
    chosen : array of bool, shape (measures,)
    worth, cost : float
        Sums over the measures taken, the cost over all periods.
    proved : bool
        Whether the search showed that no choice is better; else it was cut.
    """

    supply: Supply
    chosen: Chosen
    worth: float
    cost: float
    proved: bool

    @cached_property
    def payments(self) -> Array:
        """Burdens as even as limits allow: shape (backers, measures, periods)."""
        found = contributions(self.supply, self.chosen)
        if found is None:
            raise ArithmeticError("no payments were found for a plan that can be paid: amounts are too far apart")
        return found

    @property
    def paid(self) -> Array:
        """What each backer pays in all: shape (backers,)."""
        return np.array(self.payments.sum(axis=(1, 2)))

    @property
    def burdens(self) -> Array:
        """What each backer pays over its ability: shape (backers,)."""
        return np.array(self.paid / self.supply.held_against)


def best_plan(supply: Supply) -> Plan | None:
    """Return the plan of most worth, and of those the one with the smallest largest burden, then the cheapest.

    Parameters
    ----------
    supply : Supply

    Returns
    -------
    Plan, or None
        None when the measures that are required do not fit; `pourparler.methods.sharing.fitting` says why.

    Notes
    -----
    Lexicographic optimisation, each stage holding the optimum of those before it [1]_: over all choices where measures
    are few, else by programs over choices with a cut for each group of backers that cannot pay
    (`pourparler.methods.sharing.selection`), and over payments as well only where many choices tie. Worth
    is what the caller states it to be: the plan is only as good as that statement.

    .. [1] Isermann, H. (1982), "Linear lexicographic optimization", OR Spektrum 4.

    Examples
    --------
    >>> supply = Supply(
    ...     worth=[5, 3, 3], cost=[4, 2, 3], budget=[3, 3], permitted=[[True, True, True], [True, False, True]],
    ...     ability=[2, 1], exclusions=[(1, 2)],
    ... )
    >>> plan = best_plan(supply)
    >>> plan.chosen.tolist(), plan.worth, plan.paid.round(6).tolist()
    ([True, True, False], 8.0, [3.0, 3.0])
    """
    return complete(choosing(supply))


def complete(choosing: Choosing, limits: tuple[Row, ...] = ()) -> Plan | None:
    """Return the best plan of a supply under further limits on the choice of measures."""
    supply = choosing.supply
    first = choosing.best(choosing.most_worth(), limits)
    if first is None:
        return None
    chosen, proved = first
    if not _alone(supply, worth_of(supply, chosen)):
        chosen, still = _lightest(choosing, limits, chosen)
        proved = proved and still
    return plan_of(supply, chosen, proved=proved)


def _lightest(choosing: Choosing, limits: tuple[Row, ...], chosen: Chosen) -> tuple[Chosen, bool]:
    """Return the best by burden, then by cost, among choices of equal worth."""
    held = (*limits, choosing.worth_at_least(worth_of(choosing.supply, chosen)))
    tied, proved = [chosen], True
    # Any other will do: to show that there is none takes the solver a quarter of the time with nothing to make small.
    whatever = np.zeros(choosing.supply.measures)
    while len(tied) <= TIES:
        further = choosing.best(whatever, (*held, *(differs_from(one) for one in tied)))
        if further is None:
            return (chosen if len(tied) == 1 else lightest(choosing.supply, np.array(tied))), proved
        tied.append(further[0])
        proved = proved and further[1]
    return _lightest_of_many(Program(choosing.supply), held, chosen)


def _lightest_of_many(program: Program, held: tuple[Row, ...], chosen: Chosen) -> tuple[Chosen, bool]:
    """Return the same by programs over choices and payments, where too many choices tie to list them."""
    light = program.solve(program.least_burden(), held)
    if light is None:
        return chosen, True
    largest = np.array([program.largest])
    held = (*held, Row(largest, np.ones(1), -np.inf, light.objective + SLACK * max(1.0, light.objective)))
    cheap = program.solve(program.least_cost(), held)
    found = (light,) if cheap is None else (light, cheap)
    return found[-1].chosen, all(stage.proved for stage in found)


def _alone(supply: Supply, worth: float) -> bool:
    """Whether only one set of measures can have this worth; not looked at where there are many measures."""
    if supply.measures > FEW:
        return False
    sums = np.zeros(1)
    for each in supply.worth:
        sums = np.concatenate([sums, sums + each])
    near = SLACK * max(1.0, float(np.abs(supply.worth).max(initial=0.0)), abs(worth))
    return int((np.abs(sums - worth) <= 2 * near).sum()) == 1


def worth_of(supply: Supply, chosen: Chosen) -> float:
    """Return what a choice is worth."""
    return float(supply.worth[chosen].sum())


def plan_of(supply: Supply, chosen: Chosen, *, proved: bool = True) -> Plan:
    """Return the plan that takes exactly these measures."""
    return Plan(supply, chosen, worth_of(supply, chosen), float(supply.whole[chosen].sum()), proved)
