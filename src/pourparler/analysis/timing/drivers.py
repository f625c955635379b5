"""Which judgements a flag hangs on most, over the same draws."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pourparler.case.sampling import Draws

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]
LEAST = 0.2
"""A judgement is named when its rank correlation with what stands behind a flag is at least this far from 0."""
SHOWN = 3


@dataclass(frozen=True, slots=True)
class Flag:
    """Something that is or is not so in a draw, and the number that decides it.

    Parameters
    ----------
    name : str
        In words, such as ``Ostria would rather give in``.
    raised : array of bool, shape (draws,)
    behind : array, shape (draws,)
    uses : tuple of str
        How the paths of the judgements begin that it can hang on.
    """

    name: str
    raised: Mask
    behind: Array
    uses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Driver:
    """A judgement, how it moves what stands behind a flag, and how often the flag is raised in its two halves.

    Parameters
    ----------
    path : str
    correlation : float
        By ranks, -1 to 1.
    low, high : float
        The share of draws with the flag where the judgement is at or below its median, and above.
    """

    path: str
    correlation: float
    low: float
    high: float


def drivers(flag: Flag, drawn: Draws) -> tuple[Driver, ...]:
    """Return the judgements that move a flag most, the strongest first; those that are equal stand by their path.

    Notes
    -----
    Spearman's rank correlation, and a split at the median in the manner of regional sensitivity analysis [1]_: all
    else varies as it does, and every judgement is looked at over the same draws.

    .. [1] Hornberger, G. M. and Spear, R. C. (1981), "An approach to the preliminary analysis of environmental
       systems", Journal of Environmental Management 12.
    """
    target = ranks(flag.behind)
    if not target.any():
        return ()
    found = []
    for path, values in drawn.as_typed.items():
        if not path.startswith(flag.uses) or values.max() <= values.min():
            continue
        upper = values > np.median(values)
        if not upper.any():
            continue
        own = ranks(values)
        correlation = float((own * target).sum() / np.sqrt((own**2).sum() * (target**2).sum()))
        if abs(correlation) >= LEAST:
            found.append(Driver(path, correlation, float(flag.raised[~upper].mean()), float(flag.raised[upper].mean())))
    return tuple(sorted(found, key=lambda one: (-round(abs(one.correlation), 9), one.path)))


def ranks(values: Array) -> Array:
    """Return the ranks of some numbers around their middle; equal ones share their mean rank.

    Examples
    --------
    >>> ranks(np.array([10.0, 30.0, 10.0])).tolist()
    [-0.5, 1.0, -0.5]
    """
    _, place, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    mean = last - (counts + 1) / 2
    found: Array = mean[place.reshape(values.shape)] - (len(values) - 1) / 2
    return found


def strongest(found: Sequence[Driver]) -> tuple[Driver, ...]:
    """Return the few that are shown: never a part of those that are equal."""
    from pourparler.core.ranks import whole_ranks

    return whole_ranks(found, SHOWN, lambda one: -round(abs(one.correlation), 3))
