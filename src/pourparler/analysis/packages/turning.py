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
from pourparler.case.sampling import Draws, ranges_of
from pourparler.core.result import Cell, Mark, Table
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
        for path, value in ranges_of(self.structure.arrays.case).items():
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
    def thresholds(self) -> tuple[Threshold, ...]:
        """Where each reservation value and weight empties the zone, the nearest to its judged middle first."""
        found = [one for one in self._thresholds() if math.isfinite(one.empty_below) or math.isfinite(one.empty_above)]
        return tuple(sorted(found, key=lambda one: (one.distance, one.path)))

    def _thresholds(self) -> Iterator[Threshold]:
        arrays = self.at_middle
        if not len(self.rows):
            return
        worth = utilities(arrays.space, arrays.values, self.rows)
        floor = arrays.values.floor(0)
        accepts = worth >= floor[:, None]
        for place, party in enumerate(arrays.known):
            others = np.delete(accepts, place, axis=0).all(axis=0)
            if not others.any():
                continue
            top = float(worth[place, others].max())
            for path in floor_paths(arrays, party):
                rivals = [float(arrays.drawn[other][0]) for other in floor_paths(arrays, party) if other != path]
                if path in self.ranges and all(rival <= top for rival in rivals):
                    yield Threshold(path, self.ranges[path], -math.inf, top)
            yield from self._of_weights(arrays, place, self.rows[others], float(floor[place]), worth[place, others])

    def _of_weights(
        self, arrays: Arrays, place: int, rows: NDArray[np.int16], floor: float, worth: Array
    ) -> Iterator[Threshold]:
        """Yield where each weight of a party empties the zone, exactly.

        With the other weights as they are, a package of value ``a`` on the issue, ``A`` in all else (weight ``B``) and
        ``L`` from linkages passes when ``(A + w a) / (B + w) + L >= r``, so when ``w (a + L - r) >= (r - L) B - A``:
        from some weight on, up to some weight, always or never.
        """
        party = arrays.known[place]
        typed = [float(arrays.drawn.as_typed[f"views.{party}.{issue.id}.weight"][0]) for issue in arrays.issues]
        total = math.fsum(typed)
        for number, issue in enumerate(arrays.issues):
            path = f"views.{party}.{issue.id}.weight"
            rest = total - typed[number]
            if rest <= 0:
                continue
            own = arrays.judged[0, place][arrays.space.offsets[number] + rows[:, number].astype(np.int64)]
            plain = _plain(arrays, place, rows)
            linked = worth - plain
            others = plain * total - typed[number] * own
            slope = own + linked - floor
            need = (floor - linked) * rest - others
            with np.errstate(divide="ignore", invalid="ignore"):
                at = need / slope
            always = bool(((slope == 0) & (need <= 0)).any())
            least = float(np.min(np.maximum(at[slope > 0], 0), initial=math.inf))
            most = float(np.max(at[slope < 0], initial=-math.inf))
            if always or most >= least or least <= 0:
                continue
            above_gap = most < 0 or (math.isfinite(least) and typed[number] >= least)
            low, high = (least, math.inf) if above_gap else (-math.inf, most)
            yield Threshold(path, self.ranges[path], low, high)


def _plain(arrays: Arrays, place: int, rows: NDArray[np.int16]) -> Array:
    """Return what packages are worth to a party without its linkages."""
    numbers = arrays.space.option_numbers(rows)
    found: Array = arrays.values.additive[0, place][numbers].sum(axis=1)
    return found


def value_ranges(arrays: Arrays) -> dict[str, Range]:
    """Return the judgements with which packages are valued, by path in order."""
    issues = {issue.id for issue in arrays.issues}
    return {path: value for path, value in ranges_of(arrays.case).items() if _counts(path, arrays.known, issues)}


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
        below = shown(one.empty_below, one) if math.isfinite(one.empty_below) else None
        above = shown(one.empty_above, one) if math.isfinite(one.empty_above) else None
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
