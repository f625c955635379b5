"""Draws of every uncertain value of a case."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from pourparler.case.model import Case
from pourparler.case.paths import judgements
from pourparler.case.ranges import Range, Shape
from pourparler.methods.draws import (
    correlated_uniforms,
    discrete_quantile,
    normal_correlation,
    pert_quantile,
    shares_of_the_whole,
    uniform_quantile,
    uniforms,
)

Array = NDArray[np.float64]
DRAWS = 1000
"""How many draws an analysis takes unless asked otherwise."""
SEED = 1
"""Where the draws start from unless asked otherwise."""


@dataclass(frozen=True)
class Draws(Mapping[str, Array]):
    """The draws of a case: an array for the path of every number that is on file.

    A number that is missing has no path here: nothing stands in for it. Weights (``views.<party>.<issue>.weight``) are
    normalised within each draw over those that are on file for the party; `as_typed` has them as they were typed.

    Parameters
    ----------
    seed : int
    draws : int
    arrays : mapping of path to array, shape (draws,)
        In order of path.
    as_typed : mapping of path to array, shape (draws,)
        Before the weights are normalised.

    Examples
    --------
    >>> case = Case.model_validate({"parties": [{"id": "norland", "no_deal": "20..35"}, {"id": "varania"}]})
    >>> drawn = draws_of(case, seed=7)
    >>> list(drawn), drawn["parties.norland.no_deal.value"].shape
    (['parties.norland.no_deal.value'], (1000,))
    """

    seed: int
    draws: int
    arrays: Mapping[str, Array] = field(repr=False)
    as_typed: Mapping[str, Array] = field(repr=False)

    def __getitem__(self, path: str) -> Array:
        return self.arrays[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self.arrays)

    def __len__(self) -> int:
        return len(self.arrays)


def draws_of(case: Case, seed: int, draws: int = DRAWS) -> Draws:
    """Draw every number of a case.

    Parameters
    ----------
    case : Case
    seed : int
        0 or more.
    draws : int
        At least 1.

    Returns
    -------
    Draws
        In order of path. The draws of a value follow from the seed, its path and its own range (and those it is
        correlated with): not from order, names, or what else is in the case.

    Raises
    ------
    ValueError
        When ``draws`` is below 1, or values cannot be correlated as the case says.
    """
    if draws < 1:
        raise ValueError(f"at least one draw is needed, not {draws}")
    ranges = ranges_of(case)
    shares = {path: uniforms(seed, path, draws) for path, value in ranges.items() if value.shape is not Shape.POINT}
    for paths, matrix in correlation_groups(case):
        together = [path for path in paths if path in shares]
        if len(together) > 1:
            kept = [paths.index(path) for path in together]
            mixed = correlated_uniforms(np.array([shares[path] for path in together]), matrix[np.ix_(kept, kept)])
            shares.update(zip(together, mixed, strict=True))
    typed = {path: quantiles(value, shares.get(path), draws) for path, value in ranges.items()}
    values = dict(typed)
    for paths in weight_groups(case):
        values.update(zip(paths, shares_of_the_whole(np.array([typed[path] for path in paths])), strict=True))
    for array in (*typed.values(), *values.values()):
        array.flags.writeable = False
    return Draws(seed, draws, values, typed)


def ranges_of(case: Case) -> dict[str, Range]:
    """Return every number of a case by its path, in order of path.

    Examples
    --------
    >>> case = Case.model_validate({"parties": [{"id": "norland", "no_deal": "20..35"}]})
    >>> {path: str(value) for path, value in ranges_of(case).items()}
    {'parties.norland.no_deal.value': '20..35'}
    """
    found = {path: judgement.value for path, judgement in judgements(case) if isinstance(judgement.value, Range)}
    return dict(sorted(found.items()))


def quantiles(value: Range, shares: Array | None, draws: int) -> Array:
    """Return the values of a range at uniform numbers.

    Parameters
    ----------
    value : Range
    shares : array, shape (draws,), or None
        Not needed for a point.
    draws : int
    """
    if shares is None:
        return np.full(draws, value.numbers[0])
    match value.shape:
        case Shape.UNIFORM:
            return uniform_quantile(shares, value.low, value.high)
        case Shape.PERT:
            low, likely, high = value.numbers
            return pert_quantile(shares, low, likely, high)
        case Shape.DISCRETE:
            return discrete_quantile(shares, value.numbers, value.chances)
        case Shape.POINT:
            return np.full(draws, value.numbers[0])


def weight_groups(case: Case) -> list[list[str]]:
    """Return the paths of the weights on file, a list for each party, in order of path."""
    groups: dict[str, list[str]] = {}
    for view in case.views:
        if view.weight is not None:
            groups.setdefault(view.party, []).append(f"views.{view.party}.{view.issue}.weight")
    return [sorted(groups[party]) for party in sorted(groups)]


def correlation_groups(case: Case) -> list[tuple[list[str], Array]]:
    """Return the values that depend on each other: sorted paths, and their matrix of rank correlations.

    Values that no correlation links to each other, even by others between them, are in different groups. Two values of
    a group that are not named together have correlation 0.

    Raises
    ------
    ValueError
        When a group cannot be correlated as the case says.
    """
    linked: dict[str, set[str]] = {}
    pairs: dict[tuple[str, str], float] = {}
    for entry in case.correlations:
        for path in entry.between:
            linked.setdefault(path, set()).update(entry.between)
            pairs.update({(path, other): entry.value for other in entry.between if other != path})
    groups: list[tuple[list[str], Array]] = []
    waiting = sorted(linked, reverse=True)
    seen: set[str] = set()
    while waiting:
        start = waiting.pop()
        if start in seen:
            continue
        members = _reached(start, linked)
        seen |= members
        paths = sorted(members)
        matrix = np.array([[1.0 if a == b else pairs.get((a, b), 0.0) for b in paths] for a in paths])
        normal_correlation(matrix)
        groups.append((paths, matrix))
    return groups


def _reached(start: str, linked: Mapping[str, set[str]]) -> set[str]:
    found, waiting = {start}, [start]
    while waiting:
        for following in sorted(linked[waiting.pop()] - found):
            found.add(following)
            waiting.append(following)
    return found
