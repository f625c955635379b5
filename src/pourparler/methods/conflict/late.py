"""What a dispute is worth when somebody answers it some time after it has started."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from pourparler.methods.conflict.dated import Dispute, Effects
from pourparler.methods.conflict.walk import EndlessError

Array = NDArray[np.float64]


def answered_late(
    dispute: Dispute,
    measures: Effects,
    lasting: ArrayLike,
    stopped: ArrayLike,
    answers: Effects,
    lags: ArrayLike,
    starts: Sequence[int],
    shift: ArrayLike | None = None,
) -> Array:
    """Return what a dispute is worth to each party when it starts in some period and is answered a time later.

    Parameters
    ----------
    dispute : Dispute
    measures : Effects
        Of measures, in force by date.
    lasting, stopped : array of int, shape (periods, measures)
        Which measures are in force in each period, while support lasts and after it has stopped; see `dated.dated`. The
        last period stands for all that follow.
    answers : Effects
        Of those who answer.
    lags : array, shape (answers, draws)
        How many periods after the start each answers, 0 or more.
    starts : sequence of int
        Periods, 0 or more.
    shift : array of int, shape (starts, draws), optional
        How many steps towards the first side it stands from ``dispute.start`` then; it stops at the ends.

    Returns
    -------
    array, shape (starts, draws, parties)
        While support lasts.

    Raises
    ------
    ValueError
        When shapes disagree or a lag lies below 0.
    EndlessError
        When it may never end and a party does not discount.

    Notes
    -----
    Backwards, a period at a time [1]_: first the dispute that is answered throughout, then from where all have answered
    back to each start. A lag that ends within a period counts in proportion: with one of 1.25 the answer has no effect
    in the first period and three quarters of it in the second.

    .. [1] Bellman, R. (1957), Dynamic Programming, chapter 3.

    Examples
    --------
    A cost that falls from 0.005 to 0.002 once somebody helps, at once and four periods later:

    >>> ends = dict(first=[[1, 0]], second=[[0, 1]], frozen=[[0, 0]], cost=[[0.005, 0.004]], patience=[[0.98, 0.98]])
    >>> base = Dispute([10], [5], [0.32], [0.32], [0], [0], **ends)
    >>> help = Effects.none(1, 1, 2)
    >>> help.cost[0, 0, 0] = -0.003
    >>> none, quiet = Effects.none(0, 1, 2), np.zeros((1, 0))
    >>> [answered_late(base, none, quiet, quiet, help, [[lag]], [0])[0, 0, 0].round(4).item() for lag in (0, 4)]
    [0.2152, 0.2036]
    """
    from pourparler.methods.conflict.dated_kernels import answered_backwards

    on, off = (np.ascontiguousarray(one, dtype=np.int8) for one in (lasting, stopped))
    delays = np.ascontiguousarray(lags, dtype=np.float64).reshape(-1, dispute.draws)
    counts = (len(measures.odds), len(answers.odds))
    if on.ndim != 2 or not len(on) or on.shape != off.shape or (on.shape[1], len(delays)) != counts:
        raise ValueError("measures say for each period whether they are in force, and answers have a lag in each draw")
    if not np.isfinite(delays).all() or (delays < 0).any():
        raise ValueError("an answer comes after 0 periods or more")
    begin = np.asarray(starts, dtype=np.int64)
    if (begin < 0).any():
        raise ValueError("a dispute starts in period 0 or later")
    moved = np.zeros((len(begin), dispute.draws), dtype=np.int64) if shift is None else np.asarray(shift, np.int64)
    joined = {
        name: np.concatenate([getattr(measures, name), getattr(answers, name)]) for name in Effects.__dataclass_fields__
    }
    value = np.empty((len(begin), dispute.draws, dispute.parties))
    endless = answered_backwards(
        dispute.steps,
        np.stack([dispute.up, dispute.down, dispute.freezes, dispute.stops]),
        np.stack([dispute.first, dispute.second, dispute.frozen, dispute.cost, dispute.patience]),
        np.stack([joined[name] for name in ("odds", "tempo", "freezes")]),
        np.stack([joined[name] for name in ("first", "second", "frozen", "cost", "patience")]),
        on,
        off,
        delays,
        begin,
        np.clip(dispute.start + moved, 0, dispute.steps),
        value,
    )
    if endless:
        draw, party = divmod(endless - 1, dispute.parties)
        raise EndlessError(draw, party)
    return value
