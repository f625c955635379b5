"""The figures: what packages are worth to two parties at a time, draw by draw, and how often each holds."""

from __future__ import annotations

import hashlib
import itertools
import json
from typing import Any

import numpy as np

from pourparler.analysis.packages.counting import band, ranged
from pourparler.analysis.packages.naming import Names
from pourparler.analysis.packages.solved import SHORT, Solved
from pourparler.core.result import Figure

DOTS = 120
"""Draws of one package shown as dots."""
BACKGROUND = 400
"""Other packages shown, each at its mean."""
SHADE = "#5a5a5e"
PAIRS = 3
"""Pairs of parties shown."""


class _Datasets:
    """Numbers of a figure, set apart by name while it is put together, since the chart library copies what it holds."""

    def __init__(self) -> None:
        self.by_name: dict[str, list[dict[str, Any]]] = {}

    def named(self, values: list[dict[str, Any]]) -> dict[str, str]:
        """Return data by name; the name is the library's own for these numbers."""
        name = "data-" + hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()[:32]
        self.by_name[name] = values
        return {"name": name}

    def put_into(self, chart: Any) -> dict[str, Any]:
        """Return the spec of a chart with its numbers."""
        spec: dict[str, Any] = chart.to_dict()
        return {**spec, "datasets": self.by_name}


def cloud_figure(solved: Solved, names: Names) -> Figure:
    """Return the figure of the frontier: pairs of principals in the order of the case, packages as clouds of draws."""
    pairs = list(itertools.combinations(names.parties(), 2))[:PAIRS] or [(names.parties()[0],) * 2]
    data = _Datasets()
    charts = [_pair(solved, names, first, second, data) for first, second in pairs]
    told = "; ".join(
        f"{solved.label(row)} (passes in {solved.hold(solved.passes(row))}): "
        + ", ".join(
            f"{names.party(party)} {ranged(worth[:, solved.arrays.known.index(party)])}" for party in names.parties()
        )
        for row, worth in zip(solved.shown, solved.worth(solved.shown).transpose(2, 0, 1), strict=True)
    )
    floors = ", ".join(
        f"{names.party(party)} {ranged(solved.arrays.reservation[:, solved.arrays.known.index(party)])}"
        for party in names.parties()
    )
    otherwise = "No deal or leaving, whichever is higher," if solved.arrays.leaves() else "No deal"
    alt = f"What packages are worth to the parties, in eight of ten draws. {told}. {otherwise} is worth: {floors}."
    return Figure("frontier", "What packages are worth, draw by draw", alt, _beside(charts, data))


def _beside(charts: list[Any], data: _Datasets) -> dict[str, Any]:
    import altair

    return data.put_into(altair.hconcat(*charts, spacing=28) if len(charts) > 1 else charts[0])


def _pair(solved: Solved, names: Names, first: str, second: str, data: _Datasets) -> Any:
    import altair

    places = [solved.arrays.known.index(party) for party in (first, second)]
    draws = np.unique(np.linspace(0, solved.draws - 1, min(DOTS, solved.draws)).astype(int))
    worth = solved.worth(solved.shown)
    dots = [
        {"x": _round(worth[draw, places[0], n]), "y": _round(worth[draw, places[1], n]), "package": solved.label(row)}
        for n, row in enumerate(solved.shown)
        for draw in draws.tolist()
    ]
    rows = np.flatnonzero(solved.structure.open)
    rows = rows[np.unique(np.linspace(0, len(rows) - 1, min(BACKGROUND, len(rows))).astype(int))]
    others = [{"x": _round(x), "y": _round(y)} for x, y in solved.mean_worth(rows)[places].T.tolist()]
    low, high = zip(*(band(solved.arrays.reservation[:, place]) for place in places), strict=True)
    size = 300 if len(names.parties()) == 2 else 190
    scale = altair.Scale(zero=False, nice=True)
    x = altair.X("x:Q", title=f"Worth to {names.party(first)}", scale=scale)
    y = altair.Y("y:Q", title=f"Worth to {names.party(second)}", scale=scale)
    across = _shade(low[0], high[0], data).encode(x="a:Q", x2="b:Q")
    along = _shade(low[1], high[1], data).encode(y="a:Q", y2="b:Q")
    back = altair.Chart(data.named(others)).mark_point(color="#c9c4b8", size=9, opacity=0.55).encode(x=x, y=y)
    front = (
        altair.Chart(data.named(dots))
        .mark_point(size=14, opacity=0.5)
        .encode(x=x, y=y, color=altair.Color("package:N", title="Package"))
    )
    return (across + along + back + front).properties(width=size, height=size * 0.8)


def _shade(low: float, high: float, data: _Datasets) -> Any:
    import altair

    return altair.Chart(data.named([{"a": low, "b": high}])).mark_rect(color=SHADE, opacity=0.13)


def hold_figure(solved: Solved, names: Names) -> Figure:
    """Return the figure of how often each package laid side by side passes and is picked, with its interval."""
    import altair

    data = _Datasets()
    values: list[dict[str, Any]] = []
    for row in solved.shown:
        counts = [("passes", solved.passes(row))]
        counts += [(f"{SHORT[principle]} picks it", solved.picked(principle, row)) for principle in solved.principles]
        for what, count in counts:
            hold = solved.hold(count)
            low, high = hold.interval if solved.draws > 1 and not hold.exact else (hold.share, hold.share)
            values.append(
                {
                    "package": f"Package {solved.label(row)}: passes in {solved.hold(solved.passes(row))}",
                    "what": what,
                    "share": round(100 * hold.share, 1),
                    "low": round(100 * low, 1),
                    "high": round(100 * high, 1),
                }
            )
    order = [str(value["what"]) for value in values[: 1 + len(solved.principles)]]
    base = altair.Chart().encode(
        y=altair.Y("what:N", sort=order, title=None, axis=altair.Axis(domain=False, ticks=False))
    )
    x = altair.X("share:Q", title="per cent of the draws", scale=altair.Scale(domain=[0, 100]))
    bars = base.mark_bar(height=9).encode(
        x=x,
        color=altair.Color(
            "what:N",
            sort=order,
            legend=None,
            scale=altair.Scale(range=["#1F3B63", *["#9aa8bd"] * len(solved.principles)]),
        ),
    )
    ends = base.mark_rule(color="#1B1B1D", strokeWidth=1.2).encode(x="low:Q", x2="high:Q")
    chart = (
        altair.layer(bars, ends, data=data.named(values))
        .properties(width=190, height=altair.Step(15))
        .facet(facet=altair.Facet("package:N", title=None, header=altair.Header(labelAnchor="start")), columns=2)
    )
    told = "; ".join(
        f"{value['package']}: {value['what']} in {value['share']:g} % ({value['low']:g} to {value['high']:g} %)"
        for value in values
    )
    alt = f"How often packages pass and are picked, of {solved.draws:,} draws. {told}."
    return Figure("hold", "How firmly each package holds", alt, data.put_into(chart))


def _round(value: float) -> float:
    return round(float(value), 1)
