"""What measures do, one by one and together: no-deal values, room and terms with them less the same without."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from pourparler.analysis.packages.arrays import Arrays
from pourparler.analysis.packages.large import MOST_PACKAGES
from pourparler.analysis.packages.structure import Structure
from pourparler.analysis.process import Process
from pourparler.case.measures import Measure
from pourparler.methods.packages.under_floors import UnderFloors, under_floors
from pourparler.methods.sharing.games import shapley

Array = NDArray[np.float64]
MOST_TOGETHER = 10
"""More measures than this are not split among: the sets double with each."""
DOUBT = 0.01
"""By how much the chance per period that support stops is raised, to see what doubt costs."""


@dataclass(frozen=True)
class Moving:
    """The measures of a case as edits of its dispute.

    Everything is counted as *with the measure less without it*, so what is delivered, and so part of the dispute as it
    stands, is read the same way as what is only promised. All differences are taken within a draw.

    Parameters
    ----------
    course : Process
    arrays : Arrays
        Of the same case and draws, no-deal values filled in from the dispute.
    """

    course: Process
    arrays: Arrays

    @property
    def measures(self) -> tuple[Measure, ...]:
        """The measures with an effect in numbers, in order of id."""
        return self.course.measures

    @property
    def draws(self) -> int:
        """How many draws."""
        return self.course.drawn.draws

    @cached_property
    def pairs(self) -> tuple[tuple[int, int], ...]:
        """Every two measures."""
        return tuple(combinations(range(len(self.measures)), 2))

    @cached_property
    def variants(self) -> tuple[frozenset[str], ...]:
        """The sets of measures looked at: none, each, every two."""
        ids = [measure.id for measure in self.measures]
        return (
            frozenset(),
            *(frozenset((one,)) for one in ids),
            *(frozenset((ids[one], ids[other])) for one, other in self.pairs),
        )

    @cached_property
    def signs(self) -> NDArray[np.float64]:
        """1 for a measure that is added, -1 for one that is delivered and taken out: (measures,)."""
        return np.array([-1.0 if measure.status == "delivered" else 1.0 for measure in self.measures])

    @cached_property
    def going_on(self) -> Array:
        """What going on is worth under each variant: (variants, draws, parties)."""
        return self.course.going_on(self.variants)

    @cached_property
    def giving_in(self) -> Array:
        """What giving in is worth under each variant; minus infinity for parties that are no side."""
        return self.course.giving_in(self.variants)

    @cached_property
    def no_deal(self) -> Array:
        """What no agreement is worth under each variant: (variants, draws, parties)."""
        found: Array = np.maximum(self.going_on, self.giving_in)
        return found

    @cached_property
    def shift(self) -> Array:
        """What each measure adds to each party's no-deal value: (measures, draws, parties)."""
        single = self.no_deal[1 : 1 + len(self.measures)]
        found: Array = (single - self.no_deal[0]) * self.signs[:, None, None]
        return found

    @cached_property
    def after(self) -> Array:
        """What each adds, once there is an agreement, to what breaking it is worth: (measures, draws, parties)."""
        value = np.maximum(
            self.course.going_on(self.variants[: 1 + len(self.measures)], agreed=True),
            self.course.giving_in(self.variants[: 1 + len(self.measures)], agreed=True),
        )
        found: Array = (value[1:] - value[0]) * self.signs[:, None, None]
        return found

    @cached_property
    def beyond(self) -> Array:
        """What every two do together beyond what each does alone: (pairs, draws, parties)."""
        pair = self.no_deal[1 + len(self.measures) :]
        found = np.empty_like(pair)
        for number, (one, other) in enumerate(self.pairs):
            alone = self.no_deal[1 + one] + self.no_deal[1 + other] - self.no_deal[0]
            found[number] = (pair[number] - alone) * self.signs[one] * self.signs[other]
        return found

    @cached_property
    def binding(self) -> NDArray[np.bool_]:
        """In which draws giving in is worth at least as much as going on, as the dispute stands: (draws, parties)."""
        return np.asarray(self.giving_in[0] >= self.going_on[0])

    @property
    def valued(self) -> bool:
        """Whether packages can be valued one by one, so that room and terms can be said."""
        return self.arrays.whole and self.arrays.space.count <= MOST_PACKAGES and self._structure is not None

    @cached_property
    def _structure(self) -> Structure | None:
        structure = Structure(self.arrays)
        return None if structure.contradiction() is not None or not structure.open.any() else structure

    @cached_property
    def table(self) -> UnderFloors:
        """Room and terms as the dispute stands and with each measure turned over: variants none, then each.

        Raises
        ------
        ValueError
            When packages cannot be valued; see `valued`.
        """
        if self._structure is None:
            raise ValueError("no package can stand")
        splits = self._no_deal_of_principals(self.no_deal[: 1 + len(self.measures)])
        never = np.full(self.draws, -np.inf)
        outside = [
            self.arrays.drawn.get(f"parties.{party}.no_deal.outside_option", never) for party in self.arrays.known
        ]
        floors = np.maximum(splits, np.array(outside).T)
        return under_floors(self.arrays.space, self.arrays.values, floors, splits, self._structure.open)

    def _no_deal_of_principals(self, no_deal: Array) -> Array:
        places = [self.course.parties.index(party) for party in self.arrays.known]
        found: Array = no_deal[:, :, places]
        return found

    def room(self, measure: int) -> Array:
        """Return how many packages pass with a measure less how many pass without: (draws,)."""
        found: Array = (self.table.room[1 + measure] - self.table.room[0]) * self.signs[measure]
        return found

    def terms(self, measure: int) -> Array:
        """Return what each principle's pick gives each principal with a measure less without it.

        Shape (principles, draws, known principals); NaN in draws in which no package passes with or without it.
        """
        found: Array = (self.table.terms[:, 1 + measure] - self.table.terms[:, 0]) * self.signs[measure]
        return found

    def split(self, measures: Sequence[str]) -> Array:
        """Return each measure's part of what all of some add to no-deal values: (measures, draws, parties).

        The Shapley value of each draw: what a measure adds to those before it, on average over all orders.

        Raises
        ------
        ValueError
            For more than `MOST_TOGETHER` measures.
        """
        if len(measures) > MOST_TOGETHER:
            raise ValueError(f"{len(measures)} measures; at most {MOST_TOGETHER} are split among")
        signs = {measure.id: sign for measure, sign in zip(self.measures, self.signs, strict=True)}
        sets = range(1 << len(measures))
        # With a set of measures: those added are turned over when in it, delivered ones when not in it.
        variants = [
            frozenset(one for place, one in enumerate(measures) if bool(chosen >> place & 1) == (signs[one] > 0))
            for chosen in sets
        ]
        value = self.course.no_deal(variants)
        value = value - value[0]
        each = shapley(value.reshape(len(value), -1).T).T
        found: Array = each.reshape(len(measures), *value.shape[1:])
        return found

    def together(self, measures: Collection[str]) -> Array:
        """Return what some measures add to no-deal values together: (draws, parties)."""
        delivered = {measure.id for measure in self.measures if measure.status == "delivered"}
        with_all, without = self.course.no_deal([frozenset(measures) - delivered, frozenset(measures) & delivered])
        found: Array = with_all - without
        return found

    def continuity(self, measure: int) -> tuple[Array, Array]:
        """Return what a measure adds if support surely lasts, and if it is a little less sure than judged.

        Each (draws, parties); the chance per period that support stops is set to 0, and raised by `DOUBT`.
        """
        toggled = [frozenset(), frozenset((self.measures[measure].id,))]
        found = []
        stops = self.course.dispute.stops
        for chance in (np.zeros_like(stops), np.minimum(stops + DOUBT, 1.0)):
            value = replace(self.course, dispute=replace(self.course.dispute, stops=chance)).no_deal(toggled)
            found.append((value[1] - value[0]) * self.signs[measure])
        return found[0], found[1]
