"""What every question starts from: the case and the evidence side by side, and the stamp of a result."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import pourparler
from pourparler.case.digest import digest
from pourparler.case.model import Case
from pourparler.core.result import Cell, Mark, Provenance
from pourparler.evidence.attribution import Attribution, Seat, attributed
from pourparler.evidence.claim import Claim, Kind, QuoteType
from pourparler.evidence.record import Evidence, ReviewedClaim
from pourparler.evidence.stances import Stance, stance_of
from pourparler.evidence.subjects import Subjects


@dataclass(frozen=True)
class Ground:
    """The case and the evidence, with claims tied to the seats and issues of the case.

    Parameters
    ----------
    case : Case
        May be empty: then the parties and issues are those of the reporting.
    evidence : Evidence
    """

    case: Case
    evidence: Evidence

    @cached_property
    def attribution(self) -> Attribution:
        """Who speaks for whom."""
        return attributed(self.evidence, self.case)

    @cached_property
    def subjects(self) -> Subjects:
        """Which issue a claim is about."""
        return Subjects(self.evidence, self.case)

    @cached_property
    def claims(self) -> tuple[tuple[ReviewedClaim, Seat, str | None], ...]:
        """Each claim that may be relied on, with its seat and issue."""
        return tuple(
            (reviewed, self.attribution.seat_of_claim(reviewed.claim), self.subjects.of(reviewed.claim))
            for reviewed in self.evidence.standing()
        )

    def stance(self, claim: Claim) -> Stance | None:
        """Return the stance one claim takes on its issue, read from its act and its words."""
        issue = self.subjects.of(claim)
        words = " ".join(self.evidence.quote(claim.source, span) for span in claim.content)
        return stance_of(claim, words, self.subjects.name(issue) if issue is not None else "")

    @cached_property
    def as_of(self) -> str | None:
        """The day the analysis stands for: the case's, else the newest source's."""
        if self.case.as_of is not None:
            return self.case.as_of.isoformat()
        return max((source.date for source in self.evidence.sources.values() if source.date), default=None)

    @cached_property
    def inputs(self) -> str:
        """Hash of the case and the evidence, in hexadecimal."""
        return hashlib.sha256(f"{digest(self.case)}\n{self.evidence.digest}".encode()).hexdigest()

    def provenance(self, method: str, citation: str, warnings: Iterable[str] = (), **parameters: Cell) -> Provenance:
        """Return the stamp of a result made from this ground."""
        return Provenance(
            method=method,
            citation=citation,
            inputs=self.inputs[:16],
            parameters=parameters,
            versions={"pourparler": pourparler.__version__},
            warnings=tuple(warnings),
        )


def claim_mark(claim: Claim) -> Mark:
    """Return the mark of a claim."""
    return Mark("claim", claim.id)


def manner(claim: Claim) -> str:
    """Say how the source gives the words: ``quoted``, ``partly quoted``, ``reported`` or ``told by the writer``.

    Examples
    --------
    >>> from pourparler.evidence.claim import Act, Speaker
    >>> manner(Claim("a.1", "a", Kind.ATTITUDE, Speaker("x", None), None, (), QuoteType.INDIRECT, Act.OPPOSE))
    'told by the writer'
    """
    if claim.kind is Kind.ATTITUDE:
        return "told by the writer"
    return {QuoteType.DIRECT: "quoted", QuoteType.MIXED: "partly quoted"}.get(claim.quote_type, "reported")
