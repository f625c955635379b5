"""Format versions: refused when newer, brought up step by step when older."""

from __future__ import annotations

import pytest

from pourparler.case import migrate as module
from pourparler.case.load import load_text
from pourparler.case.migrate import migrate
from pourparler.case.model import FORMAT
from pourparler.case.tree import MappingNode, parse_tree
from pourparler.core.errors import PourparlerError

REFUSED = [
    ("pourparler-case/2", "up to version 1"),
    ("pourparler-case/0", "no step leads there"),
    ("pourparler-case", "write `format: pourparler-case/1`"),
    ("other/1", "write `format: pourparler-case/1`"),
    ("1", "write `format: pourparler-case/1`"),
]


@pytest.mark.parametrize(("typed", "said"), REFUSED)
def test_other_formats_are_refused_at_their_place(typed: str, said: str) -> None:
    with pytest.raises(PourparlerError, match=said) as caught:
        load_text(f"id: a\nformat: {typed}\n")
    problem = caught.value.problems[0]
    assert (problem.code, problem.place and problem.place.line) == ("C108", 2)


@pytest.mark.parametrize("text", [f"format: {FORMAT}\n", "id: a\n"])
def test_the_current_format_and_none_need_no_step(text: str) -> None:
    assert load_text(text).migrated_from is None


def test_steps_follow_each_other_from_the_version_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "CURRENT", 3)
    done: list[int] = []

    def rename(root: MappingNode) -> None:
        done.append(1)
        root["title"] = root.pop("name")

    root = parse_tree("format: pourparler-case/1\nname: The strait\n", "case.yaml")
    assert migrate(root, "case.yaml", {1: rename, 2: lambda root: done.append(2)}) == 1
    assert done == [1, 2]
    assert root["title"] == "The strait"
