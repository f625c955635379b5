"""The compiled kernel of `under_floors`: counts of one draw under many sets of reservation values."""

from __future__ import annotations

from typing import Any

import numpy as np

from pourparler.methods.compiled import compiled


@compiled
def count_inside(worth: Any, floors: Any, counts: Any) -> None:
    """Fill ``counts`` (variants) with how many packages are worth at least the floors to every party.

    ``worth`` is (parties, packages); ``floors`` (variants, parties). Compared without a branch, so that the processor
    takes several packages at a time.
    """
    parties, packages = worth.shape
    inside = np.empty(packages, dtype=np.bool_)
    for variant in range(len(floors)):
        low = floors[variant, 0]
        for place in range(packages):
            inside[place] = worth[0, place] >= low
        for party in range(1, parties):
            low = floors[variant, party]
            for place in range(packages):
                inside[place] &= worth[party, place] >= low
        total = 0
        for place in range(packages):
            total += inside[place]
        counts[variant] = total
