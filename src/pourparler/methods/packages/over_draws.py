"""Zone, frontier and picks over many draws: how often each holds, and what it costs whom."""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from pourparler.methods.packages.frontier import Frontiers
from pourparler.methods.packages.layout import Layout, laid_out
from pourparler.methods.packages.layout_kernels import judge
from pourparler.methods.packages.picks_kernels import WEIGHTED_NASH, record_picks
from pourparler.methods.packages.solutions import PRINCIPLES, SOLVERS, TIE, WEIGHTED, Picks, nash
from pourparler.methods.packages.space import Packages, Space, feasible
from pourparler.methods.packages.values import Array, Values, same_options, utilities
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
    in_zone : array, shape (packages,)
        In how many draws the package lies in the zone.
    efficient : array, shape (packages,)
        In how many draws no allowed package is better for some and as good for all; 0 for packages not allowed.
    efficient_in_zone : array, shape (packages,)
        In how many draws it is efficient and in the zone.
    picked : dict of array, shape (packages,)
        For each principle, in the order of the rows of ``pick``, ``ties`` and ``gain``: in how many draws it picks the
        package. All tied packages count.
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
        What each party has at the first pick above its disagreement value, which is what it loses if it is held to
        that value; nan when the zone is empty.
    space, values, weights
        What was asked, for `accepted` and `regret_sum`, which are worked out when they are looked at.
    """

    packages: Packages
    draws: float
    allowed: Mask
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
    space: Space
    values: Values
    weights: Array

    @cached_property
    def accepted(self) -> Array:
        """In how many draws each package is worth at least the reservation value to each party: (parties, packages)."""
        layout, worth = laid_out(self.space, self.packages), np.empty((self.values.parties, len(self.packages)))
        scale = _scale(self.weights)
        found = np.zeros(worth.shape)
        for draw, share in enumerate(np.rint(self.weights * scale).tolist()):
            least = np.rint(self.values.reservation[draw] * self.values.units)
            found += share * (layout.worth(self.values, draw, worth) >= least[:, None])
        return found / scale

    @cached_property
    def regret_sum(self) -> Array:
        """The sum, over draws with a zone, of what each party's ideal exceeds each package by: (parties, packages)."""
        layout = laid_out(self.space, self.packages)
        return _regret_sum(self.values, layout, self.weights, self.ideal, np.flatnonzero(self.zone_size > 0))


def _scale(weights: Array) -> float:
    """Return what weights are multiplied by and rounded, so that their sums are exact in any order."""
    return float(2.0 ** (52 - math.ceil(math.log2(weights.sum()))))


