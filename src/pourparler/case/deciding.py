"""The rules of a case as linear tests over the members who take part, and in words."""

from __future__ import annotations

import datetime
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from pourparler.case.bodies import ResolvedBody, body_of
from pourparler.case.model import Case
from pourparler.case.parties import Quota, Role, Rule
from pourparler.methods.voting import rules as voting

HALF = Fraction(1, 2)
TABLE = "table"
"""Stands for the table of the talks where a body is asked for."""


class NotOnFileError(LookupError):
    """A rule cannot be applied because the case leaves out a part of it; the message says which."""


@dataclass(frozen=True)
class Decider:
    """A body with those who take part in its decisions, and its rule over them.

    Parameters
    ----------
    id, name : str
    voters : tuple of str
        Member ids, in the order of the case or preset.
    names : mapping of id to name
    rule : methods.voting.rules.Rule or None
        Over the voters, numbered from zero; ``None`` when it is not on file.
    lacking : str
        What is not on file.
    words : str
        The rule as one says it.
    needs : tuple of str
        Bodies that must pass it as well.
    source : str
        The provision or the source of the shipped facts.
    """

    id: str
    name: str
    voters: tuple[str, ...]
    names: Mapping[str, str]
    rule: voting.Rule | None
    lacking: str
    words: str
    needs: tuple[str, ...] = ()
    source: str = ""


def exact(number: float | str) -> Fraction:
    """Return a number as it was typed: 0.55 is 55 hundredths, "2/3" two thirds.

    Examples
    --------
    >>> exact(0.55), exact("2/3")
    (Fraction(11, 20), Fraction(2, 3))
    """
    return Fraction(number if isinstance(number, str) else repr(float(number)))


def amount(quota: Quota, total: Fraction) -> Fraction:
    """Return what a quota asks for: a share of the total up to 1, a count or sum above.

    Examples
    --------
    >>> amount(0.5, Fraction(27)), amount(14, Fraction(27))
    (Fraction(27, 2), Fraction(14, 1))
    """
    asked = exact(quota)
    return asked * total if asked <= 1 else asked


def decider(case: Case, body: str, on: datetime.date | None = None) -> Decider:
    """Return a body of the case ready to decide.

    Parameters
    ----------
    case : Case
    body : str
        Body id.
    on : date, optional
        The day its members are wanted for; see `pourparler.case.bodies.body_of`.

    Raises
    ------
    LookupError
        When the case has no such body.

    Examples
    --------
    >>> body = {"id": "league", "members": ["a", "b", "c"], "rule": {"name": "majority"}}
    >>> case = Case.model_validate({"bodies": [body]})
    >>> league = decider(case, "league")
    >>> league.words, league.rule
    ('majority: at least 2 of 3 members', Threshold(favour=(2, 2, 2), quota=4, against=(), present=()))
    """
    resolved = body_of(case, body, on)
    voters = tuple(member for member in resolved.members if member not in resolved.not_taking_part)
    return _decider(resolved, voters, resolved.rule)


def the_table(case: Case) -> Decider | None:
    """Return the table itself as a body of the principals, when the case gives it a rule."""
    if case.table is None:
        return None
    principals = tuple(party.id for party in case.parties if Role.PRINCIPAL in party.roles)
    names = {party.id: party.label for party in case.parties}
    resolved = ResolvedBody(TABLE, "The table", principals, case.table, names={who: names[who] for who in principals})
    return _decider(resolved, principals, case.table)


def _decider(resolved: ResolvedBody, voters: tuple[str, ...], rule: Rule | None) -> Decider:
    made, lacking = None, ""
    if not voters:
        lacking = "its members"
    elif rule is None:
        lacking = "its rule"
    else:
        try:
            made = rule_over(rule, voters, resolved.members)
        except NotOnFileError as missing:
            lacking = str(missing)
    said = in_words(rule, voters, resolved.members, resolved.names) if rule is not None else "not on file"
    return Decider(
        resolved.id,
        resolved.name,
        voters,
        {who: resolved.names.get(who, who) for who in voters},
        made,
        lacking,
        said,
        resolved.needs,
        (rule.source if rule is not None else None) or resolved.source,
    )


