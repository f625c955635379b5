"""Whether an agreement holds by itself in each draw, date by date, and what would make it hold."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from pourparler.analysis.durability.credible import chance_of
from pourparler.analysis.durability.design import Design
from pourparler.case.measures import Guarantee
from pourparler.methods.commitment.guarantee import least_guarantee
from pourparler.methods.commitment.margin import DatedPath, breaking, keeping

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]
HALVINGS = 11
"""The least chance of being seen is found to one part in two thousand."""
SMALL = 1e-9
"""A margin of no more than this below 0 is 0."""


class Dispute(Protocol):
    """What the dispute is worth if it starts again, which an agreement is kept against."""

    def fallback(self, design: Design, acting: frozenset[str]) -> Array:
        """Return that worth in each period, when some guarantees act: (draws, parties, periods)."""


@dataclass(frozen=True)
class Held:
    """An agreement against the dispute that would follow its breach.

    Parameters
    ----------
    design : Design
    dispute : Dispute
    at_once : str, optional
        An issue to be taken as settled from the first phase on, as the last phase settles it.
    """

    design: Design
    dispute: Dispute
    at_once: str | None = None
    _fallbacks: dict[frozenset[str], Array] = field(default_factory=dict, repr=False)

    def fallback(self, *acting: str) -> Array:
        """Return what the dispute is worth when some guarantees act: (draws, parties, periods)."""
        key = frozenset(acting)
        if key not in self._fallbacks:
            self._fallbacks[key] = self.dispute.fallback(self.design, key)
        return self._fallbacks[key]

    def settling(self, issue: str) -> Held:
        """Return the same agreement with an issue settled from the first phase on."""
        return replace(self, at_once=issue)

    @cached_property
    def flow(self) -> Array:
        """What a period under the agreement is worth: (draws, parties, periods)."""
        design = self.design
        worth = design.by_phase(design.worth(self.at_once))
        flow: Array = worth * (1 - design.patience)[:, :, None]
        if design.ends is not None:
            # what follows the last day is worth the dispute that resumes, or what the agreement says holds then
            on = design.calendar.in_force(None, design.ends)
            after = self._afterwards * (1 - design.patience)[:, :, None]
            flow = flow * on + after * (1 - on)
        return flow

    @cached_property
    def _afterwards(self) -> Array:
        after, dispute = self.design.worth_after(), self.fallback()
        if after is None:
            return dispute
        # Once it has ended nobody breaks anything by resuming the dispute, so it resumes where one does better by it.
        resumes = (dispute > after[:, :, None] + SMALL).any(axis=1, keepdims=True)
        return np.where(resumes, dispute, after[:, :, None])

    @cached_property
    def gains(self) -> Array:
        """What a breach brings for each period in which it is not seen: (draws, parties, periods)."""
        design = self.design
        found = design.by_phase(design.tempted("gains"))
        return found * design.calendar.in_force(None, design.ends)

    @cached_property
    def forfeits(self) -> Array:
        """What a party loses of what is held for it once its breach is seen: (draws, parties, periods)."""
        design = self.design
        found = design.by_phase(design.tempted("forfeits"))
        return found * design.calendar.in_force(None, design.ends)

    def path(self, fallback: Array, extra: Array | float = 0.0) -> DatedPath:
        """Return the agreement as the methods take it."""
        tempting = self.flow + self.gains + extra
        return DatedPath(self.flow, tempting, fallback - self.forfeits, self.design.patience)

    def hidden(self, fallback: Array, seen: Array | None = None, extra: Array | float = 0.0) -> Array:
        """Return what breaking without saying so is worth in each period: (draws, parties, periods)."""
        return breaking(self.path(fallback, extra), self.seen if seen is None else seen)

    def openly(self, fallback: Array) -> Array:
        """Return what breaking in the open is worth in each period: the dispute, at once, less what is held."""
        return fallback - self.forfeits

    def breaking(self, fallback: Array) -> Array:
        """Return what breaking is worth in each period, in the open or not, whichever is worth more."""
        return np.maximum(self.hidden(fallback), self.openly(fallback))

    @cached_property
    def seen(self) -> Array:
        """The chance per period that a breach is seen: (draws, parties, periods)."""
        return np.broadcast_to(self.design.seen, self.flow.shape)

    @cached_property
    def keeping(self) -> Array:
        """What keeping is worth in each period: (draws, parties, periods)."""
        return keeping(self.path(self.fallback()))

    @cached_property
    def unguaranteed(self) -> Array:
        """The margin of keeping over breaking without any guarantee: (draws, parties, periods)."""
        return self.keeping - self.breaking(self.fallback())

    @cached_property
    def biting(self) -> tuple[Guarantee, ...]:
        """The guarantees of the agreement that change something in the dispute."""
        return tuple(one for one in self.design.guarantees if one.changes)

    @cached_property
    def chances(self) -> Mapping[str, Array]:
        """The chance that each biting guarantee is acted on, where it is judged: id to (draws,)."""
        found = {one.id: chance_of(self.design.arrays.drawn, one) for one in self.biting}
        return {name: chance for name, chance in found.items() if chance is not None}

    def reaches(self, guarantee: Guarantee) -> Array:
        """Return the part of each period in which a guarantee answers a breach by each party: (parties, periods).

        It answers those against whom acting on it works: whose costs, patience or ends it changes, and the other side
        of one whose odds it changes; never the party it protects.
        """
        inside = self.design.guaranteed(guarantee)
        conflict = self.design.arrays.case.conflict
        sides = {side.party for side in conflict.sides} if conflict is not None else set()
        met = {effect.party for effect in guarantee.changes}
        if any(effect.odds is not None or effect.tempo is not None for effect in guarantee.changes):
            met |= sides
        answered = [party in met and party != guarantee.beneficiary for party in self.design.parties]
        return np.array(answered, dtype=np.float64)[:, None] * inside

    @cached_property
    def expected(self) -> Array:
        """What the dispute is expected to be worth with every guarantee acted on as often as judged."""
        judged = [one for one in self.biting if one.id in self.chances]
        whole = np.zeros(self.flow.shape)
        for acting in itertools.product((False, True), repeat=len(judged)):
            weight = np.ones(self.flow.shape)
            for guarantee, acts in zip(judged, acting, strict=True):
                chance = self.chances[guarantee.id][:, None, None] * self.reaches(guarantee)
                weight = weight * (chance if acts else 1 - chance)
            if weight.any():
                chosen = (one.id for one, acts in zip(judged, acting, strict=True) if acts)
                whole += weight * self.fallback(*chosen)
        return whole

    @cached_property
    def margin(self) -> Array:
        """The margin of keeping over breaking with every guarantee acted on as often as judged."""
        return self.keeping - self.breaking(self.expected)

    def in_time(self, margin: Array) -> Array:
        """Return a margin without the periods after the agreement has ended."""
        whole = self.design.calendar.in_force(None, self.design.ends)
        return margin[:, :, whole > 0]

    def holds(self, margin: Array) -> Mask:
        """Tell in which draws a margin is nowhere below 0: (draws,)."""
        return np.asarray((self.in_time(margin) >= -SMALL).all(axis=(1, 2)))

    def kept_by(self, party: int, margin: Array) -> Mask:
        """Tell in which draws a margin is nowhere below 0 for one party: (draws,)."""
        return np.asarray((self.in_time(margin)[:, party] >= -SMALL).all(axis=1))

    def needed(self, guarantee: Guarantee, seen: Array | None = None) -> Array:
        """Return the chance of being acted on that makes one guarantee, alone, hold the agreement: (draws,).

        Above 1, or infinite, where it cannot.

        Parameters
        ----------
        guarantee : Guarantee
        seen : array, shape (draws, 1, periods), optional
            Another chance per period that a breach is seen than the one on file.
        """
        least = self.needed_by_date(guarantee, seen)
        return np.asarray(self.in_time(least).max(axis=(1, 2)))

    def needed_by_date(self, guarantee: Guarantee, seen: Array | None = None) -> Array:
        """Return that chance for each party and period: (draws, parties, periods)."""
        free = self.fallback()
        answered = free - self.reaches(guarantee) * (free - self.fallback(guarantee.id))
        sight = self.seen if seen is None else np.broadcast_to(seen, self.flow.shape)
        needed = np.zeros(self.flow.shape)
        for breaks, met in (
            (self.hidden(free, sight), self.hidden(answered, sight)),
            (self.openly(free), self.openly(answered)),
        ):
            keeps = np.where(self.keeping >= breaks - SMALL, breaks, self.keeping)
            needed = np.maximum(needed, least_guarantee(keeps, breaks, met))
        return needed

    def against(self, dispute: Dispute) -> Held:
        """Return the same agreement against a dispute that differs only once guarantors act."""
        return replace(self, dispute=dispute, _fallbacks={frozenset(): self.fallback()})

    @cached_property
    def deposit(self) -> Array:
        """What would have to be held for each party, beside what is, so that it keeps to it: (draws, parties)."""
        found = np.zeros(self.flow.shape[:2])
        for way in (self.hidden, self.openly):
            breaks = way(self.expected)
            bite = self.in_time(breaks - way(self.expected - 1.0))
            short = np.maximum(self.in_time(breaks - self.keeping), 0.0)
            needed = np.where(short > SMALL, np.where(bite > SMALL, short / np.maximum(bite, SMALL), np.inf), 0.0)
            found = np.maximum(found, needed.max(axis=2))
        return found

    @cached_property
    def bite(self) -> Array:
        """How much a point held for a party takes from breaking, where that is least: (draws, parties)."""
        bite = self.hidden(self.expected) - self.hidden(self.expected - 1.0)
        return np.asarray(self.in_time(bite).min(axis=2))

    @cached_property
    def least_seen(self) -> Array:
        """The chance of being seen, the same on every date, from which each party keeps it: (draws, parties).

        Infinite where even certain discovery does not, or where breaking in the open pays as well.
        """

        def kept(chance: Array) -> Mask:
            seen = np.broadcast_to(chance[:, :, None], self.flow.shape)
            margin = self.keeping - self.hidden(self.expected, seen)
            return np.asarray((self.in_time(margin) >= -SMALL).all(axis=2))

        low, high = np.zeros(self.flow.shape[:2]), np.ones(self.flow.shape[:2])
        possible, always = kept(high), kept(low)
        for _ in range(HALVINGS):
            middle = (low + high) / 2
            enough = kept(middle)
            low, high = np.where(enough, low, middle), np.where(enough, middle, high)
        stays = (self.in_time(self.keeping - self.openly(self.expected)) >= -SMALL).all(axis=2)
        return np.where(possible & stays, np.where(always, 0.0, high), np.inf)

    def bears(self, phase: int) -> Array:
        """Return by how much what a breach in a phase brings a period could grow before it pays: (draws, parties).

        Below 0: by how much it would have to be smaller; minus infinity where breaking in the open pays as well.
        """
        levels = np.zeros(len(self.design.phases))
        levels[phase] = 1.0
        step = self.design.by_phase(levels) * self.design.calendar.in_force(None, self.design.ends)
        without = self.hidden(self.expected)
        more = self.in_time(self.hidden(self.expected, extra=step) - without)
        margin = self.in_time(self.keeping - without)
        room = np.where(more > SMALL, margin / np.maximum(more, SMALL), np.inf).min(axis=2)
        stays = (self.in_time(self.keeping - self.openly(self.expected)) >= -SMALL).all(axis=2)
        return np.where(stays, room, -np.inf)
