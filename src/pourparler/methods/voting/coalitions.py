"""Groups that decide: the smallest that carry, the smallest that block, and who can stand in for whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from pourparler.methods.voting.counting import game
from pourparler.methods.voting.rules import Rule, from_here, met, thresholds, two_choice, unmoved

LIMIT = 1000
"""How many groups are listed unless asked otherwise."""
STEPS = 200_000
"""How many partial groups are looked at before the search says that its list is not complete."""


@dataclass(frozen=True, slots=True)
class Groups:
    """Minimal groups: each carries, and none of its members can be left out.

    Attributes
    ----------
    groups : tuple of tuple of int
        Members in rising order; smaller groups first, then by number.
    complete : bool
        Whether these are all of them.
    """

    groups: tuple[tuple[int, ...], ...]
    complete: bool

    @property
    def settled(self) -> bool:
        """Whether these are all of the smallest size."""
        return self.complete or len(self.smallest) < len(self.groups)

    @property
    def smallest(self) -> tuple[tuple[int, ...], ...]:
        """The groups of the smallest size."""
        return tuple(group for group in self.groups if len(group) == len(self.groups[0]))


def minimal_groups(
    rule: Rule, members: int, limit: int = LIMIT, steps: int = STEPS, largest: int | None = None
) -> Groups:
    """Return the minimal groups that carry, the smallest first.

    Parameters
    ----------
    rule : Rule
        Of two choices (`two_choice`, its `dual` for groups that block, or `from_here` for what is still needed).
        Members that weigh nothing in it are in no group.
    members : int
    limit, steps : int
        The list ends here, and says that it is not complete.
    largest : int, optional
        Look at no groups of more members than this; the list is then complete up to that size.

    Returns
    -------
    Groups
        With an empty group where the rule carries without anybody.

    Notes
    -----
    Depth first by size, over the members in falling order of weight. A branch is left when even the heaviest of the
    members that are left could not carry it, and when it carries already: what follows is not minimal.

    Examples
    --------
    >>> from pourparler.methods.voting.rules import Threshold
    >>> minimal_groups(Threshold((4, 2, 1), 5), 3).groups
    ((0, 1), (0, 2))
    """
    search = _Search(two_choice(rule), members, steps)
    found: list[tuple[int, ...]] = []
    complete = True
    size = 0
    while size <= (len(search.order) if largest is None else min(largest, len(search.order))):
        for group in search.of_size(size):
            if len(found) == limit:
                complete = False
                break
            found.append(tuple(sorted(group)))
        if search.steps <= 0 or not complete or found == [()]:
            break
        if size == 1 and found:
            # Who carries alone is in no larger minimal group.
            search = _Search(unmoved(search.rule, (group[0] for group in found)), members, search.steps)
        size += 1
    found.sort(key=lambda group: (len(group), group))
    return Groups(tuple(found), complete and search.steps > 0)


class _Search:
    """Depth-first search for minimal groups of one size at a time."""

    def __init__(self, rule: Rule, members: int, steps: int) -> None:
        tests = list(thresholds(rule))
        self.steps = steps
        self.rule = rule
        self.nothing = (0,) * len(tests)
        scale = [sum(test.favour) or 1 for test in tests]
        weight = [
            sum(test.favour[member] / whole for test, whole in zip(tests, scale, strict=True))
            for member in range(members)
        ]
        self.order = [
            member
            for member in sorted(range(members), key=lambda member: (-weight[member], member))
            if any(test.favour[member] for test in tests)
        ]
        self.weights = [tuple(test.favour[member] for test in tests) for member in self.order]
        # best[place][test][k]: the most that k members from this place on can add to a test.
        self.best = [
            [
                tuple(accumulate(sorted((each[test] for each in self.weights[place:]), reverse=True), initial=0))
                for test in range(len(tests))
            ]
            for place in range(len(self.order) + 1)
        ]

    def of_size(self, size: int) -> Iterator[tuple[int, ...]]:
        """Yield the minimal groups with this many members."""
        if met(self.rule, self.nothing):
            if size == 0:
                yield ()
            return
        group: list[int] = []
        trail = [self.nothing]
        place = 0
        while self.steps > 0:
            if self._reaches(trail[-1], place, size - len(group)):
                self.steps -= 1
                group.append(place)
                trail.append(tuple(now + more for now, more in zip(trail[-1], self.weights[place], strict=True)))
                place += 1
                carries = met(self.rule, trail[-1])
                if carries and len(group) == size and self._minimal(group, trail[-1]):
                    yield tuple(self.order[chosen] for chosen in group)
                if not carries and len(group) < size:
                    continue
            if not group:
                return
            place = group.pop() + 1
            trail.pop()

    def _reaches(self, sums: tuple[int, ...], place: int, left: int) -> bool:
        """Tell whether a number of members from this place on could still carry."""
        if left == 0 or left > len(self.order) - place:
            return False
        return met(self.rule, (now + best[left] for now, best in zip(sums, self.best[place], strict=True)))

    def _minimal(self, group: Sequence[int], sums: tuple[int, ...]) -> bool:
        return not any(
            met(self.rule, (now - less for now, less in zip(sums, self.weights[chosen], strict=True)))
            for chosen in group
        )


def interchangeable(rule: Rule, members: int) -> tuple[tuple[int, ...], ...]:
    """Return the groups of members that the rule treats alike: each can stand in for the others.

    Examples
    --------
    >>> from pourparler.methods.voting.rules import Threshold
    >>> interchangeable(Threshold((4, 2, 2), 5), 3)
    ((0,), (1, 2))
    """
    kinds = game(rule, members).kinds
    return tuple(tuple(member for member in range(members) if kinds[member] == kind) for kind in dict.fromkeys(kinds))


def decisive_alone(rule: Rule, votes: Sequence[int]) -> tuple[int, ...]:
    """Return the members whose move to favour, alone, carries a vote that does not carry now.

    Parameters
    ----------
    rule : Rule
    votes : sequence of int, length (members,)
        1 in favour, 0 abstaining, -1 against.

    Examples
    --------
    >>> from pourparler.methods.voting.rules import Threshold
    >>> decisive_alone(Threshold((4, 2, 1), 6), (1, -1, -1))
    (1,)
    """
    groups = minimal_groups(from_here(rule, votes), len(votes), largest=1).groups
    return tuple(member for group in groups for member in group)
