"""Shipped bodies: members, rules and dates as public law has them."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest

from pourparler.case.bodies import PRESETS, body_of, preset
from pourparler.case.load import load_text
from pourparler.case.model import Case

SIZES = [
    ("north-atlantic-council", 32, "North Atlantic Treaty; Sweden joined on 7 March 2024"),
    ("council-of-the-eu", 27, "Treaty on European Union art. 16"),
    ("european-council", 27, "Treaty on European Union art. 15(2)"),
    ("un-security-council", 15, "Charter of the United Nations art. 23(1)"),
]
RULES = [
    ("north-atlantic-council", None, "consensus", None, None, None),
    ("council-of-the-eu", None, "qualified-majority", 0.55, 0.65, 4),
    ("council-of-the-eu", "reinforced", "qualified-majority", 0.72, 0.65, None),
    ("council-of-the-eu", "unanimity", "unanimity", None, None, None),
    ("council-of-the-eu", "simple", "majority", 14, None, None),
    ("european-council", None, "consensus", None, None, None),
    ("un-security-council", None, "veto-players", 9, None, None),
    ("un-security-council", "procedural", "majority", 9, None, None),
]


def case_with(**body: object) -> Case:
    return Case.model_validate({"as_of": "2026-06-01", "bodies": [{"id": "body", **body}]})


@pytest.mark.parametrize(("name", "size", "source"), SIZES)
def test_members_of_shipped_bodies(name: str, size: int, source: str) -> None:
    resolved = body_of(case_with(preset=name), "body")
    assert len(resolved.members) == len(set(resolved.members)) == size, source
    assert resolved.open_seats == 0
    assert resolved.source
    assert all(resolved.names[member][0].isupper() for member in resolved.members)


@pytest.mark.parametrize(("name", "procedure", "rule", "quota", "weight_quota", "blocking"), RULES)
def test_rules_of_shipped_bodies(
    name: str, procedure: str | None, rule: str, quota: float | None, weight_quota: float | None, blocking: int | None
) -> None:
    found = body_of(case_with(preset=name, procedure=procedure), "body").rule
    assert found is not None
    assert (found.name, found.quota, found.weight_quota, found.blocking_minimum) == (
        rule,
        quota,
        weight_quota,
        blocking,
    )
    assert found.source


def test_every_preset_loads_and_says_where_its_facts_are_from() -> None:
    for name in PRESETS:
        shipped = preset(name)
        assert shipped.id == name
        assert shipped.source
        assert all(rule.source for rule in shipped.procedures.values())


COUNCIL = {
    datetime.date(2025, 7, 1): ({"algeria", "slovenia", "pakistan"}, 0),
    datetime.date(2026, 7, 1): ({"bahrain", "colombia", "latvia", "liberia", "denmark", "panama"}, 0),
    datetime.date(2027, 7, 1): ({"bahrain", "latvia"}, 5),
    datetime.date(2030, 1, 1): ({"france"}, 10),
}


@pytest.mark.parametrize(("day", "expected"), COUNCIL.items(), ids=[day.isoformat() for day in COUNCIL])
def test_elected_seats_follow_the_day(day: datetime.date, expected: tuple[set[str], int]) -> None:
    resolved = body_of(case_with(preset="un-security-council"), "body", on=day)
    sitting, open_seats = expected
    assert sitting <= set(resolved.members)
    assert resolved.open_seats == open_seats
    assert len(resolved.members) == 15 - open_seats
    permanent = {"china", "france", "russia", "united-kingdom", "united-states"}
    assert permanent <= set(resolved.members)
    assert resolved.rule is not None
    assert set(resolved.rule.vetoes) == permanent


def test_population_shares_are_those_of_2025(shared: Path) -> None:
    oracle = json.loads((shared / "oracles/voting/eu_council_oracles.json").read_text())["lisbon_eu27_2025"]
    rule = body_of(case_with(preset="council-of-the-eu"), "body").rule
    assert rule is not None
    names = ["czechia" if name == "Czech Republic" else name.lower() for name in oracle["players"]]
    assert rule.weights == dict(zip(names, oracle["population_basis_points"], strict=True))


def test_a_fictional_body_keeps_the_rule_of_a_preset_with_its_own_members() -> None:
    parties = "parties: [{id: a, name: Norland}, {id: b}]\n"
    body = "bodies: [{id: league, name: League, preset: north-atlantic-council, members: [a, b]}]\n"
    league = body_of(load_text(parties + body).case, "league")
    assert (league.name, league.members, league.names) == ("League", ("a", "b"), {"a": "Norland", "b": "b"})
    assert league.rule is not None
    assert league.rule.name == "consensus"


def test_a_rule_of_the_case_wins_over_that_of_the_preset() -> None:
    found = body_of(case_with(preset="north-atlantic-council", rule={"name": "majority"}), "body").rule
    assert found is not None
    assert found.name == "majority"


def test_those_without_a_vote_sit_beside_the_members() -> None:
    resolved = body_of(case_with(preset="european-council"), "body")
    assert len(resolved.without_vote) == 2
    assert not set(resolved.without_vote) & set(resolved.members)


def test_an_unknown_body_is_an_error_that_lists_the_others() -> None:
    with pytest.raises(LookupError, match="there are: body"):
        body_of(case_with(), "other")
