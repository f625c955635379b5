"""Core, least core, nucleolus, Shapley value and separable costs: published games, slow references, properties."""

from __future__ import annotations

import json
import math
import time
from fractions import Fraction
from itertools import pairwise, permutations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from pourparler.methods.sharing.certificate import certificate
from pourparler.methods.sharing.claims import talmud
from pourparler.methods.sharing.core import core_test, least_core
from pourparler.methods.sharing.games import bankruptcy_game, covering_game, group_of, groups, separable, shapley
from pourparler.methods.sharing.nucleolus import nucleolus
from tests.methods.sharing.programs import solved

Array = NDArray[np.float64]

VALLEY = np.array([0, 163520, 140826, 301607, 250096, 378821, 367370, 412584], dtype=float)
"""Navigation, flood control, power: Straffin and Heaney (1981), thousands of dollars."""
GLOVES = -np.array([0, 0, 0, 1, 0, 1, 0, 1], dtype=float)


def airport(costs: list[float]) -> Array:
    """Return the game in which a group pays for the longest runway one of it needs."""
    return np.array([max([0.0, *np.array(costs)[row]]) for row in groups(len(costs))])


def permuted(game: Array, order: tuple[int, ...]) -> Array:
    """Return the game in which player ``order[i]`` is called ``i``."""
    return np.array([float(game[group_of([order[i] for i in np.flatnonzero(row)])]) for row in groups(len(order))])


def concave(weights: list[float], fixed: float) -> Array:
    members = groups(len(weights))
    return np.array(np.sqrt(members @ np.array(weights)) + fixed * members.any(axis=1))


games = st.integers(2, 4).flatmap(lambda n: st.lists(st.integers(0, 20), min_size=2**n - 1, max_size=2**n - 1)).map(
    lambda costs: np.array([0, *costs], dtype=float)
)  # fmt: skip
claims_problems = st.integers(2, 5).flatmap(
    lambda n: st.tuples(st.lists(st.integers(1, 60), min_size=n, max_size=n), st.floats(0.01, 0.99))
)

# The Tennessee Valley figures as printed by Straffin and Heaney (1981) and Young (1994), to the thousand dollars.
PUBLISHED = [
    pytest.param(separable, [117476, 99157, 195951], id="separable costs, remaining benefits"),
    pytest.param(shapley, [117829, 100756.5, 193998.5], id="Shapley value"),
]


@pytest.mark.parametrize(("rule", "expected"), PUBLISHED)
def test_tennessee_valley(rule: object, expected: list[float]) -> None:
    assert callable(rule)
    assert rule(VALLEY) == pytest.approx(expected, abs=1)


def test_tennessee_valley_is_in_the_core() -> None:
    for paid in (separable(VALLEY), nucleolus(VALLEY).payments, least_core(VALLEY).payments):
        assert core_test(VALLEY, paid).holds
    assert not core_test(VALLEY, [200000, 100000, 112584]).holds
    assert core_test(VALLEY, [200000, 100000, 112584]).objecting[0] == group_of([0])
    assert core_test(VALLEY, [100000, 100000, 112584]).short == pytest.approx(100000)
    assert not least_core(VALLEY).empty


@pytest.mark.shared
def test_gloves(shared: Path) -> None:
    oracle = json.loads((shared / "oracles/voting/cooperative_game_oracles.json").read_text())["glove"]
    found = nucleolus(GLOVES)
    assert -found.payments == pytest.approx(oracle["nucleolus"], abs=1e-9)
    assert found.certified
    assert -shapley(GLOVES) == pytest.approx([float(Fraction(share)) for share in oracle["shapley"]])
    assert -least_core(GLOVES).payments == pytest.approx(oracle["nucleolus"], abs=1e-9)  # the core is this point


@pytest.mark.shared
def test_the_marriage_contract(shared: Path) -> None:
    oracle = json.loads((shared / "oracles/voting/cooperative_game_oracles.json").read_text())["talmud"]
    for amount in ("100", "200", "300"):
        game = -bankruptcy_game(float(amount), oracle["claims"])
        expected = [float(Fraction(award)) for award in oracle["nucleolus"][amount]]
        assert -nucleolus(game).payments == pytest.approx(expected, abs=1e-9)
        orders = [float(Fraction(award)) for award in oracle["shapley_run_to_the_bank"][amount]]
        assert -shapley(game) == pytest.approx(orders, abs=1e-9)


