"""Why no package can stand: a smallest set of exclusions and prerequisites that cannot all hold."""

from __future__ import annotations

from pourparler.methods.packages.space import Space


def smallest_contradiction(space: Space) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return a smallest set of constraints that no package obeys.

    Returns
    -------
    exclusions, prerequisites : tuple of int
        Positions in ``space.exclusions`` and ``space.prerequisites``. Of several smallest sets, the first in order of
        positions (exclusions before prerequisites). Both are empty when some package can stand.

    Notes
    -----
    A set of constraints is contradictory exactly when it holds, for every package, one that the package breaks. So a
    smallest one is a smallest hitting set, found by implicit hitting sets [1]_: take a smallest set that hits all
    packages seen so far; if a package obeys it, add what this package breaks; if none does, it is the answer.

    .. [1] Ignatiev, A., Previti, A., Liffiton, M. and Marques-Silva, J. (2015), "Smallest MUS extraction with minimal
       hitting set dualization", CP 2015, algorithm 1.

    Examples
    --------
    >>> smallest_contradiction(Space((2, 2), exclusions=((0, 2), (0,), (1,))))
    ((1, 2), ())
    >>> smallest_contradiction(Space((1, 2), prerequisites=((0, 1), (0, 2))))
    ((), (0, 1))
    """
    constraints: list[tuple[bool, tuple[int, ...]]] = [(True, options) for options in space.exclusions]
    constraints += [(False, pair) for pair in space.prerequisites]
    broken: list[frozenset[int]] = []
    while True:
        chosen = _smallest_hitting(broken)
        package = _package_obeying(space, [constraints[number] for number in chosen])
        if package is None:
            exclusions = tuple(number for number in chosen if number < len(space.exclusions))
            prerequisites = tuple(number - len(space.exclusions) for number in chosen if number not in exclusions)
            return exclusions, prerequisites
        breaks = frozenset(number for number, kind in enumerate(constraints) if not _obeys(package, kind))
        if not breaks:
            return (), ()
        broken.append(breaks)


def _obeys(package: frozenset[int], constraint: tuple[bool, tuple[int, ...]]) -> bool:
    excludes, options = constraint
    if excludes:
        return not package.issuperset(options)
    return options[0] not in package or options[1] in package


def _smallest_hitting(sets: list[frozenset[int]]) -> tuple[int, ...]:
    """Return the first, in order, of the smallest sets that meet each of these."""
    size = 0
    while True:
        found = _hitting(sets, size)
        if found is not None:
            return found
        size += 1


def _hitting(sets: list[frozenset[int]], size: int) -> tuple[int, ...] | None:
    if not sets:
        return ()
    if size == 0:
        return None
    best: tuple[int, ...] | None = None
    shortest = min(range(len(sets)), key=lambda place: len(sets[place]))
    for number in sorted(sets[shortest]):
        rest = _hitting([one for one in sets if number not in one], size - 1)
        if rest is not None:
            found = tuple(sorted({number, *rest}))
            best = found if best is None or found < best else best
    return best


def _package_obeying(space: Space, constraints: list[tuple[bool, tuple[int, ...]]]) -> frozenset[int] | None:
    """Return a package that obeys these constraints, by depth-first search over the issues they touch."""
    offsets = space.offsets.tolist()
    touched = sorted({space.issue_of(option) for _, options in constraints for option in options})
    last = {issue: place for place, issue in enumerate(touched)}
    due: list[list[tuple[bool, tuple[int, ...]]]] = [[] for _ in touched]
    for constraint in constraints:
        due[max(last[space.issue_of(option)] for option in constraint[1])].append(constraint)

    def search(place: int, chosen: frozenset[int]) -> frozenset[int] | None:
        if place == len(touched):
            return chosen
        for option in range(offsets[touched[place]], offsets[touched[place] + 1]):
            longer = chosen | {option}
            if all(_obeys(longer, constraint) for constraint in due[place]):
                found = search(place + 1, longer)
                if found is not None:
                    return found
        return None

    partial = search(0, frozenset())
    if partial is None:
        return None
    rest = (offsets[issue] for issue in range(space.issues) if issue not in last)
    return partial | frozenset(rest)
