"""Claims rules: dividing a fixed amount among parties whose claims on it add to more.

The amount is divided the same way whether claims are rights to receive or the most each could be asked to pay: then
the amount is the bill and the claim is the capacity.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]
ROUNDING = 1e-12


def proportional(amount: float, claims: ArrayLike) -> Array:
    """Divide an amount in proportion to claims.

    Parameters
    ----------
    amount : float
        0 to the sum of the claims.
    claims : array, shape (parties,)
        0 or more.

    Raises
    ------
    ValueError
        When a claim is negative, or the amount is negative or above the sum of the claims.

    Examples
    --------
    >>> proportional(300, [100, 200, 300]).tolist()
    [50.0, 100.0, 150.0]
    """
    claimed = _checked(amount, claims)
    whole = claimed.sum()
    return np.array(claimed * (amount / whole)) if whole > 0 else np.zeros(len(claimed))


def equal_awards(amount: float, claims: ArrayLike) -> Array:
    """Divide an amount equally, none getting more than its claim (constrained equal awards).

    Parameters and errors as for `proportional`.

    Notes
    -----
    Each gets ``min(claim, level)`` with the one level at which awards add to the amount; with sorted claims the level
    is a quotient, in closed form [1]_. Maimonides' rule.

    .. [1] Thomson, W. (2003), "Axiomatic and game-theoretic analysis of bankruptcy and taxation problems: a survey",
       Mathematical Social Sciences 45, section 2.

    Examples
    --------
    >>> equal_awards(300, [100, 200, 300]).tolist()
    [100.0, 100.0, 100.0]
    >>> equal_awards(400, [100, 200, 300]).tolist()
    [100.0, 150.0, 150.0]
    """
    claimed = _checked(amount, claims)
    if len(claimed) == 0:
        return claimed
    rising = np.sort(claimed)
    met = np.concatenate([[0.0], np.cumsum(rising)[:-1]])
    levels = (amount - met) / np.arange(len(rising), 0, -1)
    under = np.flatnonzero(levels <= rising)
    return np.array(np.minimum(claimed, levels[under[0]] if len(under) else rising[-1]))


def equal_losses(amount: float, claims: ArrayLike) -> Array:
    """Divide an amount so that all fall equally short of their claims, none below 0 (constrained equal losses).

    Parameters and errors as for `proportional`.

    Notes
    -----
    The dual of `equal_awards`: it divides what is missing by equal awards [1]_.

    .. [1] Aumann, R. J. and Maschler, M. (1985), "Game theoretic analysis of a bankruptcy problem from the Talmud",
       Journal of Economic Theory 36, section 3.

    Examples
    --------
    >>> equal_losses(300, [100, 200, 300]).tolist()
    [0.0, 100.0, 200.0]
    """
    claimed = _checked(amount, claims)
    return np.array(claimed - equal_awards(max(0.0, claimed.sum() - amount), claimed))


def talmud(amount: float, claims: ArrayLike) -> Array:
    """Divide an amount by the rule of the Talmud: half-claims by equal awards, what goes beyond by equal losses.

    Parameters and errors as for `proportional`.

    Notes
    -----
    Up to half of all claims the amount is divided by equal awards with half-claims; beyond it everybody keeps half its
    claim and the rest is divided by equal losses with half-claims. It is the nucleolus of the game in which a group
    gets what the others' claims leave [1]_.

    .. [1] Aumann and Maschler (1985), theorems A and C; the rule is their section 3.

    Examples
    --------
    >>> [talmud(amount, [100, 200, 300]).round(4).tolist() for amount in (100, 200, 300)]
    [[33.3333, 33.3333, 33.3333], [50.0, 75.0, 75.0], [50.0, 100.0, 150.0]]
    """
    claimed = _checked(amount, claims)
    half = claimed / 2
    if amount <= half.sum():
        return equal_awards(amount, half)
    return np.array(half + equal_losses(min(amount - half.sum(), half.sum()), half))


def _checked(amount: float, claims: ArrayLike) -> Array:
    claimed = np.asarray(claims, dtype=np.float64)
    if claimed.ndim != 1 or not np.isfinite(claimed).all() or (claimed < 0).any():
        raise ValueError("every claim is a number, 0 or more")
    if not -ROUNDING <= amount <= claimed.sum() * (1 + ROUNDING) + ROUNDING:
        raise ValueError(f"the amount lies between 0 and the sum of the claims, {claimed.sum():g}, not at {amount:g}")
    return claimed
