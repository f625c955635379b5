"""Rules and bodies that cannot decide as a case says: quotas out of reach, weights amiss, bodies in a circle."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from pourparler.case.bodies import body_of, preset_rule
from pourparler.case.combinations import Fault
from pourparler.case.deciding import amount, exact, weight_total, weights_of
from pourparler.case.model import Case
from pourparler.case.parties import Quota, Role, Rule
from pourparler.case.paths import Location


def body_faults(case: Case) -> Iterator[Fault]:
    """Yield what is wrong with the bodies of a case and their rules.

    Returns
    -------
    iterator of Fault
        C134 bodies that need each other in a circle, C137 quotas nobody can reach or everybody reaches, C138 weights
        below 0, C139 a rule joined of nothing, or members of whom none takes part.

    Examples
    --------
    >>> case = Case.model_validate({"bodies": [{"id": "a", "needs": "b"}, {"id": "b", "needs": "a"}]})
    >>> [fault.found for fault in body_faults(case)]
    ['bodies in a circle: a needs b needs a']
    """
    yield from _circles(case)
    for index, body in enumerate(case.bodies):
        members = body_of(case, body.id).members
        voters = tuple(member for member in members if member not in body.not_taking_part)
        if members and not voters:
            todo = "leave at least one member taking part"
            yield Fault("C139", ("bodies", index, "not_taking_part"), "every member, so that nobody decides", todo)
        if body.rule is not None:
            yield from _rule_faults(body.rule, ("bodies", index, "rule"), voters, members)
        elif body.members and (lent := preset_rule(body, members)) is not None:
            for fault in _rule_faults(lent, (), voters, members):
                todo = "name more members, or write the `rule:` of this body"
                yield Fault(fault.code, ("bodies", index, "members"), f"by the rule of the preset, {fault.found}", todo)
    if case.table is not None:
        principals = tuple(party.id for party in case.parties if Role.PRINCIPAL in party.roles)
        yield from _rule_faults(case.table, ("table",), principals, principals)


def _circles(case: Case) -> Iterator[Fault]:
    """Yield each circle of bodies once, at the body of it that comes first in the file."""
    needs = {body.id: body.needs for body in case.bodies}
    place = {body.id: index for index, body in enumerate(case.bodies)}
    reported: set[frozenset[str]] = set()
    for start in needs:
        circle = _way_back(start, needs)
        if circle and frozenset(circle) not in reported:
            reported.add(frozenset(circle))
            shown = " needs ".join((*circle, start))
            found = f"bodies in a circle: {shown}"
            yield Fault("C134", ("bodies", place[start], "needs"), found, "take one of these `needs` out")


def _way_back(start: str, needs: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return the shortest way from a body through what it needs back to itself."""
    ways: list[tuple[str, ...]] = [(start,)]
    seen: set[str] = set()
    while ways:
        way = ways.pop(0)
        for following in needs.get(way[-1], ()):
            if following == start:
                return way
            if following not in seen:
                seen.add(following)
                ways.append((*way, following))
    return ()


def _rule_faults(rule: Rule, at: Location, voters: Sequence[str], members: Sequence[str]) -> Iterator[Fault]:
    yield from _parts(rule, at)
    yield from _weights(rule, at)
    count = Fraction(len(voters))
    if rule.name != "weighted" and not (rule.name == "majority" and rule.weights):
        yield from _quota(rule.quota, (*at, "quota"), count, f"{count} members")
    else:
        yield from _of_weight(rule, rule.quota, (*at, "quota"), voters, members)
    yield from _of_weight(rule, rule.weight_quota, (*at, "weight_quota"), voters, members)
    yield from _quota(rule.quorum, (*at, "quorum"), count, f"{count} members")
    if isinstance(rule.blocking_minimum, int) and voters and rule.blocking_minimum > count:
        found = f"{rule.blocking_minimum} members to block, of {count}"
        yield Fault("C137", (*at, "blocking_minimum"), found, "name as many members as there are, or fewer")
    for number, part in enumerate(rule.of):
        yield from _rule_faults(part, (*at, "of", number), voters, members)


def _parts(rule: Rule, at: Location) -> Iterator[Fault]:
    joined = rule.name in ("all-of", "any-of")
    if joined and not rule.of:
        yield Fault("C139", at, f"the rule {rule.name} of nothing", "list the rules it joins under `of:`")
    if rule.of and not joined:
        todo = "name the rule all-of or any-of, or take `of:` out"
        yield Fault("C139", (*at, "of"), f"rules joined under {rule.name}", todo)


def _weights(rule: Rule, at: Location) -> Iterator[Fault]:
    for member, weight in rule.weights.items():
        if weight < 0:
            todo = "give every member a weight of 0 or more"
            yield Fault("C138", (*at, "weights", member), f"the weight {weight:g} for {member}", todo)


def _of_weight(
    rule: Rule, quota: Quota | None, at: Location, voters: Sequence[str], members: Sequence[str]
) -> Iterator[Fault]:
    if quota is None:
        return
    if any(member not in rule.weights for member in {*voters, *members}):
        yield from _quota(quota, at, None, "")
        return
    total = sum(weights_of(rule, voters), Fraction(0))
    yield from _quota(quota, at, total, f"a weight of {float(total):g} in all")
    asked = amount(quota, weight_total(rule, voters, members))
    if exact(quota) <= 1 and asked > total:
        found = f"{quota} of `weight_total`, {float(asked):g}, which is above the weight of {float(total):g} in all"
        yield Fault("C137", at, found, "correct the weights or the total")


def _quota(quota: Quota | None, at: Location, total: Fraction | None, of: str) -> Iterator[Fault]:
    if quota is None:
        return
    if exact(quota) <= 0:
        yield Fault("C137", at, f"the quota {_shown(quota)}", "ask for a share or a count above 0")
    elif total and exact(quota) > 1 and amount(quota, total) > total:
        found = f"the quota {_shown(quota)}, above {of}: nothing could ever pass"
        yield Fault("C137", at, found, "ask for no more than there is")


def _shown(quota: Quota) -> str:
    return quota if isinstance(quota, str) else f"{quota:g}"
