"""What bodies can pass: by hand, with every vote of random positions, and as reporting alone tells it."""

from __future__ import annotations

import itertools
import random
from typing import Any

import pytest

from pourparler.analysis.approval import approval
from pourparler.analysis.approval.proposals import Proposal
from pourparler.analysis.approval.verdicts import Outcome, Verdict, passes
from pourparler.analysis.approval.votes import Position, Side
from pourparler.case.deciding import Decider
from pourparler.case.load import load_text
from pourparler.case.model import Case
from pourparler.case.sampling import draws_of
from pourparler.core.result import Cell, Result
from pourparler.evidence.claim import Act, Kind
from pourparler.evidence.record import Evidence
from tests.analysis.test_positions import MEMBERSHIP, WIRE, world
from tests.fictional import claim, country, evidence
from tests.methods.voting.games import random_rule

NOTHING = Evidence({}, {})
FRAME = """
as_of: 2031-06-01
parties:
  - {id: a, name: Arland, roles: principal}
  - {id: b, name: Borland, roles: principal}
  - {id: c, name: Corland}
  - {id: d, name: Dorland}
issues:
  - id: entry
    options: [{id: no}, {id: yes, name: Entry, needs: [council]}, {id: later, name: Entry later, needs: [council]}]
  - id: truce
    options: [{id: none}, {id: full, name: A full truce}]
"""


def case_with(
    stances: dict[str, str], rule: str = "{name: consensus}", members: str = "[a, b, c]", more: str = ""
) -> Case:
    views = "".join(
        f"  - {{party: {party}, issue: entry, judged: {{by: AB, dated: 2031-05-01, why: talks}}, stances: {stance}}}\n"
        for party, stance in stances.items()
    )
    bodies = f"bodies:\n  - {{id: council, name: Council, members: {members}, rule: {rule}}}\n"
    return load_text(f"{FRAME}{bodies}{more}views:\n{views}" if views else f"{FRAME}{bodies}{more}").case


def row(result: Result, table: str, **wanted: Cell) -> dict[str, Cell]:
    (found,) = [
        record
        for record in result.table_named(table).records()
        if all(record[name] == value for name, value in wanted.items())
    ]
    return found


YES = "{option: yes, stance: %s}"
OUTCOMES = [
    pytest.param(["supports", "supports", "supports"], "{name: consensus}", "carries", 0, id="all in favour"),
    pytest.param(
        ["supports", "abstains", "offers"], "{name: consensus}", "carries", 0, id="an abstention does not block"
    ),
    pytest.param(["supports", "abstains", "offers"], "{name: unanimity}", "blocked", 1, id="but does block unanimity"),
    pytest.param(["supports", "opposes", "supports"], "{name: consensus}", "blocked", 1, id="one objects"),
    pytest.param(["supports", "opposes", "supports"], "{name: majority}", "carries", 0, id="outvoted"),
    pytest.param(["supports", "silent", "opposes"], "{name: majority}", "open", 1, id="one vote missing"),
    pytest.param(["supports", "mixed", "mixed"], "{name: majority}", "open", 1, id="said both"),
    pytest.param(
        ["supports", "supports", "conditional, when: truce.full"],
        "{name: unanimity}",
        "carries if the conditions are met",
        1,
        id="on an option",
    ),
    pytest.param(
        ["supports", "supports", "opposes, unless: {after: 2031-09-01}"],
        "{name: consensus}",
        "carries if the conditions are met",
        1,
        id="on a day to come",
    ),
    pytest.param(
        ["supports", "supports", "opposes, unless: {after: 2031-05-01}"],
        "{name: consensus}",
        "carries",
        0,
        id="day gone",
    ),
    pytest.param(
        ["supports", "supports", "supports, when: {before: 2031-05-01}"],
        "{name: consensus}",
        "blocked",
        1,
        id="too late",
    ),
    pytest.param(
        ["supports", "supports", "supports"],
        "{name: weighted, quota: 0.9}",
        "rule or members not on file",
        None,
        id="weights",
    ),
]


@pytest.mark.parametrize(("stances", "rule", "outcome", "missing"), OUTCOMES)
def test_outcomes(stances: list[str], rule: str, outcome: str, missing: int | None) -> None:
    told = {party: YES % stance for party, stance in zip("abc", stances, strict=True)}
    found = row(approval(case_with(told, rule), NOTHING), "outcomes", option="Entry")
    assert (found["outcome"], found["votes missing"]) == (outcome, missing)


