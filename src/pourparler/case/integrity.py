"""What must hold between the entries of a case: ids unique and known, options that can be combined."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from pourparler.case.agreement_faults import agreement_faults
from pourparler.case.audience import RESERVED
from pourparler.case.bodies import PRESETS, preset, preset_members
from pourparler.case.body_faults import body_faults
from pourparler.case.combinations import combination_faults
from pourparler.case.conflict_faults import conflict_faults
from pourparler.case.guarantee_faults import guarantee_faults
from pourparler.case.judgement import Judgement
from pourparler.case.locations import path_at, span_at
from pourparler.case.model import Case
from pourparler.case.paths import Found, Location, judgements, walk
from pourparler.case.problems import inert, listed, shown, suggestion
from pourparler.case.ranges import Range, Shape
from pourparler.case.references import Names, Reference, references
from pourparler.case.tree import ListNode, MappingNode
from pourparler.case.validation import Kept
from pourparler.core.errors import Problem

_UNKNOWN = {
    "party": ("C120", "party", "parties"),
    "issue": ("C121", "issue", "issues"),
    "option": ("C122", "option", "the options of the issue"),
    "package-option": ("C122", "option", "the options of the issues"),
    "body": ("C123", "body", "bodies"),
    "person": ("C124", "person", "people"),
    "participant": ("C125", "party, person or body", "parties, people or bodies"),
    "holder": ("C125", "party or body", "parties or bodies"),
    "member": ("C126", "member", "parties, or the members of the body"),
    "measure": ("C129", "measure", "measures"),
    "guarantee": ("C129", "guarantee", "guarantees"),
    "judgement": ("C127", "judgement", "the judgements of this case"),
}


@dataclass(frozen=True)
class _Report:
    """Turns a fault at a location into a problem."""

    kept: Kept
    file: str

    def problem(
        self, code: str, location: Location, found: str, allowed: str = "", todo: str = "", *, key: bool = False
    ) -> Problem:
        original = self.kept.original(location)
        steps = original[:-1] if original and original[-1] == "[key]" else original
        span = span_at(self.kept.root, steps, key=key or steps != original)
        return Problem(code, inert(path_at(self.kept.root, steps)), inert(found), allowed, todo, span.place(self.file))


def integrity_problems(case: Case, kept: Kept, file: str) -> list[Problem]:
    """Return everything that is wrong between the entries of a case.

    Parameters
    ----------
    case : Case
        What of the file is valid by itself.
    kept : Kept
        The file it came from: ids defined in an entry that is otherwise wrong still count as defined.
    file : str
        Named in the problems.

    Returns
    -------
    list of Problem
        C110 a typed ``path``, C120 to C129 unknown ids, C130 ids used twice, C131 to C133 options that cannot be
        combined, C134 and C137 to C139 bodies that cannot decide, C135 weights that are all 0, C136 correlations no
        values can have, C143 to C149 what cannot be in the course of a dispute, C159 phases of
        agreements that cannot be.
    """
    report = _Report(kept, file)
    names = names_of(kept.root, case)
    problems = [
        problem
        for reference in references(case)
        if (problem := _unknown(reference, names, report)) is not None
        and not (reference.kind == "judgement" and kept.plain() is not kept.root)
    ]
    found = list(walk(case))
    problems += _twice(found, report)
    problems += _typed_paths(found, report)
    problems += _presets(case, report)
    problems += [
        report.problem(fault.code, fault.location, fault.found, todo=fault.todo)
        for fault in (
            *combination_faults(case),
            *body_faults(case),
            *conflict_faults(case),
            *guarantee_faults(case),
            *agreement_faults(case),
        )
    ]
    problems += _weights(case, report)
    problems += _correlations(case, report)
    return problems


def names_of(root: MappingNode, case: Case) -> Names:
    """Return the ids that a file defines, those of entries that are otherwise wrong included."""
    bodies = [body for body in _items(root, "bodies") if isinstance(body.get("id"), str)]
    return Names(
        party=_ids(_items(root, "parties")),
        person=_ids(_items(root, "people")),
        body=_ids(bodies),
        options={str(issue["id"]): _ids(_items(issue, "options")) for issue in _items(root, "issues") if "id" in issue},
        preset={str(body["id"]): str(body["preset"]) for body in bodies if "preset" in body},
        members={str(body["id"]): _texts(body.get("members")) for body in bodies},
        measure=_ids(_items(root, "measures")),
        guarantee=_ids(_items(root, "guarantees")),
        judgement=frozenset(path for path, judgement in judgements(case) if isinstance(judgement.value, Range)),
    )


def _items(node: MappingNode, key: str) -> list[MappingNode]:
    value = node.get(key)
    return [item for item in (value if isinstance(value, ListNode) else [value]) if isinstance(item, MappingNode)]


def _ids(items: Iterable[MappingNode]) -> tuple[str, ...]:
    return tuple(str(item["id"]) for item in items if "id" in item)


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(str(item) for item in value) if isinstance(value, ListNode) else () if value is None else (str(value),)


def _unknown(reference: Reference, names: Names, report: _Report) -> Problem | None:
    choices = names.choices(reference)
    if choices is None or reference.id in choices:
        return None
    code, what, where = _UNKNOWN[reference.kind]
    todo = suggestion(reference.id, choices) or f"correct it, or add it to {where}"
    allowed = listed(choices) if choices else f"none yet: {where} is empty" if " " not in where else "none yet"
    if reference.kind == "judgement":
        allowed = "the path of a number, such as views.norland.membership.weight"
    return report.problem(code, reference.location, f"the unknown {what} {shown(reference.id)}", allowed, todo)


def _twice(found: list[Found], report: _Report) -> Iterator[Problem]:
    """Yield ids used twice: within a list, and among parties, people and bodies, which share one space of names."""
    paths: dict[str, Found] = {}
    for entry in found:
        first = paths.setdefault(entry.path, entry)
        if first is not entry and not isinstance(entry.value, Judgement) and _is_listed(entry):
            line = span_at(report.kept.root, report.kept.original(first.location)).line
            yield report.problem(
                "C130",
                entry.location,
                f"{entry.path.partition('.')[2]} a second time (first in line {line})",
                "each once",
                "join the two, or give one another id",
            )
    holders: dict[str, str] = {}
    for entry in found:
        kind, _, id_ = entry.path.partition(".")
        if len(entry.location) != 2 or kind not in ("parties", "people", "bodies"):
            continue
        other = holders.setdefault(id_, kind)
        if other != kind:
            yield report.problem(
                "C130",
                (*entry.location, "id"),
                f"{id_!r}, which is also the id of one of the {other}",
                "one id for parties, people and bodies together",
                "give one another id",
            )
        if id_ in RESERVED:
            yield report.problem(
                "C115",
                (*entry.location, "id"),
                shown(id_),
                f"any id but {listed(sorted(RESERVED))}",
                "these words name readers; choose another id",
            )


def _is_listed(entry: Found) -> bool:
    return bool(entry.location) and isinstance(entry.location[-1], int)


def _typed_paths(found: list[Found], report: _Report) -> Iterator[Problem]:
    for entry in found:
        if bool(getattr(entry.value, "path", "")):
            todo = "take it out: paths follow from the ids"
            yield report.problem("C110", (*entry.location, "path"), "the unknown key 'path'", "", todo, key=True)


def _presets(case: Case, report: _Report) -> Iterator[Problem]:
    for index, body in enumerate(case.bodies):
        location: Location = ("bodies", index)
        if body.preset is None:
            if body.procedure is not None:
                todo = "take it out, and write the `rule:`"
                yield report.problem("C128", (*location, "procedure"), "a procedure without a preset", "", todo)
        elif body.preset not in PRESETS:
            found = f"the unknown preset {shown(body.preset)}"
            todo = suggestion(body.preset, PRESETS) or "give the body its own `members:` and `rule:`"
            yield report.problem("C128", (*location, "preset"), found, listed(PRESETS), todo)
        elif body.procedure is not None and body.procedure not in preset(body.preset).procedures:
            known = list(preset(body.preset).procedures)
            found = f"the unknown procedure {shown(body.procedure)}"
            yield report.problem(
                "C128", (*location, "procedure"), found, listed(known), suggestion(body.procedure, known)
            )
        elif body.members and body.rule is None:
            yield from _lent_rule(case, index, report)


def _lent_rule(case: Case, index: int, report: _Report) -> Iterator[Problem]:
    """Yield a problem when a preset's weights or vetoes cannot be lent to the members the case gives a body."""
    body = case.bodies[index]
    if body.preset is None:
        return
    shipped = preset(body.preset)
    rule = shipped.procedures[body.procedure or next(iter(shipped.procedures))]
    foreign = [member for member in body.members if member not in preset_members(body.preset)]
    if foreign and (rule.vetoes or rule.weight_quota is not None):
        what = "vetoes" if rule.vetoes else "weights"
        yield report.problem(
            "C128",
            ("bodies", index, "members"),
            f"members that the {what} of {body.preset} do not name: {listed(foreign)}",
            "",
            f"write the `rule:` with the {what} of these members",
        )


def _weights(case: Case, report: _Report) -> Iterator[Problem]:
    """Yield parties all of whose weights can be 0 at once, so that no share of the whole can be formed."""
    parties = Counter(view.party for view in case.views if view.weight is not None)
    for party in parties:
        weighed = [
            (index, view.weight.value) for index, view in enumerate(case.views) if view.party == party and view.weight
        ]
        if all(weight.low == 0 and weight.shape in (Shape.POINT, Shape.DISCRETE) for _, weight in weighed):
            found = f"weights of {party} that can all be 0 at once"
            todo = "give at least one issue a weight above 0"
            yield report.problem("C135", ("views", weighed[0][0], "weight"), found, "", todo)


def _correlations(case: Case, report: _Report) -> Iterator[Problem]:
    if not case.correlations:
        return
    from pourparler.case.sampling import correlation_groups

    try:
        correlation_groups(case)
    except ValueError as error:
        yield report.problem("C136", ("correlations",), str(error), "", "bring them closer to 0")
