"""What guarantors can credibly give, what delay and inspection do to the smallest guarantee: oracles and properties."""

from __future__ import annotations

import math
import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pourparler.analysis.durability.credible import Word, at_most, words
from pourparler.analysis.durability.delay import in_effect
from pourparler.analysis.durability.held import Held
from pourparler.analysis.durability.turning import _used
from pourparler.case.load import load_text
from pourparler.case.sampling import Draws, draws_of
from tests.analysis.durability.test_margins import BORDER, STEPS, answer, held

TYPED = "each: {eastland: 0.6, westland: 0.3}"
ACTING = (
    "acting: [{party: eastland, unit: million crowns, benefit: 0.6, reputation: 0.3, cost: 0..2}, "
    "{party: westland, unit: points, benefit: 5..15, reputation: 10..30, cost: 10..30..80}]"
)
FOLLOWS = BORDER.replace(TYPED, ACTING)
INSPECTED = BORDER.replace("        seen: 1\n", "        inspections: 1.5\n        finds: 0.4\n")


def lagging(lag: str) -> str:
    return BORDER.replace(TYPED, f"{TYPED}\n    lag: {lag}")


def word(text: str, party: str, draws: int = 50) -> Word:
    case = load_text(text).case
    drawn: Draws = draws_of(case, 1, draws)
    return next(one for one in words(drawn, case.guarantees[0]) if one.party == party)


def test_the_oracle_of_credibility() -> None:
    """Source: b_commitment.json, guarantor_cred: cost U[0,2], stake 0.6, audience 0.3: 0.45."""
    found = word(FOLLOWS, "eastland", 1)
    assert found.chance is not None and found.chance.tolist() == pytest.approx([0.45], abs=1e-9)
    rows = {row["who"]: row for row in answer(FOLLOWS, 1).table_named("credibility").records()}
    assert (rows["Eastland"]["chance that follows"], rows["Eastland"]["acting costs"]) == ("45 %", "0 to 2")
    assert rows["Westland"]["in"] == "points" and rows["Eastland"]["chance as typed"] is None


COSTS = [
    pytest.param("10..60", 0.4, id="uniform"),
    pytest.param("{10: 0.25, 30: 0.25, 60: 0.5}", 0.5, id="one of three"),
    pytest.param("30", 1.0, id="known, and as much as it is worth"),
    pytest.param("31", 0.0, id="known, and more"),
    pytest.param("0..30..60", 0.5, id="an estimate around what it is worth"),
]


@pytest.mark.parametrize(("cost", "expected"), COSTS)
def test_every_way_to_type_a_cost(cost: str, expected: float) -> None:
    """It gains 20 and would lose 10: the chance that acting costs at most 30."""
    text = BORDER.replace(TYPED, f"acting: {{party: eastland, benefit: 20, reputation: 10, cost: {cost}}}")
    found = word(text, "eastland", 1)
    assert found.follows is not None and found.follows.tolist() == pytest.approx([expected], abs=1e-7)


@given(st.floats(-20, 80), st.floats(0, 80), st.floats(0, 30), st.floats(0, 60), st.floats(1, 60))
@settings(max_examples=30, deadline=None)
def test_credibility_rises_with_benefit_and_reputation(
    benefit: float, reputation: float, more: float, least: float, wide: float
) -> None:
    def chance(benefit: float, reputation: float) -> float:
        cost = f"{least}..{least + wide}"
        entry = f"acting: {{party: eastland, benefit: {benefit}, reputation: {reputation}, cost: {cost}}}"
        found = word(BORDER.replace(TYPED, entry), "eastland", 1).follows
        assert found is not None
        return float(found[0])

    now = chance(benefit, reputation)
    assert chance(benefit + more, reputation) >= now - 1e-12
    assert chance(benefit, reputation + more) >= now - 1e-12
    assert chance(benefit + more, reputation) == pytest.approx(chance(benefit, reputation + more), abs=1e-9)


