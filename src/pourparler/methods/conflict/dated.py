"""What a dispute is worth while measures begin, end and may stop: every variant of a set of effects in one pass."""

from __future__ import annotations

import itertools
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from pourparler.methods.conflict.walk import EndlessError

Array = NDArray[np.float64]
SERIAL = 4_000_000
"""Fewer steps of work than this are not worth a second thread."""


@dataclass(frozen=True)
class Dispute:
    """A dispute between two sides over draws, as it stands.

    Parameters
    ----------
    steps, start : array of int, shape (draws,)
        How many steps lie between the ends, and where it stands: 0, the second side has prevailed, to ``steps``.
    up, down, freezes, stops : array, shape (draws,)
        Chance per period of a step towards the first, the second side's end; that it freezes; that support stops.
    first, second, frozen, cost, patience : array, shape (draws, parties)
        As for `pourparler.methods.conflict.walk.Stakes`.

    Raises
    ------
    ValueError
        When shapes disagree or a chance lies outside 0 to 1.
    """

    steps: NDArray[np.int64]
    start: NDArray[np.int64]
    up: Array
    down: Array
    freezes: Array
    stops: Array
    first: Array
    second: Array
    frozen: Array
    cost: Array
    patience: Array

    def __post_init__(self) -> None:
        for name in ("steps", "start"):
            object.__setattr__(self, name, np.atleast_1d(np.asarray(getattr(self, name), dtype=np.int64)))
        for name in ("up", "down", "freezes", "stops"):
            chance = np.atleast_1d(np.asarray(getattr(self, name), dtype=np.float64))
            if chance.shape != self.steps.shape or not np.isfinite(chance).all() or ((chance < 0) | (chance > 1)).any():
                raise ValueError(f"{name} is a chance from 0 to 1 for each draw")
            object.__setattr__(self, name, chance)
        for name in ("first", "second", "frozen", "cost", "patience"):
            object.__setattr__(self, name, np.atleast_2d(np.asarray(getattr(self, name), dtype=np.float64)))
        if len({getattr(self, name).shape for name in ("first", "second", "frozen", "cost", "patience")}) != 1:
            raise ValueError("stakes have one shape (draws, parties)")
        if self.start.shape != self.steps.shape or len(self.first) != len(self.steps):
            raise ValueError("a dispute has one entry a draw throughout")
        if self.steps.min() < 2 or self.start.min() < 0 or (self.start > self.steps).any():
            raise ValueError("a dispute has 2 steps or more and stands between its ends")
        if (self.up + self.down > 1 + 1e-12).any():
            raise ValueError("the chances of the two sides to advance exceed 1 together")
        if not all(np.isfinite(one).all() for one in self._stakes()):
            raise ValueError("stakes must be finite numbers")

    @property
    def draws(self) -> int:
        """How many draws."""
        return len(self.steps)

    @property
    def parties(self) -> int:
        """How many parties."""
        return int(self.first.shape[1])

    def _stakes(self) -> tuple[Array, ...]:
        return self.first, self.second, self.frozen, self.cost, self.patience


@dataclass(frozen=True)
class Effects:
    """What measures change in a dispute; entries add up, and what changes nothing is 0.

    Parameters
    ----------
    odds, tempo, freezes : array, shape (effects, draws)
        Shift of the log-odds towards the first side; logarithm of the factor on the chance that anything moves; added
        chance of freezing.
    first, second, frozen, cost, patience : array, shape (effects, draws, parties)
        Added to the stakes.
    """

    odds: Array
    tempo: Array
    freezes: Array
    first: Array
    second: Array
    frozen: Array
    cost: Array
    patience: Array

    @classmethod
    def none(cls, effects: int, draws: int, parties: int) -> Effects:
        """Return effects that change nothing yet."""
        plain = [np.zeros((effects, draws)) for _ in range(3)]
        return cls(*plain, *(np.zeros((effects, draws, parties)) for _ in range(5)))


