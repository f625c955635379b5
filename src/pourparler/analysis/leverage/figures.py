"""The figure of leverage: what each measure does to the no-deal values of all sides, with bands."""

from __future__ import annotations

from typing import Any

import numpy as np

from pourparler.analysis.leverage.moving import Moving
from pourparler.analysis.leverage.tables import in_case_order, listed_measures, of
from pourparler.analysis.leverage.wording import NOTHING, aim, signed
from pourparler.analysis.packages.counting import band
from pourparler.analysis.packages.naming import Names
from pourparler.core.result import Figure

WIDTH = 420


def shift_figure(moving: Moving, names: Names) -> Figure | None:
    """Return a row a measure: the band of its effect on each party; nothing where no measure moves anything."""
    import altair

    values = []
    told = []
    order = [names.party(party) for party in in_case_order(moving)]
    for number, measure in listed_measures(moving):
        parts = []
        for party in in_case_order(moving):
            change = of(moving, moving.shift[number], party)
            if not (np.abs(change) > NOTHING).any():
                continue
            low, high = band(change)
            values.append(
                {
                    "measure": measure.label,
                    "party": names.party(party),
                    "low": round(low, 2),
                    "high": round(high, 2),
                    "middle": round(float(np.median(change)), 2),
                }
            )
            parts.append(f"{names.party(party)} {signed(change)}")
        if parts:
            told.append(f"{measure.label} ({aim(measure, names)}): {', '.join(parts)}")
    if not values:
        return None
    rows = [str(value["measure"]) for value in values]
    y = altair.Y("measure:N", sort=list(dict.fromkeys(rows)), title=None, axis=altair.Axis(labelLimit=260))
    colour = altair.Color("party:N", sort=order, title="No-deal value of")
    offset = altair.YOffset("party:N", sort=order)
    base = altair.Chart().encode(y=y, yOffset=offset, color=colour)
    bands = base.mark_bar(height=6, opacity=0.45).encode(
        x=altair.X("low:Q", title="points, with the measure less without"), x2="high:Q"
    )
    dots = base.mark_point(filled=True, size=34, opacity=1).encode(x="middle:Q")
    zero = altair.Chart({"values": [{"at": 0}]}).mark_rule(color="#1B1B1D", strokeWidth=1).encode(x="at:Q")
    chart = altair.layer(bands, dots, data={"values": values})
    spec: dict[str, Any] = (zero + chart).properties(width=WIDTH, height=altair.Step(13)).to_dict()
    alt = f"What each measure adds to no-deal values, in eight of ten of {moving.draws:,} draws. {'; '.join(told)}."
    return Figure("shifts", "What each measure does to no-deal values", alt, spec)
