"""Offices one person cannot hold at once are found; those that go together are not reported."""

from __future__ import annotations

import pytest

from pourparler.evidence.claim import Reading
from pourparler.evidence.extraction.cast import cast_of
from pourparler.evidence.extraction.inconsistencies import within
from pourparler.evidence.extraction.pipeline import parsed


def conflicts(text: str) -> list[list[str]]:
    """Return the words that tell of incompatible offices in a text."""
    cast = cast_of(parsed(text))
    found = within(Reading("text", tuple(cast.entities.values())), text, cast)
    return [[span.of(text) for _, span in one.evidence] for one in found if one.type == "incompatible-offices"]


IMPLIED = (
    "In Oderhaven, the Alliance secretary-general said he wanted to strengthen Varania before any talks. The meeting, "
    "taking place Wednesday, involves Varania’s president and a select group of leaders.\n"
    "Norland Prime Minister Tomas Brandt warned against speculation about the talks. “The focus should be on being "
    "ready,” Brandt told reporters as he greeted President Rask at his residence.\n"
    "Earlier at Alliance headquarters, Brandt said the terms were for the parties at the table."
)
APART = {
    "head-of-a-body": "Norland Prime Minister Tomas Brandt spoke. Brandt, secretary-general of the Lakes League, sat.",
    "two-states": "Norland Foreign Minister Tomas Brandt spoke. Tomas Brandt, Varania’s foreign minister, left.",
    "foundation": "Norland’s Prime Minister, Tomas Brandt, came. Brandt, president of the Concord Foundation, spoke.",
}
TOGETHER = {
    "negotiator": "The Green Union’s chief negotiator, acting environment minister Hanneke Nakashima, was calm.",
    "mayor": "Régis Castellane, mayor of Saint-Orme and leader of the Civic List, spoke of a useful evening.",
    "former": "Former Norland prime minister Tomas Brandt spoke. Brandt is secretary-general of the Lakes Alliance.",
    "portfolio": "Norland Prime Minister Tomas Brandt spoke. Brandt, Norland’s finance minister, signed the budget.",
    "party": "Norland Prime Minister Tomas Brandt spoke. Brandt, leader of the Harbour Party, will run again.",
    "namesakes": "Norland Prime Minister Tomas Brandt met Olga Brandt, secretary-general of the Lakes Alliance.",
    "list": "Norland Prime Minister Tomas Brandt, the Alliance secretary-general and the Varanian president met.",
    "visit": "Norland Prime Minister Tomas Brandt went to Alliance headquarters and met the secretary-general.",
}


@pytest.mark.parametrize("text", APART.values(), ids=APART.keys())
def test_offices_that_exclude_each_other_are_reported_once_with_both_spans(text: str) -> None:
    found = conflicts(text)
    assert len(found) == 1
    assert len(found[0]) == 2


@pytest.mark.parametrize("text", TOGETHER.values(), ids=TOGETHER.keys())
def test_offices_that_go_together_are_no_conflict(text: str) -> None:
    assert conflicts(text) == []


def test_an_identity_that_is_only_implied_is_reported_with_the_words_that_imply_it() -> None:
    found = conflicts(IMPLIED)
    assert found == [
        [
            "the Alliance secretary-general",
            "Norland Prime Minister Tomas Brandt",
            "Earlier at Alliance headquarters, Brandt",
        ]
    ]


def test_without_a_host_the_identity_is_not_implied() -> None:
    assert conflicts(IMPLIED.replace(" as he greeted President Rask at his residence", "")) == []
