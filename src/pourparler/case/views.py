"""One party on one issue; measures, guarantees and public statements."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import BeforeValidator, ConfigDict, Field, model_validator

from pourparler.case.entries import (
    Chance,
    Condition,
    Day,
    Entry,
    Many,
    Named,
    Number,
    Scored,
    Text,
    Texts,
    Weighted,
    ordered,
)
from pourparler.case.ids import BodyId, ClaimId, IssueId, OneOrMany, OptionId, PartyId
from pourparler.case.judgement import Judged

Stance = Literal["supports", "opposes", "demands", "offers", "conditional", "mixed", "abstains", "silent"]


class OptionStance(Judged):
    """Where the party stands on one option, and what would change that."""

    option: OptionId | None = None
    """Option id; left out, the issue as a whole."""
    stance: Stance
    """supports, opposes, demands, offers, conditional, mixed, abstains or silent."""
    chance: Chance | None = None
    """How likely it supports the option when it comes to a vote, where the team has judged that."""
    when: Condition | None = None
    """Only then."""
    unless: Condition | None = None
    """Except then: this is what would lift an objection."""
    comment: str | None = None
    """A remark for colleagues: it never leaves the team."""
    path: str = Field(default="", exclude=True, json_schema_extra={"readOnly": True})
    """Where it stands in the case, by ids; filled in on loading."""

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, raw: object) -> object:
        return {"stance": raw} if isinstance(raw, str) else raw


def _by_option(raw: object) -> object:
    if not isinstance(raw, Mapping) or "stance" in raw:
        return OneOrMany.wrap(raw)
    return [
        {"option": option, **(form if isinstance(form, Mapping) else {"stance": form})} for option, form in raw.items()
    ]


Stances = Annotated[tuple[OptionStance, ...], BeforeValidator(_by_option)]
"""A list, or in short ``{invite: opposes, defer: {stance: supports, when: ceasefire.full}}``."""


class View(Entry):
    """One party on one issue: what it says, why, and what it is worth to it."""

    party: PartyId
    """Whose view."""
    issue: IssueId
    """On what."""
    position: Text | None = None
    """What it says it wants."""
    reasoning: Text | None = None
    """How it argues."""
    motive: Text | None = None
    """Why it matters to it."""
    needs: Texts = ()
    """What it cannot do without here."""
    fears: Texts = ()
    """What it must avoid here."""
    means: Texts = ()
    """What it can bring to bear here."""
    stances: Stances = ()
    """By option."""
    values: dict[OptionId, Scored] = Field(default_factory=dict)
    """What each option is worth to it, 0 to 100."""
    weight: Weighted | None = None
    """How much the swing from worst to best option matters beside the other issues."""
    ideal: OptionId | None = None
    """The option it would choose alone."""
    target: OptionId | None = None
    """The option it aims for."""
    bottom_line: OptionId | None = None
    """Below this it stops and consults; removes no package."""
    red_lines: Many[OptionId] = ()
    """Options not accepted at any price; removes packages."""
    red_line_source: Text | None = None
    """Where the red line comes from: mandate, law, vote."""


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
    """What it changes for whom."""
    anticipated: bool | None = None
    """Whether the others already reckon with it."""
    because: Many[ClaimId] = ()
    """Claim ids."""

    model_config = ConfigDict(alias_generator=lambda name: name.rstrip("_"), populate_by_name=True)

    @model_validator(mode="after")
    def _in_order(self) -> Measure:
        return ordered(self, self.since, self.until)


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
    """Chance that the guarantors would act."""
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
    because: Many[ClaimId] = ()
    """Claim ids."""

    @model_validator(mode="after")
    def _in_order(self) -> Guarantee:
        return ordered(self, self.since, self.until)


class Statement(Entry):
    """A claim in the evidence, with what the team thinks it gives away."""

    claim: ClaimId
    """Claim id."""
    about: PartyId | None = None
    """Whose value it is about."""
    implies: Text | None = None
    """What a listener may infer."""
    credibility: Chance | None = None
    """How far it is believed."""
    audience_cost: Number | None = None
    """What going back on it would cost the speaker, 0 to 100."""


class Talking(Entry):
    """What we take into the room on one issue."""

    issue: IssueId
    """On what."""
    likelihood: Literal["certain", "may be raised", "defensive"] = "may be raised"
    """How likely it is to come up."""
    minimum: Text | None = None
    """The least we need."""
    aim: Text | None = None
    """What we want."""
    arguments: Texts = ()
    """Ours."""
    their_line: Text | None = None
    """What they are likely to say."""
    response: Text | None = None
    """What we answer."""
    fallback: Text | None = None
    """If that fails."""
    avoid: Texts = ()
    """What not to say."""


class Preparation(Entry):
    """Page one of the brief, as far as people must write it."""

    purpose: Text | None = None
    """Why we meet."""
    objectives: Texts = ()
    """What we want to have achieved."""
    press_line: Text | None = None
    """What we say outside."""
    press_fallback: Text | None = None
    """If pressed."""
    topics: Many[Talking] = ()
    """By issue."""
