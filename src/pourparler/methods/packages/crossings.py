"""Where one package overtakes another as one party's gains move along straight lines.

For each principle, a walk from the low end of the range: hold the package that is picked, find for every other the
first point at which it does better, go to the nearest such point, and go on from there. All crossings are roots of
linear equations. Points at which nothing changes may be among those returned; none is left out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pourparler.methods.packages.solutions import SOLVERS, TIE
from pourparler.methods.packages.values import Array

_BETTER = 1e-11
"""By how much, relative to the scale, a package does better; less is rounding."""
_NEAR = 1e-12
"""Points closer than this, relative to the range, are one."""
_ALIKE = 10 * TIE
"""How close two packages may tie; taking too many for twins costs a little time and changes nothing."""


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


def events(lines: Lines, principle: str, low: float, high: float) -> Array:
    """Return the points of a range at which a principle's pick may change, in no order."""
    if lines.gain.shape[1] == 0:
        return np.empty(0)
    if principle == "utilitarian":
        return _walk(lines, low, high, _Sum(lines))
    if principle == "egalitarian":
        return _walk(lines, low, high, _Leximin(lines, np.ones(len(lines.gain) - 1), (1.0, 0.0)))
    if principle == "nash":
        return _nash_events(lines, low, high)
    return _kalai_smorodinsky_events(lines, low, high)


class _Sum:
    """Larger sums of gains."""

    principle = "utilitarian"

    def __init__(self, lines: Lines) -> None:
        self.base = lines.others().sum(axis=0) + lines.start
        self.slope = lines.slope
        self.slack = _BETTER * max(float(np.abs(self.base).max()), 1e-300)

    def roots(self, held: int) -> Array:
        return _root(self.base - self.base[held], self.slope - self.slope[held])[:, None]

    def better(self, held: int, points: Array) -> NDArray[np.bool_]:
        return self._lead(held, points) > self.slack

    def key(self, point: float) -> Array:
        return np.asarray((self.base + self.slope * point)[None])

    def _lead(self, held: int, points: Array) -> Array:
        lead: Array = (self.base - self.base[held])[:, None] + (self.slope - self.slope[held])[:, None] * points
        return lead


class _Product:
    """Larger products of the gains of some parties, all positive."""

    principle = "nash"

    def __init__(self, lines: Lines, group: NDArray[np.bool_]) -> None:
        others = np.delete(group, lines.party)
        self.rest = lines.others()[others].prod(axis=0)
        self.moving = bool(group[lines.party])
        self.lines = lines

    def roots(self, held: int) -> Array:
        if not self.moving:
            return np.empty((len(self.rest), 0))
        lines, rest = self.lines, self.rest
        return _root(
            rest * lines.start - rest[held] * lines.start[held], rest * lines.slope - rest[held] * lines.slope[held]
        )[:, None]

    def better(self, held: int, points: Array) -> NDArray[np.bool_]:
        lines, rest = self.lines, self.rest[:, None]
        if not self.moving:
            return np.broadcast_to(rest > self.rest[held] * (1 + _BETTER), points.shape)
        mine = rest * (lines.start[:, None] + lines.slope[:, None] * points)
        held_ = self.rest[held] * (lines.start[held] + lines.slope[held] * points)
        return np.asarray(mine > held_ * (1 + _BETTER))

    def key(self, point: float) -> Array:
        own = self.lines.start + self.lines.slope * point if self.moving else 1.0
        return np.asarray((self.rest * own)[None])


class _Leximin:
    """Larger smallest gains over ideals, then larger second smallest ones, and so on."""

    principle = "egalitarian"

    def __init__(self, lines: Lines, ideals: Array, ideal: tuple[float, float]) -> None:
        self.lines = lines
        room = ideals > 0
        self.fixed = np.where(room[:, None], lines.others() / np.where(room, ideals, 1.0)[:, None], 1.0)
        self.ideal = ideal
        self.slack = _BETTER * max(1.0, float(self.fixed.max(initial=0.0)))

    def roots(self, held: int) -> Array:
        lines, (top, tilt) = self.lines, self.ideal
        found = [_root(lines.start - lines.start[held], lines.slope - lines.slope[held])]
        for level in (*self.fixed, *np.broadcast_to(self.fixed[:, [held]], self.fixed.shape)):
            found.append(_root(lines.start - level * top, lines.slope - level * tilt))
            found.append(_root(lines.start[held] - level * top, lines.slope[held] - level * tilt))
        return np.stack(found, axis=1)

    def better(self, held: int, points: Array) -> NDArray[np.bool_]:
        lines, (top, tilt) = self.lines, self.ideal
        ideal = top + tilt * points
        scale = np.where(ideal > 0, ideal, 1.0)
        moving = np.where(ideal > 0, (lines.start[:, None] + lines.slope[:, None] * points) / scale, 1.0)
        held_moving = np.where(ideal > 0, (lines.start[held] + lines.slope[held] * points) / scale, 1.0)
        mine = np.sort(np.concatenate([_spread(self.fixed, points), moving[None]]), axis=0)
        theirs = np.sort(np.concatenate([_spread(self.fixed[:, [held]], points), held_moving[None]]), axis=0)
        verdict = np.zeros(points.shape, dtype=np.bool_)
        undecided = np.ones(points.shape, dtype=np.bool_)
        for one, other in zip(mine, theirs, strict=True):
            verdict |= undecided & (one > other + self.slack)
            undecided &= np.abs(one - other) <= self.slack
        return verdict

    def key(self, point: float) -> Array:
        ideal = self.ideal[0] + self.ideal[1] * point
        moving = (self.lines.start + self.lines.slope * point) / ideal if ideal > 0 else np.ones(self.fixed.shape[1])
        return np.asarray(np.sort(np.concatenate([self.fixed, moving[None]]), axis=0))


