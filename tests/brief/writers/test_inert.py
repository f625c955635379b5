"""Control, bidi and format characters are written out; everything a person can read stays as it is."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pourparler.core.inert import direction, inert, inert_data, one_line, settled

CASES = (
    ("plain", "Aim: 20..35 & <b>", "Aim: 20..35 & <b>"),
    ("override", "a\u202eb\u202c", "a⟨U+202E⟩b⟨U+202C⟩"),
    ("isolate", "\u2066x\u2069", "⟨U+2066⟩x⟨U+2069⟩"),
    ("right-to-left mark", "10\u200f-20", "10⟨U+200F⟩-20"),
    ("null, bell, escape", "\x00\x07\x1b", "⟨U+0000⟩⟨U+0007⟩⟨U+001B⟩"),
    ("byte order mark", "\ufeffx", "⟨U+FEFF⟩x"),
    ("half a surrogate pair", "\ud800", "⟨U+D800⟩"),
    ("private use", "\ue000", "⟨U+E000⟩"),
    ("not a character", "\uffff", "⟨U+FFFF⟩"),
    ("line separator", "a\u2028b", "a⟨U+2028⟩b"),
    ("tab and line ends", "a\tb\r\nc", "a b\nc"),
    ("joiners of Persian stay", "می\u200cخواهم", "می\u200cخواهم"),
    ("Vietnamese decomposed stays", "Vie\u0323\u0302t", "Vie\u0323\u0302t"),
    ("stack is cut at four", "Z" + "\u0301" * 6, "Z" + "\u0301" * 4 + "⟨U+0301⟩" * 2),
)


@pytest.mark.parametrize(("given_text", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_inert(given_text: str, expected: str) -> None:
    assert inert(given_text) == expected


@given(st.text(st.characters()))
def test_nothing_hidden_is_left_and_nothing_visible_is_lost(text: str) -> None:
    shown = inert(text)
    hidden = {c for c in shown if unicodedata.category(c) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}}
    assert hidden <= set("\n\u200c\u200d\u00ad")
    assert [c for c in text if c.isalnum()] == [c for c in _without_names(shown) if c.isalnum()]
    assert inert(shown) == shown
    shown.encode("utf-8")


def _without_names(shown: str) -> str:
    while "⟨U+" in shown:
        before, _, rest = shown.partition("⟨U+")
        shown = before + rest.partition("⟩")[2]
    return shown


@given(st.text(st.characters()))
def test_one_line_has_no_line_break(text: str) -> None:
    assert "\n" not in one_line(text)


@pytest.mark.parametrize(
    ("text", "expected"), [("", "ltr"), ("2031", "ltr"), ("2031 שלום", "rtl"), ("مرحبا hello", "rtl"), ("Юг", "ltr")]
)
def test_direction(text: str, expected: str) -> None:
    assert direction(text) == expected


def test_every_letter_written_from_right_to_left_is_looked_for() -> None:
    """The whole of Unicode, as the standard library has it."""
    letters = [chr(code) for code in range(sys.maxunicode + 1) if unicodedata.bidirectional(chr(code)) in ("R", "AL")]
    shown = [letter for letter in letters if inert(letter) == letter]
    assert len(shown) > 1000
    assert all(settled(f"{letter}, 5") == f"{letter}\u200e, 5" for letter in shown)


def test_a_date_stays_behind_an_arabic_title() -> None:
    assert settled("وكالة, 5 March") == "وكالة\u200e, 5 March"
    assert settled("قال 5 مرات") == "قال 5 مرات"
    assert settled("in 5 days") == "in 5 days"


def test_keys_and_values_of_data_are_made_inert() -> None:
    assert inert_data({"a\x00": ("b\x00", 1, None)}) == {"a⟨U+0000⟩": ["b⟨U+0000⟩", 1, None]}
