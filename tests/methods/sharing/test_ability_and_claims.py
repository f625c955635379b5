"""Shares by ability and claims rules: published values, slow references, and what must hold of each."""

from __future__ import annotations

import json
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from pourparler.methods.sharing.ability import by_ability, discounted
from pourparler.methods.sharing.claims import equal_awards, equal_losses, proportional, talmud

Array = NDArray[np.float64]
Rule = Callable[[float | Array, Array], Array]
RULES = [proportional, equal_awards, equal_losses, talmud]

amounts = st.floats(0.5, 100)
problems = st.integers(1, 8).flatmap(
    lambda parties: st.tuples(st.lists(amounts, min_size=parties, max_size=parties), st.floats(0, 1))
)

# Thomson (2003), figures 1 to 3 by the definitions; two holding a garment (Bava Metzia 2a) for the contested garment.
TABLE = [
    pytest.param(equal_awards, 100, [100, 200, 300], [100 / 3] * 3, id="equal awards, little"),
    pytest.param(equal_awards, 500, [100, 200, 300], [100, 200, 200], id="equal awards, much"),
    pytest.param(equal_losses, 100, [100, 200, 300], [0, 0, 100], id="equal losses, little"),
    pytest.param(equal_losses, 500, [100, 200, 300], [200 / 3, 500 / 3, 800 / 3], id="equal losses, much"),
    pytest.param(talmud, 1, [1, 0.5], [0.75, 0.25], id="the contested garment"),
    pytest.param(talmud, 400, [100, 200, 300], [50, 125, 225], id="beyond half: equal losses of 50"),
    pytest.param(proportional, 0, [0, 0], [0, 0], id="nothing to divide"),
    pytest.param(equal_losses, 0, [3, 0], [0, 0], id="nothing to divide, equal losses"),
    pytest.param(equal_awards, 6, [1, 2, 3], [1, 2, 3], id="enough for all"),
]


@pytest.mark.parametrize(("rule", "amount", "claims", "expected"), TABLE)
def test_table(rule: Rule, amount: float, claims: list[float], expected: list[float]) -> None:
    assert rule(amount, np.array(claims, dtype=float)) == pytest.approx(expected, abs=1e-12)


@pytest.mark.shared
def test_the_marriage_contract(shared: Path) -> None:
    oracle = json.loads((shared / "oracles/voting/cooperative_game_oracles.json").read_text())["talmud"]
    for amount, awards in oracle["nucleolus"].items():
        expected = [float(Fraction(award)) for award in awards]
        assert talmud(float(amount), np.array(oracle["claims"], float)) == pytest.approx(expected, abs=1e-12)


@given(problems)
def test_claims_rules_divide_all_and_are_dual(problem: tuple[list[float], float]) -> None:
    claims, share = np.array(problem[0]), problem[1]
    amount = share * claims.sum()
    for rule in RULES:
        awards = rule(amount, claims)
        assert awards.sum() == pytest.approx(amount, abs=1e-9)
        assert (awards >= -1e-9).all()
        assert (awards <= claims + 1e-9).all()
        assert rule(amount, claims[::-1])[::-1] == pytest.approx(awards, abs=1e-9)
    for rule, dual in ((equal_awards, equal_losses), (talmud, talmud), (proportional, proportional)):
        assert claims - dual(claims.sum() - amount, claims) == pytest.approx(rule(amount, claims), abs=1e-8)


@given(problems)
def test_equal_awards_against_halving(problem: tuple[list[float], float]) -> None:
    claims, share = np.array(problem[0]), problem[1]
    amount = share * claims.sum()
    low, high = 0.0, float(claims.max())
    for _ in range(100):
        middle = (low + high) / 2
        low, high = (middle, high) if np.minimum(claims, middle).sum() < amount else (low, middle)
    assert equal_awards(amount, claims) == pytest.approx(np.minimum(claims, high), abs=1e-8)


many_problems = st.integers(1, 5).flatmap(
    lambda parties: st.lists(
        st.tuples(st.integers(-2, 30), st.lists(st.integers(0, 9), min_size=parties, max_size=parties)),
        min_size=1,
        max_size=6,
    )
)


@given(many_problems)
def test_many_problems_are_divided_like_one(problems: list[tuple[int, list[int]]]) -> None:
    dues, claims = np.array([due for due, _ in problems], float), np.array([claims for _, claims in problems], float)
    for rule in RULES:
        for due, claimed, found in zip(dues.tolist(), claims, rule(dues, claims), strict=True):
            try:
                assert found.tolist() == rule(due, claimed).tolist()
            except ValueError:
                assert np.isnan(found).all()
    floor, ceiling = claims / 4, np.where(claims > 7, np.inf, claims)
    for due, least, most, found in zip(
        dues.tolist(), floor, ceiling, by_ability(dues, claims + 1, floor, ceiling), strict=True
    ):
        able = 4 * least + 1
        try:
            assert found.tolist() == by_ability(due, able, least, most).tolist()
        except ValueError:
            assert np.isnan(found).all()


