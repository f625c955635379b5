"""Whatever comes in, every span is verbatim, and the same text gives the same reading."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pourparler.evidence.claim import Reading, Span
from pourparler.evidence.extraction import Document, read, read_many

TEXT = (
    "Ada Rask said that the pier was closed. “We will not sail,” she added.\n\n"
    "According to the Harbour Union, crews want double pay. Ole Brandt rejected the demand on Monday."
)
PIECES = [
    "Ada Rask",
    "said",
    " that ",
    "“",
    "”",
    '"',
    "'",
    "the pier",
    " closed",
    ", ",
    ". ",
    "\n\n",
    "\u202e",
    "<b>",
    "=1+1",
    "é",
]


def _spans(reading: Reading) -> list[Span]:
    found: list[Span] = []
    for claim in reading.claims:
        found += claim.content
        found += [span for span in (claim.speaker.mention, claim.speaker.antecedent, claim.condition) if span]
        found += [claim.cue.span] if claim.cue else []
    return found


def _check(reading: Reading, text: str) -> None:
    assert all(0 <= span.start < span.end <= len(text) for span in _spans(reading))
    ids = [claim.id for claim in reading.claims]
    assert len(ids) == len(set(ids))
    known = {entity.id for entity in reading.entities}
    assert {claim.speaker.entity for claim in reading.claims} - {None} <= known
    assert all(claim.relays is None or claim.relays in ids for claim in reading.claims)
    for claim in reading.claims:
        assert list(claim.content) == sorted(claim.content)


@settings(max_examples=25)
@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_any_text_gives_a_sound_reading(text: str) -> None:
    _check(read(text, source="s"), text)


def test_the_same_text_gives_the_same_reading() -> None:
    assert read(TEXT, source="s") == read(TEXT, source="s")


def test_many_documents_come_back_in_order() -> None:
    documents = [
        Document("a", TEXT),
        Document("b", "Rien ne va plus, dit le ministre à la presse."),
        Document("c", TEXT),
    ]
    first, second, third = read_many(documents)
    assert [first.source, second.source, third.source] == ["a", "b", "c"]
    assert second.claims == ()
    assert second.notes == ("language fr: stored, not read",)
    assert [claim.content for claim in first.claims] == [claim.content for claim in third.claims]


def test_a_known_day_of_publication_dates_the_speech() -> None:
    claims = read(TEXT, source="s", document_date=date(2031, 5, 7)).claims
    rejected = next(claim for claim in claims if claim.cue and claim.cue.lemma == "reject")
    assert rejected.date_expr is not None
    assert rejected.date == "2031-05-05"


def test_work_grows_with_the_length_of_the_text() -> None:
    def seconds(copies: int) -> float:
        text = "\n\n".join([TEXT] * copies)
        started = process_time()
        read(text, source="s")
        return process_time() - started

    read(TEXT, source="s")
    assert seconds(60) < 20 * max(seconds(6), 0.05)


@pytest.mark.shared
def test_the_report_keeps_its_statements() -> None:
    shared = Path(__file__).resolve().parents[4] / "shared"
    oracle = shared / "oracles" / "articles" / "brussels.json"
    if not oracle.exists():
        pytest.skip("the shared report is not here")
    gold = json.loads(oracle.read_text(encoding="utf-8"))
    text = (shared / "reports" / gold["doc"]["file"]).read_bytes().decode("utf-8")
    reading = read(text, source="report")
    _check(reading, text)
    found = {tuple((part.start, part.end) for part in claim.content) for claim in reading.claims}
    expected = {tuple((part["start"], part["end"]) for part in s["content"]) for s in gold["statements"]}
    assert len(found & expected) >= 0.9 * len(expected)
    assert len(reading.claims) <= len(gold["statements"]) + 1
