"""The hash of a case: what changes it, and what does not."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pourparler.case.digest import canonical_json, digest
from pourparler.case.load import load_text
from tests.case.sample import STRAIT

SAME = [
    pytest.param("title: The strait   # shown", "title: 'The strait'", id="remarks and quotation marks of the file"),
    pytest.param("    roles: [principal]\n", "    roles: principal\n", id="short form"),
    pytest.param("    weight: 10..20\n", "    weight: {value: 10..20, by: AB}\n", id="what the block says anyway"),
    pytest.param("[norland, envoy, league]", "[league, envoy, norland]", id="order of participants"),
    pytest.param(
        "      - id: defer\n      - id: substitute\n",
        "      - id: substitute\n      - id: defer\n",
        id="order of options",
    ),
    pytest.param("20..30, substitute", "20.0..30, substitute", id="digits of the same number"),
]
OTHER = [
    pytest.param("name: Norland", "name: Nordland", id="name"),
    pytest.param("    weight: 10..20", "    weight: 10..21", id="value"),
    pytest.param("judged: {by: AB", "judged: {by: CD", id="who answers"),
    pytest.param("    weight: 10..20", "    weight: {value: 10..20, comment: thin}", id="remark in the case"),
    pytest.param("  - id: varania\n", "  - id: varania\n    visibility: public\n", id="audience"),
    pytest.param("as_of: 2026-09-30", "as_of: 2026-10-01", id="day"),
]


@pytest.mark.parametrize(("before", "after"), SAME)
def test_what_means_the_same_has_the_same_hash(before: str, after: str) -> None:
    assert before in STRAIT
    assert digest(load_text(STRAIT).case) == digest(load_text(STRAIT.replace(before, after)).case)


@pytest.mark.parametrize(("before", "after"), OTHER)
def test_what_means_something_else_has_another(before: str, after: str) -> None:
    assert before in STRAIT
    assert digest(load_text(STRAIT).case) != digest(load_text(STRAIT.replace(before, after)).case)


@given(st.permutations(range(3)), st.permutations(range(2)), st.permutations(range(2)))
def test_order_of_entries_does_not_count(parties: list[int], issues: list[int], views: list[int]) -> None:
    case = load_text(STRAIT).case
    moved = case.model_copy(
        update={
            "parties": tuple(case.parties[place] for place in parties),
            "issues": tuple(case.issues[place] for place in issues),
            "views": tuple(case.views[place] for place in views),
        }
    )
    assert digest(moved) == digest(case)


def test_canonical_text_is_json_without_blanks() -> None:
    text = canonical_json(load_text(STRAIT).case)
    plain = json.loads(text)
    assert plain["parties"][0]["no_deal"]["value"]["value"] == "20..35"
    assert "judged" not in plain
    assert json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")) == text
