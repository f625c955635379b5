"""Kohlberg's criterion: whether a division of a cost is the nucleolus, however it was found."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from pourparler.methods.sharing.core import TIGHT
from pourparler.methods.sharing.games import Array, checked, groups
from pourparler.methods.sharing.linear import solved

INDEPENDENT = 1e-9


class Span:
    """Groups that are linearly independent, and which others are combinations of them.

    Parameters
    ----------
    players : int

    Examples
    --------
    >>> span = Span(2)
    >>> span.add(np.array([True, True])), span.add(np.array([True, False])), span.rank
    (True, True, 2)
    >>> span.spans(np.array([[False, True]])).tolist()
    [True]
    """

    def __init__(self, players: int) -> None:
        self._rows: list[Array] = []
        self._basis: Array = np.zeros((0, players))

    @property
    def rank(self) -> int:
        """How many independent groups there are."""
        return len(self._rows)

    @property
    def rows(self) -> Array:
        """The independent groups in the order in which they came: shape (rank, players)."""
        return np.array(self._rows)

    def spans(self, members: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Return which of these groups are combinations: shape (groups,)."""
        return np.array(np.abs(self._beside(members.astype(np.float64))).max(axis=1) < INDEPENDENT)

    def add(self, members: NDArray[np.bool_]) -> bool:
        """Take a group in; return whether it is independent of those before it."""
        row = members.astype(np.float64)
        rest = self._beside(row[None, :])
        if np.abs(rest).max() < INDEPENDENT:
            return False
        self._rows.append(row)
        self._basis = np.vstack([self._basis, rest / np.linalg.norm(rest)])
        return True

    def _beside(self, rows: Array) -> Array:
        for _ in range(2):
            rows = rows - (rows @ self._basis.T) @ self._basis
        return rows


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
    For every level, take the groups overcharged that much or more. The payments are the nucleolus exactly when no shift
    of payments between parties, that makes none of these groups pay more (nor a party that pays what it would pay by
    itself), makes one of them pay less [1]_: they form a balanced collection. Levels that add only combinations of the
    groups before them need no look [2]_.

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
    if paid.shape != (players,):
        raise ValueError(f"there is one payment a player, {players}")
    slack = TIGHT * (max(float(np.abs(game).max()), float(np.abs(paid).max())) or 1.0)
    if abs(paid.sum() - game[-1]) > slack:
        return False
    alone = game[1 << np.arange(players)]
    if individually_rational and (paid > alone + slack).any():
        return False
    held = np.flatnonzero(paid > alone - slack) if individually_rational else np.zeros(0, dtype=np.int64)
    members = groups(players)
    inner = np.arange(1, len(game) - 1)
    overcharge = members[inner] @ paid - game[inner]
    order = inner[np.argsort(-overcharge, kind="stable")]
    falling = np.sort(overcharge)[::-1]
    ends = np.append(np.flatnonzero(falling[:-1] - falling[1:] > slack) + 1, len(order))
    span = Span(players)
    span.add(members[-1])
    start = 0
    for end in ends:
        if span.rank == players:
            return True
        rank = span.rank
        fresh = members[order[start:end]]
        for row in fresh[~span.spans(fresh)]:
            span.add(row)
        if span.rank > rank and not _balanced(members[order[:end]], held):
            return False
        start = end
    return True


def _balanced(collection: NDArray[np.bool_], held: NDArray[np.int64]) -> bool:
    """Whether no shift of payments makes a group of the collection pay less and none of them, or of the held, more."""
    players = collection.shape[1]
    rows = collection.astype(np.float64)
    upper = np.vstack([rows, np.eye(players)[held]])
    everybody = np.ones((1, players))
    found = solved(rows.sum(axis=0), upper, np.zeros(len(upper)), everybody, np.zeros(1), between=(-1.0, 1.0))
    return found.least > -TIGHT
