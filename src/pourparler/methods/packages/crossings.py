"""Where one package overtakes another as one party's gains move along straight lines.

For each principle, a walk from the low end of the range: hold the package that is picked, find for every other the
first point at which it does better, go to the nearest such point, and go on from there. All crossings are roots of
linear equations. Points at which nothing changes may be among those returned; none is left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pourparler.methods.packages.crossings_kernels import LEXIMIN, PRODUCT, SUM, walk
from pourparler.methods.packages.solutions import TIE, WEIGHTED
from pourparler.methods.packages.values import Array

_BETTER = 1e-11
"""By how much, relative to the scale, a package does better; less is rounding."""


_ROOM = 1024
"""Points of one walk, to begin with."""


@dataclass(frozen=True)
class Lines:
    """Gains of all parties, one of which moves along straight lines.

    Parameters
    ----------
    gain : array, shape (parties, packages)
        Gains; the row of the moving party is not used.
    party : int
        The moving party.
    start, slope : array, shape (packages,)
        Its gain at ``t`` is ``start + slope * t``.
    margin : (float, float)
        What its gain must be at least, ``margin[0] + margin[1] * t``, never negative within the range looked at: by how
        much its reservation value exceeds the point from which gains are measured.
    """

    gain: Array
    party: int
    start: Array
    slope: Array
    margin: tuple[float, float] = (0.0, 0.0)

    def of(self, rows: NDArray[np.int64]) -> Lines:
        """Return the lines of some packages."""
        return Lines(self.gain[:, rows], self.party, self.start[rows], self.slope[rows], self.margin)

    def at(self, point: float) -> Array:
        """Return all gains at one point: shape (parties, packages). Differences below rounding from 0 are 0."""
        gain = self.gain.copy()
        own = self.start + self.slope * point
        size = np.abs(self.start) + np.abs(self.slope * point)
        gain[self.party] = np.where(np.abs(own) <= 1e-14 * size, 0.0, own)
        return gain

    def inside(self, point: float) -> NDArray[np.bool_]:
        """Return which packages the moving party accepts at one point; differences below rounding count as none."""
        start, slope = self.start - self.margin[0], self.slope - self.margin[1]
        spare = start + slope * point
        return np.asarray(spare >= -1e-14 * (np.abs(self.start) + abs(self.margin[0]) + np.abs(slope * point)))

    def others(self) -> Array:
        """Return the gains that stay: shape (parties - 1, packages)."""
        return np.delete(self.gain, self.party, axis=0)

    def active(self, low: float, high: float) -> tuple[Array, Array]:
        """Return from where to where, within a range, the moving party accepts a package; never: from above to."""
        start, slope = self.start - self.margin[0], self.slope - self.margin[1]
        with np.errstate(divide="ignore", invalid="ignore"):
            root = -start / slope
        flat = slope == 0
        starts = np.where(slope > 0, np.maximum(root, low), low)
        ends = np.where(slope < 0, np.minimum(root, high), high)
        never = flat & (start < 0)
        return np.where(never, np.inf, starts), np.where(never, -np.inf, ends)


def events(lines: Lines, principle: str, low: float, high: float, power: Array | None = None) -> Array:
    """Return the points of a range at which a principle's pick may change, in no order.

    Parameters
    ----------
    power : array, shape (parties,), optional
        The weights of the parties in the weighted product of gains; 1 each, when not given.
    """
    if lines.gain.shape[1] == 0:
        return np.empty(0)
    if principle == "utilitarian":
        return _sum_events(lines, low, high)
    if principle == "egalitarian":
        return _leximin_events(lines, low, high, np.ones(len(lines.gain) - 1), (1.0, 0.0))
    if principle in ("nash", WEIGHTED):
        return _product_events(lines, low, high, np.ones(len(lines.gain)) if power is None else power)
    return _kalai_smorodinsky_events(lines, low, high)


def _walked(
    kind: int, lines: Lines, low: float, high: float, fixed: Array, own: Array, slope: Array, slack: float,
    ideal: tuple[float, float] = (1.0, 0.0),
) -> Array:  # fmt: skip
    """Walk by one criterion; ``ideal`` holds its two further numbers."""
    starts, ends = lines.active(low, high)
    given = (np.ascontiguousarray(fixed), np.ascontiguousarray(own), np.ascontiguousarray(slope))
    return _points(kind, *given, *ideal, starts, ends, float(low), float(high), slack, TIE)


def _points(*given: Any) -> Array:
    """Return what `walk` finds, with as much room as that takes."""
    room = _ROOM
    while True:
        found = np.empty(room)
        with_room = (*given, found)
        room = walk(*with_room)
        if room <= len(found):
            return found[:room]


def _sum_events(lines: Lines, low: float, high: float) -> Array:
    base = lines.others().sum(axis=0) + lines.start
    slack = _BETTER * max(float(np.abs(base).max()), 1e-300)
    return _walked(SUM, lines, low, high, np.empty((0, len(base))), base, lines.slope, slack)


def _leximin_events(lines: Lines, low: float, high: float, ideals: Array, ideal: tuple[float, float]) -> Array:
    """Walk by gains over the other parties' ideals and the moving party's, ``ideal[0] + ideal[1] * t``."""
    room = ideals > 0
    fixed = np.where(room[:, None], lines.others() / np.where(room, ideals, 1.0)[:, None], 1.0)
    slack = _BETTER * max(1.0, float(fixed.max(initial=0.0)))
    return _walked(LEXIMIN, lines, low, high, fixed, lines.start, lines.slope, slack, ideal)


def _product_events(lines: Lines, low: float, high: float, power: Array) -> Array:
    """Walk within each set of parties that gain together; between its ends, a set is the same all along.

    Two packages have the same product where the moving gains stand in a certain proportion: the root of a linear
    equation, whatever the weights.
    """
    counted = power > 0
    gaining = (lines.gain > 0) & counted[:, None]
    gaining[lines.party] = counted[lines.party] & ((lines.start != 0) | (lines.slope != 0))
    found = [*(bound[np.isfinite(bound)] for bound in _counts_change(lines, gaining.sum(axis=0), low, high))]
    # No power above 1, so that no product overflows.
    scaled = power / power.max()
    for group in np.unique(gaining, axis=1).T:
        part = lines.of(np.flatnonzero((gaining == group[:, None]).all(axis=0)))
        others = np.flatnonzero(group & (np.arange(len(group)) != lines.party))
        gain = part.gain[others]
        if (scaled[group] != 1).any():
            gain = (gain / gain.max(axis=1, keepdims=True)) ** scaled[others, None]
        rest, moves = gain.prod(axis=0), bool(group[lines.party])
        own, slope = (part.start, part.slope) if moves else (np.ones(len(rest)), np.zeros(len(rest)))
        raised = (float(scaled[lines.party]) if moves else 1.0, 0.0)
        found.append(_walked(PRODUCT, part, low, high, rest[None], own, slope, _BETTER, raised))
    return np.concatenate(found)


def power_events(gain: Array, party: int, power: Array) -> Array:
    """Return the shares of the weight of one party at which the pick of the weighted product may change, in no order.

    Parameters
    ----------
    gain : array, shape (parties, packages)
        Of the packages in the zone.
    power : array, shape (parties,)
        The other parties' weights, which keep their proportions.

    Notes
    -----
    With the share ``s``, the logarithm of the product is ``s ln g_party + (1 - s) sum_j w_j ln g_j``, the others'
    weights summing to 1: a straight line in ``s`` for each package.
    """
    counted = (power > 0) | (np.arange(len(power)) == party)
    gaining = (gain > 0) & counted[:, None]
    most = gaining.sum(axis=0).max(initial=0)
    others = np.where(np.arange(len(power)) == party, 0.0, power)
    found = [np.empty(0)]
    for group in np.unique(gaining[:, gaining.sum(axis=0) == most], axis=1).T:
        rows = np.flatnonzero((gaining == group[:, None]).all(axis=0))
        logs = np.log(gain[np.ix_(group, rows)])
        logs -= logs.max(axis=1, keepdims=True)
        rest = (others[group] / others.sum()) @ logs
        own = logs[int(group[:party].sum())] if group[party] else np.zeros(len(rows))
        slack = _BETTER * max(float(np.abs(logs).max(initial=0.0)), 1e-300)
        # Before and after the whole range.
        starts, ends = np.full(len(rows), -1.0), np.full(len(rows), 2.0)
        lines = (np.empty((0, len(rows))), rest, own - rest, 1.0, 0.0, starts, ends)
        found.append(_points(SUM, *lines, 0.0, 1.0, slack, TIE))
    return np.concatenate(found)


def _counts_change(lines: Lines, counts: NDArray[np.int64], low: float, high: float) -> list[Array]:
    """Return where each number of gaining parties begins and ceases to be attainable."""
    starts, ends = lines.active(low, high)
    bounds = []
    for count in np.unique(counts):
        here = (counts == count) & (starts <= ends)
        if here.any():
            order = np.argsort(starts[here], kind="stable")
            first, last = starts[here][order], np.maximum.accumulate(ends[here][order])
            gaps = first[1:] > last[:-1]
            bounds.append(np.concatenate([first[:1], first[1:][gaps], last[:-1][gaps], last[-1:]]))
    return bounds


def _kalai_smorodinsky_events(lines: Lines, low: float, high: float) -> Array:
    """Walk between the points at which an ideal changes its package."""
    bounds = _ideals_change(lines, low, high)
    found = [bounds]
    for start, end in zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True):
        middle = (start + end) / 2
        gain = lines.at(middle)
        inside = lines.inside(middle)
        if not inside.any():
            continue
        rows = np.flatnonzero(inside)
        top = int(rows[gain[lines.party, rows].argmax()])
        ideals = np.delete(gain[:, rows], lines.party, axis=0).max(axis=1)
        ideal = (float(lines.start[top]), float(lines.slope[top]))
        found.append(_leximin_events(lines, start, end, ideals, ideal))
    return np.concatenate(found)


def _ideals_change(lines: Lines, low: float, high: float) -> Array:
    """Return, with both ends of the range, where the best package in the zone changes for some party, sorted."""
    starts, ends = lines.active(low, high)
    bounds: set[float] = {low, high}
    for row in (*lines.others(), np.zeros(len(starts))):  # the last for the zone itself
        # As a step function: the best level attainable is that of the first, by falling level, whose interval is there.
        covered: list[tuple[float, float]] = []
        for level in np.unique(row)[::-1]:
            here = (row == level) & (starts <= ends)
            for start, end in zip(starts[here].tolist(), ends[here].tolist(), strict=True):
                if not any(a <= start and end <= b for a, b in covered):
                    bounds.update((start, end))
                    covered = _merged([*covered, (start, end)])
            if covered and covered[0][0] <= low and covered[0][1] >= high:
                break
    # The moving party's own ideal is the upper envelope of all lines: where it is 0 or more, it is in the zone.
    point = low
    top = int(np.lexsort((lines.slope, lines.start + lines.slope * low))[-1])
    while point < high:
        with np.errstate(divide="ignore", invalid="ignore"):
            root = -(lines.start - lines.start[top]) / (lines.slope - lines.slope[top])
        root = np.where((lines.slope > lines.slope[top]) & (root >= point), root, np.inf)
        point = float(root.min())
        if point >= high:
            break
        bounds.add(point)
        ahead = np.flatnonzero(root == point)
        top = int(ahead[lines.slope[ahead].argmax()])
    return np.array(sorted(bound for bound in bounds if low <= bound <= high))


def _merged(intervals: list[tuple[float, float]]) -> list[tuple[float, float]]:
    merged: list[tuple[float, float]] = []
    for start, end in sorted(intervals):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged
