"""Two scales every entry carries: how sure, and who may see it."""

from __future__ import annotations

from enum import StrEnum


class Confidence(StrEnum):
    """How sure a reading or a judgement is: shown, never turned into a number."""

    LOW = "low"
    MODERATE = "moderate"
    HIGH = "high"


class Visibility(StrEnum):
    """Who may see an entry, narrowest first."""

    OWN = "own"
    SHARED = "shared"
    PUBLIC = "public"
