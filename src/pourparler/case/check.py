"""Checking a case: what is wrong, what is worth a look, what is missing, and which claims it rests on."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pourparler.case.judgement import Judgement
from pourparler.case.load import LoadedCase, load_text, read_text
from pourparler.case.model import Case
from pourparler.case.notices import notices
from pourparler.case.paths import walk
from pourparler.case.questions import questions
from pourparler.case.references import references
from pourparler.case.views import OptionStance
from pourparler.core.errors import PourparlerError, Problem
from pourparler.core.result import Question


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What a check of a case found.

    Parameters
    ----------
    errors : tuple of Problem
        The case cannot be used until these are mended.
    notices : tuple of Problem
        Worth a second look; unsigned judgements among them.
    questions : tuple of Question
        What the case does not say yet.
    cited : tuple of (claim id, path)
        What rests on which claim, to be verified against the evidence.
    judged, unsigned : int
        How many judgements there are, stances included, and how many of them nobody signed.
    """

    errors: tuple[Problem, ...] = ()
    notices: tuple[Problem, ...] = ()
    questions: tuple[Question, ...] = ()
    cited: tuple[tuple[str, str], ...] = ()
    judged: int = 0
    unsigned: int = 0

    @property
    def ok(self) -> bool:
        """Whether the case can be used."""
        return not self.errors

    def to_dict(self) -> dict[str, Any]:
        """Return plain data for JSON."""
        return {
            "ok": self.ok,
            "errors": [_plain(problem) for problem in self.errors],
            "notices": [_plain(problem) for problem in self.notices],
            "questions": [asdict(question) for question in self.questions],
            "cited": [{"claim": claim, "path": path} for claim, path in self.cited],
            "judged": self.judged,
            "unsigned": self.unsigned,
        }


def _plain(problem: Problem) -> dict[str, Any]:
    return {**asdict(problem), "text": str(problem)}


def check(loaded: LoadedCase) -> CheckReport:
    """Check a case that could be read.

    Examples
    --------
    >>> report = check(load_text("parties: [{id: norland, roles: principal, no_deal: {value: 30, because: s1-ab}}]"))
    >>> report.ok, report.judged, report.unsigned, report.cited
    (True, 1, 0, (('s1-ab', 'parties.norland.no_deal.value'),))
    """
    signed = [found.value.signed for found in walk(loaded.case) if isinstance(found.value, Judgement | OptionStance)]
    return CheckReport(
        (),
        tuple(notices(loaded)),
        questions(loaded.case),
        cited_claims(loaded.case),
        len(signed),
        signed.count(False),
    )


def check_text(text: str, file: str = "case.yaml") -> CheckReport:
    """Check a case as text; what is wrong is in the report, not raised."""
    try:
        return check(load_text(text, file))
    except PourparlerError as error:
        return CheckReport(errors=error.problems)


def check_file(path: Path) -> CheckReport:
    """Check a case file; what is wrong is in the report, not raised."""
    try:
        return check_text(read_text(path), str(path))
    except PourparlerError as error:
        return CheckReport(errors=error.problems)


def cited_claims(case: Case) -> tuple[tuple[str, str], ...]:
    """Return each claim id the case cites with the path of what rests on it, in the order of the file.

    Parameters
    ----------
    case : Case
        Complete: claims of a judged block are cited by the judgements they sign.
    """
    found = [(reference.id, _owner(reference.path)) for reference in references(case) if reference.kind == "claim"]
    return tuple(dict.fromkeys((claim, path) for claim, path in found if path is not None))


def _owner(path: str) -> str | None:
    """Return the path of what a reference stands in; nothing for a judged block, which signs only what is below it."""
    owner, _, _ = path.rpartition(".")
    return None if owner == "judged" or owner.endswith(".judged") else owner


def rests_on(case: Case, claim: str) -> tuple[str, ...]:
    """Return the paths of everything in the case that rests on a claim.

    Examples
    --------
    >>> loaded = load_text("statements: [{claim: s1-ab, implies: they expect a long winter}]")
    >>> rests_on(loaded.case, "s1-ab")
    ('statements.s1-ab',)
    """
    return tuple(path for cited, path in cited_claims(case) if cited == claim)