@pytest.mark.parametrize("rule", [*RULES, by_ability])
def test_there_is_one_amount_for_each_problem(rule: Callable[..., Array]) -> None:
    for amount, claims in ((1.0, [[1, 2]]), ([1.0], [1, 2]), ([1.0, 2.0], [[1, 2]])):
        with pytest.raises(ValueError, match=r"one (amount|total) for each problem"):
            rule(amount, claims)


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize(("amount", "claims"), [(7, [1, 2]), (-1, [1, 2]), (1, [-1, 3]), (1, [np.nan, 3])])
def test_claims_rules_refuse(rule: Rule, amount: float, claims: list[float]) -> None:
    with pytest.raises(ValueError, match=r"claim"):
        rule(amount, np.array(claims))


# Water-filling by hand.
FILLED = [
    pytest.param(100, [50, 30, 20], 0, np.inf, [50, 30, 20], id="in proportion"),
    pytest.param(100, [50, 30, 20], 0, [40, 100, 100], [40, 36, 24], id="a ceiling"),
    pytest.param(100, [50, 30, 20], 0, 35, [35, 35, 30], id="a ceiling that moves another to it"),
    pytest.param(100, [90, 9, 1], [0, 0, 5], np.inf, [95 * 90 / 99, 95 * 9 / 99, 5], id="a floor"),
    pytest.param(100, [90, 9, 1], [0, 0, 5], [50, 60, 60], [50, 45, 5], id="a floor and a ceiling"),
    pytest.param(30, [1, 1], [10, 20], np.inf, [10, 20], id="floors only"),
    pytest.param(30, [1, 5], 0, [10, 20], [10, 20], id="ceilings only"),
    pytest.param(0, [1, 5], 0, [10, 20], [0, 0], id="nothing"),
]


@pytest.mark.parametrize(("total", "ability", "floor", "ceiling", "expected"), FILLED)
def test_filled(total: float, ability: list[float], floor: float, ceiling: float, expected: list[float]) -> None:
    assert by_ability(total, ability, floor, ceiling) == pytest.approx(expected, abs=1e-9)


@given(
    st.lists(st.tuples(amounts, st.floats(0, 20), st.floats(0, 50)), min_size=1, max_size=9),
    st.floats(0, 1),
)
def test_filled_against_halving(parties: list[tuple[float, float, float]], share: float) -> None:
    able, floor, width = np.array(parties).T
    ceiling = floor + width
    total = float(floor.sum() + share * width.sum())
    low, high = 0.0, float((ceiling / able).max())
    for _ in range(200):
        middle = (low + high) / 2
        short = np.clip(middle * able, floor, ceiling).sum() < total
        low, high = (middle, high) if short else (low, middle)
    paid = by_ability(total, able, floor, ceiling)
    assert paid == pytest.approx(np.clip(high * able, floor, ceiling), abs=1e-6)
    assert paid.sum() == pytest.approx(total, abs=1e-9)


def test_low_income_discount() -> None:
    # Resolution 55/5 B, annex: gradient 80 per cent; half the threshold takes 40 per cent off.
    assert discounted([200, 200, 200], [0, 500, 1000], 1000, 0.8) == pytest.approx([40, 120, 200])
    many = discounted([[200, 200], [100, 100]], [[0, 500], [500, 2000]], [1000, 1000], 0.8)
    assert many == pytest.approx(np.array([[40, 120], [60, 100]]))


@pytest.mark.parametrize(
    ("total", "ability", "floor", "ceiling"),
    [(10, [1, 0], 0, 20), (10, [1, 1], 0, 4), (10, [1, 1], 6, 20), (10, [1, 1], 5, 4), (10, [1, np.nan], 0, 20)],
)
def test_ability_refuses(total: float, ability: list[float], floor: float, ceiling: float) -> None:
    with pytest.raises(ValueError, match=r"ability|floor"):
        by_ability(total, ability, floor, ceiling)


def test_discount_refuses() -> None:
    with pytest.raises(ValueError, match="gradient"):
        discounted([1], [1], 1, 2)
    with pytest.raises(ValueError, match="one entry"):
        discounted([1, 2], [1], 1, 0.5)
    with pytest.raises(ValueError, match="one threshold"):
        discounted([[1, 2]], [[1, 2]], 1, 0.5)
