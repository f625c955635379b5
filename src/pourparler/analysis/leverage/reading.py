"""What leverage says in plain sentences, and what would change it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from pourparler.analysis.leverage.moving import Array, Moving
from pourparler.analysis.leverage.tables import in_case_order, listed_measures, of
from pourparler.analysis.leverage.wording import NOTHING, moves, signed
from pourparler.analysis.packages.counting import Hold, band, held, ranged
from pourparler.analysis.packages.naming import Names
from pourparler.analysis.phrases import listed
from pourparler.core.ranks import whole_ranks
from pourparler.core.result import Mark, Sentence
from pourparler.methods.rank_correlation import rank_correlation

METHOD = (Mark("method", "leverage"),)
DRIVERS = 2
"""Judgements named for each side."""
ENOUGH = 30
"""Fewer draws than this say nothing of what drives a value."""
FIRM = 0.5
"""A rank correlation below this is not worth a sentence."""


def findings(moving: Moving, names: Names) -> tuple[Sentence, ...]:
    """Return what no agreement is worth, what moves it most for each side, and what that does to the room."""
    return tuple(_findings(moving, names))


def _findings(moving: Moving, names: Names) -> Iterator[Sentence]:
    worth = [
        f"{ranged(of(moving, moving.no_deal[0], party))} points to {names.party(party)}"
        for party in in_case_order(moving)
    ]
    yield Sentence(f"As the dispute stands, no agreement is worth {listed(worth)}, in eight of ten draws.", METHOD)
    for party in in_case_order(moving):
        if party not in moving.course.sides:
            continue
        binding = of(moving, moving.binding, party)
        if binding.any():
            told = f"{names.party(party)} does better to give in than to go on in {held(binding)}"
            yield Sentence(f"{told}: there a measure for it shows nothing until it lifts going on above that.", METHOD)
    for party in in_case_order(moving):
        told_of = list(_strongest(moving, names, party)) if party in moving.course.sides else []
        if told_of:
            yield Sentence(f"The no-deal value of {names.party(party)} is {' and '.join(told_of)}.", METHOD)
    if moving.valued and len(moving.measures):
        yield from _room(moving, names)


def _strongest(moving: Moving, names: Names, party: str) -> Iterator[str]:
    """Say which measure raises and which lowers the no-deal value of a side most often the most."""
    change = of(moving, moving.shift, party)
    for word, sign in (("raised", 1.0), ("lowered", -1.0)):
        best = (sign * change).max(axis=0) if len(change) else np.zeros(0)
        wins = [int(((best > NOTHING) & (sign * one >= best - NOTHING)).sum()) for one in change]
        if not any(wins) or wins.count(max(wins)) > 1:
            continue
        number = wins.index(max(wins))
        told = f"{signed(change[number])} points; ahead of the others in {Hold(wins[number], moving.draws)}"
        yield f"{word} most by “{moving.measures[number].label}” ({told})"


def _room(moving: Moving, names: Names) -> Iterator[Sentence]:
    """Say what protecting and what pressing does to the room for agreement."""
    narrow, widen = [], []
    for number, measure in listed_measures(moving):
        change = moving.room(number).astype(float)
        if (change < 0).mean() > 0.5:
            narrow.append(measure.label)
        elif (change > 0).mean() > 0.5:
            widen.append(measure.label)
    told = []
    if narrow:
        told.append(f"less room for agreement with {listed([f'“{one}”' for one in narrow])}")
    if widen:
        told.append(f"more with {listed([f'“{one}”' for one in widen])}")
    if told:
        yield Sentence(
            f"In most draws there is {', and '.join(told)}: what protects a side and what presses the other improve "
            "its terms alike, and do opposite things to whether a deal can be found.",
            METHOD,
        )
    empty = held(moving.table.room[0] == 0)
    none = f"no package passes in {empty}" if empty.count else f"some package passes in all {empty.draws:,} draws"
    yield Sentence(f"As the dispute stands, {none}, no-deal values taken from it.", METHOD)


def challenges(moving: Moving, names: Names) -> tuple[Sentence, ...]:
    """Return what would change this: rankings that flip, judgements that drive them, values typed against computed."""
    return (*_ranking(moving, names), *_drivers(moving, names), *_typed(moving, names), LIMITS)


LIMITS = Sentence(
    "Odds, costs and patience are judgements; nothing here says who would prevail, or when. Better terms do not make "
    "an agreement likelier.",
    METHOD,
)


def _ranking(moving: Moving, names: Names) -> Iterator[Sentence]:
    """Say how often the order of the two most telling measures for a side is the other way round."""
    for party in in_case_order(moving):
        if party not in moving.course.sides:
            continue
        change = np.abs(of(moving, moving.shift, party))
        size = change.mean(axis=1) if len(change) else np.zeros(0)
        order = np.argsort(-np.round(size, 9), kind="stable")
        first = order[:2]
        if len(first) < 2 or size[first[1]] <= NOTHING or len(set(np.round(size[order[:3]], 9))) < len(order[:3]):
            # Equals have no order of their own: to name some of them would let the file decide.
            continue
        one, other = (moving.measures[int(number)].label for number in first)
        turned = held(change[first[1]] > change[first[0]])
        how = f"in {turned}" if turned.count else "in no draw"
        text = f"For {names.party(party)}, “{other}” moves the no-deal value more than “{one}” {how}."
        yield Sentence(text, METHOD)


def _drivers(moving: Moving, names: Names) -> Iterator[Sentence]:
    """Say which judgements drive each side's no-deal value."""
    inputs = dict(_inputs(moving))
    for party in in_case_order(moving):
        if party not in moving.course.sides or moving.draws < ENOUGH:
            continue
        value = of(moving, moving.no_deal[0], party)
        strength = {path: abs(rank_correlation(drawn, value)) for path, drawn in inputs.items()}
        strong = [(path, size) for path, size in strength.items() if size >= FIRM]
        for path, _ in whole_ranks(strong, DRIVERS, lambda pair: -round(pair[1], 6)):
            lower = inputs[path] <= np.median(inputs[path])
            text = (
                f"The no-deal value of {names.party(party)} hangs on {in_words(path, names)}: {ranged(value[lower])} "
                f"points where it is in the lower half of its range, {ranged(value[~lower])} in the upper."
            )
            yield Sentence(text, names.marks((path,)) or METHOD)


