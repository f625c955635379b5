"""Which measures are taken, without who pays: by looking at every choice, or by whole numbers and cuts."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from pourparler.methods.sharing.choices import enumerable, payable
from pourparler.methods.sharing.flow_kernels import NEAR, fill
from pourparler.methods.sharing.program import SLACK, Row, mixed
from pourparler.methods.sharing.supply import Array, Chosen, Supply

SEEN = 2e-6
"""What lies beyond a limit by less than this the solver may not see."""
MANY = 100
"""Choices that the solver may take for being within limits; after so many it gets narrower ones."""


class Choosing(ABC):
    """Objectives and limits over choices of measures, each in units in which the largest amount is 1.

    Parameters
    ----------
    supply : Supply
    """

    def __init__(self, supply: Supply) -> None:
        self.supply = supply
        self.money = float(supply.cost.max(initial=0.0)) or 1.0
        self.esteem = float(np.abs(supply.worth).max(initial=0.0)) or 1.0

    @abstractmethod
    def best(self, objective: Array, limits: Sequence[Row] = ()) -> tuple[Chosen, bool] | None:
        """Return the choice with the least objective and whether none is better, or None when none can be paid.

        Parameters
        ----------
        objective : array, shape (measures,)
        limits : sequence of Row
            Over measures.
        """

    def most_worth(self) -> Array:
        """Return the objective, to be minimised, that seeks the most worth."""
        return np.array(-self.supply.worth / self.esteem)

    def least_cost(self) -> Array:
        """Return the objective that seeks the least cost."""
        return np.array(self.supply.whole / self.money)

    def worth_at_least(self, worth: float) -> Row:
        """Return the limit that a choice is worth this much, to within rounding."""
        least = worth / self.esteem - SLACK * max(1.0, abs(worth) / self.esteem)
        return Row(np.arange(self.supply.measures), self.supply.worth / self.esteem, least, np.inf)

    def cost_at_most(self, cost: float) -> Row:
        """Return the limit that a choice costs no more than this, to within rounding."""
        most = cost / self.money + SLACK * max(1.0, cost / self.money)
        return Row(np.arange(self.supply.measures), self.supply.whole / self.money, -np.inf, most)


class Listing(Choosing):
    """Every choice that keeps to the rules and can be paid, one by one: for few measures.

    Examples
    --------
    >>> listing = Listing(Supply(worth=[5, 4, 1], cost=[2, 2, 1], budget=[3], permitted=[[True, True, True]]))
    >>> listing.best(listing.most_worth())[0].tolist()
    [True, False, True]
    """

    def __init__(self, supply: Supply) -> None:
        super().__init__(supply)
        self.choices = payable(supply)

    def best(self, objective: Array, limits: Sequence[Row] = ()) -> tuple[Chosen, bool] | None:
        """Return the first choice with the least objective, as `Choosing.best` has it."""
        kept = _within(limits, self.choices)
        if not kept.any():
            return None
        value = np.where(kept, self.choices @ objective, np.inf)
        return self.choices[int(np.argmin(value))], True


class Selection(Choosing):
    """A program over choices of measures that finds out step by step what groups of backers cannot pay.

    Parameters
    ----------
    supply : Supply
    groups : list of array of bool, shape (backers,)
        Groups whose limits are looked at from the start; those found out are added. Pass the same list on to the next
        draw of a supply: what binds in one mostly binds in all.

    Notes
    -----
    A choice can be paid when in each period no group of backers must pay more than it has: ``sum of cost[m,t] y[m]``
    over measures for which only the group may pay is at most its budget (Hall, Gale). There are too many such limits to
    list. The best choice under some of them is found by HiGHS to a gap of 0; the greatest flow from backers to its
    measures meets all costs, or its smallest cut is a group that cannot pay, whose limit is added (Benders' cuts [1]_).

    .. [1] Benders, J. F. (1962), "Partitioning procedures for solving mixed-variables programming problems", Numerische
       Mathematik 4.

    Examples
    --------
    >>> supply = Supply(worth=[5, 4, 1], cost=[2, 2, 1], budget=[3], permitted=[[True, True, True]])
    >>> selection = Selection(supply, [])
    >>> selection.best(selection.most_worth())[0].tolist()
    [True, False, True]
    """

    def __init__(self, supply: Supply, groups: list[Chosen]) -> None:
        super().__init__(supply)
        self.groups = groups
        if not groups:
            groups.append(np.ones(supply.backers, dtype=bool))
        self._rows = [*_logic(supply)]
        self._known: set[bytes] = set()

    def best(self, objective: Array, limits: Sequence[Row] = ()) -> tuple[Chosen, bool] | None:
        """Return a choice with the least objective, as `Choosing.best` has it."""
        supply = self.supply
        required = np.zeros(supply.measures)
        required[list(supply.required)] = 1.0
        ones, refused, room = np.ones(supply.measures), list[Row](), 0.0
        while True:
            for group in self.groups:
                self._add(group)
            told = [_narrower(row, room) for row in limits]
            found = mixed(objective, [*self._rows, *told, *refused], ones, required, ones)
            if found is None:
                return None
            chosen = np.round(found[0]).astype(bool)
            lacking = list(self._lacking(chosen))
            kept = bool(_within(limits, chosen[None])[0])
            if kept and not lacking:
                return chosen, found[2] and room == 0
            for group, period in lacking:
                if group.tobytes() in self._known:
                    self._rows.append(self._cover(group, period, chosen))
                else:
                    self.groups.append(group)
            if not kept:
                refused.append(differs_from(chosen))
                room = SEEN if len(refused) > MANY else 0.0

    def _add(self, group: Chosen) -> None:
        """Add the limits of a group of backers in every period in which it could lack anything."""
        if group.tobytes() in self._known:
            return
        self._known.add(group.tobytes())
        theirs = np.flatnonzero(~self.supply.permitted[~group].any(axis=0))
        for period in range(self.supply.periods):
            due = self.supply.cost[theirs, period]
            have = float(self.supply.budget[group, period].sum())
            if due.sum() > have:
                some = due > 0
                self._rows.append(Row(theirs[some], due[some] / self.money, -np.inf, have / self.money))

    def _cover(self, group: Chosen, period: int, chosen: Chosen) -> Row:
        """Return a cut for what is beyond the limit of a group by less than the solver sees.

        Not all of the fewest measures that are too many for it can be taken, nor as many of these and costlier ones
        (extended covers: Balas, E. (1975), "Facets of the knapsack polytope", Mathematical Programming 8).
        """
        cost = np.where(self.supply.permitted[~group].any(axis=0), 0.0, self.supply.cost[:, period])
        falling = np.flatnonzero(chosen & (cost > 0))
        falling = falling[np.argsort(-cost[falling], kind="stable")]
        sums, have = np.cumsum(cost[falling]), float(self.supply.budget[group, period].sum())
        enough = int(np.searchsorted(sums, min(have + NEAR / 2 * self.money, float(sums[-1])))) + 1
        cover = np.union1d(falling[:enough], np.flatnonzero(cost >= cost[falling[0]]))
        return Row(cover, np.ones(len(cover)), -np.inf, enough - 1.0)

    def _lacking(self, chosen: Chosen) -> Iterator[tuple[Chosen, int]]:
        """Yield groups of backers that cannot pay what only they may pay for of a choice, and in which period."""
        backers, taken = self.supply.backers, np.flatnonzero(chosen)
        permitted = np.ascontiguousarray(self.supply.permitted[:, taken])
        nodes = len(taken) + 2 * backers
        for period in range(self.supply.periods):
            unmet = np.ascontiguousarray(self.supply.cost[taken, period][:, None] / self.money)
            if not unmet.any():
                continue
            budget = np.ascontiguousarray(self.supply.budget[:, [period]] / self.money)
            dead, room = np.zeros(nodes, dtype=np.bool_), np.empty((2, nodes), dtype=np.int64)
            paid, used, total = np.zeros((backers, len(taken), 1)), np.zeros((backers, 1)), np.zeros(backers)
            left = fill(budget, np.full(backers, np.inf), permitted, paid, used, total, unmet, dead, room[0], room[1])
            if left > NEAR:
                yield np.array(dead[len(taken) : len(taken) + backers]), period


def choosing(supply: Supply) -> Choosing:
    """Return a listing of choices where measures are few, else a program over them."""
    return Listing(supply) if enumerable(supply) else Selection(supply, [])


def differs_from(chosen: Chosen, by: int = 1) -> Row:
    """Return the cut that a choice differs from this one in so many measures at least."""
    signs = np.where(chosen, -1.0, 1.0)
    return Row(np.arange(len(chosen)), signs, by - float(chosen.sum()), np.inf)


def _within(limits: Sequence[Row], choices: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return which choices keep to limits: shape (choices,)."""
    kept = np.ones(len(choices), dtype=bool)
    for row in limits:
        amount = choices[:, row.columns] @ row.coefficients
        kept &= (amount >= row.low) & (amount <= row.high)
    return kept


def _narrower(row: Row, room: float) -> Row:
    """Return a limit that leaves some room on both sides."""
    return Row(row.columns, row.coefficients, row.low + room, row.high - room)


def _logic(supply: Supply) -> Iterator[Row]:
    for group in supply.exclusions:
        yield Row(np.array(group, dtype=np.int64), np.ones(len(group)), -np.inf, 1.0)
    for measure, needed in supply.prerequisites:
        yield Row(np.array([measure, *needed]), np.append(1.0, -np.ones(len(needed))), -np.inf, 0.0)
