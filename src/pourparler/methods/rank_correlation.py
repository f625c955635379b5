"""How far two quantities rise and fall together over the draws, whatever their scales."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray


def ranks(values: ArrayLike) -> NDArray[np.float64]:
    """Return ranks from 1; equal values share the mean of theirs.

    Examples
    --------
    >>> ranks([3.0, 1.0, 3.0]).tolist()
    [2.5, 1.0, 2.5]
    """
    _, inverse, counts = np.unique(np.asarray(values, dtype=np.float64), return_inverse=True, return_counts=True)
    found: NDArray[np.float64] = (np.cumsum(counts) - (counts - 1) / 2)[inverse]
    return found


def rank_correlation(one: ArrayLike, other: ArrayLike) -> float:
    """Return Spearman's rank correlation of two lists of draws; 0 where one of them does not vary.

    Parameters
    ----------
    one, other : array, shape (draws,)

    Notes
    -----
    The correlation of ranks, ties sharing the mean of theirs [1]_.

    .. [1] Spearman, C. (1904), "The proof and measurement of association between two things", AJP 15, p. 72.

    Examples
    --------
    >>> rank_correlation([1, 2, 3, 4], [1, 8, 27, 64]), rank_correlation([1, 2, 3], [5, 5, 5])
    (1.0, 0.0)
    """
    first, second = ranks(one), ranks(other)
    if first.shape != second.shape:
        raise ValueError(f"lists of {len(first)} and {len(second)} draws")
    if np.ptp(first) == 0 or np.ptp(second) == 0:
        return 0.0
    return round(float(np.corrcoef(first, second)[0, 1]), 12)
