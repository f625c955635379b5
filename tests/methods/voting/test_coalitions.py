"""Groups that carry and groups that block: counted by others, and every coalition of random rules."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pourparler.methods.voting.coalitions import decisive_alone, interchangeable, minimal_groups
from pourparler.methods.voting.rules import AnyOf, Rule, Threshold, consensus, dual, from_here, permuted, two_choice
from tests.methods.voting.games import minimal, passes, random_rule
from tests.methods.voting.test_power import body


def blocking(rule: Rule) -> Rule:
    return dual(two_choice(rule))


def test_blocking_groups_of_the_council_of_the_eu(shared: Path) -> None:
    oracle = json.loads((shared / "oracles/voting/eu_council_oracles.json").read_text())["lisbon_eu27_2025"]["blocking"]
    rule, members = body("council-of-the-eu")
    four = minimal_groups(blocking(rule), members, largest=4)
    assert len(four.groups) == oracle["four_member_blocking_coalitions"]
    assert {len(group) for group in four.groups} == {4}
    five = minimal_groups(blocking(rule), members, limit=5000, largest=5)
    assert len(five.groups) - len(four.groups) == oracle["minimal_five_member_blocking"]
    assert four.complete and five.complete
    # Germany, France and Italy are 46.89 % of the population and cannot block by themselves.
    assert not any(set(group) == {0, 1, 2} for group in four.groups)


def test_one_permanent_member_blocks_and_so_do_seven_elected() -> None:
    rule, members = body("un-security-council")
    found = minimal_groups(blocking(rule), members)
    assert found.groups[:5] == ((0,), (1,), (2,), (3,), (4,))
    assert {len(group) for group in found.groups[5:]} == {7}
    assert len(found.groups) == 5 + 120
    assert {len(group) for group in minimal_groups(rule, members).groups} == {9}


def test_each_of_32_blocks_a_consensus() -> None:
    rule, members = body("north-atlantic-council")
    assert minimal_groups(blocking(rule), members).groups == tuple((member,) for member in range(32))
    assert minimal_groups(rule, members).groups == (tuple(range(32)),)


def test_every_coalition_of_random_rules() -> None:
    rng = random.Random(3)
    for _ in range(1500):
        members = rng.randint(1, 7)
        rule = random_rule(rng, members)
        found = minimal_groups(rule, members)
        assert found.complete
        assert list(found.groups) == minimal(rule, members)


@given(st.integers(0, 2**32), st.integers(1, 6), st.randoms(use_true_random=False))
def test_relabelling_permutes(seed: int, members: int, rng: random.Random) -> None:
    rule = random_rule(random.Random(seed), members)
    order = rng.sample(range(members), members)
    straight = {frozenset(group) for group in minimal_groups(rule, members).groups}
    turned = {frozenset(order[new] for new in group) for group in minimal_groups(permuted(rule, order), members).groups}
    assert turned == straight


@given(st.integers(0, 2**32), st.integers(1, 5))
def test_one_move_that_turns_the_vote(seed: int, members: int) -> None:
    rng = random.Random(seed)
    rule = random_rule(rng, members)
    votes = tuple(rng.choice((1, 0, -1)) for _ in range(members))
    turned = [
        member
        for member in range(members)
        if passes(rule, (*votes[:member], 1, *votes[member + 1 :])) and not passes(rule, votes)
    ]
    assert sorted(decisive_alone(rule, votes)) == turned


def test_a_list_that_is_cut_says_so() -> None:
    half = Threshold((1,) * 12, 6)
    cut = minimal_groups(half, 12, limit=10)
    assert (len(cut.groups), cut.complete) == (10, False)
    assert minimal_groups(half, 12).complete
    assert not minimal_groups(Threshold((1,) * 40, 20), 40, limit=10**9, steps=1000).complete


def test_a_parliament_of_a_thousand() -> None:
    members = 1000
    found = minimal_groups(Threshold((1,) * members, 501), members, limit=3)
    assert [len(group) for group in found.groups] == [501] * 3
    assert not found.complete
    assert minimal_groups(Threshold((1,) * members, 1), members).complete


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (Threshold((2, 1), 0), ((),)),
        (Threshold((2, 1), 4), ()),
        (AnyOf(()), ()),
        (from_here(consensus(3), (1, 1, -1)), ((2,),)),
        (from_here(consensus(3), (1, 0, 0)), ((),)),
    ],
)
def test_nothing_needed_and_nothing_possible(rule: Rule, expected: tuple[tuple[int, ...], ...]) -> None:
    members = 3 if isinstance(rule, Threshold) and len(rule.favour) == 3 else 2
    assert minimal_groups(rule, members).groups == expected


def test_who_can_stand_in_for_whom() -> None:
    rule, members = body("un-security-council")
    assert interchangeable(rule, members) == (tuple(range(5)), tuple(range(5, 15)))
