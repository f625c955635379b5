"""Which issue words are about."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pourparler.evidence.claim import Span
from pourparler.evidence.extraction.cast import cast_of
from pourparler.evidence.extraction.pipeline import parsed
from pourparler.evidence.extraction.topics import Topic, load_topics, weighted

CASES = (
    ("security assurances for Varania", "security-guarantees"),
    ("alliance membership while the fighting lasts", "membership"),
    ("that public discussion of the terms helps the other side", "public-speculation"),
    ("to supply air defence systems and ammunition", "military-aid"),
    ("an exchange of all prisoners", "prisoners"),
    ("to withdraw its brigades and pull back heavy weapons", "withdrawal"),
    ("a six per cent pay rise", "pay"),
    ("to raise the retirement age", "pensions"),
    ("a strike ballot at the yard", "strike-action"),
    ("a tariff of eleven percent on steel", "tariffs"),
    ("rules of origin for batteries", "rules-of-origin"),
    ("the ministries of transport and housing", "portfolios"),
    ("to force a vote of confidence", "confidence-votes"),
    ("that any deal be put to a vote of the membership", "ratification"),
    ("binding arbitration", "arbitration"),
)


@pytest.mark.parametrize(("words", "issue"), CASES, ids=[case[1] for case in CASES])
def test_the_vocabulary_knows_the_issues_of_peace_labour_trade_and_coalitions(words: str, issue: str) -> None:
    best = load_topics().best(words)
    assert best is not None
    assert best[0].id == issue


def test_ids_and_names_are_unique_and_every_topic_has_terms() -> None:
    topics = load_topics().topics
    assert len({topic.id for topic in topics}) == len({topic.name for topic in topics}) == len(topics) > 50
    assert all(topic.terms and topic.kind in ("process", "substance") for topic in topics)


def test_words_that_point_back_take_the_issue_of_their_sentence() -> None:
    text = "The meeting discussed security guarantees for Varania, and Rask stressed the importance of such matters."
    start = text.index("the importance")
    found = load_topics().issue_of(text, [Span(start, len(text) - 1)], cast_of(parsed(text)))
    assert found == ("security-guarantees", "security guarantees")


def test_what_is_named_first_is_the_issue() -> None:
    """Talk about something is about the talk, even where two terms name what it is about."""
    text = "She voiced frustration regarding speculation by allies about foreign deployments and peacekeepers."
    content = [Span(text.index("frustration"), len(text) - 1)]
    found = load_topics().issue_of(text, content, cast_of(parsed(text)))
    assert found is not None and found[0] == "public-speculation"


def test_the_terms_of_the_case_outweigh_the_shipped_ones() -> None:
    own = Topic("lamp-tax", "the lamp tax", weighted(["lamp", "ceasefire lamp"]))
    best = load_topics([own]).best("a ceasefire lamp and a truce")
    assert best is not None
    assert best[0].id == "lamp-tax"


@given(st.text(max_size=80))
def test_scores_are_never_negative_and_name_known_topics(words: str) -> None:
    topics = load_topics()
    known = {topic.id for topic in topics.topics}
    assert all(id_ in known and score > 0 for id_, score in topics.scores(words).items())
