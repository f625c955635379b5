"""The verb ``new``: a workspace from a template."""

from __future__ import annotations

import json
import re
from pathlib import Path

from pourparler.core.errors import PourparlerError, Problem
from pourparler.workspace.atomic import write_whole
from pourparler.workspace.folder import Folder
from pourparler.workspace.marking import HEADER

IGNORED = "# What the program makes again by itself, or what is yours alone.\nevidence.db*\n.lock\nbriefs/\n"
"""For teams who keep the workspace in git: the case, the sources, the marks and the decisions merge as text."""

MERGED = "decisions.jsonl merge=union\n"
"""Decisions of two people merge line by line."""


def start(root: Path, template: str | None = None, title: str = "") -> Folder:
    """Make a workspace: folders, marks, and a case from a template if one is asked for.

    Parameters
    ----------
    root : Path
        Must not exist yet, or be an empty folder.
    template : str or None
        ``blank``, ``peace``, ``labour``, ``trade`` or ``coalition``; with none there is no case yet, and a brief is
        made from reporting alone.
    title : str

    Raises
    ------
    PourparlerError
        W104 when something lies there already.
    """
    if root.exists() and (not root.is_dir() or any(root.iterdir())):
        raise PourparlerError(
            Problem("W104", str(root), "something lies there already", "a name that is free", "choose another name")
        )
    folder = Folder(root)
    case = None
    if template is not None:
        from pourparler.case.templates import new_case

        case = new_case(template, id=_id(root.resolve().name), title=title)
    folder.sources.mkdir(parents=True, exist_ok=True)
    write_whole(folder.marking, HEADER.encode())
    write_whole(root / ".gitignore", IGNORED.encode())
    write_whole(root / ".gitattributes", MERGED.encode())
    write_schema(root)
    if case is not None:
        write_whole(folder.case, case.encode())
    return folder


def write_schema(root: Path) -> Path:
    """Write the JSON Schema that editors use to help while typing; the first line of a case names it."""
    from pourparler.case.schema import case_schema

    path = root / "case.schema.json"
    write_whole(path, (json.dumps(case_schema(), indent=1, ensure_ascii=False, sort_keys=True) + "\n").encode())
    return path


def _id(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "case"
