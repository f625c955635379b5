"""Which issue a statement is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pourparler.evidence.claim import Span
from pourparler.evidence.extraction.cast import Cast


@dataclass(frozen=True, slots=True)
class Topic:
    """One issue of the vocabulary."""

    id: str
    name: str
    terms: tuple[tuple[str, float], ...]
    kind: str = "substance"


class Topics:
    """A vocabulary of issues."""

    def __init__(self, topics: Sequence[Topic]) -> None:
        self.topics = tuple(topics)

    def issue_of(self, text: str, spans: Sequence[Span], cast: Cast) -> tuple[str, str] | None:
        """Return the issue id and the words for people, or None."""
        return None


def load_topics(extra: Sequence[Topic] = ()) -> Topics:
    """Return the shipped vocabulary with the case's own terms."""
    return Topics(tuple(extra))
