"""The case: the one thing every analysis takes in."""

from __future__ import annotations

import datetime
from typing import Literal

from pourparler.case.background import Correlation, Fact, Meeting, Standard
from pourparler.case.entries import Entry, Id, Text
from pourparler.case.issues import Exclusion, Issue, Linkage, Prerequisite
from pourparler.case.parties import Body, Party, Person, Relation, Rule
from pourparler.case.views import Guarantee, Measure, Preparation, Statement, View

FORMAT: Literal["pourparler-case/1"] = "pourparler-case/1"


class Case(Entry):
    """What a team knows and judges about talks with several parties and several issues."""

    format: Literal["pourparler-case/1"] = FORMAT
    """The version of this file format."""
    id: Id = "case"
    """Short id of the case."""
    title: str = ""
    """Shown on the brief."""
    question: str | None = None
    """What the talks must settle."""
    as_of: datetime.date | None = None
    """The day the case stands for; the newest source date when left out."""
    prepared_for: Id | None = None
    """The party we prepare ("we"); left out by mediators and researchers."""
    prepared_by: str | None = None
    """Who keeps the file."""
    classification: str = ""
    """Stands on every page."""
    language: str = "en"
    """ISO 639-1."""
    parties: tuple[Party, ...] = ()
    """Who has a stake."""
    people: tuple[Person, ...] = ()
    """Who speaks and decides."""
    relations: tuple[Relation, ...] = ()
    """Who stands how to whom."""
    bodies: tuple[Body, ...] = ()
    """Where decisions are taken."""
    table: Rule | None = None
    """How the table itself decides; left out, every principal must agree."""
    issues: tuple[Issue, ...] = ()
    """What must be settled."""
    exclusions: tuple[Exclusion, ...] = ()
    """Options that cannot stand together."""
    prerequisites: tuple[Prerequisite, ...] = ()
    """Options that need others."""
    linkages: tuple[Linkage, ...] = ()
    """Values that options have only together."""
    views: tuple[View, ...] = ()
    """One party on one issue."""
    measures: tuple[Measure, ...] = ()
    """Support and pressure."""
    guarantees: tuple[Guarantee, ...] = ()
    """Promises to act if an agreement is broken."""
    statements: tuple[Statement, ...] = ()
    """What public words give away."""
    meetings: tuple[Meeting, ...] = ()
    """The calendar."""
    facts: tuple[Fact, ...] = ()
    """Agreed and contested facts and norms."""
    standards: tuple[Standard, ...] = ()
    """Outside measures of what is fair."""
    correlations: tuple[Correlation, ...] = ()
    """Judgements that move together."""
    affected: tuple[Text, ...] = ()
    """Who is affected and not at the table."""
    confidence_building: tuple[Text, ...] = ()
    """Small steps that could be taken first."""
    preparation: Preparation | None = None
    """Page one of the brief."""

    def party(self, party: str) -> Party | None:
        """Return the party with this id, if there is one."""
        return next((entry for entry in self.parties if entry.id == party), None)

    def issue(self, issue: str) -> Issue | None:
        """Return the issue with this id, if there is one."""
        return next((entry for entry in self.issues if entry.id == issue), None)

    def view(self, party: str, issue: str) -> View | None:
        """Return what this party thinks of this issue, if it is on file."""
        return next((entry for entry in self.views if entry.party == party and entry.issue == issue), None)
