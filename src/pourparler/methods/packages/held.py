"""What a party loses if it is held to its red lines."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from pourparler.methods.packages.over_draws import DrawCounts, solve_draws
from pourparler.methods.packages.solutions import PRINCIPLES
from pourparler.methods.packages.space import Space
from pourparler.methods.packages.values import Array, Values


@dataclass(frozen=True)
class Held:
    """What a party has with its red lines lifted, less what it has with them, draw by draw.

    Where the zone is empty the party has its reservation value.

    Parameters
    ----------
    ideal : array, shape (draws,)
        Of its best package in the zone; never negative.
    picks : dict of array, shape (draws,)
        Of the first package each of `PRINCIPLES` picks. Negative where the red lines serve the party: others have to
        come to terms within them.
    opened : float
        In how many draws (sum of weights) the zone is empty with the lines and not without.
    without : DrawCounts
        All that comes out when the lines are lifted.
    """

    ideal: Array
    picks: dict[str, Array]
    opened: float
    without: DrawCounts


def held_to_red_lines(
    space: Space,
    values: Values,
    party: int,
    counts: DrawCounts,
    passable: NDArray[np.bool_] | None = None,
    weights: ArrayLike | None = None,
) -> Held:
    """Compare the draws as they are with the same draws without one party's red lines.

    Parameters
    ----------
    party : int
    counts : DrawCounts
        From `solve_draws` for the same arguments.
    passable, weights
        As for `solve_draws`.

    Examples
    --------
    >>> lines = np.array([[False, True], [False, False]])
    >>> values = Values(np.array([[[5.0, 9.0], [5.0, 8.0]]]), np.zeros((1, 2)), lines)
    >>> found = held_to_red_lines(Space((2,)), values, 0, solve_draws(Space((2,)), values))
    >>> found.ideal.tolist(), found.picks["nash"].tolist(), found.opened
    ([4.0], [4.0], 0.0)
    """
    lines = values.lines.copy()
    lines[party] = False
    lifted = replace(values, red_lines=lines)
    without = solve_draws(space, lifted, passable, weights)
    floor = np.array([values.floor(draw)[party] for draw in range(values.draws)])
    origin = np.array([values.origin(draw)[party] for draw in range(values.draws)])

    def best(from_: DrawCounts) -> Array:
        ideal = from_.ideal[:, party]
        return np.where(np.isnan(ideal), floor, ideal)

    def at_pick(from_: DrawCounts, place: int) -> Array:
        gain = from_.gain[place, :, party]
        return np.where(np.isnan(gain), floor - origin, gain)

    picks = {name: at_pick(without, place) - at_pick(counts, place) for place, name in enumerate(PRINCIPLES)}
    return Held(best(without) - best(counts), picks, counts.empty - without.empty, without)
