"""Power indices: published values, closed forms, and every coalition of random rules."""

from __future__ import annotations

import json
import math
import random
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pourparler.case.bodies import preset
from pourparler.case.deciding import decider
from pourparler.case.model import Case
from pourparler.methods.voting.counting import TooLargeError
from pourparler.methods.voting.power import power, winning_by_size
from pourparler.methods.voting.rules import (
    AllOf,
    AnyOf,
    Rule,
    Threshold,
    consensus,
    dual,
    fewer_than,
    permuted,
    share_of_members,
    two_choice,
)
from tests.methods.voting.games import enumerated, random_rule

# Straffin, P. D. (1983), Power and politics; Brams and Affuso (1976); Felsenthal and Machover (1998).
PUBLISHED = [
    pytest.param((2, 1, 1), 3, ["2/3", "1/6", "1/6"], [3, 1, 1], id="3; 2, 1, 1"),
    pytest.param((4, 3, 2, 1), 6, ["5/12", "1/4", "1/4", "1/12"], [5, 3, 3, 1], id="6; 4, 3, 2, 1"),
    pytest.param((4, 4, 4, 2, 2, 1), 12, ["7/30"] * 3 + ["3/20"] * 2 + ["0"], [10] * 3 + [6] * 2 + [0], id="EEC 1958"),
    pytest.param((51, 49), 51, ["1", "0"], [2, 0], id="a dictator"),
    pytest.param((1, 1, 1), 4, ["0"] * 3, [0] * 3, id="nothing carries"),
    pytest.param((1, 1, 1), 0, ["0"] * 3, [0] * 3, id="everything carries"),
]


@pytest.mark.parametrize(("weights", "quota", "index", "swings"), PUBLISHED)
def test_published(weights: tuple[int, ...], quota: int, index: list[str], swings: list[int]) -> None:
    found = power(Threshold(weights, quota), len(weights))
    assert [str(each) for each in found.shapley_shubik] == index
    assert list(found.swings) == swings


def digits(values: list[float], expected: dict[str, float]) -> None:
    assert [round(value, 6) for value in values] == list(expected.values())


def as_computed(rule: Rule, oracle: dict[str, Any]) -> None:
    members = len(oracle["swings"])
    found = power(rule, members)
    assert found.winning == oracle["winning_coalitions"]
    assert list(found.swings) == list(oracle["swings"].values())
    assert sum(found.swings) == oracle["total_swings"]
    assert float(found.power_to_act) == oracle["coleman_power_to_act"]
    digits([float(each) for each in found.banzhaf], oracle["banzhaf_normalised"])
    digits([float(each) for each in found.shapley_shubik], oracle["shapley_shubik"])
    if "penrose_banzhaf_absolute" in oracle:
        digits([float(each) for each in found.penrose_banzhaf], oracle["penrose_banzhaf_absolute"])
    if "shapley_shubik_exact" in oracle:
        assert [str(each) for each in found.shapley_shubik] == list(oracle["shapley_shubik_exact"].values())


@pytest.mark.parametrize("name", ["unsc_1966_on", "eec_1958_72"])
def test_weighted_bodies_to_every_printed_digit(shared: Path, name: str) -> None:
    oracle = json.loads((shared / "oracles/voting/weighted_majority_oracles.json").read_text())[name]
    as_computed(Threshold(tuple(oracle["weights"]), oracle["quota"]), oracle["computed"])


def body(name: str, procedure: str | None = None) -> tuple[Rule, int]:
    bodies = [{"id": "body", "preset": name, "procedure": procedure}]
    found = decider(Case.model_validate({"as_of": "2026-06-01", "bodies": bodies}), "body")
    assert found.rule is not None
    return found.rule, len(found.voters)


def test_council_of_the_eu_to_every_printed_digit(shared: Path) -> None:
    oracle = json.loads((shared / "oracles/voting/eu_council_oracles.json").read_text())["lisbon_eu27_2025"]
    ordinary, members = body("council-of-the-eu")
    as_computed(ordinary, oracle["computed"])
    assert isinstance(ordinary, AnyOf)
    assert power(ordinary.of[0], members).winning == oracle["without_min_blocking_clause_winning"]


def test_reinforced_majority_to_every_printed_digit(shared: Path) -> None:
    oracle = json.loads((shared / "oracles/voting/eu_council_oracles.json").read_text())["lisbon_eu27_2025"]
    reinforced, members = body("council-of-the-eu", "reinforced")
    # The oracle keeps the clause of four blocking members; TFEU art. 238(2) has none, and so has the preset.
    as_computed(AnyOf((reinforced, fewer_than(members, 4))), oracle["computed_reinforced_20_of_27"])
    assert power(reinforced, members).winning == oracle["computed_reinforced_20_of_27"]["winning_coalitions"] - 20


