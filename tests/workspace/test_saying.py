"""A sentence before it is spoken: what it touches, what it contradicts, what the mandate allows; nothing is stored."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from pourparler.cli.app import app
from pourparler.core.errors import PourparlerError
from pourparler.core.result import Result
from pourparler.workspace.base import evidence_of
from pourparler.workspace.folder import Folder, existing
from pourparler.workspace.marking import save_mark
from pourparler.workspace.reading import read_unread
from pourparler.workspace.saying import say

WIRE = (
    "HARBOUR CITY, 12 March 2031 - Norland will not accept a foreign force on the river, its foreign minister, Mara "
    "Lind, said on Wednesday.\n\n“We demand unarmed observers,” Lind said.\n\nVarania's president, Otto Brun, said "
    "that Varania opposed unarmed observers. Norland sent 200 boats to the river, Lind said.\n"
)
CASE = """
as_of: 2031-03-14
prepared_for: norland
visibility: public
parties:
  - {id: norland, name: Norland, visibility: public, roles: principal, no_deal: {value: 30..40, visibility: own},
     authority: the minister within the decision of May}
  - {id: varania, name: Varania, visibility: public, roles: principal, no_deal: {value: 20..35, visibility: own}}
people:
  - {id: mara-lind, name: Mara Lind, visibility: public, offices: [{title: Foreign Minister, of: norland}]}
  - {id: otto-brun, name: Otto Brun, party: varania, visibility: public}
  - {id: ada-rask, name: Ada Rask, visibility: public}
issues:
  - id: watch
    name: Who watches the river
    terms: [watch, monitors]
    visibility: public
    options:
      - {id: observers, name: Unarmed observers, visibility: public}
      - {id: force, name: A foreign force, visibility: public}
      - {id: nobody, name: Nobody from outside, visibility: public}
  - id: tolls
    name: Tolls on the river
    terms: [tolls]
    visibility: public
    options:
      - {id: halved, name: Tolls are halved, visibility: public}
      - {id: kept, name: Tolls stay, visibility: public}
views:
  - {party: norland, issue: watch, visibility: own, weight: 6, values: {observers: 100, force: 0, nobody: 40},
     red_lines: [force], red_line_source: decision of May, bottom_line: nobody, target: observers}
  - {party: norland, issue: tolls, visibility: public, weight: 4, bottom_line: halved,
     values: {halved: {value: 100, visibility: public}, kept: {value: 35, visibility: own}}}
  - {party: varania, issue: watch, visibility: own, weight: 5, values: {observers: 20, force: 100, nobody: 60}}
  - {party: varania, issue: tolls, visibility: own, weight: 5, values: {halved: 0, kept: 100}}
beliefs:
  - {holder: varania, about: norland, reservation_value: 10..90, visibility: own}
preparation:
  topics:
    - {issue: watch, minimum: somebody who counts boats, avoid: [any number of soldiers]}
