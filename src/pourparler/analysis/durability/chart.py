"""The chart: what keeping is worth above breaking, by party and date, with the band of eight draws in ten."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from pourparler.analysis.durability.calendar import by_day, said
from pourparler.analysis.durability.held import Held
from pourparler.analysis.durability.margins import listed_parties, weakest_period
from pourparler.analysis.packages.counting import BAND, ranged
from pourparler.analysis.packages.counting import held as counted
from pourparler.analysis.packages.naming import Names
from pourparler.core.result import Figure

SHOWN = 4
"""Agreements drawn; the tables have all."""
BEYOND = 2
"""Periods shown after the last change: what holds then stands for all that follow."""


def margin_figure(helds: Sequence[Held], names: Names) -> Figure | None:
    """Return the figure of margins over time; ``None`` without an agreement."""
    shown = helds[:SHOWN]
    if not shown:
        return None
    import altair

    until = max(held.design.day(held.in_time(held.margin).shape[2] - 1 + BEYOND) for held in shown)
    charts = [_of_one(held, names, until.isoformat()) for held in shown]
    chart = altair.vconcat(*charts, spacing=18).resolve_scale(x="shared") if len(charts) > 1 else charts[0]
    told = " ".join(_told(held, names) for held in shown)
    alt = (
        "What keeping an agreement is worth to each party above breaking it, in points, over time: the median of the "
        f"draws and the band in which eight of ten lie. Below 0 breaking pays. {told}"
    )
    spec: dict[str, Any] = chart.to_dict()
    return Figure("margins", "Keeping above breaking, by party and date", alt, spec)


def _of_one(held: Held, names: Names, until: str) -> Any:
    import altair

    margin = held.in_time(held.margin)
    last = margin.shape[2] - 1
    values = []
    told = np.percentile(margin, (BAND[0], 50, BAND[1]), axis=0).round(1)
    for place, party in listed_parties(held, names):
        for period in range(last + 2):
            now, before = told[:, place, min(period, last)], told[:, place, min(max(period - 1, 0), last)]
            if 0 < period <= last and (now == before).all():
                continue  # a step chart needs no point where nothing changes
            low, median, high = now.tolist()
            day = held.design.day(period).isoformat() if period <= last else until
            values.append({"day": day, "party": names.party(party), "low": low, "median": median, "high": high})
    order = [names.party(party) for _, party in listed_parties(held, names)]
    x = altair.X("day:T", title=None, axis=altair.Axis(format="%b %Y", tickCount=5))
    base = altair.Chart({"values": values}).encode(x=x)
    # Fill and stroke have scales of their own: the legend shows the ink of the line and not of the band.
    area = base.mark_area(opacity=0.22, interpolate="step-after", stroke=None).encode(
        y=altair.Y("low:Q", title="points above breaking"),
        y2="high:Q",
        fill=altair.Fill("party:N", sort=order, legend=None),
    )
    line = base.mark_line(interpolate="step-after", fill=None).encode(
        y=altair.Y("median:Q"),
        stroke=altair.Stroke("party:N", sort=order, title=None),
        strokeDash=altair.StrokeDash("party:N", sort=order, legend=None),
    )
    zero = altair.Chart({"values": [{"y": 0}]}).mark_rule(color="#1B1B1D", strokeWidth=1.2).encode(y="y:Q")
    days = [{"day": day.isoformat()} for day in by_day(held.design.changes, held.design.calendar)]
    title = altair.TitleParams(held.design.agreement.label)
    layers = [area, zero, line]
    if days:
        rules = altair.Chart({"values": days}).mark_rule(color="#9b958a", strokeDash=[2, 3]).encode(x=altair.X("day:T"))
        layers.insert(0, rules)
    return altair.layer(*layers).properties(width=440, height=150, title=title)


def _told(held: Held, names: Names) -> str:
    margin = held.in_time(held.margin)
    parts = []
    for place, party in listed_parties(held, names):
        mine = margin[:, place]
        day = said(held.design.day(weakest_period(mine)))
        below = counted(~held.kept_by(place, held.margin))
        parts.append(f"{names.party(party)} weakest from {day}, {ranged(mine.min(axis=1))}, below 0 in {below}")
    return f"{held.design.agreement.label}: {'; '.join(parts)}."
