"""The verb ``claims``: list, search, review, correct, add by hand, export."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pourparler.core.errors import PourparlerError, Problem
from pourparler.evidence import decisions
from pourparler.evidence.claim import Review, Span
from pourparler.evidence.record import Decision, ReviewedClaim
from pourparler.workspace.base import evidence_of, source_called, stored
from pourparler.workspace.folder import Folder

SHORTEST_ENDING = 4
"""Characters of a claim's id that may stand for the whole."""


def claim_called(claims: Mapping[str, ReviewedClaim], asked: str) -> ReviewedClaim:
    """Return the claim with this id, or whose id ends so when only one does.

    Raises
    ------
    PourparlerError
        W122 when there is none, or more than one.
    """
    if asked in claims:
        return claims[asked]
    like = [one for id_, one in claims.items() if id_.endswith(asked)] if len(asked) >= SHORTEST_ENDING else []
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
        Id, or its last four characters or more; a rejected claim can be taken back.
    review : Review
        ``accepted``, ``corrected``, ``rejected``, or ``proposed`` to take decisions back.
    by, on : str
        Initials, and the ISO day.
    changes : mapping, optional
        For ``corrected``: the fields as the person has them.
    note : str, optional

    Raises
    ------
    PourparlerError
        W122 for an unknown claim; E143 when a field or span does not fit: nothing is written then.
    """
    with folder.writing(), stored(folder) as store:
        known = {one.claim.id: one for one in store.reviewed(decisions.load(folder.decisions))}
        found = claim_called(known, claim).claim
        texts = {found.source: store.text(found.source)}
        decision = Decision(found.id, review, by, on, dict(changes or {}), note)
        decisions.append(folder.decisions, decisions.checked(decision, {found.id: found}, texts))
    return decision


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
        W121 for an unknown source, E143 when the span does not lie in the text or holds no word.
    """
    with folder.writing():
        evidence = evidence_of(folder)
        held = source_called(evidence, source)
        text = evidence.texts[held.id]
        decision = decisions.by_hand(held.id, text, [Span(start, end)], by=by, on=on, fields=fields)
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
