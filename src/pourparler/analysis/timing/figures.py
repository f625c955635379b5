"""The figures: the flags side by side, where the dispute would hurt whom, and what waiting brings."""

from __future__ import annotations

from typing import Any

import numpy as np

from pourparler.analysis.packages.counting import band, held, ranged
from pourparler.analysis.packages.naming import Names
from pourparler.analysis.timing.flags import Flags
from pourparler.analysis.timing.tables import PARTS
from pourparler.analysis.timing.waits import Waits
from pourparler.core.result import Figure

INK = "#1B1B1D"
GROUPS = {"hurting": "#B0601F", "stalemate": "#6B6B6B", "way out": "#1F3B63"}


def flag_figure(flags: Flags) -> Figure:
    """Return the flags, each with the share of draws in which it is raised and how far a count may be off."""
    import altair

    values = []
    for group, flag in flags.all():
        hold = held(flag.raised)
        low, high = hold.interval if hold.draws > 1 else (hold.share, hold.share)
        shares = {name: round(100 * one, 1) for name, one in (("share", hold.share), ("low", low), ("high", high))}
        values.append({"group": group, "what": flag.name, **shares})
    order = [flag.name for _, flag in flags.all()]
    base = altair.Chart({"values": values}).encode(
        y=altair.Y("what:N", sort=order, title=None, axis=altair.Axis(domain=False, ticks=False, labelLimit=300))
    )
    x = altair.X("share:Q", title="per cent of the draws", scale=altair.Scale(domain=[0, 100]))
    color = altair.Color(
        "group:N",
        sort=list(GROUPS),
        title=None,
        scale=altair.Scale(domain=list(GROUPS), range=list(GROUPS.values())),
    )
    bars = base.mark_bar(height=9).encode(x=x, color=color)
    ends = base.mark_rule(color=INK, strokeWidth=1.2).encode(x="low:Q", x2="high:Q")
    chart = altair.layer(bars, ends).properties(width=300, height=altair.Step(17))
    told = "; ".join(f"{group}: {flag.name} in {held(flag.raised)}" for group, flag in flags.all())
    alt = f"In what share of the draws each flag is raised, with the interval of the count. {told}."
    spec: dict[str, Any] = chart.to_dict()
    return Figure("flags", "Three flags, kept apart", alt, spec)


def state_figure(flags: Flags, names: Names) -> Figure | None:
    """Return the states around where it stands, and how often each hurts whom; ``None`` where none does."""
    import altair

    first, second = flags.standing.course.sides
    turned = flags.sides[0] != first
    values, told = [], []
    labels = {side: names.party(side) for side in flags.sides}
    if not any(any(counts) for _, _, counts in flags.standing.by_state()):
        return None
    for move, inside, (one, two, both) in flags.standing.by_state():
        if not inside:
            continue
        counts = {labels[first]: one, labels[second]: two, "both": both}
        at = -move if turned else move
        values += [{"steps": at, "who": who, "share": round(100 * count / inside, 1)} for who, count in counts.items()]
        toward = labels[first if move > 0 else second]
        where = f"{abs(move)} towards {toward}" if move else "now"
        told.append((at, f"{where} both in {both:,} of {inside:,}"))
    order = [*(labels[side] for side in flags.sides), "both"]
    left, right = (names.party(side) for side in flags.sides)
    base = altair.Chart({"values": values}).encode(
        x=altair.X("steps:Q", title=f"steps from where it stands: left towards {right}, right towards {left}"),
        y=altair.Y("share:Q", title="per cent of the draws", scale=altair.Scale(domain=[0, 100])),
        color=altair.Color("who:N", sort=order, title="would rather give in than go on alone:"),
    )
    dash = altair.StrokeDash("who:N", sort=order, legend=None)
    lines = base.mark_line().encode(strokeDash=dash)
    here = altair.Chart({"values": [{"steps": 0}]}).mark_rule(color="#9b958a", strokeDash=[2, 3]).encode(x="steps:Q")
    chart = altair.layer(here, lines).properties(width=420, height=150)
    counted = "; ".join(text for _, text in sorted(told))
    alt = (
        "In what share of the draws each side would rather give in than go on alone, by steps from where the dispute "
        f"stands now. {counted}."
    )
    spec: dict[str, Any] = chart.to_dict()
    return Figure("states", "Where it would hurt whom", alt, spec)


def waiting_figure(flags: Flags, waits: Waits, names: Names) -> Figure:
    """Return what one period of waiting brings each principal, part by part, with the band of eight draws in ten."""
    import altair

    values, told = [], []
    for party in names.parties():
        place = waits.parties.index(party)
        found = [(name, getattr(waits.parts, field)[:, place]) for name, field in PARTS]
        lacking = waits.way_out.holds_now is None
        found = [one for one in found if not np.isnan(one[1]).any() and not (lacking and one[0] == "commitment")]
        found.append(("together", waits.parts.total[:, place]))
        for name, drawn in found:
            low, high = band(drawn)
            numbers = {"low": low, "middle": float(np.median(drawn)), "high": high}
            values.append({"party": names.party(party), "part": name} | {k: round(v, 3) for k, v in numbers.items()})
        told.append(f"{names.party(party)}: " + ", ".join(f"{name} {ranged(drawn)}" for name, drawn in found))
    order = [*(name for name, _ in PARTS), "together"]
    rows = [names.party(party) for party in names.parties()]
    base = altair.Chart().encode(
        y=altair.Y("part:N", sort=order, title=None, axis=altair.Axis(domain=False, ticks=False))
    )
    bars = base.mark_bar(height=8, color="#9aa8bd").encode(
        x=altair.X("low:Q", title=f"points for one {flags.period} of waiting"), x2="high:Q"
    )
    dots = base.mark_point(color="#1F3B63", size=36).encode(x="middle:Q")
    zero = altair.Chart().mark_rule(color=INK, strokeWidth=1).encode(x=altair.datum(0))
    chart = (
        altair.layer(zero, bars, dots, data={"values": values})
        .properties(width=300, height=altair.Step(16))
        .facet(row=altair.Row("party:N", sort=rows, title=None, header=altair.Header(labelAngle=0, labelAlign="left")))
    )
    alt = (
        f"What one {flags.period} of waiting gains (right of 0) or costs (left) each principal, part by part, eight of "
        f"ten draws. {'; '.join(told)}."
    )
    spec: dict[str, Any] = chart.to_dict()
    return Figure("waiting", f"What waiting one {flags.period} gains or costs", alt, spec)
