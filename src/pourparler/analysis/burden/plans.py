"""The plans of an offer: the best of every draw, near ones, worth by cost, and what must move for others to fit."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from pourparler.analysis.burden.offers import Offer
from pourparler.analysis.packages.arrays import Array
from pourparler.analysis.packages.counting import Hold, held
from pourparler.methods.sharing.alternatives import near_best, worth_by_cost
from pourparler.methods.sharing.choices import enumerable
from pourparler.methods.sharing.contributions import contributions
from pourparler.methods.sharing.even_burdens import even_payments, missing_money
from pourparler.methods.sharing.fitting import Fitting, fitting
from pourparler.methods.sharing.over_draws import DrawnPlans, best_over_draws

SOLVED = 40
"""Draws that are solved when choices are too many to look at one by one."""
DISTINCT = 6
"""Plans that are laid side by side."""
NEAR = 0.25
"""The share of worth that a plan laid beside the best one may lack, at the middle of the ranges."""

Taken = frozenset[int]


@dataclass(frozen=True)
class Plans:
    """What can be taken together.

    Parameters
    ----------
    offer : Offer
        With at least one measure and one backer.
    """

    offer: Offer

    @cached_property
    def draws(self) -> int:
        """How many draws are solved: all, where every choice can be looked at."""
        return self.offer.draws if enumerable(self.offer.supply()) else min(SOLVED, self.offer.draws)

    @cached_property
    def best(self) -> DrawnPlans:
        """The best plan of each draw."""
        return best_over_draws(self.offer.drawn_supply(self.draws))

    @property
    def fits(self) -> Hold:
        """In how many draws anything fits: the measures decided, at the least."""
        return held(self.best.possible)

    def taken(self, measure: int) -> Hold:
        """In how many draws a measure is in the best plan."""
        return held(self.best.chosen[:, measure] & self.best.possible)

    @cached_property
    def counts(self) -> dict[Taken, int]:
        """How often each set of measures is the best plan, the most frequent first, equal ones in order of id."""
        sets = [frozenset(np.flatnonzero(row).tolist()) for row in self.best.chosen[self.best.possible]]
        return dict(sorted(Counter(sets).items(), key=lambda pair: (-pair[1], sorted(pair[0]))))

    @property
    def leading(self) -> Taken | None:
        """The set that is the best plan in most draws; None when nothing fits in any."""
        return next(iter(self.counts), None)

    @property
    def costly(self) -> bool:
        """Whether the leading plan costs anything in any draw."""
        return self.leading is not None and bool((self.cost(self.leading) > 0).any())

    @cached_property
    def shown(self) -> tuple[Taken, ...]:
        """The plans laid side by side: the most frequent best ones, then those near the best at the middle."""
        found = list(self.counts)[:DISTINCT]
        for plan in near_best(self.offer.supply(), DISTINCT, within=NEAR):
            taken = frozenset(np.flatnonzero(plan.chosen).tolist())
            if taken not in found and len(found) < DISTINCT:
                found.append(taken)
        return tuple(found)

    @cached_property
    def by_cost(self) -> tuple[Taken, ...]:
        """The plans of most worth at rising cost, at the middle of the ranges."""
        return tuple(frozenset(np.flatnonzero(plan.chosen).tolist()) for plan in worth_by_cost(self.offer.supply()))

    def mask(self, taken: Taken) -> NDArray[np.bool_]:
        """Return a set of measures as an array: shape (measures,)."""
        found = np.zeros(len(self.offer.measures), dtype=bool)
        found[sorted(taken)] = True
        return found

    def cost(self, taken: Taken) -> Array:
        """Return what a set of measures costs over the whole time: shape (draws,)."""
        return np.array(self.offer.cost[: self.draws].sum(axis=2)[:, self.mask(taken)].sum(axis=1))

    def worth(self, taken: Taken) -> Array:
        """Return what a set of measures is worth: shape (draws,)."""
        return np.array(self.offer.worth[: self.draws, self.mask(taken)].sum(axis=1))

    def payments(self, taken: Taken) -> tuple[Array, NDArray[np.bool_]]:
        """Return what each backer pays for a set, burdens as even as can be, and in which draws it can be paid.

        Returns
        -------
        paid : array, shape (draws, backers)
            Not a number where the set cannot be paid.
        possible : array of bool, shape (draws,)
        """
        if taken not in self._paid:
            self._paid[taken] = self._payments(taken)
        return self._paid[taken]

    @cached_property
    def _paid(self) -> dict[Taken, tuple[Array, NDArray[np.bool_]]]:
        return {}

    def payable(self, taken: Taken) -> NDArray[np.bool_]:
        """Return in which draws a set can be paid: shape (draws,)."""
        return np.array(self.missing_money(taken) == 0)

    def _payments(self, taken: Taken) -> tuple[Array, NDArray[np.bool_]]:
        return even_payments(
            self.offer.cost[: self.draws] * self.mask(taken)[None, :, None],
            self.offer.limit[: self.draws],
            self.offer.permitted,
            self.offer.held_against[: self.draws],
        )

    def middle(self, taken: Taken) -> Array | None:
        """Return who pays what for which measure at the middle of the ranges, where that can be.

        Returns
        -------
        array, shape (backers, measures), or None
        """
        found = contributions(self.offer.supply(), self.mask(taken))
        return None if found is None else np.array(found.sum(axis=2))

    def missing_money(self, taken: Taken) -> Array:
        """Return how much money is missing for a set, infinite where no money is enough: shape (draws,)."""
        return self._missing(taken)[0]

    def alone(self, taken: Taken) -> Array:
        """Return by how much each limit would have to rise for a set, were it to move alone: shape (draws, backers)."""
        return self._missing(taken)[1]

    def _missing(self, taken: Taken) -> tuple[Array, Array]:
        if taken not in self._lacking:
            self._lacking[taken] = self._found_missing(taken)
        return self._lacking[taken]

    def _found_missing(self, taken: Taken) -> tuple[Array, Array]:
        return missing_money(
            self.offer.cost[: self.draws] * self.mask(taken)[None, :, None],
            self.offer.limit[: self.draws],
            self.offer.permitted,
        )

    @cached_property
    def _lacking(self) -> dict[Taken, tuple[Array, Array]]:
        return {}

    def fitting(self, taken: Taken) -> Fitting:
        """Return what would have to move for a set to fit at the middle of the ranges."""
        return fitting(self.offer.supply(), sorted(taken))

    @cached_property
    def wanted(self) -> tuple[Taken, ...]:
        """The sets whose fit is looked into.

        The leading plan where it cannot be paid in every draw, the plan with each measure left out of it, and all
        measures together.
        """
        leading = self.leading if self.leading is not None else frozenset(self.offer.required)
        rest = [number for number in range(len(self.offer.measures)) if number not in leading]
        sets = [leading | {number} | self._needed(number) for number in rest]
        everything = frozenset(range(len(self.offer.measures)))
        first = [] if self.payable(leading).all() else [leading]
        return tuple(dict.fromkeys([*first, *sets, *([everything] if rest else [])]))

    def _needed(self, measure: int) -> Taken:
        found: set[int] = set()
        waiting = [measure]
        while waiting:
            one = waiting.pop()
            for measure_, needed in self.offer.prerequisites:
                if measure_ == one and not found & set(needed):
                    found |= set(needed[:1])
                    waiting += needed[:1]
        return frozenset(found)
