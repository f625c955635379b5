"""Loading: places, short forms, all problems in one pass."""

from __future__ import annotations

import datetime
import json
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from pourparler.case.check import check
from pourparler.case.digest import digest as case_digest
from pourparler.case.load import load_case, load_text
from pourparler.case.model import Case
from pourparler.case.paths import judgements, walk
from pourparler.case.ranges import parse_range
from pourparler.case.reference import entry_models
from pourparler.case.tree import parse_tree
from pourparler.core.errors import PourparlerError, Problem
from tests.case.sample import STRAIT


def problems_of(text: str) -> tuple[Problem, ...]:
    with pytest.raises(PourparlerError) as caught:
        load_text(text)
    return caught.value.problems


PLACES = [
    ("parties.norland", 11, 5),
    ("parties.norland.no_deal.value", 14, 14),
    ("parties.norland.fears.1", 15, 12),
    ("parties.varania.no_deal.value", 19, 22),
    ("parties.ostmark.roles", 22, 39),
    ("issues.membership.options.invite", 40, 9),
    ("views.norland.membership.values.defer", 57, 34),
    ("views.norland.membership.stances.defer", 56, 39),
    ("views.norland.ceasefire.weight", 64, 13),
    ("statements.s1-3f9a.implies", 70, 14),
]


@pytest.mark.parametrize(("path", "line", "column"), PLACES)
def test_every_value_knows_its_place(path: str, line: int, column: int) -> None:
    place = load_text(STRAIT).places[path]
    assert (place.file, place.line, place.column) == ("case.yaml", line, column)


def test_every_entry_and_judgement_has_its_path_and_a_place() -> None:
    loaded = load_text(STRAIT)
    for found in walk(loaded.case):
        if found.path:
            assert getattr(found.value, "path", found.path) == found.path
            assert loaded.places[found.path].line is not None


def test_a_path_that_is_not_typed_has_the_place_of_the_entry_around_it() -> None:
    loaded = load_text(STRAIT)
    assert loaded.place("views.norland.ceasefire.motive") == loaded.places["views.norland.ceasefire"]
    assert str(loaded.place("guarantees.none")) == "case.yaml"


SHORT_FORMS = [
    pytest.param("parties: [{id: a, no_deal: 20..35}]", "parties: [{id: a, no_deal: {value: 20..35}}]", id="no deal"),
    pytest.param(
        "parties: [{id: a, no_deal: {value: 3, by: AB}}]",
        "parties: [{id: a, no_deal: {value: {value: 3, by: AB}}}]",
        id="no deal, signed",
    ),
    pytest.param(
        "parties: [{id: a, no_deal: {0: 0.2, 5: 0.8}}]",
        "parties: [{id: a, no_deal: {value: {value: {0: 0.2, 5: 0.8}}}}]",
        id="no deal, discrete",
    ),
    pytest.param("parties: {id: a, roles: backer}", "parties: [{id: a, roles: [backer]}]", id="lists of one"),
    pytest.param("parties: [{id: a, also: 1812}]", "parties: [{id: a, also: ['1812']}]", id="number as a name"),
    pytest.param("parties: [{id: a, fears: war}]", "parties: [{id: a, fears: [{value: war}]}]", id="texts"),
    pytest.param(
        "people: [{id: p, offices: {title: Chair}}]", "people: [{id: p, offices: [{title: Chair}]}]", id="office"
    ),
    pytest.param("parties: [{id: a, name: }]", "parties: [{id: a}]", id="empty key"),
    pytest.param(
        "parties: [{id: a, visibility: {shared: a}}]", "parties: [{id: a, visibility: {shared: [a]}}]", id="receiver"
    ),
]


@pytest.mark.parametrize(("short", "long"), SHORT_FORMS)
def test_short_forms_mean_the_long_ones(short: str, long: str) -> None:
    assert load_text(short).case == load_text(long).case


