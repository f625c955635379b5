"""What a reader sees does not depend on anything they may not see."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pourparler.case.check import check
from pourparler.case.citing import with_claims_named
from pourparler.case.digest import canonical_json, digest
from pourparler.case.load import LoadedCase, load_text
from pourparler.case.paths import walk
from pourparler.case.projection import project
from pourparler.case.sampling import draws_of

Plain = dict[str, Any]
TO_A: Plain = {"shared": ["a"]}
BASE: Plain = {
    "parties": [
        {"id": "a", "name": "Norland", "roles": ["principal"], "visibility": "public"},
        {"id": "b", "name": "Varania", "roles": ["principal"], "visibility": "public", "fears": [
            {"value": "a long winter", "visibility": "public", "because": ["s1-1"]},
        ], "funds": {"unit": "EUR", "visibility": "public", "limit": {"value": "5..9", "visibility": "public"}}},
    ],
    "people": [{"id": "envoy", "visibility": "public", "offices": [{"title": "Envoy", "of": "b"}]}],
    "bodies": [{"id": "league", "visibility": "public", "members": ["a", "b"]}],
    "issues": [
        {"id": "i", "visibility": "public", "options": [
            {"id": "x", "visibility": "public"}, {"id": "y", "visibility": "public"},
        ]},
        {"id": "j", "visibility": "public", "options": [
            {"id": "x", "visibility": "public"}, {"id": "y", "visibility": TO_A},
        ]},
    ],
    "views": [
        {"party": "a", "issue": "i", "visibility": TO_A,
         "weight": {"value": "20..35", "visibility": TO_A, "by": "AB"},
         "values": {"x": {"value": "1..9", "visibility": TO_A}},
         "stances": [{"option": "x", "stance": "supports", "visibility": TO_A}]},
        {"party": "a", "issue": "j", "visibility": TO_A, "weight": {"value": "1..5", "visibility": TO_A}},
    ],
    "meetings": [{"id": "table", "visibility": "public", "participants": ["a", "b"]}],
    "exclusions": [{"options": ["i.x", "j.x"], "visibility": "public"}],
    "correlations": [
        {"between": ["views.a.i.weight", "views.a.j.weight"], "value": 0.5, "visibility": TO_A},
    ],
}  # fmt: skip
CLAIMS = ("s1-1",)


def one(case: Plain, name: str, **ids: str) -> Plain:
    """Return the entry of a list that has these ids."""
    return next(entry for entry in case[name] if all(entry.get(key) == id_ for key, id_ in ids.items()))


def own_party(case: Plain) -> None:
    case["parties"].insert(0, {"id": "z", "name": "Third", "roles": ["principal"], "no_deal": "10..90"})
    one(case, "bodies", id="league")["members"].append("z")
    case["meetings"][0]["participants"].insert(0, "z")
    case["views"].append({"party": "z", "issue": "i", "weight": 3, "visibility": "public"})
    case["relations"] = [{"from": "z", "to": "a", "kind": "ally", "visibility": "public"}]
    case["measures"] = [{"id": "m", "supplier": "z", "visibility": "public"}]
    case["guarantees"] = [{"id": "g", "type": "automatic", "guarantors": ["z"], "visibility": "public"}]


def own_option(case: Plain) -> None:
    one(case, "issues", id="i")["options"].insert(1, {"id": "hidden", "name": "What we would take"})
    view = one(case, "views", party="a", issue="i")
    view["values"]["hidden"] = {"value": 99, "visibility": "public"}
    view["red_lines"] = ["hidden"]
    view["target"] = "hidden"
    one(view, "stances", option="x")["unless"] = {"option": "i.hidden"}
    view["stances"].append({"option": "hidden", "stance": "supports", "visibility": "public"})
    case["exclusions"].append({"options": ["i.hidden", "j.y"], "visibility": "public"})
    case["prerequisites"] = [{"option": "j.x", "needs": ["i.hidden"], "visibility": "public"}]
    case["linkages"] = [{"party": "a", "options": ["i.hidden", "j.x"], "value": 3, "visibility": "public"}]


def own_issue(case: Plain) -> None:
    case["issues"].insert(0, {"id": "k", "options": [{"id": "x", "visibility": "public"}]})
    case["views"].insert(
        0, {"party": "a", "issue": "k", "visibility": "public", "weight": {"value": 50, "visibility": "public"}}
    )
    case["standards"] = [{"id": "s", "issue": "k", "text": "as the law says"}]


def own_values(case: Plain) -> None:
    one(case, "parties", id="a")["no_deal"] = {"value": "20..35", "best": "go on"}
    one(case, "parties", id="b")["fears"].insert(0, "losing the port")
    one(case, "parties", id="b")["funds"].update(least=3, per_head="20..30", ability=7)
    view = one(case, "views", party="a", issue="i")
    view["values"]["y"] = 70
    view["position"] = {"value": "bluff", "confidence": "high"}
    one(view, "stances", option="x")["chance"] = "0.2..0.4"
    view["stances"].insert(0, {"option": "y", "stance": "opposes"})


def remarks(case: Plain) -> None:
    for entries in ("parties", "issues", "views", "meetings", "exclusions"):
        case[entries][0]["comment"] = "for us"
    one(case, "views", party="a", issue="i")["weight"]["comment"] = "guessed"
    case["comment"] = "draft"


def own_blocks(case: Plain) -> None:
    case["judged"] = {"by": "ZZ", "dated": "2026-09-01", "why": "told in confidence", "because": ["s9-9"]}
    one(case, "views", party="a", issue="i")["judged"] = {"why": "a call", "confidence": "low", "visibility": "own"}


def own_people_and_bodies(case: Plain) -> None:
    case["people"].append({"id": "mole", "party": "b"})
    one(case, "bodies", id="league")["chair"] = "mole"
    case["bodies"].insert(0, {"id": "cabinet", "members": ["a"], "rule": {"name": "majority"}})
    one(one(case, "issues", id="i"), "options", id="x")["needs"] = ["cabinet"]
    one(case, "parties", id="a")["approval"] = "cabinet"
    case["meetings"][0]["participants"].append("mole")
    one(case, "bodies", id="league")["rule"] = {"name": "weighted", "weights": {"a": 3}}


def header(case: Plain) -> None:
    case.update(
        title="Our plan", question="How do we win?", prepared_for="a", classification="SECRET", as_of="2026-09-30"
    )
    case["prepared_by"] = "AB"
    case["preparation"] = {"purpose": "press them", "topics": [{"issue": "i", "minimum": "x"}]}
    case["affected"] = ["people of the port"]


def claims(case: Plain) -> None:
    one(case, "parties", id="b")["fears"][-1]["because"].append("s7-7")
    one(case, "views", party="a", issue="i")["weight"]["because"] = ["s7-8"]
    case["statements"] = [{"claim": "s7-9", "visibility": "public", "implies": {"value": "x", "visibility": "public"}}]


def other_receivers(case: Plain) -> None:
    case["parties"].append(
        {"id": "c", "visibility": {"shared": ["c"]}, "no_deal": {"value": 3, "visibility": {"shared": ["c"]}}}
    )
    view = one(case, "views", party="a", issue="j")
    for entry in (view, view["weight"], one(one(case, "issues", id="j"), "options", id="y")):
        entry["visibility"] = {"shared": ["a", "c"]}
    case["facts"] = [
        {
            "id": "f",
            "text": {"value": "so", "visibility": {"shared": "c"}},
            "status": "agreed",
            "visibility": {"shared": "c"},
        }
    ]


def own_correlation(case: Plain) -> None:
    one(case, "parties", id="b")["no_deal"] = "10..30"
    case["correlations"].append(
        {"between": ["parties.b.no_deal.value", "views.a.j.weight"], "value": 0.4, "visibility": "public"}
    )


SECRETS: list[Callable[[Plain], None]] = [
    own_party, own_option, own_issue, own_values, remarks, own_blocks, own_people_and_bodies, header, claims,
    other_receivers, own_correlation,
]  # fmt: skip


def loaded(case: Plain) -> LoadedCase:
    return load_text(json.dumps(case))


def seen(case: Plain, reader: str | None) -> LoadedCase:
    return project(loaded(case), reader, CLAIMS)


@pytest.mark.parametrize("reader", ["public", "shared", "a"])
@pytest.mark.parametrize("secret", SECRETS, ids=lambda secret: secret.__name__)
def test_one_secret_changes_nothing(secret: Callable[[Plain], None], reader: str) -> None:
    case = copy.deepcopy(BASE)
    secret(case)
    assert digest(loaded(case).case) != digest(loaded(BASE).case)
    assert seen(case, reader) == seen(BASE, reader)


@settings(max_examples=50)
@given(st.lists(st.sampled_from(SECRETS), unique=True, min_size=2), st.sampled_from(["public", "shared", "a", "b"]))
def test_any_secrets_together_change_nothing(secrets: list[Callable[[Plain], None]], reader: str) -> None:
    case = copy.deepcopy(BASE)
    for secret in secrets:
        secret(case)
    with_secrets, without = seen(case, reader), seen(BASE, reader)
    assert with_secrets == without
    assert canonical_json(with_secrets.case) == canonical_json(without.case)
    assert check(with_secrets) == check(without)
    drawn, expected = draws_of(with_secrets.case, seed=7, draws=20), draws_of(without.case, seed=7, draws=20)
    assert list(drawn) == list(expected)
    assert all(np.array_equal(drawn[path], expected[path]) for path in drawn)


def test_our_own_side_sees_everything() -> None:
    case = loaded(BASE)
    assert project(case, None) is case


VIEWS = {"public": 0, "shared": 0, "a": 2, "b": 0}


@pytest.mark.parametrize(("reader", "views"), VIEWS.items())
def test_readers_see_what_is_for_them(reader: str, views: int) -> None:
    case = seen(BASE, reader).case
    assert len(case.views) == views
    assert [party.id for party in case.parties] == ["a", "b"]
    assert len(case.issues[1].options) == (2 if reader == "a" else 1)


def test_two_receivers_of_a_mediator_learn_nothing_of_each_other() -> None:
    case = copy.deepcopy(BASE)
    other_receivers(case)
    changed = copy.deepcopy(case)
    one(changed, "parties", id="c")["no_deal"]["value"] = 99
    changed["facts"] = []
    assert seen(case, "a") == seen(changed, "a")
    assert seen(case, "c") != seen(changed, "c")


def test_the_other_receivers_are_not_named() -> None:
    case = copy.deepcopy(BASE)
    other_receivers(case)
    for found in walk(seen(case, "a").case):
        audience = getattr(found.value, "visibility", None)
        assert audience is None or set(audience.receivers) <= {"a"}


def test_a_shared_header_is_seen_and_its_party_with_it() -> None:
    case = {**copy.deepcopy(BASE), "visibility": "public", "title": "Talks", "prepared_for": "a"}
    projected = seen(case, "public").case
    assert (projected.title, projected.prepared_for) == ("Talks", "a")


def test_a_shared_block_signs_what_is_shared() -> None:
    case = copy.deepcopy(BASE)
    case["parties"][1]["judged"] = {"by": "AB", "dated": "2026-09-01", "why": "their press", "visibility": "public"}
    fear = seen(case, "public").case.parties[1].fears[0]
    assert (fear.by, fear.why, fear.because) == ("AB", "their press", ("s1-1",))


def test_places_tell_nothing() -> None:
    projected = seen(BASE, "public")
    assert (dict(projected.places), projected.file, projected.migrated_from) == ({}, "case.yaml", None)


def test_a_block_that_is_ours_does_not_sign_what_is_public() -> None:
    """Who judged, why and on what is as narrow as the block it was typed in, whatever is typed inside it."""
    text = """