"""


@pytest.fixture(scope="module")
def talks(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    folder = Folder(tmp_path_factory.mktemp("say") / "talks")
    folder.sources.mkdir(parents=True)
    (folder.sources / "wire.txt").write_text(WIRE, encoding="utf-8")
    save_mark(folder.marking, "wire.txt", visibility="public")
    read_unread(folder)
    bound = "\nstatements:\n  - {claim: CLAIM, about: norland, audience_cost: 20, commits_to: [watch.observers]}\n"
    demand = next(
        one.claim.id for one in evidence_of(folder).claims if "unarmed observers,”" in _words(folder, one.claim)
    )
    folder.case.write_text(CASE + bound.replace("CLAIM", demand), encoding="utf-8")
    return existing(folder.root)


def _words(folder: Folder, claim: Any) -> str:
    return " ".join(evidence_of(folder).quote(claim.source, span) for span in claim.content)


def rows(result: Result, table: str) -> list[dict[str, Any]]:
    return result.table_named(table).records()


def texts(result: Result) -> str:
    return " ".join(line.text for line in result.text)


def test_a_red_line_is_crossed_and_named_with_its_path(talks: Folder) -> None:
    result = say(talks, "We could accept a foreign force.")
    ruled = {(row["rule"], row["the draft"]): row["path"] for row in rows(result, "mandate")}
    assert ruled["red line", "crosses it"] == "views.norland.watch.red_lines"
    assert "It crosses a red line: “A foreign force” at no price (decision of May)." in texts(result)
    assert ("bottom line", "below it in 1,000 of 1,000 draws (100 %)") in ruled
    assert rows(result, "mandate")[0]["the draft"] == "crosses it"


def test_what_it_touches_is_named_by_path_and_what_is_public_is_not(talks: Folder) -> None:
    touched = {row["path"]: row for row in rows(say(talks, "We could accept a foreign force."), "touches")}
    assert touched["views.norland.watch.values.force"]["value"] == "0"
    assert touched["views.norland.watch.red_lines"]["the words"] == "names one of them"
    assert touched["views.norland.watch.bottom_line"]["value"] == "Nobody from outside"
    assert touched["preparation.topics.watch.minimum"]["what"] == "our minimum"
    assert {row["who may see it"] for row in touched.values()} == {"own side"}
    assert not [path for path in touched if "varania" in path]
    tolls = [row["path"] for row in rows(say(talks, "We ask that tolls are halved."), "touches")]
    assert "views.norland.tolls.values.halved" not in tolls
    assert "views.norland.tolls.bottom_line" not in tolls


def test_no_deal_is_touched_where_words_speak_of_it(talks: Folder) -> None:
    def paths(words: str) -> set[str]:
        return {row["path"] for row in rows(say(talks, words), "touches")}

    assert "parties.norland.no_deal.value" in paths("Without an agreement we go on.")
    assert "parties.varania.no_deal.value" in paths("Varania can wait for no deal.")
    assert not any("no_deal" in path for path in paths("We want unarmed observers."))


def test_a_figure_that_stands_in_the_case_is_seen(talks: Folder) -> None:
    result = say(talks, "For us it would have to be worth 40.")
    assert [row["path"] for row in rows(result, "touches")] == ["parties.norland.no_deal.value"]
    assert rows(result, "touches")[0]["the words"] == "states 40"


def test_earlier_words_that_it_contradicts_stand_verbatim(talks: Folder) -> None:
    result = say(talks, "We oppose unarmed observers.")
    found = rows(result, "earlier")
    assert {row["speaker"] for row in found} == {"Mara Lind"}
    assert "“We demand unarmed observers,”" in {row["words"] for row in found}
    for row in found:
        assert str(row["words"]).strip("“”‘’") in WIRE
    marked = result.table_named("earlier").marks
    assert all(marks[0].id in evidence_of(talks).by_id for (_, column), marks in marked.items() if column == "words")


def test_another_figure_is_found_as_between_sources(talks: Folder) -> None:
    found = rows(say(talks, "Norland sent 300 boats to the river."), "earlier")
    assert [row["against"] for row in found] == ["gives another figure"]
    assert str(found[0]["words"]).strip("‘’") in WIRE


def test_going_back_on_a_public_word_and_going_further_than_the_mandate(talks: Folder) -> None:
    back = {
        (row["rule"], row["the draft"]) for row in rows(say(talks, "We could accept nobody from outside."), "mandate")
    }
    assert ("public word given", "goes back on it") in back
    beyond = {
        (row["rule"], row["the draft"]) for row in rows(say(talks, "We will never accept that tolls stay."), "mandate")
    }
    assert ("red lines", "goes further than the mandate") in beyond


def test_what_could_be_inferred_and_whether_it_holds(talks: Folder) -> None:
    """With observers the best package is worth 100 to Norland, without them 64: both above what it needs."""
    offer = rows(say(talks, "We would accept unarmed observers."), "inferences")[0]
    assert (offer["about"], offer["holds as we judge in"]) == ("Norland", "all")
    demand = say(talks, "We demand unarmed observers.")
    row = rows(demand, "inferences")[0]
    assert row["a listener could infer"] == "read strongly: no package without “Unarmed observers” would do for Norland"
    assert row["holds as we judge in"] == "0 (0 %)"
    # Surely above 64, where 10 to 90 was held possible: 26 of 80 parts are left.
    assert row["bits, if wholly believed"] == "Varania 1.62"
    assert "Who infers this would be mistaken, as we judge" in texts(demand)


def test_an_ally_or_the_other_side_can_be_tried_the_same_way(talks: Folder) -> None:
    result = say(talks, "We support unarmed observers.", "otto-brun")
    assert result.title == "What would this give away, said by Otto Brun?"
    assert [row["path"] for row in rows(result, "touches")] == ["views.varania.watch.values.observers"]
    assert {row["speaker"] for row in rows(result, "earlier")} == {"Otto Brun"}


def test_words_about_nobodys_value_are_told_plainly(talks: Folder) -> None:
    result = say(talks, "We thank our hosts.")
    assert [line.text for line in result.text][1] == (
        "It touches no issue of the case and nobody's value: there is nothing on file to check it against."
    )
    assert all(not rows(result, name) for name in ("touches", "inferences", "earlier", "mandate"))
    assert result.missing == ()


@pytest.mark.parametrize(
    ("words", "speaker", "code", "told"),
    [
        ("", None, "W194", "no sentence"),
        ("  …  ", None, "W194", "no sentence"),
        ("word " * 1000, None, "W194", "4,999 characters"),
        ("We agree.", "nobody", "W195", "'nobody', who is not on file"),
        ("We agree.", "Ada Rask", "W195", "who speaks for no party"),
    ],
)
def test_bad_input_gets_one_clear_message(talks: Folder, words: str, speaker: str | None, code: str, told: str) -> None:
    with pytest.raises(PourparlerError) as raised:
        say(talks, words, speaker)
    assert [problem.code for problem in raised.value.problems] == [code]
    assert told in str(raised.value)


def test_a_case_for_nobody_asks_who_would_say_it(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "talks")
    folder.sources.mkdir(parents=True)
    folder.case.write_text("parties: [{id: norland}]\n", encoding="utf-8")
    with pytest.raises(PourparlerError, match="the case is prepared for no party"):
        say(folder, "We agree.")
    assert say(folder, "We agree.", "norland").question == "say"


def test_nothing_is_written_and_it_is_marked_as_ours(talks: Folder) -> None:
    def stored() -> dict[str, str]:
        files = (path for path in talks.root.rglob("*") if path.is_file())
        return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}

    before = stored()
    run = CliRunner().invoke(app, ["say", str(talks.root), "We could accept a foreign force."])
    assert run.exit_code == 0
    assert run.output.startswith("OWN SIDE ONLY.")
    assert "Nothing of it is stored." in run.output
    told = json.loads(CliRunner().invoke(app, ["say", str(talks.root), "We want observers.", "--json"]).output)
    assert (told["visibility"], told["question"]) == ("own", "say")
    assert stored() == before


def test_it_writes_no_sentence_of_its_own_for_the_speaker(talks: Folder) -> None:
    """Everything in quotation marks comes from the draft, the case or a source; nothing is proposed."""
    result = say(talks, "We could accept a foreign force. We oppose unarmed observers.")
    shown = json.dumps(result.to_dict(), ensure_ascii=False)
    for word in ("instead", "rather say", "better to", "suggest", "recommend", "say this"):
        assert word not in shown
    assert {row["sentence"] for row in rows(result, "read")} == {
        "We could accept a foreign force.",
        "We oppose unarmed observers.",
    }
