"""The verbs on a real folder: a newcomer's article in, a brief out; decisions kept; nothing lost."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from pourparler.core.errors import PourparlerError
from pourparler.evidence.claim import Review
from pourparler.workspace.base import evidence_of
from pourparler.workspace.briefing import write_brief
from pourparler.workspace.checking import check
from pourparler.workspace.folder import Folder
from pourparler.workspace.framing import frame
from pourparler.workspace.reading import read_unread, take_in
from pourparler.workspace.reviewing import add_by_hand, decide, export
from pourparler.workspace.sourcing import mark, remove, rests_on
from pourparler.workspace.starting import start

ARTICLE = """\
HARBOUR CITY, 12 March 2031 - The Dockers' Union said on Wednesday that it would strike unless the port raises pay.

“We will not unload one more ship,” said Mara Lind, the union's president. She demanded a pay rise of 6 percent.

According to Port Holdings, the offer of 3 percent stands. The company's director, Otto Brun, told reporters that the
union had rejected arbitration.

Lind and Brun will meet in Harbour City on Friday.
"""


@pytest.fixture
def talks(tmp_path: Path) -> Folder:
    """Return a workspace with one article that was read."""
    folder = start(tmp_path / "talks")
    article = tmp_path / "dock strike.txt"
    article.write_bytes(ARTICLE.encode())
    take_in(folder, [article], {"visibility": "public"})
    read_unread(folder)
    return folder


def test_reading_freezes_the_text_and_finds_claims(talks: Folder) -> None:
    evidence = evidence_of(talks)
    (source,) = evidence.sources.values()
    assert evidence.texts[source.id] == ARTICLE
    assert (source.id, source.date, source.visibility.value) == ("dock-strike", "2031-03-12", "public")
    words = [evidence.words(one.claim) for one in evidence.claims]
    assert "“We will not unload one more ship,”" in words
    assert all(span.of(ARTICLE).strip() for one in evidence.claims for span in one.claim.content)


def test_reading_twice_reads_once(talks: Folder) -> None:
    assert [one.words for one in read_unread(talks)] == ["read already"]


def test_decisions_survive_a_new_reading(talks: Folder) -> None:
    first, second = evidence_of(talks).claims[:2]
    decide(talks, first.claim.id, Review.ACCEPTED, by="AB", on="2031-03-13")
    decide(talks, second.claim.id[-6:], Review.REJECTED, by="AB", on="2031-03-13", note="not said so")
    read_unread(talks, again=True)
    found = evidence_of(talks).by_id
    assert (found[first.claim.id].review, found[first.claim.id].by) == (Review.ACCEPTED, "AB")
    assert second.claim.id not in found
    lines = talks.decisions.read_text().splitlines()
    assert [json.loads(line)["review"] for line in lines] == ["accepted", "rejected"]


def test_a_claim_added_by_hand_is_verbatim(talks: Folder) -> None:
    start_ = ARTICLE.index("the offer of 3 percent stands")
    end = start_ + len("the offer of 3 percent stands")
    made = add_by_hand(talks, "dock strike.txt", start_, end, by="AB", on="2031-03-13", fields={"act": "offer"})
    found = evidence_of(talks).by_id[made.claim]
    assert evidence_of(talks).words(found.claim) == "the offer of 3 percent stands"
    assert (found.review, found.claim.act.value) == (Review.ADDED, "offer")


@pytest.mark.parametrize(("start_", "end"), [(5, 5), (-1, 4), (0, 10**6), (9, 3)])
def test_a_span_outside_the_text_is_refused(talks: Folder, start_: int, end: int) -> None:
    with pytest.raises(PourparlerError, match="E143"):
        add_by_hand(talks, "dock-strike", start_, end, by="AB", on="2031-03-13")
    assert not talks.decisions.exists()


def test_export_spans_are_verbatim(talks: Folder) -> None:
    data = export(talks)
    assert data["format"] == "pourparler-claims/1"
    (document,) = data["documents"]
    assert document["doc"]["file"] == "dock strike.txt"

    def spans(value: Any) -> list[dict[str, Any]]:
        if isinstance(value, dict):
            own = [value] if {"start", "end", "text"} <= set(value) else []
            return own + [span for item in value.values() for span in spans(item)]
        return [span for item in value for span in spans(item)] if isinstance(value, list) else []

    found = spans(document)
    assert found and all(ARTICLE[span["start"] : span["end"]] == span["text"] for span in found)


def test_brief_without_a_case_and_the_same_bytes_again(talks: Folder) -> None:
    first = write_brief(talks)
    before = {path.name: path.read_bytes() for path in first.files}
    again = write_brief(talks)
    assert first.folder == again.folder and first.folder.name.startswith("2031-03-12-")
    assert {path.name: path.read_bytes() for path in again.files} == before
    kinds = {f"{what}.{kind}" for what in ("brief", "card") for kind in ("html", "pdf", "docx")}
    assert set(before) == kinds | {"claims.jsonl", "sources.jsonl"}


def test_frame_then_check_then_brief(talks: Folder) -> None:
    assert frame(talks).new
    checked = check(talks)
    assert checked.errors == ()
    assert checked.questions
    assert frame(talks).diff == ""
    assert (write_brief(talks, formats=("html",)).folder / "case.yaml").read_bytes() == talks.case.read_bytes()


def test_a_source_the_case_cites_is_not_removed_unless_forced(talks: Folder) -> None:
    frame(talks)
    before = talks.case.read_text()
    assert rests_on(talks, "dock-strike").entries
    with pytest.raises(PourparlerError, match="W124"):
        remove(talks, "dock-strike")
    assert "dock-strike" in evidence_of(talks).sources
    remove(talks, "dock-strike", force=True)
    assert talks.case.read_text().startswith(before.rstrip("\n"))
    assert "# removed source dock-strike" in talks.case.read_text()
    assert not (talks.sources / "dock strike.txt").exists()


def test_a_retracted_source_is_told_once_and_carries_nothing(talks: Folder) -> None:
    frame(talks)
    rest = mark(talks, "dock-strike", retracted=True)
    assert rest.claims and rest.entries
    assert any(problem.code == "W141" for problem in check(talks).notices)
    mark(talks, "dock-strike", retracted=False)
    assert not any(problem.code == "W141" for problem in check(talks).notices)


def test_one_changed_character_of_an_original_is_an_error(talks: Folder) -> None:
    path = talks.sources / "dock strike.txt"
    path.write_bytes(ARTICLE.replace("6 percent", "7 percent").encode())
    assert check(talks).errors


BAD = {
    "empty.txt": b"",
    "binary.txt": bytes(range(256)) * 4,
    "latin.txt": "Die Gespräche beginnen".encode("latin-1"),
    "broken.pdf": b"%PDF-1.7\nnothing here",
    "broken.docx": b"PK\x03\x04 not a document",
}


@pytest.mark.parametrize("name", sorted(BAD))
def test_a_bad_file_is_one_clear_error_and_the_store_is_as_it_was(talks: Folder, tmp_path: Path, name: str) -> None:
    before = evidence_of(talks)
    (tmp_path / name).write_bytes(BAD[name])
    take_in(talks, [tmp_path / name])
    with pytest.raises(PourparlerError) as caught:
        read_unread(talks)
    assert len(caught.value.problems) == 1 and name in str(caught.value)
    assert evidence_of(talks) == before


def test_a_bad_file_does_not_keep_a_good_one_out(talks: Folder, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "more.txt").write_text("Norland said on 13 March 2031 that it supports arbitration.\n")
    take_in(talks, [tmp_path / "empty.txt", tmp_path / "more.txt"])
    with pytest.raises(PourparlerError):
        read_unread(talks)
    assert set(evidence_of(talks).sources) == {"dock-strike", "more"}


def test_a_missing_file_copies_nothing(talks: Folder, tmp_path: Path) -> None:
    good = tmp_path / "good.txt"
    good.write_text("x")
    with pytest.raises(PourparlerError, match="W130"):
        take_in(talks, [good, tmp_path / "none.txt"])
    assert not (talks.sources / "good.txt").exists()


def test_hostile_words_are_inert_in_the_page(tmp_path: Path) -> None:
    folder = start(tmp_path / "talks")
    text = "Norland said on 3 March 2031: “<script>alert(1)</script> =cmd|' /C calc'!A0 \u202egnirts” and left.\n"
    (tmp_path / "bad.txt").write_bytes(text.encode())
    take_in(folder, [tmp_path / "bad.txt"])
    page = next(path for path in write_brief(folder, formats=("html",)).files if path.suffix == ".html").read_text()
    assert "<script>alert(1)" not in page and "\u202e" not in page


def test_another_language_is_stored_and_named_as_unread(tmp_path: Path) -> None:
    folder = start(tmp_path / "talks")
    text = (
        "La présidente de la Varanie a déclaré mercredi que son pays ne céderait pas. « Nous voulons une paix juste et "
        "durable », a-t-elle dit devant les journalistes, avant de partir pour le sommet.\n"
    )
    (tmp_path / "depeche.txt").write_text(text)
    take_in(folder, [tmp_path / "depeche.txt"])
    (taken,) = read_unread(folder)
    source = evidence_of(folder).sources["depeche"]
    assert (source.language, source.read, taken.claims) == ("fr", False, 0)
    made = add_by_hand(folder, "depeche", 0, 20, by="AB", on="2031-03-13")
    assert evidence_of(folder).by_id[made.claim].review is Review.ADDED


def test_two_readers_at_once_lose_nothing(tmp_path: Path) -> None:
    folder = start(tmp_path / "talks")
    for number in range(4):
        (tmp_path / f"a{number}.txt").write_text(
            f"Norland said on {number + 1} March 2031 that it backs plan {number}.\n"
        )
    command = [sys.executable, "-m", "pourparler", "read", str(folder.root)]
    halves = [[str(tmp_path / f"a{number}.txt") for number in pair] for pair in ((0, 1), (2, 3))]
    running = [subprocess.Popen([*command, *half], stdout=subprocess.PIPE, stderr=subprocess.PIPE) for half in halves]
    ended = [process.communicate(timeout=120) for process in running]
    assert [process.returncode for process in running] == [0, 0], ended
    assert set(evidence_of(folder).sources) == {"a0", "a1", "a2", "a3"}


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_an_interrupted_reading_keeps_whole_sources_only(tmp_path: Path, how: signal.Signals) -> None:
    folder = start(tmp_path / "talks")
    for number in range(30):
        text = ARTICLE.replace("12 March", f"{number % 28 + 1} March").replace("Mara", f"Mara{chr(97 + number % 26)}")
        (folder.sources / f"a{number:02}.txt").write_text(text * 3)
    process = subprocess.Popen(
        [sys.executable, "-m", "pourparler", "read", str(folder.root)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    deadline = time.monotonic() + 60
    while not folder.evidence.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    time.sleep(1.5)
    os.kill(process.pid, how)
    process.communicate(timeout=60)
    kept = evidence_of(folder)
    assert all(len(kept.texts[id_]) == source.chars for id_, source in kept.sources.items())
    assert not [path.name for path in folder.root.rglob(".*.tmp")]
    read_unread(folder)
    assert len(evidence_of(folder).sources) == 30
