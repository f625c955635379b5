"""Power indices of a rule, exactly: Shapley-Shubik, Banzhaf, and Coleman's three measures."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

from pourparler.methods.voting.counting import NEVER, Game, Table, game
from pourparler.methods.voting.rules import Rule


@dataclass(frozen=True, slots=True)
class Power:
    """How often each member decides, when all are present and vote in favour or against.

    Attributes
    ----------
    members : int
    winning : int
        How many of the ``2**members`` coalitions carry.
    swings : tuple of int
        For each member, how many coalitions of the others carry with it and not without it.
    shapley_shubik : tuple of Fraction
        The share of the orders of all members in which each turns the coalition of those before it into one that
        carries. They add to 1, unless nothing or everything carries.
    """

    members: int
    winning: int
    swings: tuple[int, ...]
    shapley_shubik: tuple[Fraction, ...]

    @property
    def penrose_banzhaf(self) -> tuple[Fraction, ...]:
        """The share of coalitions of the others in which each member decides."""
        return tuple(Fraction(swings, 2 ** (self.members - 1)) for swings in self.swings)

    @property
    def banzhaf(self) -> tuple[Fraction, ...]:
        """The swings of each as a share of all swings; 0 where there is none."""
        total = sum(self.swings) or 1
        return tuple(Fraction(swings, total) for swings in self.swings)

    @property
    def power_to_act(self) -> Fraction:
        """Coleman's power of the body to act: the share of coalitions that carry."""
        return Fraction(self.winning, 2**self.members)

    @property
    def power_to_prevent(self) -> tuple[Fraction, ...]:
        """Coleman's power of each to prevent: the share of carrying coalitions that would not carry without it."""
        return tuple(Fraction(swings, self.winning or 1) for swings in self.swings)

    @property
    def power_to_initiate(self) -> tuple[Fraction, ...]:
        """Coleman's power of each to initiate: the share of failing coalitions that would carry with it."""
        losing = 2**self.members - self.winning
        return tuple(Fraction(swings, losing or 1) for swings in self.swings)


def power(rule: Rule, members: int) -> Power:
    """Return the power indices of a rule.

    Parameters
    ----------
    rule : Rule
    members : int
        At least 1.

    Returns
    -------
    Power

    Raises
    ------
    TooLargeError
        When a rule joins so many different weights that coalitions cannot be counted.

    Notes
    -----
    Coalitions are counted by size and weight with generating functions [1]_ [2]_, all members added once and each kind
    of member taken out again, over one number or several at a time for joined rules [3]_. All counts are whole numbers
    of any size (see `pourparler.methods.voting.counting`). With weights that sum to W the cost is about n**2 sums of
    W * (n + 1) bits for each kind of member.

    .. [1] Mann, I. and Shapley, L. S. (1962), "Values of large games, VI: evaluating the Electoral College exactly",
       RAND RM-3158; after Cantor.
    .. [2] Brams, S. J. and Affuso, P. J. (1976), "Power and size: a new paradox", Theory and Decision 7.
    .. [3] Algaba, E., Bilbao, J. M., Fernandez Garcia, J. R. and Lopez, J. J. (2003), "Computing power indices in
       weighted multiple majority games", Mathematical Social Sciences 46. The measures of collectivity are those of
       Coleman, J. S. (1971), "Control of collectivities and the power of a collectivity to act".

    Examples
    --------
    >>> from pourparler.methods.voting.rules import Threshold
    >>> found = power(Threshold((4, 4, 4, 2, 2, 1), 12), 6)
    >>> [str(index) for index in found.shapley_shubik], found.swings
    (['7/30', '7/30', '7/30', '3/20', '3/20', '0'], (10, 10, 10, 6, 6, 0))
    """
    prepared = game(rule, members)
    table = prepared.table()
    decided = {kind: _swings_by_size(prepared, table, kind) for kind in dict.fromkeys(prepared.kinds)}
    orders = [math.factorial(size) * math.factorial(members - 1 - size) for size in range(members)]
    whole = math.factorial(members)
    index = {
        kind: Fraction(sum(count * each for count, each in zip(by_size, orders, strict=True)), whole)
        for kind, by_size in decided.items()
    }
    return Power(
        members,
        _winning(prepared, table),
        tuple(sum(decided[kind]) for kind in prepared.kinds),
        tuple(index[kind] for kind in prepared.kinds),
    )


def winning_by_size(rule: Rule, members: int) -> tuple[int, ...]:
    """Return how many coalitions of each size, 0 to all members, carry.

    Examples
    --------
    >>> from pourparler.methods.voting.rules import Threshold
    >>> winning_by_size(Threshold((4, 4, 4, 2, 2, 1), 12), 6)
    (0, 0, 0, 1, 6, 6, 1)
    """
    prepared = game(rule, members)
    return tuple(_winning_of(prepared, counts, size) for size, counts in enumerate(prepared.table()))


def _winning(prepared: Game, table: Table) -> int:
    return sum(_winning_of(prepared, counts, size) for size, counts in enumerate(table))


def _winning_of(prepared: Game, counts: dict[tuple[int, ...], int], size: int) -> int:
    total = 0
    for outer, packed in counts.items():
        least = prepared.least(size, outer)
        if least != NEVER:
            total += prepared.counted(packed, least)
    return total


def _swings_by_size(prepared: Game, table: Table, member: int) -> list[int]:
    """Count, by size, the coalitions of the others that the member turns into carrying ones."""
    weight, step = prepared.widest(member), prepared.others(member)
    swings = [0] * prepared.members
    for size, counts in prepared.without(table, member).items():
        found = 0
        for outer, packed in counts.items():
            joined = tuple(a + b for a, b in zip(outer, step, strict=True))
            enough = prepared.least(size + 1, joined)
            alone = prepared.least(size, outer)
            low = max(0, enough - weight)
            if enough != NEVER and (alone == NEVER or low < alone):
                found += prepared.counted(packed, low, None if alone == NEVER else alone)
        swings[size] = found
    return swings
