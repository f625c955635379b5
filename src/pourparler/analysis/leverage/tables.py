"""The tables on measures one by one: no-deal values, room, terms, cost."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pourparler.analysis.leverage.moving import Moving
from pourparler.analysis.leverage.wording import aim, dates, direction, reckoned, signed
from pourparler.analysis.packages.counting import Hold, ranged
from pourparler.analysis.packages.naming import Names
from pourparler.analysis.packages.solved import SHORT
from pourparler.analysis.process.effects import numbers
from pourparler.case.measures import Measure
from pourparler.core.result import Cell, Mark, Table
from pourparler.methods.packages.solutions import PRINCIPLES

Marks = dict[tuple[int, str], tuple[Mark, ...]]


def in_case_order(moving: Moving) -> tuple[str, ...]:
    """Return the parties of the dispute as the case lists them, which is how people read them."""
    return tuple(party.id for party in moving.course.case.parties if party.id in moving.course.parties)


def of(moving: Moving, values: NDArray[Any], party: str) -> NDArray[Any]:
    """Return one party's part of an array whose last axis is parties."""
    return np.asarray(values[..., moving.course.parties.index(party)])


def listed_measures(moving: Moving) -> tuple[tuple[int, Measure], ...]:
    """Return the measures with their numbers, as the case lists them."""
    places = {measure.id: number for number, measure in enumerate(moving.measures)}
    return tuple((places[measure.id], measure) for measure in moving.course.case.measures if measure.id in places)


def no_deal_table(moving: Moving, names: Names) -> Table:
    """Return one row a party: no agreement by the dispute, as typed, and whether giving in is a floor under it."""
    rows: list[tuple[Cell, ...]] = []
    marks: Marks = {}
    drawn, course = moving.course.drawn, moving.course
    entries = {party.id: party for party in course.case.parties}
    for party in in_case_order(moving):
        value, binding = of(moving, moving.no_deal[0], party), of(moving, moving.binding, party)
        no_deal = entries[party].no_deal
        path = f"parties.{party}.no_deal.value"
        typed = ranged(drawn[path]) if no_deal is not None and no_deal.value is not None else None
        give = of(moving, moving.giving_in[0], party)
        short = (give - of(moving, moving.going_on[0], party))[binding.astype(bool)]
        bound = Hold(int(binding.sum()), len(binding))
        floor = None if not np.isfinite(give).all() else bound.brief if bound.count else "none"
        place = course.parties.index(party)
        rows.append(
            (
                names.party(party),
                ranged(value),
                typed,
                ranged(give) if floor is not None else None,
                floor,
                ranged(short) if len(short) and floor is not None else None,
                ranged(course.dispute.cost[:, place]),
                ranged(course.dispute.patience[:, place]),
            )
        )
        marks[len(rows) - 1, "as typed"] = names.marks((path,))
        marks[len(rows) - 1, "cost of a period"] = names.marks(
            (f"parties.{party}.no_deal.cost.points", f"parties.{party}.no_deal.cost.as_bad_as.periods")
        )
        marks[len(rows) - 1, "patience"] = names.marks((f"parties.{party}.patience",))
    columns = (
        "party",
        "no deal, by the dispute",
        "as typed",
        "giving in now",
        "giving in is a floor in",
        "short of the floor by",
        "cost of a period",
        "patience",
    )
    note = (
        "Points of each party's own 0 to 100, eight of ten draws. Where giving in is a floor, a measure shows nothing "
        "until it lifts going on above it. Packages are valued with what was typed, where something was."
    )
    return Table("no-deal", "What no agreement is worth", columns, tuple(rows), marks, note)