def test_what_would_lift_is_named_with_its_kind_and_whether_it_is_enough() -> None:
    stances = {
        "a": YES % "supports",
        "b": YES % "opposes, unless: truce.full",
        "c": YES % "conditional, when: {option: truce.full, words: a date is set}",
    }
    result = approval(case_with(stances), NOTHING)
    rows = [record for record in result.table_named("lifts").records() if record["option"] == "Entry"]
    assert [(one["member"], one["hangs on"], one["kind"], one["alone enough to carry"]) for one in rows] == [
        ("Borland", "the package has “A full truce”", "option", False),
        ("Corland", "the package has “A full truce” and “a date is set”", "words", False),
    ]


def test_one_condition_that_moves_two_members_is_a_single_change() -> None:
    stances = {
        "a": YES % "supports",
        "b": YES % "opposes, unless: truce.full",
        "c": YES % "conditional, when: truce.full",
    }
    result = approval(case_with(stances), NOTHING)
    texts = [sentence.text for sentence in result.challenge]
    assert (
        "Entry (Council): it carries once the package has “A full truce”, which would move Borland and Corland."
        in texts
    )
    assert all(record["alone enough to carry"] for record in result.table_named("lifts").records())


def test_an_objection_that_ends_and_one_without_an_option() -> None:
    stances = {
        "a": YES % "supports",
        "b": YES % "opposes, when: truce.none",
        "c": YES % "opposes, when: {before: 2031-08-31}",
    }
    rows = approval(case_with(stances), NOTHING).table_named("lifts").records()
    assert [one["hangs on"] for one in rows] == ["the package is without “none”", "after 31 August 2031"]


def test_a_red_line_stands_whatever_else_is_on_file() -> None:
    text = "  - {party: b, issue: entry, red_lines: yes, stances: {option: yes, stance: opposes, unless: truce.full}}\n"
    case = load_text(
        f"{FRAME}bodies: [{{id: council, name: Council, members: [a, b], rule: {{name: consensus}}}}]\nviews:\n{text}"
    ).case
    result = approval(case, NOTHING)
    assert row(result, "outcomes", option="Entry")["outcome"] == "blocked"
    assert row(result, "matrix", member="Borland")["entry.yes/council"] == "against (red line)"
    assert row(result, "lifts", member="Borland")["hangs on"] == "the package has “A full truce”"


def test_who_holds_it_up_is_said_before_who_is_missing() -> None:
    stances = {"a": YES % "supports", "b": YES % "opposes, unless: {words: the firing has ended}"}
    text = approval(case_with(stances), NOTHING).text[0].text
    assert text == (
        "Entry: Council (consensus: no member objects) does not pass it until what is asked is met: Borland hangs on: "
        "“the firing has ended”; at least 2 votes are missing, and nothing is on file for Corland."
    )
    majority = approval(case_with(stances, "{name: majority}", "[a, b, c, d]"), NOTHING).text[0].text
    assert "has not the votes on file; at least 2 votes are missing" in majority


def test_who_is_not_on_file_is_a_question_and_no_default() -> None:
    result = approval(case_with({"a": YES % "supports"}), NOTHING)
    found = row(result, "outcomes", option="Entry")
    assert (found["outcome"], found["not on file"], found["against"]) == ("open", "Borland and Corland", "")
    asked = [question for question in result.missing if question.path == "views.b.entry.stances"]
    assert [question.ask for question in asked] == ["Borland"]
    assert "“Entry”" in asked[0].text


def test_a_stance_on_one_option_is_not_taken_for_another_and_one_on_the_issue_is() -> None:
    result = approval(case_with({"a": YES % "opposes", "b": "opposes"}), NOTHING)
    line = row(result, "matrix", member="Arland")
    assert (line["entry.yes/council"], line["entry.later/council"]) == ("against", "not on file")
    line = row(result, "matrix", member="Borland")
    assert line["entry.later/council"] == "against (issue as a whole)"
    assert any("on an issue as a whole" in sentence.text for sentence in result.challenge)


def test_groups_that_can_stand_in_for_one_another() -> None:
    rule = "{name: weighted, quota: 5, weights: {a: 3, b: 1, c: 1, d: 2}}"
    result = approval(case_with({"a": YES % "supports"}, rule, "[a, b, c, d]"), NOTHING)
    rows = [record for record in result.table_named("ways").records() if record["option"] == "Entry"]
    assert [(one["group"], one["votes"]) for one in rows] == [("Dorland", 1), ("Borland and Corland", 2)]
    assert row(result, "outcomes", option="Entry")["one vote that turns it"] == "Dorland"
    first = [one["member"] for one in result.table_named("first").records() if one["option"] == "Entry"]
    assert first == ["Dorland"]
    power = {one["member"]: float(str(one["Shapley-Shubik"])) for one in result.table_named("power").records()}
    assert power["Borland"] == power["Corland"] < power["Dorland"]


