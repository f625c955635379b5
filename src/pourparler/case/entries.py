"""What the entries of a case have in common: an id, a name, an audience, a remark."""

from __future__ import annotations

import datetime
import re
from typing import Annotated, TypeVar

from pydantic import Field, model_validator

from pourparler.case.ids import OPTION_PATTERN, Day, Id, OneOrMany, OptionPath
from pourparler.case.judgement import Audience, Closed, Judged, Judgement, Score, Share, TypedRange, Weight

__all__ = [
    "Chance",
    "Condition",
    "Day",
    "Entry",
    "Id",
    "Many",
    "Named",
    "Number",
    "OptionPath",
    "Period",
    "Scored",
    "Text",
    "Texts",
    "Weighted",
]

ItemT = TypeVar("ItemT")
Many = Annotated[tuple[ItemT, ...], OneOrMany()]
"""A list; a single one may be typed without the list."""
Text = Judgement[str]
Number = Judgement[TypedRange]
Scored = Judgement[Score]
Weighted = Judgement[Weight]
Chance = Judgement[Share]
Texts = Many[Text]
"""One text or a list of texts."""


class Entry(Closed):
    """An entry of the case: it may carry its own ``judged:`` block, audience and remark."""

    judged: Judged | None = None
    """Who answers for the judgements inside this entry."""
    visibility: Audience | None = None
    """Who may see this entry: never wider than the entry it stands in."""
    comment: str | None = None
    """A remark for colleagues: it never leaves the team."""
    path: str = Field(default="", exclude=True, json_schema_extra={"readOnly": True})
    """Where it stands in the case, by ids; filled in on loading."""


class Named(Entry):
    """An entry with an id (used everywhere) and a name (shown)."""

    id: Id
    """Lower case, digits and hyphens."""
    name: str = ""
    """Shown to people; the id if left out."""
    also: Many[str] = ()
    """Other spellings and names used in reporting."""

    @property
    def label(self) -> str:
        """The name, or the id where there is none."""
        return self.name or self.id


class Period(Closed):
    """A dated stretch of time, open at either end."""

    since: Day | None = None
    """First day."""
    until: Day | None = None
    """Last day."""

    @model_validator(mode="after")
    def _in_order(self) -> Period:
        return ordered(self, self.since, self.until)

    def covers(self, day: datetime.date) -> bool:
        """Tell whether the day lies within, ends included."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


class Condition(Closed):
    """What a position hangs on: another option, a date, or words.

    Typed as one string it is an option where it reads ``issue.option``, and words otherwise.
    """

    option: OptionPath | None = None
    """``issue.option`` that must be part of the package."""
    after: Day | None = None
    """Holds from this day on."""
    before: Day | None = None
    """Holds until this day."""
    words: str | None = None
    """As the speaker put it, when it is neither an option nor a date."""

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, raw: object) -> object:
        if not isinstance(raw, str):
            return raw
        return {"option" if re.fullmatch(OPTION_PATTERN, raw) else "words": raw}


ClosedT = TypeVar("ClosedT", bound=Closed)


def ordered(entry: ClosedT, since: datetime.date | None, until: datetime.date | None) -> ClosedT:
    """Return the entry when its first day does not come after its last.

    Raises
    ------
    ValueError
        When it does.
    """
    if since is not None and until is not None and until < since:
        raise ValueError(f"it ends on {until}, before it starts on {since}")
    return entry
