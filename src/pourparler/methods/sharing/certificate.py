"""Kohlberg's criterion: whether a division of a cost is the nucleolus, however it was found."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from pourparler.methods.sharing.certificate_kernels import holds
from pourparler.methods.sharing.core import TIGHT
from pourparler.methods.sharing.games import checked, groups


def certificate(costs: ArrayLike, payments: ArrayLike, *, individually_rational: bool = True) -> bool:
    """Say whether payments are the nucleolus of a cost game.

    Parameters
    ----------
    costs : array, shape (2**players,)
    payments : array, shape (players,)
    individually_rational : bool
        Whether no party may pay more than by itself; else whether it is the prenucleolus.

    Notes
    -----
    For every level, take the groups overcharged that much or more. The payments are the nucleolus exactly when they
    form a balanced collection [1]_: they have weights above 0, and parties that pay what they would pay by themselves
    have weights of 0 or more, that add to the same for every party. So each level is shown by its weights, and the
    answer is yes only when these add up. Levels that add only combinations of the groups before them need no look [2]_.

    .. [1] Kohlberg, E. (1971), "On the nucleolus of a characteristic function game", SIAM Journal on Applied
       Mathematics 20, theorem 5.
    .. [2] Nguyen, T.-D. and Thomas, L. (2016), "Finding the nucleoli of large cooperative games", European Journal of
       Operational Research 248, section 3.

    Examples
    --------
    >>> gloves = [0, 0, 0, -1, 0, -1, 0, -1]
    >>> certificate(gloves, [-1, 0, 0]), certificate(gloves, [-0.8, -0.1, -0.1])
    (True, False)
    """
    game, players = checked(costs)
    paid = np.asarray(payments, dtype=np.float64)
    if game.ndim != 1 or paid.shape != (players,):
        raise ValueError(f"there is one payment a player, {players}")
    return bool(certificates(game[None], paid[None], individually_rational=individually_rational)[0])


def certificates(costs: ArrayLike, payments: ArrayLike, *, individually_rational: bool = True) -> NDArray[np.bool_]:
    """Say for each of many games of the same players whether payments are its nucleolus, as `certificate` has it.

    Parameters
    ----------
    costs : array, shape (games, 2**players)
    payments : array, shape (games, players)
        Not a number for a game is no nucleolus.
    individually_rational : bool

    Returns
    -------
    array of bool, shape (games,)

    Examples
    --------
    >>> certificates([[0, 4, 7, 9]] * 2, [[3, 6], [4, 5]]).tolist()
    [True, False]
    """
    games, players = checked(costs)
    paid = np.ascontiguousarray(payments, dtype=np.float64)
    if games.ndim != 2 or paid.shape != (len(games), players):
        raise ValueError(f"there is one payment a game and player, {len(games)} by {players}")
    largest = np.maximum(np.abs(games).max(axis=1), np.abs(paid).max(axis=1))
    slack = TIGHT * np.where(largest > 0, largest, 1.0)
    found = np.zeros(len(games), dtype=np.bool_)
    members = groups(players).astype(np.float64)
    over = np.array(paid @ members.T - games)
    order = np.argsort(-over[:, 1:-1], axis=1, kind="stable") + 1
    alone = over[:, 1 << np.arange(players)]
    met = np.abs(over[:, -1]) <= slack
    if individually_rational:
        met &= (alone <= slack[:, None]).all(axis=1)
    for game in np.flatnonzero(met):
        least = -slack[game] if individually_rational else np.inf
        found[game] = holds(members, over[game], order[game], slack[game], np.flatnonzero(alone[game] > least))
    return found
