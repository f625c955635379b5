"""The core of a cost game: whether any group would do better by itself, and what it would take that none does."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from pourparler.methods.sharing.descent_kernels import lowest
from pourparler.methods.sharing.games import Array, checked, groups

TIGHT = 1e-7
"""Relative to the largest amount: closer than this is equal."""


@dataclass(frozen=True)
class CoreTest:
    """What each group has to say against a division of the cost.

    Attributes
    ----------
    overcharge : array, shape (2**players,)
        What a group pays above its own alternative; below 0 it saves. 0 for the empty group.
    objecting : tuple of int
        Groups that pay more than by themselves, the most overcharged first; equal ones in order of size, then number.
    short : float
        What the payments fall short of the cost of all; below 0 they go beyond it.
    """

    overcharge: Array
    objecting: tuple[int, ...]
    short: float

    @property
    def holds(self) -> bool:
        """Whether the cost is covered and no group pays more than its own alternative."""
        return not self.objecting and self.short == 0


def core_test(costs: ArrayLike, payments: ArrayLike) -> CoreTest:
    """Test a division of the cost against the own alternative of every group.

    Parameters
    ----------
    costs : array, shape (2**players,)
    payments : array, shape (players,)

    Notes
    -----
    The stand-alone test: ``x(S) <= c(S)`` for every group and ``x(N) = c(N)`` [1]_.

    .. [1] Young, H. P. (1994), "Cost allocation", Handbook of Game Theory 2, section 4.

    Examples
    --------
    >>> core_test([0, 4, 7, 9], [5, 4]).objecting, core_test([0, 4, 7, 9], [3, 6]).holds
    ((1,), True)
    """
    game, players = checked(costs)
    paid = np.asarray(payments, dtype=np.float64)
    if paid.shape != (players,):
        raise ValueError(f"there is one payment a player, {players}")
    members = groups(players)
    overcharge = np.array(members @ paid - game)
    slack = TIGHT * (max(float(np.abs(game).max()), float(np.abs(paid).max())) or 1.0)
    sizes = members.sum(axis=1)
    objecting = [group for group in range(1, len(game) - 1) if overcharge[group] > slack]
    objecting.sort(key=lambda group: (-round(float(overcharge[group]) / slack), sizes[group], group))
    gap = float(-overcharge[-1])
    return CoreTest(overcharge, tuple(objecting), gap if abs(gap) > slack else 0.0)


def objecting(costs: ArrayLike, payments: ArrayLike) -> NDArray[np.bool_]:
    """Say for many games at once whether some group short of all pays more than by itself.

    Parameters
    ----------
    costs : array, shape (games, 2**players)
    payments : array, shape (games, players)

    Returns
    -------
    array of bool, shape (games,)

    Examples
    --------
    >>> objecting([[0, 4, 7, 9]] * 2, [[5, 4], [3, 6]]).tolist()
    [True, False]
    """
    games, paid = np.asarray(costs, dtype=np.float64), np.asarray(payments, dtype=np.float64)
    over = paid @ groups(paid.shape[1]).T - games
    slack = TIGHT * np.maximum(np.abs(games).max(axis=1), np.abs(paid).max(axis=1))
    return np.array((over[:, 1:-1] > slack[:, None]).any(axis=1))


@dataclass(frozen=True)
class LeastCore:
    """How far the core is from being empty, or from not being.

    Attributes
    ----------
    level : float
        The least amount that, given to every group but that of all, leaves no group paying more than by itself.
        At or below 0 the core is not empty, and each group can save that much at least.
    payments : array, shape (players,)
        One division at that level; there may be others.
    subsidy : float
        The least amount from outside with which no group pays more than by itself; 0 when the core is not empty.
    """

    level: float
    payments: Array
    subsidy: float

    @property
    def empty(self) -> bool:
        """Whether some group pays more than by itself, however the cost is divided."""
        return self.subsidy > 0


def least_core(costs: ArrayLike) -> LeastCore:
    """Return the least core of a cost game.

    Parameters
    ----------
    costs : array, shape (2**players,)
        Of 2 players or more.

    Notes
    -----
    The linear program ``min e: x(S) <= c(S) + e, x(N) = c(N)`` of Maschler, Peleg and Shapley [1]_, solved as the first
    stage of `pourparler.methods.sharing.nucleolus`; the subsidy is that of `subsidies`.

    .. [1] Maschler, M., Peleg, B. and Shapley, L. S. (1979), "Geometric properties of the kernel, nucleolus, and
       related solution concepts", Mathematics of Operations Research 4.

    Examples
    --------
    Three, of whom any two can do for 6 what all do for 10: the core is empty, and 1 is missing.

    >>> found = least_core([0, 6, 6, 6, 6, 6, 6, 10])
    >>> round(found.level, 6), found.payments.round(4).tolist(), round(found.subsidy, 6)
    (0.666667, [3.3333, 3.3333, 3.3333], 1.0)
    """
    game, players = checked(costs)
    if game.ndim != 1 or players < 2:
        raise ValueError("a least core has 2 players or more")
    scale = float(np.abs(game).max()) or 1.0
    own = np.array(game / scale)
    rows = groups(players)[1:-1].astype(np.float64)
    point, prices = np.full(players, own[-1] / players), np.empty(len(rows))
    everybody = np.full((1, players), players**-0.5)
    level = lowest(rows, own[1:-1], np.ones(len(rows), dtype=np.bool_), everybody, 1, point, prices)
    if not np.isfinite(level):
        raise ArithmeticError("no division was found: costs are too far apart")
    return LeastCore(level * scale, point * scale, float(subsidies(game[None])[0]))


def subsidies(costs: ArrayLike) -> Array:
    """Return for each of many games the least amount from outside with which no group pays more than by itself.

    Parameters
    ----------
    costs : array, shape (games, 2**players)
        Of the same 2 players or more.

    Returns
    -------
    array, shape (games,)
        0 where the core is not empty.

    Notes
    -----
    ``c(N) - max x(N): x(S) <= c(S)``, by the same descent as the nucleolus: the one amount to be made small is what
    payments leave of the cost of all.

    Examples
    --------
    >>> subsidies([[0, 6, 6, 6, 6, 6, 6, 10], [0, 6, 6, 6, 6, 6, 6, 9]]).round(6).tolist()
    [1.0, 0.0]
    """
    games, players = checked(costs)
    if games.ndim != 2 or players < 2:
        raise ValueError("there are many games, of 2 players or more")
    scale = np.abs(games).max(axis=1)
    scale = np.where(scale > 0, scale, 1.0)
    own = games / scale[:, None]
    members = groups(players)[1:].astype(np.float64)
    rows, limits = np.vstack([members[:-1], -members[-1:]]), np.hstack([own[:, 1:-1], -own[:, -1:]])
    soft = np.zeros(len(rows), dtype=np.bool_)
    soft[-1] = True
    heads = members[:-1].sum(axis=1)
    points = np.repeat((own[:, 1:-1] / heads).min(axis=1)[:, None], players, axis=1)
    free, prices = np.zeros((0, players)), np.empty(len(rows))
    told = [lowest(rows, limits[game], soft, free, 0, points[game], prices) for game in range(len(games))]
    found = np.array(told, dtype=np.float64)
    if not np.isfinite(found).all():
        raise ArithmeticError("no subsidy was found: costs are too far apart")
    return np.array(np.where(found > TIGHT, found, 0.0) * scale)
