"""The zone: packages that cross no red line, are worth at least no deal to every principal, and can be passed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pourparler.methods.packages.space import Packages, Space
from pourparler.methods.packages.values import Array, Values, utilities

Mask = NDArray[np.bool_]


def crossings(space: Space, values: Values, packages: Packages) -> Mask:
    """Return which packages cross a red line of which party: shape (parties, packages). The same in every draw.

    Examples
    --------
    >>> values = Values(np.zeros((1, 1, 2)), np.zeros((1, 1)), np.array([[False, True]]))
    >>> crossings(Space((2,)), values, np.array([[0], [1]], dtype=np.int16)).tolist()
    [[False, True]]
    """
    numbers = space.option_numbers(packages)
    crossed = np.zeros((values.parties, len(packages)), dtype=np.bool_)
    for issue in range(space.issues):
        crossed |= values.lines[:, numbers[:, issue]]
    return crossed


def allowed(space: Space, values: Values, packages: Packages, passable: Mask | None = None) -> Mask:
    """Return which packages cross no red line and can be passed by bodies and ratifiers: shape (packages,).

    Parameters
    ----------
    passable : array of bool, shape (packages,), optional
        What bodies and ratifiers can pass; all, when not given.
    """
    good = np.ones(len(packages), dtype=np.bool_)
    barred: Mask = np.any(values.lines, axis=0).reshape(-1)
    for issue, offset in enumerate(space.offsets[:-1].tolist()):
        here = barred[offset : offset + space.sizes[issue]]
        if here.any():
            good &= ~here[packages[:, issue]]
    if passable is not None:
        if np.shape(passable) != (len(packages),):
            raise ValueError(f"passable has one entry a package, {len(packages)}, not {np.shape(passable)}")
        good &= passable
    return good


def in_zone(space: Space, values: Values, packages: Packages, draw: int = 0, passable: Mask | None = None) -> Mask:
    """Return which packages lie in the zone in one draw: shape (packages,).

    Parameters
    ----------
    packages : array, shape (packages, issues)
        Feasible ones.
    passable : array of bool, shape (packages,), optional
        What bodies and ratifiers can pass.

    Notes
    -----
    A package worth exactly the reservation value is in. Both are compared on the grid of `Values.decimals`.

    Examples
    --------
    >>> from pourparler.methods.packages.space import feasible
    >>> space = Space((2, 2))
    >>> values = Values(np.array([[[0, 60, 10, 0], [40, 0, 0, 60]]]), np.array([[10, 40]]))
    >>> in_zone(space, values, feasible(space)).tolist()
    [True, False, False, True]
    """
    worth = utilities(space, values, packages, draw)
    good = allowed(space, values, packages, passable)
    return good & (worth >= values.floor(draw)[:, None]).all(axis=0)


@dataclass(frozen=True)
class Emptiness:
    """Why a zone is empty, and what alone would open it.

    Parameters
    ----------
    shortfall : array, shape (parties,)
        By how much the party's reservation value would have to be lower, all else the same; ``inf`` when no lowering
        opens the zone. Rounded to the grid.
    package : array of int, shape (parties,)
        The first package that this opens; -1 where there is none.
    red_lines : tuple of (int, int)
        Party and option whose red line alone, lifted, opens the zone.
    passable : bool
        Whether the zone would not be empty if bodies and ratifiers passed everything.
    """

    shortfall: Array
    package: NDArray[np.int64]
    red_lines: tuple[tuple[int, int], ...]
    passable: bool


def why_empty(
    space: Space, values: Values, packages: Packages, draw: int = 0, passable: Mask | None = None
) -> Emptiness | None:
    """Return what keeps the zone empty in one draw, or None when it is not empty.

    Examples
    --------
    >>> from pourparler.methods.packages.space import feasible
    >>> space = Space((2,))
    >>> lines = np.array([[True, False], [False, False]])
    >>> values = Values(np.array([[[0, 60], [70, 20]]]), np.array([[50, 30]]), lines)
    >>> why = why_empty(space, values, feasible(space))
    >>> why.shortfall.tolist(), why.package.tolist(), why.red_lines
    ([inf, 10.0], [-1, 1], ())
    """
    worth = utilities(space, values, packages, draw)
    floor = values.floor(draw)
    crossed = crossings(space, values, packages)
    may_pass = np.ones(len(packages), dtype=np.bool_) if passable is None else passable
    accepts = worth >= floor[:, None]
    content, uncrossed = accepts.all(axis=0), ~crossed.any(axis=0)
    if (content & uncrossed & may_pass).any():
        return None
    shortfall = np.full(values.parties, np.inf)
    package = np.full(values.parties, -1, dtype=np.int64)
    for party in range(values.parties):
        others = uncrossed & may_pass & np.delete(accepts, party, axis=0).all(axis=0)
        if others.any():
            best = int(np.where(others, worth[party], -np.inf).argmax())
            package[party] = best
            steps = np.rint((floor[party] - worth[party, best]) * values.units[party])
            shortfall[party] = steps / values.units[party]
    return Emptiness(
        shortfall,
        package,
        lines_that_open(space, values, packages, content & may_pass),
        bool((content & uncrossed).any()),
    )


def lines_that_open(space: Space, values: Values, packages: Packages, otherwise: Mask) -> tuple[tuple[int, int], ...]:
    """Return the red lines each of which is the only one crossed by some package that is otherwise in the zone.

    Parameters
    ----------
    otherwise : array of bool, shape (packages,)
        Packages that would be in the zone if there were no red lines.

    Returns
    -------
    tuple of (int, int)
        Party and option, in order.
    """
    rows = np.flatnonzero(otherwise)
    numbers = space.option_numbers(packages[rows])
    crossed = values.lines[:, numbers]
    only = crossed.sum(axis=(0, 2)) == 1
    party, row, issue = np.nonzero(crossed[:, only])
    options = numbers[only][row, issue]
    return tuple(sorted(set(zip(party.tolist(), options.tolist(), strict=True))))