def _spread(fixed: Array, points: Array) -> Array:
    return np.broadcast_to(fixed[:, :, None], (len(fixed), *points.shape))


def _root(start: Array, slope: Array) -> Array:
    """Return where lines are 0; nan where they never or always are."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.where(slope == 0, np.nan, -start / slope))


def _nash_events(lines: Lines, low: float, high: float) -> Array:
    """Walk within each set of parties that gain together; between its ends, a set is the same all along."""
    gaining = lines.gain > 0
    gaining[lines.party] = (lines.start != 0) | (lines.slope != 0)
    found = [*(bound[np.isfinite(bound)] for bound in _counts_change(lines, gaining.sum(axis=0), low, high))]
    for group in np.unique(gaining, axis=1).T:
        members = np.flatnonzero((gaining == group[:, None]).all(axis=0))
        part = lines.of(members)
        found.append(_walk(part, low, high, _Product(part, group)))
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
        criterion = _Leximin(lines, ideals, (float(lines.start[top]), float(lines.slope[top])))
        found.append(_walk(lines, start, end, criterion))
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
        root = _root(lines.start - lines.start[top], lines.slope - lines.slope[top])
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


def _twins(criterion: _Sum | _Product | _Leximin, held: int, low: float, high: float) -> NDArray[np.bool_]:
    """Return which packages tie with the one held all along: they do so at two points."""
    same = np.ones(1, dtype=np.bool_)
    for point in (low + 0.318 * (high - low), low + 0.707 * (high - low)):
        key = criterion.key(point)
        size = max(float(np.abs(key).max()), 1e-300)
        same = same & np.all(np.abs(key - key[:, [held]]) <= _ALIKE * size, axis=0)
    return same


def _walk(lines: Lines, low: float, high: float, criterion: _Sum | _Product | _Leximin) -> Array:
    starts, ends = lines.active(low, high)
    found: list[float] = []
    point = low
    while point < high:
        here = (starts <= point) & (ends > point)
        if not here.any():
            later = starts[(starts > point) & (starts < ends)]
            if len(later) == 0:
                break
            point = float(later.min())
            found.append(point)
            continue
        held = _pick(lines, here, point, min(high, float(ends[here].min())), criterion.principle)
        tried = {held}
        while True:
            # Packages that tie with it are picked as well while they are in the zone.
            twins = _twins(criterion, held, low, high)
            found += [bound for bound in (*starts[twins], *ends[twins]) if low < bound < high]
            until = min(high, float(ends[held]))
            beats = _first_better(starts, ends, point, until, criterion.roots(held), _asking(criterion, held))
            # Rounding can make three packages that tie beat each other in a circle: none is held twice at one point.
            again = np.array(sorted(tried))
            beats[again[beats[again] <= point + _NEAR * (high - low)]] = np.inf
            nearest = int(beats.argmin())
            if not np.isfinite(beats[nearest]):
                break
            if beats[nearest] > point + _NEAR * (high - low):
                tried = set()
            point, held = float(beats[nearest]), nearest
            tried.add(held)
            found.append(point)
        point = until
        found.append(point)
    return np.array(found)


def _asking(criterion: _Sum | _Product | _Leximin, held: int) -> Callable[[Array], NDArray[np.bool_]]:
    return lambda points: criterion.better(held, points)


def _pick(lines: Lines, here: NDArray[np.bool_], point: float, until: float, principle: str) -> int:
    """Return a package picked shortly after a point; the walk mends a wrong guess."""
    rows = np.flatnonzero(here)
    gain = np.maximum(lines.of(rows).at(point + 1e-6 * (until - point)), 0.0)
    return int(rows[SOLVERS[principle](gain, np.zeros(len(gain)), None)[0]])


def _first_better(
    starts: Array, ends: Array, point: float, until: float, roots: Array, better: Callable[[Array], NDArray[np.bool_]]
) -> Array:
    """Return, for each package, the first point from which on it does better than the one held; inf for never."""
    begin = np.clip(starts, point, None)[:, None]
    finish = np.clip(ends, None, until)[:, None]
    inner = np.clip(np.nan_to_num(roots, nan=np.inf, posinf=np.inf, neginf=-np.inf), begin, np.maximum(begin, finish))
    bounds = np.concatenate([begin, np.sort(inner, axis=1), np.maximum(begin, finish)], axis=1)
    bounds = np.where(np.isfinite(bounds), bounds, until)
    wide = bounds[:, 1:] - bounds[:, :-1] > 1e-13 * max(abs(point), abs(until), 1e-300)
    ahead = wide & (finish > begin) & better((bounds[:, 1:] + bounds[:, :-1]) / 2)
    first = ahead.argmax(axis=1)
    return np.asarray(np.where(ahead.any(axis=1), bounds[np.arange(len(bounds)), first], np.inf))
