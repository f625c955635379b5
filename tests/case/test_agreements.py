"""Agreements in phases and the guarantees behind them: what is refused, at which line, and what a reader sees."""

from __future__ import annotations

import pytest

from pourparler.case.check import check_text
from pourparler.case.load import load_text
from pourparler.case.paths import judgements
from pourparler.case.projection import project

CASE = """\
visibility: public
as_of: 2030-01-01
judged: {visibility: public}
parties: [{id: norland}, {id: varania}, {id: ostria}]
bodies:
  - {id: council, members: [norland, ostria], rule: {name: consensus}}
exclusions: [{options: [line.south, trade.open]}]
prerequisites: [{option: trade.open, needs: line.north}]
issues:
  - {id: line, options: [{id: north}, {id: south}]}
  - {id: trade, options: [{id: open}, {id: shut}]}
guarantees:
  - id: pact
    type: to-assist
    guarantors: [ostria]
    lag: 0.5..2
    acting: {party: ostria, unit: EUR million, benefit: -10..40, reputation: 20..30, cost: 10..60..200}
    needs: [council]
    votes: {body: council, favour: {norland: 0.9, ostria: 0.4..0.8}}
agreements:
  - id: steps
    phases:
      - {id: first, since: 2030-03-01, holds: line.north, guarantees: pact, inspections: 1..3, finds: 0.3,
         wrongly_seen: 0.05}
      - {id: second, since: 2030-09-01, holds: trade.open}
    open: {issue: trade, values: {norland: 20..40, varania: 10}}
    exchange: {unit: prisoners, total: 40, benefit: 1.5, burden: 1, afterwards: 10..20}
"""


def test_sound_and_every_number_has_its_path() -> None:
    assert check_text(CASE).errors == ()
    paths = [path for path, _ in judgements(load_text(CASE).case)]
    assert {
        "guarantees.pact.votes.council.favour.ostria",
        "guarantees.pact.lag",
        "guarantees.pact.acting.ostria.reputation",
        "agreements.steps.phases.first.inspections",
        "agreements.steps.phases.first.wrongly_seen",
        "agreements.steps.open.trade.values.norland",
        "agreements.steps.exchange.afterwards",
    } <= set(paths)


@pytest.mark.parametrize(
    ("typed", "instead", "code", "line", "found"),
    [
        ("guarantors: [ostria]", "guarantors: [ostra]", "C120", 15, "the unknown party 'ostra'"),
        ("ostria: 0.4..0.8", "ostria: 0.4..1.8", "C114", 19, "0.4..1.8 lies outside 0 to 1"),
        ("favour: {norland", "favour: {varania", "C126", 19, "the unknown member 'varania'"),
        ("needs: [council]", "cost: 3", "C114", 13, "votes of council, which it does not need"),
        ("lag: 0.5..2", "lag: -1..2", "C114", 13, "lag -1..2: 0 periods or more"),
        ("acting: {party: ostria", "acting: {party: ostra", "C120", 17, "the unknown party 'ostra'"),
        ("acting: {party: ostria", "acting: {party: varania", "C146", 17, "varania, which is none of the guarantors"),
        ("reputation: 20..30", "reputation: -2..30", "C114", 17, "reputation -2..30: 0 or more"),
        ("cost: 10..60..200", "cost: -10..60..200", "C114", 17, "cost -10..60..200: 0 or more"),
        ("inspections: 1..3", "inspections: -1..3", "C114", 23, "inspections -1..3: 0 or more a period"),
        ("finds: 0.3", "finds: 1.3", "C114", 23, "1.3 lies outside 0 to 1"),
        ("wrongly_seen: 0.05", "wrongly_seen: -1", "C114", 24, "-1 lies outside 0 to 1"),
        ("guarantees: pact", "guarantees: pakt", "C129", 23, "the unknown guarantee 'pakt'"),
        ("since: 2030-09-01", "since: 2030-02-01", "C114", 21, "a phase of 2030-02-01 after one of 2030-03-01"),
        ("{issue: trade, v", "{issue: trde, v", "C121", 26, "the unknown issue 'trde'"),
        ("norland: 20..40", "norland: 20..140", "C114", 26, "20..140 lies outside 0 to 100"),
        ("burden: 1,", "burden: 0,", "C114", 27, "burden 0: above 0"),
        ("afterwards: 10..20", "afterwards: -1", "C114", 27, "afterwards -1: 0 or more"),
        ("holds: line.north", "holds: line.south", "C159", 25, "line.south and trade.open in force together"),
    ],
)
def test_what_cannot_be_is_one_message_at_its_line(typed: str, instead: str, code: str, line: int, found: str) -> None:
    assert CASE.count(typed) == 1
    errors = check_text(CASE.replace(typed, instead)).errors
    assert [error.code for error in errors] == [code]
    assert found in errors[0].found
    assert errors[0].place is not None
    assert errors[0].place.line == line


def test_a_lag_beyond_the_horizon() -> None:
    text = CASE + "conflict: {period: month, horizon: 18}\n"
    assert check_text(text).errors == ()
    (error,) = check_text(text.replace("lag: 0.5..2", "lag: 0.5..20")).errors
    assert (error.code, error.place and error.place.line) == ("C143", 16)
    assert "a lag of 0.5..20 months, beyond the horizon (18 months)" in error.found


def test_stakes_of_one_guarantor_twice() -> None:
    text = CASE.replace("acting: {party: ostria,", "acting: [{party: ostria}, {party: ostria,").replace("200}", "200}]")
    assert [error.code for error in check_text(text).errors] == ["C130"]


def test_who_may_not_see_what_acting_is_worth_sees_the_guarantee_without() -> None:
    """Each of the numbers, and a guarantor out of sight with all that is said of it."""
    text = CASE.replace("reputation: 20..30", "reputation: {value: 20..30, visibility: own}")
    seen = project(load_text(text), "public").case.guarantees[0].acting[0]
    assert (seen.reputation, str(seen.cost.value) if seen.cost else None) == (None, "10..60..200")
    hidden = CASE.replace("{id: ostria}", "{id: ostria, visibility: own}")
    assert project(load_text(hidden), "public").case.guarantees == ()


def test_who_may_not_see_the_body_sees_no_vote_in_it() -> None:
    hidden = CASE.replace("id: council, m", "id: council, visibility: own, m")
    seen = project(load_text(hidden), "public").case
    assert seen.guarantees[0].needs == ()
    assert seen.guarantees[0].votes == ()
