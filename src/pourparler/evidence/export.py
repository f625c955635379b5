"""Claims for other programs: the whole reading of every document, and one line a claim for kept briefs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from pourparler.evidence.claim import Act, Claim, Entity, Inconsistency, Meeting, Reading, Span
from pourparler.evidence.record import Evidence, ReviewedClaim, Source
from pourparler.evidence.store.plain import json_line, to_plain

FORMAT = "pourparler-claims/1"

_STANCES = {
    Act.DEMAND: "demands",
    Act.OFFER: "offers",
    Act.SUPPORT: "supports",
    Act.OPPOSE: "opposes",
    Act.COMMIT: "commits",
    Act.APPEAL: "appeals",
    Act.ASSESS: "assesses",
    Act.PLAN: "plans",
    Act.THREATEN: "threatens",
}
_DENIED = {"supports": "opposes", "opposes": "does not oppose", "assesses": "assesses"}


def export(evidence: Evidence, readings: Mapping[str, Reading] | None = None) -> dict[str, Any]:
    """Return every document with its statements, entities, meetings, positions and inconsistencies.

    Parameters
    ----------
    evidence : Evidence
        Claims as they stand after review.
    readings : mapping of source id to Reading, or None
        For the entities of each document with their mentions; without it they are those of all documents.

    Returns
    -------
    dict
        ``{"format": "pourparler-claims/1", "documents": [...]}``, in the order of the evidence; copies and unread
        documents included. Offsets count code points of the frozen text; every span has start, end and text.

    Examples
    --------
    >>> export(Evidence({}, {}))
    {'format': 'pourparler-claims/1', 'documents': []}
    """
    return {
        "format": FORMAT,
        "documents": [_document(evidence, source, readings or {}) for source in evidence.sources.values()],
    }


def _document(evidence: Evidence, source: Source, readings: Mapping[str, Reading]) -> dict[str, Any]:
    text = evidence.texts[source.id]
    claims = [reviewed for reviewed in evidence.claims if reviewed.claim.source == source.id]
    reading = readings.get(source.id, Reading(source.id))
    return {
        "doc": _about(source),
        "statements": [_statement(text, reviewed) for reviewed in claims],
        "entities": [_entity(text, entity) for entity in _cast(evidence, reading, claims)],
        "meetings": [_meeting(text, meeting) for owner, meeting in evidence.meetings if owner == source.id],
        "positions": _positions(claims),
        "inconsistencies": [
            _inconsistency(evidence, found)
            for found in evidence.inconsistencies
            if any(owner == source.id for owner, _ in found.evidence)
        ],
    }


def _about(source: Source) -> dict[str, Any]:
    return {
        "id": source.id,
        "file": source.file,
        "sha256": source.sha256,
        "original_sha256": source.original_sha256,
        "chars": source.chars,
        "media": source.media,
        "language": source.language,
        "document_date": source.date,
        "date_basis": source.date_basis,
        "title": source.title,
        "publisher": source.publisher,
        "visibility": source.visibility.value,
        "receivers": list(source.receivers),
        "off_record": source.off_record,
        "standing": source.standing.value,
        "superseded_by": source.superseded_by,
        "copy_of": source.copy_of,
        "read": source.read,
        "note": source.note,
        "hidden": list(source.hidden),
    }


def _shown(text: str, span: Span | None) -> dict[str, Any] | None:
    return None if span is None else {"start": span.start, "end": span.end, "text": span.of(text)}


def _statement(text: str, reviewed: ReviewedClaim) -> dict[str, Any]:
    claim = reviewed.claim
    told: dict[str, Any] = {
        "id": claim.id,
        "kind": claim.kind.value,
        "speaker": {
            "entity": claim.speaker.entity,
            "mention": _shown(text, claim.speaker.mention),
            "antecedent": _shown(text, claim.speaker.antecedent),
            "unnamed": claim.speaker.unnamed,
            "candidates": list(claim.speaker.candidates),
        },
        "cue": {**(_shown(text, claim.cue.span) or {}), "lemma": claim.cue.lemma} if claim.cue else None,
        "content": [_shown(text, span) for span in claim.content],
        "quote_type": claim.quote_type.value,
        "act": claim.act.value,
        "act_alt": [act.value for act in claim.act_alt],
        "negated": claim.negated,
        "condition": _shown(text, claim.condition),
        "issue": claim.issue,
        "addressee": claim.addressee,
        "date_expr": _shown(text, claim.date_expr),
        "date": claim.date,
        "channel": claim.channel,
        "confidence": claim.confidence.value,
        "why": list(claim.why),
        "review": reviewed.review.value,
        "by": reviewed.by,
        "on": reviewed.on,
    }
    return {**told, "relays": claim.relays} if claim.relays else told


def _cast(evidence: Evidence, reading: Reading, claims: Iterable[ReviewedClaim]) -> list[Entity]:
    """Return the entities of a document, and those that only a person's decision names."""
    held = {entity.id for entity in reading.entities}
    named = {reviewed.claim.speaker.entity for reviewed in claims} - held - {None}
    return [*reading.entities, *(evidence.entities[id_] for id_ in sorted(map(str, named)) if id_ in evidence.entities)]


