"""A Judgement: a value or a text that somebody answers for, with basis, confidence and visibility."""

from __future__ import annotations

import datetime
from typing import Annotated, Any, Generic, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, WithJsonSchema, model_validator

from pourparler.case.ranges import FORMS, Range, parse_range
from pourparler.core.grades import Confidence, Visibility


class Closed(BaseModel):
    """The base of all that stands in a case file: unknown keys are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True, arbitrary_types_allowed=True)


class Audience(Closed):
    """Who may see an entry: ``own``, ``public``, ``shared`` (any receiver) or ``{shared: [A, B]}``."""

    level: Visibility = Visibility.OWN
    """How far it goes."""
    receivers: tuple[str, ...] = ()
    """For ``shared``: party ids; empty means any receiver."""

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, raw: Any) -> Any:
        if isinstance(raw, str):
            return {"level": raw}
        if isinstance(raw, dict) and set(raw) == {"shared"}:
            return {"level": "shared", "receivers": raw["shared"]}
        return raw

    def narrowed(self, parent: Audience) -> Audience:
        """Return this audience, never wider than that of the entry it stands in.

        Examples
        --------
        >>> Audience(level="public").narrowed(Audience(level="own")).level.value
        'own'
        """
        order = list(Visibility)
        if order.index(self.level) > order.index(parent.level):
            return parent
        if self.level is Visibility.SHARED and parent.level is Visibility.SHARED and parent.receivers:
            kept = (
                tuple(who for who in self.receivers if who in parent.receivers) if self.receivers else parent.receivers
            )
            return Audience(level=Visibility.SHARED, receivers=kept) if kept else Audience(level=Visibility.OWN)
        return self


class Judged(Closed):
    """Who answers for the judgements below this block, unless they say otherwise."""

    by: str | None = None
    """Initials or name."""
    dated: datetime.date | None = None
    """When it was judged."""
    why: str | None = None
    """The reason in a sentence."""
    because: tuple[str, ...] = ()
    """Claim ids it rests on."""
    confidence: Confidence | None = None
    """low, moderate or high."""
    visibility: Audience | None = None
    """Who may see it."""


ValueT = TypeVar("ValueT")


class Judgement(Judged, Generic[ValueT]):
    """A value with the person, the date and the reason behind it.

    ``value`` alone may be typed; the rest then comes from the nearest ``judged:`` block above.
    """

    value: ValueT
    """The number, range or text itself."""
    comment: str | None = None
    """A remark for colleagues."""
    path: str = Field(default="", exclude=True, json_schema_extra={"readOnly": True})
    """Where it stands in the case, by ids; filled in on loading."""

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, raw: Any) -> Any:
        if isinstance(raw, dict) and "value" in raw:
            return raw
        return {"value": raw}

    @property
    def signed(self) -> bool:
        """Whether it has a basis: claims, or a person with a date and a reason."""
        return bool(self.because) or bool(self.by and self.dated and self.why)


_RANGE_SCHEMA = {
    "anyOf": [
        {"type": "number"},
        {"type": "string", "pattern": r"^\s*-?[0-9.eE+]+(\.\.-?[0-9.eE+]+){0,2}\s*$"},
        {"type": "object", "additionalProperties": {"type": "number"}},
    ],
    "description": FORMS,
}
TypedRange = Annotated[
    Range, BeforeValidator(parse_range), PlainSerializer(str, return_type=str), WithJsonSchema(_RANGE_SCHEMA)
]


def _within(low: float, high: float, what: str) -> BeforeValidator:
    def check(raw: object) -> Range:
        found = parse_range(raw)
        if found.low < low or found.high > high:
            raise ValueError(f"{found} lies outside {low:g} to {high:g} ({what})")
        return found

    return BeforeValidator(check)


Share = Annotated[TypedRange, _within(0, 1, "a chance or a share")]
Score = Annotated[TypedRange, _within(0, 100, "a value from 0, worst, to 100, best")]
Weight = Annotated[TypedRange, _within(0, 1e9, "a weight of 0 or more")]