def test_the_reputation_that_gives_a_chance_gives_it() -> None:
    for party, cost in (("eastland", "0..2"), ("westland", "10..30..80")):
        found = word(FOLLOWS, party, 200)
        wanted = np.linspace(0.05, 0.95, 200)
        least = found.reputation_for(wanted)
        benefit = found.drawn[f"{found.here}.benefit"]
        assert least is not None and found.cost is not None and cost.startswith(f"{found.cost.low:g}..")
        free = least > 0
        assert at_most(found.cost)(benefit + least)[free] == pytest.approx(wanted[free], abs=1e-6)
        assert (at_most(found.cost)(benefit + least) >= wanted - 1e-6).all()


def test_a_typed_chance_counts_and_what_does_not_meet_it_is_said() -> None:
    both = BORDER.replace(TYPED, f"{TYPED}\n    {ACTING}")
    assert held(both, "cheap", 50).chances["pact"].tolist() == pytest.approx([0.72] * 50)
    (line,) = [str(line) for line in answer(both, 200).challenge if "do not meet" in str(line)]
    assert "Eastland acts on Pact of assistance (60 %) and what follows (45 %) do not meet" in line
    meets = BORDER.replace(TYPED, f"each: {{eastland: 0.4..0.6, westland: 0.05..0.9}}\n    {ACTING}")
    assert not any("do not meet" in str(line) for line in answer(meets, 200).challenge)
    together = BORDER.replace(TYPED, f"acts: 0.1\n    {ACTING}")
    (line,) = [str(line) for line in answer(together, 200).challenge if "do not meet" in str(line)]
    assert "enough guarantors act on Pact of assistance (10 %)" in line


def test_a_phase_that_says_twice_how_a_breach_is_seen() -> None:
    twice = BORDER.replace("        seen: 1\n", "        seen: 0.9\n        inspections: 1\n        finds: 0.4\n", 1)
    assert held(twice, "cheap").design.seen.tolist() == [[[0.9]]]
    (line,) = [str(line) for line in answer(twice, 3).challenge if "do not meet" in str(line)]
    assert (
        "a breach is seen in “Withdrawal” of “The cheapest package” (90 %) and what its inspections give (40 %)" in line
    )


def test_inspections_say_how_likely_a_breach_is_seen() -> None:
    """One and a half a quarter, each finding it with 0.4: 0.4 in half of the quarters, 0.64 in the other half."""
    assert held(INSPECTED, "cheap").design.seen[0, 0] == pytest.approx([0.5 * 0.4 + 0.5 * 0.64])
    typed = BORDER.replace("        seen: 1\n", "        seen: 0.52\n")
    for name in ("cheap", "middle"):
        assert held(INSPECTED, name).margin == pytest.approx(held(typed, name).margin, abs=1e-9)
    rows = answer(INSPECTED.replace("gains: 0, a", "gains: 4, a"), 1).table_named("inspections").records()
    (row,) = [row for row in rows if row["party"] == "Southland" and "middle" in str(row["agreement"])]
    assert (row["inspections now"], row["each finds"], row["seen now"]) == ("1.5", "40 %", "52 %")
    needed = float(str(row["inspections needed"]))
    for factor, holds in ((1.02, True), (0.95, False)):
        text = INSPECTED.replace("gains: 0, a", "gains: 4, a")
        again = held(text.replace("inspections: 1.5", f"inspections: {needed * factor}"), "middle")
        assert again.kept_by(again.design.parties.index("southland"), again.margin).tolist() == [holds]


def slow_dispute(found: Held, lag: float) -> float:
    """Return what the dispute is worth to the south two steps up, answered late: plain loops over the border's walk.

    The north's ends are worth 0 to the south, its own 80; a quarter costs it 0.8, answered 3; even odds become 5 to 3.
    """

    def quarter(later: list[float], part: float) -> list[float]:
        odds = math.exp(0.5108256237659907 * part)
        up, cost = 0.8 * odds / (1 + odds), 0.8 + 2.2 * part
        inner = [-cost + 0.98 * (up * later[k + 1] + (0.8 - up) * later[k - 1] + 0.2 * later[k]) for k in range(1, 8)]
        return [80.0, *inner, 0.0]

    worth = [80.0] + [0.0] * 8
    for _ in range(3000):
        worth = quarter(worth, 1.0)
    for period in reversed(range(math.ceil(lag))):
        worth = quarter(worth, min(1.0, max(0.0, period + 1 - lag)))
    assert found.design.parties[1] == "southland"
    return max(worth[2], 0.0)


