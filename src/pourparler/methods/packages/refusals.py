"""Who refuses which packages, draw by draw; what lifting one cause would add; which options all that pass have."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pourparler.methods.packages.layout import laid_out
from pourparler.methods.packages.layout_kernels import refuse
from pourparler.methods.packages.space import Packages, Space
from pourparler.methods.packages.values import Array, Values, same_options


@dataclass(frozen=True)
class Refusals:
    """What came out, draw by draw.

    Parameters
    ----------
    below : array, shape (draws, parties)
        How many open packages are worth less than its reservation value to the party.
    only : array, shape (draws, parties)
        How many open packages nobody else refuses.
    zone : array, shape (draws,)
        How many open packages every party accepts.
    added : array, shape (draws, causes)
        How many packages that one cause alone closes every party would accept.
    needed : array, shape (draws, options)
        1 for an option that every package in the zone has, else 0; all 0 where the zone is empty.
    """

    below: Array
    only: Array
    zone: Array
    added: Array
    needed: Array


def refusals(space: Space, values: Values, packages: Packages, closed: NDArray[np.bool_]) -> Refusals:
    """Look once, draw by draw, at every package that is open or that one cause alone closes.

    Parameters
    ----------
    packages : array, shape (packages, issues)
        Feasible ones.
    closed : array of bool, shape (causes, packages)
        What closes which package, whatever it is worth: red lines, bodies.

    Examples
    --------
    >>> values = Values(np.array([[[0.0, 6, 9], [9, 6, 0]]]), np.array([[5.0, 4.0]]))
    >>> found = refusals(Space((3,)), values, np.array([[0], [1], [2]]), np.array([[False, True, False]]))
    >>> found.below.tolist(), found.zone.tolist(), found.added.tolist(), found.needed.tolist()
    ([[1.0, 1.0]], [0.0], [[1.0]], [[0.0, 0.0, 0.0]])
    """
    same_options(space, values)
    rows = np.flatnonzero(closed.sum(axis=0) <= 1)
    closer = np.full(len(rows), -1, dtype=np.int64)
    cause, place = np.nonzero(closed[:, rows])
    closer[place] = cause
    draws, parties = values.draws, values.parties
    below, only = np.zeros((draws, parties)), np.zeros((draws, parties))
    zone, added, needed = np.zeros(draws), np.zeros((draws, len(closed))), np.zeros((draws, space.options))
    layout = laid_out(space, packages[rows])
    options = np.ascontiguousarray(space.option_numbers(packages[rows]))
    worth = np.empty((parties, len(rows)))
    for draw in range(draws if len(rows) else 0):
        layout.worth(values, draw, worth)
        counts = (below[draw], only[draw], added[draw], needed[draw])
        zone[draw] = refuse(worth, values.reservation[draw], values.units, closer, options, *counts)
    return Refusals(below, only, zone, added, np.where((zone > 0)[:, None] & (needed == zone[:, None]), 1.0, 0.0))
