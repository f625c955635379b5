"""What the counts say, in plain sentences: never a package without its hold, never which one to take."""

from __future__ import annotations

import math
from collections.abc import Iterator

from pourparler.analysis.packages.blocking import Blocking
from pourparler.analysis.packages.counting import at_least, ranged
from pourparler.analysis.packages.fairness import agreement, firm_options
from pourparler.analysis.packages.naming import METHOD, Names, of_path
from pourparler.analysis.packages.picking import Change, telling, values_of
from pourparler.analysis.packages.solved import SHORT, Solved
from pourparler.analysis.packages.structure import Structure
from pourparler.analysis.packages.turning import Threshold, Turning, in_words, shown
from pourparler.analysis.phrases import listed
from pourparler.case.questions import PACKAGES, whom_to_ask
from pourparler.core.ranks import whole_ranks
from pourparler.core.result import Mark, Question, Sentence

THRESHOLDS, LINES, ASKED = 5, 2, 3
"""How many of each are put in words; the tables have the others."""
FIRM = 0.9
"""An option is said to be in the picks when it is in this share of the draws, whatever the principle."""
FAR = 4.0
"""Thresholds further from the judged middle than so many half widths of the range are left to the table."""


def structural(structure: Structure) -> Sentence:
    """Return how many packages there are and how many nothing closes."""
    total, left = len(structure.packages), int(structure.open.sum())
    return Sentence(
        f"{total:,} packages obey the exclusions and prerequisites; red lines and bodies close {total - left:,} of "
        f"them and leave {left:,}.",
        METHOD,
    )


def findings(solved: Solved, names: Names) -> tuple[Sentence, ...]:
    """Return two or three sentences: the room there is, the picks with their hold, how far principles agree."""
    empty = solved.hold(int((solved.counts.zone_size == 0).sum()))
    size = ranged(solved.counts.zone_size.astype(float))
    left = f"{int(solved.structure.open.sum()):,} packages that no red line and no body closes"
    otherwise = solved.arrays.floor_words()
    room = f"{size} of the {left} give every principal at least what {otherwise} is worth to it"
    room += " (eight of ten draws)" if solved.draws > 1 else ""
    told = [structural(solved.structure)]
    if empty.count == empty.draws:
        text = f"In no draw is any package worth at least {otherwise} to every principal."
        told.append(Sentence(text, METHOD))
        return tuple(told)
    gap = f"; in {empty} there is none" if empty.count else "; there is always at least one"
    told.append(Sentence(f"{room}{gap}.", METHOD))
    return (*told, *_picks(solved), *_settled(solved, names))


def _picks(solved: Solved) -> Iterator[Sentence]:
    most, rows = [], []
    for principle in solved.principles:
        row = solved.picks_of(principle)[0]
        rows.append(row)
        most.append(f"{SHORT[principle]} package {solved.label(row)} ({solved.picked(principle, row):,})")
    least = solved.hold(min(solved.passes(row) for row in rows))
    if solved.draws == 1:
        yield Sentence(f"Fairness principles pick, at the values as judged: {listed(sorted(set(most)))}.", METHOD)
        return
    count = {4: "four", 5: "five"}[len(solved.principles)]
    of = f"{solved.draws:,} {'combinations' if solved.arrays.exact else 'draws'}"
    yield Sentence(
        f"Of {of}, what each fairness principle picks most often: {listed(most)}; each of these passes in "
        f"{at_least(least)}. All {count} principles pick the same one in {agreement(solved)}.",
        METHOD,
    )


def _settled(solved: Solved, names: Names) -> Iterator[Sentence]:
    """Say which options are in the picks of every principle in nearly every draw with a zone."""
    firm = [
        f"{names.issue(place)}: {names.option(place, option)} (in {at_least(solved.hold(least))})"
        for place, option, least in firm_options(solved)
        if least >= FIRM * solved.draws
    ]
    if firm and solved.draws > 1:
        yield Sentence(f"Whatever the principle, its pick has {'; '.join(firm)}.", METHOD)


