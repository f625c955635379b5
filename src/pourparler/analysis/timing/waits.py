"""What waiting one period gains or costs each party at the table, over the draws of a case."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from pourparler.analysis.process import Process
from pourparler.analysis.timing.standing import InForce, Standing, in_force
from pourparler.analysis.timing.way_out import WayOut
from pourparler.case.measures import Measure
from pourparler.methods.conflict.dated import dated
from pourparler.methods.timing.waiting import Bargain, Outlook, Waiting, waiting

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]
COMING = ("promised", "decided")
"""Measures of this status are counted as coming; what is only mooted is looked at by itself."""
MOST_DOUBTED = 8
"""With more measures than this that others only partly reckon with, what they reckon with is not followed."""
MOVES = (-1, 0, 1)
SMALL = 1e-6
"""A gain of no more than this over no deal, in points, leaves nothing to share."""


@dataclass(frozen=True)
class Waits:
    """The panel: four parts for each principal, in the draws in which a package passes.

    Parameters
    ----------
    course : Process
    way_out : WayOut
        With packages valued and the principals' stakes in the dispute on file.
    """

    course: Process
    way_out: WayOut

    @property
    def parties(self) -> tuple[str, ...]:
        """The principals, in order of id."""
        return self.way_out.arrays.known

    @cached_property
    def places(self) -> list[int]:
        """Where they stand among the parties of the course."""
        return [self.course.parties.index(party) for party in self.parties]

    @cached_property
    def rows(self) -> NDArray[np.intp]:
        """The draws in which a package gives every principal more than no agreement."""
        nash, floor = self.way_out.nash, self.way_out.followed
        if nash is None or floor is None:
            return np.empty(0, dtype=np.intp)
        return np.flatnonzero((np.nan_to_num(nash, nan=-np.inf) - floor > SMALL).all(axis=1))

    # ------------------------------------------------------------------ support

    def reckoned(self, measure: Measure) -> Array | None:
        """Return how far the others reckon with a measure, 0 to 1: (draws,); ``None`` where that is not on file."""
        path = f"measures.{measure.id}.believed"
        if path in self.course.drawn:
            return self.course.drawn[path]
        return None if measure.anticipated is None else np.full(self.course.drawn.draws, float(measure.anticipated))

    @cached_property
    def ahead(self) -> tuple[Measure, ...]:
        """The measures with an effect in numbers, not delivered yet, that change the dispute without agreement."""
        return tuple(
            one for one in self.course.measures if one.status != "delivered" and one.after_agreement != "starts"
        )

    @cached_property
    def coming(self) -> tuple[Measure, ...]:
        """Those that are promised or decided and of which it is on file how far the others reckon with them."""
        return tuple(one for one in self.ahead if one.status in COMING and self.reckoned(one) is not None)

    @cached_property
    def doubted(self) -> tuple[Measure, ...]:
        """Those of them that the others do not wholly reckon with."""
        return tuple(one for one in self.coming if (self._share(one) < 1).any())

    def _share(self, measure: Measure) -> Array:
        found = self.reckoned(measure)
        return np.ones(self.course.drawn.draws) if found is None else found

    @property
    def followed(self) -> bool:
        """Whether what the others reckon with can be followed."""
        return len(self.doubted) <= MOST_DOUBTED

    def _sets(self) -> Iterator[tuple[frozenset[str], tuple[bool, ...]]]:
        """Yield the measures that come, with every choice of the doubted ones; all of them first."""
        sure = {one.id for one in self.coming} - {one.id for one in self.doubted}
        choices = itertools.product((True, False), repeat=len(self.doubted)) if self.followed else [()]
        for choice in choices:
            chosen = {one.id for one, taken in zip(self.doubted, choice, strict=False) if taken}
            whole = {one.id for one in self.coming} if not self.followed else sure | chosen
            yield frozenset(whole), choice

    # ------------------------------------------------------------------ one period on

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        return tuple(sorted({0, 1, *self.course.starts}))

    def _worth(self, toggled: Collection[str], move: int, *, stopped: bool) -> tuple[Array, Array]:
        """Return what no agreement is worth now and one period on, after a move of the dispute: (draws, principals)."""
        lasting, without = (self.course.signs(toggled, stopped=gone, starts=self._starts) for gone in (stopped, True))
        shift = np.zeros((len(self._starts), self.course.drawn.draws), dtype=np.int64)
        shift[1:] = move
        lengths = [after - start for start, after in itertools.pairwise(self._starts)]
        dispute = self.course.dispute
        found = dated(dispute, self.course.effects, lasting[None], without[None], lengths, shift)[0]
        floor = self.course.giving_in([toggled])[0]
        going = (dispute.start + move > 0) & (dispute.start + move < dispute.steps)
        later = np.where(going[:, None], np.maximum(found[1], floor), found[1])
        return np.maximum(found[0], floor)[:, self.places], later[:, self.places]

    def _states(self, toggled: Collection[str]) -> tuple[Array, Array]:
        """Return the same for every outcome: (draws, principals), (draws, outcomes, principals)."""
        lasting = [self._worth(toggled, move, stopped=False) for move in MOVES]
        stopped = [self._worth(toggled, move, stopped=True) for move in MOVES]
        frozen = self.course.dispute.frozen[:, self.places]
        later = [*(one[1] for one in lasting), *(one[1] for one in stopped), frozen]
        return lasting[1][0], np.stack(later, axis=1)

    @cached_property
    def priced(self) -> tuple[tuple[Array, Array], tuple[Array, Array]]:
        """No-deal values with all that comes, and with what the others reckon with of it: now, and a period on."""
        whole: tuple[Array, Array] | None = None
        now, later = np.zeros((1, 1)), np.zeros((1, 1, 1))
        soon = [self.course.run(one)[0] <= 1 for one in self.doubted]
        for toggled, choice in self._sets():
            states = self._states(toggled)
            whole = states if whole is None else whole
            share, share_later = np.ones(self.course.drawn.draws), np.ones(self.course.drawn.draws)
            for measure, taken, seen in zip(self.doubted, choice, soon, strict=False):
                known = self._share(measure)
                share = share * (known if taken else 1 - known)
                # what is there by then is seen by all
                share_later = share_later * (float(taken) if seen else known if taken else 1 - known)
            now = now + share[:, None] * states[0]
            later = later + share_later[:, None, None] * states[1]
        if whole is None:
            raise LookupError("no set of measures")
        return whole, (now, later)

    @cached_property
    def now(self) -> InForce:
        """What holds in the first period, with what comes."""
        return in_force(self.course, self.course.signs({one.id for one in self.coming})[0])

    def _chances(self, up: Array, down: Array) -> Array:
        """Return the chances of the outcomes: (draws, outcomes)."""
        halt, stops = self.now.freezes, self.course.dispute.stops
        steps = np.stack([down, 1 - up - down, up], axis=1) * (1 - halt)[:, None]
        return np.concatenate([steps * (1 - stops)[:, None], steps * stops[:, None], halt[:, None]], axis=1)

    @cached_property
    def outlook(self) -> Outlook:
        """What one period may bring, as we judge it, in `rows`."""
        dispute, rows = self.course.dispute, self.rows
        now, later = self.priced[0]
        ends = np.stack([dispute.start + move for move in MOVES], axis=1)
        ended = (ends <= 0) | (ends >= dispute.steps[:, None])
        ended = np.concatenate([ended, ended, np.ones((len(ended), 1), dtype=np.bool_)], axis=1)
        chances = self._chances(self.now.up, self.now.down)
        cost, patience = self.now.cost[:, self.places], self.now.patience[:, self.places]
        return Outlook(now[rows], later[rows], ended[rows], chances[rows], cost[rows], patience[rows])

    # ------------------------------------------------------------------ beliefs

    def belief_paths(self, holder: str) -> tuple[str, ...]:
        """Return the paths of what a party would have to be known to hold: each other side's chance to advance.

        None of whom the case is prepared for: what the case judges is what that party holds, where it says no other.
        """
        if holder == self.course.case.prepared_for:
            return ()
        return tuple(f"beliefs.{holder}.{side}.advances" for side in self.course.sides if side != holder)

    @cached_property
    def believing(self) -> tuple[str, ...]:
        """The principals of whom it is on file what they hold."""
        return tuple(
            party for party in self.parties if all(path in self.course.drawn for path in self.belief_paths(party))
        )

    @cached_property
    def _own_chances(self) -> Array:
        """The chances of the outcomes as each principal sees them: (draws, principals, outcomes); nan where unknown."""
        drawn, dispute = self.course.drawn, self.course.dispute
        found = np.full((drawn.draws, len(self.parties), 2 * len(MOVES) + 1), np.nan)
        for place, party in enumerate(self.parties):
            if party not in self.believing:
                continue
            up, down = (
                drawn.get(f"beliefs.{party}.{side}.advances", judged)
                for side, judged in zip(self.course.sides, (dispute.up, dispute.down), strict=True)
            )
            seen = replace(self.course, dispute=replace(dispute, up=up, down=down))
            holds = in_force(seen, self.course.signs({one.id for one in self.coming})[0])
            found[:, place] = self._chances(holds.up, holds.down)
        return found

    # ------------------------------------------------------------------ the panel

    @cached_property
    def bargain(self) -> Bargain:
        """Terms around the Nash pick of each of `rows`."""
        nash = self.way_out.nash
        if nash is None:
            raise LookupError("packages cannot be valued")
        # around the pick as things stand; what comes moves the terms from there along the same plane
        floor = self.way_out.followed
        return Bargain.at(nash[self.rows], floor[self.rows] if floor is not None else nash[self.rows])

    @cached_property
    def parts(self) -> Waiting:
        """The four parts, in `rows`."""
        rows, (now, later) = self.rows, self.priced[1]
        kept, kept_later = self._kept
        return waiting(self.bargain, self.outlook, self._own_chances[rows], now[rows], later[rows], kept, kept_later)

    @property
    def _kept(self) -> tuple[Mask | None, Mask | None]:
        """Whether an agreement made now, and a period later, is kept, in `rows`.

        Where none on file is kept at either time, waiting changes nothing in that: it is no reason to wait.
        """
        now, later = self.way_out.holds_now, self.way_out.holds_later
        if now is None or later is None:
            return None, None
        return (now | ~later)[self.rows], (later | ~now)[self.rows]

    # ------------------------------------------------------------------ one measure by itself

    def until(self, measure: Measure) -> int | None:
        """Return in how many periods a measure would be in force; ``None`` without a date."""
        return None if measure.since is None else self.course.run(measure)[0]

    def moves(self, measure: Measure) -> Array:
        """Return by how much terms would move once it is in force and all reckon with it: (rows, principals)."""
        started = self._started(measure)
        without, having = started.no_deal([(), (measure.id,)])[:, self.rows][:, :, self.places]
        found: Array = self.bargain.terms(having) - self.bargain.terms(without)
        return found

    def _started(self, measure: Measure) -> Process:
        """Return the course as if the measure began now and ran as long as it would."""
        by = None if measure.since is None else measure.since - self.course.calendar.today
        until = measure.until if by is None or measure.until is None else measure.until - by
        begun = measure.model_copy(update={"since": None, "until": until})
        measures = tuple(begun if one.id == measure.id else one for one in self.course.case.measures)
        return replace(self.course, case=self.course.case.model_copy(update={"measures": measures}))

    @cached_property
    def _lasting(self) -> Array:
        """How likely the dispute is still going on after 0, 1, ... periods, in `rows`: (rows, periods + 1)."""
        return Standing(self.course).lasting[self.rows]

    def waste_until(self, periods: int) -> Array:
        """Return what waiting so many periods costs by shared beliefs, below 0: (rows, principals).

        A period costs what the first one does, for as long as the dispute is still going on.
        """
        patience = self.outlook.patience
        paid = np.zeros(patience.shape)
        for period in range(periods):
            paid = paid + patience**period * self._lasting[:, period, None]
        found: Array = self.parts.waste * paid
        return found

    def first_then_talks(self, measure: Measure) -> Array | None:
        """Return what waiting until a measure is there gains over talking now: (rows, principals).

        What the others do not reckon with yet of how it moves terms, later and if the dispute still goes on, less what
        waiting costs. ``None`` where its date, or how far the others reckon with it, is not on file.
        """
        periods, share = self.until(measure), self.reckoned(measure)
        if periods is None or share is None:
            return None
        there = self.outlook.patience**periods * self._lasting[:, periods, None]
        later = there * (1 - share[self.rows])[:, None] * self.moves(measure)
        found: Array = later + self.waste_until(periods)
        return found


def sides_first(course: Process, listed: Sequence[str]) -> tuple[str, ...]:
    """Return the two sides in the order in which the case lists parties."""
    return tuple(sorted(course.sides, key=listed.index))
