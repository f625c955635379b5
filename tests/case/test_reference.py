"""The reference page names everything the model has."""

from __future__ import annotations

from pydantic import BaseModel

from pourparler.case.model import Case
from pourparler.case.reference import case_format_reference, entry_models


def test_every_key_of_every_entry_is_on_the_page_with_a_meaning() -> None:
    page = case_format_reference()
    models: list[type[BaseModel]] = [Case, *entry_models()]
    for model in models:
        assert f"## {'The case' if model is Case else model.__name__}\n" in page
        for name, field in model.model_fields.items():
            if name != "path":
                assert f"| `{field.alias or name}`" in page
                assert field.description, (model, name)


def test_the_page_shows_no_type_of_the_program() -> None:
    page = case_format_reference()
    for word in ("Annotated", "typing", "Judgement[", "~", "NoneType", "datetime", "``"):
        assert word not in page
