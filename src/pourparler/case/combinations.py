"""Options that cannot be combined as a case says: cycles of prerequisites, and rules that rule each other out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pourparler.case.model import Case
from pourparler.case.paths import Location


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with an exclusion or a prerequisite."""

    code: str
    location: Location
    found: str
    todo: str


def combination_faults(case: Case) -> Iterator[Fault]:
    """Yield what is wrong with the exclusions, prerequisites and linkages of a case.

    Examples
    --------
    >>> case = Case.model_validate({"prerequisites": [
    ...     {"option": "a.yes", "needs": "b.yes"}, {"option": "b.yes", "needs": "a.yes"}]})
    >>> [fault.found for fault in combination_faults(case)]
    ['prerequisites in a circle: a.yes needs b.yes needs a.yes']
    """
    needs = direct_needs(case)
    yield from _circles(case, needs)
    yield from _same_issue(case)
    yield from _impossible(case, needs)


def direct_needs(case: Case) -> dict[str, tuple[str, ...]]:
    """Return, for each option with prerequisites, the options it needs, in the order of the file."""
    found: dict[str, tuple[str, ...]] = {}
    for entry in case.prerequisites:
        found[entry.option] = (*found.get(entry.option, ()), *entry.needs)
    return found


def all_needs(option: str, needs: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return everything an option needs, what its prerequisites need included, nearest first.

    Examples
    --------
    >>> all_needs("a.x", {"a.x": ("b.x",), "b.x": ("c.x",)})
    ('b.x', 'c.x')
    """
    found: list[str] = []
    waiting = list(needs.get(option, ()))
    while waiting:
        following = waiting.pop(0)
        if following not in found:
            found.append(following)
            waiting.extend(needs.get(following, ()))
    return tuple(found)


def _circles(case: Case, needs: Mapping[str, tuple[str, ...]]) -> Iterator[Fault]:
    """Yield each circle once, at the prerequisite it starts from in the file."""
    told: set[frozenset[str]] = set()
    for index, entry in enumerate(case.prerequisites):
        circle = _circle(entry.option, needs)
        if circle and frozenset(circle) not in told:
            told.add(frozenset(circle))
            chain = " needs ".join((*circle, circle[0]))
            yield Fault("C131", ("prerequisites", index), f"prerequisites in a circle: {chain}", "take one of them out")


def _circle(start: str, needs: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return the shortest chain of needs that leads back to where it started; empty when there is none."""
    chains: list[tuple[str, ...]] = [(start,)]
    seen: set[str] = set()
    while chains:
        chain = chains.pop(0)
        for following in needs.get(chain[-1], ()):
            if following == start:
                return chain
            if following not in seen:
                seen.add(following)
                chains.append((*chain, following))
    return ()


def _same_issue(case: Case) -> Iterator[Fault]:
    """Yield entries that speak of two options of one issue, of which a package never has both."""
    for name, index, options in (
        *(("exclusions", number, entry.options) for number, entry in enumerate(case.exclusions)),
        *(("linkages", number, entry.options) for number, entry in enumerate(case.linkages)),
    ):
        pair = _shared_issue(options)
        if pair:
            found = f"{pair[0]} and {pair[1]}, two options of one issue: a package has only one of them anyway"
            yield Fault("C133", (name, index, "options"), found, "take one of them out")


def _shared_issue(options: tuple[str, ...]) -> tuple[str, str] | None:
    first: dict[str, str] = {}
    for option in options:
        other = first.setdefault(option.partition(".")[0], option)
        if other != option or options.count(option) > 1:
            return other, option
    return None


def _impossible(case: Case, needs: Mapping[str, tuple[str, ...]]) -> Iterator[Fault]:
    """Yield options that no package can have, because what they need is excluded or belongs to the same issue."""
    for index, entry in enumerate(case.prerequisites):
        bundle = (entry.option, *all_needs(entry.option, needs))
        if entry.option in bundle[1:]:
            continue
        pair = _shared_issue(bundle)
        if pair:
            found = f"{entry.option}, which needs {pair[0]} and {pair[1]} of one issue at once"
            yield Fault("C132", ("prerequisites", index), found, "take one of the prerequisites out")
            continue
        for exclusion in case.exclusions:
            if set(exclusion.options) <= set(bundle):
                found = f"{entry.option}, which needs {', '.join(bundle[1:])} and is excluded together with it"
                todo = f"take out this prerequisite or the exclusion of {', '.join(exclusion.options)}"
                yield Fault("C132", ("prerequisites", index), found, todo)
                break
