"""Ranges as people type them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pourparler.case.ranges import Range, Shape, parse_range

READ = [
    pytest.param(30, Shape.POINT, (30.0,), id="number"),
    pytest.param("30", Shape.POINT, (30.0,), id="number as text"),
    pytest.param("20..35", Shape.UNIFORM, (20.0, 35.0), id="low and high"),
    pytest.param(" 20 .. 35 ", Shape.UNIFORM, (20.0, 35.0), id="spaces"),
    pytest.param("-5..-1.5", Shape.UNIFORM, (-5.0, -1.5), id="negative"),
    pytest.param("20..28..35", Shape.PERT, (20.0, 28.0, 35.0), id="three points"),
    pytest.param("20..20..35", Shape.PERT, (20.0, 20.0, 35.0), id="likely at the low end"),
    pytest.param("7..7", Shape.POINT, (7.0,), id="no width"),
    pytest.param({5: 0.8, 0: 0.2}, Shape.DISCRETE, (0.0, 5.0), id="discrete, sorted"),
    pytest.param({"0": 0, "5": 1}, Shape.DISCRETE, (5.0,), id="discrete, impossible value left out"),
]
REFUSED = [
    pytest.param("35..20", "does not rise", id="falls"),
    pytest.param("20..50..35", "does not rise", id="likely outside"),
    pytest.param("1..2..3..4", "has 4 numbers", id="four numbers"),
    pytest.param("about 30", "no number", id="words"),
    pytest.param("30%", "no number", id="per cent"),
    pytest.param("0,5", "no number", id="decimal comma"),
    pytest.param("", "no number", id="empty"),
    pytest.param(True, "no number", id="yes"),
    pytest.param(None, "no number", id="nothing"),
    pytest.param([1, 2], "no range", id="list"),
    pytest.param(float("inf"), "not finite", id="infinite"),
    pytest.param("1..nan", "not finite", id="not a number"),
    pytest.param({0: 0.2, 5: 0.7}, "add to 0.9", id="chances that do not add up"),
    pytest.param({0: -0.2, 5: 1.2}, "0 or more", id="negative chance"),
    pytest.param({}, "at least one", id="no values"),
]


@pytest.mark.parametrize(("typed", "shape", "numbers"), READ)
def test_forms_are_read(typed: object, shape: Shape, numbers: tuple[float, ...]) -> None:
    found = parse_range(typed)
    assert (found.shape, found.numbers) == (shape, numbers)


@pytest.mark.parametrize(("typed", "said"), REFUSED)
def test_other_forms_are_refused_with_the_reason(typed: object, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        parse_range(typed)


numbers = st.floats(-1e12, 1e12, allow_nan=False)


@given(st.lists(numbers, min_size=1, max_size=3))
def test_text_of_a_range_reads_back_as_the_same_range(points: list[float]) -> None:
    found = parse_range("..".join(repr(point) for point in sorted(points)))
    assert parse_range(str(found)) == found


@given(st.lists(st.integers(-1000, 1000), min_size=1, max_size=5, unique=True))
def test_equal_chances_add_to_one_and_are_accepted(values: list[int]) -> None:
    found = parse_range({value: 1 / len(values) for value in values})
    assert found == Range(Shape.DISCRETE, tuple(float(v) for v in sorted(values)), (1 / len(values),) * len(values))
