"""The figures: how often each measure is in the plan, shares by formula, and worth by cost."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import Any

import numpy as np

from pourparler.analysis.burden.naming import Names
from pourparler.analysis.burden.shares import Shares
from pourparler.analysis.burden.tables import Answered
from pourparler.analysis.packages.counting import band, ranged
from pourparler.analysis.phrases import capital
from pourparler.core.result import Figure

WIDE = 34
INK = "#1F3B63"


def taken_figure(answered: Sequence[Answered], names: Names) -> Figure | None:
    """Return the figure of how often each measure is in the plan of most worth."""
    import altair

    values = []
    for one in answered:
        if one.plans is None:
            continue
        for number in names.in_order(one.offer):
            hold = one.plans.taken(number)
            low, high = hold.interval if hold.draws > 1 else (hold.share, hold.share)
            values.append(
                {
                    "for": f"For {names.party(one.offer.helped)}",
                    "measure": one.offer.measures[number].label,
                    "share": round(100 * hold.share, 1),
                    "low": round(100 * low, 1),
                    "high": round(100 * high, 1),
                }
            )
    if not values:
        return None
    order = list(dict.fromkeys(str(value["measure"]) for value in values))
    base = altair.Chart().encode(
        y=altair.Y("measure:N", sort=order, title=None, axis=altair.Axis(domain=False, ticks=False, labelLimit=260))
    )
    x = altair.X(
        "share:Q", title="in the plan of most worth, per cent of the draws", scale=altair.Scale(domain=[0, 100])
    )
    bars = base.mark_bar(height=9, color=INK).encode(x=x)
    ends = base.mark_rule(color="#1B1B1D", strokeWidth=1.2).encode(x="low:Q", x2="high:Q")
    layers = altair.layer(bars, ends, data={"values": values}).properties(width=320, height=altair.Step(17))
    if len({value["for"] for value in values}) == 1:
        spec: dict[str, Any] = layers.to_dict()
    else:
        head = altair.Header(labelAnchor="start")
        facet = altair.Facet("for:N", title=None, header=head)
        spec = layers.facet(facet=facet, columns=1).resolve_scale(y="independent").to_dict()
    told = "; ".join(f"{value['for']}, {value['measure']}: {value['share']:g} %" for value in values)
    return Figure("taken", "How often each measure is in the plan", f"Share of draws in the plan. {told}.", spec)


def share_figure(shares: Shares, names: Names) -> Figure:
    """Return the figure of shares: for every backer one line a formula, from the low to the high end of its range."""
    import altair

    offer = shares.plans.offer
    values = []
    for formula in shares.formulas:
        holds = formula.holds
        if not holds.any():
            continue
        part = 100 * formula.paid[holds] / np.maximum(shares.cost[holds], 1e-12)[:, None]
        for backer in names.backers(offer):
            low, high = band(part[:, backer])
            values.append(
                {
                    "backer": names.party(offer.backers[backer]),
                    "formula": capital(formula.name),
                    "low": round(low, 1),
                    "high": round(high, 1),
                    "middle": round(float(np.median(part[:, backer])), 1),
                }
            )
    order = list(dict.fromkeys(str(value["formula"]) for value in values))
    backers = list(dict.fromkeys(str(value["backer"]) for value in values))
    base = altair.Chart().encode(
        y=altair.Y("formula:N", sort=order, title=None, axis=altair.Axis(domain=False, ticks=False, labelLimit=260))
    )
    rules = base.mark_rule(color=INK, strokeWidth=3, opacity=0.45).encode(
        x=altair.X("low:Q", title="per cent of the cost"), x2="high:Q"
    )
    dots = base.mark_point(color=INK, filled=True, size=26, opacity=1).encode(x="middle:Q")
    chart = (
        altair.layer(rules, dots, data={"values": values})
        .properties(width=150, height=altair.Step(15))
        .facet(facet=altair.Facet("backer:N", title=None, sort=backers), columns=3)
    )
    told = "; ".join(
        f"{value['backer']}, {value['formula']}: {value['low']:g} to {value['high']:g} %" for value in values
    )
    alt = f"Shares of the cost by formula, the range of eight of ten draws and the middle. {told}."
    spec: dict[str, Any] = chart.to_dict()
    return Figure(f"shares-{offer.helped}", f"Who would pay what for {names.party(offer.helped)}", alt, spec)


def curve_figure(answered: Answered, names: Names) -> Figure | None:
    """Return the figure of the most worth at each total cost, with ranges both ways."""
    import altair

    plans = answered.plans
    if plans is None or len(plans.by_cost) < 2:
        return None
    values = []
    for taken in plans.by_cost:
        cost, worth = plans.cost(taken), plans.worth(taken)
        (low, high), (least, most) = band(cost), band(worth)
        label = names.measures(plans.offer, taken)
        values.append(
            {
                "plan": textwrap.shorten(label, WIDE, placeholder=" …"),
                "cost": float(f"{np.median(cost):.4g}"),
                "worth": float(f"{np.median(worth):.4g}"),
                "low": float(f"{low:.4g}"),
                "high": float(f"{high:.4g}"),
                "least": float(f"{least:.4g}"),
                "most": float(f"{most:.4g}"),
            }
        )
    base = altair.Chart({"values": values})
    title = f"cost, {plans.offer.money}"
    x = altair.X("cost:Q", title=title)
    y = altair.Y("worth:Q", title="worth")
    across = base.mark_rule(color=INK, opacity=0.35).encode(x=altair.X("low:Q", title=title), x2="high:Q", y=y)
    along = base.mark_rule(color=INK, opacity=0.35).encode(x=x, y=altair.Y("least:Q", title="worth"), y2="most:Q")
    steps = base.mark_line(color=INK, interpolate="step-after", strokeDash=[3, 3]).encode(x=x, y=y)
    dots = base.mark_point(color=INK, filled=True, size=36).encode(x=x, y=y)
    chart = (across + along + steps + dots).properties(width=360, height=220)
    told = "; ".join(
        f"{names.measures(plans.offer, taken)}: cost {ranged(plans.cost(taken))}, worth {ranged(plans.worth(taken))}"
        for taken in plans.by_cost
    )
    alt = f"The most worth at each total cost, with the ranges of both. {told}."
    spec: dict[str, Any] = chart.to_dict()
    return Figure(f"by-cost-{plans.offer.helped}", f"Worth by cost, for {names.party(plans.offer.helped)}", alt, spec)
