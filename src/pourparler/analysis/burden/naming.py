"""What the things of a plan are called, and the judgements they rest on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from pourparler.analysis.burden.offers import Offer
from pourparler.analysis.burden.plans import Taken
from pourparler.analysis.phrases import listed
from pourparler.case.model import Case
from pourparler.case.paths import judgements
from pourparler.core.result import Mark

METHOD = (Mark("method", "burden"),)
MANY = 8
"""Measures of which the names are given; of more only how many there are."""


@dataclass(frozen=True)
class Names:
    """Names for the rows and cells of tables.

    Parameters
    ----------
    case : Case
    """

    case: Case

    def party(self, party: str) -> str:
        """Return the name of a party."""
        entry = self.case.party(party)
        return entry.label if entry is not None else party

    def measures(self, offer: Offer, taken: Taken) -> str:
        """Return the measures of a plan as a line, in the order of the case."""
        if not taken:
            return "none"
        order = [one.id for one in self.case.measures]
        named = sorted((offer.measures[number] for number in taken), key=lambda one: order.index(one.id))
        return listed([one.label for one in named]) if len(named) <= MANY else f"{len(named)} measures"

    def in_order(self, offer: Offer) -> tuple[int, ...]:
        """Return the numbers of the measures as the case lists them, which is how people read them."""
        order = [one.id for one in self.case.measures]
        return tuple(sorted(range(len(offer.measures)), key=lambda number: order.index(offer.measures[number].id)))

    def backers(self, offer: Offer) -> tuple[int, ...]:
        """Return the numbers of the backers as the case lists them."""
        order = [party.id for party in self.case.parties]
        return tuple(sorted(range(len(offer.backers)), key=lambda number: order.index(offer.backers[number])))

    def marks(self, paths: Iterable[str]) -> tuple[Mark, ...]:
        """Return the marks of judgements, signed or not, each once."""
        signed = self._signed
        return tuple(
            Mark("judgement" if signed[path] else "unsigned", path) for path in dict.fromkeys(paths) if path in signed
        )

    @cached_property
    def _signed(self) -> dict[str, bool]:
        return {path: judgement.signed for path, judgement in judgements(self.case)}
