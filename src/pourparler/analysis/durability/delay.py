"""What the dispute is worth when guarantors take time to act, counted from the day it starts again."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from pourparler.analysis.process import Process
from pourparler.analysis.process.effects import effects_of
from pourparler.case.measures import Guarantee
from pourparler.methods.conflict.dated import Effects, dated

Array = NDArray[np.float64]


def answered_later(
    course: Process,
    starts: Sequence[int],
    moved: NDArray[np.int64],
    answers: Sequence[Guarantee],
    lags: Sequence[Array],
) -> Array:
    """Return what going on is worth when an agreement breaks in each of some periods and is answered some time later.

    Parameters
    ----------
    course : Process
    starts : sequence of int
        The periods of the dispute in which it starts again, in order.
    moved : array of int, shape (starts, draws)
        How many steps nearer to prevailing the first side stands then.
    answers : sequence of Guarantee
        Those that are acted on.
    lags : sequence of array, shape (draws,)
        For each, how many periods later.

    Returns
    -------
    array, shape (starts, draws, parties)

    Notes
    -----
    Up to the answer the dispute moves as it does without. A lag that ends within a period counts in proportion, as all
    dates do: with a lag of 1.25 the answer has no effect in the first period, three quarters of it in the second. To
    carry a lag that differs between draws, the effect of an answer is split into parts, one for each period in which it
    grows in some draw.
    """
    parts: list[tuple[int, int]] = []  # which answer, and how many periods after the start
    weights = []
    for number, lag in enumerate(lags):
        for later in range(math.floor(lag.min()), math.ceil(lag.max()) + 1):
            grown = in_effect(lag, later) - (in_effect(lag, later - 1) if later else 0.0)
            if grown.any():
                parts.append((number, later))
                weights.append(grown)
    whole = effects_of(answers, course.drawn, course.parties, course.sides)
    taken = np.array([number for number, _ in parts], dtype=np.int64)
    weight = np.array(weights)
    added = Effects(
        **{
            name: np.concatenate([getattr(course.effects, name), _weighed(getattr(whole, name)[taken], weight)])
            for name in Effects.__dataclass_fields__
        }
    )
    grid = sorted({start + later for start in starts for later in (0, *(later for _, later in parts))})
    at = {period: place for place, period in enumerate(grid)}
    acting = np.array(
        [[[period >= start + later for _, later in parts] for period in grid] for start in starts], dtype=np.int8
    )
    held = [course.signs(agreed=True, stopped=stopped, starts=grid) for stopped in (False, True)]
    on, off = (np.concatenate([np.broadcast_to(one, (len(starts), *one.shape)), acting], axis=2) for one in held)
    shift = np.zeros((len(grid), course.drawn.draws), dtype=np.int64)
    shift[[at[start] for start in starts]] = moved
    lengths = [after - before for before, after in itertools.pairwise(grid)]
    value = dated(course.dispute, added, on, off, lengths, shift)
    found: Array = value[np.arange(len(starts)), [at[start] for start in starts]]
    return found


def in_effect(lag: Array, later: float) -> Array:
    """Return how far an answer is in effect in the period that starts so much later: 0, a part of it, or 1.

    Examples
    --------
    >>> [in_effect(np.array([1.25]), later).item() for later in range(4)]
    [0.0, 0.75, 1.0, 1.0]
    """
    found: Array = np.clip(later + 1 - lag, 0.0, 1.0)
    return found


def _weighed(effect: Array, weight: Array) -> Array:
    return effect * weight.reshape(*weight.shape, *(1 for _ in range(effect.ndim - 2)))
