"""One party on one issue, public statements, and what we take into the room."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, model_validator

from pourparler.case.entries import Chance, Condition, Entry, Many, Number, OptionPath, Scored, Text, Texts, Weighted
from pourparler.case.ids import ClaimId, IssueId, OneOrMany, OptionId, PartyId
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


class Statement(Entry):
    """A claim in the evidence, with what the team thinks it gives away."""

    claim: ClaimId
    """Claim id."""
    about: PartyId | None = None
    """Whose value it is about."""
    at_most: Scored | None = None
    """What it says of that party's reservation value: a package of this worth would do. On that party's 0 to 100."""
    at_least: Scored | None = None
    """What it says of that party's reservation value: no package of less would do. On that party's 0 to 100."""
    implies: Text | None = None
    """What a listener may infer."""
    credibility: Chance | None = None
    """How far it is believed."""
    audience_cost: Number | None = None
    """What going back on it would cost the speaker, 0 to 100."""
    commits_to: Many[OptionPath] = ()
    """What the speaker bound itself to: it keeps its word with a package that has one of these of each issue named."""


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
