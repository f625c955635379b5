"""Spans that cannot all be taken at their word."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pourparler.evidence.claim import Inconsistency, Reading
from pourparler.evidence.extraction.cast import Cast


def within(reading: Reading, text: str, cast: Cast) -> tuple[Inconsistency, ...]:
    """Return the inconsistencies inside one source."""
    return ()


def between(readings: Sequence[tuple[Reading, str, date | None]]) -> tuple[Inconsistency, ...]:
    """Return the inconsistencies between sources."""
    return ()
