"""What changed in the case, said in sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from pourparler.brief.compose.desk import Desk, basis
from pourparler.case.diff import Change, Kind, Signature
from pourparler.case.judgement import Judgement
from pourparler.case.paths import judgements
from pourparler.core.result import Mark, Sentence

COMPUTED = (Mark("method", "changes"),)
PATHS = 4
"""Entries named where many are alike; how many more there are is said."""
_LISTS = frozenset({"people", "parties", "bodies", "measures", "guarantees", "meetings", "facts", "standards"})


def case_groups(desk: Desk, changes: Sequence[Change]) -> tuple[tuple[str, tuple[Sentence, ...]], ...]:
    """Return what changed in the case under headings, values first."""
    judged = dict(judgements(desk.case))
    of = {kind: [change for change in changes if change.kind is kind] for kind in Kind}

    def told(kind: Kind) -> tuple[Sentence, ...]:
        return tuple(Sentence(_WORDS[kind](desk, change), _marks(change, judged)) for change in of[kind])

    return (
        ("In the case: changed", told(Kind.CHANGED)),
        ("In the case: added", told(Kind.ADDED)),
        ("In the case: removed", told(Kind.REMOVED)),
        ("In the case: signed anew", _signed_anew(desk, of[Kind.SIGNED])),
        ("Who may see what", told(Kind.VISIBILITY)),
        ("Names", told(Kind.LABEL)),
        ("Remarks", told(Kind.REMARK)),
    )


def place(desk: Desk, path: str) -> str:
    """Return where in the case something stands, as a person would say it.

    Examples
    --------
    >>> from pourparler.case.model import Case
    >>> from pourparler.evidence.record import Evidence
    >>> case = Case.model_validate({"parties": [{"id": "a", "name": "Norland"}], "issues": [{"id": "trade"}]})
    >>> desk = Desk(case, Evidence({}, {}), {})
    >>> place(desk, "views.a.trade.weight"), place(desk, "parties.a.no_deal.value"), place(desk, "as_of")
    ('Norland on trade, weight', 'Norland, no deal', 'as of')
    """
    parts = path.split(".")
    if parts[0] == "views" and len(parts) > 2:
        return _joined(f"{desk.name(parts[1])} on {desk.ground.subjects.name(parts[2])}", parts[3:])
    if parts[0] in _LISTS and len(parts) > 1:
        entries = getattr(desk.case, parts[0])
        name = next((entry.label for entry in entries if entry.id == parts[1]), parts[1])
        return _joined(name, parts[2:])
    if parts[0] == "issues" and len(parts) > 1:
        return _joined(desk.ground.subjects.name(parts[1]), parts[2:])
    if parts[0] in ("statements", "correlations", "exclusions", "prerequisites", "linkages", "relations"):
        return path
    return _joined("", parts) or "the case"


def places(desk: Desk, paths: Sequence[str]) -> str:
    """Return where several things stand: the first few, and how many more there are."""
    named = list(dict.fromkeys(place(desk, path) for path in paths))
    more = f"; and {len(named) - PATHS} more" if len(named) > PATHS else ""
    return f"{'; '.join(named[:PATHS])}{more}"


def _joined(name: str, rest: Sequence[str]) -> str:
    words = " ".join(rest).replace("_", " ").removesuffix(" value")
    return ", ".join(part for part in (name, words) if part)


def _marks(change: Change, judged: Mapping[str, Judgement[Any]]) -> tuple[Mark, ...]:
    if change.at in judged:
        return basis(judged[change.at])
    signed = change.signed_old or change.signed_new
    # An entry or an unsigned field is on record in the case; what is gone, and a stance, is told here alone.
    return COMPUTED if signed or change.new is None else (Mark("judgement", change.at or "case"),)


def _changed(desk: Desk, change: Change) -> str:
    signed = ""
    if change.signed_new is not None and change.signed_old is not None:
        same = change.signed_old == change.signed_new
        signed = f" ({_told(change.signed_new)}, as before)" if same else f" ({_both(change)})"
    return f"{place(desk, change.path)}: {change.old or 'nothing'}; now {change.new or 'nothing'}{signed}."


def _both(change: Change) -> str:
    return f"{_told(change.signed_old)}; now {_told(change.signed_new)}"


def _told(signature: Signature | None) -> str:
    return str(signature or Signature())


def _came(desk: Desk, change: Change) -> str:
    told = change.new if change.kind is Kind.ADDED else change.old
    signature = change.signed_new if change.kind is Kind.ADDED else change.signed_old
    parts = [f"{place(desk, change.path)}: {told}" if told else place(desk, change.path)]
    if signature is not None:
        parts[0] += f" ({_told(signature)})"
    parts += [f"{path.removeprefix(change.path).strip('.').replace('_', ' ')} {words}" for path, words in change.inside]
    return f"{'; '.join(parts)}."


def _seen(desk: Desk, change: Change) -> str:
    inside = len(change.inside)
    also = f", with {inside} {'entry' if inside == 1 else 'entries'} inside" if inside else ""
    return f"{place(desk, change.path)}: {change.old}; now {change.new}{also}."


def _shown(desk: Desk, change: Change) -> str:
    return f"{change.path}: {change.old or 'none'}; now {change.new or 'none'}."


def _remarked(desk: Desk, change: Change) -> str:
    return f"{place(desk, change.path)}: {change.old or 'none'}; now {change.new or 'none'}."


_WORDS = {
    Kind.CHANGED: _changed,
    Kind.ADDED: _came,
    Kind.REMOVED: _came,
    Kind.VISIBILITY: _seen,
    Kind.LABEL: _shown,
    Kind.REMARK: _remarked,
}


def _signed_anew(desk: Desk, changes: Sequence[Change]) -> tuple[Sentence, ...]:
    """Say for each way in which signatures changed how many judgements it concerns, and which."""
    alike: dict[str, list[str]] = {}
    for change in changes:
        before, after = asdict(change.signed_old or Signature()), asdict(change.signed_new or Signature())
        parts = [
            f"{name} {_plain(before[name])}, now {_plain(after[name])}"
            for name in before
            if before[name] != after[name]
        ]
        alike.setdefault("; ".join(parts), []).append(change.path)
    told = []
    for how, paths in alike.items():
        told.append(Sentence(f"{how}; values unchanged: {places(desk, paths)}.", COMPUTED))
    return tuple(told)


def _plain(value: Any) -> str:
    return ", ".join(value) or "none" if isinstance(value, tuple) else str(value or "none")