def rule_over(rule: Rule, voters: Sequence[str], members: Sequence[str] = ()) -> voting.Rule:
    """Return a rule of the case as linear tests.

    Parameters
    ----------
    rule : Rule
        As the case or a preset has it.
    voters : sequence of str
        Those who take part, in the order of the numbers they get.
    members : sequence of str
        All members, where some do not take part.

    Raises
    ------
    NotOnFileError
        When a quota, weights or the holders of vetoes are missing.

    Notes
    -----
    Quotas are taken as typed (0.55 is 55 hundredths) and compared as whole numbers.

    Examples
    --------
    >>> two_thirds = rule_over(Rule(name="qualified-majority", quota="2/3"), ["a", "b", "c"])
    >>> two_thirds
    Threshold(favour=(1, 1, 1), quota=2, against=(), present=())
    """
    count = len(voters)
    made = _by_name(rule, voters, members or voters)
    if rule.blocking_minimum is not None:
        minimum = blocking_minimum(rule, voters, members or voters)
        abstaining = rule.abstention in (None, "against")
        made = voting.AnyOf((made, voting.fewer_than(count, minimum, abstaining_counts=abstaining)))
    holders = [voters.index(member) for member in rule.vetoes if member in voters]
    if holders:
        stops = voting.concurrence if rule.abstention == "against" else voting.vetoes
        made = voting.AllOf((made, stops(count, holders)))
    if rule.quorum is not None:
        made = voting.AllOf((made, voting.quorum(count, math.ceil(amount(rule.quorum, Fraction(count))))))
    return made


def _by_name(rule: Rule, voters: Sequence[str], members: Sequence[str]) -> voting.Rule:
    count = len(voters)
    match rule.name:
        case "consensus":
            return voting.unanimity(count) if rule.abstention == "against" else voting.consensus(count)
        case "unanimity":
            if rule.abstention in (None, "against"):
                return voting.unanimity(count)
            somebody = voting.at_least([Fraction(1)] * count, Fraction(1))
            return voting.AllOf((voting.consensus(count), somebody))
        case "all-of" | "any-of":
            parts = tuple(rule_over(part, voters, members) for part in rule.of)
            return voting.AllOf(parts) if rule.name == "all-of" else voting.AnyOf(parts)
        case "weighted":
            return _weighed(rule, rule.quota, voters, members)
        case "veto-players":
            if not rule.vetoes:
                raise NotOnFileError("who holds the vetoes")
            return voting.AllOf(()) if rule.quota is None else _counted(rule, rule.quota, count)
        case "majority":
            asked = rule.quota if rule.quota is not None else "1/2"
            return _weighed(rule, asked, voters, members) if rule.weights else _counted(rule, asked, count)
        case "qualified-majority":
            if rule.quota is None:
                raise NotOnFileError("what share of votes it needs")
            counted = _counted(rule, rule.quota, count)
            if rule.weight_quota is None:
                return counted
            return voting.AllOf((counted, _weighed(rule, rule.weight_quota, voters, members)))


def _counted(rule: Rule, quota: Quota, count: int) -> voting.Rule:
    strict = rule.name == "majority" and exact(quota) == HALF
    ones = [Fraction(1)] * count
    if exact(quota) <= 1 and rule.abstention in ("not-counted", "does-not-block") and rule.name != "veto-players":
        return voting.share_of_votes_cast(ones, exact(quota), strict=strict)
    return voting.at_least(ones, amount(quota, Fraction(count)), strict=strict)


def _weighed(rule: Rule, quota: Quota | None, voters: Sequence[str], members: Sequence[str]) -> voting.Rule:
    if quota is None:
        raise NotOnFileError("what share of votes it needs")
    weights = weights_of(rule, voters)
    strict = rule.name == "majority" and exact(quota) == HALF
    if exact(quota) <= 1 and rule.abstention in ("not-counted", "does-not-block"):
        return voting.share_of_votes_cast(weights, exact(quota), strict=strict)
    return voting.at_least(weights, amount(quota, weight_total(rule, voters, members)), strict=strict)


def weights_of(rule: Rule, voters: Sequence[str]) -> list[Fraction]:
    """Return the weight of each voter.

    Raises
    ------
    NotOnFileError
        When one is missing.
    """
    missing = [member for member in voters if member not in rule.weights]
    if missing:
        raise NotOnFileError(f"the votes of {', '.join(missing)}")
    return [exact(rule.weights[member]) for member in voters]


def weight_total(rule: Rule, voters: Sequence[str], members: Sequence[str]) -> Fraction:
    """Return what shares of weight are taken of: the weight of those who take part."""
    if rule.weight_total is None:
        return sum(weights_of(rule, voters), Fraction(0))
    away = [member for member in members if member not in voters]
    return exact(rule.weight_total) - sum(weights_of(rule, away), Fraction(0))


