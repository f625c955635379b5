"""The descent to the nucleolus and its certificate against linear programs, many games at once, ties and all."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from pourparler.methods.sharing.certificate import certificate, certificates
from pourparler.methods.sharing.core import core_test, least_core, subsidies
from pourparler.methods.sharing.descent_kernels import nearest
from pourparler.methods.sharing.games import covering_game, groups
from pourparler.methods.sharing.nucleolus import nucleoli, nucleolus
from tests.methods.sharing.programs import certificate_by_programs, least_core_by_programs, nucleolus_by_programs

Array = NDArray[np.float64]


def costs_of(players: int, cost: st.SearchStrategy[float]) -> st.SearchStrategy[Array]:
    """Return games with a cost for each group."""
    count = 2**players - 1
    return st.lists(cost, min_size=count, max_size=count).map(lambda costs: np.array([0.0, *costs]))


def airports(players: int) -> st.SearchStrategy[Array]:
    """Return games in which groups with the same longest runway tie."""
    runways = st.lists(st.integers(1, 4), min_size=players, max_size=players)
    return runways.map(lambda costs: np.array([max([0.0, *np.array(costs)[row]]) for row in groups(players)]))


def majorities(players: int) -> st.SearchStrategy[Array]:
    """Return games of gains in which a group with enough votes gets everything."""
    votes = st.lists(st.integers(0, 5), min_size=players, max_size=players)
    return st.tuples(votes, st.integers(1, 12)).map(
        lambda told: -(groups(players) @ np.array(told[0], dtype=float) >= told[1]).astype(float)
    )


def covers(players: int) -> st.SearchStrategy[Array]:
    """Return games of the alternatives that parties and groups of them have."""
    alone = st.lists(st.integers(2, 9), min_size=players, max_size=players)
    together = st.tuples(st.sets(st.integers(0, players - 1), min_size=1), st.integers(2, 15))

    def built(told: tuple[list[int], list[tuple[set[int], int]], int]) -> Array:
        own, shared, whole = told
        each = [([player], float(cost)) for player, cost in enumerate(own)]
        return covering_game(players, [*each, *((sorted(who), float(cost)) for who, cost in shared)], float(whole))

    return st.tuples(alone, st.lists(together, max_size=4), st.integers(3, 25)).map(built)


def of(players: int) -> st.SearchStrategy[Array]:
    few = st.integers(0, 3).map(float)
    return st.one_of(
        costs_of(players, few),
        costs_of(players, st.floats(-1e6, 1e6)),
        airports(players),
        majorities(players),
        covers(players),
    )


games = st.integers(2, 5).flatmap(of)


def refused(game: Array) -> bool:
    players = len(game).bit_length() - 1
    return bool(game[1 << np.arange(players)].sum() < game[-1])


@given(games, st.booleans())
@settings(deadline=None, max_examples=150)
def test_the_descent_ends_where_programs_do(game: Array, rational: bool) -> None:
    if rational and refused(game):
        return
    scale = max(1.0, float(np.abs(game).max()))
    found, (expected, levels) = nucleolus(game, individually_rational=rational), nucleolus_by_programs(game, rational)
    assert found.certified
    assert found.payments / scale == pytest.approx(expected / scale, abs=1e-8)
    assert found.levels[0] / scale == pytest.approx(levels[0] / scale, abs=1e-8)
    assert all(later <= earlier + 1e-8 * scale for earlier, later in zip(found.levels, found.levels[1:], strict=False))


@given(games, st.booleans(), st.lists(st.integers(-2, 2), min_size=5, max_size=5), st.sampled_from([1.0, 1e-2, 1e-4]))
@settings(deadline=None, max_examples=150)
def test_the_certificate_says_what_programs_say(game: Array, rational: bool, moved: list[int], by: float) -> None:
    players = len(game).bit_length() - 1
    if rational and refused(game):
        return
    shift = np.array(moved[:players], dtype=float)
    shift -= shift.mean()
    paid = nucleolus(game, individually_rational=rational).payments
    paid = paid + shift * by * max(1.0, float(np.abs(game).max()))
    told = certificate(game, paid, individually_rational=rational)
    assert told == certificate_by_programs(game, paid, rational)
    assert told == (not shift.any())


@given(games)
@settings(deadline=None, max_examples=100)
def test_the_least_core_and_subsidies_are_those_of_programs(game: Array) -> None:
    scale = max(1.0, float(np.abs(game).max()))
    found, (level, subsidy) = least_core(game), least_core_by_programs(game)
    assert found.level / scale == pytest.approx(level / scale, abs=1e-8)
    assert found.subsidy / scale == pytest.approx(subsidy / scale, abs=1e-8)
    assert core_test(game, found.payments).overcharge[1:-1].max() / scale == pytest.approx(level / scale, abs=1e-7)


@given(st.integers(2, 4).flatmap(lambda players: st.lists(of(players), min_size=1, max_size=5)))
@settings(deadline=None, max_examples=40)
def test_many_games_are_worked_out_like_one(many: list[Array]) -> None:
    stacked = np.array(many)
    found, lacking = nucleoli(stacked), subsidies(stacked)
    for number, game in enumerate(many):
        assert lacking[number] == least_core(game).subsidy
        try:
            assert found[number].tolist() == nucleolus(game).payments.tolist()
        except ValueError:
            assert np.isnan(found[number]).all()
    held = ~np.isnan(found[:, 0])
    assert certificates(stacked[held], found[held]).all()
    assert not certificates(stacked, np.full_like(found, np.nan)).any()


def test_what_has_no_certificate_is_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pourparler.methods.sharing.nucleolus.certificates", lambda games, *_, **__: games[:, 0] > 0)
    assert np.isnan(nucleoli([[0, 4, 7, 9]])).all()


def test_costs_that_are_too_far_apart_tie() -> None:
    # Beside the largest cost the others are below what can be told apart: they tie, and every answer is as good.
    found = nucleolus([0, 1e-30, 2e-30, 1e30, 3e-30, 1e30, 1e30, 1e30], individually_rational=False)
    assert found.payments.sum() == pytest.approx(1e30)
    assert found.certified


@given(
    st.lists(st.lists(st.integers(-3, 3), min_size=4, max_size=4), min_size=1, max_size=9),
    st.lists(st.integers(-3, 3), min_size=4, max_size=4),
)
@settings(deadline=None, max_examples=150)
def test_the_nearest_point_of_a_cone(columns: list[list[int]], target: list[int]) -> None:
    # The conditions of Kuhn and Tucker: no column helps, and those that are used stand at right angles to the rest.
    rows, wanted = np.array(columns, dtype=float), np.array(target, dtype=float)
    weights, rest = np.empty(len(rows)), np.empty(4)
    nearest(rows, np.arange(len(rows)), wanted, weights, rest)
    assert (weights >= 0).all()
    assert rest == pytest.approx(wanted - weights @ rows, abs=1e-9)
    assert (rows @ rest <= 1e-8).all()
    assert np.abs((rows @ rest)[weights > 0]).max(initial=0.0) <= 1e-8


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (lambda: subsidies([0, 1, 2, 3]), "many games"),
        (lambda: subsidies([[0, 1]]), "2 players"),
        (lambda: certificates([[0, 4, 7, 9]], [3, 6]), "one payment a game"),
        (lambda: nucleoli([[0, math.inf]]), "finite"),
    ],
)
def test_refused(rule: object, words: str) -> None:
    assert callable(rule)
    with pytest.raises(ValueError, match=words):
        rule()
