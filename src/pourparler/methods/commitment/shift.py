"""Shifting power: when a party that will be weaker prefers to break now, whatever it is offered."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Contest:
    """A dispute over a pie of 1 a period, in which each side pays once and for all.

    Parameters
    ----------
    rising_cost, declining_cost : array
        What a conflict costs each side, once.
    patience : array
        Below 1.
    weight : array
        The part of the surplus that the rising side gets once it has risen, 0 to 1; 1 is the take-it-or-leave-it offer.

    Examples
    --------
    >>> float(Contest(0.0, 2.0, 0.9, 1.0).bar.round(9))
    0.02
    """

    rising_cost: ArrayLike
    declining_cost: ArrayLike
    patience: ArrayLike
    weight: ArrayLike

    def __post_init__(self) -> None:
        for name in ("rising_cost", "declining_cost", "patience", "weight"):
            object.__setattr__(self, name, np.asarray(getattr(self, name), dtype=np.float64))
        if (np.asarray(self.patience) >= 1).any() or (np.asarray(self.patience) < 0).any():
            raise ValueError("patience must lie between 0 and below 1")
        if (np.asarray(self.weight) < 0).any() or (np.asarray(self.weight) > 1).any():
            raise ValueError("a bargaining weight must lie between 0 and 1")

    @property
    def bar(self) -> Array:
        """By how much the discounted later chance must exceed the chance now for the weaker to fight now."""
        own, other, waits, part = (
            np.asarray(one) for one in (self.declining_cost, self.rising_cost, self.patience, self.weight)
        )
        bar: Array = (1 - waits) * (own + waits * other - waits * part * (own + other))
        return bar


def fights_now(contest: Contest, now: ArrayLike, later: ArrayLike) -> NDArray[np.bool_]:
    """Tell whether the declining side prefers a conflict now, although a deal would leave both better off.

    Parameters
    ----------
    contest : Contest
    now, later : array
        The rising side's chance to prevail now and after it has risen.

    Notes
    -----
    ``d p2 - p1 > (1 - d)[c_B + d c_A - d a (c_A + c_B)]``. With ``a = 1`` this is Fearon's condition for preventive war
    [1]_; with ``a = 0`` Powell's inequality [2]_: the shift of the rising side's value exceeds the bargaining surplus.

    .. [1] Fearon, J. D. (1995), "Rationalist explanations for war", International Organization 49(3).
    .. [2] Powell, R. (2006), "War as a commitment problem", International Organization 60(1); and (2004), "The
       inefficient use of power", APSR 98(2).

    Examples
    --------
    >>> contest = Contest(0.0, 2.0, 0.9, 1.0)
    >>> bool(fights_now(contest, 0.3, 0.4)), bool(fights_now(contest, 0.3, 0.34))
    (True, False)
    """
    shift = np.asarray(contest.patience) * np.asarray(later, dtype=np.float64) - np.asarray(now, dtype=np.float64)
    return np.asarray(shift > contest.bar)


def critical_later(contest: Contest, now: ArrayLike) -> Array:
    """Return the later chance of the rising side above which the declining side prefers a conflict now.

    Returns
    -------
    array
        Above 1 where no rise is large enough.

    Examples
    --------
    >>> round(float(critical_later(Contest(0.0, 2.0, 0.9, 1.0), 0.3)), 4)
    0.3556
    """
    waits = np.asarray(contest.patience, dtype=np.float64)
    room = np.asarray(now, dtype=np.float64) + contest.bar
    known = np.where(waits > 0, waits, 1.0)
    found: Array = np.where(waits > 0, room / known, np.inf)
    return found


def room_before_shift(
    declining: ArrayLike, rising: ArrayLike, fallback_now: ArrayLike, claims_later: ArrayLike, patience: ArrayLike
) -> Array:
    """Return what the best a declining party can be left with exceeds its fallback by, before power shifts.

    Parameters
    ----------
    declining : array, shape (draws, packages)
        What each package is worth to the declining party, for good.
    rising : array, shape (draws, others, packages)
        What it is worth to the others.
    fallback_now : array, shape (draws,)
        What breaking now is worth to the declining party.
    claims_later : array, shape (draws, others)
        What each of the others can insist on after the shift: no package worth less to it stands then. Minus infinity
        for one that does not rise.
    patience : array, shape (draws,)
        Of the declining party.

    Returns
    -------
    array, shape (draws,)
        Below 0: whatever it is offered, the declining party prefers to break before the shift. Minus infinity where no
        package satisfies the others after it.

    Notes
    -----
    Powell's argument without a pie that can be divided at will: in the period before the shift the others can give the
    declining party its best package, and from then on the best that satisfies what they can insist on,
    ``(1 - d) max u_B + d max {u_B : u_A >= M_A} - M_B``. With packages that divide a pie it is his inequality.

    Examples
    --------
    >>> share = np.linspace(0, 1, 101)[None]
    >>> float(room_before_shift(1 - share, share[None], [0.5], [[0.7]], [0.9])[0].round(9))
    -0.13
    """
    theirs, others = np.asarray(declining, dtype=np.float64), np.asarray(rising, dtype=np.float64)
    waits, claims = np.asarray(patience, dtype=np.float64), np.asarray(claims_later, dtype=np.float64)
    best = theirs.max(axis=1)
    stands = (others >= claims[:, :, None] - 1e-9).all(axis=1)
    later = np.where(stands, theirs, -np.inf).max(axis=1)
    weighed = np.where(waits > 0, waits * np.where(waits > 0, later, 0.0), 0.0)
    room: Array = (1 - waits) * best + weighed - np.asarray(fallback_now, dtype=np.float64)
    return room
