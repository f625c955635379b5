"""Money by the period and by the span: units such as ``EUR million a year``, and the years a plan is looked at over."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pourparler.analysis.packages.arrays import Array
from pourparler.case.conflict_faults import DAYS

MOST_YEARS = 10
YEAR = DAYS["year"]
_ENDINGS = tuple((f" {word}{period}", period) for period in DAYS for word in ("a ", "per ", "each ", "every ")) + tuple(
    (f" {period}ly", period) for period in DAYS
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of cost.

    Parameters
    ----------
    money : str
        Such as ``EUR million``.
    every : str or None
        ``week``, ``month``, ``quarter`` or ``year``; None for what is paid once.
    """

    money: str
    every: str | None

    @property
    def per_day(self) -> float | None:
        """By how much an amount in this unit grows a day; None for what is paid once."""
        return None if self.every is None else 1 / DAYS[self.every]


def unit_of(text: str) -> Unit:
    """Read a unit.

    Examples
    --------
    >>> unit_of("million crowns a year"), unit_of("million orrins")
    (Unit(money='million crowns', every='year'), Unit(money='million orrins', every=None))
    """
    plain = " ".join(text.split())
    for ending, every in _ENDINGS:
        if plain.endswith(ending):
            return Unit(plain.removesuffix(ending), every)
    return Unit(plain, None)


@dataclass(frozen=True)
class Span:
    """The time a plan is looked at over, in years from the day of the case; the last may be shorter.

    Parameters
    ----------
    start : date or None
        None when nothing is dated: then there is one year.
    days : tuple of float
        How long each part is.
    """

    start: datetime.date | None
    days: tuple[float, ...]

    @property
    def years(self) -> float:
        """How long it is in all."""
        return sum(self.days) / YEAR

    @property
    def whole(self) -> Span:
        """The same time in one part."""
        return Span(self.start, (sum(self.days),))

    def within(self, since: datetime.date | None, until: datetime.date | None) -> Array:
        """Return how many days of each part lie between two days: shape (parts,)."""
        ends = np.cumsum((0.0, *self.days))
        first = 0.0 if since is None or self.start is None else (since - self.start).days
        last = np.inf if until is None or self.start is None else (until - self.start).days + 1
        return np.array(np.maximum(0.0, np.minimum(ends[1:], last) - np.maximum(ends[:-1], first)))

    def part(self, day: datetime.date | None) -> int:
        """Return the part in which a day lies; the first for what is not dated or has passed."""
        if day is None or self.start is None:
            return 0
        ends = np.cumsum(self.days)
        return min(int(np.searchsorted(ends, (day - self.start).days, side="right")), len(self.days) - 1)


def span_of(start: datetime.date | None, dates: Sequence[tuple[datetime.date | None, datetime.date | None]]) -> Span:
    """Return the years that some dates cover, from the day of the case.

    Parameters
    ----------
    start : date or None
    dates : sequence of (since, until)
        What has no end is looked at for a whole year after its beginning, and as long as anything else runs.

    Examples
    --------
    >>> day = datetime.date
    >>> span_of(day(2030, 1, 1), [(day(2030, 4, 1), None), (None, day(2032, 6, 30))]).days
    (365.25, 365.25, 181.5)
    >>> span_of(None, []).days
    (365.25,)
    """
    if start is None:
        return Span(None, (YEAR,))
    ends = [
        (until - start).days + 1 if until is not None else max(0, (since - start).days if since else 0) + YEAR
        for since, until in dates
    ]
    length = min(max([YEAR, *ends]), MOST_YEARS * YEAR)
    full = int(length // YEAR)
    rest = length - full * YEAR
    return Span(start, (YEAR,) * full + ((rest,) if rest >= 1 else ()))
