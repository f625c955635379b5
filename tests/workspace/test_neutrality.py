"""The same operations for every party: other labels in another order give the same output under those labels."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from pourparler.brief.compose import compose
from pourparler.brief.compose.card import card
from pourparler.workspace.analysing import answer
from pourparler.workspace.base import case_of, evidence_of, loaded_case
from pourparler.workspace.checking import check
from pourparler.workspace.diffing import diff
from pourparler.workspace.briefing import write_brief
from pourparler.workspace.folder import Folder
from pourparler.workspace.framing import frame
from pourparler.workspace.reading import read_unread
from pourparler.workspace.reviewing import export
from pourparler.workspace.sharing import view_of
from tests.workspace.two_worlds import LATER, ROWS, case, differences, put, written, other


@dataclass(frozen=True)
class Both:
    here: Folder
    there: Folder

    def each(self) -> tuple[tuple[Folder, bool], ...]:
        return ((self.here, False), (self.there, True))


def made(tmp_path: Path, data: Any) -> Both:
    both = Both(*(written(tmp_path / name, data, ROWS, turned=turned) for name, turned in (("a", False), ("b", True))))
    for folder, _ in both.each():
        read_unread(folder)
    return both


@pytest.fixture(params=[None, "norland", "varania"], ids=["mediator", "for norland", "for varania"])
def both(request: pytest.FixtureRequest, tmp_path: Path) -> Both:
    return made(tmp_path, case(request.param))


def test_read(both: Both) -> None:
    assert not list(differences(export(both.here), export(both.there), "export"))
    assert not list(differences(evidence_of(both.here), evidence_of(both.there), "evidence"))


def test_frame(tmp_path: Path) -> None:
    both = made(tmp_path, None)
    texts = []
    for folder, _ in both.each():
        frame(folder)
        texts.append(folder.case.read_text().splitlines())
    assert not list(differences(*texts))


def test_check(both: Both) -> None:
    here, there = check(both.here), check(both.there)
    for name in ("errors", "notices", "questions"):
        a = [(p.code, p.where, p.found, p.todo) if hasattr(p, "code") else p for p in getattr(here, name)]
        b = [(p.code, p.where, p.found, p.todo) if hasattr(p, "code") else p for p in getattr(there, name)]
        assert not list(differences(a, b, name))


def test_analyse(both: Both) -> None:
    here, there = (answer(case_of(folder), evidence_of(folder)) for folder, _ in both.each())
    assert list(here) == list(there)
    for q in here:
        a, b = here[q], there[q]
        for t in a.tables:
            assert not list(differences(t.records(), b.table_named(t.name).records(), f"{q}.{t.name}"))
        for name in ("text", "challenge", "missing"):
            assert not list(differences(getattr(a, name), getattr(b, name), f"{q}.{name}"))


def test_brief(both: Both) -> None:
    docs = []
    for folder, _ in both.each():
        c, e = case_of(folder), evidence_of(folder)
        r = answer(c, e)
        d = compose(c, e, r)
        docs.append((d, card(c, e, r, d)))
    for a, b in zip(*docs):
        for pa, pb in zip(a.parts, b.parts, strict=True):
            for sa, sb in zip(pa.sections, pb.sections, strict=True):
                print(sa.heading, list(differences(sa, sb, sa.heading)))
