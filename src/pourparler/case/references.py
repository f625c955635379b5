"""What refers to what: every id in a case that names something else, and the things there are to name."""

from __future__ import annotations

import functools
import types
import typing
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel

from pourparler.case.bodies import preset_members
from pourparler.case.ids import Kind, Refers
from pourparler.case.judgement import Judgement
from pourparler.case.measures import Votes
from pourparler.case.model import Case
from pourparler.case.parties import Body
from pourparler.case.paths import Found, Location, children, is_about
from pourparler.case.views import View


@dataclass(frozen=True, slots=True)
class Reference:
    """One id that names something else.

    Parameters
    ----------
    kind : str
        What it should name; see `Refers`.
    id : str
        As typed.
    path : str
        Of the field it stands in.
    location : tuple
        Of the id in the file.
    scope : str
        For an ``option`` the issue, for a ``member`` the body it is meant within.
    """

    kind: Kind
    id: str
    path: str
    location: Location
    scope: str = ""


@dataclass(frozen=True)
class Names:
    """The ids a case defines, by kind, in the order of the file."""

    party: tuple[str, ...] = ()
    person: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    options: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Option ids by issue."""
    preset: Mapping[str, str] = field(default_factory=dict)
    """The preset of a body, where it has one."""
    members: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The members typed for a body."""
    measure: tuple[str, ...] = ()
    guarantee: tuple[str, ...] = ()
    judgement: frozenset[str] = frozenset()
    """Paths of judgements."""

    def choices(self, reference: Reference) -> tuple[str, ...] | frozenset[str] | None:
        """Return the ids allowed for a reference; ``None`` where the case alone cannot tell.

        Examples
        --------
        >>> names = Names(party=("norland",), options={"membership": ("invite", "defer")})
        >>> names.choices(Reference("option", "join", "views.norland.membership.target", (), "membership"))
        ('invite', 'defer')
        """
        match reference.kind:
            case "issue":
                return tuple(self.options)
            case "option":
                return self.options.get(reference.scope)
            case "package-option":
                return tuple(f"{issue}.{option}" for issue, options in self.options.items() for option in options)
            case "participant":
                return (*self.party, *self.person, *self.body)
            case "holder":
                return (*self.party, *self.body)
            case "member":
                return self._members(reference)
            case "claim":
                return None
            case "judgement":
                return self.judgement
            case "party" | "person" | "body" | "measure" | "guarantee":
                found: tuple[str, ...] = getattr(self, reference.kind)
                return found

    def _members(self, reference: Reference) -> tuple[str, ...]:
        """Return who can sit in a body; where its members are typed, only they can have votes and vetoes."""
        preset = preset_members(self.preset.get(reference.scope))
        if reference.path.endswith(".members"):
            return (*self.party, *preset)
        return self.members.get(reference.scope) or preset or self.party


def references(case: Case) -> Iterator[Reference]:
    """Yield every id in the case that names something else, in the order of the file.

    Examples
    --------
    >>> case = Case.model_validate({"views": [{"party": "norland", "issue": "membership", "target": "invite"}]})
    >>> [(found.kind, found.id, found.scope) for found in references(case)]
    [('party', 'norland', ''), ('issue', 'membership', ''), ('option', 'invite', 'membership')]
    """
    yield from _references(Found("", (), case), "", "")


def _references(here: Found, issue: str, body: str) -> Iterator[Reference]:
    if isinstance(here.value, View):
        issue = here.value.issue
    elif isinstance(here.value, Body):
        body = here.value.id
    elif isinstance(here.value, Votes):
        body = here.value.body
    for name, kind in referring_fields(type(here.value)).items():
        value = getattr(here.value, name)
        model_field = type(here.value).model_fields[name]
        typed = model_field.alias or name
        path = f"{here.path}.{typed}" if here.path else typed
        scope = {"option": issue, "member": body}.get(kind, "")
        for id_, step in _ids(value):
            yield Reference(kind, id_, path, (*here.location, typed, *step), scope)
    for child in _about(here):
        yield from _references(child, issue, body)
    if not isinstance(here.value, Judgement):
        for child in children(here):
            yield from _references(child, issue, body)


def _about(here: Found) -> Iterator[Found]:
    """Yield the judged block and the audience of an entry, which name claims and receivers."""
    for name in ("judged", "visibility"):
        value = getattr(here.value, name, None)
        if isinstance(value, BaseModel) and is_about(value):
            yield Found(f"{here.path}.{name}" if here.path else name, (*here.location, name), value)


def _ids(value: object) -> Iterator[tuple[str, Location]]:
    if isinstance(value, str):
        yield value, ()
    elif isinstance(value, tuple):
        yield from ((id_, (index,)) for index, id_ in enumerate(value))
    elif isinstance(value, dict):
        yield from ((id_, (id_, "[key]")) for id_ in value)


@functools.cache
def referring_fields(model: type[BaseModel]) -> Mapping[str, Kind]:
    """Return the fields of a model that hold ids of something else, with what they name.

    Examples
    --------
    >>> dict(referring_fields(View))["red_lines"]
    'option'
    """
    found = {name: _kind(field.annotation, field.metadata) for name, field in model.model_fields.items()}
    return {name: kind for name, kind in found.items() if kind is not None}


def _kind(annotation: Any, metadata: list[Any] | tuple[Any, ...] = ()) -> Kind | None:
    for mark in metadata:
        if isinstance(mark, Refers):
            return mark.kind
    origin = typing.get_origin(annotation)
    if origin is typing.Annotated:
        inner, *marks = typing.get_args(annotation)
        return _kind(inner, tuple(marks))
    if origin in (tuple, typing.Union, types.UnionType):
        return next((kind for part in typing.get_args(annotation) if (kind := _kind(part)) is not None), None)
    return _kind(typing.get_args(annotation)[0]) if origin is dict else None
