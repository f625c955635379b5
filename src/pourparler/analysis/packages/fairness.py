"""What each fairness principle picks, how firmly, and what it means for each party."""

from __future__ import annotations

import numpy as np

from pourparler.analysis.packages.counting import Hold, ranged
from pourparler.analysis.packages.naming import METHOD, Names
from pourparler.analysis.packages.solved import NAMES, SHORT, Solved
from pourparler.core.result import Cell, Mark, Table


def principle_table(solved: Solved) -> Table:
    """Return, for each principle, the packages it picks most often, each with its hold."""
    rows: list[tuple[Cell, ...]] = []
    for principle in solved.principles:
        found = solved.picks_of(principle)
        shown = [row for row in found if row in solved.shown]
        for row in shown:
            picked = solved.hold(solved.picked(principle, row))
            passes = solved.hold(solved.passes(row))
            rows.append((NAMES[principle], solved.label(row), str(picked), str(passes)))
        others = [row for row in found if row not in solved.shown]
        if others:
            most = solved.hold(max(solved.picked(principle, row) for row in others))
            rows.append((NAMES[principle], f"{len(others):,} others", f"each in at most {most}", None))
    columns = ("principle", "package", "picked in", "passes in")
    note = "Tied packages all count. Egalitarian and utilitarian compare gains between parties, as the scales allow."
    marks = {(number, "picked in"): METHOD for number in range(len(rows))}
    return Table("principles", "What each principle picks", columns, tuple(rows), marks, note)


def stake_table(solved: Solved, names: Names) -> Table:
    """Return what each party has at each principle's pick, and what it loses if held to its no-deal value."""
    rows: list[tuple[Cell, ...]] = []
    marks: dict[tuple[int, str], tuple[Mark, ...]] = {}
    counts, arrays = solved.counts, solved.arrays
    there = counts.zone_size > 0
    for party in names.parties():
        place = arrays.known.index(party)
        best = counts.ideal[there, place] - arrays.no_deal[there, place]
        for number, principle in enumerate(solved.principles):
            gain = counts.gain[number, there, place]
            marks[len(rows), "gains over no deal"] = METHOD
            rows.append((names.party(party), SHORT[principle], ranged(gain), ranged(best - gain), ranged(best)))
    columns = (
        "party",
        "principle",
        "gains over no deal",
        "short of its best in the zone",
        "its best in the zone gains",
    )
    note = (
        "In points of the party's own 0 to 100, eight of ten draws. The gain is what the party loses if it is held to "
        "its no-deal value."
    )
    if arrays.leaves():
        note += " Gains are measured from no deal: an outside option takes packages away and moves no split by itself."
    return Table("stakes", "What each party has at stake", columns, tuple(rows), marks, note)


def agreement(solved: Solved) -> Hold:
    """Return in how many draws with a zone one package is picked by every principle."""
    pick = solved.counts.pick
    same = (pick == pick[0]).all(axis=0) & (pick[0] >= 0)
    return solved.hold(int(same.sum()))


def option_counts(solved: Solved) -> np.ndarray:
    """Return in how many draws the first pick of each principle has each option: (principles, options)."""
    space = solved.arrays.space
    found = np.zeros((len(solved.principles), space.options), dtype=np.int64)
    for number, pick in enumerate(solved.counts.pick):
        options = space.option_numbers(solved.counts.packages[pick[pick >= 0]])
        found[number] = np.bincount(options.ravel(), minlength=space.options)
    return found


def firm_options(solved: Solved) -> tuple[tuple[int, int, int], ...]:
    """Return issue, option and the fewest draws, over the principles, in which the pick has it; in order of issue."""
    least = option_counts(solved).min(axis=0)
    cells = [(place, option) for place, size in enumerate(solved.arrays.sizes) for option in range(size)]
    return tuple((place, option, int(least[number])) for number, (place, option) in enumerate(cells) if least[number])


def option_table(solved: Solved, names: Names) -> Table:
    """Return one row for each option that some principle picks: in how many draws its pick has it."""
    counts = option_counts(solved)
    rows: list[tuple[Cell, ...]] = []
    for place in names.in_order():
        order = {option.id: at for at, option in enumerate(solved.arrays.issues[place].options)}
        for option in sorted(range(solved.arrays.sizes[place]), key=lambda o: order[solved.arrays.options[place][o]]):
            of_option = counts[:, solved.arrays.number((place, option))]
            if of_option.any():
                cells = (solved.hold(int(count)).brief for count in of_option)
                rows.append((names.issue(place), names.option(place, option), *cells))
    columns = ("issue", "option", *(f"in the pick of {SHORT[principle]}" for principle in solved.principles))
    marks = {(number, columns[2]): METHOD for number in range(len(rows))}
    note = f"In how many of {solved.draws:,} draws; of tied packages the first."
    return Table("picked-options", "How each issue is settled in the picks", columns, tuple(rows), marks, note)
