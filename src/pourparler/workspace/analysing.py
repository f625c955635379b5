"""The verb ``analyse``: one question or all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from difflib import get_close_matches

from pourparler.analysis.scope import SCOPES, Sight
from pourparler.case.model import Case
from pourparler.case.sampling import DRAWS, SEED, Draws, draws_of
from pourparler.core.errors import PourparlerError, Problem
from pourparler.core.result import Result
from pourparler.evidence.record import Evidence
from pourparler.workspace.answers import Answers, key_of
from pourparler.workspace.base import case_of, evidence_of
from pourparler.workspace.folder import Folder

Analysis = Callable[[Case, Evidence, Draws], Result]
Ask = Callable[[Case, Evidence, tuple[str, ...], int, int], Iterable[Result]]
"""Answers some questions in their order: of a case and evidence, with a seed and a number of draws."""
QUESTIONS = tuple(SCOPES)
"""The questions there are, in the order in which a brief has them."""


def questions() -> dict[str, Analysis]:
    """Return what answers each question, by name."""
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


def asked_here(case: Case, evidence: Evidence, names: tuple[str, ...], seed: int, draws: int) -> Iterator[Result]:
    """Answer some questions, each from what it sees, all over the same draws."""
    known, sight = questions(), Sight(case, evidence, draws_of(case, seed, draws))
    for name in names:
        seen = sight.of(name)
        yield known[name](seen.case, seen.evidence, seen.drawn)


def answer(
    case: Case,
    evidence: Evidence,
    only: str | None = None,
    *,
    seed: int = SEED,
    draws: int = DRAWS,
    found: Answers | None = None,
    ask: Ask = asked_here,
    told: Callable[[Result], None] | None = None,
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
    found : Answers, optional
        Those found before: what is among them is not asked again.
    ask : callable
        Answers the questions that are left.
    told : callable, optional
        Told of each answer when it is there: first those found before, then the others in their order.

    Raises
    ------
    PourparlerError
        W150 when there is no such question.
    """
    if only is not None and only not in QUESTIONS:
        near = get_close_matches(only, QUESTIONS, 1)
        hint = f"did you mean {near[0]!r}?" if near else "choose one"
        raise PourparlerError(Problem("W150", "", f"no question {only!r}", ", ".join(QUESTIONS), hint))
    names = QUESTIONS if only is None else (only,)
    keys: dict[str, str | None] = dict.fromkeys(names)
    held: dict[str, Result | None] = dict.fromkeys(names)
    if found is not None:
        sight = Sight(case, evidence, draws_of(case, seed, draws))
        keys = {name: key_of(name, sight.of(name)) for name in names}
        held = {name: found.get(key) for name, key in keys.items()}
    missing = tuple(name for name, result in held.items() if result is None)
    tell = told or (lambda _: None)
    for result in filter(None, held.values()):
        tell(result)
    for name, result in zip(missing, ask(case, evidence, missing, seed, draws) if missing else (), strict=True):
        held[name] = kept = result if found is None else found.put(keys[name], result)
        tell(kept)
    if missing and found is not None:
        found.save()
    return {name: result for name, result in held.items() if result is not None}


def analyse(folder: Folder, only: str | None = None, *, seed: int = SEED, draws: int = DRAWS) -> dict[str, Result]:
    """Answer one question, or all, for a workspace."""
    found = Answers(folder.answers)
    return answer(case_of(folder), evidence_of(folder), only, seed=seed, draws=draws, found=found)
