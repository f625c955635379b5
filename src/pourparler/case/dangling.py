"""Taking out of a case the references to things that are not in it."""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import BaseModel

from pourparler.case.agreements import Agreement, Phase, WhileOpen
from pourparler.case.background import Correlation
from pourparler.case.conflict import Conflict, Side, Swap
from pourparler.case.entries import Condition
from pourparler.case.issues import Exclusion, Linkage, Prerequisite
from pourparler.case.judgement import Audience, Judgement
from pourparler.case.measures import Alternative, Votes
from pourparler.case.model import Case
from pourparler.case.parties import Body
from pourparler.case.paths import judgements
from pourparler.case.ranges import Range
from pourparler.case.references import Names, Reference, referring_fields
from pourparler.case.views import OptionStance, View

ModelT = TypeVar("ModelT", bound=BaseModel)
_WHOLE = (
    Exclusion,
    Prerequisite,
    Linkage,
    Correlation,
    OptionStance,
    Conflict,
    Side,
    Swap,
    Agreement,
    Phase,
    WhileOpen,
    Alternative,
)
"""What says something else when a part of it is missing: a stance without its option would be on the whole issue."""
_UNDIVIDED = (Conflict, Agreement)
"""What falls with any of the entries in it that cannot stand."""
_PASSES = 20
"""More than any chain of references is long; each pass takes out what the one before left without an object."""


def without_dangling(case: Case, claims: frozenset[str]) -> Case:
    """Return a case without references to anything that is not in it.

    A list loses the id, an optional field becomes blank, and an entry whose required field names nothing is left out;
    so is a rule or stance any part of which names nothing. What referred to that entry is then taken out in turn.

    Parameters
    ----------
    case : Case
        As typed.
    claims : frozenset of str
        The claims there are.

    Examples
    --------
    >>> case = Case.model_validate({"views": [{"party": "norland", "issue": "trade"}], "prepared_for": "norland"})
    >>> pruned = without_dangling(case, frozenset())
    >>> pruned.views, pruned.prepared_for
    ((), None)
    """
    for _ in range(_PASSES):
        pruned = _pruned(case, _names(case), claims, "", "")
        if pruned is None or pruned == case:
            break
        case = pruned
    return case


def _names(case: Case) -> Names:
    return Names(
        party=tuple(party.id for party in case.parties),
        person=tuple(person.id for person in case.people),
        body=tuple(body.id for body in case.bodies),
        options={issue.id: tuple(option.id for option in issue.options) for issue in case.issues},
        preset={body.id: body.preset for body in case.bodies if body.preset is not None},
        members={body.id: body.members for body in case.bodies},
        measure=tuple(measure.id for measure in case.measures),
        guarantee=tuple(guarantee.id for guarantee in case.guarantees),
        judgement=frozenset(path for path, judgement in judgements(case) if isinstance(judgement.value, Range)),
    )


def _pruned(entry: ModelT, names: Names, claims: frozenset[str], issue: str, body: str) -> ModelT | None:
    """Return an entry without dangling references; ``None`` when it cannot stand without one of them."""
    if isinstance(entry, Audience):
        return entry
    if isinstance(entry, View):
        issue = entry.issue
    elif isinstance(entry, Body):
        body = entry.id
    elif isinstance(entry, Votes):
        body = entry.body
    changes: dict[str, Any] = {}
    for name, kind in referring_fields(type(entry)).items():
        value = getattr(entry, name)
        scope = {"option": issue, "member": body}.get(kind, "")

        def known(id_: str, name: str = name, kind: Any = kind, scope: str = scope) -> bool:
            choices = claims if kind == "claim" else names.choices(Reference(kind, id_, f".{name}", (), scope))
            return choices is not None and id_ in choices

        kept = _kept(value, known)
        field = type(entry).model_fields[name]
        emptied = kept in (None, ()) and field.is_required()
        if kept != value and (emptied or (isinstance(entry, _WHOLE) and kind != "claim")):
            return None
        changes[name] = kept
    if isinstance(entry, Judgement):
        return entry.model_copy(update=changes)
    for name in type(entry).model_fields:
        value = changes.get(name, getattr(entry, name))
        if isinstance(value, BaseModel):
            pruned = _pruned(value, names, claims, issue, body)
            changes[name] = None if pruned == Condition() else pruned
        elif isinstance(value, tuple) and value and isinstance(value[0], BaseModel):
            rest = [_pruned(item, names, claims, issue, body) for item in value]
            if isinstance(entry, _UNDIVIDED) and None in rest:
                return None
            changes[name] = tuple(item for item in rest if item is not None)
        elif isinstance(value, dict) and value and isinstance(next(iter(value.values())), BaseModel):
            whole = {key: _pruned(item, names, claims, issue, body) for key, item in value.items()}
            changes[name] = {key: item for key, item in whole.items() if item is not None}
    return entry.model_copy(update=changes)


def _kept(value: Any, known: Any) -> Any:
    if isinstance(value, str):
        return value if known(value) else None
    if isinstance(value, tuple):
        return tuple(id_ for id_ in value if known(id_))
    return {id_: item for id_, item in value.items() if known(id_)} if isinstance(value, dict) else value
