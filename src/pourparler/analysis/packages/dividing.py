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

    The points of an issue are what stands between a party's own way and the other's on it; issues on which both want
    the same are left out. With more than two principals, or without a contested issue, the table is empty.
    """
    arrays = structure.arrays
    columns = ("issue", "first party", "gets its way whole in", "shared in", "second party", "gets its way whole in ")
    title = "Adjusted Winner: who would get its way, if issues could be shared"
    contested: list[int] = []
    if len(arrays.known) == 2 and structure.open.any():
        ways = own_ways(structure)
        contested = [place for place in names.in_order() if ways[place][0] != ways[place][1]]
    if not contested:
        return Table("adjusted-winner", title, columns, ())
    order = [arrays.known.index(party) for party in names.parties()]
    numbers = np.array([[arrays.number((place, ways[place][party])) for place in contested] for party in order])
    additive = arrays.values.additive[:, order]
    points = np.stack([additive[:, n][:, numbers[n]] - additive[:, n][:, numbers[1 - n]] for n in (0, 1)], axis=1)
    points = np.maximum(points, 0.0)[: None if arrays.exact else FIRST]
    drawn = [adjusted_winner(of_draw) for of_draw in points if of_draw.sum(axis=1).all()]
    if not drawn:
        return Table("adjusted-winner", title, columns, ())
    shares = np.array([division.first_share for division in drawn])
    ends = np.array([division.points for division in drawn])
    first, second = (names.party(party) for party in names.parties())
    rows: list[tuple[Cell, ...]] = []
    for at, place in enumerate(contested):
        counts = [int((shares[:, at] >= 1).sum()), int(((shares[:, at] > 0) & (shares[:, at] < 1)).sum())]
        counts.append(len(drawn) - sum(counts))
        ways_in_words = [names.option(place, ways[place][party]) for party in order]
        whole, shared, other = (Hold(count, len(drawn), arrays.exact).brief for count in counts)
        rows.append(
            (
                names.issue(place),
                f"{first}: {ways_in_words[0]}",
                whole,
                shared,
                f"{second}: {ways_in_words[1]}",
                other,
            )
        )
    split = shares[(shares > 0) & (shares < 1)]
    part = f" Where an issue is shared, {first} has {ranged(100 * split)} per cent of it." if len(split) else ""
    note = (
        f"In how many of {len(drawn):,} draws. Both end with {ranged(ends.min(axis=1))} of 100 points spread over "
        f"these issues, eight of ten draws.{part} It assumes issues that can be shared, and looks neither at no deal "
        "nor at linkages."
    )
    marks = {(number, columns[2]): METHOD for number in range(len(rows))}
    return Table("adjusted-winner", title, columns, tuple(rows), marks, note)