def solve_draws(
    space: Space,
    values: Values,
    passable: Mask | None = None,
    weights: ArrayLike | None = None,
    workers: int | None = None,
    principles: Mapping[str, Callable[..., Picks]] = SOLVERS,
    bargaining: Array | None = None,
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
    workers : int, optional
        Threads; as many as there are processors, when not given. Nothing that comes out depends on it.
    principles : mapping, optional
        Functions such as those of `solutions`, by name; they are shown the frontier of the zone only, so they must pick
        nothing else.
    bargaining : array, shape (draws, parties), optional
        Weights of a weighted Nash product, draw by draw (see `bargaining_weights`): it is then followed as well, last,
        by the name `WEIGHTED`.

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
    same_options(space, values)
    may = allowed(space, values, packages, passable)
    share = draw_weights(values.draws, weights)
    workers = max(1, min(os.cpu_count() or 1 if workers is None else workers, values.draws))
    scale = _scale(share)
    if bargaining is not None:
        bargaining = np.asarray(bargaining, dtype=np.float64)
        if bargaining.shape != values.reservation.shape:
            shape = values.reservation.shape
            raise ValueError(f"bargaining weights have the shape {shape}, not {bargaining.shape}")
        if not np.isfinite(bargaining).all() or bargaining.min() < 0 or (bargaining.sum(axis=1) <= 0).any():
            raise ValueError("bargaining weights are finite numbers of 0 or more for each party, not all 0 in a draw")
        principles = {**principles, WEIGHTED: nash}
    # Only what may pass is looked at: nothing else is in a zone, on a frontier or picked.
    rows = np.flatnonzero(may)
    layout = laid_out(space, packages[rows])
    work = _Work(values, layout, np.rint(share * scale), principles, bargaining)
    record = _Record.of(values, len(principles))
    parts = [range(start, values.draws, workers) for start in range(workers)]
    with ThreadPoolExecutor(workers) as pool:
        tallies = list(pool.map(work.over, parts, [record] * workers))
    tally = tallies[0]
    for other in tallies[1:]:
        tally.add(other)
    tally.divide(scale)

    def of_all(counts: Array) -> Array:
        found = np.zeros((*counts.shape[:-1], len(packages)))
        found[..., rows] = counts
        return found

    return DrawCounts(
        packages=packages,
        draws=float(share.sum()),
        allowed=may,
        in_zone=of_all(tally.in_zone),
        efficient=of_all(tally.efficient),
        efficient_in_zone=of_all(tally.efficient_in_zone),
        picked={principle: of_all(tally.picked[place]) for place, principle in enumerate(principles)},
        empty=float(share[record.zone_size == 0].sum()),
        zone_size=record.zone_size,
        ideal=record.ideal,
        pick=np.where(record.pick >= 0, np.append(rows, -1)[record.pick], -1),
        ties=record.ties,
        gain=record.gain,
        space=space,
        values=values,
        weights=share,
    )


@dataclass
class _Tally:
    """Counts of one worker: whole numbers, so that their sums are exact in any order."""

    in_zone: Array
    efficient: Array
    efficient_in_zone: Array
    picked: Array

    def add(self, other: _Tally) -> None:
        for mine, theirs in zip(vars(self).values(), vars(other).values(), strict=True):
            mine += theirs

    def divide(self, scale: float) -> None:
        for mine in vars(self).values():
            mine /= scale


@dataclass
class _Record:
    """What is kept draw by draw; each worker writes to its own draws."""

    zone_size: NDArray[np.int64]
    ideal: Array
    pick: NDArray[np.int64]
    ties: NDArray[np.int64]
    gain: Array

    @classmethod
    def of(cls, values: Values, principles: int) -> _Record:
        draws, parties = values.draws, values.parties
        return cls(
            np.zeros(draws, dtype=np.int64),
            np.full((draws, parties), np.nan),
            np.full((principles, draws), -1, dtype=np.int64),
            np.zeros((principles, draws), dtype=np.int64),
            np.full((principles, draws, parties), np.nan),
        )


@dataclass(frozen=True)
class _Work:
    """What all workers share."""

    values: Values
    layout: Layout
    share: Array
    principles: Mapping[str, Callable[..., Picks]]
    bargaining: Array | None

    def over(self, draws: range, record: _Record) -> _Tally:
        """Go over some draws."""
        values, number = self.values, len(self.layout.tail_of)
        parties = values.parties
        tally = _Tally(
            np.zeros(number),
            np.zeros(number),
            np.zeros(number),
            np.zeros((len(self.principles), number)),
        )
        worth, zone = np.empty((parties, number)), np.empty(number, dtype=np.bool_)
        kinds = np.array([self._kind(name) for name in self.principles], dtype=np.int64)
        power = np.ones((values.draws, parties)) if self.bargaining is None else scaled(self.bargaining)
        others = [place for place, kind in enumerate(kinds.tolist()) if kind < 0]
        follow = Frontiers(np.arange(number), number)
        for draw in draws:
            share, origin = self.share[draw], values.origin(draw)
            self.layout.worth(values, draw, worth)
            record.zone_size[draw] = judge(worth, values.reservation[draw], values.units, share, tally.in_zone, zone)
            best = follow.of(worth)
            tally.efficient[best] += share
            inside = best[zone[best]]
            tally.efficient_in_zone[inside] += share
            if len(inside) == 0:
                continue
            # Every pick is on the frontier of the zone, and so are the ideals.
            record_picks(
                kinds, worth, inside, values.units, origin, power[draw], TIE, share, draw,
                tally.picked, record.pick, record.ties, record.gain, record.ideal,
            )  # fmt: skip
            points = worth[:, inside] / values.units[:, None] if others else None
            for place in others:
                picks = tuple(self.principles.values())[place](points, origin, np.ones(len(inside), dtype=np.bool_))
                tally.picked[place, inside[picks]] += share
                record.pick[place, draw], record.ties[place, draw] = inside[picks[0]], len(picks)
                record.gain[place, draw] = worth[:, inside[picks[0]]] / values.units - origin
        return tally

    def _kind(self, name: str) -> int:
        """Return how the compiled picks count a principle; -1 for one that they do not know."""
        if name == WEIGHTED and self.bargaining is not None:
            return WEIGHTED_NASH
        known = self.principles[name] is SOLVERS.get(name)
        return PRINCIPLES.index(name) if known else -1


def scaled(bargaining: Array) -> Array:
    """Return weights of a product scaled to mean 1 over those above 0, draw by draw.

    Examples
    --------
    >>> scaled(np.array([[1.0, 3.0], [0.0, 5.0]])).tolist()
    [[0.5, 1.5], [0.0, 1.0]]
    """
    counted = np.maximum((bargaining > 0).sum(axis=1, keepdims=True), 1)
    means: Array = bargaining.sum(axis=1, keepdims=True) / counted
    return np.asarray(bargaining / means)


def _regret_sum(values: Values, layout: Layout, share: Array, ideal: Array, counted: NDArray[np.int64]) -> Array:
    """Return summed regrets: the sum of worths over draws is the worth of the summed table, since worth is linear."""
    if len(counted) == 0:
        return np.zeros((values.parties, len(layout.tail_of)))
    weight = share[counted]
    table = (weight[:, None, None] * values.additive[counted]).sum(axis=0)
    terms = np.array([(weight * term.values[counted]).sum() for term in values.linked])
    regret = layout.sums(values, table, terms, 0.0)
    np.subtract((weight[:, None] * ideal[counted]).sum(axis=0)[:, None], regret, out=regret)
    return regret


def draw_weights(draws: int, weights: ArrayLike | None) -> Array:
    """Return the weights of draws, 1 each when none are given; ValueError when they cannot be weights."""
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
    share = draw_weights(values.draws, weights)
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
