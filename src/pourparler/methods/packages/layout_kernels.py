"""The inner loops over packages laid out as heads and tails. Sums are whole numbers, so they are exact in any order."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pourparler.methods.compiled import compiled

Floats = NDArray[np.float64]


@compiled
def add_up(
    heads: Floats,
    tails: Floats,
    first: NDArray[np.int64],
    tail_of: NDArray[np.int32],
    term_party: NDArray[np.int64],
    term_worth: Floats,
    head_match: NDArray[np.bool_],
    tail_match: NDArray[np.bool_],
    coarse: float,
    out: Floats,
) -> None:
    """Add the worth of head and tail of every package, rounding to the coarser grid unless ``coarse`` is 0.

    ``heads`` and ``tails`` have the shapes (parties, heads) and (parties, tails); the packages of head ``h`` are
    ``first[h]`` to ``first[h + 1]``. Terms that reach from head to tail are added where both parts match.
    """
    parties, number = heads.shape
    local = np.empty(tails.shape[1])
    for head in range(number):
        low, high = first[head], first[head + 1]
        for party in range(parties):
            for tail in range(len(local)):
                local[tail] = tails[party, tail]
            for term in range(len(term_party)):
                if term_party[term] == party and head_match[term, head]:
                    for tail in range(len(local)):
                        if tail_match[term, tail]:
                            local[tail] += term_worth[term]
            base = heads[party, head]
            if coarse == 0.0:
                for place in range(low, high):
                    out[party, place] = base + local[tail_of[place]]
            else:
                for place in range(low, high):
                    out[party, place] = np.rint((base + local[tail_of[place]]) * coarse)


@compiled
def judge(
    worth: Floats,
    floor: Floats,
    may: NDArray[np.bool_],
    share: float,
    accepted: Floats,
    in_zone: Floats,
    zone: NDArray[np.bool_],
) -> int:
    """Mark the packages in the zone, add a draw's weight to the counts, and return how many lie in the zone."""
    parties, number = worth.shape
    for place in range(number):
        zone[place] = may[place]
    for party in range(parties):
        least = floor[party]
        for place in range(number):
            accepts = worth[party, place] >= least
            zone[place] &= accepts
            accepted[party, place] += share if accepts else 0.0
    found = 0
    for place in range(number):
        if zone[place]:
            in_zone[place] += share
            found += 1
    return found
