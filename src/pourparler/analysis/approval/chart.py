"""The who-blocks matrix as a figure: members by what their bodies are asked to pass."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Sequence
from typing import Any

from pourparler.analysis import tints
from pourparler.analysis.approval.tables import subject
from pourparler.analysis.approval.verdicts import Verdict
from pourparler.analysis.approval.votes import Position, Side
from pourparler.core.ranks import whole_ranks
from pourparler.core.result import Figure

_TINTS = {
    Side.AGAINST: ("against", tints.AGAINST),
    Side.HANGS: ("on a condition", tints.ON_A_CONDITION),
    Side.OPEN: ("not on file", tints.NOT_ON_FILE),
    Side.ABSTAINS: ("abstains", tints.NEITHER),
    Side.FAVOUR: ("in favour", tints.IN_FAVOUR),
}
COLUMNS = 8
"""More proposals than this cannot be read on a page; the tables have them all."""
ROWS = 34
"""More members than this are shown only where something is on file."""
_WIDE = 18


def matrix_figure(verdicts: Sequence[Verdict]) -> Figure | None:
    """Return the figure, or ``None`` where no member of a body is on file."""
    on_file = [verdict for verdict in verdicts if len(verdict.proposal.on(Side.OPEN)) < len(verdict.positions)]
    most = whole_ranks(on_file, COLUMNS, _rank)
    shown = [verdict for verdict in on_file if verdict in most]
    if not shown:
        return None
    members: dict[str, str] = {}
    for verdict in shown:
        members |= {position.member: position.name for position in verdict.positions}
    if len(members) > ROWS:
        spoke = {one.member for verdict in shown for one in verdict.positions if one.side is not Side.OPEN}
        members = {member: name for member, name in members.items() if member in spoke}
    values = [
        {
            "member": members[position.member],
            "asked": verdict.proposal.key,
            "said": _said(position),
            "tint": _TINTS[position.side][1],
        }
        for verdict in shown
        for position in verdict.positions
        if position.member in members
    ]
    told = "; ".join(_told(verdict) for verdict in shown)
    title = "Who stands where in the bodies that decide"
    alt = f"Members by what their bodies are asked to pass. {told}."
    return Figure(
        "who-blocks",
        title,
        alt,
        _spec(values, list(members.values()), {verdict.proposal.key: _head(verdict) for verdict in shown}),
    )


def _said(position: Position) -> str:
    if position.red_line:
        return "red line"
    both = position.side is Side.OPEN and position.why_open == "said both"
    return "has said both" if both else _TINTS[position.side][0]


def _rank(verdict: Verdict) -> tuple[int, int]:
    """Most objections first, then most positions on file."""
    objecting = len(verdict.proposal.on(Side.AGAINST, Side.HANGS))
    return -objecting, len(verdict.proposal.on(Side.OPEN)) - len(verdict.positions)


def _head(verdict: Verdict) -> list[str]:
    """Return the lines of a column head."""
    asked = textwrap.wrap(subject(verdict), _WIDE, max_lines=4, placeholder=" …")
    return [*asked, *textwrap.wrap(f"({verdict.proposal.body.name})", _WIDE, max_lines=2, placeholder=" …)")]


def _told(verdict: Verdict) -> str:
    parts = []
    for side, (label, _) in _TINTS.items():
        names = [position.name for position in verdict.proposal.on(side)]
        if names:
            parts.append(f"{label} {', '.join(names)}")
    return f"{subject(verdict)}, {verdict.proposal.body.name} ({verdict.outcome.value}): {', '.join(parts)}"


def _spec(values: list[dict[str, Any]], members: list[str], heads: dict[str, list[str]]) -> dict[str, Any]:
    import altair

    lines = max(map(len, heads.values()))
    # Labels of several lines hang from their first: shorter ones are filled up so that all end above the tiles.
    filled = {key: [" "] * (lines - len(head)) + head for key, head in heads.items()}
    x = altair.X(
        "asked:N",
        sort=list(heads),
        title=None,
        axis=altair.Axis(
            orient="top",
            labelAngle=0,
            labelOffset=0,
            domain=False,
            ticks=False,
            labelExpr=f"({json.dumps(filled)})[datum.value]",
            labelLineHeight=11,
            labelFontSize=9,
            labelPadding=11 * (lines - 1) + 4,
        ),
    )
    y = altair.Y("member:N", sort=members, title=None, axis=altair.Axis(domain=False, ticks=False, labelLimit=180))
    base = altair.Chart({"values": values}).encode(x=x, y=y)
    tiles = base.mark_rect(stroke="#ffffff", strokeWidth=2).encode(color=altair.Color("tint:N", scale=None))
    words = base.mark_text(fontSize=9, baseline="middle").encode(text="said:N")
    chart = (tiles + words).properties(width=altair.Step(96), height=altair.Step(20)).configure_view(stroke=None)
    spec: dict[str, Any] = chart.to_dict()
    return spec
