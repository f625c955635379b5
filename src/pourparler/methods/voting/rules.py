"""Rules of decision as data: linear tests of a vote, joined by "all of" and "any of".

Members are numbered from zero. In a vote each is in favour, against or abstains, or is absent. All weights and quotas
are whole numbers, so that nothing is ever rounded at a quota.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

Bools = NDArray[np.bool_]
_SAFE = 2**62
"""Sums of weights below this cannot overflow 64 bits."""


@dataclass(frozen=True, slots=True)
class Threshold:
    """Carried when the weights of those in favour, less those against, plus of those present, reach a quota.

    Parameters
    ----------
    favour : tuple of int
        What each member adds when in favour, 0 or more.
    quota : int
        What must be reached.
    against : tuple of int
        What each member takes away when against, 0 or more; empty for nothing.
    present : tuple of int
        What each member adds by being present, however it votes, 0 or more; empty for nothing.

    Examples
    --------
    >>> carried(Threshold((4, 2, 1), 5), np.array([True, False, True])).item()
    True
    """

    favour: tuple[int, ...]
    quota: int
    against: tuple[int, ...] = ()
    present: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        for weights in (self.favour, self.against, self.present):
            if any(weight < 0 for weight in weights):
                raise ValueError(f"a weight below 0 in {weights}")
        if any(weights and len(weights) != len(self.favour) for weights in (self.against, self.present)):
            raise ValueError(f"weights for {len(self.favour)} and for other numbers of members in one test")


@dataclass(frozen=True, slots=True)
class AllOf:
    """Carried when every one of its rules is; with no rule, always."""

    of: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Carried when at least one of its rules is; with no rule, never."""

    of: tuple[Rule, ...]


Rule = Threshold | AllOf | AnyOf


def thresholds(rule: Rule) -> Iterator[Threshold]:
    """Yield the linear tests of a rule, in order."""
    if isinstance(rule, Threshold):
        yield rule
    else:
        for part in rule.of:
            yield from thresholds(part)


def carried(rule: Rule, favour: Bools, against: Bools | None = None, present: Bools | None = None) -> Bools:
    """Tell which votes carry.

    Parameters
    ----------
    rule : Rule
    favour : array of bool, shape (..., members)
        Who votes in favour.
    against : array of bool, shape (..., members), optional
        Who votes against; everybody present who is not in favour, when left out.
    present : array of bool, shape (..., members), optional
        Who is there; everybody, when left out. Who is absent neither favours nor objects.

    Returns
    -------
    array of bool, shape (...)

    Notes
    -----
    Sums that could pass 2**62 are formed with whole numbers of any size.

    Examples
    --------
    >>> favour = np.array([[True, False, False], [True, True, False]])
    >>> carried(share_of_members(3, Fraction(1, 2), strict=True), favour).tolist()
    [False, True]
    """
    there = np.ones(favour.shape, bool) if present is None else present
    no = (there & ~favour) if against is None else against
    return _carried(rule, favour & there, no & there, there)


def _carried(rule: Rule, favour: Bools, against: Bools, present: Bools) -> Bools:
    if isinstance(rule, Threshold):
        weights = (rule.favour, rule.against, rule.present)
        kind = np.int64 if sum(map(sum, weights)) + abs(rule.quota) < _SAFE else object
        total = np.zeros(favour.shape[:-1], kind)
        for sign, votes, weight in zip((1, -1, 1), (favour, against, present), weights, strict=True):
            if any(weight):
                total = total + sign * (votes.astype(kind) @ np.array(weight, kind))
        return np.asarray(total >= rule.quota, bool)
    shape = favour.shape[:-1]
    if isinstance(rule, AllOf):
        found = np.ones(shape, bool)
        for part in rule.of:
            found = found & _carried(part, favour, against, present)
        return found
    found = np.zeros(shape, bool)
    for part in rule.of:
        found = found | _carried(part, favour, against, present)
    return found


def met(rule: Rule, sums: Iterable[int]) -> bool:
    """Tell whether a rule is met by the sums of its tests, in the order of `thresholds`.

    Examples
    --------
    >>> met(AllOf((Threshold((1, 1), 2), Threshold((3, 1), 3))), (2, 2))
    False
    """
    return _met(rule, iter(sums))


def _met(rule: Rule, sums: Iterator[int]) -> bool:
    """Evaluate a rule; every test takes its sum, so that those that follow stay in step."""
    if isinstance(rule, Threshold):
        return next(sums) >= rule.quota
    found = [_met(part, sums) for part in rule.of]
    return all(found) if isinstance(rule, AllOf) else any(found)


