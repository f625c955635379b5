"""The packages on the table that nothing closes, and the draws that are taken of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from pourparler.analysis.packages.arrays import Arrays
from pourparler.analysis.packages.large import MOST_PACKAGES, first_draws
from pourparler.analysis.packages.structure import Structure
from pourparler.case.model import Case
from pourparler.case.sampling import Draws
from pourparler.methods.disclosure.belief import Array
from pourparler.methods.disclosure.table import Table
from pourparler.methods.packages.space import ContradictionError

CELLS = 4_000_000
"""Packages times draws that are valued; with more packages the first draws are taken."""
FEWEST = 50
"""Draws that are taken however many packages there are."""


@dataclass(frozen=True)
class Bargain:
    """The packages that nothing closes, and what they are worth.

    Parameters
    ----------
    arrays : Arrays
        Of a whole case with packages that can be written out.
    """

    arrays: Arrays

    @cached_property
    def structure(self) -> Structure:
        """What closes packages."""
        return Structure(self.arrays)

    @cached_property
    def rows(self) -> NDArray[np.int16]:
        """The packages that no red line and no body closes: (packages, issues)."""
        return self.structure.packages[self.structure.open]

    @cached_property
    def table(self) -> Table:
        """The same for the methods: what packages are worth, and what is needed."""
        return Table(self.arrays.space, self.arrays.values, self.rows)

    @property
    def draws(self) -> int:
        """How many draws."""
        return self.arrays.draws

    def place(self, party: str) -> int:
        """Return the place of a principal in the arrays."""
        return self.arrays.known.index(party)

    def floor(self, party: str) -> Array:
        """Return what a package must be worth to a principal, as it is compared: (draws,)."""
        return self.table.floors[:, self.place(party)]

    def best(self, party: str, among: NDArray[np.bool_]) -> Array:
        """Return what the best of some packages is worth to a principal: (draws,).

        Parameters
        ----------
        among : array of bool, shape (packages,)
            At least one.
        """
        found = np.empty(self.draws)
        for draws, worth in self.table.worth():
            found[draws] = worth[:, self.place(party), among].max(axis=1)
        return found

    def keeps(self, options: tuple[str, ...]) -> NDArray[np.bool_]:
        """Return which packages keep a word: they have one of these options of each issue named. (packages,)."""
        by_issue: dict[int, set[int]] = {}
        for option in options:
            cell = self.arrays.cell(option)
            if cell is not None:
                by_issue.setdefault(cell[0], set()).add(cell[1])
        kept = np.ones(len(self.rows), dtype=np.bool_)
        for issue, allowed in by_issue.items():
            kept &= np.isin(self.rows[:, issue], sorted(allowed))
        return kept


def bargain(case: Case, drawn: Draws) -> tuple[Bargain | None, Draws]:
    """Return the packages with their worth and the draws that are taken, the first ones where packages are many.

    ``None`` where packages cannot be valued or written out: then all draws.
    """
    arrays = Arrays(case, drawn)
    if not arrays.whole or arrays.space.count > MOST_PACKAGES:
        return None, drawn
    found = Bargain(arrays)
    try:
        count = len(found.rows)
    except ContradictionError:
        return None, drawn
    if not count:
        return None, drawn
    kept = max(FEWEST, CELLS // count)
    if kept >= drawn.draws:
        return found, drawn
    fewer = first_draws(drawn, kept)
    return Bargain(Arrays(case, fewer)), fewer
