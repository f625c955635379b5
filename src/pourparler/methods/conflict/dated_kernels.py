"""The compiled kernel of `dated`: one pass backwards through the stretches of a dispute, for every variant and draw."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from pourparler.methods.compiled import compiled

SMALL = 1e-12
FIRST, SECOND, FROZEN, COST, PATIENCE = 0, 1, 2, 3, 4
"""Rows of what the ends and the course are worth."""
UP, DOWN, HALT = 0, 1, 2
"""Rows of how it moves."""


@compiled
def shifted_step(up: float, down: float, odds: float, tempo: float) -> tuple[float, float]:
    """Return the chances of a step after a shift of their log-odds and a factor (its logarithm) on both."""
    moves = up + down
    if moves <= 0.0:
        return 0.0, 0.0
    part = up / moves
    if odds != 0.0:
        part = part / (part + (1.0 - part) * math.exp(-odds))
    if tempo != 0.0:
        moves = min(1.0, moves * math.exp(tempo))
    return moves * part, moves * (1.0 - part)


@compiled
def under(signs: Any, draw: int, chances: Any, stakes: Any, shifts: Any, added: Any, walk: Any, worth: Any) -> None:
    """Fill ``walk`` and ``worth`` (rows of the stakes by party) with what holds under some effects."""
    effects, parties = shifts.shape[1], stakes.shape[2]
    odds, tempo, halt = 0.0, 0.0, chances[2, draw]
    for kind in range(5):
        for party in range(parties):
            worth[kind, party] = stakes[kind, draw, party]
    for effect in range(effects):
        sign = signs[effect]
        if sign != 0:
            odds += sign * shifts[0, effect, draw]
            tempo += sign * shifts[1, effect, draw]
            halt += sign * shifts[2, effect, draw]
            for kind in range(5):
                for party in range(parties):
                    worth[kind, party] += sign * added[kind, effect, draw, party]
    walk[UP], walk[DOWN] = shifted_step(chances[0, draw], chances[1, draw], odds, tempo)
    walk[HALT] = min(1.0, max(0.0, halt))
    for party in range(parties):
        worth[PATIENCE, party] = min(1.0, max(0.0, worth[PATIENCE, party]))


@compiled
def for_good(walk: Any, worth: Any, party: int, last: int, stop: float, other: Any, found: Any, factor: Any) -> bool:
    """Fill ``found`` with the values of a course that no longer changes; tell whether they have a bound.

    With the chance ``stop`` per period it turns into the course whose values are ``other``. Elimination in three
    diagonals, upwards and back.
    """
    first, second, patience = worth[FIRST, party], worth[SECOND, party], worth[PATIENCE, party]
    going = patience * (1.0 - walk[HALT])
    lower, upper, stay = going * walk[DOWN], going * walk[UP], going * (1.0 - walk[UP] - walk[DOWN])
    flow = patience * walk[HALT] * worth[FROZEN, party] - worth[COST, party]
    on = 1.0 - stop
    middle = 1.0 - on * stay
    if middle <= SMALL or (patience >= 1.0 and walk[HALT] <= 0.0 and walk[UP] + walk[DOWN] <= 0.0):
        return False
    found[0], found[last] = second, first
    above = 0.0
    for state in range(1, last):
        right = flow
        if stop > 0.0:
            # An end is reached whether or not support stops in the same period: nothing of it turns.
            below = 0.0 if state == 1 else other[state - 1]
            over = 0.0 if state == last - 1 else other[state + 1]
            right += stop * (lower * below + stay * other[state] + upper * over)
        from_below = lower if state == 1 else on * lower
        to_above = upper if state == last - 1 else on * upper
        pivot = middle - from_below * above
        above = to_above / pivot
        factor[state] = above
        found[state] = (right + from_below * found[state - 1]) / pivot
    for state in range(last - 1, 0, -1):
        found[state] += factor[state] * found[state + 1]
    return True


@compiled
def one_period(walk: Any, worth: Any, party: int, last: int, stop: float, other: Any, found: Any) -> None:
    """Take ``found``, in place, from the values one period later to those at the start of the period."""
    first, second, patience = worth[FIRST, party], worth[SECOND, party], worth[PATIENCE, party]
    going = patience * (1.0 - walk[HALT])
    lower, upper, stay = going * walk[DOWN], going * walk[UP], going * (1.0 - walk[UP] - walk[DOWN])
    flow = patience * walk[HALT] * worth[FROZEN, party] - worth[COST, party]
    below = second
    if stop > 0.0:
        on = 1.0 - stop
        here = on * found[1] + stop * other[1]
        for state in range(1, last - 1):
            above = on * found[state + 1] + stop * other[state + 1]
            found[state] = flow + lower * below + stay * here + upper * above
            below, here = here, above
    else:
        here = found[1]
        for state in range(1, last - 1):
            above = found[state + 1]
            found[state] = flow + lower * below + stay * here + upper * above
            below, here = here, above
    found[last - 1] = flow + lower * below + stay * here + upper * first
    found[0], found[last] = second, first


@compiled
def backwards(
    steps: Any,
    chances: Any,
    stakes: Any,
    shifts: Any,
    added: Any,
    lasting: Any,
    stopped: Any,
    lengths: Any,
    states: Any,
    value: Any,
) -> int:
    """Fill ``value`` (variants, stretches, draws, parties); return 0.

    Where a draw never ends for a party that does not discount: 1 + its place among draws times parties.

    ``chances`` is (4, draws): up, down, freezing, support stopping. ``stakes`` is (5, draws, parties): first, second,
    frozen, cost, patience. ``shifts`` is (3, effects, draws): log-odds, logarithm of the tempo, freezing. ``added`` is
    (5, effects, draws, parties), as the stakes. ``lasting`` and ``stopped`` are (variants, stretches, effects), entries
    -1, 0 or 1. ``states`` is (stretches, draws).
    """
    variants, stretches, effects = lasting.shape
    draws, parties = stakes.shape[1], stakes.shape[2]
    longest = steps.max() + 1
    on, off, factor = np.zeros((parties, longest)), np.zeros((parties, longest)), np.empty(longest)
    walk_on, walk_off, worth_on, worth_off = np.empty(3), np.empty(3), np.empty((5, parties)), np.empty((5, parties))
    # From which stretch on nothing depends on support any more: one regime stands for both.
    turning = np.zeros(variants, dtype=np.int64)
    for variant in range(variants):
        for stretch in range(stretches):
            for effect in range(effects):
                if lasting[variant, stretch, effect] != stopped[variant, stretch, effect]:
                    turning[variant] = stretch + 1
    for draw in range(draws):
        last, stop = steps[draw], chances[3, draw]
        for variant in range(variants):
            for stretch in range(stretches - 1, -1, -1):
                two = stretch < turning[variant] and stop > 0.0
                under(lasting[variant, stretch], draw, chances, stakes, shifts, added, walk_on, worth_on)
                if two:
                    under(stopped[variant, stretch], draw, chances, stakes, shifts, added, walk_off, worth_off)
                for party in range(parties):
                    if stretch == stretches - 1:
                        if two and not for_good(walk_off, worth_off, party, last, 0.0, off[party], off[party], factor):
                            return int(draw * parties + party + 1)
                        hazard = stop if two else 0.0
                        if not for_good(walk_on, worth_on, party, last, hazard, off[party], on[party], factor):
                            return int(draw * parties + party + 1)
                    else:
                        if two and stretch + 1 >= turning[variant]:
                            off[party, : last + 1] = on[party, : last + 1]
                        for _ in range(lengths[stretch]):
                            if two:
                                one_period(walk_on, worth_on, party, last, stop, off[party], on[party])
                                one_period(walk_off, worth_off, party, last, 0.0, off[party], off[party])
                            else:
                                one_period(walk_on, worth_on, party, last, 0.0, on[party], on[party])
                    value[variant, stretch, draw, party] = on[party, states[stretch, draw]]
    return 0


@compiled
def answered_backwards(
    steps: Any,
    chances: Any,
    stakes: Any,
    shifts: Any,
    added: Any,
    lasting: Any,
    stopped: Any,
    lags: Any,
    begin: Any,
    states: Any,
    value: Any,
) -> int:
    """Fill ``value`` (starts, draws, parties) with what a dispute answered late is worth; return 0, or as `backwards`.

    Effects are those of measures, then those of answers. ``lasting`` and ``stopped`` are (periods, measures), the last
    period for good; ``lags`` is (answers, draws), ``begin`` the periods of the starts, ``states`` (starts, draws).
    First the answered dispute is taken back through all periods and kept; then each start is taken back from where all
    have answered.
    """
    periods, measures = lasting.shape
    answers, parties, draws = lags.shape[0], stakes.shape[2], stakes.shape[1]
    longest = steps.max() + 1
    on, off, factor = np.zeros((parties, longest)), np.zeros((parties, longest)), np.empty(longest)
    kept_on, kept_off = np.zeros((periods, parties, longest)), np.zeros((periods, parties, longest))
    walk_on, walk_off, worth_on, worth_off = np.empty(3), np.empty(3), np.empty((5, parties)), np.empty((5, parties))
    held, ceased = np.ones(measures + answers), np.ones(measures + answers)
    differs = False
    for period in range(periods):
        for effect in range(measures):
            differs = differs or lasting[period, effect] != stopped[period, effect]
    for draw in range(draws):
        last, stop = steps[draw], chances[3, draw]
        two = differs and stop > 0.0
        hazard = stop if two else 0.0
        whole = 0
        for answer in range(answers):
            held[measures + answer] = ceased[measures + answer] = 1.0
            whole = max(whole, math.ceil(lags[answer, draw]))
        for period in range(periods - 1, -1, -1):
            held[:measures] = lasting[period]
            under(held, draw, chances, stakes, shifts, added, walk_on, worth_on)
            if two:
                ceased[:measures] = stopped[period]
                under(ceased, draw, chances, stakes, shifts, added, walk_off, worth_off)
            for party in range(parties):
                if period == periods - 1:
                    if two and not for_good(walk_off, worth_off, party, last, 0.0, off[party], off[party], factor):
                        return int(draw * parties + party + 1)
                    if not for_good(walk_on, worth_on, party, last, hazard, off[party], on[party], factor):
                        return int(draw * parties + party + 1)
                else:
                    one_period(walk_on, worth_on, party, last, hazard, off[party], on[party])
                    if two:
                        one_period(walk_off, worth_off, party, last, 0.0, off[party], off[party])
            kept_on[period], kept_off[period] = on, off
        for place in range(len(begin)):
            at = min(begin[place] + whole, periods - 1)
            on[:], off[:] = kept_on[at], kept_off[at]
            for later in range(whole - 1, -1, -1):
                period = min(begin[place] + later, periods - 1)
                for answer in range(answers):
                    part = min(1.0, max(0.0, later + 1 - lags[answer, draw]))
                    held[measures + answer] = ceased[measures + answer] = part
                held[:measures] = lasting[period]
                under(held, draw, chances, stakes, shifts, added, walk_on, worth_on)
                if two:
                    ceased[:measures] = stopped[period]
                    under(ceased, draw, chances, stakes, shifts, added, walk_off, worth_off)
                for party in range(parties):
                    one_period(walk_on, worth_on, party, last, hazard, off[party], on[party])
                    if two:
                        one_period(walk_off, worth_off, party, last, 0.0, off[party], off[party])
            for party in range(parties):
                value[place, draw, party] = on[party, states[place, draw]]
    return 0
