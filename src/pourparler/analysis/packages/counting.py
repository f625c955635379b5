"""How often something holds over the draws, and ranges written with no more digits than they bear."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pourparler.methods.proportion import wilson_interval

BAND = (10.0, 90.0)
"""The percentiles between which a range is given: eight draws of ten lie within."""

ROUNDING = 1e-9
"""A range no wider than this part of its ends has none: what is left of sums that are equal on paper."""


@dataclass(frozen=True, slots=True)
class Hold:
    """In how many draws something holds.

    Examples
    --------
    >>> str(Hold(612, 1000))
    '612 of 1,000 draws (58 to 64 %)'
    >>> str(Hold(1, 1)), str(Hold(4, 5, exact=True))
    ('1 of 1 (the values as judged)', '4 of 5 combinations, exactly')
    """

    count: int
    draws: int
    exact: bool = False
    """Whether the draws are every combination of the judged values, each as often as its chance says."""

    @property
    def share(self) -> float:
        """The share of the draws."""
        return self.count / self.draws

    @property
    def interval(self) -> tuple[float, float]:
        """Where the share would lie with ever more draws, in 95 of 100 cases."""
        return wilson_interval(self.count, self.draws)

    @property
    def band(self) -> str:
        """The interval in words, such as ``58 to 64 %``; the share where it is exact; empty for a single draw."""
        if self.draws == 1:
            return ""
        if self.exact:
            return f"{100 * self.share:.3g} %"
        low, high = (round(100 * end) for end in self.interval)
        return f"{low} to {high} %" if low != high else f"{low} %"

    @property
    def brief(self) -> str:
        """The count and its interval without the number of draws, where a note says it.

        Examples
        --------
        >>> Hold(612, 1000).brief, Hold(1000, 1000).brief, Hold(1, 1).brief
        ('612 (58 to 64 %)', 'all', 'yes')
        """
        if self.draws == 1:
            return "yes" if self.count else "no"
        return "all" if self.count == self.draws else f"{self.count:,} ({self.band})"

    def __str__(self) -> str:
        if self.draws == 1:
            return f"{self.count} of 1 (the values as judged)"
        if self.exact:
            return f"{self.count:,} of {self.draws:,} combinations, exactly"
        return f"{self.count:,} of {self.draws:,} draws ({self.band})"


def at_least(hold: Hold) -> str:
    """Say that something holds in so many draws or more.

    Examples
    --------
    >>> at_least(Hold(955, 1000)), at_least(Hold(1000, 1000))
    ('at least 955 of 1,000 draws (94 to 97 %)', 'all 1,000 draws')
    """
    if hold.draws > 1 and hold.count == hold.draws:
        return f"all {hold.draws:,} {'combinations' if hold.exact else 'draws'}"
    return str(hold) if hold.draws == 1 else f"at least {hold}"


def held(mask: NDArray[np.bool_]) -> Hold:
    """Return in how many draws something holds.

    Parameters
    ----------
    mask : array of bool, shape (draws,)
    """
    return Hold(int(np.count_nonzero(mask)), len(mask))


def band(values: NDArray[Any]) -> tuple[float, float]:
    """Return the ends of the middle eight tenths of some draws.

    Raises
    ------
    ValueError
        When there are no draws.
    """
    if not len(values):
        raise ValueError("a range needs at least one draw")
    low, high = np.percentile(values, BAND)
    return float(low), float(high)


def written(low: float, high: float) -> str:
    """Write a range with the digits that its width bears.

    Examples
    --------
    >>> written(41.37, 48.22), written(3.14, 3.52), written(5, 5), written(120.4, 388.0)
    ('41 to 48', '3.1 to 3.5', '5', '120 to 390')
    >>> written(100 - 1e-13, 100 + 1e-13)
    '100'
    """
    width = high - low
    if width <= ROUNDING * max(1.0, abs(low), abs(high)):
        return _number(low, 2)
    places = -math.floor(math.log10(width / 3))
    told = [_number(end, places) for end in (low, high)]
    return told[0] if told[0] == told[1] else " to ".join(told)


def _number(value: float, places: int) -> str:
    rounded = round(value, places) + 0.0  # Adding 0 takes the sign from a rounded minus zero.
    text = f"{rounded:,.{max(places, 0)}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def ranged(values: NDArray[Any]) -> str:
    """Write the band of some draws; a dash for none.

    Examples
    --------
    >>> ranged(np.linspace(0, 100, 1001)), ranged(np.array([]))
    ('10 to 90', '–')
    """
    return written(*band(values)) if len(values) else "–"
