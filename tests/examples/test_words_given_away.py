"""What a sceptic would try on the ledger of public words, and on the check of a sentence, in both examples."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from pourparler.analysis.disclosure import disclosure
from pourparler.case.model import Case
from pourparler.case.parties import Role
from pourparler.case.sampling import draws_of
from pourparler.core.result import Result
from pourparler.evidence.readers import read_file
from pourparler.evidence.record import Evidence
from pourparler.workspace.base import case_of, evidence_of, loaded_case
from pourparler.workspace.folder import Folder
from pourparler.workspace.reading import read_unread
from pourparler.workspace.saying import say
from pourparler.workspace.sharing import view_of

DRAWS = 200


@dataclass(frozen=True)
class Talks:
    """An example that was read, and its ledger."""

    name: str
    folder: Folder
    case: Case
    evidence: Evidence
    result: Result


@pytest.fixture(scope="module", params=["alliance", "ferry-strike"])
def talks(request: pytest.FixtureRequest, root: Path, tmp_path_factory: pytest.TempPathFactory) -> Talks:
    target = tmp_path_factory.mktemp("words") / request.param
    shutil.copytree(
        root / "examples" / request.param, target, ignore=shutil.ignore_patterns("evidence.db*", "briefs", ".lock")
    )
    folder = Folder(target)
    read_unread(folder)
    case, evidence = case_of(folder), evidence_of(folder)
    return Talks(request.param, folder, case, evidence, disclosure(case, evidence, draws_of(case, 1, DRAWS)))


def rows(result: Result, table: str) -> list[dict[str, Any]]:
    return result.table_named(table).records()


def test_every_word_on_the_ledger_is_in_its_source(talks: Talks) -> None:
    texts = {id_: read_file(talks.folder.sources / one.file).text for id_, one in talks.evidence.sources.items()}
    table = talks.result.table_named("ledger")
    assert len(table.rows) >= len(talks.case.statements)
    for number, row in enumerate(table.records()):
        (mark,) = table.marks[number, "words"]
        source = texts[mark.id.partition(".")[0]]
        whole = str(row["words"])[1:-1]
        assert all(piece in source for piece in whole.split(" […] ")), row["words"]


def test_allies_and_third_parties_speak_on_the_ledger(talks: Talks) -> None:
    at_table = {party.label for party in talks.case.parties if Role.PRINCIPAL in party.roles}
    heard = [row for row in rows(talks.result, "ledger") if row["bits"] is not None]
    assert {row["listener"] for row in heard} <= at_table
    spoken = {row["about"] for row in heard}
    assert len(spoken) == 2, "both sides' values are spoken of"


def test_bits_and_terms_stand_apart_and_terms_have_both_signs(talks: Talks) -> None:
    terms = rows(talks.result, "terms")
    assert any(str(row["if terms are split"]).startswith("-") for row in terms)
    assert any("+" in str(row["if terms are split"]) for row in terms)
    assert all(row["bits"] is not None and row["worst case"] is not None for row in terms)
    assert all(line.marks for line in (*talks.result.text, *talks.result.challenge))
    assert len(talks.result.challenge) >= 3


def test_without_beliefs_no_bit_is_said_and_it_is_asked(talks: Talks) -> None:
    bare = talks.case.model_copy(update={"beliefs": ()})
    result = disclosure(bare, talks.evidence, draws_of(bare, 1, 20))
    assert all(row["bits"] is None for row in rows(result, "ledger"))
    assert rows(result, "terms") == []
    asked = [one.path for one in result.missing if one.path and one.path.startswith("beliefs.")]
    assert asked and all(path.endswith(".reservation_value") for path in asked)


def test_a_belief_moved_moves_the_bits_and_nothing_else_moves_them(talks: Talks) -> None:
    told = json.dumps(rows(talks.result, "ledger"))
    turned = talks.case.model_copy(
        update={"beliefs": talks.case.beliefs[::-1], "statements": talks.case.statements[::-1]}
    )
    assert json.dumps(rows(disclosure(turned, talks.evidence, draws_of(turned, 1, DRAWS)), "ledger")) == told


def test_a_shared_copy_has_no_ledger(talks: Talks) -> None:
    """Beliefs, credibility and audience costs are ours: who gets a copy reads the words, and no judgement of them."""
    view = view_of(talks.folder, loaded_case(talks.folder), "public")
    assert view.case is not None
    result = disclosure(view.case.case, view.evidence, draws_of(view.case.case, 1, 20))
    assert all(rows(result, name) == [] for name in ("ledger", "terms", "beliefs", "commitments", "joint"))
    assert result.figure is None
    assert not [one for one in result.missing if one.path and one.path.startswith(("beliefs", "statements."))]


CROSSING = {
    "alliance": "We support that the application is withdrawn.",
    "ferry-strike": "We would accept ten hours of rest.",
}


def test_a_sentence_over_a_red_line_is_caught_in_both(talks: Talks) -> None:
    result = say(talks.folder, CROSSING[talks.name], draws=20)
    verdicts = {row["the draft"]: row["path"] for row in rows(result, "mandate")}
    assert "crosses it" in verdicts
    assert verdicts["crosses it"].startswith(f"views.{talks.case.prepared_for}.")
    assert all(row["who may see it"] != "public" for row in rows(result, "touches"))


def _private(case: Case) -> Iterator[str]:
    for view in case.views:
        if view.party == case.prepared_for and view.weight is not None:
            yield f"views.{view.party}.{view.issue}"


def test_each_issue_named_touches_what_we_keep_to_ourselves_on_it(talks: Talks) -> None:
    """Whatever issue of ours is named by its own words: at least one value of ours on it is found."""
    kept = set(_private(talks.case))
    assert kept
    for issue in talks.case.issues:
        view = f"views.{talks.case.prepared_for}.{issue.id}"
        if view in kept and issue.terms:
            found = rows(say(talks.folder, f"We ask about the {issue.terms[0]}.", draws=5), "touches")
            assert any(str(row["path"]).startswith(view) for row in found), issue.id
