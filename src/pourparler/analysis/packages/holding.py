"""What each party loses, in points, if it is held to its red lines."""

from __future__ import annotations

import numpy as np

from pourparler.analysis.packages.counting import ranged
from pourparler.analysis.packages.naming import Names
from pourparler.analysis.packages.solved import SHORT, Solved
from pourparler.core.result import Cell, Mark, Table
from pourparler.methods.packages.held import as_they_are, held_to_red_lines
from pourparler.methods.packages.solutions import PRINCIPLES


def held_table(solved: Solved, names: Names) -> Table:
    """Return one row for each principal with red lines: how much more it would have if all of its own were lifted.

    Everything else stays, what bodies could pass included. Where no package passes, a party has what it is worth to it
    to go without.
    """
    columns = ("party", "red lines", "at its best", *(f"at the pick of {SHORT[name]}" for name in PRINCIPLES), "opens")
    arrays = solved.arrays
    rows: list[tuple[Cell, ...]] = []
    marks: dict[tuple[int, str], tuple[Mark, ...]] = {}
    bodies = np.asarray(solved.structure.passable.all(axis=0))
    held = as_they_are(arrays.space, arrays.values, bodies)
    for party in names.parties():
        lines = [line for line in arrays.red_lines if line.party == party]
        if not lines:
            continue
        found = held_to_red_lines(arrays.space, arrays.values, arrays.known.index(party), held, bodies)
        marks[len(rows), "red lines"] = tuple(dict.fromkeys(Mark("judgement", line.path) for line in lines))
        opens = int(found.opened.sum())
        opened = str(solved.hold(opens)) if opens else None
        picks = (ranged(found.picks[name]) for name in PRINCIPLES)
        rows.append((names.party(party), len(lines), ranged(found.ideal), *picks, opened))
    note = (
        "What it would have more with all of its own red lines lifted and all else the same, in points of its own 0 to "
        "100, eight of ten draws; where that is below 0, the red lines serve it, as others must come to terms within "
        "them. Opens: in how many draws packages would pass where none does."
    )
    title = "What a party loses if it is held to its red lines"
    return Table("held", title, columns, tuple(rows), marks, note if rows else None)
