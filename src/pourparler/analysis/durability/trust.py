"""What the tables of guarantors say, in plain sentences: who acts how likely and why, and what would change that."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pourparler.analysis.durability.guarantors import apart, firmer, unmet
from pourparler.analysis.durability.held import Held
from pourparler.analysis.durability.promises import Promise
from pourparler.analysis.durability.sheet import METHOD, chance_band
from pourparler.analysis.durability.sight import twice_said
from pourparler.analysis.durability.variants import AS_JUDGED, Variant
from pourparler.analysis.packages.counting import held as counted
from pourparler.analysis.packages.counting import ranged
from pourparler.analysis.packages.naming import Names
from pourparler.analysis.phrases import listed
from pourparler.core.ranks import whole_ranks
from pourparler.core.result import Mark, Sentence

FIRMER = 1
"""Guarantors put in words for each guarantee behind an agreement; the table has the others."""


def guarantors_told(found: Sequence[Promise], names: Names) -> tuple[Sentence, ...]:
    """Say how likely each guarantor is to act by what acting is worth to it."""
    return (*_followed(found, names), *_no_lag(found))


def _behind(found: Sequence[Promise]) -> tuple[Promise, ...]:
    """Return each guarantee once, behind the first agreement it stands behind."""
    return tuple({one.guarantee.id: one for one in reversed(found)}.values())[::-1]


def _followed(found: Sequence[Promise], names: Names) -> Iterator[Sentence]:
    for one in _behind(found):
        told: list[str] = []
        paths: list[str] = []
        for word in one.words:
            if word.follows is not None:
                chance = chance_band(word.follows)
                acts = f"{names.party(word.party)} would act with a chance of {chance}"
                told.append(f"{names.party(word.party)} {chance}" if told else acts)
                paths += [f"{word.here}.{name}" for name in ("benefit", "reputation", "cost")]
        if told:
            text = f"{one.guarantee.label}: by what acting gains, spares and costs them, {listed(told)}"
            alone = one.guarantee.acts is None and all(word.typed is None for word in one.words)
            if len(one.words) > 1 and one.judged is not None and alone:
                least = one.guarantee.at_least or 1
                text += f"; at least {least} of {len(one.words)}, which it takes, {chance_band(one.judged)}"
            yield Sentence(f"{text}.", (*METHOD, *names.marks(paths)))


def _unmet(found: Sequence[Promise], names: Names) -> Iterator[Sentence]:
    for guarantee, word, typed, computed in unmet(found):
        who = f"{names.party(word.party)} acts" if word is not None else "enough guarantors act"
        path = word.path if word is not None else f"guarantees.{guarantee.id}.acts"
        yield Sentence(
            f"What was typed for the chance that {who} on {guarantee.label} ({chance_band(typed)}) and what follows "
            f"({chance_band(computed)}) do not meet: one of the two is to be looked at again. The typed one counts.",
            names.marks((path,)),
        )


def _seen_twice(helds: Sequence[Held], names: Names) -> Iterator[Sentence]:
    for held in helds:
        drawn = held.design.arrays.drawn
        for phase, outright, inspected in twice_said(held.design.agreement):
            typed, computed = outright.chance(drawn), inspected.chance(drawn)
            if apart(typed, computed):
                yield Sentence(
                    f"What was typed for the chance that a breach is seen in “{phase.label}” of "
                    f"“{held.design.agreement.label}” ({chance_band(typed)}) and what its inspections give "
                    f"({chance_band(computed)}) do not meet: one of the two is to be looked at again. The typed one "
                    "counts.",
                    names.marks((*outright.paths, *inspected.paths)),
                )


def _no_lag(found: Sequence[Promise]) -> Iterator[Sentence]:
    lacking = {one.guarantee.id: one.guarantee.label for one in found if one.guarantee.lag is None}
    if lacking:
        text = (
            f"Counted as acted on at once, since how long that takes is not on file: {listed(list(lacking.values()))}."
        )
        yield Sentence(text, tuple(Mark("none", f"guarantees.{name}.lag") for name in lacking))


def guarantors_challenged(
    helds: Sequence[Held],
    found: Sequence[Promise],
    otherwise: Sequence[tuple[Promise, Sequence[Variant]]],
    names: Names,
) -> tuple[Sentence, ...]:
    """Say what on file does not meet, and what would make guarantees enough: a firmer word, an earlier answer."""
    told = [*_unmet(found, names), *_seen_twice(helds, names)]
    for promise, rows in otherwise:
        told += _firmer(promise, names)
        told += _otherwise(promise, rows, names)
    return tuple(told)


def _firmer(promise: Promise, names: Names) -> Iterator[Sentence]:
    closing = [one for one in firmer(promise) if one.closes.any()]
    for one in whole_ranks(closing, FIRMER, lambda row: -int(row.closes.sum())):
        who, label = names.party(one.word.party), promise.guarantee.label
        text = (
            f"“{promise.held.design.agreement.label}”: {label} would be enough in {counted(one.closes)} more if {who} "
        )
        text += f"acted with a chance of {chance_band(one.chance[one.closes])}"
        more = one.more
        if more is not None and one.word.entry is not None and one.word.typed is None:
            unit = f" {one.word.entry.unit}" if one.word.entry.unit else ""
            text += f", for which failing its word would have to cost it {ranged(more)}{unit} more"
        yield Sentence(f"{text}.", (*METHOD, *names.marks(one.word.paths)))


def _otherwise(promise: Promise, rows: Sequence[Variant], names: Names) -> Iterator[Sentence]:
    first = rows[0]
    if first.enough is None or first.words != AS_JUDGED:
        return
    told = [
        f"{counted(row.enough)} {row.words}"
        for row in rows[1:]
        if row.near and row.enough is not None and int(row.enough.sum()) != int(first.enough.sum())
    ]
    label, name = promise.held.design.agreement.label, promise.guarantee.label
    if told:
        text = f"“{label}”: {name} is enough in {counted(first.enough)} as judged; in {listed(told)}"
    else:
        text = f"“{label}”: sooner or later, longer, or inspected more often, {name} is enough in as many draws"
    yield Sentence(f"{text}.", (*METHOD, *names.marks([f"guarantees.{promise.guarantee.id}.lag"])))
