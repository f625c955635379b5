"""Agreements as they would be carried out: dated phases, what each has in force, what stands behind it."""

from __future__ import annotations

from itertools import pairwise

from pydantic import Field, model_validator

from pourparler.case.conflict import one_option_an_issue
from pourparler.case.entries import Chance, Day, Entry, Many, Named, Number, Scored, Text
from pourparler.case.ids import GuaranteeId, IssueId, OptionPath, PartyId


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
    inspections: Number | None = None
    """Inspections a period; with ``finds`` they say how likely a breach is to be seen, where ``seen`` is left out."""
    finds: Chance | None = None
    """Chance that an inspection finds a breach that is there."""
    wrongly_seen: Chance | None = None
    """Chance per period that keeping it is taken for a breach."""

    @model_validator(mode="after")
    def _consistent(self) -> Phase:
        one_option_an_issue("holds", self.holds)
        if self.inspections is not None and self.inspections.value.low < 0:
            raise ValueError(f"inspections {self.inspections.value}: 0 or more a period")
        return self


class WhileOpen(Entry):
    """An issue that an agreement leaves for a later phase, and what that is worth until then."""

    issue: IssueId
    """Which."""
    values: dict[PartyId, Scored] = Field(default_factory=dict)
    """What it is worth to a party while it is open, on the 0 to 100 of the issue's options."""


class Exchange(Entry):
    """What two sides deliver to each other in equal kind, a part in each phase; numbers for one unit of it."""

    unit: str = ""
    """Such as ``prisoners``, ``kilometres``, ``million a month``."""
    total: Number | None = None
    """How much is to be exchanged altogether."""
    benefit: Number | None = None
    """What a unit is worth to who gets it, in points."""
    burden: Number | None = None
    """What a unit costs who delivers it, in points."""
    afterwards: Number | None = None
    """What good relations are worth to each side after the last part, in points; a breach would lose them."""

    @model_validator(mode="after")
    def _above_nothing(self) -> Exchange:
        for name in ("total", "benefit", "burden"):
            given = getattr(self, name)
            if given is not None and given.value.low <= 0:
                raise ValueError(f"{name} {given.value}: above 0")
        if self.afterwards is not None and self.afterwards.value.low < 0:
            raise ValueError(f"afterwards {self.afterwards.value}: 0 or more")
        return self


class Agreement(Named):
    """A design: a package with the order in which it is carried out."""

    phases: Many[Phase] = Field(default=(), max_length=60)
    """In order of date; together they settle every issue."""
    until: Day | None = None
    """Its last day; without end when left out. What breaking it is worth stays on the table on each day before."""
    after: Many[OptionPath] = ()
    """What holds after its last day, until somebody does better to resume the dispute; it resumes when left out."""
    open: Many[WhileOpen] = ()
    """Issues that its first phases leave open."""
    exchange: Exchange | None = None
    """What is exchanged step by step, a part in each phase."""
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
