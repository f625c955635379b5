"""Picks over draws of a space too large to write out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from pourparler.methods.packages.large import solve_large
from pourparler.methods.packages.over_draws import draw_weights
from pourparler.methods.packages.solutions import PRINCIPLES
from pourparler.methods.packages.space import Space
from pourparler.methods.packages.values import Array, Values, utilities


@dataclass(frozen=True)
class LargeCounts:
    """What came out over the draws. Counts are sums of the draws' weights.

    Parameters
    ----------
    draws : float
        The sum of all weights.
    methods : dict of float
        In how many draws each method of `large` answered; only draws answered by sampling are not exact.
    empty : float
        In how many draws the zone is empty (or, in a sample, was not met).
    ideal : array, shape (draws, parties)
        What each party gets at best in the zone; nan when it is empty.
    packages : array of int16, shape (packages, issues)
        All that were picked, in lexicographic order.
    picked : dict of array, shape (packages,)
        For each of `PRINCIPLES`: in how many draws it picks the package; of packages of equal worth to all, one counts.
    accepted : array, shape (parties, packages)
        In how many draws the package is worth at least the reservation value to the party.
    """

    draws: float
    methods: dict[str, float]
    empty: float
    ideal: Array
    packages: np.ndarray[tuple[int, ...], np.dtype[np.int16]]
    picked: dict[str, Array]
    accepted: Array


def solve_large_draws(
    space: Space, values: Values, weights: ArrayLike | None = None, most_points: int = 100_000, seed: int = 0
) -> LargeCounts:
    """Solve each draw by `solve_large` and count what is picked.

    Parameters
    ----------
    weights : array, shape (draws,), optional
        How much each draw counts.
    most_points, seed
        As for `solve_large`.

    Examples
    --------
    >>> option = np.tile(np.arange(8.0), 20)
    >>> values = Values(np.stack([option, 7 - option])[None].repeat(2, axis=0), np.array([[30.0, 50.0], [90.0, 90.0]]))
    >>> found = solve_large_draws(Space((8,) * 20), values)
    >>> found.methods, found.empty, found.ideal.tolist()
    ({'merged': 2.0}, 1.0, [[90.0, 110.0], [nan, nan]])
    """
    share = draw_weights(values.draws, weights)
    methods: dict[str, float] = {}
    ideal = np.full((values.draws, values.parties), np.nan)
    seen: dict[tuple[int, ...], dict[str, float]] = {}
    for draw in range(values.draws):
        found = solve_large(space, values, draw, most_points, seed=seed)
        weight = float(share[draw])
        methods[found.method] = methods.get(found.method, 0.0) + weight
        if found.ideal is None:
            continue
        ideal[draw] = found.ideal
        for principle in PRINCIPLES:
            for package in found.packages[principle].tolist():
                counts = seen.setdefault(tuple(package), dict.fromkeys(PRINCIPLES, 0.0))
                counts[principle] += weight
    order = sorted(seen)
    packages = np.array(order, dtype=np.int16).reshape(-1, space.issues)
    accepted = np.zeros((values.parties, len(order)))
    for draw in range(values.draws):
        accepted += share[draw] * (utilities(space, values, packages, draw) >= values.floor(draw)[:, None])
    return LargeCounts(
        draws=float(share.sum()),
        methods=methods,
        empty=float(share[np.isnan(ideal).any(axis=1)].sum()),
        ideal=ideal,
        packages=packages,
        picked={principle: np.array([seen[one][principle] for one in order]) for principle in PRINCIPLES},
        accepted=accepted,
    )
