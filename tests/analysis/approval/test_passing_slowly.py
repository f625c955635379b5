"""Which packages pass, against one package at a time: random bodies, rules, positions, conditions."""

from __future__ import annotations

import itertools
import random
from typing import Any

import numpy as np
import pytest

from pourparler.analysis.approval.passing import passable
from pourparler.case.model import Case
from pourparler.methods.voting.rules import permuted
from tests.methods.voting.games import passes

WHO = ("a", "b", "c", "d")
ISSUES = ("i", "j", "k")
OPTIONS = ("x", "y", "z")
PATHS = tuple(f"{issue}.{option}" for issue in ISSUES for option in OPTIONS)
TODAY = "2031-06-01"
DAYS = ("2031-05-31", "2031-06-01", "2031-06-02")
RULES: tuple[dict[str, Any], ...] = (
    {"name": "consensus"},
    {"name": "unanimity"},
    {"name": "majority"},
    {"name": "majority", "abstention": "not-counted"},
    {"name": "qualified-majority", "quota": "2/3"},
    {"name": "majority", "weights": {"a": 3, "b": 2, "c": 2, "d": 1}},
    {"name": "veto-players", "quota": 2, "vetoes": ["a", "c"]},
    {"name": "any-of", "of": [{"name": "consensus"}, {"name": "qualified-majority", "quota": 0.75}]},
)


def condition(rng: random.Random) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if rng.random() < 0.6:
        found["option"] = rng.choice(PATHS)
    if rng.random() < 0.2:
        found[rng.choice(("after", "before"))] = rng.choice(DAYS)
    if rng.random() < 0.2 or not found:
        found["words"] = "the firing has ended"
    return found


def stance(rng: random.Random, option: str | None) -> dict[str, Any]:
    kinds = ("supports", "opposes", "opposes", "demands", "conditional", "mixed", "abstains", "silent")
    found: dict[str, Any] = {"stance": rng.choice(kinds), **({"option": option} if option else {})}
    for part in ("when", "unless"):
        if rng.random() < 0.3:
            found[part] = condition(rng)
    return found


def random_case(rng: random.Random) -> dict[str, Any]:
    bodies: list[dict[str, Any]] = []
    for name in ("council", "assembly", "home"):
        body = {"id": name, "members": list(WHO), "rule": rng.choice(RULES)}
        if rng.random() < 0.2:
            body["not_taking_part"] = [rng.choice(WHO)]
        bodies.append(body)
    if rng.random() < 0.5:
        bodies[0]["needs"] = ["assembly"]
    parties: list[dict[str, Any]] = [{"id": who} for who in WHO]
    if rng.random() < 0.7:
        parties[0] |= {"roles": ["principal"], "approval": "home"}
    if rng.random() < 0.4:
        parties[1]["roles"] = ["ratifier"]
    views = []
    for who, issue in itertools.product(WHO, ISSUES):
        if rng.random() < 0.6:
            named = [option for option in OPTIONS if rng.random() < 0.5]
            stances = [stance(rng, option) for option in named]
            stances += [stance(rng, None)] if rng.random() < 0.3 else []
            red = [rng.choice(OPTIONS)] if rng.random() < 0.15 else []
            views.append({"party": who, "issue": issue, "stances": stances, "red_lines": red})
    issues = [
        {
            "id": issue,
            "options": [
                {"id": option, "needs": rng.choice(([], [], ["council"], ["assembly"], ["council", "assembly"]))}
                for option in OPTIONS
            ],
        }
        for issue in ISSUES
    ]
    return {"as_of": TODAY, "bodies": bodies, "parties": parties, "views": views, "issues": issues}


def is_met(told: dict[str, Any], package: dict[str, str]) -> bool | None:
    """Say whether a condition holds: yes, no, or nobody can tell."""
    parts: list[bool | None] = []
    if "option" in told:
        issue, option = told["option"].split(".")
        parts.append(package[issue] == option)
    if "after" in told:
        parts.append(told["after"] <= TODAY)
    if "before" in told:
        parts.append(told["before"] >= TODAY)
    if "words" in told:
        parts.append(None)
    return False if False in parts else None if None in parts else True


def best_vote(told: dict[str, Any], package: dict[str, str]) -> int:
    parts = [is_met(told["when"], package)] if "when" in told else []
    if "unless" in told:
        lifted = is_met(told["unless"], package)
        parts.append(None if lifted is None else not lifted)
    stands = False if False in parts else None if None in parts else True
    if told["stance"] == "opposes":
        return 1 if stands is False else -1
    if told["stance"] == "abstains":
        return 1 if stands is False else 0
    if told["stance"] in ("mixed", "silent"):
        return 1
    return -1 if stands is False else 1


def vote(plain: dict[str, Any], who: str, issue: str, package: dict[str, str], *, whole: bool) -> int:
    worst = 1
    for view in plain["views"]:
        if view["party"] != who or view["issue"] != issue:
            continue
        if package[issue] in view["red_lines"]:
            return -1
        named = [told for told in view["stances"] if told.get("option") == package[issue]]
        if not named and whole:
            named = [told for told in view["stances"] if "option" not in told]
        worst = min([worst, *(best_vote(told, package) for told in named)])
    return worst


def slowly(case: Case, plain: dict[str, Any], body: str, package: dict[str, str]) -> bool:
    from pourparler.case.deciding import decider

    if body in WHO:
        return min(vote(plain, body, issue, package, whole=False) for issue in ISSUES) > -1
    needs = {entry["id"]: entry.get("needs", []) for entry in plain["bodies"]}
    ready = decider(case, body)
    assert ready.rule is not None
    asked = []
    for issue in plain["issues"]:
        chosen = next(option for option in issue["options"] if option["id"] == package[issue["id"]])
        if body in chosen["needs"] or any(body in needs[first] for first in chosen["needs"]):
            asked.append([vote(plain, who, issue["id"], package, whole=True) for who in ready.voters])
    if body == "home":
        asked.append([min(vote(plain, who, issue, package, whole=False) for issue in ISSUES) for who in ready.voters])
    return all(passes(ready.rule, tuple(votes)) for votes in asked)


@pytest.mark.parametrize("seed", range(150))
def test_one_package_at_a_time(seed: int) -> None:
    plain = random_case(random.Random(seed))
    case = Case.model_validate(plain)
    packages = np.array(list(itertools.product(range(3), repeat=3)), np.int8)
    found, bodies = passable(case, packages, ISSUES, (OPTIONS,) * 3)
    told = [{issue: OPTIONS[index] for issue, index in zip(ISSUES, row, strict=True)} for row in packages.tolist()]
    for number, body in enumerate(bodies):
        assert found[number].tolist() == [slowly(case, plain, body, package) for package in told], body


def test_the_order_of_members_is_nothing_to_a_rule() -> None:
    from pourparler.case.deciding import rule_over
    from pourparler.case.parties import Rule

    for rule in RULES:
        made = Rule.model_validate(rule)
        turned = permuted(rule_over(made, WHO), (2, 0, 3, 1))
        again = rule_over(made, [WHO[old] for old in (2, 0, 3, 1)])
        for votes in itertools.product((1, 0, -1), repeat=4):
            assert passes(turned, votes) is passes(again, votes)
