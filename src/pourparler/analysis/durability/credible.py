"""What each guarantor can credibly give: how likely it is to act, as judged or by what acting is worth to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from pourparler.case.measures import Acting, Guarantee
from pourparler.case.ranges import Range, Shape
from pourparler.case.sampling import quantiles
from pourparler.methods.commitment.guarantee import credibility, one_of_at_most, pert_at_most, uniform_at_most
from pourparler.methods.commitment.guarantors import at_least, needed_of_one

Array = NDArray[np.float64]
NUMBERS = ("benefit", "reputation", "cost")
"""What it takes for a chance to follow."""


@dataclass(frozen=True)
class Word:
    """The word of one guarantor on one guarantee.

    Parameters
    ----------
    drawn : mapping of path to array, shape (draws,)
    guarantee : Guarantee
    party : str
    """

    drawn: Mapping[str, Array]
    guarantee: Guarantee
    party: str

    @property
    def path(self) -> str:
        """Where its chance stands as judged outright: that of all together is that of a guarantor alone."""
        if len(self.guarantee.guarantors) == 1 and self.guarantee.acts is not None:
            return f"guarantees.{self.guarantee.id}.acts"
        return f"guarantees.{self.guarantee.id}.each.{self.party}"

    @property
    def entry(self) -> Acting | None:
        """What acting would bring and cost it, as far as that is on file."""
        return next((one for one in self.guarantee.acting if one.party == self.party), None)

    @property
    def here(self) -> str:
        """Where that stands."""
        return f"guarantees.{self.guarantee.id}.acting.{self.party}"

    @property
    def lacking(self) -> tuple[str, ...]:
        """Which of its numbers are not on file."""
        return tuple(name for name in NUMBERS if getattr(self.entry, name, None) is None)

    @property
    def typed(self) -> Array | None:
        """The chance that it acts, as judged outright: (draws,)."""
        return self.drawn.get(self.path)

    @cached_property
    def follows(self) -> Array | None:
        """The chance that acting costs it no more than it gains by it and would lose by failing its word: (draws,)."""
        cost = self.cost
        if cost is None or self.lacking:
            return None
        return credibility(self.drawn[f"{self.here}.benefit"], self.drawn[f"{self.here}.reputation"], at_most(cost))

    @property
    def chance(self) -> Array | None:
        """The chance that it acts: as judged outright where it is, else as it follows."""
        return self.typed if self.typed is not None else self.follows

    @property
    def cost(self) -> Range | None:
        """How likely each cost of acting is."""
        return self.entry.cost.value if self.entry is not None and self.entry.cost is not None else None

    @property
    def paths(self) -> tuple[str, ...]:
        """The paths of the numbers that its chance rests on."""
        return (self.path,) if self.typed is not None else tuple(f"{self.here}.{name}" for name in NUMBERS)

    def reputation_for(self, chance: Array) -> Array | None:
        """Return what failing its word would have to cost it, so that it acts with a chance: (draws,).

        Infinite where the chance is above 1.
        """
        cost = self.cost
        if cost is None or self.lacking:
            return None
        can = chance <= 1
        reached = quantiles(cost, np.where(can, chance, 1.0), len(chance))
        least = np.where(chance > 0, np.maximum(reached - self.drawn[f"{self.here}.benefit"], 0.0), 0.0)
        return np.where(can, least, np.inf)


def at_most(cost: Range) -> Callable[[Array], Array]:
    """Return how likely a cost is to be at most so much, by the range that is typed for it.

    Examples
    --------
    >>> from pourparler.case.ranges import parse_range
    >>> [round(float(at_most(parse_range(typed))(np.array([0.9]))[0]), 4) for typed in ("0..2", "0..0.9..1.8", 0.9, 1)]
    [0.45, 0.5, 1.0, 0.0]
    """
    match cost.shape:
        case Shape.UNIFORM | Shape.POINT:
            return uniform_at_most(cost.low, cost.high)
        case Shape.PERT:
            low, likely, high = cost.numbers
            return pert_at_most(low, likely, high)
        case Shape.DISCRETE:
            return one_of_at_most(cost.numbers, cost.chances)


def words(drawn: Mapping[str, Array], guarantee: Guarantee) -> tuple[Word, ...]:
    """Return the word of each guarantor of a guarantee, as the case lists them."""
    return tuple(Word(drawn, guarantee, party) for party in guarantee.guarantors)


def chance_of(drawn: Mapping[str, Array], guarantee: Guarantee) -> Array | None:
    """Return the chance that a guarantee is acted on: (draws,); ``None`` where it cannot be told.

    Taken together where that is judged outright (``acts``); else from the chances one by one, each guarantor by itself.
    """
    outright = drawn.get(f"guarantees.{guarantee.id}.acts")
    return outright if outright is not None else together(words(drawn, guarantee))


def chance_paths(drawn: Mapping[str, Array], guarantee: Guarantee) -> tuple[str, ...]:
    """Return the paths of the drawn numbers on which the chance that a guarantee is acted on rests."""
    if guarantee.acts is not None:
        return (f"guarantees.{guarantee.id}.acts",)
    found = (path for word in words(drawn, guarantee) for path in word.paths if path in drawn)
    return tuple(path for path in found if not path.endswith(".cost"))


def together(found: Sequence[Word]) -> Array | None:
    """Return the chance that as many act as must, each deciding by itself: (draws,)."""
    chances = [word.chance for word in sorted(found, key=lambda one: one.party)]
    known = [chance for chance in chances if chance is not None]
    if len(known) < len(chances):
        return None
    counted: Array = at_least(np.vstack(known))[(found[0].guarantee.at_least or 1) - 1]
    return counted


def needed_of(word: Word, found: Sequence[Word], needed: Array) -> Array | None:
    """Return the chance with which one guarantor would have to act for the guarantee to be enough: (draws,).

    The others act as judged; infinite where even its certain action is not enough. ``None`` where it is not known how
    likely the others are to act, or only how likely all are together.

    Parameters
    ----------
    word : Word
    found : sequence of Word
        All of the guarantee.
    needed : array, shape (draws,)
        The smallest guarantee that holds an agreement.
    """
    if word.guarantee.acts is not None and len(found) > 1:
        return None
    others = [one.chance for one in sorted(found, key=lambda one: one.party) if one.party != word.party]
    known = [chance for chance in others if chance is not None]
    if len(known) < len(others):
        return None
    return needed_of_one(np.array(known), word.guarantee.at_least or 1, needed)
