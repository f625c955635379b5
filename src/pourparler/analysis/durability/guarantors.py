"""The tables of guarantors: how likely each is to act and why, several together, and whose firmer word would do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pourparler.analysis.durability.credible import Word, needed_of, together
from pourparler.analysis.durability.held import SMALL
from pourparler.analysis.durability.promises import Promise
from pourparler.analysis.durability.sheet import METHOD, Sheet, chance_band, finite_band
from pourparler.analysis.packages.counting import band, ranged
from pourparler.analysis.packages.counting import held as counted
from pourparler.analysis.packages.naming import Names
from pourparler.case.measures import Guarantee
from pourparler.case.ranges import Range, Shape
from pourparler.core.result import Table
from pourparler.methods.commitment.guarantors import at_least, bounds

Array = NDArray[np.float64]


def guarantor_table(found: Sequence[Promise], names: Names) -> Table:
    """Return a row for each guarantor, and for each number of guarantors acting, whose chances are known one by one."""
    columns = ("agreement", "guarantee", "who", "chance", "whatever ties them", "enough in", "at the lowest in")
    note = (
        "Each: as if its acting alone did. At least so many: each deciding by itself; whatever ties them: between the "
        "lowest and highest chance that any dependence between guarantors allows (Fréchet bounds). Enough: at least "
        "the smallest that holds the agreement."
    )
    sheet = Sheet("guarantors", "What each guarantor can credibly give", columns, note)
    counts: dict[str, tuple[Array, tuple[Array, Array]]] = {}
    for promise in found:
        start = {"agreement": promise.held.design.agreement.label, "guarantee": promise.guarantee.label}
        known = [(word, word.chance) for word in promise.words if word.chance is not None]
        for word, chance in known:
            cells = {"who": names.party(word.party), "chance": chance_band(chance)}
            cells["enough in"] = counted(chance >= promise.needed - SMALL).brief
            sheet.add(start | cells, {"chance": names.marks(word.paths)})
        if len(known) < 2 or len(known) < len(promise.words):
            continue
        if promise.guarantee.id not in counts:
            chances = np.vstack([chance for _, chance in sorted(known, key=lambda pair: pair[0].party)])
            counts[promise.guarantee.id] = at_least(chances), bounds(chances)
        all_, (low, high) = counts[promise.guarantee.id]
        for least in range(1, len(known) + 1):
            cells = {
                "who": f"at least {least} of {len(known)}" if least < len(known) else f"all {least}",
                "chance": chance_band(all_[least - 1]),
                "whatever ties them": f"from {chance_band(low[least - 1])} up to {chance_band(high[least - 1])}",
                "enough in": counted(all_[least - 1] >= promise.needed - SMALL).brief,
                "at the lowest in": counted(low[least - 1] >= promise.needed - SMALL).brief,
            }
            sheet.add(start | cells, {"chance": METHOD})
    return sheet.table()


def credibility_table(found: Sequence[Promise], names: Names) -> Table:
    """Return a row for each guarantor of whom it is on file what acting would bring and cost it."""
    columns = (
        "guarantee", "who", "in", "gains by acting", "loses by failing its word", "acting costs", "chance that follows",
        "chance as typed",
    )  # fmt: skip
    note = (
        "It acts where acting costs it no more than it gains by acting and would lose by failing its word. What acting "
        "costs only the guarantor will know: the range says how likely each cost is, and is not drawn from. As typed: "
        "where the team judged the chance outright, which then counts."
    )
    sheet = Sheet("credibility", "What acting is worth to each guarantor, and how likely it is then", columns, note)
    for word in once(found):
        entry, cost, follows = word.entry, word.cost, word.follows
        if entry is None or cost is None or follows is None:
            continue
        cells = {
            "guarantee": word.guarantee.label,
            "who": names.party(word.party),
            "in": entry.unit or "one unit for the three",
            "gains by acting": ranged(word.drawn[f"{word.here}.benefit"]),
            "loses by failing its word": ranged(word.drawn[f"{word.here}.reputation"]),
            "acting costs": in_words(cost),
            "chance that follows": chance_band(follows),
            "chance as typed": chance_band(word.typed) if word.typed is not None else None,
        }
        marks = {
            column: names.marks([f"{word.here}.{name}"])
            for column, name in (
                ("gains by acting", "benefit"), ("loses by failing its word", "reputation"), ("acting costs", "cost"),
            )
        }  # fmt: skip
        sheet.add(cells, marks | {"chance that follows": METHOD, "chance as typed": names.marks([word.path])})
    return sheet.table()


def in_words(cost: Range) -> str:
    """Return how likely each cost is, as a reader is told it.

    Examples
    --------
    >>> from pourparler.case.ranges import parse_range
    >>> [in_words(parse_range(typed)) for typed in (5, "0..2", "300..600..1200", {10: 0.25, 30: 0.75})]
    ['5', '0 to 2', '300 to 1,200, likely 600', '10 (25 %) or 30 (75 %)']
    """
    ends = f"{cost.low:,g} to {cost.high:,g}"
    match cost.shape:
        case Shape.POINT:
            return f"{cost.low:,g}"
        case Shape.UNIFORM:
            return ends
        case Shape.PERT:
            return f"{ends}, likely {cost.numbers[1]:,g}"
        case Shape.DISCRETE:
            told = [f"{one:,g} ({100 * chance:g} %)" for one, chance in zip(cost.numbers, cost.chances, strict=True)]
            return " or ".join(told)


@dataclass(frozen=True)
class Firmer:
    """What it would take from one guarantor, the others as judged, for a guarantee to be enough; arrays over draws.

    Attributes
    ----------
    promise : Promise
    word : Word
    chance : array
        With which it would have to act; infinite where even its certain action is not enough.
    reputation : array or None
        What failing its word would have to cost it for that.
    """

    promise: Promise
    word: Word
    chance: Array
    reputation: Array | None

    @property
    def closes(self) -> NDArray[np.bool_]:
        """In which draws it is not enough as judged, and would be with a firmer word of this guarantor."""
        enough = self.promise.enough()
        short = np.zeros(len(self.chance), dtype=bool) if enough is None else ~enough
        return short & (self.chance <= 1 + SMALL)

    @property
    def more(self) -> Array | None:
        """How much more failing its word would have to cost it, in the draws in which that closes the gap."""
        if self.reputation is None:
            return None
        closes = self.closes & np.isfinite(self.reputation)
        now = self.word.drawn[f"{self.word.here}.reputation"]
        return np.maximum(self.reputation[closes] - now[closes], 0.0)


def firmer(promise: Promise) -> Iterator[Firmer]:
    """Yield each guarantor of a guarantee that is needed in some draw, with what it would take from it alone."""
    if (promise.needed <= SMALL).all():
        return
    for word in promise.words:
        chance = needed_of(word, promise.words, promise.needed)
        if chance is not None and word.chance is not None:
            yield Firmer(promise, word, chance, word.reputation_for(chance))


def firmer_table(found: Sequence[Promise], names: Names) -> Table:
    """Return a row for each guarantor: how firm its word would have to be, with the others' as they are."""
    columns = (
        "agreement", "guarantee", "who", "acts with", "would have to act with", "closes the gap in",
        "loses by failing its word", "would have to lose", "in",
    )  # fmt: skip
    note = (
        "Over the draws in which the guarantee is needed, not likely enough as judged, and a firmer word of this "
        "guarantor, the others as they are, would make it so: how many those are, what chance, and what failing its "
        "word would have to cost it for that, by what acting is worth to it. A dash: none."
    )
    title = "Whose firmer word would make it enough"
    sheet = Sheet("firmer", title, columns, note)
    for promise in found:
        for one in firmer(promise):
            word, closes = one.word, one.closes
            cells = {
                "agreement": promise.held.design.agreement.label,
                "guarantee": promise.guarantee.label,
                "who": names.party(word.party),
                "acts with": chance_band(word.chance) if word.chance is not None else None,
                "would have to act with": finite_band(one.chance[closes], chance=True),
                "closes the gap in": counted(closes).brief,
            }
            if one.reputation is not None and word.entry is not None:
                cells["loses by failing its word"] = ranged(word.drawn[f"{word.here}.reputation"])
                cells["would have to lose"] = finite_band(one.reputation[closes])
                cells["in"] = word.entry.unit
            sheet.add(cells, {"acts with": names.marks(word.paths), "would have to act with": METHOD})
    return sheet.table()


