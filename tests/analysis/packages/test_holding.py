"""What parties lose by their red lines, against brute force on made-up cases."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from pourparler.analysis.packages.arrays import Arrays
from pourparler.analysis.packages.counting import ranged
from pourparler.analysis.packages.holding import held_table
from pourparler.analysis.packages.naming import Names
from pourparler.analysis.packages.solved import Solved
from pourparler.analysis.packages.structure import Structure
from pourparler.case.load import load_text
from pourparler.case.model import Case
from pourparler.case.sampling import Draws, draws_of
from tests.analysis.packages import brute


def best(case: Case, drawn: Draws, draw: int, party: str) -> Fraction:
    """Return the most a party can have in the zone, or what it has without a package."""
    zone = brute.zone(case, drawn, draw)
    worth = [brute.worth(case, drawn, draw, party, package) for package in zone]
    return max(worth, default=brute.floor(drawn, draw, party))


@pytest.mark.parametrize("seed", range(30))
def test_losses_at_best_are_those_of_brute_force(seed: int) -> None:
    case = brute.made_up(seed, parties=2 + seed % 2)
    arrays = Arrays(case, draws_of(case, seed, 5))
    structure = Structure(arrays)
    if structure.contradiction() is not None:
        return
    rows = {row["party"]: row for row in held_table(Solved(structure), Names(arrays)).records()}
    with_lines = {view.party for view in case.views if view.red_lines}
    assert set(rows) == with_lines
    for party in with_lines:
        views = tuple(v.model_copy(update={"red_lines": ()}) if v.party == party else v for v in case.views)
        lifted = case.model_copy(update={"views": views})
        more = [
            float(best(lifted, arrays.drawn, draw, party) - best(case, arrays.drawn, draw, party)) for draw in range(5)
        ]
        assert rows[party]["at its best"] == ranged(np.array(more).round(9))


def test_a_red_line_can_serve_its_party() -> None:
    """Without its line, Norland would gain nothing at its best and lose 30 at the egalitarian pick."""
    case = load_text("""
parties:
  - {id: norland, roles: principal, no_deal: 0}
  - {id: varania, roles: principal, no_deal: 0}
issues: [{id: aid, options: [{id: all}, {id: half}]}]
views:
  - {party: norland, issue: aid, weight: 1, values: {all: 80, half: 50}, red_lines: half}
  - {party: varania, issue: aid, weight: 1, values: {all: 40, half: 60}}
""").case
    arrays = Arrays(case, draws_of(case, 1, 1))
    row = held_table(Solved(Structure(arrays)), Names(arrays)).records()[0]
    assert (row["party"], row["red lines"], row["at its best"], row["opens"]) == ("norland", 1, "0", None)
    # Products 3,200 and 3,000; shares of 80 and 60: 2/3 and 5/8; smallest gains 40 and 50; sums 120 and 110.
    picks = [row[f"at the pick of {name}"] for name in ("Nash", "Kalai-Smorodinsky", "Egalitarian", "Utilitarian")]
    assert picks == ["0", "0", "-30", "0"]
