"""How far a share counted over draws may be from the true one."""

from __future__ import annotations

from statistics import NormalDist


def wilson_interval(count: int, trials: int, level: float = 0.95) -> tuple[float, float]:
    """Return the interval of a share, by the score of Wilson.

    Parameters
    ----------
    count, trials : int
        How often it held, of how many; at least one trial.
    level : float
        Between 0 and 1.

    Returns
    -------
    low, high : float
        Within 0 to 1; 0 is the lower end when it never held, 1 the upper end when it always did.

    Notes
    -----
    With ``z`` the normal quantile of ``(1 + level) / 2``, share ``p`` and ``n`` trials: ``(p + z²/2n ± z sqrt(p(1-p)/n
    + z²/4n²)) / (1 + z²/n)`` [1]_, equation 4 of [2]_.

    .. [1] Wilson, E. B. (1927), "Probable inference, the law of succession, and statistical inference", Journal of the
       American Statistical Association 22.
    .. [2] Brown, L. D., Cai, T. T. and DasGupta, A. (2001), "Interval estimation for a binomial proportion",
       Statistical Science 16(2).

    Raises
    ------
    ValueError
        When the count is not between 0 and the trials, or there is no trial.

    Examples
    --------
    >>> low, high = wilson_interval(81, 263)
    >>> round(low, 4), round(high, 4)
    (0.2553, 0.3662)
    """
    if trials < 1 or not 0 <= count <= trials:
        raise ValueError(f"{count} of {trials} is no share")
    z = NormalDist().inv_cdf((1 + level) / 2)
    share = count / trials
    middle = share + z * z / (2 * trials)
    spread = z * ((share * (1 - share) + z * z / (4 * trials)) / trials) ** 0.5
    whole = 1 + z * z / trials
    low = 0.0 if count == 0 else (middle - spread) / whole
    high = 1.0 if count == trials else (middle + spread) / whole
    return low, high
