"""The compiled loops of `table` and `offers`: some draws at a time, every package of a draw while it is in cache.

Worths have the shape (draws, parties, packages). Inner loops have no branch where they can do without, so that the
processor takes several packages at a time; nothing is summed in another order than it is written.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from pourparler.methods.compiled import compiled


@compiled
def product_of_gains(worth: Any, floors: Any, origins: Any, losses: Any, losing: Any, product: Any) -> Any:
    """Fill ``product`` (packages) with the product of what parties gain, -1 where one is left below its floor.

    ``worth`` and ``losses`` are (parties, packages); ``losing`` (parties) tells who loses something by some package. No
    floor lies below the origin from which the party gains. Return how many packages pass, and the largest product.
    """
    parties, packages = worth.shape
    for place in range(packages):
        product[place] = 1.0
    for party in range(parties):
        floor, origin = floors[party], origins[party]
        if losing[party]:
            for place in range(packages):
                lost = losses[party, place]
                passes = (worth[party, place] - floor - lost >= 0) & (product[place] >= 0)
                product[place] = product[place] * (worth[party, place] - origin - lost) if passes else -1.0
        else:
            for place in range(packages):
                passes = (worth[party, place] >= floor) & (product[place] >= 0)
                product[place] = product[place] * (worth[party, place] - origin) if passes else -1.0
    count, best = 0, -1.0
    for place in range(packages):
        count += product[place] >= 0
        if product[place] > best:
            best = product[place]
    return count, best


@compiled
def split_draws(
    worth: Any, floors: Any, origins: Any, own: Any, cost: Any, whose: Any, broken: Any, least: float, tie: float,
    room: Any, gains: Any, kept: Any,
) -> None:  # fmt: skip
    """Split terms in each draw by the largest product of gains, and tell what each party has of that.

    ``floors``, ``origins`` and ``own`` are (draws, parties): what a package must be worth, where gains in the product
    start, as these are seen, and where gains start that are told. Words are counted by ``cost`` (draws, words),
    ``whose`` (words) and ``broken`` (words, packages), the packages that go back on them.

    Fill ``room`` (draws) with how many packages pass; ``gains`` (draws, parties) with the mean over the packages that
    are picked, none counted below ``least``, 0 where nothing passes; ``kept`` (draws, words) with the share of them
    that keeps a word.
    """
    draws, parties, packages = worth.shape
    words = len(whose)
    product, losses = np.empty(packages), np.zeros((parties, packages))
    losing, picks = np.zeros(parties, dtype=np.bool_), np.empty(packages, dtype=np.int64)
    for word in range(words):
        losing[whose[word]] = True
    for draw in range(draws):
        for party in range(parties):
            gains[draw, party] = 0.0
            if losing[party]:
                for place in range(packages):
                    losses[party, place] = 0.0
        for word in range(words):
            kept[draw, word] = 0.0
            party, lost = whose[word], cost[draw, word]
            for place in range(packages):
                losses[party, place] += lost if broken[word, place] else 0.0
        room[draw], best = product_of_gains(worth[draw], floors[draw], origins[draw], losses, losing, product)
        if best < 0:
            continue
        number, enough = 0, best * (1 - tie)
        for place in range(packages):
            if product[place] >= enough:
                picks[number] = place
                number += 1
        for party in range(parties):
            for pick in range(number):
                gain = worth[draw, party, picks[pick]] - own[draw, party]
                gains[draw, party] += max(gain - losses[party, picks[pick]], least)
            gains[draw, party] /= number
        for word in range(words):
            for pick in range(number):
                kept[draw, word] += 0.0 if broken[word, picks[pick]] else 1.0
            kept[draw, word] /= number


@compiled
def word_draws(worth: Any, floors: Any, origins: Any, speaker: int, broken: Any, outside: Any, least: Any) -> None:
    """Fill ``outside`` and ``least`` (draws): whether one word lies outside the zone, and from which cost it is kept.

    ``floors`` and ``origins`` as in `split_draws`; ``broken`` (packages). See `table.Words`.
    """
    draws, parties, packages = worth.shape
    rest, accept = np.empty(packages), np.empty(packages, dtype=np.bool_)
    for draw in range(draws):
        for place in range(packages):
            rest[place], accept[place] = 1.0, True
        for party in range(parties):
            if party != speaker:
                floor, origin = floors[draw, party], origins[draw, party]
                for place in range(packages):
                    rest[place] *= worth[draw, party, place] - origin
                    accept[place] &= worth[draw, party, place] >= floor
        floor, origin, best, reach = floors[draw, speaker], origins[draw, speaker], -1.0, False
        for place in range(packages):
            if accept[place] and not broken[place]:
                reach = True
                if worth[draw, speaker, place] >= floor:
                    best = max(best, (worth[draw, speaker, place] - origin) * rest[place])
        outside[draw] = not reach
        most = 0.0
        for place in range(packages):
            if accept[place] and broken[place] and rest[place] > 0:
                most = max(most, worth[draw, speaker, place] - origin - max(best, 0.0) / rest[place])
        least[draw] = math.inf if best < 0 else most


@compiled
def earned(gain: float, chance: float) -> Any:
    """Return an expected gain to nine digits."""
    return np.rint(gain * chance * 1e9) / 1e9


@compiled
def part_of(grid: Any, scale: float, worth: float) -> int:
    """Return in which of as many equal parts as a rising grid has points a worth lies; beyond it, the first or last."""
    return int(min(max((worth - grid[0]) * scale, 0.0), len(grid) - 1.0))


@compiled
def best_packages(
    worth: Any, floors: Any, proposer: int, other: int, grid: Any, chances: Any, first: int, chosen: Any
) -> None:
    """Fill ``chosen`` (draws) with the package that a proposer puts on the table: see `offers.best_package`.

    ``floors`` is (draws, parties); ``chances`` one row, or a row a draw from ``first`` on.
    """
    draws, parties, packages = worth.shape
    points, span = len(grid), grid[-1] - grid[0]
    scale = (points - 1.0) / span if span > 0 else 0.0
    # How many points lie in earlier parts of the grid: those below a worth for sure. The next one: those that may be.
    ahead = np.zeros(points + 1, dtype=np.int64)
    for point in range(points):
        ahead[part_of(grid, scale, grid[point]) + 1] += 1
    for part in range(points):
        ahead[part + 1] += ahead[part]
    below, most = np.zeros(points + 1), np.empty(points)
    last = -1
    for draw in range(draws):
        row = first + draw if len(chances) > 1 else 0
        for point in range(points):
            below[point + 1] = below[point] + chances[row, point]
        for part in range(points):
            most[part] = below[ahead[part + 1]]
        mine, theirs, floor = worth[draw, proposer], worth[draw, other], floors[draw, proposer]
        best, generous, found, reach = 0.0, -math.inf, -1, 0.0
        # The last draw's choice first: what it earns in this one tells most packages apart at once.
        for turn in range(2):
            start, stop = (max(last, 0), last + 1) if turn == 0 else (0, packages)
            for place in range(start, stop):
                gain = mine[place] - floor
                part = part_of(grid, scale, theirs[place])
                if gain * most[part] < reach or gain <= 0:
                    continue
                passes = True
                for party in range(parties):
                    if party not in (proposer, other):
                        passes = passes and worth[draw, party, place] >= floors[draw, party]
                if not passes:
                    continue
                reached = ahead[part]
                while reached < points and grid[reached] <= theirs[place]:
                    reached += 1
                gain = earned(gain, below[reached])
                if gain <= 0 or gain < best:
                    continue
                better = gain > best or theirs[place] > generous
                if better or (theirs[place] == generous and place < found):
                    best, generous, found = gain, theirs[place], place
                    # Short of the best by more than rounding can make up for.
                    reach = best * (1 - 1e-12) - 1e-9
        chosen[draw] = found
        last = found if found >= 0 else last
