"""Spaces too large to write out: the same answer as by enumeration where both can be had, and it says how."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from pourparler.analysis.packages import large, packages
from pourparler.analysis.packages.arrays import Arrays
from pourparler.analysis.packages.large import LargeSpace
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