def dated(
    dispute: Dispute,
    effects: Effects,
    lasting: ArrayLike,
    stopped: ArrayLike | None = None,
    lengths: Sequence[int] = (),
    shift: ArrayLike | None = None,
    workers: int | None = None,
) -> Array:
    """Return what the dispute is worth to each party at the start of each stretch of time, for each variant.

    Parameters
    ----------
    dispute : Dispute
    effects : Effects
    lasting : array of int, shape (variants, stretches, effects)
        Which effects are in force in a stretch: 1 added, 0 as the dispute stands, -1 taken out of it.
    stopped : array of int, same shape, optional
        The same after support has stopped; the same as ``lasting`` when left out.
    lengths : sequence of int
        How many periods each stretch has but the last, which never ends.
    shift : array of int, shape (stretches, draws), optional
        How many steps towards the first side it stands from ``dispute.start`` at the start of a stretch; it stops at
        the ends.
    workers : int, optional
        Threads; as many as there are processors when left out. The result does not depend on it.

    Returns
    -------
    array, shape (variants, stretches, draws, parties)
        While support lasts.

    Raises
    ------
    ValueError
        When shapes disagree.
    EndlessError
        When it may never end and a party does not discount.

    Notes
    -----
    Backwards from the last stretch, which is solved for good (see `walk.values` and `support.supported` for the
    equations), a period at a time [1]_. Chances and patience that effects push out of 0 to 1 are held at the bound.

    .. [1] Bellman, R. (1957), Dynamic Programming, chapter 3.

    Examples
    --------
    The base of the leverage table of the theory, alone and with the own cost lowered from 0.005 to 0.002:

    >>> ends = dict(first=[[1, 0]], second=[[0, 1]], frozen=[[0, 0]], cost=[[0.005, 0.004]], patience=[[0.98, 0.98]])
    >>> base = Dispute([10], [5], [0.32], [0.32], [0], [0], **ends)
    >>> cheaper = Effects.none(1, 1, 2)
    >>> cheaper.cost[0, 0, 0] = -0.003
    >>> dated(base, cheaper, [[[0]], [[1]]])[:, 0, 0].round(4).tolist()
    [[0.144, 0.1677], [0.2152, 0.1677]]

    The same, starting four periods from now:

    >>> dated(base, cheaper, [[[0], [1]]], lengths=[4])[0, 0, 0].round(4).tolist()
    [0.2036, 0.1677]
    """
    from pourparler.methods.conflict.dated_kernels import backwards

    on = np.ascontiguousarray(lasting, dtype=np.int8)
    off = on if stopped is None else np.ascontiguousarray(stopped, dtype=np.int8)
    count, draws, parties = len(effects.odds), dispute.draws, dispute.parties
    if on.ndim != 3 or on.shape != off.shape or on.shape[2] != count or len(lengths) != on.shape[1] - 1:
        raise ValueError(
            "variants say for each stretch and effect whether it is in force; all stretches but one have a length"
        )
    if effects.odds.shape != (count, draws) or effects.cost.shape != (count, draws, parties):
        raise ValueError("effects have the draws and parties of the dispute")
    moved = np.zeros((on.shape[1], draws), dtype=np.int64) if shift is None else np.asarray(shift, dtype=np.int64)
    states = np.clip(dispute.start + moved, 0, dispute.steps)
    chances = np.stack([dispute.up, dispute.down, dispute.freezes, dispute.stops])
    stakes = np.stack([dispute.first, dispute.second, dispute.frozen, dispute.cost, dispute.patience])
    shifts = np.stack([effects.odds, effects.tempo, effects.freezes])
    added = np.stack([effects.first, effects.second, effects.frozen, effects.cost, effects.patience])
    spans = np.append(np.asarray(lengths, dtype=np.int64), 0)

    def part(rows: slice) -> Array:
        value = np.empty((*on.shape[:2], rows.stop - rows.start, parties))
        endless = backwards(
            dispute.steps[rows],
            np.ascontiguousarray(chances[:, rows]),
            np.ascontiguousarray(stakes[:, rows]),
            np.ascontiguousarray(shifts[:, :, rows]),
            np.ascontiguousarray(added[:, :, rows]),
            on,
            off,
            spans,
            np.ascontiguousarray(states[:, rows]),
            value,
        )
        if endless:
            draw, party = divmod(endless - 1, parties)
            raise EndlessError(rows.start + draw, party)
        return value

    work = len(on) * draws * parties * int(dispute.steps.max()) * (int(spans.sum()) + 3)
    threads = 1 if work < SERIAL else (workers or os.cpu_count() or 1)
    bounds = np.linspace(0, draws, min(threads, draws) + 1).astype(int)
    rows = [slice(int(low), int(high)) for low, high in itertools.pairwise(bounds)]
    if len(rows) == 1:
        return part(rows[0])
    with ThreadPoolExecutor(len(rows)) as pool:
        return np.concatenate(list(pool.map(part, rows)), axis=2)
