"""What measures and guarantees change in the course of the dispute, as arrays."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from pourparler.case.conflict import Effect
from pourparler.case.measures import Guarantee, Measure
from pourparler.case.paths import segment
from pourparler.case.sampling import Draws
from pourparler.methods.conflict.dated import Effects

NUMBERS = ("odds", "cost", "patience", "prevailing", "conceding", "tempo", "freezes")


def effects_of(
    sources: Sequence[Measure | Guarantee], drawn: Draws, parties: Sequence[str], sides: Sequence[str]
) -> Effects:
    """Return what each of some measures or guarantees changes.

    Parameters
    ----------
    sources : sequence
        In the order of the effects.
    drawn : Draws
    parties : sequence of str
        Whose stakes there are; what is changed for others is left out.
    sides : sequence of two str

    Returns
    -------
    Effects
    """
    found = Effects.none(len(sources), drawn.draws, len(parties))
    for number, source in enumerate(sources):
        for path, effect in paths(source):
            values = {name: drawn[f"{path}.{name}"] for name in NUMBERS if f"{path}.{name}" in drawn}
            if "tempo" in values:
                found.tempo[number] += np.log(values["tempo"])
            found.freezes[number] += values.get("freezes", 0.0)
            if effect.party is None or effect.party not in parties:
                continue
            place = parties.index(effect.party)
            for name, array in (("cost", found.cost), ("patience", found.patience)):
                array[number, :, place] += values.get(name, 0.0)
            if effect.party in sides:
                first = effect.party == sides[0]
                found.odds[number] += values.get("odds", 0.0) * (1 if first else -1)
                own, other = (found.first, found.second) if first else (found.second, found.first)
                own[number, :, place] += values.get("prevailing", 0.0)
                other[number, :, place] += values.get("conceding", 0.0)
    return found


def paths(source: Measure | Guarantee) -> Iterator[tuple[str, Effect]]:
    """Yield what a measure or guarantee changes, each with its path in the case.

    Examples
    --------
    >>> loan = Measure.model_validate({"id": "loan", "supplier": "a", "changes": [{"party": "b", "cost": -1}]})
    >>> [path for path, _ in paths(loan)]
    ['measures.loan.changes.b']
    """
    kind = "measures" if isinstance(source, Measure) else "guarantees"
    for index, effect in enumerate(source.changes):
        yield f"{kind}.{source.id}.changes.{segment('changes', effect, index)}", effect


def numbers(source: Measure | Guarantee) -> tuple[str, ...]:
    """Return the paths of the numbers that say what a measure or guarantee changes."""
    return tuple(f"{path}.{name}" for path, effect in paths(source) for name in NUMBERS if getattr(effect, name))
