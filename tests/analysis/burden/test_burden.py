"""Who pays for which measures: by hand, over draws, what is missing, and the same for every party."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pourparler.analysis.burden import burden
from pourparler.analysis.burden.offers import offers
from pourparler.case.load import load_text
from pourparler.case.model import Case
from pourparler.case.sampling import draws_of
from pourparler.core.result import Result
from pourparler.evidence.record import Evidence

NOTHING = Evidence({}, {})
BORDER = (Path(__file__).parents[1] / "process" / "border.yaml").read_text(encoding="utf-8")

# Two backers and three measures, by hand: the loan (5) and the depot (3) cost 4 and 2, the road (4) costs 5. Astra can
# give 5, Bela 3; the depot is Astra's alone. All three cost 11, loan and depot 6, loan and road 9: the first fits.
FUND = """
format: pourparler-case/1
as_of: 2030-01-01
parties:
  - {id: north, name: Northland, roles: principal}
  - {id: south, name: Southland, roles: principal}
  - {id: astra, name: Astra, roles: backer, funds: {unit: EUR, limit: 5, ability: 10, pledged: 1, stand_alone: 6}}
  - {id: bela, name: Bela, roles: backer, funds: {unit: EUR, limit: 3, ability: 30, pledged: 3, stand_alone: 4}}
measures:
  - {id: loan, name: Loan, supplier: astra, for: north, cost: 4, unit: EUR, worth: 5, backers: [astra, bela]}
  - {id: depot, name: Depot, supplier: astra, for: north, cost: 2, unit: EUR, worth: 3}
  - {id: road, name: Road, supplier: bela, for: north, cost: 5, unit: EUR, worth: 4, backers: [astra, bela]}
