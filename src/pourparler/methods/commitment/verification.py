"""What checks must do: the deposit to hold, how often to inspect, how long a question may be deferred."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]


def escrow_range(
    shortfall: ArrayLike, surplus: ArrayLike, detection: ArrayLike, false_alarm: ArrayLike
) -> tuple[Array, Array]:
    """Return the smallest and largest deposit that holds an agreement when checks may err.

    Parameters
    ----------
    shortfall : array
        By how much breaking is worth more than keeping, before any deposit.
    surplus : array
        What the agreement is worth to who pays the deposit, above having none.
    detection, false_alarm : array
        Chance that a breach, and that keeping, forfeits the deposit.

    Returns
    -------
    least, most : array
        No deposit does where ``least > most``: too small to deter, or too often lost by who keeps its word.

    Notes
    -----
    ``(R - C) / (m - f) <= E <= s / f``: Becker's deterrence [1]_ with wrong verdicts on both sides [2]_.

    .. [1] Becker, G. S. (1968), "Crime and punishment: an economic approach", Journal of Political Economy 76(2).
    .. [2] Png, I. P. L. (1986), "Optimal subsidies and damages in the presence of judicial error", International Review
       of Law and Economics 6(1).

    Examples
    --------
    >>> least, most = escrow_range(2.0, 0.4, 0.9, 0.05)
    >>> round(float(least), 4), round(float(most), 4)
    (2.3529, 8.0)
    """
    short, gains, found, wrong = (
        np.asarray(one, dtype=np.float64) for one in (shortfall, surplus, detection, false_alarm)
    )
    for chance in (found, wrong):
        if (chance < 0).any() or (chance > 1).any():
            raise ValueError("a chance must lie between 0 and 1")
    tells = found > wrong
    deters = np.where(tells, short / np.where(tells, found - wrong, 1.0), np.inf)
    least: Array = np.where(short > 0, deters, 0.0)
    bearable = np.maximum(gains, 0.0) / np.where(wrong > 0, wrong, 1.0)
    most: Array = np.where(wrong > 0, bearable, np.inf)
    return least, most


def inspection_rate(gain: ArrayLike, penalty: ArrayLike, detection: ArrayLike) -> Array:
    """Return how often one must inspect to deter a breach.

    Parameters
    ----------
    gain, penalty : array
        What a breach brings when not found out, and what being found out costs, both 0 or more.
    detection : array
        Chance that an inspection finds a breach.

    Returns
    -------
    array
        Share of periods; above 1: no inspection is enough.

    Notes
    -----
    ``q >= g / (m (g + P))``: the mixed point of the inspection game [1]_, in which a breach found out also brings
    nothing.

    .. [1] Avenhaus, R., von Stengel, B. and Zamir, S. (2002), "Inspection games", Handbook of Game Theory 3, ch. 51.

    Examples
    --------
    >>> float(inspection_rate(2, 8, 0.8))
    0.25
    """
    wins, loses, found = (np.asarray(one, dtype=np.float64) for one in (gain, penalty, detection))
    bite = found * (wins + loses)
    bites = bite > 0
    needed = np.where(bites, wins / np.where(bites, bite, 1.0), np.inf)
    rate: Array = np.where(wins > 0, needed, 0.0)
    return rate


def chance_seen(inspections: ArrayLike, finds: ArrayLike) -> Array:
    """Return the chance that a breach is seen within a period, by inspections that may each find it.

    Parameters
    ----------
    inspections : array
        How many there are a period, 0 or more; between two whole numbers they are as many as the lower, and one more in
        that part of the periods.
    finds : array
        Chance that an inspection finds a breach that is there, each by itself.

    Notes
    -----
    ``1 - (1 - f)**floor(n) * (1 - (n - floor(n)) f)``: up to one a period it is ``n f``, as in `inspection_rate`.

    Examples
    --------
    >>> chance_seen([0.5, 1, 2], 0.4).round(9).tolist()
    [0.2, 0.4, 0.64]
    """
    count, found = np.asarray(inspections, dtype=np.float64), np.asarray(finds, dtype=np.float64)
    if (count < 0).any():
        raise ValueError("there are 0 inspections a period or more")
    if (found < 0).any() or (found > 1).any():
        raise ValueError("a chance must lie between 0 and 1")
    whole = np.floor(count)
    seen: Array = 1 - (1 - found) ** whole * (1 - (count - whole) * found)
    return seen


def inspections_for(seen: ArrayLike, finds: ArrayLike) -> Array:
    """Return how many inspections a period it takes that a breach is seen with a given chance: `chance_seen` turned.

    Parameters
    ----------
    seen : array
        The chance wanted; above 1 where no chance is enough.
    finds : array
        Chance that an inspection finds a breach that is there.

    Returns
    -------
    array
        0 where nothing has to be seen; infinite where no number is enough.

    Examples
    --------
    >>> inspections_for([0.2, 0.64, 1.0], 0.4).round(9).tolist()
    [0.5, 2.0, inf]
    """
    wanted, found = np.broadcast_arrays(np.asarray(seen, dtype=np.float64), np.asarray(finds, dtype=np.float64))
    if (found < 0).any() or (found > 1).any():
        raise ValueError("a chance must lie between 0 and 1")
    sharp = found >= 1.0
    can = (found > 0) & (sharp | (wanted < 1.0))
    some = np.where(can & ~sharp, found, 0.5)
    missed = np.log1p(-np.where(can & ~sharp, wanted, 0.0)) / np.log1p(-some)
    whole = np.floor(missed + 1e-12)
    rest = (1 - (1 - np.where(can, wanted, 0.0)) / (1 - some) ** whole) / some
    count = np.where(sharp, wanted, whole + np.clip(rest, 0.0, 1.0))
    needed: Array = np.where(wanted <= 0, 0.0, np.where(can & (wanted <= 1), count, np.inf))
    return needed


def deferred(flow: ArrayLike, later: ArrayLike, patience: ArrayLike, periods: ArrayLike) -> Array:
    """Return what settling a question later is worth now.

    Parameters
    ----------
    flow : array
        What one period is worth while it is open.
    later : array
        What settling it is expected to be worth then.
    patience : array
        0 to 1.
    periods : array
        How long it stays open, 0 or more.

    Notes
    -----
    ``sum of d**t flow over t < tau, plus d**tau E[later]``. What the delay does to anybody's fallback is apart from it.

    Examples
    --------
    >>> round(float(deferred(0.02, 0.75, 0.97, 5)), 6)
    0.738228
    """
    each, then, waits, wait = (np.asarray(one, dtype=np.float64) for one in (flow, later, patience, periods))
    level = waits >= 1
    weight = waits**wait
    open_ = np.where(level, wait, (1 - weight) / np.where(level, 1.0, 1 - waits))
    worth: Array = each * open_ + weight * then
    return worth


def longest_deferral(now: ArrayLike, flow: ArrayLike, later: ArrayLike, patience: ArrayLike) -> Array:
    """Return how many periods a question may stay open before settling it now would have been worth as much.

    Returns
    -------
    array
        0 where settling now is worth more at once; infinite where deferring stays worth more for ever.

    Examples
    --------
    >>> float(longest_deferral(0.6, 0.02, 0.75, 0.97)), round(float(longest_deferral(0.7, 0.0, 0.8, 0.9)), 4)
    (inf, 1.2674)
    """
    settled, each, then, waits = (np.asarray(one, dtype=np.float64) for one in (now, flow, later, patience))
    if (waits <= 0).any() or (waits >= 1).any():
        raise ValueError("patience must lie between 0 and 1, both excluded")
    for_ever = each / (1 - waits)
    # d**tau (later - for_ever) = now - for_ever
    falls = (then > settled) & (settled > for_ever)
    share = np.where(falls, (settled - for_ever) / np.where(falls, then - for_ever, 1.0), 1.0)
    worth: Array = np.where(falls, np.log(share) / np.log(waits), np.where(then > settled, np.inf, 0.0))
    return worth