VIEW = """\
parties: [{id: a}]
issues: [{id: i, options: [{id: x}, {id: y}]}]
views:
  - party: a
    issue: i
    stances: """


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("{x: opposes}", "[{option: x, stance: opposes}]"),
        ("opposes", "[{stance: opposes}]"),
        ("{x: {stance: opposes, unless: a truce}}", "[{option: x, stance: opposes, unless: {words: a truce}}]"),
        ("{x: {stance: supports, when: i.y}}", "[{option: x, stance: supports, when: {option: i.y}}]"),
    ],
)
def test_stances_may_be_typed_by_option(short: str, long: str) -> None:
    assert load_text(VIEW + short).case == load_text(VIEW + long).case


FAULTS = [
    pytest.param("titel: x\n", "C110", 1, 1, "did you mean title?", id="unknown key"),
    pytest.param("parties: [{id: a, path: x}]\n", "C110", 1, 19, "the unknown key 'path'", id="path typed"),
    pytest.param("parties:\n  - name: A\n", "C111", 2, 5, "add `id:`", id="missing key"),
    pytest.param("parties: 5\n", "C112", 1, 10, "a mapping", id="number for an entry"),
    pytest.param("parties: [{id: a, acts_for: [b]}]\n", "C112", 1, 29, "a text", id="list for a text"),
    pytest.param("title: true\n", "C112", 1, 8, "quotation marks", id="true for a text"),
    pytest.param("parties: [{id: a, roles: principel}]\n", "C113", 1, 26, "did you mean principal?", id="unknown word"),
    pytest.param("visibility: secret\n", "C113", 1, 13, "own, shared, public", id="unknown audience"),
    pytest.param("parties: [{id: a, no_deal: 35..20}]\n", "C114", 1, 28, "does not rise", id="falling range"),
    pytest.param("parties: [{id: a, no_deal: 120}]\n", "C114", 1, 28, "outside 0 to 100", id="beyond the scale"),
    pytest.param("as_of: 30.9.2026\n", "C114", 1, 8, "write it as 2026-09-30", id="day in another form"),
    pytest.param("as_of: 20260930\n", "C114", 1, 8, "write it as 2026-09-30", id="day as a number"),
    pytest.param("as_of: 2026-02-30\n", "C114", 1, 8, "day", id="day that is none"),
    pytest.param(
        "parties: [{id: a}]\nmeasures: [{id: m, supplier: a, since: 2026-02-02, until: 2026-01-01}]\n",
        "C114",
        2,
        12,
        "before it starts",
        id="ends before it starts",
    ),
    pytest.param("visibility: {shared: []}\n", "C114", 1, 13, "names nobody", id="shared with nobody"),
    pytest.param("parties: [{id: Northern Isles}]\n", "C115", 1, 16, "write northern-isles", id="id with a space"),
    pytest.param("parties: [{id: public}]\n", "C115", 1, 16, "choose another id", id="reserved id"),
    pytest.param(
        "prepared_for: norlnd\nparties: [{id: norland}]\n", "C120", 1, 15, "did you mean norland?", id="unknown party"
    ),
    pytest.param("parties: [{id: a}]\nviews: [{party: a, issue: i}]\n", "C121", 2, 27, "issues", id="unknown issue"),
    pytest.param(
        VIEW.replace("stances", "values") + "{x: 1, z: 2}\n", "C122", 6, 20, "allowed: x, y", id="unknown option"
    ),
    pytest.param(
        VIEW + "{x: {stance: supports, when: i.q}}\n", "C122", 6, 43, "i.x, i.y", id="unknown option of another issue"
    ),
    pytest.param("issues: [{id: i, options: [{id: x, needs: b}]}]\n", "C123", 1, 43, "bodies", id="unknown body"),
    pytest.param("bodies: [{id: b, chair: p}]\n", "C124", 1, 25, "people", id="unknown person"),
    pytest.param(
        "meetings: [{id: m, participants: [q]}]\n", "C125", 1, 35, "parties, people or bodies", id="unknown guest"
    ),
    pytest.param("bodies: [{id: b, members: [q]}]\n", "C126", 1, 28, "member", id="unknown member"),
    pytest.param(
        "parties: [{id: a}]\nbodies: [{id: b, members: [a], rule: {name: weighted, vetoes: [q]}}]\n",
        "C126",
        2,
        64,
        "allowed: a",
        id="veto of nobody",
    ),
    pytest.param(
        "correlations: [{between: [a, b], value: 0}]\n", "C127", 1, 27, "path of a number", id="unknown number"
    ),
    pytest.param(
        "bodies: [{id: b, preset: un-security-counsil}]\n", "C128", 1, 26, "un-security-council?", id="unknown preset"
    ),
    pytest.param("parties: [{id: a}, {id: a}]\n", "C130", 1, 20, "first in line 1", id="id twice"),
    pytest.param(
        "parties: [{id: a}]\npeople: [{id: a}]\n", "C130", 2, 15, "one of the parties", id="id of a party and a person"
    ),
    pytest.param(
        "parties: [{id: a}]\nissues: [{id: i}]\nviews: [{party: a, issue: i}, {party: a, issue: i}]\n",
        "C130",
        3,
        31,
        "a.i a second time",
        id="view twice",
    ),
    pytest.param(
        "parties: [{id: a}]\nissues: [{id: i}]\nviews: [{party: a, issue: i, weight: {0: 0.5, 9: 0.5}}]\n",
        "C135",
        3,
        38,
        "above 0",
        id="no weight at all",
    ),
]


