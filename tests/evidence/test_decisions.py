"""Decisions: a text file that merges, applied to claims, checked before it is written."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pourparler.core.errors import PourparlerError
from pourparler.evidence.claim import Act, Claim, QuoteType, Review, Span, Speaker, claim_id
from pourparler.evidence.decisions import append, apply, by_hand, checked, load, vanished
from pourparler.evidence.record import Decision
from tests.evidence.store.given import PUBLIC, TEXT, fill, opened, reading, span

LATE, OPEN = reading().claims


def said(review: Review, on: str = "2031-03-13", claim: Claim = LATE, **changes: object) -> Decision:
    """Return a decision of AB's."""
    return Decision(claim.id, review, "AB", on, changes)


def test_a_decision_is_one_line_with_sorted_keys(tmp_path: Path) -> None:
    path = tmp_path / "decisions.jsonl"
    append(path, replace(said(Review.CORRECTED, act="demand"), note="Zürich, \u202epassim"))
    (line,) = path.read_text(encoding="utf-8").splitlines()
    assert list(json.loads(line)) == ["by", "changes", "claim", "note", "on", "review"]
    assert "Zürich" in line and "\u202e" not in line and "\\u202e" in line
    assert load(path) == (replace(said(Review.CORRECTED, act="demand"), note="Zürich, \u202epassim"),)


def test_no_file_holds_no_decision(tmp_path: Path) -> None:
    assert load(tmp_path / "decisions.jsonl") == ()


def test_two_decisions_of_one_day_keep_their_order(tmp_path: Path) -> None:
    path = tmp_path / "decisions.jsonl"
    for review in (Review.REJECTED, Review.ACCEPTED, Review.REJECTED, Review.ACCEPTED):
        append(path, said(review))
    assert [decision.review.value for decision in load(path)] == ["rejected", "accepted", "rejected", "accepted"]
    assert apply([LATE], load(path))[0].review is Review.ACCEPTED


