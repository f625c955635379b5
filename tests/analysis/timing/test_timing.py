"""Is it time, as a case says it: the border case against closed forms, mirrored, relabelled, with what is missing."""

from __future__ import annotations

import json
import re
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pourparler.analysis.packages.arrays import Arrays
from pourparler.analysis.packages.naming import Names
from pourparler.analysis.process import process, with_no_deal
from pourparler.analysis.timing import timing
from pourparler.analysis.timing.flags import Flags
from pourparler.analysis.timing.standing import Standing
from pourparler.analysis.timing.waits import Waits
from pourparler.analysis.timing.way_out import WayOut
from pourparler.brief.writers.charts import draw
from pourparler.case.load import load_text
from pourparler.case.sampling import draws_of
from pourparler.core.result import Result
from pourparler.evidence.record import Evidence
from pourparler.methods.conflict.exit import with_exit
from pourparler.methods.conflict.walk import Stakes, Walk
from pourparler.methods.timing.occupancy import transition
from pourparler.methods.timing.waiting import shared_waste

HERE = Path(__file__).parent
BORDER = (HERE.parent / "process" / "border.yaml").read_text(encoding="utf-8")
KEPT = (HERE.parent / "durability" / "border.yaml").read_text(encoding="utf-8")
BELIEFS = """\
beliefs:
  - {holder: northland, about: southland, advances: 0.3}
  - {holder: southland, about: northland, advances: 0.4}
"""
COMING = (
    "  - {id: promise, name: Promise, supplier: northland, for: northland, status: promised, since: 2030-04-01,"
    " believed: BELIEVED, changes: {party: northland, cost: -0.5}}\n"
)


def with_promise(believed: str, text: str = BORDER) -> str:
    return text.replace("measures:\n", "measures:\n" + COMING.replace("BELIEVED", believed))


def answer(text: str, draws: int = 1) -> Result:
    case = load_text(text).case
    return timing(case, Evidence({}, {}), draws_of(case, 1, draws))


def parts_of(text: str, draws: int = 1) -> tuple[Waits, Flags]:
    case = load_text(text).case
    drawn = draws_of(case, 1, draws)
    course = process(case, drawn)
    assert course is not None
    way_out = WayOut(Arrays(case, with_no_deal(case, drawn)), course)
    return Waits(course, way_out), Flags(Standing(course), way_out, Names(way_out.arrays))


def told(result: Result) -> str:
    return " ".join(map(str, result.text))


# ------------------------------------------------------------------ waiting


def test_with_shared_beliefs_waiting_is_joint_waste() -> None:
    """The closed form of the theory, C3, around the Nash pick of the integrated oracle (63 and 72 points)."""
    waits, _ = parts_of(BORDER)
    assert waits.way_out.nash == pytest.approx(np.array([[63.0, 72.0]]))
    expected = shared_waste(waits.bargain, [[1.0, 0.8]], [0.98])
    assert waits.parts.waste == pytest.approx(expected, abs=1e-9)
    assert waits.parts.total == pytest.approx(expected, abs=1e-9)


@settings(max_examples=12, deadline=None)
@given(
    st.floats(0.1, 0.45),
    st.floats(0.1, 0.45),
    st.floats(0.1, 1.5),
    st.sampled_from(["anticipated: true,", "believed: 1,"]),
    st.sampled_from(["2030-04-01", "2031-01-01", "2033-07-01"]),
)
def test_whatever_is_anticipated_changes_no_part_of_it(
    up: float, down: float, cost: float, how: str, since: str
) -> None:
    """With common beliefs and nothing unpriced the gain from waiting is the joint waste."""
    text = with_promise("1").replace("believed: 1,", how).replace("since: 2030-04-01", f"since: {since}")
    text = text.replace("advances: 0.4", f"advances: {up}", 1).replace("advances: 0.4", f"advances: {down}", 1)
    waits, _ = parts_of(text.replace("points: 1}", f"points: {cost}}}"))
    # giving in is a floor: where it is above going on, a period costs more than the closed form says
    floor = waits.course.giving_in([{"promise"}])[0]
    lasting = waits.course.going_on([{"promise"}])[0]
    if not len(waits.rows) or (lasting < floor + 25).any():
        return
    expected = shared_waste(waits.bargain, [[cost, 0.8]], [0.98])
    assert waits.parts.waste == pytest.approx(expected, abs=1e-7)
    assert waits.parts.support == pytest.approx(np.zeros((1, 2)), abs=1e-12)


