"""Random supplies, and a slow and obvious answer to every question about them: all sets of measures, one by one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from typing import Any

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray

from pourparler.methods.sharing.supply import Chosen, Supply

Array = NDArray[np.float64]


def supply_of(
    worth: object, cost: object, budget: object, permitted: object, ability: object = None, **rules: Any
) -> Supply:
    """Return a supply of plain lists."""
    arrays: list[Any] = [worth, cost, budget, permitted, ability]
    return Supply(*arrays, **rules)


def subsets(count: int) -> Iterator[Chosen]:
    for bits in product([False, True], repeat=count):
        yield np.array(bits, dtype=bool)


def payable(supply: Supply, chosen: Chosen, budget: Array | None = None) -> bool:
    """Hall's condition, period by period: no set of measures costs more than all who may pay for any of it have."""
    have = supply.budget if budget is None else budget
    taken = np.flatnonzero(chosen)
    for period in range(supply.periods):
        for part in subsets(len(taken)):
            measures = taken[part]
            measures = measures[supply.cost[measures, period] > 0]
            payers = supply.permitted[:, measures].any(axis=1)
            if supply.cost[measures, period].sum() > have[payers, period].sum() + 1e-9:
                return False
    return True


def feasible(supply: Supply) -> list[Chosen]:
    return [chosen for chosen in subsets(supply.measures) if supply.obeys(chosen) and payable(supply, chosen)]


def largest_burden(supply: Supply, chosen: Chosen) -> float:
    """Halve the level at which everybody's limit of burden still carries the choice (one period)."""
    low, high = 0.0, float(supply.whole.sum() / supply.held_against.min()) + 1.0
    for _ in range(60):
        middle = (low + high) / 2
        most = np.minimum(supply.budget, middle * supply.held_against[:, None])
        low, high = (low, middle) if payable(supply, chosen, most) else (middle, high)
    return high


def best(supply: Supply) -> tuple[float, float, float] | None:
    """Return worth, largest burden and cost of the best plan (one period)."""
    fits = feasible(supply)
    if not fits:
        return None
    worth = max(float(supply.worth[chosen].sum()) for chosen in fits)
    tied = [chosen for chosen in fits if supply.worth[chosen].sum() > worth - 1e-9]
    burdens = [largest_burden(supply, chosen) for chosen in tied]
    lightest = [chosen for chosen, burden in zip(tied, burdens, strict=True) if burden < min(burdens) + 1e-6]
    return worth, min(burdens), min(float(supply.whole[chosen].sum()) for chosen in lightest)


def permute(supply: Supply, backers: Sequence[int], measures: Sequence[int]) -> Supply:
    """Return the same supply with backers and measures in another order."""
    place = {measure: number for number, measure in enumerate(measures)}
    return Supply(
        supply.worth[list(measures)],
        supply.cost[list(measures)],
        supply.budget[list(backers)],
        supply.permitted[np.ix_(backers, measures)],
        supply.held_against[list(backers)],
        tuple(tuple(place[m] for m in group) for group in supply.exclusions),
        tuple((place[m], tuple(place[n] for n in needed)) for m, needed in supply.prerequisites),
        tuple(place[m] for m in supply.required),
    )


@st.composite
def supplies(draw: st.DrawFn, periods: int = 1, required: bool = True, most: int = 5) -> Supply:
    measures, backers = draw(st.integers(1, most)), draw(st.integers(1, 4))

    def whole(low: int, high: int, *shape: int) -> Array:
        size = int(np.prod(shape))
        return np.array(draw(st.lists(st.integers(low, high), min_size=size, max_size=size)), float).reshape(shape)

    members = st.lists(st.integers(0, measures - 1), min_size=1, max_size=3)
    return Supply(
        worth=whole(0, 9, measures),
        cost=whole(0, 9, measures, periods),
        budget=whole(0, 12, backers, periods),
        permitted=whole(0, 2, backers, measures) > 0,
        ability=whole(1, 9, backers),
        exclusions=tuple(map(tuple, draw(st.lists(members, max_size=2)))),
        prerequisites=tuple(draw(st.lists(st.tuples(st.integers(0, measures - 1), members.map(tuple)), max_size=2))),
        required=tuple(draw(st.lists(st.integers(0, measures - 1), max_size=1))) if required else (),
    )
