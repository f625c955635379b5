"""What each party loses, in points, if it is held to its red lines."""

from __future__ import annotations

import numpy as np

from pourparler.analysis.packages.blocking import FIRST
from pourparler.analysis.packages.counting import Hold, ranged
from pourparler.analysis.packages.naming import Names
from pourparler.analysis.packages.solved import SHORT, Solved
from pourparler.core.result import Cell, Mark, Table
from pourparler.methods.packages.held import as_they_are, held_to_red_lines
from pourparler.methods.packages.solutions import PRINCIPLES

TITLE = "What a party loses if it is held to its red lines"


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
    draws = arrays.draws if arrays.exact else min(FIRST, arrays.draws)
    values = arrays.values.first(draws)
    drawing = [party for party in names.parties() if any(line.party == party for line in arrays.red_lines)]
    if not drawing:
        return Table("held", TITLE, columns, ())
    held = as_they_are(arrays.space, values, bodies)
    for party in drawing:
        lines = [line for line in arrays.red_lines if line.party == party]
        found = held_to_red_lines(arrays.space, values, arrays.known.index(party), held, bodies)
        marks[len(rows), "red lines"] = tuple(dict.fromkeys(Mark("judgement", line.path) for line in lines))
        opens = int(found.opened.sum())
        opened = str(Hold(opens, draws, arrays.exact)) if opens else None
        picks = (ranged(found.picks[name]) for name in PRINCIPLES)
        rows.append((names.party(party), len(lines), ranged(found.ideal), *picks, opened))
    note = (
        "What it would have more with all of its own red lines lifted and all else the same, in points of its own 0 to "
        f"100, eight of ten of {draws:,} draws; where that is below 0, the red lines serve it, as others must come to "
        "terms within them. Opens: in how many draws packages would pass where none does."
    )
    return Table("held", TITLE, columns, tuple(rows), marks, note)