def measure_table(moving: Moving, names: Names) -> Table:
    """Return one row a measure: what it adds to each party's no-deal value now, and to breaking an agreement later."""
    parties = in_case_order(moving)
    rows: list[tuple[Cell, ...]] = []
    marks: Marks = {}
    for number, measure in listed_measures(moving):
        row: list[Cell] = [
            measure.label,
            names.party(measure.supplier),
            aim(measure, names),
            measure.status,
            dates(measure),
            reckoned(measure),
        ]
        place = len(rows)
        marks[place, "measure"] = names.marks(numbers(measure))
        marks[place, "status"] = tuple(Mark("claim", claim) for claim in measure.because)
        for party in parties:
            row.append(signed(of(moving, moving.shift[number], party)))
            after = of(moving, moving.after[number], party)
            row.append(None if measure.after_agreement is None else signed(after))
        rows.append(tuple(row))
    columns = ["measure", "supplier", "for or against", "status", "dates", "reckoned with"]
    for party in parties:
        columns += [f"{names.party(party)}: no deal now", f"{names.party(party)}: breaking later"]
    note = (
        "With the measure less without it, in points of each party's own 0 to 100, eight of ten draws, all else as it "
        "stands; what is delivered is read the same way. Breaking later: what going back to the dispute is worth once "
        "there is an agreement, so a rise makes an agreement harder to hold for that party and a fall easier."
    )
    return Table("measures", "What each measure does to no-deal values", tuple(columns), tuple(rows), marks, note)


def room_table(moving: Moving, names: Names) -> Table:
    """Return one row a measure: what it does to the room for agreement, protecting and pressing apart."""
    rows: list[tuple[Cell, ...]] = []
    base = moving.table.room[0]
    for number, measure in listed_measures(moving):
        change = moving.room(number).astype(float)
        turned = moving.table.room[1 + number]
        with_it, without = (turned, base) if moving.signs[number] > 0 else (base, turned)
        opens = int(((without == 0) & (with_it > 0)).sum())
        closes = int(((without > 0) & (with_it == 0)).sum())
        rows.append(
            (
                measure.label,
                aim(measure, names),
                ranged(without.astype(float)),
                ranged(with_it.astype(float)),
                direction(change),
                f"{opens:,}",
                f"{closes:,}",
            )
        )
    columns = (
        "measure",
        "for or against",
        "packages that pass without",
        "with",
        "change",
        "opens the zone in",
        "empties it in",
    )
    note = (
        f"Of {moving.draws:,} draws; no-deal values by the dispute. What raises a party's own no-deal value leaves "
        "less room, what lowers another's leaves more: alike in terms, opposite in whether there is a deal."
    )
    return Table("room", "What each measure does to the room for agreement", columns, tuple(rows), {}, note)


def terms_table(moving: Moving, names: Names) -> Table:
    """Return one row a measure and principal: what it adds to the terms under each principle."""
    rows: list[tuple[Cell, ...]] = []
    known = moving.arrays.known
    for number, measure in listed_measures(moving):
        terms = moving.terms(number)
        for party in names.parties():
            gained = terms[:, :, known.index(party)]
            told = [f"{signed(one)} ({direction(one)})" if np.isfinite(one).any() else "–" for one in gained]
            rows.append((measure.label, names.party(party), *told))
    columns = ("measure", "party", *(SHORT[principle] for principle in PRINCIPLES))
    note = (
        "Points of the party's own 0 to 100, eight of ten of the draws with a zone both with and without; the mean "
        "over tied picks. Packages are few and terms move in jumps: a measure may move no-deal values and no terms."
    )
    return Table("terms", "What each measure does to the terms", columns, tuple(rows), {}, note)


def cost_table(moving: Moving, names: Names) -> Table:
    """Return one row a measure with a cost on file: points for each unit of cost."""
    rows: list[tuple[Cell, ...]] = []
    marks: Marks = {}
    parties = in_case_order(moving)
    for number, measure in listed_measures(moving):
        path = f"measures.{measure.id}.cost"
        cost = moving.course.drawn.get(path)
        if cost is None or not (cost > 0).any():
            continue
        size = 10.0 ** math.floor(math.log10(float(np.median(cost[cost > 0]))))
        paid = cost > 0
        row: list[Cell] = [measure.label, ranged(cost), f"{size:,g} {measure.unit or ''}".strip()]
        for party in parties:
            row.append(signed(of(moving, moving.shift[number], party)[paid] / cost[paid] * size))
        marks[len(rows), "cost"] = names.marks((path,))
        rows.append(tuple(row))
    columns = ("measure", "cost", "for each", *(f"{names.party(party)}: no deal" for party in parties))
    note = "Points of no-deal value for each so much of cost, where it is above 0. Money and points are not added."
    return Table("cost", "What each measure does for its cost", columns, tuple(rows), marks, note)


def unpriced(moving: Moving) -> Iterator[Measure]:
    """Yield the measures without a cost on file."""
    for _, measure in listed_measures(moving):
        if measure.cost is None:
            yield measure
