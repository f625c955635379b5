"""Many texts are read in processes of their own; what they say does not depend on where they are read."""

from __future__ import annotations

import datetime

import pytest

from pourparler.core.beside import Beside
from pourparler.evidence import reading_apart
from pourparler.evidence.extraction import Document
from pourparler.evidence.extraction.topics import Topic
from pourparler.evidence.names import Names
from pourparler.evidence.reading_apart import readings_of

TEXTS = (
    "“We will not sign,” said Ada Rask, the foreign minister of Norland, on Monday. She met Ivo Brand.",
    "Rask said the lamp of the lighthouse was no part of the talks.",
    "Der Minister sagte am Montag, dass die Gespräche in der nächsten Woche weitergehen würden, und zwar in Genf.",
    "",
    "Brand demanded a truce. “Nothing has been agreed,” he told reporters, and Norland rejected the plan.",
)
NAMES = Names().with_party("zealand", "Zealand", also=("the island",)).with_party("norland", "Norland")
TOPICS = (Topic("lighthouse", "the lighthouse", (("lamp", 2.0),)),)


@pytest.mark.parametrize("alone", [True, False])
def test_a_text_says_the_same_wherever_it_is_read(alone: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    documents = [
        Document(f"s{number}", text, datetime.date(2031, 3, 3 + number) if number else None)
        for number, text in enumerate(TEXTS)
    ]
    here = list(readings_of(documents, TOPICS, NAMES, alone=alone))
    monkeypatch.setattr(reading_apart, "MANY", 1)
    assert list(readings_of(documents, TOPICS, NAMES, alone=alone)) == here
    assert sum(len(reading.claims) for reading in here) > 3


def test_processes_end_when_nobody_asks_for_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_apart, "MANY", 1)
    ended: list[Beside] = []
    whole = Beside.end

    def end(beside: Beside) -> None:
        whole(beside)
        ended.append(beside)

    monkeypatch.setattr(Beside, "end", end)
    readings = readings_of([Document(f"s{number}", TEXTS[1]) for number in range(3)], (), Names(), alone=True)
    next(readings)
    readings.close()
    assert ended
