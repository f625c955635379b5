"""Who pays for which measures: an annex of the brief."""

from __future__ import annotations

from collections.abc import Mapping

from pourparler.brief.compose.desk import Desk
from pourparler.brief.compose.result_grid import result_grid
from pourparler.brief.document import Block, Bullets, Chart, Empty, Section
from pourparler.core.result import Mark, Result, Sentence

_MARK = (Mark("method", "burden"),)
_NARROW: Mapping[str, tuple[float, ...]] = {
    "measures": (1.0, 2.2, 2.0, 0.9, 1.1, 0.9, 1.5),
    "payments": (1.0, 1.4, 2.2, 1.0, 1.1, 1.0),
}
_WIDE: Mapping[str, tuple[float, ...]] = {
    "plans": (0.9, 0.5, 3.4, 1.0, 1.0, 1.0, 0.9, 0.9, 0.9),
    "limits": (0.9, 1.8, 0.9, 1.0, 3.0, 1.8, 1.6),
}
"""The tables of the annex with their widths, those of the second in landscape."""


def burden_sections(desk: Desk) -> tuple[Section, ...]:
    """Return the annex on plans and on shares; the second only where something is shared."""
    heading = "Who pays for which measures"
    result = desk.results.get("burden")
    if result is None:
        return ()
    known = {table.name: table for table in result.tables}
    if not known["measures"].rows:
        question = "Which support is on offer, what does it cost, who may pay for it, and how much can each give?"
        return (Section("burden", heading, (Empty(Sentence(question, (Mark("none", "measures"),))),)),)
    blocks: list[Block] = [Bullets(result.text), *_figure(result, "taken", _TAKEN)]
    for name, widths in _NARROW.items():
        blocks += result_grid(known[name], widths, question="burden")
    main = Section("burden", heading, tuple(blocks))
    beside: list[Block] = [
        block for name, widths in _WIDE.items() for block in result_grid(known[name], widths, question="burden")
    ]
    for name, table in known.items():
        if name.startswith("shares-"):
            beside += _figure(result, name, _SHARES)
            beside += result_grid(table, (2.0,), question="burden")
            beside += result_grid(
                known[name.replace("shares-", "arguments-", 1)], (1.3, 1.8, 1.0, 1.8), question="burden"
            )
    if not beside:
        return (main,)
    return main, Section("burden_beside", "Plans and shares side by side", tuple(beside), landscape=True)


_TAKEN = "How often each measure is in the plan of most worth; the thin line is how far a count may be off."
_SHARES = "Share of the cost by formula: the range of eight of ten draws, and the middle."


def _figure(result: Result, name: str, caption: str) -> list[Block]:
    return [Chart(figure, Sentence(caption, _MARK)) for figure in result.figures if figure.name == name]
