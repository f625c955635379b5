"""Claims rules: dividing a fixed amount among parties whose claims on it add to more.

The amount is divided the same way whether claims are rights to receive or the most each could be asked to pay: then
the amount is the bill and the claim is the capacity. Every rule divides one amount, or many at once.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]
ROUNDING = 1e-12


def proportional(amount: ArrayLike, claims: ArrayLike) -> Array:
    """Divide an amount in proportion to claims.

    Parameters
    ----------
    amount : float or array, shape (problems,)
        0 to the sum of the claims.
    claims : array, shape (parties,) or (problems, parties)
        0 or more.

    Returns
    -------
    array, shape (parties,) or (problems, parties)
        Of many problems, not a number for those for which one alone would be refused.

    Raises
    ------
    ValueError
        When a claim is negative; for one problem, when the amount is negative or above the sum of the claims.

    Examples
    --------
    >>> proportional(300, [100, 200, 300]).tolist()
    [50.0, 100.0, 150.0]
    """
    divided, claimed = _checked(amount, claims)
    whole = claimed.sum(axis=-1)
    part = np.divide(divided, whole, out=np.where(np.isnan(divided), np.nan, 0.0), where=whole > 0)
    return np.array(claimed * part[..., None])


def equal_awards(amount: ArrayLike, claims: ArrayLike) -> Array:
    """Divide an amount equally, none getting more than its claim (constrained equal awards).

    Parameters, results and errors as for `proportional`.

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
    divided, claimed = _checked(amount, claims)
    parties = claimed.shape[-1]
    if parties == 0:
        return claimed
    rising = np.sort(claimed, axis=-1)
    met = np.zeros_like(rising)
    np.cumsum(rising[..., :-1], axis=-1, out=met[..., 1:])
    levels = (divided[..., None] - met) / np.arange(parties, 0, -1)
    under = levels <= rising
    first = np.take_along_axis(levels, np.expand_dims(under.argmax(axis=-1), -1), axis=-1)
    reached = np.asarray(under.any(axis=-1))[..., None]
    level = np.where(reached | np.isnan(first), first, rising[..., -1:])
    return np.array(np.minimum(claimed, level))


def equal_losses(amount: ArrayLike, claims: ArrayLike) -> Array:
    """Divide an amount so that all fall equally short of their claims, none below 0 (constrained equal losses).

    Parameters, results and errors as for `proportional`.

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
    divided, claimed = _checked(amount, claims)
    return np.array(claimed - equal_awards(np.maximum(0.0, claimed.sum(axis=-1) - divided), claimed))


def talmud(amount: ArrayLike, claims: ArrayLike) -> Array:
    """Divide an amount by the rule of the Talmud: half-claims by equal awards, what goes beyond by equal losses.

    Parameters, results and errors as for `proportional`.

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
    divided, claimed = _checked(amount, claims)
    half = claimed / 2
    middle = half.sum(axis=-1)
    little = equal_awards(np.minimum(divided, middle), half)
    much = half + equal_losses(np.clip(divided - middle, 0.0, middle), half)
    return np.array(np.where((divided > middle)[..., None], much, little))


def _checked(amount: ArrayLike, claims: ArrayLike) -> tuple[Array, Array]:
    """Return amount and claims; of many amounts, not a number for those that cannot be divided."""
    claimed, divided = np.asarray(claims, dtype=np.float64), np.asarray(amount, dtype=np.float64)
    if claimed.ndim not in (1, 2) or not np.isfinite(claimed).all() or (claimed < 0).any():
        raise ValueError("every claim is a number, 0 or more")
    if divided.shape != claimed.shape[:-1]:
        raise ValueError(f"there is one amount for each problem, not {divided.shape} for {claimed.shape[:-1]}")
    whole = claimed.sum(axis=-1)
    within = (divided >= -ROUNDING) & (divided <= whole * (1 + ROUNDING) + ROUNDING)
    if claimed.ndim == 1 and not within:
        raise ValueError(f"the amount lies between 0 and the sum of the claims, {whole:g}, not at {divided:g}")
    return np.where(within, divided, np.nan), claimed
