"""Issues with their options, and which options cannot or must go together."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from pourparler.case.entries import Entry, Many, Named, Number, OptionPath, Text, Texts
from pourparler.case.ids import BodyId, PartyId

OFF_THE_TABLE = ("withdrawn", "deferred")
"""Issues of this status are in no package."""


class Option(Named):
    """One way to settle an issue."""

    needs: Many[BodyId] = ()
    """Bodies that must pass it."""
    costs: dict[PartyId, Number] = Field(default_factory=dict)
    """What it costs a party, in the issue's ``cost_unit``; below 0 for money it receives."""
    text: Text | None = None
    """Draft wording."""


class Issue(Named):
    """A question the talks must settle; questions of process are issues too."""

    question: str | None = None
    """As it would be put to the table."""
    topic: str | None = None
    """The id in the topic vocabulary, when it is not the issue's own."""
    terms: Many[str] = ()
    """Words by which reporting names it."""
    kind: Literal["political", "professional", "technical", "process"] | None = None
    """Who settles such a thing."""
    type: Literal["options", "divisible", "yes-no"] = "options"
    """A list of options, a quantity that can be split, or yes and no."""
    status: Literal["open", "tentatively-agreed", "agreed", "withdrawn", "deferred"] = "open"
    """Where it stands at the table."""
    options: Many[Option] = ()
    """At least two before packages can be formed."""
    likelihood: Literal["certain", "may be raised", "defensive"] | None = None
    """How likely the next meeting is to raise it."""
    cost_unit: str | None = None
    """Money, such as ``EUR million``; ``EUR million a year`` for a cost that comes back each year."""
    cost_per: Literal["year", "once"] | None = None
    """Whether the costs come each year or once; left out, each year where ``cost_unit`` ends in ``a year``."""
    status_quo: Text | None = None
    """What holds today, or the text now in force."""
    implementation: Text | None = None
    """Who would carry it out, and how."""
    monitoring: Text | None = None
    """Who would see whether it is kept."""
    guarantors: Many[PartyId] = ()
    """Who would stand behind it."""
    dispute: Text | None = None
    """What happens when the parties differ on it later."""
    precedents: Texts = ()
    """How others settled it."""


class Exclusion(Entry):
    """Options that cannot stand in one package."""

    options: Many[OptionPath] = Field(min_length=2)
    """Two or more ``issue.option``."""
    why: Text | None = None
    """The reason."""


class Prerequisite(Entry):
    """An option that can only be chosen with others."""

    option: OptionPath
    """``issue.option``."""
    needs: Many[OptionPath] = Field(min_length=1)
    """Each of these must be in the package too."""
    why: Text | None = None
    """The reason."""


class Linkage(Entry):
    """A value that two or more options have only together, for one party."""

    party: PartyId
    """Whose value."""
    options: Many[OptionPath] = Field(min_length=2)
    """Together."""
    value: Number
    """Added to the party's utility, on 0 to 100, when all are in the package."""
