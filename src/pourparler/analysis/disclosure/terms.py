"""What a belief does to terms: which packages are seen to pass, how they are split, what is offered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from pourparler.analysis.packages.arrays import Arrays
from pourparler.analysis.packages.large import MOST_PACKAGES, first_draws
from pourparler.analysis.packages.structure import Structure
from pourparler.case.model import Case
from pourparler.case.sampling import Draws
from pourparler.methods.disclosure.belief import Array, Belief
from pourparler.methods.disclosure.offers import best_package
from pourparler.methods.packages.space import ContradictionError, holds_all
from pourparler.methods.packages.values import COARSE, FINER

CELLS = 4_000_000
"""Packages times draws that are valued; with more packages the first draws are taken."""
FEWEST = 50
"""Draws that are taken however many packages there are."""
_TIE = 1e-9


@dataclass(frozen=True)
class Split:
    """How terms are split, draw by draw.

    Parameters
    ----------
    room : array of int, shape (draws,)
        How many packages every principal accepts.
    draw, package : array of int, shape (picks,)
        The packages with the largest product of gains; those that tie share a draw equally.
    """

    room: NDArray[np.int64]
    draw: NDArray[np.intp]
    package: NDArray[np.intp]

    def mean(self, values: Array) -> Array:
        """Return the mean over the picks of each draw, 0 where there is none: (draws,).

        Parameters
        ----------
        values : array, shape (picks,)
        """
        draws = len(self.room)
        count = np.bincount(self.draw, minlength=draws)
        found: Array = np.bincount(self.draw, weights=values, minlength=draws) / np.maximum(count, 1)
        return found


@dataclass(frozen=True)
class Bargain:
    """The packages that nothing closes, and what becomes of them as floors are believed.

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

    @property
    def draws(self) -> int:
        """How many draws."""
        return self.arrays.draws

    @cached_property
    def worth(self) -> Array:
        """What each package is worth to each principal: (principals, draws, packages)."""
        # Sums are taken in whole steps of the finer grid, as where packages are compared: the same ones pass.
        values = self.arrays.values
        fine = values.units * 10.0**FINER
        steps = np.rint(values.additive * fine[:, None])
        numbers = self.arrays.space.option_numbers(self.rows)
        found = np.zeros((len(self.arrays.known), self.draws, len(self.rows)))
        for place in range(numbers.shape[1]):
            found += steps[:, :, numbers[:, place]].transpose(1, 0, 2)
        for term in values.linked:
            held = holds_all(self.arrays.space, self.rows, term.options)
            found[term.party][:, held] += np.rint(term.values * fine[term.party])[:, None]
        rounded: Array = np.rint(found * COARSE) / values.units[:, None, None]
        return rounded

    @cached_property
    def floors(self) -> Array:
        """What a package must be worth to each principal, as it is compared: (principals, draws)."""
        return self._as_compared(self.arrays.reservation)

    def _as_compared(self, values: Array) -> Array:
        units = self.arrays.values.units[:, None]
        rounded: Array = np.rint(values.T * units) / units
        return rounded

    def place(self, party: str) -> int:
        """Return the place of a principal in the arrays."""
        return self.arrays.known.index(party)

    @cached_property
    def gains(self) -> Array:
        """What each package is worth above no deal, from which a surplus is split: (principals, draws, packages)."""
        found: Array = self.worth - self._as_compared(self.arrays.no_deal)[:, :, None]
        return found

    @cached_property
    def above(self) -> Array:
        """What each package is worth above what a party has otherwise, no deal or leaving: as `gains`."""
        found: Array = self.worth - self.floors[:, :, None]
        return found

    def split(self, means: Mapping[str, Array] | None = None, costs: Mapping[str, Array] | None = None) -> Split:
        """Return the Nash split: the packages with the largest product of gains that every principal accepts.

        Parameters
        ----------
        means : mapping of party to array, shape (draws,), optional
            What a package must be worth to a party, where it is taken for another value than its own; gains are then
            counted from there.
        costs : mapping of party to array, shape (draws, packages), optional
            What packages cost a party because it goes back on its words.
        """
        product, passes = np.ones((self.draws, len(self.rows))), np.ones((self.draws, len(self.rows)), dtype=np.bool_)
        for place, party in enumerate(self.arrays.known):
            gain, above = self.gains[place], self.above[place]
            if means is not None and party in means:
                gain = above = self.worth[place] - np.broadcast_to(means[party], (self.draws,))[:, None]
            if costs is not None and party in costs:
                gain, above = gain - costs[party], above - costs[party]
            passes &= above >= 0
            product *= gain
        product[~passes] = -1.0
        best = product.max(axis=1)
        draw, package = np.nonzero(product >= np.where(best < 0, np.inf, best * (1 - _TIE))[:, None])
        return Split(passes.sum(axis=1), draw, package)

    def by_split(self, party: str, mean: Array) -> Array:
        """Return what a party gains over what it has otherwise when terms are split as its listener sees it: (draws,).

        Nothing where no package is seen to pass, or where the party itself would rather have no deal.
        """
        found = self.split({party: mean})
        return found.mean(np.maximum(self.above[self.place(party)][found.draw, found.package], 0.0))

    def by_offer(self, proposer: str, party: str, belief: Belief) -> Array:
        """Return what a party gains over what it has otherwise when the listener makes the only offer: (draws,)."""
        first, second = self.place(proposer), self.place(party)
        accept = self.accepted_but_by(first, second)
        chosen = best_package(self.worth[first], self.floors[first], self.worth[second], belief, accept)
        gain = self.above[second][np.arange(self.draws), np.maximum(chosen, 0)]
        return np.where(chosen >= 0, np.maximum(gain, 0.0), 0.0)

    def accepted_but_by(self, *places: int) -> NDArray[np.bool_]:
        """Return which packages all principals but some accept: (draws, packages)."""
        others = [place for place in range(len(self.floors)) if place not in places]
        return np.asarray((self.above[others] >= 0).all(axis=0))

    def sees_room(self, party: str, mean: Array) -> NDArray[np.bool_]:
        """Tell in which draws a listener sees a package that passes: (draws,)."""
        return np.asarray(self.split({party: mean}).room > 0)

    @cached_property
    def has_room(self) -> NDArray[np.bool_]:
        """Tell in which draws a package passes, as we judge: (draws,)."""
        return np.asarray(self.split().room > 0)

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
