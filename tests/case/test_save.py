"""Edits that change one line and nothing else."""

from __future__ import annotations

import datetime
import difflib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pourparler.case.load import load_text
from pourparler.case.ranges import Range, parse_range
from pourparler.case.save import append_entry, set_value
from pourparler.core.errors import PourparlerError
from tests.case.sample import STRAIT


def changes(before: str, after: str) -> list[str]:
    """Return the lines taken out (-) and put in (+), line ends included."""
    lines = difflib.unified_diff(before.splitlines(True), after.splitlines(True), n=0)
    return [line for line in lines if not line.startswith(("---", "+++", "@@"))]


SETS = [
    pytest.param("views.norland.ceasefire.weight", 35, "    weight: 35", id="range to number"),
    pytest.param("views.norland.ceasefire.weight.value", "5..9", "    weight: 5..9", id="value of the short form"),
    pytest.param(
        "parties.norland.no_deal.value",
        parse_range("20..30..35"),
        "    no_deal: 20..30..35          # 2026 estimate",
        id="remark kept",
    ),
    pytest.param("parties.varania.no_deal.value", 12.5, "    no_deal: {value: 12.5, by: CD}", id="long form"),
    pytest.param("parties.varania.name", "Varánia", '    name: "Varánia"', id="quotation marks kept"),
    pytest.param("title", "The strait: terms", 'title: "The strait: terms"   # shown', id="quotation marks needed"),
    pytest.param("as_of", datetime.date(2026, 10, 1), "as_of: 2026-10-01", id="day"),
    pytest.param(
        "views.norland.membership.values.substitute",
        40,
        "    values: {invite: 100, defer: 20..30, substitute: 40}",
        id="discrete in braces",
    ),
    pytest.param(
        "views.norland.membership.weight",
        parse_range({0: 0.5, 9: 0.5}),
        "    weight: {0: 0.5, 9: 0.5}",
        id="to discrete",
    ),
    pytest.param("views.norland.ceasefire.weight.by", "CD", "    weight: {value: 10..20, by: CD}", id="signed"),
    pytest.param("parties.varania.judged.why", "no, never", "      why: no, never", id="judged block"),
    pytest.param(
        "views.norland.membership.stances.defer.unless",
        "a truce",
        "    stances: {invite: demands, defer: {stance: opposes, unless: a truce}}",
        id="within a stance",
    ),
]


@pytest.mark.parametrize(("path", "new", "line"), SETS)
def test_setting_a_value_changes_its_line_only(path: str, new: str | float | datetime.date | Range, line: str) -> None:
    after = set_value(STRAIT, path, new)
    taken, put = changes(STRAIT, after)
    assert put == f"+{line}\n"
    assert taken.startswith("-")
    load_text(after)


ADDS = [
    pytest.param("views.norland.ceasefire.values.full", 70, ["    values:", "      full: 70"], id="first of a mapping"),
    pytest.param("parties.norland.type", "state", ["    type: state"], id="at the end of an entry"),
    pytest.param("question", "Who yields?", ["question: Who yields?"], id="at the end of the file"),
]


@pytest.mark.parametrize(("path", "new", "lines"), ADDS)
def test_a_missing_value_is_put_in_as_lines_of_its_own(path: str, new: str | int, lines: list[str]) -> None:
    after = set_value(STRAIT, path, new)
    assert changes(STRAIT, after) == [f"+{line}\n" for line in lines]
    load_text(after)


def test_a_missing_value_goes_into_braces_where_the_entry_is_in_braces() -> None:
    after = set_value(STRAIT, "parties.ostmark.no_deal.value", "5..9")
    assert (
        changes(STRAIT, after)[1] == "+  - {id: ostmark, type: state, roles: backer, also: Eastmark, no_deal: 5..9}\n"
    )


def test_a_key_with_nothing_behind_it_is_filled_in_place() -> None:
    text = "views:   # ours\n  - party: a\n    weight:   # how much\n    values: {x: , y: 3}\n    issue: i\n"
    after = set_value(set_value(text, "views.a.i.weight", "20..35"), "views.a.i.values.x", 7)
    assert (
        after
        == "views:   # ours\n  - party: a\n    weight: 20..35   # how much\n    values: {x: 7, y: 3}\n    issue: i\n"
    )


