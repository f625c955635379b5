"""Keeping an agreement against breaking it, for each party in each period of a dated path."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True)
class DatedPath:
    """An agreement as it runs, over draws. The last period stands for every period after it.

    Parameters
    ----------
    flow : array, shape (draws, parties, periods)
        What one period under the agreement is worth.
    tempting : array, shape (draws, parties, periods)
        What one period is worth to a party that has broken it and is not yet found out.
    fallback : array, shape (draws, parties, periods)
        What the dispute is worth from a period on, when it starts again in that period.
    patience : array, shape (draws, parties)
        What one period later is worth now: 0 to below 1.

    Raises
    ------
    ValueError
        When shapes disagree, a number is not finite, or patience lies outside 0 to below 1.

    Examples
    --------
    >>> DatedPath([[[3.0]]], [[[5.0]]], [[[2.0]]], [[0.5]]).periods
    1
    """

    flow: Array
    tempting: Array
    fallback: Array
    patience: Array

    def __post_init__(self) -> None:
        shapes = set()
        for name in ("flow", "tempting", "fallback"):
            value = np.asarray(getattr(self, name), dtype=np.float64)
            if value.ndim != 3 or not value.shape[2] or not np.isfinite(value).all():
                raise ValueError(f"{name} holds finite numbers of shape (draws, parties, periods)")
            shapes.add(value.shape)
            object.__setattr__(self, name, value)
        patience = np.atleast_2d(np.asarray(self.patience, dtype=np.float64))
        if len(shapes) != 1 or patience.shape != self.flow.shape[:2]:
            raise ValueError("flow, tempting and fallback have one shape, and patience its draws and parties")
        if not np.isfinite(patience).all() or (patience < 0).any() or (patience >= 1).any():
            raise ValueError("patience must lie between 0 and below 1: the last period lasts for ever")
        object.__setattr__(self, "patience", patience)

    @property
    def periods(self) -> int:
        """How many periods are told apart."""
        return int(self.flow.shape[2])


def keeping(path: DatedPath) -> Array:
    """Return what going on with the agreement is worth from each period on.

    Returns
    -------
    array, shape (draws, parties, periods)
        ``C(t) = u(t) + d C(t + 1)``, and ``u / (1 - d)`` in the last period.

    Examples
    --------
    >>> keeping(DatedPath([[[1.0, 3.0]]], [[[0.0, 0.0]]], [[[0.0, 0.0]]], [[0.5]])).tolist()
    [[[4.0, 6.0]]]
    """
    flow = _by_period(path.flow)
    worth = np.empty_like(flow)
    worth[-1] = flow[-1] / (1 - path.patience)
    for period in range(path.periods - 2, -1, -1):
        worth[period] = flow[period] + path.patience * worth[period + 1]
    return _by_draw(worth)


def breaking(path: DatedPath, detection: ArrayLike = 1.0) -> Array:
    """Return what breaking the agreement is worth from each period on, when each period may bring it to light.

    Parameters
    ----------
    path : DatedPath
    detection : float, or array, shape (draws, parties) or (draws, parties, periods)
        Chance per period that a breach is found out; the dispute then starts again in the next period.

    Returns
    -------
    array, shape (draws, parties, periods)

    Raises
    ------
    ValueError
        When a chance lies outside 0 to 1.

    Notes
    -----
    ``R(t) = g(t) + d [m D(t + 1) + (1 - m) R(t + 1)]``; in the last period ``(g + d m D) / (1 - d (1 - m))``. With
    ``m = 1`` and no dates it is the one-shot deviation of the repeated game [1]_.

    .. [1] Friedman, J. W. (1971), "A non-cooperative equilibrium for supergames", Review of Economic Studies 38(1).

    Examples
    --------
    Temptation 5, agreement 3, dispute 1 a period, at the critical patience of one half: keeping and breaking are equal.

    >>> path = DatedPath([[[3.0]]], [[[5.0]]], [[[2.0]]], [[0.5]])
    >>> float(breaking(path)[0, 0, 0]), float(keeping(path)[0, 0, 0])
    (6.0, 6.0)
    """
    found = chances(detection, path.flow.shape)
    seen, tempting, fallback = (_by_period(one) for one in (found, path.tempting, path.fallback))
    worth = np.empty_like(tempting)
    worth[-1] = tempting[-1] + path.patience * seen[-1] * fallback[-1]
    worth[-1] /= 1 - path.patience * (1 - seen[-1])
    for period in range(path.periods - 2, -1, -1):
        after = worth[period + 1]
        later = after + seen[period] * (fallback[period + 1] - after)
        worth[period] = tempting[period] + path.patience * later
    return _by_draw(worth)


def breaking_after_lag(path: DatedPath, lag: ArrayLike) -> Array:
    """Return what breaking the agreement is worth from each period on, when it comes to light after a fixed time.

    Parameters
    ----------
    path : DatedPath
    lag : float, or array, shape (draws, parties)
        Periods until a breach is found out, 0 or more; between two whole numbers the values are mixed in proportion.

    Returns
    -------
    array, shape (draws, parties, periods)
        ``R(t) = g(t) + d g(t + 1) + ... + d**L D(t + L)``.

    Examples
    --------
    >>> path = DatedPath([[[3.0]]], [[[5.0]]], [[[2.0]]], [[0.5]])
    >>> breaking_after_lag(path, 1).item(), breaking_after_lag(path, 2).item(), breaking_after_lag(path, 1.5).item()
    (6.0, 8.0, 7.0)
    """
    shape = path.flow.shape
    told = np.broadcast_to(np.asarray(lag, dtype=np.float64), shape[:2])
    if not np.isfinite(told).all() or (told < 0).any():
        raise ValueError("a breach is found out after 0 periods or more")
    whole = np.floor(told)
    part = (told - whole)[:, :, None]
    worth = np.zeros(shape)
    earlier = path.fallback
    for periods in range(int(whole.max()) + 2):
        worth += np.where(whole == periods, 1.0, 0.0)[:, :, None] * (1 - part) * earlier
        worth += np.where(whole + 1 == periods, 1.0, 0.0)[:, :, None] * part * earlier
        # found out one period later: one more period of temptation first
        later = np.concatenate([earlier[:, :, 1:], earlier[:, :, -1:]], axis=2)
        earlier = path.tempting + path.patience[:, :, None] * later
    return worth


def _by_period(values: Array) -> Array:
    """Lay the periods out one after another, each in one piece: (draws, parties, periods) to (periods, ...)."""
    return np.ascontiguousarray(np.moveaxis(values, 2, 0))


def _by_draw(values: Array) -> Array:
    return np.ascontiguousarray(np.moveaxis(values, 0, 2))


def chances(given: ArrayLike, shape: tuple[int, ...]) -> Array:
    """Return chances for every draw, party and period.

    Raises
    ------
    ValueError
        When one lies outside 0 to 1.

    Examples
    --------
    >>> chances([[0.5, 1.0]], (1, 2, 2)).tolist()
    [[[0.5, 0.5], [1.0, 1.0]]]
    """
    told = np.asarray(given, dtype=np.float64)
    if told.ndim == 2:
        told = told[:, :, None]
    if not np.isfinite(told).all() or (told < 0).any() or (told > 1).any():
        raise ValueError("a chance must lie between 0 and 1")
    return np.broadcast_to(told, shape)


def over_periods(dates: ArrayLike, levels: ArrayLike, periods: int) -> Array:
    """Return the mean in each period of something that stays level between dates.

    Parameters
    ----------
    dates : array, shape (changes,)
        In periods from the start, rising or not; below 0 counts as 0.
    levels : array, shape (..., changes + 1)
        Before the first change, between changes, after the last.
    periods : int

    Returns
    -------
    array, shape (..., periods)
        A small shift of a date moves it a little: what is computed from it is continuous in the dates.

    Examples
    --------
    >>> over_periods([1.25], [4.0, 8.0], 3).tolist()
    [4.0, 7.0, 8.0]
    """
    when = np.asarray(dates, dtype=np.float64)
    told = np.asarray(levels, dtype=np.float64)
    if told.shape[-1] != len(when) + 1:
        raise ValueError(f"{len(when)} dates part {len(when) + 1} levels, not {told.shape[-1]}")
    order = np.argsort(when, kind="stable")
    if (order != np.arange(len(when))).any():
        raise ValueError("dates must follow one another")
    edges = np.concatenate([[-np.inf], when, [np.inf]])
    start = np.arange(periods, dtype=np.float64)[:, None]
    part = np.clip(np.minimum(edges[1:], start + 1) - np.maximum(edges[:-1], start), 0.0, 1.0)
    spread: Array = told @ part.T
    return spread
