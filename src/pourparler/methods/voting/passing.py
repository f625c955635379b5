"""The chance that a vote carries, from the chance that each member supports it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pourparler.methods.voting.rules import AllOf, Rule, Threshold, thresholds

Array = NDArray[np.float64]
Ints = NDArray[np.int64]
_OPEN, _FAILS, _CARRIES = 0, -1, -2
_SAFE = 2**62
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
    favour: Ints
    """For each sum so far, the place of the sum after a vote in favour; -1 it fails for certain, -2 it carries."""
    against: Ints
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
    if sum(sum(test.favour) + sum(test.against) + sum(test.present) + abs(test.quota) for test in tests) >= _SAFE:
        raise TooManyStatesError("weights too large to follow the sums of votes in 64 bits")
    members = len(favour)
    plus = np.array([test.favour for test in tests], np.int64).reshape(len(tests), members).T
    minus = np.array([test.against or (0,) * members for test in tests], np.int64).reshape(len(tests), members).T
    start = np.array([sum(test.present) for test in tests], np.int64)
    open_ = [member for member in range(members) if member not in abstaining]
    for_ = [member for member in open_ if (favour[member] == 1).all()]
    not_ = [member for member in open_ if (favour[member] == 0).all()]
    start = start + plus[for_].sum(axis=0) - minus[not_].sum(axis=0)
    uncertain = [member for member in open_ if member not in for_ and member not in not_]
    span = np.maximum((plus + minus).sum(axis=0), 1)
    heavy = ((plus + minus) / span).sum(axis=1)
    uncertain.sort(key=lambda member: (-heavy[member], member))
    after_plus, after_minus = plus[uncertain].sum(axis=0), minus[uncertain].sum(axis=0)
    states = start.reshape(1, len(tests))
    (known,) = _outcomes(rule, states, after_minus, after_plus).tolist()
    if known != _OPEN:
        return bool(known == _CARRIES)
    steps = []
    for member in uncertain:
        after_plus, after_minus = after_plus - plus[member], after_minus - minus[member]
        branches = np.concatenate([states + plus[member], states - minus[member]])
        places = _outcomes(rule, branches, after_minus, after_plus)
        still = places == _OPEN
        following, inverse = _distinct(branches[still])
        if len(following) > STATES:
            raise TooManyStatesError("too many different sums of votes to follow exactly")
        places[still] = inverse
        steps.append(_Step(member, places[: len(states)], places[len(states) :], len(following)))
        states = following
    return steps


def _outcomes(rule: Rule, sums: Ints, against: Ints, favour: Ints) -> Ints:
    """Tell which sums are settled whatever those still to vote do: -2 carried, -1 failed, 0 open."""
    found = np.where(_met(rule, iter((sums + favour).T), len(sums)), _OPEN, _FAILS)
    return np.where(_met(rule, iter((sums - against).T), len(sums)), _CARRIES, found)


def _met(rule: Rule, sums: Iterator[Ints], count: int) -> NDArray[np.bool_]:
    """Evaluate a rule for many sums at once; every test takes its column, so that those that follow stay in step."""
    if isinstance(rule, Threshold):
        return np.asarray(next(sums) >= rule.quota)
    found = np.full(count, isinstance(rule, AllOf))
    for part in rule.of:
        met = _met(part, sums, count)
        found = found & met if isinstance(rule, AllOf) else found | met
    return found


def _distinct(rows: Ints) -> tuple[Ints, Ints]:
    """Return the different rows, and for each row its place among them; rows are told apart by one number each."""
    if not len(rows):
        return rows, np.zeros(0, np.int64)
    low = rows.min(axis=0)
    sizes = [int(size) for size in rows.max(axis=0) - low + 1]
    if math.prod(sizes) >= _SAFE:
        following, inverse = np.unique(rows, axis=0, return_inverse=True)
        return following, inverse.reshape(-1)
    keys = np.zeros(len(rows), np.int64)
    for column, size in enumerate(sizes):
        keys = keys * size + rows[:, column] - low[column]
    _, first, inverse = np.unique(keys, return_index=True, return_inverse=True)
    return rows[first], inverse
