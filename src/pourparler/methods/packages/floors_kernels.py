"""The compiled kernels of `under_floors`: counts and picks of one draw under many sets of reservation values."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from pourparler.methods.compiled import compiled


@compiled
def count_inside(worth: Any, rows: Any, floors: Any, counts: Any) -> None:
    """Fill ``counts`` (variants) with how many of some packages are worth at least the floors to every party.

    ``worth`` is (parties, packages); ``floors`` (variants, parties). Three packages in four are usually told apart by
    the first two parties, so these are compared without a branch.
    """
    variants, parties = floors.shape
    many = len(rows)
    picked = np.empty((parties, many))
    for party in range(parties):
        for place in range(many):
            picked[party, place] = worth[party, rows[place]]
    for variant in range(variants):
        total = 0
        if parties == 1:
            low = floors[variant, 0]
            for place in range(many):
                total += picked[0, place] >= low
        elif parties == 2:
            low, other = floors[variant, 0], floors[variant, 1]
            for place in range(many):
                total += (picked[0, place] >= low) & (picked[1, place] >= other)
        else:
            for place in range(many):
                inside = True
                for party in range(parties):
                    inside = inside & (picked[party, place] >= floors[variant, party])
                total += inside
        counts[variant] = total


@compiled
def better(one: Any, other: Any, slack: float) -> int:
    """Compare two rising lists step by step: 1 when the first is better, -1 when worse, 0 when they tie."""
    for level in range(len(one)):
        if one[level] > other[level] + slack:
            return 1
        if one[level] < other[level] - slack:
            return -1
    return 0


@compiled
def leximin_gains(gains: Any, scale: Any, slack: float, mean: Any) -> None:
    """Fill ``mean`` (parties) with the mean gain over what a leximin picks; ``gains`` is (packages, parties)."""
    count, parties = gains.shape
    rising = np.empty((count, parties))
    for row in range(count):
        for party in range(parties):
            value = gains[row, party] / scale[party] if scale[party] > 0 else 1.0
            place = party
            while place > 0 and rising[row, place - 1] > value:
                rising[row, place] = rising[row, place - 1]
                place -= 1
            rising[row, place] = value
    kept = np.ones(count, dtype=np.bool_)
    for level in range(parties):
        best = -math.inf
        for row in range(count):
            if kept[row] and rising[row, level] > best:
                best = rising[row, level]
        for row in range(count):
            if kept[row] and rising[row, level] < best - slack:
                kept[row] = False
    average(gains, kept, mean)


@compiled
def average(gains: Any, kept: Any, mean: Any) -> None:
    """Fill ``mean`` (parties) with the mean of the kept rows of ``gains`` (packages, parties)."""
    count, parties = gains.shape
    number = 0
    mean[:] = 0.0
    for row in range(count):
        if kept[row]:
            number += 1
            for party in range(parties):
                mean[party] += gains[row, party]
    mean /= number


@compiled
def terms_inside(points: Any, floors: Any, splits: Any, tie: float, gains: Any, ideals: Any) -> None:
    """Fill ``gains`` (principles, variants, parties): the mean gain over what each principle picks, NaN in no zone.

    And ``ideals`` (variants, parties): the most each party can have in the zone.

    ``points`` is (frontier, parties). Nash is left at infinity where some party can gain only in some packages and
    others only in others: that case has several products to look at and is left to the caller.
    """
    count, parties = points.shape
    inside = np.empty((count, parties))
    ideal, ones = np.empty(parties), np.ones(parties)
    for variant in range(len(floors)):
        number = 0
        for row in range(count):
            good = True
            for party in range(parties):
                if points[row, party] < floors[variant, party]:
                    good = False
                    break
            if good:
                for party in range(parties):
                    inside[number, party] = max(points[row, party] - splits[variant, party], 0.0)
                number += 1
        if number == 0:
            gains[:, variant] = np.nan
            ideals[variant] = np.nan
            continue
        here = inside[:number]
        able, largest = 0, 0.0
        for party in range(parties):
            ideal[party] = here[:, party].max()
            ideals[variant, party] = ideal[party]
            able += ideal[party] > 0
            largest = max(largest, ideal[party])
        best, most = -math.inf, -1
        logs, sums = np.empty(number), np.empty(number)
        for row in range(number):
            gaining, log, total = 0, 0.0, 0.0
            for party in range(parties):
                total += here[row, party]
                if ideal[party] > 0 and here[row, party] > tie * ideal[party]:
                    gaining += 1
                    log += math.log(here[row, party] / ideal[party])
            logs[row] = log if gaining == able else -math.inf
            sums[row] = total
            most = max(most, gaining)
            best = max(best, logs[row])
        if most == able:
            average(here, logs >= best - tie, gains[0, variant])
        else:
            gains[0, variant] = np.inf
        leximin_gains(here, ideal, tie, gains[1, variant])
        leximin_gains(here, ones, tie * largest, gains[2, variant])
        average(here, sums >= sums.max() - tie * ideal.sum(), gains[3, variant])
