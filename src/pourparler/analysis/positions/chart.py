"""The matrix of stances as a figure: a word and a tint in every cell."""

from __future__ import annotations

from collections.abc import Sequence

from pourparler.analysis.ground import Ground
from pourparler.analysis.positions.stands import Stand
from pourparler.core.result import Figure
from pourparler.evidence.attribution import Seat
from pourparler.evidence.stances import Stance

_TINTS = {
    Stance.DEMANDS: "#8fb0cf",
    Stance.SUPPORTS: "#b9cfe2",
    Stance.OFFERS: "#d5e1ec",
    Stance.CONDITIONAL: "#e9dcc0",
    Stance.MIXED: "#dccfd9",
    Stance.OPPOSES: "#d9a58f",
    Stance.REMARKS: "#eeeeee",
    Stance.SILENT: "#ffffff",
}
ROWS, COLUMNS = 14, 10
"""Beyond these the page cannot be read; the table has them all."""


def matrix_figure(
    ground: Ground, found: Sequence[Stand], seats: Sequence[Seat], issues: Sequence[str]
) -> Figure | None:
    """Return the matrix of the seats that spoke, or ``None`` when nobody did."""
    spoke = [
        seat for seat in seats if any(s.seat.id == seat.id and s.standing.stance is not Stance.SILENT for s in found)
    ]
    rows = [seat.name for seat in spoke][:ROWS]
    names = {issue: ground.subjects.name(issue) for issue in issues[:COLUMNS]}
    if not rows or not names:
        return None
    values = [
        {
            "party": stand.seat.name,
            "issue": names[stand.issue],
            "stance": "" if stand.standing.stance is Stance.SILENT else stand.standing.stance.value,
            "tint": _TINTS[stand.standing.stance],
        }
        for stand in found
        if stand.seat.name in rows and stand.issue in names
    ]
    order = list(names.values())
    x = {
        "field": "issue",
        "type": "nominal",
        "sort": order,
        "title": None,
        "axis": {"orient": "top", "labelAngle": -35},
    }
    y = {"field": "party", "type": "nominal", "sort": rows, "title": None}
    spec = {
        "data": {"values": values},
        "width": {"step": 74},
        "height": {"step": 24},
        "encoding": {"x": x, "y": y},
        "layer": [
            {
                "mark": {"type": "rect", "stroke": "#c8c8c8"},
                "encoding": {"color": {"field": "tint", "type": "nominal", "scale": None}},
            },
            {"mark": {"type": "text", "fontSize": 9}, "encoding": {"text": {"field": "stance", "type": "nominal"}}},
        ],
    }
    told = "; ".join(f"{value['party']} on {value['issue']}: {value['stance']}" for value in values if value["stance"])
    left_out = len(spoke) - len(rows) + max(0, len(issues) - COLUMNS)
    title = "Who stands where" + (" (the busiest rows and columns)" if left_out > 0 else "")
    return Figure("stands", title, f"A matrix of parties and issues. {told}.", spec)
