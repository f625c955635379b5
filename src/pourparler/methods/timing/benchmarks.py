"""Published benchmarks of waiting: attrition between two sides, and the option to put off what cannot be undone.

They are bounds to compare with and are shown in no brief: attrition has several equilibria, of which these are the
mixed ones.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from pourparler.methods.conflict.walk import Array


def attrition_rates(prizes: ArrayLike, costs: ArrayLike) -> Array:
    """Return at which rate each of two sides concedes in the mixed equilibrium with known prizes.

    Parameters
    ----------
    prizes, costs : array, shape (..., 2)
        What outlasting the other is worth, and what a unit of time costs; above 0.

    Returns
    -------
    array, shape (..., 2)
        Hazards: each side's is the other's cost over the other's prize, so that the other is indifferent.

    Notes
    -----
    Expected payoffs are 0, and the side with more at stake concedes faster; equilibria in which one side concedes at
    once exist as well [1]_, so it is a benchmark and no forecast.

    .. [1] Hendricks, K., Weiss, A. and Wilson, C. (1988), "The war of attrition in continuous time with complete
       information", International Economic Review 29(4), p. 663.

    Examples
    --------
    >>> attrition_rates([10, 10], [1, 1]).tolist(), attrition_rates([10, 5], [1, 1]).tolist()
    ([0.1, 0.1], [0.2, 0.1])
    """
    prize, cost = np.asarray(prizes, dtype=np.float64), np.asarray(costs, dtype=np.float64)
    if prize.shape != cost.shape or prize.shape[-1] != 2 or (prize <= 0).any() or (cost <= 0).any():
        raise ValueError("a prize and a cost above 0 for each of two sides")
    found: Array = (cost / prize)[..., ::-1]
    return found


def attrition_length(rates: ArrayLike) -> Array:
    """Return how long attrition lasts on average when each side concedes at a rate: one over their sum.

    Examples
    --------
    >>> float(attrition_length([0.1, 0.1]))
    5.0
    """
    found: Array = 1 / np.asarray(rates, dtype=np.float64).sum(axis=-1)
    return found


def attrition_lasts(rates: ArrayLike, time: ArrayLike) -> Array:
    """Return how likely attrition is still going on at a time.

    Examples
    --------
    >>> round(float(attrition_lasts([0.1, 0.1], 10)), 6)
    0.135335
    """
    found: Array = np.exp(-np.asarray(rates, dtype=np.float64).sum(axis=-1) * np.asarray(time, dtype=np.float64))
    return found


def attrition_until(prize: ArrayLike, cost: float = 1.0) -> Array:
    """Return until when a side holds out whose prize is private, when each is drawn evenly from 0 to 1.

    Parameters
    ----------
    prize : array
        From 0 to below 1.
    cost : float
        Of a unit of time.

    Notes
    -----
    ``T(v) = integral of x f(x) / (1 - F(x))``, here ``-v - ln(1 - v)``, over the cost: the symmetric equilibrium [1]_.

    .. [1] Riley, J. G. (1980), "Strong evolutionary equilibrium and the war of attrition", Journal of Theoretical
       Biology 82(3), p. 383.

    Examples
    --------
    >>> attrition_until([0.5, 0.9]).round(4).tolist()
    [0.1931, 1.4026]
    """
    value = np.asarray(prize, dtype=np.float64)
    if (value < 0).any() or (value >= 1).any() or cost <= 0:
        raise ValueError("prizes lie between 0 and 1, and time costs more than 0")
    found: Array = (-value - np.log1p(-value)) / cost
    return found


def option_to_wait(drift: float, spread: float, rate: float, price: float = 1.0) -> tuple[float, float]:
    """Return how much an irreversible step must be worth before it is taken, when its worth moves by chance.

    Parameters
    ----------
    drift, spread : float
        Expected growth of what it is worth, and its standard deviation, per unit of time.
    rate : float
        Discount rate, above the drift.
    price : float
        What the step costs.

    Returns
    -------
    exponent, threshold : float
        The step is taken once its worth reaches the threshold.

    Notes
    -----
    ``b / (b - 1)`` times the price with ``b`` the root above 1 of the fundamental quadratic ([1]_, p. 142).

    .. [1] Dixit, A. K. and Pindyck, R. S. (1994), Investment under Uncertainty, chapter 5.

    Examples
    --------
    >>> [round(one, 9) for one in option_to_wait(0.0, 0.2, 0.04)]
    [2.0, 2.0]
    """
    if spread <= 0 or rate <= drift or rate <= 0:
        raise ValueError("a spread above 0, and a rate above 0 and above the drift")
    half = drift / spread**2 - 0.5
    exponent = -half + float(np.sqrt(half**2 + 2 * rate / spread**2))
    return exponent, exponent / (exponent - 1) * price
