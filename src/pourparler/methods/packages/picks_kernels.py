"""The compiled form of `solutions`: what each principle picks of the gains in one zone, and where that is used.

Gains have the shape (packages, parties), only packages of the zone, none negative. Principles are counted as in
`solutions.PRINCIPLES`, the weighted Nash product last. All of these functions stand in one file because compiled code
that is kept on disk does not see that a function in another file has changed.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from pourparler.methods.compiled import compiled

NASH, SHARES, LEAST, SUM, WEIGHTED_NASH = 0, 1, 2, 3, 4
"""Nash, Kalai-Smorodinsky, egalitarian, utilitarian, weighted Nash."""


@compiled
def keep_products(gains: Any, ideal: Any, power: Any, tie: float, kept: Any) -> None:
    """Mark what the product of gains picks, each to its party's power; parties of power 0 are left out.

    Where no package gives all of them a gain: the largest product of each largest set of parties that gain together.
    """
    count, parties = gains.shape
    least = np.empty(parties)
    for party in range(parties):
        able = power[party] > 0 and ideal[party] > 0
        least[party] = tie * ideal[party] if able else math.inf
    gaining = np.zeros(count, dtype=np.int64)
    most = 0
    for row in range(count):
        for party in range(parties):
            gaining[row] += gains[row, party] > least[party]
        most = max(most, gaining[row])
    logs = np.empty(count)
    leader = np.empty(count, dtype=np.int64)
    for first in range(count):
        kept[first], leader[first] = False, -1
    for first in range(count):
        if gaining[first] != most or leader[first] >= 0:
            continue
        best = -math.inf
        for row in range(first, count):
            if gaining[row] != most or leader[row] >= 0:
                continue
            same = True
            for party in range(parties):
                if (gains[row, party] > least[party]) != (gains[first, party] > least[party]):
                    same = False
                    break
            if same:
                log = 0.0
                for party in range(parties):
                    if gains[row, party] > least[party]:
                        log += power[party] * math.log(gains[row, party] / ideal[party])
                leader[row], logs[row] = first, log
                best = max(best, log)
        for row in range(first, count):
            if leader[row] == first and logs[row] >= best - tie:
                kept[row] = True


@compiled
def keep_leximin(gains: Any, scale: Any, slack: float, kept: Any) -> None:
    """Mark what has the largest smallest gain over scale, then the second smallest; a scale of 0 counts as reached."""
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
        kept[row] = True
    for level in range(parties):
        best = -math.inf
        for row in range(count):
            if kept[row] and rising[row, level] > best:
                best = rising[row, level]
        for row in range(count):
            if kept[row] and rising[row, level] < best - slack:
                kept[row] = False


@compiled
def keep_sums(gains: Any, ideal: Any, tie: float, kept: Any) -> None:
    """Mark what has the largest sum of gains."""
    count, parties = gains.shape
    sums, best, scale = np.zeros(count), -math.inf, 0.0
    for party in range(parties):
        scale += ideal[party]
    for row in range(count):
        for party in range(parties):
            sums[row] += gains[row, party]
        best = max(best, sums[row])
    for row in range(count):
        kept[row] = sums[row] >= best - tie * scale


@compiled
def keep(kind: int, gains: Any, ideal: Any, power: Any, tie: float, kept: Any) -> None:
    """Mark what one principle picks; ``ideal`` (parties) holds the largest gains, ``power`` the weights of products."""
    if kind in (NASH, WEIGHTED_NASH):
        keep_products(gains, ideal, power, tie, kept)
    elif kind == SUM:
        keep_sums(gains, ideal, tie, kept)
    else:
        # One call for both, since compiled code is made anew wherever a function is called.
        scale, largest = np.empty(len(ideal)), 0.0
        for party in range(len(ideal)):
            largest = max(largest, ideal[party])
            scale[party] = ideal[party] if kind == SHARES else 1.0
        keep_leximin(gains, scale, tie if kind == SHARES else tie * largest, kept)


@compiled
def record_picks(
    kinds: Any, worth: Any, inside: Any, units: Any, origin: Any, power: Any, tie: float, share: float, draw: int,
    picked: Any, pick: Any, ties: Any, gain: Any, ideal: Any,
) -> None:  # fmt: skip
    """Write what the principles ``kinds`` pick in one draw to the arrays that `over_draws` keeps.

    ``worth`` is (parties, packages) in steps of the grid, ``inside`` the frontier of the zone, ``power`` (parties) the
    weights of the weighted product, scaled to mean 1 over those above 0.
    """
    count, parties = len(inside), len(units)
    gains, room = np.empty((count, parties)), np.zeros(parties)
    for party in range(parties):
        ideal[draw, party] = -math.inf
    for row in range(count):
        for party in range(parties):
            point = worth[party, inside[row]] / units[party]
            ideal[draw, party] = max(ideal[draw, party], point)
            gains[row, party] = max(point - origin[party], 0.0)
            room[party] = max(room[party], gains[row, party])
    ones, kept = np.ones(parties), np.empty(count, dtype=np.bool_)
    for place in range(len(kinds)):
        if kinds[place] < 0:
            continue
        keep(kinds[place], gains, room, power if kinds[place] == WEIGHTED_NASH else ones, tie, kept)
        first, number = -1, 0
        for row in range(count):
            if kept[row]:
                number += 1
                picked[place, inside[row]] += share
                first = row if first < 0 else first
        pick[place, draw], ties[place, draw] = inside[first], number
        for party in range(parties):
            gain[place, draw, party] = worth[party, inside[first]] / units[party] - origin[party]


@compiled
def average(gains: Any, kept: Any, mean: Any) -> None:
    """Fill ``mean`` (parties) with the mean of the kept rows of ``gains`` (packages, parties)."""
    count, parties = gains.shape
    number = 0
    for party in range(parties):
        mean[party] = 0.0
    for row in range(count):
        if kept[row]:
            number += 1
            for party in range(parties):
                mean[party] += gains[row, party]
    for party in range(parties):
        mean[party] /= number


@compiled
def terms_inside(points: Any, floors: Any, splits: Any, tie: float, gains: Any, ideals: Any) -> None:
    """Fill ``gains`` (principles, variants, parties): the mean gain over what each principle picks, NaN in no zone.

    And ``ideals`` (variants, parties): the most each party can have in the zone. ``points`` is (frontier, parties).
    """
    count, parties = points.shape
    inside, marks = np.empty((count, parties)), np.empty(count, dtype=np.bool_)
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
            for party in range(parties):
                ideals[variant, party] = np.nan
                for kind in range(len(gains)):
                    gains[kind, variant, party] = np.nan
            continue
        here, kept = inside[:number], marks[:number]
        for party in range(parties):
            ideal[party] = 0.0
            for row in range(number):
                ideal[party] = max(ideal[party], here[row, party])
            ideals[variant, party] = ideal[party]
        for kind in range(len(gains)):
            keep(kind, here, ideal, ones, tie, kept)
            average(here, kept, gains[kind, variant])


@compiled
def picked_along(
    kind: int, others: Any, party: int, start: Any, slope: Any, margin: Any, points: Any, power: Any, tie: float,
    picked: Any,
) -> None:  # fmt: skip
    """Mark in ``picked`` (points, packages) what a principle picks as one party's gains move along straight lines.

    ``others`` (parties, packages) holds the gains that stay; ``start``, ``slope`` and ``margin`` are those of
    `crossings.Lines`, whose rules about differences below rounding are kept.
    """
    parties, count = others.shape
    for place in range(len(points)):
        point = points[place]
        rows = np.empty(count, dtype=np.int64)
        gains, room = np.empty((count, parties)), np.zeros(parties)
        number = 0
        for row in range(count):
            picked[place, row] = False
            spare = (start[row] - margin[0]) + (slope[row] - margin[1]) * point
            moved = abs((slope[row] - margin[1]) * point)
            if spare < -1e-14 * (abs(start[row]) + abs(margin[0]) + moved):
                continue
            own = start[row] + slope[row] * point
            if abs(own) <= 1e-14 * (abs(start[row]) + abs(slope[row] * point)):
                own = 0.0
            for one in range(parties):
                gains[number, one] = max(own if one == party else others[one, row], 0.0)
                room[one] = max(room[one], gains[number, one])
            rows[number] = row
            number += 1
        if number == 0:
            continue
        kept = np.empty(number, dtype=np.bool_)
        keep(kind, gains[:number], room, power, tie, kept)
        for row in range(number):
            picked[place, rows[row]] = kept[row]
