"""Which packages can stand, and why none can."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pourparler.methods.packages.contradiction import smallest_contradiction
from pourparler.methods.packages.space import ContradictionError, Space, feasible, stands


def obeys(package: frozenset[int], space: Space) -> list[bool]:
    return [not package.issuperset(options) for options in space.exclusions] + [
        option not in package or needed in package for option, needed in space.prerequisites
    ]


def all_packages(space: Space) -> list[tuple[int, ...]]:
    return list(itertools.product(*(range(size) for size in space.sizes)))


@st.composite
def spaces(draw: st.DrawFn, most: int = 4) -> Space:
    sizes = tuple(draw(st.lists(st.integers(1, 3), min_size=1, max_size=4)))
    option = st.integers(0, sum(sizes) - 1)
    exclusions = draw(st.lists(st.lists(option, min_size=1, max_size=3).map(tuple), max_size=most))
    prerequisites = draw(st.lists(st.tuples(option, option), max_size=most))
    return Space(sizes, tuple(exclusions), tuple(prerequisites))


@given(spaces())
def test_feasible_is_what_obeys_every_constraint(space: Space) -> None:
    offsets = space.offsets
    expected = [
        list(package)
        for package in all_packages(space)
        if all(obeys(frozenset(int(offsets[issue]) + choice for issue, choice in enumerate(package)), space))
    ]
    if not expected:
        with pytest.raises(ContradictionError):
            feasible(space)
        return
    assert feasible(space).tolist() == expected
    everything = np.array(all_packages(space), dtype=np.int16)
    assert everything[stands(space, everything)].tolist() == expected


@given(spaces(most=5))
def test_a_contradiction_is_a_smallest_one(space: Space) -> None:
    offsets = space.offsets
    packages = [
        frozenset(int(offsets[issue]) + choice for issue, choice in enumerate(package))
        for package in all_packages(space)
    ]
    verdicts = [obeys(package, space) for package in packages]
    exclusions, prerequisites = smallest_contradiction(space)
    found = [*exclusions, *(number + len(space.exclusions) for number in prerequisites)]
    if any(all(verdict) for verdict in verdicts):
        assert not found
        return
    sizes = next(
        size
        for size in range(1, 11)
        if any(
            all(not all(verdict[number] for number in chosen) for verdict in verdicts)
            for chosen in itertools.combinations(range(len(verdicts[0])), size)
        )
    )
    assert len(found) == sizes
    assert all(not all(verdict[number] for number in found) for verdict in verdicts)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (((),), "there is no issue"),
        (((2, 0),), "issue 1 has 0 options"),
        (((2,), ((),)), "names no option"),
        (((2,), ((2,),)), "options run from 0 to 1"),
        (((2,), (), ((0, -1),)), "names option -1"),
    ],
)
def test_bad_spaces_are_refused(arguments: tuple[object, ...], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        Space(*arguments)  # type: ignore[arg-type]


def test_a_contradiction_is_named() -> None:
    with pytest.raises(ContradictionError, match=r"exclusions \[1\] and prerequisites \[0\]") as caught:
        feasible(Space((1, 2, 2), ((1, 3), (0, 1)), ((0, 1),)))
    assert (caught.value.exclusions, caught.value.prerequisites) == ((1,), (0,))


def test_too_many_packages_are_not_written_out() -> None:
    with pytest.raises(ValueError, match="too many packages to write out: 1152921504606846976"):
        feasible(Space((8,) * 20))
