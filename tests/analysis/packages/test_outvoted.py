"""What a rule of the table lets pass beside the consent of all, against brute force."""

from __future__ import annotations

import json
from collections.abc import Callable

import numpy as np
import pytest

from pourparler.analysis.packages import packages
from pourparler.analysis.packages.arrays import Arrays
from pourparler.analysis.packages.outvoted import outvoted
from pourparler.analysis.packages.structure import Structure
from pourparler.case.completion import complete
from pourparler.case.model import Case
from pourparler.case.sampling import draws_of
from pourparler.evidence.record import Evidence
from tests.analysis.packages import brute

RULES: dict[str, Callable[[list[bool]], bool]] = {
    "majority": lambda votes: sum(votes) >= 2,
    "consensus": all,
    "weights": lambda votes: 3 * votes[0] + votes[1] + votes[2] > 2.5,
}


def made(seed: int, rule: str) -> Case:
    raw = json.loads(json.dumps(brute.made_up_file(seed, parties=3)))
    raw["table"] = {"name": rule}
    if rule == "weights":
        raw["table"] = {"name": "majority", "weights": {"p0": 3, "p1": 1, "p2": 1}}
    return complete(Case.model_validate(raw))


@pytest.mark.parametrize("rule", list(RULES))
@pytest.mark.parametrize("seed", range(10))
def test_counts_are_those_of_brute_force(rule: str, seed: int) -> None:
    case = made(seed, rule)
    arrays = Arrays(case, draws_of(case, seed, 3))
    structure = Structure(arrays)
    if structure.contradiction() is not None:
        return
    found = outvoted(structure)
    assert found is not None
    for draw in range(3):
        passing, everyone, against = 0, 0, np.zeros(3)
        for package in brute.standing(case):
            votes = [
                not brute.crossed(case, package, who)
                and brute.worth(case, arrays.drawn, draw, who, package) >= brute.floor(arrays.drawn, draw, who)
                for who in ("p0", "p1", "p2")
            ]
            everyone += all(votes)
            if RULES[rule](votes):
                passing += 1
                against += ~np.array(votes)
        assert (found.passing[draw], found.everyone[draw]) == (passing, everyone)
        assert found.against[draw].tolist() == against.tolist()


def test_who_is_outvoted_is_told_and_the_zone_stays_what_all_accept() -> None:
    plain = packages(made(5, "consensus"), Evidence({}, {}), draws_of(made(5, "consensus"), 1, 20))
    ruled = packages(made(5, "majority"), Evidence({}, {}), draws_of(made(5, "majority"), 1, 20))
    assert plain.table_named("outvoted").rows == ()
    assert any("lets pass what every principal accepts, and nothing else" in line.text for line in plain.challenge)
    assert [row[0] for row in ruled.table_named("outvoted").rows] == ["p0", "p1", "p2"]
    assert any("everything else said here is about the latter" in line.text for line in ruled.challenge)
    assert [line.text for line in plain.text] == [line.text for line in ruled.text]


def test_without_a_rule_nothing_is_said() -> None:
    case = brute.made_up(2, parties=3)
    assert outvoted(Structure(Arrays(case, draws_of(case, 1, 2)))) is None
