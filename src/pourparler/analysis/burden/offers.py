"""What is on offer to whom: the measures that can be weighed, who may pay for them, within which limits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from pourparler.analysis.burden.money import Span, Unit, span_of, unit_of
from pourparler.analysis.burden.worths import Worths
from pourparler.analysis.packages.arrays import Array
from pourparler.case.measures import Measure
from pourparler.case.model import Case
from pourparler.case.parties import Role
from pourparler.case.sampling import Draws
from pourparler.methods.sharing.supply import DrawnSupply, Supply

IN_PLACE = "delivered"
SETTLED = "decided"
SMALL = 1e-9


@dataclass(frozen=True)
class Left:
    """A measure that no plan can hold, and why."""

    measure: Measure
    why: str


@dataclass(frozen=True)
class Offer:
    """The measures that help one party, as far as they can be weighed, over the draws.

    Measures and backers are in order of id.

    Parameters
    ----------
    helped : str
        The party.
    money : str
        In which costs are counted.
    span : Span
        Over which they are counted.
    measures : tuple of Measure
        Not delivered yet, with a cost, a worth and somebody who may pay; those decided are taken in any case.
    left : tuple of Left
        The others.
    backers : tuple of str
        Those who may pay for any of them and whose limit is on file.
    unlimited : tuple of str
        Those who may pay and whose limit is not on file: nothing is counted on them.
    worths : Worths
    cost : array, shape (draws, measures, parts)
    limit : array, shape (draws, backers, parts)
    """

    case: Case
    drawn: Draws
    helped: str
    money: str
    span: Span
    measures: tuple[Measure, ...]
    left: tuple[Left, ...]
    backers: tuple[str, ...]
    unlimited: tuple[str, ...]
    worths: Worths
    cost: Array
    limit: Array

    @property
    def draws(self) -> int:
        """How many draws."""
        return len(self.cost)

    @cached_property
    def worth(self) -> Array:
        """What each measure is worth, 0 for decided ones that nobody has weighed: shape (draws, measures)."""
        nothing = np.zeros(self.draws)
        return np.array([self.worths.of(one, nothing) for one in self.measures]).T.reshape(self.draws, -1)

    @cached_property
    def permitted(self) -> NDArray[np.bool_]:
        """Who may pay for what: shape (backers, measures)."""
        told = [[backer in payers(measure) for measure in self.measures] for backer in self.backers]
        return np.array(told, dtype=bool).reshape(len(self.backers), len(self.measures))

    @cached_property
    def ability(self) -> Array | None:
        """What payments are held against, where it is on file for every backer: shape (draws, backers)."""
        paths = [f"parties.{backer}.funds.ability" for backer in self.backers]
        if not paths or any(path not in self.drawn or (self.drawn[path] <= 0).any() for path in paths):
            return None
        return np.array([self.drawn[path] for path in paths]).T

    @cached_property
    def held_against(self) -> Array:
        """What burdens are counted against: ability, else the limit over the whole time: shape (draws, backers)."""
        if self.ability is not None:
            return self.ability
        return np.array(np.maximum(self.limit.sum(axis=2), SMALL))

    def amount(self, backer: str, name: str) -> Array | None:
        """Return what is on file under a backer's funds, over the whole time and in the same money: shape (draws,)."""
        party = self.case.party(backer)
        if party is None or party.funds is None:
            return None
        return self._whole(f"parties.{backer}.funds.{name}", party.funds.unit)

    @cached_property
    def together(self) -> tuple[tuple[tuple[int, ...], str, Array], ...]:
        """What groups of the backers could do by themselves: who, the path of its cost, the cost in each draw."""
        found = []
        for entry in self.case.alternatives:
            path = f"alternatives.{'+'.join(sorted(entry.of))}.cost"
            cost = self._whole(path, entry.unit)
            if cost is not None and set(entry.of) <= set(self.backers):
                found.append((tuple(sorted(self.backers.index(party) for party in set(entry.of))), path, cost))
        return tuple(sorted(found, key=lambda one: one[1]))

    def _whole(self, path: str, unit: str) -> Array | None:
        """Return an amount over the whole time, where it is on file and in the money of the offer: shape (draws,)."""
        read = unit_of(unit)
        if path not in self.drawn or read.money != self.money:
            return None
        grown = 1.0 if read.per_day is None else sum(self.span.days) * read.per_day
        return self.drawn[path] * grown

    @property
    def required(self) -> tuple[int, ...]:
        """The measures that are decided."""
        return tuple(number for number, one in enumerate(self.measures) if one.status == SETTLED)

    @cached_property
    def _rules(self) -> tuple[tuple[tuple[int, ...], ...], tuple[tuple[int, tuple[int, ...]], ...]]:
        place = {one.id: number for number, one in enumerate(self.measures)}
        pairs = {
            tuple(sorted((place[one.id], place[other])))
            for one in self.measures
            for other in one.excludes
            if other in place
        }
        needs = [(place[one.id], (place[other],)) for one in self.measures for other in one.requires if other in place]
        return tuple(sorted(pairs)), tuple(sorted(needs))

    @property
    def exclusions(self) -> tuple[tuple[int, ...], ...]:
        """Pairs of measures that exclude each other."""
        return self._rules[0]

    @property
    def prerequisites(self) -> tuple[tuple[int, tuple[int, ...]], ...]:
        """Measures with one they need; what is delivered is there already."""
        return self._rules[1]

    def supply(self, draw: int | None = None) -> Supply:
        """Return the supply of one draw, or that of the middle of every range."""
        if draw is None:
            return self._middle
        amounts = (self.worth, self.cost, self.limit, self.held_against)
        return self._supply(*(array[draw] for array in amounts))

    @cached_property
    def _middle(self) -> Supply:
        amounts = (self.worth, self.cost, self.limit, self.held_against)
        return self._supply(*(np.median(array, axis=0) for array in amounts))

    def _supply(self, worth: Array, cost: Array, budget: Array, ability: Array) -> Supply:
        return Supply(worth, cost, budget, self.permitted, ability, self.exclusions, self.prerequisites, self.required)

    def drawn_supply(self, draws: int) -> DrawnSupply:
        """Return the supply of the first draws together."""
        amounts = (self.worth, self.cost, self.limit, self.held_against)
        worth, cost, budget, ability = (array[:draws] for array in amounts)
        return DrawnSupply(worth, cost, budget, ability, self.supply(0))


