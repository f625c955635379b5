"""The mixed-integer program of a supply: which measures are taken, and who pays what for each in each period."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pourparler.methods.sharing.supply import Array, Chosen, Supply

NODES = 20_000
"""The most nodes of a branch and bound: a limit that does not depend on the machine."""
SLACK = 1e-7
"""Relative to the largest amount: closer than this is equal."""


@dataclass(frozen=True)
class Row:
    """One linear limit: ``low <= coefficients @ variables[columns] <= high``."""

    columns: NDArray[np.int64]
    coefficients: Array
    low: float
    high: float


@dataclass(frozen=True)
class Solution:
    """A choice of measures that the solver found.

    Attributes
    ----------
    chosen : array of bool, shape (measures,)
    x : array, shape (variables,)
    objective : float
    proved : bool
        Whether no better one exists; else the search was cut.
    """

    chosen: Chosen
    x: Array
    objective: float
    proved: bool


class Program:
    """The rows and columns that all questions about a supply have in common.

    Columns are one 0-or-1 variable a measure, one payment a permitted cell (backer, measure, period with a cost), and
    the largest burden. Money is counted in units of the largest cost, so that the solver's tolerances mean the same in
    every currency.

    Parameters
    ----------
    supply : Supply

    Notes
    -----
    ``sum_b x[b,m,t] = cost[m,t] y[m]``, ``sum_m x[b,m,t] <= budget[b,t]``, ``sum_E y <= 1``, ``y[m] <= sum_A y``,
    ``sum_{m,t} x[b,m,t] <= ability[b] * largest``. Solved by HiGHS through SciPy, to a gap of 0.
    """

    def __init__(self, supply: Supply) -> None:
        self.supply = supply
        self.money = float(supply.cost.max(initial=0.0)) or 1.0
        self.esteem = float(np.abs(supply.worth).max(initial=0.0)) or 1.0
        cells = supply.permitted[:, :, None] & (supply.cost > 0)[None, :, :]
        self.payer, self.paid_for, self.period = np.nonzero(cells)
        self.first_payment = supply.measures
        self.largest = supply.measures + len(self.payer)
        self.columns = self.largest + 1
        self.rows = [*self._costs(), *self._budgets(), *self._logic(), *self._burdens()]

    def _costs(self) -> list[Row]:
        found = []
        for measure, period in np.argwhere(self.supply.cost > 0):
            cells = np.flatnonzero((self.paid_for == measure) & (self.period == period)) + self.first_payment
            columns = np.append(cells, measure)
            amounts = np.append(np.ones(len(cells)), -self.supply.cost[measure, period] / self.money)
            found.append(Row(columns, amounts, 0.0, 0.0))
        return found

    def _budgets(self) -> list[Row]:
        found = []
        for backer, period in np.argwhere(np.isfinite(self.supply.budget)):
            cells = np.flatnonzero((self.payer == backer) & (self.period == period)) + self.first_payment
            if len(cells):
                most = float(self.supply.budget[backer, period]) / self.money
                found.append(Row(cells, np.ones(len(cells)), -np.inf, most))
        return found

    def _logic(self) -> list[Row]:
        found = [
            Row(np.array(group, dtype=np.int64), np.ones(len(group)), -np.inf, 1.0) for group in self.supply.exclusions
        ]
        for measure, needed in self.supply.prerequisites:
            columns = np.array([measure, *needed])
            found.append(Row(columns, np.append(1.0, -np.ones(len(needed))), -np.inf, 0.0))
        return found

    def _burdens(self) -> list[Row]:
        found = []
        ability = self.supply.held_against / self.supply.held_against.mean() if self.supply.backers else np.ones(0)
        for backer in range(self.supply.backers):
            cells = np.flatnonzero(self.payer == backer) + self.first_payment
            columns = np.append(cells, self.largest)
            found.append(Row(columns, np.append(np.ones(len(cells)), -ability[backer]), -np.inf, 0.0))
        return found

    def least_cost(self) -> Array:
        """Return the objective that seeks the least cost."""
        cost = np.zeros(self.columns)
        cost[: self.supply.measures] = self.supply.whole / self.money
        return cost

    def least_burden(self) -> Array:
        """Return the objective that seeks the smallest largest burden."""
        cost = np.zeros(self.columns)
        cost[self.largest] = 1.0
        return cost

    def solve(self, objective: Array, extra: Sequence[Row] = ()) -> Solution | None:
        """Return the best choice, or None when no choice keeps to all limits."""
        required = np.zeros(self.columns)
        required[list(self.supply.required)] = 1.0
        upper = np.full(self.columns, np.inf)
        upper[: self.supply.measures] = 1.0
        whole = np.zeros(self.columns)
        whole[: self.supply.measures] = 1
        found = mixed(objective, [*self.rows, *extra], whole, required, upper)
        if found is None:
            return None
        x, value, proved = found
        return Solution(np.round(x[: self.supply.measures]).astype(bool), x, value, proved)


def mixed(
    objective: Array, rows: Sequence[Row], whole: Array, lower: Array, upper: Array
) -> tuple[Array, float, bool] | None:
    """Solve a mixed-integer program.

    Parameters
    ----------
    objective, whole, lower, upper : array, shape (variables,)
        What is minimised, 1 where a variable is a whole number, and its bounds.
    rows : sequence of Row

    Returns
    -------
    (x, value, proved), or None when there is no solution

    Raises
    ------
    ArithmeticError
        When the search was cut before any solution was found, or the program has no bound.
    """
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csr_array

    limits = []
    if rows:
        counts = np.array([len(row.columns) for row in rows])
        matrix = csr_array(
            (
                np.concatenate([row.coefficients for row in rows]),
                np.concatenate([row.columns for row in rows]),
                np.concatenate([[0], np.cumsum(counts)]),
            ),
            shape=(len(rows), len(objective)),
        )
        limits = [LinearConstraint(matrix, [row.low for row in rows], [row.high for row in rows])]
    options = {"mip_rel_gap": 0.0, "node_limit": NODES}
    found = milp(objective, integrality=whole, bounds=Bounds(lower, upper), constraints=limits, options=options)
    if found.x is None:
        if found.status == 2:
            return None
        raise ArithmeticError(f"the search for a plan found nothing: {found.message}")
    return np.array(found.x), float(found.fun), found.status == 0
