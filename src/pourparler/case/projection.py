"""A case as a reader sees it: as if nothing narrower had ever been typed."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, TypeVar

from pydantic import BaseModel

from pourparler.case.audience import SHARED, Reader, as_seen_by, visible
from pourparler.case.completion import OWN, complete, inherited
from pourparler.case.dangling import without_dangling
from pourparler.case.entries import Entry
from pourparler.case.judgement import Audience, Judged, Judgement
from pourparler.case.load import LoadedCase
from pourparler.case.model import Case
from pourparler.case.views import OptionStance

ModelT = TypeVar("ModelT", bound=BaseModel)
_HEADER_STAYS = frozenset({"format"})


def project(loaded: LoadedCase, reader: Reader, claims: Collection[str] = ()) -> LoadedCase:
    """Return a case as a reader sees it.

    Every entry and judgement the reader may not see is left out, with every reference to it, all remarks, and every
    judged block that is not as wide. The rest is completed again from what is left, so that nothing about the outcome
    depends on what was left out. The other receivers of something shared are not named. Places are left out: line
    numbers would tell how much stands between.

    Parameters
    ----------
    loaded : LoadedCase
    reader : str or None
        ``None`` for our own side, who see everything; ``public``, ``shared`` or a party id.
    claims : collection of str
        The claims of the evidence that the reader may see; references to others are left out.

    Notes
    -----
    A rule (exclusion, prerequisite, linkage, correlation) that names something out of sight is left out as a whole:
    with a part of it missing it would say something else.

    Examples
    --------
    >>> from pourparler.case.load import load_text
    >>> loaded = load_text("parties: [{id: norland, visibility: public, no_deal: 30}, {id: varania}]")
    >>> [(party.id, party.no_deal) for party in project(loaded, "public").case.parties]
    [('norland', None)]
    """
    if reader is None:
        return loaded
    seen = _header(_seen(loaded.typed, loaded.case, reader, Judged()), loaded.case, reader)
    if all(party.id != reader for party in seen.parties):
        # A receiver who is no party in what they see cannot be named in it: the file would refer to nobody.
        seen = _for_any_receiver(seen)
    seen = without_dangling(seen, frozenset(claims))
    return LoadedCase(complete(seen), seen, {}, "case.yaml")


def _for_any_receiver(entry: ModelT) -> ModelT:
    """Return an entry in which whatever is shared names no receiver."""
    changes: dict[str, Any] = {}
    for field in type(entry).model_fields:
        value = getattr(entry, field)
        if isinstance(value, Audience):
            changes[field] = as_seen_by(value, SHARED)
        elif isinstance(value, BaseModel):
            changes[field] = _for_any_receiver(value)
        elif isinstance(value, tuple) and value and isinstance(value[0], BaseModel):
            changes[field] = tuple(_for_any_receiver(item) for item in value)
        elif isinstance(value, dict):
            changes[field] = {
                key: _for_any_receiver(item) if isinstance(item, BaseModel) else item for key, item in value.items()
            }
    return entry.model_copy(update=changes)


def _header(seen: Case, completed: Case, reader: Reader) -> Case:
    """Blank the header of a case for a reader who may not see it; its entries decide for themselves."""
    if visible(completed.visibility, reader):
        return seen
    blank = Case()
    entries = {name for name in Case.model_fields if isinstance(getattr(blank, name), tuple)}
    shown = entries | _HEADER_STAYS | {"table", "conflict", "preparation", "judged"}
    kept = {name: getattr(seen, name) for name in Case.model_fields if name in shown}
    return blank.model_copy(update=kept)


def _seen(typed: ModelT, completed: ModelT, reader: Reader, above: Judged) -> ModelT:
    """Return an entry the reader may see, without what in it they may not."""
    changes: dict[str, Any] = {}
    inside = above
    if isinstance(typed, Entry):
        inside = inherited(typed.judged or Judged(), above)
    if isinstance(typed, Entry | Judgement | OptionStance):
        audience = getattr(completed, "visibility", None)
        changes["visibility"] = as_seen_by(audience, reader) if visible(audience, reader) else None
        changes["comment"] = None
    if isinstance(typed, Entry):
        changes["judged"] = _block(typed, inside, completed, reader)
    for name in type(typed).model_fields:
        if name in changes or name in ("judged", "visibility"):
            continue
        before, after = getattr(typed, name), getattr(completed, name)
        if isinstance(before, BaseModel):
            changes[name] = _seen(before, after, reader, inside) if _may_see(after, reader) else None
        elif isinstance(before, tuple) and before and isinstance(before[0], BaseModel):
            changes[name] = tuple(
                _seen(item, whole, reader, inside)
                for item, whole in zip(before, after, strict=True)
                if _may_see(whole, reader)
            )
        elif isinstance(before, dict):
            changes[name] = {
                key: _seen(item, after[key], reader, inside) if isinstance(item, BaseModel) else item
                for key, item in before.items()
                if _may_see(after[key], reader)
            }
    return typed.model_copy(update=changes)


def _may_see(completed: object, reader: Reader) -> bool:
    if isinstance(completed, Entry | Judgement | OptionStance):
        return visible(completed.visibility, reader)
    return True


def _block(typed: Entry, inside: Judged, completed: BaseModel, reader: Reader) -> Judged | None:
    """Return the judged block of an entry for a reader, without its audience, which the judgements now carry."""
    if typed.judged is None:
        return None
    own = inside.visibility or OWN
    unset_root = isinstance(typed, Case) and typed.visibility is None
    cap = getattr(completed, "visibility", None) or OWN
    audience: Audience = own if unset_root else own.narrowed(cap)
    return typed.judged.model_copy(update={"visibility": None}) if visible(audience, reader) else None