def offers(case: Case, drawn: Draws) -> tuple[Offer, ...]:
    """Return what is on offer to each party that is helped, in order of id.

    A measure helps the party it is `for`; one that only presses a party helps the other side of the conflict, or the
    only other principal. One of which neither can be said helps nobody here, and is asked about.
    """
    helped: dict[str, list[Measure]] = {}
    for measure in case.measures:
        party = helps(case, measure)
        if party is not None and measure.status != IN_PLACE:
            helped.setdefault(party, []).append(measure)
    return tuple(_offer(case, drawn, party, helped[party]) for party in sorted(helped))


def helps(case: Case, measure: Measure) -> str | None:
    """Return the party that a measure helps.

    Examples
    --------
    >>> case = Case.model_validate({"parties": [{"id": name, "roles": "principal"} for name in ("a", "b")]})
    >>> helps(case, Measure(id="m", supplier="a", against="b"))
    'a'
    """
    if measure.for_ is not None:
        return measure.for_
    sides = [side.party for side in case.conflict.sides] if case.conflict is not None else []
    if len(sides) < 2:
        sides = [party.id for party in case.parties if Role.PRINCIPAL in party.roles]
    others = [party for party in sides if party != measure.against]
    return others[0] if measure.against in sides and len(others) == 1 else None


def payers(measure: Measure) -> tuple[str, ...]:
    """Return who may pay for a measure: its backers, else its supplier."""
    return measure.backers or (measure.supplier,)