"""


def answer(text: str, draws: int = 1) -> Result:
    case = load_text(text).case
    return burden(case, NOTHING, draws_of(case, 1, draws))


def rows(result: Result, table: str) -> list[dict[str, Any]]:
    return result.table_named(table).records()


def test_a_plan_by_hand() -> None:
    result = answer(FUND)
    best = rows(result, "plans")[0]
    assert (best["measures"], best["cost"], best["worth"], best["of most worth in"]) == (
        "Loan and Depot",
        "6",
        "8",
        "yes",
    )
    # Bela may pay for the loan alone; three of it at most. Burdens: Astra 3/10, Bela 3/30.
    paid = {(row["backer"], row["measure"]): row["pays, at the middle"] for row in rows(result, "payments")}
    assert paid == {("Astra", "Loan"): "1", ("Astra", "Depot"): "2", ("Bela", "Loan"): "3"}
    taken = {row["measure"]: row["in the plan of most worth"] for row in rows(result, "measures")}
    assert taken == {"Loan": "yes", "Depot": "yes", "Road": "no"}


def test_shares_by_hand() -> None:
    # Of 6: by ability 10 to 30; up to limits 3 and 3; in proportion to 5 and 3; alone it would be 6 and 4.
    told = {row["formula"]: (row["Astra"], row["Bela"]) for row in rows(answer(FUND), "shares-north")}
    assert told["By ability"] == ("25", "75")
    assert told["By ability, up to limits"] == ("50", "50")
    assert told["As even as permissions allow"] == ("50", "50")
    assert told["In proportion to limits"] == ("62.5", "37.5")
    assert told["Equal payments up to limits"] == ("50", "50")
    assert told["Equal rests below limits"] == ("66.67", "33.33")
    assert told["Talmud, by limits"] == ("66.67", "33.33")
    # c(A) = 6, c(B) = 4, c(AB) = 6: separable 2 and 0, the rest 4 halved between remaining benefits of 4 and 4.
    assert told["Separable costs, remaining benefits"] == ("66.67", "33.33")
    assert told["Shapley value"] == ("66.67", "33.33")
    assert told["Nucleolus"] == ("66.67", "33.33")


def test_a_least_share_that_is_promised_is_a_floor() -> None:
    # By ability Astra would carry 1.5 of 6; it has promised 4, and Bela, who has promised nothing, has the rest.
    told = {
        row["formula"]: row for row in rows(answer(FUND.replace("pledged: 1", "pledged: 1, least: 4")), "shares-north")
    }
    row = told["By ability, from promised least to limits"]
    assert (row["Astra"], row["Bela"]) == ("66.67", "33.33")
    assert (told["By ability"]["Astra"], told["By ability, up to limits"]["Astra"]) == ("25", "50")
    more = answer(FUND.replace("limit: 3", "limit: 3, least: 3").replace("pledged: 1", "pledged: 1, least: 4"))
    (none,) = (row for row in rows(more, "shares-north") if row["formula"].startswith("By ability, from"))
    assert none["has an answer in"] == "no"  # Together they have promised 7, and the plan costs 6.


def test_low_income_is_discounted_where_it_is_on_file_for_all() -> None:
    # Of 10 people a head 1, of 10 a head 3: together 40 over 20, so 2. Astra is half below it, and 80 per cent of that
    # is 40: 6 to 30.
    both = FUND.replace("ability: 10", "ability: 10, per_head: 1").replace("ability: 30", "ability: 30, per_head: 3")
    (row,) = (one for one in rows(answer(both), "shares-north") if one["formula"] == "By ability, less for low income")
    assert (row["Astra"], row["Bela"]) == ("16.67", "83.33")
    told = rows(answer(FUND.replace("ability: 10", "ability: 10, per_head: 1")), "shares-north")
    assert not any("low income" in one["formula"] for one in told)


def test_the_core_is_looked_at_for_every_formula() -> None:
    told = {
        row["formula"]: row["and of these no group pays more than by itself in"]
        for row in rows(answer(FUND), "shares-north")
    }
    assert told["By ability"] == "no"  # Bela would pay 4.5 of 6 and can see to it for 4.
    assert told["Nucleolus"] == "yes"
    assert any("By ability: in most draws some group" in line.text for line in answer(FUND).challenge)


def test_each_backer_has_the_formula_it_would_argue_for() -> None:
    told = {row["backer"]: row for row in rows(answer(FUND), "arguments-north")}
    assert told["Astra"]["asks least of it"] == "by ability"
    assert told["Bela"]["asks most of it"] == "by ability"
    assert told["Bela"]["promise minus the most"] == "-1.5"
    assert told["Astra"]["promised so far"] == "1"


def test_what_would_have_to_move() -> None:
    (with_road, *_) = rows(answer(FUND), "limits")
    assert with_road["to take together"] == "everything on offer"
    assert (with_road["fits in"], with_road["money missing where it does not"]) == ("no", "3")
    assert with_road["one limit alone, raised by"] == "Astra 3; Bela 3"


MISSING = [
    pytest.param("cost: 4, ", "", "What does Loan cost?", "measures.loan.cost", id="a cost"),
    pytest.param("worth: 5, ", "", "What is Loan worth to Northland", "measures.loan.worth", id="a worth"),
    pytest.param("limit: 5, ", "", "How much can Astra give", "parties.astra.funds.limit", id="a limit"),
    pytest.param("ability: 10, ", "", "ability to pay of Astra", "parties.astra.funds.ability", id="an ability"),
    pytest.param("pledged: 1, ", "", "promised so far by Astra", "parties.astra.funds.pledged", id="a promise"),
    pytest.param(", stand_alone: 4", "", "cost Bela to see to", "parties.bela.funds.stand_alone", id="own way"),
    pytest.param("bela, for: north", "bela", "Whom does Road help?", "measures.road.for", id="whom"),
    pytest.param("4, unit: EUR", "4, unit: USD", "What does Loan cost in EUR?", "measures.loan.unit", id="unit"),
    pytest.param("4, unit: EUR", "4", "In which unit is the cost of Loan?", "measures.loan.unit", id="no unit"),
]


@pytest.mark.parametrize(("typed", "instead", "question", "path"), MISSING)
def test_what_is_missing_is_asked_for_and_nothing_stands_in(typed: str, instead: str, question: str, path: str) -> None:
    assert FUND.count(typed) == 1
    result = answer(FUND.replace(typed, instead))
    asked = {one.path: one.text for one in result.missing}
    assert question in asked[path]
    if path.startswith("measures"):
        measure = path.split(".")[1].capitalize()
        told = {row["measure"]: str(row["in the plan of most worth"]) for row in rows(result, "measures")}
        assert told.get(measure, "left out").startswith("left out")
    if path.endswith("limit"):
        assert [row["backer"] for row in rows(result, "payments")] == ["Bela"]
    if path.endswith("ability"):
        assert not any(row["formula"].startswith("By ability") for row in rows(result, "shares-north"))
    if path.endswith("stand_alone"):
        assert not any(row["formula"] == "Nucleolus" for row in rows(result, "shares-north"))


def test_with_nothing_on_file_there_is_one_plain_sentence() -> None:
    result = burden(Case(), NOTHING)
    assert [line.text for line in result.text] == [
        "No measure of support or pressure that is not delivered yet is on file."
    ]
    assert result.figure is None
    unfunded = answer(FUND.replace("limit: 5, ", "").replace("limit: 3, ", ""))
    assert "no plan can be made" in unfunded.text[0].text
    assert not unfunded.figures


def test_what_is_delivered_is_in_no_plan_and_what_is_decided_is_in_all() -> None:
    delivered = answer(FUND.replace("{id: road,", "{id: road, status: delivered,"))
    assert "Road" not in {row["measure"] for row in rows(delivered, "measures")}
    decided = answer(FUND.replace("{id: road,", "{id: road, status: decided,"))
    assert {row["measure"]: row["in the plan of most worth"] for row in rows(decided, "measures")}[
        "Road"
    ] == "in any case"
    # The road takes five of eight; two more fit beside it: the depot.
    assert rows(decided, "plans")[0]["measures"] == "Depot and Road"
    beyond = answer(FUND.replace("{id: road,", "{id: road, status: decided,").replace("cost: 5", "cost: 9"))
    assert "not even what is decided fits" in beyond.text[0].text


def test_rules_between_measures() -> None:
    excluded = answer(FUND.replace("{id: depot,", "{id: depot, excludes: loan,").replace("limit: 3", "limit: 6"))
    assert rows(excluded, "plans")[0]["measures"] == "Loan and Road"
    needs = answer(FUND.replace("{id: depot,", "{id: depot, requires: road,"))
    assert rows(needs, "plans")[0]["measures"] == "Depot and Road"
    lost = FUND.replace("{id: depot,", "{id: depot, requires: road,").replace("cost: 5, ", "")
    told = {row["measure"]: row["in the plan of most worth"] for row in rows(answer(lost), "measures")}
    assert told["Depot"] == "left out: it requires Road, which no plan here can hold"
    there = FUND.replace("{id: depot,", "{id: depot, requires: road,").replace(
        "{id: road,", "{id: road, status: delivered,"
    )
    assert rows(answer(there), "plans")[0]["measures"] == "Loan and Depot"
    shut = FUND.replace("{id: depot,", "{id: depot, excludes: road,").replace(
        "{id: road,", "{id: road, status: delivered,"
    )
    told = {row["measure"]: row["in the plan of most worth"] for row in rows(answer(shut), "measures")}
    assert told["Depot"] == "left out: it is excluded by a measure that is delivered"


def test_money_by_the_month_and_by_the_year() -> None:
    # From July 2030 for a year: half in the first year from the day of the case, half in the second.
    dated = FUND.replace("cost: 4, unit: EUR,", "cost: 2, unit: EUR a month, since: 2030-07-01, until: 2031-06-30,")
    case = load_text(dated.replace("unit: EUR, limit: 5", "unit: EUR a year, limit: 30")).case
    (offer,) = offers(case, draws_of(case, 1, 1))
    loan = [one.id for one in offer.measures].index("loan")
    assert offer.span.years == pytest.approx(546 / 365.25, abs=1e-3)
    assert offer.cost[0, loan].sum() == pytest.approx(24, abs=0.1)
    # Bela's limit is paid once: then everything is counted over the whole time.
    assert offer.cost.shape[2] == 1
    yearly = dated.replace("unit: EUR, limit", "unit: EUR a year, limit")
    case = load_text(yearly).case
    (offer,) = offers(case, draws_of(case, 1, 1))
    assert offer.cost[0, loan] == pytest.approx([12.1, 11.9], abs=0.2)
    assert offer.limit[0, 0] == pytest.approx([5, 5 * 181 / 365.25], abs=0.01)


def test_the_worth_of_what_a_measure_changes_is_the_change_of_the_no_deal_value() -> None:
    # Worth of protection and strengthening: g_integrated.json, 24.85 and 30.11 less 12.73; pressing the other changes
    # nothing here. The supplier is the party that is helped.
    priced = BORDER.replace("supplier: northland,", "supplier: northland, cost: 1, unit: EUR,")
    priced = priced.replace(
        "id: northland, name: Northland,", "id: northland, name: Northland, funds: {unit: EUR, limit: 2},"
    )
    result = answer(priced)
    told = {row["measure"]: row["worth"] for row in rows(result, "measures")}
    assert told == {"Protection": "12.12", "Strengthening": "17.38", "Pressure": "0"}
    assert rows(result, "plans")[0]["measures"] == "Protection and Strengthening"
    assert any("no-deal value of Northland" in line.text for line in result.text)
    assert "shares-northland" not in {table.name for table in result.tables}  # One backer shares with nobody.


def test_typed_and_computed_worth_are_never_mixed() -> None:
    priced = BORDER.replace("supplier: northland,", "supplier: northland, cost: 1, unit: EUR,")
    priced = priced.replace(
        "id: northland, name: Northland,", "id: northland, name: Northland, funds: {unit: EUR, limit: 2},"
    )
    typed = answer(priced.replace("{id: protect,", "{id: protect, worth: 3,"))
    told = {row["measure"]: row["in the plan of most worth"] for row in rows(typed, "measures")}
    assert told["Protection"] == "yes"
    assert told["Strengthening"] == "left out: what it is worth is not on file"


def test_swapping_two_backers_swaps_their_rows() -> None:
    turned = FUND.replace("astra", "third").replace("bela", "astra").replace("third", "bela")
    before, after = answer(FUND), answer(turned)
    for name in ("plans", "by-cost", "limits", "measures"):
        assert rows(after, name) == rows(before, name)
    assert rows(after, "shares-north") == rows(before, "shares-north")
    assert rows(after, "arguments-north") == rows(before, "arguments-north")


def test_order_in_the_file_changes_order_only() -> None:
    text = FUND.replace("cost: 4", "cost: 3..5").replace("limit: 5", "limit: 4..7").replace("worth: 4", "worth: 1..9")
    head, _, measures = text.partition("measures:\n")
    turned = head + "measures:\n" + "".join(reversed(measures.splitlines(keepends=True)))
    before, after = (answer(one, draws=200) for one in (text, turned))
    key = "measure"
    told = [{row[key]: row for row in rows(one, "measures")} for one in (before, after)]
    assert told[0] == told[1]
    assert rows(before, "shares-north") == rows(after, "shares-north")


def test_a_plan_that_does_not_fit_in_every_draw_says_what_is_missing() -> None:
    result = answer(FUND.replace("limit: 5", "limit: 2.5..6"), draws=400)
    first = rows(result, "limits")[0]
    assert first["to take together"] == "plan A"
    assert "%" in str(first["fits in"])
    assert str(first["one limit alone, raised by"]).startswith("Astra")


def test_ranges_become_shares_of_draws_and_what_turns_the_plan_is_named() -> None:
    result = answer(FUND.replace("limit: 5", "limit: 3..9"), draws=400)
    best = rows(result, "plans")[0]
    assert "%" in str(best["of most worth in"])
    told = [line.text for line in result.challenge]
    assert any("gives way with the limit of Astra" in line for line in told)
    assert any("With so much more money" in line for line in told)
    assert result.figures[0].name == "taken"
    assert result.provenance.parameters["solved"] == 400


def test_both_sides_are_served_alike() -> None:
    """A measure that only presses a party helps the other principal, and each has its plan."""
    both = FUND + (
        "  - {id: levy, name: Levy, supplier: bela, against: north, backers: [bela, astra], cost: 1, unit: EUR, "
        "worth: 2}"
    )
    result = answer(both)
    assert {row["for"] for row in rows(result, "plans")} == {"Northland", "Southland"}
    assert {"shares-north", "shares-south"} <= {table.name for table in result.tables}


def test_many_measures_are_solved_in_fewer_draws() -> None:
    more = "".join(
        f"  - {{id: m{n}, name: M{n}, supplier: astra, for: north, cost: {n % 3 + 1}, unit: EUR, worth: {n + 1}}}\n"
        for n in range(11)
    )
    result = answer(FUND.replace("limit: 5", "limit: 5..6") + more, draws=60)
    assert result.provenance.parameters["solved"] == 40
    assert any("only the first 40 draws" in one for one in result.provenance.warnings)


THREE = """
format: pourparler-case/1
as_of: 2030-01-01
parties:
  - {id: north, roles: principal}
  - {id: a, name: A, funds: {unit: EUR, limit: 20, ability: 1, stand_alone: 10}}
  - {id: b, name: B, funds: {unit: EUR, limit: 20, ability: 1, stand_alone: 10}}
  - {id: c, name: C, funds: {unit: EUR, limit: 20, ability: 1, stand_alone: 10}}
