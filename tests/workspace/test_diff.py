"""What moved since a kept brief, on a real folder; and the brief's own annex, which is the same call."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pourparler.brief.compose import compose
from pourparler.brief.compose.changes import change_groups, summary
from pourparler.brief.compose.desk import Desk
from pourparler.brief.compose.references import sentences_of
from pourparler.cli.app import app
from pourparler.core.errors import PourparlerError
from pourparler.evidence.claim import Review
from pourparler.workspace import atomic
from pourparler.workspace.analysing import answer
from pourparler.workspace.base import case_of, case_text, evidence_of
from pourparler.workspace.briefing import Written, pages, write_brief
from pourparler.workspace.diffing import changes_for_brief, diff
from pourparler.workspace.folder import Folder
from pourparler.workspace.keeping import called, kept_briefs
from pourparler.workspace.reading import read_unread, take_in
from pourparler.workspace.reviewing import decide
from pourparler.workspace.sourcing import mark, remove
from pourparler.workspace.stamping import brief_name
from pourparler.workspace.starting import start

WIRE = "HARBOUR CITY, 12 March 2031 - Norland opposes arbitration, its minister said on Wednesday.\n"
NOTE = "HARBOUR CITY, 14 March 2031 - Norland supports arbitration, its minister said on Friday.\n"
CASE = """\
format: pourparler-case/1
as_of: {day}
judged: {{by: AB, dated: 2031-03-12, why: desk view}}
parties:
  - {{id: norland, name: Norland, no_deal: {value}}}   # {remark}
issues:
  - {{id: arbitration, options: [{{id: accept}}, {{id: refuse}}]}}
