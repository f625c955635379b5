"""Packages laid out as heads (the first issues) and tails (the last ones), so that their worth is one addition each."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pourparler.methods.packages.layout_kernels import add_up
from pourparler.methods.packages.space import Packages, Space, holds_all
from pourparler.methods.packages.values import COARSE, Array, Values

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
        terms = [values.term(number, draw) for number in range(len(values.linked))]
        return self.sums(values, values.table(draw), np.array(terms), COARSE, out)

    def sums(self, values: Values, table: Array, terms: Array, coarse: float, out: Array | None = None) -> Array:
        """Add up a table of shape (parties, options) and linked terms over packages, rounding unless `coarse` is 0."""
        offsets = self.space.offsets
        heads = np.zeros((len(table), len(self.heads)))
        tails = np.zeros((len(table), len(self.tails)))
        for issue in range(self.space.issues):
            part, rows = (heads, self.heads) if issue < self.split else (tails, self.tails)
            part += table[:, rows[:, issue].astype(np.int64) + offsets[issue]]
        across: list[int] = []
        for number, term in enumerate(values.linked):
            sides = {self.space.issue_of(option) >= self.split for option in term.options}
            if len(sides) == 2:
                across.append(number)
            elif sides == {True}:
                tails[term.party, holds_all(self.space, self.tails, term.options)] += terms[number]
            else:
                heads[term.party, holds_all(self.space, self.heads, term.options)] += terms[number]
        party = np.array([values.linked[number].party for number in across], dtype=np.int64)
        head_match = np.zeros((len(across), len(self.heads)), dtype=np.bool_)
        tail_match = np.zeros((len(across), len(self.tails)), dtype=np.bool_)
        for place, number in enumerate(across):
            options = values.linked[number].options
            early = tuple(option for option in options if self.space.issue_of(option) < self.split)
            late = tuple(option for option in options if self.space.issue_of(option) >= self.split)
            head_match[place] = holds_all(self.space, self.heads, early)
            tail_match[place] = holds_all(self.space, self.tails, late)
        if out is None:
            out = np.empty((len(table), len(self.tail_of)))
        worth = np.array([terms[number] for number in across])
        add_up(heads, tails, self.first, self.tail_of, party, worth, head_match, tail_match, coarse, out)
        return out


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
