"""Adjusted Winner for two principals: who would get its way on which issue, if issues could be shared."""

from __future__ import annotations

import numpy as np

from pourparler.analysis.packages.blocking import FIRST
from pourparler.analysis.packages.counting import Hold, ranged
from pourparler.analysis.packages.naming import METHOD, Names
from pourparler.analysis.packages.structure import Structure
from pourparler.analysis.packages.trades import own_ways
from pourparler.core.result import Cell, Table
from pourparler.methods.packages.adjusted_winner import adjusted_winner


def adjusted_winner_table(structure: Structure, names: Names) -> Table:
    """Return, for two principals, in how many draws each gets its way on each issue, and what both end with.

    Two rows an issue, one for each party, so that neither is named first. The points of an issue are what stands
    between a party's own way and the other's on it; issues on which both want the same are left out. With more than two
    principals, or without a contested issue, the table is empty.
    """
    arrays = structure.arrays
    columns = ("issue", "party", "its own way", "gets it whole in", "shared in", "its part where shared (per cent)")
    title = "Adjusted Winner: who would get its way, if issues could be shared"
    contested: list[int] = []
    if len(arrays.known) == 2 and structure.open.any():
        ways = own_ways(structure)
        contested = [place for place in names.in_order() if ways[place][0] != ways[place][1]]
    if not contested:
        return Table("adjusted-winner", title, columns, ())
    numbers = np.array([[arrays.number((place, ways[place][party])) for place in contested] for party in (0, 1)])
    additive = arrays.values.additive
    points = np.stack([additive[:, n][:, numbers[n]] - additive[:, n][:, numbers[1 - n]] for n in (0, 1)], axis=1)
    points = np.maximum(points, 0.0)[: None if arrays.exact else FIRST]
    drawn = [adjusted_winner(of_draw) for of_draw in points if of_draw.sum(axis=1).all()]
    if not drawn:
        return Table("adjusted-winner", title, columns, ())
    first = np.array([division.first_share for division in drawn])
    ends = np.array([division.points for division in drawn])
    rows: list[tuple[Cell, ...]] = []
    for at, place in enumerate(contested):
        for party in names.parties():
            number = arrays.known.index(party)
            part = first[:, at] if number == 0 else 1 - first[:, at]
            split = (part > 0) & (part < 1)
            counts = (int((part >= 1).sum()), int(split.sum()))
            whole, shared = (Hold(count, len(drawn), arrays.exact).brief for count in counts)
            way = names.option(place, ways[place][number])
            rows.append((names.issue(place), names.party(party), way, whole, shared, ranged(100 * part[split])))
    note = (
        f"In how many of {len(drawn):,} draws. Both end with {ranged(ends.min(axis=1))} of 100 points spread over "
        "these issues, eight of ten draws. It assumes issues that can be shared, and looks neither at no deal nor at "
        "linkages."
    )
    marks = {(number, columns[3]): METHOD for number in range(len(rows))}
    return Table("adjusted-winner", title, columns, tuple(rows), marks, note)
