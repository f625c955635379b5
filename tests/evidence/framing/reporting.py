"""A small fictional body of reporting, made by hand so that drafting is tested apart from reading."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from pourparler.core.grades import Confidence
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
from pourparler.evidence.record import Evidence, ReviewedClaim, Source, Standing

WIRE = """\
The Alliance Secretary-General wants Karvonia in a strong position before talks with Sethonia. Leaders of the \
Alliance dine on Wednesday with President Milena Daskar and a small circle of leaders.
Vendrian Prime Minister Henrik Vallmer complained about speculation on the date of the talks. “Nobody shows a \
half-written page,” Vallmer told reporters.
Daskar demanded security assurances that begin now. On Thursday she attends the Union summit in Carrowmere.
Karvonia wants membership of the Alliance. Astrelia and Dornia remain opposed to accession while the fighting \
goes on. The council of the Alliance decides by consensus.
The Lakes Conference, which is mediating, will host the talks. Harbour Workers’ Union leader Ona Vell \
rejected the port fee. Sethonia moved 40 battalions, the wire said; the general staff counted 60.
A senior official said nobody was in a hurry.
"""

NOTE = """\
Dornia told us quietly that it would accept membership once a ceasefire has held.
"""

ISSUES = {
    "membership": "membership",
    "guarantees": "security guarantees",
    "speculation": "public speculation",
    "port-fee": "the port fee",
    "timing": "timing of talks",
}


def source(id_: str, text: str, **more: object) -> Source:
    """Return a stored source for a text."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    made = Source(id_, f"{id_}.txt", "text", digest, digest, len(text), "en", date="2031-11-12")
    return replace(made, **more)  # type: ignore[arg-type]


def at(text: str, words: str) -> Span:
    """Return where the words stand."""
    start = text.index(words)
    return Span(start, start + len(words))


def claim(
    text: str,
    words: str | Sequence[str],
    speaker: str | None,
    act: Act,
    issue: str | None,
    *,
    of: str = "wire",
    kind: Kind = Kind.SPEECH,
    quoted: bool = False,
    condition: str | None = None,
    negated: bool = False,
    date: str | None = None,
) -> Claim:
    """Return a claim whose content is these words."""
    spans = tuple(at(text, part) for part in ([words] if isinstance(words, str) else words))
    # The speaker's place keeps two claims on one content apart.
    mention = Span(0, len(speaker or "x"))
    return Claim(
        id=claim_id(of, [*spans, mention]),
        source=of,
        kind=kind,
        speaker=Speaker(speaker, mention, unnamed=speaker is None),
        cue=None,
        content=spans,
        quote_type=QuoteType.DIRECT if quoted else QuoteType.INDIRECT,
        act=act,
        negated=negated,
        condition=None if condition is None else at(text, condition),
        issue=issue,
        date=date,
        confidence=Confidence.MODERATE,
    )


def claims() -> tuple[Claim, ...]:
    """Return the claims of the two sources."""
    condition = "while the fighting goes on"
    told = Kind.ATTITUDE
    return (
        claim(WIRE, "speculation on the date of the talks", "henrik-vallmer", Act.OPPOSE, "speculation"),
        claim(WIRE, "“Nobody shows a half-written page,”", "henrik-vallmer", Act.ASSESS, "speculation", quoted=True),
        claim(WIRE, "security assurances that begin now", "milena-daskar", Act.DEMAND, "guarantees"),
        claim(WIRE, "membership of the Alliance", "karvonia", Act.DEMAND, "membership", kind=told),
        claim(WIRE, "accession", "astrelia", Act.OPPOSE, "membership", kind=told, condition=condition),
        claim(WIRE, "accession", "dornia", Act.OPPOSE, "membership", kind=told, condition=condition),
        claim(WIRE, "the port fee", "ona-vell", Act.OPPOSE, "port-fee"),
        claim(WIRE, "nobody was in a hurry", None, Act.ASSESS, "timing"),
        claim(WIRE, "talks with Sethonia", "henrik-vallmer", Act.SUPPORT, "timing"),
        claim(
            NOTE,
            "it would accept membership",
            "dornia",
            Act.SUPPORT,
            "membership",
            of="note",
            condition="once a ceasefire has held",
            date="2031-11-10",
        ),
    )


