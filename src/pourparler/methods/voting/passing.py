"""The chance that a vote carries, from the chance that each member supports it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pourparler.methods.voting.rules import Rule, met, thresholds

Array = NDArray[np.float64]
Sums = tuple[int, ...]
_FAILS, _CARRIES = -1, -2
STATES = 2_000_000
"""How many different sums are followed at once before the calculation is refused."""
_CELLS = 4_000_000
"""How many numbers are held at once: draws are taken in parts of this size."""


class TooManyStatesError(ValueError):
    """There are too many different sums of votes to follow exactly."""


@dataclass(frozen=True, slots=True)
class _Step:
    """What one member's vote does to each sum so far."""

    member: int
    favour: NDArray[np.int64]
    """For each sum so far, the place of the sum after a vote in favour; -1 it fails for certain, -2 it carries."""
    against: NDArray[np.int64]
    after: int
    """How many sums there are after it."""


def chance_of_carrying(rule: Rule, favour: Array, abstaining: Sequence[int] = ()) -> Array:
    """Return the chance that a vote carries, members deciding independently of one another.

    Parameters
    ----------
    rule : Rule
    favour : array, shape (members, draws)
        The chance that each votes in favour; else it votes against.
    abstaining : sequence of int
        Members that abstain for certain.

    Returns
    -------
    array, shape (draws,)

    Raises
    ------
    TooManyStatesError
        When more sums of weights would have to be followed than memory allows.

    Notes
    -----
    Members vote one after another, those of most weight first; the chance of each reachable combination of sums is
    carried along, and a combination is closed as soon as no later vote can change its outcome. That is the generating
    function of the power indices with chances as coefficients, and the multilinear extension of the rule [1]_ when all
    chances are of one draw.

    .. [1] Owen, G. (1972), "Multilinear extensions of games", Management Science 18(5).

    Examples
    --------
    >>> from pourparler.methods.voting.rules import unanimity
    >>> chance_of_carrying(unanimity(2), np.array([[0.5, 1.0], [0.5, 0.25]])).tolist()
    [0.25, 0.25]
    """
    draws = favour.shape[1]
    steps = _steps(rule, favour, frozenset(abstaining))
    if isinstance(steps, bool):
        return np.full(draws, float(steps))
    widest = max(step.after for step in steps)
    part = max(1, _CELLS // max(1, widest))
    parts = [_followed(steps, favour[:, start : start + part]) for start in range(0, draws, part)]
    return np.concatenate(parts) if parts else np.zeros(0)


def _followed(steps: Sequence[_Step], favour: Array) -> Array:
    carries = np.zeros(favour.shape[1])
    chances = np.ones((1, favour.shape[1]))
    for step in steps:
        following = np.zeros((step.after, favour.shape[1]))
        for places, chance in ((step.favour, favour[step.member]), (step.against, 1 - favour[step.member])):
            weighed = chances * chance
            carries += weighed[places == _CARRIES].sum(axis=0)
            open_ = places >= 0
            following[places[open_]] += weighed[open_]
        chances = following
    return np.clip(carries, 0.0, 1.0)


def _steps(rule: Rule, favour: Array, abstaining: frozenset[int]) -> list[_Step] | bool:
    """Lay out which sums follow from which; the outcome itself where no vote is open."""
    tests = list(thresholds(rule))
    members = len(favour)
    plus = [tuple(test.favour[member] for test in tests) for member in range(members)]
    minus = [tuple(test.against[member] if test.against else 0 for test in tests) for member in range(members)]
    start = tuple(sum(test.present) for test in tests)
    uncertain = []
    for member in range(members):
        if member in abstaining:
            continue
        if (favour[member] == 1).all():
            start = _moved(start, plus[member], 1)
        elif (favour[member] == 0).all():
            start = _moved(start, minus[member], -1)
        else:
            uncertain.append(member)
    scale = [sum(test.favour) + sum(test.against) or 1 for test in tests]
    uncertain.sort(
        key=lambda who: (-sum((a + b) / s for a, b, s in zip(plus[who], minus[who], scale, strict=True)), who)
    )
    most = [_total([plus[who] for who in uncertain[place:]], len(tests)) for place in range(len(uncertain) + 1)]
    least = [_total([minus[who] for who in uncertain[place:]], len(tests)) for place in range(len(uncertain) + 1)]

    def outcome(sums: Sums, place: int) -> bool | None:
        if met(rule, _moved(sums, least[place], -1)):
            return True
        return None if met(rule, _moved(sums, most[place], 1)) else False

    settled = outcome(start, 0)
    if settled is not None:
        return settled
    states: dict[Sums, int] = {start: 0}
    steps = []
    for place, member in enumerate(uncertain, 1):
        following: dict[Sums, int] = {}
        targets: list[list[int]] = [[], []]
        for sums in states:
            for branch, moved in enumerate((_moved(sums, plus[member], 1), _moved(sums, minus[member], -1))):
                known = outcome(moved, place)
                if known is not None:
                    targets[branch].append(_CARRIES if known else _FAILS)
                else:
                    targets[branch].append(following.setdefault(moved, len(following)))
        if len(following) > STATES:
            raise TooManyStatesError("too many different sums of votes to follow exactly")
        steps.append(_Step(member, np.array(targets[0], np.int64), np.array(targets[1], np.int64), len(following)))
        states = following
    return steps


def _moved(sums: Sums, weights: Sums, sign: int) -> Sums:
    return tuple(now + sign * weight for now, weight in zip(sums, weights, strict=True))


def _total(weights: Sequence[Sums], tests: int) -> Sums:
    return tuple(sum(each[test] for each in weights) for test in range(tests))
