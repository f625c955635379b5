"""Additions to a case that people keep, as a diff: nothing a person wrote is touched."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pourparler.case.load import load_text
from pourparler.case.model import Case
from pourparler.core.result import Question
from pourparler.evidence.framing.entries import Drafted, comments
from pourparler.evidence.framing.material import Material
from pourparler.evidence.framing.revisions import revisions
from pourparler.evidence.framing.sections import sections
from pourparler.evidence.record import Evidence


@dataclass(frozen=True, slots=True)
class Addition:
    """One entry to add.

    Parameters
    ----------
    path : str
        The list of the case it goes in.
    mapping : mapping
        The entry, as plain data.
    because : tuple of str
        Claim ids.
    """

    path: str
    mapping: Mapping[str, Any]
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """What reporting would add to a case.

    Parameters
    ----------
    text : str
        The case file with the additions.
    diff : str
        From the file to that text, unified; empty when there is nothing to add.
    additions : tuple of Addition
    questions : tuple of Question
        Where reporting speaks against what is on file: for people to settle.
    """

    text: str
    diff: str
    additions: tuple[Addition, ...]
    questions: tuple[Question, ...]


def propose(evidence: Evidence, case: Case, text: str, *, file: str = "case.yaml") -> Proposal:
    """Return the parties, people, bodies, issues, views, statements, meetings and facts that the case lacks.

    Parameters
    ----------
    evidence : Evidence
    case : Case
        As loaded from ``text``.
    text : str
        The case file.
    file : str
        Its name in the diff.

    Notes
    -----
    What the case knows by id, name, other spelling or sound is not proposed again. A view that stands is never
    changed: where new words speak against it, that is a question. Once applied, the same evidence proposes nothing.
    """
    from pourparler.case.save import append_entry

    additions: list[Addition] = []
    seen: set[tuple[str, tuple[str, ...]]] = set()
    proposed = text
    material = Material(evidence, case)
    # An addition can tell whom other words count for, so the search goes on from the case with the additions.
    while fresh := [entry for entry in _missing(material) if (entry.section, entry.key) not in seen]:
        for entry in fresh:
            seen.add((entry.section, entry.key))
            additions.append(Addition(entry.section, entry.mapping, entry.because))
            proposed = _with_remarks(proposed, append_entry(proposed, entry.section, entry.mapping), entry)
        material = Material(evidence, load_text(proposed, file).case)
    return Proposal(proposed, _diff(text, proposed, file), tuple(additions), revisions(Material(evidence, case)))


def _missing(material: Material) -> list[Drafted]:
    return [entry for entries in sections(material).values() for entry in entries]


def _with_remarks(before: str, after: str, entry: Drafted) -> str:
    """Put the questions of an entry beneath it, where it was added as lines of its own."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    first = next((at for at, (was, now) in enumerate(zip(old, new, strict=False)) if was != now), len(old))
    last = len(new) - (len(old) - first)
    if last <= first or new[last:] != old[first:] or not new[last - 1].endswith("\n"):
        return after
    start = next((line for line in new[first:last] if line.lstrip().startswith("- ")), None)
    if start is None:
        return after
    while not new[last - 1].strip():
        last -= 1
    ending = "\r\n" if start.endswith("\r\n") else "\n"
    indent = len(start) - len(start.lstrip()) + 2
    return "".join([*new[:last], *(line + ending for line in comments(entry.remarks, indent)), *new[last:]])


def _diff(before: str, after: str, file: str) -> str:
    if before == after:
        return ""
    lines = difflib.unified_diff(
        before.splitlines(keepends=True), after.splitlines(keepends=True), file, f"{file} (proposed)"
    )
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)
