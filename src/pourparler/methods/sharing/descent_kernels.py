"""Down the steepest slope: the least largest overcharge under limits, compiled; and the nearest point of a cone."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from pourparler.methods.compiled import compiled

INDEPENDENT = 1e-9
"""What is left of a row beside a basis, below which it is a combination of that."""
FLAT = 1e-9
"""A slope below this is none. Rows hold zeros and ones, so that other slopes are far above it."""
STEEP = 1e-11
TIED = 1e-10
"""Where the largest amount is about 1: closer than this is equal."""
WEIGHED = 1e-9
NOTHING = 1e-27
STEPS = 10_000


@compiled
def product(one: Any, other: Any) -> float:
    """Return the sum of the products of two lists; the second may be longer."""
    total = 0.0
    for place in range(len(one)):
        total += one[place] * other[place]
    return total


@compiled
def beside(row: Any, basis: Any, rank: int, rest: Any) -> float:
    """Fill ``rest`` with what is left of a row beside an orthonormal basis, and return its length."""
    for column in range(len(rest)):
        rest[column] = row[column]
    for _ in range(2):
        for place in range(rank):
            along = product(rest, basis[place])
            for column in range(len(rest)):
                rest[column] -= along * basis[place, column]
    return math.sqrt(product(rest, rest))


@compiled
def taken_in(row: Any, basis: Any, rank: int, rest: Any) -> int:
    """Add a row to an orthonormal basis unless it is a combination of it; return the rank after it."""
    length = beside(row, basis, rank, rest)
    if length < INDEPENDENT:
        return rank
    for column in range(len(rest)):
        basis[rank, column] = rest[column] / length
    return rank + 1


@compiled
def least_squares(columns: Any, kept: Any, target: Any, found: Any) -> bool:
    """Fill ``found`` with the weights of the kept columns whose sum is nearest to a target; False if they depend."""
    number, size = len(kept), len(target)
    basis, upper = np.zeros((number, size)), np.zeros((number, number))
    rest = np.empty(size)
    for place in range(number):
        for row in range(size):
            rest[row] = columns[kept[place], row]
        for _ in range(2):
            for earlier in range(place):
                along = product(rest, basis[earlier])
                upper[earlier, place] += along
                for row in range(size):
                    rest[row] -= along * basis[earlier, row]
        length = math.sqrt(product(rest, rest))
        if length < INDEPENDENT:
            return False
        upper[place, place] = length
        for row in range(size):
            basis[place, row] = rest[row] / length
    for place in range(number - 1, -1, -1):
        value = product(target, basis[place])
        for later in range(place + 1, number):
            value -= upper[place, later] * found[later]
        found[place] = value / upper[place, place]
    return True


@compiled
def nearest(columns: Any, active: Any, target: Any, weights: Any, rest: Any) -> None:
    """Find the point of a cone nearest to a target.

    Lawson, C. L. and Hanson, R. J. (1974), Solving Least Squares Problems, algorithm NNLS (23.10). ``weights`` (active)
    are filled with one weight for each of the active columns, 0 or more, and ``rest`` with target less weighted sum.
    """
    size = len(target)
    for place in range(len(active)):
        weights[place] = 0.0
    for row in range(size):
        rest[row] = target[row]
    state = np.zeros(len(active), dtype=np.int8)
    kept, places = np.empty(size + 1, dtype=np.int64), np.empty(size + 1, dtype=np.int64)
    found = np.empty(size + 1)
    number = 0
    for _ in range(STEPS):
        best, pick = STEEP * math.sqrt(product(rest, rest)), -1
        for place in range(len(active)):
            if state[place] == 0:
                slope = product(rest, columns[active[place]])
                if slope > best:
                    best, pick = slope, place
        if pick < 0:
            return
        places[number], kept[number] = pick, active[pick]
        number += 1
        if not least_squares(columns, kept[:number], target, found) or found[number - 1] <= 0.0:
            number -= 1
            state[pick] = 2
            continue
        state[pick] = 1
        while True:
            share = 1.0
            for place in range(number):
                if found[place] < 0.0:
                    have = weights[places[place]]
                    share = min(share, have / (have - found[place]))
            left = 0
            for place in range(number):
                have = weights[places[place]]
                if found[place] < 0.0 and have / (have - found[place]) <= share:
                    weights[places[place]] = 0.0
                    state[places[place]] = 0
                    continue
                weights[places[place]] = max(0.0, have + share * (found[place] - have))
                places[left], kept[left] = places[place], kept[place]
                left += 1
            if left == number:
                break
            number = left
            least_squares(columns, kept[:number], target, found)
        for place in range(len(active)):
            if state[place] == 2:
                state[place] = 0
        for row in range(size):
            value = target[row]
            for place in range(number):
                value -= weights[places[place]] * columns[kept[place], row]
            rest[row] = value
        if product(rest, rest) < NOTHING:
            return


@compiled
def lowest(rows: Any, limits: Any, soft: Any, basis: Any, rank: int, point: Any, weights: Any) -> float:
    """Move a point until the largest ``rows @ point - limits`` of the soft rows is as small as can be.

    It must keep, and keeps, that of the others at 0 or below, and what rows of an orthonormal basis make of it. The
    direction is the steepest one and is held until one more row comes to matter. So the point follows the subgradient
    flow of a convex function that is linear in pieces: the slope falls strictly from one piece to the next, no set of
    pieces comes twice, and ties do no harm.

    Returns the least largest amount, or not a number when none was found; fills ``weights`` (rows) with its prices. By
    these the amount is exact even where the point is not: it is their sum of amounts.
    """
    many, size = rows.shape
    free, columns = np.empty(many, dtype=np.bool_), np.zeros((many, size + 1))
    rest, over = np.empty(size), np.empty(many)
    for row in range(many):
        free[row] = beside(rows[row], basis, rank, rest) >= INDEPENDENT
        for column in range(size):
            columns[row, column] = rest[column]
        columns[row, size] = 1.0 if soft[row] else 0.0
    target = np.zeros(size + 1)
    target[size] = 1.0
    down = np.empty(size + 1)
    active, found = np.empty(many, dtype=np.int64), np.empty(many)
    matters = np.empty(many, dtype=np.bool_)
    for _ in range(STEPS):
        top = -math.inf
        for row in range(many):
            amount = product(point, rows[row]) - limits[row]
            over[row] = amount
            if free[row] and soft[row]:
                top = max(top, amount)
        number = 0
        for row in range(many):
            matters[row] = free[row] and over[row] > (top if soft[row] else 0.0) - TIED
            if matters[row]:
                active[number] = row
                number += 1
        nearest(columns, active[:number], target, found[:number], down)
        if math.sqrt(product(down, down)) < FLAT:
            for row in range(many):
                weights[row] = 0.0
            level, whole = 0.0, 0.0
            for place in range(number):
                weights[active[place]] = found[place]
                level += found[place] * over[active[place]]
                whole += found[place] if soft[active[place]] else 0.0
            return level / whole
        length = math.inf
        for row in range(many):
            if free[row] and not matters[row]:
                slope = product(down, columns[row])
                if slope > STEEP:
                    length = min(length, ((top if soft[row] else 0.0) - over[row]) / slope)
        if length == math.inf:
            break
        for column in range(size):
            point[column] += length * down[column]
    return math.nan


@compiled
def settled(rows: Any, limits: Any, soft: Any, total: float, point: Any, fixed: Any, values: Any, levels: Any) -> int:
    """Make the largest amount of the soft rows as small as can be, then the next, until one point is left.

    Amounts are those of `lowest`. The sum of the point is held at ``total``. Fills ``fixed`` (size, size) with
    independent rows and ``values`` (size) with what they make of the point that is left, and ``levels`` (size) with the
    amount fixed at each stage. Returns the number of stages, or -1 when one was not solved.
    """
    many, size = rows.shape
    basis, rest, weights = np.empty((size, size)), np.empty(size), np.empty(many)
    for column in range(size):
        fixed[0, column] = 1.0
    values[0] = total
    rank, stages = 0, 0
    rank = taken_in(fixed[0], basis, rank, rest)
    while rank < size:
        before = rank
        level = lowest(rows, limits, soft, basis, rank, point, weights)
        for row in range(many):
            if rank < size and weights[row] > WEIGHED:
                after = taken_in(rows[row], basis, rank, rest)
                if after > rank:
                    for column in range(size):
                        fixed[rank, column] = rows[row, column]
                    values[rank] = limits[row] + (level if soft[row] else 0.0)
                rank = after
        if rank == before or math.isnan(level):
            return -1
        levels[stages] = level
        stages += 1
    return stages
