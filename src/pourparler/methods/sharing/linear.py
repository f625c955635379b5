"""A linear program over free variables, with the prices of its limits."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
PRECISE = {"primal_feasibility_tolerance": 1e-10, "dual_feasibility_tolerance": 1e-10}


@dataclass(frozen=True)
class Solved:
    """The optimum of a linear program.

    Attributes
    ----------
    least : float
        The value of the objective.
    x : array, shape (variables,)
    prices : array, shape (limits,)
        What the objective changes for each unit by which a limit is raised: 0 or below. A limit with a price below 0
        is met exactly by every optimum.
    """

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
    """Minimise ``cost @ x`` under ``upper @ x <= limit`` and ``equal @ x == amount``.

    Parameters
    ----------
    cost : array, shape (variables,)
    upper, equal : array, shape (limits, variables)
    limit, amount : array, shape (limits,)
    between : pair of float or None
        Bounds of every variable.

    Raises
    ------
    ArithmeticError
        When there is no optimum.

    Notes
    -----
    The dual simplex of HiGHS [1]_ through SciPy.

    .. [1] Huangfu, Q. and Hall, J. A. J. (2018), "Parallelizing the dual revised simplex method", Mathematical
       Programming Computation 10.

    Examples
    --------
    >>> found = solved(np.array([-1.0]), np.array([[2.0]]), np.array([3.0]))
    >>> found.x.tolist(), found.prices.tolist()
    ([1.5], [-0.5])
    """
    from scipy.optimize import linprog

    found = linprog(
        cost, A_ub=upper, b_ub=limit, A_eq=equal, b_eq=amount, bounds=between, method="highs-ds", options=PRECISE
    )
    if found.status != 0:
        raise ArithmeticError(f"the linear program has no optimum: {found.message}")
    return Solved(float(found.fun), np.array(found.x), np.array(found.ineqlin.marginals))
