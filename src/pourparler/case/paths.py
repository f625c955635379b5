"""The name of everything in a case: a path of ids, the same whatever the order or the labels.

``parties.norland.no_deal.value``, ``views.norland.membership.values.invite``, ``relations.norland.varania.ally``.
Entries without an id are named by what makes them what they are; texts in a list by their number, counted from one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from pourparler.case.entries import Entry
from pourparler.case.judgement import Audience, Judged, Judgement
from pourparler.case.model import Case
from pourparler.case.views import OptionStance

KEYS: Mapping[str, tuple[str, ...]] = {
    "views": ("party", "issue"),
    "relations": ("from", "to", "kind", "period"),
    "exclusions": ("options",),
    "prerequisites": ("option", "needs"),
    "linkages": ("party", "options"),
    "statements": ("claim", "about"),
    "correlations": ("between",),
    "stances": ("option",),
    "topics": ("issue",),
    "versions": ("party",),
    "sides": ("party",),
    "changes": ("party",),
    "temptations": ("party",),
    "open": ("issue",),
    "votes": ("body",),
    "acting": ("party",),
    "beliefs": ("holder", "about"),
    "alternatives": ("of",),
}
"""What names the entries of a list; for a list not named here, their ``id``."""

Step = str | int
Location = tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """Something in a case.

    Parameters
    ----------
    path : str
        Its path of ids.
    location : tuple
        The keys and places in lists that lead to it in the file, as typed.
    value : model
        An entry, a judgement or a part of an entry.
    """

    path: str
    location: Location
    value: BaseModel


def segment(list_name: str, item: object, index: int) -> str:
    """Return the part of a path that names one item of a list.

    Parameters
    ----------
    list_name : str
        The key of the list, such as ``views``.
    item : model or mapping
        As loaded, or as it stands in the file.
    index : int
        Its place in the list, counted from zero: used where nothing else names it.

    Examples
    --------
    >>> segment("views", {"party": "norland", "issue": "membership"}, 4)
    'norland.membership'
    >>> segment("fears", "a frozen front", 0)
    '1'
    """
    if isinstance(item, Judgement | str) or not isinstance(item, BaseModel | Mapping):
        return str(index + 1)
    if list_name == "stances" and not _read(item, "option"):
        return "*"
    parts = [_shown(_read(item, key)) for key in KEYS.get(list_name, ("id",))]
    return ".".join(part for part in parts if part) or str(index + 1)


def _read(item: BaseModel | Mapping[str, Any], key: str) -> object:
    if isinstance(item, Mapping):
        return item.get(key)
    return getattr(item, key, None) if key in type(item).model_fields else getattr(item, f"{key}_", None)


def _shown(value: object) -> str:
    if isinstance(value, list | tuple):
        return "+".join(sorted(str(part) for part in value))
    since = value.get("since") if isinstance(value, Mapping) else getattr(value, "since", None)
    if since is not None or isinstance(value, BaseModel | Mapping):
        return str(since or "")
    return "" if value is None else str(value)


def walk(case: Case) -> Iterator[Found]:
    """Yield the case, then everything in it, parents before children, in the order of the file.

    Judged blocks and audiences are not yielded: they say something about what they stand in.

    Examples
    --------
    >>> from pourparler.case.model import Case
    >>> case = Case.model_validate({"parties": [{"id": "norland", "no_deal": 30}]})
    >>> [found.path for found in walk(case)]
    ['', 'parties.norland', 'parties.norland.no_deal', 'parties.norland.no_deal.value']
    """
    yield from _walk(Found("", (), case))


def _walk(found: Found) -> Iterator[Found]:
    yield found
    if not isinstance(found.value, Judgement):
        for child in children(found):
            yield from _walk(child)


def children(parent: Found) -> Iterator[Found]:
    """Yield what stands directly in an entry: single things, then those of lists and mappings, in field order."""
    prefix = f"{parent.path}." if parent.path else ""
    for name, field in type(parent.value).model_fields.items():
        value = getattr(parent.value, name)
        typed = field.alias or name
        if isinstance(value, BaseModel):
            if not is_about(value):
                yield Found(f"{prefix}{typed}", (*parent.location, typed), value)
        elif isinstance(value, tuple):
            for index, item in enumerate(value):
                if isinstance(item, BaseModel):
                    path = f"{prefix}{typed}.{segment(typed, item, index)}"
                    yield Found(path, (*parent.location, typed, index), item)
        elif isinstance(value, dict):
            for key, item in value.items():
                if isinstance(item, BaseModel):
                    yield Found(f"{prefix}{typed}.{key}", (*parent.location, typed, key), item)


def is_about(value: object) -> bool:
    """Tell whether it is a judged block or an audience, which speak about the entry they stand in."""
    return isinstance(value, Audience) or type(value) is Judged


def judgements(case: Case) -> Iterator[tuple[str, Judgement[Any]]]:
    """Yield every judgement of the case with its path."""
    for found in walk(case):
        if isinstance(found.value, Judgement):
            yield found.path, found.value


def entries(case: Case) -> Iterator[tuple[str, Entry | OptionStance]]:
    """Yield every entry of the case with its path, the case itself (the empty path) first."""
    for found in walk(case):
        if isinstance(found.value, Entry | OptionStance):
            yield found.path, found.value
