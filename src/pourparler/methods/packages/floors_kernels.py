"""The compiled kernel of `under_floors`: counts of one draw under many sets of reservation values."""

from __future__ import annotations

from typing import Any

import numpy as np

from pourparler.methods.compiled import compiled


@compiled
def count_inside(worth: Any, rows: Any, floors: Any, counts: Any) -> None:
    """Fill ``counts`` (variants) with how many of some packages are worth at least the floors to every party.

    ``worth`` is (parties, packages); ``floors`` (variants, parties). Three packages in four are usually told apart by
    the first two parties, so these are compared without a branch.
    """
    variants, parties = floors.shape
    many = len(rows)
    picked = np.empty((parties, many))
    for party in range(parties):
        for place in range(many):
            picked[party, place] = worth[party, rows[place]]
    for variant in range(variants):
        total = 0
        if parties == 1:
            low = floors[variant, 0]
            for place in range(many):
                total += picked[0, place] >= low
        elif parties == 2:
            low, other = floors[variant, 0], floors[variant, 1]
            for place in range(many):
                total += (picked[0, place] >= low) & (picked[1, place] >= other)
        else:
            for place in range(many):
                inside = True
                for party in range(parties):
                    inside = inside & (picked[party, place] >= floors[variant, party])
                total += inside
        counts[variant] = total
