"""What the tables say, in plain sentences: flags apart, and the reason for waiting or that there is none."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from pourparler.analysis.durability.turning import in_words
from pourparler.analysis.packages.counting import Hold, band, held, ranged, written
from pourparler.analysis.packages.naming import Names
from pourparler.analysis.phrases import capital, listed
from pourparler.analysis.timing.drivers import drivers, strongest
from pourparler.analysis.timing.flags import OTHER_LINES, Flags
from pourparler.analysis.timing.tables import METHOD, PARTS, counted_status
from pourparler.analysis.timing.waits import Waits
from pourparler.core.result import Sentence

Array = NDArray[np.float64]
LIMIT = (
    "Counts are of draws: what the judgements on file amount to. They do not say when or how the dispute ends, and no "
    "flag makes up for another: parties can miss a moment in which all three are raised."
)


def findings(flags: Flags, waits: Waits, names: Names) -> tuple[Sentence, ...]:
    """Return the three flags, then what waiting brings whom and why."""
    told = [_hurting(flags, names), _stalemate(flags), *_way_out(flags, names)]
    if len(waits.rows):
        told += _waiting(flags, waits, names)
    elif flags.way_out.valued:
        text = "What waiting changes in terms cannot be said: no package gives every principal more than going on does."
        told.append(Sentence(text, METHOD))
    else:
        told.append(Sentence("What waiting changes in terms cannot be said: packages are not valued.", METHOD))
    return (*told, Sentence(LIMIT, METHOD))


def _hurting(flags: Flags, names: Names) -> Sentence:
    pairs = zip(flags.sides, flags.hurting, strict=False)
    single = [f"{names.party(side)} in {times(held(flag.raised))}" for side, flag in pairs]
    both = times(held(flags.hurting[-1].raised))
    spent = flags.standing.spent
    costs = [
        f"{names.party(side)} {ranged(spent[:, flags.standing.course.parties.index(side)])}" for side in flags.sides
    ]
    text = (
        f"Hurting: as it stands, {' and '.join(single)} would rather give in than go on alone, both at once in {both}. "
        f"{flags.horizon} {flags.period}s are expected to cost {' and '.join(costs)} of their 100 points."
    )
    return Sentence(text, METHOD)


def _stalemate(flags: Flags) -> Sentence:
    raised = times(held(flags.stalemate.raised))
    few, many = (held(flags.undecided(line)).count for line in OTHER_LINES[::-1])
    text = (
        f"Stalemate: in {raised} the dispute as judged would more likely than not stay undecided within "
        f"{flags.horizon} {flags.period}s"
    )
    if flags.standing.draws > 1:
        text += f" (in {many:,} with the line at one in three, in {few:,} at two in three)"
    return Sentence(f"{text}.", METHOD)


def _way_out(flags: Flags, names: Names) -> Iterator[Sentence]:
    if flags.passing is None:
        yield Sentence("Way out: whether a package passes cannot be said; see which packages pass.", METHOD)
        return
    text = f"Way out: a package passes in {times(held(flags.passing.raised))}"
    bodies = flags.way_out.structure.bodies
    if bodies:
        text += f", counting only packages that {listed([names.decider(body) for body in bodies])} can pass"
    if flags.kept:
        kept = [f"“{agreement.label}” would be kept in {times(held(mask))}" for agreement, mask in flags.way_out.kept]
        text += f"; {'; '.join(kept)}"
    else:
        text += "; whether an agreement would be kept is not counted in, since none is on file in dated phases"
    yield Sentence(f"{text}.", METHOD)


def _waiting(flags: Flags, waits: Waits, names: Names) -> Iterator[Sentence]:
    count = len(waits.rows)
    for party in names.parties():
        place = waits.parties.index(party)
        waste = waits.parts.waste[:, place]
        low, high = band(-waste)
        costs = (
            f"with shared beliefs a {flags.period} of waiting costs {names.party(party)} {written(low, high)} points"
        )
        reasons, known = [], []
        for name, field in PARTS[1:]:
            values = getattr(waits.parts, field)[:, place]
            if np.isnan(values).any() or (field == "commitment" and waits.way_out.holds_now is None):
                continue
            known.append(name)
            above = Hold(int((values > 0).sum()), count)
            if above.count:
                reasons.append(f"{name} {ranged(values)}, above 0 in {times(above)}")
        net = times(Hold(int((waits.parts.total[:, place] > 0).sum()), count))
        if reasons:
            text = f"{capital(costs)}; reasons to wait: {'; '.join(reasons)}. Together waiting gains in {net}."
        elif known:
            never = times(Hold(0, count))
            text = f"{capital(costs)}, and no reason to wait is on file: {listed(known)} above 0 in {never}."
            if (waits.parts.total[:, place] > 0).any():
                text += f" In {net} the right to give in later is worth more than the period costs."
        else:
            text = f"{capital(costs)}; whether anything outweighs that is not on file."
        yield Sentence(text, (*METHOD, *names.marks(waits.belief_paths(party))))
    counted = [one.label for one in waits.coming]
    status = counted_status()
    text = f"Counted as coming: {listed(counted)}." if counted else f"No support that is {status} is counted as coming."
    if not waits.followed:
        text += " So many of them are only partly reckoned with that this part was not followed."
    yield Sentence(text, METHOD)


def challenges(flags: Flags, waits: Waits, names: Names) -> tuple[Sentence, ...]:
    """Return what would change this: the cost at which a side turns, the judgements behind each flag, support ahead."""
    told = [*_turning(flags, names), *_drivers(flags, names)]
    if len(waits.rows):
        told += _strength_first(flags, waits, names)
    return tuple(told)


def _turning(flags: Flags, names: Names) -> Iterator[Sentence]:
    standing = flags.standing
    for side in flags.sides:
        turning = standing.turning_cost[:, flags.place(side)]
        finite = turning[np.isfinite(turning)]
        judged = ranged(standing.now.cost[:, standing.course.parties.index(side)])
        paths = [f"parties.{side}.no_deal.cost.points", f"parties.{side}.no_deal.cost.as_bad_as.periods"]
        if len(finite):
            text = (
                f"{names.party(side)} would rather give in than go on alone once a {flags.period} cost it "
                f"{ranged(finite)} points; it is judged to cost {judged}"
            )
            yield Sentence(f"{text}.", (*METHOD, *names.marks(paths)))


def _drivers(flags: Flags, names: Names) -> Iterator[Sentence]:
    """Say what each flag hangs on that is raised in some draws and not in others."""
    course = flags.standing.course
    for _, flag in flags.all():
        if flag.raised.all() or not flag.raised.any():
            continue
        found = strongest(drivers(flag, course.drawn))
        told = [
            f"{_inside(in_words(one.path, course.case, names))} ({100 * one.low:.0f} % of the draws where it is low, "
            f"{100 * one.high:.0f} % where it is high)"
            for one in found
        ]
        if told:
            marks = names.marks(one.path for one in found)
            yield Sentence(f"“{flag.name}” hangs most on: {'; '.join(told)}.", marks)


def _inside(words: str) -> str:
    """Return words that begin a sentence as they stand inside one."""
    return words[:1].lower() + words[1:]


def _strength_first(flags: Flags, waits: Waits, names: Names) -> Iterator[Sentence]:
    ahead, count = {one.id for one in waits.ahead}, len(waits.rows)
    for measure in (one for one in flags.standing.course.case.measures if one.id in ahead):
        net = waits.first_then_talks(measure)
        if net is None:
            continue
        gains = [(party, int((net[:, waits.parties.index(party)] > 0).sum())) for party in names.parties()]
        who = [f"{names.party(party)} in {times(Hold(found, count))}" for party, found in gains if found]
        periods = waits.until(measure) or 0
        when = f"{periods} {flags.period}{'' if periods == 1 else 's'}"
        text = f"Waiting {when} for {measure.label} ({measure.status}) and talking then gains"
        text = f"{text} {listed(who)}" if who else f"{text} nobody in any draw"
        yield Sentence(f"{text}.", (*METHOD, *names.marks((f"measures.{measure.id}.believed",))))


def times(hold: Hold) -> str:
    """Say in how many draws something is so, without an interval where it is so in none or all of them.

    Examples
    --------
    >>> times(Hold(0, 1000)), times(Hold(1000, 1000)), times(Hold(123, 1000))
    ('none of 1,000 draws', 'all 1,000 draws', '123 of 1,000 draws (10 to 14 %)')
    """
    if hold.draws > 1 and hold.count in (0, hold.draws):
        return f"all {hold.draws:,} draws" if hold.count else f"none of {hold.draws:,} draws"
    return str(hold)
