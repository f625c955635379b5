"""Additions to a case that people keep: nothing known again, nothing written touched, nothing twice."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from pourparler.case.load import load_text
from pourparler.evidence.framing import Proposal, draft, propose
from pourparler.evidence.framing.entries import Drafted, written
from pourparler.evidence.framing.material import Material
from pourparler.evidence.framing.sections import sections
from pourparler.evidence.record import Evidence
from tests.evidence.framing.reporting import evidence

KEPT = """\
# our file: do not reorder
parties:
  - id: karv
    name: Karvonia   # ours
    roles: [principal]
  - id: dorn
    name: Dornija
    also: [Dornia]   # as the wire spells it
issues:
  - id: accession
    topic: membership
    name: Accession
    options: [{id: admit}, {id: defer}]
views:
  - party: dorn
    issue: accession
    position: {value: In favour, by: AB, dated: 2031-11-01, why: their note}
    stances: [{stance: supports}]
people:
  - id: daskar
    name: Milena Daskar
    party: karv
"""


def proposed(text: str, of: Evidence | None = None) -> Proposal:
    """Return what the reporting adds to a case text."""
    return propose(of or evidence(), load_text(text).case, text)


def removed(proposal: Proposal) -> list[str]:
    """Return the lines that the diff takes out."""
    return [line for line in proposal.diff.splitlines() if line.startswith("-") and not line.startswith("---")]


def test_what_is_known_by_any_spelling_is_not_proposed_again() -> None:
    found = {(addition.path, addition.mapping.get("id")) for addition in proposed(KEPT).additions}
    assert ("parties", "astrelia") in found
    assert not found & {("parties", "karvonia"), ("parties", "dornia"), ("people", "milena-daskar")}
    assert not found & {("issues", "membership"), ("issues", "accession")}


@pytest.mark.parametrize("spelling", ["Karvonija", "KARVONIA", "the Karvonia", "Karvoniya"])
def test_a_party_is_known_by_the_sound_of_its_name(spelling: str) -> None:
    case = f"parties:\n  - id: applicant\n    name: {spelling}\n"
    assert "karvonia" not in {addition.mapping.get("id") for addition in proposed(case).additions}


def test_additions_use_the_ids_of_the_case() -> None:
    views = {(a.mapping["party"], a.mapping["issue"]) for a in proposed(KEPT).additions if a.path == "views"}
    assert views == {("astrelia", "accession"), ("hwu", "port-fee"), ("karv", "accession"), ("karv", "guarantees")}


def test_every_person_s_line_survives_and_the_result_loads() -> None:
    proposal = proposed(KEPT)
    assert removed(proposal) == []
    assert proposal.diff.startswith("--- case.yaml\n+++ case.yaml (proposed)\n")
    case = load_text(proposal.text).case
    dorn = case.view("dorn", "accession")
    assert dorn is not None and dorn.position is not None and dorn.position.value == "In favour"
    assert "    name: Karvonia   # ours\n" in proposal.text


def test_words_against_a_person_s_are_a_question_and_no_change() -> None:
    proposal = proposed(KEPT)
    (question,) = [question for question in proposal.questions if question.path == "views.dorn.accession"]
    assert "reporting now has “opposes”" in question.text
    assert "Condition: “while the fighting goes on”" in question.text
    assert "stands against what is on file" in question.text
    assert not [a for a in proposal.additions if a.path == "views" and a.mapping["party"] == "dorn"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("why: their note}", "why: their note, because: [CLAIM]}"),
        ("dated: 2031-11-01", "dated: 2031-11-12"),
    ],
    ids=["cited", "judged after the words"],
)
def test_a_settled_question_is_not_asked_again(old: str, new: str) -> None:
    claim = next(one.claim.id for one in evidence().claims if one.claim.speaker.entity == "dornia")
    case = KEPT.replace(old, new.replace("CLAIM", claim))
    assert not [question for question in proposed(case).questions if question.path == "views.dorn.accession"]


def test_an_office_that_the_case_lacks_is_a_question() -> None:
    (question,) = [question for question in proposed(KEPT).questions if question.path == "people.daskar.offices"]
    assert "“President” of karv" in question.text


def test_a_draft_gets_no_proposal() -> None:
    proposal = proposed(draft(evidence()))
    assert (proposal.additions, proposal.diff, proposal.questions) == ((), "", ())


def test_new_reporting_adds_only_what_is_new() -> None:
    told = evidence()
    fewer = replace(told, claims=tuple(one for one in told.claims if one.claim.issue != "port-fee"))
    proposal = proposed(draft(fewer), told)
    assert {(addition.path, addition.mapping.get("id")) for addition in proposal.additions} >= {
        ("issues", "port-fee"),
        ("parties", "hwu"),
    }
    assert {addition.path for addition in proposal.additions} <= {"issues", "parties", "views", "statements"}
    assert removed(proposal) == []


def test_questions_stay_beneath_their_own_entry() -> None:
    fewer = replace(evidence(), claims=evidence().claims[2:])
    lines = proposed(draft(fewer)).text.splitlines()
    for name in ("Sethonia", "Karvonia", "Astrelia"):
        heading = lines.index(f"    name: {name}")
        following = next(at for at in range(heading, len(lines)) if lines[at].startswith("  - id:"))
        assert f"    # question: which roles has {name}?" in lines[heading:following]


def test_a_list_begun_by_a_proposal_says_what_it_is_for() -> None:
    assert "\n\n# Who meets.\nmeetings:\n" in proposed(KEPT).text


def test_lists_in_one_line_stay_in_one_line() -> None:
    text = "parties: [{id: karvonia}]\nissues: []\n"
    proposal = proposed(text)
    assert proposal.text.startswith("parties: [{id: karvonia}, {id: alliance")
    assert "\nissues:\n  - id: guarantees\n" in proposal.text
    again = proposed(proposal.text)
    assert (again.additions, again.diff) == ((), "")


def test_line_ends_are_those_of_the_file() -> None:
    text = KEPT.replace("\n", "\r\n")
    proposal = proposed(text)
    assert proposal.text.count("\n") == proposal.text.count("\r\n")
    assert removed(proposal) == []


def test_a_view_with_numbers_only_gets_the_stance_and_keeps_the_numbers() -> None:
    typed = KEPT[KEPT.index("    position:") : KEPT.index("people:")]
    text = KEPT.replace(typed, "    weight: 20..35   # ours\n")
    proposal = proposed(text)
    assert [addition.mapping["stance"] for addition in proposal.additions if addition.path.endswith(".stances")] == [
        "opposes"
    ]
    assert removed(proposal) == [] and "    weight: 20..35   # ours\n" in proposal.text
    view = load_text(proposal.text).case.view("dorn", "accession")
    assert view is not None and view.stances[0].because and view.weight is not None
    assert proposed(proposal.text).additions == ()


ENTRIES = [entry for section in sections(Material(evidence())).values() for entry in section]
LAYOUTS = st.sampled_from(["", "# kept by AB\n", "\n\n", "title: Our case   # working title\n"])


@st.composite
def cases(data: st.DrawFn) -> str:
    """Return case files that people might keep: part of what reporting gives, in their own layout and order."""
    chosen = data(st.sets(st.integers(0, len(ENTRIES) - 1)))
    kept = _linked([entry for number, entry in enumerate(ENTRIES) if number in chosen])
    lines = [data(LAYOUTS), "id: kept"]
    for section in data(st.permutations(sorted({entry.section for entry in kept}))):
        lines += [data(st.sampled_from(["", "# ours"])), f"{section}:"]
        for entry in kept:
            if entry.section == section:
                lines += written(entry if data(st.booleans()) else replace(entry, remarks=()))
                lines += data(st.sampled_from([[], ["  # a remark of ours"], [""]]))
    return "\n".join(lines) + data(st.sampled_from(["\n", "\n\n", "\n# the end\n", ""]))


def _linked(entries: list[Drafted]) -> list[Drafted]:
    """Return the entries whose links lead to others that are kept."""
    known = {str(entry.mapping["id"]) for entry in entries if "id" in entry.mapping}
    kept = [entry for entry in entries if _links(entry) <= known]
    return kept if len(kept) == len(entries) else _linked(kept)


def _links(entry: Drafted) -> set[str]:
    if entry.section == "views":
        return set(entry.key)
    offices = {office["of"] for office in entry.mapping.get("offices", ()) if "of" in office}
    own = {entry.mapping["party"]} if "party" in entry.mapping else set()
    return offices | own | set(entry.mapping.get("participants", ())) | set(entry.mapping.get("members", ()))


@settings(max_examples=12, phases=(Phase.explicit, Phase.generate))
@given(cases())
def test_applied_once_it_proposes_nothing_and_every_line_survives(text: str) -> None:
    first = proposed(text)
    # A file without a last line end gets one: that line alone may show as changed.
    assert removed(first) in ([], [f"-{text.splitlines()[-1]}"] if not text.endswith("\n") else [])
    lines = iter(first.text.splitlines())
    assert all(line in lines for line in text.splitlines())
    again = proposed(first.text)
    assert (again.additions, again.diff, again.text) == ((), "", first.text)
