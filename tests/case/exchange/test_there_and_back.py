"""A case to another program's files and back: every package keeps its worth, whatever the case."""

from __future__ import annotations

import datetime
import itertools
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pourparler.case.exchange.judged import Basis, as_case, merged, slug
from pourparler.case.exchange.recognise import SCENARIOS, Format, recognised
from pourparler.case.exchange.simplified import Take, point, simplified
from pourparler.case.load import load_text
from pourparler.case.model import Case
from pourparler.case.ranges import parse_range
from pourparler.core.errors import PourparlerError
from tests.case.sample import STRAIT

IDS = st.from_regex(r"[a-z0-9][a-z0-9-]{0,8}", fullmatch=True).filter(
    lambda id_: id_ not in ("own", "public", "shared")
)
# Names that trip up other programs: words and numbers of YAML 1.1, formulas, marks of XML.
NAMES = st.one_of(st.sampled_from(["no", "on", "1e3", "~", "=1+1", "<a & b>", "öl"]), st.text(max_size=12))
SCORES = st.one_of(st.integers(0, 100).map(float), st.floats(0, 100).map(lambda x: round(x, 3)))
WEIGHTS = st.floats(0.001, 1000).map(lambda x: round(x, 3)).filter(bool)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Draw a case in which every party has judged everything."""
    issues: list[dict[str, Any]] = [
        {"id": issue, "name": draw(NAMES), "options": [{"id": id_, "name": draw(NAMES)} for id_ in options]}
        for issue, options in draw(
            st.dictionaries(IDS, st.lists(IDS, min_size=1, max_size=4, unique=True), min_size=1, max_size=3)
        ).items()
    ]
    parties: list[dict[str, Any]] = [
        {"id": id_, **({"no_deal": draw(SCORES)} if draw(st.booleans()) else {})}
        for id_ in draw(st.lists(IDS, min_size=1, max_size=3, unique=True))
    ]
    views = [
        {
            "party": party["id"],
            "issue": issue["id"],
            "weight": draw(WEIGHTS),
            "values": {option["id"]: draw(SCORES) for option in issue["options"]},
        }
        for party in parties
        for issue in issues
    ]
    return Case.model_validate({"parties": parties, "issues": issues, "views": views})


def worth(case: Case, party: str, package: dict[str, str]) -> float:
    """Return the additive worth of a package, from the definition: normalised weight times value, summed."""
    views = {view.issue: view for view in case.views if view.party == party}
    total = sum(view.weight.value.low for view in views.values() if view.weight is not None)
    return sum(
        view.weight.value.low / total * view.values[package[issue]].value.low
        for issue, view in views.items()
        if view.weight is not None
    )


@pytest.mark.parametrize("form", list(SCENARIOS))
@settings(max_examples=25, deadline=None)
@given(case=cases())
def test_every_package_keeps_its_worth_for_every_party(form: Format, case: Case) -> None:
    files = SCENARIOS[form].write(simplified(case, None, "").scenario)
    assert recognised(files)[0] is form
    back = load_text(as_case(SCENARIOS[form].read(files), "back", "Back", Basis())).case
    assert [issue.id for issue in back.issues] == [issue.id for issue in case.issues]
    assert {party.id for party in back.parties} == {party.id for party in case.parties}
    chosen = itertools.product(*([(issue.id, option.id) for option in issue.options] for issue in case.issues))
    for package in map(dict, chosen):
        for party in case.parties:
            assert worth(back, party.id, package) == pytest.approx(worth(case, party.id, package), abs=1e-7)
    if form is not Format.GENIUSWEB:  # which holds no number there
        for party in case.parties:
            kept = back.party(party.id)
            before = party.no_deal.value.value.low if party.no_deal and party.no_deal.value else None
            assert kept is not None
            after = kept.no_deal.value.value.low if kept.no_deal and kept.no_deal.value else None
            assert after == (None if before is None else pytest.approx(before, abs=1e-7))


@settings(max_examples=25, deadline=None)
@given(case=cases())
def test_taking_the_same_scenario_in_again_changes_nothing(case: Case) -> None:
    scenario = SCENARIOS[Format.NEGMAS].read(SCENARIOS[Format.NEGMAS].write(simplified(case, None, "").scenario))
    text = as_case(scenario, "back", "Back", Basis())
    assert merged(scenario, text, Basis("AB", datetime.date(2031, 3, 5))) == text


TAKES = [
    ("30", {"low": 30, "likely": 30, "high": 30, "mean": 30}),
    ("20..35", {"low": 20, "likely": 27.5, "high": 35, "mean": 27.5}),
    # PERT: (20 + 4 * 26 + 50) / 6
    ("20..26..50", {"low": 20, "likely": 26, "high": 50, "mean": 29}),
    ({"0": 0.2, "50": 0.5, "90": 0.3}, {"low": 0, "likely": 50, "high": 90, "mean": 52}),
    ({"0": 0.5, "50": 0.5}, {"low": 0, "likely": 0, "high": 50, "mean": 25}),
]


@pytest.mark.parametrize(("typed", "numbers"), TAKES)
def test_what_stands_for_a_range(typed: object, numbers: dict[str, float]) -> None:
    assert {take.value: float(point(parse_range(typed), take)) for take in Take} == numbers


def test_a_range_without_a_choice_is_refused_and_named() -> None:
    text = "issues: [{id: i, options: [{id: x}]}]\nparties: [{id: a}]\n"
    text += "views: [{party: a, issue: i, weight: 1, values: {x: 2..3}}]"
    with pytest.raises(PourparlerError) as caught:
        simplified(load_text(text).case, None, "GENIUS")
    assert "views.a.i.values.x: found the range 2..3" in str(caught.value) and "--take" in str(caught.value)


def test_what_a_scenario_cannot_hold_is_listed_by_name() -> None:
    done = simplified(load_text(STRAIT).case, Take.MEAN, "GENIUS")
    assert done.scenario.profiles == () and done.ranges == 0
    assert done.left_out[:3] == (
        "the party norland, which lacks views.norland.ceasefire.values.full, views.norland.ceasefire.values.partial",
        "the party varania, which has no values",
        "the party ostmark, which has no values",
    )
    for line in (
        "the red lines of norland on membership: defer",
        "the exclusion of membership.invite with ceasefire.partial",
        "the prerequisite of membership.invite: ceasefire.full",
        "the bodies membership.invite needs: league",
        "meetings: 1 (all that is under `meetings`)",
        "who judged what, when and why, how sure, and who may see it",
    ):
        assert line in done.left_out


def test_an_issue_that_weighs_nothing_needs_no_values() -> None:
    text = "issues: [{id: i, options: [{id: x}]}, {id: j, options: [{id: x}]}]\nparties: [{id: a}]\nviews:\n"
    text += "  - {party: a, issue: i, weight: 3, values: {x: 40}}\n  - {party: a, issue: j, weight: 0}\n"
    done = simplified(load_text(text).case, None, "")
    assert done.scenario.profiles[0].utility((0, 0)) == 40
    assert done.left_out[0] == "that a lacks values on j, which weighs nothing with it: they are written as 0"


def test_weights_add_up_to_one_to_the_last_digit() -> None:
    issues = ", ".join(f"{{id: {issue}, options: [{{id: x}}]}}" for issue in "ijk")
    text = f"issues: [{issues}]\nparties: [{{id: a}}]\n"
    text += "views:\n" + "".join(f"  - {{party: a, issue: {issue}, weight: 7, values: {{x: 1}}}}\n" for issue in "ijk")
    profile = simplified(load_text(text).case, None, "").scenario.profiles[0]
    assert sum(profile.weights) == 1 and str(profile.weights[1]) == "0.333333333333"


def test_an_id_is_never_taken_twice_or_reserved() -> None:
    taken: list[str] = []
    for name in ("Öl!", "ol", "OL", "public", "---", "关税", "x" * 200):
        taken.append(slug(name, taken, "option"))
    assert taken == ["ol", "ol-2", "ol-3", "public-2", "option", "option-2", "x" * 56]


SEA = """\
as_of: 2031-03-05   # the day of the talks
judged: {by: CD, dated: 2031-01-01, why: desk, confidence: high}
parties:
  - {id: port, name: Port, no_deal: 40}
