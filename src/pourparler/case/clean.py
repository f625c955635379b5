"""A case as a file of its own: what the model holds and nothing of the file it was typed in."""

from __future__ import annotations

from enum import Enum
from typing import Any

from pydantic import BaseModel

from pourparler.case.judgement import Audience, Judgement
from pourparler.case.model import Case
from pourparler.case.writing import block_lines
from pourparler.core.grades import Visibility


def as_yaml(typed: Case) -> str:
    """Return a case as YAML: fields in the order of the format, no remark, no comment, nothing blank.

    Parameters
    ----------
    typed : Case
        As typed, or as a projection left it; it reads back as the same.

    Examples
    --------
    >>> print(as_yaml(Case.model_validate({"parties": [{"id": "norland", "no_deal": 30, "visibility": "public"}]})))
    format: pourparler-case/1
    parties:
      - visibility: public
        id: norland
        no_deal:
          value: 30
    <BLANKLINE>
    """
    told = {"format": typed.format, **_plain(typed)}
    return "\n".join(block_lines(told)) + "\n"


def _plain(value: Any) -> Any:
    if isinstance(value, Audience):
        named = value.level is Visibility.SHARED and value.receivers
        return {"shared": list(value.receivers)} if named else value.level.value
    if isinstance(value, Judgement):
        told = {"value": _plain(value.value), **_fields(value, {"value"})}
        return told if len(told) > 1 else told["value"]
    if isinstance(value, BaseModel):
        return _fields(value, set())
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    return value.value if isinstance(value, Enum) else value


def _fields(entry: BaseModel, but: set[str]) -> dict[str, Any]:
    told = {}
    for name, field in type(entry).model_fields.items():
        value = getattr(entry, name)
        blank = value in (None, (), {}, "") or value == field.default
        if not blank and name != "path" and name not in but:
            told[field.alias or name] = _plain(value)
    return told
