"""How likely a breach is to be seen in each phase: as judged outright, or by inspections that may find it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pourparler.case.agreements import Agreement, Phase
from pourparler.methods.commitment.verification import chance_seen

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Sight:
    """Where it is on file how likely a breach is to be seen within a period.

    Attributes
    ----------
    paths : tuple of str
        Of that chance; or of the inspections a period and the chance that one finds a breach.
    """

    paths: tuple[str, ...]

    @property
    def inspected(self) -> bool:
        """Whether it follows from inspections."""
        return len(self.paths) > 1

    def chance(self, drawn: Mapping[str, Array], more: float = 0.0) -> Array:
        """Return the chance that a breach is seen: (draws,).

        Parameters
        ----------
        drawn : mapping of path to array
        more : float
            So many inspections more a period than on file; minus infinity for none at all.
        """
        if not self.inspected:
            return drawn[self.paths[0]]
        return chance_seen(np.maximum(drawn[self.paths[0]] + more, 0.0), drawn[self.paths[1]])


def sights(agreement: Agreement) -> tuple[Sight | None, ...]:
    """Return how a breach would be seen in each phase, as last said; ``None`` before anything is.

    A phase that says both is seen as judged outright.

    Examples
    --------
    >>> steps = Agreement.model_validate({"id": "steps", "phases": [
    ...     {"id": "one", "since": "2030-01-01", "seen": 0.4, "finds": 0.5},
    ...     {"id": "two", "since": "2030-06-01", "inspections": 2},
    ...     {"id": "three", "since": "2031-01-01"}]})
    >>> [sight.paths[0].rpartition(".")[2] for sight in sights(steps)]
    ['seen', 'inspections', 'inspections']
    """
    last: Sight | None = None
    found = []
    for phase, outright, inspected in _said(agreement):
        if phase.seen is not None:
            last = outright
        elif (phase.inspections is not None or phase.finds is not None) and inspected is not None:
            last = inspected
        found.append(last)
    return tuple(found)


def twice_said(agreement: Agreement) -> Iterator[tuple[Phase, Sight, Sight]]:
    """Yield the phases that say both how likely a breach is to be seen and how it is inspected."""
    for phase, outright, inspected in _said(agreement):
        inspects = phase.inspections is not None or phase.finds is not None
        if phase.seen is not None and inspects and inspected is not None:
            yield phase, outright, inspected


def half_said(agreement: Agreement) -> tuple[Phase, str] | None:
    """Return the phase that says how often, and no phase with which chance, inspections find a breach, or the reverse.

    Returns
    -------
    tuple of Phase and str, or None
        The phase, and which of ``inspections`` and ``finds`` is lacking.

    Examples
    --------
    >>> one = {"id": "one", "since": "2030-01-01", "inspections": 2}
    >>> half_said(Agreement.model_validate({"id": "steps", "phases": [one]}))[1]
    'finds'
    """
    said = {
        name: next((phase for phase in agreement.phases if getattr(phase, name) is not None), None)
        for name in ("inspections", "finds")
    }
    for name, other in (("inspections", "finds"), ("finds", "inspections")):
        phase = said[name]
        if phase is not None and said[other] is None:
            return phase, other
    return None


def _said(agreement: Agreement) -> Iterator[tuple[Phase, Sight, Sight | None]]:
    """Yield every phase with the path of its own chance, and those of inspections as last said."""
    last: dict[str, str] = {}
    for phase in agreement.phases:
        here = f"agreements.{agreement.id}.phases.{phase.id}"
        for name in ("inspections", "finds"):
            if getattr(phase, name) is not None:
                last[name] = f"{here}.{name}"
        inspected = Sight((last["inspections"], last["finds"])) if len(last) == 2 else None
        yield phase, Sight((f"{here}.seen",)), inspected
