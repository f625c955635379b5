"""Why the zone is empty in a draw: whose value empties it, and by how much."""

from __future__ import annotations

import numpy as np

from pourparler.analysis.packages.blocking import FIRST, floor_paths
from pourparler.analysis.packages.counting import Hold, ranged
from pourparler.analysis.packages.naming import Names
from pourparler.analysis.packages.solved import Solved
from pourparler.core.result import Cell, Mark, Table
from pourparler.methods.packages.zone import why_empty


def emptiness_table(solved: Solved, names: Names) -> Table:
    """Return one row for each principal: in how many of the draws without a package it alone could open the zone."""
    arrays = solved.arrays
    empty = np.flatnonzero(solved.counts.zone_size == 0)[: None if arrays.exact else FIRST].tolist()
    columns = ("party", "could open the zone by itself in", f"by taking less than {arrays.floor_words()}, by")
    rows: list[tuple[Cell, ...]] = []
    marks: dict[tuple[int, str], tuple[Mark, ...]] = {}
    short = np.array([_shortfall(solved, draw) for draw in empty]).reshape(len(empty), len(arrays.known))
    for party in names.parties() if empty else ():
        of_party = short[:, arrays.known.index(party)]
        could = np.isfinite(of_party)
        marks[len(rows), columns[2]] = names.marks(floor_paths(arrays, party))
        opens = str(Hold(int(could.sum()), len(empty), arrays.exact))
        rows.append((names.party(party), opens, ranged(of_party[could])))
    note = (
        f"Over {len(empty):,} draws in which no package passes. Points of the party's own 0 to 100." if empty else None
    )
    return Table(
        "emptiness",
        "Whose value empties the zone, and by how much",
        columns,
        tuple(rows),
        marks,
        note if empty else None,
    )


def _shortfall(solved: Solved, draw: int) -> np.ndarray:
    why = why_empty(solved.arrays.space, solved.arrays.values, solved.counts.packages, draw, solved.structure.open)
    if why is None:
        raise ValueError(f"the zone is not empty in draw {draw}")
    found: np.ndarray = why.shortfall
    return found
