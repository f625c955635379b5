"""What counts as a change of a case, and what does not."""

from __future__ import annotations

import copy
import json
import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pourparler.case.diff import Change, Kind, Signature, differences
from pourparler.case.load import load_text
from pourparler.case.model import Case
from tests.case.sample import STRAIT

DESK = Signature("AB", "2026-09-20", "desk assessment", confidence="moderate")

NOTHING = [
    pytest.param("title: The strait   # shown", "title: 'The strait'", id="remark and quotation marks of the file"),
    pytest.param("    roles: [principal]\n", "    roles: principal\n", id="short form"),
    pytest.param("    weight: 10..20\n", "    weight: {value: 10..20, by: AB}\n", id="what the block says anyway"),
    pytest.param("[norland, envoy, league]", "[league, envoy, norland]", id="order of participants"),
    pytest.param("[{id: full}, {id: partial}]", "[{id: partial}, {id: full}]", id="order of options"),
    pytest.param("[membership.invite, ceasefire.partial]", "[ceasefire.partial, membership.invite]", id="of a rule"),
    pytest.param("20..30, substitute", "20.0..30, substitute", id="digits of the same number"),
    pytest.param("  # the second issue is thin\n", "\n\n", id="remark of the file"),
]


@pytest.mark.parametrize(("before", "after"), NOTHING)
def test_what_is_no_change(before: str, after: str) -> None:
    assert differences(load_text(STRAIT).case, load_text(STRAIT.replace(before, after)).case) == ()


ONE = [
    pytest.param(
        "    weight: 10..20",
        "    weight: 10..21",
        Change(Kind.CHANGED, "views.norland.ceasefire.weight", "10..20", "10..21", DESK, DESK),
        id="a range",
    ),
    pytest.param(
        "    weight: 10..20",
        "    weight: {value: 15, by: CD, dated: 2026-10-01, why: cabinet note, because: s2-1}",
        Change(
            Kind.CHANGED,
            "views.norland.ceasefire.weight",
            "10..20",
            "15",
            DESK,
            Signature("CD", "2026-10-01", "cabinet note", ("s2-1",)),
        ),
        id="a range and who signed it",
    ),
    pytest.param(
        "    weight: 10..20",
        "    weight: {value: 10..20, dated: 2026-10-01}",
        Change(
            Kind.SIGNED,
            "views.norland.ceasefire.weight",
            "10..20",
            "10..20",
            DESK,
            Signature("AB", "2026-10-01", "desk assessment", confidence="moderate"),
        ),
        id="judged anew, same value",
    ),
    pytest.param(
        "    fears: a frozen front",
        "    fears: a long winter",
        Change(Kind.CHANGED, "parties.norland.fears", "a frozen front", "a long winter", DESK, DESK),
        id="a text in a list",
    ),
    pytest.param(
        "    fears: a frozen front",
        "    fears: [a long winter, a frozen front]",
        Change(Kind.ADDED, "parties.norland.fears", None, "a long winter", None, DESK),
        id="one more text, put first",
    ),
    pytest.param(
        "    red_lines: defer\n", "", Change(Kind.CHANGED, "views.norland.membership.red_lines", "defer"), id="red line"
    ),
    pytest.param(
        "defer: {stance: opposes, unless: ceasefire.full}",
        "defer: supports",
        Change(
            Kind.CHANGED,
            "views.norland.membership.stances.defer",
            "opposes, unless ceasefire.full",
            "supports",
            DESK,
            DESK,
        ),
        id="a stance with its condition",
    ),
    pytest.param(
        "as_of: 2026-09-30", "as_of: 2026-10-01", Change(Kind.CHANGED, "as_of", "2026-09-30", "2026-10-01"), id="day"
    ),
    pytest.param(
        "name: Norland", "name: Nordland", Change(Kind.LABEL, "parties.norland.name", "Norland", "Nordland"), id="name"
    ),
    pytest.param(
        "title: The strait", "title: The sound", Change(Kind.LABEL, "title", "The strait", "The sound"), id="title"
    ),
    pytest.param(
        "  - id: varania\n",
        "  - id: varania\n    visibility: public\n",
        Change(Kind.VISIBILITY, "parties.varania", "own", "public"),
        id="audience",
    ),
    pytest.param(
        "    why: no invitation while shooting goes on",
        "    why: {value: no invitation while shooting goes on, comment: ask again}",
        Change(Kind.REMARK, "exclusions.ceasefire.partial+membership.invite.why", None, "ask again"),
        id="remark",
    ),
    pytest.param(
        "  - {id: ostmark, type: state, roles: backer, also: Eastmark}\n",
        "  - {id: ostmark, type: state, roles: backer, also: Eastmark}\n  - {id: lethia, name: Lethia, fears: delay}\n",
        Change(
            Kind.ADDED,
            "parties.lethia",
            new="Lethia",
            inside=(("parties.lethia.fears", "delay [AB, 2026-09-20: desk assessment (moderate confidence)]"),),
        ),
        id="a party",
    ),
    pytest.param(
        "    offices: {title: Envoy, of: varania, since: 2025-01-01}",
        "    offices: {title: Envoy, of: varania, since: 2025-02-01}",
        Change(Kind.CHANGED, "people.envoy.offices.since", "2025-01-01", "2025-02-01"),
        id="an office",
    ),
    pytest.param(
        "members: [norland, ostmark]",
        "members: [ostmark, norland, varania]",
        Change(Kind.CHANGED, "bodies.league.members", "norland, ostmark", "norland, ostmark, varania"),
        id="a member",
    ),
    pytest.param(
        "  - {between: [views.norland.membership.values.defer, views.norland.ceasefire.weight], value: 0.5}",
        "  - {between: [views.norland.membership.values.defer, views.norland.ceasefire.weight], value: -0.25}",
        Change(
            Kind.CHANGED,
            "correlations.views.norland.ceasefire.weight+views.norland.membership.values.defer.value",
            "0.5",
            "-0.25",
        ),
        id="a correlation",
    ),
]