def test_now_is_what_a_period_brings_with_freezing_and_support_that_may_stop() -> None:
    """The value now is the cost and the expected value later: no outcome is lost or counted twice."""
    text = with_promise("0.5").replace("believed: 0.5,", "believed: 0.5, may_stop: true,")
    text = text.replace("  horizon: 40\n", "  horizon: 40\n  freezes: 0.05\n  support_stops: 0.1\n" + FROZEN)
    waits, _ = parts_of(text)
    outlook = waits.outlook
    expected = outlook.patience * np.einsum("do,dop->dp", outlook.chances, outlook.later) - outlook.cost
    assert outlook.now == pytest.approx(expected, abs=1e-9)
    assert outlook.chances.shape == (1, 7) and outlook.ended[0].tolist() == [False] * 6 + [True]


FROZEN = "  frozen: [border.mid-line, security-forces.capped, trade.closed]\n"


def test_support_nobody_reckons_with_gains_its_receiver_and_costs_the_other() -> None:
    waits, _ = parts_of(with_promise("0"))
    gain = waits.parts.support[0]
    assert gain[0] > 0 > gain[1]
    rates = waits.bargain.rates[0]
    assert rates[0] * gain[0] == pytest.approx(-rates[1] * gain[1])
    half, _ = parts_of(with_promise("0.5"))
    assert half.parts.support[0] == pytest.approx(gain / 2, rel=1e-9)


def test_a_measure_nobody_believes_changes_nothing_others_do() -> None:
    """Must hold of issue 5: the terms on offer now are those without it."""
    without, _ = parts_of(BORDER)
    unbelieved, _ = parts_of(with_promise("0"))
    assert unbelieved.priced[1][0] == pytest.approx(without.priced[1][0], abs=1e-12)
    assert unbelieved.bargain.terms(unbelieved.priced[1][0]) == pytest.approx(without.way_out.nash, abs=1e-9)


def test_what_comes_too_late_to_be_seen_is_no_gain_of_one_period() -> None:
    early, _ = parts_of(with_promise("0"))
    late, _ = parts_of(with_promise("0").replace("since: 2030-04-01", "since: 2032-01-01"))
    assert abs(late.parts.support[0, 0]) < abs(early.parts.support[0, 0]) / 10


def test_strength_first_weighs_what_is_not_reckoned_with_against_the_wait() -> None:
    waits, _ = parts_of(with_promise("0"))
    (promise,) = (one for one in waits.ahead if one.id == "promise")
    net = waits.first_then_talks(promise)
    assert net is not None and waits.until(promise) == 1
    assert net == pytest.approx(0.98 * waits.moves(promise) + waits.parts.waste, abs=1e-9)
    far, _ = parts_of(with_promise("0").replace("since: 2030-04-01", "since: 2031-01-01"))
    later = far.first_then_talks(far.ahead[[one.id for one in far.ahead].index("promise")])
    assert later is not None and (later < net)[0, 0]
    known, _ = parts_of(with_promise("1"))
    none = known.first_then_talks(promise)
    assert none is not None and (none < 0).all()


def test_beliefs_gain_who_expects_more_and_are_asked_for_where_they_are_not_on_file() -> None:
    waits, _ = parts_of(BORDER + BELIEFS)
    assert waits.parts.beliefs[0, 0] > 0 and waits.parts.beliefs[0, 1] == pytest.approx(0.0, abs=1e-12)
    without, _ = parts_of(BORDER)
    assert np.isnan(without.parts.beliefs).all()
    asked = [question.path for question in answer(BORDER).missing]
    assert "beliefs.northland.southland.advances" in asked and "beliefs.southland.northland.advances" in asked
    assert not any("beliefs" in str(question.path) for question in answer(BORDER + BELIEFS).missing)
    row = answer(BORDER).table_named("waiting").records()[0]
    assert row["difference of beliefs"] == "not on file"


def test_what_we_hold_is_what_we_judge() -> None:
    ours = BORDER.replace("as_of:", "prepared_for: northland\nas_of:")
    waits, _ = parts_of(ours)
    assert waits.parts.beliefs[0, 0] == pytest.approx(0.0, abs=1e-12) and np.isnan(waits.parts.beliefs[0, 1])
    asked = [question.path for question in answer(ours).missing]
    assert "beliefs.northland.southland.advances" not in asked and "beliefs.southland.northland.advances" in asked


def test_an_agreement_that_would_be_kept_only_later_is_a_reason_to_wait() -> None:
    """Source: g_integrated.json: after demobilisation the cheapest deal needs a guarantee of 0.4956 to hold."""
    cheap = KEPT[: KEPT.index("  - id: middle")]
    later, flags = parts_of(cheap.replace("    type: to-assist\n", "    type: to-assist\n    since: 2030-04-01\n"))
    assert [flag.raised.tolist() for flag in flags.kept] == [[False]]
    assert later.way_out.holds_later is not None and later.way_out.holds_later.tolist() == [True]
    assert (later.parts.commitment > 0).all() and (later.parts.total > 0).all()
    for text, kept in ((cheap, True), (cheap.replace("        guarantees: pact\n", ""), False)):
        found, flags = parts_of(text)
        assert [flag.raised.tolist() for flag in flags.kept] == [[kept]]
        assert found.parts.commitment == pytest.approx(np.zeros((1, 2)), abs=1e-12)


