"""What delay, expiry and inspection do to the smallest guarantee: sooner or later, longer, looked at more often."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from pourparler.analysis.durability.dispute import Resumed, lag_path
from pourparler.analysis.durability.held import SMALL, Held
from pourparler.analysis.durability.margins import listed_parties
from pourparler.analysis.durability.promises import Promise, smallest
from pourparler.analysis.durability.sheet import METHOD, Sheet, chance_band, finite_band
from pourparler.analysis.packages.counting import held as counted
from pourparler.analysis.packages.counting import ranged
from pourparler.analysis.packages.naming import Names
from pourparler.core.result import Table
from pourparler.methods.commitment.verification import inspections_for

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]
AS_JUDGED, AT_ONCE, LATER, LASTING = "as judged", "acted on at once", "acted on a {period} later", "without its end"
MORE, NONE, ALL_SEEN = "one inspection more a {period}", "no inspections", "every breach seen within a {period}"


@dataclass(frozen=True)
class Variant:
    """The smallest guarantee if one thing were otherwise; arrays over draws.

    Attributes
    ----------
    words : str
        What is otherwise.
    needed : array
    enough : array of bool, or None
        Whether it is likely enough to be acted on, as judged.
    """

    words: str
    needed: Array
    enough: Mask | None

    @property
    def near(self) -> bool:
        """Whether it is a step from what is on file, and no bound of what could be."""
        return not self.words.startswith((NONE, ALL_SEEN.partition("{")[0]))


def variants(promise: Promise) -> tuple[Variant, ...]:
    """Return the smallest guarantee as judged, then sooner, later, without end, looked at more often, never, always."""
    return tuple(Variant(words, needed, promise.enough(needed)) for words, needed in _variants(promise))


def _variants(promise: Promise) -> Iterator[tuple[str, Array]]:
    held, guarantee = promise.held, promise.guarantee
    design, dispute = held.design, held.dispute
    conflict = design.arrays.case.conflict
    period = conflict.period if conflict is not None else "period"
    yield AS_JUDGED, promise.needed
    if isinstance(dispute, Resumed) and dispute.course is not None:
        if guarantee.lag is not None and dispute.lag(design, guarantee).any():
            yield AT_ONCE, held.against(replace(dispute, at_once=True)).needed(guarantee)
        later = replace(dispute, later=dispute.later + 1)
        yield LATER.format(period=period), held.against(later).needed(guarantee)
    if guarantee.until is not None and design.calendar.planned(guarantee.until + datetime.timedelta(days=1)):
        yield LASTING, held.needed(guarantee.model_copy(update={"until": None}))
    if any(sight is not None and sight.inspected for sight in design.sights):
        yield MORE.format(period=period), held.needed(guarantee, design.seen_with(1.0))
        yield NONE, held.needed(guarantee, design.seen_with(-np.inf))
    yield ALL_SEEN.format(period=period), held.needed(guarantee, np.ones_like(design.seen))


def variant_table(found: Sequence[tuple[Promise, Sequence[Variant]]], names: Names) -> Table:
    """Return a row for each guarantee that is needed in some draw, and thing that could be otherwise."""
    columns = (
        "agreement", "guarantee", "if", "none needed in", "smallest where needed", "moved by", "none is enough in",
        "enough in",
    )  # fmt: skip
    note = (
        "Each row changes one thing. Moved by: points of chance, draw by draw, where some chance is enough both ways. "
        "Enough: at least as likely to be acted on, as judged."
    )
    title = "What delay, expiry and inspection do to the smallest guarantee"
    sheet = Sheet("delay-and-inspection", title, columns, note)
    for promise, rows in found:
        for row in rows:
            both = _both(row, rows[0])
            moved = row.needed[both] - rows[0].needed[both]
            cells = {
                "agreement": promise.held.design.agreement.label,
                "guarantee": promise.guarantee.label,
                "if": row.words,
                "none needed in": counted(row.needed <= SMALL).brief,
                "smallest where needed": smallest(row.needed),
                "moved by": ranged(100 * moved) if row is not rows[0] else None,
                "none is enough in": counted(row.needed > 1 + SMALL).brief,
                "enough in": counted(row.enough).brief if row.enough is not None else None,
            }
            marks = names.marks([lag_path(promise.guarantee)] if row is rows[0] else [])
            sheet.add(cells, {"smallest where needed": METHOD, "if": marks})
    return sheet.table()


def _both(row: Variant, other: Variant) -> Mask:
    """Tell in which draws some chance is enough either way, and one of the two is above 0."""
    can = (row.needed <= 1 + SMALL) & (other.needed <= 1 + SMALL)
    return np.asarray(can & (np.maximum(row.needed, other.needed) > SMALL))


def inspection_table(helds: Sequence[Held], names: Names) -> Table:
    """Return a row for each phase that is inspected and party: how often it is, and how often it would have to be."""
    columns = (
        "agreement", "phase", "party", "inspections now", "each finds", "seen now", "must be seen",
        "inspections needed", "no number does in",
    )  # fmt: skip
    note = (
        "Inspections a {period}. Needed: so many that a breach is seen with the chance which, the same on every date "
        "and guarantees as judged, keeps the party to the agreement. No number does: where breaking in the open pays "
        "as well, or no inspection finds anything."
    )
    conflict = helds[0].design.arrays.case.conflict if helds else None
    period = conflict.period if conflict is not None else "period"
    sheet = Sheet("inspections", "How often to inspect", columns, note.format(period=period))
    for held in helds:
        design, drawn = held.design, held.design.arrays.drawn
        before = (None, *design.sights)
        for phase, sight, last in zip(design.phases, design.sights, before, strict=False):
            if sight is None or not sight.inspected or sight == last:
                continue
            rate, finds = (drawn[path] for path in sight.paths)
            for place, party in listed_parties(held, names):
                least = held.least_seen[:, place]
                needed = inspections_for(least, finds)
                sheet.add(
                    {
                        "agreement": design.agreement.label,
                        "phase": phase.label,
                        "party": names.party(party),
                        "inspections now": ranged(rate),
                        "each finds": chance_band(finds),
                        "seen now": chance_band(sight.chance(drawn)),
                        "must be seen": finite_band(least, chance=True),
                        "inspections needed": finite_band(needed),
                        "no number does in": counted(~np.isfinite(needed)).brief,
                    },
                    {
                        "inspections now": names.marks(sight.paths[:1]),
                        "each finds": names.marks(sight.paths[1:]),
                        "inspections needed": METHOD,
                    },
                )
    return sheet.table()
