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
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


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
        How many are told apart.
    horizon : int
        How many are planned for. What runs that long is not known to end there.
    """

    today: datetime.date
    length: float
    first: int
    periods: int
    horizon: int

    def place(self, day: datetime.date) -> float:
        """Return how many periods after the start a day lies; below 0 before it.

        Examples
        --------
        >>> Calendar(datetime.date(2030, 1, 1), 7.0, 1, 4, 9).place(datetime.date(2030, 1, 15))
        1.0
        """
        return (day - self.today).days / self.length - self.first

    def day(self, period: int) -> datetime.date:
        """Return the first day of a period.

        Examples
        --------
        >>> Calendar(datetime.date(2030, 1, 1), 7.0, 0, 4, 9).day(2)
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
        >>> calendar = Calendar(datetime.date(2030, 1, 1), 10.0, 0, 3, 9)
        >>> calendar.in_force(datetime.date(2030, 1, 6), datetime.date(2030, 1, 20)).tolist()
        [0.5, 1.0, 0.0]
        """
        days = []
        levels = [1.0]
        if since is not None:
            days.append(since)
            levels = [0.0, 1.0]
        if until is not None and self.planned(until + datetime.timedelta(days=1)):
            days.append(until + datetime.timedelta(days=1))
            levels.append(0.0)
        return self.level(days, levels)

    def planned(self, day: datetime.date) -> bool:
        """Tell whether a day lies before the end of what is planned for.

        Examples
        --------
        >>> calendar = Calendar(datetime.date(2030, 1, 1), 10.0, 0, 3, 9)
        >>> calendar.planned(datetime.date(2030, 3, 1)), calendar.planned(datetime.date(2031, 1, 1))
        (True, False)
        """
        return self.place(day) < self.horizon

    def around(self, day: datetime.date) -> tuple[int, int]:
        """Return the last whole period before a day, and the first whole one from it on.

        Examples
        --------
        >>> calendar = Calendar(datetime.date(2030, 1, 1), 10.0, 0, 5, 9)
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
    ahead = max(1, case.conflict.horizon - first)
    alone = Calendar(case.as_of, length, first, 1, ahead)
    last = max((alone.place(change.day) for change in changes(case, agreement, alone)), default=0.0)
    return Calendar(case.as_of, length, first, math.ceil(last - 1e-9) + 1, ahead)


def changes(case: Case, agreement: Agreement, calendar: Calendar) -> tuple[Change, ...]:
    """Return what changes on which day once the agreement runs, as far as is planned for, in order of day.

    Phases, guarantees that come into force or expire, measures that start or end, the end of the agreement itself.
    """
    start = max(agreement.phases[0].since, calendar.today)
    found = [Change(phase.since, f"phase “{phase.label}”") for phase in agreement.phases]
    for guarantee in in_order(case, agreement):
        found += _span(guarantee.label, guarantee.since, guarantee.until)
    for measure in sorted(case.measures, key=lambda one: one.id):
        if measure.changes and measure.status == "delivered" and measure.after_agreement != "ends":
            found += _span(measure.label, measure.since, measure.until)
    if agreement.until is not None:
        day = agreement.until + datetime.timedelta(days=1)
        found.append(Change(day, "the agreement has ended"))
    ahead = (one for one in found if one.day > start and calendar.planned(one.day))
    return tuple(sorted(ahead, key=lambda one: (one.day, one.what)))


def by_day(found: Iterable[Change], calendar: Calendar) -> dict[datetime.date, str]:
    """Return what changes within each period, in one line, by the first day on which something does.

    Examples
    --------
    >>> day, calendar = datetime.date(2030, 1, 15), Calendar(datetime.date(2030, 1, 1), 10.0, 0, 3, 9)
    >>> by_day([Change(day, "phase “two”"), Change(datetime.date(2030, 1, 17), "Pact has expired")], calendar)[day]
    'phase “two”; Pact has expired'
    """
    told: dict[int, tuple[datetime.date, list[str]]] = {}
    for change in found:
        told.setdefault(calendar.around(change.day)[1], (change.day, []))[1].append(change.what)
    return {day: "; ".join(dict.fromkeys(words)) for day, words in told.values()}


def in_order(case: Case, agreement: Agreement) -> tuple[Guarantee, ...]:
    """Return the guarantees that some phase of an agreement has in force, in the order of the case."""
    named = {guarantee for phase in agreement.phases for guarantee in phase.guarantees}
    return tuple(guarantee for guarantee in case.guarantees if guarantee.id in named)


def said(day: datetime.date) -> str:
    """Write a day as people do.

    Examples
    --------
    >>> said(datetime.date(2031, 3, 5))
    '5 March 2031'
    """
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _span(what: str, since: datetime.date | None, until: datetime.date | None) -> list[Change]:
    found = []
    if since is not None:
        found.append(Change(since, f"{what} starts"))
    if until is not None:
        found.append(Change(until + datetime.timedelta(days=1), f"{what} has expired"))
    return found
