"""What an agreement is kept against: the dispute as it would resume on each date, with whoever acts on a guarantee."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pourparler.analysis.durability.delay import answered_later, in_effect
from pourparler.analysis.durability.design import Design
from pourparler.analysis.process import Process
from pourparler.analysis.process.effects import effects_of
from pourparler.case.measures import Guarantee

Array = NDArray[np.float64]


def lag_path(guarantee: Guarantee) -> str:
    """Return the path of how long it takes that a guarantee is acted on."""
    return f"guarantees.{guarantee.id}.lag"


@dataclass(frozen=True)
class Resumed:
    """The dispute as it would resume: by the conflict of the case where it is on file, else the typed no-deal value.

    Parameters
    ----------
    course : Process or None
    later : float
        Periods by which guarantors act later than on file.
    at_once : bool
        Whether they act at once, whatever is on file.
    """

    course: Process | None
    later: float = 0.0
    at_once: bool = False

    def lag(self, design: Design, guarantee: Guarantee) -> Array:
        """Return how many periods after the dispute has started again a guarantee is acted on: (draws,)."""
        none = np.zeros(design.draws)
        on_file = none if self.at_once else design.arrays.drawn.get(lag_path(guarantee), none)
        return np.asarray(on_file + self.later)

    def followed(self, party: str) -> bool:
        """Tell whether the worth to a party follows the dispute by date; else it is the no-deal value on every date."""
        return self.course is not None and party in self.course.parties

    def fallback(self, design: Design, acting: frozenset[str]) -> Array:
        """Return what it is worth in each period, when some guarantees act: (draws, parties, periods).

        Going on, giving in or leaving for good, whichever is worth most to the party that breaks.
        """
        drawn, periods = design.arrays.drawn, design.calendar.periods
        found = np.empty((design.draws, len(design.parties), periods))
        moved = self._moved(design)
        for place, party in enumerate(design.parties):
            found[:, place] = drawn[f"parties.{party}.no_deal.value"][:, None]
        if self.course is not None:
            answers = tuple(one for one in design.guarantees if one.id in acting)
            for shift in dict.fromkeys(moved.values()):
                going = self._going_on(self.course, design, shift, answers)
                for place, party in enumerate(design.parties):
                    if moved[party] == shift and party in self.course.parties:
                        found[:, place] = going[:, :, self.course.parties.index(party)].T
            found = np.maximum(found, self._giving_in(self.course, design, answers)[:, :, None])
        for place, party in enumerate(design.parties):
            outside = drawn.get(f"parties.{party}.no_deal.outside_option")
            if outside is not None:
                found[:, place] = np.maximum(found[:, place], outside[:, None])
        return found

    def _moved(self, design: Design) -> dict[str, bytes]:
        """Return, for each party, by how many steps the first side would stand nearer in each period: as a key."""
        none = np.zeros((design.calendar.periods, design.draws), dtype=np.int64).tobytes()
        moved = dict.fromkeys(design.parties, none)
        if self.course is not None:
            nearer = design.by_phase(design.tempted("advances"))
            for sign, side in zip((1, -1), self.course.sides, strict=True):
                if side in moved:
                    steps = np.rint(sign * nearer[:, design.parties.index(side)].T).astype(np.int64)
                    moved[side] = steps.tobytes()
        return moved

    def _going_on(
        self, course: Process, design: Design, shift: bytes, answers: tuple[Guarantee, ...]
    ) -> NDArray[np.float64]:
        """Return what going on is worth to each party of the course in each period: (periods, draws, parties)."""
        calendar = design.calendar
        steps = np.frombuffer(shift, dtype=np.int64).reshape(calendar.periods, design.draws)
        # From the last change of a measure on, only where the parties would stand still changes anything.
        settled = self._settled(course) - calendar.first
        wanted = [
            period
            for period in range(calendar.periods)
            if period <= max(settled, 0) or (steps[period] != steps[period - 1]).any()
        ]
        starts, moved = [calendar.first + period for period in wanted], steps[wanted]
        lags = [self.lag(design, answer) for answer in answers]
        if any(lag.any() for lag in lags):
            later = answered_later(course, starts, moved, answers, lags)
            return later[np.searchsorted(wanted, np.arange(calendar.periods), side="right") - 1]
        if starts[0] > 0:
            starts, moved = [0, *starts], np.vstack([np.zeros((1, design.draws), dtype=np.int64), moved])
        acting = np.ones((len(starts), len(answers)), dtype=np.int8)
        going = course.breaking(starts, moved, answers, acting)[-len(wanted) :]
        return going[np.searchsorted(wanted, np.arange(calendar.periods), side="right") - 1]

    def _settled(self, course: Process) -> int:
        """Return the period of the dispute from which on no measure that stays after an agreement begins or ends."""
        signs = np.concatenate([course.signs(agreed=True), course.signs(agreed=True, stopped=True)], axis=1)
        differs = (signs != signs[-1]).any(axis=1)
        return course.starts[int(np.flatnonzero(differs)[-1]) + 1] if differs.any() else 0

    def _giving_in(self, course: Process, design: Design, answers: tuple[Guarantee, ...]) -> Array:
        """Return what giving in is worth: (draws, parties); minus infinity for who is no side."""
        floor = course.giving_in(agreed=True)[0]
        added = effects_of(answers, design.arrays.drawn, course.parties, course.sides)
        met = np.array([in_effect(self.lag(design, answer), 0) for answer in answers]).reshape(-1, design.draws)
        found = np.full((design.draws, len(design.parties)), -np.inf)
        for side, change in zip(course.sides, (added.second, added.first), strict=True):
            if side in design.parties:
                place = course.parties.index(side)
                found[:, design.parties.index(side)] = floor[:, place] + (met * change[:, :, place]).sum(axis=0)
        return found
