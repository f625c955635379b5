"""Counting coalitions by their size and weights, exactly, whatever the number of members.

The generating function of the coalitions of a size is kept as one whole number: the coefficient of ``x**w``, the number
of coalitions of weight ``w``, stands in its digit ``w`` in base ``2**(members + 1)`` (Kronecker substitution). A member
of weight ``w`` is added by a shift and a sum, and taken out again by a shift and a difference: no count can overflow,
and none is rounded.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from pourparler.methods.voting.rules import AllOf, Rule, Threshold, thresholds, two_choice

Outer = tuple[int, ...]
Table = list[dict[Outer, int]]
"""For each size, and each combination of sums but the widest, the packed counts by the widest sum."""
NEVER = -1
"""In place of a least sum: no sum suffices."""
BITS = 2**32
"""Tables of more bits than this are refused: half a gigabyte."""


class TooLargeError(ValueError):
    """There are too many different sums of weights to count coalitions exactly."""


@dataclass(frozen=True, slots=True)
class Sum:
    """One test of a simplified rule: the sum of a dimension reaches a quota."""

    dimension: int
    """-1 for the number of members, 0 for the widest sum, 1 and more for the others."""
    quota: int


Formula = Sum | tuple[str, tuple["Formula", ...]]


@dataclass(frozen=True)
class Game:
    """A rule of two choices, made ready for counting.

    Parameters
    ----------
    members : int
    weights : tuple of tuple of int
        For each dimension the weights of the members, the dimension with the largest sum first; the number of members
        needs none.
    formula : Formula
    """

    members: int
    weights: tuple[tuple[int, ...], ...]
    formula: Formula

    @property
    def slot(self) -> int:
        """Bits for a count: one more than any count needs."""
        return self.members + 1

    def widest(self, member: int) -> int:
        """Return the weight of a member in the widest dimension."""
        return self.weights[0][member] if self.weights else 0

    def others(self, member: int) -> Outer:
        """Return the weights of a member in the other dimensions."""
        return tuple(weights[member] for weights in self.weights[1:])

    @cached_property
    def kinds(self) -> tuple[int, ...]:
        """For each member the first with the same weights: those two can stand in for one another."""
        first: dict[tuple[int, ...], int] = {}
        keys = [tuple(weights[member] for weights in self.weights) for member in range(self.members)]
        return tuple(first.setdefault(key, member) for member, key in enumerate(keys))

    def least(self, size: int, outer: Outer) -> int:
        """Return the least sum of the widest dimension with which a coalition carries; `NEVER` when none does."""
        return _least(self.formula, size, outer)

    def table(self) -> Table:
        """Count all coalitions.

        Raises
        ------
        TooLargeError
            When the table would be larger than memory allows.
        """
        table: Table = [{(0,) * max(0, len(self.weights) - 1): 1}]
        table += [{} for _ in range(self.members)]
        width = (1 + sum(self.weights[0]) if self.weights else 1) * self.slot
        for member in range(self.members):
            shift, step = self.widest(member) * self.slot, self.others(member)
            for size in range(member, -1, -1):
                larger = table[size + 1]
                for outer, counts in table[size].items():
                    key = _plus(outer, step)
                    larger[key] = larger.get(key, 0) + (counts << shift)
            if width * sum(map(len, table)) > BITS:
                raise TooLargeError("too many different sums of weights to count coalitions exactly")
        return table

    @cached_property
    def swinging(self) -> range:
        """The sizes of coalitions that a further member can turn into carrying ones."""
        nothing = (0,) * max(0, len(self.weights) - 1)
        everything = tuple(sum(weights) for weights in self.weights[1:])
        sizes = [
            size
            for size in range(self.members)
            if self.least(size + 1, everything) != NEVER and self.least(size, nothing) != 0
        ]
        return range(sizes[0], sizes[-1] + 1) if sizes else range(0)

    def without(self, table: Table, member: int) -> dict[int, dict[Outer, int]]:
        """Return the table of the coalitions of all members but one, for the sizes that can swing.

        ``P_k = Q_k + x**w Q_(k-1)`` is solved from the smallest size up or from the largest down, whichever is nearer.
        """
        sizes = self.swinging
        if not sizes:
            return {}
        shift, step = self.widest(member) * self.slot, self.others(member)
        if sizes[-1] <= self.members - 1 - sizes[0]:
            rest = {0: dict(table[0])}
            for size in range(1, sizes[-1] + 1):
                taken = {_plus(outer, step): counts << shift for outer, counts in rest[size - 1].items()}
                rest[size] = _less(table[size], taken)
        else:
            rest = {}
            above: dict[Outer, int] = {}
            for size in range(self.members - 1, sizes[0] - 1, -1):
                left = _less(table[size + 1], above)
                above = {_minus(outer, step): counts >> shift for outer, counts in left.items()}
                rest[size] = above
        return {size: rest[size] for size in sizes}

    def counted(self, packed: int, low: int, high: int | None = None) -> int:
        """Return how many coalitions have a widest sum of at least ``low``, and below ``high``.

        The digits are added by casting out: a number and the sum of its digits are equal modulo the base less one.
        """
        part = packed >> (low * self.slot)
        if high is not None:
            part &= (1 << ((high - low) * self.slot)) - 1
        return part % ((1 << self.slot) - 1)


def game(rule: Rule, members: int) -> Game:
    """Make a rule ready for counting: all present, in favour or against.

    Parameters
    ----------
    rule : Rule
    members : int

    Examples
    --------
    >>> prepared = game(Threshold((4, 2, 2), 4), 3)
    >>> prepared.weights, prepared.formula
    (((2, 1, 1),), Sum(dimension=0, quota=2))
    """
    plain = two_choice(rule)
    found: dict[tuple[int, ...], None] = {}
    for test in thresholds(plain):
        weights, _ = _reduced(test)
        if len(set(weights)) > 1:
            found[weights] = None
    dimensions = tuple(sorted(found, key=lambda weights: (-sum(weights), weights)))
    return Game(members, dimensions, _formula(plain, dimensions))


def _reduced(test: Threshold) -> tuple[tuple[int, ...], int]:
    """Divide weights and quota by what the weights have in common."""
    common = math.gcd(*test.favour)
    if common == 0:
        return test.favour, test.quota
    return tuple(weight // common for weight in test.favour), -(-test.quota // common)


def _formula(rule: Rule, dimensions: Sequence[tuple[int, ...]]) -> Formula:
    if isinstance(rule, Threshold):
        weights, quota = _reduced(rule)
        if quota <= 0:
            return ("all", ())
        if quota > sum(weights):
            return ("any", ())
        return Sum(dimensions.index(weights) if len(set(weights)) > 1 else -1, quota)
    parts = tuple(_formula(part, dimensions) for part in rule.of)
    return ("all" if isinstance(rule, AllOf) else "any", parts)


def _least(formula: Formula, size: int, outer: Outer) -> int:
    if isinstance(formula, Sum):
        if formula.dimension == 0:
            return formula.quota
        reached = size if formula.dimension < 0 else outer[formula.dimension - 1]
        return 0 if reached >= formula.quota else NEVER
    joined, parts = formula
    least = [_least(part, size, outer) for part in parts]
    if joined == "all":
        return NEVER if NEVER in least else max(least, default=0)
    return min((found for found in least if found != NEVER), default=NEVER)


def _less(counts: Mapping[Outer, int], taken: Mapping[Outer, int]) -> dict[Outer, int]:
    left = {outer: packed - taken.get(outer, 0) for outer, packed in counts.items()}
    return {outer: packed for outer, packed in left.items() if packed}


def _minus(one: Outer, other: Outer) -> Outer:
    return tuple(a - b for a, b in zip(one, other, strict=True))


def _plus(one: Outer, other: Outer) -> Outer:
    return tuple(a + b for a, b in zip(one, other, strict=True))
