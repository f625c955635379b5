"""Who meets whom, where and when."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from pourparler.evidence.claim import Meeting
from pourparler.evidence.extraction.cast import Cast

if TYPE_CHECKING:
    from spacy.tokens import Doc


def meetings(doc: Doc, cast: Cast, document_date: date | None) -> tuple[Meeting, ...]:
    """Return the meetings a document tells of."""
    return ()
