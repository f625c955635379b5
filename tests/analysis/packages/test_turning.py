"""Where one judgement empties the zone or changes a pick: against the zone itself on either side of the value."""

from __future__ import annotations

import math

import pytest

from pourparler.analysis.packages.arrays import Arrays
from pourparler.analysis.packages.picking import changes
from pourparler.analysis.packages.structure import Structure
from pourparler.analysis.packages.turning import Turning
from pourparler.case.model import Case
from pourparler.case.sampling import draws_of
from pourparler.methods.packages.solutions import SOLVERS
from pourparler.methods.packages.values import utilities
from tests.analysis.packages import brute


def turning(case: Case) -> Turning | None:
    structure = Structure(Arrays(case, draws_of(case, 1, 1)))
    return None if structure.contradiction() is not None or not structure.open.any() else Turning(structure)


CASES = [brute.made_up(seed, parties=2 + seed % 2, issues=3) for seed in range(30)]


@pytest.mark.parametrize("case", CASES, ids=range(30))
def test_the_zone_is_empty_just_beyond_and_not_just_before(case: Case) -> None:
    found = turning(case)
    if found is None:
        return
    for one in found.thresholds:
        above, below = one.empty_above, one.empty_below
        if math.isfinite(above) and above > 0:
            step = 1e-4 * max(1.0, above)
            _, before, beyond = found.zones([(one.path, above - step), (one.path, above + step)])
            assert before > 0 and beyond == 0, one
        if math.isfinite(below):
            step = 1e-4 * max(1.0, below)
            _, beyond, before = found.zones([(one.path, below - step), (one.path, below + step)])
            assert before > 0 and beyond == 0, one


@pytest.mark.parametrize("case", CASES[:12], ids=range(12))
def test_a_pick_differs_on_the_two_sides_of_each_value_named(case: Case) -> None:
    found = turning(case)
    if found is None:
        return
    for one in changes(found):
        for value in one.at:
            moved = found.moved([(one.path, value - 1e-5), (one.path, value + 1e-5)])
            picks = []
            for draw in (1, 2):
                worth, floor = utilities(moved.space, moved.values, found.rows, draw), moved.values.floor(draw)
                zone = (worth >= floor[:, None]).all(axis=0)
                picks.append(SOLVERS[one.principle](worth, moved.values.origin(draw), zone).tolist())
            assert picks[0] != picks[1], (one, value)


@pytest.mark.parametrize("case", CASES[:12], ids=range(12))
def test_swings_are_the_zone_at_the_ends(case: Case) -> None:
    found = turning(case)
    if found is None:
        return
    for swing in found.swings:
        assert found.zones([(swing.path, swing.judged.low), (swing.path, swing.judged.high)])[1:] == [
            swing.low,
            swing.high,
        ]
