"""Whether a body can pass a proposal on the positions on file, and what is missing where it cannot."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

import numpy as np

from pourparler.analysis.approval.proposals import Proposal
from pourparler.analysis.approval.votes import Lift, Position, Side, votes_at_best, votes_now
from pourparler.methods.voting.coalitions import Groups, decisive_alone, minimal_groups
from pourparler.methods.voting.rules import Rule, carried, dual, from_here, stopped_from_here, two_choice, unmoved

WAYS = 40
"""Ways to carry that are looked for; there may be more, and the result then says so."""
STEPS = 40_000
ORDER = (Side.HANGS, Side.OPEN, Side.ABSTAINS, Side.AGAINST, Side.FAVOUR)
"""Whom one asks first, among members of equal weight."""


class Outcome(StrEnum):
    """What the positions on file amount to under the rule."""

    CARRIES = "carries"
    ON_CONDITIONS = "carries if the conditions are met"
    OPEN = "open"
    BLOCKED = "blocked"
    UNKNOWN = "rule or members not on file"


@dataclass(frozen=True)
class Verdict:
    """A proposal under its rule.

    Parameters
    ----------
    proposal : Proposal
    """

    proposal: Proposal

    @property
    def positions(self) -> tuple[Position, ...]:
        """Where the voters stand, in their order."""
        return self.proposal.positions

    @cached_property
    def outcome(self) -> Outcome:
        """What the positions amount to: a member who is not on file has promised nothing, and stops nothing either."""
        rule = self.proposal.body.rule
        if rule is None:
            return Outcome.UNKNOWN
        if passes(rule, votes_now(self.positions)):
            return Outcome.CARRIES
        if not passes(rule, votes_at_best(self.positions)):
            return Outcome.BLOCKED
        if passes(rule, votes_at_best(self.positions, open_too=False)):
            return Outcome.ON_CONDITIONS
        return Outcome.OPEN

    @cached_property
    def ways(self) -> Groups:
        """The smallest groups whose votes, added to those on file, carry; each can stand in for the others.

        Groups of members who are not plainly against go first; where none of these suffices, the objectors are in it.
        """
        rule = self.proposal.body.rule
        if rule is None or self.outcome is Outcome.CARRIES:
            return Groups((), True)
        needed = from_here(rule, votes_now(self.positions))
        if self.outcome is not Outcome.BLOCKED:
            firm = [number for number, position in enumerate(self.positions) if position.side is Side.AGAINST]
            needed = unmoved(needed, firm)
        return minimal_groups(needed, len(self.positions), limit=WAYS, steps=STEPS)

    @cached_property
    def stops(self) -> Groups:
        """The smallest groups that could still stop what carries; each can stand in for another."""
        rule = self.proposal.body.rule
        if rule is None or self.outcome is not Outcome.CARRIES:
            return Groups((), True)
        needed = stopped_from_here(rule, votes_now(self.positions))
        return minimal_groups(needed, len(self.positions), limit=WAYS, steps=STEPS)

    @property
    def missing(self) -> int | None:
        """How many votes are missing at least; ``None`` where no number of votes can be named."""
        if self.outcome is Outcome.CARRIES:
            return 0
        return len(self.ways.groups[0]) if self.ways.groups else None

    @cached_property
    def alone(self) -> tuple[Position, ...]:
        """The members whose single vote would turn it: to carried where it does not carry, to stopped where it does."""
        rule = self.proposal.body.rule
        if rule is None:
            return ()
        now = votes_now(self.positions)
        if self.outcome is not Outcome.CARRIES:
            return tuple(self.positions[number] for number in decisive_alone(rule, now))
        return tuple(self.positions[group[0]] for group in self.stops.groups if len(group) == 1)

    @property
    def held_up(self) -> bool:
        """Whether those who hang on a condition stop it as long as that is not met, whatever all others do."""
        rule = self.proposal.body.rule
        sides = {Side.AGAINST: -1, Side.HANGS: -1, Side.ABSTAINS: 0}
        return rule is not None and not passes(rule, tuple(sides.get(one.side, 1) for one in self.positions))

    @cached_property
    def single_changes(self) -> tuple[tuple[Lift, tuple[Position, ...]], ...]:
        """Each condition that, met by itself, carries it, with the members it would move."""
        rule = self.proposal.body.rule
        if rule is None or self.outcome is Outcome.CARRIES:
            return ()
        found: dict[tuple[str, str], tuple[Lift, list[int]]] = {}
        for number, position in enumerate(self.positions):
            for lift in position.lifts if position.side is Side.HANGS else ():
                found.setdefault(lift.same, (lift, []))[1].append(number)
        now = votes_now(self.positions)
        turning = []
        for lift, numbers in found.values():
            moved = tuple(1 if number in numbers else vote for number, vote in enumerate(now))
            if passes(rule, moved):
                turning.append((lift, tuple(self.positions[number] for number in numbers)))
        return tuple(turning)

    @cached_property
    def first_to_ask(self) -> tuple[tuple[Position, int, int], ...]:
        """Whom to persuade first: member, in how many of the smallest ways it is, of how many; in falling order."""
        smallest = self.ways.smallest if self.ways.groups and self.ways.settled else ()
        count = {number: sum(number in way for way in smallest) for number in range(len(self.positions))}
        ranked = sorted(
            (number for number in count if count[number]),
            key=lambda number: (-count[number], ORDER.index(self.positions[number].side), number),
        )
        return tuple((self.positions[number], count[number], len(smallest)) for number in ranked)


def passes(rule: Rule, votes: tuple[int, ...]) -> bool:
    """Tell whether a vote carries: 1 in favour, 0 abstaining, -1 against."""
    told = np.array(votes, np.int8)
    return bool(carried(rule, told == 1, told == -1))


def blocking_groups(rule: Rule, members: int) -> Groups:
    """Return the smallest groups that can stop anything in a body, whoever else is for it."""
    return minimal_groups(dual(two_choice(rule)), members)


def carrying_groups(rule: Rule, members: int) -> Groups:
    """Return the smallest groups that can carry anything in a body, whoever else is against it."""
    return minimal_groups(two_choice(rule), members, limit=1, steps=STEPS)
