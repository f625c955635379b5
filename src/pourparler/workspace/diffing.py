"""The verb ``diff``: what moved since a kept brief; the brief's own annex is the same call."""

from __future__ import annotations

from pathlib import Path

from pourparler.analysis.changes import Changes, changes_since
from pourparler.case.load import load_text
from pourparler.case.model import Case
from pourparler.core.errors import Place, PourparlerError, Problem
from pourparler.evidence import decisions
from pourparler.evidence.kept import KeptEvidence, read_kept
from pourparler.evidence.record import Evidence
from pourparler.workspace.base import case_text, evidence_of, loaded_from
from pourparler.workspace.folder import Folder
from pourparler.workspace.keeping import CASE, CLAIMS, SOURCES, called, since_of
from pourparler.workspace.stamping import brief_name


def diff(folder: Folder, revision: str) -> tuple[Changes, Case, Evidence]:
    """Return what moved since a kept brief, with the case and the evidence as they stand.

    Parameters
    ----------
    folder : Folder
    revision : str
        ``last``, a day, or the name of a kept brief.

    Raises
    ------
    PourparlerError
        W180 to W183 when there is no such brief, E171 or C1xx when what was kept with it cannot be read.
    """
    typed = case_text(folder)
    loaded, evidence = loaded_from(folder, typed), evidence_of(folder)
    case = Case() if loaded is None else loaded.case
    kept = called(folder, revision, brief_name(typed, case, evidence))
    return _since(folder, kept.folder, case, evidence), case, evidence


def changes_for_brief(folder: Folder, name: str, case: Case, evidence: Evidence) -> Changes | None:
    """Return what moved since the brief that this one follows; ``None`` for the first.

    A brief that follows one which is no longer kept, or cannot be read, is made all the same, and says so.

    Parameters
    ----------
    folder : Folder
    name : str
        Of the brief that is being made.
    case, evidence : Case, Evidence
        What it is made from.
    """
    since = since_of(folder, name)
    if since is None:
        return None
    home = folder.briefs / since
    if not ((home / CLAIMS).is_file() and (home / SOURCES).is_file()):
        return Changes(since, lost="it is no longer kept")
    try:
        return _since(folder, home, case, evidence)
    except PourparlerError as error:
        return Changes(since, lost=f"what was kept with it cannot be read ({error.problems[0]})")


def _since(folder: Folder, home: Path, case: Case, evidence: Evidence) -> Changes:
    held = decisions.load(folder.decisions)
    return changes_since(home.name, _as_kept(home), (case, evidence), held)


def _as_kept(home: Path) -> tuple[Case, KeptEvidence]:
    """Return the case and the evidence as a brief kept them."""
    shown = f"{home.parent.name}/{home.name}/"
    kept = read_kept(_text(home / CLAIMS, shown), _text(home / SOURCES, shown), shown)
    case = home / CASE
    return (load_text(_text(case, shown), f"{shown}{CASE}").case if case.is_file() else Case()), kept


def _text(path: Path, shown: str) -> str:
    try:
        return path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = "it is not UTF-8 text" if isinstance(error, UnicodeDecodeError) else error.strerror or "no access"
        todo = "restore the folder of that brief, or compare with another one"
        raise PourparlerError(
            Problem(
                "E171", "", f"a file of a kept brief that cannot be read ({reason})", "", todo, Place(shown + path.name)
            )
        ) from None
