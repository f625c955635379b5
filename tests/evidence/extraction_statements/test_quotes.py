"""Quotation marks: pairing, apostrophes, nesting, several paragraphs, slips."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pourparler.evidence.extraction.paragraphs import paragraphs_of
from pourparler.evidence.extraction.quotes import quotations_of

CASES = [
    ("curly", "He said “no” and left.", ["“no”"]),
    ("straight", 'He said "no" and left.', ['"no"']),
    ("guillemets", "«Non», dit-elle.", ["«Non»"]),
    ("single-british", "'It is late', she said. 'Go home.'", ["'It is late'", "'Go home.'"]),
    ("plural-possessive", "The workers' hall and the miners' club.", []),
    ("possessive-inside", "She called it ‘the workers’ pact’ again.", ["‘the workers’ pact’"]),
    ("apostrophe", "They don't want the '90s back.", []),
    ("nested", "“He told me ‘never’ twice,” she said.", ["“He told me ‘never’ twice,”"]),
    ("nested-straight", '"He shouted "stop" at us," she said.', ['"He shouted "stop" at us,"']),
    ("double-in-single", "'My aide calls it \"generous\".' He smiled.", ["'My aide calls it \"generous\".'"]),
    ("two", "“One,” he said. “Two.”", ["“One,”", "“Two.”"]),
    ("typewriter", "''Never,'' he said.", ["''Never,''"]),
    ("curly-closed-straight", '“We stay," he said. “We always do."', ['“We stay,"', '“We always do."']),
    ("straight-closed-curly", '"We stay,” he said.', ['"We stay,”']),
    ("unclosed-alone", "“We stay and he said no more.\nA new matter.", []),
    ("lone-closing", "We stay” he said.", []),
]


@pytest.mark.parametrize(("text", "expected"), [pytest.param(t, e, id=i) for i, t, e in CASES])
def test_pairs(text: str, expected: list[str]) -> None:
    found = quotations_of(text, paragraphs_of(text))
    assert [quotation.span.of(text) for quotation in found] == expected


def test_a_quotation_of_three_paragraphs_runs_on() -> None:
    text = "He went on:\n\n“First.\n\n“Second.\n\n“Third.”\n\nThen he left."
    found = quotations_of(text, paragraphs_of(text))
    assert [(quotation.closed, quotation.continues) for quotation in found] == [
        (False, False),
        (False, True),
        (True, True),
    ]


@given(st.text(alphabet="ab '\"“”‘’«»„`.,\n", max_size=80))
def test_quotations_never_overlap_and_stay_in_their_paragraph(text: str) -> None:
    paragraphs = paragraphs_of(text)
    end = 0
    for quotation in quotations_of(text, paragraphs):
        paragraph = paragraphs[quotation.paragraph]
        assert end <= quotation.span.start < quotation.span.end
        assert quotation.span.within(paragraph)
        assert quotation.inside.within(quotation.span)
        end = quotation.span.end


@given(st.text(max_size=200))
def test_paragraphs_cover_all_that_is_not_blank(text: str) -> None:
    paragraphs = paragraphs_of(text)
    kept = "".join(paragraph.of(text) for paragraph in paragraphs)
    assert "".join(kept.split()) == "".join(text.split())


def test_wrapped_mail_keeps_its_paragraphs_whole() -> None:
    text = "We met the\nminister on the\nquay and he\nsaid it was\nlate.\n\nThe next\nday we left."
    assert len(paragraphs_of(text)) == 2


def test_headlines_on_lines_of_their_own_stay_apart() -> None:
    text = (
        "08:02 ALERT - Port shut\n08:05 ALERT - Port open\n08:07 ALERT - Port shut\n08:09 ALERT - Port open\n08:10 End"
    )
    assert len(paragraphs_of(text)) == 5
