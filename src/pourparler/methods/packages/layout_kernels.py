"""The inner loops over packages laid out as heads and tails. Sums are whole numbers, so they are exact in any order."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pourparler.methods.compiled import compiled

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]
Masks = NDArray[np.bool_]


@compiled
def add_up(
    table: Floats, units: Floats, head_rows: Numbers, tail_rows: Numbers, first: Numbers, tail_of: NDArray[np.int32],
    term_party: Numbers, terms: Floats, side: Numbers, head_match: Masks, tail_match: Masks, coarse: float, out: Floats,
) -> None:  # fmt: skip
    """Add up what every package is worth, rounding to the coarser grid unless ``coarse`` is 0.

    ``table`` (parties, options) times ``units`` (parties) is rounded to whole steps first, unless ``coarse`` is 0;
    ``terms`` are such steps. ``head_rows`` (heads, issues) and ``tail_rows`` (tails, issues) hold options numbered
    through; the packages of head ``h`` are ``first[h]`` to ``first[h + 1]``. A term lies in heads (``side`` 0), in
    tails (1) or reaches across (2), and counts where both parts match.
    """
    parties = len(table)
    heads, tails = np.zeros((parties, len(head_rows))), np.zeros((parties, len(tail_rows)))
    for party in range(parties):
        step = np.empty(table.shape[1])
        for option in range(len(step)):
            step[option] = table[party, option] if coarse == 0.0 else np.rint(table[party, option] * units[party])
        for head in range(len(head_rows)):
            for issue in range(head_rows.shape[1]):
                heads[party, head] += step[head_rows[head, issue]]
        for tail in range(len(tail_rows)):
            for issue in range(tail_rows.shape[1]):
                tails[party, tail] += step[tail_rows[tail, issue]]
    for term in range(len(terms)):
        party = term_party[term]
        if side[term] == 0:
            for head in range(len(head_rows)):
                heads[party, head] += terms[term] if head_match[term, head] else 0.0
        elif side[term] == 1:
            for tail in range(len(tail_rows)):
                tails[party, tail] += terms[term] if tail_match[term, tail] else 0.0
    local = np.empty(len(tail_rows))
    for head in range(len(head_rows)):
        low, high = first[head], first[head + 1]
        for party in range(parties):
            for tail in range(len(local)):
                local[tail] = tails[party, tail]
            for term in range(len(terms)):
                if side[term] == 2 and term_party[term] == party and head_match[term, head]:
                    for tail in range(len(local)):
                        if tail_match[term, tail]:
                            local[tail] += terms[term]
            base = heads[party, head]
            if coarse == 0.0:
                for place in range(low, high):
                    out[party, place] = base + local[tail_of[place]]
            else:
                for place in range(low, high):
                    out[party, place] = np.rint((base + local[tail_of[place]]) * coarse)


@compiled
def judge(worth: Floats, floor: Floats, units: Floats, share: float, in_zone: Floats, zone: Masks) -> int:
    """Mark the packages in the zone, add a draw's weight to their counts, and return how many there are.

    ``worth`` (parties, packages) is in steps of the grid; ``floor`` (parties) times ``units`` is rounded to it.
    """
    parties, number = worth.shape
    for party in range(parties):
        least = np.rint(floor[party] * units[party])
        for place in range(number):
            zone[place] = worth[party, place] >= least and (party == 0 or zone[place])
    found = 0
    for place in range(number):
        in_zone[place] += share if zone[place] else 0.0
        found += zone[place]
    return found


@compiled
def refuse(
    worth: Floats, floor: Floats, units: Floats, closer: Numbers, options: Numbers,
    below: Floats, only: Floats, added: Floats, held: Floats,
) -> int:  # fmt: skip
    """Count, in one draw, who refuses what, and return how many open packages everybody accepts.

    ``closer`` (packages) holds what alone closes a package, -1 for an open one; ``options`` (packages, issues) its
    options, numbered through. Filled are ``below`` and ``only`` (parties), ``added`` (causes) and ``held`` (options):
    in how many of the packages that everybody accepts an option stands.
    """
    parties, number = worth.shape
    least = np.rint(floor * units)
    zone = 0
    for place in range(number):
        refusing, last = 0, -1
        for party in range(parties):
            if worth[party, place] < least[party]:
                refusing += 1
                last = party
                if closer[place] < 0:
                    below[party] += 1
        if refusing == 1 and closer[place] < 0:
            only[last] += 1
        elif refusing == 0 and closer[place] >= 0:
            added[closer[place]] += 1
        elif refusing == 0:
            zone += 1
            for issue in range(options.shape[1]):
                held[options[place, issue]] += 1
    return zone