def test_whom_to_persuade_first_is_who_is_in_most_of_the_smallest_groups() -> None:
    rule = "{name: weighted, quota: 5, weights: {a: 1, b: 3, c: 2, d: 2}}"
    result = approval(case_with({}, rule, "[a, b, c, d]"), NOTHING)
    first = [(one["member"], one["in smallest groups"], one["of"]) for one in result.table_named("first").records()]
    assert first[:3] == [("Borland", 2, 2), ("Corland", 1, 2), ("Dorland", 1, 2)]
    said = "Borland is in 2 of the 2 smallest groups whose votes would carry it, nobody else in more than 1."
    assert f"Entry (Council): {said}" in [sentence.text for sentence in result.challenge]


def test_groups_that_could_still_stop_what_passes() -> None:
    rule = "{name: majority}"
    stances = {"a": YES % "supports", "b": YES % "supports", "c": YES % "supports", "d": YES % "opposes"}
    result = approval(case_with(stances, rule, "[a, b, c, d]"), NOTHING)
    rows = [one for one in result.table_named("stops").records() if one["option"] == "Entry"]
    assert [(one["group"], one["votes"]) for one in rows] == [("Arland", 1), ("Borland", 1), ("Corland", 1)]
    assert "Entry (Council): Arland, Borland and Corland, each alone, could still stop it." in [
        sentence.text for sentence in result.challenge
    ]


def test_where_objectors_cannot_be_avoided_it_says_so_and_names_options_without_the_body() -> None:
    result = approval(case_with({"a": YES % "supports", "b": YES % "opposes"}), NOTHING)
    assert "Entry (Council): no group of other votes can stand in for Borland." in [s.text for s in result.challenge]
    assert row(result, "substitutes", option="Entry")["on the same issue"] == "no (no body)"


def test_one_body_after_another() -> None:
    bodies = "  - {id: assembly, name: Assembly, members: [d], rule: {name: majority}}\n"
    case = case_with({"d": YES % "opposes"}, more=bodies)
    council = case.bodies[0].model_copy(update={"needs": ("assembly",)})
    result = approval(case.model_copy(update={"bodies": (council, case.bodies[1])}), NOTHING)
    told = {
        (one["body"], one["outcome"]) for one in result.table_named("outcomes").records() if one["option"] == "Entry"
    }
    assert told == {("Council", "open"), ("Assembly", "blocked")}


def test_approval_at_home_and_ratifiers_and_the_table() -> None:
    text = """
parties:
  - {id: a, name: Arland, roles: principal, approval: ballot}
  - {id: b, name: Borland, roles: principal}
  - {id: c, name: Crews}
  - {id: f, name: Fund, roles: ratifier}
table: {name: consensus}
bodies: [{id: ballot, name: Ballot, members: [c], rule: {name: majority}}]
issues: [{id: pay, options: [{id: low, name: Low pay}, {id: high, name: High pay}]}]
views:
  - {party: a, issue: pay, stances: {low: opposes}}
  - {party: c, issue: pay, stances: {low: opposes, high: supports}}
  - {party: f, issue: pay, stances: {high: {stance: supports, when: pay.low}}}
"""
    result = approval(load_text(text).case, NOTHING)
    told = [(one["option"], one["body"], one["outcome"]) for one in result.table_named("outcomes").records()]
    assert told == [
        ("Low pay, for Arland", "Ballot", "blocked"),
        ("High pay, for Arland", "Ballot", "carries"),
        ("High pay", "Fund", "carries if the conditions are met"),
        ("Low pay", "The table", "blocked"),
    ]


def test_a_home_body_of_which_nothing_is_on_file_is_asked_for() -> None:
    text = (
        "parties: [{id: a, name: Arland, roles: principal, approval: ballot}]\nbodies: [{id: ballot, name: Ballot}]\n"
    )
    result = approval(load_text(text).case, NOTHING)
    assert "Who decides in Ballot (for Arland), or how, is not on file" in result.text[0].text
    assert [question.path for question in result.missing] == ["bodies.ballot.members"]


