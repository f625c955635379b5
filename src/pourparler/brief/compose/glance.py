"""The analyses in a few lines each, before the annexes that hold them in full."""

from __future__ import annotations

from collections.abc import Mapping

from pourparler.brief.compose.desk import Desk
from pourparler.brief.document import Facts, Section
from pourparler.core.result import Mark, Result, Sentence

HEADING = "What the analyses say"
LINES: Mapping[str, tuple[str, slice]] = {
    "packages": ("Packages", slice(1, 2)),
    "leverage": ("Strength", slice(None)),
    "burden": ("Who pays", slice(None)),
    "durability": ("Would it hold", slice(None)),
    "timing": ("Is it time", slice(0, 3)),
    "disclosure": ("Public words", slice(0, 1)),
}
"""The questions in the order of the brief, what each is called here, and which of its sentences stand here.

Only sentences that are about everybody are taken by their place: of a list by party, plan or agreement all or none,
since to cut it would let the order of the case decide who is seen.
"""
MOST = 7
"""Longer lists are left to the annex, and a line says so."""


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
    lines = result.text[which] if any(table.rows for table in result.tables) else ()
    if len(lines) <= MOST:
        return lines
    return (Sentence(f"{len(lines)} findings, which stand in the annex.", (Mark("method", result.question),)),)
