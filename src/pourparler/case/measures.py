"""Measures of support and pressure, guarantees, and what a party can put behind them."""

from __future__ import annotations

from typing import Literal

from pydantic import ConfigDict, Field, model_validator

from pourparler.case.conflict import Effect
from pourparler.case.entries import Chance, Day, Entry, Many, Named, Number, Text, ordered
from pourparler.case.ids import BodyId, ClaimId, MeasureId, MemberId, PartyId


class Measure(Named):
    """A dated act of support or pressure: a cost, a date, a supplier and an effect."""

    supplier: PartyId
    """Who does it."""
    for_: PartyId | None = None
    """Whom it helps."""
    against: PartyId | None = None
    """Whom it presses."""
    status: Literal["mooted", "promised", "decided", "delivered"] = "mooted"
    """How far it is."""
    since: Day | None = None
    """From when."""
    until: Day | None = None
    """Until when."""
    after_agreement: Literal["ends", "continues", "starts"] | None = None
    """What becomes of it once there is an agreement."""
    cost: Number | None = None
    """To the supplier, in ``unit``."""
    unit: str | None = None
    """Such as ``EUR million a year``."""
    effect: Text | None = None
    """What it changes for whom, in words."""
    changes: Many[Effect] = ()
    """What it changes in the course of the dispute, in numbers."""
    may_stop: bool = False
    """Whether it ends when support stops (``conflict.support_stops``)."""
    anticipated: bool | None = None
    """Whether the others already reckon with it."""
    believed: Chance | None = None
    """How far the others reckon with it, 0 to 1; ``anticipated`` alone stands for 1 or 0."""
    backers: Many[PartyId] = ()
    """Who may pay for it; its supplier alone when left out."""
    requires: Many[MeasureId] = ()
    """Measures without which it cannot be taken."""
    excludes: Many[MeasureId] = ()
    """Measures that cannot be taken beside it."""
    worth: Number | None = None
    """What it is worth beside the other measures, where the team judges that; else from what it ``changes``."""
    because: Many[ClaimId] = ()
    """Claim ids."""

    model_config = ConfigDict(alias_generator=lambda name: name.rstrip("_"), populate_by_name=True)

    @model_validator(mode="after")
    def _in_order(self) -> Measure:
        return ordered(self, self.since, self.until)


class Alternative(Entry):
    """What some parties together could do instead of sharing in the measures of others."""

    of: Many[PartyId] = Field(min_length=2)
    """Which parties; what one could do by itself stands in its ``funds``."""
    cost: Number | None = None
    """What it would cost them together to see to the same by themselves, in ``unit``."""
    unit: str
    """As the costs of measures say it, such as ``EUR million a year``."""


class Votes(Entry):
    """How a body may vote on a guarantee that needs it."""

    body: BodyId
    """Which."""
    favour: dict[MemberId, Chance] = Field(default_factory=dict)
    """Chance that a member is in favour."""


class Acting(Entry):
    """What acting on a guarantee would bring and cost one guarantor; how likely it is to act follows from it."""

    party: PartyId
    """Which guarantor."""
    unit: str | None = None
    """In what the three are: one unit, such as ``million crowns`` or ``points of its own 0 to 100``."""
    benefit: Number | None = None
    """What it would gain by acting: what the matter is worth to it, in ``unit``."""
    reputation: Number | None = None
    """What failing its word would cost it: its public, its allies, its own people in place; in ``unit``."""
    cost: Number | None = None
    """What acting would cost it, in ``unit``: only it will know. The range is read as how likely each cost is."""

    @model_validator(mode="after")
    def _not_below_nothing(self) -> Acting:
        for name in ("reputation", "cost"):
            given = getattr(self, name)
            if given is not None and given.value.low < 0:
                raise ValueError(f"{name} {given.value}: 0 or more")
        return self


class Guarantee(Named):
    """A promise to act if an agreement is broken."""

    type: Literal["declaratory", "to-consult", "to-assist", "automatic", "by-deployment"]
    """How binding it is."""
    guarantors: Many[PartyId] = Field(min_length=1)
    """Who gives it."""
    beneficiary: PartyId | None = None
    """Who is protected."""
    trigger: Text | None = None
    """What sets it off."""
    acts: Chance | None = None
    """Chance that the guarantors would act, taken together."""
    each: dict[PartyId, Chance] = Field(default_factory=dict)
    """Chance that a guarantor would act, one by one, where the team says it outright."""
    acting: Many[Acting] = ()
    """What acting would bring and cost a guarantor, where its chance is to follow from that."""
    at_least: int | None = Field(default=None, ge=1)
    """How many of them must act for it to bite; one, when left out."""
    lag: Number | None = None
    """How many periods of the conflict pass from when the dispute starts again until they act; none, when left out."""
    changes: Many[Effect] = ()
    """What their acting changes in the course of the dispute, in numbers."""
    cost: Number | None = None
    """To the guarantors, in ``unit``."""
    unit: str | None = None
    """Of the cost."""
    since: Day | None = None
    """From when."""
    until: Day | None = None
    """Expiry."""
    needs: Many[BodyId] = ()
    """Bodies that must pass it."""
    votes: Many[Votes] = ()
    """How they may vote on it."""
    because: Many[ClaimId] = ()
    """Claim ids."""

    @model_validator(mode="after")
    def _in_order(self) -> Guarantee:
        strange = [votes.body for votes in self.votes if votes.body not in self.needs]
        if strange:
            raise ValueError(f"votes of {strange[0]}, which it does not need; add it to `needs`")
        if self.lag is not None and self.lag.value.low < 0:
            raise ValueError(f"lag {self.lag.value}: 0 periods or more")
        return ordered(self, self.since, self.until)
