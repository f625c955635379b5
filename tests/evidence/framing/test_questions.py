"""Every gap of a case is a question, with whom to ask; an answer takes it away."""

from __future__ import annotations

import pytest

from pourparler.case.load import load_text
from pourparler.core.result import Question
from pourparler.evidence.framing import draft, questions
from pourparler.evidence.record import Evidence
from tests.evidence.framing.reporting import evidence

CASE = """\
as_of: 2031-11-12
parties:
  - {id: karvonia, name: Karvonia, roles: [principal]}
  - {id: sethonia, name: Sethonia, roles: [principal]}
  - {id: lakes, name: Lakes Conference, roles: [mediator]}
people:
  - {id: milena-daskar, name: Milena Daskar, party: karvonia, offices: [{title: President, of: karvonia}]}
issues:
  - {id: guarantees, name: Security guarantees, options: [{id: treaty}, {id: pledge}]}
views:
  - {party: karvonia, issue: guarantees}
meetings:
  - {id: summit, name: the summit, date: 2031-11-14, participants: [milena-daskar], status: scheduled}
  - {id: past, name: the past one, date: 2031-11-01, participants: [sethonia], status: scheduled}
"""


def asked(case: str, of: Evidence | None = None) -> dict[str | None, Question]:
    """Return the questions by path."""
    return {question.path: question for question in questions(of or evidence(), load_text(case).case)}


def test_silent_parties_are_asked() -> None:
    found = [question.text for question in questions(evidence(), load_text(draft(evidence())).case)]
    for silent in ("Sethonia", "Continental Union", "Vendria"):
        assert f"Where does {silent} stand? Nothing it said is on file." in found
    assert not any(text.startswith("Where does Lakes Conference stand") for text in found)


def test_a_party_heard_on_one_issue_is_asked_about_the_others() -> None:
    found = [question.text for question in questions(evidence(), load_text(draft(evidence())).case)]
    (astrelia,) = [text for text in found if text.startswith("Where does Astrelia stand")]
    assert "“Security guarantees”" in astrelia and "“Membership”" not in astrelia


def test_each_missing_number_is_a_question_with_whom_to_ask() -> None:
    found = asked(CASE)
    for path in (
        "parties.karvonia.no_deal.value",
        "views.karvonia.guarantees.weight",
        "views.karvonia.guarantees.values.pledge",
    ):
        assert found[path].ask == "Milena Daskar, at “the summit” (2031-11-14)"
        assert found[path].matters
    assert found["parties.sethonia.no_deal.value"].ask == "Sethonia"  # its only meeting is over
    assert "parties.lakes.no_deal.value" not in found


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (
            "parties.karvonia.no_deal.value",
            "name: Karvonia, roles: [principal]",
            "name: Karvonia, roles: [principal], no_deal: 20..35",
        ),
        ("views.karvonia.guarantees.weight", "issue: guarantees}", "issue: guarantees, weight: 20..35}"),
        (
            "views.karvonia.guarantees.values.pledge",
            "issue: guarantees}",
            "issue: guarantees, values: {treaty: 100, pledge: 40}}",
        ),
        ("views.sethonia.guarantees.position", "x", "x"),
    ],
)
def test_an_answer_takes_its_question_away(path: str, old: str, new: str) -> None:
    before = asked(CASE)
    if old != new:
        assert path in before
    assert path not in asked(CASE.replace(old, new))


def test_a_partly_answered_question_names_what_is_left() -> None:
    found = asked(
        CASE.replace(", roles: [principal]", "").replace(
            "issue: guarantees}", "issue: guarantees, values: {treaty: 100}}"
        )
    )
    assert "(pledge)" in found["views.karvonia.guarantees.values"].text


def test_an_open_speaker_is_asked_about_first() -> None:
    first = questions(evidence(), load_text(draft(evidence())).case)[0]
    assert first.text.startswith("For whom does Henrik Vallmer speak?")
    assert first.matters == "3 claims count for no party until this is known"


def test_bodies_options_meetings_and_facts_are_asked() -> None:
    paths = asked(draft(evidence()))
    assert {
        "bodies.alliance-council.members",
        "bodies.continental-union-summit.rule",
        "issues.membership.options",
        "meetings.union-summit.date",
        "meetings.dinner-of-leaders-with-milena-daskar.participants",
    } <= set(paths)
    assert "bodies.alliance-council.rule" not in paths
    assert any(path and path.startswith("facts.office-of-henrik-vallmer") for path in paths)
