"""The schema editors use accepts what loading accepts."""

from __future__ import annotations

import json
from typing import Any

import pytest

from pourparler.case.schema import case_schema
from pourparler.case.templates import TEMPLATES, new_case
from pourparler.case.tree import parse_tree
from tests.case.sample import STRAIT
from tests.case.test_load import SHORT_FORMS, VIEW

GOOD = [
    pytest.param(STRAIT, id="the sample"),
    *(pytest.param(new_case(template, "a", "A"), id=template) for template in TEMPLATES),
    *(pytest.param(form, id=str(case.id)) for case in SHORT_FORMS for form in case.values if "1812" not in str(form)),
    pytest.param(VIEW + "opposes", id="stance on the issue"),
    pytest.param(VIEW + "{x: {stance: supports, when: i.y}}", id="stances by option"),
]
BAD = [
    pytest.param("titel: x", id="unknown key"),
    pytest.param("parties: [{name: a}]", id="missing id"),
    pytest.param("parties: [{id: a, roles: chief}]", id="unknown word"),
    pytest.param("parties: [{id: A b}]", id="wrong id"),
    pytest.param("parties: [{id: a, no_deal: high}]", id="no number"),
    pytest.param("parties: [{id: a, path: x}]", id="path typed"),
]


def references_of(node: Any) -> set[str]:
    if isinstance(node, dict):
        own = {node["$ref"]} if isinstance(node.get("$ref"), str) else set()
        return own.union(*(references_of(value) for value in node.values()))
    return set().union(*(references_of(item) for item in node)) if isinstance(node, list) else set()


def test_every_reference_leads_somewhere() -> None:
    schema = case_schema()
    assert references_of(schema) <= {f"#/$defs/{name}" for name in schema["$defs"]}
    assert '"readOnly"' not in json.dumps(schema)


def test_every_property_says_what_it_means() -> None:
    schema = case_schema()
    for name, definition in schema["$defs"].items():
        for key, form in definition.get("properties", {}).items():
            assert form.get("description"), (name, key)


@pytest.mark.parametrize("text", GOOD)
def test_what_loads_is_accepted(text: str) -> None:
    validator = pytest.importorskip("jsonschema").Draft202012Validator(case_schema())
    assert [error.message for error in validator.iter_errors(parse_tree(text, ""))] == []


@pytest.mark.parametrize("text", BAD)
def test_what_does_not_load_is_refused(text: str) -> None:
    validator = pytest.importorskip("jsonschema").Draft202012Validator(case_schema())
    assert list(validator.iter_errors(parse_tree(text, "")))
