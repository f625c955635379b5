"""Meetings, facts and norms agreed or contested, standards, and judgements that move together."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from pourparler.case.entries import Day, Entry, Many, Named, Text
from pourparler.case.ids import ClaimId, IssueId, JudgementPath, ParticipantId, PartyId


class Meeting(Named):
    """An encounter on the calendar."""

    date: Day | None = None
    """Day."""
    time: str | None = None
    """As the schedule says it."""
    place: str | None = None
    """Where."""
    participants: Many[ParticipantId] = ()
    """Parties, people or bodies."""
    format: str | None = None
    """Bilateral, plenary, restricted session ..."""
    status: Literal["planned", "scheduled", "under way", "held", "cancelled"] = "planned"
    """How firm it is."""
    press: str | None = None
    """What the press sees."""
    because: Many[ClaimId] = ()
    """Claim ids."""


class Version(Entry):
    """How one party tells a contested fact."""

    party: PartyId
    """Whose version."""
    text: Text
    """In its words or ours."""


class Fact(Named):
    """A fact or a norm, and whether the parties agree on it."""

    text: Text
    """The fact."""
    date: Day | None = None
    """When it happened or was published."""
    status: Literal["agreed", "contested", "convergent-norm", "divergent-norm", "ours"]
    """Agreed or contested facts; norms on which the parties converge or diverge."""
    versions: Many[Version] = ()
    """How each party tells it, when contested."""
    staccato: bool = False
    """Whether it belongs among the five facts of page one."""


class Standard(Named):
    """An outside measure of what is fair: law, precedent, index, custom."""

    issue: IssueId | None = None
    """What it bears on."""
    text: Text
    """What it says."""
    source: str | None = None
    """Where it is laid down."""


class Correlation(Entry):
    """Two or more uncertain judgements that move together."""

    between: tuple[JudgementPath, ...] = Field(min_length=2)
    """Paths of judgements."""
    value: float = Field(ge=-1, le=1)
    """Rank correlation."""
    why: Text | None = None
    """The reason."""
