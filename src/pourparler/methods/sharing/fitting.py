"""Why measures that are wanted do not fit, and the least by which limits would have to move."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from pourparler.methods.sharing.even_burdens import missing_money
from pourparler.methods.sharing.program import Program, Row, mixed
from pourparler.methods.sharing.supply import Array, Chosen, Supply

Rule = TypeVar("Rule")
HALF = 0.5
NOTHING = 2e-6
"""Relative to the largest cost: a smaller movement is within the rounding of the solver."""


@dataclass(frozen=True)
class Fitting:
    """The smallest movements of limits with which wanted measures fit, each worked out when it is asked for.

    Parameters
    ----------
    supply : Supply
    wanted : tuple of int
        Measures; those they need are added where that is cheapest.
    """

    supply: Supply
    wanted: tuple[int, ...]

    @property
    def exclusions(self) -> tuple[int, ...]:
        """The fewest exclusions, by number, that would have to fall. The rest is counted as if they had."""
        return self._rules[0]

    @property
    def prerequisites(self) -> tuple[int, ...]:
        """The same for prerequisites that no measure can meet any more."""
        return self._rules[1]

    @property
    def fits(self) -> bool:
        """Whether they fit as limits are; then nothing has to move."""
        return not self.exclusions and not self.prerequisites and self.money == 0

    @cached_property
    def money(self) -> float | None:
        """The least that budgets would have to rise, all taken together, with permissions as they are.

        None when no money is enough.
        """
        return self._eased.money(range(self.supply.backers))

    @cached_property
    def alone(self) -> Array:
        """The least that the budget of one backer would have to rise if no other limit moved: shape (backers,).

        Summed over periods; infinite where that is not enough.
        """
        told = [self._eased.money([backer]) for backer in range(self.supply.backers)]
        return np.array([np.inf if one is None else one for one in told])

    @cached_property
    def permissions(self) -> int | None:
        """The fewest permissions (a backer for a measure) that would have to be given, with budgets as they are.

        None when no permission is enough.
        """
        if self._as_they_are and self._payable:
            return 0
        return None if self._beyond_all else self._eased.permissions()

    @cached_property
    def permission_alone(self) -> tuple[tuple[int, int], ...]:
        """The permissions, of a backer for a measure, that are each enough alone; none where nothing has to move."""
        return self._eased.single_permissions() if self.permissions == 1 else ()

    @cached_property
    def both(self) -> tuple[int, float] | None:
        """The fewest permissions, and with so many the least money, when both may move.

        None when exclusions and prerequisites leave no choice.
        """
        return self._eased.both()

    @property
    def _needed(self) -> Chosen:
        """The measures that are taken in any case."""
        return np.isin(np.arange(self.supply.measures), [*self.supply.required, *self.wanted])

    @property
    def _as_they_are(self) -> bool:
        """Whether they keep to the rules with nothing added."""
        return self.supply.obeys(self._needed)

    @property
    def _payable(self) -> bool:
        """Whether they can be paid with nothing added."""
        cost = np.where(self._needed[:, None], self.supply.cost, 0.0)
        return bool(missing_money(cost[None], self.supply.budget[None], self.supply.permitted)[0][0] == 0)

    @property
    def _beyond_all(self) -> bool:
        """Whether they cost more, in some period, than all backers together have."""
        cost, have = self.supply.cost[self._needed].sum(axis=0), self.supply.budget.sum(axis=0)
        return bool((cost > have + NOTHING * len(cost) * float(self.supply.cost.max(initial=0.0))).any())

    @cached_property
    def _rules(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        if self._as_they_are:
            return (), ()
        return _Elastic(replace(self.supply, required=(*self.supply.required, *self.wanted))).rules()

    @cached_property
    def _eased(self) -> _Elastic:
        return _Elastic(
            replace(
                self.supply,
                required=(*self.supply.required, *self.wanted),
                exclusions=_without(self.supply.exclusions, self.exclusions),
                prerequisites=_without(self.supply.prerequisites, self.prerequisites),
            )
        )


def fitting(supply: Supply, wanted: Sequence[int]) -> Fitting:
    """Say by how much limits would have to move for these measures to be taken together.

    Parameters
    ----------
    supply : Supply
    wanted : sequence of int
        Measures; those they need are added where that is cheapest.

    Notes
    -----
    Elastic programming [1]_: each limit may be broken at a price, and the smallest break is sought, one kind of
    limit at a time, because money and permissions have no common measure. The joint minimum does not say who should
    move, which is why each limit is also moved alone.

    .. [1] Brown, G. G. and Graves, G. W. (1975), "Elastic programming"; Chinneck, J. W. (2008), Feasibility and
       Infeasibility in Optimization, chapter 6.

    Examples
    --------
    >>> supply = Supply(worth=[5, 4], cost=[4, 3], budget=[4, 2], permitted=[[True, False], [False, True]])
    >>> found = fitting(supply, [0, 1])
    >>> found.fits, found.money, found.alone.tolist(), found.permissions
    (False, 1.0, [inf, 1.0], None)
    """
    return Fitting(supply, tuple(wanted))


def _without(rules: tuple[Rule, ...], fallen: tuple[int, ...]) -> tuple[Rule, ...]:
    return tuple(rule for number, rule in enumerate(rules) if number not in fallen)


class _Elastic:
    """A supply in which every limit may be broken: extra columns for the breaks, held at 0 where they may not be."""

    def __init__(self, supply: Supply) -> None:
        self.supply = supply
        opened = Program(replace(supply, permitted=np.ones_like(supply.permitted), budget=_boundless(supply.budget)))
        self.money_unit, start = opened.money, opened.columns
        due = supply.cost.sum(axis=1) > 0
        self.pairs = np.argwhere(~supply.permitted & due[None, :])
        self.purses = np.argwhere(np.isfinite(supply.budget))
        self.permission = start + np.arange(len(self.pairs))
        self.raised = start + len(self.pairs) + np.arange(len(self.purses))
        after = start + len(self.pairs) + len(self.purses)
        self.exclusion = after + np.arange(len(supply.exclusions))
        self.prerequisite = after + len(supply.exclusions) + np.arange(len(supply.prerequisites))
        self.columns = after + len(supply.exclusions) + len(supply.prerequisites)
        self.rows = [*self._money_rows(opened), *self._rule_rows()]

    def _money_rows(self, opened: Program) -> list[Row]:
        rules = len(self.supply.exclusions) + len(self.supply.prerequisites) + self.supply.backers
        found = opened.rows[: len(opened.rows) - rules]
        # Cells are in order of backer, then measure.
        place = opened.payer * self.supply.measures + opened.paid_for
        ends = np.searchsorted(place, self.pairs @ [self.supply.measures, 1] + np.array([[0], [1]]))
        for column, (_, measure), first, last in zip(self.permission, self.pairs, *ends, strict=True):
            cells = np.arange(first, last) + opened.first_payment
            most = float(self.supply.whole[measure]) / opened.money
            found.append(Row(np.append(cells, column), np.append(np.ones(len(cells)), -most), -np.inf, 0.0))
        for column, (backer, period) in zip(self.raised, self.purses, strict=True):
            cells = np.flatnonzero((opened.payer == backer) & (opened.period == period)) + opened.first_payment
            most = float(self.supply.budget[backer, period]) / opened.money
            found.append(Row(np.append(cells, column), np.append(np.ones(len(cells)), -1.0), -np.inf, most))
        return found

    def _rule_rows(self) -> list[Row]:
        found = []
        for column, group in zip(self.exclusion, self.supply.exclusions, strict=True):
            found.append(Row(np.array([*group, column]), np.append(np.ones(len(group)), -len(group)), -np.inf, 1.0))
        for column, (measure, needed) in zip(self.prerequisite, self.supply.prerequisites, strict=True):
            columns = np.array([measure, *needed, column])
            found.append(Row(columns, np.append(1.0, -np.ones(len(needed) + 1)), -np.inf, 0.0))
        return found

    def _least(
        self, counted: NDArray[np.int64], moving: Sequence[NDArray[np.int64]], extra: Sequence[Row] = ()
    ) -> tuple[float, Array] | None:
        """Minimise the sum of these breaks while only some may move."""
        upper = np.full(self.columns, np.inf)
        for breaks in (self.permission, self.raised, self.exclusion, self.prerequisite):
            upper[breaks] = 0.0
        whole = np.zeros(self.columns)
        for breaks in moving:
            upper[breaks] = np.inf if breaks is not self.permission else 1.0
        for binary in (np.arange(self.supply.measures), self.permission, self.exclusion, self.prerequisite):
            whole[binary] = 1
            upper[binary] = np.minimum(upper[binary], 1.0)
        lower = np.zeros(self.columns)
        lower[list(self.supply.required)] = 1.0
        objective = np.zeros(self.columns)
        objective[counted] = 1.0
        found = mixed(objective, [*self.rows, *extra], whole, lower, upper)
        return None if found is None else (found[1], found[0])

    def rules(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Return the fewest exclusions and prerequisites that must fall, were money and permissions no matter."""
        both = np.concatenate([self.exclusion, self.prerequisite])
        found = self._least(both, (self.permission, self.raised, both))
        if found is None:
            raise ArithmeticError("measures do not fit even with every rule lifted")
        fallen = np.flatnonzero(found[1][both] > HALF)
        first = len(self.exclusion)
        return tuple(int(n) for n in fallen if n < first), tuple(int(n) - first for n in fallen if n >= first)

    def money(self, backers: Sequence[int]) -> float | None:
        """Return the least that the budgets of these backers must rise, all other limits being as they are."""
        theirs = self.raised[np.isin(self.purses[:, 0], backers)]
        found = self._least(theirs, (theirs,))
        return None if found is None else self._amount(found[0])

    def permissions(self) -> int | None:
        """Return the fewest permissions that must be given, budgets being as they are."""
        found = self._least(self.permission, (self.permission,))
        return None if found is None else round(found[0])

    def single_permissions(self) -> tuple[tuple[int, int], ...]:
        """Return the permissions that are each enough alone."""
        enough: list[int] = []
        while True:
            one = Row(self.permission, np.ones(len(self.permission)), 1.0, 1.0)
            tried = [Row(self.permission[[pair]], np.ones(1), 0.0, 0.0) for pair in enough]
            found = self._least(self.permission, (self.permission,), (one, *tried))
            if found is None:
                return tuple((int(self.pairs[pair, 0]), int(self.pairs[pair, 1])) for pair in sorted(enough))
            enough.append(int(np.argmax(found[1][self.permission])))

    def both(self) -> tuple[int, float] | None:
        """Return the fewest permissions, and the least money with so many, when both may move."""
        moving = (self.permission, self.raised)
        fewest = self._least(self.permission, moving)
        if fewest is None:
            return None
        count = round(fewest[0])
        held = [Row(self.permission, np.ones(len(self.permission)), -np.inf, count + HALF)] if count else []
        if not count:
            moving = (self.permission[:0], self.raised)
        least = self._least(self.raised, moving, held)
        return None if least is None else (count, self._amount(least[0]))

    def _amount(self, scaled: float) -> float:
        return 0.0 if scaled < NOTHING else scaled * self.money_unit


def _boundless(budget: Array) -> Array:
    return np.full_like(budget, np.inf)