@pytest.mark.parametrize(("text", "code", "line", "column", "said"), FAULTS)
def test_faults_are_named_with_place_and_remedy(text: str, code: str, line: int, column: int, said: str) -> None:
    found = [problem for problem in problems_of(text) if problem.code == code]
    assert found, problems_of(text)
    assert found[0].place is not None
    assert (found[0].place.line, found[0].place.column) == (line, column)
    assert said in str(found[0])


def test_all_faults_of_a_file_are_told_in_one_pass_in_its_order() -> None:
    text = """\
titel: x
parties:
  - {id: a, roles: chief, no_deal: 200, wat: 1}
  - {id: a}
issues: [{id: i, options: [{id: x}, {id: y, needs: council}]}]
prerequisites: [{option: i.x, needs: i.y}]
views:
  - {party: b, issue: i, values: {x: 5, z: 3}, stances: {x: likes, w: opposes}}
measures: [{id: m, supplier: a, costt: 3, since: 2026-02-02, until: 2026-01-01}]
"""
    found = [(problem.place.line, problem.code) for problem in problems_of(text) if problem.place]
    assert found == [
        (1, "C110"),
        (3, "C113"),
        (3, "C114"),
        (3, "C110"),
        (4, "C130"),
        (5, "C123"),
        (6, "C132"),
        (8, "C120"),
        (8, "C122"),
        (8, "C113"),
        (8, "C122"),
        (9, "C114"),
        (9, "C110"),
    ]


def test_an_entry_with_a_fault_still_defines_its_id() -> None:
    codes = [problem.code for problem in problems_of("parties: [{id: a, type: planet}]\nprepared_for: a\n")]
    assert codes == ["C113"]


def test_a_fault_is_not_told_again_as_its_consequence() -> None:
    text = "exclusions: [{options: [i.x, No]}]\nissues: [{id: i, options: [{id: x}, {id: y}]}]\n"
    assert [problem.code for problem in problems_of(text)] == ["C115"]


def test_messages_hold_no_invisible_characters() -> None:
    found = problems_of('parties: [{id: "a\\u202eb", type: "\\u0007"}]\n')
    assert all(character.isprintable() for problem in found for character in str(problem))


def test_files_that_are_no_text_are_refused(tmp_path: Path) -> None:
    latin = tmp_path / "case.yaml"
    latin.write_bytes("a: 1\nt: Türe".encode("latin-1"))
    cases = [
        (latin, "C103", "UTF-8"),
        (tmp_path / "none.yaml", "C101", "No such file"),
        (tmp_path, "C101", "directory"),
    ]
    for path, code, said in cases:
        with pytest.raises(PourparlerError) as caught:
            load_case(path)
        assert caught.value.problems[0].code == code
        assert said in str(caught.value)
    with pytest.raises(PourparlerError) as caught:
        load_case(latin)
    place = caught.value.problems[0].place
    assert place is not None
    assert (place.line, place.column) == (2, 5)


