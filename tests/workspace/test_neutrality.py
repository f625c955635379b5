"""The same operations for everybody: under other labels and in another order, every verb says the same.

Parties, people, bodies, issues, options and sources get other ids and names, and every list is typed the other way
round. What comes out is turned back word by word and compared, whatever its order: nothing else may have changed.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from pourparler.brief.compose import compose
from pourparler.brief.compose.card import card
from pourparler.brief.document import Block, Chart, Document
from pourparler.case.load import load_text
from pourparler.core.errors import Problem
from pourparler.workspace.analysing import answer
from pourparler.workspace.base import case_of, evidence_of, loaded_case
from pourparler.workspace.briefing import write_brief
from pourparler.workspace.checking import check
from pourparler.workspace.diffing import diff
from pourparler.workspace.folder import Folder
from pourparler.workspace.framing import frame
from pourparler.workspace.reading import read_unread
from pourparler.workspace.reviewing import export
from pourparler.workspace.saying import say
from pourparler.workspace.sharing import files_of, view_of
from pourparler.workspace.withholding import preview
from tests.workspace.two_worlds import (
    LATER,
    ROWS,
    TWICE,
    Plain,
    Rows,
    alike,
    case,
    differences,
    disputed,
    judged,
    other,
    put,
    weighed,
    written,
)


@dataclass(frozen=True)
class Both:
    """A workspace, and the same one under other labels and in another order."""

    here: Folder
    there: Folder

    def same(self, told: Callable[[Folder], Any]) -> None:
        """Assert that both say the same."""
        assert not list(differences(told(self.here), told(self.there)))


def made(place: Path, data: Plain | None, files: Mapping[str, Rows]) -> Both:
    """Write and read both."""
    both = Both(written(place / "here", data, files, turned=False), written(place / "there", data, files, turned=True))
    for folder in (both.here, both.there):
        read_unread(folder)
    return both


WORLDS: dict[str, Callable[[], tuple[Plain | None, Mapping[str, Rows]]]] = {
    "a mediator": lambda: (case(), ROWS),
    "one side": lambda: (case("norland"), ROWS),
    "the other side": lambda: (case("varania"), ROWS),
    "words weighed": lambda: (weighed(case("norland")), ROWS),
    "a dispute": lambda: (disputed(case()), ROWS),
    "no case": lambda: (None, ROWS),
    "no case, one story twice": lambda: (None, TWICE),
    "five alike": alike,
    "one of five alike": lambda: alike("cobalta", spoken=5),
    "five alike, no case": lambda: (None, alike(spoken=5)[1]),
}


@pytest.fixture(scope="module", params=list(WORLDS))
def both(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Both:
    """Return both, read."""
    return made(tmp_path_factory.mktemp("worlds"), *WORLDS[request.param]())


def test_read(both: Both) -> None:
    both.same(lambda folder: export(folder)["documents"])
    both.same(evidence_of)


def test_check(both: Both) -> None:
    def told(problem: Problem) -> tuple[str, ...]:
        return problem.code, problem.where, problem.found, problem.allowed, problem.todo

    for name in ("errors", "notices"):
        both.same(lambda folder, name=name: [told(one) for one in getattr(check(folder), name)])  # type: ignore[misc]
    both.same(lambda folder: check(folder).questions)


def test_analyse_whatever_the_question(both: Both) -> None:
    here, there = (answer(case_of(folder), evidence_of(folder)) for folder in (both.here, both.there))
    assert list(here) == list(there)
    for question, one in here.items():
        same = there[question]
        for table in one.tables:
            assert not list(differences(table.records(), same.table_named(table.name).records(), table.name))
        for name in ("text", "challenge", "missing"):
            assert not list(differences(getattr(one, name), getattr(same, name), f"{question}: {name}"))


def _documents(folder: Folder) -> tuple[Document, Document]:
    ours, evidence = case_of(folder), evidence_of(folder)
    results = answer(ours, evidence)
    document = compose(ours, evidence, results)
    return document, card(ours, evidence, results, document)


def _unplaced(block: Block) -> Block:
    """Return a figure by what it says in words: where a mark stands in it follows the order."""
    return replace(block, figure=replace(block.figure, spec={})) if isinstance(block, Chart) else block


def _unnumbered(document: Document) -> Plain:
    """Return a document by its headings; the numbers that sources and judgements have in it follow the order."""
    found: Plain = {"head": (document.title, document.subtitle, document.dated)}
    for part in document.parts:
        for section in part.sections:
            blocks = () if section.id == "sources" else tuple(map(_unplaced, section.blocks))
            found[f"{part.heading}: {section.heading}"] = replace(section, blocks=blocks)
    found["references"] = [(one.title, one.quotation, one.detail) for one in document.references if one.quotation]
    found["judgements"] = [(one.title, one.detail) for one in document.references if not one.quotation]
    return found


def test_brief_and_card_in_the_tree_that_all_formats_are_written_from(both: Both) -> None:
    for here, there in zip(_documents(both.here), _documents(both.there), strict=True):
        one, same = _unnumbered(here), _unnumbered(there)
        assert list(one) == list(same), "headings stand in one order"
        for heading in one:
            assert not list(differences(one[heading], same[heading], heading))


@pytest.mark.parametrize("both", ["one side", "no case", "five alike, no case"], indirect=True)
def test_frame_drafts_and_proposes(both: Both) -> None:
    drafts = []
    for folder in (both.here, both.there):
        had = folder.case.read_bytes() if folder.case.exists() else None
        framed = frame(folder)
        drafts.append((framed.diff if had is not None else folder.case.read_text(encoding="utf-8")).splitlines())
        if had is None:
            folder.case.unlink()
    assert drafts[0]
    assert not list(differences(drafts[0], drafts[1]))


@pytest.mark.parametrize("receiver", [None, "norland"])
def test_share(receiver: str | None, tmp_path: Path) -> None:
    data = case()
    for party in data["parties"]:
        party["no_deal"] = {"value": judged("20..30"), "visibility": {"shared": ["norland", "varania"]}}
    for view in data["views"]:
        view["visibility"] = {"shared": [view["party"]]}
    both = made(tmp_path, data, ROWS)

    def told(folder: Folder) -> tuple[Any, ...]:
        reader = "public" if receiver is None else receiver if folder is both.here else other(receiver)
        view = view_of(folder, loaded_case(folder), reader)
        files = files_of(view, ())
        claims = [json.loads(line) for line in files["claims.jsonl"].splitlines()]
        listed = preview(folder, loaded_case(folder), view)
        return sorted(files), claims, load_text(files["case.yaml"].decode()).case.model_dump(mode="json"), listed

    both.same(told)


def test_diff(tmp_path: Path) -> None:
    both = made(tmp_path, case(), ROWS)
    for folder, turned in ((both.here, False), (both.there, True)):
        write_brief(folder, formats=())
        put(folder, LATER, turned=turned)
        changed = folder.case.read_text(encoding="utf-8").replace('"30..40"', '"35..45"')
        folder.case.write_text(changed, encoding="utf-8")
        read_unread(folder)

    def told(folder: Folder) -> Plain:
        changes, _, _ = diff(folder, "last")
        return {name: value for name, value in changes.to_dict().items() if name != "since"}

    assert told(both.here)["shifts"] and told(both.here)["case"]
    both.same(told)


def test_another_label_would_be_seen(tmp_path: Path) -> None:
    """The comparisons above would also hold if nothing were compared."""
    both = made(tmp_path, case(), ROWS)
    text = both.there.case.read_text(encoding="utf-8")
    both.there.case.write_text(text.replace('"20..35"', '"20..36"'), encoding="utf-8")
    one, same = (_unnumbered(_documents(folder)[0]) for folder in (both.here, both.there))
    assert [heading for heading in one if list(differences(one[heading], same[heading]))] == ["Annexes: Party sheets"]


@pytest.mark.parametrize("both", ["words weighed"], indirect=True)
@pytest.mark.parametrize(
    "words",
    ["We demand halvings.", "We oppose tolling by doubling.", "Varania could settle for less.", "We thank you."],
)
def test_say(both: Both, words: str) -> None:
    """Whoever says it of whom: the same values are touched, the same inferred, the same ruled."""
    here = say(both.here, words, "norland", draws=20)
    there = say(both.there, other(words), other("norland"), draws=20)
    for table in here.tables:
        columns = [one for one in table.columns if one not in ("holds as we judge in", "bits, if wholly believed")]
        same = there.table_named(table.name)
        told, also = ([{name: row[name] for name in columns} for row in one.records()] for one in (table, same))
        assert not list(differences(told, also, table.name))
