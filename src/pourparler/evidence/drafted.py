"""A sentence that nobody has said yet, read as reporting would be once somebody had: for checking it beforehand."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pourparler.evidence.claim import Claim, Inconsistency, Reading, Span, Speaker
from pourparler.evidence.record import Evidence, ReviewedClaim, Source

if TYPE_CHECKING:
    from pourparler.evidence.extraction.topics import Topics
    from pourparler.evidence.names import Names

_MARKS = str.maketrans({"“": "'", "”": "'", "„": "'", "«": "'", "»": "'", '"': "'", "‘": "'", "’": "'"})
_ENDS = " .!?;,…"


@dataclass(frozen=True)
class Drafted:
    """A draft as a text of its own.

    Parameters
    ----------
    text : str
        Each sentence as a quotation of its own, with the speaker's name.
    sentences : tuple of str
        As typed, white space apart.
    spans : tuple of Span
        Where each stands in the text, without its quotation marks.
    reading : Reading
        What was found in it; every claim is the speaker's.
    """

    text: str
    sentences: tuple[str, ...]
    spans: tuple[Span, ...]
    reading: Reading

    def claim(self, number: int) -> Claim | None:
        """Return how one sentence was read: the claim that holds most of it, if there is one."""
        span = self.spans[number]
        found = [
            (sum(min(part.end, span.end) - max(part.start, span.start) for part in over), claim)
            for claim in self.reading.claims
            if (over := [part for part in claim.content if part.overlaps(span)])
        ]
        return max(found, key=lambda one: (one[0], one[1].id), default=(0, None))[1]


def drafted(
    words: str,
    speaker: str,
    name: str,
    *,
    source: str,
    day: datetime.date | None,
    topics: Topics | None = None,
    names: Names | None = None,
) -> Drafted:
    """Read a draft.

    Parameters
    ----------
    words : str
        One sentence or several.
    speaker, name : str
        Id and name of who would say it, of the case.
    source : str
        An id that no source has.
    day : datetime.date or None
        When it would be said.
    topics, names
        As for :func:`pourparler.evidence.extraction.read`.
    """
    from pourparler.evidence.extraction import read as read_text
    from pourparler.evidence.extraction.pipeline import parsed

    whole = " ".join(words.split())
    sentences = tuple(str(one.text).strip() for one in parsed(whole).sents if str(one.text).strip())
    text, spans = "", []
    for sentence in sentences:
        inner = sentence.translate(_MARKS).strip(_ENDS + "'") or sentence
        spans.append(Span(len(text) + 1, len(text) + 1 + len(inner)))
        text += f"“{inner},” {name} said.\n"
    reading = read_text(text, source=source, document_date=day, topics=topics, names=names)
    claims = tuple(replace(claim, speaker=Speaker(speaker, claim.speaker.mention)) for claim in reading.claims)
    return Drafted(text, sentences, tuple(spans), replace(reading, claims=claims))


def with_draft(evidence: Evidence, draft: Drafted, day: datetime.date | None) -> Evidence:
    """Return the evidence with the draft as one more source, for ourselves alone; nothing is stored."""
    from pourparler.evidence.readers.frozen import text_hash

    told, id_ = text_hash(draft.text), draft.reading.source
    dated = day.isoformat() if day is not None else None
    source = Source(id_, f"{id_}.txt", "text", told, told, len(draft.text), "en", date=dated)
    return replace(
        evidence,
        sources={**evidence.sources, id_: source},
        texts={**evidence.texts, id_: draft.text},
        claims=(*evidence.claims, *(ReviewedClaim(claim) for claim in draft.reading.claims)),
        topics={**dict(draft.reading.topics), **evidence.topics},
    )


def contradicted(evidence: Evidence, readings: Mapping[str, Reading], draft: Drafted) -> tuple[Inconsistency, ...]:
    """Return what the draft and the sources say against each other.

    Parameters
    ----------
    evidence : Evidence
        With the draft (:func:`with_draft`).
    readings : mapping of source id to Reading
        Of the sources.
    draft : Drafted
    """
    from pourparler.evidence.contradictions import between_sources

    source = draft.reading.source
    found = between_sources(evidence, {**readings, source: draft.reading})
    return tuple(one for one in found if any(named == source for named, _ in one.evidence))