def two_choice(rule: Rule) -> Rule:
    """Return the rule for members who are all present and vote in favour or against.

    What a member adds in favour and takes away against become one weight, since it does one or the other: every test is
    then ``sum of weights in favour >= quota``, a simple game in the sense of Shapley [1]_.

    .. [1] Shapley, L. S. (1962), "Simple games: an outline of the descriptive theory", Behavioral Science 7(1).

    Examples
    --------
    >>> two_choice(consensus(3))
    Threshold(favour=(1, 1, 1), quota=3, against=(), present=())
    """
    if isinstance(rule, Threshold):
        members = len(rule.favour)
        against = rule.against or (0,) * members
        weights = tuple(a + b for a, b in zip(rule.favour, against, strict=True))
        return Threshold(weights, rule.quota + sum(against) - sum(rule.present))
    return type(rule)(tuple(two_choice(part) for part in rule.of))


def dual(rule: Rule) -> Rule:
    """Return the rule by which a group blocks: carried by a group when the rest cannot carry without it.

    Parameters
    ----------
    rule : Rule
        Of two choices; see `two_choice`.

    Examples
    --------
    >>> dual(Threshold((4, 2, 1), 5))
    Threshold(favour=(4, 2, 1), quota=3, against=(), present=())
    """
    if isinstance(rule, Threshold):
        return Threshold(rule.favour, sum(rule.favour) - rule.quota + 1)
    parts = tuple(dual(part) for part in rule.of)
    return AnyOf(parts) if isinstance(rule, AllOf) else AllOf(parts)


def from_here(rule: Rule, votes: Sequence[int]) -> Rule:
    """Return what is still needed: the rule for those who would move to favour, the rest voting as they do.

    Parameters
    ----------
    rule : Rule
    votes : sequence of int, length (members,)
        How each stands now: 1 in favour, 0 abstaining, -1 against. All are present.

    Returns
    -------
    Rule
        Of two choices: a group carries it when moving all of it to favour carries the vote. Those in favour weigh 0.

    Examples
    --------
    >>> from_here(Threshold((4, 2, 1), 5), (1, -1, -1))
    Threshold(favour=(0, 2, 1), quota=1, against=(), present=())
    """
    if not isinstance(rule, Threshold):
        return type(rule)(tuple(from_here(part, votes) for part in rule.of))
    against = rule.against or (0,) * len(rule.favour)
    now = sum(rule.present)
    now += sum(weight for weight, vote in zip(rule.favour, votes, strict=True) if vote > 0)
    now -= sum(weight for weight, vote in zip(against, votes, strict=True) if vote < 0)
    moved = tuple(
        0 if vote > 0 else plus if vote == 0 else plus + minus
        for plus, minus, vote in zip(rule.favour, against, votes, strict=True)
    )
    return Threshold(moved, rule.quota - now)


def stopped_from_here(rule: Rule, votes: Sequence[int]) -> Rule:
    """Return what would stop a vote that carries: the rule for those who would move to against, the rest as they are.

    Parameters
    ----------
    rule : Rule
    votes : sequence of int, length (members,)
        How each stands now: 1 in favour, 0 abstaining, -1 against. All are present.

    Returns
    -------
    Rule
        Of two choices: a group carries it when the vote fails with all of it against. Those against weigh 0.

    Examples
    --------
    >>> stopped_from_here(Threshold((4, 2, 1), 5), (1, -1, 1))
    Threshold(favour=(4, 0, 1), quota=1, against=(), present=())
    """
    if not isinstance(rule, Threshold):
        parts = tuple(stopped_from_here(part, votes) for part in rule.of)
        return AnyOf(parts) if isinstance(rule, AllOf) else AllOf(parts)
    against = rule.against or (0,) * len(rule.favour)
    now = sum(rule.present)
    now += sum(weight for weight, vote in zip(rule.favour, votes, strict=True) if vote > 0)
    now -= sum(weight for weight, vote in zip(against, votes, strict=True) if vote < 0)
    moved = tuple(
        0 if vote < 0 else minus if vote == 0 else plus + minus
        for plus, minus, vote in zip(rule.favour, against, votes, strict=True)
    )
    return Threshold(moved, now - rule.quota + 1)


def unmoved(rule: Rule, members: Iterable[int]) -> Rule:
    """Return a rule of two choices in which some members count for nothing, so that no group is helped by them.

    Examples
    --------
    >>> unmoved(Threshold((4, 2, 1), 3), [1])
    Threshold(favour=(4, 0, 1), quota=3, against=(), present=())
    """
    out = frozenset(members)
    if isinstance(rule, Threshold):
        weights = tuple(0 if member in out else weight for member, weight in enumerate(rule.favour))
        return Threshold(weights, rule.quota)
    return type(rule)(tuple(unmoved(part, out) for part in rule.of))


def permuted(rule: Rule, order: Sequence[int]) -> Rule:
    """Return the rule for members in another order: the new member ``i`` is the old member ``order[i]``."""

    def turned(weights: tuple[int, ...]) -> tuple[int, ...]:
        return tuple(weights[old] for old in order) if weights else ()

    if isinstance(rule, Threshold):
        return Threshold(turned(rule.favour), rule.quota, turned(rule.against), turned(rule.present))
    return type(rule)(tuple(permuted(part, order) for part in rule.of))


