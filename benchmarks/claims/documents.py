"""Annotated documents and readings in one shape: gold files, exports, and what ``read`` returns."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pourparler.evidence.claim import Claim, Entity, Inconsistency, Meeting, Reading, Span

Document = Mapping[str, Any]
"""One document in the annotation format: ``doc``, ``statements``, ``entities``, ``meetings``, ``inconsistencies``."""

ARTICLES = Path(__file__).resolve().parents[2] / "tests" / "articles"
SETS = ("known", "unseen")


@dataclass(frozen=True, slots=True)
class Article:
    """An annotated article and the text all its offsets count."""

    gold: Document
    text: str

    @property
    def name(self) -> str:
        """The id of the article."""
        return str(self.gold["doc"]["id"])

    @property
    def published(self) -> date | None:
        """The day the article appeared, where it is known."""
        day = self.gold["doc"].get("document_date")
        return date.fromisoformat(day) if day else None


def load_article(path: Path, texts: Path | None = None) -> Article:
    """Read one annotation and its text.

    Parameters
    ----------
    path : Path
        The annotation, ``NAME.json``.
    texts : Path or None
        Folder of the text that ``doc.file`` names; beside the annotation unless given.

    Raises
    ------
    ValueError
        When the text is not the one that was annotated.
    """
    gold = json.loads(path.read_text(encoding="utf-8"))
    data = ((texts or path.parent) / gold["doc"]["file"]).read_bytes()
    if hashlib.sha256(data).hexdigest() != gold["doc"]["sha256"]:
        raise ValueError(f"{path.name}: the text is not the one that was annotated (sha256 differs)")
    return Article(gold, data.decode("utf-8"))


def load_set(name: str) -> list[Article]:
    """Read all articles of ``known`` or ``unseen``, in order of their names."""
    return [load_article(path) for path in sorted((ARTICLES / name).glob("*.json"))]


def document_of(reading: Reading, text: str) -> dict[str, Any]:
    """Bring a reading into the annotation format.

    Parameters
    ----------
    reading : Reading
        What our extractor found.
    text : str
        The text it read.
    """
    return {
        "doc": {"id": reading.source, "sha256": hashlib.sha256(text.encode("utf-8")).hexdigest(), "chars": len(text)},
        "statements": [_statement(claim, text) for claim in reading.claims],
        "entities": [_entity(entity, text) for entity in reading.entities],
        "meetings": [_meeting(meeting, text) for meeting in reading.meetings],
        "positions": [],
        "inconsistencies": [_inconsistency(found, reading.source, text) for found in reading.inconsistencies],
    }


def _span(span: Span, text: str) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "text": span.of(text)}


def _maybe(span: Span | None, text: str) -> dict[str, Any] | None:
    return _span(span, text) if span else None


def _statement(claim: Claim, text: str) -> dict[str, Any]:
    speaker = claim.speaker
    return {
        "id": claim.id,
        "kind": str(claim.kind),
        "speaker": {
            "entity": speaker.entity,
            "mention": _maybe(speaker.mention, text),
            "antecedent": _maybe(speaker.antecedent, text),
            "unnamed": speaker.unnamed,
        },
        "cue": {**_span(claim.cue.span, text), "lemma": claim.cue.lemma} if claim.cue else None,
        "content": [_span(part, text) for part in claim.content],
        "quote_type": str(claim.quote_type),
        "act": str(claim.act),
        "act_alt": [str(act) for act in claim.act_alt],
        "issue": claim.issue,
        "date_expr": _maybe(claim.date_expr, text),
        "condition": _maybe(claim.condition, text),
    }


def _entity(entity: Entity, text: str) -> dict[str, Any]:
    return {
        "id": entity.id,
        "type": str(entity.type),
        "name": entity.name,
        "aliases": list(entity.aliases),
        "offices": [
            {"title": office.title, "org": office.organisation, "evidence": _span(office.evidence, text)}
            for office in entity.offices
        ],
        "mentions": [_span(mention, text) for mention in entity.mentions],
    }


def _meeting(meeting: Meeting, text: str) -> dict[str, Any]:
    return {"id": meeting.id, "what": meeting.what, "evidence": _span(meeting.evidence, text)}


def _inconsistency(found: Inconsistency, source: str, text: str) -> dict[str, Any]:
    here = [_span(span, text) for origin, span in found.evidence if origin == source]
    return {"id": found.id, "type": found.type, "entity": found.entity, "evidence": here}
