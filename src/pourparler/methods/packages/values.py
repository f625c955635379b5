"""What packages are worth to parties: options, terms over several issues, red lines, and what parties have otherwise.

Utilities are compared after rounding to a decimal grid of about eleven digits of each party's scale, and sums are taken
on a grid a thousand times finer, on which they are exact in double precision. So packages that tie on paper tie in the
computer, and no result depends on the order of addition, the number of workers or the way the work is cut.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from pourparler.methods.packages.space import Packages, Space

Array = NDArray[np.float64]

DIGITS = 11
"""Utilities are rounded to this many digits below the power of ten that bounds a party's scale."""
FINER = 3
"""Sums are taken with so many more digits."""
COARSE = 10.0**-FINER
SMALLEST, LARGEST = 1e-200, 1e200
"""The grid holds scales between these."""


@dataclass(frozen=True)
class Linked:
    """A term that counts when several options stand together.

    Parameters
    ----------
    party : int
        Whose utility it changes.
    options : tuple of int
        The options, numbered through.
    values : array, shape (draws,)
        How much it adds (or takes) when all of them stand.
    """

    party: int
    options: tuple[int, ...]
    values: Array


@dataclass(frozen=True)
class Values:
    """What options are worth to the principals, over draws.

    Parameters
    ----------
    additive : array, shape (draws, parties, options)
        What each option adds to a party's utility: its value times the issue's normalised weight. Options numbered
        through.
    reservation : array, shape (draws, parties)
        What a package must be worth to a party to be accepted.
    red_lines : array of bool, shape (parties, options), optional
        Options a party accepts at no price.
    linked : tuple of Linked, optional
        Terms over two or more issues.
    disagreement : array, shape (draws, parties), optional
        What a party has while there is no agreement: the point from which gains are measured. Never above the
        reservation value, which is higher where a party could leave for something better: an outside option is a floor
        and no point from which a surplus is split [1]_. The reservation value, when not given.

    Raises
    ------
    ValueError
        When shapes disagree, a number is not finite, a term names a party or an option that does not exist, or a
        disagreement value exceeds the reservation value.

    Notes
    -----
    Parties are the principals: those without whose consent a package does not pass. `utilities` serves for others too.

    .. [1] Binmore, K., Shaked, A. and Sutton, J. (1989), "An outside option experiment", QJE 104(4), p. 753.

    Examples
    --------
    >>> values = Values(np.array([[[0, 60, 10, 0], [40, 0, 0, 60]]]), np.array([[10, 30]]))
    >>> values.draws, values.parties
    (1, 2)
    """

    additive: Array
    reservation: Array
    red_lines: NDArray[np.bool_] | None = None
    linked: tuple[Linked, ...] = ()
    disagreement: Array | None = None

    def __post_init__(self) -> None:
        additive = np.ascontiguousarray(self.additive, dtype=np.float64)
        reservation = np.ascontiguousarray(self.reservation, dtype=np.float64)
        if additive.ndim != 3 or 0 in additive.shape:
            raise ValueError(f"values of options have the shape (draws, parties, options), not {additive.shape}")
        draws, parties, options = additive.shape
        if reservation.shape != (draws, parties):
            raise ValueError(f"reservation values have the shape {(draws, parties)}, not {reservation.shape}")
        origin = reservation
        if self.disagreement is not None:
            origin = np.ascontiguousarray(self.disagreement, dtype=np.float64)
            if origin.shape != (draws, parties):
                raise ValueError(f"disagreement values have the shape {(draws, parties)}, not {origin.shape}")
        red_lines = np.zeros((parties, options), dtype=np.bool_)
        if self.red_lines is not None:
            given = np.asarray(self.red_lines, dtype=np.bool_)
            if given.shape != (parties, options):
                raise ValueError(f"red lines have the shape {(parties, options)}, not {given.shape}")
            red_lines = given.copy()
        _finite("the value of an option", additive)
        _finite("a reservation value", reservation)
        _finite("a disagreement value", origin)
        if (origin > reservation).any():
            raise ValueError("a disagreement value exceeds the reservation value")
        for term in self.linked:
            if not 0 <= term.party < parties:
                raise ValueError(f"a linked term names party {term.party}; parties run from 0 to {parties - 1}")
            if not term.options or not all(0 <= option < options for option in term.options):
                raise ValueError(f"a linked term names options {term.options}; they run from 0 to {options - 1}")
            if np.shape(term.values) != (draws,):
                raise ValueError(f"a linked term has one value a draw, {draws}, not {np.shape(term.values)}")
            _finite("a linked value", np.asarray(term.values, dtype=np.float64))
        object.__setattr__(self, "additive", additive)
        bound = self._bound()
        if not ((bound == 0) | ((bound > SMALLEST) & (bound < LARGEST))).all():
            raise ValueError(f"values that add up to between {bound.min()} and {bound.max()}: too large or too small")
        for number in (np.abs(reservation).max(), np.abs(origin).max()):
            if number > LARGEST:
                raise ValueError(f"a reservation or disagreement value of {number} is too large")
        object.__setattr__(self, "reservation", reservation)
        object.__setattr__(self, "disagreement", origin)
        object.__setattr__(self, "red_lines", red_lines)

    @property
    def draws(self) -> int:
        """How many draws."""
        return len(self.additive)

    @property
    def parties(self) -> int:
        """How many parties."""
        return int(self.additive.shape[1])

    @property
    def lines(self) -> NDArray[np.bool_]:
        """The red lines, all false where none were given: shape (parties, options)."""
        assert self.red_lines is not None  # noqa: S101  (set above)
        return self.red_lines

    def _bound(self) -> Array:
        """Return, for each party, what no package can be worth more than, up to sign."""
        bound: Array = np.abs(self.additive).max(axis=0).sum(axis=1)
        for term in self.linked:
            bound[term.party] += np.abs(term.values).max()
        return bound

    @cached_property
    def decimals(self) -> NDArray[np.int64]:
        """To how many decimals each party's utilities are rounded (negative: tens, hundreds): shape (parties,)."""
        bound = self._bound()
        exponents = [math.ceil(math.log10(one)) if one > 0 else 0 for one in bound.tolist()]
        return np.array([DIGITS - exponent for exponent in exponents], dtype=np.int64)

    @cached_property
    def units(self) -> Array:
        """How many steps of the grid make 1, for each party: shape (parties,)."""
        return np.array([10.0**decimals for decimals in self.decimals.tolist()])

    def first(self, draws: int) -> Values:
        """Return the first draws alone."""
        linked = tuple(Linked(term.party, term.options, term.values[:draws]) for term in self.linked)
        split = None if self.disagreement is None else self.disagreement[:draws]
        return Values(self.additive[:draws], self.reservation[:draws], self.red_lines, linked, split)

    def table(self, draw: int) -> Array:
        """Return the values of options in steps of the finer grid, whole numbers: shape (parties, options)."""
        steps: Array = np.rint(self.additive[draw] * (self.units * 10.0**FINER)[:, None])
        return steps

    def term(self, number: int, draw: int) -> float:
        """Return a linked value in steps of the finer grid."""
        term = self.linked[number]
        return float(np.rint(term.values[draw] * self.units[term.party] * 10.0**FINER))

    def floor(self, draw: int) -> Array:
        """Return reservation values as they are compared, in units of utility: shape (parties,)."""
        return self._on_grid(self.reservation[draw])

    def origin(self, draw: int) -> Array:
        """Return disagreement values, from which gains are measured, on the grid of utilities: shape (parties,)."""
        assert self.disagreement is not None  # noqa: S101  (set above)
        return self._on_grid(self.disagreement[draw])

    def _on_grid(self, numbers: Array) -> Array:
        found: Array = np.rint(numbers * self.units) / self.units
        return found


