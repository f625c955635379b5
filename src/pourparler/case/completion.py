"""From what was typed to what was meant: signatures from the nearest ``judged:`` block, audiences, paths."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from pydantic import BaseModel

from pourparler.case.entries import Entry
from pourparler.case.judgement import Audience, Judged, Judgement
from pourparler.case.model import Case
from pourparler.case.paths import is_about, segment
from pourparler.case.views import OptionStance
from pourparler.core.grades import Visibility

ModelT = TypeVar("ModelT", bound=BaseModel)
OWN = Audience()
EVERYBODY = Audience(level=Visibility.PUBLIC)
_PERSONAL = ("by", "dated", "why", "because", "confidence")


@dataclass(frozen=True, slots=True)
class _Above:
    """What stands above an entry."""

    audience: Audience = EVERYBODY
    """The widest that anything inside may be."""
    judged: Judged = field(default_factory=Judged)
    """The judged blocks above, the nearest first."""


def complete(typed: Case) -> Case:
    """Fill in what the file leaves to the judged blocks: the same case, every judgement and audience spelt out.

    Parameters
    ----------
    typed : Case
        As typed.

    Returns
    -------
    Case
        Every entry and judgement has its ``path`` and, as ``visibility``, its effective audience: its own, else that of
        the nearest judged block, else ``own``; never wider than the entry it stands in. Every judgement has its
        signature. A judgement that names somebody else takes no date, reason or confidence from a block above it: those
        are another person's.

    Notes
    -----
    The header (title, question ...) has the audience of the case itself, ``own`` unless typed. What stands in the case
    is capped by that audience only where one is typed; else each entry decides for itself.

    Examples
    --------
    >>> case = Case.model_validate({"judged": {"by": "AB"}, "parties": [{"id": "norland", "no_deal": 30}]})
    >>> complete(case).parties[0].no_deal.value.by
    'AB'
    """
    return _completed(typed, "", _Above())


def inherited(own: Judged, above: Judged) -> Judged:
    """Return the signature of a judgement or block, with what it leaves out taken from the blocks above it.

    Examples
    --------
    >>> block = Judged(by="AB", dated="2026-09-01", why="their speech")
    >>> inherited(Judged(why="their vote"), block).by
    'AB'
    >>> inherited(Judged(by="CD"), block).dated is None
    True
    """
    another = own.by is not None and above.by is not None and own.by != above.by
    taken: dict[str, Any] = {
        name: getattr(own, name) or (None if another else getattr(above, name)) for name in _PERSONAL
    }
    taken.update(because=taken["because"] or (), visibility=own.visibility or above.visibility)
    return Judged().model_copy(update=taken)


def _completed(entry: ModelT, path: str, above: _Above) -> ModelT:
    """Return the entry with everything inside it completed."""
    changes: dict[str, Any] = {}
    inside = above
    if isinstance(entry, Entry):
        judged = inherited(entry.judged or Judged(), above.judged)
        audience = (entry.visibility or judged.visibility or OWN).narrowed(above.audience)
        changes.update(path=path, visibility=audience)
        unset = path == "" and entry.visibility is None
        inside = replace(above, audience=above.audience if unset else audience, judged=judged)
    elif isinstance(entry, Judgement | OptionStance):
        signature = inherited(entry, above.judged)
        audience = (signature.visibility or OWN).narrowed(above.audience)
        changes.update({name: getattr(signature, name) for name in _PERSONAL}, path=path, visibility=audience)
        if isinstance(entry, Judgement):
            return entry.model_copy(update=changes)
        # A number in a stance is signed as the stance is; who may see it follows from the block above, as elsewhere.
        signed = signature.model_copy(update={"visibility": above.judged.visibility})
        inside = replace(above, audience=audience, judged=signed)
    prefix = f"{path}." if path else ""
    for name, model_field in type(entry).model_fields.items():
        value = getattr(entry, name)
        child = f"{prefix}{model_field.alias or name}"
        if isinstance(value, BaseModel):
            if not is_about(value):
                changes[name] = _completed(value, child, inside)
        elif isinstance(value, tuple) and value and isinstance(value[0], BaseModel):
            list_name = model_field.alias or name
            changes[name] = tuple(
                _completed(item, f"{child}.{segment(list_name, item, index)}", inside)
                for index, item in enumerate(value)
            )
        elif isinstance(value, dict) and value:
            changes[name] = {
                key: _completed(item, f"{child}.{key}", inside) if isinstance(item, BaseModel) else item
                for key, item in value.items()
            }
    return entry.model_copy(update=changes) if changes else entry
