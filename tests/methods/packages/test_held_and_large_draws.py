"""What red lines cost their party, and draws of spaces that are not written out, against solving everything afresh."""

from __future__ import annotations

import numpy as np
import pytest

from pourparler.methods.packages.held import as_they_are, held_to_red_lines
from pourparler.methods.packages.large_draws import solve_large_draws
from pourparler.methods.packages.over_draws import solve_draws
from pourparler.methods.packages.solutions import PRINCIPLES
from pourparler.methods.packages.space import ContradictionError, Space
from pourparler.methods.packages.values import Values

from . import reference


def best_gain(case: reference.Made, draw: int, party: int, lines: bool) -> float:
    """Return the most a party can gain in a zone, with or without its own red lines; 0 when it is empty."""
    found = []
    for package in case.packages():
        crossed = any(
            row[option] for other, row in enumerate(case.red_lines) for option in package if lines or other != party
        )
        gain = reference.gains([case.worth(draw, package)], tuple(case.reservation[draw]))[0]
        if not crossed and min(gain) >= 0:
            found.append(gain[party])
    return float(max(found, default=0))


def gain_at_pick(case: reference.Made, draw: int, party: int, name: str, lines: bool) -> float:
    """Return what a party gains on average over tied picks, or by its reservation value when the zone is empty."""
    zone = []
    for package in case.packages():
        crossed = any(
            row[option] for other, row in enumerate(case.red_lines) for option in package if lines or other != party
        )
        worth = case.worth(draw, package)
        if not crossed and min(reference.gains([worth], tuple(case.reservation[draw]))[0]) >= 0:
            zone.append(worth)
    if not zone:
        return float(case.reservation[draw][party] - case.origin(draw)[party])
    gains = reference.gains(zone, case.origin(draw))
    return float(np.mean([gains[pick][party] for pick in reference.PICKS[name](gains)]))


def test_red_lines_cost_what_lifting_them_brings() -> None:
    costly = 0
    for seed in range(150):
        case = reference.made(seed, draws=3)
        if not case.packages():
            continue
        values = case.values
        counts = solve_draws(case.space, values)
        for party in range(values.parties):
            found = held_to_red_lines(case.space, values, party, as_they_are(case.space, values))
            expected = [best_gain(case, draw, party, False) - best_gain(case, draw, party, True) for draw in range(3)]
            assert found.ideal == pytest.approx(expected, abs=1e-8)
            assert found.ideal.min() >= -1e-9
            costly += found.ideal.max() > 0
            assert not (found.opened & (counts.zone_size > 0)).any()
            for name, loss in found.picks.items():
                expected = [
                    gain_at_pick(case, draw, party, name, False) - gain_at_pick(case, draw, party, name, True)
                    for draw in range(3)
                ]
                assert loss == pytest.approx(expected, abs=1e-8)
            if not values.lines[party].any():
                assert all((loss == 0).all() for loss in found.picks.values())
    assert costly > 20


def test_draws_of_large_spaces_are_draws() -> None:
    for seed in range(60):
        case = reference.made(seed, draws=3)
        weights = [0.5, 0.25, 1.0]
        try:
            counts = solve_draws(case.space, case.values, weights=weights)
        except ContradictionError:
            continue
        if not counts.allowed.any():
            continue
        found = solve_large_draws(case.space, case.values, weights)
        assert found.empty == counts.empty and found.draws == counts.draws
        assert np.allclose(found.ideal, counts.ideal, atol=1e-8, equal_nan=True)
        rows = {tuple(row): place for place, row in enumerate(counts.packages.tolist())}
        where = [rows[tuple(row)] for row in found.packages.tolist()]
        assert found.accepted.tolist() == counts.accepted[:, where].tolist()
        for principle in PRINCIPLES:
            # Of packages of equal worth one is kept, so no package is counted more often than when all are.
            assert (found.picked[principle] <= counts.picked[principle][where]).all()
            assert found.picked[principle].sum() >= counts.draws - counts.empty


def test_a_large_space_tells_how_each_draw_was_solved() -> None:
    rng = np.random.default_rng(2)
    values = Values(rng.uniform(0, 100, (3, 3, 60)), np.full((3, 3), 600.0))

    few, many = (solve_large_draws(Space((5,) * 12), values, most_points=most) for most in (10, 100_000))
    assert few.methods == {"branch and bound": 3.0} and many.methods == {"merged": 3.0}
    assert few.packages.tolist() == many.packages.tolist()
    assert all((few.picked[name] == many.picked[name]).all() for name in PRINCIPLES)
