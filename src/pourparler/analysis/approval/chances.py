"""What the team's own chances for single positions imply together under a rule: an interval over draws."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pourparler.analysis.approval.votes import Position, Side
from pourparler.case.sampling import Draws
from pourparler.methods.voting.passing import TooManyStatesError, chance_of_carrying
from pourparler.methods.voting.rules import Rule

LOW, HIGH = 5, 95
"""The ends of an interval over draws, in hundredths."""


@dataclass(frozen=True, slots=True)
class Implied:
    """The chance of carrying that typed chances imply.

    Attributes
    ----------
    judged : tuple of Position
        Whose chance was typed.
    unjudged : tuple of Position
        Who is neither on file nor judged: taken as against, and as in favour.
    against, favour : (float, float) or None
        The 5th and 95th percentile over draws when the unjudged are against, and when they are in favour; ``None``
        where there are too many different sums of votes.
    """

    judged: tuple[Position, ...]
    unjudged: tuple[Position, ...]
    against: tuple[float, float] | None
    favour: tuple[float, float] | None


def implied(rule: Rule, positions: Sequence[Position], draws: Draws) -> Implied | None:
    """Return the chance that typed chances imply; ``None`` where no chance was typed.

    Parameters
    ----------
    rule : Rule
    positions : sequence of Position
        In the order of the voters.
    draws : Draws
        Of the case; holds the draws of each chance.
    """
    judged = tuple(position for position in positions if position.chance is not None)
    if not judged:
        return None
    open_ = tuple(
        position for position in positions if position.chance is None and position.side in (Side.OPEN, Side.HANGS)
    )
    abstaining = [
        number
        for number, position in enumerate(positions)
        if position.chance is None and position.side is Side.ABSTAINS
    ]
    spans = []
    for unjudged in (0.0, 1.0):
        favour = np.vstack([_favour(position, unjudged, draws) for position in positions])
        try:
            found = chance_of_carrying(rule, favour, abstaining)
        except TooManyStatesError:
            return Implied(judged, open_, None, None)
        low, high = np.percentile(found, [LOW, HIGH]).tolist()
        spans.append((low, high))
    return Implied(judged, open_, spans[0], spans[1])


def _favour(position: Position, unjudged: float, draws: Draws) -> NDArray[np.float64]:
    if position.chance is not None:
        return draws[position.chance.path]
    certain = {Side.FAVOUR: 1.0, Side.AGAINST: 0.0}.get(position.side, unjudged)
    return np.full(draws.draws, certain)