def seated(rule: Rule, seats: Sequence[int], electorate: int) -> Rule:
    """Return the rule of a body for a wider electorate, so that several bodies can be joined in one rule.

    Parameters
    ----------
    rule : Rule
    seats : sequence of int
        For each member of the body its number in the electorate.
    electorate : int
        How many there are in all.

    Examples
    --------
    >>> AllOf((seated(consensus(1), [2], 3), seated(unanimity(2), [0, 2], 3)))  # doctest: +ELLIPSIS
    AllOf(of=(Threshold(favour=(0, 0, 0), quota=0, against=(0, 0, 1), present=()), Threshold(favour=(1, 0, 1), ...
    """

    def spread(weights: tuple[int, ...]) -> tuple[int, ...]:
        wide = [0] * electorate if weights else []
        for seat, weight in zip(seats, weights, strict=False):
            wide[seat] = weight
        return tuple(wide)

    if isinstance(rule, Threshold):
        return Threshold(spread(rule.favour), rule.quota, spread(rule.against), spread(rule.present))
    return type(rule)(tuple(seated(part, seats, electorate) for part in rule.of))


# ---------------------------------------------------------------- the rules people use


def consensus(members: int) -> Threshold:
    """Return the rule that nobody objects; who abstains does not block."""
    return Threshold((0,) * members, 0, (1,) * members)


def unanimity(members: int) -> Threshold:
    """Return the rule that every member votes in favour."""
    return Threshold((1,) * members, members)


def vetoes(members: int, holders: Iterable[int]) -> Threshold:
    """Return the rule that none of some members votes against; their abstention is no veto."""
    held = set(holders)
    return Threshold((0,) * members, 0, tuple(int(member in held) for member in range(members)))


def concurrence(members: int, holders: Iterable[int]) -> Threshold:
    """Return the rule that all of some members vote in favour."""
    held = set(holders)
    return Threshold(tuple(int(member in held) for member in range(members)), len(held))


def at_least(weights: Sequence[Fraction], quota: Fraction, *, strict: bool = False) -> Threshold:
    """Return the rule that those in favour weigh at least a quota, or more than it.

    Parameters
    ----------
    weights : sequence of Fraction, length (members,)
    quota : Fraction
        In the unit of the weights.
    strict : bool
        The quota must be exceeded.

    Examples
    --------
    >>> at_least([Fraction(1, 2), Fraction(1, 3)], Fraction(2, 5))
    Threshold(favour=(15, 10), quota=12, against=(), present=())
    """
    *whole, needed = _whole([*weights, quota])
    return Threshold(tuple(whole), needed + strict)


def share_of_members(members: int, share: Fraction, *, strict: bool = False) -> Threshold:
    """Return the rule that a share of all members is in favour: an abstention has the effect of a vote against."""
    return at_least([Fraction(1)] * members, share * members, strict=strict)


def share_of_votes_cast(weights: Sequence[Fraction], share: Fraction, *, strict: bool = False) -> AllOf:
    """Return the rule that a share of the weight of those who vote is in favour, and somebody is.

    Abstentions are not counted: ``favour >= share * (favour + against)`` is the linear test
    ``(1 - share) * favour - share * against >= 0``.

    Examples
    --------
    >>> rule = share_of_votes_cast([Fraction(1)] * 3, Fraction(1, 2), strict=True)
    >>> favour, against = np.array([True, False, False]), np.array([False, False, False])
    >>> carried(rule, favour, against).item(), carried(rule, favour, ~favour).item()
    (True, False)
    """
    whole = _whole(weights)
    plus = tuple(weight * (share.denominator - share.numerator) for weight in whole)
    minus = tuple(weight * share.numerator for weight in whole)
    return AllOf((Threshold(plus, int(strict), minus), Threshold((1,) * len(whole), 1)))


def fewer_than(members: int, blockers: int, *, abstaining_counts: bool = True) -> Threshold:
    """Return the rule that fewer than a number of members stand in the way.

    Parameters
    ----------
    members, blockers : int
    abstaining_counts : bool
        Whether those who abstain stand in the way as those against do.
    """
    if abstaining_counts:
        return Threshold((1,) * members, members - blockers + 1)
    return Threshold((0,) * members, 1 - blockers, (1,) * members)


def quorum(members: int, needed: int) -> Threshold:
    """Return the rule that a number of members is present."""
    return Threshold((0,) * members, needed, (), (1,) * members)


def _whole(numbers: Sequence[Fraction]) -> tuple[int, ...]:
    """Return the numbers over their common denominator."""
    common = math.lcm(*(number.denominator for number in numbers)) if numbers else 1
    return tuple(int(number * common) for number in numbers)
