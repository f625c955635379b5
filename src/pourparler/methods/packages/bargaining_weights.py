"""Where unequal bargaining weights come from: who may put proposals, and who can wait."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from pourparler.methods.packages.values import Array


def weights_from_access(access: ArrayLike, patience: ArrayLike) -> Array:
    """Return the weights of the Nash product that agenda access and patience amount to.

    Parameters
    ----------
    access : array, shape (parties,)
        How often each party gets to propose; 0 or more, scaled to sum to 1.
    patience : array, shape (parties,)
        What the same outcome is worth one period later, between 0 and 1 (1 excluded).

    Returns
    -------
    array, shape (parties,)
        They sum to 1.

    Raises
    ------
    ValueError
        When numbers lie outside these bounds or nobody ever proposes.

    Notes
    -----
    In bargaining under unanimity with a proposer drawn at random each period, the stationary equilibrium divides the
    gain as ``w_i = (a_i / (1 - p_i)) / sum_j (a_j / (1 - p_j))`` [1]_, [2]_.

    .. [1] Binmore, K. (1987), "Perfect equilibria in bargaining models", in The Economics of Bargaining, p. 77.
    .. [2] Merlo, A. and Wilson, C. (1995), "A stochastic model of sequential bargaining with complete information",
       Econometrica 63(2), p. 371.

    Examples
    --------
    >>> np.round(weights_from_access([0.5, 0.3, 0.2], [0.9, 0.95, 0.8]), 4).tolist()
    [0.4167, 0.5, 0.0833]
    """
    share, wait = np.asarray(access, dtype=np.float64), np.asarray(patience, dtype=np.float64)
    if share.ndim != 1 or share.shape != wait.shape or len(share) == 0:
        raise ValueError("access and patience have one number for each party")
    if not np.isfinite(share).all() or share.min() < 0 or share.sum() <= 0:
        raise ValueError("access is a finite number of 0 or more for each party, not all 0")
    if not np.isfinite(wait).all() or wait.min() < 0 or wait.max() >= 1:
        raise ValueError("patience is a number from 0 to below 1 for each party")
    worth = share / (1 - wait)
    weights: Array = worth / worth.sum()
    return weights


def rubinstein_shares(patience: ArrayLike) -> tuple[float, float]:
    """Return what the first of two parties gets when offers alternate: as first proposer, and as periods get short.

    Parameters
    ----------
    patience : array, shape (2,)
        What the same outcome is worth one period later, strictly between 0 and 1.

    Notes
    -----
    ``(1 - p_2) / (1 - p_1 p_2)`` for the proposer [1]_; with ever shorter periods ``ln p_2 / (ln p_1 + ln p_2)``, the
    weight of the first party in the Nash product [2]_.

    .. [1] Rubinstein, A. (1982), "Perfect equilibrium in a bargaining model", Econometrica 50(1), p. 97.
    .. [2] Binmore, K., Rubinstein, A. and Wolinsky, A. (1986), "The Nash bargaining solution in economic modelling",
       RAND Journal of Economics 17(2), p. 176.

    Examples
    --------
    >>> [round(share, 4) for share in rubinstein_shares([0.9, 0.8])]
    [0.7143, 0.6793]
    """
    wait = np.asarray(patience, dtype=np.float64)
    if wait.shape != (2,) or not ((wait > 0) & (wait < 1)).all():
        raise ValueError("patience is a number strictly between 0 and 1 for each of two parties")
    first, second = wait.tolist()
    limit = np.log(second) / (np.log(first) + np.log(second))
    return (1 - second) / (1 - first * second), float(limit)
