"""The figure of the ledger: what words reveal beside what they do to terms."""

from __future__ import annotations

import textwrap
from typing import Any

import numpy as np

from pourparler.analysis.disclosure.counted import Counted
from pourparler.analysis.packages.counting import BAND, ranged
from pourparler.core.ranks import whole_ranks
from pourparler.core.result import Figure

ROWS = 12
"""More statements than this cannot be read on a page; those that reveal most are shown, the tables have them all."""
_WIDE = 52


def ledger_figure(counted: Counted) -> Figure | None:
    """Return bits and terms of each statement and listener, as bands; ``None`` where nothing could be counted."""
    values = _values(counted)
    if not values:
        return None
    told = "; ".join(str(value["told"]) for value in values)
    alt = f"Public words by what they reveal and what they do to terms, eight of ten draws. {told}."
    return Figure("ledger", "What words reveal is not what they cost", alt, _spec(values))


def _values(counted: Counted) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    most = whole_ranks(counted.pairs, ROWS, lambda pair: -round(float(np.median(pair[1].bits)), 3))
    for course, heard in (pair for pair in counted.pairs if any(pair[1] is one for _, one in most)):
        who, whose = counted.names.party(course.holder), counted.names.party(course.about)
        label = f"{heard.spoken.short}: {who} on {whose}"
        effect = counted.effects.get((heard.spoken.path, course.holder))
        row: dict[str, Any] = {
            "row": f"{len(found):02}",
            "label": textwrap.wrap(label, _WIDE, max_lines=3, placeholder=" …"),
            **_ends("bits", heard.bits),
        }
        row["told"] = f"{label}: {ranged(heard.bits)} bits"
        if effect is not None:
            row |= _ends("terms", effect.split)
            row["told"] += f", {ranged(effect.split)} points if terms are split"
        found.append(row)
    return found


def _ends(name: str, values: np.ndarray) -> dict[str, float]:
    low, middle, high = np.percentile(values, [BAND[0], 50, BAND[1]])
    return {f"{name}_{part}": round(float(value), 3) for part, value in (("low", low), ("mid", middle), ("high", high))}


def _spec(values: list[dict[str, Any]]) -> dict[str, Any]:
    import altair

    labels = {value["row"]: value["label"] for value in values}
    told = [{name: value for name, value in row.items() if name not in ("label", "told")} for row in values]
    expression = "{" + ", ".join(f"'{row}': {_as_list(lines)}" for row, lines in labels.items()) + "}[datum.value]"
    height = 46 * len(values)

    def panel(name: str, title: str, colour: str, *, heads: bool) -> Any:
        axis = altair.Axis(labelExpr=expression, labelLimit=420, ticks=False, domain=False) if heads else None
        base = altair.Chart({"values": told}).encode(y=altair.Y("row:O", title=None, axis=axis))
        # A plain hyphen: not every typeface has the minus sign that the axis would set.
        plain = altair.Axis(labelExpr="replace(datum.label, '\u2212', '-')")
        x = altair.X(f"{name}_low:Q", title=title, scale=altair.Scale(zero=True, nice=True), axis=plain)
        rule = base.mark_rule(strokeWidth=5, color=colour, opacity=0.55).encode(x=x, x2=f"{name}_high:Q")
        dot = base.mark_point(filled=True, size=55, color=colour, opacity=1).encode(x=f"{name}_mid:Q")
        zero = altair.Chart({"values": [{"zero": 0}]}).mark_rule(color="#1B1B1D", strokeWidth=0.8).encode(x="zero:Q")
        return (zero + rule + dot).properties(width=170, height=height)

    left = panel("bits", "bits revealed", "#1F3B63", heads=True)
    if not any("terms_low" in value for value in values):
        spec: dict[str, Any] = left.to_dict()
        return spec
    right = panel("terms", "gain or loss in terms, points", "#8A4B2A", heads=False)
    both: dict[str, Any] = altair.hconcat(left, right, spacing=18).to_dict()
    return both


def _as_list(lines: list[str]) -> str:
    import json

    return json.dumps(lines, ensure_ascii=False)