def _entity(text: str, entity: Entity) -> dict[str, Any]:
    # Merged entities carry offices of other texts; only those with mentions here have their evidence here.
    offices = entity.offices if entity.mentions else ()
    return {
        "id": entity.id,
        "type": entity.type.value,
        "name": entity.name,
        "aliases": list(entity.aliases),
        "country_or_party": entity.party,
        "offices": [
            {"title": office.title, "org": office.organisation, "evidence": _shown(text, office.evidence)}
            for office in offices
        ],
        "mentions": [_shown(text, span) for span in entity.mentions],
    }


def _meeting(text: str, meeting: Meeting) -> dict[str, Any]:
    return {
        "id": meeting.id,
        "what": meeting.what,
        "participants": list(meeting.participants),
        "where": meeting.where,
        "when_expr": meeting.when_expr.of(text) if meeting.when_expr else None,
        "when": _shown(text, meeting.when_expr),
        "date": meeting.date,
        "status": meeting.status,
        "evidence": _shown(text, meeting.evidence),
    }


def _inconsistency(evidence: Evidence, found: Inconsistency) -> dict[str, Any]:
    return {
        "id": found.id,
        "type": found.type,
        "entity": found.entity,
        "description": found.description,
        "severity": found.severity,
        "evidence": [
            {"source": owner, **(_shown(evidence.texts.get(owner, ""), span) or {})} for owner, span in found.evidence
        ],
        "claims": list(found.claims),
    }


def _positions(claims: Iterable[ReviewedClaim]) -> list[dict[str, Any]]:
    """Return for each speaker and issue of a document the stance that most of its statements take."""
    said: dict[tuple[str, str], list[Claim]] = {}
    for reviewed in claims:
        claim = reviewed.claim
        if claim.speaker.entity and claim.issue:
            said.setdefault((claim.speaker.entity, claim.issue), []).append(claim)
    return [
        {"party": party, "issue": issue, "stance": _stance(alike), "statements": [claim.id for claim in alike]}
        for (party, issue), alike in said.items()
    ]


def _stance(claims: Iterable[Claim]) -> str:
    stances = [_one_stance(claim) for claim in claims]
    # An assessment is no stance unless there is nothing else.
    telling = [stance for stance in stances if stance != "assesses"] or stances
    count = Counter(telling)
    return max(telling, key=lambda stance: (count[stance], -telling.index(stance)))


def _one_stance(claim: Claim) -> str:
    stance = _STANCES[claim.act]
    if not claim.negated:
        return stance
    return _DENIED.get(stance, f"does not {claim.act.value}")


def claims_jsonl(evidence: Evidence) -> str:
    """Return one line of JSON for each claim, with its words: the claims as a kept brief saw them.

    The same evidence gives the same bytes. Words of a source off the record are left out.
    """
    return "".join(f"{json_line(_line(evidence, reviewed))}\n" for reviewed in evidence.claims)


def _line(evidence: Evidence, reviewed: ReviewedClaim) -> dict[str, Any]:
    source = evidence.sources[reviewed.claim.source]
    told = _statement(evidence.texts[source.id], reviewed)
    told |= {"source": source.id, "source_sha256": source.sha256, "source_date": source.date}
    if source.off_record:
        told["off_record"] = True
        told = _without_words(told)
    return told


def sources_jsonl(evidence: Evidence) -> str:
    """Return one line of JSON for each source, with the meetings it tells of: the sources as a kept brief saw them.

    The same evidence gives the same bytes. What a source off the record calls a meeting, and where it is, are left out.

    Examples
    --------
    >>> sources_jsonl(Evidence({}, {}))
    ''
    """
    told: dict[str, list[Meeting]] = {id_: [] for id_ in evidence.sources}
    for owner, meeting in evidence.meetings:
        hidden = evidence.sources[owner].off_record
        told[owner].append(replace(meeting, what="", where=None) if hidden else meeting)
    return "".join(
        f"{json_line({'source': to_plain(source), 'meetings': to_plain(told[source.id])})}\n"
        for source in evidence.sources.values()
    )


def _without_words(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_words(item) for name, item in value.items() if name != "text"}
    if isinstance(value, list):
        return [_without_words(item) for item in value]
    return value
