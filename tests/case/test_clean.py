"""A case written from its model reads back as the same case."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pourparler.case.clean import as_yaml
from pourparler.case.digest import digest
from pourparler.case.load import LoadedCase, load_case, load_text
from pourparler.case.templates import TEMPLATES, new_case
from pourparler.case.tree import parse_tree
from pourparler.case.writing import scalar_text

TRICKY = """\
comment: "yes: no"
judged: {by: AB, dated: 2031-03-01, why: "it's: so # there", visibility: {shared: [norland]}}
parties:
  - id: norland
    name: "no"
    no_deal: {value: {value: {0: 0.2, 5: 0.8}, by: CD}, visibility: public}
  - {id: varania, no_deal: {value: 30, by: CD}, fears: ["2031-03-01", "~", {value: "- x", visibility: public}]}
issues:
  - {id: trade, options: [{id: a}, {id: b}]}
views:
  - {party: norland, issue: trade, stances: {a: opposes, b: {stance: supports, when: trade.a}}, values: {a: 1..2..3}}
"""


def _there_and_back(text: str) -> tuple[LoadedCase, LoadedCase]:
    """Return a case as typed, and as it reads back when it is written from its model."""
    loaded = load_text(text)
    return loaded, load_text(as_yaml(loaded.typed))


TEXTS = [
    pytest.param(TRICKY, id="awkward values"),
    *(pytest.param(new_case(name, id="talks", title="Talks"), id=name) for name in sorted(TEMPLATES)),
]


@pytest.mark.parametrize("text", TEXTS)
def test_a_case_reads_back_as_it_was_written(text: str) -> None:
    loaded, again = _there_and_back(text)
    assert again.typed == loaded.typed
    assert digest(again.case) == digest(loaded.case)


@pytest.mark.parametrize("example", ["alliance", "ferry-strike"])
def test_examples(root: Path, example: str) -> None:
    loaded = load_case(root / "examples" / example / "case.yaml")
    assert load_text(as_yaml(loaded.typed)).typed == loaded.typed


@given(st.text("ab é,.;:()'#[]{}-_ 1nulytreNo~“”–", max_size=12) | st.sampled_from(("null", "True", "no", "1e5", "~")))
def test_any_text_reads_back_as_itself(text: str) -> None:
    block = parse_tree(f"key: {scalar_text(text)}", "case.yaml")
    flow = parse_tree(f"{{key: {scalar_text(text, flow=True)}, other: 1}}", "case.yaml")
    assert block["key"] == flow["key"] == text
    assert type(block["key"]) is type(flow["key"]) is str and list(flow) == ["key", "other"]
