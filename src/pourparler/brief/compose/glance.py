"""The analyses in a few lines each, before the annexes that hold them in full."""

from __future__ import annotations

from collections.abc import Mapping

from pourparler.brief.compose.desk import Desk
from pourparler.brief.document import Facts, Section
from pourparler.core.result import Result, Sentence

HEADING = "What the analyses say"
LINES: Mapping[str, tuple[str, slice]] = {
    "approval": ("Who can carry it", slice(0, 2)),
    "packages": ("Packages", slice(1, 2)),
    "leverage": ("Strength", slice(0, 3)),
    "burden": ("Who pays", slice(0, 1)),
    "durability": ("Would it hold", slice(0, 2)),
    "timing": ("Is it time", slice(0, 3)),
    "disclosure": ("Public words", slice(0, 2)),
}
"""The questions in the order of the brief, what each is called here, and which of its sentences stand here."""


def glance_sections(desk: Desk) -> tuple[Section, ...]:
    """Return a few lines of each analysis that could answer; nothing when none could.

    Parameters
    ----------
    desk : Desk
    """
    rows = tuple(
        (name, lines)
        for question, (name, which) in LINES.items()
        if (result := desk.results.get(question)) is not None and (lines := _answer(result, which))
    )
    return (Section("glance", HEADING, (Facts(rows),)),) if rows else ()


def _answer(result: Result, which: slice) -> tuple[Sentence, ...]:
    """Return the lines of a result that has something to show; an answer that only asks has none."""
    return result.text[which] if any(table.rows for table in result.tables) else ()
