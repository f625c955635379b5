"""The inner loops of the Pareto frontier. Points have the shape (parties, points); rows are positions of points."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pourparler.methods.compiled import compiled

Points = NDArray[np.float64]
Rows = NDArray[np.int64]
Floats = NDArray[np.float64]
Masks = NDArray[np.bool_]

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
def beaten_by_rivals(points: Points, rows: Rows, rivals: Rows, kept: Rows) -> int:
    """Write the rows that their rival, one other row each, does not beat to ``kept``; return how many."""
    parties = len(points)
    found = 0
    for row in rows:
        rival = rivals[row]
        as_good, better = True, False
        for party in range(parties):
            mine, other = points[party, row], points[party, rival]
            as_good &= other >= mine
            better |= other > mine
        kept[found] = row
        found += not (as_good and better)
    return found


@compiled
def cut_down(points: Points, rows: Rows, strong: Points, kept: Rows) -> int:
    """Write the rows that none of a few strong points (points, parties) beats to ``kept``; return how many.

    The strongest come first: most rows are beaten by one of the first few, and the others are not looked at.
    """
    parties = len(points)
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
    return found


@compiled
def no_better(column: Floats, worth: float, good: Masks) -> None:
    """Unmark the rows that are worth more than a rival to one party."""
    for place in range(len(column)):
        good[place] &= column[place] <= worth


@compiled
def not_beaten_by(points: Points, rows: Rows, strong: Rows, rivals: Rows, kept: Rows) -> int:
    """Write rows to ``kept``, and return how many: all that no strong one beats, and perhaps some others.

    ``rivals`` (points) is given the strong row by which a row is found to be beaten; without an entry a point, nothing
    is. All rows are held against one strong one after the other, without a branch; what is beaten is cleared away when
    it is a quarter of what is left. A point that is as good for all and has the larger sum is better for some; where
    the sums differ by less than their last digit, a row that is beaten stays.
    """
    parties, left = len(points), len(rows)
    chosen, sums = np.empty((parties, left)), np.zeros(left)
    good, dead = np.empty(left, dtype=np.bool_), np.zeros(left, dtype=np.bool_)
    by = np.zeros(left, dtype=np.int64)
    for place in range(left):
        kept[place] = rows[place]
    for party in range(parties):
        for place in range(left):
            chosen[party, place] = points[party, rows[place]]
            sums[place] += chosen[party, place]
    for turn in range(len(strong)):
        total = 0.0
        for party in range(parties):
            total += points[party, strong[turn]]
        here, gone, whose = good[:left], dead[:left], by[:left]
        for place in range(left):
            here[place] = sums[place] < total
        for party in range(parties):
            no_better(chosen[party, :left], points[party, strong[turn]], here)
        count = 0
        for place in range(left):
            whose[place] = strong[turn] if here[place] else whose[place]
            gone[place] |= here[place]
            count += gone[place]
        if 4 * count > left or (turn == len(strong) - 1 and count > 0):
            still = 0
            for place in range(left):
                if dead[place]:
                    if len(rivals):
                        rivals[kept[place]] = by[place]
                    continue
                kept[still], sums[still] = kept[place], sums[place]
                for party in range(parties):
                    chosen[party, still] = chosen[party, place]
                still += 1
            left = still
            for place in range(left):
                dead[place] = False
    return left


@compiled
def enter(points: Points, row: int, window: Rows, held: Points, count: int, rivals: Rows) -> int:
    """Let a row into a window of rows that do not beat each other, unless one of them beats it: then that is its rival.

    ``held`` (slots, parties) holds the worths of the rows in the window; those that the new one beats leave. Whatever
    beats a row moves forward, so that strong ones are met early. Return how many there are now.
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
            rivals[row] = window[slot]
            ahead = slot // 2
            window[ahead], window[slot] = window[slot], window[ahead]
            for party in range(parties):
                held[ahead, party], held[slot, party] = held[slot, party], held[ahead, party]
            return count
        if below and not above:
            rivals[window[slot]] = row
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
def unbeaten_after(points: Points, rows: Rows, last: Rows, rivals: Rows, most: int, window: Rows) -> int:
    """Write rows that no other beats to ``window``, and return how many; -1 when more than ``most`` would be looked at.

    ``last`` holds some rows that are likely to be unbeaten, those that beat most others first; ``rivals`` (points) for
    each row one that is likely to beat it. Both only save time; rivals are brought up to date.
    """
    left = np.empty(len(rows), dtype=np.int64)
    found = beaten_by_rivals(points, rows, rivals, left)
    if found > most:
        return -1
    held, waits = np.empty((found, len(points))), np.zeros(points.shape[1], dtype=np.bool_)
    for place in range(found):
        waits[left[place]] = True
    count = 0
    for turn in range(len(last) + found):
        row = last[turn] if turn < len(last) else left[turn - len(last)]
        if waits[row]:
            waits[row] = False
            count = enter(points, row, window, held, count, rivals)
    return count


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
