"""What a party loses if it is held to its red lines."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from pourparler.methods.packages.solutions import PRINCIPLES
from pourparler.methods.packages.space import Space
from pourparler.methods.packages.under_floors import UnderFloors, under_floors
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
        Of what each of `PRINCIPLES` picks, the mean over tied packages. Negative where the red lines serve the party:
        others have to come to terms within them.
    opened : array of bool, shape (draws,)
        Where the zone is empty with the lines and not without.
    """

    ideal: Array
    picks: dict[str, Array]
    opened: NDArray[np.bool_]


def as_they_are(space: Space, values: Values, passable: NDArray[np.bool_] | None = None) -> UnderFloors:
    """Return room, terms and ideals of the draws as they are: one variant, the values' own reservation values."""
    return under_floors(space, values, values.reservation[None], _origin(values)[None], passable)


def _origin(values: Values) -> Array:
    """Return the disagreement values, from which gains are counted."""
    return np.asarray(values.disagreement, dtype=np.float64)


def held_to_red_lines(
    space: Space, values: Values, party: int, held: UnderFloors, passable: NDArray[np.bool_] | None = None
) -> Held:
    """Compare the draws as they are with the same draws without one party's red lines.

    Parameters
    ----------
    party : int
    held : UnderFloors
        From `as_they_are` for the same arguments.
    passable : array of bool, shape (packages,), optional
        Which feasible packages bodies and ratifiers can pass.

    Examples
    --------
    >>> lines = np.array([[False, True], [False, False]])
    >>> values = Values(np.array([[[5.0, 9.0], [5.0, 8.0]]]), np.zeros((1, 2)), lines)
    >>> found = held_to_red_lines(Space((2,)), values, 0, as_they_are(Space((2,)), values))
    >>> found.ideal.tolist(), found.picks["nash"].tolist(), found.opened.tolist()
    ([4.0], [4.0], [False])
    """
    lines = values.lines.copy()
    lines[party] = False
    without = as_they_are(space, replace(values, red_lines=lines), passable)
    floor = values.reservation[:, party]

    def best(found: UnderFloors) -> Array:
        ideal = found.ideal[0, :, party] + _origin(values)[:, party]
        return np.where(np.isnan(ideal), floor, ideal)

    def at_pick(found: UnderFloors, place: int) -> Array:
        terms = found.terms[place, 0, :, party]
        return np.where(np.isnan(terms), floor, terms)

    picks = {name: at_pick(without, place) - at_pick(held, place) for place, name in enumerate(PRINCIPLES)}
    return Held(best(without) - best(held), picks, (held.room[0] == 0) & (without.room[0] > 0))
