"""The packages of a case over all draws: what is in the zone, what principles pick, and how often."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from pourparler.analysis.packages.arrays import Array
from pourparler.analysis.packages.counting import Hold
from pourparler.analysis.packages.structure import OnStructure
from pourparler.methods.packages.over_draws import DrawCounts, solve_draws
from pourparler.methods.packages.solutions import PRINCIPLES, WEIGHTED
from pourparler.methods.packages.space import holds_all

NAMES = {
    "nash": "Nash (largest product of gains)",
    "kalai_smorodinsky": "Kalai-Smorodinsky (equal shares of what each could gain)",
    "egalitarian": "Egalitarian (most to whoever gains least)",
    "utilitarian": "Utilitarian (largest sum of gains)",
    WEIGHTED: "Weighted Nash (gains weighed by who may propose and who can wait)",
}
"""The principles in words, in the order in which they are shown."""
SHORT = {
    "nash": "Nash",
    "kalai_smorodinsky": "Kalai-Smorodinsky",
    "egalitarian": "Egalitarian",
    "utilitarian": "Utilitarian",
    WEIGHTED: "Weighted Nash",
}


@dataclass(frozen=True)
class Solved(OnStructure):
    """What came out of every draw of a case whose principals all have their numbers on file."""

    @cached_property
    def counts(self) -> DrawCounts:
        """Zone, frontier and picks over the draws."""
        may = self.structure.open
        return solve_draws(self.arrays.space, self.arrays.values, passable=may, bargaining=self.arrays.bargaining)

    @property
    def principles(self) -> tuple[str, ...]:
        """The principles that are followed: the four of `PRINCIPLES`, and weighted Nash where weights are on file."""
        return PRINCIPLES if self.arrays.bargaining is None else (*PRINCIPLES, WEIGHTED)

    @property
    def draws(self) -> int:
        """How many draws."""
        return self.arrays.draws

    def hold(self, count: int) -> Hold:
        """Return a count with what it is a count of: draws, or every combination of the judged values."""
        return Hold(count, self.draws, self.arrays.exact)

    def passes(self, row: int) -> int:
        """Return in how many draws every principal accepts a package, no red line or body in its way."""
        return round(float(self.counts.in_zone[row]))

    def picked(self, principle: str, row: int) -> int:
        """Return in how many draws a principle picks a package, alone or tied."""
        return round(float(self.counts.picked[principle][row]))

    @cached_property
    def passing(self) -> tuple[int, ...]:
        """The rows of the packages that pass in at least one draw: the most frequent first, then as numbered."""
        passes = np.rint(self.counts.in_zone).astype(np.int64)
        rows = np.flatnonzero(passes)
        return tuple(rows[np.lexsort((rows, -self._picks[rows], -passes[rows]))].tolist())

    @cached_property
    def _picks(self) -> Array:
        """How many draws and principles pick each package."""
        found: Array = np.sum([self.counts.picked[principle] for principle in self.principles], axis=0)
        return found

    @cached_property
    def picks(self) -> tuple[int, ...]:
        """The rows of the packages that some principle picks in some draw, those picked most often first."""
        rows = np.flatnonzero(self._picks)
        return tuple(rows[np.lexsort((rows, -self.counts.in_zone[rows], -self._picks[rows]))].tolist())

    def picks_of(self, principle: str) -> tuple[int, ...]:
        """Return the rows that one principle picks in some draw, those picked most often first."""
        found = self.counts.picked[principle]
        rows = np.flatnonzero(found)
        return tuple(rows[np.lexsort((rows, -found[rows]))].tolist())

    def worth(self, rows: Sequence[int]) -> Array:
        """Return what a few packages are worth to the principals: (draws, principals, packages)."""
        packages = self.counts.packages[list(rows)]
        numbers = self.arrays.space.option_numbers(packages)
        found: Array = self.arrays.values.additive[:, :, numbers].sum(axis=3)
        for term in self.arrays.values.linked:
            found[:, term.party, holds_all(self.arrays.space, packages, term.options)] += term.values[:, None]
        return found

    def mean_worth(self, rows: NDArray[np.int64]) -> Array:
        """Return what packages are worth to the principals on average over the draws: (principals, packages)."""
        packages, values = self.counts.packages[rows], self.arrays.values
        found: Array = values.additive.mean(axis=0)[:, self.arrays.space.option_numbers(packages)].sum(axis=2)
        for term in values.linked:
            found[term.party, holds_all(self.arrays.space, packages, term.options)] += term.values.mean()
        return found

    @cached_property
    def shown(self) -> tuple[int, ...]:
        """The rows of the packages laid side by side: the most frequent pick of each principle, then the next picks."""
        first = [rows[0] for principle in self.principles if (rows := self.picks_of(principle))]
        rest = [row for row in self.picks if row not in first]
        first = list(dict.fromkeys(first))
        chosen = [*first, *rest][: max(SIDE_BY_SIDE, len(first))]
        return tuple(sorted(chosen, key=lambda row: (-self.passes(row), -float(self._picks[row]), row)))

    def label(self, row: int) -> str:
        """Return the name of a package that is laid side by side: a letter."""
        return chr(ord("A") + self.shown.index(row))


SIDE_BY_SIDE = 4
"""So many packages are compared on a page; one more where five principles pick five."""