def test_nothing_on_file() -> None:
    result = approval(Case(), NOTHING)
    assert result.text[0].text == "No option needs a body, and no body approves an agreement, as far as is on file."
    assert result.figure is None
    assert all(not table.rows for table in result.tables)


# ---------------------------------------------------------------- chances


def test_chances_of_two_members_multiply_under_unanimity() -> None:
    stances = {"a": YES % "supports", "b": YES % "mixed, chance: 0.5", "c": YES % "conditional, chance: 0.2..0.4"}
    result = approval(case_with(stances, "{name: unanimity}"), NOTHING)
    found = row(result, "chances", option="Entry")
    assert found["low"] == pytest.approx(0.105, abs=0.005)
    assert found["high"] == pytest.approx(0.195, abs=0.005)
    assert found["low if those not judged are in favour"] == found["low"]
    assert (result.provenance.seed, result.provenance.draws) == (1, 1000)
    (line,) = [sentence for sentence in result.challenge if "imply" in sentence.text]
    assert "not a forecast" in line.text
    assert {mark.id for mark in line.marks} >= {"views.b.entry.stances.yes.chance", "views.c.entry.stances.yes.chance"}


def test_members_nobody_has_judged_are_taken_both_ways() -> None:
    stances = {"a": YES % "supports", "b": YES % "mixed, chance: 0.5"}
    found = row(approval(case_with(stances, "{name: majority}"), NOTHING), "chances", option="Entry")
    assert (found["low"], found["high"]) == (0.5, 0.5)
    assert (found["low if those not judged are in favour"], found["not judged"]) == (1.0, "Corland")


def test_the_draws_given_are_those_taken_and_without_chances_nothing_is_drawn() -> None:
    case = case_with({"b": YES % "mixed, chance: 0.1..0.9"})
    draws = draws_of(case, seed=5, draws=10)
    assert (approval(case, NOTHING, draws).provenance.seed, approval(case, NOTHING, draws).provenance.draws) == (5, 10)
    silent = approval(case_with({}), NOTHING)
    assert silent.provenance.seed is None
    assert "chances" not in [table.name for table in silent.tables]


# ---------------------------------------------------------------- reporting


def test_without_a_case_reporting_and_the_shipped_bodies_it_names_decide() -> None:
    text = "Ostria opposes membership in NATO while the fighting lasts. Germany backs the membership."
    told = evidence(
        {"wire": (text, "2026-03-12")},
        [
            claim(
                "wire", text, "Ostria opposes membership in NATO", "ostria", Act.OPPOSE, MEMBERSHIP, kind=Kind.ATTITUDE
            ),
            claim("wire", text, "Germany backs the membership", "germany", Act.SUPPORT, MEMBERSHIP, kind=Kind.ATTITUDE),
        ],
        [country("ostria"), country("germany"), country("nato", "NATO")],
        topics={MEMBERSHIP: "membership"},
    )
    result = approval(Case(), told)
    found = row(result, "outcomes", option="membership")
    assert (found["body"], found["in favour"], found["outcome"]) == ("North Atlantic Council", "Germany", "open")
    # Thirty-one members are not on file: one question for all of them.
    assert len(result.missing) == 1
    assert "the other 31 members" in result.missing[0].text


def test_the_case_goes_before_reporting_and_reporting_fills_what_it_leaves_out() -> None:
    case = Case.model_validate(
        {
            "parties": [{"id": name} for name in ("norland", "lethia", "kestria")],
            "bodies": [{"id": "council", "members": ["norland", "lethia", "kestria"], "rule": {"name": "consensus"}}],
            "issues": [{"id": MEMBERSHIP, "options": [{"id": "invite", "needs": ["council"]}, {"id": "none"}]}],
            "views": [
                {"party": "lethia", "issue": MEMBERSHIP, "stances": [{"option": "invite", "stance": "supports"}]}
            ],
        }
    )
    result = approval(case, world())
    column = f"{MEMBERSHIP}.invite/council"
    assert row(result, "matrix", member="lethia")[column] == "in favour"
    assert row(result, "matrix", member="kestria")[column] == "hangs on a condition (issue as a whole)"
    assert row(result, "lifts", member="kestria")["hangs on"] == "“while the fighting lasts”"
    assert "while the fighting lasts" in WIRE


# ---------------------------------------------------------------- properties


def verdict(rng: random.Random, members: int) -> Verdict:
    names = tuple(f"m{number}" for number in range(members))
    rule = random_rule(rng, members)
    body = Decider("body", "Body", names, {name: name for name in names}, rule, "", "")
    positions = tuple(Position(name, name, rng.choice(list(Side))) for name in names)
    return Verdict(Proposal("i", "o", "it", body, False, "", positions))


