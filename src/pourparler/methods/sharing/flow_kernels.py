"""Payments from backers to measures as a flow, compiled: the most that can be met, and the most even burdens."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from pourparler.methods.compiled import compiled

NOTHING = 1e-13
"""Where the largest cost is 1: an amount below this does not flow."""
FULL = 1e-11
NEAR = 1e-9
"""Closer than this is equal; what is lacking and no more than this is met."""


@compiled
def fill(
    budget: Any,
    most: Any,
    permitted: Any,
    paid: Any,
    used: Any,
    total: Any,
    unmet: Any,
    dead: Any,
    came: Any,
    queue: Any,
) -> float:
    """Add payments along shortest paths until no more can be met, and return what is left unmet in all.

    ``budget`` (backers, periods) and ``most`` (backers) limit what a backer pays in a period and in all; ``paid``
    (backers, measures, periods), its sums ``used`` (backers, periods) and ``total`` (backers), and ``unmet`` (measures,
    periods) are carried on from what they hold. Nodes are measures by period, backers by period, backers: ``dead`` are
    those from which no backer with anything left can be reached, which is the smallest cut; ``came`` and ``queue`` are
    room to work in.
    """
    backers, measures, periods = paid.shape
    pairs = measures * periods
    heads = pairs + backers * periods
    for start in range(pairs):
        wanted, when = start // periods, start % periods
        while unmet[wanted, when] > NOTHING and not dead[start]:
            for node in range(heads + backers):
                came[node] = -2
            came[start], queue[0], head, tail, goal = -1, start, 0, 1, -1
            while head < tail and goal < 0:
                node = queue[head]
                head += 1
                if node < pairs:
                    measure, period = node // periods, node % periods
                    for backer in range(backers):
                        after = pairs + backer * periods + period
                        if permitted[backer, measure] and came[after] == -2 and not dead[after]:
                            came[after], queue[tail] = node, after
                            tail += 1
                    continue
                backer = (node - pairs) // periods if node < heads else node - heads
                first, last = 0, periods
                if node < heads:
                    first = (node - pairs) % periods
                    last = first + 1
                    after = heads + backer
                    room = budget[backer, first] - used[backer, first] > NOTHING
                    if room and came[after] == -2 and not dead[after]:
                        came[after], queue[tail] = node, after
                        tail += 1
                        if most[backer] - total[backer] > NOTHING:
                            goal = after
                            break
                for measure in range(measures):
                    for period in range(first, last):
                        after = measure * periods + period
                        if paid[backer, measure, period] > NOTHING and came[after] == -2 and not dead[after]:
                            came[after], queue[tail] = node, after
                            tail += 1
            if goal < 0:
                for place in range(tail):
                    dead[queue[place]] = True
                break
            amount = min(unmet[wanted, when], most[goal - heads] - total[goal - heads])
            for step in range(2):
                node = goal
                while came[node] != -1:
                    before = came[node]
                    if node >= heads:
                        backer, period = node - heads, (before - pairs) % periods
                        if step == 0:
                            amount = min(amount, budget[backer, period] - used[backer, period])
                        else:
                            used[backer, period] += amount
                    elif node >= pairs:
                        if step == 1:
                            paid[(node - pairs) // periods, before // periods, before % periods] += amount
                    else:
                        backer = (before - pairs) // periods if before < heads else before - heads
                        if step == 0:
                            amount = min(amount, paid[backer, node // periods, node % periods])
                        else:
                            paid[backer, node // periods, node % periods] -= amount
                            if before >= heads:
                                used[backer, node % periods] -= amount
                    node = before
            total[goal - heads] += amount
            unmet[wanted, when] -= amount
    left = 0.0
    for measure in range(measures):
        for period in range(periods):
            left += unmet[measure, period]
    return left


@compiled
def relieved(
    budget: Any, most: Any, settled: Any, permitted: Any, paid: Any, used: Any, total: Any, found: Any
) -> None:
    """Mark in ``found`` (backers) who could pay less in all, were those with anything left to pay more.

    Those who are settled may pay for other things, but have nothing left.
    """
    backers, measures, periods = paid.shape
    able = np.zeros((backers, periods), dtype=np.bool_)
    for backer in range(backers):
        found[backer] = not settled[backer] and most[backer] - total[backer] > NEAR
    moved = True
    while moved:
        moved = False
        for backer in range(backers):
            for period in range(periods):
                if found[backer] and not able[backer, period]:
                    able[backer, period] = budget[backer, period] - used[backer, period] > NEAR
                    moved = moved or able[backer, period]
                if not able[backer, period]:
                    continue
                for other in range(backers):
                    if found[other] and able[other, period]:
                        continue
                    for measure in range(measures):
                        if permitted[backer, measure] and paid[other, measure, period] > NEAR:
                            found[other] = able[other, period] = moved = True
                            break


@compiled
def withdrawn(amount: float, paid: Any, used: Any, unmet: Any) -> None:
    """Take an amount back from what a backer pays: ``paid`` (measures, periods), ``used`` (periods)."""
    for measure in range(len(paid)):
        for period in range(len(used)):
            part = min(amount, paid[measure, period])
            if part > 0.0:
                paid[measure, period] -= part
                used[period] -= part
                unmet[measure, period] += part
                amount -= part


@compiled
def even(cost: Any, budget: Any, permitted: Any, weight: Any, levels: Any) -> bool:
    """Fill ``levels`` (backers) with what each pays in all over its weight, made even; False when costs are not met.

    The largest cost is about 1. The largest level is raised from below by Newton's steps along smallest cuts; who
    cannot be relieved of it is settled there, and the same is done among the others.
    """
    backers, (measures, periods) = len(budget), cost.shape
    nodes = measures * periods + backers * periods + backers
    paid, used, total = np.zeros((backers, measures, periods)), np.zeros((backers, periods)), np.zeros(backers)
    unmet, dead = cost.copy(), np.empty(nodes, dtype=np.bool_)
    came, queue = np.empty(nodes, dtype=np.int64), np.empty(nodes, dtype=np.int64)
    settled, free = np.zeros(backers, dtype=np.bool_), np.zeros(backers, dtype=np.bool_)
    most = np.zeros(backers)
    rest, waiting = 0.0, backers
    for measure in range(measures):
        for period in range(periods):
            rest += cost[measure, period]
    while waiting > 0:
        heavy = 0.0
        for backer in range(backers):
            if not settled[backer]:
                heavy += weight[backer]
        level = max(0.0, rest / heavy)
        while True:
            for backer in range(backers):
                if not settled[backer]:
                    most[backer] = level * weight[backer]
                    if total[backer] > most[backer]:
                        withdrawn(total[backer] - most[backer], paid[backer], used[backer], unmet)
                        total[backer] = most[backer]
            for node in range(nodes):
                dead[node] = False
            left = fill(budget, most, permitted, paid, used, total, unmet, dead, came, queue)
            if left <= FULL:
                break
            heavy = 0.0
            for backer in range(backers):
                if not settled[backer] and dead[nodes - backers + backer]:
                    heavy += weight[backer]
            if heavy == 0.0:
                break
            level += left / heavy
        if waiting == backers:
            for period in range(periods):
                left = 0.0
                for measure in range(measures):
                    left += unmet[measure, period]
                if left > NEAR:
                    return False
        relieved(budget, most, settled, permitted, paid, used, total, free)
        before = waiting
        for backer in range(backers):
            if not settled[backer] and not free[backer]:
                settled[backer], levels[backer] = True, level
                rest -= most[backer]
                waiting -= 1
        if waiting == before:
            for backer in range(backers):
                if not settled[backer]:
                    settled[backer], levels[backer] = True, total[backer] / weight[backer]
            waiting = 0
    return True


@compiled
def missing(cost: Any, budget: Any, permitted: Any, alone: Any) -> float:
    """Return how much is missing in one period, and fill ``alone`` (backers): by that, if one's budget may rise.

    ``cost`` is (measures, 1), ``budget`` (backers, 1). What no rise is enough for is infinite.
    """
    backers, measures = len(budget), len(cost)
    nodes = measures + backers + backers
    paid, used, total = np.zeros((backers, measures, 1)), np.zeros((backers, 1)), np.zeros(backers)
    unmet, dead = cost.copy(), np.zeros(nodes, dtype=np.bool_)
    came, queue = np.empty(nodes, dtype=np.int64), np.empty(nodes, dtype=np.int64)
    most = np.full(backers, math.inf)
    left = fill(budget, most, permitted, paid, used, total, unmet, dead, came, queue)
    if left <= NEAR:
        alone[:] = 0.0
        return 0.0
    nobody = 0.0
    for measure in range(measures):
        if not permitted[:, measure].any():
            nobody += cost[measure, 0]
    for backer in range(backers):
        raised, dead[:] = budget.copy(), False
        raised[backer, 0] = math.inf
        again = paid.copy(), used.copy(), total.copy(), unmet.copy()
        rest = fill(raised, most, permitted, again[0], again[1], again[2], again[3], dead, came, queue)
        alone[backer] = left if rest <= NEAR else math.inf
    return left if nobody <= NEAR else math.inf
