"""A Judgement: a value or a text that somebody answers for, with basis, confidence and visibility."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Generic, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    PlainSerializer,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import CoreSchema

from pourparler.case.ids import ClaimId, Day, OneOrMany, PartyId
from pourparler.case.ranges import FORMS, Range, parse_range
from pourparler.core.grades import Confidence, Visibility


class Closed(BaseModel):
    """The base of all that stands in a case file: unknown keys are refused."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        use_attribute_docstrings=True,
        arbitrary_types_allowed=True,
        coerce_numbers_to_str=True,
        allow_inf_nan=False,
    )


_LEVELS = tuple(Visibility)


class Audience(Closed):
    """Who may see an entry: ``own``, ``public``, ``shared`` (any receiver) or ``{shared: [A, B]}``."""

    level: Visibility = Visibility.OWN
    """How far it goes."""
    receivers: Annotated[tuple[PartyId, ...], OneOrMany()] = ()
    """For ``shared``: party ids; empty means any receiver."""

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, raw: Any) -> Any:
        if isinstance(raw, str):
            return {"level": raw}
        if isinstance(raw, Mapping) and set(raw) == {"shared"}:
            if not raw["shared"]:
                raise ValueError("`shared` names nobody; write own, or `shared` alone for any receiver")
            return {"level": Visibility.SHARED, "receivers": raw["shared"]}
        return raw

    @model_validator(mode="after")
    def _receivers_are_of_shared(self) -> Audience:
        if self.receivers and self.level is not Visibility.SHARED:
            raise ValueError(f"{self.level.value} has no receivers; write {{shared: [{', '.join(self.receivers)}]}}")
        return self

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Describe the short forms, which are the ones people type."""
        party = {"type": "string"}
        receivers = {"anyOf": [party, {"type": "array", "items": party, "minItems": 1}]}
        named = {"type": "object", "properties": {"shared": receivers}, "required": ["shared"]}
        return {
            "anyOf": [{"enum": [level.value for level in _LEVELS]}, {**named, "additionalProperties": False}],
            "description": "Who may see it: own (the default), public, shared, or {shared: [party, ...]}.",
        }

    def narrowed(self, parent: Audience) -> Audience:
        """Return this audience, never wider than that of the entry it stands in.

        Examples
        --------
        >>> Audience(level="public").narrowed(Audience(level="own")).level.value
        'own'
        """
        if _LEVELS.index(self.level) > _LEVELS.index(parent.level):
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
    dated: Day | None = None
    """When it was judged."""
    why: str | None = None
    """The reason in a sentence."""
    because: Annotated[tuple[ClaimId, ...], OneOrMany()] = ()
    """Claim ids it rests on."""
    confidence: Confidence | None = None
    """low, moderate or high."""
    visibility: Audience | None = None
    """Who may see it."""

    @property
    def signed(self) -> bool:
        """Whether it has a basis: claims, or a person with a date and a reason."""
        return bool(self.because) or bool(self.by and self.dated and self.why)


ValueT = TypeVar("ValueT")
_SIGNATURE = frozenset({"by", "dated", "why", "because", "confidence", "visibility", "comment"})


def is_signature(key: object) -> bool:
    """Tell whether the key belongs to the long form of a judgement rather than to its value.

    Examples
    --------
    >>> is_signature("because"), is_signature("20")
    (True, False)
    """
    return key in _SIGNATURE


class Judgement(Judged, Generic[ValueT]):
    """A value with the person, the date and the reason behind it.

    ``value`` alone may be typed; the rest then comes from the nearest ``judged:`` block above.
    """

    value: ValueT
    """The number, range or text itself."""
    comment: str | None = None
    """A remark for colleagues: it never leaves the team."""
    path: str = Field(default="", exclude=True, json_schema_extra={"readOnly": True})
    """Where it stands in the case, by ids; filled in on loading."""

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, raw: Any) -> Any:
        if isinstance(raw, Judgement):
            return raw
        if isinstance(raw, Mapping) and ("value" in raw or any(is_signature(key) for key in raw)):
            return raw
        return {"value": raw}

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Allow the value alone beside the long form."""
        form = handler.resolve_ref_schema(handler(schema))
        properties = {name: field for name, field in form["properties"].items() if name != "path"}
        return {"anyOf": [properties["value"], {**form, "properties": properties}]}


_RANGE_SCHEMA = {
    "anyOf": [
        {"type": "number"},
        {"type": "string", "pattern": r"^\s*-?[0-9.eE+]+\s*(\.\.\s*-?[0-9.eE+]+\s*){0,2}$"},
        {
            "type": "object",
            "propertyNames": {"pattern": r"^[-+]?[0-9.]+([eE][-+]?[0-9]+)?$"},
            "additionalProperties": {"type": "number"},
            "minProperties": 1,
        },
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