def test_without_an_agreement_on_file_it_says_that_keeping_is_not_counted_in() -> None:
    assert "whether an agreement would be kept is not counted in" in told(answer(BORDER))
    assert "“The middle package” would be kept in 1 of 1" in told(answer(KEPT))


# ------------------------------------------------------------------ hurting and stalemate


def hurting(cost: float) -> Flags:
    _, flags = parts_of(BORDER.replace("points: 1}", f"points: {cost}}}"))
    return flags


@pytest.mark.parametrize("cost", [1.0, 2.5, 4.0, 6.0])
def test_it_hurts_where_the_walk_with_exit_says_so(cost: float) -> None:
    found = hurting(cost)
    walk = Walk(8, np.array([4]), np.array([0.4]), np.array([0.4]))
    away = found.standing.concede[0, 0]
    stakes = Stakes([[80]], [[0]], [[0]], [[cost]], [[0.98]])  # type: ignore[arg-type]
    _, exits = with_exit(walk, stakes, np.array([[away]]))
    assert found.standing.hurts[0, 0] == exits[0, 0, 4]
    assert (found.standing.margin[0, 0] < 0) == found.standing.hurts[0, 0]


def test_the_turning_cost_is_where_it_turns() -> None:
    turn = float(hurting(1.0).standing.turning_cost[0, 0])
    assert not hurting(turn - 0.1).standing.hurts[0, 0]
    assert hurting(turn + 0.1).standing.hurts[0, 0]


def test_undecided_is_the_power_of_the_transition_matrix() -> None:
    _, flags = parts_of(BORDER)
    walk = Walk(8, np.array([4]), np.array([0.4]), np.array([0.4]))
    slow = np.linalg.matrix_power(transition(walk), 40)[4]
    assert flags.open_after(40)[0] == pytest.approx(1 - slow[0] - slow[8], abs=1e-12)


def test_going_on_costs_what_its_expected_length_costs() -> None:
    _, flags = parts_of(BORDER)
    walk = Walk(8, np.array([4]), np.array([0.4]), np.array([0.4]))
    lasting = sum(np.linalg.matrix_power(transition(walk), period)[4, 1:8].sum() for period in range(40))
    assert flags.standing.spent[0] == pytest.approx([lasting, 0.8 * lasting], abs=1e-9)


def test_a_measure_in_force_for_a_while_counts_for_that_while() -> None:
    dated = BORDER.replace("{id: protect,", "{id: protect, status: delivered, until: 2031-12-31,")
    _, flags = parts_of(dated)
    walk = Walk(8, np.array([4]), np.array([0.4]), np.array([0.4]))
    going = [np.linalg.matrix_power(transition(walk), period)[4, 1:8].sum() for period in range(40)]
    expected = sum(going[:8]) * 1.0 + sum(going[8:]) * 1.8
    assert flags.standing.spent[0, 0] == pytest.approx(expected, abs=1e-9)


# ------------------------------------------------------------------ the same for everybody


UNCERTAIN = (
    BORDER.replace("points: 1}", "points: 1..4}").replace("points: 0.8}", "points: 1..4}")
    + BELIEFS.replace("advances: 0.3", "advances: 0.2..0.5").replace("advances: 0.4", "advances: 0.3..0.5")
).replace("steps_to_prevail: 4", "steps_to_prevail: 3..5")


def test_mirrored_data_have_mirrored_results() -> None:
    turned = BORDER + BELIEFS
    for one, other in (("northland", "third"), ("southland", "northland"), ("third", "southland")):
        turned = turned.replace(one, other)
    (here, flags), (there, mirrored) = parts_of(BORDER + BELIEFS), parts_of(turned)
    for name in ("waste", "beliefs", "support", "commitment"):
        assert getattr(there.parts, name)[:, ::-1] == pytest.approx(getattr(here.parts, name), abs=1e-9)
    assert mirrored.standing.margin[:, ::-1] == pytest.approx(flags.standing.margin, abs=1e-9)
    assert mirrored.open_after(40) == pytest.approx(flags.open_after(40), abs=1e-12)
    assert mirrored.standing.turning_cost[:, ::-1] == pytest.approx(flags.standing.turning_cost, abs=1e-3)


