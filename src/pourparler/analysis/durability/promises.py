"""Guarantees behind agreements: how credible each must be, as a whole and on each date, beside how credible it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from pourparler.analysis.durability.calendar import said
from pourparler.analysis.durability.credible import Word, chance_of, words
from pourparler.analysis.durability.held import SMALL, Held
from pourparler.analysis.durability.margins import listed_parties, shown_periods, weakest_period
from pourparler.analysis.durability.sheet import METHOD, Sheet, chance_band, finite_band
from pourparler.analysis.packages.counting import held as counted
from pourparler.analysis.packages.naming import Names
from pourparler.case.measures import Guarantee
from pourparler.core.result import Table

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Promise:
    """One guarantee behind one agreement.

    Parameters
    ----------
    held : Held
    guarantee : Guarantee
    words : tuple of Word
        The word of each guarantor.
    """

    held: Held
    guarantee: Guarantee
    words: tuple[Word, ...]

    @cached_property
    def by_date(self) -> Array:
        """The chance of being acted on from which a party keeps to it on a date: (draws, parties, periods)."""
        return self.held.in_time(self.held.needed_by_date(self.guarantee))

    @cached_property
    def needed(self) -> Array:
        """The chance of being acted on that makes it, alone, hold the agreement: (draws,)."""
        return np.asarray(self.by_date.max(axis=(1, 2)))

    @property
    def smallest(self) -> str:
        """That chance in the draws in which one is needed and enough, in words; a dash where there is none."""
        return smallest(self.needed)

    @property
    def judged(self) -> Array | None:
        """The chance that it is acted on, as judged: (draws,)."""
        return self.held.chances.get(self.guarantee.id)

    @property
    def paths(self) -> tuple[str, ...]:
        """The paths of the numbers that its chance rests on."""
        outright = f"guarantees.{self.guarantee.id}.acts"
        if self.guarantee.acts is not None:
            return (outright,)
        return tuple(path for word in self.words for path in word.paths)

    def enough(self, needed: Array | None = None) -> Mask | None:
        """Tell in which draws it is likely enough to be acted on, as judged; nothing where that is not judged."""
        wanted = self.needed if needed is None else needed
        return None if self.judged is None else np.asarray(self.judged >= wanted - SMALL)

    def binding(self, names: Names) -> str | None:
        """Return against whom and from when it has to be strongest, most often; nothing where it is never needed."""
        least, wanted = self.by_date, self.needed > SMALL
        if not wanted.any():
            return None
        told = []
        for place, party in listed_parties(self.held, names):
            mine = least[:, place].max(axis=1) >= least.max(axis=(1, 2)) - SMALL
            if (mine & wanted).any():
                period = weakest_period(-np.where(np.isfinite(least), least, 1e9)[mine & wanted, place])
                told.append((int((mine & wanted).sum()), f"{names.party(party)}, {said(self.held.design.day(period))}"))
        most = max(count for count, _ in told)
        return "; ".join(words for count, words in told if count == most)


def smallest(needed: Array) -> str:
    """Return the smallest guarantee in the draws in which one is needed and enough, in words; a dash for none.

    Examples
    --------
    >>> smallest(np.array([0.0, 0.5, 3.0])), smallest(np.array([0.0, np.inf]))
    ('50 %', '–')
    """
    return finite_band(np.where((needed > SMALL) & (needed <= 1 + SMALL), needed, np.inf), chance=True)


def promises(helds: Sequence[Held]) -> tuple[Promise, ...]:
    """Return every guarantee that changes something in the dispute, behind every agreement it stands behind."""
    given = {guarantee.id: words(held.design.arrays.drawn, guarantee) for held in helds for guarantee in held.biting}
    return tuple(Promise(held, guarantee, given[guarantee.id]) for held in helds for guarantee in held.biting)


def guarantee_table(helds: Sequence[Held], found: Sequence[Promise], names: Names) -> Table:
    """Return a row for each guarantee behind an agreement: the smallest that holds it beside the one judged."""
    columns = (
        "agreement", "guarantee", "type", "none needed in", "smallest where needed", "none is enough in", "as judged",
        "enough in",
        "hardest against, from", "runs until",
    )  # fmt: skip
    note = (
        "Smallest: the chance of being acted on at which, with no other guarantee, keeping is worth as much as "
        "breaking to everybody on every date, in the draws in which the agreement does not hold by itself and some "
        "chance is enough. None is enough: draws in which even certain action does not hold it, or comes too late. It "
        "answers breaches by those against whom acting works. Bodies that must pass it are another matter."
    )
    title = "The smallest guarantee that holds it, beside what is on offer"
    sheet = Sheet("guarantees", title, columns, note)
    for held in helds:
        _one_design(held, [one for one in found if one.held is held], names, sheet)
    return sheet.table()


def _one_design(held: Held, found: Sequence[Promise], names: Names, sheet: Sheet) -> None:
    for promise in found:
        guarantee = promise.guarantee
        cells = {
            "agreement": promise.held.design.agreement.label,
            "guarantee": guarantee.label,
            "type": _type(guarantee),
            "none needed in": counted(promise.needed <= SMALL).brief,
            "smallest where needed": promise.smallest,
            "none is enough in": counted(promise.needed > 1 + SMALL).brief,
            "hardest against, from": promise.binding(names),
            "runs until": _end(guarantee),
        }
        enough = promise.enough()
        if promise.judged is not None and enough is not None:
            cells["as judged"] = chance_band(promise.judged)
            cells["enough in"] = str(counted(enough))
        sheet.add(cells, {"as judged": names.marks(promise.paths), "smallest where needed": METHOD})
    for guarantee in held.design.guarantees:
        if not guarantee.changes:
            cells = {
                "agreement": held.design.agreement.label,
                "guarantee": guarantee.label,
                "runs until": _end(guarantee),
            }
            chance = chance_of(held.design.arrays.drawn, guarantee)
            cells |= {
                "type": _type(guarantee),
                "smallest where needed": "changes no odds or costs on file",
            }
            sheet.add(cells | ({"as judged": chance_band(chance)} if chance is not None else {}))


def _end(guarantee: Guarantee) -> str:
    return guarantee.until.isoformat() if guarantee.until is not None else ""


def _type(guarantee: Guarantee) -> str:
    kind = guarantee.type.replace("-", " ")
    if (guarantee.at_least or 1) > 1:
        return f"{kind}, {guarantee.at_least} of {len(guarantee.guarantors)} to act"
    return kind


def date_table(found: Sequence[Promise], names: Names) -> Table:
    """Return a row for each guarantee, period around a change, and party it has to hold: the smallest on that date."""
    columns = (
        "agreement", "guarantee", "from", "party", "none needed in", "smallest where needed", "none is enough in",
        "enough in",
    )  # fmt: skip
    note = (
        "For one party and date. Enough: at least as likely to be acted on, as judged, as that date takes. Parties "
        "that it does not answer, or that need none on any date, are left out."
    )
    sheet = Sheet("smallest-by-date", "The smallest guarantee by party and date", columns, note)
    for one in found:
        answered = one.held.reaches(one.guarantee).max(axis=1) > 0
        for period in shown_periods(one.held):
            for place, party in listed_parties(one.held, names):
                least = one.by_date[:, place, period]
                if not answered[place] or (one.by_date[:, place] <= SMALL).all():
                    continue
                enough = one.enough(least)
                sheet.add(
                    {
                        "agreement": one.held.design.agreement.label,
                        "guarantee": one.guarantee.label,
                        "from": one.held.design.day(period).isoformat(),
                        "party": names.party(party),
                        "none needed in": counted(least <= SMALL).brief,
                        "smallest where needed": smallest(least),
                        "none is enough in": counted(least > 1 + SMALL).brief,
                        "enough in": counted(enough).brief if enough is not None else None,
                    },
                    {"smallest where needed": METHOD},
                )
    return sheet.table()
