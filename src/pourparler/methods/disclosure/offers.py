"""What a belief about a reservation value is worth in terms: the offer it leads to, and what that offer earns."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from pourparler.methods.disclosure.belief import Array, Belief


def uniform_offer(low: ArrayLike, high: ArrayLike, value: ArrayLike) -> tuple[Array, Array]:
    """Return the best take-it-or-leave-it offer to a party whose reservation value is uniform, and its chance.

    Parameters
    ----------
    low, high : array
        Ends of what the proposer holds possible, in the proposer's currency.
    value : array
        What agreement is worth to the proposer, before it pays.

    Returns
    -------
    offer, accepted : arrays

    Notes
    -----
    ``clip((value + low) / 2, low, high)`` maximises ``(value - y) P(r <= y)`` [1]_.

    .. [1] The monopsonist's price; as a bargaining benchmark in Fudenberg, D. and Tirole, J. (1991), Game Theory,
       section 10.1.

    Examples
    --------
    >>> [round(float(one), 6) for one in uniform_offer(0.4, 1.0, 1.0)]
    [0.7, 0.5]
    """
    least, most, worth = (np.asarray(one, dtype=np.float64) for one in (low, high, value))
    if (least > most).any():
        raise ValueError("the low end lies above the high end")
    offer: Array = np.clip((worth + least) / 2, least, most)
    width = most - least
    accepted: Array = np.where(width > 0, (offer - least) / np.where(width > 0, width, 1.0), 1.0)
    return offer, accepted


def best_offer(belief: Belief, value: ArrayLike) -> tuple[Array, Array]:
    """Return the best take-it-or-leave-it offer under a belief, and the chance that it is accepted.

    Parameters
    ----------
    belief : Belief
    value : float or array, shape (draws,)
        What agreement is worth to the proposer, before it pays.

    Returns
    -------
    offer, accepted : array, shape (draws,)
        The offer is a point of the grid; of several equally good ones the most generous. No offer worth making: the
        lowest point.

    Examples
    --------
    >>> offer, accepted = best_offer(Belief([0.1, 0.3, 0.5, 0.7], [0.25, 0.25, 0.25, 0.25]), 1.0)
    >>> offer.tolist(), accepted.tolist()
    ([0.5], [0.75])
    """
    worth = np.atleast_1d(np.asarray(value, dtype=np.float64))[:, None]
    accepted = np.cumsum(belief.chances, axis=1)
    gain = (worth - belief.grid) * accepted
    # Of equal gains the last, so counted from the end.
    chosen = gain.shape[1] - 1 - np.argmax(np.round(gain[:, ::-1], 12), axis=1)
    chosen = np.where(gain.max(axis=1) > 0, chosen, 0)
    return belief.grid[chosen], np.take_along_axis(np.broadcast_to(accepted, gain.shape), chosen[:, None], 1)[:, 0]


def earned(offer: ArrayLike, reservation: ArrayLike) -> Array:
    """Return what an offer earns above the reservation value: nothing where it is refused.

    Examples
    --------
    >>> earned([0.5, 0.1], 0.2).round(9).tolist()
    [0.3, 0.0]
    """
    found: Array = np.maximum(np.asarray(offer, dtype=np.float64) - np.asarray(reservation, dtype=np.float64), 0.0)
    return found


def best_package(
    worth: Array, floors: Array, proposer: int, other: int, belief: Belief, first: int = 0
) -> NDArray[np.int64]:
    """Return the package a proposer puts on the table under its belief about the other's reservation value.

    Parameters
    ----------
    worth : array, shape (draws, parties, packages)
        What each package is worth to each party. Anybody but the two must accept the package.
    floors : array, shape (draws, parties)
        What a package must be worth; that of the other is not looked at.
    proposer, other : int
        Who proposes, and to whom.
    belief : Belief
        About the reservation value of the other; one row, or one a draw.
    first : int, optional
        Of which row of the belief the first draw is, where these draws are not all of them.

    Returns
    -------
    array of int, shape (draws,)
        Index of the package with the most of ``(worth - floor) P(r <= worth to the other)``, the gain of the proposer
        times the chance that it is accepted, to nine digits; of equals that worth more to the other, then the first; -1
        where none gains on no deal.

    Examples
    --------
    >>> belief = Belief([20, 60], [0.5, 0.5])
    >>> worth = np.array([[[90.0, 70.0, 40.0], [10.0, 30.0, 80.0]]])
    >>> best_package(worth, np.array([[20.0, 0.0]]), 0, 1, belief).tolist()
    [1]
    """
    from pourparler.methods.disclosure.table_kernels import best_packages

    chosen = np.empty(len(worth), dtype=np.int64)
    best_packages(worth, floors, proposer, other, belief.grid, belief.chances, first, chosen)
    return chosen


def shift_in_share(fall: ArrayLike, weight: ArrayLike, floor: ArrayLike | None = None) -> Array:
    """Return by how much a party's share moves when the other's belief of its no-deal value falls.

    Parameters
    ----------
    fall : array
        By how much the belief falls; below 0 when it rises.
    weight : array
        Bargaining weight of the party whose value it is, 0 to 1.
    floor : array, optional
        Share less true no-deal value: a loss cannot be larger, since the party would rather have no deal.

    Notes
    -----
    ``-(1 - weight) fall``: the derivative of the weighted Nash solution with transferable utility in the no-deal value
    (see `pourparler.methods.conflict.terms.shares`).

    Examples
    --------
    >>> shift_in_share([0.1, -0.1, 0.8], 0.5, 0.25).round(9).tolist()
    [-0.05, 0.05, -0.25]
    """
    part = np.asarray(weight, dtype=np.float64)
    if not np.isfinite(part).all() or part.min() < 0 or part.max() > 1:
        raise ValueError("a bargaining weight lies between 0 and 1")
    shift: Array = -(1 - part) * np.asarray(fall, dtype=np.float64)
    return shift if floor is None else np.maximum(shift, -np.maximum(np.asarray(floor, dtype=np.float64), 0.0))