def test_values_are_read_as_meant() -> None:
    case = load_text(STRAIT).case
    norland, varania, _ = case.parties
    assert norland.no_deal is not None and norland.no_deal.value is not None
    assert norland.no_deal.value.value == parse_range("20..35")
    assert varania.no_deal is not None and varania.no_deal.value is not None
    assert varania.no_deal.value.value == parse_range("10..20..40")
    assert case.as_of == datetime.date(2026, 9, 30)
    assert [stance.stance for stance in case.views[0].stances] == ["demands", "opposes"]
    assert case.views[0].stances[1].unless is not None
    assert case.views[0].stances[1].unless.option == "ceasefire.full"
    assert len(list(judgements(case))) == 11


MODELS: list[type[BaseModel]] = [Case, *entry_models()]
KEYS = sorted({field.alias or name for model in MODELS for name, field in model.model_fields.items()})
WORDS = st.sampled_from(
    ["a", "b", "a.b", "b.a", "20..35", "principal", "supports", "consensus", "2026-09-30", "", "A b"]
)
LEAVES = st.one_of(WORDS, st.integers(-5, 120), st.booleans(), st.none(), st.floats(allow_nan=False, width=16))
TREES = st.recursive(
    LEAVES,
    lambda inside: st.one_of(
        st.lists(inside, max_size=3),
        st.dictionaries(st.sampled_from([*KEYS, "value", "by", "because", "a", "0"]), inside, max_size=5),
    ),
    max_leaves=25,
)


@given(st.dictionaries(st.sampled_from(sorted(Case.model_fields)), TREES, min_size=1, max_size=6))
def test_any_file_is_read_or_refused_in_order(tree: dict[str, object]) -> None:
    try:
        loaded = load_text(json.dumps(tree))
    except PourparlerError as error:
        assert all(problem.place is not None for problem in error.problems)
        assert all(str(problem).isprintable() for problem in error.problems)
    else:
        assert check(loaded).ok
        assert case_digest(loaded.case)


@given(st.integers(0, 10_000), TREES)
def test_any_part_of_a_good_file_may_be_anything(place: int, put: object) -> None:
    tree = json.loads(json.dumps(parse_tree(STRAIT, ""), default=str))
    holders = [
        (holder, key)
        for holder in _holders(tree)
        for key in (holder if isinstance(holder, dict) else range(len(holder)))
    ]
    holder, key = holders[place % len(holders)]
    holder[key] = put
    try:
        loaded = load_text(json.dumps(tree))
    except PourparlerError as error:
        assert all(problem.place is not None for problem in error.problems)
    else:
        assert check(loaded).ok


def _holders(node: Any) -> list[Any]:
    inside = list(node.values()) if isinstance(node, dict) else node if isinstance(node, list) else []
    return ([node] if inside else []) + [holder for item in inside for holder in _holders(item)]


def test_three_thousand_lines_load_fast() -> None:
    parties = "".join(
        f"  - id: p{number}\n    name: Party {number}\n    roles: [principal]\n    no_deal: 20..35\n"
        for number in range(60)
    )
    issues = "".join(f"  - id: i{number}\n    options: [{{id: x}}, {{id: y}}]\n" for number in range(7))
    views = "".join(
        f"  - party: p{party}\n    issue: i{issue}\n    weight: 20..35\n    position: so\n    values:\n      x: 0..20\n"
        for party in range(60)
        for issue in range(7)
    )
    text = f"parties:\n{parties}issues:\n{issues}views:\n{views}"
    started = time.perf_counter()
    loaded = load_text(text)
    assert len(loaded.case.views) == 420
    assert len(text.splitlines()) > 2700
    assert time.perf_counter() - started < 5, "usually well under a second; five is for a machine that does much else"
