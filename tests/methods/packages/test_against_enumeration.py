"""Zone, frontier and picks equal the slow, obvious enumeration in fractions, on thousands of made-up tables."""

from __future__ import annotations

import random
from fractions import Fraction

import numpy as np
import pytest

from pourparler.methods.packages.one_draw import solve_draw
from pourparler.methods.packages.over_draws import regrets, solve_draws
from pourparler.methods.packages.space import ContradictionError, Space
from pourparler.methods.packages.zone import allowed, in_zone, why_empty

from . import reference

CASES = 2500
"""In five parts, so that each worker of the test run takes some."""


def zone_of(case: reference.Made, draw: int, packages: list[tuple[int, ...]], passable: list[bool]) -> list[int]:
    floor = tuple(case.reservation[draw])
    return [
        place
        for place, package in enumerate(packages)
        if passable[place]
        and not case.crosses(package)
        and all(gain >= 0 for gain in reference.gains([case.worth(draw, package)], floor)[0])
    ]


@pytest.mark.parametrize("part", range(5))
def test_one_draw(part: int) -> None:
    empty = tied = contradictory = 0
    for seed in range(part, CASES, 5):
        case = reference.made(seed)
        packages = case.packages()
        if not packages:
            contradictory += 1
            with pytest.raises(ContradictionError):
                solve_draw(case.space, case.values)
            continue
        rng = random.Random(seed)
        passable = [rng.random() < 0.9 for _ in packages]
        found = solve_draw(case.space, case.values, passable=np.array(passable))
        points = [case.worth(0, package) for package in packages]
        assert case.space.option_numbers(found.packages).tolist() == [list(package) for package in packages]
        assert np.allclose(found.utilities.T, np.array(points, dtype=np.float64), rtol=0, atol=1e-8)
        may = [place for place, package in enumerate(packages) if passable[place] and not case.crosses(package)]
        assert found.efficient.tolist() == [
            may[place] for place in reference.unbeaten([points[place] for place in may])
        ]
        zone = zone_of(case, 0, packages, passable)
        assert np.flatnonzero(found.zone).tolist() == zone
        assert (
            np.flatnonzero(in_zone(case.space, case.values, found.packages, passable=np.array(passable))).tolist()
            == zone
        )
        empty += not zone
        gains = reference.gains([points[place] for place in zone], case.origin(0))
        for principle, pick in reference.PICKS.items():
            expected = [zone[place] for place in pick(gains)] if zone else []
            assert found.picked[principle].tolist() == expected, (seed, principle)
            tied += len(expected) > 1
    assert empty > 20 and tied > 20 and contradictory > 0


@pytest.mark.parametrize("part", range(2))
def test_over_draws(part: int) -> None:
    for seed in range(part, 200, 2):
        case = reference.made(seed, draws=5)
        packages = case.packages()
        if not packages:
            continue
        rng = random.Random(seed)
        weights = [Fraction(rng.randint(0, 3), 8) for _ in range(5)]
        weights[0] += 1
        found = solve_draws(case.space, case.values, weights=[float(weight) for weight in weights])
        passable = [True] * len(packages)
        zones = [zone_of(case, draw, packages, passable) for draw in range(5)]
        count = np.zeros(len(packages))
        efficient = np.zeros(len(packages))
        regret, accepted = np.zeros((2, case.values.parties, len(packages)))
        may = [place for place, package in enumerate(packages) if not case.crosses(package)]
        for draw, (zone, weight) in enumerate(zip(zones, weights, strict=True)):
            points = [case.worth(draw, package) for package in packages]
            count[zone] += float(weight)
            efficient[[may[place] for place in reference.unbeaten([points[p] for p in may])]] += float(weight)
            accepts = [[a >= b for a, b in zip(point, case.reservation[draw], strict=True)] for point in points]
            accepted += float(weight) * np.array(accepts).T
            assert found.zone_size[draw] == len(zone)
            if zone:
                ideal = [max(points[place][party] for place in zone) for party in range(case.values.parties)]
                assert np.allclose(found.ideal[draw], np.array(ideal, dtype=np.float64), atol=1e-8)
                regret += float(weight) * (np.array(ideal, dtype=np.float64) - np.array(points, dtype=np.float64)).T
            else:
                assert np.isnan(found.ideal[draw]).all()
        assert found.in_zone.tolist() == count.tolist()
        assert found.accepted.tolist() == accepted.tolist()
        assert found.efficient.tolist() == efficient.tolist()
        assert np.allclose(found.regret_sum, regret, atol=1e-7)
        assert found.empty == float(sum((w for w, zone in zip(weights, zones, strict=True) if not zone), Fraction(0)))
        for principle, pick in reference.PICKS.items():
            expected = np.zeros(len(packages))
            for draw, zone in enumerate(zones):
                if zone:
                    gains = reference.gains([case.worth(draw, packages[place]) for place in zone], case.origin(draw))
                    expected[[zone[place] for place in pick(gains)]] += float(weights[draw])
            assert found.picked[principle].tolist() == expected.tolist()


