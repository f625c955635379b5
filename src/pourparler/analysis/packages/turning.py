"""At which value of one judgement, all others at their middle, the zone empties; and which judgements move it most."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from pourparler.analysis.packages.arrays import Array, Arrays
from pourparler.analysis.packages.blocking import floor_paths
from pourparler.analysis.packages.counting import written
from pourparler.analysis.packages.naming import Names, of_path
from pourparler.analysis.packages.structure import Structure
from pourparler.analysis.process import with_no_deal
from pourparler.case.ranges import Range, Shape
from pourparler.case.sampling import Draws
from pourparler.core.result import Cell, Mark, Table
from pourparler.methods.packages.thresholds import (
    Thresholds,
    disagreement_thresholds,
    outside_thresholds,
    raw_weight,
    weight_thresholds,
)
from pourparler.methods.packages.values import utilities


def middle(value: Range) -> float:
    """Return the middle of a range: the likely value, the mean of two ends, or the mean of a discrete one.

    Examples
    --------
    >>> from pourparler.case.ranges import parse_range
    >>> middle(parse_range("20..28..35")), middle(parse_range("20..30")), middle(parse_range({0: 0.2, 5: 0.8}))
    (28.0, 25.0, 4.0)
    """
    match value.shape:
        case Shape.PERT:
            return value.numbers[1]
        case Shape.DISCRETE:
            return math.fsum(number * chance for number, chance in zip(value.numbers, value.chances, strict=True))
        case _:
            return (value.low + value.high) / 2


@dataclass(frozen=True)
class Threshold:
    """Where the zone is empty, as one judgement moves and all others stand at their middle."""

    path: str
    judged: Range
    empty_below: float
    """The zone is empty below this value; minus infinity when it is at no lower value."""
    empty_above: float
    """The zone is empty above this value; infinity when it is at no higher value."""
    down_to: float = -math.inf
    """At this value, below the empty stretch, packages pass again; minus infinity when they never do."""
    up_to: float = math.inf
    """The same above."""

    @property
    def reached(self) -> bool:
        """Whether the judged range reaches into where the zone is empty."""
        return self.judged.low < self.empty_below or self.judged.high > self.empty_above

    @property
    def distance(self) -> float:
        """How far the middle of the range is from the nearer threshold, in half widths of the range."""
        half = (self.judged.high - self.judged.low) / 2 or max(abs(self.judged.high), 1.0)
        at = middle(self.judged)
        return min(at - self.empty_below, self.empty_above - at) / half


@dataclass(frozen=True)
class Moving:
    """What changes as one judgement moves through all its values, the others at their middle."""

    path: str
    judged: Range
    found: Thresholds
    """In values as typed or, for a weight, in shares of the party's weight."""
    others: float | None = None
    """For a weight: what the party's other weights add up to."""

    def typed(self, value: float) -> float:
        """Return a value of `found` as it would be typed."""
        return value if self.others is None else raw_weight(value, self.others)

    def empties(self) -> Threshold:
        """Return where the zone is empty on both sides of the stretch that holds, or is nearest to, the middle."""
        low, high = self.typed(self.found.low), self.typed(self.found.high)
        zones = [(self.typed(start), self.typed(end)) for start, end in self.found.zone]
        at = max(middle(self.judged), low)
        nearest = min(zones, key=lambda zone: max(zone[0] - at, at - zone[1], 0.0))
        later = [start for start, _ in zones if start > nearest[1]]
        earlier = [end for _, end in zones if end < nearest[0]]
        return Threshold(
            self.path,
            self.judged,
            nearest[0] if nearest[0] > low else -math.inf,
            nearest[1] if nearest[1] < high else math.inf,
            max(earlier, default=-math.inf),
            min(later, default=math.inf),
        )


@dataclass(frozen=True)
class Swing:
    """How many packages the zone holds with one judgement at its two ends and all others at their middle."""

    path: str
    judged: Range
    low: int
    high: int


