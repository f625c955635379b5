"""Whatever our own side types, in whatever place: no byte of a copy, and no answer to any question, is another."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from pourparler.case.model import Case
from pourparler.workspace.analysing import answer
from pourparler.workspace.sharing import files_of
from tests.workspace.share_sample import PAPER, TO_VARANIA, WIRE, Plain, State, base, judged
from tests.workspace.test_share import QUICK, QUICKLY, Files, cited, differing, seen_by

OURS: Plain = {}
"""Nothing said: ours alone."""
IDS = st.builds("{}{}".format, st.sampled_from("amz"), st.text("abcdefgh", min_size=3, max_size=6))
WORDS = st.sampled_from(
    ["the Harbour Republic", "Otto Brun", "tariff", "monitors", "ceasefire", "Norland", "3 percent"]
)
NUMBERS = st.one_of(st.integers(0, 100), st.sampled_from(["0..100", "10..20..90"]))
LISTS = ("parties", "people", "issues", "views", "statements", "meetings")


def entry(data: st.DataObject, kind: str, case: Plain, audience: Plain) -> Plain:
    """Return an arbitrary entry of a kind, for an audience."""
    id_, words, number = data.draw(IDS), data.draw(WORDS), data.draw(NUMBERS)
    party = data.draw(st.sampled_from([one["id"] for one in case["parties"]]))
    issue = data.draw(st.sampled_from([one["id"] for one in case["issues"]]))
    told = {"value": words, **audience}
    made: dict[str, Plain] = {
        "parties": {"id": id_, "also": [words], "roles": ["principal"], "no_deal": {"value": {"value": number}}},
        "people": {"id": id_, "name": words, "party": party},
        "issues": {"id": id_, "terms": [words], "options": [{"id": "yes"}, {"id": "no"}]},
        "bodies": {"id": id_, "name": words, "members": [party], "rule": {"name": "consensus"}},
        "relations": {"from": "norland", "to": "varania", "kind": "influences"},
        "measures": {"id": id_, "supplier": party, "cost": {"value": number, **audience}, "because": [cited()]},
        "guarantees": {
            "id": id_,
            "type": "to-assist",
            "guarantors": [party],
            "lag": {"value": "0..2", **audience},
            "acting": {"party": party, "unit": words, "benefit": {"value": number, **audience}, **audience},
        },
        "facts": {"id": id_, "text": told, "status": "contested"},
        "meetings": {"id": id_, "name": words, "date": "2031-03-20", "participants": [party]},
        "standards": {"id": id_, "issue": issue, "text": told},
        "statements": {
            "claim": cited(),
            "about": party,
            "at_most": {"value": number, **audience},
            "credibility": {"value": "0.2..0.8", **audience},
            "audience_cost": {"value": number, **audience},
        },
        "beliefs": {"holder": "varania", "about": "norland", "reservation_value": {"value": number, **audience}},
        "alternatives": {"of": ["norland", "varania"], "cost": {"value": number, **audience}, "unit": "EUR a year"},
        "agreements": {
            "id": id_,
            "phases": [{"id": "first", "since": "2032-01-01", "seen": {"value": "0.2..0.8", **audience}}],
        },
    }
    return {**made[kind], **audience}


KINDS = (
    "parties", "people", "issues", "bodies", "relations", "measures", "guarantees", "facts", "meetings", "standards",
    "statements", "beliefs", "alternatives", "agreements",
)  # fmt: skip


def same(made: Plain, other: Plain) -> bool:
    """Tell whether a case cannot hold both: entries are named by their id, else by what they are about."""
    keys = ("id",) if "id" in made else ("claim", "holder", "about", "from", "to", "kind")
    return all(made.get(key) == other.get(key) for key in keys)


def changed_anyhow(data: st.DataObject, audience: Plain) -> State:
    """Return the workspace with arbitrary entries, values, options, remarks and sources for an audience alone."""
    state = base(cited())
    case = state.case
    for kind in data.draw(st.lists(st.sampled_from(KINDS), min_size=1, max_size=5)):
        entries = case.setdefault(kind, [])
        made = entry(data, kind, case, audience)
        if not any(same(made, one) for name in KINDS for one in case.get(name, ())):
            entries.insert(data.draw(st.integers(0, len(entries))), made)
    options = data.draw(st.sampled_from(case["issues"]))["options"]
    option = {"id": f"x{data.draw(IDS)}", "name": data.draw(WORDS), **audience}
    options.insert(data.draw(st.integers(0, len(options))), option)
    for view in case["views"]:
        for name in ("reasoning", "motive", "weight"):
            if name not in view and data.draw(st.booleans()):
                value = data.draw(st.integers(1, 100)) if name == "weight" else data.draw(WORDS)
                view[name] = judged(value, audience.get("visibility", "own"), comment=data.draw(WORDS))
    target = data.draw(st.sampled_from(data.draw(st.sampled_from([case[name] for name in LISTS]))))
    target["comment"] = data.draw(WORDS)
    name = f"{data.draw(IDS)}.txt"
    state.files[name] = data.draw(st.sampled_from([WIRE, PAPER])).replace("Norland", data.draw(WORDS))
    if audience:
        state.marks[name] = dict(audience)
    return state


def results_of(case: Case, evidence: Any) -> dict[str, Any]:
    """Return the answer to every question there is as plain data."""
    return {question: result.to_dict() for question, result in answer(case, evidence).items()}


def made_for(state: State, reader: str) -> tuple[dict[str, Any], Files]:
    """Return the answers and the files that a reader gets."""
    with tempfile.TemporaryDirectory() as place:
        view = seen_by(state.written(Path(place) / "talks"), reader)
        case = Case() if view.case is None else view.case.case
        return results_of(case, view.evidence), files_of(view, QUICK)


@cache
def expected_answers(reader: str) -> dict[str, Any]:
    """Return the answers of the workspace without any change."""
    return made_for(base(cited()), reader)[0]


@settings(max_examples=8, phases=QUICKLY)
@given(st.data(), st.sampled_from(["public", "shared", "norland"]))
def test_whatever_is_ours_moves_no_byte_and_no_answer(data: st.DataObject, reader: str) -> None:
    answers, files = made_for(changed_anyhow(data, OURS), reader)
    assert answers == expected_answers(reader)
    assert differing(files, reader, QUICK) == []


@settings(max_examples=6, phases=QUICKLY)
@given(st.data(), st.sampled_from(["public", "shared", "norland"]))
def test_whatever_one_receiver_is_told_moves_nothing_for_another(data: st.DataObject, reader: str) -> None:
    answers, files = made_for(changed_anyhow(data, {"visibility": TO_VARANIA}), reader)
    assert answers == expected_answers(reader)
    assert differing(files, reader, QUICK) == []