def test_other_names_and_another_order_change_only_names() -> None:
    """Ids are those of the draws and stay; labels are others, and every list is typed the other way round."""
    text = UNCERTAIN.replace("name: Northland", "name: Aaland").replace("name: Southland", "name: Zealand")
    here, case = answer(UNCERTAIN, 200), load_text(text).typed
    assert case.conflict is not None
    sides = {"conflict": case.conflict.model_copy(update={"sides": case.conflict.sides[::-1]})}
    lists = {name: getattr(case, name)[::-1] for name in ("views", "issues", "measures", "beliefs")}
    moved = load_text(text).case.model_copy(update=sides | lists)
    there = timing(moved, Evidence({}, {}), draws_of(moved, 1, 200))
    for table in here.tables:
        rows = json.dumps(table.records()).replace("Northland", "Aaland").replace("Southland", "Zealand")
        mine = [json.dumps(row) for row in json.loads(rows)]
        other = [json.dumps(row) for row in there.table_named(table.name).records()]
        assert sorted(mine) == sorted(other), table.name


# ------------------------------------------------------------------ the answer


def test_flags_stand_apart_and_each_says_its_draws() -> None:
    result = answer(UNCERTAIN, 200)
    flags = result.table_named("flags").records()
    assert {row["flag"] for row in flags} == {"hurting", "stalemate", "way out"}
    assert all("200 draws" in str(row["holds in"]) for row in flags)
    words = json.dumps(result.to_dict(), ensure_ascii=False).lower()
    assert not re.search(r"half-life|(chance|probability|likelihood) of (peace|war|an end)|score|ripe\b", words)
    assert re.search(
        r"in .*200 draws.* the dispute as judged would more likely than not stay undecided within 40 quarters", words
    )
    for line in result.text[:-1]:
        assert re.search(r"\d+ of 200 draws|(all|none of) 200 draws|counted as coming", str(line)), str(line)


def test_no_reason_to_wait_is_said_with_what_waiting_costs() -> None:
    text = told(answer(BORDER))
    assert re.search(r"With shared beliefs a quarter of waiting costs Northland [\d.]+ points, and no reason", text)
    reason = told(answer(with_promise("0"), 1))
    assert re.search(
        r"costs Northland [\d.]+ points; reasons to wait: support not reckoned with [\d.]+, above 0", reason
    )
    assert "Counted as coming: Promise." in reason


def test_every_flag_that_is_split_names_what_it_hangs_on() -> None:
    result = answer(UNCERTAIN, 200)
    lines = [str(line) for line in result.challenge]
    assert any("what a period of the dispute costs Northland" in line and "hangs most on" in line for line in lines)
    assert any("would rather give in than go on alone once a quarter cost it" in line for line in lines)
    for row in result.table_named("drivers").records():
        assert re.fullmatch(r"[+-]0?\.?\d+\.?\d*", str(row["moves it, rank correlation"]))


def test_the_line_of_the_stalemate_is_a_parameter_that_is_stated() -> None:
    case = load_text(BORDER).case
    drawn = draws_of(case, 1, 1)
    low, high = (timing(case, Evidence({}, {}), drawn, undecided=line) for line in (0.0, 1.0))
    assert low.provenance.parameters["undecided from"] == 0.0
    shares = [
        next(r["share"] for r in one.table_named("flags").records() if r["flag"] == "stalemate") for one in (low, high)
    ]
    assert shares == [1.0, 0.0]
    with pytest.raises(ValueError, match="0 to 1"):
        timing(case, Evidence({}, {}), drawn, undecided=1.5)


@pytest.mark.parametrize(
    ("typed", "instead", "path"),
    [
        ("      advances: 0.4\n", "", "conflict.sides.northland.advances"),
        ("patience: 0.98, no_deal: {cost: {points: 1}}", "no_deal: 20", "parties.northland.patience"),
        ("as_of: 2030-01-01\n", "", "as_of"),
        ("since: 2030-04-01, believed: 0,", "", "measures.promise.believed"),
        ("since: 2030-04-01, believed: 0,", "", "measures.promise.since"),
    ],
)
def test_a_missing_judgement_is_a_question_and_never_a_default(typed: str, instead: str, path: str) -> None:
    text = with_promise("0")
    assert path not in [question.path for question in answer(text).missing]
    assert path in [question.path for question in answer(text.replace(typed, instead)).missing]


def test_without_packages_the_flags_still_stand() -> None:
    result = answer(BORDER.replace("weight: 50, ", ""))
    assert not result.tables and result.missing
    closed = answer(BORDER.replace("values: {n-line: 100, mid-line: 50, s-line: 0}}", CLOSED))
    assert "What waiting changes in terms cannot be said" in told(closed)
    assert [table.name for table in closed.tables][:2] == ["flags", "costs"]


CLOSED = "values: {n-line: 100, mid-line: 50, s-line: 0}, red_lines: [n-line, mid-line, s-line]}"


def test_figures_can_be_drawn_and_say_what_they_show() -> None:
    result = answer(UNCERTAIN, 50)
    assert [figure.name for figure in result.figures] == ["flags", "states", "waiting"]
    for figure in result.figures:
        assert draw(figure).startswith("<svg ") and len(figure.alt) > 80
