"""At which value of one judgement, all others at their middle, a principle picks another package."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from pourparler.analysis.packages.bargaining import tilts
from pourparler.analysis.packages.counting import written
from pourparler.analysis.packages.naming import Names, of_path
from pourparler.analysis.packages.solved import SHORT
from pourparler.analysis.packages.turning import Turning, exactly, in_words
from pourparler.case.ranges import Range
from pourparler.core.result import Cell, Mark, Table
from pourparler.methods.packages.solutions import WEIGHTED

VALUES = 3
"""Values named in a sentence for one judgement and principle."""


@dataclass(frozen=True)
class Change:
    """Where one judgement, moved alone, makes a principle pick other packages."""

    path: str
    judged: Range
    principle: str
    at: tuple[float, ...]
    """Within the judged range."""
    below: float | None = None
    """The nearest value below the range."""
    above: float | None = None
    """The nearest value above the range."""


def changes(turning: Turning) -> tuple[Change, ...]:
    """Return where each no-deal value, outside option, weight, agenda access and patience changes a pick, exactly.

    First the judgements that change the picks of most principles within their range, and most often; then in order of
    path.
    """
    by_path: dict[str, list[Change]] = {}
    for one in _changes(turning):
        by_path.setdefault(one.path, []).append(one)
    groups = sorted(by_path.items(), key=lambda pair: (telling(pair[1]), pair[0]))
    return tuple(one for _, group in groups for one in group)


def telling(group: list[Change]) -> tuple[int, int]:
    """Rank one judgement by how many principles' picks it changes within its range, then by how often: lower first."""
    return -sum(bool(one.at) for one in group), -sum(len(one.at) for one in group)


def _changes(turning: Turning) -> Iterator[Change]:
    for one in turning.moving:
        for principle, stretches in one.found.picks.items():
            every = [one.typed(first.high) for first, _ in itertools.pairwise(stretches)]
            yield from _change(one.path, one.judged, principle, every)
    for tilt in tilts(turning):
        yield from _change(tilt.path, tilt.judged, WEIGHTED, list(tilt.at))


def _change(path: str, judged: Range, principle: str, every: list[float]) -> Iterator[Change]:
    within = tuple(value for value in every if judged.low < value < judged.high)
    below = max((value for value in every if value <= judged.low), default=None)
    above = min((value for value in every if value >= judged.high), default=None)
    if every:
        yield Change(path, judged, principle, within, below, above)


def change_table(found: tuple[Change, ...], names: Names) -> Table:
    """Return one row for each judgement and principle: at which values the pick changes."""
    rows: list[tuple[Cell, ...]] = []
    marks: dict[tuple[int, str], tuple[Mark, ...]] = {}
    for one in found:
        marks[len(rows), "as judged"] = names.marks((one.path,))
        outside = (None if value is None else exactly(value) for value in (one.below, one.above))
        at = ", ".join(map(exactly, one.at)) or None
        rows.append((of_path(one.path, names), in_words(one.judged), SHORT[one.principle], at, *outside))
    columns = (
        "judgement",
        "as judged",
        "principle",
        "its pick changes within the range at",
        "next below the range",
        "next above it",
    )
    note = (
        "Every no-deal value, outside option and weight, and what the weights of the weighted product come from, moved "
        "alone with all others at their middle; exact, written with four digits. First those that change most "
        "principles' picks within their range."
    )
    return Table("pick-changes", "Where a single judgement changes a pick", columns, tuple(rows), marks, note)


def values_of(change: Change) -> str:
    """Return the first values at which a pick changes, and how many more there are."""
    width = change.judged.high - change.judged.low
    told = [written(value, value + width / 20).partition(" to ")[0] for value in change.at[:VALUES]]
    rest = len(change.at) - len(told)
    return ", ".join(told) + (f" and {rest} more" if rest else "")
