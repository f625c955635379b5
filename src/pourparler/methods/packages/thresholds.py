"""Thresholds: the exact reservation value or weight at which the zone becomes empty or a pick changes.

One number of one party moves and all else stays. The party's gain from each package is then a straight line in that
number: for its no-deal value, with slope -1; for its outside option, flat, since only the floor moves; for the weight
of an issue, when the others keep their proportions, in the issue's share of the weight. So packages enter and leave the
zone, and overtake each other, at roots of equations in closed form, which `crossings` collects. That holds for products
of gains with unequal weights as well: two are equal where the party's gains stand in a proportion that the other
parties' gains fix.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pourparler.methods.packages.crossings import Lines, events, power_events
from pourparler.methods.packages.frontier import unbeaten
from pourparler.methods.packages.picks_kernels import WEIGHTED_NASH, picked_along
from pourparler.methods.packages.solutions import PRINCIPLES, TIE, WEIGHTED, nash
from pourparler.methods.packages.space import Packages, Space
from pourparler.methods.packages.values import Array, Values, utilities
from pourparler.methods.packages.zone import allowed, lines_that_open

Mask = NDArray[np.bool_]

_SAME = 1e-12
"""Breakpoints closer than this, relative to the range looked at, are one."""


@dataclass(frozen=True)
class Stretch:
    """An interval within which a principle picks the same packages throughout.

    Parameters
    ----------
    low, high : float
        At its ends, packages on both sides tie or enter and leave the zone.
    packages : tuple of int
        All that are picked; none where the zone is empty.
    """

    low: float
    high: float
    packages: tuple[int, ...]


@dataclass(frozen=True)
class Thresholds:
    """What changes as one number moves.

    Parameters
    ----------
    low, high : float
        The range looked at.
    zone : tuple of (float, float)
        Where the zone is not empty, ends included, in order.
    picks : dict of tuple of Stretch
        For each of `PRINCIPLES`, and for `WEIGHTED` where weights were given, stretches that cover the range in order.
    """

    low: float
    high: float
    zone: tuple[tuple[float, float], ...]
    picks: dict[str, tuple[Stretch, ...]]

    def around(self, number: float, principle: str) -> Stretch:
        """Return the stretch a number lies in (the earlier one at a breakpoint)."""
        return next(stretch for stretch in self.picks[principle] if number <= stretch.high)


def disagreement_thresholds(
    space: Space,
    values: Values,
    packages: Packages,
    party: int,
    low: float,
    high: float,
    draw: int = 0,
    passable: Mask | None = None,
    outside: float = -np.inf,
    power: Array | None = None,
) -> Thresholds:
    """Return what changes as one party's disagreement value, what it has without a deal, moves from `low` to `high`.

    Gains are measured from it, and it is the party's floor as well wherever `outside` is lower.

    Parameters
    ----------
    packages : array, shape (packages, issues)
        Feasible ones.
    party : int
    low, high : float
        In units of utility.
    draw : int
        The draw that holds the other numbers.
    passable : array of bool, shape (packages,), optional
        What bodies and ratifiers can pass.
    outside : float, optional
        What the party can leave for, which stays: packages worth less to it are not in the zone.
    power : array, shape (parties,), optional
        Weights of the weighted product, which stay; it is followed as well where they are given.

    Examples
    --------
    >>> space = Space((3,))
    >>> values = Values(np.array([[[0, 60, 90], [90, 50, 0]]]), np.array([[10, 0]]))
    >>> packages = np.array([[0], [1], [2]], dtype=np.int16)
    >>> found = disagreement_thresholds(space, values, packages, 0, 0, 100)
    >>> found.zone, [(stretch.low, stretch.high, stretch.packages) for stretch in found.picks["egalitarian"]]
    (((0.0, 90.0),), [(0.0, 60.0, (1,)), (60.0, 90.0, (2,)), (90.0, 100.0, ())])
    >>> disagreement_thresholds(space, values, packages, 0, 0, 100, outside=70).picks["egalitarian"][0].packages
    (2,)
    """
    worth, may = _accepted(space, values, packages, party, draw, passable)
    may &= worth[party] >= np.rint(outside * values.units[party]) / values.units[party]
    gain = worth - values.origin(draw)[:, None]
    return _thresholds(Lines(gain, party, worth[party], np.full(len(packages), -1.0)), may, low, high, power)


def outside_thresholds(
    space: Space,
    values: Values,
    packages: Packages,
    party: int,
    low: float,
    high: float,
    draw: int = 0,
    passable: Mask | None = None,
    power: Array | None = None,
) -> Thresholds:
    """Return what changes as one party's outside option moves from `low` to `high`: its floor, and no gain.

    Parameters
    ----------
    low, high : float
        In units of utility; `low` is not below the party's disagreement value, below which nothing changes.
    packages, party, draw, passable, power
        As for `disagreement_thresholds`.

    Raises
    ------
    ValueError
        When `low` is below the disagreement value.

    Examples
    --------
    A pie of ten parts: half each, until the first party can leave for more.

    >>> pie = np.arange(11.0)
    >>> values = Values(np.stack([pie, 10 - pie])[None], np.zeros((1, 2)))
    >>> found = outside_thresholds(Space((11,)), values, pie[:, None].astype(np.int16), 0, 0, 10)
    >>> [(stretch.high, stretch.packages) for stretch in found.picks["nash"][:2]]
    [(5.0, (5,)), (6.0, (6,))]
    """
    worth, may = _accepted(space, values, packages, party, draw, passable)
    origin = values.origin(draw)
    if np.rint(low * values.units[party]) / values.units[party] < origin[party]:
        raise ValueError(f"an outside option of {low} lies below the disagreement value of {origin[party]}")
    gain = worth - origin[:, None]
    lines = Lines(gain, party, gain[party], np.zeros(len(packages)), (-float(origin[party]), 1.0))
    return _thresholds(lines, may, low, high, power)


def weight_thresholds(
    space: Space,
    values: Values,
    packages: Packages,
    party: int,
    issue: int,
    share: float,
    draw: int = 0,
    passable: Mask | None = None,
    power: Array | None = None,
) -> Thresholds:
    """Return what changes as one issue's share of a party's weight moves from 0 to 1, the others in proportion.

    Parameters
    ----------
    share : float
        The issue's weight over the sum of the party's weights, as it is in `values`: strictly between 0 and 1.
    packages, party, draw, passable, power
        As for `disagreement_thresholds`.

    Returns
    -------
    Thresholds
        In shares of the weight; `raw_weight` turns them into weights as typed.

    Raises
    ------
    ValueError
        When the share is not strictly between 0 and 1.

    Notes
    -----
    With the share ``s``, the party's utility is ``s / share`` times what the issue adds now, plus ``(1 - s) / (1 -
    share)`` times what the other issues add now, plus linked terms, which stay. So weights are normalised as a case
    normalises them: each over the sum of all.

    Examples
    --------
    >>> space = Space((2, 2))
    >>> values = Values(np.array([[[50, 0, 0, 50]]]), np.array([[60]]))
    >>> packages = np.array([[0, 0], [1, 1]], dtype=np.int16)
    >>> weight_thresholds(space, values, packages, 0, 0, 0.5).zone
    ((0.0, 0.4), (0.6, 1.0))
    """
    if not 0 < share < 1:
        raise ValueError(f"the share of an issue's weight lies strictly between 0 and 1, not at {share}")
    worth, may = _accepted(space, values, packages, party, draw, passable)
    origin = values.origin(draw)
    numbers = space.option_numbers(packages)
    alone = values.additive[draw, party][numbers[:, issue]]
    others = values.additive[draw, party][np.delete(numbers, issue, axis=1)].sum(axis=1)
    fixed = worth[party] - alone - others
    start = fixed + others / (1 - share) - origin[party]
    slope = alone / share - others / (1 - share)
    margin = (float(values.floor(draw)[party] - origin[party]), 0.0)
    return _thresholds(Lines(worth - origin[:, None], party, start, slope, margin), may, 0.0, 1.0, power)


def bargaining_thresholds(
    space: Space,
    values: Values,
    packages: Packages,
    party: int,
    power: Array,
    draw: int = 0,
    passable: Mask | None = None,
) -> Thresholds:
    """Return what changes as one party's share of the weights of the weighted product moves from 0 to 1.

    Parameters
    ----------
    power : array, shape (parties,)
        The weights; the others keep their proportions. The party's own is not used.
    packages, party, draw, passable
        As for `disagreement_thresholds`.

    Returns
    -------
    Thresholds
        In shares of the weights; `raw_weight` turns them into weights beside those of the others. Picks of `WEIGHTED`
        only: nothing else changes, nor does the zone, so that it is the whole range or nothing.

    Raises
    ------
    ValueError
        When no other party has a weight.

    Examples
    --------
    A pie of four parts: the first of two parties gets one, two or three of them.

    >>> pie = np.arange(5.0)
    >>> values = Values(np.stack([pie, 4 - pie])[None], np.zeros((1, 2)))
    >>> found = bargaining_thresholds(Space((5,)), values, pie[:, None].astype(np.int16), 0, np.array([1.0, 1.0]))
    >>> [(round(one.high, 4), one.packages) for one in found.picks["weighted_nash"]]
    [(0.3691, (1,)), (0.6309, (2,)), (1.0, (3,))]
    """
    others = np.where(np.arange(len(power)) == party, 0.0, power)
    if not others.sum() > 0:
        raise ValueError("no other party has a weight beside which one could move")
    worth, may = _accepted(space, values, packages, party, draw, passable)
    rows = np.flatnonzero(may & (worth[party] >= values.floor(draw)[party]))
    points = np.ascontiguousarray(worth[:, rows])
    rows = rows[unbeaten(points, np.arange(len(rows)))]
    gain = np.maximum(worth[:, rows] - values.origin(draw)[:, None], 0.0)
    if not len(rows):
        return Thresholds(0.0, 1.0, (), {WEIGHTED: (Stretch(0.0, 1.0, ()),)})
    edges = _apart(power_events(gain, party, power), 0.0, 1.0)
    picked = []
    for start, end in itertools.pairwise(edges):
        share = (start + end) / 2
        weights = np.where(np.arange(len(power)) == party, share, (1 - share) * others / others.sum())
        picked.append(rows[nash(gain, np.zeros(len(gain)), np.ones(len(rows), dtype=np.bool_), weights)])
    return Thresholds(0.0, 1.0, ((0.0, 1.0),), {WEIGHTED: _joined(edges, picked)})


def raw_weight(share: float, others: float) -> float:
    """Return the weight, as typed, that makes this share beside other weights of this sum.

    Examples
    --------
    >>> raw_weight(0.25, 60)
    20.0
    """
    return np.inf if share >= 1 else share * others / (1 - share)


@dataclass(frozen=True)
class RedLineChanges:
    """What drawing or lifting one red line would do.

    Parameters
    ----------
    opening : tuple of (int, int)
        Party and option: lifting this line alone opens an empty zone.
    closing : tuple of (int, int)
        Party and option: a red line drawn here empties the zone, because every package in it holds the option.
    adding : dict of int
        For each red line (party, option): how many packages enter the zone when it alone is lifted.
    """

    opening: tuple[tuple[int, int], ...]
    closing: tuple[tuple[int, int], ...]
    adding: dict[tuple[int, int], int]


def red_line_changes(
    space: Space, values: Values, packages: Packages, draw: int = 0, passable: Mask | None = None
) -> RedLineChanges:
    """Return which option, allowed or ruled out by one party, opens or closes the zone.

    Examples
    --------
    >>> values = Values(np.array([[[5, 5]]]), np.array([[1]]), np.array([[True, False]]))
    >>> red_line_changes(Space((2,)), values, np.array([[0], [1]], dtype=np.int16))
    RedLineChanges(opening=(), closing=((0, 1),), adding={(0, 0): 1})
    """
    worth, floor = utilities(space, values, packages, draw), values.floor(draw)
    otherwise: Mask = np.all(worth >= floor[:, None], axis=0).reshape(-1)
    if passable is not None:
        otherwise &= passable
    zone = otherwise & allowed(space, values, packages, None)
    numbers = space.option_numbers(packages)
    adding = {}
    crossed = values.lines[:, numbers].sum(axis=(0, 2))
    for party, option in np.argwhere(values.lines).tolist():
        holds = (numbers == option).any(axis=1)
        adding[(party, option)] = int((otherwise & holds & (crossed == 1)).sum())
    closing: list[tuple[int, int]] = []
    if zone.any():
        inside = numbers[zone]
        needed = inside[0][(inside == inside[0]).all(axis=0)].tolist()
        closing = [(party, option) for party in range(values.parties) for option in needed]
    opening = () if zone.any() else lines_that_open(space, values, packages, otherwise)
    return RedLineChanges(opening, tuple(sorted(closing)), adding)


def _accepted(
    space: Space, values: Values, packages: Packages, party: int, draw: int, passable: Mask | None
) -> tuple[Array, Mask]:
    """Return utilities, and which packages may be and are worth their reservation value to all but one party."""
    worth = utilities(space, values, packages, draw)
    accepts = worth >= values.floor(draw)[:, None]
    accepts[party] = True
    may: Mask = allowed(space, values, packages, passable) & accepts.all(axis=0)
    return worth, may


def _thresholds(lines: Lines, may: Mask, low: float, high: float, power: Array | None) -> Thresholds:
    if not (np.isfinite(low) and np.isfinite(high) and low < high):
        raise ValueError(f"a range runs from a smaller to a larger finite number, not from {low} to {high}")
    others = lines.others()
    rows = np.flatnonzero(may)
    # Lines that another line never falls below, all else at least as good, can neither be picked nor hold an ideal.
    ends = np.stack([lines.start + lines.slope * low, lines.start + lines.slope * high])
    # Lines that are the same on paper stay together: their ends are compared without the last digits.
    grain = float(np.abs(ends[:, rows]).max(initial=0.0)) * 1e-12 or 1.0
    points = np.concatenate([others, np.rint(ends / grain) * grain])[:, rows]
    rows = rows[unbeaten(np.ascontiguousarray(points), np.arange(len(rows)))]
    reduced = lines.of(rows)
    zone = _union(*reduced.active(low, high), low, high)
    picks = {}
    for principle in PRINCIPLES if power is None else (*PRINCIPLES, WEIGHTED):
        weights = power if principle == WEIGHTED and power is not None else np.ones(len(lines.gain))
        found = events(reduced, principle, low, high, weights)
        picks[principle] = _stretches(reduced, rows, found, principle, weights, low, high)
    return Thresholds(float(low), float(high), zone, picks)


def _union(starts: Array, ends: Array, low: float, high: float) -> tuple[tuple[float, float], ...]:
    """Return the union of closed intervals; starts above ends stand for nothing."""
    merged: list[list[float]] = []
    for start, end in sorted(zip(starts.tolist(), ends.tolist(), strict=True)):
        if start > end:
            continue
        if merged and start <= merged[-1][1] + _SAME * (high - low):
            merged[-1][1] = max(merged[-1][1], end)
        else:
            merged.append([start, end])
    return tuple((start, end) for start, end in merged)


def _stretches(
    lines: Lines, rows: NDArray[np.int64], found: Array, principle: str, weights: Array, low: float, high: float
) -> tuple[Stretch, ...]:
    """Return what is picked between these breakpoints, neighbours with the same packages joined.

    Row ``rows[n]`` of the packages has the line ``n``.
    """
    bounds = _apart(found, low, high)
    edges = np.array(bounds)
    middles = (edges[1:] + edges[:-1]) / 2
    marked = np.empty((len(middles), len(rows)), dtype=np.bool_)
    kind = WEIGHTED_NASH if principle == WEIGHTED else PRINCIPLES.index(principle)
    power = weights / weights[weights > 0].mean()
    margin = np.array(lines.margin, dtype=np.float64)
    gain, own, slope = (np.ascontiguousarray(one) for one in (lines.gain, lines.start, lines.slope))
    picked_along(kind, gain, lines.party, own, slope, margin, middles, power, TIE, marked)
    return _joined(bounds, [rows[picked] for picked in marked])


def _apart(found: Array, low: float, high: float) -> list[float]:
    """Return both ends of a range and the points within, sorted, those that are one on paper once."""
    bounds = [low]
    for event in np.sort(found).tolist():
        if bounds[-1] + _SAME * (high - low) < event < high - _SAME * (high - low):
            bounds.append(event)
    return [*bounds, high]


def _joined(bounds: list[float], picked: list[NDArray[np.int64]]) -> tuple[Stretch, ...]:
    """Return what is picked between bounds, neighbours with the same packages as one stretch."""
    stretches: list[Stretch] = []
    for (start, end), one in zip(itertools.pairwise(bounds), picked, strict=True):
        packages = tuple(one.tolist())
        if stretches and stretches[-1].packages == packages:
            stretches[-1] = Stretch(stretches[-1].low, float(end), packages)
        else:
            stretches.append(Stretch(float(start), float(end), packages))
    return tuple(stretches)
