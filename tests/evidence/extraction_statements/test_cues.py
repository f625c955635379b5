"""The cue table and the word lists are whole."""

from __future__ import annotations

import re

from pourparler.evidence.extraction.agents import agent_nouns
from pourparler.evidence.extraction.cues import cue_table

FRAMES = re.compile(
    r"q|that|wh|to|yto|yto2|tell|ing|obj|objn|objp|objc|objr|objt|objno|objneg|objnum|objat|yas|accuse|ywith|idiom|heard|p0|p:[a-z]+|"
    r"pto:[a-z]+|pn:[a-z]+"
)


def test_every_frame_is_known() -> None:
    for words in cue_table().values():
        for word in words:
            assert all(FRAMES.fullmatch(frame) for frame in word.frames), word


def test_no_line_stands_twice() -> None:
    lines = [(word.part, word.lemma, word.frames) for words in cue_table().values() for word in words]
    assert len(lines) == len(set(lines))


def test_the_table_is_as_rich_as_reporting_needs() -> None:
    verbs = {word.lemma for (part, _), words in cue_table().items() if part == "v" for word in words}
    assert len(verbs) >= 300
    assert {"say", "tell", "rule out", "call for", "call on", "point out"} <= verbs


def test_particles_come_before_the_bare_verb() -> None:
    assert cue_table()["v", "call"][-1].lemma == "call"


def test_agent_classes() -> None:
    assert set(agent_nouns().values()) == {"person", "group", "office", "document"}
