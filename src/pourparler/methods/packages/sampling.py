"""Packages by chance, for spaces that no exact method can take: what comes out is the best that was seen, no more."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pourparler.methods.packages.solutions import PRINCIPLES, SOLVERS
from pourparler.methods.packages.space import Packages, Space, stands
from pourparler.methods.packages.values import Array, Values, utilities
from pourparler.methods.packages.zone import allowed

ROUNDS = 50


def sampled(space: Space, values: Values, draw: int, samples: int, seed: int) -> tuple[Packages, Array]:
    """Return random packages that stand and cross no red line, and neighbours of the best of them, with utilities.

    Parameters
    ----------
    samples : int
        How many packages are drawn, each option of an issue equally likely, before those that cannot stand are dropped.
    seed : int

    Returns
    -------
    packages : array of int16, shape (packages, issues)
        Sorted, each once; none when no drawn package can stand.
    utilities : array, shape (parties, packages)

    Notes
    -----
    Then, up to `ROUNDS` times: of the packages in the zone (of those nearest to it, when there is none), what each
    principle picks is changed in one issue at a time, in every way, until nothing new is picked.

    Examples
    --------
    >>> values = Values(np.tile([1.0, 0.0], 20)[None, None], np.zeros((1, 1)))
    >>> packages, worth = sampled(Space((2,) * 20), values, 0, 100, 1)
    >>> float(worth.max())
    20.0
    """
    rng = np.random.Generator(np.random.Philox(key=seed))
    drawn = np.column_stack([rng.integers(0, size, samples, dtype=np.int16) for size in space.sizes])
    packages = _standing(space, values, drawn)
    seen: set[bytes] = set()
    for _ in range(ROUNDS):
        if len(packages) == 0:
            break
        worth = utilities(space, values, packages, draw)
        fresh = [
            row
            for row in _promising(worth, values.floor(draw), values.origin(draw))
            if packages[row].tobytes() not in seen
        ]
        if not fresh:
            break
        seen.update(packages[row].tobytes() for row in fresh)
        near = np.concatenate([_neighbours(space, packages[row]) for row in fresh])
        packages = _standing(space, values, np.concatenate([packages, near]))
    return packages, utilities(space, values, packages, draw)


def _standing(space: Space, values: Values, packages: Packages) -> Packages:
    packages = np.unique(packages, axis=0)
    packages = packages[stands(space, packages)]
    return packages[allowed(space, values, packages)]


def _promising(worth: Array, floor: Array, origin: Array) -> list[int]:
    zone = np.all(worth >= floor[:, None], axis=0)
    if not zone.any():
        gap = np.maximum(floor[:, None] - worth, 0.0).max(axis=0)
        return [int(row) for row in np.flatnonzero(gap == gap.min())[:4]]
    picks: list[NDArray[np.int64]] = [SOLVERS[principle](worth, origin, zone)[:4] for principle in PRINCIPLES]
    return sorted({int(row) for row in np.concatenate(picks)})


def _neighbours(space: Space, package: NDArray[np.int16]) -> Packages:
    rows = [
        np.where(np.arange(space.issues) == issue, np.int16(option), package)
        for issue, size in enumerate(space.sizes)
        for option in range(size)
        if option != package[issue]
    ]
    return np.array(rows, dtype=np.int16).reshape(-1, space.issues)
