"""What a measure is worth: as the team judged it, or what it changes in the no-deal value of the party it helps."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from pourparler.analysis.packages.arrays import Array
from pourparler.analysis.process import process
from pourparler.case.measures import Measure
from pourparler.case.model import Case
from pourparler.case.sampling import Draws


@dataclass(frozen=True)
class Worths:
    """The worth of the measures that help a party. The two ways to know it are never mixed: their scales differ.

    Parameters
    ----------
    case : Case
    drawn : Draws
    helped : str
    measures : tuple of Measure
    """

    case: Case
    drawn: Draws
    helped: str
    measures: tuple[Measure, ...]

    @property
    def judged(self) -> bool:
        """Whether worth is as judged: so where it is typed for any of the measures."""
        return any(self._path(one) in self.drawn for one in self.measures)

    @property
    def paths(self) -> tuple[str, ...]:
        """The judgements of worth that are on file."""
        return tuple(path for one in self.measures if (path := self._path(one)) in self.drawn)

    def known(self, measure: Measure) -> bool:
        """Say whether the worth of a measure is on file."""
        return self._path(measure) in self.drawn if self.judged else measure.id in self._computed

    def of(self, measure: Measure, otherwise: Array) -> Array:
        """Return the worth of a measure, or something else where it is not on file: shape (draws,)."""
        if self.judged:
            return self.drawn.get(self._path(measure), otherwise)
        return self._computed.get(measure.id, otherwise)

    @cached_property
    def _computed(self) -> dict[str, Array]:
        """The effect of each measure alone on the no-deal value of the helped party, by id."""
        course = process(self.case, self.drawn)
        if course is None or self.helped not in course.parties:
            return {}
        changing = {one.id for one in course.measures}
        told = [one.id for one in self.measures if one.id in changing]
        if not told:
            return {}
        values = course.no_deal([(), *((one,) for one in told)])[:, :, course.parties.index(self.helped)]
        return {one: np.array(values[number + 1] - values[0]) for number, one in enumerate(told)}

    @staticmethod
    def _path(measure: Measure) -> str:
        return f"measures.{measure.id}.worth"
