"""Weighted Nash in a case: whence its weights come, when it is shown, what is asked; and picks beside their rivals."""

from __future__ import annotations

import math
import re

import pytest

from pourparler.analysis.packages import packages
from pourparler.case.load import load_text
from pourparler.core.result import Result
from pourparler.evidence.record import Evidence
from tests.analysis.packages import brute

NOTHING = Evidence({}, {})
PARTS = range(0, 101, 10)


def pie(*parties: str) -> Result:
    """Return what is said of a pie of 100 in slices of 10 that is shared by two parties who have nothing meanwhile."""
    options = ", ".join(f"{{id: s{part}}}" for part in PARTS)
    mine = ", ".join(f"s{part}: {part}" for part in PARTS)
    theirs = ", ".join(f"s{part}: {100 - part}" for part in PARTS)
    text = f"""
parties:
  - {{id: norland, name: Norland, roles: principal, no_deal: 0{parties[0]}}}
  - {{id: varania, name: Varania, roles: principal, no_deal: 0{parties[1]}}}
issues: [{{id: pie, options: [{options}]}}]
views:
  - {{party: norland, issue: pie, weight: 1, values: {{{mine}}}}}
  - {{party: varania, issue: pie, weight: 1, values: {{{theirs}}}}}
"""
    return packages(load_text(text).case, NOTHING)


def gains(result: Result) -> dict[tuple[object, object], object]:
    return {
        (row["party"], row["principle"]): row["gains over no deal"] for row in result.table_named("stakes").records()
    }


@pytest.mark.parametrize(
    ("first", "second", "weights", "share"),
    [
        (", agenda_access: 1, patience: 0.9", ", agenda_access: 1, patience: 0.9", ("50", "50"), "50"),
        # 1 / 0.1 against 1 / 0.2; of slices of 10, 0.7^2 0.3 = 0.147 beats 0.6^2 0.4 = 0.144.
        (", agenda_access: 1, patience: 0.9", ", agenda_access: 1, patience: 0.8", ("66", "33"), "70"),
        # Access three to one, patience turned: 3 / 0.2 against 1 / 0.1.
        (", agenda_access: 3, patience: 0.8", ", agenda_access: 1, patience: 0.9", ("60", "40"), "60"),
        # One that never proposes is left out of the product.
        (", agenda_access: 1, patience: 0.8", ", agenda_access: 0, patience: 0.9", ("100", "0"), "100"),
    ],
)
def test_weights_follow_from_access_and_patience(first: str, second: str, weights: tuple[str, str], share: str) -> None:
    result = pie(first, second)
    table = result.table_named("bargaining-weights")
    assert tuple(str(row[3]).partition(".")[0] for row in table.rows) == weights
    assert {mark.id for _, marks in sorted(table.marks.items()) for mark in marks} == {
        f"parties.{party}.{name}" for party in ("norland", "varania") for name in ("agenda_access", "patience")
    }
    assert gains(result)["Norland", "Weighted Nash"] == share
    assert gains(result)["Norland", "Nash"] == "50"
    assert not [question for question in result.missing if "propos" in question.text]


@pytest.mark.parametrize(
    ("first", "second", "asked"),
    [
        ("", "", []),
        ("", ", patience: 0.9", []),  # which is on file for other questions
        (", agenda_access: 1, patience: 0.9", ", patience: 0.9", ["parties.varania.agenda_access"]),
        (", agenda_access: 1", ", agenda_access: 1, patience: 0.9", ["parties.norland.patience"]),
        (", agenda_access: 1, patience: 1", ", agenda_access: 1, patience: 0.9", ["parties.norland.patience"]),
        (", agenda_access: 0, patience: 0.9", ", agenda_access: 0, patience: 0.9", ["parties"]),
    ],
)
def test_without_all_of_them_there_is_no_weighted_solution_and_what_lacks_is_asked(
    first: str, second: str, asked: list[str]
) -> None:
    result = pie(first, second)
    assert [
        question.path for question in result.missing if "how gains would be shared" in str(question.matters)
    ] == asked
    assert result.table_named("bargaining-weights").rows == ()
    assert not any(row["principle"] == "Weighted Nash" for row in result.table_named("stakes").records())


def test_where_access_and_patience_change_the_weighted_pick() -> None:
    """Norland weighs 10, Varania 5. It gets seven slices between w / 5 = ln(4/3) / ln(7/6) and ln(3/2) / ln(8/7)."""
    result = pie(", agenda_access: 1, patience: 0.9", ", agenda_access: 1, patience: 0.8")
    rows = {
        str(row["judgement"]): (row["next below the range"], row["next above it"])
        for row in result.table_named("pick-changes").records()
        if row["principle"] == "Weighted Nash"
    }
    low, high = math.log(4 / 3) / math.log(7 / 6), math.log(3 / 2) / math.log(8 / 7)
    expected = {
        "The agenda access of Norland": (low * 5 * 0.1, high * 5 * 0.1),
        "The patience of Norland": (1 - 1 / (low * 5), 1 - 1 / (high * 5)),
        "The agenda access of Varania": (10 / high * 0.2, 10 / low * 0.2),
        "The patience of Varania": (1 - high / 10, 1 - low / 10),
    }
    for what, ends in expected.items():
        assert rows[what] == tuple(f"{end:.4g}" for end in ends), what


def test_picks_stand_beside_their_rivals_with_their_hold() -> None:
    result = pie(", agenda_access: 1, patience: 0.9", ", agenda_access: 1, patience: 0.8")
    rows = {row["principle"]: row for row in result.table_named("middle").records()}
    assert list(rows) == ["Nash", "Kalai-Smorodinsky", "Egalitarian", "Utilitarian", "Weighted Nash", "Raiffa"]
    # 0.6 0.4 falls short of 0.5 0.5 by 4 per cent, 0.144 of 0.147 by 1.4 per cent
    # (to the power of 2 / 3, with weights of mean 1), 40 of 50 by 20 per cent.
    shortfalls = {name: row["runner-up falls short by"] for name, row in rows.items()}
    assert shortfalls == {
        "Nash": "4 %",
        "Kalai-Smorodinsky": "20 %",
        "Egalitarian": "20 %",
        "Utilitarian": "–",
        "Weighted Nash": "1.4 %",
        "Raiffa": "–",
    }
    assert rows["Weighted Nash"]["with lotteries, parties would expect"] == "Norland 66.7, Varania 33.3"
    assert rows["Weighted Nash"]["more or less than at its pick"] == "Norland -3.3, Varania +3.3"
    assert rows["Nash"]["more or less than at its pick"] == "the same"
    assert all(re.search(r" – passes in 1 of 1", str(row["picks"])) for row in rows.values())


def test_made_up_cases_name_no_pick_at_the_middle_without_its_hold() -> None:
    from pourparler.case.completion import complete
    from pourparler.case.model import Case
    from pourparler.case.sampling import draws_of

    for seed in range(12):
        case = complete(Case.model_validate(brute.made_up_file(seed, 2 + seed % 2)))
        for table in packages(case, NOTHING, draws_of(case, 1, 20)).tables:
            if table.name == "middle":
                for row in table.records():
                    assert re.search(r" – passes in \d+ of \d+", str(row["picks"]))
