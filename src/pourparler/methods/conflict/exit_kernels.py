"""The compiled loop of `exit`: the best policy of one party in one draw, found by policy iteration."""

from __future__ import annotations

from typing import Any

import numpy as np

from pourparler.methods.compiled import compiled


@compiled
def stop_where_better(
    lower: Any, middle: Any, upper: Any, flow: Any, floor: Any, value: Any, exits: Any, most: int
) -> None:
    """Turn ``value`` (draws, parties, states), of going on for good, into what it is worth with the option to stop.

    ``lower``, ``middle``, ``upper``, ``flow`` and ``floor`` are (draws, parties): see `walk.coefficients`, and what a
    period and stopping are worth. Fill ``exits`` (draws, parties, states), which comes with no state marked. A policy
    is changed at most ``most`` times.
    """
    draws, parties, states = value.shape
    last = states - 1
    factor = np.empty(states)
    for draw in range(draws):
        for party in range(parties):
            low, stay, high = lower[draw, party], middle[draw, party], upper[draw, party]
            earned, least = flow[draw, party], floor[draw, party]
            worth, stopped = value[draw, party], exits[draw, party]
            for state in range(1, last):
                stopped[state] = worth[state] <= least
            for _ in range(most):
                # Elimination in three diagonals, upwards and back; a state that is stopped is worth the floor.
                above, before = 0.0, worth[0]
                for state in range(1, last):
                    if stopped[state]:
                        above, before = 0.0, least
                    else:
                        pivot = stay - low * above
                        above, before = high / pivot, (earned + low * before) / pivot
                    factor[state], worth[state] = above, before
                for state in range(last - 1, 0, -1):
                    worth[state] += factor[state] * worth[state + 1]
                settled = True
                for state in range(1, last):
                    on = (earned + low * worth[state - 1] + high * worth[state + 1]) / stay
                    if stopped[state] != (on <= least):
                        settled = False
                        stopped[state] = not stopped[state]
                if settled:
                    break
