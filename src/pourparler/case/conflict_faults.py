"""What cannot be in the course of a dispute: chances above 1, days out of reach, disputes and budgets without end."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from pourparler.case.combinations import Fault
from pourparler.case.conflict import Effect
from pourparler.case.model import Case
from pourparler.case.paths import Location
from pourparler.case.problems import shown

DAYS = {"week": 7.0, "month": 365.25 / 12, "quarter": 365.25 / 4, "year": 365.25}
"""How many days a period has."""


def last_day(case: Case) -> datetime.date | None:
    """Return the last day the team plans for: the horizon of the conflict, counted from ``as_of``.

    Examples
    --------
    >>> last_day(Case.model_validate({"as_of": "2030-01-01", "conflict": {"period": "quarter", "horizon": 4}}))
    datetime.date(2031, 1, 1)
    """
    if case.conflict is None or case.as_of is None:
        return None
    try:
        return case.as_of + datetime.timedelta(days=round(case.conflict.horizon * DAYS[case.conflict.period]))
    except OverflowError:
        return datetime.date.max


def conflict_faults(case: Case) -> Iterator[Fault]:
    """Yield what is wrong with the conflict, measures, funds and statements of a case.

    Returns
    -------
    iterator of Fault
        C143 measures and phases after the horizon, C144 a dispute that never ends for a party that does not discount,
        C145 chances that can exceed 1 together, or odds or beliefs about a party that is no side, C147 a budget of 0,
        an amount below 0 or a least share above a budget, C148 a statement about nobody's value, C149 measures that
        rule themselves out.

    Examples
    --------
    >>> case = Case.model_validate({"parties": [{"id": "norland", "funds": {"unit": "EUR", "limit": 0}}]})
    >>> [(fault.code, fault.found) for fault in conflict_faults(case)]
    [('C147', 'a budget of 0')]
    """
    yield from _after_the_horizon(case)
    yield from _endless(case)
    yield from _chances(case)
    yield from _held_chances(case)
    yield from _odds(case)
    yield from _amounts(case)
    for index, statement in enumerate(case.statements):
        said = [name for name in ("at_most", "at_least", "credibility") if getattr(statement, name) is not None]
        if statement.about is None and said:
            todo = "say whose: `about:` with a party id"
            yield Fault("C148", ("statements", index, said[0]), f"`{said[0]}` about nobody's value", todo)
    yield from _measures(case)


def _amounts(case: Case) -> Iterator[Fault]:
    """Yield budgets of 0, and amounts of money that can lie below 0."""
    for index, party in enumerate(case.parties):
        if party.funds is None:
            continue
        limit = party.funds.limit
        if limit is not None and limit.value.high <= 0:
            todo = "leave the limit out when it is not known, and `funds` when the party gives nothing"
            yield Fault("C147", ("parties", index, "funds", "limit"), f"a budget of {limit.value}", todo)
            continue
        promised = party.funds.least
        if limit is not None and promised is not None and promised.value.low > limit.value.high:
            found = f"`least` of {promised.value}, above the `limit` of {limit.value}"
            todo = "lower what it has promised to carry at least, or raise what it can give at the most"
            yield Fault("C147", ("parties", index, "funds", "least"), found, todo)
            continue
        for name in ("limit", "ability", "pledged", "stand_alone", "least", "per_head"):
            amount = getattr(party.funds, name)
            divides = name in ("ability", "per_head")
            if amount is not None and (amount.value.low < 0 or (divides and amount.value.low == 0)):
                least = "above 0" if divides else "0 or more"
                found = f"`{name}` of {amount.value}, which can be below what it must be"
                yield Fault("C147", ("parties", index, "funds", name), found, f"give an amount of {least}")
    for index, measure in enumerate(case.measures):
        if measure.cost is not None and measure.cost.value.low < 0:
            found = f"a cost of {measure.cost.value}, which can be below 0"
            todo = "give a cost of 0 or more; what a measure brings in belongs in its `changes` or its `worth`"
            yield Fault("C147", ("measures", index, "cost"), found, todo)
    for index, alternative in enumerate(case.alternatives):
        if alternative.cost is not None and alternative.cost.value.low < 0:
            found = f"a cost of {alternative.cost.value}, which can be below 0"
            yield Fault("C147", ("alternatives", index, "cost"), found, "give a cost of 0 or more")


def _after_the_horizon(case: Case) -> Iterator[Fault]:
    last = last_day(case)
    if last is None or case.conflict is None:
        return
    todo = f"correct the date, or lengthen `conflict.horizon` ({case.conflict.horizon} {case.conflict.period}s)"
    for index, measure in enumerate(case.measures):
        if measure.since is not None and measure.since > last:
            found = f"a measure from {measure.since}, after the horizon ({last})"
            yield Fault("C143", ("measures", index, "since"), found, todo)
    for index, agreement in enumerate(case.agreements):
        for place, phase in enumerate(agreement.phases):
            if phase.since > last:
                found = f"a phase from {phase.since}, after the horizon ({last})"
                yield Fault("C143", ("agreements", index, "phases", place, "since"), found, todo)


def _endless(case: Case) -> Iterator[Fault]:
    conflict = case.conflict
    if conflict is None or len(conflict.sides) < 2 or any(side.advances is None for side in conflict.sides):
        return
    moves = any(side.advances is not None and side.advances.value.low > 0 for side in conflict.sides)
    freezes = conflict.freezes is not None and conflict.freezes.value.low > 0
    for index, party in enumerate(case.parties):
        if party.patience is not None and party.patience.value.high >= 1 and not moves and not freezes:
            found = f"a patience of {party.patience.value} in a dispute that may never end: its value has no bound"
            todo = "give a patience below 1, or a chance above 0 that a side advances or that it freezes"
            yield Fault("C144", ("parties", index, "patience"), found, todo)


def _chances(case: Case) -> Iterator[Fault]:
    if case.conflict is None or len(case.conflict.sides) < 2:
        return
    highest = [side.advances.value.high if side.advances else 0.0 for side in case.conflict.sides]
    if sum(highest) > 1 + 1e-12:
        found = f"chances to advance of {shown(' and '.join(f'{one:g}' for one in highest))}, above 1 together"
        todo = "lower one of the two ranges: in a period the dispute moves one way, the other, or not"
        yield Fault("C145", ("conflict", "sides", 1, "advances"), found, todo)


def _held_chances(case: Case) -> Iterator[Fault]:
    """Yield beliefs about chances to advance that no side has, or that exceed 1 beside what the holder holds else."""
    if case.conflict is None or len(case.conflict.sides) < 2:
        return
    judged = {side.party: side.advances.value.high if side.advances else 0.0 for side in case.conflict.sides}
    known = {party.id for party in case.parties}
    held = {(one.holder, one.about): one.advances.value.high for one in case.beliefs if one.advances is not None}
    for index, belief in enumerate(case.beliefs):
        if belief.advances is None or belief.about not in known:
            continue
        place = ("beliefs", index, "advances")
        if belief.about not in judged:
            found = f"a chance to advance of {belief.about}, which is no side of the conflict"
            yield Fault("C145", place, found, "name one of `conflict.sides` in `about`")
            continue
        other = next(side for side in judged if side != belief.about)
        beside = held.get((belief.holder, other), judged[other])
        if belief.advances.value.high + beside > 1 + 1e-12:
            found = f"chances to advance of {belief.advances.value.high:g} and {beside:g}, above 1 together"
            yield Fault("C145", place, found, f"lower it, or say what {belief.holder} holds about {other}")


def _odds(case: Case) -> Iterator[Fault]:
    sides = {side.party for side in case.conflict.sides} if case.conflict else set()
    known = {party.id for party in case.parties}
    for location, effect in _effects(case):
        if effect.odds is not None and len(sides) == 2 and effect.party in known - sides:
            found = f"odds of {effect.party}, which is no side of the conflict"
            todo = "name one of `conflict.sides`, or give it as `cost` or `patience` of that party"
            yield Fault("C145", (*location, "odds"), found, todo)


def _effects(case: Case) -> Iterator[tuple[Location, Effect]]:
    for index, measure in enumerate(case.measures):
        for place, effect in enumerate(measure.changes):
            yield ("measures", index, "changes", place), effect
    for index, guarantee in enumerate(case.guarantees):
        for place, effect in enumerate(guarantee.changes):
            yield ("guarantees", index, "changes", place), effect


def _measures(case: Case) -> Iterator[Fault]:
    """Yield measures that cannot be taken: each needs, in the end, itself or what it excludes."""
    requires = {measure.id: measure.requires for measure in case.measures}
    settled = {measure.id for measure in case.measures if measure.status in ("decided", "delivered")}
    excluded = {frozenset((one.id, other)) for one in case.measures for other in one.excludes}
    for index, measure in enumerate(case.measures):
        for place, other in enumerate(measure.excludes):
            if {measure.id, other} <= settled and other != measure.id:
                found = f"{measure.id} and {other}, which exclude each other and are both decided or delivered"
                todo = "correct a status, or take out the `excludes`"
                yield Fault("C149", ("measures", index, "excludes", place), found, todo)
        needed = _all_required(measure.id, requires)
        if measure.id in needed:
            yield Fault(
                "C149",
                ("measures", index, "requires"),
                f"{measure.id}, which in the end requires itself",
                "take one out",
            )
            continue
        together = [measure.id, *needed]
        for place, one in enumerate(together):
            for other in together[place:]:
                if frozenset((one, other)) in excluded:
                    both = " and ".join(dict.fromkeys((one, other)))
                    found = f"{measure.id}, which needs {both}, that exclude each other"
                    yield Fault("C149", ("measures", index), found, "take out the `requires` or the `excludes`")


def _all_required(measure: str, requires: dict[str, tuple[str, ...]]) -> list[str]:
    found: list[str] = []
    waiting = list(requires.get(measure, ()))
    while waiting:
        following = waiting.pop(0)
        if following not in found:
            found.append(following)
            waiting.extend(requires.get(following, ()))
    return found