measures:
  - {id: loan, name: Loan, supplier: a, for: north, cost: 12, unit: EUR, worth: 5, backers: [a, b, c]}
alternatives:
  - {of: [a, b], cost: 5, unit: EUR}
"""


def test_groups_with_an_alternative_of_their_own() -> None:
    # c(A) = c(B) = c(AB) = 5 by the pair's, c(C) = 10, c(AC) = c(BC) = 12: in the core A and B pay 2 to 5 together.
    result = answer(THREE)
    told = {row["formula"]: row for row in rows(result, "shares-north")}
    core = "and of these no group pays more than by itself in"
    assert told["By ability"][core] == "no"
    assert told["Nucleolus"][core] == "yes"
    assert told["Nucleolus"]["A"] == told["Nucleolus"]["B"]
    # The pair saves as much as C does: 5 - x = 10 - (12 - x), so x = 3.5 together and 1.75 of 12 each.
    assert told["Nucleolus"]["A"] == "14.58"
    drawn = answer(THREE.replace("cost: 5, unit", "cost: 4..6, unit"), draws=100)
    by_formula = {row["formula"]: row["has an answer in"] for row in rows(drawn, "shares-north")}
    assert by_formula["Nucleolus"] == "60 of the first 60"
    assert by_formula["Shapley value"] == "all"
    asked = answer(THREE.replace("cost: 5, unit", "unit"))
    assert "alternatives.a+b.cost" in {question.path for question in asked.missing}


def test_a_core_that_is_empty_says_what_is_missing() -> None:
    # Any two could do for 6 what all do for 10: 1 is missing (Young 1994, section 4, by hand).
    pairs = "".join(f"  - {{of: [{one}], cost: 6, unit: EUR}}\n" for one in ("a, b", "a, c", "b, c"))
    text = THREE.partition("alternatives:")[0].replace("cost: 12", "cost: 10") + "alternatives:\n" + pairs
    assert any("1 EUR are missing" in line.text for line in answer(text).text)


def test_many_backers_are_solved_in_every_draw() -> None:
    more = "".join(
        f"  - {{id: c{n:02}, name: C{n}, funds: {{unit: EUR, limit: 0..1, ability: 3}}}}\n" for n in range(15)
    )
    crowd = ", ".join(f"c{n:02}" for n in range(15))
    text = FUND.replace("measures:\n", f"{more}measures:\n").replace(
        "backers: [astra, bela]}", f"backers: [astra, {crowd}]}}"
    )
    result = answer(text.replace("stand_alone: 6", "stand_alone: 7"), draws=20)
    assert result.provenance.parameters["solved"] == 20
    assert len(rows(result, "shares-north")) == 7  # No stand-alone cost of the others is on file.
    assert rows(result, "limits") or rows(result, "plans")[0]["can be paid in"] == "all"


amounts = st.sampled_from(["0", "1", "3", "0..4", "1..2..6", "{0: 0.5, 4: 0.5}"])
units = st.sampled_from(["EUR", "EUR a year", "EUR a month", "USD"])


@st.composite
def cases(draw: st.DrawFn) -> str:
    """Return any small case of measures and backers: zeros, gaps, other units, rules, dates, two that are helped."""
    backers = [f"b{number}" for number in range(draw(st.integers(1, 4)))]
    lines = ["format: pourparler-case/1", "as_of: 2030-01-01", "parties:"]
    lines += [f"  - {{id: {one}, roles: principal}}" for one in ("north", "south")]
    for one in backers:
        given_ = {"limit": draw(st.sampled_from(["3", "0..5", "2..9"])), "ability": "2", "pledged": draw(amounts)}
        given_["stand_alone"] = draw(amounts)
        kept = {name: value for name, value in given_.items() if draw(st.integers(0, 5))}
        told = "".join(f", {name}: {value}" for name, value in kept.items())
        lines.append(f"  - {{id: {one}, funds: {{unit: {draw(units)}{told}}}}}")
    lines.append("measures:")
    measures = [f"m{number}" for number in range(draw(st.integers(1, 4)))]
    for number, one in enumerate(measures):
        parts = [f"id: {one}", f"supplier: {draw(st.sampled_from(backers))}"]
        parts += [draw(st.sampled_from(["for: north", "for: south", "against: north", "status: promised"]))]
        parts += [f"cost: {draw(amounts)}, unit: {draw(units)}"] if draw(st.integers(0, 5)) else []
        parts += [f"worth: {draw(amounts)}"] if draw(st.integers(0, 5)) else []
        parts += [f"backers: [{', '.join(draw(st.sets(st.sampled_from(backers), min_size=1)))}]"]
        parts += draw(st.sampled_from([[], ["since: 2030-06-01"], ["since: 2030-06-01", "until: 2032-02-01"]]))
        if number and draw(st.booleans()):
            parts.append(f"{draw(st.sampled_from(['requires', 'excludes']))}: {measures[number - 1]}")
        lines.append(f"  - {{{', '.join(parts)}}}")
    return "\n".join(lines) + "\n"


@given(cases())
@settings(deadline=None, max_examples=40)
def test_any_small_case_has_an_answer(text: str) -> None:
    result = answer(text, draws=7)
    assert result.text
    for table in result.tables:
        assert "nan" not in str(table.rows)
    for table in (one for one in result.tables if one.name.startswith("shares-")):
        for row in table.rows:
            told = [str(cell) for cell in row[1:-2]]
            if row[-2] == "all" and not any(" to " in cell for cell in told):
                assert sum(float(cell) for cell in told) == pytest.approx(100, abs=1)
