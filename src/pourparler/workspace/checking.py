"""The verb ``check``: the case, its links to the evidence, and every quotation against its source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pourparler.core.errors import Problem
from pourparler.core.result import Question
from pourparler.evidence.record import Evidence, Standing
from pourparler.workspace.base import evidence_of, loaded_case
from pourparler.workspace.folder import Folder

if TYPE_CHECKING:
    from pourparler.case.load import LoadedCase


Cited = tuple[tuple[str, str], ...]
"""Pairs of claim id and the path in the case that rests on it."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What was looked at and what was found.

    Attributes
    ----------
    quotations : int
        How many spans were compared with their source.
    errors : tuple of Problem
        What must be mended: a quotation that is not in its source, a case that cites a claim that is not there.
    notices : tuple of Problem
        What a person should know: unsigned judgements, claims that rest on a retracted source.
    questions : tuple of Question
        What is missing.
    """

    quotations: int
    errors: tuple[Problem, ...]
    notices: tuple[Problem, ...]
    questions: tuple[Question, ...]


def check(folder: Folder) -> Checked:
    """Check a workspace.

    Raises
    ------
    PourparlerError
        C1xx when the case cannot be read at all: every problem of the file with its line and column.
    """
    return checked(folder, loaded_case(folder), evidence_of(folder))


def checked(folder: Folder, loaded: LoadedCase | None, evidence: Evidence) -> Checked:
    """Check a workspace whose case and evidence are at hand.

    Parameters
    ----------
    folder : Folder
        For the originals, and for what people decided.
    loaded : LoadedCase or None
    evidence : Evidence
    """
    from pourparler.case import check as case_check
    from pourparler.evidence import decisions, quotations

    errors = [*quotations.verify(evidence), *quotations.check_originals(evidence.sources.values(), folder.sources)]
    notices: list[Problem] = []
    questions: tuple[Question, ...] = ()
    held = decisions.load(folder.decisions)
    notices += decisions.vanished([one.claim for one in evidence.claims], held, list(evidence.sources))
    if loaded is not None:
        report = case_check.check(loaded)
        errors += [*report.errors, *_uncovered(loaded, evidence, report.cited)]
        notices += [*report.notices, *_fallen(loaded, evidence, report.cited)]
        questions = report.questions
    count = sum(len(one.claim.content) for one in evidence.claims)
    return Checked(count, tuple(errors), tuple(notices), questions)


def _uncovered(loaded: LoadedCase, evidence: Evidence, cited: Cited) -> list[Problem]:
    """Claims that the case cites and the evidence does not hold."""
    return [
        Problem(
            "W140",
            path,
            f"the claim {claim!r}, which is not in the evidence",
            "a claim id as `pourparler claims DIR` shows it",
            "correct the id"
            if claim.rpartition(".")[0] in evidence.sources
            else "read its source first (`pourparler read DIR`), or correct the id",
            loaded.place(path),
        )
        for claim, path in cited
        if claim not in evidence.by_id
    ]


def _fallen(loaded: LoadedCase, evidence: Evidence, cited: Cited) -> list[Problem]:
    """Entries of the case that rest on a source which was retracted or superseded."""
    found = []
    for claim, path in cited:
        reviewed = evidence.by_id.get(claim)
        source = evidence.sources[reviewed.claim.source] if reviewed is not None else None
        if source is not None and source.standing is not Standing.CURRENT:
            found.append(
                Problem(
                    "W141",
                    path,
                    f"it rests on {claim}, and {source.id} was {source.standing.value}",
                    "",
                    "judge it anew",
                    loaded.place(path),
                )
            )
    return found
