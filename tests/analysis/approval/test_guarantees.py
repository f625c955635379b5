"""Whether bodies can carry the guarantees that need them, on chances judged for members."""

from __future__ import annotations

from typing import Any

import pytest

from pourparler.analysis.approval import approval
from pourparler.case.completion import complete
from pourparler.case.model import Case
from pourparler.core.result import Result
from pourparler.evidence.record import Evidence


def asked(rule: str, favour: dict[str, Any], needs: list[str] | None = None) -> Result:
    raw = {
        "parties": [{"id": who, "name": who.upper()} for who in "abc"],
        "bodies": [
            {"id": "council", "name": "Council", "members": list("abc"), "rule": {"name": rule}, "needs": needs or []},
            {"id": "house", "name": "House", "members": list("ab"), "rule": {"name": "consensus"}},
        ],
        "guarantees": [
            {
                "id": "pledge",
                "name": "The pledge",
                "type": "to-consult",
                "guarantors": ["a"],
                "needs": ["council"],
                "votes": [{"body": "council", "favour": favour}],
            }
        ],
    }
    return approval(complete(Case.model_validate(raw)), Evidence({}, {}))


@pytest.mark.parametrize(
    ("rule", "favour", "outcome", "carries", "if_all_agree", "alone"),
    [
        ("consensus", {"a": 1, "b": 1, "c": 1}, "carries", "100", None, "every member"),
        ("consensus", {"a": 1, "b": 1, "c": 0}, "blocked", "0", None, "every member"),
        # 0.8 times 0.5.
        ("consensus", {"a": 1, "b": 0.8, "c": 0.5}, "open", "40", None, "every member"),
        ("consensus", {"a": 1, "b": 0.8}, "open", "0", "80", "every member"),
        # At least one of b and c: 1 less 0.2 times 0.5.
        ("majority", {"a": 1, "b": 0.8, "c": 0.5}, "open", "90", None, None),
        ("majority", {"a": 1, "b": 1}, "carries", "100", "100", None),
        ("majority", {"a": 0, "b": 0}, "blocked", "0", "0", None),
        ("majority", {}, "open", None, None, None),
    ],
)
def test_chances_under_the_rule_of_the_body(
    rule: str, favour: dict[str, Any], outcome: str, carries: str | None, if_all_agree: str | None, alone: str | None
) -> None:
    result = asked(rule, favour)
    row = result.table_named("guarantees").records()[0]
    assert (row["guarantee"], row["body"], row["outcome"]) == ("The pledge", "Council", outcome)
    assert (row["carries in (of 100 cases)"], row["if those not judged agree"]) == (carries, if_all_agree)
    assert (row["could stop it alone, by the rule"] or None) == alone
    assert any(line.text.startswith("Guarantees: The pledge in Council") for line in result.challenge)


def test_bodies_that_must_pass_the_same_have_rows_of_their_own() -> None:
    rows = asked("majority", {"a": 1, "b": 1}, ["house"]).table_named("guarantees").records()
    assert [(row["body"], row["outcome"]) for row in rows] == [("Council", "carries"), ("House", "open")]


def test_without_guarantees_that_need_a_body_there_is_nothing_to_say() -> None:
    result = approval(Case.model_validate({"parties": [{"id": "a"}]}), Evidence({}, {}))
    assert result.table_named("guarantees").rows == ()
    assert not any("Guarantees" in line.text for line in result.challenge)
