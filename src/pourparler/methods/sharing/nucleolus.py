"""The nucleolus of a cost game, and a certificate that does not rest on how it was found."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from pourparler.methods.sharing.certificate import Span, certificate
from pourparler.methods.sharing.core import TIGHT
from pourparler.methods.sharing.games import Array, checked, groups
from pourparler.methods.sharing.linear import solved


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
    A sequence of linear programs [1]_ [2]_: minimise the largest overcharge over groups not yet fixed; fix those whose
    limit has a price above 0, and with them every group whose members' sum is a combination of fixed ones; go on until
    the fixed groups leave one division. The last step solves the equations of the fixed groups, so the answer is as
    exact as the costs.

    .. [1] Schmeidler, D. (1969), "The nucleolus of a characteristic function game", SIAM Journal on Applied
       Mathematics 17.
    .. [2] Kopelowitz, A. (1967), "Computation of the kernels of simple games and the nucleolus of n-person games";
       Fromen, B. (1997), "Reducing the number of linear programs needed for solving the nucleolus problem", European
       Journal of Operational Research 98.

    Examples
    --------
    One has a left glove, two have a right one; a pair is worth 1. Gains are costs below 0.

    >>> found = nucleolus([0, 0, 0, -1, 0, -1, 0, -1])
    >>> (found.payments + 0.0).round(6).tolist(), found.certified
    ([-1.0, 0.0, 0.0], True)
    """
    game, players = checked(costs)
    scale = float(np.abs(game).max()) or 1.0
    alone = game[1 << np.arange(players)]
    if individually_rational and alone.sum() < game[-1] - TIGHT * scale:
        raise ValueError("all together pay more than the sum of what each would pay by itself")
    own, members = game / scale, groups(players)
    fixed = Span(players)
    fixed.add(members[-1])
    shares = [own[-1]]
    free = np.arange(1, len(game) - 1)
    levels: list[float] = []
    while fixed.rank < players:
        free = free[~fixed.spans(members[free])]
        level, tight = _stage(members, own, free, fixed, np.array(shares), individually_rational)
        for group in tight:
            if fixed.add(members[group]):
                shares.append(own[group] + level)
        levels.append(level * scale)
    payments = np.linalg.solve(fixed.rows, np.array(shares)) * scale
    certified = certificate(game, payments, individually_rational=individually_rational)
    return Nucleolus(payments, tuple(levels), certified)


def _stage(
    members: NDArray[np.bool_], own: Array, free: NDArray[np.int64], fixed: Span, shares: Array, rational: bool
) -> tuple[float, NDArray[np.int64]]:
    """Return the least largest overcharge over the free groups, and those of them at it in every such division."""
    players = members.shape[1]
    upper = np.hstack([members[free].astype(np.float64), -np.ones((len(free), 1))])
    limit = own[free]
    if rational:
        upper = np.vstack([upper, np.hstack([np.eye(players), np.zeros((players, 1))])])
        limit = np.append(limit, own[1 << np.arange(players)])
    equal = np.hstack([fixed.rows, np.zeros((fixed.rank, 1))])
    found = solved(np.append(np.zeros(players), 1.0), upper, limit, equal, shares)
    prices = -found.prices[: len(free)]
    return found.least, free[prices > min(1e-9, prices.max() / 2)]
