"""What the tables say, in plain sentences: never how likely it is that anything lasts."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence

from pourparler.analysis.durability.calendar import said
from pourparler.analysis.durability.dated import Tested
from pourparler.analysis.durability.held import SMALL, Held
from pourparler.analysis.durability.margins import listed_parties, weakest_period
from pourparler.analysis.durability.promises import Promise
from pourparler.analysis.durability.sheet import METHOD, chance_band
from pourparler.analysis.durability.turning import in_words, turns
from pourparler.analysis.packages.counting import held as counted
from pourparler.analysis.packages.counting import ranged
from pourparler.analysis.packages.naming import Names
from pourparler.analysis.phrases import capital, listed
from pourparler.core.ranks import whole_ranks
from pourparler.core.result import Mark, Sentence

TURNS, DATES = 3, 4
"""How many judgements and dates are put in words for each agreement; the tables have the others."""
LIMIT = (
    "It holds where keeping it is worth at least as much as breaking it to every party on every date: what the "
    "judgements on file amount to, and no chance that an agreement lasts."
)


def findings(helds: Sequence[Held], found: Sequence[Promise], names: Names) -> tuple[Sentence, ...]:
    """Return what each agreement holds on, where it is weakest, and the smallest guarantee that holds it."""
    told = []
    for held in helds:
        told.append(_of_one(held, names))
        told += _guaranteed([one for one in found if one.held is held], names)
    return (*told, Sentence(LIMIT, METHOD)) if told else ()


def _of_one(held: Held, names: Names) -> Sentence:
    label = held.design.agreement.label
    text = f"“{label}” holds in {counted(held.holds(held.margin))}"
    if held.biting:
        text += f", without its guarantees in {counted(held.holds(held.unguaranteed))}"
    margin = held.in_time(held.margin)
    lowest = margin.min(axis=2)
    weakest = []
    for place, party in listed_parties(held, names):
        day = held.design.day(weakest_period(margin[:, place]))
        weakest.append(f"{names.party(party)} {ranged(lowest[:, place])} points (from {said(day)})")
    return Sentence(f"{text}; margins where they are smallest: {'; '.join(weakest)}.", METHOD)


def _guaranteed(found: Sequence[Promise], names: Names) -> Iterator[Sentence]:
    for one in found:
        label, needed = one.guarantee.label, one.needed > SMALL
        if not needed.any():
            yield Sentence(f"“{one.held.design.agreement.label}” needs no guarantee in any draw.", METHOD)
            return
        enough = needed & (one.needed <= 1 + SMALL)
        text = f"“{one.held.design.agreement.label}” does not hold by itself in {counted(needed)}"
        if not enough.any():
            text += f"; {label}, alone, holds it in none of them, however certain"
        else:
            some = f"in {counted(enough)}, " if enough.sum() < needed.sum() else ""
            text += f"; {some}{label}, alone, holds it if acted on with a chance of {one.smallest}"
        if one.judged is not None and enough.any():
            met = counted(enough & (one.judged >= one.needed - SMALL))
            text += f"; as judged, {chance_band(one.judged)}, it does so in {met}"
        yield Sentence(f"{text}.", (*METHOD, *names.marks(one.paths)))


def challenges(
    helds: Sequence[Held], found: Sequence[tuple[Held, Sequence[Tested]]], names: Names, followed: bool
) -> tuple[Sentence, ...]:
    """Return what would change this: the dates on which breaking newly pays, and the judgements it turns on."""
    told: list[Sentence] = []
    for held, rows in found:
        told += _new_dates(held, rows, names)
    for held in helds:
        told += _turns(held, names)
    told += _beyond(helds)
    if helds and not followed:
        text = (
            "The course of the dispute is not on file: its worth is the no-deal value on every date, whatever changes."
        )
        told.append(Sentence(text, METHOD))
    return tuple(told)


def _new_dates(held: Held, rows: Sequence[Tested], names: Names) -> Iterator[Sentence]:
    label = held.design.agreement.label
    opening = [row for row in rows if row.opens.any()]
    if not opening and rows:
        yield Sentence(f"No dated change of “{label}” makes breaking pay that did not pay before, in any draw.", METHOD)
    for row in whole_ranks(opening, DATES, lambda one: -int(one.opens.sum())):
        text = f"“{label}”, {said(row.day)}: {row.what}. From then on breaking pays {names.party(row.party)} in "
        text += f"{counted(row.opens)} in which it did not before"
        yield Sentence(f"{text}.", METHOD)
    early = [row for row in rows if row.unheld is not None and row.unheld.any()]
    for row in whole_ranks(early, DATES, lambda one: -int(one.unheld.sum()) if one.unheld is not None else 0):
        if row.unheld is not None:
            text = f"“{label}”, {said(row.day)}: {row.what}. Before it {names.party(row.party)} could be left with "
            yield Sentence(f"{text}nothing worth waiting for in {counted(row.unheld)}.", METHOD)


def _beyond(helds: Sequence[Held]) -> Iterator[Sentence]:
    """Say which guarantees end after what is planned for."""
    ends = {}
    for held in helds:
        for guarantee in held.biting:
            last = guarantee.until
            if last is not None and not held.design.calendar.planned(last + datetime.timedelta(days=1)):
                ends[guarantee.label] = last
    if ends:
        told = listed([f"{label} ({said(last)})" for label, last in ends.items()])
        yield Sentence(f"After the last period planned for, and not looked at: the end of {told}.", METHOD)


def _not_counted(helds: Sequence[Held]) -> Iterator[Sentence]:
    unknown = {one.label: one.id for held in helds for one in held.biting if one.id not in held.chances}
    if unknown:
        text = f"Not counted, since how likely they are to be acted on is not on file: {listed(list(unknown))}."
        yield Sentence(text, tuple(Mark("none", f"guarantees.{name}.acts") for name in unknown.values()))
    later = [
        measure
        for measure in (helds[0].design.arrays.case.measures if helds else ())
        if measure.changes and measure.status != "delivered" and measure.after_agreement in ("continues", "starts")
    ]
    if later:
        text = f"Not counted after an agreement, since not delivered: {listed([measure.label for measure in later])}."
        yield Sentence(text, METHOD)


def _turns(held: Held, names: Names) -> Iterator[Sentence]:
    case, label = held.design.arrays.case, held.design.agreement.label
    shown = whole_ranks(turns(held), TURNS, lambda one: -round(one.gap, 3))
    for one in shown:
        text = (
            f"{in_words(one.path, case, names)}: “{label}” holds in {100 * one.low:.0f} % of the draws in which it is "
        )
        text += f"low and in {100 * one.high:.0f} % of those in which it is high"
        yield Sentence(f"{text}.", names.marks((one.path,)))
    bare = held.in_time(held.margin).min(axis=(1, 2))
    if not shown:
        text = f"No single judgement decides whether “{label}” holds; its smallest margin is {ranged(bare)} points."
        yield Sentence(text, METHOD)


def left_out(helds: Sequence[Held], names: Names) -> tuple[Sentence, ...]:
    """Say what was not counted: parties whose numbers are not on file, guarantees of unknown chance, later measures."""
    told = list(_not_counted(helds))
    for held in helds:
        absent = [party for party in held.design.arrays.principals if party not in held.design.parties]
        if absent:
            who = listed([names.party(party) for party in absent])
            text = f"{capital(who)}: not looked at in “{held.design.agreement.label}”, since numbers are not on file."
            told.append(Sentence(text, METHOD))
    return tuple(told)
