"""What the ledger says, in plain sentences: bits and terms apart, signed, with ranges; what would change it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from pourparler.analysis.disclosure.beliefs import Course, Heard
from pourparler.analysis.disclosure.commitments import Bound, Commitments
from pourparler.analysis.disclosure.counted import METHOD, Counted
from pourparler.analysis.disclosure.tables import bound_to, points, signed, worst
from pourparler.analysis.packages.counting import held, ranged
from pourparler.analysis.phrases import counted as number_of
from pourparler.core.ranks import whole_ranks
from pourparler.core.result import Sentence

SHOWN = 4
"""Sentences of a kind; the tables have the others."""


def findings(counted: Counted) -> tuple[Sentence, ...]:
    """Return what is on file, what reveals most, what it does to terms, whose mistaken belief was cleared up."""
    return (_on_file(counted), *_reveals(counted), *_terms(counted), *_rooms(counted), *_binding(counted))


def _on_file(counted: Counted) -> Sentence:
    spoken = counted.public.spoken
    if not spoken:
        return Sentence("No public words have been judged: what they give away cannot be said.", METHOD)
    counts = len({heard.spoken.path for _, heard in counted.pairs})
    speakers = len({one.speaker for one in spoken})
    told = (
        f"{number_of(len(spoken), 'public statement', 'public statements')} by "
        f"{number_of(speakers, 'speaker', 'speakers')} judged; "
        f"what {number_of(counts, 'of them reveals', 'of them reveal')} can be counted."
    )
    return Sentence(told, METHOD)


def _reveals(counted: Counted) -> Iterator[Sentence]:
    """Yield the words that revealed most, through the listener to whom they revealed most."""
    found = [(float(np.median(heard.bits)), course, heard) for course, heard in counted.pairs]
    found = [one for one in found if one[0] > 0]
    for _, course, heard in sorted(found, key=lambda one: (-one[0], one[2].spoken.path, one[1].holder))[:1]:
        who, whose = counted.names.party(course.holder), counted.names.party(course.about)
        told = (
            f"{heard.spoken.short} told {who} most about {whose}: {ranged(heard.bits)} bits; what {who} holds on "
            f"average went from {points(heard.before.mean())} to {points(heard.after.mean())}."
        )
        yield Sentence(told, (heard.spoken.mark, *METHOD))


def _terms(counted: Counted) -> Iterator[Sentence]:
    """Yield the words that cost most and those that gained most."""
    found = [
        (float(np.mean(effect.split)), course, heard)
        for course, heard in counted.pairs
        if (effect := counted.effects.get((heard.spoken.path, course.holder))) is not None
    ]
    moving = [one for one in found if abs(one[0]) > 1e-6]
    if found and not moving:
        yield Sentence("None of them moves terms when terms are split, in the mean of the draws.", METHOD)
    ordered = sorted(moving, key=lambda one: (one[0], one[2].spoken.path, one[1].holder))
    for _, course, heard in (*ordered[:1], *ordered[1:][-1:]):
        yield _moved(counted, course, heard)


def _moved(counted: Counted, course: Course, heard: Heard) -> Sentence:
    effect = counted.effects[heard.spoken.path, course.holder]
    whose, who = counted.names.party(course.about), counted.names.party(course.holder)
    offer = "" if effect.offer is None else f", {signed(effect.offer)} if {who} makes the only offer"
    told = (
        f"Through {who}, {heard.spoken.short} moves what {whose} gains by {signed(effect.split)} points if terms are "
        f"split{offer}; at worst {worst(effect.worst)}."
    )
    return Sentence(told, (heard.spoken.mark, *METHOD))


def _rooms(counted: Counted) -> Iterator[Sentence]:
    """Yield where a listener misjudges whether there is room, and whether the words cleared that up."""
    for course in counted.beliefs.courses:
        seen, real = counted.sees_room(course), counted.has_room
        if seen is None or real is None:
            continue
        before, now = real & ~seen[0], real & ~seen[1]
        if not before.any() and not now.any():
            continue
        who, whose = counted.names.party(course.holder), counted.names.party(course.about)
        told = (
            f"As we judge the numbers, {who} saw no room where there is some in {held(before)}, holding what a package "
            f"must be worth to {whose} at {points(course.prior.mean())}; after the words in {held(now)}."
        )
        yield Sentence(told, (*counted.names.marks((course.path,)), *METHOD))


def _binding(counted: Counted) -> Iterator[Sentence]:
    """Yield what binds speakers, those that most often bind to what nobody else accepts first."""
    for one in _bound(counted):
        told = (
            f"{one.spoken.short} binds {counted.names.party(one.spoken.seat.id)} to "
            f"{bound_to(counted, one.spoken.statement.commits_to)}: outside the zone in {held(one.outside)}; packages "
            f"that pass go from {ranged(one.before)} to {ranged(one.after)}."
        )
        yield Sentence(told, (one.spoken.mark, *METHOD))


def _bound(counted: Counted) -> tuple[Bound, ...]:
    """Return the binding words that are put in sentences: equals all of them or none."""
    found = counted.commitments.bound if counted.commitments is not None else ()
    return tuple(whole_ranks(found, SHOWN, lambda one: (-float(one.outside.mean()), -round(_lost(one), 3))))


def _lost(one: Bound) -> float:
    return float((one.before - one.after).mean())


def challenges(counted: Counted) -> tuple[Sentence, ...]:
    """Return what would change the ledger: credibility, our own judgement, the cost from which words are kept."""
    return (*_credibility(counted), *_untrue(counted), *_from_which_cost(counted))


def _credibility(counted: Counted) -> Iterator[Sentence]:
    """Yield how far a mean hangs on credibility: a claim weighs as much as it is believed, so in proportion."""
    found = [(float(np.mean(np.abs(heard.shift))), course, heard) for course, heard in counted.pairs]
    for size, course, heard in whole_ranks(found, SHOWN, lambda one: -round(one[0], 6)):
        trust = counted.drawn[f"{heard.spoken.path}.credibility"]
        if size <= 0 or not (trust > 0).any():
            continue
        each = np.abs(heard.shift[trust > 0]) / trust[trust > 0] / 10
        told = (
            f"Each tenth of credibility of {heard.spoken.short} moves what {counted.names.party(course.holder)} holds "
            f"of {counted.names.party(course.about)} by {ranged(each)} points; believed by nobody it moves nothing."
        )
        yield Sentence(told, (heard.spoken.mark, *counted.marks(heard.spoken, "credibility")))


def _untrue(counted: Counted) -> Iterator[Sentence]:
    """Yield words that our own judgement of the value contradicts in most draws: either they or it may be mistaken."""
    found = [(true, spoken) for spoken in counted.public.spoken if (true := counted.true(spoken)) is not None]
    doubted = [(true, spoken) for true, spoken in found if true.mean() < 0.5]
    for true, spoken in whole_ranks(doubted, SHOWN, lambda one: float(one[0].mean())):
        whose = counted.names.party(spoken.statement.about or "")
        told = (
            f"{spoken.short} holds in {held(true)} as we judge {whose}: either our judgement of its value, or our "
            "reading of the words, or the words may be mistaken."
        )
        yield Sentence(told, (spoken.mark, *counted.marks(spoken, "at_most", "at_least")))


def _from_which_cost(counted: Counted) -> Iterator[Sentence]:
    for one in _bound(counted):
        yield _turning(counted, counted.commitments, one)


def _turning(counted: Counted, binding: Commitments | None, one: Bound) -> Sentence:
    least = None if binding is None else binding.held_from(one.spoken)
    judged = ranged(one.cost)
    if least is None:
        told = f"No cost of going back makes the split keep {one.spoken.short} in half of the draws (judged {judged})."
    elif least == 0:
        told = f"The split keeps {one.spoken.short} in half of the draws whatever going back costs (judged {judged})."
    else:
        told = (
            f"The split keeps {one.spoken.short} in half of the draws from a cost of "
            f"{number_of(least, 'point', 'points')} on (judged {judged})."
        )
    return Sentence(told, (one.spoken.mark, *counted.marks(one.spoken, "audience_cost")))
