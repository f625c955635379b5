"""The reference page of the case file, written from the model so that the two cannot differ."""

from __future__ import annotations

import inspect
import typing
from enum import Enum
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from pourparler.case.entries import Entry
from pourparler.case.ids import Refers
from pourparler.case.judgement import Audience, Judged, Judgement
from pourparler.case.model import FORMAT, Case
from pourparler.case.ranges import FORMS, Range

_NAMED_BY = {
    "party": "a party id",
    "issue": "an issue id",
    "option": "an option id of the issue",
    "package-option": "`issue.option`",
    "body": "a body id",
    "person": "a person id",
    "participant": "a party, person or body id",
    "holder": "a party or body id",
    "member": "a member of the body",
    "claim": "a claim id",
    "measure": "a measure id",
    "guarantee": "a guarantee id",
    "judgement": "the path of a number",
}
_WORDS = {str: "text", int: "whole number", float: "number", bool: "true or false"}
_SHARED = (*Entry.model_fields, "path")


def case_format_reference() -> str:
    """Return the reference of the case file as Markdown.

    Examples
    --------
    >>> page = case_format_reference()
    >>> page.splitlines()[0], "## View" in page
    ('# The case file', True)
    """
    sections = [_introduction(), _section(Case, "The case"), _common()]
    sections += [_section(model, model.__name__) for model in entry_models()]
    return "\n\n".join(sections) + "\n"


def entry_models() -> list[type[BaseModel]]:
    """Return the kinds of entries a case holds, in the order of its fields."""
    found: dict[type[BaseModel], None] = {}
    waiting = [Case]
    while waiting:
        for field in waiting.pop(0).model_fields.values():
            for model in _models(field.annotation):
                if model not in found and model not in (Judged, Audience, Case) and not issubclass(model, Judgement):
                    found[model] = None
                    waiting.append(model)  # type: ignore[arg-type]
    return list(found)


def _introduction() -> str:
    return f"""# The case file

`case.yaml`, format `{FORMAT}`. Plain YAML 1.2: mappings, lists and scalars; `no`, `on` and `1:30` are words. Tags,
anchors, aliases, several documents and tabs in the indentation are refused, and so is a key typed twice. A key with
nothing behind it is as if it were not there. A list of one may be typed without the list: `roles: principal`.

**Ids** are lower case letters, digits and hyphens. Parties, people and bodies share one space of names. Everything has
a path of ids: `parties.norland.no_deal.value`, `views.norland.membership.values.invite`.

**A number** is {FORMS}.

**A judgement** is a number or a text that somebody answers for. The value alone may be typed (`weight: 20..35`), or the
long form, `weight: {{value: 20..35, by: AB, dated: 2026-09-30, why: their vote}}`. What the short form leaves out comes
from the nearest `judged:` block above, field by field. A judgement that names another person takes no date, reason,
claims or confidence from a block: those are somebody else's. Without claims (`because`), or a person with a date and a
reason, it is unsigned, and says so wherever it is used.

**Who may see it** is `own` unless said otherwise: `public`, `shared` (any receiver) or `{{shared: [norland]}}`. It may
stand on every entry, judgement and `judged:` block; nothing is wider than the entry it stands in. The header of the
case (title, question ...) has the visibility of the case itself. Remarks (`comment`) never leave the team."""


def _common() -> str:
    lines = ["## On every entry", "", _table(Entry, [name for name in Entry.model_fields if name != "path"])]
    lines += ["", "## On every judgement", "", _table(Judgement, [n for n in Judgement.model_fields if n != "path"])]
    return "\n".join(lines)


def _section(model: type[BaseModel], title: str) -> str:
    names = [name for name in model.model_fields if name not in _SHARED or not issubclass(model, Entry)]
    said = inspect.cleandoc(model.__doc__ or "").replace("``", "`")
    return f"## {title}\n\n{said}\n\n{_table(model, [name for name in names if name != 'path'])}"


def _table(model: type[BaseModel], names: list[str]) -> str:
    rows = ["| key | holds | meaning |", "| --- | --- | --- |"]
    for name in names:
        field = model.model_fields[name]
        needed = " (required)" if field.is_required() else ""
        meaning = " ".join((field.description or "").split())
        rows.append(f"| `{field.alias or name}`{needed} | {_cell(_holds(field))} | {_cell(meaning)} |")
    return "\n".join(rows)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("``", "`")


def _holds(field: FieldInfo) -> str:
    marks = [mark for mark in field.metadata if isinstance(mark, Refers)]
    return _NAMED_BY[marks[0].kind] if marks else _said(field.annotation)


def _said(annotation: Any) -> str:
    """Return what an annotation allows, in words."""
    origin, parts = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is typing.Annotated:
        marks = [mark for mark in annotation.__metadata__ if isinstance(mark, Refers)]
        return _NAMED_BY[marks[0].kind] if marks else _said(parts[0])
    if origin is typing.Literal:
        return ", ".join(f"`{word}`" for word in parts)
    if origin is tuple:
        return f"list of: {_said(parts[0])}"
    if origin is dict:
        return f"mapping from {_said(parts[0])} to {_said(parts[1])}"
    if parts and type(None) in parts:
        return " or ".join(_said(part) for part in parts if part is not type(None))
    return _said_of_class(annotation)


def _said_of_class(annotation: Any) -> str:
    if isinstance(annotation, typing.TypeVar):
        return "number or text"
    if not isinstance(annotation, type):
        return str(annotation)
    if annotation in _WORDS:
        return _WORDS[annotation]
    if issubclass(annotation, Judgement):
        inner = annotation.model_fields["value"].annotation
        return "number (judged)" if inner is Range else "text (judged)"
    if issubclass(annotation, Enum):
        return ", ".join(f"`{word.value}`" for word in annotation)
    if issubclass(annotation, BaseModel):
        return annotation.__name__
    return {"date": "day (`2026-09-30`)"}.get(annotation.__name__, annotation.__name__)


def _models(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for part in typing.get_args(annotation) for model in _models(part)]
