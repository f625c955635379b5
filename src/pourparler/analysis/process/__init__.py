"""The course of the dispute without agreement, over the draws of a case: what it is worth to whom, and when."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from pourparler.analysis.process.calendar import Calendar
from pourparler.analysis.process.effects import effects_of
from pourparler.analysis.process.missing import complete_parties, missing
from pourparler.analysis.process.worth import Array, Worth
from pourparler.case.conflict import Conflict, Side
from pourparler.case.measures import Guarantee, Measure
from pourparler.case.model import Case
from pourparler.case.parties import Role
from pourparler.case.sampling import Draws
from pourparler.methods.conflict.dated import Dispute, Effects, dated

Signs = NDArray[np.int8]


@dataclass(frozen=True)
class Process:
    """A conflict of which everything is on file.

    Use `process` to get one. Parties are in order of id, and so are measures; the first side is the one whose id comes
    first, so that order and names in the file change nothing.

    Parameters
    ----------
    case : Case
    conflict : Conflict
    drawn : Draws
    parties : tuple of str
        Those whose stakes are on file, the two sides among them.
    dispute : Dispute
        As it stands.
    calendar : Calendar
    """

    case: Case
    conflict: Conflict
    drawn: Draws
    parties: tuple[str, ...]
    dispute: Dispute
    calendar: Calendar

    @property
    def sides(self) -> tuple[str, str]:
        """The two between which the dispute moves, in order of id."""
        first, second = sorted(side.party for side in self.conflict.sides)
        return first, second

    @cached_property
    def measures(self) -> tuple[Measure, ...]:
        """The measures with an effect in numbers, in order of id."""
        return tuple(sorted((one for one in self.case.measures if one.changes), key=lambda one: one.id))

    @cached_property
    def effects(self) -> Effects:
        """What they change."""
        return effects_of(self.measures, self.drawn, self.parties, self.sides)

    def run(self, measure: Measure) -> tuple[int, int]:
        """Return the first period of a measure and the one after its last; undated measures run from now on."""
        since = 0 if measure.since is None else self.calendar.at(measure.since)
        until = self.calendar.horizon if measure.until is None else self.calendar.after(measure.until)
        return since, max(since, until)

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """The periods in which the stretches without change start."""
        return self.calendar.stretches(period for measure in self.measures for period in self.run(measure))

    @property
    def lengths(self) -> tuple[int, ...]:
        """How many periods each stretch has, but the last."""
        return tuple(after - start for start, after in zip(self.starts, self.starts[1:], strict=False))

    def signs(
        self,
        toggled: Collection[str] = (),
        *,
        agreed: bool = False,
        stopped: bool = False,
        starts: Sequence[int] | None = None,
    ) -> Signs:
        """Return which measures are in force in each stretch: 1 added, 0 as the dispute stands, -1 taken out of it.

        Parameters
        ----------
        toggled : collection of str
            Measures to turn over: those not delivered are added, delivered ones taken out.
        agreed : bool
            Whether there is an agreement: then measures that end with one are out, those that start with one in.
        stopped : bool
            Whether support has stopped.
        starts : sequence of int, optional
            The periods in which the stretches start; `Process.starts` when left out.
        """
        begin = self.starts if starts is None else starts
        found = np.zeros((len(begin), len(self.measures)), dtype=np.int8)
        for number, measure in enumerate(self.measures):
            since, until = self.run(measure)
            held = (measure.id in toggled) != (measure.status == "delivered")
            if agreed:
                held = held and measure.after_agreement != "ends"
            elif measure.after_agreement == "starts":
                held = False
            if stopped and measure.may_stop:
                held = False
            for stretch, period in enumerate(begin):
                # What runs to the horizon is not known to end there.
                running = since <= period and (period < until or until >= self.calendar.horizon)
                found[stretch, number] = int(held and running) - int(measure.status == "delivered")
        return found

    def going_on(self, variants: Iterable[Collection[str]] = ((),), *, agreed: bool = False) -> Array:
        """Return what going on is worth now, before giving in, for each set of measures turned over.

        Returns
        -------
        array, shape (variants, draws, parties)
        """
        chosen = [frozenset(variant) for variant in variants]
        lasting = np.array([self.signs(variant, agreed=agreed) for variant in chosen])
        stopped = np.array([self.signs(variant, agreed=agreed, stopped=True) for variant in chosen])
        value: Array = dated(self.dispute, self.effects, lasting, stopped, self.lengths)[:, 0]
        return value

    def giving_in(self, variants: Iterable[Collection[str]] = ((),), *, agreed: bool = False) -> Array:
        """Return what giving in now is worth to each side, for each set of measures; minus infinity for other parties.

        Returns
        -------
        array, shape (variants, draws, parties)
        """
        chosen = [frozenset(variant) for variant in variants]
        value = np.full((len(chosen), self.drawn.draws, len(self.parties)), -np.inf)
        now = np.array([self.signs(variant, agreed=agreed)[0] for variant in chosen], dtype=np.float64)
        for own, other in (self.sides, self.sides[::-1]):
            place = self.parties.index(own)
            side = self._side(own)
            worth = Worth(self.case, self.drawn)
            held = worth.settled(side.concedes or self._side(other).prevails)
            change = self.effects.second if own == self.sides[0] else self.effects.first
            value[:, :, place] = worth.of(own, held) + np.einsum("vm,md->vd", now, change[:, :, place])
        return value

    def no_deal(self, variants: Iterable[Collection[str]] = ((),), *, agreed: bool = False) -> Array:
        """Return what no agreement is worth now: the better of going on and giving in.

        Returns
        -------
        array, shape (variants, draws, parties)

        Notes
        -----
        Giving in is a floor under going on; see `giving_in`, and compare the two to see whether it binds.
        """
        chosen = list(variants)
        value: Array = np.maximum(self.going_on(chosen, agreed=agreed), self.giving_in(chosen, agreed=agreed))
        return value

    def breaking(
        self,
        starts: Sequence[int],
        shift: NDArray[np.int64] | None = None,
        guarantees: Sequence[Guarantee] = (),
        acting: Signs | None = None,
        toggled: Collection[str] = (),
    ) -> Array:
        """Return what going on is worth when an agreement breaks in each of some periods.

        Parameters
        ----------
        starts : sequence of int
            The periods looked at, in order, the first 0: the dates of phases, of measures and of guarantees.
        shift : array of int, shape (stretches, draws), optional
            How many steps nearer to prevailing the first side stands then.
        guarantees : sequence of Guarantee
            Those whose acting is to be counted in.
        acting : array of int, shape (stretches, guarantees), optional
            1 where its guarantors act in a stretch.
        toggled : collection of str
            Measures turned over, as in `signs`.

        Returns
        -------
        array, shape (stretches, draws, parties)
        """
        measures = self.signs(toggled, agreed=True, starts=starts)
        stopped = self.signs(toggled, agreed=True, stopped=True, starts=starts)
        added = effects_of(guarantees, self.drawn, self.parties, self.sides)
        both = Effects(
            **{
                name: np.concatenate([getattr(self.effects, name), getattr(added, name)])
                for name in Effects.__dataclass_fields__
            }
        )
        on = np.zeros((len(starts), len(guarantees)), dtype=np.int8) if acting is None else acting
        lengths = [after - start for start, after in itertools.pairwise(starts)]
        lasting, after = np.hstack([measures, on]), np.hstack([stopped, on])
        value: Array = dated(self.dispute, both, lasting[None], after[None], lengths, shift)[0]
        return value

    def _side(self, party: str) -> Side:
        return next(side for side in self.conflict.sides if side.party == party)


def process(case: Case, drawn: Draws) -> Process | None:
    """Return the conflict of a case over its draws, when everything it needs is on file; see `missing.missing`.

    Parameters
    ----------
    case : Case
    drawn : Draws
        Of the same case.
    """

    conflict = case.conflict
    if conflict is None or case.as_of is None or missing(case, drawn):
        return None
    first, second = sorted(conflict.sides, key=lambda side: side.party)
    parties = complete_parties(case, drawn)
    worth = Worth(case, drawn)
    ends = [worth.settled(options) for options in (first.prevails, second.prevails, conflict.frozen)]
    at_end = [np.array([worth.of(party, end) if end else np.zeros(drawn.draws) for party in parties]).T for end in ends]
    away = [
        np.rint(drawn[f"conflict.sides.{side.party}.steps_to_prevail"]).astype(np.int64) for side in (first, second)
    ]
    never = np.zeros(drawn.draws)
    dispute = Dispute(
        steps=away[0] + away[1],
        start=away[1],
        up=drawn[f"conflict.sides.{first.party}.advances"],
        down=drawn[f"conflict.sides.{second.party}.advances"],
        freezes=drawn.get("conflict.freezes", never),
        stops=drawn.get("conflict.support_stops", never),
        first=at_end[0],
        second=at_end[1],
        frozen=at_end[2],
        cost=np.array([period_cost(case, drawn, worth, party) for party in parties]).T,
        patience=np.array([drawn[f"parties.{party}.patience"] for party in parties]).T,
    )
    return Process(case, conflict, drawn, parties, dispute, Calendar(case.as_of, conflict.period, conflict.horizon))


def period_cost(case: Case, drawn: Draws, worth: Worth, party: str) -> Array:
    """Return what one period without agreement costs a party, in points: as typed, or by the swap on file.

    The move from one option to another on an issue, weighed as the party weighs the issue, spread over the periods that
    are as bad.
    """
    path = f"parties.{party}.no_deal.cost"
    if f"{path}.points" in drawn:
        return drawn[f"{path}.points"]
    entry = case.party(party)
    swap = entry.no_deal.cost.as_bad_as if entry and entry.no_deal and entry.no_deal.cost else None
    if swap is None:
        raise LookupError(f"no cost of a period is on file for {party}")
    issue, _, better = swap.from_.partition(".")
    worse = swap.to.partition(".")[2]
    values = f"views.{party}.{issue}.values"
    lost = drawn[f"{values}.{better}"] - drawn[f"{values}.{worse}"]
    moved: Array = worth.weights(party)[issue] * lost / drawn[f"{path}.as_bad_as.periods"]
    return moved


def with_no_deal(case: Case, drawn: Draws) -> Draws:
    """Return the draws with the no-deal value of every principal for whom none is typed, where the conflict gives it.

    Parameters
    ----------
    case : Case
    drawn : Draws
        Of the same case.
    """
    wanted = [
        party.id
        for party in case.parties
        if Role.PRINCIPAL in party.roles and f"parties.{party.id}.no_deal.value" not in drawn
    ]
    if not wanted or case.conflict is None:
        return drawn
    course = process(case, drawn)
    if course is None:
        return drawn
    value = course.no_deal()[0]
    found: Mapping[str, Array] = {
        f"parties.{party}.no_deal.value": value[:, course.parties.index(party)]
        for party in wanted
        if party in course.parties
    }
    return replace(drawn, arrays=dict(sorted({**drawn.arrays, **found}.items())))
