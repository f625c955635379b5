"""A printed answer: the Panama Canal with Raiffa's points gives each party 66 of 100 by Adjusted Winner."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from pourparler.analysis.packages import packages
from pourparler.case.load import load_case
from pourparler.case.sampling import draws_of
from pourparler.core.result import Result
from pourparler.evidence.record import Evidence

# Raiffa (1982); Brams and Taylor (1996), chapter 5.
UNITED_STATES = (22, 22, 15, 14, 11, 6, 4, 2, 2, 2)
PANAMA = (9, 15, 15, 3, 15, 5, 11, 7, 7, 13)
WON_BY_THE_UNITED_STATES = {"The United States' defence rights", "Use rights", "Expansion rights", "Expansion routes"}


@pytest.fixture(scope="module")
def result() -> Result:
    case = load_case(Path(__file__).parent / "panama.yaml").case
    return packages(case, Evidence({}, {}), draws_of(case, 1, 1))


def test_each_gets_66_and_land_and_water_is_shared(result: Result) -> None:
    table = result.table_named("adjusted-winner")
    assert table.note is not None
    assert "Both end with 66 of 100 points" in table.note
    rows = table.records()
    whole = {row["issue"] for row in rows if row["party"] == "United States" and row["gets it whole in"] == "yes"}
    assert whole == WON_BY_THE_UNITED_STATES
    shared = {(row["issue"], row["party"], row[table.columns[-1]]) for row in rows if row["shared in"] == "yes"}
    # 2/15 of land and water.
    assert shared == {("Land and water", "United States", "13.33"), ("Land and water", "Panama", "86.67")}


def test_whole_issues_give_what_enumeration_gives(result: Result) -> None:
    points = [
        (
            sum(u for u, mine in zip(UNITED_STATES, split, strict=True) if mine),
            sum(p for p, mine in zip(PANAMA, split, strict=True) if not mine),
        )
        for split in itertools.product((True, False), repeat=10)
    ]
    assert result.text[1].text.startswith(f"{len(points):,} of the {len(points):,} packages")
    gains = {(row["party"], row["principle"]): float(str(row["gains over no deal"])) for row in _stakes(result)}
    nash = max(points, key=lambda pair: pair[0] * pair[1])
    egalitarian = max(points, key=sorted)
    assert (gains["United States", "Nash"], gains["Panama", "Nash"]) == nash
    assert (gains["United States", "Egalitarian"], gains["Panama", "Egalitarian"]) == egalitarian
    assert gains["United States", "Utilitarian"] + gains["Panama", "Utilitarian"] == 132


def _stakes(result: Result) -> list[dict[str, object]]:
    return [dict(row) for row in result.table_named("stakes").records()]
