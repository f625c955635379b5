"""The slow, obvious way: fractions and loops over every package. Nothing here is shared with the code under test."""

from __future__ import annotations

import itertools
import random
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from pourparler.methods.packages.space import Space
from pourparler.methods.packages.values import Linked, Values

Vector = tuple[Fraction, ...]


@dataclass(frozen=True)
class Made:
    """A made-up table: everything in whole numbers or simple fractions."""

    space: Space
    additive: list[list[list[Fraction]]]
    linked: list[tuple[int, tuple[int, ...], list[Fraction]]]
    reservation: list[list[Fraction]]
    red_lines: list[list[bool]]
    disagreement: list[list[Fraction]] | None = None
    """Where gains are measured from; the reservation value when there is no outside option."""

    def origin(self, draw: int) -> Vector:
        return tuple((self.disagreement or self.reservation)[draw])

    @property
    def values(self) -> Values:
        return Values(
            np.array(self.additive, dtype=np.float64),
            np.array(self.reservation, dtype=np.float64),
            np.array(self.red_lines, dtype=np.bool_),
            tuple(Linked(party, options, np.array(worth, dtype=np.float64)) for party, options, worth in self.linked),
            None if self.disagreement is None else np.array(self.disagreement, dtype=np.float64),
        )

    def packages(self) -> list[tuple[int, ...]]:
        """Return the packages that can stand, options numbered through."""
        starts = [sum(self.space.sizes[:issue]) for issue in range(len(self.space.sizes))]
        ranges = [range(start, start + size) for start, size in zip(starts, self.space.sizes, strict=True)]
        return [
            package
            for package in itertools.product(*ranges)
            if not any(set(options) <= set(package) for options in self.space.exclusions)
            and all(option not in package or needed in package for option, needed in self.space.prerequisites)
        ]

    def worth(self, draw: int, package: tuple[int, ...]) -> Vector:
        sums = [sum((row[option] for option in package), Fraction(0)) for row in self.additive[draw]]
        for party, options, worth in self.linked:
            if set(options) <= set(package):
                sums[party] += worth[draw]
        return tuple(sums)

    def crosses(self, package: tuple[int, ...]) -> bool:
        return any(row[option] for row in self.red_lines for option in package)


def made(seed: int, draws: int = 1, most: int = 4, negative: bool = True, parties: int | None = None) -> Made:
    """Make up a table: ties, constraints, red lines, linked terms and empty zones are common."""
    rng = random.Random(seed)
    sizes = tuple(rng.randint(1, most) for _ in range(rng.randint(1, most)))
    options, parties = sum(sizes), parties or rng.randint(1, 4)
    coarse = rng.choice([2, 4, 10, 60])
    low = -coarse if negative and rng.random() < 0.4 else 0
    part = rng.choice([1, 1, 3, 7, 10])

    def number() -> Fraction:
        return Fraction(rng.randint(low * part, coarse * part), part)

    def some(most: int, length: int) -> tuple[tuple[int, ...], ...]:
        return tuple(
            tuple(rng.randrange(options) for _ in range(rng.randint(1, length))) for _ in range(rng.randint(0, most))
        )

    exclusions = tuple(one for one in some(2, 3) if len(one) > 1)
    prerequisites = tuple((one[0], one[1]) for one in some(2, 2) if len(one) == 2)
    additive = [[[number() for _ in range(options)] for _ in range(parties)] for _ in range(draws)]
    linked = [(rng.randrange(parties), one, [number() for _ in range(draws)]) for one in some(3, 3)]
    reach = len(sizes) * rng.choice([0, 0.3, 0.5, 0.8])
    reservation = [
        [Fraction(round(rng.randint(low, coarse) * reach * part), part) for _ in range(parties)] for _ in range(draws)
    ]
    red_lines = [[rng.random() < 0.08 for _ in range(options)] for _ in range(parties)]
    return Made(
        Space(sizes, exclusions, prerequisites),
        additive,
        linked,
        reservation,
        red_lines,
        below(seed, reservation, part),
    )


def below(seed: int, reservation: list[list[Fraction]], part: int) -> list[list[Fraction]] | None:
    """Make up disagreement values: in half of the tables some parties have an outside option above theirs."""
    rng = random.Random(f"outside options {seed}")
    if rng.random() < 0.5:
        return None
    return [
        [one - rng.choice([Fraction(0), Fraction(rng.randint(0, 6 * part), part)]) for one in row]
        for row in reservation
    ]


def unbeaten(points: list[Vector]) -> list[int]:
    def beats(one: Vector, other: Vector) -> bool:
        return one != other and all(a >= b for a, b in zip(one, other, strict=True))

    return [place for place, point in enumerate(points) if not any(beats(rival, point) for rival in points)]


def gains(points: list[Vector], floor: Vector) -> list[Vector]:
    return [tuple(a - b for a, b in zip(point, floor, strict=True)) for point in points]


def best(keys: list[tuple[Fraction, ...]]) -> list[int]:
    return [place for place, key in enumerate(keys) if key == max(keys)]


def nash(found: list[Vector]) -> list[int]:
    """The largest product over each of the largest sets of parties that can gain together."""
    sets = [frozenset(party for party, gain in enumerate(one) if gain > 0) for one in found]
    most = max(len(one) for one in sets)
    picked = []
    for group in {one for one in sets if len(one) == most}:
        members = [place for place, one in enumerate(sets) if one == group]
        products = []
        for place in members:
            product = Fraction(1)
            for party in group:
                product *= found[place][party]
            products.append(product)
        picked += [place for place, product in zip(members, products, strict=True) if product == max(products)]
    return sorted(picked)


def kalai_smorodinsky(found: list[Vector]) -> list[int]:
    ideal = [max(one[party] for one in found) for party in range(len(found[0]))]
    shares = [[g / i if i > 0 else Fraction(1) for g, i in zip(one, ideal, strict=True)] for one in found]
    return best([tuple(sorted(one)) for one in shares])


def egalitarian(found: list[Vector]) -> list[int]:
    return best([tuple(sorted(one)) for one in found])


def utilitarian(found: list[Vector]) -> list[int]:
    return best([(sum(one, Fraction(0)),) for one in found])


PICKS = {
    "nash": nash,
    "kalai_smorodinsky": kalai_smorodinsky,
    "egalitarian": egalitarian,
    "utilitarian": utilitarian,
}
