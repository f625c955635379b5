"""Packages as people compare them: side by side, issue by issue, who gains, who gives, what it costs."""

from __future__ import annotations

import numpy as np

from pourparler.analysis.packages.arrays import Arrays
from pourparler.analysis.packages.counting import ranged
from pourparler.analysis.packages.money import Bill, Money
from pourparler.analysis.packages.naming import METHOD, Names
from pourparler.analysis.packages.solved import SHORT, Solved
from pourparler.core.result import Cell, Mark, Table

ROWS = 100
"""Packages listed one a row; how many more there are is said."""


def heading(solved: Solved, row: int) -> str:
    """Return the name of a package with its hold: no package is named without it."""
    return f"{solved.label(row)} – passes in {solved.hold(solved.passes(row))}"


def side_by_side(solved: Solved, names: Names) -> Table:
    """Return the packages picked most often, a column each: hold, issues, picks, gains, regrets and money."""
    shown = solved.shown
    packages = [solved.counts.packages[row] for row in shown]
    rows: list[tuple[Cell, ...]] = []
    for place in names.in_order():
        rows.append((names.issue(place), *(names.option(place, package[place]) for package in packages)))
    for principle in solved.principles:
        picked = (solved.hold(solved.picked(principle, row)).brief for row in shown)
        rows.append((f"{SHORT[principle]} picks it in", *picked))
    marks: dict[tuple[int, str], tuple[Mark, ...]] = {}
    worth = solved.worth(shown)
    gain = worth - solved.arrays.no_deal[:, :, None]
    for party in names.parties():
        place = solved.arrays.known.index(party)
        rows.append((f"{names.party(party)} gains over no deal", *(ranged(g) for g in gain[:, place].T)))
    there = solved.counts.zone_size > 0
    missed = solved.counts.ideal[there][:, :, None] - worth[there]
    for party in names.parties():
        place = solved.arrays.known.index(party)
        rows.append((f"{names.party(party)}: short of its best by", *(ranged(short) for short in missed[:, place].T)))
    arrays = solved.arrays
    money = Money(arrays if arrays.priced is None else Arrays(arrays.case, arrays.priced))
    for label, cells, paths in _money_rows(money, names, packages):
        marks[len(rows), "in each package"] = names.marks(paths)
        rows.append((label, *cells))
    columns = ("in each package", *(heading(solved, row) for row in shown))
    note = (
        f"Picks of {solved.draws:,} draws; in brackets how far the count itself may be off, at 95 %. Values in points "
        "of each party's own 0 to 100, eight of ten draws."
    )
    return Table("side-by-side", "The packages picked most often, side by side", columns, tuple(rows), marks, note)


def _money_rows(
    money: Money, names: Names, packages: list[np.ndarray]
) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """Return, for each payer and money, what each package costs over the term."""
    bills = [{(bill.party, bill.unit): bill for bill in money.bills(package.tolist())} for package in packages]
    found = []
    for party, unit in sorted({key for of_package in bills for key in of_package}):
        label = f"{names.party(party)} pays ({unit})"
        of_party = [of_package[party, unit] for of_package in bills]
        paths = tuple(path for bill in of_party for path in bill.paths)
        found.append((label, tuple(cost_in_words(bill, names) for bill in of_party), (*paths, "term")))
    return found


def cost_in_words(bill: Bill, names: Names) -> str:
    """Return what a party pays: over the term where one is on file, else each year and once."""
    if not bill.yearly.any() and not bill.once.any():
        told = "nothing"
    elif bill.whole is not None and bill.yearly.any():
        told = f"{ranged(bill.whole)} over the term; {ranged(bill.yearly)} a year"
        told += f" and {ranged(bill.once)} once" if bill.once.any() else ""
    else:
        parts = [f"{ranged(bill.yearly)} a year"] if bill.yearly.any() else []
        told = " and ".join([*parts, *([f"{ranged(bill.once)} once"] if bill.once.any() else [])])
    if bill.unpriced:
        issues = {issue.id: issue.label for issue in names.arrays.issues}
        told += f" (no price on file: {', '.join(issues[issue] for issue in bill.unpriced)})"
    return told


def card_table(solved: Solved, names: Names, row: int) -> Table:
    """Return the card of one package: on each issue what every principal gets or gives."""
    arrays = solved.arrays
    package = solved.counts.packages[row]
    parties = names.parties()
    rows: list[tuple[Cell, ...]] = []
    open_ = solved.structure.packages[solved.structure.open]
    for place in names.in_order():
        cells: list[Cell] = []
        left = [arrays.number((place, option)) for option in sorted(set(open_[:, place].tolist()))]
        for party in parties:
            worth = arrays.values.additive[:, arrays.known.index(party)]
            best = worth[:, left].max(axis=1)
            given = best - worth[:, arrays.number((place, int(package[place])))]
            cells.append(_given(given))
        rows.append((names.issue(place), names.option(place, package[place]), *cells))
    total = solved.worth([row])[:, :, 0]
    for label, values in (
        ("Worth in all", total),
        ("No deal is worth", arrays.no_deal),
        ("Gain over no deal", total - arrays.no_deal),
    ):
        rows.append((label, None, *(ranged(values[:, arrays.known.index(party)]) for party in parties)))
    if arrays.leaves():
        outside = (arrays.drawn.get(f"parties.{party}.no_deal.outside_option") for party in parties)
        rows.append(("Leaving is worth", None, *(None if one is None else ranged(one) for one in outside)))
    columns = ("issue", "settled as", *map(names.party, parties))
    note = (
        "Gives: points of the party's own 0 to 100 below the option it likes best of those that no red line and no "
        "body closes, eight of ten draws."
    )
    return Table(f"card-{solved.label(row).lower()}", f"Package {heading(solved, row)}", columns, tuple(rows), {}, note)


def _given(given: np.ndarray) -> str:
    if not given.any():
        return "its best"
    told = ranged(given)
    return "next to nothing" if told in ("0", "0 to 0") else f"gives {told}"


def passing_table(solved: Solved, names: Names) -> Table:
    """Return the packages that pass in at least one draw by the ids of their options, the most frequent first."""
    places = names.in_order()
    rows: list[tuple[Cell, ...]] = []
    listed = solved.passing[:ROWS]
    for row in listed:
        package = solved.counts.packages[row]
        hold = solved.hold(solved.passes(row))
        picks = (round(float(solved.counts.picked[principle][row])) for principle in solved.principles)
        efficient = round(float(solved.counts.efficient_in_zone[row]))
        options = (solved.arrays.options[place][package[place]] for place in places)
        rows.append((*options, hold.count, hold.draws, hold.band, efficient, *picks))
    issues = tuple(solved.arrays.issues[place].id for place in places)
    picked = tuple(f"{SHORT[principle]} picks it in" for principle in solved.principles)
    columns = (*issues, "passes in", "of draws", "95 %", "efficient in", *picked)
    more = len(solved.passing) - len(listed)
    note = f"{more:,} more pass in at least one draw." if more else None
    marks = {(number, "passes in"): METHOD for number in range(len(rows))}
    return Table("passing", "Packages that pass", columns, tuple(rows), marks, note)
