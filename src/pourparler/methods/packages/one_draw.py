"""Zone, frontier and picks in one draw."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pourparler.methods.packages.frontier import unbeaten
from pourparler.methods.packages.layout import laid_out
from pourparler.methods.packages.solutions import PRINCIPLES, SOLVERS, Picks
from pourparler.methods.packages.space import Packages, Space, feasible
from pourparler.methods.packages.values import Array, Values, same_options
from pourparler.methods.packages.zone import allowed

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Solved:
    """What one draw says.

    Parameters
    ----------
    packages : array of int16, shape (packages, issues)
        The feasible packages, in lexicographic order; positions below refer to these rows.
    utilities : array, shape (parties, packages)
    floor : array, shape (parties,)
        Reservation values, as compared.
    zone : array of bool, shape (packages,)
    efficient : array of int
        The packages on the frontier of those that cross no red line and can be passed.
    picked : dict of array of int
        For each of `PRINCIPLES`, the packages it picks; empty when the zone is empty.
    """

    packages: Packages
    utilities: Array
    floor: Array
    zone: Mask
    efficient: NDArray[np.int64]
    picked: dict[str, Picks]


def solve_draw(space: Space, values: Values, draw: int = 0, passable: Mask | None = None) -> Solved:
    """Find zone, frontier and picks in one draw.

    Parameters
    ----------
    passable : array of bool, shape (packages,), optional
        Which feasible packages bodies and ratifiers can pass.

    Raises
    ------
    ContradictionError
        When no package can stand.

    Notes
    -----
    Everything a principle picks lies on the frontier of the zone, so the principles look only there.

    Examples
    --------
    >>> values = Values(np.array([[[0, 60, 10, 0], [40, 0, 0, 60]]]), np.array([[10, 40]]))
    >>> found = solve_draw(Space((2, 2)), values)
    >>> found.zone.tolist(), found.efficient.tolist(), found.picked["nash"].tolist()
    ([True, False, False, True], [1, 2, 3], [3])
    """
    packages = feasible(space)
    same_options(space, values)
    may = allowed(space, values, packages, passable)
    worth = laid_out(space, packages).worth(values, draw)
    rows = np.flatnonzero(may)
    efficient = unbeaten(worth, rows)
    worth /= values.units[:, None]
    floor = values.floor(draw)
    zone = may
    for party in range(values.parties):
        zone &= worth[party] >= floor[party]
    inside = efficient[zone[efficient]]
    points, everything = worth[:, inside], np.ones(len(inside), dtype=np.bool_)
    picked = {
        principle: inside[SOLVERS[principle](points, values.origin(draw), everything)] for principle in PRINCIPLES
    }
    return Solved(packages, worth, floor, zone, efficient, picked)
