"""The chance of carrying: binomial tails, and every vote of random rules."""

from __future__ import annotations

import math
import random
from fractions import Fraction

import numpy as np
import pytest

from pourparler.methods.voting import passing
from pourparler.methods.voting.passing import TooManyStatesError, chance_of_carrying
from pourparler.methods.voting.rules import AllOf, Threshold, consensus, permuted, share_of_members, unanimity
from tests.methods.voting.games import chance, random_rule
from tests.methods.voting.test_power import body


@pytest.mark.parametrize("members", [1, 2, 9, 60])
def test_a_majority_of_equals_is_a_binomial_tail(members: int) -> None:
    chances = np.array([0.1, 0.5, 0.83])
    needed = members // 2 + 1
    expected = [
        math.fsum(math.comb(members, k) * p**k * (1 - p) ** (members - k) for k in range(needed, members + 1))
        for p in chances.tolist()
    ]
    found = chance_of_carrying(share_of_members(members, Fraction(1, 2), strict=True), np.tile(chances, (members, 1)))
    np.testing.assert_allclose(found, expected, atol=1e-12)


def test_every_vote_of_random_rules() -> None:
    rng = random.Random(5)
    for _ in range(1000):
        members = rng.randint(1, 6)
        rule = random_rule(rng, members)
        favour = np.array([[rng.choice((0.0, 1.0, rng.random())) for _ in range(2)] for _ in range(members)])
        away = frozenset(member for member in range(members) if rng.random() < 0.2)
        found = chance_of_carrying(rule, favour, tuple(away))
        expected = [chance(rule, favour[:, draw].tolist(), away) for draw in range(2)]
        np.testing.assert_allclose(found, expected, atol=1e-12)


def test_relabelling_changes_nothing() -> None:
    rng = random.Random(6)
    for _ in range(50):
        rule = random_rule(rng, 5)
        favour = np.array([[rng.random()] for _ in range(5)])
        order = rng.sample(range(5), 5)
        np.testing.assert_allclose(
            chance_of_carrying(permuted(rule, order), favour[order]), chance_of_carrying(rule, favour), atol=1e-12
        )


def test_even_odds_in_the_council_of_the_eu_are_its_power_to_act() -> None:
    rule, members = body("council-of-the-eu")
    found = chance_of_carrying(rule, np.full((members, 1), 0.5))
    assert found.item() == pytest.approx(17742527 / 2**27, abs=1e-12)


def test_draws_are_taken_one_by_one_whatever_the_part(monkeypatch: pytest.MonkeyPatch) -> None:
    rule = Threshold((5, 4, 3, 2, 1), 8)
    favour = np.random.default_rng(1).random((5, 37))
    whole = chance_of_carrying(rule, favour)
    monkeypatch.setattr(passing, "_CELLS", 10)
    assert chance_of_carrying(rule, favour).tolist() == whole.tolist()


def test_settled_votes_and_no_draws() -> None:
    assert chance_of_carrying(consensus(2), np.array([[1.0, 1.0], [0.0, 0.0]])).tolist() == [0.0, 0.0]
    assert chance_of_carrying(consensus(2), np.array([[1.0], [0.3]]), abstaining=(1,)).tolist() == [1.0]
    assert chance_of_carrying(unanimity(2), np.array([[1.0], [0.3]]), abstaining=(1,)).tolist() == [0.0]
    assert chance_of_carrying(unanimity(1), np.zeros((1, 0))).shape == (0,)


def test_more_sums_than_can_be_followed_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passing, "STATES", 1000)
    weights = tuple(2**power for power in range(20))
    rule = AllOf((Threshold(weights, 2**19), Threshold((1,) * 20, 10)))
    with pytest.raises(TooManyStatesError, match="too many different sums"):
        chance_of_carrying(rule, np.full((20, 1), 0.5))
