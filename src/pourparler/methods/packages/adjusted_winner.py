"""Adjusted Winner: two parties, issues that can be shared, points for each."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from pourparler.methods.packages.values import Array


@dataclass(frozen=True)
class Division:
    """Who gets how much of which issue.

    Parameters
    ----------
    first_share : array, shape (issues,)
        The first party's share of each issue, 0 to 1; the second has the rest.
    points : array, shape (2,)
        What each party gets, of 100; the two are equal whenever sharing an issue can make them so.
    shared : tuple of int
        The issues that are split.
    """

    first_share: Array
    points: Array
    shared: tuple[int, ...]


def adjusted_winner(points: ArrayLike) -> Division:
    """Divide issues between two parties so that both get equally many points and neither could gain at no cost.

    Parameters
    ----------
    points : array, shape (2, issues)
        0 or more. Each row is scaled to 100.

    Returns
    -------
    Division

    Raises
    ------
    ValueError
        When there are not two parties, a number is negative or not finite, or a party has no points.

    Notes
    -----
    Brams and Taylor [1]_: order the issues by the first party's points over the second's. The first party gets those
    at the top and the second the rest; the cut lies where both have the same. The points are unique. The division is
    not when issues at the cut have the same ratio: then all of these are split alike, so that the names of the parties
    do not matter. An issue without points for anybody is split in half.

    It assumes that issues can be shared, that points add up, and that both told the truth. It knows no reservation
    value: compare the result with it.

    .. [1] Brams, S. J. and Taylor, A. D. (1996), Fair Division, Cambridge University Press, p. 69.

    Examples
    --------
    The Panama Canal, with Raiffa's points (Brams and Taylor 1996, chapter 5): 66 points each, and the United States
    keeps 2/15 of land and water.

    >>> us = [22, 22, 15, 14, 11, 6, 4, 2, 2, 2]
    >>> panama = [9, 15, 15, 3, 15, 5, 11, 7, 7, 13]
    >>> found = adjusted_winner([us, panama])
    >>> found.points.round(9).tolist(), found.shared, round(float(found.first_share[2]) * 15, 9)
    ([66.0, 66.0], (2,), 2.0)
    """
    raw = np.asarray(points, dtype=np.float64)
    if raw.ndim != 2 or len(raw) != 2 or raw.shape[1] == 0:
        raise ValueError(f"Adjusted Winner is for two parties; points have the shape (2, issues), not {raw.shape}")
    if not np.isfinite(raw).all() or raw.min() < 0:
        raise ValueError("points are finite numbers of 0 or more")
    if (raw.sum(axis=1) == 0).any():
        raise ValueError("a party has no points to give")
    first, second = 100 * raw / raw.sum(axis=1, keepdims=True)
    share = np.where(first + second > 0, 0.0, 0.5)
    mine, theirs = 0.0, float(second.sum())
    for issues in _by_ratio(raw):
        gain, loss = float(first[issues].sum()), float(second[issues].sum())
        # Both have the same when mine + part * gain == theirs - part * loss.
        part = min(max((theirs - mine) / (gain + loss), 0.0), 1.0)
        share[issues] = part
        mine, theirs = mine + part * gain, theirs - part * loss
        if part < 1:
            break
    split = np.flatnonzero((share > 0) & (share < 1))
    return Division(share, np.array([first @ share, second @ (1 - share)]), tuple(split.tolist()))


def _by_ratio(raw: Array) -> list[NDArray[np.int64]]:
    """Return the issues somebody has points on, by falling ratio, those of the same ratio together."""
    valued = np.flatnonzero(raw.sum(axis=0) > 0)
    ratio = raw[0, valued] / raw[:, valued].sum(axis=0)
    order = np.argsort(-ratio, kind="stable")
    groups: list[list[int]] = []
    for place in order.tolist():
        issue = int(valued[place])
        if groups and raw[0, issue] * raw[1, groups[-1][0]] == raw[0, groups[-1][0]] * raw[1, issue]:
            groups[-1].append(issue)
        else:
            groups.append([issue])
    return [np.array(group, dtype=np.int64) for group in groups]
