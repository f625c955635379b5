"""A case that cites its claims by other ids."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from pydantic import BaseModel

from pourparler.case.completion import complete
from pourparler.case.load import LoadedCase
from pourparler.case.references import referring_fields

ModelT = TypeVar("ModelT", bound=BaseModel)
_NOTHING = ""
"""Stands where a required claim id was: it names no claim."""
_OF_STATEMENTS = "statements."


def with_claims_named(loaded: LoadedCase, name: Callable[[str], str | None]) -> LoadedCase:
    """Return a case that cites its claims by other ids.

    The id of a source may carry a number because another source had its name first. A reader who does not have that
    other source has the claims under other ids.

    Parameters
    ----------
    loaded : LoadedCase
    name : callable
        From a claim id to the id it has for the reader, or ``None`` when the reader does not have the claim.

    Examples
    --------
    >>> from pourparler.case.load import load_text
    >>> loaded = load_text("parties: [{id: norland, no_deal: {value: 30, because: [wire-2.ab, note.cd]}}]")
    >>> with_claims_named(loaded, {"wire-2.ab": "wire.ab"}.get).case.parties[0].no_deal.value.because
    ('wire.ab',)
    """
    typed = _cited(loaded.typed, name)
    return LoadedCase(complete(typed), typed, loaded.places, loaded.file, loaded.migrated_from)


def _cited(entry: ModelT, name: Callable[[str], str | None]) -> ModelT:
    changes: dict[str, Any] = {}
    kinds = referring_fields(type(entry))
    for field in type(entry).model_fields:
        value = getattr(entry, field)
        if kinds.get(field) == "claim":
            changes[field] = _renamed(value, name)
        elif kinds.get(field) == "judgement":
            changes[field] = tuple(_path_renamed(path, name) for path in value)
        elif isinstance(value, BaseModel):
            changes[field] = _cited(value, name)
        elif isinstance(value, tuple) and value and isinstance(value[0], BaseModel):
            changes[field] = tuple(_cited(item, name) for item in value)
        elif isinstance(value, dict):
            changes[field] = {
                key: _cited(item, name) if isinstance(item, BaseModel) else item for key, item in value.items()
            }
    return entry.model_copy(update=changes)


def _renamed(value: Any, name: Callable[[str], str | None]) -> Any:
    if isinstance(value, tuple):
        return tuple(new for old in value if (new := name(old)) is not None)
    return value and (name(value) or _NOTHING)


def _path_renamed(path: str, name: Callable[[str], str | None]) -> str:
    """Return the path of a judgement; those of statements begin with the id of the claim."""
    if not path.startswith(_OF_STATEMENTS):
        return path
    parts = path.removeprefix(_OF_STATEMENTS).split(".")
    claim = ".".join(parts[:2])
    return ".".join([_OF_STATEMENTS.rstrip("."), name(claim) or _NOTHING, *parts[2:]])
