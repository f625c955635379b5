"""Kohlberg's criterion, compiled: level by level, weights that show that a collection of groups is balanced."""

from __future__ import annotations

from typing import Any

import numpy as np

from pourparler.methods.compiled import compiled
from pourparler.methods.sharing.descent_kernels import nearest, taken_in

EXACT = 1e-9


@compiled
def balanced(members: Any, groups: Any, held: Any) -> bool:
    """Say whether groups, and the held players, have weights that add to the same for every player.

    Weights are above 0 for groups and 0 or more for players. They are looked for as 1 and something more for each
    group; whatever finds them, the answer is yes only when the sums say so.
    """
    players = members.shape[1]
    number = len(groups) + len(held)
    rows, columns = np.zeros((number, players)), np.empty((number, players))
    every, least = np.empty(number, dtype=np.int64), np.zeros(number)
    target, sums = np.zeros(players), np.zeros(players)
    for place in range(number):
        every[place] = place
        if place < len(groups):
            least[place] = 1.0 / len(groups)
        size = 0.0
        for player in range(players):
            if place < len(groups):
                rows[place, player] = members[groups[place], player]
            elif player == held[place - len(groups)]:
                rows[place, player] = 1.0
            size += rows[place, player]
        for player in range(players):
            columns[place, player] = rows[place, player] - size / players
            target[player] -= least[place] * columns[place, player]
    weights, rest = np.empty(number), np.empty(players)
    nearest(columns, every, target, weights, rest)
    for place in range(number):
        if weights[place] < 0.0:
            return False
        for player in range(players):
            sums[player] += (least[place] + weights[place]) * rows[place, player]
    low, high = sums[0], sums[0]
    for player in range(players):
        low, high = min(low, sums[player]), max(high, sums[player])
    return bool(high - low <= EXACT * high)


@compiled
def holds(members: Any, over: Any, order: Any, slack: float, held: Any) -> bool:
    """Say whether at every level the groups overcharged that much or more are balanced.

    ``over`` is what each group is overcharged, ``order`` the groups but the first and last by falling overcharge.
    """
    players = members.shape[1]
    inner = len(order)
    basis, rest = np.empty((players, players)), np.empty(players)
    rank, end = 0, 0
    rank = taken_in(members[-1], basis, rank, rest)
    while end < inner and rank < players:
        before = rank
        while end < inner:
            if rank < players:
                rank = taken_in(members[order[end]], basis, rank, rest)
            end += 1
            if end < inner and over[order[end - 1]] - over[order[end]] > slack:
                break
        if rank > before and not balanced(members, order[:end], held):
            return False
    return True
