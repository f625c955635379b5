"""Every day on which something changes, tested: whose fallback falls, whose rises, and whether breaking pays then."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from pourparler.analysis.durability.calendar import by_day
from pourparler.analysis.durability.held import SMALL, Held
from pourparler.analysis.packages.arrays import Arrays
from pourparler.analysis.packages.large import MOST_PACKAGES
from pourparler.analysis.packages.structure import Structure
from pourparler.methods.commitment.shift import room_before_shift
from pourparler.methods.packages.values import utilities

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]
MOST_OFFERS = 20_000
"""With more packages that nothing closes than this, it is not looked at what a party could be left with at best."""
ROOM_DRAWS = 200
"""Draws in which every package is valued to see what a party could be left with at best."""


@dataclass(frozen=True)
class Tested:
    """One party on one day on which something changes; arrays over draws.

    Attributes
    ----------
    day : date
    what : str
    party : str
    before, after : array
        What the dispute would be worth to it in the last period before, and from the day on.
    margin_before, margin_after : array
        Of keeping over breaking.
    unheld : array of bool, or None
        Over the first draws: its fallback falls, and no package that satisfies whoever rises is worth waiting for.
    """

    day: datetime.date
    what: str
    party: str
    before: Array
    after: Array
    margin_before: Array
    margin_after: Array
    unheld: Mask | None

    @property
    def pays_before(self) -> Mask:
        """In which draws breaking pays just before."""
        return self.margin_before < -SMALL

    @property
    def pays_after(self) -> Mask:
        """In which draws breaking pays from the day on."""
        return self.margin_after < -SMALL

    @property
    def opens(self) -> Mask:
        """In which draws breaking pays from the day on and did not just before."""
        return self.pays_after & ~self.pays_before


@dataclass(frozen=True)
class Offers:
    """What packages are worth in the first draws, for what a party could be left with at best.

    Parameters
    ----------
    arrays : Arrays
    """

    arrays: Arrays

    @cached_property
    def worth(self) -> Array | None:
        """Worth of the open packages to the known principals: (draws, parties, packages); ``None`` without any."""
        arrays = self.arrays
        if not arrays.whole or arrays.space.count > MOST_PACKAGES:
            return None
        structure = Structure(arrays)
        if structure.contradiction() is not None or not 0 < structure.open.sum() <= MOST_OFFERS:
            return None
        rows = structure.packages[structure.open]
        return np.array(
            [utilities(arrays.space, arrays.values, rows, draw) for draw in range(min(ROOM_DRAWS, arrays.draws))]
        )


def at_changes(held: Held, offers: Offers) -> Iterator[Tested]:
    """Yield every party on every day on which something changes, in order of day.

    Parameters
    ----------
    held : Held
    offers : Offers
    """
    design = held.design
    days = by_day(design.changes, design.calendar)
    for day, what in days.items():
        first, then = design.calendar.around(day)
        if first >= then:
            continue
        before, after = held.expected[:, :, first], held.expected[:, :, then]
        over = design.ends is not None and day > design.ends
        for place, party in enumerate(design.parties):
            margin = held.margin[:, place]
            yield Tested(
                day,
                what,
                party,
                before[:, place],
                after[:, place],
                margin[:, first],
                np.zeros(design.draws) if over else margin[:, then],
                _unheld(held, offers, place, before, after),
            )


def _unheld(held: Held, offers: Offers, place: int, before: Array, after: Array) -> Mask | None:
    worth = offers.worth
    if worth is None:
        return None
    design, draws = held.design, len(worth)
    before, after = before[:draws], after[:draws]
    others = [other for other in range(len(design.parties)) if other != place]
    known = [design.arrays.known.index(party) for party in design.parties]
    claims = np.where(after > before + SMALL, after, -np.inf)
    room = room_before_shift(
        worth[:, known[place]],
        worth[:, [known[other] for other in others]],
        before[:, place],
        claims[:, others],
        design.patience[:draws, place],
    )
    return np.asarray((after[:, place] < before[:, place] - SMALL) & (room < -SMALL))