def blocking_minimum(rule: Rule, voters: Sequence[str], members: Sequence[str]) -> int:
    """Return how many members it takes at least to block.

    Raises
    ------
    NotOnFileError
        When it follows from weights that are missing.
    """
    if isinstance(rule.blocking_minimum, int):
        return rule.blocking_minimum
    quota = rule.weight_quota if rule.weight_quota is not None else rule.quota
    if quota is None:
        raise NotOnFileError("what share of votes it needs")
    total = weight_total(rule, voters, members)
    rest = total - amount(quota, total)
    running = Fraction(0)
    for number, weight in enumerate(sorted(weights_of(rule, voters), reverse=True), 1):
        running += weight
        if running > rest:
            return number + 1
    return len(voters) + 1


# ---------------------------------------------------------------- in words


def in_words(
    rule: Rule, voters: Sequence[str], members: Sequence[str] = (), names: Mapping[str, str] | None = None
) -> str:
    """Say a rule in a line.

    Parameters
    ----------
    rule : Rule
    voters, members : sequence of str
        Those who take part, and all.
    names : mapping of id to name, optional

    Examples
    --------
    >>> in_words(Rule(name="consensus"), ["a", "b"])
    'consensus: no member objects'
    """
    return f"{rule.name.replace('-', ' ')}: {_needed(rule, voters, members or voters, names or {})}"


def _needed(rule: Rule, voters: Sequence[str], members: Sequence[str], names: Mapping[str, str]) -> str:
    told = " and ".join(_named(rule, voters, members, names))
    if rule.blocking_minimum is not None:
        try:
            told += f", or fewer than {blocking_minimum(rule, voters, members)} not in favour"
        except NotOnFileError:
            told += ", or fewer not in favour than may block"
    if rule.vetoes:
        holders = [names.get(member, member) for member in rule.vetoes if member in voters]
        joined = ", " if told else ""
        stops = "all in favour of" if rule.abstention == "against" else "no objection of"
        told += f"{joined}{stops} {', '.join(holders)}"
    if rule.quorum is not None:
        told += f"; {math.ceil(amount(rule.quorum, Fraction(len(voters))))} present"
    return told


def _named(rule: Rule, voters: Sequence[str], members: Sequence[str], names: Mapping[str, str]) -> list[str]:
    count = len(voters)
    match rule.name:
        case "consensus":
            return ["every member in favour" if rule.abstention == "against" else "no member objects"]
        case "unanimity":
            blocked = rule.abstention in (None, "against")
            return ["every member in favour" if blocked else "no member against, at least one in favour"]
        case "all-of" | "any-of":
            joint = " and " if rule.name == "all-of" else " or "
            return [joint.join(f"({in_words(part, voters, members, names)})" for part in rule.of)]
        case "weighted":
            return [_weight_words(rule, rule.quota)]
        case "majority":
            asked = rule.quota if rule.quota is not None else "1/2"
            return [_weight_words(rule, asked) if rule.weights else _count_words(rule, asked, count)]
        case _:
            parts = [] if rule.quota is None else [_count_words(rule, rule.quota, count)]
            return [*parts, *([_weight_words(rule, rule.weight_quota)] if rule.weight_quota is not None else [])]


def _count_words(rule: Rule, quota: Quota, count: int) -> str:
    asked = exact(quota)
    strict = rule.name == "majority" and asked == HALF
    if asked <= 1 and rule.abstention in ("not-counted", "does-not-block") and rule.name != "veto-players":
        return f"{'more than' if strict else 'at least'} {_share_words(asked)} of the votes cast"
    if not count:
        return f"{'more than' if strict else 'at least'} {_share_words(asked)} of the members"
    needed = amount(quota, Fraction(count))
    least = math.floor(needed) + 1 if strict else math.ceil(needed)
    return f"at least {least} of {count} members"


def _weight_words(rule: Rule, quota: Quota | None) -> str:
    if quota is None:
        return "a share of the weight"
    asked = exact(quota)
    if asked > 1:
        return f"at least {_decimal(asked)} of the weight"
    cast = " cast" if rule.abstention in ("not-counted", "does-not-block") else ""
    least = "more than" if rule.name == "majority" and asked == HALF else "at least"
    return f"{least} {_share_words(asked)} of the weight{cast}"


def _share_words(share: Fraction) -> str:
    if share == HALF:
        return "half"
    hundredths = share * 100
    return f"{_decimal(hundredths)} %" if 1000 % hundredths.denominator == 0 else str(share)


def _decimal(number: Fraction) -> str:
    return str(int(number)) if number.denominator == 1 else f"{float(number):g}"
