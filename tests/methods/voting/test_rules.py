"""Rules of decision: by hand, by definition, and exact at the quota."""

from __future__ import annotations

import itertools
import random
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pourparler.methods.voting import rules
from pourparler.methods.voting.rules import (
    AllOf,
    AnyOf,
    Rule,
    Threshold,
    carried,
    dual,
    from_here,
    stopped_from_here,
    two_choice,
)
from tests.methods.voting.games import Votes, coalitions, passes, random_rule, wins


def table(votes: list[Votes]) -> tuple[np.ndarray, np.ndarray]:
    told = np.array(votes, np.int8)
    return told == 1, told == -1


F = Fraction
ONES = [F(1)] * 4
# Votes of four members: 1 in favour, 0 abstaining, -1 against.
BY_HAND = [
    pytest.param(rules.consensus(4), (1, 0, 0, 0), True, id="consensus: abstentions do not block"),
    pytest.param(rules.consensus(4), (0, 0, 0, 0), True, id="consensus: silence carries"),
    pytest.param(rules.consensus(4), (1, 1, 1, -1), False, id="consensus: one objection does"),
    pytest.param(rules.unanimity(4), (1, 1, 1, 0), False, id="unanimity: an abstention blocks"),
    pytest.param(rules.unanimity(4), (1, 1, 1, 1), True, id="unanimity: all in favour"),
    pytest.param(
        rules.share_of_members(4, F(1, 2), strict=True), (1, 1, 0, 0), False, id="absolute: half is not enough"
    ),
    pytest.param(rules.share_of_votes_cast(ONES, F(1, 2), strict=True), (1, 0, 0, 0), True, id="simple: of those cast"),
    pytest.param(rules.share_of_votes_cast(ONES, F(1, 2), strict=True), (1, -1, 0, 0), False, id="simple: a tie"),
    pytest.param(rules.share_of_votes_cast(ONES, F(2, 3)), (1, 1, -1, 0), True, id="two thirds are reached, exactly"),
    pytest.param(rules.share_of_votes_cast(ONES, F(2, 3)), (0, 0, 0, 0), False, id="nobody in favour"),
    pytest.param(rules.vetoes(4, [0]), (0, -1, -1, -1), True, id="an abstention is no veto"),
    pytest.param(rules.vetoes(4, [0]), (-1, 1, 1, 1), False, id="a veto"),
    pytest.param(rules.concurrence(4, [0, 1]), (1, 0, 1, 1), False, id="concurring votes of both"),
    pytest.param(rules.fewer_than(4, 2), (1, 1, 1, 0), True, id="one abstaining does not block"),
    pytest.param(rules.fewer_than(4, 2), (1, 1, 0, -1), False, id="two not in favour do"),
    pytest.param(rules.fewer_than(4, 2, abstaining_counts=False), (1, 1, 0, -1), True, id="only those against count"),
    pytest.param(rules.at_least([F(1, 3)] * 3 + [F(0)], F(2, 3)), (1, 1, -1, -1), True, id="thirds add exactly"),
    pytest.param(AllOf(()), (-1, -1, -1, -1), True, id="no rule at all"),
    pytest.param(AnyOf(()), (1, 1, 1, 1), False, id="no way to carry"),
]


@pytest.mark.parametrize(("rule", "votes", "expected"), BY_HAND)
def test_by_hand(rule: Rule, votes: Votes, expected: bool) -> None:
    favour, against = table([votes])
    assert carried(rule, favour, against).tolist() == [expected]
    assert passes(rule, votes) is expected


def test_a_share_is_never_compared_as_a_float() -> None:
    # 0.55 * 100 is 55.00000000000001 in floating point, so that 55 of 100 would fail.
    assert 0.55 * 100 > 55
    rule = rules.share_of_members(100, F("0.55"))
    favour = np.zeros((1, 100), bool)
    favour[0, :55] = True
    assert carried(rule, favour).item()


def test_absent_members_neither_favour_nor_object_and_a_quorum_counts_who_is_there() -> None:
    rule = AllOf((rules.consensus(3), rules.quorum(3, 2)))
    favour, against = np.array([True, False, True]), np.array([False, True, False])
    assert carried(rule, favour, against, np.array([True, False, True])).item()
    assert not carried(rule, favour, against, np.array([True, False, False])).item()


