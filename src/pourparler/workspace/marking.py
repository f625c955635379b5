"""What people say of their sources, kept as text: who may see them, their date, whether they still stand."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError

from pourparler.case.judgement import Audience, Closed
from pourparler.case.tree import MappingNode, parse_tree
from pourparler.core.errors import Place, PourparlerError, Problem
from pourparler.workspace.atomic import write_whole


class SourceMark(Closed):
    """What is said of one source."""

    visibility: Audience = Field(default_factory=Audience)
    """Who may see it: own, shared, public or {shared: [A, B]}."""
    title: str | None = None
    """Shown instead of the title the file states."""
    publisher: str | None = None
    """Who published it."""
    date: datetime.date | None = None
    """The day of the document, when the file does not say it or says it wrongly."""
    off_record: bool = False
    """Usable, never quoted."""
    retracted: bool = False
    """Withdrawn by its publisher: nothing rests on it any more."""
    superseded_by: str | None = None
    """The id of the source that replaces it."""
    attached_to: str | None = None
    """The file of the e-mail it came with."""
    reliability: str | None = None
    """A note for colleagues on how far to trust it: it never leaves the team."""
    reviews: Audience = Field(default_factory=Audience)
    """Who may see what we decided about its claims: own unless said, and never wider than the source."""
    named: str | None = None
    """What the file was called before it was taken in, when another source had its name."""


HEADER = "# What we say of our sources; `pourparler sources` writes here too. See docs/how-to/mark-sources.md\n"


def load_marks(path: Path) -> dict[str, SourceMark]:
    """Return the marks by file name; none when there is no such file.

    Raises
    ------
    PourparlerError
        W120 for each entry that is wrong, all in one pass, with line and column; C1xx when it is not YAML.
    """
    if not path.exists():
        return {}
    text = _text_of(path)
    if not any(line.strip() and not line.lstrip().startswith("#") for line in text.splitlines()):
        return {}
    tree = parse_tree(text, path.name)
    marks: dict[str, SourceMark] = {}
    problems: list[Problem] = []
    for file, raw in tree.items():
        place = tree.value_spans[file].place(path.name)
        try:
            marks[file] = SourceMark.model_validate(raw if raw is not None else {})
        except ValidationError as error:
            problems += [_problem(file, raw, fault, place) for fault in error.errors()]
    if problems:
        raise PourparlerError(*problems)
    return marks


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise PourparlerError(
            Problem("W120", "", f"a byte at {error.start} that is not UTF-8", "UTF-8", "re-save it", Place(path.name))
        ) from error


def _problem(file: str, raw: object, fault: Mapping[str, Any], place: Place) -> Problem:
    keys = [str(part) for part in fault["loc"]]
    if isinstance(raw, MappingNode) and keys and keys[0] in raw.key_spans:
        place = raw.key_spans[keys[0]].place(place.file)
    allowed = ", ".join(SourceMark.model_fields) if fault["type"] == "extra_forbidden" else str(fault["msg"])
    return Problem("W120", ".".join([file, *keys]), repr(fault["input"]), allowed, "mend the entry", place)


def save_mark(path: Path, file: str, **changes: object) -> None:
    """Set some marks of one source, leaving every other line of the file as it is.

    Parameters
    ----------
    path : Path
        ``sources.yaml``; made when missing.
    file : str
        The source's file name.
    **changes
        Fields of :class:`SourceMark`; ``None`` takes a mark back.
    """
    text = _text_of(path) if path.exists() else HEADER
    lines = text.splitlines(keepends=True)
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    start, end = _entry(lines, file)
    if start is None:
        lines += [f"{_plain(file)}:\n"]
        start, end = len(lines) - 1, len(lines)
    elif not lines[start].split("#")[0].rstrip().endswith(":"):
        kept = parse_tree(text, path.name)[file]
        lines[start:end] = [f"{_plain(file)}:\n", *(f"  {key}: {_plain(value)}\n" for key, value in kept.items())]
        end = start + 1 + len(kept)
    for key, value in changes.items():
        at = next((n for n in range(start + 1, end) if lines[n].strip().startswith(f"{key}:")), None)
        new = [] if value is None else [f"  {key}: {_plain(value)}\n"]
        if at is not None:
            lines[at : at + 1] = new
            end += len(new) - 1
        else:
            lines[end:end] = new
            end += len(new)
    if end == start + 1:
        lines[start] = f"{_plain(file)}: {{}}\n"
    write_whole(path, "".join(lines).encode())


def _entry(lines: list[str], file: str) -> tuple[int | None, int]:
    heads = (f"{file}:", f'"{file}":', f"'{file}':")
    start = next((number for number, line in enumerate(lines) if line.startswith(heads)), None)
    if start is None:
        return None, len(lines)
    end = start + 1
    while end < len(lines) and (lines[end].startswith((" ", "\t"))):
        end += 1
    return start, end


def _plain(value: object) -> str:
    """Write a value so that YAML reads it back: JSON is YAML, plain words need no quotation marks."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_plain(key)}: {_plain(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_plain(item) for item in value) + "]"
    if isinstance(value, datetime.date):
        return value.isoformat()
    text = str(value)
    simple = text.replace(".", "").replace("-", "").replace("_", "").isalnum() and not text[0].isdigit()
    if isinstance(value, bool) or (isinstance(value, str) and simple and text.lower() not in ("true", "false", "null")):
        return text.lower() if isinstance(value, bool) else text
    return json.dumps(value, ensure_ascii=False)