def test_a_text_over_several_lines_keeps_its_manner() -> None:
    after = set_value(STRAIT, "issues.membership.question", "Is an invitation given?")
    assert changes(STRAIT, after) == [
        "-      Whether an invitation\n",
        "-      is given.\n",
        "+      Is an invitation given?\n",
    ]
    issue = load_text(after).case.issue("membership")
    assert issue is not None
    assert issue.question == "Is an invitation given?\n"


APPENDS = [
    pytest.param("parties", {"id": "x", "name": "X: y"}, ["  - id: x", '    name: "X: y"'], id="indented list"),
    pytest.param(
        "bodies",
        {"id": "b", "rule": {"name": "majority"}},
        ["- id: b", "  rule:", "    name: majority"],
        id="flush list",
    ),
    pytest.param(
        "facts",
        {"id": "f", "text": "So.", "status": "agreed", "date": None},
        ["facts:", "  - id: f", "    text: So.", "    status: agreed"],
        id="no list yet",
    ),
    pytest.param(
        "views.norland.ceasefire.stances",
        {"option": "full", "stance": "supports"},
        ["    stances:", "      - option: full", "        stance: supports"],
        id="no list yet, inside",
    ),
]


@pytest.mark.parametrize(("path", "entry", "lines"), APPENDS)
def test_an_entry_is_added_at_the_end_of_its_list(path: str, entry: dict[str, object], lines: list[str]) -> None:
    after = append_entry(STRAIT, path, entry)  # type: ignore[arg-type]
    assert changes(STRAIT, after) == [f"+{line}\n" for line in lines]
    load_text(after)


def test_an_entry_is_added_to_lists_in_brackets_and_empty_ones() -> None:
    text = "parties: []   # none yet\nissues:   # what\nfacts: [{id: f, text: t, status: agreed}]\n"
    after = append_entry(
        append_entry(append_entry(text, "parties", {"id": "a"}), "issues", {"id": "i"}),
        "facts",
        {"id": "g", "text": "u, v", "status": "agreed"},
    )
    assert after == (
        "parties:   # none yet\n  - id: a\nissues:   # what\n  - id: i\n"
        'facts: [{id: f, text: t, status: agreed}, {id: g, text: "u, v", status: agreed}]\n'
    )


REFUSED = [
    pytest.param("views.varania.ceasefire.weight", "C140", id="no such entry"),
    pytest.param("guarantees.g.cost", "C140", id="no such list"),
    pytest.param("parties", "C141", id="a list"),
    pytest.param("issues.membership.question.by", "C141", id="signing a text over several lines"),
]


@pytest.mark.parametrize(("path", "code"), REFUSED)
def test_what_cannot_be_set_by_itself_is_refused(path: str, code: str) -> None:
    with pytest.raises(PourparlerError) as caught:
        set_value(STRAIT, path, 1)
    assert caught.value.problems[0].code == code


def test_line_ends_and_a_missing_last_one_are_kept() -> None:
    text = "id: a\r\nparties:\r\n  - id: b  # x\r\n    no_deal: 3"
    assert set_value(text, "parties.b.no_deal", 4) == text[:-1] + "4"
    assert set_value(text, "parties.b.name", "B") == text + "\r\n    name: B\r\n"
    assert append_entry(text, "parties", {"id": "c"}) == text + "\r\n  - id: c\r\n"


SMALL = """\
title: The strait   # shown
parties:
  - {id: ostmark, name: Ostmark, also: Eastmark}
  - id: varania
    name: "Varania"
    no_deal: 20..35  # ours
"""
TEXT_PATHS = st.sampled_from(["title", "parties.varania.name", "parties.ostmark.name", "question"])


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=30), TEXT_PATHS)
def test_any_text_is_written_so_that_it_reads_back(new: str, path: str) -> None:
    after = set_value(SMALL, path, new)
    case = load_text(after).case
    ostmark, varania = case.parties
    read = {"title": case.title, "parties.varania.name": varania.name, "parties.ostmark.name": ostmark.name}
    assert read.get(path, case.question) == new
    assert len(changes(SMALL, after)) in (0, 1, 2)


@given(st.floats(0, 100), st.floats(0, 100))
def test_any_number_is_written_so_that_it_reads_back(first: float, second: float) -> None:
    new = parse_range(f"{min(first, second)!r}..{max(first, second)!r}")
    after = set_value(SMALL, "parties.varania.no_deal", new)
    no_deal = load_text(after).case.parties[1].no_deal
    assert no_deal is not None and no_deal.value is not None
    assert no_deal.value.value == new
    assert len(changes(SMALL, after)) in (0, 2)
