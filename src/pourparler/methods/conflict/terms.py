"""From what no deal is worth to the terms of a deal: shares of a surplus, outside options, demands that may fail."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]


def shares(no_deal: ArrayLike, total: ArrayLike = 1.0, weights: ArrayLike | None = None) -> Array:
    """Split a transferable total: each its no-deal value, and its weight's part of the surplus.

    Parameters
    ----------
    no_deal : array, shape (draws, parties)
    total : float or array, shape (draws,)
    weights : array, shape (parties,), optional
        Bargaining weights; equal when not given. They are scaled to sum to 1.

    Returns
    -------
    array, shape (draws, parties)
        NaN in draws where the no-deal values exceed the total: there is nothing to split.

    Notes
    -----
    The weighted Nash solution with transferable utility [1]_: ``d_i + a_i (S - sum d)``. So a party's share rises by
    ``1 - a_i`` of a rise of its own no-deal value, and by ``a_i`` of a fall of another's; the room for agreement
    narrows by the first and widens by the second.

    .. [1] Kalai, E. (1977), "Nonsymmetric Nash solutions and replications of 2-person bargaining", IJGT 6, p. 131.

    Examples
    --------
    >>> shares([[0.5, 0.2]]).round(2).tolist(), shares([[0.5, 0.2]], 1.0, [0.7, 0.3]).round(2).tolist()
    ([[0.65, 0.35]], [[0.71, 0.29]])
    """
    held = np.atleast_2d(np.asarray(no_deal, dtype=np.float64))
    power = np.ones(held.shape[1]) if weights is None else np.asarray(weights, dtype=np.float64)
    if power.shape != (held.shape[1],) or not np.isfinite(power).all() or power.min() < 0 or power.sum() <= 0:
        raise ValueError("bargaining weights are one finite number of 0 or more for each party, not all 0")
    room = np.broadcast_to(np.asarray(total, dtype=np.float64), held.shape[:1]) - held.sum(axis=1)
    split: Array = held + power / power.sum() * room[:, None]
    split[room < 0] = np.nan
    return split


def with_outside_option(share: ArrayLike, outside: ArrayLike, total: float = 1.0) -> Array:
    """Return two parties' shares when each may leave for good: an outside option binds only where it exceeds the share.

    Parameters
    ----------
    share, outside : array, shape (draws, 2)

    Notes
    -----
    The outside option principle [1]_: it is a floor and not a point from which the surplus is split. NaN where both
    together exceed the total.

    .. [1] Binmore, K., Shaked, A. and Sutton, J. (1989), "An outside option experiment", QJE 104(4), p. 753.

    Examples
    --------
    >>> with_outside_option([[0.5, 0.5], [0.5, 0.5]], [[0.3, 0.0], [0.7, 0.0]]).round(2).tolist()
    [[0.5, 0.5], [0.7, 0.3]]
    """
    held, floor = np.atleast_2d(np.asarray(share, float)), np.atleast_2d(np.asarray(outside, float))
    first = np.clip(held[:, 0], floor[:, 0], total - floor[:, 1])
    found: Array = np.column_stack([first, total - first])
    found[floor.sum(axis=1) > total] = np.nan
    return found


def risked_demand(chance: ArrayLike, own_cost: ArrayLike, highest_cost: ArrayLike) -> tuple[Array, Array, Array]:
    """Return the demand that is best when the other side's cost of conflict is private, and how often it fails.

    Parameters
    ----------
    chance : array
        That one prevails in a conflict over a pie of 1.
    own_cost : array
    highest_cost : array
        The other's cost is uniform between 0 and this; above ``own_cost``, else the safe demand is best.

    Returns
    -------
    demand, breakdown, payoff : arrays

    Notes
    -----
    ``z = (c - c_A) / 2`` above the chance to prevail, failing with probability ``z / c``: strength buys terms, and does
    not change how often the demand fails. The risk-return trade-off of [1]_, p. 393, in closed form.

    .. [1] Fearon, J. D. (1995), "Rationalist explanations for war", International Organization 49(3).

    Examples
    --------
    >>> [round(float(one), 5) for one in risked_demand(0.3, 0.1, 0.4)]
    [0.45, 0.375, 0.35625]
    """
    wins, cost, highest = (np.asarray(one, dtype=np.float64) for one in (chance, own_cost, highest_cost))
    extra = np.maximum((highest - cost) / 2, 0.0)
    breakdown = np.where(highest > 0, extra / np.where(highest > 0, highest, 1.0), 0.0)
    demand: Array = wins + extra
    payoff: Array = demand * (1 - breakdown) + (wins - cost) * breakdown
    return demand, breakdown, payoff


def contest_shift(own: ArrayLike, added: ArrayLike, decisiveness: ArrayLike = 1.0) -> Array:
    """Return by how much the log-odds of a step shift when a side adds to its means.

    ``m ln((M + D) / M)`` for the ratio contest success function ``M_A^m / (M_A^m + M_B^m)`` [1]_.

    .. [1] Hirshleifer, J. (1989), "Conflict and rent-seeking success functions", Public Choice 63, equation 5.

    Examples
    --------
    >>> round(float(contest_shift(1.0, 0.5)), 4)
    0.4055
    """
    means, more = np.asarray(own, dtype=np.float64), np.asarray(added, dtype=np.float64)
    if (means <= 0).any() or (means + more <= 0).any():
        raise ValueError("means must stay above 0")
    shift: Array = np.asarray(decisiveness, dtype=np.float64) * np.log((means + more) / means)
    return shift


def shifted(up: ArrayLike, down: ArrayLike, log_odds: ArrayLike) -> tuple[Array, Array]:
    """Return the chances of a step after a shift of their log-odds; that anything moves stays as likely.

    Examples
    --------
    >>> [round(float(one), 4) for one in shifted(0.32, 0.32, 0.15)]
    [0.344, 0.296]
    """
    rise, fall, shift = (np.asarray(one, dtype=np.float64) for one in (up, down, log_odds))
    moves = rise + fall
    part = np.where(moves > 0, rise / np.where(moves > 0, moves, 1.0), 0.5)
    # part e^s / (part e^s + 1 - part), written so that a large shift cannot overflow
    risen: Array = part / (part + (1 - part) * np.exp(-shift))
    return moves * risen, moves * (1 - risen)


def events_until_agreed(gap: ArrayLike, costs: ArrayLike, strength: ArrayLike) -> Array:
    """Return after how many informative events two sides' beliefs leave room for a deal.

    ``n = strength (gap / costs - 1)``: with Beta beliefs of equal strength and shared observations the gap after ``n``
    events is ``gap strength / (strength + n)``, whatever the events show.

    Examples
    --------
    >>> round(float(events_until_agreed(0.4, 0.1, 10)), 6)
    30.0
    """
    apart, room, prior = (np.asarray(one, dtype=np.float64) for one in (gap, costs, strength))
    if (room <= 0).any():
        raise ValueError("the costs of conflict must be above 0, or beliefs never leave room")
    needed: Array = np.maximum(prior * (apart / room - 1), 0.0)
    return needed
