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
    second, last = min(1, parties - 1), parties - 1
    inside = np.empty(packages, dtype=np.bool_)
    for variant in range(len(floors)):
        low, other = floors[variant, 0], floors[variant, second]
        total = 0
        if parties <= 2:
            for place in range(packages):
                total += (worth[0, place] >= low) & (worth[second, place] >= other)
        else:
            for place in range(packages):
                inside[place] = (worth[0, place] >= low) & (worth[second, place] >= other)
            for party in range(2, last):
                low = floors[variant, party]
                for place in range(packages):
                    inside[place] &= worth[party, place] >= low
            low = floors[variant, last]
            for place in range(packages):
                total += inside[place] & (worth[last, place] >= low)
        counts[variant] = total
