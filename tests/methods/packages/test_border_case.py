"""A fictional border dispute of 27 packages under five pairs of no-deal values: enumeration by hand in the theory note.

The no-deal values come from a conflict process (theory note, sections 2 and 8); here they are given.
"""

from __future__ import annotations

import numpy as np
import pytest

from pourparler.methods.packages.groups import grouped, merged
from pourparler.methods.packages.one_draw import solve_draw
from pourparler.methods.packages.over_draws import solve_draws
from pourparler.methods.packages.space import Space
from pourparler.methods.packages.values import Values

SPACE = Space((3, 3, 3))
WORTH = np.array(
    [
        [0.5, 0.25, 0.0, 0.0, 0.18, 0.3, 0.0, 0.12, 0.2],
        [0.0, 0.24, 0.4, 0.4, 0.28, 0.0, 0.0, 0.1, 0.2],
    ]
)
MIDDLE, NONE, CAPPED = (0.63, 0.72), (0.7, 0.6), (0.88, 0.48)
BORDER = [NONE, CAPPED, (1.0, 0.2), (0.45, 0.84), MIDDLE, (0.2, 1.0), (0.38, 0.88)]
CASES = {
    "as it is": ((0.127296289925, 0.157596702156), 23, BORDER, MIDDLE, MIDDLE, MIDDLE),
    "the first protected": ((0.248497938847, 0.157596702156), 21, [*BORDER[:5], BORDER[6]], MIDDLE, NONE, NONE),
    "the first stronger": ((0.301098211052, 0.020504532324), 19, [*BORDER[:5], BORDER[6]], CAPPED, NONE, CAPPED),
    "the second pressed": ((0.127296289925, 0.0), 25, BORDER, MIDDLE, NONE, NONE),
    "all three": ((0.413662271434, 0.0), 18, BORDER[:5], CAPPED, CAPPED, CAPPED),
}
NAMES = ("nash", "kalai_smorodinsky", "egalitarian")


@pytest.mark.parametrize("name", CASES)
def test_zone_frontier_and_picks(name: str) -> None:
    floor, size, best, *picks = CASES[name]
    values = Values(WORTH[None], np.array([floor]))
    found = solve_draw(SPACE, values)
    assert found.zone.sum() == size
    inside = found.efficient[found.zone[found.efficient]]
    assert sorted(found.utilities[:, inside].T.round(9).tolist()) == sorted(map(list, best))
    for principle, pick in zip(NAMES, picks, strict=True):
        assert found.utilities[:, found.picked[principle]].T.round(9).tolist() == [list(pick)]
    by_groups = merged(grouped(SPACE, values), values, values.floor(0))
    assert sorted(by_groups.utilities.T.round(9).tolist()) == sorted(map(list, best))


def test_all_cases_as_draws_with_chances() -> None:
    floors = np.array([case[0] for case in CASES.values()])
    chances = [0.5, 0.125, 0.125, 0.125, 0.125]
    found = solve_draws(SPACE, Values(WORTH[None].repeat(5, axis=0), floors), weights=chances)
    assert found.zone_size.tolist() == [case[1] for case in CASES.values()] and found.empty == 0
    worth = np.array(
        [[WORTH[party, [row[0], 3 + row[1], 6 + row[2]]].sum() for party in range(2)] for row in found.packages]
    )
    for principle, place in (("nash", 3), ("kalai_smorodinsky", 4), ("egalitarian", 5)):
        for pick in (MIDDLE, NONE, CAPPED):
            row = int(np.abs(worth - pick).sum(axis=1).argmin())
            share = sum(c for c, case in zip(chances, CASES.values(), strict=True) if case[place] == pick)
            assert found.picked[principle][row] == share
