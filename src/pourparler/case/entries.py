"""What the entries of a case have in common: an id, a name, an audience, a remark."""

from __future__ import annotations

import datetime
from typing import Annotated

from pydantic import BeforeValidator, StringConstraints

from pourparler.case.judgement import Audience, Closed, Judged, Judgement, Score, Share, TypedRange, Weight

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=60)]
OptionPath = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*\.[a-z0-9][a-z0-9-]*$")]
Text = Judgement[str]
Number = Judgement[TypedRange]
Scored = Judgement[Score]
Weighted = Judgement[Weight]
Chance = Judgement[Share]


def _one_or_many(raw: object) -> object:
    return [raw] if isinstance(raw, str | dict) else raw


Texts = Annotated[tuple[Text, ...], BeforeValidator(_one_or_many)]
"""One text or a list of texts."""


class Entry(Closed):
    """An entry of the case: it may carry its own ``judged:`` block, audience and remark."""

    judged: Judged | None = None
    """Who answers for the judgements inside this entry."""
    visibility: Audience | None = None
    """Who may see this entry: never wider than the entry it stands in."""
    comment: str | None = None
    """A remark for colleagues."""


class Named(Entry):
    """An entry with an id (used everywhere) and a name (shown)."""

    id: Id
    """Lower case, digits and hyphens."""
    name: str = ""
    """Shown to people; the id if left out."""
    also: tuple[str, ...] = ()
    """Other spellings and names used in reporting."""

    @property
    def label(self) -> str:
        """The name, or the id where there is none."""
        return self.name or self.id


class Period(Closed):
    """A dated stretch of time, open at either end."""

    since: datetime.date | None = None
    """First day."""
    until: datetime.date | None = None
    """Last day."""

    def covers(self, day: datetime.date) -> bool:
        """Tell whether the day lies within, ends included."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


class Condition(Closed):
    """What a position hangs on: another option, a date, or words."""

    option: OptionPath | None = None
    """``issue.option`` that must be part of the package."""
    after: datetime.date | None = None
    """Holds from this day on."""
    before: datetime.date | None = None
    """Holds until this day."""
    words: str | None = None
    """As the speaker put it, when it is neither an option nor a date."""