def challenges(
    solved: Solved, blocking: Blocking, turning: Turning, changed: tuple[Change, ...], names: Names
) -> tuple[Sentence, ...]:
    """Return what would change this: thresholds of single judgements, then red lines."""
    near = [one for one in turning.thresholds if one.distance <= FAR]
    lines = [_threshold(one, names) for one in whole_ranks(near, THRESHOLDS, lambda one: one.distance)]
    if not near:
        told = "No single weight or no-deal value comes near to emptying the zone, all others at their middle."
        lines.append(Sentence(told, METHOD))
    return (*lines, *_pick_changes(changed, names), *_red_lines(solved, blocking, names))


def _pick_changes(changed: tuple[Change, ...], names: Names) -> Iterator[Sentence]:
    """Say which judgements alone change the picks of most principles within their range."""
    by_path: dict[str, list[Change]] = {}
    for one in (one for one in changed if one.at):
        by_path.setdefault(one.path, []).append(one)
    groups = sorted(by_path.items(), key=lambda pair: (telling(pair[1]), pair[0]))
    for path, group in whole_ranks(groups, LINES, lambda pair: telling(pair[1])):
        at = "; ".join(f"{SHORT[one.principle]} at {values_of(one)}" for one in group)
        judged = in_words(group[0].judged)
        text = f"{of_path(path, names)} (judged {judged}) changes picks within its range, all else at its middle: {at}."
        yield Sentence(text, names.marks((path,)))


def _threshold(one: Threshold, names: Names) -> Sentence:
    where = []
    if math.isfinite(one.empty_above):
        where.append(f"above {shown(one.empty_above, one)}")
    if math.isfinite(one.empty_below):
        where.append(f"below {shown(one.empty_below, one)}")
    judged = f"judged {one.judged}".replace("..", " to ")
    reach = "the range reaches there" if one.reached else "the range does not reach there"
    what = f"{' and '.join(where)} no package passes, all else at its middle"
    text = f"{of_path(one.path, names)} ({judged}): {what}; {reach}."
    return Sentence(text, names.marks((one.path,)))


def _red_lines(solved: Solved, blocking: Blocking, names: Names) -> Iterator[Sentence]:
    found = [(blocking.lifted(number), line) for number, line in enumerate(solved.arrays.red_lines)]
    found = [pair for pair in found if pair[0].added.any()]
    found.sort(key=lambda pair: pair[0].line)
    for would, line in whole_ranks(found, LINES, lambda pair: -float(pair[0].added.mean())):
        option = f"{names.option(*line.cell)} ({names.issue(line.cell[0])})"
        opens = f", and open it in {would.opens} in which it is empty" if would.opens.count else ""
        more = f"{ranged(would.added)} more packages would pass{opens}"
        text = f"Without the red line of {names.party(line.party)} on {option}, {more}."
        yield Sentence(text, (Mark("judgement", line.path),))


def unlinked(names: Names) -> Iterator[Sentence]:
    """Say that guarantees with bodies of their own are no part of what closes packages."""
    case = names.arrays.case
    bodies = {body for guarantee in case.guarantees for body in guarantee.needs}
    named = {body for issue in case.issues for option in issue.options for body in option.needs}
    if bodies:
        told = [guarantee.label for guarantee in case.guarantees if guarantee.needs]
        more = "" if bodies <= named else " Options that rest on one should name that body in their `needs`."
        text = f"What bodies must pass for {listed(told)} closes no package here; `approval` says whether they can."
        yield Sentence(text + more, METHOD)


def wide_judgements(turning: Turning, names: Names) -> tuple[Question, ...]:
    """Return the ranged judgements that move the zone most, as questions, the most telling first."""
    asked = []
    for swing in whole_ranks(turning.swings, ASKED, lambda one: -abs(one.high - one.low)):
        if swing.low == swing.high:
            continue
        party = names.arrays.case.party(swing.path.split(".")[1])
        text = (
            f"{of_path(swing.path, names)} is judged {str(swing.judged).replace('..', ' to ')}: nearer to which end? "
            f"At the low end {swing.low:,} packages pass, at the high end {swing.high:,}, all else at its middle."
        )
        ask = whom_to_ask(names.arrays.case, party) if party is not None else None
        asked.append(Question(text, ask, swing.path, PACKAGES))
    return tuple(asked)