def _offer(case: Case, drawn: Draws, helped: str, measures: Sequence[Measure]) -> Offer:
    measures = sorted(measures, key=lambda one: one.id)
    money = _money(case, measures)
    worths = Worths(case, drawn, helped, tuple(measures))
    who = sorted({party for measure in measures for party in payers(measure)})
    limited = [party for party in who if _limit_unit(case, drawn, party, money) is not None]
    left = list(_left(case, drawn, measures, money, limited, worths))
    out = {one.measure.id for one in left}
    kept = tuple(one for one in measures if one.id not in out)
    backers = tuple(party for party in limited if any(party in payers(one) for one in kept))
    units = [_limit_unit(case, drawn, party, money) for party in backers]
    span = span_of(case.as_of, [(one.since, one.until) for one in kept])
    if any(unit is not None and unit.every is None for unit in units):
        span = span.whole
    cost = np.array([_by_part(drawn[f"measures.{one.id}.cost"], one, span) for one in kept])
    limit = [
        drawn[f"parties.{party}.funds.limit"][:, None] * _growth(unit, span)
        for party, unit in zip(backers, units, strict=True)
        if unit is not None
    ]
    parts = len(span.days)
    return Offer(
        case=case,
        drawn=drawn,
        helped=helped,
        money=money,
        span=span,
        measures=kept,
        left=tuple(left),
        backers=backers,
        unlimited=tuple(party for party in who if party not in limited),
        worths=worths,
        cost=cost.reshape(len(kept), drawn.draws, parts).transpose(1, 0, 2),
        limit=np.array(limit).reshape(len(backers), drawn.draws, parts).transpose(1, 0, 2),
    )


def _money(case: Case, measures: Sequence[Measure]) -> str:
    """Return the money in which most costs are typed; of several the first by name."""
    counts = Counter(unit_of(one.unit).money for one in measures if one.cost is not None and one.unit is not None)
    return min(counts, key=lambda money: (-counts[money], money)) if counts else ""


def _limit_unit(case: Case, drawn: Draws, party: str, money: str) -> Unit | None:
    """Return the unit of a party's limit where that is on file in this money."""
    entry = case.party(party)
    if entry is None or entry.funds is None or f"parties.{party}.funds.limit" not in drawn:
        return None
    unit = unit_of(entry.funds.unit)
    return unit if unit.money == money else None


def _left(
    case: Case, drawn: Draws, measures: Sequence[Measure], money: str, limited: Sequence[str], worths: Worths
) -> Iterator[Left]:
    """Yield the measures that cannot be weighed, then those that need one of them or are shut out by one in place."""
    known = {one.id: one for one in case.measures}
    out: dict[str, str] = {}
    for one in measures:
        if one.cost is None or f"measures.{one.id}.cost" not in drawn or one.unit is None:
            out[one.id] = "its cost is not on file"
        elif unit_of(one.unit).money != money:
            out[one.id] = f"its cost is in {unit_of(one.unit).money}, not in {money}"
        elif not any(party in limited for party in payers(one)):
            out[one.id] = "no limit is on file of anybody who may pay for it"
        elif one.status != SETTLED and not worths.known(one):
            out[one.id] = "what it is worth is not on file"
        elif any(known[other].status == IN_PLACE for other in _excluded(case, one) if other in known):
            out[one.id] = "it is excluded by a measure that is delivered"
    here = {one.id for one in measures}
    while True:
        further = {
            one.id: f"it requires {known[other].label if other in known else other}, which no plan here can hold"
            for one in measures
            for other in one.requires
            if one.id not in out and _absent(known.get(other), other in here and other not in out)
        }
        if not further:
            break
        out |= further
    yield from (Left(one, out[one.id]) for one in measures if one.id in out)


def _absent(measure: Measure | None, possible: bool) -> bool:
    return not possible and (measure is None or measure.status not in (IN_PLACE, SETTLED))


def _excluded(case: Case, measure: Measure) -> set[str]:
    return {*measure.excludes, *(other.id for other in case.measures if measure.id in other.excludes)}


def _by_part(cost: Array, measure: Measure, span: Span) -> Array:
    """Return what a measure costs in each part of the time: shape (draws, parts)."""
    unit = unit_of(measure.unit or "")
    if unit.per_day is None:
        once = np.zeros(len(span.days))
        once[span.part(measure.since)] = 1.0
        return cost[:, None] * once
    return cost[:, None] * (span.within(measure.since, measure.until) * unit.per_day)


def _growth(unit: Unit, span: Span) -> Array:
    """Return how much of a limit there is in each part of the time."""
    return np.ones(len(span.days)) if unit.per_day is None else np.array(span.days) * unit.per_day
