"""The report the project began with, from beside the repository where it lies: no case, and already worth reading."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from pourparler.analysis.positions import positions
from pourparler.brief.compose import compose
from pourparler.brief.compose.references import sentences_of
from pourparler.case.model import Case
from pourparler.core.result import Result
from pourparler.evidence.record import Evidence
from pourparler.workspace.base import evidence_of
from pourparler.workspace.briefing import write_brief
from pourparler.workspace.reading import read_unread, take_in
from pourparler.workspace.reviewing import export
from pourparler.workspace.starting import start

pytestmark = [pytest.mark.shared, pytest.mark.xdist_group("real-report")]


@pytest.fixture(scope="module")
def report(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a workspace with the one report, and no case."""
    folder = start(tmp_path_factory.mktemp("report") / "talks")
    (original,) = (shared / "reports").glob("*.txt")
    take_in(folder, [original])
    read_unread(folder)
    return folder.root


@pytest.fixture(scope="module")
def told(report: Path) -> tuple[Evidence, Result]:
    """Return the evidence and the positions."""
    from pourparler.workspace.folder import Folder

    evidence = evidence_of(Folder(report))
    return evidence, positions(Case(), evidence)


def cell(result: Result, party: str, words: str) -> str:
    """Return the stance of a party on the issue whose name has these words."""
    rows = result.table_named("stands").records()
    return next(str(row["stance"]) for row in rows if row["party"] == party and words in str(row["issue"]))


def test_who_wants_what(told: tuple[Evidence, Result]) -> None:
    assert cell(told[1], "Ukraine", "membership") == "demands"
    assert cell(told[1], "Germany", "membership").split(",")[0] in ("opposes", "conditional")
    assert cell(told[1], "United States", "membership").split(",")[0] in ("opposes", "conditional")


def test_membership_is_blocked_by_two_members_of_a_consensus_body(told: tuple[Evidence, Result]) -> None:
    rows = told[1].table_named("objections").records()
    stopping = {
        row["objector"] for row in rows if row["effect"] == "stops it alone" and "membership" in str(row["issue"])
    }
    assert stopping == {"Germany", "United States"}
    assert {row["how"] for row in rows if row["objector"] in stopping} == {"told by the writer"}


def test_the_office_contradiction_leaves_the_speaker_open(told: tuple[Evidence, Result]) -> None:
    (clash,) = [item for item in told[0].inconsistencies if item.type == "incompatible-offices"]
    assert clash.entity == "mark-rutte" and len(clash.evidence) >= 2
    assert any("Mark Rutte" in question.text for question in told[1].missing)


def test_meetings_and_the_silent_are_named(told: tuple[Evidence, Result]) -> None:
    meetings = told[1].table_named("meetings").records()
    assert any("summit" in str(row["meeting"]) and row["place"] == "Brussels" for row in meetings)
    asked = {question.ask for question in told[1].missing}
    assert {"Russia", "Poland", "Denmark", "Italy"} <= asked


def test_the_export_holds_the_frozen_text_character_for_character(report: Path, shared: Path) -> None:
    from pourparler.workspace.folder import Folder

    gold = json.loads((shared / "oracles/articles/brussels.json").read_text(encoding="utf-8"))
    (document,) = export(Folder(report))["documents"]
    assert document["doc"]["sha256"] == gold["doc"]["sha256"] and document["doc"]["file"] == gold["doc"]["file"]
    assert set(document) >= {"doc", "statements", "entities", "meetings", "positions", "inconsistencies"}
    assert set(document["statements"][0]) >= set(gold["statements"][0])


def test_the_brief_says_it_all_on_page_one(told: tuple[Evidence, Result]) -> None:
    document = compose(Case(), told[0], {"positions": told[1]})
    page = "\n".join(sentence.text for sentence in sentences_of(document.parts[0]))
    for words in (
        "Germany",
        "United States",
        "consensus",
        "EU summit",
        "Secretary-General",
        "Prime Minister",
        "Russia",
    ):
        assert words in page


def test_the_brief_is_written_in_all_formats(report: Path, tmp_path: Path) -> None:
    from pourparler.workspace.folder import Folder

    shutil.copytree(report, tmp_path / "talks")
    written = write_brief(Folder(tmp_path / "talks"))
    assert {path.suffix for path in written.files} >= {".html", ".pdf", ".docx"}