@given(claims_problems)
@settings(deadline=None, max_examples=40)
def test_nucleolus_of_claims_is_the_talmud(problem: tuple[list[int], float]) -> None:
    # Aumann and Maschler (1985), theorem C.
    claims, share = np.array(problem[0], dtype=float), problem[1]
    amount = float(share * claims.sum())
    found = nucleolus(-bankruptcy_game(amount, claims))
    assert found.certified
    assert -found.payments == pytest.approx(talmud(amount, claims), abs=1e-7)


def test_airport() -> None:
    # Littlechild and Owen (1973): each stretch of runway is shared equally by those who use it.
    costs = [1.0, 2.0, 4.0, 7.0, 7.5]
    stretches = np.diff([0.0, *costs])
    expected = np.cumsum(stretches / np.arange(len(costs), 0, -1))
    assert shapley(airport(costs)) == pytest.approx(expected)
    # Littlechild (1974): the nucleolus by his recursion.
    assert nucleolus(airport(costs)).payments == pytest.approx(airport_nucleolus(costs), abs=1e-9)


def airport_nucleolus(costs: list[float]) -> list[float]:
    """Return Littlechild's recursion for types of one aircraft each, in order of cost."""
    paid, stood, done = [], 0.0, 0
    while done < len(costs):
        rest = len(costs) - done
        best = (costs[-1] - stood) / rest if rest == 1 else None
        pick, upto = (best, len(costs)) if best is not None else (math.inf, len(costs))
        if best is None:
            for last in range(done, len(costs) - 1):
                each = (costs[last] - stood) / (last - done + 2)
                if each < pick - 1e-12:
                    pick, upto = each, last + 1
            each = (costs[-1] - stood) / rest
            if each < pick - 1e-12:
                pick, upto = each, len(costs)
        paid += [pick] * (upto - done)
        stood += pick * (upto - done)
        done = upto
    return paid


@given(games)
@settings(deadline=None, max_examples=40)
def test_shapley_by_orders(game: Array) -> None:
    players = len(game).bit_length() - 1
    total = np.zeros(players)
    orders = list(permutations(range(players)))
    for order in orders:
        for place, player in enumerate(order):
            total[player] += game[group_of(order[: place + 1])] - game[group_of(order[:place])]
    assert shapley(game) == pytest.approx(total / len(orders), abs=1e-9)


def slow_nucleolus(game: Array, rational: bool) -> Array:
    """Fix a group when a program of its own shows that it cannot be lower; no prices, no combinations."""
    players = len(game).bit_length() - 1
    members = groups(players).astype(float)
    levels: dict[int, float] = {}
    everybody = np.append(np.ones(players), 0.0)
    while len(levels) < len(game) - 2:
        free = [group for group in range(1, len(game) - 1) if group not in levels]
        upper = [np.append(members[group], -1.0) for group in free]
        limit = [game[group] for group in free]
        if rational:
            upper += [np.append(row, 0.0) for row in np.eye(players)]
            limit += [game[1 << player] for player in range(players)]
        equal = [everybody] + [np.append(members[group], 0.0) for group in levels]
        amount = [game[-1]] + [game[group] + level for group, level in levels.items()]
        best = solved(np.append(np.zeros(players), 1.0), *map(np.array, (upper, limit, equal, amount)))
        here = np.array([*equal, np.append(np.zeros(players), 1.0)]), np.array([*amount, best.least])
        for group in free:
            lowest = solved(np.append(members[group], 0.0), np.array(upper), np.array(limit), *here)
            if lowest.least > game[group] + best.least - 1e-7:
                levels[group] = best.least
    rows = np.array([members[-1], *(members[group] for group in levels)])
    costs = np.array([game[-1], *(game[group] + level for group, level in levels.items())])
    return np.array(np.linalg.lstsq(rows, costs, rcond=None)[0])