def _finite(what: str, numbers: Array) -> None:
    if not np.isfinite(numbers).all():
        place = tuple(int(one) for one in np.argwhere(~np.isfinite(numbers))[0])
        raise ValueError(f"{what} is {numbers[place]}, at position {place}: it must be a finite number")


def utilities(space: Space, values: Values, packages: Packages, draw: int = 0) -> Array:
    """Return what each package is worth to each party in one draw.

    Parameters
    ----------
    space : Space
    values : Values
    packages : array, shape (packages, issues)
        From `feasible`, or any rows of it.
    draw : int

    Returns
    -------
    array, shape (parties, packages)
        In the units of the values, rounded to the grid of `Values.decimals`.

    Raises
    ------
    ValueError
        When values and space do not have the same options.

    Examples
    --------
    >>> from pourparler.methods.packages.space import feasible
    >>> space = Space((2, 2))
    >>> values = Values(np.array([[[0, 60, 10, 0], [40, 0, 0, 60]]]), np.array([[10, 30]]),
    ...                 linked=(Linked(1, (1, 2), np.array([5])),))
    >>> utilities(space, values, feasible(space)).tolist()
    [[10.0, 0.0, 70.0, 60.0], [40.0, 100.0, 5.0, 60.0]]
    """
    from pourparler.methods.packages.layout import laid_out

    same_options(space, values)
    worth = laid_out(space, packages).worth(values, draw)
    worth /= values.units[:, None]
    return worth


def same_options(space: Space, values: Values) -> None:
    """Raise ValueError when values and space do not have the same options."""
    if values.additive.shape[2] != space.options:
        raise ValueError(f"there are values for {values.additive.shape[2]} options; the space has {space.options}")
