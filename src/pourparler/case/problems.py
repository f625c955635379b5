"""What pydantic finds wrong, said with the place, the thing found, what is allowed and what to do."""

from __future__ import annotations

import difflib
import typing
from collections.abc import Collection, Iterable
from typing import Any

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from pourparler.case.locations import path_at, span_at
from pourparler.case.paths import Location, Step
from pourparler.case.tree import MappingNode
from pourparler.core.errors import Place, Problem

_LONG = 60


def shown(value: object) -> str:
    """Return a value as it may stand in a message: short, on one line, with nothing invisible in it.

    Examples
    --------
    >>> shown("a\\u202eb"), shown({"x": 1}), shown([])
    ("'a\\\\u202eb'", 'a mapping with x', 'an empty list')
    """
    if isinstance(value, dict):
        return inert(f"a mapping with {', '.join(str(key) for key in value)}"[:_LONG]) if value else "an empty mapping"
    if isinstance(value, list | tuple):
        return f"a list of {len(value)}" if value else "an empty list"
    if isinstance(value, bool):
        return str(value).lower()
    text = ascii(value) if not str(value).isprintable() else repr(value)
    return text if len(text) <= _LONG else f"{text[:_LONG]}..."


def inert(text: str) -> str:
    """Return a text with what does not print, such as control and direction marks, spelt out.

    Examples
    --------
    >>> print(inert("a\\u202eb"))
    a\\u202eb
    """
    return text if text.isprintable() else ascii(text)[1:-1]


def listed(choices: Iterable[str], limit: int = 12) -> str:
    """Return the first choices as a list of words.

    Examples
    --------
    >>> listed(["a", "b", "c"], limit=2)
    'a, b ... (3 in all)'
    """
    words = [inert(choice) for choice in dict.fromkeys(choices)]
    return ", ".join(words[:limit]) + (f" ... ({len(words)} in all)" if len(words) > limit else "")


def suggestion(word: object, choices: Collection[str]) -> str:
    """Return ``did you mean x?`` where something close was meant, else nothing.

    Examples
    --------
    >>> suggestion("principel", ["principal", "backer"])
    'did you mean principal?'
    """
    close = difflib.get_close_matches(str(word).lower(), sorted(choices), n=1, cutoff=0.6)
    return f"did you mean {inert(close[0])}?" if close else ""


def problem_of(error: ErrorDetails, root: MappingNode, file: str, model: type[BaseModel]) -> Problem:
    """Turn one pydantic error into a problem.

    Parameters
    ----------
    error : ErrorDetails
        From ``ValidationError.errors()``.
    root : MappingNode
        The file.
    file : str
    model : type
        The model of the whole file, to name the keys that are allowed.
    """
    location: Location = error["loc"]
    kind = error["type"]
    place = span_at(root, location, key=kind == "extra_forbidden").place(file)
    where = inert(path_at(root, location))
    if kind == "extra_forbidden":
        return _unknown_key(str(location[-1]), _keys_at(model, location[:-1]), where, place)
    if kind == "missing":
        key = str(location[-1])
        return Problem("C111", inert(path_at(root, location[:-1])), f"no `{key}`", "", f"add `{key}:`", place)
    return _wrong_value(error, where, place)


def _unknown_key(key: str, keys: Collection[str], where: str, place: Place) -> Problem:
    todo = suggestion(key, keys) or "take it out, or write it as a `comment:`"
    return Problem("C110", where, f"the unknown key {shown(key)}", listed(sorted(keys), 30), todo, place)


def _wrong_value(error: ErrorDetails, where: str, place: Place) -> Problem:
    kind, found, context = error["type"], shown(error["input"]), error.get("ctx", {})
    if kind in ("literal_error", "enum"):
        allowed = str(context.get("expected", "")).replace("'", "").replace(" or ", ", ")
        return Problem("C113", where, found, allowed, suggestion(error["input"], allowed.split(", ")), place)
    if kind == "string_pattern_mismatch":
        return _wrong_id(error, where, place)
    if kind == "value_error":
        said, _, todo = str(context.get("error", "")).partition("; ")
        return Problem("C114", where, said, todo=todo, place=place)
    if kind in _BOUNDS:
        return Problem("C114", where, found, error["msg"].removeprefix("Input should be "), place=place)
    if kind in ("too_short", "string_too_long"):
        limit = context.get("min_length") or context.get("max_length")
        allowed = f"at least {limit}" if kind == "too_short" else f"up to {limit} characters"
        return Problem("C114", where, found, allowed, place=place)
    allowed = _TYPES.get(kind, error["msg"].removeprefix("Input should be "))
    todo = "put it in quotation marks" if kind == "string_type" and isinstance(error["input"], bool) else ""
    return Problem("C112", where, found, allowed, todo, place)


_BOUNDS = frozenset({"greater_than", "greater_than_equal", "less_than", "less_than_equal", "finite_number"})
_TYPES = {
    "string_type": "a text",
    "tuple_type": "a list",
    "dict_type": "a mapping",
    "model_type": "a mapping",
    "model_attributes_type": "a mapping",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "float_type": "a number",
    "float_parsing": "a number",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_from_float": "a whole number",
}


def _wrong_id(error: ErrorDetails, where: str, place: Place) -> Problem:
    typed = str(error["input"])
    if "\\." in str(error.get("ctx", {}).get("pattern", "")):
        return Problem("C115", where, shown(typed), "issue.option, such as membership.invite", place=place)
    plain = "-".join(
        "".join(letter if letter.isalnum() and letter.isascii() else " " for letter in typed.lower()).split()
    )
    todo = f"write {plain} and put {shown(typed)} under `name:`" if plain else "choose an id, and give it a `name:`"
    return Problem("C115", where, shown(typed), "an id of lower case letters, digits and hyphens", todo, place)


def _keys_at(model: type[BaseModel], location: Location) -> list[str]:
    """Return the keys that the model allows at a location."""
    here: Any = model
    for step in location:
        here = _inside(here, step)
        if here is None:
            return []
    models = _models(here)
    return [field.alias or name for part in models for name, field in part.model_fields.items() if name != "path"]


def _inside(here: Any, step: Step) -> Any:
    for model in _models(here):
        if isinstance(step, str):
            field = next((field for name, field in model.model_fields.items() if step in (name, field.alias)), None)
            if field is not None:
                return field.annotation
    return here if isinstance(step, int) or not _models(here) else _values(here)


def _values(here: Any) -> Any:
    return here if typing.get_origin(here) is dict else None


def _models(annotation: Any) -> list[type[BaseModel]]:
    """Return the models an annotation names, inside lists, mappings and alternatives too."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for part in typing.get_args(annotation) for model in _models(part)]
