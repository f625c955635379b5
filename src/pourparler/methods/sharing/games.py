"""Cost games: what each group of parties would pay by itself, as an array over all groups.

Group ``g`` of ``players`` parties is the number whose bit ``i`` is set when party ``i`` is in it; a game is an array of
``2**players`` costs, in order of that number, 0 for the empty group. A game of gains ``v`` is the cost game ``-v``.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]
MOST_PLAYERS = 12
"""With more, the array of groups and the linear programs over it are no longer small."""


def checked(costs: ArrayLike) -> tuple[Array, int]:
    """Return a cost game, or many with the same players, as an array, and how many players it has.

    Raises
    ------
    ValueError
        When there is not one finite cost for each group of 1 to 12 players, or the empty group costs something.

    Examples
    --------
    >>> checked([0, 3, 4, 5])[1]
    2
    """
    game = np.asarray(costs, dtype=np.float64)
    players = max(0, game.shape[-1].bit_length() - 1) if game.ndim in (1, 2) else 0
    if not 1 <= players <= MOST_PLAYERS or game.shape[-1] != 2**players:
        raise ValueError(f"a game has one cost for each of the groups of 1 to {MOST_PLAYERS} players")
    if not np.isfinite(game).all():
        raise ValueError("every cost is a finite number")
    if (game[..., 0] != 0).any():
        raise ValueError("the empty group costs nothing")
    return game, players


def groups(players: int) -> NDArray[np.bool_]:
    """Return who is in each group.

    Returns
    -------
    array of bool, shape (2**players, players)

    Examples
    --------
    >>> groups(2).astype(int).tolist()
    [[0, 0], [1, 0], [0, 1], [1, 1]]
    """
    members: NDArray[np.bool_] = (np.arange(2**players)[:, None] >> np.arange(players) & 1).astype(bool)
    return members


def group_of(members: Sequence[int]) -> int:
    """Return the number of a group.

    Examples
    --------
    >>> group_of([0, 2])
    5
    """
    return sum(1 << member for member in set(members))


def covering_game(players: int, alternatives: Sequence[tuple[Sequence[int], ArrayLike]], whole: ArrayLike) -> Array:
    """Return the cost game of the alternatives that groups have.

    Parameters
    ----------
    players : int
    alternatives : sequence of (members, cost)
        What these would pay to reach the same by themselves. A group may use several alternatives side by side, and one
        made for more parties than it has. A cost is a number, or an array over games: shape (games,).
    whole : float or array, shape (games,)
        What the plan costs: what any group pays when it has no cheaper alternative, and what all pay together.

    Returns
    -------
    array, shape (2**players,) or (games, 2**players)
        Never more for a group than for a larger one, but that all together pay ``whole``, even where they would have a
        cheaper alternative.

    Notes
    -----
    The cheapest cover of a group, by dynamic programming over groups: the cover of a group uses some alternative that
    has its first member.

    Examples
    --------
    >>> covering_game(2, [([0], 4), ([1], 7)], 10).tolist()
    [0.0, 4.0, 7.0, 10.0]
    """
    full = np.asarray(whole, dtype=np.float64)
    costs = np.repeat(full[None], 2**players, axis=0)
    costs[0] = 0.0
    options = [(group_of(members), np.asarray(cost, dtype=np.float64)) for members, cost in alternatives]
    for group in range(1, len(costs) - 1):
        first = group & -group
        for members, cost in options:
            if members & first:
                costs[group] = np.minimum(costs[group], cost + costs[group & ~members])
    return np.array(np.moveaxis(costs, 0, -1))


def bankruptcy_game(amount: float, claims: ArrayLike) -> Array:
    """Return the game of gains of a claims problem: a group gets what the claims of the others leave.

    Notes
    -----
    O'Neill, B. (1982), "A problem of rights arbitration from the Talmud", Mathematical Social Sciences 2.

    Examples
    --------
    >>> bankruptcy_game(200, [100, 200]).tolist()
    [0.0, 0.0, 100.0, 200.0]
    """
    claimed = np.asarray(claims, dtype=np.float64)
    others = claimed.sum() - groups(len(claimed)) @ claimed
    return np.array(np.maximum(0.0, amount - others))


def shapley(costs: ArrayLike) -> Array:
    """Return the Shapley value: what each adds to the cost of those before it, on average over all orders.

    Parameters
    ----------
    costs : array, shape (2**players,) or (games, 2**players)

    Returns
    -------
    array, shape (players,) or (games, players)
        Adds to the cost of all.

    Notes
    -----
    The exact sum over groups, each weighted by the share of orders in which its members come first [1]_; nothing is
    sampled.

    .. [1] Shapley, L. S. (1953), "A value for n-person games", equation 12.

    Examples
    --------
    >>> shapley([0, 0, 0, 1, 0, 1, 0, 1]).round(6).tolist()
    [0.666667, 0.166667, 0.166667]
    """
    game, players = checked(costs)
    members = groups(players)
    sizes = members.sum(axis=1)
    before = np.zeros(players)
    before[0] = 1 / players
    for size in range(1, players):
        before[size] = before[size - 1] * size / (players - size)
    found = []
    for player in range(players):
        without = np.flatnonzero(~members[:, player])
        found.append((game[..., without | 1 << player] - game[..., without]) @ before[sizes[without]])
    return np.array(np.stack(found, axis=-1))


def separable(costs: ArrayLike) -> Array:
    """Return separable costs and a share of the rest by remaining benefits.

    Each pays what it adds to the cost of all others, its separable cost. What is left over is divided in proportion
    to what each would still save beside its own alternative.

    Parameters
    ----------
    costs : array, shape (2**players,) or (games, 2**players)

    Returns
    -------
    array, shape (players,) or (games, players)
        Adds to the cost of all. Of many games, not a number for those for which one alone would be refused.

    Raises
    ------
    ValueError
        For one game: when something is left over and the parties have nothing to save beside their own alternatives, or
        one of them would lose.

    Notes
    -----
    The method of the federal water agencies of the United States [1]_.

    .. [1] Straffin, P. D. and Heaney, J. P. (1981), "Game theory and the Tennessee Valley Authority", International
       Journal of Game Theory 10; Young, H. P. (1994), "Cost allocation", Handbook of Game Theory 2, section 3.

    Examples
    --------
    >>> separable([0, 4, 7, 9]).round(6).tolist()
    [3.0, 6.0]
    """
    game, players = checked(costs)
    everybody = game.shape[-1] - 1
    alone = game[..., 1 << np.arange(players)]
    own = game[..., [everybody]] - game[..., everybody ^ (1 << np.arange(players))]
    remaining, left = alone - own, game[..., everybody] - own.sum(axis=-1)
    small = 1e-12 * np.maximum(1.0, np.abs(game).max(axis=-1))
    saved = remaining.sum(axis=-1)
    loses = (remaining < -small[..., None]).any(axis=-1)
    stuck = (saved <= small) & (np.abs(left) > small * players)
    if game.ndim == 1 and loses:
        raise ValueError("a party's separable cost is above its own alternative: there is no remaining benefit")
    if game.ndim == 1 and stuck:
        raise ValueError("no party has anything left to save, and a cost is left over")
    part = np.divide(left, saved, out=np.zeros_like(left), where=saved > small)
    found = own + part[..., None] * remaining
    return np.array(np.where((loses | stuck)[..., None], np.nan, found))
