"""Zone, frontier and picks over many draws: how often each holds, and what it costs whom."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from pourparler.methods.packages.frontier import frontier
from pourparler.methods.packages.solutions import PRINCIPLES, SOLVERS
from pourparler.methods.packages.space import Packages, Space, feasible
from pourparler.methods.packages.values import Array, Values, utilities
from pourparler.methods.packages.zone import allowed

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class DrawCounts:
    """What came out over the draws. Counts are sums of the draws' weights (1 each unless weights were given).

    Parameters
    ----------
    packages : array of int16, shape (packages, issues)
        The feasible packages, in lexicographic order; positions below refer to these rows.
    draws : float
        The sum of all weights: what a count is to be divided by.
    allowed : array of bool, shape (packages,)
        Packages that cross no red line and can be passed. The same in every draw.
    accepted : array, shape (parties, packages)
        In how many draws the package is worth at least the reservation value to the party.
    in_zone : array, shape (packages,)
        In how many draws the package lies in the zone.
    efficient : array, shape (packages,)
        In how many draws no allowed package is better for some and as good for all; 0 for packages not allowed.
    efficient_in_zone : array, shape (packages,)
        In how many draws it is efficient and in the zone.
    picked : dict of array, shape (packages,)
        For each of `PRINCIPLES`: in how many draws it picks the package. All tied packages count.
    empty : float
        In how many draws the zone is empty.
    zone_size : array of int, shape (draws,)
        How many packages lie in the zone, draw by draw.
    ideal : array, shape (draws, parties)
        What each party gets at best in the zone; nan when it is empty.
    pick : array of int, shape (principles, draws)
        The first package each principle picks, draw by draw; -1 when the zone is empty.
    ties : array of int, shape (principles, draws)
        How many packages it picks.
    gain : array, shape (principles, draws, parties)
        What each party has at the first pick above its reservation value, which is what it loses if it is held to that
        value; nan when the zone is empty.
    regret_sum : array, shape (parties, packages)
        The sum, over the draws whose zone is not empty, of what the party's ideal exceeds the package by.
    """

    packages: Packages
    draws: float
    allowed: Mask
    accepted: Array
    in_zone: Array
    efficient: Array
    efficient_in_zone: Array
    picked: dict[str, Array]
    empty: float
    zone_size: NDArray[np.int64]
    ideal: Array
    pick: NDArray[np.int64]
    ties: NDArray[np.int64]
    gain: Array
    regret_sum: Array


def solve_draws(
    space: Space, values: Values, passable: Mask | None = None, weights: ArrayLike | None = None
) -> DrawCounts:
    """Find zone, frontier and picks in every draw.

    Parameters
    ----------
    space : Space
    values : Values
        The draws come in as arrays, so two calls compare like with like when their arrays share random numbers.
    passable : array of bool, shape (packages,), optional
        Which feasible packages bodies and ratifiers can pass.
    weights : array, shape (draws,), optional
        How much each draw counts: the probabilities, when the draws list every combination of discrete judgements.

    Raises
    ------
    ContradictionError
        When no package can stand.
    ValueError
        When weights are negative, not finite or all 0, or shapes disagree.

    Examples
    --------
    >>> values = Values(np.array([[[0, 60, 10, 0], [40, 0, 0, 60]]] * 2), np.array([[10, 40], [10, 50]]))
    >>> found = solve_draws(Space((2, 2)), values)
    >>> found.in_zone.tolist(), found.picked["nash"].tolist(), found.empty
    ([1.0, 0.0, 0.0, 2.0], [0.0, 0.0, 0.0, 2.0], 0.0)
    """
    packages = feasible(space)
    may = allowed(space, values, packages, passable)
    share = _weights(values.draws, weights)
    parties, number, draws = values.parties, len(packages), values.draws
    accepted, in_zone = np.zeros((parties, number)), np.zeros(number)
    efficient, efficient_in_zone = np.zeros(number), np.zeros(number)
    picked = {principle: np.zeros(number) for principle in PRINCIPLES}
    zone_size = np.zeros(draws, dtype=np.int64)
    ideal, regret = np.full((draws, parties), np.nan), np.zeros((parties, number))
    pick = np.full((len(PRINCIPLES), draws), -1, dtype=np.int64)
    ties = np.zeros((len(PRINCIPLES), draws), dtype=np.int64)
    gain = np.full((len(PRINCIPLES), draws, parties), np.nan)
    for draw in range(draws):
        worth, floor = utilities(space, values, packages, draw), values.floor(draw)
        accepts = worth >= floor[:, None]
        zone = may & accepts.all(axis=0)
        best = frontier(worth, may)
        accepted += share[draw] * accepts
        in_zone += share[draw] * zone
        efficient[best] += share[draw]
        efficient_in_zone[best[zone[best]]] += share[draw]
        zone_size[draw] = int(zone.sum())
        if not zone.any():
            continue
        ideal[draw] = worth[:, zone].max(axis=1)
        regret += share[draw] * (ideal[draw][:, None] - worth)
        for place, principle in enumerate(PRINCIPLES):
            rows = SOLVERS[principle](worth, floor, zone)
            picked[principle][rows] += share[draw]
            pick[place, draw], ties[place, draw] = rows[0], len(rows)
            gain[place, draw] = worth[:, rows[0]] - floor
    return DrawCounts(
        packages,
        float(share.sum()),
        may,
        accepted,
        in_zone,
        efficient,
        efficient_in_zone,
        picked,
        float(share[zone_size == 0].sum()),
        zone_size,
        ideal,
        pick,
        ties,
        gain,
        regret,
    )


def _weights(draws: int, weights: ArrayLike | None) -> Array:
    share = np.ones(draws) if weights is None else np.asarray(weights, dtype=np.float64)
    if share.shape != (draws,) or not np.isfinite(share).all() or share.min() < 0 or share.sum() <= 0:
        raise ValueError("weights are one finite number of 0 or more for each draw, not all 0")
    return share


def regrets(
    space: Space,
    values: Values,
    packages: Packages,
    ideal: Array,
    quantiles: ArrayLike,
    weights: ArrayLike | None = None,
) -> Array:
    """Return quantiles, over draws, of how much better each party could do in the zone than with each package.

    Parameters
    ----------
    packages : array, shape (packages, issues)
        A few packages, such as those picked.
    ideal : array, shape (draws, parties)
        From `DrawCounts.ideal`; draws with an empty zone (nan) are left out.
    quantiles : array, shape (quantiles,)
        Between 0 and 1.

    Returns
    -------
    array, shape (quantiles, parties, packages)
        The smallest regret that at least this share of the draws does not exceed; nan when every zone is empty.
        Negative where a package outside the zone is worth more to the party than anything in it.

    Examples
    --------
    >>> values = Values(np.array([[[0, 60, 10, 0], [40, 0, 0, 60]]] * 2), np.array([[10, 40], [10, 50]]))
    >>> found = solve_draws(Space((2, 2)), values)
    >>> regrets(Space((2, 2)), values, found.packages[[0, 3]], found.ideal, [0.5]).tolist()
    [[[50.0, 0.0], [20.0, 0.0]]]
    """
    share = _weights(values.draws, weights)
    levels = np.asarray(quantiles, dtype=np.float64)
    counted = np.flatnonzero(~np.isnan(ideal).any(axis=1) & (share > 0))
    if len(counted) == 0:
        return np.full((len(levels), values.parties, len(packages)), np.nan)
    found = np.stack([ideal[draw][:, None] - utilities(space, values, packages, draw) for draw in counted.tolist()])
    order = np.argsort(found, axis=0, kind="stable")
    rising = np.take_along_axis(found, order, axis=0)
    reached = np.cumsum(share[counted][order], axis=0) / share[counted].sum()
    return np.stack(
        [
            np.take_along_axis(rising, np.argmax(reached >= level - 1e-12, axis=0)[None], axis=0)[0]
            for level in levels.tolist()
        ]
    )
