"""Which packages the bodies can still pass: by hand, and against a package-by-package reading of the same rules."""

from __future__ import annotations

import itertools
import random
from typing import Any

import numpy as np
import pytest

from pourparler.analysis.approval.passing import carried_by, passable
from pourparler.case.model import Case
from pourparler.methods.voting.rules import carried, consensus

ISSUES = ("entry", "truce")
OPTIONS = (("no", "yes"), ("none", "full"))
PACKAGES = np.array(list(itertools.product((0, 1), (0, 1))))


def case_with(stance: dict[str, Any], rule: dict[str, Any] | None = None, **more: Any) -> Case:
    return Case.model_validate(
        {
            "as_of": "2031-06-01",
            "parties": [{"id": "a"}, {"id": "b"}, {"id": "c"}],
            "bodies": [{"id": "council", "members": ["a", "b", "c"], "rule": rule or {"name": "consensus"}}],
            "issues": [
                {"id": "entry", "options": [{"id": "no"}, {"id": "yes", "needs": ["council"]}]},
                {"id": "truce", "options": [{"id": "none"}, {"id": "full"}]},
            ],
            "views": [{"party": "b", "issue": "entry", "stances": [{"option": "yes", **stance}]}],
            **more,
        }
    )


# Packages in the order: no & none, no & full, yes & none, yes & full.
STANCES = [
    pytest.param({"stance": "opposes"}, [1, 1, 0, 0], id="an objection stops a consensus"),
    pytest.param({"stance": "supports"}, [1, 1, 1, 1], id="support does not"),
    pytest.param({"stance": "abstains"}, [1, 1, 1, 1], id="an abstention does not"),
    pytest.param({"stance": "silent"}, [1, 1, 1, 1], id="silence leaves it open"),
    pytest.param({"stance": "opposes", "unless": "truce.full"}, [1, 1, 0, 1], id="lifted by an option"),
    pytest.param({"stance": "conditional", "when": "truce.full"}, [1, 1, 0, 1], id="given with an option only"),
    pytest.param({"stance": "opposes", "when": "truce.none"}, [1, 1, 0, 1], id="an objection to two options together"),
    pytest.param({"stance": "opposes", "unless": {"words": "the firing has ended"}}, [1, 1, 0, 0], id="words, stands"),
    pytest.param({"stance": "conditional", "when": {"words": "peace"}}, [1, 1, 1, 1], id="words, open"),
    pytest.param({"stance": "opposes", "unless": {"after": "2031-09-01"}}, [1, 1, 0, 0], id="a day to come"),
    pytest.param({"stance": "opposes", "unless": {"after": "2031-05-01"}}, [1, 1, 1, 1], id="a day gone by"),
    pytest.param({"stance": "opposes", "when": {"before": "2031-05-31"}}, [1, 1, 1, 1], id="an objection that ended"),
    pytest.param({"stance": "opposes", "when": {"before": "2031-06-01"}}, [1, 1, 0, 0], id="its last day"),
]


@pytest.mark.parametrize(("stance", "expected"), STANCES)
def test_consensus_and_what_a_position_hangs_on(stance: dict[str, Any], expected: list[int]) -> None:
    passes, bodies = passable(case_with(stance), PACKAGES, ISSUES, OPTIONS)
    assert bodies == ("council",)
    assert passes.astype(int).tolist() == [expected]


RULES = [
    ({"name": "unanimity"}, "opposes", False),
    ({"name": "unanimity"}, "abstains", False),
    ({"name": "unanimity", "abstention": "does-not-block"}, "abstains", True),
    ({"name": "majority"}, "opposes", True),
    ({"name": "qualified-majority", "quota": 0.7}, "opposes", False),
    ({"name": "qualified-majority", "quota": "2/3"}, "opposes", True),
    ({"name": "majority", "vetoes": ["b"]}, "opposes", False),
    ({"name": "majority", "vetoes": ["b"]}, "abstains", True),
    ({"name": "weighted", "quota": 5, "weights": {"a": 2, "b": 3, "c": 2}}, "opposes", False),
    ({"name": "weighted", "quota": 4, "weights": {"a": 2, "b": 3, "c": 2}}, "opposes", True),
    ({"name": "veto-players", "quota": 2, "vetoes": ["a"]}, "opposes", True),
    ({"name": "any-of", "of": [{"name": "consensus"}, {"name": "majority"}]}, "opposes", True),
    ({"name": "all-of", "of": [{"name": "consensus"}, {"name": "majority"}]}, "opposes", False),
]


