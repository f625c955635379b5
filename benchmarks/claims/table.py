"""The table that is printed, and the same numbers for a program."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from benchmarks.claims.score import RATES, Tally, interval, total

COUNTS = ("gold", "found", "matched")
PEER_RATES = ("precision", "recall", "F", "direct strict", "direct words", "speaker", "verbatim")
"""What a tool that only finds quotations and speakers is scored with."""


def table(tallies: Mapping[str, Tally], rates: Sequence[str] = tuple(RATES)) -> str:
    """Lay out one line per article, the total, and the 95 % interval of the total.

    Parameters
    ----------
    tallies : mapping of article name to Tally
    rates : sequence of str
        Keys of :data:`benchmarks.claims.score.RATES`.

    Examples
    --------
    >>> print(table({"wire": Tally(gold=2, found=2, matched=1)}, ["F"]))
    article  gold  found  matched           F
    wire        2      2        1        0.50
    total       2      2        1        0.50
    95 %                           0.50..0.50
    """
    whole = total(list(tallies.values()))
    lines = [["article", *COUNTS, *rates]]
    for name, tally in [*tallies.items(), ("total", whole)]:
        numbers = [str(getattr(tally, count)) for count in COUNTS]
        lines.append([name, *numbers, *(_shown(RATES[rate](tally)) for rate in rates)])
    bounds = [interval(list(tallies.values()), RATES[rate]) for rate in rates]
    lines.append(["95 %", *("" for _ in COUNTS), *(f"{b[0]:.2f}..{b[1]:.2f}" if b else "-" for b in bounds)])
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    rows = []
    for first, *others in lines:
        cells = [cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True)]
        rows.append("  ".join([first.ljust(widths[0]), *cells]))
    return "\n".join(row.rstrip() for row in rows)


def closing(tallies: Mapping[str, Tally]) -> str:
    """Return the counts that are too small for a rate: inconsistencies, meetings and spans.

    Examples
    --------
    >>> print(closing({"wire": Tally(inconsistencies=1, inconsistencies_found=1, spans=40)}))
    inconsistencies: 1 of 1 found, 0 false
    meetings: 0 of 0 annotated found, 0 reported
    spans verbatim: 40 of 40
    """
    whole = total(list(tallies.values()))
    return (
        f"inconsistencies: {whole.inconsistencies_found} of {whole.inconsistencies} found, "
        f"{whole.inconsistencies_false} false\n"
        f"meetings: {whole.meetings_matched} of {whole.meetings} annotated found, {whole.meetings_found} reported\n"
        f"spans verbatim: {whole.spans - whole.spans_wrong} of {whole.spans}"
    )


def numbers(tallies: Mapping[str, Tally], rates: Sequence[str] = tuple(RATES)) -> dict[str, Any]:
    """Return counts, rates and intervals as plain data."""
    whole = total(list(tallies.values()))
    return {
        "articles": {name: _numbers(tally, rates) for name, tally in tallies.items()},
        "total": _numbers(whole, rates),
        "interval": {rate: interval(list(tallies.values()), RATES[rate]) for rate in rates},
    }


def _numbers(tally: Tally, rates: Sequence[str]) -> dict[str, Any]:
    return {"counts": asdict(tally), "rates": {rate: RATES[rate](tally) for rate in rates}}


def _shown(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"
