"""An agreement in arrays: what each party has under it in each period, and what breaking it would bring at once."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from pourparler.analysis.durability.calendar import Calendar, Change, calendar_of, changes, in_order
from pourparler.analysis.durability.sight import Sight, sights
from pourparler.analysis.packages.arrays import Arrays
from pourparler.case.agreements import Agreement, Phase, Temptation
from pourparler.case.measures import Guarantee

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Design:
    """One agreement, ready to be looked at date by date; parties in order of id.

    Parameters
    ----------
    arrays : Arrays
        The packages of the case: who must agree, and what options are worth in each draw.
    agreement : Agreement
    """

    arrays: Arrays
    agreement: Agreement

    @property
    def draws(self) -> int:
        """How many draws."""
        return self.arrays.draws

    @cached_property
    def calendar(self) -> Calendar:
        """Its periods.

        Raises
        ------
        LookupError
            When it has no phase, or the case does not say how long a period is.
        """
        found = calendar_of(self.arrays.case, self.agreement)
        if found is None:
            raise LookupError(f"{self.agreement.id} has no periods")
        return found

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """What changes on which day, as far as is planned for."""
        return changes(self.arrays.case, self.agreement, self.calendar)

    @property
    def ends(self) -> datetime.date | None:
        """Its last day; nothing where it has none, or none before the end of what is planned for."""
        until = self.agreement.until
        return until if until is not None and self.calendar.planned(until + datetime.timedelta(days=1)) else None

    def day(self, period: int) -> datetime.date:
        """Return the day from which a period counts: the agreement's own first day for the first."""
        return max(self.calendar.today, self.phases[0].since) if period == 0 else self.calendar.day(period)

    @property
    def phases(self) -> Sequence[Phase]:
        """Its phases, in order of date."""
        return self.agreement.phases

    @cached_property
    def guarantees(self) -> tuple[Guarantee, ...]:
        """The guarantees that some phase has in force, in the order of the case."""
        return in_order(self.arrays.case, self.agreement)

    @property
    def here(self) -> str:
        """Its path in the case."""
        return f"agreements.{self.agreement.id}"

    @cached_property
    def parties(self) -> tuple[str, ...]:
        """The principals of whom everything is on file that the margin needs, in order of id."""
        return tuple(party for party in self.arrays.known if not any(self.lacking(party)))

    def lacking(self, party: str) -> Iterator[str]:
        """Yield the paths of the numbers that are not on file for a party whose values are."""
        drawn = self.arrays.drawn
        patience = f"parties.{party}.patience"
        if patience not in drawn or (drawn[patience] >= 1).any():
            yield patience
        named = self.temptations(party)
        if self.phases and (named[0] is None or named[0][1].gains is None):
            yield f"{self.here}.phases.{self.phases[0].id}.temptations.{party}.gains"
        for place, issue in enumerate(self.arrays.issues):
            if any(place not in held for held in self.in_force) and issue.id in self._left_open:
                path = f"{self.here}.open.{issue.id}.values.{party}"
                if path not in drawn:
                    yield path

    @cached_property
    def _left_open(self) -> frozenset[str]:
        return frozenset(entry.issue for entry in self.agreement.open)

    @cached_property
    def in_force(self) -> tuple[dict[int, int], ...]:
        """For each phase, the option of each issue that is in force: numbers of issues and options."""
        held: dict[int, int] = {}
        found = []
        for phase in self.phases:
            for option in phase.holds:
                cell = self.arrays.cell(option)
                if cell is not None:
                    held = {**held, cell[0]: cell[1]}
            found.append(held)
        return tuple(found)

    @cached_property
    def unsettled(self) -> tuple[tuple[Phase, str], ...]:
        """The first phase in which an issue is neither in force nor left open on purpose, with the issue's id."""
        found = []
        for place, issue in enumerate(self.arrays.issues):
            if issue.id in self._left_open and self.in_force and place in self.in_force[-1]:
                continue
            gap = next((n for n, held in enumerate(self.in_force) if place not in held), None)
            if gap is not None:
                found.append((self.phases[gap], issue.id))
        return tuple(found)

    def temptations(self, party: str) -> tuple[tuple[str, Temptation] | None, ...]:
        """Return what breaking it would bring a party in each phase, as last said, with its path."""
        last: tuple[str, Temptation] | None = None
        found = []
        for phase in self.phases:
            said = next((one for one in phase.temptations if one.party == party), None)
            last = (f"{self.here}.phases.{phase.id}.temptations.{party}", said) if said is not None else last
            found.append(last)
        return tuple(found)

    @cached_property
    def sights(self) -> tuple[Sight | None, ...]:
        """For each phase how a breach would be seen, as last said."""
        return sights(self.agreement)

    @property
    def seen_paths(self) -> tuple[str, ...]:
        """The paths of the numbers that say how likely a breach is to be seen, each once."""
        return tuple(dict.fromkeys(path for sight in self.sights if sight is not None for path in sight.paths))

    @cached_property
    def wrongly_seen_paths(self) -> tuple[str | None, ...]:
        """For each phase the path of the chance that keeping is taken for a breach: as last said."""
        return self._as_last_said("wrongly_seen")

    def _as_last_said(self, what: str) -> tuple[str | None, ...]:
        last: str | None = None
        found = []
        for phase in self.phases:
            last = f"{self.here}.phases.{phase.id}.{what}" if getattr(phase, what) is not None else last
            found.append(last)
        return tuple(found)

    @property
    def complete(self) -> bool:
        """Whether it can be looked at: every issue settled or open on purpose, some party's numbers whole."""
        whole = bool(self.phases) and not self.unsettled and bool(self.arrays.issues)
        return whole and None not in self.sights and bool(self.parties)

    def worth(self, settled_at_once: str | None = None) -> Array:
        """Return what is in force in each phase is worth, on each party's 0 to 100: (draws, parties, phases).

        Parameters
        ----------
        settled_at_once : str, optional
            An issue to be taken as settled from the first phase on, as the last phase settles it.
        """
        found = np.empty((self.draws, len(self.parties), len(self.phases)))
        for number, settled in enumerate(self.in_force):
            held = dict(settled)
            open_ = np.zeros((self.draws, len(self.parties)))
            for place, issue in enumerate(self.arrays.issues):
                if issue.id == settled_at_once:
                    held[place] = self.in_force[-1][place]
                elif place not in held:
                    paths = [f"{self.here}.open.{issue.id}.values.{party}" for party in self.parties]
                    judged = np.column_stack([self.arrays.drawn[path] for path in paths])
                    open_ += self.arrays.weights[:, self._places, place] * judged
            found[:, :, number] = self._of_package(held) + open_
        return found

    @cached_property
    def _places(self) -> list[int]:
        return [self.arrays.known.index(party) for party in self.parties]

    def by_phase(self, levels: Array) -> Array:
        """Return levels of phases as means of periods: (..., phases) to (..., periods)."""
        return self.calendar.level([phase.since for phase in self.phases[1:]], levels)

    @cached_property
    def patience(self) -> Array:
        """What one period later is worth now: (draws, parties)."""
        return np.column_stack([self.arrays.drawn[f"parties.{party}.patience"] for party in self.parties])

    @cached_property
    def seen(self) -> Array:
        """The chance per period that a breach is seen: (draws, 1, periods)."""
        return self.seen_with(0.0)

    def seen_with(self, more: float) -> Array:
        """Return that chance with so many inspections more a period, where there are any: (draws, 1, periods)."""
        drawn = self.arrays.drawn
        levels = np.column_stack([sight.chance(drawn, more) for sight in self.sights if sight is not None])
        return self.by_phase(levels)[:, None, :]

    def tempted(self, what: str) -> Array:
        """Return ``gains``, ``forfeits`` or ``advances`` of each party, 0 where none: (draws, parties, phases)."""
        found = np.zeros((self.draws, len(self.parties), len(self.phases)))
        for place, party in enumerate(self.parties):
            for number, temptation in enumerate(self.temptations(party)):
                path = f"{temptation[0]}.{what}" if temptation is not None else ""
                if path in self.arrays.drawn:
                    found[:, place, number] = self.arrays.drawn[path]
        return found

    def guaranteed(self, guarantee: Guarantee) -> Array:
        """Return the part of each period in which a guarantee is in force: (periods,)."""
        levels = [1.0 if guarantee.id in phase.guarantees else 0.0 for phase in self.phases]
        return self.by_phase(np.array(levels)) * self.calendar.in_force(guarantee.since, guarantee.until)

    def worth_after(self) -> Array | None:
        """Return what holds after the last day, on each party's 0 to 100: (draws, parties); ``None``: the dispute."""
        arrays = self.arrays
        held = dict(self.in_force[-1]) if self.agreement.after else {}
        for option in self.agreement.after:
            cell = arrays.cell(option)
            if cell is not None:
                held[cell[0]] = cell[1]
        return self._of_package(held) if held else None

    def _of_package(self, held: dict[int, int]) -> Array:
        arrays, known = self.arrays, self._places
        found = np.zeros((self.draws, len(known)))
        for cell in held.items():
            found += arrays.weights[:, known, cell[0]] * arrays.judged[:, known, arrays.number(cell)]
        numbers = {arrays.number(cell) for cell in held.items()}
        for link in arrays.linked:
            if link.party in known and numbers.issuperset(link.options):
                found[:, known.index(link.party)] += link.values
        return found
