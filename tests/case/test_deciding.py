"""Rules of a case over its members: exact quotas, participants, what is missing, and in words."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from pourparler.case.check import check, check_text
from pourparler.case.deciding import NotOnFileError, decider, exact, rule_over, the_table
from pourparler.case.load import load_text
from pourparler.case.model import Case
from pourparler.case.parties import Rule
from pourparler.methods.voting.coalitions import minimal_groups
from pourparler.methods.voting.rules import carried, dual, two_choice

WEIGHTS = {"a": 3, "b": 2.5, "c": 1, "d": 1}
# Votes of a, b, c, d: + in favour, 0 abstaining, - against.
RULES = [
    ({"name": "consensus"}, "+00+", True),
    ({"name": "consensus"}, "+++-", False),
    ({"name": "consensus", "abstention": "against"}, "+++0", False),
    ({"name": "unanimity"}, "+++0", False),
    ({"name": "unanimity", "abstention": "does-not-block"}, "+000", True),
    ({"name": "unanimity", "abstention": "does-not-block"}, "0000", False),
    ({"name": "majority"}, "++--", False),
    ({"name": "majority"}, "++0-", False),
    ({"name": "majority", "abstention": "not-counted"}, "++0-", True),
    ({"name": "majority", "quota": 0.5}, "++--", False),
    ({"name": "majority", "quota": 2}, "++--", True),
    ({"name": "majority", "quota": 0.75}, "+++-", True),
    ({"name": "qualified-majority", "quota": "2/3"}, "+++-", True),
    ({"name": "qualified-majority", "quota": "2/3", "abstention": "not-counted"}, "++-0", True),
    ({"name": "qualified-majority", "quota": 0.67, "abstention": "not-counted"}, "++-0", False),
    ({"name": "qualified-majority", "quota": 0.5, "weight_quota": 0.8, "weights": WEIGHTS}, "++-+", True),
    ({"name": "qualified-majority", "quota": 0.5, "weight_quota": 0.8, "weights": WEIGHTS}, "+-++", False),
    ({"name": "qualified-majority", "quota": 0.5, "weight_quota": 6.5, "weights": WEIGHTS}, "++-+", True),
    ({"name": "majority", "weights": WEIGHTS}, "+--+", True),
    ({"name": "majority", "weights": {"a": 2, "b": 1, "c": 1, "d": 0}}, "+---", False),
    ({"name": "majority", "weights": WEIGHTS, "abstention": "not-counted"}, "0+--", True),
    ({"name": "weighted", "quota": 0.6, "weights": WEIGHTS}, "++--", True),
    ({"name": "weighted", "quota": 5.5, "weights": WEIGHTS}, "++--", True),
    ({"name": "weighted", "quota": 5.6, "weights": WEIGHTS}, "++--", False),
    ({"name": "weighted", "quota": 0.5, "weights": WEIGHTS, "abstention": "not-counted"}, "-+++", True),
    ({"name": "veto-players", "quota": 3, "vetoes": ["a"]}, "0+++", True),
    ({"name": "veto-players", "quota": 3, "vetoes": ["a"]}, "-+++", False),
    ({"name": "veto-players", "quota": 3, "vetoes": ["a"], "abstention": "against"}, "0+++", False),
    ({"name": "veto-players", "vetoes": ["a", "b"]}, "00--", True),
    ({"name": "qualified-majority", "quota": 0.9, "blocking_minimum": 2}, "+++-", True),
    ({"name": "qualified-majority", "quota": 0.9, "blocking_minimum": 2}, "++0-", False),
    ({"name": "all-of", "of": [{"name": "majority"}, {"name": "consensus"}]}, "+++0", True),
    ({"name": "all-of", "of": [{"name": "majority"}, {"name": "consensus"}]}, "+000", False),
    ({"name": "any-of", "of": [{"name": "unanimity"}, {"name": "majority", "vetoes": ["d"]}]}, "+++0", True),
    ({"name": "any-of", "of": [{"name": "unanimity"}, {"name": "majority", "vetoes": ["d"]}]}, "+++-", False),
]


@pytest.mark.parametrize(("rule", "votes", "expected"), RULES)
def test_rules_over_four_members(rule: dict[str, Any], votes: str, expected: bool) -> None:
    made = rule_over(Rule.model_validate(rule), ["a", "b", "c", "d"])
    told = np.array(list(votes))
    assert carried(made, told == "+", told == "-").item() is expected


def test_a_quorum_counts_who_is_there() -> None:
    made = rule_over(Rule(name="consensus", quorum=0.5), ["a", "b", "c"])
    none = np.zeros(3, bool)
    assert carried(made, none, none, np.array([True, True, False])).item()
    assert not carried(made, none, none, np.array([True, False, False])).item()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [(0.55, Fraction(11, 20)), (0.1, Fraction(1, 10)), ("2/3", Fraction(2, 3)), (1e-05, Fraction(1, 10**5))],
)
def test_numbers_are_meant_as_typed(typed: float | str, meant: Fraction) -> None:
    assert exact(typed) == meant


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ({"name": "weighted", "weights": WEIGHTS}, "share of votes"),
        ({"name": "weighted", "quota": 0.5}, "the votes of a, b"),
        ({"name": "qualified-majority"}, "share of votes"),
        ({"name": "qualified-majority", "quota": 0.5, "weight_quota": 0.5, "weights": {"a": 1}}, "the votes of b"),
        ({"name": "veto-players", "quota": 1}, "holds the vetoes"),
    ],
)
def test_what_is_missing_is_said_and_never_made_up(rule: dict[str, Any], said: str) -> None:
    with pytest.raises(NotOnFileError, match=said):
        rule_over(Rule.model_validate(rule), ["a", "b"])
    body = {"id": "body", "members": ["a", "b"], "rule": rule}
    found = decider(Case.model_validate({"bodies": [body]}), "body")
    assert found.rule is None
    assert said in found.lacking


def test_a_body_without_members_or_rule_says_so() -> None:
    case = Case.model_validate({"bodies": [{"id": "a"}, {"id": "b", "members": ["x"]}]})
    assert (decider(case, "a").lacking, decider(case, "b").lacking) == ("its members", "its rule")
    assert the_table(case) is None


def test_the_table_decides_among_principals() -> None:
    parties = [{"id": "a", "roles": "principal"}, {"id": "b", "roles": "backer"}, {"id": "c", "roles": "principal"}]
    table = the_table(Case.model_validate({"parties": parties, "table": {"name": "majority"}}))
    assert table is not None
    assert (table.voters, table.words) == (("a", "c"), "majority: at least 2 of 2 members")


def council(**more: Any) -> Any:
    body = {"id": "body", "preset": "council-of-the-eu", **more}
    return decider(Case.model_validate({"as_of": "2026-06-01", "bodies": [body]}), "body")


def test_shares_are_of_those_who_take_part() -> None:
    away = ["germany", "france"]
    found = council(not_taking_part=away)
    assert found.rule == council(procedure="ordinary-of-participants", not_taking_part=away).rule
    assert len(found.voters) == 25
    # 55 % of 25 members; 65 % of 10,000 - 1,849 - 1,517 hundredths of one per cent of the population.
    assert found.words.startswith("qualified majority: at least 14 of 25 members and at least 65 % of the weight")
    # Italy and Spain have 2,401, more than 35 % of 6,634: it takes two members for the weight, and one more to block.
    assert found.words.endswith("or fewer than 3 not in favour")
    assert found.rule is not None
    smallest = minimal_groups(dual(two_choice(found.rule)), 25, largest=3).groups
    assert {len(group) for group in smallest} == {3}


def test_with_every_member_the_rule_for_participants_is_the_ordinary_one() -> None:
    # TFEU art. 238(3)(a) for all 27: three members have more than 35 %, and one more makes the four of TEU art. 16(4).
    assert council(procedure="ordinary-of-participants").rule == council().rule


def test_constructive_abstention_has_its_limit_of_a_third_of_members_and_population() -> None:
    found = council(procedure="constructive-abstention")
    assert found.rule is not None
    small, large = found.voters[-9:], found.voters[:9]
    for away, against, passes in [
        ((), (), True),
        (small, (), True),  # a third of the members, not of the population
        (large[:8], (), True),  # 76.86 % of the population, not a third of the members
        (large, (), False),
        ((), small[:1], False),
    ]:
        favour = np.array([member not in (*away, *against) for member in found.voters])
        assert carried(found.rule, favour, np.array([member in against for member in found.voters])).item() is passes


def test_the_european_council_votes_with_the_weights_of_the_council() -> None:
    case = {"bodies": [{"id": "body", "preset": "european-council", "procedure": "ordinary"}]}
    found = decider(Case.model_validate(case), "body")
    other = council()
    assert found.words == other.words
    assert sorted(found.voters) == sorted(other.voters)


BAD = [
    ("{name: majority, quota: 3}", "C137", "the quota 3, above 2 members"),
    ("{name: majority, quota: 0}", "C137", "the quota 0"),
    ("{name: majority, quota: -0.5}", "C137", "the quota -0.5"),
    ("{name: majority, quorum: 5}", "C137", "the quota 5, above 2 members"),
    ("{name: majority, blocking_minimum: 3}", "C137", "3 members to block, of 2"),
    ("{name: majority, quota: 8, weights: {a: 3, b: 4}}", "C137", "the quota 8, above a weight of 7"),
    ("{name: weighted, quota: 8, weights: {a: 3, b: 4}}", "C137", "the quota 8, above a weight of 7"),
    ("{name: weighted, quota: 0.9, weight_total: 10, weights: {a: 3, b: 4}}", "C137", "0.9 of `weight_total`, 9"),
    ("{name: weighted, quota: 0.5, weights: {a: 3, b: -4}}", "C138", "the weight -4 for b"),
    ("{name: any-of}", "C139", "the rule any-of of nothing"),
    ("{name: majority, of: [{name: consensus}]}", "C139", "rules joined under majority"),
    ("{name: all-of, of: [{name: majority}, {name: majority, quota: 9}]}", "C137", "the quota 9"),
    ("{name: all-of, of: [{name: majority, vetoes: [q]}]}", "C126", "the unknown member 'q'"),
    ("{name: majority, weights: {q: 1}}", "C126", "the unknown member 'q'"),
    ("{name: majority, quota: half}", "C114", "'half' is no quota"),
    ("{name: majority, quota: 1/0}", "C114", "1/0 is no fraction"),
]


@pytest.mark.parametrize(("rule", "code", "found"), BAD)
def test_rules_that_cannot_be_meant_are_errors_at_their_place(rule: str, code: str, found: str) -> None:
    text = f"parties: [{{id: a}}, {{id: b}}]\nbodies:\n  - id: body\n    members: [a, b]\n    rule: {rule}\n"
    problems = [problem for problem in check_text(text).errors if problem.code == code]
    assert any(found in problem.found for problem in problems), check_text(text).errors
    assert all(problem.place is not None and problem.place.line == 5 for problem in problems)
    assert all((problem.place.column or 0) > 10 for problem in problems if problem.place is not None)


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("bodies: [{id: a, needs: [b]}, {id: b, needs: [a]}]\n", "C134", "1:25"),
        ("bodies: [{id: a, needs: [a]}]\n", "C134", "1:25"),
        ("bodies: [{id: a, needs: [zz]}]\n", "C123", "1:26"),
        ("parties: [{id: a}]\nbodies: [{id: x, members: [a], not_taking_part: [a]}]\n", "C139", "2:49"),
        ("bodies: [{id: x, preset: un-security-council, members: [china, france]}]\n", "C137", "1:56"),
        ("parties: [{id: a, roles: principal}]\ntable: {name: majority, quota: 4}\n", "C137", "2:32"),
    ],
)
def test_bodies_that_cannot_decide_are_errors(text: str, code: str, place: str) -> None:
    problems = check_text(text).errors
    assert [problem.code for problem in problems] == [code]
    assert str(problems[0].place) == f"case.yaml:{place}"


def test_a_circle_among_other_bodies_is_named_once() -> None:
    text = "bodies: [{id: x, needs: [a]}, {id: a, needs: [b, c]}, {id: b, needs: [a]}, {id: c}]\n"
    assert [problem.found for problem in check_text(text).errors] == ["bodies in a circle: a needs b needs a"]


@pytest.mark.parametrize("weights", ["{}", "{a: 3}"])
def test_weights_that_nobody_has_typed_yet_are_a_question_and_no_error(weights: str) -> None:
    rule = f"{{name: weighted, quota: 0.5, weights: {weights}}}"
    loaded = load_text(f"parties: [{{id: a}}, {{id: b}}]\nbodies: [{{id: x, members: [a, b], rule: {rule}}}]\n")
    assert any(question.path == "bodies.x.rule.weights" for question in check(loaded).questions)
    assert decider(loaded.case, "x").rule is None
