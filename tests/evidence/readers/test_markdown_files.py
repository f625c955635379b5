"""Markdown is frozen character for character; only its title is told without its marks."""

from __future__ import annotations

import pytest

from pourparler.evidence.readers import read_bytes

TITLES = [
    pytest.param("# Talks resume #\n\nThe two sides *met*.\n", "Talks resume", None, id="a heading"),
    pytest.param(
        "---\ntitle: 'After Monday'\ndate: 2031-03-12\n---\n# Other\n\nx", "After Monday", "2031-03-12", id="settings"
    ),
    pytest.param("Talks resume\n===========\n\nThey met.", "Talks resume", None, id="a heading that is underlined"),
    pytest.param("They met.\n\n## Later\n\nThey left.", "Later", None, id="a heading further down"),
    pytest.param("They met.\nThey left.", None, None, id="none"),
]


@pytest.mark.parametrize(("text", "title", "date"), TITLES)
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_title_and_text(text: str, title: str | None, date: str | None, ends: str) -> None:
    text = text.replace("\n", ends)
    frozen = read_bytes("notes.md", text.encode())
    assert (frozen.text, frozen.title, frozen.date, frozen.media) == (text, title, date, "text")
    assert frozen.sha256 == frozen.original_sha256
