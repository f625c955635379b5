"""The least movement of limits with which wanted measures fit, against enumeration and by hand."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pourparler.methods.sharing.fitting import fitting
from pourparler.methods.sharing.supply import Chosen, Supply
from tests.methods.sharing.supplies import payable, subsets, supplies, supply_of


def choices(supply: Supply, wanted: list[int]) -> list[Chosen]:
    return [chosen for chosen in subsets(supply.measures) if supply.obeys(chosen) and chosen[wanted].all()]


def shortfall(supply: Supply, chosen: Chosen) -> float:
    """What is missing in the worst group of measures (one period); infinite where somebody must be permitted first."""
    taken, worst = np.flatnonzero(chosen), 0.0
    for part in subsets(len(taken)):
        payers = supply.permitted[:, taken[part]].any(axis=1)
        missing = float(supply.whole[taken[part]].sum() - supply.budget[payers, 0].sum())
        if missing > 0 and not payers.any():
            return np.inf
        worst = max(worst, missing)
    return worst


@given(supplies(required=False, most=4), st.data())
@settings(deadline=None, max_examples=120)
def test_against_enumeration(supply: Supply, data: st.DataObject) -> None:
    wanted = data.draw(st.lists(st.integers(0, supply.measures - 1), max_size=3))
    found = fitting(supply, wanted)
    if found.exclusions or found.prerequisites:
        assert not choices(supply, wanted)
        return
    allowed = choices(supply, wanted)
    assert found.fits == any(payable(supply, chosen) for chosen in allowed)
    least = min(shortfall(supply, chosen) for chosen in allowed)
    assert (np.inf if found.money is None else found.money) == pytest.approx(least, abs=1e-4)
    gaps = np.argwhere(~supply.permitted)
    fewest = next(
        (count for count in range(len(gaps) + 1) if any(_enough(supply, allowed, gaps[list(some)])
         for some in combinations(range(len(gaps)), count))), None,
    )  # fmt: skip
    assert found.permissions == fewest
    singles = tuple((int(b), int(m)) for b, m in gaps if _enough(supply, allowed, np.array([[b, m]])))
    assert found.permission_alone == (singles if fewest == 1 else ())


def _enough(supply: Supply, allowed: list[Chosen], given: np.ndarray[tuple[int, ...], np.dtype[np.int64]]) -> bool:
    permitted = np.array(supply.permitted)
    for backer, measure in given:
        permitted[backer, measure] = True
    opened = Supply(supply.worth, supply.cost, supply.budget, permitted)
    return any(payable(opened, chosen) for chosen in allowed)


@given(supplies(required=False, most=4), st.data())
@settings(deadline=None, max_examples=60)
def test_each_movement_alone_is_enough_and_no_less(supply: Supply, data: st.DataObject) -> None:
    wanted = data.draw(st.lists(st.integers(0, supply.measures - 1), max_size=3))
    found = fitting(supply, wanted)
    if found.exclusions or found.prerequisites:
        return
    allowed = choices(supply, wanted)
    for backer, rise in enumerate(found.alone):
        for amount, expected in ((rise, True), (rise - 0.01, False)):
            budget = np.array(supply.budget)
            budget[backer] += 1e6 if np.isinf(rise) else max(0.0, amount)
            if amount >= 0:
                enough = any(payable(supply, chosen, budget + 1e-5) for chosen in allowed)
                assert enough == (expected and not np.isinf(rise))


def test_rules_in_the_way() -> None:
    supply = supply_of(
        worth=[1, 1, 1],
        cost=[2, 2, 2],
        budget=[4],
        permitted=[[True, True, False]],
        exclusions=[(0, 1)],
        prerequisites=[(0, (2,))],
    )
    found = fitting(supply, [0, 1])
    assert not found.fits
    assert (found.exclusions, found.prerequisites) == ((0,), ())
    assert found.money is None  # the measure that is needed has nobody to pay for it
    assert found.permissions is None  # and three measures cost more than there is
    assert found.both is not None
    assert found.both == pytest.approx((1, 2.0))


def test_a_prerequisite_that_is_excluded() -> None:
    supply = supply_of([1, 1], [1, 1], [9], [[True, True]], exclusions=[(0, 1)], prerequisites=[(0, (1,))])
    found = fitting(supply, [0])
    assert len(found.exclusions) + len(found.prerequisites) == 1
    assert found.money == 0


def test_nothing_has_to_move() -> None:
    found = fitting(supply_of([1], [2], [2], [[True]]), [0])
    assert found.fits
    assert (found.money, found.permissions, found.both, found.alone.tolist()) == (0, 0, (0, 0), [0])


def test_periods_are_added() -> None:
    found = fitting(supply_of([1], [[3, 4, 1]], [[2, 2, 2]], [[True]]), [0])
    assert found.money == pytest.approx(3)
    assert found.alone == pytest.approx([3])