@pytest.mark.parametrize(("before", "after", "change"), ONE)
def test_one_edit_is_one_change(before: str, after: str, change: Change) -> None:
    assert before in STRAIT
    old, new = load_text(STRAIT).case, load_text(STRAIT.replace(before, after)).case
    assert differences(old, new) == (change,)
    assert differences(new, old) == (change.mirrored(),)


def test_a_wider_case_names_what_becomes_visible_with_it() -> None:
    text = "parties:\n  - {id: norland, fears: {value: delay, visibility: public}}\n"
    old = load_text(text).case
    new = load_text(text.replace("id: norland,", "id: norland, visibility: public,")).case
    (change,) = differences(old, new)
    assert (change.path, change.old, change.new) == ("parties.norland", "own", "public")
    assert change.inside == (("parties.norland.fears", ""),)


def test_two_reworded_texts_are_removed_and_added() -> None:
    old = load_text("parties: [{id: a, fears: [one, two, three]}]").case
    new = load_text("parties: [{id: a, fears: [three, four, five]}]").case
    told = [(change.kind, change.old or change.new) for change in differences(old, new)]
    assert told == [(Kind.ADDED, "five"), (Kind.ADDED, "four"), (Kind.REMOVED, "one"), (Kind.REMOVED, "two")]


def test_a_new_audience_without_receivers_named_twice() -> None:
    old = load_text("parties: [{id: a, visibility: {shared: [c, b]}}, {id: b}, {id: c}]").case
    new = load_text("parties: [{id: a, visibility: {shared: [b, c]}}, {id: b}, {id: c}]").case
    assert differences(old, new) == ()


# ------------------------------------------------------------------ any case, in any order


def permuted(value: Any, chance: random.Random, name: str = "") -> Any:
    """Return the same case with every list and every mapping in another order."""
    if isinstance(value, dict):
        keys = list(value)
        chance.shuffle(keys)
        return {key: permuted(value[key], chance, key) for key in keys}
    if isinstance(value, list):
        items = [permuted(item, chance) for item in value]
        if name != "sequence":
            chance.shuffle(items)
        return items
    return value


