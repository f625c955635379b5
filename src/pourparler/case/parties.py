"""Parties, the people who speak for them, how they stand to each other, and the bodies in which they decide."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BeforeValidator, ConfigDict, Field, WithJsonSchema, model_validator

from pourparler.case.conflict import PeriodCost
from pourparler.case.entries import Chance, Entry, Many, Named, Number, Period, Scored, Text, Texts, Weighted
from pourparler.case.ids import BodyId, ClaimId, HolderId, Id, MemberId, PartyId, PersonId
from pourparler.case.judgement import is_signature


class Role(StrEnum):
    """What a party is in these talks; one may have several."""

    PRINCIPAL = "principal"
    BACKER = "backer"
    GUARANTOR = "guarantor"
    MEDIATOR = "mediator"
    RATIFIER = "ratifier"
    OBSERVER = "observer"


class NoDeal(Entry):
    """What a party expects without agreement."""

    value: Scored | None = None
    """On the same 0 to 100 as packages: what going on without agreement is worth."""
    outside_option: Scored | None = None
    """What leaving for good is worth: a floor, not a split point."""
    best: Text | None = None
    """The best course open to it without agreement."""
    cost: PeriodCost | None = None
    """What each further period without agreement costs it."""
    worst: Text | None = None
    """The worst that could come."""
    trend: Text | None = None
    """Better or worse with time, and why."""

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, raw: object) -> object:
        """Take ``no_deal: 20..35``, and the long form of a judgement, as its value."""
        if isinstance(raw, str | int | float):
            return {"value": raw}
        if isinstance(raw, Mapping) and raw:
            if all(_is_number(key) for key in raw):
                return {"value": raw}
            if _is_judgement(raw) and not _holds_value(raw.get("value")):
                return {"value": raw, "visibility": raw.get("visibility")}
        return raw


def _is_judgement(raw: object) -> bool:
    """Tell whether it is the long form of a judgement: a value with a signature, and nothing else."""
    return (
        isinstance(raw, Mapping)
        and any(is_signature(key) for key in raw)
        and set(raw) <= {"value", *filter(is_signature, raw)}
    )


def _holds_value(raw: object) -> bool:
    return isinstance(raw, Mapping) and "value" in raw


def _is_number(key: object) -> bool:
    try:
        float(str(key))
    except ValueError:
        return False
    return True


class Funds(Entry):
    """What a party can put behind measures, in the ``unit`` of their costs."""

    unit: str
    """As the costs of measures say it, such as ``EUR million a year``."""
    ability: Number | None = None
    """What its ability to pay is measured by, such as its gross national income; any unit, the same for all."""
    limit: Number | None = None
    """The most it can give, beside what is delivered already."""
    least: Number | None = None
    """The least it has promised to carry of any cost that is shared."""
    per_head: Number | None = None
    """Its income per head, where ``ability`` is an income, for the discount for low income; the same unit for all."""
    pledged: Number | None = None
    """What it has promised so far."""
    stand_alone: Number | None = None
    """What it would cost it to see to the same by itself."""


class Party(Named):
    """A state, organisation, union, company or group with a stake in the talks."""

    type: Literal["state", "organisation", "union", "company", "group", "institution"] = "state"
    """What kind of party it is."""
    roles: Many[Role] = ()
    """principal, backer, guarantor, mediator, ratifier, observer."""
    acts_for: PartyId | None = None
    """The party whose organ or agent this is."""
    no_deal: NoDeal | None = None
    """What it expects without agreement."""
    agenda_access: Weighted | None = None
    """How often it gets to put proposals, beside the other parties that must agree."""
    patience: Chance | None = None
    """What the same outcome one period later is worth to it now: 0.98 where it loses a fiftieth."""
    funds: Funds | None = None
    """What it can put behind measures."""
    authority: Text | None = None
    """What its delegation may agree to, and who must be asked."""
    deciders: Texts = ()
    """Who decides."""
    constituencies: Texts = ()
    """Whom it must carry at home."""
    spoilers: Texts = ()
    """Who could undo an agreement from inside."""
    approval: BodyId | None = None
    """The body that must approve an agreement for this party."""
    commitments: Texts = ()
    """What it has promised in public."""
    fears: Texts = ()
    """What it must avoid."""


class Office(Period):
    """A title held for a time."""

    title: str
    """As it is called."""
    of: HolderId | None = None
    """The party or body it belongs to."""


class Person(Named):
    """Someone who speaks or decides for a party."""

    party: PartyId | None = None
    """The party, when no dated office says otherwise."""
    offices: Many[Office] = ()
    """Dated offices."""
    delegation: Literal["leads", "member", "adviser", "interpreter", "absent"] | None = None
    """Part in the talks."""
    last_met: str | None = None
    """When and where we last met."""


class Relation(Entry):
    """How one party stands to another."""

    from_: PartyId
    """The party from whose side it is told."""
    to: PartyId
    """The other party."""
    kind: Literal["ally", "adversary", "backs", "mediates", "guarantees", "talks-to", "member-of", "influences"]
    """What the relation is."""
    strength: Text | None = None
    """In words."""
    period: Period | None = None
    """When it holds."""
    because: Many[ClaimId] = ()
    """Claim ids."""

    model_config = ConfigDict(alias_generator=lambda name: name.rstrip("_"), populate_by_name=True)


def _quota(raw: object) -> object:
    """Take a fraction as it is written, so that two thirds are two thirds."""
    if isinstance(raw, str) and re.fullmatch(r"[0-9]+/[0-9]+", raw):
        if int(raw.split("/")[1]) == 0:
            raise ValueError(f"{raw} is no fraction")
        return raw
    if isinstance(raw, bool | str):
        raise ValueError(f"{raw!r} is no quota; write a share (0.55 or 2/3) or a count (14)")
    return raw


Quota = Annotated[
    float | str,
    BeforeValidator(_quota),
    WithJsonSchema({"anyOf": [{"type": "number"}, {"type": "string", "pattern": "^[0-9]+/[0-9]+$"}]}),
]
"""A share, 0 to 1, as ``0.55`` or ``2/3``, or a count above 1."""


class Rule(Entry):
    """How a body decides."""

    name: Literal[
        "consensus", "unanimity", "majority", "qualified-majority", "weighted", "veto-players", "all-of", "any-of"
    ]
    """Consensus: carried unless a member objects. Unanimity: every member must vote for it."""
    quota: Quota | None = None
    """What is needed: a share, 0 to 1 (``0.55``, ``2/3``), or a count above 1. Of the weight for ``weighted`` and for a
    ``majority`` with weights, else of the members. It must be reached; a ``majority`` of one half, which is meant when
    left out, must be exceeded."""
    weight_quota: Quota | None = None
    """For ``qualified-majority``: the share or sum of weight needed as well."""
    weight_total: float | None = Field(default=None, gt=0)
    """What shares of weight are of, where weights are rounded and do not add up to it; their sum when left out."""
    blocking_minimum: Annotated[int, Field(ge=1)] | Literal["weight-plus-one"] | None = None
    """Fewer members than this cannot block, whatever their weight; ``weight-plus-one``: the fewest members whose weight
    blocks, and one more."""
    quorum: Quota | None = None
    """Members that must be present: a share, 0 to 1, or a count above 1."""
    weights: dict[MemberId, float] = Field(default_factory=dict)
    """Votes per member."""
    vetoes: Many[MemberId] = ()
    """Members whose objection alone stops it."""
    abstention: Literal["not-counted", "against", "does-not-block"] | None = None
    """What an abstention does. Left out, it does not block a consensus or set off a veto, and counts against elsewhere:
    shares are of all members. ``not-counted``: shares are of the votes cast."""
    of: Many[Rule] = ()
    """For ``all-of`` and ``any-of``: the rules that are joined, each over the members of the body."""
    sequence: Many[MemberId] = ()
    """The order in which members speak or vote, where it matters."""
    source: str | None = None
    """The provision that says so."""


class Body(Named):
    """A council, assembly or committee with members and a rule."""

    preset: str | None = None
    """A shipped body: north-atlantic-council, council-of-the-eu, european-council, un-security-council."""
    procedure: str | None = None
    """Which of the rules of the preset applies, such as ``reinforced``; the first when left out."""
    members: Many[MemberId] = ()
    """Party ids, or the members of the preset."""
    not_taking_part: Many[MemberId] = ()
    """Members that take no part in these decisions: shares of members and of weight are taken over the others."""
    without_vote: Many[Id] = ()
    """Who sits in it and does not vote."""
    rule: Rule | None = None
    """How it decides; that of the preset when left out."""
    needs: Many[BodyId] = ()
    """Bodies that must pass it as well, such as a parliament after a council."""
    chair: PersonId | None = None
    """Person id."""
