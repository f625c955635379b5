"""Several guarantors: the chance that at least so many answer, with independence and without."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from pourparler.methods.voting.passing import chance_of_carrying
from pourparler.methods.voting.rules import Rule, Threshold

Array = NDArray[np.float64]
ENOUGH = 1e-9
"""A chance short of what is needed by no more than this is enough."""


def at_least(chances: ArrayLike) -> Array:
    """Return the chance that at least 1, 2, ... all of them answer, each deciding by itself.

    Parameters
    ----------
    chances : array, shape (guarantors, draws)

    Returns
    -------
    array, shape (guarantors, draws)
        Row ``k - 1``: at least ``k``.

    Notes
    -----
    The Poisson-binomial distribution [1]_. That they decide independently is an assumption: see `bounds`.

    .. [1] Wang, Y. H. (1993), "On the number of successes in independent trials", Statistica Sinica 3.

    Examples
    --------
    >>> at_least([[0.9], [0.8], [0.7], [0.6]])[:, 0].round(4).tolist()
    [0.9976, 0.9572, 0.7428, 0.3024]
    """
    told = _chances(chances)
    count = len(told)
    return np.vstack([chance_of_carrying(Threshold((1,) * count, least), told) for least in range(1, count + 1)])


def bounds(chances: ArrayLike) -> tuple[Array, Array]:
    """Return the lowest and highest chance that at least 1, 2, ... all answer, however they depend on one another.

    Parameters
    ----------
    chances : array, shape (guarantors, draws)

    Returns
    -------
    lowest, highest : array, shape (guarantors, draws)

    Notes
    -----
    Sharp: each bound is reached by some dependence. For one of them and for all of them these are Fréchet's [1]_; for
    ``k`` in between the upper bound is ``min over m < k of (sum of all but the m largest) / (k - m)`` [2]_, and the
    lower one the same for those who do not answer.

    .. [1] Fréchet, M. (1935), "Généralisation du théorème des probabilités totales", Fundamenta Mathematicae 25.
    .. [2] Rüger, B. (1978), "Das maximale Signifikanzniveau des Tests: Lehne H0 ab, wenn k unter n gegebenen Tests zur
       Ablehnung führen", Metrika 25; Rüschendorf, L. (1981), "Sharpness of Fréchet-bounds", Z. Wahrscheinlichkeit 57.

    Examples
    --------
    >>> low, high = bounds([[0.9], [0.8], [0.7], [0.6]])
    >>> low[:, 0].round(4).tolist(), high[:, 0].round(4).tolist()
    ([0.9, 0.7, 0.5, 0.0], [1.0, 1.0, 1.0, 0.6])
    """
    told = _chances(chances)
    return np.clip(1 - _most(1 - told)[::-1], 0.0, 1.0), _most(told)


def persuaded(rule: Rule, favour: ArrayLike) -> tuple[Array, Array]:
    """Return the chance that a body passes something, and that chance with each member in turn persuaded.

    Parameters
    ----------
    rule : Rule
    favour : array, shape (members, draws)
        The chance that each is in favour.

    Returns
    -------
    chance : array, shape (draws,)
    with_each : array, shape (members, draws)
        With that member certain; under unanimity ``chance / favour``.

    Examples
    --------
    >>> chance, each = persuaded(Threshold((1, 1), 2), [[0.5], [0.8]])
    >>> chance.tolist(), each[:, 0].tolist()
    ([0.4], [0.8, 0.5])
    """
    told = _chances(favour)
    lifted = []
    for member in range(len(told)):
        certain = told.copy()
        certain[member] = 1.0
        lifted.append(chance_of_carrying(rule, certain))
    return chance_of_carrying(rule, told), np.vstack(lifted)


def needed_of_one(others: ArrayLike, least: int, needed: ArrayLike) -> Array:
    """Return the chance with which one guarantor would have to answer, so that at least so many do with a given chance.

    Parameters
    ----------
    others : array, shape (others, draws)
        The chances of the other guarantors, each deciding by itself; no rows where there are none.
    least : int
        How many must answer, that one counted in; at least 1.
    needed : array, shape (draws,)
        The chance wanted of at least so many.

    Returns
    -------
    array, shape (draws,)
        0 where the others are enough without it; infinite where even its certain answer is not enough.

    Notes
    -----
    With ``a`` the chance that ``least`` of the others answer and ``b`` that ``least - 1`` do, the chance of at least
    ``least`` is ``a + p (b - a)``, so ``p = (needed - a) / (b - a)``.

    Examples
    --------
    >>> needed_of_one([[0.3]], 1, [0.72]).round(9).tolist(), needed_of_one([[0.5]], 2, [0.6]).tolist()
    ([0.6], [inf])
    """
    wanted = np.asarray(needed, dtype=np.float64)
    beside = np.asarray(others, dtype=np.float64).reshape(-1, wanted.size)
    reached = np.vstack([np.ones((1, wanted.size)), at_least(beside) if len(beside) else beside])
    nobody = np.zeros(wanted.size)
    without, with_it = (reached[count] if count < len(reached) else nobody for count in (least, least - 1))
    short, adds = wanted - without, with_it - without
    enough = short <= ENOUGH
    possible = wanted <= with_it + ENOUGH
    with np.errstate(over="ignore"):  # What adds next to nothing would need more than any chance.
        found = np.clip(short / np.where(adds > 0, adds, 1.0), 0.0, 1.0)
    chance: Array = np.where(enough, 0.0, np.where(possible & (adds > 0), found, np.inf))
    return chance


def _most(chances: Array) -> Array:
    """Return the highest chance of at least 1, 2, ... all, whatever the dependence."""
    count = len(chances)
    falling = -np.sort(-chances, axis=0)
    rest = falling.sum(axis=0) - np.vstack([np.zeros(chances.shape[1]), np.cumsum(falling, axis=0)[:-1]])
    found = [
        np.min([rest[spared] / (least - spared) for spared in range(least)], axis=0) for least in range(1, count + 1)
    ]
    most: Array = np.clip(np.vstack(found), 0.0, 1.0)
    return most


def _chances(given: ArrayLike) -> Array:
    told: Array = np.asarray(given, dtype=np.float64)
    if told.ndim != 2 or not len(told) or not np.isfinite(told).all() or (told < 0).any() or (told > 1).any():
        raise ValueError("chances lie between 0 and 1, one row for each of one or more guarantors")
    return told