@pytest.mark.parametrize("lag", [0.0, 0.4, 1.0, 1.25, 3.0, 7.5])
def test_an_answer_that_comes_later_equals_a_play_out_quarter_by_quarter(lag: float) -> None:
    found = held(lagging(str(lag)), "cheap")
    assert found.fallback("pact")[0, 1] == pytest.approx([slow_dispute(found, lag)], abs=1e-6)


def test_a_lag_that_differs_between_draws_is_counted_in_each() -> None:
    found = held(lagging("0..6"), "cheap", 12)
    drawn = found.design.arrays.drawn["guarantees.pact.lag"]
    assert drawn.max() - drawn.min() > 3
    for draw, lag in enumerate(drawn):
        assert found.fallback("pact")[draw, 1] == pytest.approx([slow_dispute(found, float(lag))], abs=1e-6)


def test_a_late_answer_with_dates_and_steps_is_that_of_each_lag_alone() -> None:
    """Phases that move the parties, support that starts on a day: what stands at two lags lies draw by draw in one."""
    measure = "measures:\n  - {id: aid, name: Aid, supplier: eastland, status: delivered, since: 2030-08-01, "
    measure += "after_agreement: continues, changes: {party: northland, cost: -0.4}}\nguarantees:\n"
    text = (lagging("LAG") + STEPS).replace("guarantees:\n  - id", measure + "  - id")
    alone = {lag: held(text.replace("LAG", lag), "steps", 6).fallback("pact") for lag in ("1", "3.5")}
    mixed = held(text.replace("LAG", "{1: 0.5, 3.5: 0.5}"), "steps", 6)
    for draw, lag in enumerate(mixed.design.arrays.drawn["guarantees.pact.lag"]):
        assert mixed.fallback("pact")[draw] == pytest.approx(alone[f"{lag:g}"][draw], abs=1e-9)


def test_how_far_an_answer_is_in_effect_adds_up_to_the_time_after_it() -> None:
    lags = np.array([0.0, 0.3, 1.0, 2.75, 9.0])
    assert sum(in_effect(lags, later) for later in range(12)) == pytest.approx(12 - lags)


@settings(max_examples=12, deadline=None)
@given(st.floats(0, 8), st.floats(0, 4))
def test_the_smallest_guarantee_rises_with_delay(lag: float, more: float) -> None:
    first, second = (held(lagging(f"{one}"), "cheap") for one in (lag, lag + more))
    assert float(second.needed(second.biting[0])[0]) >= float(first.needed(first.biting[0])[0]) - 1e-9


@settings(max_examples=12, deadline=None)
@given(st.floats(0.2, 4), st.floats(0.05, 0.9), st.floats(0, 2), st.floats(0, 0.1))
def test_the_smallest_guarantee_falls_with_inspections_and_what_they_find(
    count: float, finds: float, more: float, better: float
) -> None:
    def needed(count: float, finds: float) -> float:
        text = INSPECTED.replace("inspections: 1.5", f"inspections: {count}").replace("finds: 0.4", f"finds: {finds}")
        found = held(text.replace("gains: 0, a", "gains: 1, a"), "cheap")
        return float(found.needed(found.biting[0])[0])

    now = needed(count, finds)
    assert needed(count + more, finds) <= now + 1e-9
    assert needed(count, finds + better) <= now + 1e-9


def test_what_delay_and_inspection_do() -> None:
    text = lagging("3").replace("        seen: 1\n", "        inspections: 1\n        finds: 0.5\n")
    rows = answer(text.replace("gains: 0, a", "gains: 1, a"), 1).table_named("delay-and-inspection").records()
    found = {row["if"]: row for row in rows if "cheapest" in str(row["agreement"])}
    assert list(found) == [
        "as judged",
        "acted on at once",
        "acted on a quarter later",
        "one inspection more a quarter",
        "no inspections",
        "every breach seen within a quarter",
    ]
    said = {name: str(row["smallest where needed"]).removesuffix(" %") for name, row in found.items()}
    size = {name: math.inf if told == "–" else float(told) for name, told in said.items()}
    assert size["acted on at once"] < size["as judged"] < size["acted on a quarter later"]
    assert size["every breach seen within a quarter"] <= size["one inspection more a quarter"] <= size["as judged"]
    assert found["no inspections"]["none is enough in"] == "yes"
    assert float(str(found["acted on at once"]["moved by"])) == pytest.approx(
        size["acted on at once"] - size["as judged"], abs=0.02
    )


