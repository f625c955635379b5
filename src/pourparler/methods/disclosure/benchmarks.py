"""What talks between parties with private values can achieve at best, and how finely a biased speaker is believed."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from pourparler.methods.disclosure.belief import Array


@dataclass(frozen=True)
class DoubleAuction:
    """Two private values, uniform on 0 to 1, and a price between the two bids.

    Parameters
    ----------
    buyer, seller : tuple of float
        Slope and constant of the bid in the bidder's own value.
    gap : tuple of float
        They trade when ``value >= gap[0] * cost + gap[1]``.
    chance, gains : float
        How often they trade, and what they gain together on average; all possible gains are `FIRST_BEST`.
    """

    buyer: tuple[float, float]
    seller: tuple[float, float]
    gap: tuple[float, float]
    chance: float
    gains: float

    @property
    def efficiency(self) -> float:
        """The part of all possible gains that is reached."""
        return self.gains / FIRST_BEST


FIRST_BEST = 1 / 6
"""What two parties with uniform values on 0 to 1 gain on average if they trade whenever both can gain."""


def double_auction(weight: float = 0.5) -> DoubleAuction:
    """Return the linear equilibrium of the sealed-bid double auction with uniform values.

    Parameters
    ----------
    weight : float
        The price is ``weight`` of the buyer's bid and the rest of the seller's, 0 to 1. At 1 the buyer makes the only
        offer, at 0 the seller.

    Notes
    -----
    Bids ``v / (1 + k) + k (1 - k) / (2 (1 + k))`` and ``c / (2 - k) + (1 - k) / 2`` [1]_. They trade on the triangle
    cut off by the line on which both bids are equal, whose area is ``(1 + k)(2 - k) / 8`` and on which the gain is
    1/2 on average. At one half no mechanism that needs no outside money does better [2]_.

    .. [1] Chatterjee, K. and Samuelson, W. (1983), "Bargaining under incomplete information", Operations Research
       31(5), example 1.
    .. [2] Myerson, R. B. and Satterthwaite, M. A. (1983), "Efficient mechanisms for bilateral trading", Journal of
       Economic Theory 29, section 3.

    Examples
    --------
    >>> found = double_auction()
    >>> found.chance, found.gains, round(found.efficiency, 5)
    (0.28125, 0.140625, 0.84375)
    """
    if not 0 <= weight <= 1:
        raise ValueError("the price lies between the two bids: a weight of 0 to 1")
    k = weight
    chance = (1 + k) * (2 - k) / 8
    return DoubleAuction(
        (1 / (1 + k), k * (1 - k) / (2 * (1 + k))),
        (1 / (2 - k), (1 - k) / 2),
        ((1 + k) / (2 - k), (1 - k) / 2),
        chance,
        chance / 2,
    )


def least_subsidy(low: float = 0.0, high: float = 1.0) -> float:
    """Return the outside money it takes for two parties to agree whenever both can gain.

    Parameters
    ----------
    low, high : float
        Both private values are uniform between these.

    Notes
    -----
    The expected gains themselves, ``(high - low) / 6``: each party must be paid what its agreement is worth to both
    [1]_, theorem 2. So much could a mediator's money buy.

    .. [1] Myerson, R. B. and Satterthwaite, M. A. (1983), Journal of Economic Theory 29.

    Examples
    --------
    >>> round(least_subsidy(), 6)
    0.166667
    """
    if high < low:
        raise ValueError("the low end lies above the high end")
    return (high - low) / 6


def believable_cuts(bias: float) -> Array:
    """Return how finely a speaker with a bias can be believed: the ends of the parts it can tell apart.

    Parameters
    ----------
    bias : float
        By how much the speaker would have the listener act higher (or lower) than the listener would wish, as a part of
        the range of what is not known; 0 or more.

    Returns
    -------
    array, shape (parts + 1,)
        From 0 to 1. Two ends alone: its words can tell nothing. Without bias there is no limit to how fine it is.

    Notes
    -----
    The finest equilibrium of cheap talk with uniform state and quadratic loss: the largest ``N`` with ``2 N (N - 1) b <
    1``, cuts ``i / N + 2 b i (i - N)`` [1]_.

    .. [1] Crawford, V. P. and Sobel, J. (1982), "Strategic information transmission", Econometrica 50(6), section 4.

    Raises
    ------
    ValueError
        When the bias is 0 (anything can be believed) or below.

    Examples
    --------
    >>> believable_cuts(0.1).round(6).tolist(), believable_cuts(0.25).tolist()
    ([0.0, 0.3, 1.0], [0.0, 1.0])
    """
    if not bias > 0:
        raise ValueError("the bias is above 0; a speaker without bias is believed word for word")
    # The root of 2 N (N - 1) b = 1; an N that meets it exactly adds an empty part.
    parts = math.ceil((1 + math.sqrt(1 + 2 / bias)) / 2) - 1
    while 2 * (parts + 1) * parts * bias < 1:
        parts += 1
    while parts > 1 and 2 * parts * (parts - 1) * bias >= 1:
        parts -= 1
    number = np.arange(parts + 1)
    cuts: Array = number / parts + 2 * bias * number * (number - parts)
    return cuts


def listener_loss(bias: float) -> float:
    """Return the mean squared error that a listener is left with after the words of a speaker with a bias.

    Notes
    -----
    ``1 / (12 N^2) + b^2 (N^2 - 1) / 3`` with the ``N`` parts of `believable_cuts`; 1/12 when nothing can be told.

    Examples
    --------
    >>> round(listener_loss(0.05), 6), round(listener_loss(0.3), 6)
    (0.015926, 0.083333)
    """
    parts = len(believable_cuts(bias)) - 1
    return 1 / (12 * parts**2) + bias**2 * (parts**2 - 1) / 3


def persuasion_bound(prior: float, threshold: float) -> float:
    """Return the most that any rule of disclosure could raise the chance that a listener acts.

    Parameters
    ----------
    prior : float
        How likely the listener holds what speaks for acting, 0 to 1.
    threshold : float
        How likely it must be for the listener to act, above 0 to 1.

    Notes
    -----
    ``min(1, prior / threshold)`` [1]_. An upper bound for judging how much words can move at all: it supposes a rule
    of disclosure that was bound beforehand and is known to the listener.

    .. [1] Kamenica, E. and Gentzkow, M. (2011), "Bayesian persuasion", American Economic Review 101(6), p. 2591.

    Examples
    --------
    >>> persuasion_bound(0.3, 0.5)
    0.6
    """
    if not 0 <= prior <= 1 or not 0 < threshold <= 1:
        raise ValueError("a prior lies between 0 and 1, a threshold above 0 and at most 1")
    return min(1.0, prior / threshold)
