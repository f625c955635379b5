"""YAML as case files have it, hostile input included."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pourparler.case.tree import MAX_CHARACTERS, MAX_DEPTH, parse_tree
from pourparler.core.errors import PourparlerError

BOMB = "a: &a [x, x]\n" + "".join(
    f"{name}: &{name} [*{before}, *{before}]\n" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
REFUSED = [
    pytest.param("", "C105", 1, 1, "an empty file", id="empty"),
    pytest.param("# only a remark\n", "C105", 1, 1, "an empty file", id="only a remark"),
    pytest.param("- a\n", "C105", 1, 1, "a list", id="list"),
    pytest.param("just words\n", "C105", 1, 1, "'just words'", id="text"),
    pytest.param("a: 1\nb: 2\na: 3\n", "C106", 3, 1, "first in line 1", id="key twice"),
    pytest.param("a: {b: 1, b: 2}\n", "C106", 1, 11, "first in line 1", id="key twice in braces"),
    pytest.param("a:\n\t- b\n", "C104", 2, 1, "a tab in the indentation", id="tab"),
    pytest.param("a: b: c\n", "C104", 1, 5, "a second colon", id="second colon"),
    pytest.param("a: [1, 2\n", "C104", 1, 4, "never closed", id="open bracket"),
    pytest.param("a: 'x\n", "C104", 1, 4, "never closed", id="open quotation mark"),
    pytest.param("? [a]\n: b\n", "C104", 1, 3, "used as a key", id="list as a key"),
    pytest.param("a: !!python/object/apply:os.system [ls]\n", "C107", 1, 4, "the tag", id="tag that would run code"),
    pytest.param("a: !secret x\n", "C107", 1, 4, "the tag", id="own tag"),
    pytest.param("a: &x 1\nb: *x\n", "C107", 1, 4, "the anchor &x", id="anchor"),
    pytest.param(BOMB, "C107", 1, 4, "the anchor &a", id="alias bomb"),
    pytest.param("a: 1\n---\nb: 2\n", "C107", 2, 1, "a second document", id="two documents"),
    pytest.param("a: \x07\n", "C103", 1, 4, "U+0007", id="control character"),
    pytest.param("a: 1\nb: \x00\n", "C103", 2, 4, "U+0000", id="zero byte"),
    pytest.param("a: " + "[" * 10_000, "C102", 1, 27, f"{MAX_DEPTH + 1} levels", id="deep list"),
    pytest.param("{a: " * 10_000, "C102", 1, 97, f"{MAX_DEPTH + 1} levels", id="deep mapping"),
    pytest.param("a: " + "x" * MAX_CHARACTERS, "C102", None, None, "characters", id="too large"),
]


@pytest.mark.parametrize(("text", "code", "line", "column", "found"), REFUSED)
def test_what_a_case_does_without_is_refused_at_its_place(
    text: str, code: str, line: int | None, column: int | None, found: str
) -> None:
    started = time.perf_counter()
    with pytest.raises(PourparlerError) as caught:
        parse_tree(text, "case.yaml")
    problem = caught.value.problems[0]
    assert problem.place is not None
    assert (problem.code, problem.place.line, problem.place.column) == (code, line, column)
    assert found in problem.found
    assert time.perf_counter() - started < 5


SCALARS = [
    ("no", "no"),
    ("on", "on"),
    ("1:30", "1:30"),
    ("2026-09-30", "2026-09-30"),
    ("20..35", "20..35"),
    ("true", True),
    ("12", 12),
    ("-3", -3),
    ("0.5", 0.5),
    (".5", 0.5),
    ("1e3", 1000.0),
    ("'12'", "12"),
    ("0x1F", "0x1F"),
    (".inf", ".inf"),
]


@pytest.mark.parametrize(("typed", "read"), SCALARS)
def test_scalars_follow_the_core_schema_of_yaml_1_2(typed: str, read: object) -> None:
    found = parse_tree(f"key: {typed}\n", "case.yaml")["key"]
    assert found == read
    assert isinstance(found, type(read))


def test_numbers_remember_how_they_were_typed() -> None:
    tree = parse_tree("a: 007\nb: 1.50\n", "case.yaml")
    assert (str(tree["a"]), str(tree["b"])) == ("007", "1.50")


def test_every_key_twice_is_told_in_one_pass() -> None:
    with pytest.raises(PourparlerError) as caught:
        parse_tree("a: 1\na: 2\nb: {c: 1, c: 2}\nd: !x 1\n", "case.yaml")
    assert [problem.code for problem in caught.value.problems] == ["C106", "C106", "C107"]


def test_a_key_with_nothing_behind_it_is_left_out() -> None:
    tree = parse_tree("a:\nb: ~\nc: {d: , e: 1}\n", "case.yaml")
    assert tree == {"c": {"e": 1}}
    assert list(tree.key_spans) == ["a", "b", "c"]


def test_byte_order_mark_and_carriage_returns_are_read() -> None:
    assert parse_tree("\ufeffa: 1\r\nb:\r\n  - x\r\n", "case.yaml") == {"a": 1, "b": ["x"]}


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused_with_a_place(text: str) -> None:
    try:
        tree = parse_tree(text, "case.yaml")
    except PourparlerError as error:
        assert all(problem.place is not None for problem in error.problems)
    else:
        assert isinstance(tree, dict)


@given(st.text("ab:-[]{}!&*'\"|>\n #%@\t,?", max_size=60))
def test_any_punctuation_is_read_or_refused_with_a_place(text: str) -> None:
    try:
        parse_tree(text, "case.yaml")
    except PourparlerError as error:
        assert all(problem.code in {f"C{number}" for number in range(102, 112)} for problem in error.problems)
