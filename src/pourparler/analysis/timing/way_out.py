"""Whether there is a way out: packages that pass, and an agreement that would be kept."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from pourparler.analysis.durability.design import Design
from pourparler.analysis.durability.dispute import Resumed
from pourparler.analysis.durability.held import Held
from pourparler.analysis.packages.arrays import Arrays
from pourparler.analysis.packages.large import MOST_PACKAGES
from pourparler.analysis.packages.structure import Structure
from pourparler.analysis.process import Process
from pourparler.case.agreements import Agreement
from pourparler.methods.packages.solutions import PRINCIPLES
from pourparler.methods.packages.under_floors import UnderFloors, under_floors

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]
JUDGED, FOLLOWED = 0, 1
"""No-deal values as they stand (typed where typed), and those that the course of the dispute gives."""


@dataclass(frozen=True)
class WayOut:
    """Packages and agreements, over draws.

    Parameters
    ----------
    arrays : Arrays
        With no-deal values filled in from the course of the dispute where none is typed.
    course : Process or None
    """

    arrays: Arrays
    course: Process | None

    @cached_property
    def structure(self) -> Structure:
        """What closes packages in every draw."""
        return Structure(self.arrays)

    @cached_property
    def valued(self) -> bool:
        """Whether packages can be valued one by one, and some are open."""
        if not self.arrays.whole or self.arrays.space.count > MOST_PACKAGES:
            return False
        return self.structure.contradiction() is None and bool(self.structure.open.any())

    @cached_property
    def followed(self) -> Array | None:
        """What no agreement is worth to the principals by the course of the dispute: (draws, principals)."""
        if self.course is None or any(party not in self.course.parties for party in self.arrays.known):
            return None
        places = [self.course.parties.index(party) for party in self.arrays.known]
        found: Array = self.course.no_deal()[0][:, places]
        return found

    @cached_property
    def _under(self) -> UnderFloors:
        blank = np.full(self.arrays.draws, -np.inf)
        paths = [f"parties.{party}.no_deal.outside_option" for party in self.arrays.known]
        outside = np.array([self.arrays.drawn.get(path, blank) for path in paths]).T
        splits = np.array([self.arrays.no_deal, *([] if self.followed is None else [self.followed])])
        floors = np.maximum(splits, outside)
        return under_floors(self.arrays.space, self.arrays.values, floors, splits, passable=self.structure.open)

    @cached_property
    def room(self) -> NDArray[np.int64]:
        """How many packages pass, no-deal values as they stand: (draws,)."""
        return self._under.room[JUDGED] if self.valued else np.zeros(self.arrays.draws, dtype=np.int64)

    @cached_property
    def nash(self) -> Array | None:
        """What the Nash pick is worth to the principals from where the course of the dispute leaves them; nan where no
        package passes: (draws, principals)."""
        if not self.valued or self.followed is None:
            return None
        found: Array = self._under.terms[PRINCIPLES.index("nash"), FOLLOWED]
        return found

    # ------------------------------------------------------------------ agreements

    @cached_property
    def kept(self) -> tuple[tuple[Agreement, Mask], ...]:
        """The agreements of which everything is on file, and in which draws each would be kept."""
        return tuple(self._kept(0))

    @cached_property
    def kept_later(self) -> tuple[tuple[Agreement, Mask], ...]:
        """The same if each began one period later."""
        return tuple(self._kept(1))

    def _kept(self, later: int) -> Iterator[tuple[Agreement, Mask]]:
        case = self.arrays.case
        if case.conflict is None or case.as_of is None or not self.arrays.formed:
            return
        for agreement in case.agreements:
            design = Design(self.arrays, self._moved(agreement, later))
            if design.complete:
                held = Held(design, Resumed(self.course))
                yield agreement, held.holds(held.margin)

    def _moved(self, agreement: Agreement, periods: int) -> Agreement:
        """Return an agreement that begins so many periods later, in everything its own; all else stays dated."""
        if not periods or self.course is None:
            return agreement
        by = self.course.calendar.day(periods) - self.course.calendar.today

        def moved(day: datetime.date) -> datetime.date:
            return day + by

        phases = tuple(one.model_copy(update={"since": moved(one.since)}) for one in agreement.phases)
        until = None if agreement.until is None else moved(agreement.until)
        return agreement.model_copy(update={"phases": phases, "until": until})

    @cached_property
    def holds_now(self) -> Mask | None:
        """In which draws some agreement on file would be kept; ``None`` where none is complete."""
        return np.any([mask for _, mask in self.kept], axis=0) if self.kept else None

    @cached_property
    def holds_later(self) -> Mask | None:
        """The same one period later."""
        return np.any([mask for _, mask in self.kept_later], axis=0) if self.kept_later else None