judged: {by: ZZ, dated: 2031-03-01, why: told in confidence, because: [s1-1], visibility: own}
parties: [{id: a, visibility: public}]
issues: [{id: i, visibility: public, options: [{id: x, visibility: public}]}]
views:
  - party: a
    issue: i
    visibility: public
    judged: {by: TV, dated: 2031-03-02, why: a call, because: [s1-1], confidence: low, visibility: {shared: [a]}}
    position: {value: wants x, visibility: public}
    motive: {value: pride, by: TV, visibility: public}
    stances: [{option: x, stance: supports, visibility: public}]
"""
    told = load_text(text)
    view = project(told, "public", ("s1-1",)).case.views[0]
    assert view.position is not None and view.motive is not None and view.judged is None
    for judged in (view.position, view.stances[0]):
        assert (judged.by, judged.dated, judged.why, judged.because, judged.confidence) == (None, None, None, (), None)
    assert (view.motive.by, view.motive.dated, view.motive.why, view.motive.because) == ("TV", None, None, ())
    signed = project(told, "a", ("s1-1",)).case.views[0].position
    assert signed is not None and (signed.by, signed.why) == ("TV", "a call")
    assert project(load_text(text.replace("a call", "a letter").replace("TV, dated", "LM, dated")), "public").case == (
        project(load_text(text), "public").case
    )


def test_claims_are_cited_by_the_ids_the_reader_has() -> None:
    case = load_text("""
parties: [{id: a, visibility: public, fears: [{value: x, visibility: public, because: [wire-2.ab, wire.ab]}]}]
statements:
  - {claim: wire-2.ab, about: a, visibility: public, credibility: {value: 0.5, visibility: public}}
  - {claim: wire-2.cd, about: a, visibility: public, credibility: {value: 0.2, visibility: public}}
  - {claim: wire.ab, about: a, visibility: public}
correlations:
  - {between: [statements.wire-2.ab.a.credibility, statements.wire-2.cd.a.credibility], value: 0.1, visibility: public}
""")
    names = {"wire-2.ab": "wire.ab", "wire-2.cd": "wire.cd"}
    seen_case = project(with_claims_named(case, names.get), "public", ("wire.ab", "wire.cd")).case
    assert seen_case.parties[0].fears[0].because == ("wire.ab",)
    assert [statement.claim for statement in seen_case.statements] == ["wire.ab", "wire.cd"]
    assert seen_case.correlations[0].between == tuple(f"statements.wire.{x}.a.credibility" for x in ("ab", "cd"))