texts = st.text("abc xyz", min_size=1, max_size=6).map(lambda text: f"t{text.strip()}")
judged = st.one_of(
    texts,
    st.fixed_dictionaries(
        {"value": texts, "by": st.sampled_from(["AB", "CD"]), "visibility": st.sampled_from(["own", "public"])}
    ),
)
numbers = st.integers(1, 99)


@st.composite
def cases(draw: st.DrawFn) -> dict[str, Any]:
    """Return a case as typed, with two to four parties and two issues."""
    parties = [
        {
            "id": name,
            "name": draw(texts),
            "fears": draw(st.lists(judged, max_size=3)),
            "deciders": draw(st.lists(texts, max_size=3)),
            "no_deal": {"value": draw(numbers), "worst": draw(texts)},
        }
        for name in draw(st.sampled_from([["a", "b"], ["a", "b", "c"], ["d", "c", "b", "a"]]))
    ]
    people = [
        {"id": "envoy", "offices": draw(st.lists(st.fixed_dictionaries({"title": texts}), max_size=3)), "party": "a"}
    ]
    issues = [{"id": name, "options": [{"id": "x"}, {"id": "y", "text": draw(texts)}]} for name in ("i", "j")]
    views = [
        {
            "party": party["id"],
            "issue": issue,
            "weight": draw(numbers),
            "needs": draw(st.lists(texts, max_size=2)),
            "values": {"x": draw(numbers), "y": draw(numbers)},
            "stances": [{"option": "x", "stance": draw(st.sampled_from(["supports", "opposes"]))}],
        }
        for party in parties
        for issue in draw(st.sampled_from([["i"], ["i", "j"], []]))
    ]
    return {"parties": parties, "people": people, "issues": issues, "views": views}


def loaded(typed: dict[str, Any]) -> Case:
    """Return a case typed as plain data, loaded as from a file."""
    return load_text(json.dumps(typed)).case


@settings(max_examples=40)
@given(cases(), st.integers(0, 10**6))
def test_the_same_case_in_another_order_has_no_differences(typed: dict[str, Any], seed: int) -> None:
    moved = permuted(copy.deepcopy(typed), random.Random(seed))
    assert differences(loaded(typed), loaded(moved)) == ()


@settings(max_examples=40)
@given(cases(), cases(), st.integers(0, 10**6))
def test_the_way_back_mirrors_the_way_there_whatever_the_order(
    one: dict[str, Any], two: dict[str, Any], seed: int
) -> None:
    there = differences(loaded(one), loaded(two))
    back = differences(loaded(permuted(two, random.Random(seed))), loaded(permuted(one, random.Random(seed + 1))))
    assert sorted(map(repr, (change.mirrored() for change in there))) == sorted(
        repr(Change(**{name: getattr(change, name) for name in Change.__slots__ if name != "at"})) for change in back
    )


EDITS = ["weight", "value of an option", "text", "stance", "name", "no-deal value", "a party less", "one fear more"]


@settings(max_examples=40)
@given(cases(), st.sampled_from(EDITS), st.integers(0, 10**6))
def test_a_single_edit_in_any_order_is_exactly_one_change(typed: dict[str, Any], edit: str, seed: int) -> None:
    edited = copy.deepcopy(typed)
    party = edited["parties"][seed % len(edited["parties"])]
    view = edited["views"][seed % len(edited["views"])] if edited["views"] else None
    if edit in ("weight", "value of an option", "stance") and view is None:
        return
    if edit == "weight" and view is not None:
        view["weight"] += 1
    elif edit == "value of an option" and view is not None:
        view["values"]["x"] += 0.5
    elif edit == "stance" and view is not None:
        view["stances"][0]["stance"] = "demands"
    elif edit == "text":
        edited["issues"][0]["options"][1]["text"] = "something else"
    elif edit == "name":
        party["name"] = "Another"
    elif edit == "no-deal value":
        party["no_deal"]["value"] += 1
    elif edit == "one fear more":
        party["fears"].append("something else")
    else:
        edited["parties"].append({"id": "z", "fears": ["x", "y"]})
    changes = differences(loaded(typed), loaded(permuted(edited, random.Random(seed))))
    assert len(changes) == 1, changes
