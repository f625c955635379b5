"""Small fictional evidence, made by hand: what a reader would have found in a text written for the test."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from pourparler.evidence.claim import (
    Act,
    Claim,
    Entity,
    EntityType,
    Inconsistency,
    Kind,
    Meeting,
    Office,
    QuoteType,
    Span,
    Speaker,
    claim_id,
)
from pourparler.evidence.record import Evidence, ReviewedClaim, Source


def source(id_: str, text: str, date: str | None = None, **fields: object) -> Source:
    """Return a source as the store would hold it."""
    told = hashlib.sha256(text.encode()).hexdigest()
    plain = Source(id_, f"{id_}.txt", "text", told, told, len(text), "en", date=date, date_basis=date and "dateline")
    from dataclasses import replace

    return replace(plain, **fields)  # type: ignore[arg-type]


def span(text: str, words: str) -> Span:
    """Return where the words stand in the text.

    Raises
    ------
    ValueError
        When they do not.
    """
    start = text.index(words)
    return Span(start, start + len(words))


def claim(
    source_id: str,
    text: str,
    words: str,
    who: str | None,
    act: Act,
    issue: str | None = None,
    *,
    condition: str | None = None,
    kind: Kind = Kind.SPEECH,
    how: QuoteType = QuoteType.INDIRECT,
    date: str | None = None,
    addressee: str | None = None,
) -> ReviewedClaim:
    """Return a proposed claim."""
    content = span(text, words)
    made = Claim(
        id=claim_id(source_id, [content, Span(0, 1), *([Span(ord(who[0]), ord(who[0]) + 1)] if who else [])]),
        source=source_id,
        kind=kind,
        speaker=Speaker(who, None, unnamed=who is None),
        cue=None,
        content=(content,),
        quote_type=how,
        act=act,
        issue=issue,
        condition=span(text, condition) if condition else None,
        date=date,
        addressee=addressee,
    )
    return ReviewedClaim(made)


def country(id_: str, name: str | None = None) -> Entity:
    """Return a country."""
    return Entity(id_, EntityType.COUNTRY, name or id_.capitalize(), party=id_)


def person(id_: str, name: str, *offices: tuple[str, str]) -> Entity:
    """Return a person with offices (title, organisation)."""
    held = tuple(Office(title, organisation, Span(0, 1)) for title, organisation in offices)
    return Entity(id_, EntityType.PERSON, name, offices=held)


def evidence(
    texts: dict[str, tuple[str, str | None]],
    claims: Sequence[ReviewedClaim] = (),
    entities: Sequence[Entity] = (),
    meetings: Sequence[tuple[str, Meeting]] = (),
    inconsistencies: Sequence[Inconsistency] = (),
    topics: dict[str, str] | None = None,
) -> Evidence:
    """Return an evidence base from texts with their dates."""
    return Evidence(
        sources={id_: source(id_, text, date) for id_, (text, date) in texts.items()},
        texts={id_: text for id_, (text, _) in texts.items()},
        claims=tuple(claims),
        entities={entity.id: entity for entity in entities},
        meetings=tuple(meetings),
        inconsistencies=tuple(inconsistencies),
        topics=topics or {},
    )