@dataclass(frozen=True)
class Turning:
    """The middle of a case, and what moving one judgement from there does.

    Parameters
    ----------
    structure : Structure
        Of a whole case.
    """

    structure: Structure

    @cached_property
    def ranges(self) -> Mapping[str, Range]:
        """The judgements that packages are valued with, by path."""
        return value_ranges(self.structure.arrays)

    @cached_property
    def rows(self) -> NDArray[np.int16]:
        """The packages that nothing closes: (packages, issues)."""
        return self.structure.packages[self.structure.open]

    @cached_property
    def at_middle(self) -> Arrays:
        """The case with every number at its middle, in one draw."""
        return self.moved([])

    def moved(self, moves: list[tuple[str, float]]) -> Arrays:
        """Return the case with every number at its middle, and in each draw one of them moved; none in the first."""
        count = len(moves) + 1
        typed: dict[str, Array] = {}
        for path, value in self.structure.arrays.ranges.items():
            typed[path] = np.full(count, middle(value))
        for number, (path, moved) in enumerate(moves, start=1):
            typed[path][number] = moved
        case = self.structure.arrays.case
        return Arrays(case, with_no_deal(case, Draws(0, count, typed, typed)))

    def zones(self, moves: list[tuple[str, float]]) -> list[int]:
        """Return how many packages the zone holds at the middle, then after each move."""
        arrays = self.moved(moves)
        found = []
        for draw in range(arrays.draws):
            worth = utilities(arrays.space, arrays.values, self.rows, draw)
            found.append(int((worth >= arrays.values.floor(draw)[:, None]).all(axis=0).sum()))
        return found

    @cached_property
    def swings(self) -> tuple[Swing, ...]:
        """The ranged judgements, those that move the zone most first."""
        wide = {path: value for path, value in self.ranges.items() if value.high > value.low}
        moves = [(path, end) for path, value in wide.items() for end in (value.low, value.high)]
        sizes = self.zones(moves)[1:]
        ends = zip(wide.items(), sizes[::2], sizes[1::2], strict=True)
        found = [Swing(path, value, low, high) for (path, value), low, high in ends]
        return tuple(sorted(found, key=lambda swing: (-abs(swing.high - swing.low), swing.path)))

    @cached_property
    def moving(self) -> tuple[Moving, ...]:
        """What each no-deal value, outside option and weight changes as it moves, in order of path."""
        return tuple(sorted(self._moving(), key=lambda one: one.path)) if len(self.rows) else ()

    def _moving(self) -> Iterator[Moving]:
        arrays = self.at_middle
        top = utilities(arrays.space, arrays.values, self.rows).max(axis=1)
        power = None if arrays.bargaining is None else arrays.bargaining[0]
        for place, party in enumerate(arrays.known):
            here = (arrays.space, arrays.values, self.rows, place)
            no_deal = float(arrays.no_deal[0, place])
            for path in floor_paths(arrays, party):
                judged = self.ranges.get(path)
                if judged is None:
                    # What the dispute gives is no single judgement that could be moved.
                    continue
                low, high = min(judged.low, 0.0), max(judged.high, float(top[place])) + 1.0
                if path.endswith("outside_option"):
                    # Below the no-deal value it changes nothing.
                    if high > no_deal:
                        yield Moving(path, judged, outside_thresholds(*here, no_deal, high, power=power))
                else:
                    outside = float(arrays.drawn.get(f"parties.{party}.no_deal.outside_option", [-math.inf])[0])
                    found = disagreement_thresholds(*here, low, high, outside=outside, power=power)
                    yield Moving(path, judged, found)
            for number, issue in enumerate(arrays.issues):
                path = f"views.{party}.{issue.id}.weight"
                share = float(arrays.weights[0, place, number])
                if 0 < share < 1:
                    others = float(arrays.drawn.as_typed[path][0]) * (1 - share) / share
                    found = weight_thresholds(*here, number, share, power=power)
                    yield Moving(path, self.ranges[path], found, others)

    @cached_property
    def thresholds(self) -> tuple[Threshold, ...]:
        """Where each reservation value and weight empties the zone, the nearest to its judged middle first."""
        found = [one.empties() for one in self.moving if one.found.zone]
        found = [one for one in found if math.isfinite(one.empty_below) or math.isfinite(one.empty_above)]
        return tuple(sorted(found, key=lambda one: (one.distance, one.path)))


