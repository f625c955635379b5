"""At which value of one judgement, all others at their middle, a principle picks another package."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from pourparler.analysis.packages.blocking import floor_paths
from pourparler.analysis.packages.counting import written
from pourparler.analysis.packages.naming import Names, of_path
from pourparler.analysis.packages.solved import SHORT
from pourparler.analysis.packages.turning import Turning, in_words
from pourparler.case.ranges import Range
from pourparler.core.ranks import whole_ranks
from pourparler.core.result import Cell, Mark, Table
from pourparler.methods.packages.solutions import PRINCIPLES, SOLVERS
from pourparler.methods.packages.thresholds import (
    Thresholds,
    disagreement_thresholds,
    outside_thresholds,
    raw_weight,
    weight_thresholds,
)
from pourparler.methods.packages.values import utilities

WEIGHTS = 3
"""Weights looked at: those whose ends change the picks of most principles."""
VALUES = 3
"""Values named for one judgement and principle."""


@dataclass(frozen=True)
class Change:
    """Where, within its judged range, one judgement makes a principle pick other packages."""

    path: str
    judged: Range
    principle: str
    at: tuple[float, ...]


def changes(turning: Turning) -> tuple[Change, ...]:
    """Return where no-deal values, and the weights whose ends matter most, change a pick; exact, in order of path."""
    return tuple(sorted(_changes(turning), key=lambda one: (one.path, PRINCIPLES.index(one.principle))))


def _changes(turning: Turning) -> Iterator[Change]:
    arrays = turning.at_middle
    if not len(turning.rows):
        return
    for place, party in enumerate(arrays.known):
        for path in floor_paths(arrays, party):
            judged = turning.ranges.get(path)
            if judged is None:
                # What the dispute gives is no single judgement that could be moved.
                continue
            here = (arrays.space, arrays.values, turning.rows, place)
            if path.endswith("outside_option"):
                low = max(judged.low, float(arrays.no_deal[0, place]))
                if judged.high > low:
                    yield from _named(path, judged, outside_thresholds(*here, low, judged.high), lambda value: value)
            elif judged.high > judged.low:
                outside = float(arrays.drawn.get(f"parties.{party}.no_deal.outside_option", [-np.inf])[0])
                found = disagreement_thresholds(*here, judged.low, judged.high, outside=outside)
                yield from _named(path, judged, found, lambda value: value)
    for path, place, issue in _telling_weights(turning):
        share = float(arrays.weights[0, place, issue])
        if 0 < share < 1:
            found = weight_thresholds(arrays.space, arrays.values, turning.rows, place, issue, share)
            others_sum = float(arrays.drawn.as_typed[path][0]) * (1 - share) / share

            def typed(value: float, rest: float = others_sum) -> float:
                return raw_weight(value, rest)

            yield from _named(path, turning.ranges[path], found, typed)


def _named(path: str, judged: Range, found: Thresholds, typed: Callable[[float], float]) -> Iterator[Change]:
    for principle in PRINCIPLES:
        at = [typed(first.high) for first, _ in itertools.pairwise(found.picks[principle])]
        within = tuple(value for value in at if judged.low < value < judged.high)
        if within:
            yield Change(path, judged, principle, within)


def _telling_weights(turning: Turning) -> list[tuple[str, int, int]]:
    """Return path, party and issue of the weights that change most picks at one of their ends."""
    arrays = turning.at_middle
    wide = [
        (f"views.{party}.{issue.id}.weight", place, number)
        for place, party in enumerate(arrays.known)
        for number, issue in enumerate(arrays.issues)
    ]
    wide = [one for one in wide if turning.ranges[one[0]].high > turning.ranges[one[0]].low]
    moved = turning.moved(
        [(path, end) for path, _, _ in wide for end in (turning.ranges[path].low, turning.ranges[path].high)]
    )
    picks = []
    for draw in range(moved.draws):
        worth, origin = utilities(moved.space, moved.values, turning.rows, draw), moved.values.origin(draw)
        zone = (worth >= moved.values.floor(draw)[:, None]).all(axis=0)
        picks.append([tuple(SOLVERS[name](worth, origin, zone).tolist()) for name in PRINCIPLES])
    told = []
    for number, one in enumerate(wide):
        ends = picks[1 + 2 * number], picks[2 + 2 * number]
        differing = sum(here != there for end in ends for here, there in zip(picks[0], end, strict=True))
        if differing:
            told.append((-differing, one))
    return [one for _, one in whole_ranks(sorted(told), WEIGHTS, lambda pair: pair[0])]


def change_table(found: tuple[Change, ...], names: Names) -> Table:
    """Return one row for each judgement and principle: at which values the pick changes."""
    rows: list[tuple[Cell, ...]] = []
    marks: dict[tuple[int, str], tuple[Mark, ...]] = {}
    for one in found:
        marks[len(rows), "as judged"] = names.marks((one.path,))
        rows.append((of_path(one.path, names), in_words(one.judged), SHORT[one.principle], values_of(one)))
    columns = ("judgement", "as judged", "principle", "its pick changes at")
    note = (
        "Within the judged range, all others at their middle; exact. All no-deal values and outside options, and the "
        f"{WEIGHTS} weights whose ends change most picks."
    )
    return Table("pick-changes", "Where a single judgement changes a pick", columns, tuple(rows), marks, note)


def values_of(change: Change) -> str:
    """Return the first values at which a pick changes, and how many more there are."""
    width = change.judged.high - change.judged.low
    told = [written(value, value + width / 20).partition(" to ")[0] for value in change.at[:VALUES]]
    rest = len(change.at) - len(told)
    return ", ".join(told) + (f" and {rest} more" if rest else "")
