"""Where one judgement empties the zone or changes a pick: against the zone itself on either side of the value."""

from __future__ import annotations

import itertools
import math
import random

import numpy as np
import pytest

from pourparler.analysis.packages.arrays import Arrays
from pourparler.analysis.packages.naming import Names
from pourparler.analysis.packages.picking import Change, changes
from pourparler.analysis.packages.structure import Structure
from pourparler.analysis.packages.turning import Turning, threshold_table
from pourparler.case.completion import complete
from pourparler.case.load import load_text
from pourparler.case.model import Case
from pourparler.case.sampling import draws_of
from pourparler.methods.packages.solutions import SOLVERS, WEIGHTED, nash
from pourparler.methods.packages.values import utilities
from tests.analysis.packages import brute


def turning(case: Case) -> Turning | None:
    structure = Structure(Arrays(case, draws_of(case, 1, 1)))
    return None if structure.contradiction() is not None or not structure.open.any() else Turning(structure)


CASES = [brute.made_up(seed, parties=2 + seed % 2, issues=3) for seed in range(30)]


def weighed(seed: int) -> Case:
    """Make up a case in which agenda access and patience of every party that must agree are on file."""
    written = brute.made_up_file(seed, 2 + seed % 2, 3)
    source = random.Random(f"access {seed}")
    for party in written["parties"]:
        low, wait = source.randint(1, 40), source.randint(50, 95) / 100
        party["agenda_access"], party["patience"] = f"{low}..{low + 20}", f"{wait}..{wait + 0.04}"
    return complete(Case.model_validate(written))


WEIGHED = [weighed(seed) for seed in range(8)]


def picks_of(found: Turning, moved: Arrays, draw: int, principle: str) -> list[int]:
    worth, floor = utilities(moved.space, moved.values, found.rows, draw), moved.values.floor(draw)
    zone = np.asarray((worth >= floor[:, None]).all(axis=0))
    if principle != WEIGHTED:
        return list(SOLVERS[principle](worth, moved.values.origin(draw), zone))
    assert moved.bargaining is not None
    return list(nash(worth, moved.values.origin(draw), zone, moved.bargaining[draw]))


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


@pytest.mark.parametrize("case", CASES[:12] + WEIGHED, ids=range(20))
def test_a_pick_differs_on_the_two_sides_of_each_value_named(case: Case) -> None:
    found = turning(case)
    if found is None:
        return
    for one in changes(found):
        assert all(one.judged.low < value < one.judged.high for value in one.at)
        for value in (*one.at, *(limit for limit in (one.below, one.above) if limit is not None and limit < 1e3)):
            step = 1e-5 * max(1.0, value)
            moved = found.moved([(one.path, value - step), (one.path, value + step)])
            picks = []
            for draw in (1, 2):
                picks.append(picks_of(found, moved, draw, one.principle))
            assert picks[0] != picks[1], (one, value)


@pytest.mark.parametrize("case", CASES[:12] + WEIGHED, ids=range(20))
def test_no_pick_differs_between_the_values_named(case: Case) -> None:
    """Between the value below the range and the first within it, and so on, nothing changes."""
    found = turning(case)
    if found is None:
        return
    for one in changes(found):
        edges = [limit for limit in (one.below, *one.at, one.above) if limit is not None]
        for low, high in itertools.pairwise(edges):
            points = [low + share * (high - low) for share in (0.02, 0.35, 0.7, 0.98)]
            moved = found.moved([(one.path, point) for point in points])
            picks = set()
            for draw in range(1, 5):
                picks.add(tuple(picks_of(found, moved, draw, one.principle)))
            assert len(picks) == 1, (one, low, high)


def test_where_packages_pass_again_is_named() -> None:
    """Weights 5 and w: one issue is worth 90 or 0 by itself, the other 90 or 0; only either extreme reaches 60."""
    case = load_text("""
parties:
  - {id: norland, roles: principal, no_deal: 60}
issues:
  - {id: aid, options: [{id: yes}, {id: no}]}
  - {id: trade, options: [{id: open}, {id: shut}]}
exclusions: [{options: [aid.yes, trade.open]}]
views:
  - {party: norland, issue: aid, weight: 2, values: {yes: 90, no: 0}}
  - {party: norland, issue: trade, weight: 1, values: {open: 90, shut: 0}}
""").case
    structure = Structure(Arrays(case, draws_of(case, 1, 1)))
    limits = {one.path: one for one in Turning(structure).thresholds}
    # 90 w / (w + 1) = 60 at w = 2; 90 / (w + 1) = 60 at w = 0.5.
    aid = limits["views.norland.aid.weight"]
    assert aid.empty_below == pytest.approx(2)
    assert aid.down_to == pytest.approx(0.5)
    table = threshold_table(Turning(structure), Names(structure.arrays))
    assert "2 (down to 0.5)" in [row["no package passes below"] for row in table.records()]


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


def test_access_and_patience_are_among_what_changes_the_weighted_pick() -> None:
    kinds = {one.path.rsplit(".", 1)[-1] for case in WEIGHED for one in changes_of(case) if one.principle == WEIGHTED}
    assert {"agenda_access", "patience", "value", "weight"} <= kinds


def changes_of(case: Case) -> tuple[Change, ...]:
    found = turning(case)
    return () if found is None else changes(found)
