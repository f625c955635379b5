"""Where the dispute stands: who would rather give in than go on alone, and how long it may stay undecided."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from pourparler.analysis.process import Process, Signs
from pourparler.methods.conflict.terms import shifted
from pourparler.methods.conflict.walk import Stakes, Walk
from pourparler.methods.timing.occupancy import going_on, occupancy, undecided
from pourparler.methods.timing.region import Region, hurting_region

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]
HALVINGS = 12
"""The cost at which a side turns is found to one part in four thousand of what there is to lose."""


@dataclass(frozen=True)
class InForce:
    """What holds in a period under some measures: chances (draws,), stakes (draws, parties)."""

    up: Array
    down: Array
    freezes: Array
    first: Array
    second: Array
    cost: Array
    patience: Array


def in_force(course: Process, signs: Signs) -> InForce:
    """Return what holds while some measures are added to, or taken out of, the dispute as it stands.

    Parameters
    ----------
    course : Process
    signs : array of int, shape (measures,)
        1 added, 0 as the dispute stands, -1 taken out.
    """
    dispute, effects = course.dispute, course.effects
    sign = signs.astype(np.float64)
    moves, tempo = dispute.up + dispute.down, np.exp(sign @ effects.tempo)
    scale = np.minimum(1.0, moves * tempo) / np.where(moves > 0, moves, 1.0)
    up, down = shifted(dispute.up * scale, dispute.down * scale, sign @ effects.odds)

    def added(stakes: Array, change: Array) -> Array:
        found: Array = stakes + np.einsum("m,mdp->dp", sign, change)
        return found

    return InForce(
        up,
        down,
        np.clip(dispute.freezes + sign @ effects.freezes, 0.0, 1.0),
        added(dispute.first, effects.first),
        added(dispute.second, effects.second),
        added(dispute.cost, effects.cost),
        np.clip(added(dispute.patience, effects.patience), 0.0, 1.0),
    )


@dataclass(frozen=True)
class Standing:
    """The two sides in the dispute as it stands, over draws.

    Parameters
    ----------
    course : Process
    """

    course: Process

    @property
    def draws(self) -> int:
        """How many draws."""
        return self.course.drawn.draws

    @cached_property
    def places(self) -> NDArray[np.intp]:
        """Where the two sides stand among the parties of the course."""
        return np.array([self.course.parties.index(side) for side in self.course.sides], dtype=np.intp)

    @cached_property
    def now(self) -> InForce:
        """What holds in the first period."""
        return in_force(self.course, self.course.signs()[0])

    @cached_property
    def concede(self) -> Array:
        """What giving in is worth to each side: (draws, 2)."""
        found: Array = self.course.giving_in()[0][:, self.places]
        return found

    @cached_property
    def _groups(self) -> tuple[NDArray[np.intp], ...]:
        """The draws with as many steps between the ends, together: a walk has one length."""
        steps = self.course.dispute.steps
        return tuple(np.flatnonzero(steps == one) for one in np.unique(steps))

    def _walk(self, rows: NDArray[np.intp], holds: InForce) -> Walk:
        dispute = self.course.dispute
        steps = int(dispute.steps[rows[0]])
        return Walk(steps, dispute.start[rows], holds.up[rows], holds.down[rows], holds.freezes[rows])

    def _region(self, rows: NDArray[np.intp], cost: Array) -> Region:
        mine, dispute = np.ix_(rows, self.places), self.course.dispute
        stakes = Stakes(
            self.now.first[mine], self.now.second[mine], dispute.frozen[mine], cost[rows], self.now.patience[mine]
        )
        return hurting_region(self._walk(rows, self.now), stakes, self.concede[rows])

    @cached_property
    def _regions(self) -> tuple[Region, ...]:
        return tuple(self._region(rows, self.now.cost[:, self.places]) for rows in self._groups)

    @cached_property
    def hurts(self) -> Mask:
        """Where each side would rather give in than go on by itself, as things stand: (draws, 2)."""
        return self._hurting_at(self._regions)

    def _hurting_at(self, regions: tuple[Region, ...]) -> Mask:
        found = np.zeros((self.draws, 2), dtype=np.bool_)
        for rows, region in zip(self._groups, regions, strict=True):
            start = self.course.dispute.start[rows]
            found[rows] = region.hurting[np.arange(len(rows)), :, start]
        return found

    @cached_property
    def margin(self) -> Array:
        """What going on alone is worth above giving in, in points; below 0 where it hurts: (draws, 2)."""
        found = np.empty((self.draws, 2))
        now, dispute = self.now, self.course.dispute
        for rows, region in zip(self._groups, self._regions, strict=True):
            count, start = np.arange(len(rows)), dispute.start[rows]
            below, here, above = (region.value[count, :, start + move] for move in (-1, 0, 1))
            up, down, halt = (one[rows][:, None] for one in (now.up, now.down, now.freezes))
            later = (1 - halt) * (down * below + (1 - up - down) * here + up * above)
            mine = np.ix_(rows, self.places)
            later += halt * dispute.frozen[mine]
            found[rows] = now.patience[mine] * later - now.cost[mine] - self.concede[rows]
        return found

    def by_state(self) -> tuple[tuple[int, int, tuple[int, int, int]], ...]:
        """Return the states from where it stands: the move towards the first side's end; in how many draws neither has
        prevailed there; in how many of these the first side, the second, and both would rather give in."""
        dispute = self.course.dispute
        low, high = int((1 - dispute.start).min()), int((dispute.steps - 1 - dispute.start).max())
        found = []
        for move in range(low, high + 1):
            inside, counted = 0, np.zeros(3, dtype=np.int64)
            for rows, region in zip(self._groups, self._regions, strict=True):
                state = dispute.start[rows] + move
                open_ = np.flatnonzero((state > 0) & (state < dispute.steps[rows]))
                there = region.hurting[open_, :, state[open_]]
                inside += len(open_)
                counted += [there[:, 0].sum(), there[:, 1].sum(), there.all(axis=1).sum()]
            found.append((move, inside, (int(counted[0]), int(counted[1]), int(counted[2]))))
        return tuple(found)

    @cached_property
    def turning_cost(self) -> Array:
        """The cost of a period at which each side would begin to rather give in, in points: (draws, 2).

        Minus infinity where it would at any cost, infinity where it would at none that was tried.
        """
        now = self.now
        gap = np.abs(now.first - now.second).max(axis=1)[:, None] + np.ones((1, 2))
        low, high = -gap, gap.copy()
        always = self._hurting_at(tuple(self._region(rows, low) for rows in self._groups))
        never = ~self._hurting_at(tuple(self._region(rows, high) for rows in self._groups))
        for _ in range(HALVINGS):
            middle = (low + high) / 2
            hurts = self._hurting_at(tuple(self._region(rows, middle) for rows in self._groups))
            low, high = np.where(hurts, low, middle), np.where(hurts, middle, high)
        found: Array = np.where(always, -np.inf, np.where(never, np.inf, high))
        return found

    @cached_property
    def _courses(self) -> tuple[Array, Array, Array]:
        """Still going on, and undecided, after 0, 1, ... periods; and what has been spent by the horizon."""
        course, horizon = self.course, self.course.conflict.horizon
        going, open_ = np.empty((self.draws, horizon + 1)), np.empty((self.draws, horizon + 1))
        spent = np.zeros((self.draws, len(course.parties)))
        bounds = (*course.starts, horizon)
        signs = course.signs()
        at: dict[int, Array | None] = dict.fromkeys(range(len(self._groups)))
        for stretch, (start, after) in enumerate(itertools.pairwise(bounds)):
            holds = in_force(course, signs[stretch])
            for number, rows in enumerate(self._groups):
                states = occupancy(self._walk(rows, holds), after - start, at[number])
                at[number] = states[:, -1]
                going[rows, start : after + 1] = going_on(states)
                open_[rows, start : after + 1] = undecided(states)
            spent += going[:, start:after].sum(axis=1)[:, None] * holds.cost
        return going, open_, spent

    @property
    def lasting(self) -> Array:
        """How likely it is still going on after 0, 1, ... periods: (draws, horizon + 1)."""
        return self._courses[0]

    @property
    def undecided(self) -> Array:
        """How likely neither side has prevailed after 0, 1, ... periods: (draws, horizon + 1); frozen is undecided."""
        return self._courses[1]

    @property
    def spent(self) -> Array:
        """What the horizon is expected to cost each party while the dispute goes on, in points: (draws, parties)."""
        return self._courses[2]
