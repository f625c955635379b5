"""Who blocks the packages that do not pass: red lines, bodies, and values below no deal."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from pourparler.analysis.packages.arrays import Array, Arrays
from pourparler.analysis.packages.counting import Hold, ranged, written
from pourparler.analysis.packages.naming import METHOD, Names
from pourparler.analysis.packages.structure import OnStructure, Structure
from pourparler.core.result import Cell, Mark, Table
from pourparler.methods.packages.refusals import Refusals, refusals

FIRST = 200
"""Counts that need every open package again are made over so many draws, the first ones."""
COLUMNS = ("who", "by", "removes", "alone", "of")


@dataclass(frozen=True)
class Lifted:
    """What would come of it if one red line were lifted, all else the same."""

    line: int
    """Among `Arrays.red_lines`."""
    added: Array
    """Packages that would join the zone: (draws looked at,)."""
    opens: Hold
    """In how many of the draws looked at it would open an empty zone."""


@dataclass(frozen=True)
class Blocking(OnStructure):
    """Which packages each party and body removes."""

    @cached_property
    def draws(self) -> int:
        """How many draws are looked at."""
        return self.arrays.draws if self.arrays.exact else min(FIRST, self.arrays.draws)

    @cached_property
    def alone(self) -> NDArray[np.int64]:
        """How many packages each red line and body removes that nothing else of the kind does."""
        found: NDArray[np.int64] = (self.structure.closed & (self.structure.closed.sum(axis=0) == 1)).sum(axis=1)
        return found

    @cached_property
    def _looked_at(self) -> Refusals:
        arrays, closed = self.arrays, self.structure.closed
        if not arrays.known:
            none = np.zeros((self.draws, 0))
            nothing = (
                np.zeros(self.draws),
                np.zeros((self.draws, len(closed))),
                np.zeros((self.draws, arrays.space.options)),
            )
            return Refusals(none, none, *nothing)
        return refusals(arrays.space, arrays.values.first(self.draws), self.structure.packages, closed)

    @property
    def below(self) -> Array:
        """How many open packages each known principal finds worth too little: (draws looked at, known)."""
        return self._looked_at.below

    @property
    def only(self) -> Array:
        """How many open packages only this principal refuses: (draws looked at, known)."""
        return self._looked_at.only

    @property
    def zone(self) -> Array:
        """How many packages every known principal accepts: (draws looked at,)."""
        return self._looked_at.zone

    @property
    def needed(self) -> Array:
        """Which options every package in the zone has, so that a red line would empty it: (draws, options)."""
        return self._looked_at.needed

    def lifted(self, line: int) -> Lifted:
        """Return what lifting one red line would add to the zone."""
        added = self._looked_at.added[:, line]
        return Lifted(line, added, Hold(int(((self.zone == 0) & (added > 0)).sum()), self.draws, self.arrays.exact))

    def table(self, names: Names) -> Table:
        """Return one row for each red line, body and reservation value that removes packages."""
        rows: list[tuple[Cell, ...]] = []
        marks: dict[tuple[int, str], tuple[Mark, ...]] = {}
        total = len(self.structure.packages)
        for number, line in enumerate(self.arrays.red_lines):
            told = f"red line: {names.option(*line.cell)} ({names.issue(line.cell[0])})"
            marks[len(rows), "by"] = (Mark("judgement", line.path),)
            removed = int(self.structure.crossed[number].sum())
            rows.append((names.party(line.party), told, f"{removed:,}", f"{self.alone[number]:,}", f"{total:,}"))
        for number, body in enumerate(self.structure.bodies):
            removed = int((~self.structure.passable[number]).sum())
            if removed:
                only = self.alone[len(self.arrays.red_lines) + number]
                told = "could not pass it as positions stand"
                marks[len(rows), "by"] = (Mark("method", "approval"),)
                rows.append((names.decider(body), told, f"{removed:,}", f"{only:,}", f"{total:,}"))
        left = f"{int(self.structure.open.sum()):,} left"
        for party in names.parties() if self.structure.open.any() else ():
            place = self.arrays.known.index(party)
            marks[len(rows), "by"] = names.marks(floor_paths(self.arrays, party))
            shown = (ranged(self.below[:, place]), ranged(self.only[:, place]))
            told = f"worth less to it than {self.arrays.floor_words(party)}"
            rows.append((names.party(party), told, *shown, left))
        note = (
            "Alone: removed by nothing else of the kind. Ranges: eight of ten draws, over the packages that red lines "
            "and bodies leave."
        )
        return Table("blocking", "Who removes which packages", COLUMNS, tuple(rows), marks, note)


def floor_paths(arrays: Arrays, party: str) -> tuple[str, ...]:
    """Return the judgements behind a party's reservation value."""
    paths = (f"parties.{party}.no_deal.value", f"parties.{party}.no_deal.outside_option")
    return tuple(path for path in paths if path in arrays.drawn)


