"""Prerequisites and exclusions that no package could obey."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pourparler.case.combinations import all_needs, combination_faults
from pourparler.case.model import Case

CASES = [
    pytest.param([("a.x", "b.x"), ("b.x", "c.x")], [], [], id="a chain"),
    pytest.param([("a.x", "a.x")], [], ["C131: a.x needs a.x"], id="itself"),
    pytest.param([("a.x", "b.x"), ("b.x", "a.x")], [], ["C131: a.x needs b.x needs a.x"], id="two"),
    pytest.param(
        [("a.x", "b.x"), ("b.x", "c.x"), ("c.x", "a.x")], [], ["C131: a.x needs b.x needs c.x needs a.x"], id="three"
    ),
    pytest.param(
        [("a.x", "b.x"), ("b.x", "a.x"), ("c.x", "d.x"), ("d.x", "c.x")],
        [],
        ["C131: a.x needs b.x needs a.x", "C131: c.x needs d.x needs c.x"],
        id="two circles",
    ),
    pytest.param([("a.x", "b.x")], [("a.x", "b.x")], ["C132: a.x, which needs b.x and is excluded"], id="excluded"),
    pytest.param(
        [("a.x", "b.x"), ("b.x", "c.x")],
        [("a.x", "c.x")],
        ["C132: a.x, which needs b.x, c.x"],
        id="excluded further on",
    ),
    pytest.param(
        [("a.x", "b.x"), ("a.x", "c.x")],
        [("b.x", "c.x")],
        ["C132: a.x, which needs b.x, c.x"] * 2,
        id="needs exclude each other",
    ),
    pytest.param(
        [("a.x", "b.x"), ("a.x", "b.y")],
        [],
        ["C132: a.x, which needs b.x and b.y of one issue"] * 2,
        id="two of one issue",
    ),
    pytest.param(
        [("a.x", "a.y")], [], ["C132: a.x, which needs a.x and a.y of one issue"], id="another of its own issue"
    ),
    pytest.param([], [("a.x", "a.y")], ["C133: a.x and a.y, two options of one issue"], id="exclusion within an issue"),
    pytest.param([], [("a.x", "b.x", "c.x")], [], id="three that cannot stand together"),
    pytest.param([("a.x", "b.x")], [("a.x", "b.x", "c.x")], [], id="excluded only with a third"),
]


@pytest.mark.parametrize(("needs", "excluded", "expected"), CASES)
def test_contradictions_are_found(
    needs: list[tuple[str, str]], excluded: list[tuple[str, ...]], expected: list[str]
) -> None:
    case = Case.model_validate(
        {
            "prerequisites": [{"option": option, "needs": [other]} for option, other in needs],
            "exclusions": [{"options": list(options)} for options in excluded],
        }
    )
    faults = [
        f"{fault.code}: {fault.found.removeprefix('prerequisites in a circle: ')}" for fault in combination_faults(case)
    ]
    assert len(faults) == len(expected)
    assert all(fault.startswith(start) for fault, start in zip(faults, expected, strict=True)), faults


edges = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=14, unique=True)


@given(edges)
def test_a_circle_is_told_exactly_when_an_option_needs_itself(pairs: list[tuple[int, int]]) -> None:
    needs: dict[str, tuple[str, ...]] = {}
    for first, second in pairs:
        needs[f"i{first}.x"] = (*needs.get(f"i{first}.x", ()), f"i{second}.x")
    case = Case.model_validate(
        {"prerequisites": [{"option": key, "needs": list(value)} for key, value in needs.items()]}
    )
    told = any(fault.code == "C131" for fault in combination_faults(case))
    assert told == any(option in all_needs(option, needs) for option in needs)