def test_without_its_end_an_expiring_guarantee_is_as_small_as_one_that_never_ends() -> None:
    text = BORDER.replace("needs: [council]", "until: 2031-12-31\n    needs: [council]")
    rows = [row for row in answer(text, 1).table_named("delay-and-inspection").records() if row["if"] != "as judged"]
    (lasting,) = [row for row in rows if row["if"] == "without its end"]
    assert (lasting["smallest where needed"], lasting["enough in"]) == ("49.56 %", "yes")
    assert not any(
        row["if"] == "without its end" for row in answer(BORDER, 1).table_named("delay-and-inspection").records()
    )


def test_whose_firmer_word_would_do() -> None:
    """0.4956 is needed of at least one; with 0.3 for one, the other must act with (0.4956 - 0.3) / 0.7."""
    text = BORDER.replace(
        TYPED,
        "acting: [{party: eastland, unit: points, benefit: 10, reputation: 5, cost: 0..100}, "
        "{party: westland, unit: points, benefit: 20, reputation: 10, cost: 0..100}]",
    )
    result = answer(text, 1)
    rows = {row["who"]: row for row in result.table_named("firmer").records()}
    wanted = (0.495570426635395 - 0.3) / 0.7
    assert rows["Eastland"]["would have to act with"] == f"{100 * wanted:.2f} %"
    assert float(str(rows["Eastland"]["would have to lose"])) == pytest.approx(100 * wanted - 10, abs=0.01)
    assert (rows["Eastland"]["acts with"], rows["Eastland"]["in"]) == ("15 %", "points")
    other = (0.495570426635395 - 0.15) / 0.85
    assert rows["Westland"]["would have to act with"] == f"{100 * other:.2f} %"
    assert any("failing its word would have to cost it" in str(line) for line in result.challenge)
    told = " ".join(map(str, result.text))
    assert "would act with a chance of 15 % and Westland 30 %; at least 1 of 2, which it takes, 40.5 %" in told


def test_the_chance_of_a_guarantor_alone_is_that_of_all_together() -> None:
    alone = BORDER.replace("guarantors: [eastland, westland]", "guarantors: eastland")
    entry = "acting: {party: eastland, unit: points, benefit: 10, reputation: 5, cost: 0..100}"
    one, other = (
        answer(alone.replace(TYPED, f"{how}\n    {entry}"), 1) for how in ("acts: 0.2", "each: {eastland: 0.2}")
    )
    for name in ("firmer", "credibility", "guarantors"):
        assert one.table_named(name).rows == other.table_named(name).rows
    (row, *_) = one.table_named("firmer").records()
    assert (row["acts with"], row["would have to act with"], row["would have to lose"]) == ("20 %", "49.56 %", "39.56")


def test_where_all_must_act_no_firmer_word_does_while_another_is_weak() -> None:
    text = BORDER.replace(TYPED, f"{TYPED}\n    at_least: 2")
    rows = {row["who"]: row for row in answer(text, 1).table_named("firmer").records()}
    assert rows["Eastland"]["would have to act with"] == "–"  # certain, beside 0.3, is 0.3
    assert rows["Westland"]["would have to act with"] == "82.6 %"  # 0.4956 / 0.6


def test_the_smallest_by_party_and_date_has_the_smallest_of_all_as_its_largest() -> None:
    text = BORDER.replace("needs: [council]", "until: 2031-12-31\n    needs: [council]")
    rows = answer(text, 1).table_named("smallest-by-date").records()
    assert {row["party"] for row in rows} == {"Southland"}
    first = rows[0]
    assert (first["from"], first["smallest where needed"], first["enough in"]) == ("2030-01-01", "49.56 %", "yes")
    assert rows[-1]["none is enough in"] == "yes"  # after it has expired