def value_ranges(arrays: Arrays) -> dict[str, Range]:
    """Return the judgements with which packages are valued, by path in order."""
    issues = {issue.id for issue in arrays.issues}
    return {path: value for path, value in arrays.ranges.items() if _counts(path, arrays.known, issues)}


def _counts(path: str, parties: tuple[str, ...], issues: set[str]) -> bool:
    """Tell whether packages are valued with a judgement: a weight, a value, a floor or a linkage of a principal."""
    kind, _, rest = path.partition(".")
    party, _, rest = rest.partition(".")
    if party not in parties:
        return False
    if kind == "views":
        issue, _, rest = rest.partition(".")
        return issue in issues and (rest == "weight" or rest.startswith("values."))
    return (kind == "parties" and rest.startswith("no_deal.")) or kind == "linkages"


def shown(value: float, one: Threshold) -> str:
    """Write a threshold with no more digits than the width of the judged range bears."""
    width = (one.judged.high - one.judged.low) or abs(middle(one.judged)) or 1.0
    return written(value, value + width / 10).partition(" to ")[0]


def threshold_table(turning: Turning, names: Names) -> Table:
    """Return one row for each reservation value and weight that can empty the zone by itself."""
    rows: list[tuple[Cell, ...]] = []
    marks: dict[tuple[int, str], tuple[Mark, ...]] = {}
    for one in turning.thresholds:
        below, above = _limit(one.empty_below, one.down_to, "down"), _limit(one.empty_above, one.up_to, "up")
        marks[len(rows), "as judged"] = names.marks((one.path,))
        reaches = "yes" if one.reached else "no"
        rows.append((of_path(one.path, names), in_words(one.judged), below, above, reaches))
    columns = (
        "judgement",
        "as judged",
        "no package passes below",
        "no package passes above",
        "range reaches there",
    )
    note = "One judgement moved at a time, all others at their middle; exact."
    return Table("thresholds", "Where a single judgement empties the zone", columns, tuple(rows), marks, note)


def _limit(at: float, again: float, way: str) -> str | None:
    """Write a value beyond which no package passes, and from where on packages pass again."""
    if not math.isfinite(at):
        return None
    return exactly(at) + (f" ({way} to {exactly(again)})" if math.isfinite(again) else "")


def exactly(value: float) -> str:
    """Write a threshold with four digits.

    Examples
    --------
    >>> exactly(41.23456), exactly(0.25), exactly(12_345.6)
    ('41.23', '0.25', '12,346')
    """
    return f"{value:,.0f}" if abs(value) >= 1e4 else f"{value:.4g}"


def swing_table(turning: Turning, names: Names) -> Table:
    """Return one row for each ranged judgement that changes how many packages pass."""
    rows: list[tuple[Cell, ...]] = []
    marks: dict[tuple[int, str], tuple[Mark, ...]] = {}
    for swing in turning.swings:
        if swing.low != swing.high:
            marks[len(rows), "as judged"] = names.marks((swing.path,))
            rows.append((of_path(swing.path, names), in_words(swing.judged), swing.low, swing.high))
    columns = ("judgement", "as judged", "packages that pass at its low end", "at its high end")
    note = f"All others at their middle, where {turning.zones([])[0]:,} packages pass."
    return Table("swings", "Which judgements move the zone most", columns, tuple(rows), marks, note)


def in_words(value: Range) -> str:
    """Write a range as people say it.

    Examples
    --------
    >>> from pourparler.case.ranges import parse_range
    >>> in_words(parse_range("20..28..35"))
    '20 to 28 to 35'
    """
    return str(value).replace("..", " to ")
