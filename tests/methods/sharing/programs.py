"""The nucleolus, its certificate and subsidies by linear programs: slow, and nothing in common with the kernels."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog

from pourparler.methods.sharing.core import TIGHT
from pourparler.methods.sharing.games import groups

Array = NDArray[np.float64]
PRECISE = {"primal_feasibility_tolerance": 1e-10, "dual_feasibility_tolerance": 1e-10}


@dataclass(frozen=True)
class Solved:
    """The optimum of a linear program, and what it changes for each unit by which a limit is raised."""

    least: float
    x: Array
    prices: Array


def solved(
    cost: Array,
    upper: Array,
    limit: Array,
    equal: Array | None = None,
    amount: Array | None = None,
    *,
    between: tuple[float | None, float | None] = (None, None),
) -> Solved:
    """Minimise ``cost @ x`` under ``upper @ x <= limit`` and ``equal @ x == amount``."""
    found = linprog(
        cost, A_ub=upper, b_ub=limit, A_eq=equal, b_eq=amount, bounds=between, method="highs-ds", options=PRECISE
    )
    assert found.status == 0, found.message
    return Solved(float(found.fun), np.array(found.x), np.array(found.ineqlin.marginals))


def rank(rows: Array) -> int:
    return int(np.linalg.matrix_rank(rows)) if len(rows) else 0


def nucleolus_by_programs(game: Array, rational: bool) -> tuple[Array, list[float]]:
    """Return payments and levels; each stage fixes the groups whose limit has a price."""
    players = len(game).bit_length() - 1
    scale = float(np.abs(game).max()) or 1.0
    own, members = game / scale, groups(players).astype(float)
    fixed, shares = [members[-1]], [own[-1]]
    levels: list[float] = []
    while len(fixed) < players:
        free = np.array([g for g in range(1, len(game) - 1) if rank(np.array([*fixed, members[g]])) > len(fixed)])
        upper = np.hstack([members[free], -np.ones((len(free), 1))])
        limit = own[free]
        if rational:
            upper = np.vstack([upper, np.hstack([np.eye(players), np.zeros((players, 1))])])
            limit = np.append(limit, own[1 << np.arange(players)])
        equal = np.hstack([np.array(fixed), np.zeros((len(fixed), 1))])
        found = solved(np.append(np.zeros(players), 1.0), upper, limit, equal, np.array(shares))
        prices = -found.prices[: len(free)]
        for group in free[prices > min(1e-9, prices.max() / 2)]:
            if rank(np.array([*fixed, members[group]])) > len(fixed):
                fixed.append(members[group])
                shares.append(own[group] + found.least)
        levels.append(found.least * scale)
    return np.linalg.solve(np.array(fixed), np.array(shares)) * scale, levels


def certificate_by_programs(game: Array, paid: Array, rational: bool) -> bool:
    """Look at every level for a shift by which no group there pays more and one pays less; no weights."""
    players = len(game).bit_length() - 1
    members, slack = groups(players).astype(float), TIGHT * (max(np.abs(game).max(), np.abs(paid).max()) or 1.0)
    alone = game[1 << np.arange(players)]
    if abs(paid.sum() - game[-1]) > slack or (rational and (paid > alone + slack).any()):
        return False
    held = np.eye(players)[paid > alone - slack] if rational else np.zeros((0, players))
    over = members @ paid - game
    for level in over[1:-1]:
        rows = members[1:-1][over[1:-1] >= level - slack]
        upper = np.vstack([rows, held])
        everybody = np.ones((1, players))
        shift = solved(rows.sum(axis=0), upper, np.zeros(len(upper)), everybody, np.zeros(1), between=(-1.0, 1.0))
        if shift.least < -TIGHT:
            return False
    return True


def least_core_by_programs(game: Array) -> tuple[float, float]:
    """Return the level of the least core and the subsidy."""
    players = len(game).bit_length() - 1
    members = groups(players)[1:-1].astype(float)
    scale = float(np.abs(game).max()) or 1.0
    own = game / scale
    beside = np.hstack([members, -np.ones((len(members), 1))])
    everybody = np.append(np.ones(players), 0.0)[None, :]
    found = solved(np.append(np.zeros(players), 1.0), beside, own[1:-1], everybody, own[-1:])
    short = own[-1] + solved(-np.ones(players), members, own[1:-1]).least
    return found.least * scale, float(short) * scale if short > TIGHT else 0.0
