"""Annotated articles as evidence: what drafting would see if reading made no mistake."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from pourparler.evidence.claim import (
    Act,
    Claim,
    Cue,
    Entity,
    EntityType,
    Inconsistency,
    Kind,
    Meeting,
    Office,
    QuoteType,
    Reading,
    Span,
    Speaker,
    claim_id,
)
from pourparler.evidence.record import Evidence, Source
from pourparler.evidence.store.assembly import assemble


def evidence_of(annotation: Path, text: str, date: str | None = None) -> Evidence:
    """Return the evidence that an annotated article gives."""
    gold = json.loads(annotation.read_text(encoding="utf-8"))
    id_ = str(gold["doc"]["id"])
    claims = {str(said["id"]): _claim(id_, said) for said in gold["statements"]}
    for said in gold["statements"]:
        if said.get("relays") in claims:
            claims[said["id"]] = replace(claims[said["id"]], relays=claims[said["relays"]].id)
    reading = Reading(
        source=id_,
        entities=tuple(_entity(entity) for entity in gold["entities"]),
        claims=tuple({claim.id: claim for claim in claims.values()}.values()),
        meetings=tuple(_meeting(meeting) for meeting in gold.get("meetings", ())),
        inconsistencies=tuple(_inconsistency(id_, item) for item in gold.get("inconsistencies", ())),
        topics=tuple(
            sorted({(claim.issue, claim.issue.replace("-", " ")) for claim in claims.values() if claim.issue})
        ),
    )
    day = date or gold["doc"].get("document_date")
    source = Source(id_, annotation.name, "text", "0" * 64, gold["doc"]["sha256"], len(text), "en", date=day)
    return assemble([source], {id_: text}, {id_: reading})


def _span(raw: Any) -> Span:
    return Span(raw["start"], raw["end"])


def _maybe(raw: Any) -> Span | None:
    return None if not isinstance(raw, dict) else _span(raw)


def _claim(source: str, raw: dict[str, Any]) -> Claim:
    content = tuple(_span(part) for part in raw["content"])
    cue = None if raw["cue"] is None else Cue(_span(raw["cue"]), raw["cue"]["lemma"])
    mention = _maybe(raw["speaker"]["mention"])
    spans = [*content, *([cue.span] if cue else []), *([mention] if mention else [])]
    return Claim(
        id=claim_id(source, spans),
        source=source,
        kind=Kind(raw["kind"]),
        speaker=Speaker(raw["speaker"]["entity"], mention, unnamed=raw["speaker"].get("unnamed", False)),
        cue=cue,
        content=content,
        quote_type=QuoteType(raw["quote_type"]),
        act=Act(raw["act"]),
        negated=bool(raw.get("negated", False)),
        condition=_maybe(raw.get("condition")),
        issue=raw["issue"],
        addressee=raw.get("addressee"),
        channel=raw.get("channel"),
    )


def _entity(raw: dict[str, Any]) -> Entity:
    offices = tuple(Office(office["title"], office["org"], _span(office["evidence"])) for office in raw["offices"])
    return Entity(
        raw["id"], EntityType(raw["type"]), raw["name"], tuple(raw["aliases"]), raw["country_or_party"], offices
    )


def _meeting(raw: dict[str, Any]) -> Meeting:
    status = raw.get("status", "planned")
    return Meeting(
        raw["id"], raw["what"], tuple(raw["participants"]), _span(raw["evidence"]), raw["where"], status=status
    )


def _inconsistency(source: str, raw: dict[str, Any]) -> Inconsistency:
    evidence = tuple((source, _span(part)) for part in raw["evidence"])
    return Inconsistency(raw["id"], raw["type"], raw["entity"], raw["description"], evidence, raw["severity"])