GUARANTOR = "guarantees.pact.acting.eastland"
ASKED = [
    pytest.param(FOLLOWS.replace("benefit: 0.6, ", ""), f"{GUARANTOR}.benefit", "in million crowns"),
    pytest.param(FOLLOWS.replace("reputation: 0.3, ", ""), f"{GUARANTOR}.reputation", "fail its word"),
    pytest.param(FOLLOWS.replace(", cost: 0..2}", "}"), f"{GUARANTOR}.cost", "at least and at most"),
    pytest.param(BORDER, "guarantees.pact.acting.westland", "gain by acting on Pact of assistance, lose"),
    pytest.param(BORDER, "guarantees.pact.lag", "How many quarters pass after a breach"),
    pytest.param(
        INSPECTED.replace("        finds: 0.4\n", ""), "phases.withdrawal.finds", "How likely is an inspection to find"
    ),
    pytest.param(
        INSPECTED.replace("        inspections: 1.5\n", ""),
        "phases.withdrawal.inspections",
        "inspections a quarter",
    ),
]


@pytest.mark.parametrize(("text", "path", "words"), ASKED)
def test_what_is_blank_is_asked_for(text: str, path: str, words: str) -> None:
    found = [question for question in answer(text, 2).missing if question.path and question.path.endswith(path)]
    assert found and words in found[0].text


def test_a_guarantor_of_whom_half_is_on_file_has_no_chance() -> None:
    text = FOLLOWS.replace("benefit: 0.6, ", "")
    assert held(text, "cheap").chances == {}
    assert any("not on file: Pact of assistance" in str(line) for line in answer(text, 3).text)


def test_a_guarantee_without_a_lag_is_said_to_be_counted_at_once() -> None:
    said = "Counted as acted on at once"
    assert any(str(line).startswith(said) for line in answer(BORDER, 2).text)
    assert not any(str(line).startswith(said) for line in answer(lagging("0"), 2).text)


def test_guarantors_renamed_and_in_another_order_change_labels_only() -> None:
    other = {"eastland": "westland", "westland": "eastland", "Eastland": "Westland", "Westland": "Eastland"}

    def turned(text: str) -> str:
        return re.sub("|".join(other), lambda one: other[one.group()], text)

    text = (FOLLOWS + STEPS).replace("at_least", "lag: 1.5\n    at_least")
    text = text.replace(ACTING, ACTING.replace("5..15", "10").replace("10..30,", "20,"))  # points: no draws by path
    one, again = answer(text, 1), answer(turned(text), 1)
    for table in one.tables:
        rows = sorted(turned(str(row)) for row in table.rows)
        assert rows == sorted(map(str, again.table_named(table.name).rows))
    swapped = text.replace("guarantors: [eastland, westland]", "guarantors: [westland, eastland]")
    assert sorted(map(str, answer(swapped, 1).table_named("firmer").rows)) == sorted(
        map(str, one.table_named("firmer").rows)
    )


def test_mirrored_data_have_a_mirrored_answer_with_lag_and_inspections() -> None:
    def turned(text: str) -> str:
        other = {"northland": "southland", "southland": "northland"}
        swapped = {**other, **{name.title(): second.title() for name, second in other.items()}}
        return re.sub("|".join(swapped), lambda one: swapped[one.group()], text)

    text = INSPECTED.replace(TYPED, f"{ACTING.replace('5..15', '10').replace('10..30,', '20,')}\n    lag: 1.5")
    text = text.replace("gains: 0, a", "gains: 1, a")
    one, other = answer(text, 1), answer(turned(text), 1)
    for name in ("smallest-by-date", "delay-and-inspection", "inspections", "firmer", "credibility"):
        rows = sorted(turned(str(row)) for row in one.table_named(name).rows)
        assert rows == sorted(map(str, other.table_named(name).rows)), name


def test_what_only_the_guarantor_knows_turns_nothing() -> None:
    """The cost of acting is a distribution and no number that is drawn; a number that does not count turns nothing."""
    text = FOLLOWS.replace("benefit: 0.6", "benefit: 0.2..1.5").replace("needs: [", "lag: 0..4\n    needs: [")
    used = set(_used(held(text, "cheap", 20)))
    assert {f"{GUARANTOR}.benefit", "guarantees.pact.lag"} <= used
    assert f"{GUARANTOR}.cost" not in used
    both = set(_used(held(text.replace("acting: [", f"{TYPED}\n    acting: ["), "cheap", 20)))
    assert "guarantees.pact.each.eastland" in both
    assert f"{GUARANTOR}.benefit" not in both
