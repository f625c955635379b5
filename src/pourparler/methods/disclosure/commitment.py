"""Public claims that cost something to go back on: what they do to one's own floor, to the zone and to the terms."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from pourparler.methods.disclosure.belief import Array


def acceptance_threshold(claim: ArrayLike, cost: ArrayLike, no_deal: ArrayLike) -> Array:
    """Return the least share a party accepts after a public claim.

    Parameters
    ----------
    claim : array
        The share it said it would not go below.
    cost : array
        What accepting less costs it at home, 0 or more.
    no_deal : array

    Notes
    -----
    ``min(max(claim, no_deal), no_deal + cost)``: a fixed audience cost [1]_ raises the floor towards the claim, and no
    further than the cost.

    .. [1] Fearon, J. D. (1994), "Domestic political audiences and the escalation of international disputes", APSR
       88(3); the idea is Schelling's (1960), The Strategy of Conflict, chapter 2.

    Examples
    --------
    >>> acceptance_threshold(0.55, [0.05, 0.4], 0.3).round(9).tolist()
    [0.35, 0.55]
    """
    said, price, held = (np.asarray(one, dtype=np.float64) for one in (claim, cost, no_deal))
    if (price < 0).any():
        raise ValueError("an audience cost is 0 or more")
    found: Array = np.minimum(np.maximum(said, held), held + price)
    return found


def outside_zone(claim: ArrayLike, total: ArrayLike, other: ArrayLike) -> NDArray[np.bool_]:
    """Tell where a claim asks for more than the other side can give: ``claim > total - other``.

    Its mean over draws is the chance that the claim lies outside the zone.

    Examples
    --------
    >>> outside_zone(0.65, 1.0, [0.3, 0.4]).tolist()
    [False, True]
    """
    asked: NDArray[np.bool_] = np.asarray(claim, float) > np.asarray(total, float) - np.asarray(other, float)
    return asked


@dataclass(frozen=True)
class Outcome:
    """How two parties settle when one or both have made a public claim, over draws.

    Parameters
    ----------
    deal : array of bool, shape (draws,)
    share : array, shape (draws, 2)
        What each gets; NaN without a deal.
    payoff : array, shape (draws, 2)
        The share less the audience cost where a claim was gone back on; the no-deal value without a deal.
    held : array of bool, shape (draws, 2)
        Whether each gets what it claimed; False without a deal.
    """

    deal: NDArray[np.bool_]
    share: Array
    payoff: Array
    held: NDArray[np.bool_]


NO_CLAIM = -np.inf
_WHO_HOLDS = ((True, True), (True, False), (False, True), (False, False))
_SMALL = 1e-12


def settled(claims: ArrayLike, costs: ArrayLike, no_deal: ArrayLike, total: ArrayLike = 1.0) -> Outcome:
    """Split a total between two parties of which each may have claimed that it will not take less.

    Parameters
    ----------
    claims : array, shape (2,) or (draws, 2)
        `NO_CLAIM` for a party that has made none.
    costs : array, shape (2,) or (draws, 2)
        What each loses at home when it takes less than it claimed.
    no_deal : array, shape (draws, 2)
    total : float or array, shape (draws,)

    Returns
    -------
    Outcome

    Notes
    -----
    The symmetric Nash solution with a step cost: of the four cases (each claim held or gone back on) the best split
    within each, and of those the one with the largest product of gains; a claim is held on ties. Where two claims tie
    for which of them is held, a coin decides: the means are given, and neither counts as held. With the first party
    claiming ``X`` at cost ``a`` and the second nothing, the claim is held exactly when ``(X - d)(S - X - d') >=
    ((S - d - a - d') / 2)^2``; below it the split is ``(d + a + S - d') / 2``, and the cost is paid. No deal where no
    split leaves both a gain of 0 or more.

    Raises
    ------
    ValueError
        When an audience cost is below 0.

    Examples
    --------
    Without a claim the first would get 0.45. A claim that is dear to go back on is held; one beyond what the other can
    give first costs the speaker, then the deal.

    >>> for claim, cost in ((0.55, 0.05), (0.55, 0.1), (0.65, 0.1), (0.65, 0.35)):
    ...     found = settled([claim, NO_CLAIM], [cost, 0], [[0.3, 0.4]])
    ...     print(found.deal[0], found.share[0, 0].round(3), found.payoff[0, 0].round(3))
    True 0.475 0.425
    True 0.55 0.55
    True 0.5 0.4
    False nan 0.3
    """
    held_back = np.atleast_2d(np.asarray(no_deal, dtype=np.float64))
    draws = len(held_back)
    said, price = (np.broadcast_to(np.asarray(one, dtype=np.float64), (draws, 2)) for one in (claims, costs))
    if (price < 0).any():
        raise ValueError("an audience cost is 0 or more")
    whole = np.broadcast_to(np.asarray(total, dtype=np.float64), (draws,))
    shares, payoffs, products = np.empty((4, draws, 2)), np.empty((4, draws, 2)), np.empty((4, draws))
    for number, holds in enumerate(_WHO_HOLDS):
        paid = np.where(holds, 0.0, price)
        first, possible = _within(holds, said, held_back + paid, whole)
        shares[number] = np.column_stack([first, whole - first])
        payoffs[number] = shares[number] - paid
        gain = payoffs[number] - held_back
        products[number] = np.where(
            possible & (gain.min(axis=1) >= -_SMALL), np.maximum(gain, 0.0).prod(axis=1), -np.inf
        )
    best = products.max(axis=0)
    deal = np.isfinite(best)
    chosen = np.argmax(products >= best - _SMALL, axis=0)
    places = np.arange(draws)
    share, payoff, kept = shares[chosen, places], payoffs[chosen, places], np.array(_WHO_HOLDS)[chosen]
    with np.errstate(invalid="ignore"):
        tie = deal & (chosen == 1) & (np.abs(products[1] - products[2]) <= _SMALL)
    share[tie], payoff[tie], kept[tie] = (shares[1] + shares[2])[tie] / 2, (payoffs[1] + payoffs[2])[tie] / 2, False
    share[~deal], payoff[~deal], kept[~deal] = np.nan, held_back[~deal], False
    return Outcome(deal, share, payoff, kept)


def _within(holds: tuple[bool, bool], said: Array, floors: Array, whole: Array) -> tuple[Array, NDArray[np.bool_]]:
    """Return the first party's best share with these claims held and the others gone back on, and where there is one.

    A split at which a claim is just met is no split that goes back on it, so an open end is not reached.
    """
    top = whole - said[:, 1]
    low = np.maximum(said[:, 0] if holds[0] else -np.inf, -np.inf if holds[1] else top)
    high = np.minimum(np.inf if holds[0] else said[:, 0], top if holds[1] else np.inf)
    possible = (low <= high) & (low < np.inf) & (high > -np.inf)
    middle = (whole + floors[:, 0] - floors[:, 1]) / 2
    first = np.clip(middle, np.where(possible, low, 0.0), np.where(possible, high, 0.0))
    if not holds[0]:
        possible &= first < said[:, 0]
    if not holds[1]:
        possible &= first > top
    return first, possible


def revoking_share(own: ArrayLike, other: ArrayLike) -> Array:
    """Return a party's share of a pie of 1 when both have claimed and going back costs in proportion to the retreat.

    Parameters
    ----------
    own, other : array
        Cost per unit of retreat, 0 or more.

    Notes
    -----
    ``(1 + k) / (2 + k + k')``: the party that finds retreat dearer gets more [1]_.

    .. [1] Muthoo, A. (1996), "A bargaining model based on the commitment tactic", Journal of Economic Theory 69,
       proposition 1 with linear costs.

    Examples
    --------
    >>> revoking_share([1, 2, 3], [1, 1, 0.5]).round(4).tolist()
    [0.5, 0.6, 0.7273]
    """
    mine, theirs = np.asarray(own, dtype=np.float64), np.asarray(other, dtype=np.float64)
    if (mine < 0).any() or (theirs < 0).any():
        raise ValueError("the cost of a retreat is 0 or more")
    share: Array = (1 + mine) / (2 + mine + theirs)
    return share
