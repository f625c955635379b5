"""The three flags, kept apart: it hurts, it may stay undecided, there is a way out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from pourparler.analysis.packages.naming import Names
from pourparler.analysis.timing.drivers import Flag
from pourparler.analysis.timing.standing import Standing
from pourparler.analysis.timing.waits import sides_first
from pourparler.analysis.timing.way_out import WayOut
from pourparler.case.measures import Measure

Mask = NDArray[np.bool_]
UNDECIDED = 0.5
"""It may stay undecided where that is at least this likely: above it, more likely than not."""
OTHER_LINES = (1 / 3, 2 / 3)
"""Where else the line is drawn, to show how much hangs on it."""


@dataclass(frozen=True)
class Flags:
    """What the draws say, flag by flag.

    Parameters
    ----------
    standing : Standing
    way_out : WayOut
    names : Names
    line : float
        Where the line of "more likely than not" is drawn.
    """

    standing: Standing
    way_out: WayOut
    names: Names
    line: float = UNDECIDED

    @property
    def period(self) -> str:
        """The word for a period."""
        return self.standing.course.conflict.period

    @property
    def horizon(self) -> int:
        """How many periods are planned for."""
        return self.standing.course.conflict.horizon

    @cached_property
    def sides(self) -> tuple[str, ...]:
        """The two sides, in the order of the case."""
        return sides_first(self.standing.course, [party.id for party in self.standing.course.case.parties])

    def place(self, side: str) -> int:
        """Return the place of a side in the arrays of the standing."""
        return self.standing.course.sides.index(side)

    def open_after(self, periods: int) -> NDArray[np.float64]:
        """Return how likely neither side has prevailed after some periods: (draws,)."""
        return self.standing.undecided[:, periods]

    def undecided(self, line: float, periods: int | None = None) -> Mask:
        """Tell in which draws it is at least so likely that neither side has prevailed: (draws,)."""
        return np.asarray(self.open_after(self.horizon if periods is None else periods) >= line)

    @cached_property
    def hurting(self) -> tuple[Flag, ...]:
        """Each side would rather give in than go on alone; both would."""
        told, standing = [], self.standing
        for side in self.sides:
            place = self.place(side)
            name = f"{self.names.party(side)} would rather give in than go on alone"
            told.append(Flag(name, standing.hurts[:, place], -standing.margin[:, place], self._uses((side,))))
        both = np.asarray(standing.hurts.all(axis=1))
        told.append(Flag("Both would rather give in", both, -standing.margin.max(axis=1), self._uses(self.sides)))
        return tuple(told)

    @cached_property
    def stalemate(self) -> Flag:
        """It would more likely than not stay undecided within the horizon."""
        text = f"Undecided after {self.horizon} {self.period}s, more likely than not"
        uses = ("conflict.", *(f"measures.{one.id}.changes." for one in self._delivered()))
        return Flag(text, self.undecided(self.line), self.open_after(self.horizon), uses)

    @cached_property
    def passing(self) -> Flag | None:
        """A package passes; ``None`` where packages cannot be valued."""
        if not self.way_out.valued:
            return None
        known = self.way_out.arrays.known
        typed = tuple(path for party in known for path in (f"parties.{party}.no_deal.", f"views.{party}."))
        uses = (*typed, "linkages.", *(() if self._all_typed() else self._uses(self.sides)))
        return Flag("A package passes", self.way_out.room > 0, self.way_out.room.astype(np.float64), uses)

    def _all_typed(self) -> bool:
        drawn = self.standing.course.drawn.as_typed
        return all(f"parties.{party}.no_deal.value" in drawn for party in self.way_out.arrays.known)

    @cached_property
    def kept(self) -> tuple[Flag, ...]:
        """Each agreement of which everything is on file would be kept."""
        found = []
        for agreement, mask in self.way_out.kept:
            # what stands behind it is looked at where the agreement is: in `durability`
            found.append(Flag(f"“{agreement.label}” would be kept", mask, np.zeros(len(mask)), ()))
        return tuple(found)

    def all(self) -> tuple[tuple[str, Flag], ...]:
        """Return every flag with the group it is in; groups are never added up."""
        found = [("hurting", flag) for flag in self.hurting]
        found.append(("stalemate", self.stalemate))
        if self.passing is not None:
            found.append(("way out", self.passing))
        return (*found, *(("way out", flag) for flag in self.kept))

    def _delivered(self) -> list[Measure]:
        return [one for one in self.standing.course.measures if one.status == "delivered" and one.until is not None]

    def _uses(self, sides: tuple[str, ...]) -> tuple[str, ...]:
        paths = tuple(
            path
            for side in sides
            for path in (f"parties.{side}.patience", f"parties.{side}.no_deal.cost", f"views.{side}.")
        )
        linked = tuple(f"linkages.{side}." for side in sides)
        return ("conflict.", *paths, *linked)
