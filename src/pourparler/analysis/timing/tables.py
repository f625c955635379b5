"""The tables of the question: flags, what waiting brings, support ahead, states, drivers."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pourparler.analysis.durability.sheet import Sheet, finite_band
from pourparler.analysis.durability.turning import in_words
from pourparler.analysis.packages.counting import Hold, held, ranged
from pourparler.analysis.packages.naming import Names
from pourparler.analysis.timing.drivers import drivers, strongest
from pourparler.analysis.timing.flags import OTHER_LINES, Flags
from pourparler.analysis.timing.waits import COMING, Waits
from pourparler.core.result import Mark, Table

Array = NDArray[np.float64]
METHOD = (Mark("method", "timing"),)
PARTS = (
    ("joint waste", "waste"),
    ("difference of beliefs", "beliefs"),
    ("support not reckoned with", "support"),
    ("commitment", "commitment"),
)
"""The four parts by their name in tables, and in `Waiting`."""
NOT_ON_FILE = "not on file"
TOGETHER = "together, as far as on file"


def flag_table(flags: Flags) -> Table:
    """Return the flags, each with how often it is raised; the lines of the stalemate that were not chosen below it."""
    note = (
        "Three things that are asked apart and never added up. In each draw the dispute stands as judged there; counts "
        "are draws, no chances that anything happens."
    )
    sheet = Sheet("flags", "Is it time: three flags", ("flag", "what", "holds in", "share"), note)
    for group, flag in flags.all():
        hold = held(flag.raised)
        sheet.add({"flag": group, "what": flag.name, "holds in": str(hold), "share": round(hold.share, 4)})
        if flag is flags.stalemate:
            for line, word in zip(OTHER_LINES, ("one in three", "two in three"), strict=True):
                hold = held(flags.undecided(line))
                what = f"The same with the line drawn at {word}"
                sheet.add({"flag": group, "what": what, "holds in": str(hold), "share": round(hold.share, 4)})
            half = flags.horizon // 2
            if half:
                hold = held(flags.undecided(flags.line, half))
                what = f"Undecided after {half} {flags.period}s, more likely than not"
                sheet.add({"flag": group, "what": what, "holds in": str(hold), "share": round(hold.share, 4)})
    return sheet.table()


def cost_table(flags: Flags, names: Names) -> Table:
    """Return what the horizon is expected to cost each side, and at which cost it would rather give in."""
    period = flags.period
    columns = (
        "party",
        f"a {period} costs, points",
        f"{flags.horizon} {period}s cost, points of its 100",
        f"would rather give in if a {period} cost",
        "would at no cost in",
        "going on alone is worth above giving in",
    )
    note = (
        f"Points of each party's own 0 to 100, eight of ten draws. The cost over {flags.horizon} {period}s is counted "
        "while the dispute goes on, undiscounted."
    )
    sheet = Sheet("costs", "What going on costs each side", columns, note)
    standing = flags.standing
    for side in flags.sides:
        place, own = standing.course.parties.index(side), flags.place(side)
        turning = standing.turning_cost[:, own]
        never = held(np.isposinf(turning))
        cells = (
            names.party(side),
            ranged(standing.now.cost[:, place]),
            ranged(standing.spent[:, place]),
            finite_band(turning),
            str(never) if never.count else None,
            ranged(standing.margin[:, own]),
        )
        marks = names.marks([f"parties.{side}.no_deal.cost.points", f"parties.{side}.no_deal.cost.as_bad_as.periods"])
        sheet.add(dict(zip(columns, cells, strict=True)), {columns[1]: marks})
    return sheet.table()


def waiting_table(flags: Flags, waits: Waits, names: Names) -> Table:
    """Return what waiting one period gains or costs each principal, part by part."""
    parts, count = waits.parts, len(waits.rows)
    columns = ("party", *(name for name, _ in PARTS), TOGETHER, "gains in")
    note = (
        f"Points of each party's own 0 to 100 for one {flags.period}, eight of ten draws; below 0 it costs. Over the "
        f"{count:,} of {flags.standing.draws:,} draws in which a package gives every principal more than the course of "
        "the dispute does; no deal is what that course gives; terms follow the Nash pick along its rates of exchange."
    )
    sheet = Sheet("waiting", f"What waiting one {flags.period} gains or costs", columns, note)
    for party in names.parties():
        place = waits.parties.index(party)
        cells: dict[str, str] = {"party": names.party(party)}
        for name, field in PARTS:
            values = getattr(parts, field)[:, place]
            missing = np.isnan(values).any() or (field == "commitment" and waits.way_out.holds_now is None)
            cells[name] = NOT_ON_FILE if missing else ranged(values)
        together = parts.total[:, place]
        cells |= {TOGETHER: ranged(together), "gains in": str(Hold(int((together > 0).sum()), count))}
        sheet.add(cells, {"difference of beliefs": names.marks(waits.belief_paths(party))})
    return sheet.table()


def support_table(flags: Flags, waits: Waits, names: Names) -> Table:
    """Return, for each measure ahead and principal, what waiting for it would gain over talking now."""
    period, count = flags.period, len(waits.rows)
    columns = (
        "measure",
        "status",
        "from",
        "others reckon with it, %",
        "party",
        "moves terms by, once all reckon with it",
        "of which not yet reckoned with",
        "waiting for it costs",
        "waiting gains in",
    )
    note = (
        f"Strength first, then talks: what others do not reckon with yet, as it will move terms, less what the "
        f"{period}s until then cost by shared beliefs. As if it came as judged; what is only mooted may not. "
        "Where no day stands, none is on file."
    )
    sheet = Sheet("support", "Support ahead: is it worth waiting for?", columns, note)
    ahead = {one.id for one in waits.ahead}
    for measure in (one for one in flags.standing.course.case.measures if one.id in ahead):
        moved, share, net = waits.moves(measure), waits.reckoned(measure), waits.first_then_talks(measure)
        periods = waits.until(measure)
        for party in names.parties():
            place = waits.parties.index(party)
            cells = {
                "measure": measure.label,
                "status": measure.status,
                "from": measure.since.isoformat() if measure.since is not None else None,
                "others reckon with it, %": ranged(100 * share) if share is not None else NOT_ON_FILE,
                "party": names.party(party),
                columns[5]: ranged(moved[:, place]),
                columns[6]: NOT_ON_FILE if share is None else ranged((1 - share[waits.rows]) * moved[:, place]),
                columns[7]: NOT_ON_FILE if periods is None else ranged(waits.waste_until(periods)[:, place]),
                columns[8]: NOT_ON_FILE if net is None else str(Hold(int((net[:, place] > 0).sum()), count)),
            }
            here = f"measures.{measure.id}"
            effects = [path for path in flags.standing.course.drawn if path.startswith(f"{here}.changes.")]
            marks = {"others reckon with it, %": names.marks((f"{here}.believed",)), columns[5]: names.marks(effects)}
            sheet.add(cells, marks)
    return sheet.table()


def state_table(flags: Flags, names: Names) -> Table:
    """Return the states of the dispute around where it stands, and in how many draws each hurts whom."""
    first, second = flags.standing.course.sides
    columns = ("steps", "towards", "neither has prevailed in", *(_hurts(names, one) for one in flags.sides), "both")
    note = (
        "Steps from where the dispute stands now, 0. Of the draws in which neither side has prevailed there: in how "
        "many each side would rather give in than go on alone."
    )
    sheet = Sheet("states", "Where it would hurt", columns, note)
    for move, inside, (one, two, both) in flags.standing.by_state():
        # towards the side that the case lists first, so that names change nothing
        mine = {first: one, second: two}
        toward = "" if move == 0 else names.party(first if move > 0 else second)
        cells: dict[str, str | int] = {"steps": abs(move), "towards": toward, columns[2]: inside, "both": both}
        cells |= {_hurts(names, side): mine[side] for side in flags.sides}
        sheet.add(cells)
    table = sheet.table()
    if flags.sides[0] == first:
        return table
    return Table(table.name, table.title, table.columns, table.rows[::-1], {}, table.note)


def _hurts(names: Names, side: str) -> str:
    return f"{names.party(side)} would rather give in"


def driver_table(flags: Flags, names: Names) -> Table:
    """Return the judgements each flag hangs on most."""
    columns = ("flag", "judgement", "moves it, rank correlation", "raised where it is low", "raised where it is high")
    note = (
        "Low and high: the draws below and above the median of the judgement, all else as it varies. Per cent of draws."
    )
    sheet = Sheet("drivers", "What each flag hangs on", columns, note)
    course = flags.standing.course
    for _, flag in flags.all():
        for one in strongest(drivers(flag, course.drawn)):
            words = in_words(one.path, course.case, names)
            cells = (flag.name, words, f"{one.correlation:+.2f}", f"{100 * one.low:.0f} %", f"{100 * one.high:.0f} %")
            sheet.add(dict(zip(columns, cells, strict=True)), {"judgement": names.marks((one.path,))})
    return sheet.table()


def counted_status() -> str:
    """Return the words for the measures that are counted as coming."""
    return " or ".join(COMING)
