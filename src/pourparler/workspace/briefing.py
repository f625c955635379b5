"""The verb ``brief``: read what is unread, check, analyse, write; the main job."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pourparler
from pourparler.brief.document import Document
from pourparler.case.model import Case
from pourparler.core.errors import PourparlerError
from pourparler.evidence.record import Evidence
from pourparler.workspace.analysing import answer
from pourparler.workspace.atomic import write_whole
from pourparler.workspace.base import case_of, evidence_of
from pourparler.workspace.checking import Checked, check
from pourparler.workspace.folder import Folder
from pourparler.workspace.progress import Progress, silent
from pourparler.workspace.reading import Taken, read_unread

FORMATS = ("html", "pdf", "docx")


@dataclass(frozen=True, slots=True)
class Written:
    """Where the brief lies and what was done for it."""

    folder: Path
    files: tuple[Path, ...]
    taken: tuple[Taken, ...]
    checked: Checked


def write_brief(folder: Folder, *, formats: tuple[str, ...] = FORMATS, progress: Progress = silent) -> Written:
    """Make the brief of a workspace and keep it with the case and the claims as they stood.

    Parameters
    ----------
    folder : Folder
    formats : tuple of str
        Of ``html``, ``pdf``, ``docx``.
    progress : callable

    Returns
    -------
    Written
        The same input gives the same folder with the same bytes.

    Raises
    ------
    PourparlerError
        When a source cannot be read, the case has problems, or a quotation is not in its source.
    """
    from pourparler.brief.compose import compose

    taken = read_unread(folder, progress=progress)
    checked = check(folder)
    if checked.errors:
        raise PourparlerError(*checked.errors)
    case, evidence = case_of(folder), evidence_of(folder)
    results = answer(case, evidence)
    document = compose(case, evidence, results)
    home = folder.briefs / brief_name(folder, case, evidence)
    writers = _writers()
    files = []
    for number, kind in enumerate(formats, start=1):
        progress(f"brief.{kind}", number, len(formats))
        files.append((home / f"brief.{kind}", writers[kind](document)))
    from pourparler.evidence.export import claims_jsonl

    files.append((home / "claims.jsonl", claims_jsonl(evidence).encode()))
    if folder.case.exists():
        files.append((home / "case.yaml", folder.case.read_bytes()))
    with folder.writing():
        for path, data in files:
            if not path.exists() or path.read_bytes() != data:
                write_whole(path, data)
    return Written(home, tuple(path for path, _ in files), taken, checked)


def brief_name(folder: Folder, case: Case, evidence: Evidence) -> str:
    """Return the name of the folder that keeps the brief: the day it stands for, and a hash of all it was made from."""
    from pourparler.case.digest import digest

    typed = folder.case.read_bytes() if folder.case.exists() else b""
    parts = (pourparler.__version__, digest(case), evidence.digest, hashlib.sha256(typed).hexdigest())
    told = hashlib.sha256("\n".join(parts).encode()).hexdigest()[:10]
    as_of = (
        case.as_of.isoformat()
        if case.as_of
        else max((s.date for s in evidence.sources.values() if s.date), default="undated")
    )
    return f"{as_of}-{told}"


def _writers() -> dict[str, Callable[[Document], bytes]]:
    from pourparler.brief.writers import write_html, write_pdf, write_word

    return {"html": write_html, "pdf": write_pdf, "docx": write_word}
