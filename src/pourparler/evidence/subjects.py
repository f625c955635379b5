"""Which issue of the case a claim is about."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property

from pourparler.case.model import Case
from pourparler.evidence.claim import Claim
from pourparler.evidence.record import Evidence


class Subjects:
    """The issues at hand: those of the case, and those only the evidence has.

    Parameters
    ----------
    evidence : Evidence
    case : Case or None
        An issue of the case claims a topic by its id, its ``topic`` or one of its ``terms``.
    """

    def __init__(self, evidence: Evidence, case: Case | None = None) -> None:
        self._evidence = evidence
        self._case = case

    def of(self, claim: Claim) -> str | None:
        """Return the issue id, or ``None`` when the claim is about none."""
        text = " ".join(self._evidence.quote(claim.source, span) for span in claim.content).casefold()
        longest = {
            issue: max(len(found.group()) for found in pattern.finditer(text))
            for issue, pattern in self._terms.items()
            if pattern.search(text)
        }
        topic = self._topics.get(claim.issue, claim.issue) if claim.issue is not None else None
        if not longest or topic in longest:
            return topic
        # The longest term tells most; between equals the id decides, never the order of the case.
        return min(longest, key=lambda issue: (-longest[issue], issue))

    def name(self, issue: str) -> str:
        """Return the words a person would use."""
        known = self._case.issue(issue) if self._case is not None else None
        if known is not None:
            return known.label
        return self._evidence.topics.get(issue, issue.replace("-", " "))

    @cached_property
    def _topics(self) -> Mapping[str, str]:
        issues = self._case.issues if self._case is not None else ()
        topics = {issue.id: issue.id for issue in issues}
        return {issue.topic: issue.id for issue in issues if issue.topic is not None} | topics

    @cached_property
    def _terms(self) -> Mapping[str, re.Pattern[str]]:
        issues = self._case.issues if self._case is not None else ()
        return {issue.id: _any_of(issue.terms) for issue in issues if issue.terms}


def _any_of(terms: tuple[str, ...]) -> re.Pattern[str]:
    words = sorted((re.escape(term.casefold()) for term in terms), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(words)})\b")
