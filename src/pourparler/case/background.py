"""Meetings, facts and norms agreed or contested, standards, and judgements that move together."""

from __future__ import annotations

import datetime
from typing import Literal

from pydantic import Field

from pourparler.case.entries import Entry, Id, Named, Text


class Meeting(Named):
    """An encounter on the calendar."""

    date: datetime.date | None = None
    """Day."""
    time: str | None = None
    """As the schedule says it."""
    place: str | None = None
    """Where."""
    participants: tuple[Id, ...] = ()
    """Parties, people or bodies."""
    format: str | None = None
    """Bilateral, plenary, restricted session ..."""
    status: Literal["planned", "scheduled", "under way", "held", "cancelled"] = "planned"
    """How firm it is."""
    press: str | None = None
    """What the press sees."""
    because: tuple[str, ...] = ()
    """Claim ids."""


class Version(Entry):
    """How one party tells a contested fact."""

    party: Id
    """Whose version."""
    text: Text
    """In its words or ours."""


class Fact(Named):
    """A fact or a norm, and whether the parties agree on it."""

    text: Text
    """The fact."""
    date: datetime.date | None = None
    """When it happened or was published."""
    status: Literal["agreed", "contested", "convergent-norm", "divergent-norm", "ours"]
    """Agreed or contested facts; norms on which the parties converge or diverge."""
    versions: tuple[Version, ...] = ()
    """How each party tells it, when contested."""
    staccato: bool = False
    """Whether it belongs among the five facts of page one."""


class Standard(Named):
    """An outside measure of what is fair: law, precedent, index, custom."""

    issue: Id | None = None
    """What it bears on."""
    text: Text
    """What it says."""
    source: str | None = None
    """Where it is laid down."""


class Correlation(Entry):
    """Two or more uncertain judgements that move together."""

    between: tuple[str, ...] = Field(min_length=2)
    """Paths of judgements."""
    value: float = Field(ge=-1, le=1)
    """Rank correlation."""
    why: Text | None = None
    """The reason."""
