"""What measures cost and are worth, and who may pay for them within which limits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]
Chosen = NDArray[np.bool_]


@dataclass(frozen=True)
class Supply:
    """Measures that can be taken or left, and backers who may pay for them.

    Parameters
    ----------
    worth : array, shape (measures,)
        What each measure is worth; worth adds up.
    cost : array, shape (measures, periods)
        What it costs in each period, 0 or more: 0 outside its dates. One period may be given flat.
    budget : array, shape (backers, periods)
        The most each backer can give in each period, 0 or more; may be infinite. One period may be given flat. Money is
        not carried from one period to another.
    permitted : array of bool, shape (backers, measures)
        Who may pay for what.
    ability : array, shape (backers,)
        What a payment is held against: the burden of a backer is all it pays over its ability. Above 0; all equal when
        not given.
    exclusions : sequence of sequence of int
        Measures of which at most one can be taken.
    prerequisites : sequence of (int, sequence of int)
        A measure, and others of which it needs one at least. Several entries for a measure must all be met.
    required : sequence of int
        Measures that are taken in any case.

    Raises
    ------
    ValueError
        When shapes disagree or a number is out of its range.

    Examples
    --------
    >>> supply = Supply(worth=[5, 3], cost=[4, 2], budget=[3, 3], permitted=[[True, True], [True, False]])
    >>> supply.measures, supply.backers, supply.periods
    (2, 2, 1)
    """

    worth: Array
    cost: Array
    budget: Array
    permitted: NDArray[np.bool_]
    ability: Array | None = None
    exclusions: tuple[tuple[int, ...], ...] = field(default=())
    prerequisites: tuple[tuple[int, tuple[int, ...]], ...] = field(default=())
    required: tuple[int, ...] = field(default=())

    def __post_init__(self) -> None:
        worth = np.asarray(self.worth, dtype=np.float64)
        cost, budget = (_by_period(one) for one in (self.cost, self.budget))
        permitted = np.asarray(self.permitted, dtype=np.bool_)
        ability = np.ones(len(budget)) if self.ability is None else np.asarray(self.ability, dtype=np.float64)
        if worth.ndim != 1 or len(cost) != len(worth) or cost.shape[1] != budget.shape[1]:
            raise ValueError("worth has one entry a measure, and costs and budgets have the same periods")
        if permitted.shape != (len(budget), len(worth)) or ability.shape != (len(budget),):
            raise ValueError("permissions have one entry a backer and measure, and ability one a backer")
        if not np.isfinite(worth).all() or not np.isfinite(cost).all() or (cost < 0).any():
            raise ValueError("worth and cost are finite, and no cost is below 0")
        if np.isnan(budget).any() or (budget < 0).any() or not np.isfinite(ability).all() or (ability <= 0).any():
            raise ValueError("no budget is below 0, and every ability is above 0")
        exclusions = tuple(tuple(sorted(set(group))) for group in self.exclusions)
        prerequisites = tuple(
            (measure, tuple(sorted(set(needed)))) for measure, needed in self.prerequisites if measure not in needed
        )
        required = tuple(sorted(set(self.required)))
        named = [*required, *(m for group in exclusions for m in group), *(m for m, _ in prerequisites)]
        named += [m for _, needed in prerequisites for m in needed]
        if any(not 0 <= measure < len(worth) for measure in named):
            raise ValueError("an exclusion, a prerequisite or a requirement names a measure that is not there")
        for name, value in (
            ("worth", worth), ("cost", cost), ("budget", budget), ("permitted", permitted), ("ability", ability),
            ("exclusions", exclusions), ("prerequisites", prerequisites), ("required", required),
        ):  # fmt: skip
            object.__setattr__(self, name, value)

    @property
    def measures(self) -> int:
        """How many measures."""
        return len(self.worth)

    @property
    def backers(self) -> int:
        """How many backers."""
        return len(self.budget)

    @property
    def periods(self) -> int:
        """How many periods."""
        return int(self.cost.shape[1])

    @property
    def held_against(self) -> Array:
        """The ability of each backer: shape (backers,)."""
        assert self.ability is not None  # noqa: S101  (set above)
        return self.ability

    @property
    def whole(self) -> Array:
        """What each measure costs over all periods: shape (measures,)."""
        return np.array(self.cost.sum(axis=1))

    def obeys(self, chosen: Chosen) -> bool:
        """Say whether a choice keeps to exclusions, prerequisites and requirements, money apart."""
        taken = [
            bool(chosen[list(self.required)].all()),
            all(int(chosen[list(group)].sum()) <= 1 for group in self.exclusions),
            all(not chosen[measure] or bool(chosen[list(needed)].any()) for measure, needed in self.prerequisites),
        ]
        return all(taken)


@dataclass(frozen=True)
class DrawnSupply:
    """A supply over draws: amounts differ from draw to draw, permissions and rules do not.

    Parameters
    ----------
    worth : array, shape (draws, measures)
    cost : array, shape (draws, measures, periods)
    budget : array, shape (draws, backers, periods)
    ability : array, shape (draws, backers)
    rules : Supply
        Its permissions, exclusions, prerequisites and requirements hold in every draw.

    Raises
    ------
    ValueError
        When there is no draw, shapes disagree with each other or with the rules, or a number is out of its range.

    Examples
    --------
    >>> one = Supply(worth=[5], cost=[4], budget=[3], permitted=[[True]])
    >>> drawn = DrawnSupply(np.array([[5.0], [6.0]]), np.ones((2, 1, 1)), np.ones((2, 1, 1)), np.ones((2, 1)), one)
    >>> len(drawn), drawn.at(1).worth.tolist()
    (2, [6.0])
    """

    worth: Array
    cost: Array
    budget: Array
    ability: Array
    rules: Supply

    def __post_init__(self) -> None:
        one = self.rules
        draws = len(self.worth)
        shapes = (draws, one.measures), (draws, *one.cost.shape), (draws, *one.budget.shape), (draws, one.backers)
        amounts = self.worth, self.cost, self.budget, self.ability
        if not draws:
            raise ValueError("there is no draw")
        if tuple(amount.shape for amount in amounts) != shapes:
            raise ValueError("draws of a supply differ in amounts only")
        if not np.isfinite(self.worth).all() or not np.isfinite(self.cost).all() or (self.cost < 0).any():
            raise ValueError("worth and cost are finite, and no cost is below 0")
        if not (self.budget >= 0).all() or not np.isfinite(self.ability).all() or (self.ability <= 0).any():
            raise ValueError("no budget is below 0, and every ability is above 0")

    def __len__(self) -> int:
        return len(self.worth)

    def at(self, draw: int) -> Supply:
        """Return the supply of one draw."""
        one = self.rules
        return Supply(
            self.worth[draw], self.cost[draw], self.budget[draw], one.permitted, self.ability[draw], one.exclusions,
            one.prerequisites, one.required,
        )  # fmt: skip

    def part(self, start: int, end: int) -> DrawnSupply:
        """Return some of the draws."""
        some = slice(start, end)
        return DrawnSupply(self.worth[some], self.cost[some], self.budget[some], self.ability[some], self.rules)


def stacked(supplies: Sequence[Supply]) -> DrawnSupply:
    """Return supplies that differ in amounts only as one over draws.

    Raises
    ------
    ValueError
        When there is none, or they differ in more than amounts.

    Examples
    --------
    >>> stacked([Supply([5, 4], [3, cost], [4], [[True, True]]) for cost in (1.0, 2.0)]).cost[:, 1, 0].tolist()
    [1.0, 2.0]
    """
    if not supplies:
        raise ValueError("there is no draw")
    first = supplies[0]
    for supply in supplies[1:]:
        if _rules(supply) != _rules(first) or not np.array_equal(supply.permitted, first.permitted):
            raise ValueError("draws of a supply differ in amounts only")
    return DrawnSupply(
        np.array([supply.worth for supply in supplies]),
        np.array([supply.cost for supply in supplies]),
        np.array([supply.budget for supply in supplies]),
        np.array([supply.held_against for supply in supplies]),
        first,
    )


def _rules(supply: Supply) -> tuple[object, ...]:
    return supply.exclusions, supply.prerequisites, supply.required, supply.cost.shape, supply.budget.shape


def _by_period(amounts: ArrayLike) -> Array:
    found = np.asarray(amounts, dtype=np.float64)
    if found.ndim == 1:
        return found[:, None]
    if found.ndim != 2:
        raise ValueError("costs and budgets have one row a measure or backer and one column a period")
    return found
