"""The reference pages cannot drift from the code."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
CODE = re.compile(r'"([CEBW]1\d\d)"')


def _generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs/reference/generate.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["commands.md", "case-format.md"])
def test_generated_page_is_up_to_date(name: str) -> None:
    assert (ROOT / "docs/reference" / name).read_text(encoding="utf-8") == _generator().pages()[name], (
        "run: python docs/reference/generate.py"
    )


def test_every_error_code_has_its_line_and_every_line_its_code() -> None:
    used = {code for path in (ROOT / "src").rglob("*.py") for code in CODE.findall(path.read_text(encoding="utf-8"))}
    page = (ROOT / "docs/reference/errors.md").read_text(encoding="utf-8")
    listed = set(re.findall(r"^\| `([CEBW]1\d\d)` \|", page, re.MULTILINE))
    assert used == listed


def test_every_question_is_documented() -> None:
    from pourparler.workspace.analysing import questions

    page = (ROOT / "docs/reference/questions.md").read_text(encoding="utf-8")
    assert [name for name in questions() if f"## `{name}`" not in page] == []
