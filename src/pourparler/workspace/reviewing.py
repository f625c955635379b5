"""The verb ``claims``: list, search, review, correct, add by hand, export."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pourparler.core.errors import PourparlerError, Problem
from pourparler.evidence.claim import Act, Review, Span, claim_id
from pourparler.evidence.record import Decision, Evidence, ReviewedClaim
from pourparler.workspace.base import evidence_of, source_called, stored
from pourparler.workspace.folder import Folder


def claim_called(evidence: Evidence, asked: str) -> ReviewedClaim:
    """Return the claim with this id, or whose id ends so when only one does.

    Raises
    ------
    PourparlerError
        W122 when there is none, or more than one.
    """
    if asked in evidence.by_id:
        return evidence.by_id[asked]
    like = [one for id_, one in evidence.by_id.items() if id_.endswith(asked)] if len(asked) >= 4 else []
    if len(like) == 1:
        return like[0]
    found = f"{len(like)} claims ending in {asked!r}" if like else f"no claim {asked!r}"
    raise PourparlerError(Problem("W122", "", found, "a claim id as `pourparler claims DIR` shows it", "name one"))


def decide(
    folder: Folder,
    claim: str,
    review: Review,
    *,
    by: str,
    on: str,
    changes: Mapping[str, Any] | None = None,
    note: str | None = None,
) -> Decision:
    """Keep what a person decided about a claim, by whom and when.

    Parameters
    ----------
    folder : Folder
    claim : str
        Id, or its last four characters or more.
    review : Review
        ``accepted``, ``corrected`` or ``rejected``.
    by, on : str
        Initials, and the ISO day.
    changes : mapping, optional
        For ``corrected``: the fields as the person has them.
    note : str, optional
    """
    from pourparler.evidence import decisions

    with folder.writing():
        evidence = evidence_of(folder)
        found = claim_called(_with_rejected(folder, evidence), claim)
        decision = Decision(found.claim.id, review, by, on, dict(changes or {}), note)
        decisions.append(folder.decisions, decision)
    return decision


def _with_rejected(folder: Folder, evidence: Evidence) -> Evidence:
    """A rejected claim can be taken back: look for it too."""
    with stored(folder) as store:
        proposed = store.evidence()
    return proposed if len(proposed.claims) > len(evidence.claims) else evidence


def add_by_hand(
    folder: Folder, source: str, start: int, end: int, *, by: str, on: str, fields: Mapping[str, Any] | None = None
) -> Decision:
    """Add a claim that the reader did not find.

    Parameters
    ----------
    source : str
        Id or file name.
    start, end : int
        Characters of the frozen text, half open.
    fields : mapping, optional
        ``speaker`` (entity or party id), ``act``, ``issue``, ``quote_type``, ``condition``, ``date`` ...

    Raises
    ------
    PourparlerError
        W121 for an unknown source, W123 when the span does not lie in the text or holds no word.
    """
    from pourparler.evidence import decisions

    with folder.writing():
        evidence = evidence_of(folder)
        held = source_called(evidence, source)
        if not 0 <= start < end <= held.chars or not evidence.texts[held.id][start:end].strip():
            raise PourparlerError(
                Problem(
                    "W123",
                    held.id,
                    f"the span {start} to {end}",
                    f"0 <= START < END <= {held.chars}, with words inside",
                    "`pourparler claims DIR search WORDS` shows where words stand",
                )
            )
        span = Span(start, end)
        text = span.of(evidence.texts[held.id])
        changes: dict[str, Any] = {
            "source": held.id,
            "content": [[start, end]],
            "act": Act.ASSESS.value,
            "quote_type": "direct" if text[:1] in "“\"'‘«" else "indirect",
            **(fields or {}),
        }
        decision = Decision(claim_id(held.id, [span]), Review.ADDED, by, on, changes)
        decisions.append(folder.decisions, decision)
    return decision


def export(folder: Folder) -> dict[str, Any]:
    """Return all documents with their claims in the exchange format."""
    from pourparler.evidence import export as exporting

    evidence = evidence_of(folder)
    if not folder.evidence.exists():
        return exporting.export(evidence, {})
    with stored(folder) as store:
        return exporting.export(evidence, store.readings())
