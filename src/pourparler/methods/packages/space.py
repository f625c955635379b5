"""The space of packages: one option per issue, less what may not stand together or lacks what it needs."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Packages = NDArray[np.int16]

MOST_ENUMERATED = 20_000_000
"""More packages than this are not written out: see `pourparler.methods.packages.groups`."""


class ContradictionError(ValueError):
    """No package obeys all exclusions and prerequisites.

    Parameters
    ----------
    exclusions, prerequisites : tuple of int
        Positions, in the space, of a smallest set of constraints that cannot all hold.
    """

    def __init__(self, exclusions: tuple[int, ...], prerequisites: tuple[int, ...]) -> None:
        super().__init__(
            "no package can stand: exclusions "
            f"{list(exclusions)} and prerequisites {list(prerequisites)} (counted from 0) contradict each other"
        )
        self.exclusions = exclusions
        self.prerequisites = prerequisites


@dataclass(frozen=True)
class Space:
    """Issues with their options, and what may not stand together.

    Parameters
    ----------
    sizes : tuple of int
        How many options each issue has, 1 or more. Options are numbered through: those of the first issue from 0, those
        of the second from ``sizes[0]``, and so on.
    exclusions : tuple of tuples of int
        Options that may not all stand in one package. One with a single option rules that option out.
    prerequisites : tuple of (int, int)
        ``(option, needed)``: a package with the first holds the second as well.

    Raises
    ------
    ValueError
        When there is no issue, an issue has no option, or a constraint names an option that does not exist.

    Examples
    --------
    >>> space = Space((2, 3), exclusions=((0, 2),), prerequisites=((1, 4),))
    >>> space.options, space.count, space.offsets.tolist()
    (5, 6, [0, 2, 5])
    >>> feasible(space).tolist()
    [[0, 1], [0, 2], [1, 2]]
    """

    sizes: tuple[int, ...]
    exclusions: tuple[tuple[int, ...], ...] = ()
    prerequisites: tuple[tuple[int, int], ...] = ()

    def __post_init__(self) -> None:
        if not self.sizes:
            raise ValueError("there is no issue")
        for issue, size in enumerate(self.sizes):
            if not 1 <= size <= np.iinfo(np.int16).max:
                raise ValueError(f"issue {issue} has {size} options; it needs 1 to {np.iinfo(np.int16).max}")
        for exclusion in self.exclusions:
            if not exclusion:
                raise ValueError("an exclusion names no option")
        for option in itertools.chain(*self.exclusions, *self.prerequisites):
            if not 0 <= option < self.options:
                raise ValueError(f"a constraint names option {option}; options run from 0 to {self.options - 1}")

    @property
    def issues(self) -> int:
        """How many issues."""
        return len(self.sizes)

    @property
    def options(self) -> int:
        """How many options in all."""
        return sum(self.sizes)

    @property
    def count(self) -> int:
        """How many packages there are before any constraint (a whole number of any size)."""
        return math.prod(self.sizes)

    @property
    def offsets(self) -> NDArray[np.int64]:
        """The number of each issue's first option, and at the end the number of options: shape (issues + 1,)."""
        return np.concatenate([[0], np.cumsum(self.sizes)]).astype(np.int64)

    def issue_of(self, option: int) -> int:
        """Return the issue an option belongs to."""
        return int(np.searchsorted(self.offsets, option, side="right")) - 1

    def option_numbers(self, packages: Packages) -> NDArray[np.int64]:
        """Return packages with options numbered through instead of within their issue: shape (packages, issues)."""
        return packages.astype(np.int64) + self.offsets[:-1]


def stands(space: Space, packages: Packages) -> NDArray[np.bool_]:
    """Return which packages obey exclusions and prerequisites: shape (packages,).

    Examples
    --------
    >>> stands(Space((2, 2), exclusions=((0, 2),)), np.array([[0, 0], [0, 1]], dtype=np.int16)).tolist()
    [False, True]
    """
    good = np.ones(len(packages), dtype=np.bool_)
    for exclusion in space.exclusions:
        good &= ~holds_all(space, packages, exclusion)
    for option, needed in space.prerequisites:
        good &= ~holds_all(space, packages, (option,)) | holds_all(space, packages, (needed,))
    return good


def holds_all(space: Space, packages: Packages, options: tuple[int, ...]) -> NDArray[np.bool_]:
    """Return which packages hold every one of these options: shape (packages,).

    Examples
    --------
    >>> holds_all(Space((2, 2)), np.array([[0, 1], [1, 1]], dtype=np.int16), (0, 3)).tolist()
    [True, False]
    """
    found = np.ones(len(packages), dtype=np.bool_)
    for option in options:
        issue = space.issue_of(option)
        found &= packages[:, issue] == option - space.offsets[issue]
    return found


def feasible(space: Space) -> Packages:
    """Return every package that can stand, in lexicographic order.

    Returns
    -------
    array of int16, shape (packages, issues)
        The position of the chosen option within its issue.

    Raises
    ------
    ContradictionError
        When none can stand; it names a smallest set of constraints that cannot all hold.
    ValueError
        When there are more than `MOST_ENUMERATED`.

    Notes
    -----
    Issue by issue: after each issue, partial packages that already break a constraint are dropped, so that strong
    constraints keep the work small.
    """
    if not space.exclusions and not space.prerequisites:
        return _product(space)
    constraints = _by_last_issue(space)
    columns: list[NDArray[np.int16]] = []
    number = 1
    for issue, size in enumerate(space.sizes):
        if number * size > 4 * MOST_ENUMERATED:
            raise ValueError(f"there are too many packages to write out: {space.count} before exclusions")
        columns = [np.repeat(column, size) for column in columns]
        columns.append(np.tile(np.arange(size, dtype=np.int16), number))
        number *= size
        if constraints[issue]:
            partial = np.stack(columns).T
            keep = np.ones(number, dtype=np.bool_)
            for kind, options in constraints[issue]:
                if kind == "exclusion":
                    keep &= ~holds_all(space, partial, options)
                else:
                    keep &= ~holds_all(space, partial, options[:1]) | holds_all(space, partial, options[1:])
            columns = [column[keep] for column in columns]
            number = len(columns[0])
        if number == 0:
            from pourparler.methods.packages.contradiction import smallest_contradiction

            raise ContradictionError(*smallest_contradiction(space))
    if number > MOST_ENUMERATED:
        raise ValueError(f"there are too many packages to write out: {number}")
    return np.stack(columns).T


def _product(space: Space) -> Packages:
    """Return every combination; column by column, which is how packages are read."""
    if space.count > MOST_ENUMERATED:
        raise ValueError(f"there are too many packages to write out: {space.count}")
    columns = np.empty((space.issues, space.count), dtype=np.int16)
    for issue, size in enumerate(space.sizes):
        shape = (math.prod(space.sizes[:issue]), size, math.prod(space.sizes[issue + 1 :]))
        columns[issue].reshape(shape)[...] = np.arange(size, dtype=np.int16)[None, :, None]
    return columns.T


def _by_last_issue(space: Space) -> list[list[tuple[str, tuple[int, ...]]]]:
    """Return the constraints by the issue after which they can be judged."""
    found: list[list[tuple[str, tuple[int, ...]]]] = [[] for _ in space.sizes]
    for kind, options in _constraints(space):
        found[max(space.issue_of(option) for option in options)].append((kind, options))
    return found


def _constraints(space: Space) -> Iterator[tuple[str, tuple[int, ...]]]:
    for exclusion in space.exclusions:
        yield "exclusion", exclusion
    for pair in space.prerequisites:
        yield "prerequisite", pair
