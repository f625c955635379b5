"""Parties, the people who speak for them, how they stand to each other, and the bodies in which they decide."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from pydantic import ConfigDict, Field

from pourparler.case.entries import Entry, Id, Named, Period, Scored, Text, Texts


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
    worst: Text | None = None
    """The worst that could come."""
    trend: Text | None = None
    """Better or worse with time, and why."""


class Party(Named):
    """A state, organisation, union, company or group with a stake in the talks."""

    type: Literal["state", "organisation", "union", "company", "group", "institution"] = "state"
    """What kind of party it is."""
    roles: tuple[Role, ...] = ()
    """principal, backer, guarantor, mediator, ratifier, observer."""
    acts_for: Id | None = None
    """The party whose organ or agent this is."""
    no_deal: NoDeal | None = None
    """What it expects without agreement."""
    authority: Text | None = None
    """What its delegation may agree to, and who must be asked."""
    deciders: Texts = ()
    """Who decides."""
    constituencies: Texts = ()
    """Whom it must carry at home."""
    spoilers: Texts = ()
    """Who could undo an agreement from inside."""
    approval: Id | None = None
    """The body that must approve an agreement for this party."""
    commitments: Texts = ()
    """What it has promised in public."""
    fears: Texts = ()
    """What it must avoid."""


class Office(Period):
    """A title held for a time."""

    title: str
    """As it is called."""
    of: Id | None = None
    """The party or body it belongs to."""


class Person(Named):
    """Someone who speaks or decides for a party."""

    party: Id | None = None
    """The party, when no dated office says otherwise."""
    offices: tuple[Office, ...] = ()
    """Dated offices."""
    delegation: Literal["leads", "member", "adviser", "interpreter", "absent"] | None = None
    """Part in the talks."""
    last_met: str | None = None
    """When and where we last met."""


class Relation(Entry):
    """How one party stands to another."""

    from_: Id
    """The party from whose side it is told."""
    to: Id
    """The other party."""
    kind: Literal["ally", "adversary", "backs", "mediates", "guarantees", "talks-to", "member-of", "influences"]
    """What the relation is."""
    strength: Text | None = None
    """In words."""
    period: Period | None = None
    """When it holds."""

    model_config = ConfigDict(alias_generator=lambda name: name.rstrip("_"), populate_by_name=True)


class Rule(Entry):
    """How a body decides."""

    name: Literal["consensus", "unanimity", "majority", "qualified-majority", "weighted", "veto-players"]
    """Consensus: carried unless a member objects. Unanimity: every member must vote for it."""
    quota: float | None = None
    """Share of members or of weight needed, 0 to 1, or a count above 1."""
    weights: dict[Id, float] = Field(default_factory=dict)
    """Votes per member."""
    vetoes: tuple[Id, ...] = ()
    """Members whose objection alone stops it."""
    abstention: Literal["not-counted", "against", "does-not-block"] | None = None
    """What an abstention does."""
    source: str | None = None
    """The provision that says so."""


class Body(Named):
    """A council, assembly or committee with members and a rule."""

    preset: str | None = None
    """A shipped body: north-atlantic-council, council-of-the-eu, european-council, un-security-council."""
    members: tuple[Id, ...] = ()
    """Party ids, or the members of the preset."""
    rule: Rule | None = None
    """How it decides; that of the preset when left out."""
    chair: Id | None = None
    """Person id."""
