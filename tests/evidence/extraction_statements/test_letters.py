"""Letters given in full, papers that may not speak, and tables, which are no prose; all sentences are made up."""

from __future__ import annotations

import pytest

from pourparler.evidence.extraction import read
from pourparler.evidence.extraction.letters import letters_of
from pourparler.evidence.extraction.paragraphs import is_table_row, paragraphs_of

LETTERS = """Letter from Ada Rask to Ole Brandt, 3 May 2031

Dear Mr Brandt,

We propose that the toll be halved. We ask you to withdraw the notice.

Yours faithfully,

Ada Rask
Secretary, Pier Guild

Dear Ms Rask,

I reject the suggestion that the crane is unsafe.

Sincerely,
Ole Brandt
"""


def test_the_first_person_of_a_letter_is_its_signatory() -> None:
    claims = read(LETTERS, source="letters").claims
    assert [(claim.speaker.entity, claim.content[0].of(LETTERS)) for claim in claims] == [
        ("ada-rask", "that the toll be halved"),
        ("ada-rask", "you to withdraw the notice"),
        ("ole-brandt", "the suggestion that the crane is unsafe"),
    ]


@pytest.mark.parametrize(
    ("text", "authors"),
    [
        ("Letter from Ada Rask to Ole Brandt\n\nDear Sir,\n\nWe ask for a date.", ["Ada Rask"]),
        ("Dear all,\n\nWe ask for a date.\n\nKind regards,\nOle Brandt", ["Ole Brandt"]),
        ("Dear all,\n\nWe ask for a date.", []),
        ("The minister is dear to us,\n\nWe ask for a date.\n\nYours,\nOle Brandt", []),
        ("Dear Sir,", []),
    ],
    ids=["heading", "signature", "unsigned", "no-salutation", "nothing-below"],
)
def test_who_wrote_a_letter(text: str, authors: list[str]) -> None:
    assert [letter.author.of(text) for letter in letters_of(text, paragraphs_of(text))] == authors


@pytest.mark.parametrize(
    "text",
    [
        "Article 4 requires that tolls be halved.",
        "We propose that the toll be halved.",
        "Pressed on whether she would accept the toll, Rask left.",
        "Minister of Ports\tOle Brandt said the pier was closed",
        "| Rask said | the pier is closed |",
        "The company set the table for nine.",
    ],
    ids=["instrument", "first-person-of-nobody", "open-question", "tabs", "bars", "set-of-things"],
)
def test_what_is_nobodys_statement(text: str) -> None:
    assert read(text, source="x").claims == ()


def test_a_tab_after_a_label_makes_no_table() -> None:
    assert not is_table_row("RASK:\tThe pier is closed.")