def entities() -> dict[str, Entity]:
    """Return everybody the two sources name."""
    person, country, organisation = EntityType.PERSON, EntityType.COUNTRY, EntityType.ORGANISATION

    def office(title: str, of: str | None, words: str) -> Office:
        return Office(title, of, at(WIRE, words))

    listed = (
        Entity("karvonia", country, "Karvonia", ("Karvonian",), "karvonia"),
        Entity("sethonia", country, "Sethonia", ("Sethonian",), "sethonia"),
        Entity("vendria", country, "Vendria", ("Vendrian",), "vendria"),
        Entity("astrelia", country, "Astrelia", (), "astrelia"),
        Entity("dornia", country, "Dornia", (), "dornia"),
        Entity("alliance", organisation, "Alliance of Coastal States", ("the Alliance", "Alliance", "the bloc")),
        Entity("continental-union", organisation, "Continental Union", ("the Union", "Union")),
        Entity("lakes-conference", organisation, "Lakes Conference", ("the Lakes Conference",)),
        Entity("hwu", organisation, "Harbour Workers’ Union", ("the union",)),
        Entity("leaders", EntityType.GROUP, "a small circle of leaders"),
        Entity("carrowmere", EntityType.PLACE, "Carrowmere"),
        Entity(
            "henrik-vallmer",
            person,
            "Henrik Vallmer",
            ("Vallmer", "Prime Minister", "the Secretary-General"),
            "alliance",
            (
                office("Secretary-General", "alliance", "The Alliance Secretary-General"),
                office("Prime Minister", "vendria", "Vendrian Prime Minister Henrik Vallmer"),
            ),
        ),
        Entity(
            "milena-daskar",
            person,
            "Milena Daskar",
            ("Daskar",),
            "karvonia",
            (office("President", "karvonia", "President Milena Daskar"),),
        ),
        Entity(
            "ona-vell",
            person,
            "Ona Vell",
            (),
            "hwu",
            (office("leader", "hwu", "Harbour Workers’ Union leader Ona Vell"),),
        ),
    )
    return {entity.id: entity for entity in listed}


def evidence(*, off_record: bool = True, note: Standing = Standing.CURRENT) -> Evidence:
    """Return the whole body of reporting."""
    told = claims()
    offices = Inconsistency(
        "i1",
        "incompatible-offices",
        "henrik-vallmer",
        "Henrik Vallmer is given two offices that one person cannot hold at once",
        (
            ("wire", at(WIRE, "The Alliance Secretary-General")),
            ("wire", at(WIRE, "Vendrian Prime Minister Henrik Vallmer")),
        ),
    )
    figures = Inconsistency(
        "i2",
        "conflicting-figures",
        "sethonia",
        "40 battalions or 60",
        (("wire", at(WIRE, "40 battalions")), ("wire", at(WIRE, "60"))),
    )
    dinner = Meeting(
        "m1",
        "dinner of leaders with Milena Daskar",
        ("henrik-vallmer", "milena-daskar", "leaders"),
        at(WIRE, "dine on Wednesday with President Milena Daskar and a small circle of leaders"),
        None,
        at(WIRE, "Wednesday"),
        "2031-11-12",
        "under way",
    )
    summit = Meeting(
        "m2",
        "Union summit",
        ("milena-daskar", "continental-union"),
        at(WIRE, "the Union summit in Carrowmere"),
        "carrowmere",
        at(WIRE, "Thursday"),
        None,
        "scheduled",
    )
    return Evidence(
        sources={
            "note": source("note", NOTE, off_record=off_record, standing=note, date="2031-11-11"),
            "wire": source("wire", WIRE),
        },
        texts={"note": NOTE, "wire": WIRE},
        claims=tuple(ReviewedClaim(one) for one in told),
        entities=entities(),
        meetings=(("wire", dinner), ("wire", summit)),
        inconsistencies=(offices, figures),
        topics=ISSUES,
    )
