"""Which packages can stand at all, and what removes the others whatever they are worth: red lines and bodies."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from pourparler.analysis.approval.passing import passable
from pourparler.analysis.packages.arrays import Arrays
from pourparler.methods.packages.space import ContradictionError, Packages, feasible, holds_all

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Structure:
    """The packages of a case and what closes them in every draw.

    Parameters
    ----------
    arrays : Arrays
        With packages formed.
    """

    arrays: Arrays

    @cached_property
    def packages(self) -> Packages:
        """The packages that obey exclusions and prerequisites: (packages, issues).

        Raises
        ------
        ContradictionError
            When none does.
        """
        return feasible(self.arrays.space)

    @cached_property
    def crossed(self) -> Mask:
        """Which packages hold the option of each red line: (red lines, packages)."""
        space = self.arrays.space
        rows = [holds_all(space, self.packages, (self.arrays.number(line.cell),)) for line in self.arrays.red_lines]
        return np.array(rows, dtype=np.bool_).reshape(len(rows), len(self.packages))

    @cached_property
    def _passing(self) -> tuple[Mask, tuple[str, ...]]:
        issues = tuple(issue.id for issue in self.arrays.issues)
        return passable(self.arrays.case, self.packages, issues, self.arrays.options)

    @property
    def bodies(self) -> tuple[str, ...]:
        """The bodies and ratifiers that packages need."""
        return self._passing[1]

    @property
    def passable(self) -> Mask:
        """Which packages each of `bodies` could pass: (bodies, packages)."""
        return self._passing[0]

    @cached_property
    def closed(self) -> Mask:
        """Which packages each cause removes: (causes, packages), red lines first, then bodies."""
        return np.vstack([self.crossed, ~self.passable])

    @cached_property
    def open(self) -> Mask:
        """Which packages no red line and no body removes: (packages,)."""
        return np.asarray(~self.closed.any(axis=0))

    def contradiction(self) -> str | None:
        """Return, in words, a smallest set of exclusions and prerequisites that leaves no package; else nothing."""
        try:
            _ = self.packages
        except ContradictionError as error:
            told = [self._excluded(number) for number in error.exclusions]
            told += [
                "{} needs {}".format(*map(self._name, self.arrays.space.prerequisites[number]))
                for number in error.prerequisites
            ]
            return "; ".join(told)
        return None

    def _excluded(self, number: int) -> str:
        options = self.arrays.space.exclusions[number]
        if len(options) == 1:
            return f"{self._name(options[0])} needs an option of an issue that is off the table"
        return f"{' and '.join(map(self._name, options))} exclude each other"

    def _name(self, option: int) -> str:
        issue, name = self.arrays.option_paths[option]
        return f"{issue}.{name}"


@dataclass(frozen=True)
class OnStructure:
    """The base of what is worked out from the packages of a case.

    Parameters
    ----------
    structure : Structure
    """

    structure: Structure

    @property
    def arrays(self) -> Arrays:
        """The case in arrays."""
        return self.structure.arrays
