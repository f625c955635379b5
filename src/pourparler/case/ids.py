"""Ids, what each of them refers to, and the short forms that lists and days may be typed in."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, GetCoreSchemaHandler, GetJsonSchemaHandler, StringConstraints
from pydantic_core import CoreSchema, core_schema

Kind = Literal[
    "party",
    "issue",
    "option",
    "package-option",
    "body",
    "person",
    "participant",
    "holder",
    "member",
    "claim",
    "judgement",
    "measure",
    "guarantee",
]


@dataclass(frozen=True, slots=True)
class Refers:
    """Marks a field whose text is the id of something else in the case.

    Parameters
    ----------
    kind : str
        What it names. ``option`` is an option of the view's own issue, ``package-option`` an ``issue.option``;
        ``participant`` a party, person or body; ``holder`` a party or body; ``member`` a member of the body at hand;
        ``claim`` a claim of the evidence; ``judgement`` the path of a judgement.
    """

    kind: Kind


OPTION_PATTERN = r"^[a-z0-9][a-z0-9-]*\.[a-z0-9][a-z0-9-]*$"
ID_PATTERN = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=60)]
PartyId = Annotated[Id, Refers("party")]
IssueId = Annotated[Id, Refers("issue")]
OptionId = Annotated[Id, Refers("option")]
BodyId = Annotated[Id, Refers("body")]
PersonId = Annotated[Id, Refers("person")]
ParticipantId = Annotated[Id, Refers("participant")]
HolderId = Annotated[Id, Refers("holder")]
MemberId = Annotated[Id, Refers("member")]
ClaimId = Annotated[str, Refers("claim")]
MeasureId = Annotated[Id, Refers("measure")]
GuaranteeId = Annotated[Id, Refers("guarantee")]
JudgementPath = Annotated[str, Refers("judgement")]
OptionPath = Annotated[str, StringConstraints(pattern=OPTION_PATTERN), Refers("package-option")]


class OneOrMany:
    """Lets a list of one be typed without the list: ``roles: principal``."""

    @staticmethod
    def wrap(raw: object) -> object:
        """Return a list for anything that is not one."""
        return [raw] if isinstance(raw, str | int | float | Mapping) else raw

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Wrap before the tuple is read."""
        return core_schema.no_info_before_validator_function(self.wrap, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Allow the one beside the many."""
        many = handler(schema)
        return {"anyOf": [many, many["items"]]}


def _day(raw: object) -> object:
    if isinstance(raw, datetime.datetime):
        raise ValueError(f"{raw} has a time of day; write a day as 2026-09-30")
    if isinstance(raw, datetime.date):
        return raw
    if isinstance(raw, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", raw):
        return datetime.date.fromisoformat(raw)
    raise ValueError(f"{raw!r} is not a day; write it as 2026-09-30")


Day = Annotated[datetime.date, BeforeValidator(_day)]
"""A calendar day as ``2026-09-30``; a bare number is never read as a time stamp."""
