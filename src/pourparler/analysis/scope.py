"""What each question sees of a case and of the evidence: nothing else can move its answer.

An answer that was found before holds as long as what the question sees is the same: a fear that is typed anew moves no
number, and a price of a measure moves no package.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pourparler.case.excerpt import excerpt, without_words
from pourparler.case.model import Case
from pourparler.case.sampling import Draws
from pourparler.evidence.record import Evidence

_FRAME = frozenset({"format", "id", "path", "as_of", "prepared_for", "parties", "people", "bodies", "table"})
_PACKAGES = _FRAME | {
    "term",
    "issues",
    "exclusions",
    "prerequisites",
    "linkages",
    "views",
    "guarantees",
    "correlations",
}
_DISPUTE = _PACKAGES | {"conflict", "measures", "alternatives"}


@dataclass(frozen=True, slots=True)
class Scope:
    """The part of a case that a question sees, with or without the evidence.

    Parameters
    ----------
    parts : frozenset of str
        Fields of the case.
    evidence : bool
        Whether it sees claims and sources, and so the words of the case that say what they are about.
    """

    parts: frozenset[str]
    evidence: bool = False


WHOLE = Scope(frozenset(Case.model_fields), evidence=True)
SCOPES: Mapping[str, Scope] = {
    "positions": WHOLE,
    "approval": WHOLE,
    "packages": Scope(_PACKAGES),
    "leverage": Scope(_DISPUTE),
    "burden": Scope(_DISPUTE),
    "durability": Scope(_DISPUTE | {"agreements"}),
    "timing": Scope(_DISPUTE | {"agreements", "beliefs"}),
    "disclosure": Scope(_PACKAGES | {"conflict", "measures", "beliefs", "statements"}, evidence=True),
}
"""By question; one that is not listed sees everything."""
_NOTHING = Evidence({}, {})


@dataclass(frozen=True, slots=True)
class Seen:
    """What a question sees."""

    case: Case
    evidence: Evidence
    drawn: Draws


class Sight:
    """A case and its evidence, as each question sees them.

    Parameters
    ----------
    case : Case
    evidence : Evidence
    drawn : Draws
        Of the whole case: values that depend on each other are drawn together, whoever sees which of them.
    """

    def __init__(self, case: Case, evidence: Evidence, drawn: Draws) -> None:
        self._whole = Seen(case, evidence, drawn)
        self._bare = without_words(case)
        self._found: dict[Scope, Seen] = {WHOLE: self._whole}

    def of(self, question: str) -> Seen:
        """Return what a question sees.

        Examples
        --------
        >>> from pourparler.case.sampling import draws_of
        >>> case = Case.model_validate({"meetings": [{"id": "dinner"}], "parties": [{"id": "norland"}]})
        >>> sight = Sight(case, Evidence({}, {}), draws_of(case, 1, 5))
        >>> [len(sight.of(question).case.meetings) for question in ("positions", "packages")]
        [1, 0]
        """
        scope = SCOPES.get(question, WHOLE)
        if scope not in self._found:
            case = excerpt(self._whole.case if scope.evidence else self._bare, scope.parts)
            evidence = self._whole.evidence if scope.evidence else _NOTHING
            self._found[scope] = Seen(case, evidence, _part_of(self._whole.drawn, scope.parts))
        return self._found[scope]


def _part_of(drawn: Draws, parts: frozenset[str]) -> Draws:
    """Return the draws of the values in some parts of a case: the first word of a path names the part."""
    arrays, typed = (
        {path: array for path, array in held.items() if path.partition(".")[0] in parts}
        for held in (drawn.arrays, drawn.as_typed)
    )
    return Draws(drawn.seed, drawn.draws, arrays, typed)
