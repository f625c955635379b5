"""The case: the one thing every analysis takes in."""

from __future__ import annotations

from typing import Literal

from pourparler.case.agreements import Agreement
from pourparler.case.background import Correlation, Fact, Meeting, Standard
from pourparler.case.conflict import Belief, Conflict
from pourparler.case.entries import Day, Entry, Id, Many, Number, Text
from pourparler.case.ids import PartyId
from pourparler.case.issues import Exclusion, Issue, Linkage, Prerequisite
from pourparler.case.measures import Alternative, Guarantee, Measure
from pourparler.case.parties import Body, Party, Person, Relation, Rule
from pourparler.case.views import Preparation, Statement, View

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
    as_of: Day | None = None
    """The day the case stands for; the newest source date when left out."""
    prepared_for: PartyId | None = None
    """The party we prepare ("we"); left out by mediators and researchers."""
    prepared_by: str | None = None
    """Who keeps the file."""
    classification: str = ""
    """Stands on every page."""
    language: str = "en"
    """ISO 639-1."""
    parties: Many[Party] = ()
    """Who has a stake."""
    people: Many[Person] = ()
    """Who speaks and decides."""
    relations: Many[Relation] = ()
    """Who stands how to whom."""
    bodies: Many[Body] = ()
    """Where decisions are taken."""
    table: Rule | None = None
    """How the table itself decides; left out, every principal must agree."""
    term: Number | None = None
    """How many years an agreement would run: costs that come each year are shown over them."""
    issues: Many[Issue] = ()
    """What must be settled."""
    exclusions: Many[Exclusion] = ()
    """Options that cannot stand together."""
    prerequisites: Many[Prerequisite] = ()
    """Options that need others."""
    linkages: Many[Linkage] = ()
    """Values that options have only together."""
    views: Many[View] = ()
    """One party on one issue."""
    conflict: Conflict | None = None
    """How the dispute goes on without agreement."""
    measures: Many[Measure] = ()
    """Support and pressure."""
    alternatives: Many[Alternative] = ()
    """What groups of backers could do by themselves."""
    guarantees: Many[Guarantee] = ()
    """Promises to act if an agreement is broken."""
    agreements: Many[Agreement] = ()
    """Designs of an agreement, with their phases."""
    beliefs: Many[Belief] = ()
    """What parties hold about each other, where it may differ from what we judge."""
    statements: Many[Statement] = ()
    """What public words give away."""
    meetings: Many[Meeting] = ()
    """The calendar."""
    facts: Many[Fact] = ()
    """Agreed and contested facts and norms."""
    standards: Many[Standard] = ()
    """Outside measures of what is fair."""
    correlations: Many[Correlation] = ()
    """Judgements that move together."""
    affected: Many[Text] = ()
    """Who is affected and not at the table."""
    confidence_building: Many[Text] = ()
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
