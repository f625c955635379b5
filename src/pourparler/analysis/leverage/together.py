"""Measures beside each other: what two do beyond each alone, who did how much of the whole, what doubt eats."""

from __future__ import annotations

import numpy as np

from pourparler.analysis.leverage.moving import DOUBT, MOST_TOGETHER, Array, Moving
from pourparler.analysis.leverage.tables import in_case_order, listed_measures, of
from pourparler.analysis.leverage.wording import NOTHING, signed
from pourparler.analysis.packages.counting import ranged
from pourparler.analysis.packages.naming import Names
from pourparler.case.measures import Measure
from pourparler.core.ranks import whole_ranks
from pourparler.core.result import Cell, Mark, Table

TELLING = 0.05
"""Pairs that add less than this on average, in points, are not shown."""
PAIRS = 10
"""Pairs shown: those that do most beyond each alone."""


def pair_table(moving: Moving, names: Names) -> Table:
    """Return the pairs of measures that do most beyond what each does alone."""
    rows: list[tuple[Cell, ...]] = []
    parties = in_case_order(moving)
    size = [float(np.abs(one.mean(axis=0)).max()) for one in moving.beyond]
    telling = [number for number in range(len(moving.pairs)) if size[number] > TELLING]
    order = {measure.id: place for place, (_, measure) in enumerate(listed_measures(moving))}

    def rank(number: int) -> float:
        return -round(size[number], 9)

    for number in whole_ranks(telling, PAIRS, rank):
        pair = sorted((moving.measures[place] for place in moving.pairs[number]), key=lambda one: order[one.id])
        told = [signed(of(moving, moving.beyond[number], party)) for party in parties]
        rows.append((pair[0].label, pair[1].label, *told))
    columns = ("measure", "with", *(names.party(party) for party in parties))
    note = (
        "Points of no-deal value both together add, less what each adds alone; below 0 they stand in for each other. "
        f"Pairs of less than {TELLING:g} points are left out."
    )
    return Table("pairs", "What two measures do beyond each alone", columns, tuple(rows), {}, note)


def chosen(moving: Moving, side: str) -> tuple[Measure, ...]:
    """Return the measures for one side or against the other, as the case lists them: the most telling, if too many."""
    other = next(party for party in moving.course.sides if party != side)
    found = [
        (number, measure)
        for number, measure in listed_measures(moving)
        if measure.for_ == side or measure.against == other
    ]

    def rank(pair: tuple[int, Measure]) -> float:
        moved = np.abs(moving.shift[pair[0]].mean(axis=0))
        return -round(float(moved.max()), 9)

    if len(found) > MOST_TOGETHER:
        found = list(whole_ranks(found, MOST_TOGETHER, rank))
    kept = {measure.id for _, measure in found}
    return tuple(measure for _, measure in listed_measures(moving) if measure.id in kept)


def split_table(moving: Moving, names: Names) -> Table:
    """Return, for the measures that serve each side, each one's part of what all of them do together."""
    rows: list[tuple[Cell, ...]] = []
    parties = in_case_order(moving)
    for side in (party for party in parties if party in moving.course.sides):
        measures = chosen(moving, side)
        if not 2 <= len(measures) <= MOST_TOGETHER:
            continue
        ids = tuple(measure.id for measure in measures)
        parts, whole = moving.split(ids), moving.together(ids)
        for number, measure in enumerate(measures):
            rows.append(
                (names.party(side), measure.label, *(signed(of(moving, parts[number], party)) for party in parties))
            )
        rows.append(
            (names.party(side), "all of them together", *(signed(of(moving, whole, party)) for party in parties))
        )
    columns = ("serves", "measure", *(f"{names.party(party)}: no deal" for party in parties))
    note = (
        f"For one side or against the other, at most {MOST_TOGETHER}. Each one's part is what it adds to those before "
        "it, on average over all orders (Shapley value); the parts add up to the whole in every draw."
    )
    return Table("split", "Whose doing it is, when all are taken", columns, tuple(rows), {}, note)


def continuity_table(moving: Moving, names: Names) -> Table:
    """Return, for each measure that may stop, what doubt about its lasting takes from it."""
    rows: list[tuple[Cell, ...]] = []
    marks: dict[tuple[int, str], tuple[Mark, ...]] = {}
    for number, measure in listed_measures(moving):
        if not measure.may_stop:
            continue
        sure, doubted = moving.continuity(number)
        for party in in_case_order(moving):
            here = of(moving, moving.shift[number], party)
            certain, less = of(moving, sure, party), of(moving, doubted, party)
            if not (np.abs(certain) > NOTHING).any():
                continue
            marks[len(rows), "as judged"] = names.marks(("conflict.support_stops",))
            rows.append(
                (
                    measure.label,
                    names.party(party),
                    signed(certain),
                    signed(here),
                    _share(certain - here, certain),
                    _share(here - less, here),
                )
            )
    columns = ("measure", "party", "if it surely lasts", "as judged", "taken by doubt", "taken by one point more")
    note = (
        f"Points of no-deal value. Doubt: the chance per {moving.course.conflict.period} that support stops, as "
        f"judged; one point more is {DOUBT:g} added to it. Shares are of the column before, where it is not 0."
    )
    return Table("continuity", "What doubt about support takes from it", columns, tuple(rows), marks, note)


def _share(part: Array, whole: Array) -> str:
    moved = np.abs(whole) > NOTHING
    return f"{ranged(100 * part[moved] / whole[moved])} %" if moved.any() else "–"
