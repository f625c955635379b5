"""The picks at the middle of a case beside their rivals: runner-up, what comes close, and what lotteries would give."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

import numpy as np

from pourparler.analysis.packages.naming import METHOD, Names
from pourparler.analysis.packages.solved import SHORT, Solved
from pourparler.analysis.packages.turning import Turning
from pourparler.core.result import Cell, Table
from pourparler.methods.packages import lotteries
from pourparler.methods.packages.near import CLOSE, near
from pourparler.methods.packages.solutions import SOLVERS, WEIGHTED, Picks, nash, raiffa
from pourparler.methods.packages.values import Array, utilities

RAIFFA = "raiffa"
_LOTTERIES: dict[str, Callable[..., lotteries.Lottery | None]] = {
    "nash": lotteries.nash_lottery,
    "kalai_smorodinsky": lotteries.kalai_smorodinsky_lottery,
    "egalitarian": lotteries.egalitarian_lottery,
    "utilitarian": lotteries.utilitarian_lottery,
    WEIGHTED: lotteries.nash_lottery,
    RAIFFA: lotteries.raiffa_lottery,
}


def middle_table(solved: Solved, turning: Turning, names: Names) -> Table:
    """Return one row for each principle, Raiffa's included, with every number of the case at its middle.

    How far the runner-up falls short and how many packages come close say how easily another package could have been
    picked; what chances of packages would give says how much of the pick is owed to packages being few.
    """
    columns = (
        "principle",
        "picks",
        "runner-up falls short by",
        f"packages within {100 * CLOSE:g} %",
        "with lotteries, parties would expect",
        "more or less than at its pick",
    )
    title = "The picks at the middle of every judgement, beside their rivals"
    rows = tuple(_rows(solved, turning, names))
    note = (
        "Points of each party's own 0 to 100. Shortfalls in per cent of what the principle makes as large as it can. "
        "Lotteries are chances of packages that all accept; they mean something only where values are what a party "
        "would take chances at. Raiffa: equal steps from no deal towards what each could have at best."
    )
    return Table("middle", title, columns, rows, {(n, "picks"): METHOD for n in range(len(rows))}, note)


def _rows(solved: Solved, turning: Turning, names: Names) -> Iterator[tuple[Cell, ...]]:
    arrays = turning.at_middle
    if not len(turning.rows):
        return
    worth, origin = utilities(arrays.space, arrays.values, turning.rows), arrays.values.origin(0)
    zone = np.asarray((worth >= arrays.values.floor(0)[:, None]).all(axis=0))
    if not zone.any():
        return
    weights = None if arrays.bargaining is None else arrays.bargaining[0]
    solvers: dict[str, Callable[..., Picks]] = {name: SOLVERS.get(name, nash) for name in solved.principles}
    if WEIGHTED in solvers:
        solvers[WEIGHTED] = partial(nash, weights=weights)
    for name, solver in {**solvers, RAIFFA: raiffa}.items():
        picked = solver(worth, origin, zone)
        gap, close = "–", "–"
        if name != RAIFFA:
            beside = near(name, worth, origin, zone, picked, weights)
            gap = "–" if np.isnan(beside.gap) else f"{100 * beside.gap:.2g} %"
            close = f"{len(beside.close):,}"
        expected, distance = _lottery(name, worth, origin, zone, weights, worth[:, picked].mean(axis=1), names)
        called = "Raiffa" if name == RAIFFA else SHORT[name]
        yield (called, _named(solved, turning, picked, names), gap, close, expected, distance)


def _lottery(
    name: str, worth: Array, origin: Array, zone: np.ndarray, weights: Array | None, pick: Array, names: Names
) -> tuple[str, str]:
    """Return what the parties would expect with lotteries, and how that differs from what they have at the pick."""
    solve = _LOTTERIES[name]
    if name == WEIGHTED:
        if weights is None or weights.min() <= 0:
            return "–", "–"
        solve = partial(lotteries.nash_lottery, weights=weights)
    found = solve(worth, origin, zone)
    if found is None:
        return "–", "–"
    places = [names.arrays.known.index(party) for party in names.parties()]
    called = [names.party(party) for party in names.parties()]
    told = ", ".join(f"{who} {found.expected[place]:.1f}" for who, place in zip(called, places, strict=True))
    apart = found.expected - pick
    if np.abs(apart).max() < 0.05:
        return told, "the same"
    return told, ", ".join(
        f"{who} {round(float(apart[place]), 1) + 0.0:+.1f}" for who, place in zip(called, places, strict=True)
    )


def _named(solved: Solved, turning: Turning, picked: Picks, names: Names) -> str:
    """Name the first picked package with its hold, and say how many others tie with it."""
    rows = np.flatnonzero(solved.structure.open)[picked]
    shown = [row for row in rows.tolist() if row in solved.shown]
    row = shown[0] if shown else int(rows[0])
    hold = solved.hold(solved.passes(row))
    what = f"Package {solved.label(row)}" if shown else _beside_shown(solved, row, names)
    more = f"; {len(picked) - 1:,} more tie" if len(picked) > 1 else ""
    return f"{what} – passes in {hold}{more}"


def _beside_shown(solved: Solved, row: int, names: Names) -> str:
    """Name a package that is not laid side by side by what sets it apart from the one most like it."""
    package = solved.counts.packages[row]
    like = min(solved.shown, key=lambda one: int((solved.counts.packages[one] != package).sum()))
    apart = solved.counts.packages[like] != package
    told = (
        f"{names.issue(place)}: {names.option(place, package[place])}" for place in names.in_order() if apart[place]
    )
    return f"As package {solved.label(like)}, but {'; '.join(told)}"
