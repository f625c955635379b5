"""The inner loops of the Pareto frontier. Points have the shape (parties, points); rows are positions of points."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pourparler.methods.compiled import compiled

Points = NDArray[np.float64]
Rows = NDArray[np.int64]

BLOCK = 32
"""So many unbeaten points share one bound when there are four parties or more."""


@compiled
def first_unbeaten(points: Points, kept: Rows) -> int:
    """Fill ``kept`` with the first points that no earlier one equals or beats, and return how many.

    Here, points have the shape (points, parties).
    """
    count, parties = points.shape
    found = 0
    for row in range(count):
        if found == len(kept):
            break
        beaten = False
        for place in range(found):
            beaten = True
            for party in range(parties):
                if points[kept[place], party] < points[row, party]:
                    beaten = False
                    break
            if beaten:
                break
        if not beaten:
            kept[found] = row
            found += 1
    return found


@compiled
def not_beaten_by(points: Points, rows: Rows, strong: Points, kept: Rows) -> int:
    """Write the rows that none of the strong points beats to ``kept``; return how many.

    ``strong`` has the shape (points, parties). A point that beats a row is tried earlier on the next one.
    """
    parties = len(points)
    order = np.arange(len(strong))
    found = 0
    for row in rows:
        beaten = False
        for place in range(len(order)):
            other = order[place]
            as_good, better = True, False
            for party in range(parties):
                gap = strong[other, party] - points[party, row]
                if gap < 0:
                    as_good = False
                    break
                better = better or gap > 0
            if as_good and better:
                beaten = True
                order[place] = order[place // 2]
                order[place // 2] = other
                break
        if not beaten:
            kept[found] = row
            found += 1
    return found


@compiled
def sweep_two(points: Points, order: Rows, kept: Rows) -> int:
    """Write to ``kept``, and count, the unbeaten rows of two parties, which come in falling lexicographic order."""
    found = 0
    first = second = -np.inf
    for row in order:
        better = points[1, row] > second
        if better or (points[0, row] == first and points[1, row] == second):
            first, second = points[0, row], points[1, row]
            kept[found] = row
            found += 1
    return found


@compiled
def sweep_three(points: Points, order: Rows, kept: Rows) -> int:
    """Write to ``kept``, and count, the unbeaten rows of three parties, which come in falling lexicographic order.

    Behind the sweep stands the staircase of the other two: rows unbeaten so far, the second party's worth rising, the
    third's falling.
    """
    stairs = np.empty(len(order), dtype=np.int64)
    steps = 0
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
    return found


@compiled
def sweep_many(points: Points, order: Rows, kept: Rows) -> int:
    """Write to ``kept``, and count, the unbeaten rows of any number of parties; no row may be beaten by a later one.

    Unbeaten points are kept in blocks, each with its best worth to each party, so that most blocks are passed over.
    """
    parties = len(points)
    blocks = len(order) // BLOCK + 1
    archive = np.empty((blocks, parties, BLOCK))
    tops = np.empty((blocks, parties))
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
                tops[block, party] = worth if slot == 0 else max(tops[block, party], worth)
            kept[found] = row
            found += 1
    return found


@compiled
def strike_out(points: Points, strong: Rows, beaten: NDArray[np.bool_]) -> None:
    """Mark in ``beaten`` the points that some strong ones beat: as good for all, and better in total.

    Without a branch, so that the processor takes several points at a time. Totals that rounding makes equal leave a
    beaten point unmarked, and never mark another.
    """
    parties, count = points.shape
    total, hit = np.empty(count), np.empty(count, dtype=np.bool_)
    for place in range(count):
        beaten[place] = False
        total[place] = points[0, place]
    for party in range(1, parties):
        for place in range(count):
            total[place] += points[party, place]
    for row in strong:
        most, top = points[0, row], total[row]
        for place in range(count):
            hit[place] = (points[0, place] <= most) & (total[place] < top)
        for party in range(1, parties):
            most = points[party, row]
            for place in range(count):
                hit[place] &= points[party, place] <= most
        for place in range(count):
            beaten[place] |= hit[place]


@compiled
def enter(points: Points, row: int, window: Rows, held: Points, count: int) -> int:
    """Let a point into a window of points that do not beat each other, unless one of them beats it.

    ``window`` holds their rows and ``held`` (slots, parties) their worths; those that the new one beats leave. Whatever
    beats a point moves forward, so that strong ones are met early. Return how many there are now.
    """
    parties = len(points)
    slot = 0
    while slot < count:
        above, below = False, False
        for party in range(parties):
            gap = held[slot, party] - points[party, row]
            above = above or gap > 0
            below = below or gap < 0
        if above and not below:
            ahead = slot // 2
            window[ahead], window[slot] = window[slot], window[ahead]
            for party in range(parties):
                held[ahead, party], held[slot, party] = held[slot, party], held[ahead, party]
            return count
        if below and not above:
            count -= 1
            window[slot] = window[count]
            for party in range(parties):
                held[slot, party] = held[count, party]
        else:
            slot += 1
    window[count] = row
    for party in range(parties):
        held[count, party] = points[party, row]
    return count + 1


@compiled
def unbeaten_from(points: Points, guess: Rows, strikes: int, window: Rows) -> int:
    """Write the rows of unbeaten points to ``window``, those that beat most first, and return how many.

    ``guess`` are rows likely to be unbeaten, the strongest first, of which so many are held against all others.
    """
    parties, count = points.shape
    held, done = np.empty((count, parties)), np.empty(count, dtype=np.bool_)
    strike_out(points, guess[:strikes], done)
    found = 0
    for row in guess:
        if not done[row]:
            done[row] = True
            found = enter(points, row, window, held, found)
    for row in range(count):
        if not done[row]:
            found = enter(points, row, window, held, found)
    return found
