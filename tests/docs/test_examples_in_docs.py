"""Every Python example and every console block of README and docs runs."""

from __future__ import annotations

import doctest
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
MODULES = sorted(path for path in (ROOT / "src/pourparler").rglob("*.py") if ">>>" in path.read_text(encoding="utf-8"))
BLOCK = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", [page for page in PAGES if ">>>" in page.read_text(encoding="utf-8")], ids=_name)
def test_python_examples_of_pages(path: Path) -> None:
    failed, tried = doctest.testfile(str(path), module_relative=False)
    assert tried and not failed


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_python_examples_of_modules(path: Path) -> None:
    name = path.relative_to(ROOT / "src").with_suffix("").as_posix().replace("/", ".").removesuffix(".__init__")
    module = __import__(name, fromlist=["_"])
    failed, _ = doctest.testmod(module)
    assert not failed


def _commands(page: Path) -> list[str]:
    blocks = BLOCK.findall(page.read_text(encoding="utf-8"))
    return [line[2:] for block in blocks for line in block.splitlines() if line.startswith("$ pourparler")]


@pytest.mark.parametrize("page", [page for page in PAGES if _commands(page)], ids=_name)
def test_console_blocks(page: Path, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples", ignore=shutil.ignore_patterns("briefs", "evidence.db*"))
    article = ROOT / "examples" / "alliance" / "sources" / "wire.txt"
    (tmp_path / "article.txt").write_bytes(article.read_bytes())
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "POURPARLER_BY": "AB",
    }
    for command in _commands(page):
        done = subprocess.run(
            command, shell=True, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=300, check=False
        )
        assert done.returncode == 0, f"$ {command}\n{done.stdout}\n{done.stderr}"
