"""Packages laid out as heads (the first issues) and tails (the last ones), so that their worth is one addition each."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from pourparler.methods.packages.layout_kernels import add_up
from pourparler.methods.packages.space import Packages, Space, holds_all
from pourparler.methods.packages.values import COARSE, FINER, Array, Linked, Values

MOST_TAILS = 1024
"""The tail issues are as many of the last ones as have no more combinations than this, so that tails stay in cache."""


@dataclass(frozen=True)
class Layout:
    """Where each package's head and tail lie.

    Parameters
    ----------
    space : Space
    split : int
        The first tail issue.
    heads : array, shape (heads, issues)
        The first package of each head.
    first : array of int, shape (heads + 1,)
        Its position; the packages of one head follow each other.
    tails : array, shape (tails, issues)
        Every combination of the tail issues, with the first option of every other issue.
    tail_of : array of int32, shape (packages,)
    """

    space: Space
    split: int
    heads: Packages
    first: NDArray[np.int64]
    tails: Packages
    tail_of: NDArray[np.int32]

    def worth(self, values: Values, draw: int, out: Array | None = None) -> Array:
        """Return what packages are worth in one draw, in whole steps of each party's grid: shape (parties, packages).

        Parameters
        ----------
        out : array, optional
            Where to write it.
        """
        terms = np.array([values.term(number, draw) for number in range(len(values.linked))], dtype=np.float64)
        return self.sums(values, values.additive[draw], terms, COARSE, out)

    def sums(self, values: Values, table: Array, terms: Array, coarse: float, out: Array | None = None) -> Array:
        """Add up a table of shape (parties, options) and linked terms over packages.

        Unless `coarse` is 0, the table is first taken to whole steps of the finer grid, as terms are already, and sums
        are rounded to the coarser one.
        """
        key = tuple((term.party, term.options) for term in values.linked)
        if key not in self._matches:
            self._matches[key] = _Matches.of(self, values.linked)
        matches = self._matches[key]
        if out is None:
            out = np.empty((len(table), len(self.tail_of)))
        units = values.units * 10.0**FINER
        add_up(
            table, units, self._head_rows, self._tail_rows, self.first, self.tail_of,
            matches.party, terms, matches.side, matches.heads, matches.tails, coarse, out,
        )  # fmt: skip
        return out

    @cached_property
    def _head_rows(self) -> NDArray[np.int64]:
        return np.ascontiguousarray(self.space.option_numbers(self.heads)[:, : self.split])

    @cached_property
    def _tail_rows(self) -> NDArray[np.int64]:
        return np.ascontiguousarray(self.space.option_numbers(self.tails)[:, self.split :])

    @cached_property
    def _matches(self) -> dict[tuple[tuple[int, tuple[int, ...]], ...], _Matches]:
        return {}


@dataclass(frozen=True)
class _Matches:
    """Where linked terms count: in heads, in tails or across both."""

    party: NDArray[np.int64]
    side: NDArray[np.int64]
    heads: NDArray[np.bool_]
    tails: NDArray[np.bool_]

    @classmethod
    def of(cls, layout: Layout, linked: tuple[Linked, ...]) -> _Matches:
        space, split = layout.space, layout.split
        party = np.array([term.party for term in linked], dtype=np.int64)
        side = np.zeros(len(linked), dtype=np.int64)
        heads = np.zeros((len(linked), len(layout.heads)), dtype=np.bool_)
        tails = np.zeros((len(linked), len(layout.tails)), dtype=np.bool_)
        for number, term in enumerate(linked):
            early = tuple(option for option in term.options if space.issue_of(option) < split)
            late = tuple(option for option in term.options if space.issue_of(option) >= split)
            side[number] = 2 if early and late else int(not early)
            heads[number] = holds_all(space, layout.heads, early)
            tails[number] = holds_all(space, layout.tails, late)
        return cls(party, side, heads, tails)


def laid_out(space: Space, packages: Packages) -> Layout:
    """Lay out packages, in any order; neighbours with the same first options share a head.

    Examples
    --------
    >>> from pourparler.methods.packages.space import feasible
    >>> values = Values(np.array([[[0, 60, 10, 0]]]), np.array([[10]]))
    >>> space = Space((2, 2))
    >>> (laid_out(space, feasible(space)).worth(values, 0) / values.units[:, None]).tolist()
    [[10.0, 0.0, 70.0, 60.0]]
    """
    split = space.issues - 1
    while split > 0 and math.prod(space.sizes[split - 1 :]) <= MOST_TAILS:
        split -= 1
    tail_of = np.zeros(len(packages), dtype=np.int32)
    for issue in range(split, space.issues):
        tail_of = tail_of * np.int32(space.sizes[issue]) + packages[:, issue]
    changes = np.zeros(len(packages), dtype=np.bool_)
    changes[:1] = True
    for issue in range(split):
        changes[1:] |= packages[1:, issue] != packages[:-1, issue]
    first = np.flatnonzero(changes)
    tails = np.zeros((math.prod(space.sizes[split:]), space.issues), dtype=np.int16)
    grid = np.indices(space.sizes[split:], dtype=np.int16)
    tails[:, split:] = grid.reshape(space.issues - split, -1).T
    return Layout(space, split, packages[first], np.append(first, len(packages)), tails, tail_of)
