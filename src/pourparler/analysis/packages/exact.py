"""Every combination of the judged values, where all of them are points or discrete and the combinations are few."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np

from pourparler.analysis.packages.arrays import Arrays
from pourparler.analysis.packages.turning import value_ranges
from pourparler.case.ranges import Range, Shape
from pourparler.case.sampling import Draws, draws_of

FINEST = 1000
"""Chances are taken as exact when they are fractions with a denominator up to this."""


def enumerated(arrays: Arrays) -> Arrays | None:
    """Return the case with every combination of its values in place of its draws; ``None`` where that cannot be.

    Each combination stands as often as its chance says, so that a count over all is a probability and no estimate. It
    cannot be when a value is a range without gaps, when two of the values are correlated, or when more combinations
    would be needed than there are draws. Costs keep their draws.

    Examples
    --------
    >>> from pourparler.case.model import Case
    >>> case = Case.model_validate({
    ...     "parties": [{"id": "norland", "roles": "principal", "no_deal": {30: 0.2, 60: 0.8}}],
    ...     "issues": [{"id": "aid", "options": [{"id": "more"}]}],
    ...     "views": [{"party": "norland", "issue": "aid", "weight": 5, "values": {"more": 50}}],
    ... })
    >>> found = enumerated(Arrays(case, draws_of(case, seed=1)))
    >>> found.draws, found.reservation[:, 0].tolist()
    (5, [30.0, 60.0, 60.0, 60.0, 60.0])
    """
    ranges = value_ranges(arrays)
    if any(f"parties.{party}.no_deal.value" not in ranges for party in arrays.known):
        # What the dispute gives without agreement hangs on more than the values of packages.
        return None
    if arrays.bargaining is not None:
        ranges |= {path: value for path, value in arrays.ranges.items() if path in arrays.bargaining_paths}
    correlated = {path for entry in arrays.case.correlations for path in entry.between}
    columns = {path: _values(value) for path, value in ranges.items()}
    if any(column is None for column in columns.values()) or len(correlated & set(ranges)) > 1:
        return None
    sizes = {path: len(column) for path, column in columns.items() if column is not None}
    count = math.prod(sizes.values())
    if count > arrays.draws:
        return None
    rest = draws_of(arrays.case, arrays.drawn.seed, count)
    told = {}
    repeat = count
    for path, column in columns.items():
        repeat //= sizes[path]
        told[path] = np.tile(np.repeat(np.asarray(column, dtype=np.float64), repeat), count // (repeat * sizes[path]))
    drawn = Draws(rest.seed, count, {**rest.arrays, **told}, {**rest.as_typed, **told})
    return Arrays(arrays.case, drawn, exact=True, priced=arrays.drawn)


def _values(value: Range) -> list[float] | None:
    """Return the values of a range, each as often as its chance says; ``None`` for a range without gaps."""
    if value.shape is Shape.POINT:
        return [value.numbers[0]]
    if value.shape is not Shape.DISCRETE:
        return None
    chances = [Fraction(chance).limit_denominator(FINEST) for chance in value.chances]
    if any(abs(float(fraction) - chance) > 1e-12 for fraction, chance in zip(chances, value.chances, strict=True)):
        return None
    whole = math.lcm(*(chance.denominator for chance in chances))
    return [number for number, chance in zip(value.numbers, chances, strict=True) for _ in range(int(chance * whole))]