def test_regret_quantiles_are_those_of_the_draws() -> None:
    case = reference.made(12, draws=9)
    found = solve_draws(case.space, case.values)
    counted = [draw for draw in range(9) if found.zone_size[draw]]
    assert len(counted) > 2
    table = regrets(case.space, case.values, found.packages, found.ideal, [0.0, 0.5, 1.0])
    every = np.stack(
        [
            found.ideal[draw][:, None]
            - np.array([case.worth(draw, package) for package in case.packages()], dtype=np.float64).T
            for draw in counted
        ]
    )
    assert np.allclose(table, np.quantile(every, [0.0, 0.5, 1.0], axis=0, method="inverted_cdf"), atol=1e-8)


def test_why_a_zone_is_empty() -> None:
    seen = 0
    for seed in range(600):
        case = reference.made(seed)
        packages = case.packages()
        if not packages:
            continue
        rows = (np.array(packages) - case.space.offsets[:-1]).astype(np.int16)
        why = why_empty(case.space, case.values, rows)
        zone = zone_of(case, 0, packages, [True] * len(packages))
        assert (why is None) == bool(zone)
        if why is None:
            continue
        seen += 1
        floor = tuple(case.reservation[0])
        gains = reference.gains([case.worth(0, package) for package in packages], floor)
        for party in range(case.values.parties):
            needed = [
                -gain[party]
                for package, gain in zip(packages, gains, strict=True)
                if not case.crosses(package) and all(g >= 0 for other, g in enumerate(gain) if other != party)
            ]
            assert why.shortfall[party] == pytest.approx(float(min(needed)) if needed else np.inf, abs=1e-8)
        opening = set()
        for party in range(case.values.parties):
            for option in range(case.space.options):
                if case.red_lines[party][option]:
                    lifted = [list(row) for row in case.red_lines]
                    lifted[party][option] = False
                    without = reference.Made(case.space, case.additive, case.linked, case.reservation, lifted)
                    if zone_of(without, 0, packages, [True] * len(packages)):
                        opening.add((party, option))
        assert set(why.red_lines) == opening
    assert seen > 100


def test_a_red_line_on_a_prohibitive_option_leaves_the_rest() -> None:
    case = reference.made(3)
    rows = np.zeros((1, case.space.issues), dtype=np.int16)
    with pytest.raises(ValueError, match="one entry a package"):
        allowed(case.space, case.values, rows, np.array([True, False]))


def test_one_party_with_one_option() -> None:
    case = reference.Made(Space((1,)), [[[Fraction(3)]]], [], [[Fraction(3)]], [[False]])
    found = solve_draw(case.space, case.values)
    assert found.zone.tolist() == [True]
    assert all(picks.tolist() == [0] for picks in found.picked.values())
