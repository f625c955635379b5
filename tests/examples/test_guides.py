"""The guides: their links lead somewhere, their commands exist, their Python runs, the glossary is in order."""

from __future__ import annotations

import doctest
import re
import shlex
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
GUIDES = sorted(
    [
        *(path for folder in ("tutorial", "how-to", "explanation") for path in (ROOT / "docs" / folder).glob("*.md")),
        ROOT / "docs" / "glossary.md",
        ROOT / "examples" / "README.md",
    ]
)
VERBS = {
    "new",
    "read",
    "claims",
    "frame",
    "check",
    "analyse",
    "brief",
    "diff",
    "share",
    "sources",
    "import",
    "export",
    "say",
}


def _named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("guide", GUIDES, ids=_named)
def test_links_lead_to_files(guide: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", guide.read_text(encoding="utf-8"))
    assert not [link for link in links if not (guide.parent / link).exists()]


@pytest.mark.parametrize("guide", GUIDES, ids=_named)
def test_console_blocks_hold_commands_of_ours_on_paths_that_exist(guide: Path) -> None:
    made: set[str] = set()
    for block in re.findall(r"```console\n(.*?)```", guide.read_text(encoding="utf-8"), flags=re.DOTALL):
        for line in block.splitlines():
            assert line.startswith("$ pourparler "), line
            words = shlex.split(line)[2:]
            assert words[0] in VERBS, line
            if words[0] in ("new", "import"):
                made.add(words[1])
            assert words[1] in made or (ROOT / words[1] / "case.yaml").is_file(), line
            assert all((ROOT / word).exists() for word in words[2:] if word.startswith("examples/")), line


@pytest.mark.parametrize("guide", GUIDES, ids=_named)
def test_python_in_guides_runs(guide: Path) -> None:
    failed, _ = doctest.testfile(str(guide), module_relative=False, encoding="utf-8")
    assert failed == 0


def test_the_glossary_is_in_order_and_has_the_vocabulary() -> None:
    words = re.findall(
        r"^\*\*(.+?)\.\*\*", (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8"), flags=re.MULTILINE
    )
    assert words == sorted(words, key=str.lower)
    needed = {
        "workspace", "case", "party", "backer", "guarantor", "mediator", "ratifier", "observer", "principal", "we",
        "person", "office", "body", "rule", "issue", "option", "package", "feasible", "view", "weight", "target",
        "bottom line", "red line", "no-deal value", "reservation value", "conflict process", "outside option", "zone",
        "measure", "guarantee", "source", "document", "claim", "statement", "draw", "result", "brief",
    }  # fmt: skip
    assert not needed - set(words)


def test_no_guide_names_another_word_for_what_the_glossary_names() -> None:
    for guide in GUIDES:
        text = guide.read_text(encoding="utf-8").lower()
        assert not re.findall(r"\bbatna\b|\bsupporters?\b|\breservation price\b", text), guide
