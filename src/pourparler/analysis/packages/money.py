"""What packages cost whom, apart from what they are worth: each year or once, and over the term of the agreement."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from pourparler.analysis.packages.arrays import Array, Arrays
from pourparler.case.issues import Issue
from pourparler.core.result import Question

_YEARLY = (" a year", " per year", " each year", " yearly")


@dataclass(frozen=True)
class Bill:
    """What one party would pay for a package, in one currency."""

    party: str
    unit: str
    yearly: Array
    """Shape (draws,)."""
    once: Array
    whole: Array | None
    """Over the term; ``None`` while part of it comes each year and no term is on file."""
    paths: tuple[str, ...]
    """The judgements it is the sum of."""
    unpriced: tuple[str, ...]
    """Issues on which other options have a price for this party and the one in the package has none on file."""


@dataclass(frozen=True)
class Money:
    """The costs of a case.

    Parameters
    ----------
    arrays : Arrays
    """

    arrays: Arrays

    @cached_property
    def payers(self) -> tuple[str, ...]:
        """Ids of the parties to whom an option carries a cost, in order."""
        return tuple(sorted({party for issue in self.arrays.issues for o in issue.options for party in o.costs}))

    @property
    def term(self) -> Array | None:
        """The years an agreement would run, in each draw."""
        return self.arrays.drawn.get("term")

    def bills(self, package: Sequence[int]) -> tuple[Bill, ...]:
        """Return what each payer would pay for a package.

        Parameters
        ----------
        package : sequence of int
            The option of each issue, as `Arrays` counts them.
        """
        return tuple(bill for party in self.payers for bill in self._bills(party, package))

    def _bills(self, party: str, package: Sequence[int]) -> Iterator[Bill]:
        units: dict[str, list[tuple[Issue, str]]] = {}
        for issue, options, place in zip(self.arrays.issues, self.arrays.options, package, strict=True):
            if any(party in option.costs for option in issue.options) and period_of(issue) is not None:
                units.setdefault(currency_of(issue), []).append((issue, options[place]))
        for unit, chosen in sorted(units.items()):
            yearly, once = np.zeros(self.arrays.draws), np.zeros(self.arrays.draws)
            paths, unpriced = [], []
            for issue, option in chosen:
                path = f"issues.{issue.id}.options.{option}.costs.{party}"
                drawn = self.arrays.drawn.get(path)
                if drawn is None:
                    unpriced.append(issue.id)
                    continue
                paths.append(path)
                if period_of(issue) == "year":
                    yearly = yearly + drawn
                else:
                    once = once + drawn
            whole = once if not yearly.any() else None if self.term is None else once + yearly * self.term
            yield Bill(party, unit, yearly, once, whole, tuple(paths), tuple(unpriced))

    def missing(self) -> tuple[Question, ...]:
        """Return what the money view lacks, as questions."""
        priced = [issue for issue in self.arrays.issues if any(option.costs for option in issue.options)]
        asked = [
            Question(
                f"Are the costs on {issue.label} paid each year or once, and in which money?",
                None,
                f"issues.{issue.id}.cost_per",
                "what packages cost",
            )
            for issue in priced
            if period_of(issue) is None
        ]
        if self.term is None and any(period_of(issue) == "year" for issue in priced):
            asked.append(Question("For how many years would an agreement run?", None, "term", "what packages cost"))
        return tuple(asked)


def period_of(issue: Issue) -> str | None:
    """Return whether the costs of an issue come each ``year`` or ``once``; ``None`` when nothing says so.

    Examples
    --------
    >>> period_of(Issue(id="pay", cost_unit="million orrins a year")), period_of(Issue(id="pay", cost_unit="orrins"))
    ('year', None)
    """
    if issue.cost_per is not None:
        return issue.cost_per
    return "year" if issue.cost_unit is not None and issue.cost_unit.endswith(_YEARLY) else None


def currency_of(issue: Issue) -> str:
    """Return the money of an issue without the year.

    Examples
    --------
    >>> currency_of(Issue(id="pay", cost_unit="million orrins a year"))
    'million orrins'
    """
    unit = issue.cost_unit or "no unit given"
    for ending in _YEARLY:
        unit = unit.removesuffix(ending)
    return unit
