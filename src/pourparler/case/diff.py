"""What really changed between two states of a case: never order, remarks of the file, or manners of typing."""

from __future__ import annotations

import datetime
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum, StrEnum
from typing import Any

from pydantic import BaseModel

from pourparler.case.digest import IN_ORDER
from pourparler.case.entries import Condition, Entry, Named
from pourparler.case.judgement import Audience, Judged, Judgement
from pourparler.case.model import Case
from pourparler.case.paths import Found, children, is_about, segment
from pourparler.case.views import OptionStance


class Kind(StrEnum):
    """What kind of change it is."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    SIGNED = "signed anew"
    VISIBILITY = "visibility"
    LABEL = "label"
    REMARK = "remark"


_MIRRORED = {Kind.ADDED: Kind.REMOVED, Kind.REMOVED: Kind.ADDED}
_APART = frozenset({"path", "judged", "visibility", "comment"})
"""Fields that say something about the entry, and are compared as such."""
_LABELS = frozenset({"name", "also"})


@dataclass(frozen=True, slots=True)
class Signature:
    """Who answers for a judgement.

    Examples
    --------
    >>> str(Signature("AB", "2031-03-11", "desk view", confidence="low"))
    'AB, 2031-03-11: desk view (low confidence)'
    >>> str(Signature())
    'unsigned'
    """

    by: str | None = None
    dated: str | None = None
    why: str | None = None
    because: tuple[str, ...] = ()
    confidence: str | None = None

    def __str__(self) -> str:
        head = ", ".join(part for part in (self.by, self.dated) if part)
        basis = "; ".join(part for part in (self.why, *self.because) if part)
        told = ": ".join(part for part in (head, basis) if part) or "unsigned"
        return f"{told} ({self.confidence} confidence)" if self.confidence else told


@dataclass(frozen=True, slots=True)
class Change:
    """One real change.

    Attributes
    ----------
    kind : Kind
    path : str
        By ids; for a text in a list that of the list, since the number of the text says nothing.
    old, new : str or None
        In words; both the same for what was only signed anew; ``None`` where there was or is nothing.
    signed_old, signed_new : Signature or None
        For judgements and stances.
    inside : tuple of (path, words)
        What came or went with an added or removed entry; what a change of audience took along.
    at : str
        The path of the judgement in the newer case; empty when it is gone. Not compared: it holds numbers of texts.
    """

    kind: Kind
    path: str
    old: str | None = None
    new: str | None = None
    signed_old: Signature | None = None
    signed_new: Signature | None = None
    inside: tuple[tuple[str, str], ...] = ()
    at: str = field(default="", compare=False)

    def mirrored(self) -> Change:
        """Return the change the other way round.

        Examples
        --------
        >>> Change(Kind.ADDED, "parties.norland", new="Norland").mirrored()
        Change(kind=<Kind.REMOVED: 'removed'>, path='parties.norland', old='Norland', new=None, signed_old=None, \
signed_new=None, inside=(), at='')
        """
        kind = _MIRRORED.get(self.kind, self.kind)
        return Change(kind, self.path, self.new, self.old, self.signed_new, self.signed_old, self.inside)


def differences(old: Case, new: Case) -> tuple[Change, ...]:
    """Return what really changed, in the order of the paths.

    Parameters
    ----------
    old, new : Case
        Complete, as loaded: signatures and audiences are compared as they hold, wherever they were typed.

    Notes
    -----
    Entries are the same when their ids are. Texts in a list have none: equal texts are the same; one text that is left
    over on either side was reworded; where more are left over, nobody can say which became which, and they are removed
    and added. A change of audience that reaches further entries unchanged is one change.

    Examples
    --------
    >>> from pourparler.case.load import load_text
    >>> old = load_text("parties: [{id: norland, no_deal: 30}, {id: varania}]").case
    >>> new = load_text("parties: [{id: varania}, {id: norland, no_deal: {value: 40, by: AB}}]").case
    >>> [(change.path, change.old, change.new, str(change.signed_new)) for change in differences(old, new)]
    [('parties.norland.no_deal.value', '30', '40', 'AB')]
    """
    return tuple(sorted(_folded(list(_between("", old, new))), key=_order))


def _order(change: Change) -> tuple[str, str, str, str]:
    return change.path, change.kind.value, change.old or "", change.new or ""


def _folded(changes: Sequence[Change]) -> Iterator[Change]:
    """Take changes of audience into that of an entry around them, where it is the same change."""
    audiences = {change.path: change for change in changes if change.kind is Kind.VISIBILITY}
    taken: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for path, change in audiences.items():
        around = [audiences[above] for above in _above(path) if above in audiences]
        same = [one for one in around if (one.old, one.new) == (change.old, change.new)]
        if same:
            taken[same[-1].path].append((path, ""))
    folded = {path for inside in taken.values() for path, _ in inside}
    for change in changes:
        if change.kind is not Kind.VISIBILITY:
            yield change
        elif change.path not in folded:
            yield replace(change, inside=tuple(sorted(set(taken[change.path]))))


def _above(path: str) -> Iterator[str]:
    """Yield the paths of the entries around a path, the nearest first, the case last."""
    while path:
        path = path.rpartition(".")[0]
        yield path


def _between(path: str, old: BaseModel, new: BaseModel) -> Iterator[Change]:
    """Yield what changed within two states of one entry."""
    yield from _about(path, old, new)
    if isinstance(old, Judged) and isinstance(new, Judged):
        yield from _signed(path, old, new)
        return
    prefix = f"{path}." if path else ""
    for name, model_field in type(new).model_fields.items():
        if name in _APART:
            continue
        typed = model_field.alias or name
        yield from _field(f"{prefix}{typed}", typed, getattr(old, name), getattr(new, name))


def _about(path: str, old: BaseModel, new: BaseModel) -> Iterator[Change]:
    """Yield changes of the audience and of the remark."""
    before, after = (_audience(getattr(entry, "visibility", None)) for entry in (old, new))
    if before != after:
        yield Change(Kind.VISIBILITY, path, before, after, at=getattr(new, "path", ""))
    before, after = (getattr(entry, "comment", None) or None for entry in (old, new))
    if before != after:
        yield Change(Kind.REMARK, path, before, after)


def _signed(path: str, old: Judged, new: Judged) -> Iterator[Change]:
    values, signatures = (_value(old), _value(new)), (_signature(old), _signature(new))
    at = getattr(new, "path", "")
    if values[0] != values[1]:
        yield Change(Kind.CHANGED, path, *values, *signatures, at=at)
    elif signatures[0] != signatures[1]:
        yield Change(Kind.SIGNED, path, *values, *signatures, at=at)


def _field(path: str, name: str, old: Any, new: Any) -> Iterator[Change]:
    if isinstance(old, BaseModel) or isinstance(new, BaseModel):
        yield from _one(path, old, new)
    elif isinstance(old, Mapping):
        for key in sorted({*old, *new}):
            yield from _field(f"{path}.{key}", "", old.get(key), new.get(key))
    elif any(isinstance(item, BaseModel) for side in (old, new) if isinstance(side, tuple) for item in side):
        yield from _listed(path, name, old, new)
    else:
        words = _plain(old, name), _plain(new, name)
        label = name in _LABELS or path == "title"
        if words[0] != words[1]:
            yield Change(Kind.LABEL if label else Kind.CHANGED, path, *words, at=path.rpartition(".")[0])


def _one(path: str, old: BaseModel | None, new: BaseModel | None) -> Iterator[Change]:
    """Yield what changed in an entry that may be missing on one side."""
    if old is not None and new is not None:
        yield from _between(path, old, new)
    elif new is not None:
        yield _came(path, new)
    elif old is not None:
        yield replace(_came(path, old), at="").mirrored()


def _came(path: str, entry: BaseModel) -> Change:
    """Return the change that brought an entry, with every judgement in it."""
    at = getattr(entry, "path", "")
    if isinstance(entry, Judged):
        return Change(Kind.ADDED, path, None, _value(entry), None, _signature(entry), at=at)
    inside = sorted((place, f"{_value(one)} [{_signature(one)}]") for place, one in _judged_in(path, entry))
    return Change(Kind.ADDED, path, new=_summary(entry), inside=tuple(inside), at=at)


def _judged_in(path: str, entry: BaseModel) -> Iterator[tuple[str, Judged]]:
    for found in children(Found(path, (), entry)):
        if isinstance(found.value, Judged):
            loose = isinstance(found.location[-1], int) and isinstance(found.value, Judgement)
            yield found.path.rpartition(".")[0] if loose else found.path, found.value
        else:
            yield from _judged_in(found.path, found.value)


def _listed(path: str, name: str, old: Sequence[BaseModel], new: Sequence[BaseModel]) -> Iterator[Change]:
    """Yield what changed in a list: entries matched by what names them, others by what they say."""
    sides = _by_key(name, old), _by_key(name, new)
    for key in sorted({*sides[0], *sides[1]}):
        before, after = sides[0].get(key, []), sides[1].get(key, [])
        place = f"{path}.{key}" if key else path
        if key and len(before) <= 1 and len(after) <= 1:
            yield from _one(place, *(side[0] if side else None for side in (before, after)))
        else:
            yield from _loose(place, before, after)


def _by_key(name: str, items: Iterable[BaseModel]) -> dict[str, list[BaseModel]]:
    found: dict[str, list[BaseModel]] = defaultdict(list)
    for item in items:
        key = segment(name, item, 0)
        found[key if key == segment(name, item, 1) else ""].append(item)
    return found


def _loose(path: str, old: Sequence[BaseModel], new: Sequence[BaseModel]) -> Iterator[Change]:
    """Yield what changed among items that nothing names."""
    before, after = sorted(old, key=_likeness), sorted(new, key=_likeness)
    for alike in (_likeness, _said):
        for item in list(before):
            same = next((other for other in after if alike(other) == alike(item)), None)
            if same is not None:
                before.remove(item)
                after.remove(same)
                yield from _between(path, item, same)
    if len(before) == len(after) == 1:
        yield from _between(path, before[0], after[0])
        return
    for item in before:
        yield from _one(path, item, None)
    for item in after:
        yield from _one(path, None, item)


def _likeness(item: BaseModel) -> str:
    return json.dumps(item.model_dump(mode="json"), sort_keys=True)


def _said(item: BaseModel) -> str:
    return _value(item) if isinstance(item, Judged) else _summary(item) or ""


def _value(judged: Judged) -> str:
    """Return what is judged, in words."""
    if isinstance(judged, OptionStance):
        hangs = (("when", judged.when), ("unless", judged.unless))
        return ", ".join([judged.stance, *(f"{word} {_condition(told)}" for word, told in hangs if told is not None)])
    return str(judged.value) if isinstance(judged, Judgement) else ""


def _condition(told: Condition) -> str:
    days = [f"{word} {day}" for word, day in (("after", told.after), ("before", told.before)) if day is not None]
    return " ".join(part for part in (told.option, *days, told.words) if part)


def _signature(judged: Judged) -> Signature:
    return Signature(
        judged.by,
        judged.dated.isoformat() if judged.dated else None,
        judged.why,
        tuple(sorted(judged.because)),
        judged.confidence.value if judged.confidence else None,
    )


def _audience(audience: Audience | None) -> str | None:
    if audience is None:
        return None
    level = audience.level.value
    return f"{level} with {', '.join(sorted(audience.receivers))}" if audience.receivers else level


def _summary(entry: BaseModel) -> str | None:
    """Return the unsigned part of an entry on one line: its name, then what differs from the default."""
    told = [entry.label] if isinstance(entry, Named) else []
    for name, model_field in type(entry).model_fields.items():
        value = getattr(entry, name)
        if name in _APART | _LABELS | {"id"} or value == model_field.get_default(call_default_factory=True):
            continue
        if isinstance(value, BaseModel) and not isinstance(value, Entry | Judged):
            told.append(_summary(value) or "")
        elif (words := _plain(value, name)) is not None and not is_about(value):
            told.append(f"{(model_field.alias or name).replace('_', ' ')} {words}")
    return "; ".join(part for part in told if part) or None


def _plain(value: Any, name: str) -> str | None:
    """Return an unsigned value in words; ``None`` for a blank or for what is not plain."""
    if isinstance(value, tuple):
        words = [str(_plain(item, "")) for item in value if not isinstance(item, BaseModel)]
        return ", ".join(words if name in IN_ORDER else sorted(words)) or None
    if isinstance(value, Mapping):
        pairs = [f"{key} {_plain(item, '')}" for key, item in sorted(value.items()) if not isinstance(item, BaseModel)]
        return ", ".join(pairs) or None
    if value is None or value == "" or isinstance(value, BaseModel):
        return None
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return repr(value).removesuffix(".0")
    if isinstance(value, datetime.date):
        return value.isoformat()
    return str(value.value) if isinstance(value, Enum) else str(value)
