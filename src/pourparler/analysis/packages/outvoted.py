"""What the rule of the table would let pass that not every principal accepts, and who would be outvoted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from pourparler.analysis.approval.conditions import AGAINST, FAVOUR
from pourparler.analysis.approval.passing import carried_by
from pourparler.analysis.packages.arrays import Array
from pourparler.analysis.packages.blocking import FIRST
from pourparler.analysis.packages.counting import ranged
from pourparler.analysis.packages.naming import METHOD, Names
from pourparler.analysis.packages.structure import Structure
from pourparler.case.deciding import Decider, the_table
from pourparler.core.result import Cell, Mark, Sentence, Table
from pourparler.methods.packages.values import utilities

COLUMNS = ("principal", "packages that pass without its consent")


@dataclass(frozen=True)
class Outvoted:
    """The packages that pass under the rule of the table, draw by draw.

    A principal votes for a package that crosses none of its red lines and is worth at least its reservation value to
    it, and against all others.
    """

    table: Decider
    everyone: Array
    """Packages that all principals accept: (draws looked at,)."""
    passing: Array
    """Packages that the rule lets pass and no body closes: (draws looked at,)."""
    against: Array
    """Of these, those each principal is against: (draws looked at, known)."""


def outvoted(structure: Structure) -> Outvoted | None:
    """Count what the rule of the table lets pass; ``None`` where the case gives no rule that can be applied."""
    arrays = structure.arrays
    table = the_table(arrays.case)
    if table is None or table.rule is None or set(table.voters) != set(arrays.known):
        return None
    draws = arrays.draws if arrays.exact else min(FIRST, arrays.draws)
    rows = np.flatnonzero(structure.passable.all(axis=0))
    packages = structure.packages[rows]
    crossed = np.zeros((len(arrays.known), len(rows)), dtype=np.bool_)
    for line, crosses in zip(arrays.red_lines, structure.crossed[:, rows], strict=True):
        crossed[arrays.known.index(line.party)] |= crosses
    everyone, passing, against = np.zeros(draws), np.zeros(draws), np.zeros((draws, len(arrays.known)))
    seats = [arrays.known.index(who) for who in table.voters]
    for draw in range(draws if len(rows) else 0):
        worth = utilities(arrays.space, arrays.values, packages, draw)
        accepts = ~crossed & (worth >= arrays.values.floor(draw)[:, None])
        votes = np.where(accepts, FAVOUR, AGAINST).astype(np.int8)
        passes = carried_by(table.rule, len(rows), [votes[seat] for seat in seats])
        everyone[draw] = accepts.all(axis=0).sum()
        passing[draw] = passes.sum()
        against[draw] = (passes & ~accepts).sum(axis=1)
    return Outvoted(table, everyone, passing, against)


def outvoted_table(found: Outvoted | None, names: Names) -> Table:
    """Return one row for each principal that could be outvoted; empty where the rule asks for everybody's consent."""
    title = "What the rule of the table would let pass without everyone"
    if found is None or not found.against.any():
        return Table("outvoted", title, COLUMNS, ())
    rows: list[tuple[Cell, ...]] = []
    for party in names.parties():
        rows.append((names.party(party), ranged(found.against[:, names.arrays.known.index(party)])))
    marks: dict[tuple[int, str], tuple[Mark, ...]] = {(number, COLUMNS[1]): METHOD for number in range(len(rows))}
    note = (
        f"Of {ranged(found.passing)} packages that pass under its rule ({found.table.words}), eight of ten draws. A "
        "principal counts as against what crosses its red line or is worth too little to it."
    )
    return Table("outvoted", title, COLUMNS, tuple(rows), marks, note)


def outvoted_sentences(found: Outvoted | None) -> Iterator[Sentence]:
    """Say what the rule of the table changes beside the consent of all, on which everything else here rests."""
    if found is None:
        return
    rule = f"The rule of the table ({found.table.words})"
    if found.against.any():
        yield Sentence(
            f"{rule} would let {ranged(found.passing)} packages pass, {ranged(found.everyone)} of them with everyone's "
            "consent; everything else said here is about the latter.",
            METHOD,
        )
    elif (found.passing < found.everyone).any():
        text = f"{rule} does not let pass even what every principal accepts: {ranged(found.passing)} packages pass."
        yield Sentence(text, METHOD)
    else:
        yield Sentence(f"{rule} lets pass what every principal accepts, and nothing else.", METHOD)
