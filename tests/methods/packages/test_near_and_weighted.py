"""Runners-up and weighted picks over draws, against loops over every package."""

from __future__ import annotations

import numpy as np
import pytest

from pourparler.methods.packages.near import CLOSE, near
from pourparler.methods.packages.over_draws import solve_draws
from pourparler.methods.packages.solutions import PRINCIPLES, SOLVERS, WEIGHTED, nash
from pourparler.methods.packages.space import ContradictionError
from pourparler.methods.packages.values import utilities

from . import reference


def measures(found: list[reference.Vector]) -> dict[str, list[float]]:
    ideal = [max(one[party] for one in found) for party in range(len(found[0]))]
    shares = [[float(g / i) if i else 1.0 for g, i in zip(one, ideal, strict=True)] for one in found]
    return {
        "nash": [float(np.prod(one)) for one in shares],
        "kalai_smorodinsky": [min(one) for one in shares],
        "egalitarian": [float(min(one)) for one in found],
        "utilitarian": [float(sum(one)) for one in found],
    }


def test_runners_up_are_those_of_a_loop_over_packages() -> None:
    seen = 0
    for seed in range(400):
        case = reference.made(seed)
        points = [case.worth(0, package) for package in case.packages()]
        inside = [all(a >= b for a, b in zip(one, case.reservation[0], strict=True)) for one in points]
        if not any(inside):
            continue
        gains = reference.gains([one for one, good in zip(points, inside, strict=True) if good], case.origin(0))
        rows = np.flatnonzero(inside)
        worth, origin = np.array(points, dtype=np.float64).T, np.array(case.origin(0), dtype=np.float64)
        for principle, told in measures(gains).items():
            picked = SOLVERS[principle](worth, origin, np.array(inside))
            found = near(principle, worth, origin, np.array(inside), picked)
            best = max(told)
            if best <= 0:
                assert np.isnan(found.gap) and found.close.tolist() == picked.tolist()
                continue
            rest = [one for one, row in zip(told, rows.tolist(), strict=True) if row not in picked]
            expected = (best - max(rest)) / best if rest else np.nan
            assert found.gap == pytest.approx(expected, abs=1e-9, nan_ok=True)
            close = {row for one, row in zip(told, rows.tolist(), strict=True) if one > best * (1 - CLOSE) + 1e-9}
            assert close <= set(found.close.tolist()) and set(picked.tolist()) <= set(found.close.tolist())
            seen += 1
    assert seen > 300


def test_weights_are_taken_draw_by_draw() -> None:
    differs = 0
    for seed in range(160):
        case = reference.made(seed, draws=4)
        values = case.values
        weights = np.random.default_rng(seed).uniform(0.05, 1, (4, values.parties))
        try:
            found = solve_draws(case.space, values, bargaining=weights)
        except ContradictionError:
            continue
        assert list(found.picked) == [*PRINCIPLES, WEIGHTED]
        for draw in np.flatnonzero(found.zone_size).tolist():
            worth = utilities(case.space, values, found.packages, draw)
            zone = found.allowed & (worth >= values.floor(draw)[:, None]).all(axis=0)
            picks = nash(worth, values.origin(draw), zone, weights[draw])
            assert (found.pick[-1, draw], found.ties[-1, draw]) == (picks[0], len(picks))
            differs += picks[0] != found.pick[0, draw]
        plain = solve_draws(case.space, values)
        assert all((plain.picked[name] == found.picked[name]).all() for name in PRINCIPLES)
    assert differs > 10


def test_weights_of_another_shape_are_refused() -> None:
    case = reference.made(12, draws=2)
    with pytest.raises(ValueError, match="bargaining weights have the shape"):
        solve_draws(case.space, case.values, bargaining=np.ones(case.values.parties))
