"""Which judgements it turns on: how often an agreement holds where each is high and where it is low."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pourparler.analysis.durability.credible import chance_paths
from pourparler.analysis.durability.held import Held
from pourparler.analysis.packages.naming import Names, of_path
from pourparler.case.model import Case

Mask = NDArray[np.bool_]
LEAST_GAP = 0.1
"""A judgement is said to turn it when the shares of draws in its two halves are further apart than this."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One judgement, and how often an agreement holds in the half of the draws in which it is low, and high.

    Attributes
    ----------
    path : str
    low, high : float
        Shares of those draws.
    """

    path: str
    low: float
    high: float

    @property
    def gap(self) -> float:
        """How far the two are apart."""
        return abs(self.high - self.low)


def turns(held: Held) -> tuple[Turn, ...]:
    """Return the judgements on which it turns most, the widest gap first.

    Notes
    -----
    A split of the draws at the median of one input, in the manner of regional sensitivity analysis [1]_: all else
    varies as it does.

    .. [1] Hornberger, G. M. and Spear, R. C. (1981), "An approach to the preliminary analysis of environmental
       systems", Journal of Environmental Management 12.
    """
    drawn = held.design.arrays.drawn
    kept = held.holds(held.margin)
    if kept.all() or not kept.any():
        return ()
    found = []
    for path in _used(held):
        values = drawn.as_typed.get(path)
        if values is None or values.max() <= values.min():
            continue
        upper = values > np.median(values)
        if upper.any() and not upper.all():
            found.append(Turn(path, float(kept[~upper].mean()), float(kept[upper].mean())))
    return tuple(sorted((one for one in found if one.gap > LEAST_GAP), key=lambda one: (-round(one.gap, 9), one.path)))


def _used(held: Held) -> Iterator[str]:
    """Yield the paths of the numbers that this agreement uses."""
    design = held.design
    mine = tuple(f"guarantees.{guarantee.id}." for guarantee in held.biting)
    starts = ("views.", "parties.", "conflict.", "measures.", "linkages.", f"{design.here}.", *mine)
    chances = {path for guarantee in held.biting for path in chance_paths(design.arrays.drawn, guarantee)}
    for path in design.arrays.drawn.as_typed:
        # What a guarantor's acting costs is no number that is drawn: see `credible.Word.follows`.
        acting = path.startswith(mine) and path.split(".")[2] in ("acts", "each", "acting")
        if path.startswith(starts) and ".votes." not in path and (not acting or path in chances):
            yield path


def in_words(path: str, case: Case, names: Names) -> str:
    """Return what a judgement is about, in words; the same for every party.

    Parameters
    ----------
    path : str
    case : Case
    names : Names
    """
    parts = path.split(".")
    if parts[0] == "parties":
        who = names.party(parts[1])
        if parts[-1] == "patience":
            return f"The patience of {who}"
        if "cost" in parts:
            return f"What a period of the dispute costs {who}"
        return of_path(path, names)
    if parts[0] == "conflict":
        told = {"advances": "chance to advance", "steps_to_prevail": "distance from prevailing"}
        words = {
            "conflict.freezes": "The chance that the dispute freezes",
            "conflict.support_stops": "The chance that support stops",
        }
        return words.get(
            path, f"The {told.get(parts[-1], parts[-1])} of {names.party(parts[2])}" if len(parts) > 3 else path
        )
    if parts[0] in ("guarantees", "measures"):
        listed = case.guarantees if parts[0] == "guarantees" else case.measures
        label = next((one.label for one in listed if one.id == parts[1]), parts[1])
        if parts[2] == "acts":
            return f"The chance that {label} is acted on"
        if parts[2] == "each":
            return f"The chance that {names.party(parts[3])} acts on {label}"
        if parts[2] == "acting":
            told = {"benefit": "would gain by acting on", "reputation": "would lose by failing its word on"}
            return f"What {names.party(parts[3])} {told.get(parts[4], parts[4])} {label}"
        if parts[2] == "lag":
            return f"How long it takes until {label} is acted on"
        return f"What {label} changes ({parts[-1]})" if "changes" in parts else f"{label}: {parts[-1]}"
    if parts[0] == "agreements":
        return _of_agreement(parts, case, names)
    return of_path(path, names)


def _of_agreement(parts: list[str], case: Case, names: Names) -> str:
    agreement = next(one for one in case.agreements if one.id == parts[1])
    if parts[2] == "phases":
        phase = next((one.label for one in agreement.phases if one.id == parts[3]), parts[3])
        if parts[4] == "temptations":
            words = {"gains": "would gain", "forfeits": "would forfeit", "advances": "would be nearer to prevailing"}
            return f"What {names.party(parts[5])} {words[parts[6]]} by a breach in “{phase}”"
        if parts[4] == "inspections":
            return f"How often “{phase}” is inspected"
        words = {
            "seen": "that a breach is seen",
            "wrongly_seen": "that keeping is taken for a breach",
            "finds": "that an inspection finds a breach",
        }
        return f"The chance {words[parts[4]]} in “{phase}”"
    if parts[2] == "open":
        issue = case.issue(parts[3])
        return f"What {issue.label if issue else parts[3]} left open is worth to {names.party(parts[5])}"
    return f"The exchange: {parts[-1]}"
