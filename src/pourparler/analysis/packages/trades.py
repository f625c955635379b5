"""Trades between two parties: who gives way on what, and gets its way on what."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from pourparler.analysis.packages.arrays import Array
from pourparler.analysis.packages.counting import BAND, held, ranged
from pourparler.analysis.packages.naming import METHOD, Names
from pourparler.analysis.packages.structure import Structure
from pourparler.core.ranks import whole_ranks
from pourparler.core.result import Cell, Table

SHOWN = 8


@dataclass(frozen=True)
class Trade:
    """One party gives way on one issue and gets its way on another, and the other party the reverse."""

    first: str
    second: str
    gives: int
    """The issue on which the first gives way."""
    gets: int
    """The issue on which the second gives way."""
    ways: tuple[int, int, int, int]
    """Options: on the issue given the second's way and the first's, on the issue got the first's and the second's."""
    gain: tuple[Array, Array]
    """What each is better off than with the opposite split: (draws,)."""

    @property
    def sure(self) -> float:
        """What both gain at least, in nine of ten draws each."""
        return float(min(np.percentile(gain, BAND[0]) for gain in self.gain))


def trades(structure: Structure) -> tuple[Trade, ...]:
    """Return the trades from which two principals both gain in most draws, the surest first.

    On each issue a party's way is the option that is worth most to it, on average over the draws, among those that no
    red line and no body closes. Two issues on which two parties want different things are a trade when each party gains
    more on the issue on which it gets its way than it gives on the other.
    """
    found = [trade for trade in _all(structure) if trade.sure > 0]
    return tuple(sorted(found, key=lambda trade: (-trade.sure, trade.first, trade.second, trade.gives, trade.gets)))


def own_ways(structure: Structure) -> list[list[int]]:
    """Return, for each issue and known principal, the option worth most to it of those that nothing closes.

    Worth most on average over the draws; of several, the one worth most to all principals together, so that names do
    not decide; then the first in order of id.
    """
    arrays = structure.arrays
    open_ = structure.packages[structure.open]
    ways: list[list[int]] = []
    for place in range(len(arrays.issues)):
        left = sorted(set(open_[:, place].tolist()))
        numbers = [arrays.number((place, option)) for option in left]
        mean = arrays.values.additive[:, :, numbers].mean(axis=0)
        together = mean.sum(axis=0)
        ways.append([left[int(np.lexsort((-together, -mean[party]))[0])] for party in range(len(arrays.known))])
    return ways


def _all(structure: Structure) -> Iterator[Trade]:
    arrays = structure.arrays
    open_ = structure.packages[structure.open]
    additive = arrays.values.additive
    if not len(open_):
        return
    ways = own_ways(structure)
    for i, j in itertools.combinations(range(len(arrays.known)), 2):
        apart = [place for place in range(len(arrays.issues)) if ways[place][i] != ways[place][j]]
        swing = {
            (party, place): additive[:, party, arrays.number((place, ways[place][party]))]
            - additive[:, party, arrays.number((place, ways[place][i + j - party]))]
            for party in (i, j)
            for place in apart
        }
        for gives, gets in itertools.permutations(apart, 2):
            gain = (swing[i, gets] - swing[i, gives], swing[j, gives] - swing[j, gets])
            chosen = (ways[gives][j], ways[gives][i], ways[gets][i], ways[gets][j])
            yield Trade(arrays.known[i], arrays.known[j], gives, gets, chosen, gain)


def trade_table(structure: Structure, names: Names) -> Table:
    """Return two rows for each trade that is shown, one from the side of each party, so that neither is named first."""
    found = trades(structure)
    shown = whole_ranks(found, SHOWN, lambda trade: -round(trade.sure, 9))
    listed = names.parties()
    rows: list[tuple[Cell, ...]] = []
    for trade in shown:
        both = str(held((trade.gain[0] > 0) & (trade.gain[1] > 0)))
        given = f"{names.issue(trade.gives)}: {names.option(trade.gives, trade.ways[0])}"
        got = f"{names.issue(trade.gets)}: {names.option(trade.gets, trade.ways[2])}"
        sides = ((trade.first, given, got, trade.second, 0), (trade.second, got, given, trade.first, 1))
        for party, gives, gets, other, place in sorted(sides, key=lambda side: listed.index(side[0])):
            rows.append((names.party(party), gives, gets, names.party(other), ranged(trade.gain[place]), both))
    more = f" {len(found) - len(shown):,} more are left out." if len(found) > len(shown) else ""
    note = (
        "Two rows a trade, one for each party. Beside the opposite split of the two issues, in points of each party's "
        f"own 0 to 100.{more}"
    )
    columns = ("party", "gives way to", "gets its own way with", "in a trade with", "gains", "both gain in")
    marks = {(number, "both gain in"): METHOD for number in range(len(rows))}
    return Table("trades", "Trades: who could give what for what", columns, tuple(rows), marks, note)
