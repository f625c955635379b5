"""The same draws under many sets of reservation values: what measures that change no-deal values do to the zone."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pourparler.methods.packages.frontier import Frontiers
from pourparler.methods.packages.layout import laid_out
from pourparler.methods.packages.solutions import PRINCIPLES, TIE
from pourparler.methods.packages.space import Space, feasible
from pourparler.methods.packages.values import Array, Values, same_options
from pourparler.methods.packages.zone import allowed


@dataclass(frozen=True)
class UnderFloors:
    """What comes out under each set of reservation values.

    Parameters
    ----------
    room : array of int, shape (variants, draws)
        How many packages lie in the zone.
    terms : array, shape (principles, variants, draws, parties)
        What each party has, in units of utility, with what each of `PRINCIPLES` picks: the mean over tied packages; NaN
        when the zone is empty.
    ideal : array, shape (variants, draws, parties)
        What each party gains at best in the zone, above where gains are counted from; NaN when the zone is empty.
    """

    room: NDArray[np.int64]
    terms: Array
    ideal: Array


def under_floors(
    space: Space,
    values: Values,
    floors: Array,
    splits: Array | None = None,
    passable: NDArray[np.bool_] | None = None,
    workers: int | None = None,
) -> UnderFloors:
    """Find the room for agreement and the terms under each set of reservation values.

    Parameters
    ----------
    space : Space
    values : Values
        Its own reservation values are not used.
    floors : array, shape (variants, draws, parties)
        What a package must be worth.
    splits : array, same shape, optional
        From where gains are counted: no-deal values. The floors, when left out.
    passable : array of bool, shape (packages,), optional
        Which feasible packages bodies and ratifiers can pass.
    workers : int, optional
        Threads; the result does not depend on it.

    Raises
    ------
    ContradictionError
        When no package can stand.
    ValueError
        When shapes disagree or a number is not finite.

    Notes
    -----
    No reservation value moves the frontier of a draw, and whatever a principle picks lies on it: it is found once a
    draw, and each variant looks only there. See `solutions` for the principles and their ties.

    Examples
    --------
    >>> values = Values(np.array([[[0, 60, 10, 0], [40, 0, 0, 60]]]), np.array([[0, 0]]))
    >>> found = under_floors(Space((2, 2)), values, np.array([[[0, 0]], [[10, 40]], [[65, 50]]]))
    >>> found.room[:, 0].tolist(), found.terms[0, :, 0].tolist()
    ([4, 2, 0], [[60.0, 60.0], [60.0, 60.0], [nan, nan]])
    """
    packages = feasible(space)
    same_options(space, values)
    low = np.asarray(floors, dtype=np.float64)
    base = low if splits is None else np.asarray(splits, dtype=np.float64)
    if low.ndim != 3 or low.shape[1:] != (values.draws, values.parties) or base.shape != low.shape:
        raise ValueError(f"floors have the shape (variants, {values.draws}, {values.parties}), not {low.shape}")
    if not (np.isfinite(low).all() and np.isfinite(base).all()):
        raise ValueError("reservation values must be finite numbers")
    layout = laid_out(space, packages[allowed(space, values, packages, passable)])
    room = np.zeros((len(low), values.draws), dtype=np.int64)
    terms = np.full((len(PRINCIPLES), *low.shape), np.nan)
    ideal = np.full(low.shape, np.nan)

    def over(draws: range) -> None:
        from pourparler.methods.packages.floors_kernels import count_inside
        from pourparler.methods.packages.picks_kernels import terms_inside

        worth = np.empty((values.parties, len(layout.tail_of)))
        gains = np.empty((len(PRINCIPLES), len(low), values.parties))
        best = np.empty((len(low), values.parties))
        number = len(layout.tail_of)
        follow = Frontiers(np.arange(number), number)
        for draw in draws:
            layout.worth(values, draw, worth)
            least = np.ascontiguousarray(np.rint(low[:, draw] * values.units))
            counted = np.empty(len(low), dtype=np.int64)
            count_inside(worth, least, counted)
            room[:, draw] = counted
            points = np.ascontiguousarray((worth[:, follow.of(worth)] / values.units[:, None]).T)
            floor, split = least / values.units, np.rint(base[:, draw] * values.units) / values.units
            terms_inside(points, floor, split, TIE, gains, best)
            terms[:, :, draw] = gains + split
            ideal[:, draw] = best

    number = max(1, min(os.cpu_count() or 1 if workers is None else workers, values.draws))
    with ThreadPoolExecutor(number) as pool:
        list(pool.map(over, [range(start, values.draws, number) for start in range(number)]))
    return UnderFloors(room, terms, ideal)
