"""Who would pay how much of a plan by each published formula, side by side, over the draws."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from pourparler.analysis.burden.plans import Plans, Taken
from pourparler.analysis.packages.arrays import Array
from pourparler.methods.sharing.ability import by_ability, discounted
from pourparler.methods.sharing.claims import equal_awards, equal_losses, proportional, talmud
from pourparler.methods.sharing.core import LeastCore, least_core, objecting, subsidies
from pourparler.methods.sharing.games import MOST_PLAYERS, covering_game, separable, shapley
from pourparler.methods.sharing.nucleolus import Nucleolus, nucleoli, nucleolus

EVEN = "as even as permissions allow"
GRADIENT = 0.8
"""How much of the relative distance below the average income per head is taken off, as in the scale of the UN."""
LOOKED = 60
"""Draws in which games are solved, where groups have alternatives of their own."""


@dataclass(frozen=True)
class Formula:
    """One way to divide the cost, over the draws.

    Parameters
    ----------
    name : str
    rests_on : str
        ``ability``, ``limit`` or ``stand_alone``: the figures it needs of every backer; or ``least`` or ``per_head``,
        beside ability.
    paid : array, shape (draws, backers)
        Not a number in draws in which it gives no answer.
    """

    name: str
    rests_on: str
    paid: Array
    looked: int
    """In how many draws, the first ones, an answer was looked for."""

    @property
    def holds(self) -> NDArray[np.bool_]:
        """In which draws it gives an answer: shape (draws,)."""
        return np.array(~np.isnan(self.paid).any(axis=1))


Rule = Callable[[Array, Array], Array]
CLAIMS: tuple[tuple[str, Rule], ...] = (
    ("in proportion to limits", proportional),
    ("equal payments up to limits", equal_awards),
    ("equal rests below limits", equal_losses),
    ("Talmud, by limits", talmud),
)
GAMES: tuple[tuple[str, Callable[[Array], Array]], ...] = (
    ("separable costs, remaining benefits", separable),
    ("Shapley value", shapley),
)
NUCLEOLUS = "nucleolus"


@dataclass(frozen=True)
class Shares:
    """The division of what one plan costs among all backers of an offer.

    Parameters
    ----------
    plans : Plans
    taken : frozenset of int
        The plan.
    """

    plans: Plans
    taken: Taken

    @property
    def backers(self) -> tuple[str, ...]:
        """Among whom."""
        return self.plans.offer.backers

    @cached_property
    def cost(self) -> Array:
        """What the plan costs: shape (draws,)."""
        return self.plans.cost(self.taken)

    @cached_property
    def limit(self) -> Array:
        """The most each can give over the whole time: shape (draws, backers)."""
        return np.array(self.plans.offer.limit[: self.plans.draws].sum(axis=2))

    @cached_property
    def stand_alone(self) -> Array | None:
        """What it would cost each to see to the same by itself, where that is on file for all: (draws, backers)."""
        told = [self.plans.offer.amount(backer, "stand_alone") for backer in self.backers]
        found = [one for one in told if one is not None]
        if len(found) < len(told) or not 2 <= len(told) <= MOST_PLAYERS:
            return None
        return np.array(found).T[: self.plans.draws]

    @cached_property
    def formulas(self) -> tuple[Formula, ...]:
        """Every formula for which the figures are on file; where nothing is to be paid there is nothing to divide."""
        free = self.cost <= 0
        return tuple(
            replace(formula, paid=np.where(free[:, None], np.nan, formula.paid)) for formula in self._formulas()
        )

    def _formulas(self) -> Iterator[Formula]:
        every = self.plans.draws
        ability = self.plans.offer.ability
        if ability is not None:
            able = ability[: self.plans.draws]
            yield Formula("by ability", "ability", self.cost[:, None] * able / able.sum(axis=1, keepdims=True), every)
            capped = by_ability(self.cost, able, 0.0, self.limit)
            yield Formula("by ability, up to limits", "ability", capped, every)
            yield from self._by_ability(able)
        paid, _ = self.plans.payments(self.taken)
        yield Formula(EVEN, "ability" if ability is not None else "limit", paid, every)
        for name, rule in CLAIMS:
            yield Formula(name, "limit", rule(self.cost, self.limit), every)
        if self.stand_alone is not None:
            for name, solution in GAMES:
                yield Formula(name, "stand_alone", self._by_game(solution), every)
            yield self._nucleolus(self.stand_alone)

    def _by_ability(self, able: Array) -> Iterator[Formula]:
        """Yield the forms of ability that rest on a further figure, where that is on file."""
        promised = [self.plans.offer.amount(backer, "least") for backer in self.backers]
        if any(one is not None for one in promised):
            # Who has promised nothing has no floor.
            floor = np.array(
                [np.zeros(self.plans.draws) if one is None else one[: self.plans.draws] for one in promised]
            )
            paid = by_ability(self.cost, able, floor.T, self.limit)
            yield Formula("by ability, from promised least to limits", "least", paid, self.plans.draws)
        drawn = self.plans.offer.drawn
        paths = [f"parties.{backer}.funds.per_head" for backer in self.backers]
        if all(path in drawn for path in paths):
            per_head = np.array([drawn[path][: self.plans.draws] for path in paths]).T
            average = able.sum(axis=1) / (able / per_head).sum(axis=1)
            less = discounted(able, per_head, average, GRADIENT)
            paid = self.cost[:, None] * less / less.sum(axis=1, keepdims=True)
            yield Formula("by ability, less for low income", "per_head", paid, self.plans.draws)

    def _nucleolus(self, stand_alone: Array) -> Formula:
        """Return the nucleolus: the Talmud with alternatives as claims, by descent where groups have their own."""
        if not self.plans.offer.together:
            return Formula(NUCLEOLUS, "stand_alone", talmud(self.cost, stand_alone), self.plans.draws)
        looked = min(LOOKED, self.plans.draws)
        paid = np.full(stand_alone.shape, np.nan)
        alone = self._games[:looked, 1 << np.arange(len(self.backers))].sum(axis=1)
        some = np.flatnonzero(alone >= self.cost[:looked])
        paid[some] = nucleoli(self._games[some])
        return Formula(NUCLEOLUS, "stand_alone", paid, looked)

    def _by_game(self, solution: Callable[[Array], Array]) -> Array:
        return np.array(solution(self._games))

    @cached_property
    def _games(self) -> Array:
        if self.stand_alone is None:
            return np.zeros((0, 0))
        groups = [(members, cost[: self.plans.draws]) for members, _, cost in self.plans.offer.together]
        return _covered(self.stand_alone, groups, self.cost)

    def game(self) -> Array:
        """Return the cost game of the own alternatives at the middle of the ranges: shape (2**backers,).

        Raises
        ------
        LookupError
            When they are not on file.
        """
        if self.stand_alone is None:
            raise LookupError("what it would cost each by itself is not on file")
        groups = [(members, np.median(cost)) for members, _, cost in self.plans.offer.together]
        return _covered(np.median(self.stand_alone, axis=0), groups, np.median(self.cost))

    @cached_property
    def least(self) -> LeastCore | None:
        """The least core at the middle of the ranges."""
        return None if self.stand_alone is None else least_core(self.game())

    @cached_property
    def settled(self) -> Nucleolus | None:
        """The nucleolus at the middle of the ranges, with its certificate."""
        if self.stand_alone is None:
            return None
        game = self.game()
        return nucleolus(game) if game[1 << np.arange(len(self.backers))].sum() >= game[-1] else None

    @cached_property
    def subsidised(self) -> Array | None:
        """What is missing for no group to pay more than by itself: shape (draws looked at,)."""
        if self.stand_alone is None:
            return None
        if not self.plans.offer.together:
            return np.array(np.maximum(0.0, self.cost - self.stand_alone.sum(axis=1)))
        return subsidies(self._games[:LOOKED])

    def objected(self, formula: Formula) -> NDArray[np.bool_] | None:
        """Return in which of the draws with an answer some group would pay more by a formula than by itself."""
        if self.stand_alone is None:
            return None
        return objecting(self._games[formula.holds], formula.paid[formula.holds])


def _covered(own: Array, groups: Sequence[tuple[tuple[int, ...], ArrayLike]], cost: ArrayLike) -> Array:
    """Return the cost games of the alternatives of each and of groups."""
    alone: list[tuple[Sequence[int], ArrayLike]] = [((one,), own[..., one]) for one in range(own.shape[-1])]
    return covering_game(own.shape[-1], [*alone, *groups], cost)
