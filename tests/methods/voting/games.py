"""Random rules, and the slow and obvious way to everything: every coalition, every order, every vote."""

from __future__ import annotations

import itertools
import random
from fractions import Fraction
from math import factorial

from pourparler.methods.voting.rules import AllOf, AnyOf, Rule, Threshold, consensus, share_of_votes_cast, vetoes

Votes = tuple[int, ...]


def passes(rule: Rule, votes: Votes) -> bool:
    """Evaluate a rule by its definition: 1 in favour, 0 abstaining, -1 against, all present."""
    if isinstance(rule, Threshold):
        total = sum(rule.present)
        for member, vote in enumerate(votes):
            total += rule.favour[member] if vote == 1 else 0
            total -= rule.against[member] if rule.against and vote == -1 else 0
        return total >= rule.quota
    found = [passes(part, votes) for part in rule.of]
    return all(found) if isinstance(rule, AllOf) else any(found)


def coalitions(members: int) -> list[frozenset[int]]:
    return [frozenset(c) for size in range(members + 1) for c in itertools.combinations(range(members), size)]


def wins(rule: Rule, members: int, group: frozenset[int]) -> bool:
    return passes(rule, tuple(1 if member in group else -1 for member in range(members)))


def enumerated(rule: Rule, members: int) -> tuple[int, list[int], list[Fraction]]:
    """Return winning coalitions, swings and Shapley-Shubik indices by looking at every coalition."""
    winning = {group for group in coalitions(members) if wins(rule, members, group)}
    swings, index = [0] * members, [Fraction(0)] * members
    for group in coalitions(members):
        for member in set(range(members)) - group:
            if group not in winning and group | {member} in winning:
                swings[member] += 1
                orders = factorial(len(group)) * factorial(members - 1 - len(group))
                index[member] += Fraction(orders, factorial(members))
    return len(winning), swings, index


def minimal(rule: Rule, members: int) -> list[tuple[int, ...]]:
    winning = {group for group in coalitions(members) if wins(rule, members, group)}
    found = [group for group in winning if not any(group - {member} in winning for member in group)]
    return sorted((tuple(sorted(group)) for group in found), key=lambda group: (len(group), group))


def chance(rule: Rule, favour: list[float], abstaining: frozenset[int] = frozenset()) -> float:
    total = 0.0
    open_ = [member for member in range(len(favour)) if member not in abstaining]
    for choice in itertools.product((1, -1), repeat=len(open_)):
        votes = dict(zip(open_, choice, strict=True))
        weight = 1.0
        for member, vote in votes.items():
            weight *= favour[member] if vote == 1 else 1 - favour[member]
        if passes(rule, tuple(votes.get(member, 0) for member in range(len(favour)))):
            total += weight
    return total


def random_rule(rng: random.Random, members: int, depth: int = 2) -> Rule:
    """Return a rule of any of the kinds there are, joined in any way."""
    kind = rng.random()
    if depth and kind < 0.4:
        parts = tuple(random_rule(rng, members, depth - 1) for _ in range(rng.randint(0 if kind < 0.02 else 1, 3)))
        return AllOf(parts) if rng.random() < 0.5 else AnyOf(parts)
    if kind < 0.5:
        return consensus(members)
    if kind < 0.6:
        return vetoes(members, rng.sample(range(members), rng.randint(1, members)))
    weights = [rng.choice((0, 1, 1, 2, 3, 5, 8)) for _ in range(members)]
    if kind < 0.7:
        share = Fraction(rng.randint(0, 6), 6)
        return share_of_votes_cast([Fraction(w, 3) for w in weights], share, strict=rng.random() < 0.5)
    if kind < 0.8:
        return Threshold(tuple(weights), rng.randint(-2, sum(weights) + 2), (1,) * members, (1,) * members)
    if kind < 0.9:
        return Threshold((1,) * members, rng.randint(0, members + 1))
    return Threshold(tuple(weights), rng.randint(0, sum(weights) + 1))
