"""One source in, its reading out: who said what, verbatim."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from pourparler.core.grades import Confidence
from pourparler.evidence.claim import (
    Claim,
    Cue,
    Entity,
    Kind,
    QuoteType,
    Reading,
    Speaker,
    claim_id,
)
from pourparler.evidence.extraction.act_of_claim import act_of, is_silent
from pourparler.evidence.extraction.attribution import Attribution
from pourparler.evidence.extraction.cast import Cast, cast_of
from pourparler.evidence.extraction.circumstances import addressee_of, channel_of, condition_of, date_of
from pourparler.evidence.extraction.gathering import attributions_of
from pourparler.evidence.extraction.inconsistencies import within
from pourparler.evidence.extraction.language import language_of
from pourparler.evidence.extraction.meetings import meetings
from pourparler.evidence.extraction.page import Page, page_of
from pourparler.evidence.extraction.pipeline import parsed_many
from pourparler.evidence.extraction.speakers import Resolver
from pourparler.evidence.extraction.topics import Topics, load_topics
from pourparler.evidence.names import Names

if TYPE_CHECKING:
    from spacy.tokens import Doc


@dataclass(frozen=True, slots=True)
class Document:
    """A frozen text to read.

    Parameters
    ----------
    source : str
        Id of the source.
    text : str
        The frozen text.
    date : datetime.date or None
        The day it was published; without one relative dates stay unresolved.
    """

    source: str
    text: str
    date: date | None = None


def read(
    text: str,
    *,
    source: str,
    document_date: date | None = None,
    topics: Topics | None = None,
    names: Names | None = None,
) -> Reading:
    """Return what one source says: claims, entities, meetings and inconsistencies.

    Parameters
    ----------
    text : str
        The frozen text. It is never changed; every span of the result counts its code points.
    source : str
        Id of the source; claim ids begin with it.
    document_date : datetime.date or None
        The day it was published.
    topics : Topics or None
        The vocabulary of issues; the shipped one when None.
    names : Names or None
        Spellings merged before.

    Returns
    -------
    Reading
        Empty, with a note, for a text that is not in English.

    Examples
    --------
    >>> text = "“We will not sign,” Ada Rask said on Monday."
    >>> claim, = read(text, source="wire").claims
    >>> claim.content[0].of(text), claim.speaker.entity
    ('“We will not sign,”', 'ada-rask')
    """
    (reading,) = read_many([Document(source, text, document_date)], topics=topics, names=names)
    return reading


def read_many(
    documents: Iterable[Document],
    *,
    topics: Topics | None = None,
    names: Names | None = None,
    learn: bool = True,
) -> Iterator[Reading]:
    """Yield the readings of many documents in order; the language model takes them in batches.

    Parameters
    ----------
    documents : iterable of Document
    topics, names
        As for :func:`read`.
    learn : bool
        Whether the spellings merged in one document are known in the next, in the order given.

    Notes
    -----
    Names never decide which words are a claim: what is learned changes who is meant, not what is found.
    """
    issues = load_topics() if topics is None else topics
    waiting = [(document, language_of(document.text)) for document in documents]
    english = (document.text for document, language in waiting if language == "en")
    docs = parsed_many(english)
    for document, language in waiting:
        if language != "en":
            yield Reading(document.source, notes=(f"language {language}: stored, not read",))
            continue
        reading = reading_of(next(docs), document, issues, names)
        if learn:
            names = (names or Names()).learned(reading.entities)
        yield reading


def reading_of(doc: Doc, document: Document, topics: Topics, names: Names | None = None) -> Reading:
    """Return the reading of a parsed document."""
    page = page_of(doc)
    cast = cast_of(doc, names)
    resolver = Resolver(page, cast)
    used: dict[str, str] = {}
    claims: dict[str, Claim] = {}
    relays: dict[str, Attribution] = {}
    ids: dict[int, str] = {}
    for attribution in attributions_of(page):
        claim = _claim(page, attribution, cast, resolver, document, topics, used)
        ids[id(attribution)] = claim.id
        claims.setdefault(claim.id, claim)
        if attribution.relays is not None:
            relays[claim.id] = attribution.relays
    for id_, first in relays.items():
        claims[id_] = replace(claims[id_], relays=ids.get(id(first)))
    entities = {**cast.entities, **{id_: entity for id_, entity in resolver.found.items() if id_ not in cast.entities}}
    reading = Reading(
        source=document.source,
        entities=tuple(entities[id_] for id_ in sorted(entities, key=lambda id_: _first(entities[id_]))),
        claims=tuple(claims.values()),
        meetings=meetings(doc, cast, document.date),
        topics=tuple(sorted(used.items())),
    )
    return replace(reading, inconsistencies=within(reading, page.text, cast))


def _first(entity: Entity) -> tuple[int, str]:
    return (entity.mentions[0].start if entity.mentions else 1 << 60, entity.id)


def _claim(
    page: Page,
    attribution: Attribution,
    cast: Cast,
    resolver: Resolver,
    document: Document,
    topics: Topics,
    used: dict[str, str],
) -> Claim:
    speaker, reasons = resolver.speaker_of(attribution)
    channel = channel_of(page, attribution)
    if channel is not None and speaker.entity is not None:
        resolver.wrote(channel, speaker.entity)
    content = attribution.content
    told = act_of(page, attribution)
    issue = topics.issue_of(page.text, content, cast)
    if issue is not None:
        used[issue[0]] = issue[1]
    date_expr, day = date_of(page, attribution, document.date)
    cue = _cue(attribution)
    spans = [*content, *([cue.span] if cue else []), *([speaker.mention] if speaker.mention else [])]
    quote_type = quote_type_of(page, attribution)
    return Claim(
        id=claim_id(document.source, spans),
        source=document.source,
        kind=attribution.word.kind if attribution.word is not None else Kind.SPEECH,
        speaker=speaker,
        cue=cue,
        content=content,
        quote_type=quote_type,
        act=told.act,
        act_alt=told.also,
        negated=attribution.negated or (cue is not None and cue.lemma in _DENIALS) or is_silent(page, attribution),
        condition=condition_of(page, attribution),
        issue=issue[0] if issue is not None else None,
        addressee=addressee_of(page, attribution, cast, channel),
        date_expr=date_expr,
        date=day,
        channel=channel,
        confidence=_confidence(attribution, speaker, quote_type),
        why=(attribution.rule, *reasons, told.why),
    )


_DENIALS = frozenset({"deny", "rule out"})


def _cue(attribution: Attribution) -> Cue | None:
    if attribution.cue_span is None or attribution.cue is None:
        return None
    lemma = attribution.word.lemma if attribution.word is not None else attribution.cue.lemma_.lower()
    return Cue(attribution.cue_span, lemma)


def quote_type_of(page: Page, attribution: Attribution) -> QuoteType:
    """Return how the source gives the words: all in marks, some, or none."""
    if attribution.direct:
        return QuoteType.DIRECT
    inside = False
    for part in attribution.content:
        first = page.first_token(part.start)
        last = page.first_token(part.end)
        for token in page.doc[first:last]:
            if token.is_punct or token.is_space:
                continue
            inside = inside or page.quotation_of[token.i] >= 0
    return QuoteType.MIXED if inside else QuoteType.INDIRECT


def _confidence(attribution: Attribution, speaker: Speaker, quote_type: QuoteType) -> Confidence:
    if speaker.entity is None and not speaker.unnamed:
        return Confidence.LOW
    if not attribution.sure:
        return Confidence.LOW if attribution.cue is None else Confidence.MODERATE
    if speaker.candidates:
        return Confidence.MODERATE
    return Confidence.HIGH
