"""Spaces too large to write out: the same answer as by enumeration where both can be had, and it says how."""

from __future__ import annotations

import json
import random
from typing import Any

import numpy as np
import pytest

from pourparler.analysis.packages import large, packages
from pourparler.analysis.packages.arrays import Arrays
from pourparler.analysis.packages.large import LargeSpace
from pourparler.analysis.packages.naming import Names
from pourparler.analysis.packages.solved import Solved
from pourparler.analysis.packages.structure import Structure
from pourparler.case.completion import complete
from pourparler.case.model import Case
from pourparler.case.sampling import draws_of
from pourparler.evidence.record import Evidence
from pourparler.methods.packages.solutions import PRINCIPLES
from tests.analysis.packages import brute


@pytest.mark.parametrize("seed", range(8))
def test_it_picks_packages_of_the_same_worth_as_enumeration(seed: int) -> None:
    case = brute.made_up(200 + seed, parties=2, issues=4)
    arrays = Arrays(case, draws_of(case, 1, 3))
    structure = Structure(arrays)
    if structure.contradiction() is not None:
        return
    whole, found = Solved(structure), LargeSpace(arrays)
    assert np.nan_to_num(found.counts.ideal) == pytest.approx(np.nan_to_num(whole.counts.ideal))
    rows = {tuple(package): row for row, package in enumerate(whole.counts.packages.tolist())}
    for number, package in enumerate(found.counts.packages.tolist()):
        row = rows[tuple(package)]
        assert found.passes[number] == whole.passes(row)
        for principle in PRINCIPLES:
            assert found.counts.picked[principle][number] <= whole.counts.picked[principle][row]


def test_a_case_of_a_million_packages_is_answered_and_says_how() -> None:
    options = [f"o{number}" for number in range(4)]
    raw: dict[str, Any] = {
        "parties": [{"id": "a", "roles": "principal", "no_deal": 20}, {"id": "b", "roles": "principal", "no_deal": 20}],
        "issues": [{"id": f"i{number}", "options": [{"id": one} for one in options]} for number in range(10)],
        "views": [
            {
                "party": party,
                "issue": f"i{number}",
                "weight": 1 + (number * (2 if party == "a" else 3)) % 7,
                "values": {one: (30 * place if party == "a" else 90 - 30 * place) for place, one in enumerate(options)},
            }
            for party in ("a", "b")
            for number in range(10)
        ],
    }
    case = complete(Case.model_validate(raw))
    assert large.MOST_PACKAGES < 4**10
    result = packages(case, Evidence({}, {}), draws_of(case, 1, 2))
    assert "1,048,576 packages, before exclusions, are too many to write out" in result.text[0].text
    assert "exactly" in result.text[0].text
    passing = result.table_named("passing")
    assert passing.rows
    assert set(passing.column("passes in")) == {2}


def with_bodies(seed: int) -> Case:
    """Return a small made-up case in which two options need a council, of which the parties and others are members."""
    rng = random.Random(seed)
    raw = json.loads(json.dumps(brute.made_up_file(300 + seed, parties=2, issues=4)))
    members = ["p0", "p1", "q", "r"]
    raw["parties"] += [{"id": "q"}, {"id": "r", "roles": "ratifier" if seed % 2 else "observer"}]
    raw["bodies"] = [
        {"id": "council", "members": members, "rule": {"name": rng.choice(["consensus", "majority"])}},
        {"id": "home", "members": members, "rule": {"name": rng.choice(["unanimity", "majority"])}},
    ]
    raw["parties"][0]["approval"] = "home"
    paths = [(issue["id"], option["id"]) for issue in raw["issues"] for option in issue["options"]]
    for issue in raw["issues"]:
        for option in issue["options"]:
            if rng.random() < 0.4:
                option["needs"] = ["council"]
        for who in ("q", "r"):
            stances = [
                {"option": option["id"], "stance": "opposes", "unless": {"option": ".".join(rng.choice(paths))}}
                for option in issue["options"]
                if rng.random() < 0.4
            ]
            raw["views"].append({"party": who, "issue": issue["id"], "stances": stances})
    return complete(Case.model_validate(raw))


def test_bodies_are_part_of_what_is_feasible() -> None:
    seen = 0
    for seed in range(16):
        arrays = Arrays(with_bodies(seed), draws_of(with_bodies(seed), 1, 3))
        structure = Structure(arrays)
        if structure.contradiction() is not None or not structure.open.any():
            continue
        whole, found = Solved(structure), LargeSpace(arrays)
        assert found.closed.unsettled == ()
        assert np.nan_to_num(found.counts.ideal) == pytest.approx(np.nan_to_num(whole.counts.ideal))
        rows = {tuple(package): row for row, package in enumerate(whole.counts.packages.tolist())}
        for number, package in enumerate(found.counts.packages.tolist()):
            assert found.passes[number] == whole.passes(rows[tuple(package)])
        seen += bool(found.closed.combinations) and len(found.counts.packages) > 0
    assert seen > 5


@pytest.mark.parametrize(("closing", "words"), [("red line", "No package is left"), ("body", "No package is left")])
def test_nothing_left_is_said(closing: str, words: str) -> None:
    raw: dict[str, Any] = {
        "parties": [{"id": "a", "roles": "principal", "no_deal": 20}, {"id": "b"}],
        "bodies": [{"id": "council", "members": ["a", "b"], "rule": {"name": "consensus"}}],
        "issues": [
            {"id": f"i{number}", "options": [{"id": f"o{n}", "needs": ["council"]} for n in range(4)]}
            for number in range(10)
        ],
        "views": [
            {"party": "a", "issue": f"i{number}", "weight": 1, "values": {f"o{n}": 30 * n for n in range(4)}}
            for number in range(10)
        ],
    }
    if closing == "body":
        raw["views"].append({"party": "b", "issue": "i0", "stances": [{"stance": "opposes"}]})
    else:
        raw["views"][0]["red_lines"] = [f"o{n}" for n in range(4)]
    case = complete(Case.model_validate(raw))
    assert words in packages(case, Evidence({}, {}), draws_of(case, 1, 2)).text[0].text


def test_branch_and_bound_is_named() -> None:
    case = brute.made_up(201, parties=2, issues=4)
    arrays = Arrays(case, draws_of(case, 1, 2))
    space = LargeSpace(arrays)
    counts = space.counts
    object.__setattr__(counts, "methods", {"branch and bound": 2.0})
    assert "by branch and bound" in space.text(Names(arrays))[0].text