def test_security_council_as_shipped_is_the_published_game(shared: Path) -> None:
    oracle = json.loads((shared / "oracles/voting/weighted_majority_oracles.json").read_text())["unsc_1966_on"]
    as_computed(body("un-security-council")[0], oracle["computed"])


def test_consensus_of_32_is_the_unanimity_game() -> None:
    rule, members = body("north-atlantic-council")
    found = power(rule, members)
    assert members == len(preset("north-atlantic-council").members) == 32
    assert found.winning == 1
    assert set(found.shapley_shubik) == set(found.banzhaf) == {Fraction(1, 32)}
    assert set(found.penrose_banzhaf) == {Fraction(1, 2**31)}
    assert set(found.power_to_prevent) == {Fraction(1)}


@pytest.mark.parametrize("members", [1, 62, 63, 64, 200])
def test_equal_voters_however_many(members: int) -> None:
    found = power(share_of_members(members, Fraction(1, 2), strict=True), members)
    assert set(found.shapley_shubik) == {Fraction(1, members)}
    assert set(found.swings) == {math.comb(members - 1, members // 2)}
    assert found.winning == sum(math.comb(members, size) for size in range(members // 2 + 1, members + 1))


@pytest.mark.parametrize("seed", range(300))
def test_every_coalition_of_random_rules(seed: int) -> None:
    rng = random.Random(seed)
    for members in (rng.randint(1, 4), rng.randint(5, 7)):
        rule = random_rule(rng, members)
        winning, swings, index = enumerated(rule, members)
        found = power(rule, members)
        assert (found.winning, list(found.swings), list(found.shapley_shubik)) == (winning, swings, index)
        assert sum(winning_by_size(rule, members)) == winning


@settings(max_examples=300)
@given(st.lists(st.integers(0, 30), min_size=1, max_size=9), st.integers(0, 300), st.integers(0, 9))
def test_every_coalition_of_weights_and_a_count(weights: list[int], quota: int, count: int) -> None:
    members = len(weights)
    rule = AllOf((Threshold(tuple(weights), quota), Threshold((1,) * members, count)))
    winning, swings, index = enumerated(rule, members)
    found = power(rule, members)
    assert (found.winning, list(found.swings), list(found.shapley_shubik)) == (winning, swings, index)


@given(st.integers(0, 2**32), st.integers(1, 6), st.randoms(use_true_random=False))
def test_relabelling_permutes(seed: int, members: int, rng: random.Random) -> None:
    rule = random_rule(random.Random(seed), members)
    order = rng.sample(range(members), members)
    straight, turned = power(rule, members), power(permuted(rule, order), members)
    assert turned.swings == tuple(straight.swings[old] for old in order)
    assert turned.shapley_shubik == tuple(straight.shapley_shubik[old] for old in order)
    assert turned.winning == straight.winning


@given(st.integers(0, 2**32), st.integers(1, 6))
def test_the_dual_has_the_same_indices(seed: int, members: int) -> None:
    # Dubey and Shapley (1979), Mathematical properties of the Banzhaf power index.
    rule = two_choice(random_rule(random.Random(seed), members))
    one, other = power(rule, members), power(dual(rule), members)
    assert one.swings == other.swings
    assert one.shapley_shubik == other.shapley_shubik
    assert one.winning + other.winning == 2**members


def test_shares_add_to_one_and_colemans_measures_follow() -> None:
    found = power(Threshold((5, 4, 3, 2, 1), 9), 5)
    assert sum(found.shapley_shubik) == sum(found.banzhaf) == 1
    for swings, prevents, initiates in zip(found.swings, found.power_to_prevent, found.power_to_initiate, strict=True):
        assert prevents == Fraction(swings, found.winning)
        assert initiates == Fraction(swings, 32 - found.winning)


def test_more_sums_than_memory_holds_are_refused() -> None:
    rng = random.Random(1)
    tests = tuple(Threshold(tuple(rng.randint(10**6, 10**7) for _ in range(60)), 10**8) for _ in range(2))
    with pytest.raises(TooLargeError, match="too many different sums"):
        power(AllOf(tests), 60)


def test_consensus_is_the_two_choice_game_of_unanimity() -> None:
    assert power(consensus(7), 7) == power(Threshold((1,) * 7, 7), 7)