@pytest.fixture(scope="module")
def merging(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a file of five decisions, of which some contradict each other."""
    path = tmp_path_factory.mktemp("merging") / "decisions.jsonl"
    for decision in (
        said(Review.REJECTED, "2031-03-13"),
        said(Review.ACCEPTED, "2031-03-14"),
        said(Review.CORRECTED, "2031-03-15", act="demand"),
        said(Review.CORRECTED, "2031-03-15T09:00:00", issue="format"),
        said(Review.ACCEPTED, "2031-03-12", OPEN),
    ):
        append(path, decision)
    return path


@given(st.randoms(use_true_random=False))
def test_lines_merge_in_any_order(merging: Path, dealer: random.Random) -> None:
    lines = merging.read_text(encoding="utf-8").splitlines(keepends=True)
    # A merge by git may repeat lines and leave blank ones.
    mixed = [*lines, *dealer.sample(lines, 2), "\n"]
    dealer.shuffle(mixed)
    other = merging.with_name("mixed.jsonl")
    other.write_text("".join(mixed), encoding="utf-8")
    assert load(other) == load(merging)
    late, public = apply([LATE, OPEN], load(other))
    assert (late.claim.act, late.claim.issue, late.review) == (Act.DEMAND, "format", Review.CORRECTED)
    assert public.review is Review.ACCEPTED


def test_what_a_killed_writer_left_is_cleared(tmp_path: Path) -> None:
    path = tmp_path / "decisions.jsonl"
    (tmp_path / ".decisions.jsonl.123.unfinished").write_text("half a li", encoding="utf-8")
    append(path, said(Review.ACCEPTED))
    assert list(tmp_path.iterdir()) == [path]


FAULTS = [
    ("not json", "not JSON"),
    ("[1]", "allowed: one JSON object"),
    ('{"claim": "a.1"}', "found review None"),
    ('{"claim": "a.1", "review": "agreed", "by": "AB", "on": "2031-03-12"}', "'agreed'; allowed: proposed, accepted"),
    ('{"claim": "a.1", "review": "accepted", "by": "AB", "on": "yesterday"}', "allowed: an ISO date"),
    ('{"claim": "a.1", "review": "accepted", "by": "AB", "on": "2031-03-12", "x": 1}', "the key 'x'"),
    ('{"claim": "a.1", "review": "accepted", "by": "AB", "on": "2031-03-12", "changes": {"act": "plan"}}', "accepted"),
    ('{"claim": "a.1", "review": "corrected", "by": "AB", "on": "2031-03-12", "changes": {"act": "shout"}}', "'shout'"),
    (
        '{"claim": "a.1", "review": "corrected", "by": "AB", "on": "2031-03-12", "changes": {"content": [[5, 2]]}}',
        "5, 2",
    ),
    ('{"claim": "a.1", "review": "corrected", "by": "AB", "on": "2031-03-12", "changes": {"source": "b"}}', "'source'"),
    ('{"claim": "a.1", "review": "added", "by": "AB", "on": "2031-03-12", "changes": {"source": "a"}}', "without"),
    ("<<<<<<< ours", "a mark that git left"),
]


@pytest.mark.parametrize(("line", "found"), FAULTS)
def test_every_wrong_line_is_named(line: str, found: str, tmp_path: Path) -> None:
    path = tmp_path / "decisions.jsonl"
    append(path, said(Review.ACCEPTED))
    whole = path.read_text(encoding="utf-8")
    path.write_text(f"{whole}{line}\n{whole}broken\n", encoding="utf-8")
    with pytest.raises(PourparlerError) as caught:
        load(path)
    assert [str(problem.place) for problem in caught.value.problems] == ["decisions.jsonl:2", "decisions.jsonl:4"]
    assert {problem.code for problem in caught.value.problems} == {"E141"}
    assert found in str(caught.value.problems[0])


def test_a_wrong_decision_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "decisions.jsonl"
    for wrong in (
        said(Review.CORRECTED, act="shout"),
        said(Review.ACCEPTED, "soon"),
        replace(said(Review.ACCEPTED), by=""),
    ):
        with pytest.raises(PourparlerError, match="E141"):
            append(path, wrong)
    assert list(tmp_path.iterdir()) == []


def test_a_file_without_a_last_line_end_stays_whole(tmp_path: Path) -> None:
    path = tmp_path / "decisions.jsonl"
    append(path, said(Review.ACCEPTED))
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().strip())
    append(path, said(Review.REJECTED, "2031-03-14"))
    assert [decision.review.value for decision in load(path)] == ["accepted", "rejected"]


WRITER = """
import sys
from pathlib import Path
from pourparler.evidence.claim import Review
from pourparler.evidence.decisions import append
from pourparler.evidence.record import Decision
for number in range(20):
    append(Path(sys.argv[1]), Decision(f"wire.{sys.argv[2]}{number}", Review.ACCEPTED, "AB", "2031-03-12"))
"""


def test_two_writers_lose_nothing(tmp_path: Path, root: Path) -> None:
    path = tmp_path / "decisions.jsonl"
    environment = {**os.environ, "PYTHONPATH": str(root / "src")}
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(path), name], env=environment) for name in ("left", "right")
    ]
    assert [writer.wait(timeout=120) for writer in writers] == [0, 0]
    assert len(load(path)) == 40
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="rights do not bind the superuser")
def test_a_read_only_folder_says_so(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(PourparlerError, match="E134"):
        append(tmp_path / "decisions.jsonl", said(Review.ACCEPTED))


def test_corrections_add_up_and_can_be_taken_back() -> None:
    decisions = [
        said(Review.CORRECTED, speaker="holt", negated=True),
        said(Review.CORRECTED, act="demand", condition=[10, 20], date="2031-03-10", quote_type="mixed"),
        said(Review.ACCEPTED),
    ]
    (late,) = apply([LATE], decisions)
    assert late.review is Review.CORRECTED
    assert late.claim == replace(
        LATE,
        speaker=Speaker("holt", LATE.speaker.mention),
        negated=True,
        act=Act.DEMAND,
        condition=Span(10, 20),
        date="2031-03-10",
        quote_type=QuoteType.MIXED,
    )
    (back,) = apply([LATE], [*decisions, said(Review.PROPOSED)])
    assert (back.claim, back.review) == (LATE, Review.PROPOSED)
    (rejected,) = apply([LATE], [*decisions, said(Review.REJECTED)])
    assert rejected.review is Review.REJECTED


def test_claims_by_hand() -> None:
    words = span(PUBLIC)
    added = by_hand(
        "wire", TEXT, [words], by="AB", on="2031-03-13", fields={"speaker": {"entity": "rask", "mention": [74, 82]}}
    )
    assert added.claim == claim_id("wire", [words, Span(74, 82)])
    (item,) = apply([], [added])
    assert item.review is Review.ADDED
    assert item.claim.content == (words,)
    assert item.claim.quote_type is QuoteType.DIRECT
    assert item.claim.why == ("added by hand", "act not given: shown as assess")
    assert apply([], [added, replace(added, review=Review.PROPOSED, changes={})]) == ()
    (gone,) = apply([], [added, replace(added, review=Review.REJECTED, changes={})])
    assert gone.review is Review.REJECTED


MISFITS = [
    ([Span(0, len(TEXT) + 5)], {}, "in a text of"),
    ([span("\n")], {}, "a stretch of words"),
    ([], {}, "content"),
    ([span("spring")], {"act": "shout"}, "allowed: demand"),
    ([span("spring")], {"colour": "red"}, "the field 'colour'"),
    ([span("spring")], {"speaker": {"entity": "x", "type": "planet"}}, "planet"),
]


@pytest.mark.parametrize(("content", "fields", "found"), MISFITS)
def test_what_does_not_fit_is_not_decided(content: list[Span], fields: dict[str, object], found: str) -> None:
    with pytest.raises(PourparlerError, match="E143") as caught:
        by_hand("wire", TEXT, content, by="AB", on="2031-03-13", fields=fields)
    assert found in str(caught.value)


def test_decisions_are_checked_against_the_store(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        fill(store)
        held = {item.claim.id: item.claim for item in store.reviewed()}
        texts = {"wire": store.text("wire")}
    assert checked(said(Review.ACCEPTED), held, texts) == said(Review.ACCEPTED)
    for wrong in (
        replace(said(Review.ACCEPTED), claim="wire.0000000"),
        said(Review.CORRECTED, content=[[0, 9999]]),
    ):
        with pytest.raises(PourparlerError, match="E143"):
            checked(wrong, held, texts)


def test_a_claim_by_hand_in_an_unread_source_brings_its_speaker(tmp_path: Path) -> None:
    text = "Раск заявил: «Мы не будем говорить публично»."
    added = by_hand(
        "note", text, [span("«Мы не будем говорить публично»", text)], by="AB", on="2031-03-13",
        fields={"speaker": {"entity": "rask", "name": "Ivo Rask", "type": "person", "party": "varania"}},
    )  # fmt: skip
    with opened(tmp_path) as store:
        fill(store, text, "note.txt", with_claims=False)
        evidence = store.evidence([added])
    assert [item.claim.id for item in evidence.claims] == [added.claim]
    assert (evidence.entities["rask"].name, evidence.entities["rask"].party) == ("Ivo Rask", "varania")
    assert evidence.words(evidence.claims[0].claim) == "«Мы не будем говорить публично»"


def test_a_decision_on_a_vanished_claim_is_reported() -> None:
    decisions = [
        said(Review.ACCEPTED),
        said(Review.ACCEPTED, claim=OPEN),
        by_hand("gone", TEXT, [span("spring")], by="AB", on="2031-03-13"),
    ]
    problems = vanished([OPEN], decisions, ["wire"])
    assert {problem.where for problem in problems} == {LATE.id, decisions[2].claim}
    assert {problem.code for problem in problems} == {"E142"}
    closed = [*decisions, said(Review.REJECTED), replace(decisions[2], review=Review.REJECTED, changes={})]
    assert vanished([OPEN], closed, ["wire"]) == ()
