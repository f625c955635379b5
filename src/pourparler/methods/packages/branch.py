"""What principles pick in spaces too large to write out, exactly, by branch and bound.

The search goes down the groups of issues. Prices on the parties' gains, one each, bound what can still be reached: the
best package at given prices is the best part of each group by itself, and prices exist at which no package is worth
more than the best lottery (duality of linear programs, [1]_). So only packages almost as good as the best lottery are
looked at one by one.

.. [1] Geoffrion, A. M. (1974), "Lagrangean relaxation for integer programming", Mathematical Programming Study 2, p.
82.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pourparler.methods.packages.branch_kernels import LEAST, PRODUCT, SUM, descend
from pourparler.methods.packages.groups import Group, TooLargeError
from pourparler.methods.packages.solutions import SOLVERS, TIE, leximin
from pourparler.methods.packages.space import Packages
from pourparler.methods.packages.values import Array, Values

MOST_NODES = 400_000_000
MOST_TIED = 200_000
_STEPS = 400
_HELD_STEPS = 60


@dataclass(frozen=True)
class Branched:
    """What principles pick.

    Parameters
    ----------
    ideal : array, shape (parties,) or None
        Each party's largest utility in the zone; None when the zone is empty.
    packages : dict of array of int16, shape (packages, issues)
        For each principle, the packages it picks, those of equal worth once, in lexicographic order.
    utilities : dict of array, shape (parties, packages)
    nodes : int
        How many partial packages were looked at.
    """

    ideal: Array | None
    packages: dict[str, Packages]
    utilities: dict[str, Array]
    nodes: int


class _Search:
    """The groups in one order, and what all searches share."""

    def __init__(self, groups: list[Group], values: Values, draw: int) -> None:
        self.values, self.units = values, values.units
        fine = values.units * 1000.0
        self.groups = sorted(groups, key=lambda group: -float((group.sums / fine[:, None]).std(axis=1).sum()))
        self.sums = [group.sums / fine[:, None] for group in self.groups]
        self.origin = values.origin(draw)
        self.margin = values.floor(draw) - self.origin
        self.slack = 1e-10 * max(1e-300, float(sum(np.abs(sums).max() for sums in self.sums)))
        self.nodes = 0

    def dual(self, weights: Array, scale: Array) -> tuple[float, Array, float]:
        """Return the best of all lotteries that give every party its reservation value, with prices that prove it.

        What is maximised is ``weights @ g``, or for weights of 0 the level that every ``scale * g`` reaches. Returned
        are the value, prices of gains and a constant: for no package in the zone does ``weights @ g`` (the smallest
        ``scale * g``) exceed ``constant + prices @ g``.
        """
        value, marginals, _ = self._lottery(weights, scale)
        parties = len(scale)
        held = marginals[:parties]
        constant = -float(held @ self.margin)
        if weights.any():
            return value, weights + held, constant
        total = marginals[parties:].sum()
        shares = marginals[parties:] / total if total > 0 else np.full(parties, 1 / parties)
        return value, shares * scale + held, constant

    def best_gains(self, weights: Array) -> Array:
        """Return what parties gain in the lottery with the largest ``weights @ g``."""
        return self._lottery(weights, weights)[2]

    def _lottery(self, weights: Array, scale: Array) -> tuple[float, Array, Array]:
        """Return the value of the linear program of `dual`, the marginals of its rows and the gains."""
        from scipy.optimize import linprog
        from scipy.sparse import block_diag, csr_array

        together = np.concatenate(self.sums, axis=1)
        number, parties = together.shape[1], len(together)
        level = not weights.any()
        once = block_diag([np.ones((1, sums.shape[1])) for sums in self.sums])
        # One row a party for its reservation value; for a level, one more a party.
        cost, rows, bounds = -(weights @ together), -together, -(self.origin + self.margin)
        if level:
            cost = np.append(np.zeros(number), -1.0)
            rows = np.column_stack([np.vstack([rows, rows * scale[:, None]]), np.repeat([0.0, 1.0], parties)])
            once = csr_array(np.column_stack([once.toarray(), np.zeros(len(self.sums))]))
            bounds = np.concatenate([bounds, -self.origin * scale])
        limits = [(0, None)] * number + [(None, None)] * level
        solved = linprog(cost, rows, bounds, once, np.ones(len(self.sums)), limits, method="highs")
        if solved.x is None:
            raise _NoLotteryError
        value = float(-solved.fun) - (0.0 if level else float(weights @ self.origin))
        marginals = np.maximum(-np.asarray(solved.ineqlin.marginals), 0.0)
        return value, marginals, together @ np.asarray(solved.x)[:number] - self.origin

    def run(self, kind: int, prices: Array, constant: float, scale: Array) -> tuple[NDArray[np.int32], float]:
        """Return the parts of the packages of largest value, and the value."""
        orders = [np.argsort(-(prices @ sums), kind="stable") for sums in self.sums]
        sums = np.ascontiguousarray(np.concatenate([s[:, o] for s, o in zip(self.sums, orders, strict=True)], axis=1).T)
        first = np.concatenate([[0], np.cumsum([len(order) for order in orders])]).astype(np.int64)
        found = np.empty((MOST_TIED, len(orders)), dtype=np.int32)
        slack = self.slack if kind == SUM else self.slack * float(scale.max()) if kind == LEAST else 1e-9
        start = -np.inf if kind != PRODUCT else 0.0
        count, best, nodes = descend(
            kind,
            sums,
            first,
            prices,
            constant,
            scale,
            self.origin,
            start,
            slack,
            self.margin - 0.5 / self.units,
            MOST_NODES,
            found,
        )
        self.nodes += nodes
        if nodes > MOST_NODES:
            raise TooLargeError(f"more than {MOST_NODES} partial packages would have to be looked at")
        if count > MOST_TIED:
            raise TooLargeError(f"more than {MOST_TIED} packages tie")
        chosen = found[:count] - first[:-1].astype(np.int32)
        for group, order in enumerate(orders):
            chosen[:, group] = order[chosen[:, group]]
        return chosen, best

    def spelled(self, chosen: NDArray[np.int32]) -> tuple[Packages, Array]:
        """Return packages and utilities of chosen parts."""
        packages = np.zeros((len(chosen), sum(len(group.issues) for group in self.groups)), dtype=np.int16)
        sums = np.zeros((self.values.parties, len(chosen)))
        for place, group in enumerate(self.groups):
            packages[:, list(group.issues)] = group.parts[chosen[:, place]]
            sums += group.sums[:, chosen[:, place]]
        return packages, np.rint(sums * 1e-3) / self.units[:, None]


class _NoLotteryError(Exception):
    """Not even a lottery over packages gives every party its reservation value."""


def branched(groups: list[Group], values: Values, draw: int = 0) -> Branched:
    """Find what each principle picks, without writing out the packages.

    Parameters
    ----------
    groups : list of Group
        From `groups.grouped`, for the same values and draw.

    Raises
    ------
    TooLargeError
        When the search would take too long, too many packages tie, or some party can gain nothing at all (the Nash
        product is then decided by a rule for which the space has to be written out).

    Notes
    -----
    Ties and empty zones as in `solutions`. Packages of equal worth to all parties appear once.

    Examples
    --------
    >>> from pourparler.methods.packages.groups import grouped
    >>> from pourparler.methods.packages.space import Space
    >>> space = Space((2,) * 40)
    >>> trade = np.array([[2.0**issue, 0.0] for issue in range(40)]).ravel()
    >>> values = Values(np.stack([trade, trade[::-1]])[None] / 2**30, np.zeros((1, 2)))
    >>> found = branched(grouped(space, values), values)
    >>> found.packages["nash"].shape
    (1, 40)
    """
    search = _Search(groups, values, draw)
    parties = values.parties
    nothing = Branched(None, {name: np.zeros((0, 0), dtype=np.int16) for name in SOLVERS}, {}, 0)
    ideal = np.zeros(parties)
    try:
        for party in range(parties):
            weights = np.eye(parties)[party]
            _, prices, constant = search.dual(weights, weights)
            # Of one party's gain alone; the others only have to reach their reservation values.
            chosen, ideal[party] = search.run(SUM, prices, constant, weights)
            if len(chosen) == 0:
                return nothing
        found: dict[str, tuple[Packages, Array]] = {}
        _, prices, constant = search.dual(np.ones(parties), np.ones(parties))
        found["utilitarian"] = search.spelled(search.run(SUM, prices, constant, np.ones(parties))[0])
        _, prices, constant = search.dual(np.zeros(parties), np.ones(parties))
        found["egalitarian"] = search.spelled(search.run(LEAST, prices, constant, np.ones(parties))[0])
        room = ideal > 1e-9 * np.abs(ideal).max()
        if not room.all():
            raise TooLargeError("a party can gain nothing in the zone")
        _, prices, constant = search.dual(np.zeros(parties), 1 / ideal)
        found["kalai_smorodinsky"] = search.spelled(search.run(LEAST, prices, constant, 1 / ideal)[0])
        prices, constant = _nash_prices(search, ideal)
        chosen, best = search.run(PRODUCT, prices, constant, 1 / ideal)
        if best <= 0:
            raise TooLargeError("no package gives every party a gain")
        found["nash"] = search.spelled(chosen)
    except _NoLotteryError:
        return nothing
    packages, utilities = {}, {}
    for name, (rows, worth) in found.items():
        order = np.lexsort(rows.T[::-1])
        rows, worth = rows[order], worth[:, order]
        picks = _picked(name, worth, search.origin, ideal)
        _, once = np.unique(worth[:, picks], axis=1, return_index=True)
        picks = picks[np.sort(once)]
        packages[name], utilities[name] = rows[picks], worth[:, picks]
    return Branched(search.origin + ideal, packages, utilities, search.nodes)


def _picked(name: str, worth: Array, origin: Array, ideal: Array) -> NDArray[np.int64]:
    """Return what a principle picks among these, the ideal being that of the whole zone."""
    if name == "kalai_smorodinsky":
        return leximin((worth - origin[:, None]) / ideal[:, None], TIE)
    return SOLVERS[name](worth, origin, np.ones(worth.shape[1], dtype=np.bool_))


def _nash_prices(search: _Search, ideal: Array) -> tuple[Array, float]:
    """Return prices near the inverse gains of the best lottery, and the constant that makes them a bound.

    Steps towards the best package at current prices; where the lottery found leaves a party less than its reservation
    value, steps towards the best lottery that does not. For every ``p > 0``, ``ln g <= p g - ln p - 1``, with equality
    at ``p = 1 / g``.
    """
    level, _, _ = search.dual(np.zeros(len(ideal)), 1 / ideal)
    start = np.maximum(level, 1e-3) * ideal
    gain = start
    for step in range(_STEPS):
        prices = 1 / gain
        best = (
            sum((sums[:, int((prices @ sums).argmax())] for sums in search.sums), np.zeros(len(ideal))) - search.origin
        )
        gain = np.maximum(gain + 2 / (step + 3) * (best - gain), 1e-6 * ideal)
    prices = 1 / gain
    held, constant = prices, 0.0
    if (gain < search.margin - 1e-6 * ideal).any():
        gain = np.maximum(start, search.margin)
        for step in range(_HELD_STEPS):
            gain = np.maximum(gain + 2 / (step + 3) * (search.best_gains(1 / gain) - gain), 1e-6 * ideal)
        prices = 1 / gain
        _, held, constant = search.dual(prices, prices)
    return held, constant - float(np.log(prices * ideal).sum()) - len(ideal)