@pytest.mark.parametrize(("rule", "stance", "passes"), RULES)
def test_rules(rule: dict[str, Any], stance: str, passes: bool) -> None:
    found, _ = passable(case_with({"stance": stance}, rule), PACKAGES, ISSUES, OPTIONS)
    assert found[0].tolist() == [True, True, passes, passes]


def test_a_red_line_is_an_objection_whatever_else_is_said() -> None:
    view = {"party": "b", "issue": "entry", "stances": {"yes": "supports"}, "red_lines": ["yes"]}
    found, _ = passable(case_with({"stance": "opposes"}, views=[view]), PACKAGES, ISSUES, OPTIONS)
    assert found[0].tolist() == [True, True, False, False]


def test_a_stance_on_the_whole_issue_counts_where_a_body_decides_and_one_on_the_option_goes_before_it() -> None:
    whole = [{"party": "b", "issue": "entry", "stances": "opposes"}]
    assert passable(case_with({}, views=whole), PACKAGES, ISSUES, OPTIONS)[0][0].tolist() == [True, True, False, False]
    both = [{"party": "b", "issue": "entry", "stances": [{"stance": "opposes"}, {"option": "yes", "stance": "offers"}]}]
    assert passable(case_with({}, views=both), PACKAGES, ISSUES, OPTIONS)[0].all()


def test_one_body_after_another_and_approval_at_home() -> None:
    bodies = [
        {"id": "council", "members": ["a", "c"], "rule": {"name": "consensus"}, "needs": ["assembly"]},
        {"id": "assembly", "members": ["b"], "rule": {"name": "majority"}},
        {"id": "ballot", "members": ["c"], "rule": {"name": "majority"}},
        {"id": "idle", "members": ["b"], "rule": {"name": "majority"}},
    ]
    parties = [{"id": "a", "roles": "principal", "approval": "ballot"}, {"id": "b"}, {"id": "c"}]
    views = [
        {"party": "b", "issue": "entry", "stances": {"yes": "opposes"}},
        {"party": "c", "issue": "truce", "stances": {"none": "opposes"}},
    ]
    found, names = passable(case_with({}, bodies=bodies, parties=parties, views=views), PACKAGES, ISSUES, OPTIONS)
    assert names == ("council", "assembly", "ballot")
    assert found.astype(int).tolist() == [[1, 1, 1, 1], [1, 1, 0, 0], [0, 1, 0, 1]]


def test_a_ratifier_stops_the_packages_with_an_option_it_opposes() -> None:
    parties = [{"id": "a"}, {"id": "b", "roles": "ratifier"}, {"id": "c"}]
    found, names = passable(
        case_with({"stance": "opposes", "unless": "truce.full"}, {"name": "majority"}, parties=parties),
        PACKAGES,
        ISSUES,
        OPTIONS,
    )
    assert names == ("council", "b")
    assert found.astype(int).tolist() == [[1, 1, 1, 1], [1, 1, 0, 1]]


def test_a_body_of_which_nothing_is_on_file_stops_nothing() -> None:
    for body in ({"id": "council"}, {"id": "council", "members": ["b"]}):
        found, names = passable(case_with({"stance": "opposes"}, bodies=[body]), PACKAGES, ISSUES, OPTIONS)
        assert names == ("council",)
        assert found.all()


def test_no_package_and_no_body() -> None:
    none, _ = passable(case_with({"stance": "opposes"}), PACKAGES[:0], ISSUES, OPTIONS)
    assert none.shape == (1, 0)
    found, names = passable(Case(), PACKAGES, ISSUES, OPTIONS)
    assert (found.shape, names) == ((0, 4), ())


def test_order_of_packages_issues_and_options_changes_nothing_else() -> None:
    case = case_with({"stance": "opposes", "unless": "truce.full"})
    straight, _ = passable(case, PACKAGES, ISSUES, OPTIONS)
    turned, _ = passable(case, 1 - PACKAGES[:, ::-1], ISSUES[::-1], tuple(each[::-1] for each in OPTIONS[::-1]))
    assert turned.tolist() == straight.tolist()


@pytest.mark.parametrize("seed", range(5))
def test_counting_patterns_once_is_counting_every_vote(seed: int) -> None:
    rng = random.Random(seed)
    members = rng.randint(1, 40)
    votes = [
        np.array(rng.choice((-1, 0, 1)), np.int8)
        if rng.random() < 0.5
        else np.array(rng.choices((-1, 0, 1), (1, 2, 30), k=200), np.int8)
        for _ in range(members)
    ]
    table = np.array([np.broadcast_to(vote, 200) for vote in votes]).T
    expected = carried(consensus(members), table == 1, table == -1)
    assert carried_by(consensus(members), 200, votes).tolist() == expected.tolist()