def test_weights_beyond_64_bits_are_added_exactly() -> None:
    rule = Threshold((2**70, 2**70, 1), 2**71 + 1)
    assert carried(rule, np.array([[True, True, True], [True, True, False]])).tolist() == [True, False]


def test_weights_below_zero_or_for_others_are_refused() -> None:
    with pytest.raises(ValueError, match="below 0"):
        Threshold((1, -1), 1)
    with pytest.raises(ValueError, match="other numbers of members"):
        Threshold((1, 1), 1, (1,))


seeds = st.integers(0, 2**32)
EVERY = [list(itertools.product((1, 0, -1), repeat=members)) for members in range(5)]


@given(seeds, st.integers(1, 4))
def test_arrays_are_the_definition(seed: int, members: int) -> None:
    rule = random_rule(random.Random(seed), members)
    favour, against = table(EVERY[members])
    assert carried(rule, favour, against).tolist() == [passes(rule, votes) for votes in EVERY[members]]


@given(seeds, st.integers(1, 5))
def test_two_choices_are_the_vote_without_abstentions(seed: int, members: int) -> None:
    rule = random_rule(random.Random(seed), members)
    plain = two_choice(rule)
    for group in coalitions(members):
        assert wins(plain, members, group) is wins(rule, members, group)


@given(seeds, st.integers(1, 5))
def test_a_group_blocks_when_the_rest_cannot_carry(seed: int, members: int) -> None:
    rule = two_choice(random_rule(random.Random(seed), members))
    for group in coalitions(members):
        assert wins(dual(rule), members, group) is not wins(rule, members, frozenset(range(members)) - group)
    assert dual(dual(rule)) == rule


@given(seeds, st.integers(1, 4))
def test_what_is_needed_from_here_is_what_turns_the_vote(seed: int, members: int) -> None:
    rng = random.Random(seed)
    rule = random_rule(rng, members)
    votes = tuple(rng.choice((1, 0, -1)) for _ in range(members))
    needed = from_here(rule, votes)
    for group in coalitions(members):
        turned = tuple(1 if member in group else vote for member, vote in enumerate(votes))
        assert wins(needed, members, group) is passes(rule, turned)


@given(seeds, st.integers(1, 4))
def test_what_would_stop_it_from_here(seed: int, members: int) -> None:
    rng = random.Random(seed)
    rule = random_rule(rng, members)
    votes = tuple(rng.choice((1, 0, -1)) for _ in range(members))
    stopping = stopped_from_here(rule, votes)
    for group in coalitions(members):
        turned = tuple(-1 if member in group else vote for member, vote in enumerate(votes))
        assert wins(stopping, members, group) is not passes(rule, turned)


@given(seeds, st.integers(1, 4))
def test_more_support_never_hurts(seed: int, members: int) -> None:
    rule = random_rule(random.Random(seed), members)
    for votes in EVERY[members]:
        for member, vote in enumerate(votes):
            if vote < 1 and passes(rule, votes):
                assert passes(rule, (*votes[:member], vote + 1, *votes[member + 1 :]))


@given(seeds, st.integers(1, 4), st.randoms(use_true_random=False))
def test_relabelling_permutes(seed: int, members: int, rng: random.Random) -> None:
    rule = random_rule(random.Random(seed), members)
    order = rng.sample(range(members), members)
    turned = rules.permuted(rule, order)
    for votes in EVERY[members]:
        assert passes(turned, tuple(votes[old] for old in order)) is passes(rule, votes)


def test_bodies_one_after_another_are_one_rule_over_all_their_members() -> None:
    council, assembly = rules.consensus(2), rules.share_of_members(3, F(1, 2), strict=True)
    joined = AllOf((rules.seated(council, [0, 1], 4), rules.seated(assembly, [1, 2, 3], 4)))
    for votes in EVERY[4]:
        assert passes(joined, votes) is (passes(council, votes[:2]) and passes(assembly, votes[1:]))
