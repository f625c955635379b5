"""Ranges as people type them: ``30``, ``20..35``, ``20..28..35``, ``{0: 0.2, 5: 0.8}``."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum


class Shape(StrEnum):
    """How a value is uncertain."""

    POINT = "point"
    UNIFORM = "uniform"
    PERT = "pert"
    DISCRETE = "discrete"


@dataclass(frozen=True, slots=True)
class Range:
    """A number with its uncertainty.

    Parameters
    ----------
    shape : Shape
    numbers : tuple of float
        One value; low and high; low, likely and high; or the support of a discrete distribution in rising order.
    chances : tuple of float
        For ``discrete``: the probability of each number, summing to one.

    Examples
    --------
    >>> parse_range("20..28..35").high
    35.0
    >>> str(parse_range({0: 0.2, 5: 0.8}))
    '{0: 0.2, 5: 0.8}'
    """

    shape: Shape
    numbers: tuple[float, ...]
    chances: tuple[float, ...] = ()

    @property
    def low(self) -> float:
        """The smallest value."""
        return self.numbers[0]

    @property
    def high(self) -> float:
        """The largest value."""
        return self.numbers[-1]

    def __str__(self) -> str:
        if self.shape is Shape.DISCRETE:
            pairs = zip(self.numbers, self.chances, strict=True)
            return "{" + ", ".join(f"{_shown(number)}: {_shown(chance)}" for number, chance in pairs) + "}"
        return "..".join(_shown(number) for number in self.numbers)


def _shown(number: float) -> str:
    """Write a number in the fewest digits that read back to it."""
    return repr(number).removesuffix(".0")


FORMS = (
    "a number (30), low..high (20..35), low..likely..high (20..28..35) or {value: chance, ...} with chances adding to 1"
)


def parse_range(raw: object) -> Range:
    """Read a range from its short form.

    Parameters
    ----------
    raw : int, float, str, mapping or Range

    Raises
    ------
    ValueError
        When it is none of the forms, not finite, or not in rising order; the message says which.

    Examples
    --------
    >>> parse_range("20..35")
    Range(shape=<Shape.UNIFORM: 'uniform'>, numbers=(20.0, 35.0), chances=())
    >>> parse_range("35..20")
    Traceback (most recent call last):
    ...
    ValueError: the range 35..20 does not rise from low to high
    """
    if isinstance(raw, Range):
        return raw
    if isinstance(raw, bool) or raw is None:
        raise ValueError(f"{raw!r} is no number; write {FORMS}")
    if isinstance(raw, int | float):
        return Range(Shape.POINT, (_finite(raw),))
    if isinstance(raw, dict):
        return _discrete(raw)
    if isinstance(raw, str):
        return _typed(raw)
    raise ValueError(f"{raw!r} is no range; write {FORMS}")


def _finite(raw: object) -> float:
    try:
        number = float(raw)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        raise ValueError(f"{raw!r} is no number; write {FORMS}") from None
    if not math.isfinite(number):
        raise ValueError(f"{raw!r} is not finite; write {FORMS}")
    return number


def _typed(raw: str) -> Range:
    numbers = tuple(_finite(part.strip()) for part in raw.split(".."))
    shapes = {1: Shape.POINT, 2: Shape.UNIFORM, 3: Shape.PERT}
    if len(numbers) not in shapes:
        raise ValueError(f"{raw!r} has {len(numbers)} numbers; write {FORMS}")
    if list(numbers) != sorted(numbers):
        raise ValueError(f"the range {raw.strip()} does not rise from low to high")
    if numbers[0] == numbers[-1]:
        return Range(Shape.POINT, (numbers[0],))
    return Range(shapes[len(numbers)], numbers)


def _discrete(raw: dict[object, object]) -> Range:
    pairs = sorted((_finite(value), _finite(chance)) for value, chance in raw.items())
    if not pairs or any(chance < 0 for _, chance in pairs):
        raise ValueError(f"{raw!r} needs at least one value, and chances of 0 or more; write {FORMS}")
    total = math.fsum(chance for _, chance in pairs)
    if abs(total - 1) > 1e-9:
        raise ValueError(f"the chances of {raw!r} add to {total:g}, not to 1")
    kept = [(value, chance) for value, chance in pairs if chance > 0]
    return Range(Shape.DISCRETE, tuple(value for value, _ in kept), tuple(chance for _, chance in kept))
