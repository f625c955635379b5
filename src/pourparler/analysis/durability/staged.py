"""The tables of steps: what each phase bears, an exchange in parts, deposits and checks, issues left for later."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from pourparler.analysis.durability.held import SMALL, Held
from pourparler.analysis.durability.margins import listed_parties
from pourparler.analysis.durability.sheet import METHOD, Sheet, chance_band, finite_band
from pourparler.analysis.packages.counting import held as counted
from pourparler.analysis.packages.counting import ranged
from pourparler.analysis.packages.naming import Names
from pourparler.core.result import Table
from pourparler.methods.commitment.stages import Exchange, ceiling, least_stages, slack, stage_sizes
from pourparler.methods.commitment.verification import escrow_range

Array = NDArray[np.float64]


def phase_table(helds: Sequence[Held], names: Names) -> Table:
    """Return a row for each phase and party: what a breach would bring, and the most that the margin bears."""
    columns = ("agreement", "phase", "from", "party", "a breach brings", "bears up to", "too much in")
    note = (
        "Points a period in which a breach goes unseen. Bears up to: the most that a breach could bring in this phase, "
        "all else the same, before breaking pays on some date; below 0: it would not hold with nothing to gain here."
    )
    sheet = Sheet("phases", "What each phase bears", columns, note)
    for held in helds:
        design = held.design
        gains = design.tempted("gains")
        for number, phase in enumerate(design.phases):
            room = held.bears(number)
            for place, party in listed_parties(held, names):
                temptation = design.temptations(party)[number]
                sheet.add(
                    {
                        "agreement": design.agreement.label,
                        "phase": phase.label,
                        "from": phase.since.isoformat(),
                        "party": names.party(party),
                        "a breach brings": ranged(gains[:, place, number]),
                        "bears up to": finite_band(gains[:, place, number] + room[:, place]),
                        "too much in": counted(room[:, place] < -SMALL).brief,
                    },
                    {"a breach brings": names.marks([f"{temptation[0]}.gains"] if temptation is not None else [])},
                )
    return sheet.table()


def exchange_table(helds: Sequence[Held], names: Names) -> Table:
    """Return a row for each phase of an exchange in parts: how much it may hold, and whether equal parts hold."""
    columns = ("agreement", "phase", "largest part", "equal part", "slack of an equal part", "breaking pays in")
    note = (
        "Largest parts that enforce themselves, given what follows; equal parts are the total over the phases. One "
        "phase follows the other by the average time between them."
    )
    sheet = Sheet("exchange", "An exchange in parts", columns, note)
    for held in helds:
        terms = exchange_of(held)
        if terms is None:
            continue
        exchange, total = terms
        count = len(held.design.phases)
        sizes = stage_sizes(exchange, count)
        even = np.repeat(total[:, None, None], count, axis=2) / count
        left = slack(exchange, np.broadcast_to(even, sizes.shape)).min(axis=1)
        path = f"{held.design.here}.exchange"
        for number, phase in enumerate(held.design.phases):
            sheet.add(
                {
                    "agreement": held.design.agreement.label,
                    "phase": phase.label,
                    "largest part": ranged(sizes[:, :, number].min(axis=1)),
                    "equal part": ranged(even[:, 0, number]),
                    "slack of an equal part": ranged(left[:, number]),
                    "breaking pays in": counted(left[:, number] < -SMALL).brief,
                },
                {
                    "largest part": names.marks([f"{path}.{name}" for name in ("benefit", "burden", "afterwards")]),
                    "equal part": names.marks([f"{path}.total"]),
                },
            )
    return sheet.table()


def ceiling_table(helds: Sequence[Held]) -> Table:
    """Return a row for each exchange: the most that any number of phases can hold, and the least number it takes."""
    columns = ("agreement", "unit", "to exchange", "ceiling", "within it in", "phases planned", "phases needed")
    note = "Ceiling: what no number of phases exceeds; a dash where there is none. Beyond it deposits or guarantees."
    sheet = Sheet("ceilings", "How far phases carry an exchange", columns, note)
    for held in helds:
        terms = exchange_of(held)
        if terms is None:
            continue
        exchange, total = terms
        most = ceiling(exchange).min(axis=1)
        needed = least_stages(exchange, total[:, None]).max(axis=1)
        entry = held.design.agreement.exchange
        sheet.add(
            {
                "agreement": held.design.agreement.label,
                "unit": entry.unit if entry is not None else "",
                "to exchange": ranged(total),
                "ceiling": finite_band(most),
                "within it in": counted(np.isfinite(needed)).brief,
                "phases planned": len(held.design.phases),
                "phases needed": finite_band(needed),
            },
            {"ceiling": METHOD},
        )
    return sheet.table()


def exchange_of(held: Held) -> tuple[Exchange, Array] | None:
    """Return the exchange of an agreement over draws and parties, and its total; ``None`` where a number is missing."""
    design = held.design
    drawn, path = design.arrays.drawn, f"{design.here}.exchange"
    names = ("total", "benefit", "burden", "afterwards")
    if any(f"{path}.{name}" not in drawn for name in names):
        return None
    total, benefit, burden, afterwards = (drawn[f"{path}.{name}"] for name in names)
    first, last = (design.calendar.place(design.phases[place].since) for place in (0, -1))
    between = (last - first) / (len(design.phases) - 1) if len(design.phases) > 1 else 1.0
    waits = design.patience**between
    return Exchange(benefit[:, None], burden[:, None], waits, afterwards[:, None]), total


def check_table(helds: Sequence[Held], names: Names) -> Table:
    """Return a row for each agreement and party: what must be held for it, and how often a breach must be seen."""
    columns = (
        "agreement", "party", "deposit needed", "no deposit does in", "deposit it would bear", "seen now",
        "must be seen", "being seen is not enough in",
    )  # fmt: skip
    note = (
        "Deposit needed: points to be held for the party beside what is, lost when a breach is seen, so that it keeps "
        "to the agreement on every date; guarantees as judged. It would bear: up to where wrongful losses eat what the "
        "agreement is worth to it above the dispute; only where the chance of wrongly seeing a breach is on file. Must "
        "be seen: chance per period, the same on every date."
    )
    sheet = Sheet("checks", "Deposits and inspections", columns, note)
    for held in helds:
        design = held.design
        wrong = _wrongly_seen(held)
        seen = design.seen[:, 0]
        for place, party in listed_parties(held, names):
            cells = {
                "agreement": design.agreement.label,
                "party": names.party(party),
                "deposit needed": finite_band(held.deposit[:, place]),
                "no deposit does in": counted(~np.isfinite(held.deposit[:, place])).brief,
                "seen now": chance_band(seen.mean(axis=1)),
                "must be seen": finite_band(held.least_seen[:, place], chance=True),
                "being seen is not enough in": counted(~np.isfinite(held.least_seen[:, place])).brief,
            }
            if wrong is not None:
                surplus = held.keeping[:, place, 0] - held.fallback()[:, place, 0]
                surplus = surplus * (1 - design.patience[:, place])  # for one period, as the chance of a wrong alarm is
                worst = -held.in_time(held.margin)[:, place].min(axis=1)
                least, most = escrow_range(worst, surplus, np.minimum(held.bite[:, place], 1.0), wrong)
                cells["deposit needed"] = finite_band(least)
                cells["no deposit does in"] = counted(~(least <= most)).brief
                cells["deposit it would bear"] = finite_band(most)
            sheet.add(cells, {"seen now": names.marks(design.seen_paths)})
    return sheet.table()


def _wrongly_seen(held: Held) -> Array | None:
    """Return the highest chance in any phase that keeping is taken for a breach: (draws,)."""
    paths = [path for path in held.design.wrongly_seen_paths if path is not None]
    if not paths:
        return None
    return np.asarray(np.max([held.design.arrays.drawn[path] for path in paths], axis=0))


def deferral_table(helds: Sequence[Held], names: Names) -> Table:
    """Return a row for each issue left for later and party: settled from the start, and settled later."""
    columns = (
        "agreement", "issue", "party", "settled at once", "settled later", "later is worth more in",
        "holds, settled at once", "holds, settled later",
    )  # fmt: skip
    note = (
        "Worth of the whole agreement from its start. Settled at once: with the option of the last phase in force from "
        "the first. Holds: the margin is never below 0 for that party."
    )
    sheet = Sheet("deferred", "Issues left for later", columns, note)
    for held in helds:
        design = held.design
        for entry in design.agreement.open:
            issue = next((one for one in design.arrays.issues if one.id == entry.issue), None)
            if issue is None:
                continue
            other = held.settling(issue.id)
            for place, party in listed_parties(held, names):
                now, later = other.keeping[:, place, 0], held.keeping[:, place, 0]
                sheet.add(
                    {
                        "agreement": design.agreement.label,
                        "issue": issue.label,
                        "party": names.party(party),
                        "settled at once": ranged(now),
                        "settled later": ranged(later),
                        "later is worth more in": counted(later > now + SMALL).brief,
                        "holds, settled at once": counted(other.kept_by(place, other.margin)).brief,
                        "holds, settled later": counted(held.kept_by(place, held.margin)).brief,
                    },
                    {"settled later": names.marks([f"{design.here}.open.{entry.issue}.values.{party}"])},
                )
    return sheet.table()