@given(games, st.booleans())
@settings(deadline=None, max_examples=40)
def test_nucleolus_against_the_slow_one(game: Array, rational: bool) -> None:
    players = len(game).bit_length() - 1
    if rational and sum(game[1 << player] for player in range(players)) < game[-1]:
        with pytest.raises(ValueError, match="all together pay more"):
            nucleolus(game)
        return
    found = nucleolus(game, individually_rational=rational)
    assert found.certified
    assert found.payments.sum() == pytest.approx(game[-1], abs=1e-8)
    assert found.payments == pytest.approx(slow_nucleolus(game, rational), abs=1e-6)
    assert all(later <= earlier + 1e-7 for earlier, later in pairwise(found.levels))


@given(games)
@settings(deadline=None, max_examples=40)
def test_first_level_is_the_least_core(game: Array) -> None:
    free, found = nucleolus(game, individually_rational=False), least_core(game)
    assert found.level == pytest.approx(free.levels[0], abs=1e-7)
    assert found.empty == (found.level > 1e-6)
    if not found.empty:
        assert core_test(game, free.payments).holds
    else:
        assert not core_test(game, free.payments).holds
        helped = np.array(game)
        helped[-1] -= found.subsidy
        assert core_test(helped, nucleolus(helped, individually_rational=False).payments).holds


@given(games, st.lists(st.floats(-3, 3), min_size=4, max_size=4))
@settings(deadline=None, max_examples=40)
def test_certificate_refuses_any_other_division(game: Array, moved: list[float]) -> None:
    players = len(game).bit_length() - 1
    found = nucleolus(game, individually_rational=False).payments
    shift = np.array(moved[:players])
    shift -= shift.mean()
    if np.abs(shift).max() > 1e-3:
        assert not certificate(game, found + shift, individually_rational=False)
    assert certificate(game, found, individually_rational=False)
    assert not certificate(game, found + 1, individually_rational=False)


@given(st.lists(st.floats(1, 9), min_size=3, max_size=5), st.floats(0, 3), st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=40)
def test_other_names_permute_the_answer(weights: list[float], fixed: float, random: object) -> None:
    game = concave(weights, fixed)
    order = list(range(len(weights)))
    random.shuffle(order)  # type: ignore[attr-defined]
    other = permuted(game, tuple(order))
    for rule in (shapley, separable, lambda one: nucleolus(one).payments):
        assert rule(other) == pytest.approx(rule(game)[order], abs=1e-7)


def test_covering_game() -> None:
    alternatives = [([0], 6.0), ([1], 5.0), ([0, 1], 8.0), ([1, 2], 7.0)]
    found = covering_game(3, alternatives, 20)
    expected = {(0,): 6, (1,): 5, (0, 1): 8, (2,): 7, (1, 2): 7, (0, 2): 13, (0, 1, 2): 20}
    assert {members: found[group_of(members)] for members in expected} == expected
    assert covering_game(2, [], 9).tolist() == [0, 9, 9, 9]


def test_twelve_players() -> None:
    game = concave([float(number) for number in range(1, 13)], 2.0)
    before = time.process_time()
    found = nucleolus(game)
    assert time.process_time() - before < 2
    assert found.certified
    assert core_test(game, found.payments).holds


@pytest.mark.parametrize(
    ("game", "words"),
    [
        ([0, 1, 2], "one cost for each"),
        ([0], "one cost for each"),
        (np.zeros(2**13), "one cost for each"),
        ([1, 1], "empty group"),
        ([0, math.nan], "finite"),
    ],
)
def test_refused(game: list[float], words: str) -> None:
    for rule in (shapley, separable, nucleolus):
        with pytest.raises(ValueError, match=words):
            rule(game)


def test_refused_payments_and_lone_players() -> None:
    with pytest.raises(ValueError, match="one payment"):
        core_test(VALLEY, [1, 2])
    with pytest.raises(ValueError, match="one payment"):
        certificate(VALLEY, [1, 2])
    with pytest.raises(ValueError, match="2 players"):
        least_core([0, 1])
    assert nucleolus([0, 4]).payments.tolist() == [4.0]


@pytest.mark.parametrize("game", [[0, 1, 1, 3], [0, 2, 2, 5]])
def test_separable_costs_need_something_to_save(game: list[float]) -> None:
    with pytest.raises(ValueError, match=r"save|remaining"):
        separable(game)
