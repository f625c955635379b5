"""What moved between a kept brief and now: the case, the evidence, the positions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from pourparler.analysis.positions.shifts import Quoted, Shift, shifts
from pourparler.case.check import cited_claims
from pourparler.case.diff import Change, differences
from pourparler.case.model import Case
from pourparler.evidence.changes import EvidenceChanges, evidence_changes
from pourparler.evidence.kept import KeptEvidence
from pourparler.evidence.record import Decision, Evidence


@dataclass(frozen=True)
class Changes:
    """What moved since a kept brief.

    Attributes
    ----------
    since : str
        The name of the kept brief.
    case : tuple of Change
    evidence : EvidenceChanges
    shifts : tuple of Shift
    kept : KeptEvidence
        As that brief saw it.
    lost : str
        Why nothing can be compared, where that brief is no longer kept or cannot be read.
    """

    since: str
    case: tuple[Change, ...] = ()
    evidence: EvidenceChanges = field(default_factory=EvidenceChanges)
    shifts: tuple[Shift, ...] = ()
    kept: KeptEvidence = field(default_factory=KeptEvidence)
    lost: str = ""

    def __bool__(self) -> bool:
        return bool(self.case or self.evidence or self.shifts)

    def to_dict(self) -> dict[str, Any]:
        """Return plain data for JSON."""
        return {
            "since": self.since,
            "changed": bool(self),
            "shifts": [_shift(shift) for shift in self.shifts],
            "evidence": _evidence(self.evidence),
            "case": [_case(change) for change in self.case],
        }


def changes_since(
    since: str,
    then: tuple[Case, KeptEvidence],
    now: tuple[Case, Evidence],
    decisions: Sequence[Decision] = (),
) -> Changes:
    """Return what moved.

    Parameters
    ----------
    since : str
        The name of the kept brief.
    then : (Case, KeptEvidence)
        As kept with it.
    now : (Case, Evidence)
    decisions : sequence of Decision
        They say who rejected a claim.

    Examples
    --------
    >>> bool(changes_since("2031-03-12-0a1b2c3d4e", (Case(), KeptEvidence()), (Case(), Evidence({}, {}))))
    False
    """
    (old_case, kept), (case, evidence) = then, now
    return Changes(
        since,
        differences(old_case, case),
        evidence_changes(
            kept, evidence, decisions=decisions, cited_then=cited_claims(old_case), cited_now=cited_claims(case)
        ),
        shifts(case, kept, evidence),
        kept,
    )


def _shift(shift: Shift) -> dict[str, Any]:
    return {
        "cause": shift.cause.value,
        "party": shift.seat.id,
        "issue": shift.issue,
        "then": shift.then,
        "now": shift.now,
        "old": _quoted(shift.old),
        "new": _quoted(shift.new),
    }


def _quoted(quoted: Quoted | None) -> dict[str, Any] | None:
    if quoted is None:
        return None
    return {
        "claim": quoted.claim.id,
        "source": quoted.claim.source,
        "content": [[span.start, span.end] for span in quoted.claim.content],
        "speaker": quoted.speaker,
        "date": quoted.day,
        "words": quoted.words,
    }


def _case(change: Change) -> dict[str, Any]:
    told = asdict(change)
    return {name: value for name, value in told.items() if name != "at" and value not in (None, (), "")}


def _evidence(changes: EvidenceChanges) -> dict[str, Any]:
    return {
        "new_sources": [{"source": one.source.id, "claims": list(one.claims)} for one in changes.new_sources],
        "fallen": [
            {
                "source": one.source.id,
                "why": one.why,
                "superseded_by": one.source.superseded_by,
                "claims": list(one.claims),
                "rested": list(one.rested),
                "rests": list(one.rests),
            }
            for one in changes.fallen
        ],
        "restored": [source.id for source in changes.restored],
        "marked": [
            {"source": one.source.id, "what": one.what, "old": one.old, "new": one.new} for one in changes.marked
        ],
        "new_claims": list(changes.new_claims),
        "gone": [{"claim": one.reviewed.claim.id, "why": one.why} for one in changes.gone],
        "altered": [
            {
                "claim": one.reviewed.claim.id,
                "before": one.before.value,
                "review": one.reviewed.review.value,
                "by": one.reviewed.by,
                "on": one.reviewed.on,
                "fields": [{"what": what, "old": old, "new": new} for what, old, new in one.fields],
            }
            for one in changes.altered
        ],
        "meetings": [
            {
                "source": one.source,
                "what": one.meeting.what,
                "date": one.meeting.date,
                "status": one.meeting.status,
                "participants": list(one.meeting.participants),
                "before": {"date": one.before.date, "status": one.before.status} if one.before else None,
            }
            for one in changes.meetings
        ],
    }
