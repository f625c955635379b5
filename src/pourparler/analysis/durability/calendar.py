"""The periods over which an agreement is looked at, and the days on which something in it changes."""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from pourparler.case.agreements import Agreement
from pourparler.case.conflict_faults import DAYS
from pourparler.case.measures import Guarantee
from pourparler.case.model import Case
from pourparler.methods.commitment.margin import over_periods

Array = NDArray[np.float64]
MOST_PERIODS = 240
"""What changes later than this many periods after the start is not followed: twenty years of months."""


@dataclass(frozen=True, slots=True)
class Change:
    """A day on which something in or behind an agreement changes.

    Attributes
    ----------
    day : date
    what : str
        As a reader is told it.
    """

    day: datetime.date
    what: str


@dataclass(frozen=True)
class Calendar:
    """Periods from the start of an agreement on; the last stands for all that follow.

    Parameters
    ----------
    today : date
        The day the case stands for, from which the dispute counts its periods.
    length : float
        Days a period.
    first : int
        The period of the dispute in which the agreement starts.
    periods : int
    """

    today: datetime.date
    length: float
    first: int
    periods: int

    def place(self, day: datetime.date) -> float:
        """Return how many periods after the start a day lies; below 0 before it.

        Examples
        --------
        >>> Calendar(datetime.date(2030, 1, 1), 7.0, 1, 4).place(datetime.date(2030, 1, 15))
        1.0
        """
        return (day - self.today).days / self.length - self.first

    def day(self, period: int) -> datetime.date:
        """Return the first day of a period.

        Examples
        --------
        >>> Calendar(datetime.date(2030, 1, 1), 7.0, 0, 4).day(2)
        datetime.date(2030, 1, 15)
        """
        return self.today + datetime.timedelta(days=round((self.first + period) * self.length))

    def level(self, days: Sequence[datetime.date], levels: ArrayLike) -> Array:
        """Return the mean in each period of what stays level between some days.

        Parameters
        ----------
        days : sequence of date
            In order.
        levels : array, shape (..., days + 1)

        Returns
        -------
        array, shape (..., periods)
        """
        return over_periods([self.place(day) for day in days], levels, self.periods)

    def in_force(self, since: datetime.date | None, until: datetime.date | None) -> Array:
        """Return the part of each period in which something is in force: shape (periods,).

        Examples
        --------
        >>> calendar = Calendar(datetime.date(2030, 1, 1), 10.0, 0, 3)
        >>> calendar.in_force(datetime.date(2030, 1, 6), datetime.date(2030, 1, 20)).tolist()
        [0.5, 1.0, 0.0]
        """
        days = []
        levels = [1.0]
        if since is not None:
            days.append(since)
            levels = [0.0, 1.0]
        if until is not None:
            days.append(until + datetime.timedelta(days=1))
            levels.append(0.0)
        return self.level(days, levels)

    def around(self, day: datetime.date) -> tuple[int, int]:
        """Return the last whole period before a day, and the first whole one from it on.

        Examples
        --------
        >>> calendar = Calendar(datetime.date(2030, 1, 1), 10.0, 0, 5)
        >>> calendar.around(datetime.date(2030, 1, 21)), calendar.around(datetime.date(2030, 1, 24))
        ((1, 2), (1, 3))
        """
        place = self.place(day)
        after = math.ceil(place - 1e-9)
        before = after - 1 if abs(place - after) < 1e-9 else after - 2
        return max(0, min(before, self.periods - 1)), max(0, min(after, self.periods - 1))


def calendar_of(case: Case, agreement: Agreement) -> Calendar | None:
    """Return the periods of an agreement: from its first phase, or the day of the case where that is later.

    Parameters
    ----------
    case : Case
        With a day it stands for, and a conflict, which says how long a period is; else ``None``.
    agreement : Agreement
        With at least one phase; else ``None``.
    """
    if case.conflict is None or case.as_of is None or not agreement.phases:
        return None
    length = DAYS[case.conflict.period]
    first = max(0, round((agreement.phases[0].since - case.as_of).days / length))
    alone = Calendar(case.as_of, length, first, 1)
    last = max((alone.place(change.day) for change in changes(case, agreement)), default=0.0)
    return Calendar(case.as_of, length, first, max(1, min(MOST_PERIODS, math.ceil(last - 1e-9) + 1)))


def changes(case: Case, agreement: Agreement) -> tuple[Change, ...]:
    """Return what changes on which day once the agreement runs, in order of day.

    Phases, guarantees that come into force or expire, measures that start or end, the end of the agreement itself.
    """
    start = agreement.phases[0].since
    if case.as_of is not None:
        start = max(start, case.as_of)
    found = [Change(phase.since, f"phase “{phase.label}”") for phase in agreement.phases]
    for guarantee in in_order(case, agreement):
        found += _span(guarantee.label, guarantee.since, guarantee.until)
    for measure in sorted(case.measures, key=lambda one: one.id):
        if measure.changes and measure.after_agreement in ("continues", "starts"):
            found += _span(measure.label, measure.since, measure.until)
    if agreement.until is not None:
        day = agreement.until + datetime.timedelta(days=1)
        found.append(Change(day, "the agreement has ended"))
    return tuple(sorted((one for one in found if one.day > start), key=lambda one: (one.day, one.what)))


def by_day(found: Iterable[Change]) -> dict[datetime.date, str]:
    """Return what changes on each day, in one line.

    Examples
    --------
    >>> day = datetime.date(2030, 1, 1)
    >>> by_day([Change(day, "phase “two”"), Change(day, "Pact has expired")])[day]
    'phase “two”; Pact has expired'
    """
    told: dict[datetime.date, list[str]] = {}
    for change in found:
        told.setdefault(change.day, []).append(change.what)
    return {day: "; ".join(dict.fromkeys(words)) for day, words in told.items()}


def in_order(case: Case, agreement: Agreement) -> tuple[Guarantee, ...]:
    """Return the guarantees that some phase of an agreement has in force, in the order of the case."""
    named = {guarantee for phase in agreement.phases for guarantee in phase.guarantees}
    return tuple(guarantee for guarantee in case.guarantees if guarantee.id in named)


def _span(what: str, since: datetime.date | None, until: datetime.date | None) -> list[Change]:
    found = []
    if since is not None:
        found.append(Change(since, f"{what} starts"))
    if until is not None:
        found.append(Change(until + datetime.timedelta(days=1), f"{what} has expired"))
    return found
