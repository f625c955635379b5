"""A part of a case: what an answer is found from, so that nothing outside it can move that answer."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, TypeVar

from pydantic import BaseModel

from pourparler.case.entries import Entry
from pourparler.case.issues import Issue, Option
from pourparler.case.judgement import Judgement
from pourparler.case.model import Case
from pourparler.case.parties import Body, Party, Person
from pourparler.case.views import View

ModelT = TypeVar("ModelT", bound=BaseModel)

WORDS: Mapping[type[BaseModel], frozenset[str]] = {
    Party: frozenset({"authority", "deciders", "constituencies", "spoilers", "commitments", "fears", "also"}),
    Person: frozenset({"last_met", "also"}),
    Body: frozenset({"also"}),
    Issue: frozenset(
        {"question", "topic", "terms", "implementation", "monitoring", "dispute", "precedents", "also"},
    ),
    Option: frozenset({"text", "also"}),
    View: frozenset({"position", "reasoning", "motive", "needs", "fears", "means", "red_line_source"}),
}
"""Fields of each kind of entry that are read by people, or by whoever finds names in reporting, and never counted."""
_REMARKS = frozenset({"comment"})


def excerpt(case: Case, parts: Collection[str]) -> Case:
    """Return a case that has some parts of another one and nothing else.

    Parameters
    ----------
    case : Case
        Complete.
    parts : collection of str
        Fields of :class:`~pourparler.case.model.Case`, such as ``views``.

    Examples
    --------
    >>> case = Case.model_validate({"title": "Talks", "parties": [{"id": "norland"}], "term": 10})
    >>> part = excerpt(case, {"parties"})
    >>> part.title, [party.id for party in part.parties], part.term
    ('', ['norland'], None)
    """
    others = {name: Case.model_fields[name].get_default() for name in Case.model_fields if name not in parts}
    return case.model_copy(update=others)


def without_words(case: Case) -> Case:
    """Return a case without what only people read: remarks, needs and fears, arguments, spellings (see `WORDS`).

    Names stay, since an answer says them, and so do the signatures and reasons of judgements.

    Examples
    --------
    >>> case = Case.model_validate({"parties": [{"id": "norland", "name": "Norland", "fears": "a frozen conflict"}]})
    >>> bare = without_words(case)
    >>> bare.parties[0].name, bare.parties[0].fears
    ('Norland', ())
    """
    return _bare(case)


def _bare(entry: ModelT) -> ModelT:
    kind = type(entry)
    dropped = WORDS.get(kind, frozenset()) | (_REMARKS if issubclass(kind, Entry | Judgement) else frozenset())
    changed: dict[str, Any] = {}
    for name, field in kind.model_fields.items():
        value = getattr(entry, name)
        kept = field.get_default(call_default_factory=True) if name in dropped else _without(value)
        if kept is not value:
            changed[name] = kept
    return entry.model_copy(update=changed) if changed else entry


def _without(value: Any) -> Any:
    """Return a value without its words; the very same one where there are none in it."""
    if isinstance(value, BaseModel):
        return _bare(value)
    if isinstance(value, tuple):
        items = tuple(map(_without, value))
        return items if any(new is not old for new, old in zip(items, value, strict=True)) else value
    if isinstance(value, dict):
        named = {key: _without(item) for key, item in value.items()}
        return named if any(named[key] is not item for key, item in value.items()) else value
    return value
