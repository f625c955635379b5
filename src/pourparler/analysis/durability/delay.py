"""What the dispute is worth when guarantors take time to act, counted from the day it starts again."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from pourparler.analysis.process import Process
from pourparler.analysis.process.effects import effects_of
from pourparler.case.measures import Guarantee
from pourparler.methods.conflict.late import answered_late

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
    """
    first = starts[0]
    # From the last change of a measure on, every period is like the last one.
    periods = range(first, max(first, course.starts[-1]) + 1)
    lasting, stopped = (course.signs(agreed=True, stopped=ceased, starts=periods) for ceased in (False, True))
    acted = effects_of(answers, course.drawn, course.parties, course.sides)
    since = [start - first for start in starts]
    return answered_late(course.dispute, course.effects, lasting, stopped, acted, np.array(lags), since, moved)


def in_effect(lag: Array, later: float) -> Array:
    """Return how far an answer is in effect in the period that starts so much later: 0, a part of it, or 1.

    Examples
    --------
    >>> [in_effect(np.array([1.25]), later).item() for later in range(4)]
    [0.0, 0.75, 1.0, 1.0]
    """
    found: Array = np.clip(later + 1 - lag, 0.0, 1.0)
    return found
