"""Compiled picks, sums and frontiers against the plain functions of `solutions`, `utilities` and a slow frontier."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from functools import partial

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from pourparler.methods.packages.frontier import Frontiers, unbeaten
from pourparler.methods.packages.layout import laid_out
from pourparler.methods.packages.over_draws import DrawCounts, solve_draws
from pourparler.methods.packages.picks_kernels import WEIGHTED_NASH, keep, picked_along
from pourparler.methods.packages.refusals import refusals
from pourparler.methods.packages.solutions import PRINCIPLES, SOLVERS, TIE, WEIGHTED, Picks, nash
from pourparler.methods.packages.space import feasible
from pourparler.methods.packages.values import Array

from . import reference


def gains(seed: int, parties: int) -> Array:
    """Make up gains in which ties, parties that gain nothing and several largest sets of gaining parties are common."""
    source = np.random.default_rng(seed)
    found = source.integers(0, 5, (parties, int(source.integers(1, 30)))).astype(float)
    found[source.random(parties) < 0.2] = 0.0
    found[:, source.random(found.shape[1]) < 0.3] *= source.random() < 0.5
    return np.asarray(found / float(source.choice([1.0, 3.0, 7.0])))


@settings(max_examples=300, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 5))
def test_each_principle_keeps_what_its_solver_picks(seed: int, parties: int) -> None:
    found = gains(seed, parties)
    weights = np.random.default_rng(seed + 1).integers(0, 4, parties).astype(float)
    weights[0] += not weights.any()
    kept = np.empty(found.shape[1], dtype=np.bool_)
    expected: dict[str, Callable[..., Picks]] = {**SOLVERS, WEIGHTED: partial(nash, weights=weights)}
    for kind, (name, solver) in enumerate(expected.items()):
        power = weights / weights[weights > 0].mean() if kind == WEIGHTED_NASH else np.ones(parties)
        keep(kind, np.ascontiguousarray(found.T), found.max(axis=1), power, TIE, kept)
        assert np.flatnonzero(kept).tolist() == solver(found, np.zeros(parties)).tolist(), name


def same(one: DrawCounts, other: DrawCounts) -> None:
    names = [field.name for field in fields(one) if field.name not in ("space", "values")]
    for name in (*names, "accepted", "regret_sum"):
        left, right = getattr(one, name), getattr(other, name)
        if isinstance(left, dict):
            assert left.keys() == right.keys()
            assert all(np.array_equal(left[key], right[key]) for key in left)
        else:
            assert np.array_equal(left, right, equal_nan=np.asarray(left).dtype.kind == "f"), name


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 3))
def test_over_draws_equals_the_plain_solvers_one_by_one(seed: int, workers: int) -> None:
    """Solvers that the compiled picks do not know are called by themselves: the same functions under another guise."""
    case = reference.made(seed, draws=5)
    if not case.packages():
        return
    values = case.values
    plain = {name: lambda *given, name=name: SOLVERS[name](*given) for name in PRINCIPLES}
    weights = np.random.default_rng(seed).integers(0, 3, (values.draws, values.parties)) + np.eye(values.parties)[0]
    compiled = solve_draws(case.space, values, workers=workers, bargaining=weights)
    same(solve_draws(case.space, values, workers=1), solve_draws(case.space, values, principles=plain))
    for draw in range(values.draws):
        packages = np.flatnonzero(compiled.allowed)
        worth = laid_out(case.space, compiled.packages[packages]).worth(values, draw) / values.units[:, None]
        inside = np.asarray((worth >= values.floor(draw)[:, None]).all(axis=0))
        picked = packages[nash(worth, values.origin(draw), inside, weights[draw])] if inside.any() else np.array([-1])
        # Packages of the zone that are not on its frontier can tie by the last digits only.
        assert compiled.pick[-1, draw] in picked


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 10**6))
def test_sums_over_heads_and_tails_equal_fractions(seed: int) -> None:
    case = reference.made(seed, draws=2, most=5)
    if not case.packages():
        return
    values, rows = case.values, feasible(case.space)
    for draw in range(2):
        found = laid_out(case.space, rows).worth(values, draw) / values.units[:, None]
        expected = np.array([[float(one) for one in case.worth(draw, package)] for package in case.packages()]).T
        assert (np.abs(found - expected) <= 0.51 / values.units[:, None]).all()


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 5))
def test_no_guess_changes_the_frontier(seed: int, parties: int) -> None:
    source = np.random.default_rng(seed)
    points = source.integers(0, 6, (parties, 60)).astype(float)
    rows = np.flatnonzero(source.random(60) < 0.8)
    guess = source.permutation(rows)[: source.integers(0, len(rows))]
    slow = [
        row
        for row in rows
        if not any((points[:, o] >= points[:, row]).all() and (points[:, o] != points[:, row]).any() for o in rows)
    ]
    assert unbeaten(points, rows, guess).tolist() == slow == unbeaten(points, rows).tolist()


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 4))
def test_picks_along_a_line_equal_those_at_each_point(seed: int, parties: int) -> None:
    source = np.random.default_rng(seed)
    others, party = gains(seed, parties), int(source.integers(parties))
    start, slope = (source.integers(-4, 5, others.shape[1]).astype(float) for _ in range(2))
    margin, points = np.array([0.5, 0.0]), np.array([0.0, 0.3, 1.0, 2.5])
    for kind, name in enumerate(PRINCIPLES):
        picked = np.empty((len(points), others.shape[1]), dtype=np.bool_)
        picked_along(kind, others, party, start, slope, margin, points, np.ones(parties), TIE, picked)
        for row, point in zip(picked, points.tolist(), strict=True):
            there = others.copy()
            there[party] = start + slope * point
            expected = SOLVERS[name](there, np.zeros(parties), there[party] >= 0.5)
            assert np.flatnonzero(row).tolist() == expected.tolist()


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 5))
def test_frontiers_that_follow_each_other_equal_each_by_itself(seed: int, parties: int) -> None:
    source = np.random.default_rng(seed)
    rows = np.flatnonzero(source.random(80) < 0.8)
    follow = Frontiers(rows, 80)
    base = source.integers(0, 6, (parties, 80)).astype(float)
    for _ in range(6):
        points = base + source.integers(0, 3, base.shape).astype(float)
        assert follow.of(points).tolist() == unbeaten(points, rows).tolist()
    assert Frontiers(rows[:0], 80).of(base).tolist() == []


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 10**6))
def test_refusals_equal_counting_one_by_one(seed: int) -> None:
    case = reference.made(seed, draws=3)
    packages = case.packages()
    if not packages:
        return
    source = np.random.default_rng(seed)
    closed = source.random((3, len(packages))) < 0.2
    found = refusals(case.space, case.values, feasible(case.space), closed)
    for draw in range(3):
        refused = [
            {party for party, worth in enumerate(case.worth(draw, one)) if worth < case.reservation[draw][party]}
            for one in packages
        ]
        open_ = [place for place in range(len(packages)) if not closed[:, place].any()]
        zone = [place for place in open_ if not refused[place]]
        assert found.zone[draw] == len(zone)
        for party in range(case.values.parties):
            assert found.below[draw, party] == sum(party in refused[place] for place in open_)
            assert found.only[draw, party] == sum(refused[place] == {party} for place in open_)
        for cause in range(3):
            alone = [p for p in range(len(packages)) if closed[cause, p] and closed[:, p].sum() == 1]
            assert found.added[draw, cause] == sum(not refused[place] for place in alone)
        needed = set.intersection(*(set(packages[place]) for place in zone)) if zone else set()
        assert set(np.flatnonzero(found.needed[draw]).tolist()) == needed
