"""The shipped examples: what their bodies can pass, and which body binds the packages."""

from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
import pytest

from pourparler.analysis.approval import approval
from pourparler.analysis.approval.passing import passable
from pourparler.case.load import load_case
from pourparler.case.model import Case
from pourparler.core.result import Cell, Result
from pourparler.evidence.record import Evidence

NOTHING = Evidence({}, {})


@pytest.fixture(scope="module")
def strike(root: Path) -> Case:
    return load_case(root / "examples/ferry-strike/case.yaml").case


@pytest.fixture(scope="module")
def alliance(root: Path) -> Case:
    return load_case(root / "examples/alliance/case.yaml").case


def outcomes(result: Result, body: str) -> dict[str, Cell]:
    rows = result.table_named("outcomes").records()
    return {str(row["option"]).partition(", for ")[0]: row["outcome"] for row in rows if row["body"] == body}


def test_two_members_of_the_alliance_stop_an_invitation_at_once(alliance: Case) -> None:
    found = approval(alliance, NOTHING)
    told = outcomes(found, "Council of the Alliance")
    assert told["An invitation at once"] == "blocked"
    assert told["An invitation once a ceasefire has held for a set time"] == "open"
    assert "cannot pass it while Astrelia and Dornia are against" in found.text[0].text


def test_three_members_of_the_union_can_stand_in_for_one_another(alliance: Case) -> None:
    rows = approval(alliance, NOTHING).table_named("ways").records()
    groups = {row["group"] for row in rows if str(row["option"]).startswith("Budget support and air defence")}
    assert groups == {"Dornia", "Pellania", "Vendria"}


def test_the_members_ballot(strike: Case) -> None:
    told = outcomes(approval(strike, NOTHING), "Ballot of the members")
    assert told == {
        "Nine per cent over three years (4, 3, 2)": "blocked",
        "Ten per cent over three years (4.5, 3, 2.5)": "carries if the conditions are met",
        "Eleven per cent over three years (5, 4, 2)": "carries",
        "They stay unpaid": "carries if the conditions are met",
        "They are worked off with paid extra sailings": "carries",
        "Full pay for each day": "open",
    }


def test_the_ballot_binds_packages_that_the_table_could_agree_to(strike: Case) -> None:
    """Each package by hand: a branch of 300, one of 190 and one of 150 members, of whom 321 must be for it."""
    issues = ("pay", "rest", "outsourcing", "strike-days")
    found = {issue.id: tuple(option.id for option in issue.options) for issue in strike.issues}
    options = tuple(found[issue] for issue in issues)
    packages = list(itertools.product(*(range(len(each)) for each in options)))
    passes, bodies = passable(strike, np.array(packages, np.int8), issues, options)
    expected = []
    for package in packages:
        pay, rest, agency, days = (each[index] for each, index in zip(options, package, strict=True))
        long_routes = pay != "low" and (pay != "staged" or rest == "eleven")
        long_routes &= days != "unpaid" or pay == "front-loaded"
        night = pay != "low" and days != "unpaid" and (days != "extra-sailings" or agency == "none")
        expected.append(300 * long_routes + 190 * night + 150 > 320)
    assert passes[bodies.index("members-ballot")].tolist() == expected
    assert 0 < sum(expected) < len(expected)
    assert passes[bodies.index("company-board")].all()
