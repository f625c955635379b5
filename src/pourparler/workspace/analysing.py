"""The verb ``analyse``: one question or all."""

from __future__ import annotations

from collections.abc import Callable
from difflib import get_close_matches

from pourparler.case.model import Case
from pourparler.case.sampling import DRAWS, SEED, Draws, draws_of
from pourparler.core.errors import PourparlerError, Problem
from pourparler.core.result import Result
from pourparler.evidence.record import Evidence
from pourparler.workspace.base import case_of, evidence_of
from pourparler.workspace.folder import Folder

Analysis = Callable[[Case, Evidence, Draws], Result]


def questions() -> dict[str, Analysis]:
    """Return the questions there are, by name."""
    from pourparler.analysis.approval import approval
    from pourparler.analysis.burden import burden
    from pourparler.analysis.disclosure import disclosure
    from pourparler.analysis.durability import durability
    from pourparler.analysis.leverage import leverage
    from pourparler.analysis.packages import packages
    from pourparler.analysis.positions import positions
    from pourparler.analysis.timing import timing

    return {
        "positions": positions,
        "approval": approval,
        "packages": packages,
        "leverage": leverage,
        "burden": burden,
        "durability": durability,
        "timing": timing,
        "disclosure": disclosure,
    }


def answer(
    case: Case, evidence: Evidence, only: str | None = None, *, seed: int = SEED, draws: int = DRAWS
) -> dict[str, Result]:
    """Answer one question or all, every one over the same draws.

    Parameters
    ----------
    case : Case
    evidence : Evidence
    only : str, optional
        The question; all when left out.
    seed, draws : int
        Where the draws of the uncertain values start, and how many there are.

    Raises
    ------
    PourparlerError
        W150 when there is no such question.
    """
    known = questions()
    if only is not None and only not in known:
        near = get_close_matches(only, known, 1)
        hint = f"did you mean {near[0]!r}?" if near else "choose one"
        raise PourparlerError(Problem("W150", "", f"no question {only!r}", ", ".join(known), hint))
    drawn = draws_of(case, seed, draws)
    return {name: ask(case, evidence, drawn) for name, ask in known.items() if only in (None, name)}


def analyse(folder: Folder, only: str | None = None, *, seed: int = SEED, draws: int = DRAWS) -> dict[str, Result]:
    """Answer one question, or all, for a workspace."""
    return answer(case_of(folder), evidence_of(folder), only, seed=seed, draws=draws)
