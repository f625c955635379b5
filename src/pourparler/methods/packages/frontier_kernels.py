"""The inner loops of the Pareto frontier. Points have the shape (parties, points); rows are positions of points."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pourparler.methods.packages.compiled import compiled

Points = NDArray[np.float64]
Rows = NDArray[np.int64]

BLOCK = 32
"""So many unbeaten points share one bound when there are four parties or more."""


@compiled
def first_unbeaten(points: Points, most: int) -> Points:
    """Return the first few points, shape (points, parties), that no earlier one is at least as good as for all."""
    parties = points.shape[1]
    kept = np.empty((most, parties))
    found = 0
    for point in points:
        beaten = False
        for other in range(found):
            beaten = True
            for party in range(parties):
                if kept[other, party] < point[party]:
                    beaten = False
                    break
            if beaten:
                break
        if not beaten:
            kept[found] = point
            found += 1
            if found == most:
                break
    return kept[:found].copy()


@compiled
def not_beaten_by(points: Points, rows: Rows, strong: Points) -> Rows:
    """Return the rows that none of the strong points beats."""
    parties = len(points)
    kept = np.empty(len(rows), dtype=np.int64)
    found = 0
    for row in rows:
        beaten = False
        for other in range(len(strong)):
            as_good, better = True, False
            for party in range(parties):
                gap = strong[other, party] - points[party, row]
                if gap < 0:
                    as_good = False
                    break
                better = better or gap > 0
            if as_good and better:
                beaten = True
                break
        if not beaten:
            kept[found] = row
            found += 1
    return kept[:found].copy()


@compiled
def sweep_two(points: Points, order: Rows) -> Rows:
    """Return the unbeaten rows of two parties, which come by falling worth to the first, then to the second."""
    kept = np.empty(len(order), dtype=np.int64)
    found = 0
    first = second = -np.inf
    for row in order:
        better = points[1, row] > second
        if better or (points[0, row] == first and points[1, row] == second):
            first, second = points[0, row], points[1, row]
            kept[found] = row
            found += 1
    return kept[:found].copy()


@compiled
def sweep_three(points: Points, order: Rows) -> Rows:
    """Return the unbeaten rows of three parties, which come in falling lexicographic order.

    Behind the sweep stands the staircase of the other two: rows unbeaten so far, the second party's worth rising, the
    third's falling.
    """
    stairs = np.empty(len(order), dtype=np.int64)
    steps = 0
    kept = np.empty(len(order), dtype=np.int64)
    found = 0
    for row in order:
        first, second, third = points[0, row], points[1, row], points[2, row]
        low, high = 0, steps
        while low < high:
            middle = (low + high) // 2
            if points[1, stairs[middle]] < second:
                low = middle + 1
            else:
                high = middle
        if low < steps:
            rival = stairs[low]
            if points[2, rival] >= third:
                same = points[0, rival] == first and points[1, rival] == second and points[2, rival] == third
                if same:
                    kept[found] = row
                    found += 1
                continue
        kept[found] = row
        found += 1
        # What the new step covers: itself at equal second worth, and those before it that are no better for the third.
        end = low
        if low < steps and points[1, stairs[low]] == second:
            end = low + 1
        start = low
        while start > 0 and points[2, stairs[start - 1]] <= third:
            start -= 1
        shift = start + 1 - end
        if shift > 0:
            for place in range(steps - 1, end - 1, -1):
                stairs[place + 1] = stairs[place]
        elif shift < 0:
            for place in range(end, steps):
                stairs[place + shift] = stairs[place]
        stairs[start] = row
        steps += shift
    return kept[:found].copy()


@compiled
def sweep_many(points: Points, order: Rows) -> Rows:
    """Return the unbeaten rows of any number of parties; no row may be beaten by a later one.

    Unbeaten points are kept in blocks, each with its best worth to each party, so that most blocks are passed over.
    """
    parties = len(points)
    blocks = len(order) // BLOCK + 1
    archive = np.empty((blocks, parties, BLOCK))
    tops = np.full((blocks, parties), -np.inf)
    kept = np.empty(len(order), dtype=np.int64)
    found = 0
    for row in order:
        beaten = False
        for block in range((found + BLOCK - 1) // BLOCK):
            reach = True
            for party in range(parties):
                if tops[block, party] < points[party, row]:
                    reach = False
                    break
            if not reach:
                continue
            for slot in range(min(BLOCK, found - block * BLOCK)):
                as_good, better = True, False
                for party in range(parties):
                    gap = archive[block, party, slot] - points[party, row]
                    if gap < 0:
                        as_good = False
                        break
                    better = better or gap > 0
                if as_good and better:
                    beaten = True
                    break
            if beaten:
                break
        if not beaten:
            block, slot = found // BLOCK, found % BLOCK
            for party in range(parties):
                worth = points[party, row]
                archive[block, party, slot] = worth
                tops[block, party] = max(tops[block, party], worth)
            kept[found] = row
            found += 1
    return kept[:found].copy()
