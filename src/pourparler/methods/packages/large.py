"""Spaces too large to write out: exact by merging groups or by branch and bound, else a sample that says so."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pourparler.methods.packages.branch import branched
from pourparler.methods.packages.frontier import frontier
from pourparler.methods.packages.groups import Group, Merged, TooLargeError, grouped, merged
from pourparler.methods.packages.sampling import sampled
from pourparler.methods.packages.solutions import PRINCIPLES, SOLVERS
from pourparler.methods.packages.space import Packages, Space
from pourparler.methods.packages.values import Array, Values

MERGED, BRANCHED, SAMPLED = "merged", "branch and bound", "sampled"
SAMPLES = 200_000


@dataclass(frozen=True)
class Large:
    """What one draw says about a space that is not written out.

    Parameters
    ----------
    method : str
        `MERGED` and `BRANCHED` are exact; `SAMPLED` is the best of what was seen.
    how : str
        The same in a sentence, with the numbers.
    ideal : array, shape (parties,) or None
        Each party's largest utility in the zone; None when the zone is empty (or, in a sample, was not met).
    packages : dict of array of int16, shape (packages, issues)
        For each of `PRINCIPLES`, the packages it picks; of those of equal worth to all, one.
    utilities : dict of array, shape (parties, packages)
    frontier : Merged or None
        The frontier of the zone, where it was found.
    """

    method: str
    how: str
    ideal: Array | None
    packages: dict[str, Packages]
    utilities: dict[str, Array]
    frontier: Merged | None

    @property
    def exact(self) -> bool:
        """Whether what is said holds for all packages."""
        return self.method != SAMPLED


def solve_large(
    space: Space, values: Values, draw: int = 0, most_points: int = 400_000, samples: int = SAMPLES, seed: int = 0
) -> Large:
    """Find the zone's frontier and what each principle picks, without writing out the packages.

    Parameters
    ----------
    most_points : int
        When merging would look at more sums at a time, branch and bound takes over, without a frontier.
    samples, seed : int
        For the case that this fails as well.

    Raises
    ------
    ContradictionError
        When no package can stand.
    NothingAllowedError
        When no package without red lines is left.

    Examples
    --------
    >>> space = Space((8,) * 20)
    >>> rng = np.random.default_rng(1)
    >>> values = Values(rng.integers(0, 101, (1, 2, 160)), np.full((1, 2), 900.0))
    >>> found = solve_large(space, values)
    >>> found.method, found.exact, found.frontier.utilities.shape[1] > 10
    ('merged', True, True)
    """
    try:
        groups = grouped(space, values, draw)
    except TooLargeError as reason:
        return _by_sample(space, values, draw, samples, seed, str(reason))
    try:
        return _by_merging(groups, values, draw, most_points)
    except TooLargeError:
        pass
    try:
        found = branched(groups, values, draw)
    except TooLargeError as reason:
        return _by_sample(space, values, draw, samples, seed, str(reason))
    how = f"exact, by branch and bound: {found.nodes} partial packages were looked at"
    return Large(BRANCHED, how, found.ideal, found.packages, found.utilities, None)


def _by_merging(groups: list[Group], values: Values, draw: int, most_points: int) -> Large:
    found = merged(groups, values, values.floor(draw), most_points)
    how = f"exact, by merging {len(groups)} independent groups of issues"
    return _solved(MERGED, how, found, values.origin(draw))


def _by_sample(space: Space, values: Values, draw: int, samples: int, seed: int, reason: str) -> Large:
    packages, worth = sampled(space, values, draw, samples, seed)
    floor = values.floor(draw)
    zone = np.all(worth >= floor[:, None], axis=0)
    best = frontier(worth, zone)
    found = Merged(packages[best], worth[:, best], np.ones(len(best)))
    how = (
        f"not exact: the best of {len(packages)} packages seen ({samples} drawn at random with seed {seed}, "
        f"and neighbours of the best); {reason}"
    )
    return _solved(SAMPLED, how, found, values.origin(draw))


def _solved(method: str, how: str, found: Merged, origin: Array) -> Large:
    everything = np.ones(found.utilities.shape[1], dtype=np.bool_)
    picks = {principle: SOLVERS[principle](found.utilities, origin, everything) for principle in PRINCIPLES}
    return Large(
        method,
        how,
        found.utilities.max(axis=1) if found.utilities.shape[1] else None,
        {principle: found.packages[rows] for principle, rows in picks.items()},
        {principle: found.utilities[:, rows] for principle, rows in picks.items()},
        found,
    )
