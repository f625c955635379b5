"""What a party loses if it is held to its red lines."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from pourparler.methods.packages.over_draws import DrawCounts, solve_draws
from pourparler.methods.packages.solutions import PRINCIPLES
from pourparler.methods.packages.space import Space
from pourparler.methods.packages.values import Array, Values


@dataclass(frozen=True)
class Held:
    """A party's gains with its red lines lifted, less its gains with them, draw by draw.

    An empty zone counts as no gain: the party has its reservation value then.

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
    lifted = Values(values.additive, values.reservation, lines, values.linked)
    without = solve_draws(space, lifted, passable, weights)
    floor = np.array([values.floor(draw)[party] for draw in range(values.draws)])

    def gain(from_: DrawCounts) -> Array:
        return np.asarray(np.nan_to_num(from_.ideal[:, party] - floor))

    picks = {
        name: np.nan_to_num(without.gain[place, :, party]) - np.nan_to_num(counts.gain[place, :, party])
        for place, name in enumerate(PRINCIPLES)
    }
    return Held(gain(without) - gain(counts), picks, counts.empty - without.empty, without)
