"""What a person may set in a claim: checked, and put into it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pourparler.evidence.claim import Act, Claim, EntityType, Kind, QuoteType, Review, Speaker
from pourparler.evidence.record import Decision
from pourparler.evidence.store.plain import field_from_plain

CHANGEABLE = (
    "speaker", "content", "cue", "quote_type", "kind", "act", "act_alt", "issue", "addressee", "condition", "negated",
    "date_expr", "date", "channel", "relays",
)  # fmt: skip
"""The fields of a claim that a person may set."""
_NOBODY = Speaker(None, None)
_OF_A_SPEAKER = ("entity", "mention", "antecedent", "unnamed", "name", "type", "party")


def check_changes(review: Review, changes: object) -> None:
    """Check the fields that a decision sets.

    Raises
    ------
    ValueError
        "found ...; allowed: ..." for the first field that does not fit.
    """
    if not isinstance(changes, Mapping):
        raise ValueError(f"found changes {changes!r}; allowed: a mapping of fields")
    if changes and review not in (Review.CORRECTED, Review.ADDED):
        raise ValueError(f"found changes on a claim that was {review}; allowed: with corrected and added only")
    allowed = (*CHANGEABLE, "source") if review is Review.ADDED else CHANGEABLE
    for name, value in changes.items():
        if name not in allowed:
            raise ValueError(f"found the field {name!r}; allowed: {', '.join(allowed)}")
        try:
            _field(name, value)
        except ValueError as error:
            raise ValueError(f"found in {name}: {str(error).removeprefix('found ')}") from None
    if review is Review.ADDED and not (changes.get("source") and changes.get("content")):
        raise ValueError("found a claim added without its source or content; allowed: both")


def _field(name: str, value: Any, held: Speaker = _NOBODY) -> Any:
    """Return the value of a claim's field from the plain data of a decision."""
    if name == "speaker":
        return _speaker(value, held)
    if name == "date" and value is not None:
        try:
            return datetime.date.fromisoformat(value).isoformat()
        except (ValueError, TypeError):
            raise ValueError(f"found {value!r}; allowed: an ISO date") from None
    if name == "content" and not value:
        raise ValueError("found nothing; allowed: at least one [start, end]")
    return field_from_plain(Claim, name, value)


def _speaker(value: Any, held: Speaker) -> Speaker:
    """Return the speaker a person names; the words that mention the speaker stay unless others are given."""
    given = {"entity": value} if isinstance(value, str) and value else value
    if not isinstance(given, Mapping):
        raise ValueError(f"found {value!r}; allowed: an entity id, or a mapping of {', '.join(_OF_A_SPEAKER)}")
    unknown = sorted(set(given) - set(_OF_A_SPEAKER))
    if unknown:
        raise ValueError(f"found the key {unknown[0]!r}; allowed: {', '.join(_OF_A_SPEAKER)}")
    if given.get("type") is not None and given["type"] not in list(EntityType):
        raise ValueError(f"found the type {given['type']!r}; allowed: {', '.join(EntityType)}")
    parts = {name: field_from_plain(Speaker, name, given[name]) for name in _OF_A_SPEAKER[:4] if name in given}
    return Speaker(**{"entity": held.entity, "mention": held.mention, **parts})


def with_changes(claim: Claim, changes: Mapping[str, object]) -> Claim:
    """Return the claim with the fields that a person set.

    Raises
    ------
    ValueError
        "found ...; allowed: ..." for a field that does not fit.
    """
    values = {name: _field(name, value, claim.speaker) for name, value in changes.items() if name != "source"}
    return replace(claim, **values)


def added(decision: Decision) -> Claim:
    """Make the claim that a person added from the fields the person gave."""
    changes = decision.changes
    why = ["added by hand"]
    if "act" not in changes:
        why.append("act not given: shown as assess")
    blank = Claim(
        id=decision.claim,
        source=str(changes["source"]),
        kind=Kind.SPEECH,
        speaker=Speaker(None, None),
        cue=None,
        content=(),
        quote_type=QuoteType.INDIRECT,
        act=Act.ASSESS,
        why=tuple(why),
    )
    return with_changes(blank, changes)
