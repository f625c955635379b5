"""The tables of the margin: where it is weakest, date by date, at every dated change, and which design comes first."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from pourparler.analysis.durability.dated import ROOM_DRAWS, Tested
from pourparler.analysis.durability.held import SMALL, Held
from pourparler.analysis.durability.sheet import METHOD, Sheet
from pourparler.analysis.packages.counting import held as counted
from pourparler.analysis.packages.counting import ranged
from pourparler.analysis.packages.naming import Names
from pourparler.core.result import Mark, Table
from pourparler.methods.commitment.ranking import in_order

Array = NDArray[np.float64]
SCALES = (0.5, 2.0, 8.0, 32.0)
"""Sizes of the shocks under which designs are set in order, in points: from the weakest moment only to all of them."""
POINTS = "Points of each party's own 0 to 100: they are not compared between parties. Ranges: eight of ten draws."


def design_marks(held: Held, names: Names) -> tuple[Mark, ...]:
    """Return the marks of what an agreement says: its chances of being seen and its temptations."""
    design = held.design
    paths = list(design.seen_paths)
    for party in design.parties:
        paths += [f"{one[0]}.gains" for one in design.temptations(party) if one is not None]
    return names.marks(paths)


def listed_parties(held: Held, names: Names) -> list[tuple[int, str]]:
    """Return the parties of a design with their places, as the case lists them."""
    order = names.parties()
    return sorted(enumerate(held.design.parties), key=lambda pair: order.index(pair[1]))


def weakest_period(margin: Array) -> int:
    """Return the period in which a margin is at its lowest in most draws, the first of those.

    Parameters
    ----------
    margin : array, shape (draws, periods)

    Examples
    --------
    >>> weakest_period(np.array([[3.0, 1.0, 1.0], [2.0, 0.0, 4.0]]))
    1
    """
    lowest = margin <= margin.min(axis=1, keepdims=True) + SMALL
    return int(lowest.sum(axis=0).argmax())


def margin_table(helds: Sequence[Held], names: Names) -> Table:
    """Return a row for each agreement and party: its margin where it is weakest, when, and how often it holds."""
    columns = ("agreement", "party", "margin at its weakest", "weakest from", "holds in", "without guarantees in")
    sheet = Sheet("margins", "Keeping over breaking, where the margin is smallest", columns, POINTS)
    for held in helds:
        margin = held.in_time(held.margin)
        for place, party in listed_parties(held, names):
            sheet.add(
                {
                    "agreement": held.design.agreement.label,
                    "party": names.party(party),
                    "margin at its weakest": ranged(margin[:, place].min(axis=1)),
                    "weakest from": held.design.day(weakest_period(margin[:, place])).isoformat(),
                    "holds in": str(counted(held.kept_by(place, held.margin))),
                    "without guarantees in": str(counted(held.kept_by(place, held.unguaranteed))),
                },
                {"agreement": design_marks(held, names), "margin at its weakest": METHOD},
            )
    return sheet.table()


def date_table(helds: Sequence[Held], names: Names) -> Table:
    """Return a row for each agreement, period around a change, and party: keeping, breaking, how often that pays."""
    columns = ("agreement", "from", "party", "keeping", "breaking", "margin", "breaking pays in")
    sheet = Sheet("margin-by-date", "Keeping and breaking, date by date", columns, POINTS)
    for held in helds:
        margin = held.in_time(held.margin)
        broken = held.keeping - held.margin
        for period in shown_periods(held):
            for place, party in listed_parties(held, names):
                sheet.add(
                    {
                        "agreement": held.design.agreement.label,
                        "from": held.design.day(period).isoformat(),
                        "party": names.party(party),
                        "keeping": ranged(held.keeping[:, place, period]),
                        "breaking": ranged(broken[:, place, period]),
                        "margin": ranged(margin[:, place, period]),
                        "breaking pays in": str(counted(margin[:, place, period] < -SMALL)),
                    }
                )
    return sheet.table()


def shown_periods(held: Held) -> list[int]:
    """Return the first and last periods, those around each change, and those in which a margin is at its lowest."""
    design, margin = held.design, held.in_time(held.margin)
    shown = {0, margin.shape[2] - 1}
    for change in design.changes:
        shown |= set(design.calendar.around(change.day))
    shown |= {weakest_period(margin[:, place]) for place in range(margin.shape[1])}
    return sorted(period for period in shown if period < margin.shape[2])


def change_table(found: Sequence[tuple[Held, Sequence[Tested]]], names: Names) -> Table:
    """Return a row for each agreement, day on which something changes, and party."""
    columns = (
        "agreement", "from", "what changes", "party", "dispute before", "dispute after", "breaking pays before",
        "breaking pays after", "new in", "no offer holds it before",
    )  # fmt: skip
    note = (
        "Dispute: what it would be worth to the party if it resumed just before, and from that day on. No offer holds "
        f"it before: of the first {ROOM_DRAWS} draws, those in which its dispute gets worse and no package that "
        "satisfies whoever gets stronger is worth waiting for."
    )
    title = "Each dated change, tested: phasing creates new dates on which breaking may pay"
    sheet = Sheet("dated-changes", title, columns, note)
    order = names.parties()
    for held, rows in found:
        for one in sorted(rows, key=lambda row: (row.day, order.index(row.party))):
            sheet.add(
                {
                    "agreement": held.design.agreement.label,
                    "from": one.day.isoformat(),
                    "what changes": one.what,
                    "party": names.party(one.party),
                    "dispute before": ranged(one.before),
                    "dispute after": ranged(one.after),
                    "breaking pays before": counted(one.pays_before).brief,
                    "breaking pays after": counted(one.pays_after).brief,
                    "new in": counted(one.opens).brief,
                    "no offer holds it before": counted(one.unheld).brief if one.unheld is not None else None,
                }
            )
    return sheet.table()


def design_table(helds: Sequence[Held]) -> Table | None:
    """Return a row for each design where there are several for the same parties: its place, and how often it holds.

    The order is by a relative hazard under shocks of several sizes; no chance that anything lasts is formed.
    """
    alike = [held for held in helds if held.design.parties == helds[0].design.parties] if helds else []
    if len(alike) < 2:
        return None
    longest = max(held.in_time(held.margin).shape[2] for held in alike)
    padded = np.stack([_padded(held.in_time(held.margin), longest) for held in alike])
    places = {scale: in_order(padded, scale) for scale in SCALES}
    columns = ("agreement", "holds in", *(f"first under shocks of {scale:g}" for scale in SCALES))
    note = (
        "First: in how many draws it is the design least at risk, equals counted for each, if what breaking is worth "
        "were shaken by shocks of about so many points. How large such shocks are is not known, so only an order that "
        "is the same in every column says anything, and none of it is a chance that an agreement lasts."
    )
    sheet = Sheet("designs", "Designs side by side", columns, note)
    for number, held in enumerate(alike):
        cells = {"agreement": held.design.agreement.label, "holds in": str(counted(held.holds(held.margin)))}
        cells |= {f"first under shocks of {scale:g}": counted(places[scale][number] == 1).brief for scale in SCALES}
        sheet.add(cells)
    return sheet.table()


def _padded(margin: Array, periods: int) -> Array:
    """Repeat the last period, which stands for all after it."""
    more = np.repeat(margin[:, :, -1:], periods - margin.shape[2], axis=2)
    return np.concatenate([margin, more], axis=2)
