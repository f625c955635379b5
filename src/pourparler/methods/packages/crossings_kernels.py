"""The compiled walk of `crossings`: hold the package that is picked, and go on to the first one that does better.

Three criteria, by number: the sum of gains, the product of gains, the leximin of gains over ideals. A package's own
line ``start + slope * t`` is the moving party's gain (for the sum, everybody's). What stays is in ``fixed`` (levels,
packages): nothing for the sum, the factor that multiplies the moving gain for the product, the other parties' gains
over their ideals for the leximin. ``top`` and ``tilt`` are the power of the moving gain in the product (and 0), and the
moving party's ideal ``top + tilt * t`` in the leximin.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from pourparler.methods.compiled import compiled

SUM, PRODUCT, LEXIMIN = 0, 1, 2

_NEAR = 1e-12
"""Points closer than this, relative to the range, are one."""


@compiled
def values_at(
    kind: int, fixed: Any, start: Any, slope: Any, top: float, tilt: float, row: int, point: float, out: Any
) -> None:  # fmt: skip
    """Fill ``out`` with what a criterion compares of one package at one point, in rising order for the leximin."""
    own = start[row] + slope[row] * point
    if kind == SUM:
        out[0] = own
    elif kind == PRODUCT:
        out[0] = fixed[0, row] * (own if top == 1.0 else max(own, 0.0) ** top)
    else:
        ideal = top + tilt * point
        value = own / ideal if ideal > 0 else 1.0
        levels = len(fixed)
        for level in range(levels + 1):
            given = fixed[level, row] if level < levels else value
            place = level
            while place > 0 and out[place - 1] > given:
                out[place] = out[place - 1]
                place -= 1
            out[place] = given


@compiled
def better(kind: int, mine: Any, held: Any, slack: float) -> bool:
    """Tell whether one package does better than the one held, by more than rounding."""
    if kind == SUM:
        return bool(mine[0] - held[0] > slack)
    if kind == PRODUCT:
        return bool(mine[0] > held[0] * (1 + slack))
    for level in range(len(mine)):
        if mine[level] > held[level] + slack:
            return True
        if abs(mine[level] - held[level]) > slack:
            return False
    return False


@compiled
def roots(kind: int, fixed: Any, start: Any, slope: Any, top: float, tilt: float, row: int, held: int, out: Any) -> int:
    """Write the points at which the order of two packages may change to ``out``; return how many."""
    found = 0
    if kind == PRODUCT:
        one, other = fixed[0, row], fixed[0, held]
        if top != 1.0:
            # Equal where the gains stand in this proportion; of it and its inverse, one does not overflow.
            one = min((one / other) ** (1 / top), 1.0)
            other = min((fixed[0, held] / fixed[0, row]) ** (1 / top), 1.0)
        steep = one * slope[row] - other * slope[held]
        if steep != 0:
            out[0] = -(one * start[row] - other * start[held]) / steep
            found = 1
        return found
    steep = slope[row] - slope[held]
    if steep != 0:
        out[0] = -(start[row] - start[held]) / steep
        found = 1
    if kind == LEXIMIN:
        for which in (row, held):
            for level in range(len(fixed)):
                for one in (row, held):
                    steep = slope[one] - fixed[level, which] * tilt
                    if steep != 0:
                        out[found] = -(start[one] - fixed[level, which] * top) / steep
                        found += 1
    return found


@compiled
def first_better(
    kind: int, fixed: Any, start: Any, slope: Any, top: float, tilt: float, slack: float, row: int, held: int,
    begin: float, finish: float, grain: float, soonest: float, crossed: Any, mine: Any, theirs: Any,
) -> float:  # fmt: skip
    """Return the first point of a stretch from which on a package does better than the one held.

    Infinity when it never does, or not before ``soonest``. Stretches no longer than ``grain`` are passed over.
    """
    count = roots(kind, fixed, start, slope, top, tilt, row, held, crossed)
    inner = 0
    for place in range(count):
        root = crossed[place]
        if begin < root < finish:
            spot = inner
            while spot > 0 and crossed[spot - 1] > root:
                crossed[spot] = crossed[spot - 1]
                spot -= 1
            crossed[spot] = root
            inner += 1
    low = begin
    for place in range(inner + 1):
        if low >= soonest:
            return math.inf
        high = crossed[place] if place < inner else finish
        if high - low > grain:
            middle = (high + low) / 2
            for which in range(2):
                one, out = (row, mine) if which == 0 else (held, theirs)
                values_at(kind, fixed, start, slope, top, tilt, one, middle, out)
            if better(kind, mine, theirs, slack):
                return low
        low = high
    return math.inf


@compiled
def best_at(
    kind: int, fixed: Any, start: Any, slope: Any, top: float, tilt: float, starts: Any, ends: Any, point: float,
    near: float, tie: float,
) -> int:  # fmt: skip
    """Return the first package that does best, or ties with it, at ``near`` among those there are at ``point``."""
    count = len(start)
    levels = len(fixed) + 1 if kind == LEXIMIN else 1
    values, kept = np.empty((count, levels)), np.empty(count, dtype=np.bool_)
    for row in range(count):
        kept[row] = starts[row] <= point < ends[row]
        values_at(kind, fixed, start, slope, top, tilt, row, near, values[row])
    for level in range(levels):
        best, size = -math.inf, 0.0
        for row in range(count):
            if kept[row]:
                best = max(best, values[row, level])
                for one in range(levels):
                    size = max(size, abs(values[row, one]))
        for row in range(count):
            kept[row] = kept[row] and values[row, level] >= best - tie * size
    for row in range(count):
        if kept[row]:
            return row
    return -1


@compiled
def walk(
    kind: int, fixed: Any, start: Any, slope: Any, top: float, tilt: float, starts: Any, ends: Any, low: float,
    high: float, slack: float, tie: float, found: Any,
) -> int:  # fmt: skip
    """Fill ``found``, in no order, with points among which are all at which the pick may change; return how many.

    Where there are more than it holds, the number alone says so. ``starts`` and ``ends`` (packages) say from where to
    where the moving party accepts each.
    """
    count = len(start)
    levels = len(fixed) + 1 if kind == LEXIMIN else 1
    number = 0
    crossed = np.empty(1 + 4 * len(fixed))
    mine, theirs = np.empty(levels), np.empty(levels)
    # Packages that tie all along do so at two points.
    sights = np.empty((2, count, levels))
    sizes = np.empty(2)
    for sight in range(2):
        sizes[sight] = 1e-300
        at = low + (0.318 if sight == 0 else 0.707) * (high - low)
        for row in range(count):
            values_at(kind, fixed, start, slope, top, tilt, row, at, sights[sight, row])
            for level in range(levels):
                sizes[sight] = max(sizes[sight], abs(sights[sight, row, level]))
    tried = np.zeros(count, dtype=np.int64)
    turn = 0
    point = low
    while point < high:
        least, later = math.inf, math.inf
        for row in range(count):
            if starts[row] <= point and ends[row] > point:
                least = min(least, ends[row])
            elif point < starts[row] < ends[row]:
                later = min(later, starts[row])
        if least == math.inf:
            if later == math.inf:
                break
            point = later
            if number < len(found):
                found[number] = point
            number += 1
            continue
        near = point + 1e-6 * (min(high, least) - point)
        held = best_at(kind, fixed, start, slope, top, tilt, starts, ends, point, near, tie)
        turn += 1
        tried[held] = turn
        while True:
            # Packages that tie with it are picked as well while they are in the zone.
            for row in range(count):
                twin = True
                for sight in range(2):
                    for level in range(levels):
                        if abs(sights[sight, row, level] - sights[sight, held, level]) > 10 * tie * sizes[sight]:
                            twin = False
                if twin:
                    for bound in (starts[row], ends[row]):
                        if low < bound < high:
                            if number < len(found):
                                found[number] = bound
                            number += 1
            until = min(high, ends[held])
            grain = 1e-13 * max(abs(point), abs(until), 1e-300)
            soonest, nearest = math.inf, -1
            for row in range(count):
                begin, finish = max(starts[row], point), min(ends[row], until)
                if finish > begin:
                    first = first_better(
                        kind, fixed, start, slope, top, tilt, slack, row, held,
                        begin, finish, grain, soonest, crossed, mine, theirs,
                    )  # fmt: skip
                    # Rounding can make packages that tie beat each other in a circle: none is held twice at one point.
                    if first < soonest and not (tried[row] == turn and first <= point + _NEAR * (high - low)):
                        soonest, nearest = first, row
            if nearest < 0:
                break
            if soonest > point + _NEAR * (high - low):
                turn += 1
            point, held = soonest, nearest
            tried[held] = turn
            if number < len(found):
                found[number] = point
            number += 1
        point = until
        if number < len(found):
            found[number] = point
        number += 1
    return number
