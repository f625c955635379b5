"""The nucleolus of a cost game, and a certificate that does not rest on how it was found."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from pourparler.methods.sharing.certificate import certificate, certificates
from pourparler.methods.sharing.core import TIGHT
from pourparler.methods.sharing.descent_kernels import settled
from pourparler.methods.sharing.games import Array, checked, groups


@dataclass(frozen=True)
class Nucleolus:
    """The division that leaves the most overcharged group as little overcharged as can be, then the next, and so on.

    Attributes
    ----------
    payments : array, shape (players,)
        Adds to the cost of all.
    levels : tuple of float
        The overcharge fixed at each stage, falling; below 0 it is a saving.
    certified : bool
        Whether `certificate` holds for the payments.
    """

    payments: Array
    levels: tuple[float, ...]
    certified: bool


def nucleolus(costs: ArrayLike, *, individually_rational: bool = True) -> Nucleolus:
    """Return the nucleolus of a cost game.

    Parameters
    ----------
    costs : array, shape (2**players,)
    individually_rational : bool
        Whether no party may pay more than by itself; else the prenucleolus.

    Raises
    ------
    ValueError
        When nobody may pay more than by itself and that cannot be, because the cost of all is above the sum of what
        each would pay.

    Notes
    -----
    Stage by stage [1]_ [2]_: make the largest overcharge over groups not yet fixed as small as can be; fix the groups
    with a weight in the balanced collection that shows that it cannot be smaller, and with them every group whose
    members' sum is a combination of fixed ones; go on until the fixed groups leave one division. A stage goes down the
    steepest slope [3]_, which is the nearest point to the origin of what the groups at the largest overcharge make. The
    last step solves the equations of the fixed groups, so the answer is as exact as the costs.

    .. [1] Schmeidler, D. (1969), "The nucleolus of a characteristic function game", SIAM Journal on Applied
       Mathematics 17.
    .. [2] Kopelowitz, A. (1967), "Computation of the kernels of simple games and the nucleolus of n-person games";
       Fromen, B. (1997), "Reducing the number of linear programs needed for solving the nucleolus problem", European
       Journal of Operational Research 98.
    .. [3] Rockafellar, R. T. (1970), Convex Analysis, section 23; Brézis, H. (1973), Opérateurs maximaux monotones,
       theorem 3.1: along this flow the slope never rises.

    Examples
    --------
    One has a left glove, two have a right one; a pair is worth 1. Gains are costs below 0.

    >>> found = nucleolus([0, 0, 0, -1, 0, -1, 0, -1])
    >>> (found.payments + 0.0).round(6).tolist(), found.certified
    ([-1.0, 0.0, 0.0], True)
    """
    game, players = checked(costs)
    if individually_rational and _beyond(game, players):
        raise ValueError("all together pay more than the sum of what each would pay by itself")
    payments, levels, stages = _found(game[None], players, individually_rational)
    if stages[0] < 0:
        raise ArithmeticError("no division was found: costs are too far apart")
    certified = certificate(game, payments[0], individually_rational=individually_rational)
    return Nucleolus(payments[0], tuple(levels[0, : stages[0]].tolist()), certified)


def nucleoli(costs: ArrayLike, *, individually_rational: bool = True) -> Array:
    """Return the nucleolus of each of many games of the same players, as `nucleolus` has it.

    Parameters
    ----------
    costs : array, shape (games, 2**players)
    individually_rational : bool

    Returns
    -------
    array, shape (games, players)
        Not a number for a game for which one alone would be refused, and where the certificate does not hold.

    Examples
    --------
    >>> nucleoli([[0, 4, 7, 9], [0, 4, 7, 10], [0, 4, 7, 12]]).round(9).tolist()
    [[3.0, 6.0], [3.5, 6.5], [nan, nan]]
    """
    games, players = checked(costs)
    found = np.full((len(games), players), np.nan)
    some = ~_beyond(games, players) if individually_rational else np.ones(len(games), dtype=bool)
    payments, _, _ = _found(games[some], players, individually_rational)
    certified = certificates(games[some], payments, individually_rational=individually_rational)
    found[some] = np.where(certified[:, None], payments, np.nan)
    return found


def _beyond(games: Array, players: int) -> NDArray[np.bool_]:
    """Return whether all together pay more than the sum of what each would pay alone."""
    alone = games[..., 1 << np.arange(players)].sum(axis=-1)
    return np.array(alone < games[..., -1] - TIGHT * _scale(games))


def _scale(games: Array) -> Array:
    most = np.abs(games).max(axis=-1)
    return np.array(np.where(most > 0, most, 1.0))


def _found(games: Array, players: int, rational: bool) -> tuple[Array, Array, NDArray[np.int64]]:
    """Return payments, levels and the number of stages of each game; payments are not a number where none was found."""
    scale = _scale(games)
    own = games / scale[:, None]
    alone = own[:, 1 << np.arange(players)]
    rows, limits = groups(players)[1:-1].astype(np.float64), own[:, 1:-1]
    soft = np.ones(len(rows) + (players if rational else 0), dtype=np.bool_)
    soft[len(rows) :] = False
    if rational:
        rows, limits = np.vstack([rows, np.eye(players)]), np.hstack([limits, alone])
    start = alone if rational else np.zeros_like(alone)
    points = start - (start.sum(axis=1) - own[:, -1])[:, None] / players
    fixed, values = np.zeros((len(games), players, players)), np.zeros((len(games), players))
    levels = np.zeros((len(games), players))
    limits = np.ascontiguousarray(limits)
    told = [
        settled(rows, limits[game], soft, own[game, -1], points[game], fixed[game], values[game], levels[game])
        for game in range(len(games))
    ]
    stages = np.array(told, dtype=np.int64)
    payments = np.full((len(games), players), np.nan)
    done = stages >= 0
    payments[done] = np.linalg.solve(fixed[done], values[done][..., None])[..., 0] * scale[done, None]
    return payments, levels * scale[:, None], stages
