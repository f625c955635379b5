"""Days as periods from the day the case stands for, and the stretches between the days on which something changes."""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterable
from dataclasses import dataclass

from pourparler.case.conflict_faults import DAYS


@dataclass(frozen=True)
class Calendar:
    """Counts periods.

    Parameters
    ----------
    today : date
        The day the case stands for: the start of period 0.
    period : str
        ``week``, ``month``, ``quarter`` or ``year``.
    horizon : int
        How many periods are planned for.

    Examples
    --------
    >>> calendar = Calendar(datetime.date(2030, 1, 1), "quarter", 8)
    >>> calendar.at(datetime.date(2030, 4, 2)), calendar.at(datetime.date(2029, 1, 1)), str(calendar.day(4))
    (1, 0, '2031-01-01')
    """

    today: datetime.date
    period: str
    horizon: int

    def at(self, day: datetime.date) -> int:
        """Return the period whose start is nearest to a day; 0 for days that have passed."""
        return max(0, round((day - self.today).days / DAYS[self.period]))

    def after(self, day: datetime.date) -> int:
        """Return the period that starts after a last day."""
        return max(0, math.ceil(((day - self.today).days + 1) / DAYS[self.period] - 0.5))

    def day(self, period: int) -> datetime.date:
        """Return the day on which a period starts."""
        return self.today + datetime.timedelta(days=round(period * DAYS[self.period]))

    def stretches(self, changes: Iterable[int]) -> tuple[int, ...]:
        """Return the periods in which stretches of no change start, the first 0; those after the horizon are left out.

        Examples
        --------
        >>> Calendar(datetime.date(2030, 1, 1), "quarter", 8).stretches([3, 0, 3, 20])
        (0, 3)
        """
        return (0, *sorted({change for change in changes if 0 < change < self.horizon}))
