"""No term for one side that would not be used for the other, in anything that Pourparler itself writes."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from pourparler.brief.compose import compose
from pourparler.brief.compose.card import card
from pourparler.brief.compose.references import sentences_of
from pourparler.case.model import Case
from pourparler.case.parties import Party
from pourparler.evidence.record import Evidence
from pourparler.workspace.analysing import answer

LIST = Path(__file__).with_name("one_sided_words.toml")
WRITTEN_BY = ("analysis", "brief", "case", "cli", "core", "workspace", "evidence/framing", "evidence/store")
"""Folders whose texts people read. Those that read reporting hold the words of reporting."""
GUIDES = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs/**/*.md", "examples/*.md")
DATA = ("case/templates/*.yaml", "evidence/data/topics.toml")


def refused() -> frozenset[str]:
    """Return the words of the list."""
    return frozenset(word for words in tomllib.loads(LIST.read_text())["refused"].values() for word in words.split())


NAMES = re.compile(r"adjusted[\s_*-]+winner", re.IGNORECASE)
"""Published methods that carry such a word in their own name: they keep it, the word alone stays refused."""


def one_sided(text: str) -> set[str]:
    """Return the words of the list that a text holds; a hyphen in the list stands for a space as well."""
    plain = f" {' '.join(re.findall(r'[a-z]+', NAMES.sub(' ', text).lower()))} "
    return {word for word in refused() if f" {word.replace('-', ' ')} " in plain}


def _texts(root: Path) -> Iterator[tuple[str, str]]:
    source = root / "src" / "pourparler"
    for folder in WRITTEN_BY:
        for path in sorted((source / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    yield f"{path.relative_to(root)}:{node.lineno}", node.value
    for pattern in GUIDES:
        for path in sorted(root.glob(pattern)):
            yield str(path.relative_to(root)), path.read_text(encoding="utf-8")
    for pattern in DATA:
        for path in sorted(source.glob(pattern)):
            yield str(path.relative_to(root)), _names(path)


def _names(path: Path) -> str:
    """Return what people see of a file of data: of topics their names, not the words by which they are found."""
    text = path.read_text(encoding="utf-8")
    return "\n".join(re.findall(r'^name = "(.*)"', text, re.MULTILINE)) if path.suffix == ".toml" else text


def test_nothing_we_write_holds_a_word_of_one_side(root: Path) -> None:
    texts = list(_texts(root))
    assert len(texts) > 2_000 and {"README.md", "docs/glossary.md"} <= {place for place, _ in texts}
    assert any(place.endswith("topics.toml") and len(text) > 300 for place, text in texts)
    assert [(place, sorted(found)) for place, text in texts if (found := one_sided(text))] == []


@pytest.mark.parametrize(
    "text",
    [
        "The so-called council",
        "a self-styled state",
        "the enemy's",
        "Both regimes",
        "best deal",
        "Adjusted Winner and the winner",
    ],
)
def test_such_words_are_found(text: str) -> None:
    assert one_sided(text)


@pytest.mark.parametrize("text", ["a regimen", "the best of both; a deal", "Adjusted Winner"])
def test_words_that_only_look_alike_are_not(text: str) -> None:
    assert not one_sided(text)


WHOEVER_READS = "What we do not know, and whom to ask"
"""The one heading in which "we" are whoever reads, a mediator as well."""
OURS = re.compile(r"\b(?:we|us|our|ours)\b", re.IGNORECASE)


def test_with_nobody_to_prepare_for_nobody_is_we(root: Path) -> None:
    nothing = Evidence({}, {})
    parties = (Party(id="norland", name="Norland"), Party(id="varania", name="Varania"))
    for case in (Case(), Case(parties=parties)):
        results = answer(case, nothing)
        document = compose(case, nothing, results)
        for shown in (document, card(case, nothing, results, document)):
            lines = [str(line) for part in shown.parts for line in sentences_of(part)]
            lines += [section.heading for part in shown.parts for section in part.sections]
            assert [line for line in lines if OURS.search(line)] in ([], [WHOEVER_READS])