"""


def typed(folder: Folder, value: str = "20..30", day: str = "2031-03-12", remark: str = "x") -> None:
    """Write the case."""
    folder.case.write_text(CASE.format(value=value, day=day, remark=remark))


def read(folder: Folder, name: str, text: str) -> None:
    """Take a text in and read it."""
    path = folder.root.parent / name
    path.write_text(text)
    take_in(folder, [path], {"visibility": "public"})
    read_unread(folder)


def brief(folder: Folder) -> Written:
    """Write the page alone."""
    return write_brief(folder, formats=("html",))


def page(written: Written) -> bytes:
    """Return the page of a brief."""
    return (written.folder / "brief.html").read_bytes()


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """Return a workspace with one source, a case and its first brief."""
    folder = start(tmp_path_factory.mktemp("home") / "talks")
    typed(folder)
    read(folder, "wire.txt", WIRE)
    brief(folder)
    return folder


@pytest.fixture
def talks(once: Folder, tmp_path: Path) -> Folder:
    """Return a copy of it."""
    shutil.copytree(once.root, tmp_path / "talks")
    return Folder(tmp_path / "talks")


def said(folder: Folder, revision: str = "last") -> dict[str, tuple[str, ...]]:
    """Return what ``diff`` says, by heading."""
    changes, case, evidence = diff(folder, revision)
    return {heading: tuple(map(str, lines)) for heading, lines in change_groups(Desk(case, evidence, {}), changes)}


# ------------------------------------------------------------------ what is said


def test_the_first_brief_has_nothing_to_compare(talks: Folder) -> None:
    (first,) = kept_briefs(talks)
    html = (first.folder / "brief.html").read_text()
    assert "What changed since the last brief" in html and "this is the first brief" in html
    with pytest.raises(PourparlerError, match="W180"):
        diff(talks, "last")


def test_no_change_says_so(talks: Folder) -> None:
    (first,) = kept_briefs(talks)
    changes, _, _ = diff(talks, first.name)
    assert not changes and str(summary(changes)) == f"Nothing has changed since {first.name}."


def test_a_remark_of_the_file_is_another_input_but_no_change(talks: Folder) -> None:
    (first,) = kept_briefs(talks)
    typed(talks, remark="another remark")
    assert said(talks) == {}
    written = brief(talks)
    assert written.folder != first.folder
    assert f"Nothing has changed since {first.name}." in page(written).decode()


def test_a_value_and_a_shift_with_two_dated_quotations(talks: Folder) -> None:
    typed(talks, value="25..30")
    read(talks, "note.txt", NOTE)
    told = said(talks)
    assert told["In the case: changed"] == (
        "Norland, no deal: 20..30; now 25..30 (AB, 2031-03-12: desk view, as before).",
    )
    (shift,) = told["Positions that shifted"]
    for needed in ("Norland on arbitration: opposes; now supports.", "12 March 2031", "14 March 2031"):
        assert needed in shift
    assert "Norland opposes arbitration" in shift and "Norland supports arbitration" in shift
    assert [line.partition(":")[0] for line in told["New sources"]] == ["note.txt, 14 March 2031"]
    changes, _, evidence = diff(talks, "last")
    (one,) = changes.shifts
    assert one.old is not None and one.new is not None
    assert evidence.texts["wire"].find(one.old.words or "?") >= 0 < len(one.new.words or "")
    assert (one.old.claim.id in changes.kept.claims, one.new.claim.id in changes.kept.claims) == (True, False)


def test_the_annex_says_what_diff_says_and_every_mark_leads_somewhere(talks: Folder) -> None:
    typed(talks, value="25..30")
    read(talks, "note.txt", NOTE)
    told = said(talks)
    case, evidence = case_of(talks), evidence_of(talks)
    changes = changes_for_brief(talks, brief_name(case_text(talks), case, evidence), case, evidence)
    document = compose(case, evidence, answer(case, evidence), changes)
    annexes = document.parts[-1]
    (section,) = [one for one in annexes.sections if one.id == "changes"]
    lines = {str(sentence) for part in document.parts for sentence in sentences_of(part)}
    assert {line for group in told.values() for line in group} <= lines
    assert section.heading == "What changed since the last brief"
    known = {mark_ for reference in document.references for mark_ in (reference.mark, *reference.also)}
    used = {mark_ for part in document.parts for sentence in sentences_of(part) for mark_ in sentence.marks}
    assert {one for one in used if one.kind in ("claim", "judgement", "unsigned")} <= known


def test_what_rested_on_a_retracted_source(talks: Folder) -> None:
    (claim,) = evidence_of(talks).by_id
    cited = CASE.replace("no_deal: {value}", "no_deal: {{value: {value}, because: CLAIM}}").replace("CLAIM", claim)
    talks.case.write_text(cited.format(value="20..30", day="2031-03-12", remark="x"))
    brief(talks)
    mark(talks, "wire", retracted=True)
    told = said(talks)
    (fallen,) = told["Sources that fell, and what rested on them"]
    assert "was retracted: 1 claim rested on it, and in the case Norland, no deal;" in fallen
    assert "in the case as it stands, Norland, no deal still rest on it" in fallen
    (fell,) = told["Stand otherwise without new words"]
    assert "Norland on arbitration: opposes; now silent" in fell


def test_a_removed_source_is_told_with_the_words_that_were_kept(talks: Folder) -> None:
    remove(talks, "wire")
    told = said(talks)["Sources that fell, and what rested on them"]
    assert "was removed: 1 claim rested on it" in told[0]
    assert told[1].startswith("Source removed: ") and "Norland opposes arbitration" in told[1]


def test_a_rejected_claim_says_who_rejected_it(talks: Folder) -> None:
    (claim,) = evidence_of(talks).by_id
    decide(talks, claim, Review.REJECTED, by="CD", on="2031-03-15", note="a slip")
    (line,) = said(talks)["Claims that no longer count"]
    assert line.endswith("rejected by CD, 2031-03-15: a slip.")


# ------------------------------------------------------------------ which brief is meant


def test_the_same_input_gives_the_same_bytes_whatever_was_kept_since(talks: Folder) -> None:
    first = brief(talks)
    typed(talks, value="25..30")
    second = brief(talks)
    typed(talks, value="28..30")
    third = brief(talks)
    pages_ = [page(one) for one in (first, second, third)]
    for value, before, written in zip(("20..30", "25..30", "28..30"), pages_, (first, second, third), strict=True):
        typed(talks, value=value)
        again = brief(talks)
        assert again.folder == written.folder and page(again) == before
    assert [json.loads((one.folder / "kept.json").read_text())["since"] for one in (first, second, third)] == [
        None,
        first.folder.name,
        second.folder.name,
    ]


def test_rev_is_a_day_a_name_or_last(talks: Folder) -> None:
    names = [brief(talks).folder.name]
    for value, day in (("21..30", "2031-03-12"), ("22..30", "2031-03-15"), ("23..30", "2031-03-13")):
        typed(talks, value=value, day=day)
        names.append(brief(talks).folder.name)
    wanted = {
        "2031-03-12": 1,
        "2031-03-13": 3,
        "2031-03-14": 3,
        "2031-03-15": 2,
        "2040-01-01": 2,
        "last": 2,
        names[0]: 0,
        f"briefs/{names[3]}/": 3,
    }
    assert {rev: called(talks, rev, names[3]).name for rev in wanted} == {rev: names[at] for rev, at in wanted.items()}
    assert called(talks, "last", names[2]).name == names[3]


@pytest.mark.parametrize(
    ("revision", "code"), [("2031-03-11", "W182"), ("2031", "W181"), ("../..", "W181"), ("", "W181"), ("last", "W180")]
)
def test_an_unknown_rev_is_one_clear_error(talks: Folder, revision: str, code: str) -> None:
    with pytest.raises(PourparlerError, match=code):
        diff(talks, revision)


@pytest.mark.parametrize("stop", [KeyboardInterrupt, OSError])
def test_a_brief_that_was_interrupted_leaves_nothing_behind(
    talks: Folder, monkeypatch: pytest.MonkeyPatch, stop: type[BaseException]
) -> None:
    (first,) = kept_briefs(talks)
    typed(talks, value="25..30")

    def stopped(path: Path, data: bytes) -> None:
        if path.name == "claims.jsonl":
            raise stop
        path.write_bytes(data)

    with monkeypatch.context() as patched:
        patched.setattr(atomic, "write_whole", stopped)
        with pytest.raises((stop, PourparlerError)):
            brief(talks)
    assert [path.name for path in talks.briefs.iterdir()] == [first.name]
    assert json.loads((brief(talks).folder / "kept.json").read_text()) == {
        "format": "pourparler-kept/1",
        "number": 2,
        "since": first.name,
    }


def test_what_a_killed_writer_left_is_no_brief(talks: Folder) -> None:
    (first,) = kept_briefs(talks)
    shutil.copytree(first.folder, talks.briefs / ".2031-03-12-0123456789.abc" / "whole")
    shutil.copytree(first.folder, talks.briefs / ".2031-03-12-0123456789")
    assert kept_briefs(talks) == (first,)


@pytest.mark.parametrize(
    ("harm", "told"),
    [
        pytest.param(shutil.rmtree, "it is no longer kept", id="removed"),
        pytest.param(lambda home: (home / "claims.jsonl").write_text("{\n"), "E171", id="a damaged line"),
        pytest.param(lambda home: (home / "sources.jsonl").write_bytes(b"\xff\n"), "E171", id="not text"),
        pytest.param(lambda home: (home / "case.yaml").write_text("parties: 3\n"), "C1", id="a damaged case"),
    ],
)
def test_a_lost_brief_does_not_keep_the_next_one_from_being_made(talks: Folder, harm: object, told: str) -> None:
    (first,) = kept_briefs(talks)
    typed(talks, value="25..30")
    written = brief(talks)
    harm(first.folder)  # type: ignore[operator]
    again = page(brief(talks)).decode()
    assert f"Nothing can be compared with {first.name}, which came before" in again and told in again
    assert str(talks.root) not in again
    with pytest.raises(PourparlerError):
        diff(talks, first.name)
    assert written.folder.exists()


def test_a_damaged_note_is_named(talks: Folder) -> None:
    (first,) = kept_briefs(talks)
    (first.folder / "kept.json").write_text("{}")
    with pytest.raises(PourparlerError, match=rf"briefs/{first.name}/kept\.json.*W183"):
        kept_briefs(talks)


def test_a_copy_for_others_has_no_history_of_ours(talks: Folder) -> None:
    (first,) = kept_briefs(talks)
    typed(talks, value="25..30")
    made = pages(case_of(talks), evidence_of(talks), ("html",))
    assert "brief.html" in made and not {"sources.jsonl", "kept.json"} & set(made)
    assert first.name.encode() not in b"".join(made.values()) and b"20..30" not in made["brief.html"]


# ------------------------------------------------------------------ the command


def test_the_command(talks: Folder) -> None:
    run = CliRunner().invoke
    (first,) = kept_briefs(talks)
    done = run(app, ["diff", str(talks.root), first.name])
    assert (done.exit_code, done.output) == (0, f"Nothing has changed since {first.name}.\n")
    assert json.loads(run(app, ["diff", str(talks.root), first.name, "--json"]).output)["changed"] is False
    typed(talks, value="25..30")
    shown = run(app, ["diff", str(talks.root)]).output
    assert shown.startswith(f"Since {first.name}:\n") and "Norland, no deal: 20..30; now 25..30" in shown
    (change,) = json.loads(run(app, ["diff", str(talks.root), "last", "--json"]).output)["case"]
    assert (change["path"], change["old"], change["new"]) == ("parties.norland.no_deal.value", "20..30", "25..30")
    assert change["signed_new"]["by"] == "AB"


def test_hostile_words_are_inert_on_the_terminal(talks: Folder) -> None:
    read(talks, "bad.txt", "Norland said on 3 March 2031: “it \x1b[31mbacks \u202ethe truce” and left.\n")
    done = CliRunner().invoke(app, ["diff", str(talks.root), "2031-03-12"])
    assert done.exit_code == 0 and "\x1b" not in done.output and "\u202e" not in done.output