issues:
  - id: rent
    name: Rent
    options: [{id: low, name: Low rent}]
views:
  - party: port
    issue: rent
    values: {low: 20..30}   # guess
    weight: 3
"""


def test_a_scenario_is_taken_into_a_case_that_is_there() -> None:
    from tests.case.exchange.samples import GENIUS_PORT

    scenario = SCENARIOS[Format.GENIUS].read({"port.xml": GENIUS_PORT})
    text = merged(scenario, SEA, Basis("AB", datetime.date(2031, 3, 5)))
    assert "as_of: 2031-03-05   # the day of the talks" in text and "}   # guess" in text
    case = load_text(text).case
    assert [issue.id for issue in case.issues] == ["rent", "years"]
    assert [option.id for option in case.issues[0].options] == ["low", "high-rent"]
    view = case.view("port", "rent")
    assert view is not None
    for judged in (*view.values.values(), view.weight):
        assert judged is not None
        assert (judged.by, str(judged.dated)) == ("AB", "2031-03-05")
        assert judged.why == "taken from port.xml (GENIUS)"
        assert judged.confidence is None  # CD was sure of another number
    floor = case.parties[0].no_deal
    assert floor is not None and floor.value is not None and floor.value.by == "CD"  # 40 in both: nobody judged anew
    assert Decimal(str(view.values["low"].value.low)) == 25
