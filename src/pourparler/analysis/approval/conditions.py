"""Whether what a position hangs on is met: by the options of a package, or by the day."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from pourparler.case.entries import Condition
from pourparler.case.views import OptionStance

Signs = NDArray[np.int8]
"""1 where it holds, -1 where it does not, 0 where the case cannot tell."""
AGAINST, ABSTAINS, FAVOUR = -1, 0, 1
_FOR = ("supports", "demands", "offers", "conditional")


def met(condition: Condition, chosen: Mapping[str, Signs], on: datetime.date | None) -> Signs:
    """Tell where a condition is met.

    Parameters
    ----------
    condition : Condition
        All of what it names must hold.
    chosen : mapping of ``issue.option`` to array, shape (packages,)
        Whether an option is in the package; an option that is not there cannot be told.
    on : date or None
        The day of the decision; without one, dates cannot be told.

    Returns
    -------
    array of int8
        Of the shape of the packages, or of no shape where nothing depends on them.

    Examples
    --------
    >>> day = datetime.date(2031, 6, 1)
    >>> met(Condition(after=datetime.date(2031, 9, 1)), {}, day).item()
    -1
    >>> met(Condition(words="at peace"), {}, day).item()
    0
    """
    found = np.int8(1) * np.ones((), np.int8)
    unknown = np.zeros((), np.int8)
    if condition.option is not None:
        found = np.minimum(found, chosen.get(condition.option, unknown))
    for wanted in (condition.after is None or _sign(on, condition.after, 1), _before(condition, on)):
        found = np.minimum(found, np.int8(wanted))
    if condition.words is not None:
        found = np.minimum(found, unknown)
    return np.asarray(found, np.int8)


def _before(condition: Condition, on: datetime.date | None) -> int:
    return 1 if condition.before is None else _sign(on, condition.before, -1)


def _sign(on: datetime.date | None, day: datetime.date, direction: int) -> int:
    if on is None:
        return 0
    return 1 if on == day or (on > day) == (direction > 0) else -1


def holds(stance: OptionStance, chosen: Mapping[str, Signs], on: datetime.date | None) -> Signs:
    """Tell where a stance is in force: its ``when`` is met and its ``unless`` is not.

    Examples
    --------
    >>> held = OptionStance(stance="opposes", unless=Condition(option="ceasefire.full"))
    >>> holds(held, {"ceasefire.full": np.array([1, -1], np.int8)}, None).tolist()
    [-1, 1]
    """
    found = np.ones((), np.int8)
    if stance.when is not None:
        found = np.minimum(found, met(stance.when, chosen, on))
    if stance.unless is not None:
        found = np.minimum(found, -met(stance.unless, chosen, on))
    return np.asarray(found, np.int8)


def could_vote(stance: OptionStance, chosen: Mapping[str, Signs], on: datetime.date | None) -> Signs:
    """Return the best vote for an option that a stance on file leaves open: -1 against, 0 abstaining, 1 in favour.

    An objection stands until its condition is met; a promise hangs on a condition that may yet be met. Where nothing is
    on file (silent, mixed), a vote in favour stays open.

    Examples
    --------
    >>> could_vote(OptionStance(stance="opposes", unless=Condition(words="at peace")), {}, None).item()
    -1
    >>> could_vote(OptionStance(stance="conditional", when=Condition(words="at peace")), {}, None).item()
    1
    """
    inforce = holds(stance, chosen, on)
    if stance.stance == "opposes":
        return np.where(inforce >= 0, AGAINST, FAVOUR).astype(np.int8)
    if stance.stance == "abstains":
        return np.where(inforce >= 0, ABSTAINS, FAVOUR).astype(np.int8)
    if stance.stance in _FOR:
        return np.where(inforce >= 0, FAVOUR, AGAINST).astype(np.int8)
    return np.full(inforce.shape, FAVOUR, np.int8)
