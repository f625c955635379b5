"""Draws of uncertain values: one stream a value, keyed by its name, and dependence between values by rank.

A value is drawn by inverting its distribution function at uniform numbers of its own stream. So the draws of a value
depend on the seed, its name and its own distribution and on nothing else, and a small change of a distribution moves
its draws a little (common random numbers).
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from pourparler.methods.beta import beta_quantile

Array = NDArray[np.float64]

PERT_SHAPE = 4.0
"""How much the likely value weighs beside the two ends: the classical choice of PERT."""


def stream(seed: int, key: str) -> np.random.Generator:
    """Return the random stream of a name.

    Parameters
    ----------
    seed : int
        0 or more.
    key : str
        The name of the value.

    Notes
    -----
    The counter-based generator Philox, keyed by the BLAKE2b hash of seed and name [1]_.

    .. [1] Salmon, J. K., Moraes, M. A., Dror, R. O. and Shaw, D. E. (2011), "Parallel random numbers: as easy as
       1, 2, 3", Proceedings of SC11.

    Examples
    --------
    >>> first, again, other = stream(7, "a"), stream(7, "a"), stream(7, "b")
    >>> first.random() == again.random(), first.random() == other.random()
    (True, False)
    """
    if seed < 0:
        raise ValueError(f"a seed is 0 or more, not {seed}")
    digest = hashlib.blake2b(f"{seed}\0{key}".encode(), digest_size=16).digest()
    return np.random.Generator(np.random.Philox(key=int.from_bytes(digest, "little")))


def uniforms(seed: int, key: str, draws: int) -> Array:
    """Return uniform numbers, strictly between 0 and 1, of the stream of a name.

    Returns
    -------
    array, shape (draws,)
        More draws continue the same numbers.

    Examples
    --------
    >>> bool((uniforms(7, "a", 3) == uniforms(7, "a", 5)[:3]).all())
    True
    """
    smallest = np.finfo(np.float64).tiny
    return np.maximum(stream(seed, key).random(draws), smallest)


def uniform_quantile(shares: Array, low: float, high: float) -> Array:
    """Return the quantiles of a uniform distribution.

    Examples
    --------
    >>> uniform_quantile(np.array([0.0, 0.5]), 20, 30).tolist()
    [20.0, 25.0]
    """
    return low + (high - low) * shares


def pert_parameters(low: float, likely: float, high: float) -> tuple[float, float]:
    """Return the two parameters of the beta distribution behind a PERT estimate.

    The mean is ``(low + 4 likely + high) / 6`` [1]_.

    .. [1] Malcolm, D. G., Roseboom, J. H., Clark, C. E. and Fazar, W. (1959), "Application of a technique for research
       and development program evaluation", Operations Research 7(5); as a beta distribution in Vose, D. (2008), Risk
       Analysis, 3rd edition.

    Examples
    --------
    >>> pert_parameters(2, 5, 10)
    (2.5, 3.5)
    """
    span = high - low
    return 1 + PERT_SHAPE * (likely - low) / span, 1 + PERT_SHAPE * (high - likely) / span


def pert_quantile(shares: Array, low: float, likely: float, high: float) -> Array:
    """Return the quantiles of a PERT distribution.

    Examples
    --------
    >>> np.round(pert_quantile(np.array([0.5]), 0, 50, 100), 6).tolist()
    [50.0]
    """
    first, second = pert_parameters(low, likely, high)
    return np.clip(low + (high - low) * beta_quantile(shares, first, second), low, high)


def discrete_quantile(shares: Array, values: Sequence[float], chances: Sequence[float]) -> Array:
    """Return the quantiles of a discrete distribution.

    Parameters
    ----------
    shares : array
        Between 0 and 1.
    values : sequence of float
        In rising order.
    chances : sequence of float
        As many, adding to 1.

    Examples
    --------
    >>> discrete_quantile(np.array([0.1, 0.2, 0.21]), [0, 5], [0.2, 0.8]).tolist()
    [0.0, 0.0, 5.0]
    """
    bounds = np.cumsum(np.asarray(chances, dtype=np.float64))[:-1]
    return np.asarray(values, dtype=np.float64)[np.searchsorted(bounds, shares, side="left")]


def correlated_uniforms(shares: Array, rank_correlation: Array) -> Array:
    """Make independent uniform numbers depend on each other by rank, each remaining uniform.

    Parameters
    ----------
    shares : array, shape (values, draws)
        Independent, strictly between 0 and 1.
    rank_correlation : array, shape (values, values)
        Spearman correlations; see `normal_correlation` for when such a matrix is possible.

    Returns
    -------
    array, shape (values, draws)
        The first row is unchanged; each other row depends on those before it.

    Notes
    -----
    A Gaussian copula [1]_ whose normal correlation is ``2 sin(pi rho / 6)`` for a rank correlation ``rho`` [2]_.

    .. [1] Nelsen, R. B. (2006), An Introduction to Copulas, 2nd edition, section 2.3.
    .. [2] Pearson, K. (1907), "On further methods of determining correlation"; Kruskal, W. H. (1958), "Ordinal measures
       of association", Journal of the American Statistical Association 53.

    Examples
    --------
    >>> together = correlated_uniforms(np.array([[0.2, 0.7], [0.9, 0.1]]), np.array([[1.0, 1.0], [1.0, 1.0]]))
    >>> np.round(together, 6).tolist()
    [[0.2, 0.7], [0.2, 0.7]]
    """
    normal = NormalDist()
    scores = np.array([[normal.inv_cdf(share) for share in row] for row in shares.tolist()])
    mixed = square_root(normal_correlation(rank_correlation)) @ scores
    return np.vstack([shares[:1], np.array([[normal.cdf(score) for score in row] for row in mixed[1:].tolist()])])


def normal_correlation(rank_correlation: Array) -> Array:
    """Return the normal correlations that give these rank correlations.

    Raises
    ------
    ValueError
        When no values can depend on each other like this (the matrix is not positive semidefinite).

    Examples
    --------
    >>> np.round(normal_correlation(np.array([[1, 0.5], [0.5, 1]])), 4).tolist()
    [[1.0, 0.5176], [0.5176, 1.0]]
    """
    found: Array = 2 * np.sin(np.pi * np.asarray(rank_correlation, dtype=np.float64) / 6)
    np.fill_diagonal(found, 1.0)
    if np.linalg.eigvalsh(found).min() < -1e-9:
        raise ValueError(
            "no values can be correlated like this: at least one of the correlations is too far from the rest"
        )
    return found


def square_root(matrix: Array) -> Array:
    """Return the lower triangle L with ``L @ L.T`` equal to a positive semidefinite matrix.

    The Cholesky factor, with rows that depend wholly on earlier ones given their zeros exactly.

    Examples
    --------
    >>> square_root(np.array([[1.0, 1.0], [1.0, 1.0]])).tolist()
    [[1.0, 0.0], [1.0, 0.0]]
    """
    size = len(matrix)
    lower = np.zeros((size, size))
    for row in range(size):
        for column in range(row + 1):
            rest = matrix[row, column] - lower[row, :column] @ lower[column, :column]
            if row == column:
                lower[row, row] = np.sqrt(rest) if rest > 1e-12 else 0.0
            elif lower[column, column] > 0:
                lower[row, column] = rest / lower[column, column]
    return lower


def shares_of_the_whole(weights: Array) -> Array:
    """Normalise weights within each draw.

    Parameters
    ----------
    weights : array, shape (issues, draws)
        0 or more, not all 0 in a draw.

    Examples
    --------
    >>> shares_of_the_whole(np.array([[1.0, 2.0], [3.0, 2.0]])).tolist()
    [[0.25, 0.5], [0.75, 0.5]]
    """
    shares: Array = weights / weights.sum(axis=0)
    return shares
