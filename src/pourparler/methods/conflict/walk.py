"""A dispute as a random walk between two ends, and what it is worth to each party while it lasts.

State ``k`` runs from 0 (the second side prevails) to ``steps`` (the first side prevails). Each period every party
pays its cost, then the dispute moves one step up, one step down or not at all; with the stalemate hazard it freezes for
good. The same walk serves a war, a strike, a lawsuit, a tariff round: steps are what is left of a fund, a stock, a
front.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]
SMALL = 1e-12


class EndlessError(ValueError):
    """A walk that may never end, valued without discount.

    Parameters
    ----------
    draw, party : int
        The first such draw and party.
    """

    def __init__(self, draw: int, party: int) -> None:
        super().__init__(
            f"the walk never ends and party {party} does not discount (draw {draw}): its value has no bound"
        )
        self.draw = draw
        self.party = party


@dataclass(frozen=True)
class Walk:
    """How a dispute moves, over draws.

    Parameters
    ----------
    steps : int
        How many steps lie between the ends, 2 or more.
    start : array of int, shape (draws,)
        Where it stands, 1 to ``steps - 1``.
    up, down : array, shape (draws,)
        Chance per period of a step towards the first, the second side's end; together at most 1.
    stalemate : array, shape (draws,), optional
        Chance per period that it freezes, before any step; 0 when not given.

    Raises
    ------
    ValueError
        When shapes disagree, a chance lies outside 0 to 1, or a start is no inner state.

    Examples
    --------
    >>> Walk(10, [5], [0.32], [0.32]).draws
    1
    """

    steps: int
    start: NDArray[np.int64]
    up: Array
    down: Array
    stalemate: Array | None = None

    def __post_init__(self) -> None:
        start = np.atleast_1d(np.asarray(self.start, dtype=np.int64))
        up, down = (np.atleast_1d(np.asarray(one, dtype=np.float64)) for one in (self.up, self.down))
        halt = np.zeros(len(start)) if self.stalemate is None else np.atleast_1d(np.asarray(self.stalemate, float))
        if self.steps < 2:
            raise ValueError(f"a walk has 2 steps or more between its ends, not {self.steps}")
        if not start.shape == up.shape == down.shape == halt.shape or start.ndim != 1:
            raise ValueError("start, up, down and stalemate have one entry a draw each")
        if start.min() < 1 or start.max() > self.steps - 1:
            raise ValueError(f"a walk starts between 1 and {self.steps - 1}")
        for name, chance in (("up", up), ("down", down), ("up and down together", up + down), ("stalemate", halt)):
            if not np.isfinite(chance).all() or chance.min() < 0 or chance.max() > 1 + SMALL:
                raise ValueError(f"the chance {name} must lie between 0 and 1")
        for name, value in (("start", start), ("up", up), ("down", down), ("stalemate", halt)):
            object.__setattr__(self, name, value)

    @property
    def draws(self) -> int:
        """How many draws."""
        return len(self.start)

    @property
    def halt(self) -> Array:
        """The stalemate hazard: shape (draws,)."""
        assert self.stalemate is not None  # noqa: S101  (set above)
        return self.stalemate


@dataclass(frozen=True)
class Stakes:
    """What the course and the ends of a walk are worth to each party, over draws.

    Parameters
    ----------
    first, second, frozen : array, shape (draws, parties)
        Worth of the end at which the first side prevails, at which the second does, and of a frozen dispute.
    cost : array, shape (draws, parties)
        What one period costs, in the same units; paid at its start.
    patience : array, shape (draws, parties)
        What one period later is worth now, 0 to 1.

    Raises
    ------
    ValueError
        When shapes disagree, a number is not finite, or patience lies outside 0 to 1.

    Examples
    --------
    >>> Stakes([[1, 0]], [[0, 1]], [[0, 0]], [[0.005, 0.004]], [[0.98, 0.98]]).first.shape
    (1, 2)
    """

    first: Array
    second: Array
    frozen: Array
    cost: Array
    patience: Array

    def __post_init__(self) -> None:
        shapes = set()
        for name in ("first", "second", "frozen", "cost", "patience"):
            value = np.atleast_2d(np.asarray(getattr(self, name), dtype=np.float64))
            if not np.isfinite(value).all():
                raise ValueError(f"{name} must be finite numbers")
            shapes.add(value.shape)
            object.__setattr__(self, name, value)
        if len(shapes) != 1:
            raise ValueError(f"stakes have one shape (draws, parties), not {sorted(shapes)}")
        if self.patience.min() < 0 or self.patience.max() > 1:
            raise ValueError("patience must lie between 0 and 1")


def values(walk: Walk, stakes: Stakes) -> Array:
    """Return what the dispute is worth to each party in every state.

    Returns
    -------
    array, shape (draws, parties, steps + 1)
        The ends included.

    Raises
    ------
    EndlessError
        When a walk may never end and a party does not discount.

    Notes
    -----
    ``V(k) = -c + d [(1 - s)(p V(k+1) + q V(k-1) + r V(k)) + s F]`` between the ends: absorption in a finite random walk
    with discount [1]_, solved exactly by elimination in three diagonals, state by state for all draws at once.

    .. [1] Feller, W. (1968), An Introduction to Probability Theory and Its Applications, vol. 1, 3rd edition, XIV.2-4.

    Examples
    --------
    The first side's value from the middle of ten steps:

    >>> walk = Walk(10, [5], [0.32], [0.32])
    >>> stakes = Stakes([[1, 0]], [[0, 1]], [[0, 0]], [[0.005, 0.004]], [[0.98, 0.98]])
    >>> [round(float(one), 4) for one in at_start(walk, values(walk, stakes))[0]]
    [0.144, 0.1677]
    """
    lower, middle, upper = coefficients(walk, stakes.patience)
    flow = stakes.patience * walk.halt[:, None] * stakes.frozen - stakes.cost
    right = np.repeat(flow[:, :, None], walk.steps - 1, axis=2)
    right[:, :, 0] += lower * stakes.second
    right[:, :, -1] += upper * stakes.first
    inner = solved(lower, middle, upper, right)
    return np.concatenate([stakes.second[:, :, None], inner, stakes.first[:, :, None]], axis=2)


def coefficients(walk: Walk, patience: Array) -> tuple[Array, Array, Array]:
    """Return what a state takes from the one below, keeps of itself (1 less the chance to stay) and takes from above.

    Each of shape (draws, parties); see `values` for the equation.
    """
    going = patience * (1 - walk.halt)[:, None]
    lower, upper = going * walk.down[:, None], going * walk.up[:, None]
    middle: Array = 1 - going * (1 - walk.up - walk.down)[:, None]
    endless = (middle <= SMALL) | ((patience >= 1) & (walk.halt[:, None] <= 0) & ((walk.up + walk.down)[:, None] <= 0))
    if endless.any():
        draw, party = (int(one) for one in np.argwhere(endless)[0])
        raise EndlessError(draw, party)
    return lower, middle, upper


def solved(lower: Array, middle: Array, upper: Array, right: Array) -> Array:
    """Solve ``middle x(k) - lower x(k-1) - upper x(k+1) = right(k)`` for all draws and parties at once.

    Parameters
    ----------
    lower, middle, upper : array, shape (draws, parties)
    right : array, shape (draws, parties, states)
        With the known neighbours of the first and last state already added.

    Returns
    -------
    array, shape (draws, parties, states)
    """
    states = right.shape[2]
    factor, found = np.empty_like(right), np.empty_like(right)
    factor[:, :, 0] = upper / middle
    found[:, :, 0] = right[:, :, 0] / middle
    for state in range(1, states):
        pivot = middle - lower * factor[:, :, state - 1]
        factor[:, :, state] = upper / pivot
        found[:, :, state] = (right[:, :, state] + lower * found[:, :, state - 1]) / pivot
    for state in range(states - 2, -1, -1):
        found[:, :, state] += factor[:, :, state] * found[:, :, state + 1]
    return found


def at_start(walk: Walk, found: Array) -> Array:
    """Return the entry of the starting state: shape (draws, parties)."""
    picked: Array = np.take_along_axis(found, walk.start[:, None, None], axis=2)[:, :, 0]
    return picked


@dataclass(frozen=True)
class Course:
    """How a walk ends, discounted to now; each array of shape (draws, parties).

    Parameters
    ----------
    first, second, frozen : array
        Expected discount at the end at which the first side prevails, the second does, or the dispute has frozen; the
        chances themselves where nobody discounts.
    periods : array
        Expected discounted number of periods.
    """

    first: Array
    second: Array
    frozen: Array
    periods: Array


def course(walk: Walk, patience: ArrayLike) -> Course:
    """Return how a walk ends, seen with the patience of each party.

    Parameters
    ----------
    patience : array, shape (draws, parties)

    Notes
    -----
    ``first + second + frozen + (1 - patience) periods = 1``.

    Examples
    --------
    >>> found = course(Walk(10, [4], [0.45], [0.35]), [[0.95, 1.0]])
    >>> found.first.round(4).tolist(), found.periods.round(2).tolist()
    ([[0.2037, 0.6899]], [[13.34, 28.99]])
    """
    patience = np.atleast_2d(np.asarray(patience, dtype=np.float64))
    nothing, one = np.zeros_like(patience), np.ones_like(patience)
    worth = [
        at_start(walk, values(walk, Stakes(first, second, frozen, cost, patience)))
        for first, second, frozen, cost in (
            (one, nothing, nothing, nothing),
            (nothing, one, nothing, nothing),
            (nothing, nothing, one, nothing),
            (nothing, nothing, nothing, -one),
        )
    ]
    return Course(*worth)