def once(found: Sequence[Promise]) -> Iterator[Word]:
    """Yield the word of each guarantor once, however many agreements its guarantee stands behind."""
    seen = set()
    for promise in found:
        for word in promise.words:
            if word.here not in seen:
                seen.add(word.here)
                yield word


def apart(typed: Array, computed: Array) -> bool:
    """Tell whether what was typed and what follows do not meet: the middle eight tenths of their draws.

    Examples
    --------
    >>> apart(np.array([0.2, 0.3]), np.array([0.6, 0.9])), apart(np.array([0.2, 0.7]), np.array([0.6, 0.9]))
    (True, False)
    """
    (low, high), (least, most) = band(typed), band(computed)
    return high < least or low > most


def unmet(found: Sequence[Promise]) -> Iterator[tuple[Guarantee, Word | None, Array, Array]]:
    """Yield where a typed chance and the one that follows do not meet: of one guarantor, or of all together.

    Yields
    ------
    guarantee, word, typed, computed
        ``None`` for the word where the chance of all together was typed.
    """
    for word in once(found):
        if word.typed is not None and word.follows is not None and apart(word.typed, word.follows):
            yield word.guarantee, word, word.typed, word.follows
    for promise in {one.guarantee.id: one for one in found}.values():
        outright = promise.held.design.arrays.drawn.get(f"guarantees.{promise.guarantee.id}.acts")
        computed = together(promise.words)
        if outright is not None and computed is not None and apart(outright, computed):
            yield promise.guarantee, None, outright, computed
