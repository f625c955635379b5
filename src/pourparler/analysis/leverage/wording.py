"""Changes in words: signed ranges with the digits they bear, dates of measures, whom a measure is for or against."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from pourparler.analysis.packages.counting import Hold, band, written
from pourparler.analysis.packages.naming import Names
from pourparler.case.measures import Measure

NOTHING = 1e-6
"""Changes smaller than this, in points, come from rounding."""


def signed(values: NDArray[Any]) -> str:
    """Write the band of some changes, each end with its sign; ``0`` where nothing changes, a dash for none.

    Examples
    --------
    >>> signed(np.array([1.0, 2.0])), signed(np.array([-1.0, 1.0])), signed(np.zeros(3)), signed(np.array([]))
    ('+1.1 to +1.9', '-0.8 to +0.8', '0', '–')
    """
    kept = values[np.isfinite(values)]
    if not len(kept):
        return "–"
    low, high = (0.0 if abs(end) < NOTHING else end for end in band(kept))
    if low == high == 0:
        return "0"
    ends = written(low, high).split(" to ")
    return " to ".join(end if end.startswith("-") or end == "0" else f"+{end}" for end in ends)


def direction(values: NDArray[Any]) -> str:
    """Say how often some changes are up and how often down.

    Examples
    --------
    >>> direction(np.array([1.0, 2.0, 0.0])), direction(np.zeros(2)), direction(np.array([-1.0, -2.0]))
    ('up in 2 of 3', 'never', 'down in all')
    """
    kept = values[np.isfinite(values)]
    told = []
    for word, count in (("up", (kept > NOTHING).sum()), ("down", (kept < -NOTHING).sum())):
        if count:
            told.append(f"{word} in {'all' if count == len(kept) else f'{count:,} of {len(kept):,}'}")
    return ", ".join(told) or "never"


def moves(values: NDArray[Any]) -> Hold:
    """Return in how many draws a change is more than rounding."""
    return Hold(int(np.count_nonzero(np.abs(values) > NOTHING)), len(values))


def dates(measure: Measure) -> str:
    """Say when a measure runs; ``as if from now`` where nobody said."""
    if measure.status == "delivered" and measure.since is None:
        return f"in force, until {measure.until}" if measure.until else "in force"
    since = f"from {measure.since}" if measure.since else "undated: as if from now"
    return f"{since} until {measure.until}" if measure.until else since


def aim(measure: Measure, names: Names) -> str:
    """Say whom a measure protects and whom it presses."""
    told = [f"for {names.party(measure.for_)}"] if measure.for_ else []
    told += [f"against {names.party(measure.against)}"] if measure.against else []
    return ", ".join(told) or "not on file"


def reckoned(measure: Measure) -> str:
    """Say how far the others already reckon with a measure."""
    if measure.believed is not None:
        return f"{measure.believed.value}".replace("..", " to ")
    return {True: "yes", False: "no", None: "not on file"}[measure.anticipated]
