"""The inner loop of branch and bound over groups of issues."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pourparler.methods.compiled import compiled

Floats = NDArray[np.float64]

SUM, LEAST, PRODUCT = 0, 1, 2
"""What is maximised: a weighted sum of gains, the smallest scaled gain, the product of scaled gains."""


@compiled
def value_of(kind: int, scaled: Floats) -> float:
    """Return what a package is worth to a principle, from its scaled gains."""
    if kind == SUM:
        total = 0.0
        for gain in scaled:
            total += gain
        return total
    if kind == LEAST:
        least = np.inf
        for gain in scaled:
            least = min(least, gain)
        return least
    product = 1.0
    for gain in scaled:
        product *= max(gain, 0.0)
    return product


@compiled
def descend(
    kind: int,
    sums: Floats,
    first: NDArray[np.int64],
    prices: Floats,
    constant: float,
    scale: Floats,
    origin: Floats,
    start: float,
    slack: float,
    least: Floats,
    most_nodes: int,
    found: NDArray[np.int32],
) -> tuple[int, float, int]:
    """Search all packages for those of the largest value, and write their parts to ``found``.

    Parts of group ``g`` are the rows ``first[g]`` to ``first[g + 1]`` of ``sums``, shape (parts, parties), in falling
    order of ``sums @ prices``. Gains are sums less the origin; gain times ``scale`` is what `value_of` takes. For every
    package in the zone, ``constant + prices @ gains`` is at least its value (its logarithm for the product). ``start``
    is a value known to be attained, or below all. A gain of less than ``least`` is outside the zone.

    Returns how many were found (one more than fit, when they do not), the largest value, and the nodes looked at (one
    more than ``most_nodes`` when the search was given up).
    """
    groups, parties = len(first) - 1, sums.shape[1]
    best_rest = np.zeros((groups + 1, parties))
    price_rest = np.zeros(groups + 1)
    price = np.zeros(len(sums))
    for part in range(len(sums)):
        for party in range(parties):
            price[part] += sums[part, party] * prices[party]
    for group in range(groups - 1, -1, -1):
        price_rest[group] = price_rest[group + 1] + price[first[group]]
        for party in range(parties):
            most = sums[first[group], party]
            for part in range(first[group], first[group + 1]):
                most = max(most, sums[part, party])
            best_rest[group, party] = best_rest[group + 1, party] + most
    at = first[:-1].copy()
    partial = np.zeros((groups + 1, parties))
    paid = np.zeros(groups + 1)
    for party in range(parties):
        partial[0, party] = -origin[party]
        paid[0] -= origin[party] * prices[party]
    best, count, nodes, depth = start, 0, 0, 0
    scaled = np.empty(parties)
    capacity = len(found)
    while depth >= 0:
        if at[depth] >= first[depth + 1]:
            at[depth] = first[depth]
            depth -= 1
            if depth >= 0:
                at[depth] += 1
            continue
        nodes += 1
        if nodes > most_nodes:
            return count, best, nodes
        part = at[depth]
        bound = constant + paid[depth] + price[part] + price_rest[depth + 1]
        target = (np.log(best) if best > 0.0 else -np.inf) if kind == PRODUCT else best
        if bound < target - slack:
            # Later parts have lower prices still.
            at[depth] = first[depth]
            depth -= 1
            if depth >= 0:
                at[depth] += 1
            continue
        reach = True
        for party in range(parties):
            gain = partial[depth, party] + sums[part, party]
            partial[depth + 1, party] = gain
            most = gain + best_rest[depth + 1, party]
            if most < least[party]:
                reach = False
                break
            scaled[party] = most * scale[party]
        if reach:
            value = value_of(kind, scaled)
            reach = value >= best - slack if kind != PRODUCT else value >= best * (1.0 - slack)
        if not reach:
            at[depth] += 1
            continue
        paid[depth + 1] = paid[depth] + price[part]
        if depth + 1 < groups:
            depth += 1
            at[depth] = first[depth]
            continue
        if value > best:
            if (value > best + slack) if kind != PRODUCT else (value > best * (1.0 + slack)):
                count = 0
            best = value
        if count == capacity:
            return count + 1, best, nodes
        for group in range(groups):
            found[count, group] = at[group]
        count += 1
        at[depth] += 1
    return count, best, nodes
