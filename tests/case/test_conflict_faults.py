"""What cannot be in the course of a dispute, each with its code and its line."""

from __future__ import annotations

import pytest

from pourparler.case.check import check_text
from pourparler.case.load import load_text
from pourparler.case.projection import project

CASE = """\
as_of: 2030-01-01
parties:
  - {id: norland, roles: principal, patience: 0.9..0.98, no_deal: {cost: {points: 0.5..1}}}
  - {id: varania, roles: principal, patience: 0.9..0.98, funds: {unit: EUR million, limit: 5..9}}
issues: [{id: line, options: [{id: north}, {id: south}]}, {id: trade, options: [{id: open}, {id: shut}]}]
conflict:
  period: quarter
  horizon: 8
  sides:
    - {party: norland, steps_to_prevail: 4..6, advances: 0.2..0.4, prevails: [line.south, trade.open]}
    - {party: varania, steps_to_prevail: 5, advances: 0.2..0.4, prevails: [line.north, trade.open]}
measures:
  - {id: loan, supplier: varania, since: 2030-06-01, changes: {party: norland, odds: 0.1..0.3}, requires: [permit]}
  - {id: permit, supplier: varania}
guarantees:
  - {id: pact, type: to-assist, guarantors: [varania], each: {varania: 0.4..0.8}, at_least: 1}
agreements:
  - {id: steps, phases: [{id: first, since: 2030-03-01, holds: [line.north], guarantees: [pact]}]}
statements:
  - {claim: a.b, about: norland, at_most: 40, credibility: 0.5}
"""


def test_the_case_itself_is_sound() -> None:
    assert check_text(CASE).errors == ()


@pytest.mark.parametrize(
    ("typed", "instead", "code", "line", "found"),
    [
        (
            "since: 2030-06-01",
            "since: 2033-01-01",
            "C143",
            13,
            "a measure from 2033-01-01, after the horizon (2032-01-01)",
        ),
        (
            "since: 2030-03-01",
            "since: 2033-01-01",
            "C143",
            18,
            "a phase from 2033-01-01, after the horizon (2032-01-01)",
        ),
        ("patience: 0.9..0.98, no", "patience: 1.2, no", "C114", 3, "1.2 lies outside 0 to 1 (a chance or a share)"),
        ("advances: 0.2..0.4, prevails: [line.north", "advances: 0.7, prevails: [line.north", "C145", 11, "above 1"),
        ("party: norland, odds", "party: sweeden, odds", "C120", 13, "the unknown party 'sweeden'"),
        (
            "guarantors: [varania], each: {varania",
            "guarantors: [varania, nobody], each: {varania",
            "C120",
            16,
            "the unknown party 'nobody'",
        ),
        ("each: {varania", "each: {norland", "C146", 16, "norland, which is none of the guarantors"),
        ("at_least: 1", "at_least: 3", "C146", 16, "3 to act, of 1 guarantors"),
        ("limit: 5..9", "limit: 0", "C147", 4, "a budget of 0"),
        ("limit: 5..9", "limit: -1..9", "C147", 4, "`limit` of -1..9"),
        ("limit: 5..9", "limit: 5..9, ability: 0..3", "C147", 4, "`ability` of 0..3"),
        ("limit: 5..9", "limit: 5..9, per_head: 0..3", "C147", 4, "`per_head` of 0..3"),
        ("limit: 5..9", "limit: 5..9, least: -1..3", "C147", 4, "`least` of -1..3"),
        ("limit: 5..9", "limit: 5..9, least: 10..11", "C147", 4, "`least` of 10..11, above the `limit` of 5..9"),
        ("about: norland, at_most", "at_most", "C148", 20, "`at_most` about nobody's value"),
        ("requires: [permit]", "requires: [loan]", "C149", 13, "loan, which in the end requires itself"),
        (
            "requires: [permit]",
            "requires: [permit], excludes: [permit]",
            "C149",
            13,
            "loan, which needs loan and permit, that exclude each other",
        ),
        ("requires: [permit]", "requires: [permits]", "C129", 13, "the unknown measure 'permits'"),
        ("guarantees: [pact]", "guarantees: [peace]", "C129", 18, "the unknown guarantee 'peace'"),
        ("prevails: [line.south, trade.open]", "prevails: [line.south, line.north]", "C114", 10, "settles line twice"),
        ("prevails: [line.south", "prevails: [line.east", "C122", 10, "the unknown option 'line.east'"),
        ("{party: varania, steps", "{party: norland, steps", "C114", 7, "norland on both sides"),
        ("steps_to_prevail: 4..6", "steps_to_prevail: 0..6", "C114", 10, "at least 1 step from prevailing"),
    ],
)
def test_what_cannot_be_is_one_message_at_its_line(typed: str, instead: str, code: str, line: int, found: str) -> None:
    assert CASE.count(typed) == 1
    errors = check_text(CASE.replace(typed, instead)).errors
    assert [error.code for error in errors] == [code]
    assert found in errors[0].found
    assert errors[0].place is not None
    assert errors[0].place.line == line


@pytest.mark.parametrize(
    ("advances", "freezes", "codes"), [("0", "", ["C144"]), ("0", "freezes: 0.1,", []), ("0.1", "", [])]
)
def test_a_dispute_without_end_and_without_discount_has_no_value(advances: str, freezes: str, codes: list[str]) -> None:
    text = CASE.replace("advances: 0.2..0.4", f"advances: {advances}").replace("0.9..0.98, no_deal", "1, no_deal")
    if freezes:
        text = text.replace("  horizon: 8\n", "  horizon: 8\n  freezes: 0.1\n")
    assert [error.code for error in check_text(text).errors] == codes


def test_a_reader_who_may_not_see_an_option_of_an_end_sees_no_conflict() -> None:
    """An end with an option missing would say something else."""
    public = CASE.replace("as_of:", "visibility: public\njudged: {visibility: public}\nas_of:")
    assert project(load_text(public), "public").case.conflict is not None
    hidden = public.replace("{id: south}", "{id: south, visibility: own}")
    assert project(load_text(hidden), "public").case.conflict is None


@pytest.mark.parametrize(
    ("beliefs", "found"),
    [
        (
            "{holder: norland, about: varania, advances: 0.5..0.7}",
            "chances to advance of 0.7 and 0.4, above 1 together",
        ),
        ("{holder: norland, about: third, advances: 0.2}", "a chance to advance of third, which is no side"),
        ("{holder: norland, about: varania, advances: 0.6}", None),
    ],
)
def test_what_somebody_holds_about_the_sides_is_possible(beliefs: str, found: str | None) -> None:
    text = CASE.replace("parties:\n", "parties:\n  - {id: third}\n", 1) + f"beliefs:\n  - {beliefs}\n"
    faults = [(one.code, one.found) for one in check_text(text).errors]
    assert [code for code, _ in faults] == (["C145"] if found else [])
    assert found is None or found in faults[0][1]


def test_what_the_holder_holds_about_itself_counts_beside_it() -> None:
    pair = "beliefs:\n  - {holder: norland, about: varania, advances: 0.5..0.7}\n"
    own = "  - {holder: norland, about: norland, advances: 0.1..0.3}\n"
    assert check_text(CASE + pair + own).errors == ()
