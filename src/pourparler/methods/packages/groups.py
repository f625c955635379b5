"""Issues split into independent groups, so that spaces too large to write out can be solved exactly.

Two issues belong together when an exclusion, a prerequisite or a linked term reaches from one to the other. Between
groups, utilities add up. So a package is efficient only if its part in each group is efficient there, and parts that
another part of the same group beats are never needed.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pourparler.methods.packages.frontier import unbeaten
from pourparler.methods.packages.layout import laid_out
from pourparler.methods.packages.space import Packages, Space, feasible
from pourparler.methods.packages.values import COARSE, Array, Linked, Values, same_options

MOST_POINTS = 3_000_000
"""No step of the merging looks at more sums than this."""


class TooLargeError(ValueError):
    """A space is too large for exact merging: its groups, or the efficient sums of some of them, are too many."""


class NothingAllowedError(ValueError):
    """Every package that can stand crosses a red line."""


@dataclass(frozen=True)
class Group:
    """Issues that hang together, with the parts of packages worth keeping.

    Parameters
    ----------
    issues : tuple of int
    parts : array of int16, shape (parts, issues of the group)
        Choices within each issue. Of parts of equal worth to all, the first.
    sums : array, shape (parties, parts)
        What each adds, in whole steps of the finer grid (see `Values`).
    alike : array, shape (parts,)
        How many parts are worth the same, this one included.
    """

    issues: tuple[int, ...]
    parts: Packages
    sums: Array
    alike: Array


def independent_groups(space: Space, values: Values) -> list[tuple[int, ...]]:
    """Return the issues that hang together, in order of their first issue.

    Examples
    --------
    >>> values = Values(np.zeros((1, 1, 6)), np.zeros((1, 1)), None, (Linked(0, (0, 5), np.ones(1)),))
    >>> independent_groups(Space((2, 2, 2)), values)
    [(0, 2), (1,)]
    """
    same_options(space, values)
    root = list(range(space.issues))

    def top(issue: int) -> int:
        while root[issue] != issue:
            issue = root[issue]
        return issue

    for options in (*space.exclusions, *space.prerequisites, *(term.options for term in values.linked)):
        tops = [top(space.issue_of(option)) for option in options]
        for other in tops:
            root[max(other, min(tops))] = min(tops)
            root[other] = min(tops)
    found: dict[int, list[int]] = {}
    for issue in range(space.issues):
        found.setdefault(top(issue), []).append(issue)
    return [tuple(issues) for issues in found.values()]


def grouped(space: Space, values: Values, draw: int = 0) -> list[Group]:
    """Return the groups of a space with their efficient parts, red lines applied.

    Raises
    ------
    ContradictionError
        When no package can stand.
    NothingAllowedError
        When every part of some group crosses a red line: then no package is allowed.
    TooLargeError
        When a group has too many parts to write out.
    """
    barred: NDArray[np.bool_] = np.any(values.lines, axis=0).reshape(-1)
    groups = []
    for issues in independent_groups(space, values):
        part_space, part_values, kept = _part(space, values, issues)
        if part_space.count > MOST_POINTS * 8:
            raise TooLargeError(f"issues {list(issues)} hang together and have {part_space.count} combinations")
        parts = feasible(part_space)
        may = ~barred[kept][part_space.option_numbers(parts)].any(axis=1)
        if not may.any():
            raise NothingAllowedError(f"every combination of issues {list(issues)} crosses a red line")
        parts = parts[may]
        terms = np.array([part_values.term(number, draw) for number in range(len(part_values.linked))])
        # The grid is that of the whole table, so that sums over groups are sums over packages.
        sums = laid_out(part_space, parts).sums(part_values, values.table(draw)[:, kept], terms, 0.0)
        groups.append(Group(issues, *_thinned(parts, sums)))
    return groups


def _part(space: Space, values: Values, issues: tuple[int, ...]) -> tuple[Space, Values, NDArray[np.int64]]:
    """Return the space and values of some issues, and their options."""
    offsets = space.offsets
    kept = np.concatenate([np.arange(offsets[issue], offsets[issue + 1]) for issue in issues])
    new = {int(option): place for place, option in enumerate(kept)}
    part = Space(
        tuple(space.sizes[issue] for issue in issues),
        tuple(tuple(new[option] for option in options) for options in space.exclusions if options[0] in new),
        tuple((new[option], new[needed]) for option, needed in space.prerequisites if option in new),
    )
    linked = tuple(
        Linked(term.party, tuple(new[option] for option in term.options), term.values)
        for term in values.linked
        if term.options[0] in new
    )
    return part, _OnGrid(values.additive[:, :, kept], values.reservation, None, linked, grid=values), kept


@dataclass(frozen=True)
class _OnGrid(Values):
    """Values of some issues on the grid of all."""

    grid: Values | None = None

    @property
    def units(self) -> Array:
        assert self.grid is not None  # noqa: S101  (always given)
        return self.grid.units


def _thinned(parts: Packages, sums: Array) -> tuple[Packages, Array, Array]:
    """Return the efficient parts, equal ones once, with how many there are of each."""
    best = unbeaten(np.ascontiguousarray(sums), np.arange(sums.shape[1]))
    _, first, alike = np.unique(sums[:, best], axis=1, return_index=True, return_counts=True)
    order = np.argsort(first)
    chosen = best[first[order]]
    return parts[chosen], np.ascontiguousarray(sums[:, chosen]), alike[order].astype(np.float64)


@dataclass(frozen=True)
class Merged:
    """The efficient packages of a space that is not written out.

    Parameters
    ----------
    packages : array of int16, shape (points, issues)
        One package for each efficient combination of utilities.
    utilities : array, shape (parties, points)
    alike : array, shape (points,)
        How many packages are worth the same to all (exact up to 2**53, rounded beyond; those whose sums are equal only
        after rounding, such as thirds, may be missing).
    """

    packages: Packages
    utilities: Array
    alike: Array


def merged(groups: list[Group], values: Values, floor: Array | None = None, most_points: int = MOST_POINTS) -> Merged:
    """Add up groups one by one, dropping sums that others beat: the exact frontier of all packages [1]_.

    Parameters
    ----------
    groups : list of Group
        From `grouped`.
    floor : array, shape (parties,), optional
        Reservation values. When given, sums that can no longer reach them are dropped as well, and what comes out is
        the frontier of the zone: none when it is empty.

    Raises
    ------
    TooLargeError
        When a step would look at more than `most_points` sums.

    Notes
    -----
    Utilities are compared as exact sums on the finer grid and rounded at the end. For whole-number scores of at most
    ``m`` over ``k`` issues and two parties, no step holds more than ``k m + 1`` sums, however many packages there are.

    .. [1] Nemhauser, G. L. and Ullmann, Z. (1969), "Discrete dynamic programming and capital allocation", Management
       Science 15(9), p. 494, for sums with dominated ones dropped.

    Examples
    --------
    >>> space = Space((2,) * 30)
    >>> values = Values(np.tile([[1.0, 0.0], [0.0, 1.0]], 30)[None], np.zeros((1, 2)))
    >>> found = merged(grouped(space, values), values)
    >>> found.utilities.shape, float(found.utilities.sum(axis=0).max()), int(found.alike.sum()) == 2**30
    ((2, 31), 30.0, True)
    """
    parties = values.parties
    order = sorted(range(len(groups)), key=lambda place: len(groups[place].alike))
    most = np.array([[group.sums[party].max() for group in groups] for party in range(parties)])
    least = None if floor is None else np.rint(floor * values.units) * 1000.0 - 500.0
    rest = most.sum(axis=1)
    sums, alike = np.zeros((parties, 1)), np.ones(1)
    trail: list[tuple[NDArray[np.int64], NDArray[np.int64]]] = []
    for place in order:
        group = groups[place]
        if sums.shape[1] * len(group.alike) > most_points:
            raise TooLargeError(
                f"{sums.shape[1]} efficient sums of some groups meet {len(group.alike)} parts of the next"
            )
        together = (sums[:, :, None] + group.sums[:, None, :]).reshape(parties, -1)
        rest = rest - most[:, place]
        rows = np.arange(together.shape[1])
        if least is not None:
            rows = np.flatnonzero(np.all(together + rest[:, None] >= least[:, None], axis=0))
        best = unbeaten(together, rows)
        kept, first, inverse = np.unique(together[:, best], axis=1, return_index=True, return_inverse=True)
        both = (alike[:, None] * group.alike[None, :]).ravel()[best]
        alike = np.asarray(np.bincount(inverse.ravel(), weights=both, minlength=kept.shape[1]), dtype=np.float64)
        chosen = best[first]
        trail.append((chosen // len(group.alike), chosen % len(group.alike)))
        sums = np.ascontiguousarray(kept)
    packages = _traced(groups, order, trail)
    # Sums that differ by less than the coarser grid are the same; of those, one may have seemed to beat another.
    rounded = np.rint(sums * COARSE)
    best = unbeaten(rounded, np.arange(rounded.shape[1]))
    points, first, inverse = np.unique(rounded[:, best], axis=1, return_index=True, return_inverse=True)
    alike = np.asarray(np.bincount(inverse.ravel(), weights=alike[best], minlength=points.shape[1]), dtype=np.float64)
    return Merged(packages[best[first]], points / values.units[:, None], alike)


def _traced(
    groups: list[Group], order: list[int], trail: list[tuple[NDArray[np.int64], NDArray[np.int64]]]
) -> Packages:
    """Return the packages behind the sums of the last step, by following back which parts made them."""
    points = np.arange(len(trail[-1][0]))
    packages = np.zeros((len(points), sum(len(group.issues) for group in groups)), dtype=np.int16)
    for place, (before, part) in zip(reversed(order), reversed(trail), strict=True):
        packages[:, list(groups[place].issues)] = groups[place].parts[part[points]]
        points = before[points]
    return packages


def how_many(space: Space, values: Values) -> int:
    """Return how many packages can stand, red lines aside: the product over groups.

    Examples
    --------
    >>> how_many(Space((8,) * 20), Values(np.zeros((1, 1, 160)), np.zeros((1, 1)))) == 8**20
    True
    """
    counts = []
    for issues in independent_groups(space, values):
        part, _, _ = _part(space, values, issues)
        counts.append(len(feasible(part)) if part.exclusions or part.prerequisites else part.count)
    return math.prod(counts)