@pytest.mark.parametrize("seed", range(200))
def test_outcomes_and_ways_against_every_vote(seed: int) -> None:
    found = verdict(random.Random(seed), 1 + seed % 6)
    rule, positions = found.proposal.body.rule, found.positions
    assert rule is not None
    certain = {Side.FAVOUR: (1,), Side.ABSTAINS: (0,), Side.AGAINST: (-1,), Side.HANGS: (1, -1), Side.OPEN: (1, 0, -1)}
    everything = [passes(rule, votes) for votes in itertools.product(*(certain[one.side] for one in positions))]
    assert (found.outcome is Outcome.CARRIES) is all(everything)
    assert (found.outcome is Outcome.BLOCKED) is not any(everything)
    met = [
        passes(rule, votes)
        for votes in itertools.product(*((1,) if one.side is Side.HANGS else certain[one.side] for one in positions))
    ]
    assert (found.outcome in (Outcome.CARRIES, Outcome.ON_CONDITIONS)) is all(met)
    now = [1 if one.side is Side.FAVOUR else 0 if one.side is Side.ABSTAINS else -1 for one in positions]
    movable = [
        number
        for number, one in enumerate(positions)
        if one.side is not Side.FAVOUR and (one.side is not Side.AGAINST or found.outcome is Outcome.BLOCKED)
    ]
    for size in range(len(movable) + 1):
        carrying = [
            group
            for group in itertools.combinations(movable, size)
            if passes(rule, tuple(1 if number in group else vote for number, vote in enumerate(now)))
        ]
        if carrying:
            assert found.missing == size
            if found.outcome is not Outcome.CARRIES:
                assert set(found.ways.smallest) == set(carrying)
            break
    else:
        assert found.missing is None


@pytest.mark.parametrize("seed", range(5))
def test_relabelling_permutes_the_answer(seed: int) -> None:
    rng = random.Random(seed)
    ids = ["a", "b", "c", "d"]
    other = dict(zip(ids, rng.sample(["w", "x", "y", "z"], 4), strict=True))
    stances = {who: rng.choice(["opposes", "supports", "abstains", "conditional"]) for who in ids}
    weights = {who: rng.randint(1, 5) for who in ids}

    def made(order: list[str], names: dict[str, str]) -> Result:
        return approval(
            Case.model_validate(
                {
                    "parties": [{"id": names[who], "name": names[who]} for who in order],
                    "bodies": [
                        {
                            "id": "council",
                            "members": [names[who] for who in order],
                            "rule": {
                                "name": "weighted",
                                "quota": 0.6,
                                "weights": {names[who]: weights[who] for who in order},
                            },
                        }
                    ],
                    "issues": [{"id": "i", "options": [{"id": "o", "needs": ["council"]}, {"id": "p"}]}],
                    "views": [
                        {"party": names[who], "issue": "i", "stances": [{"option": "o", "stance": stances[who]}]}
                        for who in order
                    ],
                }
            ),
            NOTHING,
        )

    straight, turned = made(ids, {who: who for who in ids}), made(rng.sample(ids, 4), other)

    def plain(result: Result, back: dict[str, str]) -> list[Any]:
        told: list[Any] = [row(result, "outcomes")[name] for name in ("outcome", "votes missing", "rule")]
        told.append(
            sorted((back[str(one["member"])], one["i.o/council"]) for one in result.table_named("matrix").records())
        )
        told.append(sorted((back[str(one["member"])], one["Banzhaf"]) for one in result.table_named("power").records()))
        groups = [str(one["group"]).replace(" and ", ", ").split(", ") for one in result.table_named("ways").records()]
        told.append(sorted(sorted(back[who] for who in group) for group in groups))
        return told

    assert plain(turned, {new: old for old, new in other.items()}) == plain(straight, {who: who for who in ids})


def test_the_figure_tells_in_words_what_it_shows() -> None:
    stances = {"a": YES % "supports", "b": YES % "opposes", "c": YES % "conditional, when: truce.full"}
    figure = approval(case_with(stances), NOTHING).figure
    assert figure is not None
    assert "Entry, Council (blocked): against Borland, on a condition Corland, in favour Arland" in figure.alt
    (values,) = figure.spec["datasets"].values()
    shown = {(value["member"], value["said"]) for value in values}
    assert {("Arland", "in favour"), ("Borland", "against"), ("Corland", "on a condition")} <= shown