def _inputs(moving: Moving) -> Iterator[tuple[str, Array]]:
    """Yield the judgements the dispute is made of, those that vary."""
    course = moving.course
    for path, drawn in course.drawn.items():
        kind, _, rest = path.partition(".")
        party = rest.partition(".")[0]
        dispute = kind == "conflict" or (kind == "parties" and party in course.parties and _of_dispute(rest))
        if dispute and np.ptp(drawn) > 0:
            yield path, drawn


def _of_dispute(rest: str) -> bool:
    return rest.endswith(".patience") or ".no_deal.cost." in rest


def _typed(moving: Moving, names: Names) -> Iterator[Sentence]:
    """Say where the value somebody typed lies outside what the dispute gives."""
    for party in in_case_order(moving):
        entry = moving.course.case.party(party)
        if entry is None or entry.no_deal is None or entry.no_deal.value is None:
            continue
        path = f"parties.{party}.no_deal.value"
        typed, computed = moving.course.drawn[path], of(moving, moving.no_deal[0], party)
        (low, high), (least, most) = band(typed), band(computed)
        if high < least or low > most:
            text = (
                f"What was typed for {names.party(party)} without agreement ({ranged(typed)}) and what the dispute "
                f"gives ({ranged(computed)}) do not meet: one of the two is to be looked at again."
            )
            yield Sentence(text, names.marks((path,)))


def in_words(path: str, names: Names) -> str:
    """Return what a judgement of the dispute is about."""
    kind, _, rest = path.partition(".")
    if path == "conflict.freezes":
        return "the chance that the dispute freezes"
    if path == "conflict.support_stops":
        return "the chance that support stops"
    party = rest.split(".")[1] if kind == "conflict" else rest.partition(".")[0]
    who = names.party(party)
    if path.endswith(".advances"):
        return f"the chance that the dispute moves a step towards {who}"
    if path.endswith(".steps_to_prevail"):
        return f"how many steps {who} is from prevailing"
    if path.endswith(".patience"):
        return f"the patience of {who}"
    return f"what a period costs {who}"


def unmoved(moving: Moving, names: Names) -> tuple[Sentence, ...]:
    """Return a sentence on the measures that change no terms in any draw, whatever they do to no-deal values."""
    if not moving.valued:
        return ()
    still = [
        measure.label
        for number, measure in listed_measures(moving)
        if not moves(np.nan_to_num(moving.terms(number)).max(axis=(0, 2))).count
    ]
    if not still:
        return ()
    return (Sentence(f"No principle's pick changes in any draw with {listed([f'“{one}”' for one in still])}.", METHOD),)
