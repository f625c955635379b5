"""Agreements as they would be carried out: dated phases, what each has in force, what stands behind it."""

from __future__ import annotations

from itertools import pairwise

from pydantic import Field, model_validator

from pourparler.case.conflict import one_option_an_issue
from pourparler.case.entries import Chance, Day, Entry, Many, Named, Number, Text
from pourparler.case.ids import GuaranteeId, OptionPath, PartyId


class Temptation(Entry):
    """What breaking the agreement in a phase would bring a party, and take from it, at once."""

    party: PartyId
    """Who would break it."""
    gains: Number | None = None
    """What it would gain for each period in which the breach goes unanswered, in points of its 0 to 100 a period."""
    forfeits: Number | None = None
    """What it would lose of what is held for it: escrow, deposits, frozen funds; in points, once."""
    advances: Number | None = None
    """How many steps nearer to prevailing it would stand if the dispute resumed from here; below 0 when farther."""


class Phase(Named):
    """A stage of an agreement, from a day on."""

    since: Day
    """First day."""
    holds: Many[OptionPath] = ()
    """What is in force from then on: ``issue.option``. What an earlier phase put in force stays unless replaced."""
    temptations: Many[Temptation] = ()
    """What breaking it in this phase would bring whom."""
    guarantees: Many[GuaranteeId] = ()
    """The guarantees in force in this phase, while they run."""
    seen: Chance | None = None
    """Chance per period that a breach is seen: by monitors, inspections, the other side."""

    @model_validator(mode="after")
    def _consistent(self) -> Phase:
        one_option_an_issue("holds", self.holds)
        return self


class Agreement(Named):
    """A design: a package with the order in which it is carried out."""

    phases: Many[Phase] = Field(default=(), max_length=60)
    """In order of date; together they settle every issue."""
    until: Day | None = None
    """Its last day; without end when left out. What breaking it is worth stays on the table on each day before."""
    after: Many[OptionPath] = ()
    """What holds after its last day; the dispute resumes when left out."""
    why: Text | None = None
    """Why in this order."""

    @model_validator(mode="after")
    def _in_order(self) -> Agreement:
        one_option_an_issue("after", self.after)
        days = [phase.since for phase in self.phases]
        for before, day in pairwise(days):
            if day <= before:
                raise ValueError(f"a phase of {day} after one of {before}; phases come in order of date")
        if self.until is not None and days and self.until < days[-1]:
            raise ValueError(f"it ends on {self.until}, before its last phase starts on {days[-1]}")
        return self
