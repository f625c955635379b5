"""What a check says about a case that can be read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pourparler.case.check import check, check_file, check_text, cited_claims, rests_on
from pourparler.case.load import load_text
from pourparler.case.save import set_value
from tests.case.sample import STRAIT

HEAD = "classification: OPEN\njudged: {by: AB, dated: 2026-09-01, why: desk}\n"
TWO = (
    HEAD
    + "parties: [{id: a, roles: principal}, {id: b, name: Bee, roles: principal}, {id: c}]\n"
    + "issues: [{id: i, options: [{id: x}, {id: y}]}]\nviews:\n"
)
NOTICES = [
    pytest.param("parties: [{id: a}]\n", "C155", "", "no classification", id="no classification"),
    pytest.param(
        "classification: OPEN\nparties: [{id: a, no_deal: 30}]\n",
        "C150",
        "parties.a.no_deal.value",
        "'30' unsigned",
        id="unsigned",
    ),
    pytest.param(
        "classification: OPEN\nparties: [{id: a, no_deal: {value: 30, by: AB}}]\n",
        "C150",
        "parties.a.no_deal.value",
        "signed only in part; add `dated`, `why`",
        id="signed in part",
    ),
    pytest.param(
        HEAD + "as_of: 2026-08-01\nparties: [{id: a, no_deal: 30}]\n",
        "C151",
        "parties.a.no_deal.value",
        "2026-09-01, after",
        id="judged after the day of the case",
    ),
    pytest.param(
        TWO + "  - {party: a, issue: i, target: x, red_lines: x}\n",
        "C152",
        "views.a.i.target",
        "x as target and as a red line",
        id="target beyond the red line",
    ),
    pytest.param(
        TWO + "  - {party: a, issue: i, red_lines: x, stances: {x: demands}}\n",
        "C152",
        "views.a.i.stances.x",
        "which it demands",
        id="demands what it refuses",
    ),
    pytest.param(
        TWO + "  - {party: a, issue: i, target: x, bottom_line: y, values: {x: 10..20, y: 30..40}}\n",
        "C152",
        "views.a.i.target",
        "worth less than its bottom line y",
        id="target below the bottom line",
    ),
    pytest.param(
        TWO + "  - {party: a, issue: i, red_lines: x}\n  - {party: b, issue: i, red_lines: y}\n",
        "C153",
        "issues.i.options",
        "x: a; y: Bee",
        id="red lines leave no option",
    ),
    pytest.param(HEAD + "issues: [{id: i, options: {id: x}}]\n", "C154", "issues.i", "1 option", id="one option"),
    pytest.param(
        HEAD + "as_of: 2026-09-30\nmeetings: [{id: m, date: 2026-09-01, status: planned}]\n",
        "C156",
        "meetings.m",
        "2026-09-01",
        id="planned for a day that is past",
    ),
    pytest.param(
        HEAD + "as_of: 2031-01-01\nbodies: [{id: b, preset: un-security-council}]\n",
        "C157",
        "bodies.b",
        "10 seats",
        id="seats nobody is known to hold",
    ),
]


@pytest.mark.parametrize(("text", "code", "where", "said"), NOTICES)
def test_notices_name_the_place_and_the_remedy(text: str, code: str, where: str, said: str) -> None:
    found = [notice for notice in check_text(text).notices if notice.code == code]
    assert [notice.where for notice in found] == [where]
    assert said in str(found[0])
    assert found[0].place is not None


def test_red_lines_of_others_than_principals_remove_no_option() -> None:
    text = TWO + "  - {party: a, issue: i, red_lines: x}\n  - {party: c, issue: i, red_lines: y}\n"
    assert "C153" not in {notice.code for notice in check_text(text).notices}


def test_a_case_in_order_has_no_notices() -> None:
    text = TWO + "  - {party: a, issue: i, target: x, bottom_line: y, values: {x: 60, y: 30..70}, red_lines: []}\n"
    assert check_text(text).notices == ()


def test_claims_are_cited_with_what_rests_on_them() -> None:
    text = (
        "judged: {because: s0-00}\nparties:\n  - {id: a, no_deal: 3, fears: {value: war, because: [s1-1, s1-2]}}\n"
        "relations: [{from: a, to: a, kind: ally, because: s1-1}]\nstatements: [{claim: s2-9, about: a}]\n"
    )
    case = load_text(text).case
    assert cited_claims(case) == (
        ("s0-00", "parties.a.no_deal.value"),
        ("s1-1", "parties.a.fears.1"),
        ("s1-2", "parties.a.fears.1"),
        ("s1-1", "relations.a.a.ally"),
        ("s2-9", "statements.s2-9.a"),
    )
    assert rests_on(case, "s1-1") == ("parties.a.fears.1", "relations.a.a.ally")


def test_an_answered_question_leaves_the_list_and_nothing_else_does() -> None:
    before = {question.path for question in check_text(STRAIT).questions}
    assert "views.norland.ceasefire.values.full" in before
    after = {
        question.path for question in check_text(set_value(STRAIT, "views.norland.ceasefire.values.full", 80)).questions
    }
    assert before - after == {"views.norland.ceasefire.values.full"}
    assert after < before


def test_questions_say_whom_to_ask() -> None:
    asked = {question.path: question.ask for question in check_text(STRAIT).questions}
    assert asked["views.norland.ceasefire.position"] == "our own delegation"
    assert asked["views.varania.ceasefire.position"] == "R. Varo"
    assert asked["views.ostmark.ceasefire.position"] == "the delegation of ostmark"


def test_only_principals_are_asked_for_numbers() -> None:
    paths = [question.path or "" for question in check_text(STRAIT).questions]
    assert not [path for path in paths if path.startswith("views.ostmark") and not path.endswith("position")]


def test_questions_about_a_body_that_weighs_votes() -> None:
    text = (
        HEAD
        + "parties: [{id: a}, {id: b}]\nbodies: [{id: c, members: [a, b], rule: {name: weighted, weights: {a: 3}}}]\n"
    )
    paths = {question.path for question in check_text(text).questions}
    assert {"bodies.c.rule.weights", "bodies.c.rule.quota"} <= paths


def test_errors_are_in_the_report_and_json_says_the_same(tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    path.write_text("titel: x\n", encoding="utf-8")
    report = check_file(path)
    assert not report.ok
    assert [problem.code for problem in report.errors] == ["C110"]
    plain = json.loads(json.dumps(report.to_dict()))
    assert plain["errors"][0]["text"] == str(report.errors[0])
    assert not check_file(tmp_path / "none.yaml").ok


def test_order_and_names_of_parties_change_no_question_but_its_words() -> None:
    one = "parties: [{id: a, name: A, roles: principal}, {id: b, name: B, roles: principal}]\nissues: [{id: i}]\n"
    two = "parties: [{id: b, name: X, roles: principal}, {id: a, name: Y, roles: principal}]\nissues: [{id: i}]\n"
    paths = [
        sorted((question.path or "", question.matters or "") for question in check(load_text(text)).questions)
        for text in (one, two)
    ]
    assert paths[0] == paths[1]