def red_line_table(blocking: Blocking, names: Names) -> Table:
    """Return one row for each red line: what it removes and what lifting it would add to the zone."""
    rows: list[tuple[Cell, ...]] = []
    marks: dict[tuple[int, str], tuple[Mark, ...]] = {}
    zone = blocking.zone
    for number, line in enumerate(blocking.arrays.red_lines):
        would = blocking.lifted(number)
        marks[number, "red line"] = (Mark("judgement", line.path),)
        grown = ranged(would.added) if would.added.any() else "nothing"
        opens = str(would.opens) if (zone == 0).any() else "the zone is never empty"
        what = f"{names.option(*line.cell)} ({names.issue(line.cell[0])})"
        rows.append((names.party(line.party), what, grown, opens))
    size = written(float(zone.min()), float(zone.max())) if len(zone) else "0"
    note = f"Over {blocking.draws:,} draws, in which the zone holds {size} packages; each red line lifted by itself."
    columns = ("party", "red line", "lifting it would add to the zone", "would open an empty zone in")
    return Table("red-lines", "What each red line closes", columns, tuple(rows), marks, note)


def needed_table(blocking: Blocking, names: Names) -> Table:
    """Return one row for each option without which no package would pass, in at least one draw with a zone."""
    rows: list[tuple[Cell, ...]] = []
    arrays = blocking.arrays
    counts = blocking.needed.sum(axis=0)
    for place in names.in_order():
        for entry in arrays.issues[place].options:
            option = arrays.options[place].index(entry.id)
            count = int(counts[arrays.number((place, option))])
            if count:
                hold = str(Hold(count, blocking.draws, arrays.exact))
                rows.append((names.issue(place), entry.label, hold))
    columns = ("issue", "option", "a red line on it would leave no package in")
    note = "All packages that pass have this option, so that it closes the zone if anybody who must agree rules it out."
    title = "Options that no agreement can do without"
    marks = {(number, columns[2]): METHOD for number in range(len(rows))}
    return Table("needed-options", title, columns, tuple(rows), marks, note if rows else None)


def option_table(structure: Structure, names: Names) -> Table:
    """Return the who-blocks matrix: a row for each option, a column for each principal and body."""
    arrays = structure.arrays
    parties = [party.id for party in arrays.case.parties if party.id in arrays.principals]
    lines = {(line.party, line.cell): line.path for line in arrays.red_lines}
    rows: list[tuple[Cell, ...]] = []
    marks: dict[tuple[int, str], tuple[Mark, ...]] = {}
    bodies = [n for n in range(len(structure.bodies)) if (~structure.passable[n]).any()]
    columns = ("issue", "option", *map(names.party, parties), *(names.decider(structure.bodies[n]) for n in bodies))
    for place in names.in_order():
        for entry in arrays.issues[place].options:
            option = arrays.options[place].index(entry.id)
            having = structure.packages[:, place] == option
            cells: list[Cell] = []
            for party in parties:
                path = lines.get((party, (place, option)))
                if path is not None:
                    marks[len(rows), names.party(party)] = (Mark("judgement", path),)
                cells.append("red line" if path is not None else None)
            for number in bodies:
                stopped = (~structure.passable[number] & having).sum()
                cells.append("stops it" if having.any() and stopped == having.sum() else None)
            if any(cells):
                rows.append((names.issue(place), entry.label, *cells))
    return Table("who-blocks", "Who blocks which option", columns, tuple(rows), marks)
