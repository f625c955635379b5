"""Issues by stance, with the names of the parties in the cells: who is on which side, at a glance."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from pourparler.analysis import tints
from pourparler.analysis.ground import Ground
from pourparler.analysis.phrases import capital
from pourparler.analysis.positions.stands import Stand
from pourparler.core.ranks import whole_ranks
from pourparler.core.result import Figure
from pourparler.evidence.stances import Stance

_COLUMNS = {
    Stance.OPPOSES: ("opposes", tints.AGAINST),
    Stance.CONDITIONAL: ("on a condition", tints.ON_A_CONDITION),
    Stance.MIXED: ("has said both", tints.NEITHER),
    Stance.OFFERS: ("offers", tints.OFFERS),
    Stance.SUPPORTS: ("supports", tints.IN_FAVOUR),
    Stance.DEMANDS: ("demands", tints.DEMANDS),
}
ISSUES = 12
"""More rows than this cannot be read on a page; the tables have them all."""
_LINE = 12
_LONGEST = 22


def sides_figure(ground: Ground, found: Sequence[Stand], issues: Sequence[str]) -> Figure | None:
    """Return the figure of the issues on which somebody takes a side, or ``None`` when nobody does."""
    cells: dict[tuple[str, Stance], list[str]] = defaultdict(list)
    for stand in found:
        if stand.standing.stance in _COLUMNS:
            cells[stand.issue, stand.standing.stance].append(stand.seat.name)
    sides = {issue: sum(len(cells.get((issue, stance), ())) for stance in _COLUMNS) for issue in issues}
    most = whole_ranks([issue for issue in issues if sides[issue]], ISSUES, rank=lambda issue: -sides[issue])
    shown = [issue for issue in issues if issue in most]
    if not shown:
        return None
    names = {issue: _wrapped(capital(ground.subjects.name(issue))) for issue in shown}
    values = [
        {
            "issue": names[issue],
            "stance": label,
            "tint": tint,
            "parties": "\n".join(map(_wrapped, cells[issue, stance])),
        }
        for issue in shown
        for stance, (label, tint) in _COLUMNS.items()
        if (issue, stance) in cells
    ]
    told = "; ".join(
        f"{ground.subjects.name(issue)}: {label} {', '.join(cells[issue, stance])}"
        for issue in shown
        for stance, (label, _) in _COLUMNS.items()
        if (issue, stance) in cells
    )
    tallest = max(str(value[key]).count("\n") + 1 for value in values for key in ("parties", "issue"))
    return Figure(
        "sides", "Who is on which side", f"Issues by stance. {told}.", _spec(values, list(names.values()), tallest)
    )


def _spec(values: list[dict[str, Any]], rows: list[str], tallest: int) -> dict[str, Any]:
    import altair

    x = altair.X(
        "stance:N",
        sort=[label for label, _ in _COLUMNS.values()],
        title=None,
        axis=altair.Axis(orient="top", labelAngle=0, domain=False, ticks=False),
    )
    y = altair.Y(
        "issue:N",
        sort=rows,
        title=None,
        axis=altair.Axis(domain=False, ticks=False, labelLimit=220, labelExpr="split(datum.label, '\\n')"),
    )
    step = max(2, tallest) * _LINE + 4
    base = altair.Chart({"values": values}).encode(x=x, y=y)
    tiles = base.mark_rect(stroke="#ffffff", strokeWidth=2).encode(color=altair.Color("tint:N", scale=None))
    words = base.mark_text(fontSize=9, lineBreak="\n", lineHeight=_LINE - 1, baseline="middle").encode(text="parties:N")
    # A text of several lines hangs from its first: it starts above the middle by half of the others.
    lines = "length(split(datum.parties, '\\n'))"
    words = words.transform_calculate(lift=f"{step / 2} - ({lines} - 1) * {(_LINE - 1) / 2}").encode(
        yOffset=altair.YOffset("lift:Q", scale=None)
    )
    chart = (tiles + words).properties(width=altair.Step(88), height=altair.Step(step))
    spec: dict[str, Any] = chart.to_dict()
    return spec


def _wrapped(name: str) -> str:
    """Break a long name into lines.

    Examples
    --------
    >>> _wrapped("The Alliance of Coastal States")
    'The Alliance of\\nCoastal States'
    """
    lines = [""]
    for word in name.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > _LONGEST:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return "\n".join(lines)
