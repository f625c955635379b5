"""Who pays what for measures that are settled: the most even burdens there can be, and one even spread of them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pourparler.methods.sharing.supply import Array, Chosen, Supply

PRECISE = {"primal_feasibility_tolerance": 1e-9, "dual_feasibility_tolerance": 1e-9}
ROUNDS = 20_000
EVEN = 1e-12
NEAR = 1e-9
PRICED = 1e-7
ROUNDED = 2e-6
"""Relative to the largest cost: how far the solver of whole numbers may have gone beyond a budget."""


def contributions(supply: Supply, chosen: Chosen) -> Array | None:
    """Return what each backer pays for each measure in each period, with burdens as even as limits allow.

    Parameters
    ----------
    supply : Supply
        Its exclusions and prerequisites are not looked at.
    chosen : array of bool, shape (measures,)

    Returns
    -------
    array, shape (backers, measures, periods), or None
        None when budgets and permissions cannot carry the choice.

    Notes
    -----
    Burdens are payments over ability. First the largest is made as small as can be, then the next, and so on (the
    lexicographic minimum, by a sequence of linear programs that fix the backers whose limit has a price [1]_). The
    vector of burdens is then unique. What each backer pays by period is made as even in the same way. How much of
    it goes to which measure is still open: of all answers the one closest to equal payments in every permitted cell is
    taken, by iterative proportional fitting [2]_ on the cells that can be above 0. So the answer does not depend on the
    order of backers or measures.

    .. [1] Luss, H. (1999), "On equitable resource allocation problems: a lexicographic minimax approach", Operations
       Research 47.
    .. [2] Deming, W. E. and Stephan, F. F. (1940), Annals of Mathematical Statistics 11; convergence in Csiszár, I.
       (1975), Annals of Probability 3.

    Examples
    --------
    The second may only pay for the first measure, so it pays more of that.

    >>> supply = Supply(worth=[1, 1], cost=[6, 6], budget=[12, 12], permitted=[[True, True], [True, False]])
    >>> contributions(supply, np.array([True, True]))[:, :, 0].round(6).tolist()
    [[0.0, 6.0], [6.0, 0.0]]
    """
    cost = np.where(chosen[:, None], supply.cost, 0.0)
    scale = float(cost.max(initial=0.0))
    if scale == 0.0:
        return np.zeros((supply.backers, supply.measures, supply.periods))
    flow = _Flow(supply, cost / scale, scale)
    by_backer = np.array([flow.payer == backer for backer in range(supply.backers)])
    if not flow.even(by_backer, supply.held_against):
        return None
    if supply.periods > 1:
        kinds = [(backer, period) for backer in range(supply.backers) for period in range(supply.periods)]
        by_period = np.array([(flow.payer == backer) & (flow.period == period) for backer, period in kinds])
        flow.even(by_period, np.repeat(supply.held_against, supply.periods))
    found = np.zeros((supply.backers, supply.measures, supply.periods))
    found[flow.payer, flow.paid_for, flow.period] = flow.x
    for period in range(supply.periods):
        found[:, :, period] = _spread(found[:, :, period], supply.permitted & (cost[:, period] > 0)[None, :])
    return found * scale


class _Flow:
    """Payments that meet every cost within budgets, and rows that are settled one after another."""

    def __init__(self, supply: Supply, cost: Array, scale: float) -> None:
        self.payer, self.paid_for, self.period = np.nonzero(supply.permitted[:, :, None] & (cost > 0)[None, :, :])
        due = np.argwhere(cost > 0)
        self.equal = [((self.paid_for == m) & (self.period == t)).astype(np.float64) for m, t in due]
        self.amount = [float(cost[m, t]) for m, t in due]
        finite = np.argwhere(np.isfinite(supply.budget))
        self.upper = np.array([(self.payer == b) & (self.period == t) for b, t in finite], dtype=np.float64)
        self.limit = np.array([supply.budget[b, t] / scale for b, t in finite])
        self.x = np.zeros(len(self.payer))

    def even(self, groups: NDArray[np.bool_], ability: Array) -> bool:
        """Make the loads of these groups over their ability as even as can be, and settle them.

        Returns
        -------
        bool
            False when costs cannot be met at all.
        """
        if not all(row.any() for row in self.equal):
            return False
        weights = ability / ability.mean()
        waiting = [group for group in range(len(groups)) if groups[group].any()]
        while waiting:
            rows = groups[waiting].astype(np.float64)
            solved = self._solve(rows, weights[waiting]) or self._solve(rows, weights[waiting], ROUNDED)
            if solved is None:
                return False
            level, prices = solved
            priced = prices > min(PRICED, prices.max() / 2)
            settled = [group for group, fixed in zip(waiting, priced, strict=True) if fixed or level < NEAR]
            for group in settled:
                self.equal.append(groups[group].astype(np.float64))
                self.amount.append(max(0.0, level) * weights[group])
                waiting.remove(group)
        return True

    def _solve(self, rows: Array, weights: Array, beyond: float = 0.0) -> tuple[float, Array] | None:
        """Minimise the largest of ``rows @ x / weights``; return it with the price of each row."""
        from scipy.optimize import linprog

        cells = len(self.x)
        upper = np.vstack([np.hstack([rows, -weights[:, None]]), _beside(self.upper, cells)])
        limit = np.concatenate([np.zeros(len(rows)), self.limit + beyond])
        equal = _beside(np.array(self.equal), cells)
        cost = np.append(np.zeros(cells), 1.0)
        found = linprog(cost, upper, limit, equal, np.array(self.amount), (0, None), "highs-ds", options=PRECISE)
        if found.status == 2:
            return None
        if found.status != 0:
            raise ArithmeticError(f"no payments were found: {found.message}")
        self.x = np.maximum(0.0, found.x[:cells])
        return float(found.fun), -np.array(found.ineqlin.marginals[: len(rows)])


def _beside(rows: Array, cells: int) -> Array:
    """Return rows over payments with a 0 for the level."""
    return np.array(np.hstack([rows.reshape(-1, cells), np.zeros((len(rows), 1))]))


def _spread(paid: Array, permitted: NDArray[np.bool_]) -> Array:
    """Spread what backers pay over measures as evenly as both sums allow: shape (backers, measures)."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components

    backers, measures = paid.shape
    joined = np.zeros((backers + measures, backers + measures))
    joined[:backers, backers:] = permitted
    joined[backers:, :backers] = (paid > NEAR).T
    _, part = connected_components(csr_array(joined), connection="strong")
    usable = permitted & ((part[:backers, None] == part[None, backers:]) | (paid > NEAR))
    by_backer, by_measure = paid.sum(axis=1), paid.sum(axis=0)
    found: Array = usable.astype(np.float64)
    for _ in range(ROUNDS):
        found *= _ratio(by_backer, found.sum(axis=1))[:, None]
        found *= _ratio(by_measure, found.sum(axis=0))[None, :]
        if np.abs(found.sum(axis=1) - by_backer).max(initial=0.0) < EVEN:
            break
    return found


def _ratio(wanted: Array, there: Array) -> Array:
    return np.array(np.divide(wanted, there, out=np.zeros_like(wanted), where=there > 0))
