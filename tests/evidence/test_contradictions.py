"""What sources say against each other: the same as comparing every pair of them, whatever is grouped on the way."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

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
    Reading,
    Span,
    Speaker,
    claim_id,
)
from pourparler.evidence.extraction.across import once
from pourparler.evidence.extraction.inconsistencies import between

Told = tuple[Reading, str, date | None]

WORDS = ("the harbour pilots strike", "harbour dues rise", "a pilots levy", "grain and salt")
FIGURES = (
    "Norland sent six patrol boats.",
    "Norland sent four patrol boats.",
    "Ada Rask lost 40 boats of patrol boats.",
)
BODIES = ("norland", "orlavia", "lake-council")
TITLES = ("President", "Foreign Minister", "Secretary-General", "former President")
SPEAKERS = ("ada-rask", "ivo-brill", "norland", "orlavia")
DAYS = (None, date(2031, 5, 1), date(2031, 5, 2), date(2031, 5, 20))


@st.composite
def _told(draw: st.DrawFn, number: int) -> Told:
    """Return a made-up reading: who says what of which issue, who holds which office, who meets when."""
    source = f"s{number}"
    text, spans = "", []
    for words in draw(st.lists(st.sampled_from((*WORDS, *FIGURES, *TITLES)), max_size=7)):
        spans.append((words, Span(len(text), len(text) + len(words))))
        text += f"{words}\n"
    claims, offices = [], []
    for words, span in spans:
        if words in TITLES:
            offices.append((words, draw(st.sampled_from((*BODIES, None))), span))
        elif words in WORDS:
            claims.append(
                Claim(
                    id=claim_id(source, [span]),
                    source=source,
                    kind=draw(st.sampled_from(Kind)),
                    speaker=Speaker(draw(st.sampled_from((*SPEAKERS, None))), None),
                    cue=None,
                    content=(span,),
                    quote_type=QuoteType.INDIRECT,
                    act=draw(st.sampled_from((Act.SUPPORT, Act.OPPOSE, Act.OFFER, Act.ASSESS))),
                    negated=draw(st.booleans()),
                    condition=draw(st.sampled_from((None, span))),
                    issue=draw(st.sampled_from(("dues", "levy", None))),
                )
            )
    entities = [
        Entity(id_, EntityType.COUNTRY, draw(st.sampled_from((id_.title(), "The Lake Council"))), party=id_)
        for id_ in draw(st.lists(st.sampled_from(BODIES), unique=True))
    ]
    for id_ in draw(st.lists(st.sampled_from(SPEAKERS[:2]), unique=True)):
        held = tuple(Office(title, body, span) for title, body, span in offices if draw(st.booleans()))
        name, party = id_.replace("-", " ").title(), draw(st.sampled_from((*BODIES, None)))
        mentions = tuple(span for words, span in spans if name in words)
        entities.append(Entity(id_, EntityType.PERSON, name, party=party, offices=held, mentions=mentions))
    meetings = [
        Meeting(
            f"m{place}",
            draw(st.sampled_from(("summit", "Lake summit", "talks"))),
            draw(st.sampled_from((("norland",), ("norland", "orlavia"), ()))),
            span,
            where=draw(st.sampled_from(("Brel", None))),
            date=draw(st.sampled_from(("2031-05-01", "2031-05-04", "2031-05-30", "2031-05-01/2031-05-02", None))),
            status=draw(st.sampled_from(("planned", "held"))),
        )
        for place, (_, span) in enumerate(spans[:2])
    ]
    reading = Reading(source, tuple(entities), tuple(claims), tuple(meetings))
    return reading, text, draw(st.sampled_from(DAYS))


def _pair_by_pair(told: list[Told]) -> tuple[Inconsistency, ...]:
    """Return the slow and obvious answer: each pair of sources on its own, in the order of their dates."""
    ordered = sorted(told, key=lambda held: (held[2] is not None, held[2] or date.min, held[0].source))
    found = [one for pair in combinations(ordered, 2) for one in between(list(pair))]
    return tuple(replace(one, id=f"x{number}") for number, one in enumerate(once(found), 1))


@given(st.data(), st.integers(2, 6))
def test_grouping_finds_what_comparing_every_pair_finds(data: st.DataObject, sources: int) -> None:
    told = [data.draw(_told(number)) for number in range(sources)]
    assert between(told) == _pair_by_pair(told)


def test_many_claims_of_one_mind_are_set_against_the_one_that_differs() -> None:
    text = "the harbour pilots strike"
    told: list[Told] = []
    for number in range(40):
        act = Act.OPPOSE if number == 39 else Act.SUPPORT
        span, source = Span(0, len(text)), f"s{number:02}"
        speaker = Speaker("norland", None)
        claim = Claim(f"{source}.a", source, Kind.SPEECH, speaker, None, (span,), QuoteType.INDIRECT, act, issue="dues")
        told.append((Reading(source, claims=(claim,)), text, date(2031, 5, 1 + number % 28)))
    found = between(told)
    # 39 say yes and one says no, 12 May; one of them spoke that very day, with the same voice: no shift, no tension.
    assert [one.type for one in found] == ["position-shift"] * 38
    assert all("s39.a" in one.claims for one in found)
