"""Additions to a case that people keep, as a diff: nothing a person wrote is touched."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pourparler.case.load import load_text
from pourparler.case.model import Case
from pourparler.case.save import append_entry
from pourparler.core.result import Question
from pourparler.evidence.framing.entries import Drafted, written
from pourparler.evidence.framing.material import Material
from pourparler.evidence.framing.revisions import revisions
from pourparler.evidence.framing.sections import sections, title
from pourparler.evidence.record import Evidence

_CONTEXT = 3
_LINE = re.compile(r"[^\n]*\n|[^\n]+$")


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
    additions: list[Addition] = []
    seen: set[tuple[str, tuple[str, ...]]] = set()
    proposed = text
    material = Material(evidence, case)
    # An addition can tell whom other words count for, so the search goes on from the case with the additions.
    while fresh := [entry for entry in _missing(material) if (entry.section, entry.key) not in seen]:
        seen |= {(entry.section, entry.key) for entry in fresh}
        additions += [Addition(entry.section, entry.mapping, entry.because) for entry in fresh]
        for section in dict.fromkeys(entry.section for entry in fresh):
            proposed = _extended(proposed, [entry for entry in fresh if entry.section == section], file)
        material = Material(evidence, load_text(proposed, file).case)
    return Proposal(proposed, _diff(text, proposed, file), tuple(additions), revisions(Material(evidence, case)))


def _missing(material: Material) -> list[Drafted]:
    return [entry for entries in sections(material).values() for entry in entries]


def _extended(text: str, entries: Sequence[Drafted], file: str) -> str:
    """Add the entries of one list at its end, each with its questions beneath it.

    The first is added by the writer of case files, which knows where and how deep; the others take its place and depth.
    A list typed in one line stays in one line and takes no questions.
    """
    section = entries[0].section
    grown = append_entry(text, section, entries[0].mapping, file)
    lines = _lines(grown)
    begin, end = _added(_lines(text), lines)
    dash = next((at for at in range(begin, end) if lines[at].lstrip().startswith("- ")), None)
    if dash is None:
        for entry in entries[1:]:
            grown = append_entry(grown, section, entry.mapping, file)
        return grown
    ending = "\r\n" if "\r\n" in grown else "\n"
    head = lines[begin:dash]
    if head and begin > 0 and head[0].startswith(f"{section}:"):
        head = [ending, *(line + ending for line in title(section)), *head]
    block = [line + ending for entry in entries for line in written(entry, _indent(lines[dash]))]
    after = end
    # Comments that stand deeper belong to the entry above them and stay with it.
    while (
        after < len(lines) and lines[after].lstrip().startswith("#") and _indent(lines[after]) > _indent(lines[begin])
    ):
        after += 1
    return "".join([*lines[:begin], *lines[end:after], *head, *block, *lines[after:]])


def _lines(text: str) -> list[str]:
    """Return the lines, each with an end; only a line feed ends one, whatever else stands in quotation marks."""
    return [f"{line}\n" for line in text.removesuffix("\n").split("\n")]


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _added(old: Sequence[str], new: Sequence[str]) -> tuple[int, int]:
    """Return which lines of the new text are not in the old one: from the first to behind the last."""
    begin = 0
    while begin < min(len(old), len(new)) and old[begin] == new[begin]:
        begin += 1
    after = 0
    while after < min(len(old), len(new)) - begin and old[-1 - after] == new[-1 - after]:
        after += 1
    return begin, len(new) - after


def _diff(before: str, after: str, file: str) -> str:
    """Return the unified diff; lines that stay are matched in order, so that an addition never shows as a change."""
    if before == after:
        return ""
    old, new = _LINE.findall(before), _LINE.findall(after)
    hunks = [f"--- {file}\n", f"+++ {file} (proposed)\n"]
    edits = _edits(old, new)
    shown = [at for at, (sign, _) in enumerate(edits) if sign != " "]
    while shown:
        begin = max(shown[0] - _CONTEXT, 0)
        end = shown[0]
        while shown and shown[0] <= end + 2 * _CONTEXT:
            end = shown.pop(0) + 1
        end = min(end + _CONTEXT, len(edits))
        hunks.append(_hunk_head(edits, begin, end))
        for sign, line in edits[begin:end]:
            hunks.append(f"{sign}{line}" if line.endswith("\n") else f"{sign}{line}\n\\ No newline at end of file\n")
    return "".join(hunks)


def _edits(old: Sequence[str], new: Sequence[str]) -> list[tuple[str, str]]:
    last = {line: at for at, line in enumerate(new)}
    edits: list[tuple[str, str]] = []
    at = 0
    for line in old:
        if last.get(line, -1) < at:
            edits.append(("-", line))
            continue
        while new[at] != line:
            edits.append(("+", new[at]))
            at += 1
        edits.append((" ", line))
        at += 1
    return [*edits, *(("+", line) for line in new[at:])]


def _hunk_head(edits: Sequence[tuple[str, str]], begin: int, end: int) -> str:
    def reach(without: str) -> str:
        start = sum(sign != without for sign, _ in edits[:begin])
        length = sum(sign != without for sign, _ in edits[begin:end])
        return f"{start + (length > 0)},{length}"

    return f"@@ -{reach('+')} +{reach('-')} @@\n"
