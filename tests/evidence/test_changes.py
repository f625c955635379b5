"""What moved in the evidence since a brief was kept, read back from the lines that were kept with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pourparler.core.errors import PourparlerError
from pourparler.core.grades import Visibility
from pourparler.evidence.changes import EvidenceChanges, evidence_changes
from pourparler.evidence.claim import Act, Claim, Meeting, Review
from pourparler.evidence.export import claims_jsonl, sources_jsonl
from pourparler.evidence.kept import KeptEvidence, read_kept
from pourparler.evidence.record import Decision, Evidence, ReviewedClaim, Standing
from tests.evidence.store.given import LENGTH, claims, fill, opened
from tests.fictional import claim, country, evidence, source, span

WIRE = "Norland will strike, its union said. Varania opposes the toll. Talks begin in Oderhaven on 20 March."
LATER = "Varania now accepts the toll, its minister said. Talks begin in Oderhaven on 20 March. Rask flies home."
STRIKE = claim("wire", WIRE, "Norland will strike", "norland", Act.THREATEN, "pay")
TOLL = claim("wire", WIRE, "Varania opposes the toll", "varania", Act.OPPOSE, "toll")
TALKS = Meeting("m1", "talks", ("norland", "varania"), span(WIRE, "Talks begin"), "Oderhaven", date="2031-03-20")
UNDATED = replace(TALKS, evidence=span(WIRE, "on 20 March"), date=None)


def world() -> Evidence:
    """One source, two claims, one meeting."""
    return evidence(
        {"wire": (WIRE, "2031-03-12")}, [STRIKE, TOLL], [country("norland"), country("varania")], [("wire", TALKS)]
    )


def kept(found: Evidence) -> KeptEvidence:
    """Return the evidence as it would be read back from a kept brief."""
    return read_kept(claims_jsonl(found), sources_jsonl(found))


def moved(now: Evidence, **told: object) -> EvidenceChanges:
    """Return what moved from the first state of the world."""
    return evidence_changes(kept(world()), now, **told)  # type: ignore[arg-type]


def parts(changes: EvidenceChanges) -> list[str]:
    """Return the names of the parts that are not empty."""
    return [name for name in EvidenceChanges.__dataclass_fields__ if getattr(changes, name)]


def test_nothing_moved() -> None:
    assert not moved(world())
    assert parts(moved(world())) == []


def _with(now: Evidence, *claims_: ReviewedClaim) -> Evidence:
    return replace(now, claims=claims_)


def _source(now: Evidence, **fields: object) -> Evidence:
    return replace(now, sources={**now.sources, "wire": replace(now.sources["wire"], **fields)})  # type: ignore[arg-type]


def _added(now: Evidence) -> Evidence:
    said = claim("note", LATER, "Varania now accepts the toll", "varania", Act.SUPPORT, "toll")
    return replace(
        now,
        sources={**now.sources, "note": source("note", LATER, "2031-03-14")},
        texts={**now.texts, "note": LATER},
        claims=(*now.claims, said),
    )


CHANGES: list[tuple[str, Callable[[Evidence], Evidence], list[str]]] = [
    ("a new source with its claim", _added, ["new_sources"]),
    ("a source retracted", lambda now: _source(now, standing=Standing.RETRACTED), ["fallen"]),
    ("a source superseded", lambda now: _source(now, standing=Standing.SUPERSEDED, superseded_by="b"), ["fallen"]),
    ("a source dated otherwise", lambda now: _source(now, date="2031-03-11"), ["marked"]),
    ("a source made public", lambda now: _source(now, visibility=Visibility.PUBLIC), ["marked"]),
    ("a claim gone", lambda now: _with(now, TOLL), ["gone"]),
    ("a claim accepted", lambda now: _with(now, replace(STRIKE, review=Review.ACCEPTED, by="AB"), TOLL), ["altered"]),
    (
        "a claim read otherwise",
        lambda now: _with(now, STRIKE, replace(TOLL, claim=replace(TOLL.claim, act=Act.DEMAND))),
        ["altered"],
    ),
    (
        "a claim added by hand",
        lambda now: _with(now, STRIKE, TOLL, claim("wire", WIRE, "Talks begin", None, Act.PLAN)),
        ["new_claims"],
    ),
    (
        "a meeting held",
        lambda now: replace(now, meetings=(("wire", replace(TALKS, status="held")),)),
        ["meetings"],
    ),
    (
        "another meeting",
        lambda now: replace(now, meetings=(*now.meetings, ("wire", UNDATED))),
        ["meetings"],
    ),
]


@pytest.mark.parametrize(("what", "change", "expected"), CHANGES, ids=[what for what, _, _ in CHANGES])
def test_one_change_shows_in_one_place(what: str, change: Callable[[Evidence], Evidence], expected: list[str]) -> None:
    assert parts(moved(change(world()))) == expected


def test_order_of_what_is_stored_is_no_change() -> None:
    found = _added(world())
    sources = dict(list(found.sources.items())[::-1])
    entities = dict(list(found.entities.items())[::-1])
    turned = replace(found, sources=sources, claims=found.claims[::-1], entities=entities)
    assert not evidence_changes(kept(found), turned)


def test_what_rested_on_a_retracted_source_and_what_still_does() -> None:
    now = _source(world(), standing=Standing.RETRACTED)
    then = (
        (TOLL.claim.id, "views.varania.toll.position"),
        (STRIKE.claim.id, "views.norland.pay.position"),
        ("x.1", "y"),
    )
    (fallen,) = moved(now, cited_then=then, cited_now=then[:1]).fallen
    assert (fallen.source.id, fallen.why) == ("wire", "retracted")
    assert set(fallen.claims) == {TOLL.claim.id, STRIKE.claim.id}
    assert fallen.rested == ("views.norland.pay.position", "views.varania.toll.position")
    assert fallen.rests == ("views.varania.toll.position",)


def test_a_source_taken_back_into_use() -> None:
    was = _source(world(), standing=Standing.RETRACTED)
    (back,) = evidence_changes(kept(was), world()).restored
    assert back.id == "wire"


@pytest.mark.parametrize("replaced", [False, True], ids=["removed", "another text under the same id"])
def test_a_source_that_is_gone_keeps_its_words(replaced: bool) -> None:
    now = evidence({"wire": (LATER, "2031-03-12")} if replaced else {})
    before = kept(world())
    changes = evidence_changes(before, now)
    assert [(one.source.id, one.why, len(one.claims)) for one in changes.fallen] == [("wire", "removed", 2)]
    assert [one.source.id for one in changes.new_sources] == (["wire"] if replaced else [])
    assert before.words[TOLL.claim.id] == "Varania opposes the toll"
    assert not changes.gone and not changes.altered


def test_who_rejected_a_claim_is_said() -> None:
    now = _with(world(), TOLL)
    rejected = Decision(STRIKE.claim.id, Review.REJECTED, "AB", "2031-03-13", note="not said so")
    (gone,) = moved(now, decisions=[rejected]).gone
    assert (gone.reviewed.claim, gone.why) == (STRIKE.claim, "rejected by AB, 2031-03-13: not said so")
    taken_back = Decision(STRIKE.claim.id, Review.PROPOSED, "AB", "2031-03-14")
    (gone,) = moved(now, decisions=[rejected, taken_back]).gone
    assert gone.why == "no longer found in its source"


def test_a_correction_says_what_was_and_what_is() -> None:
    corrected = replace(TOLL.claim, act=Act.SUPPORT, content=(span(WIRE, "the toll"),))
    now = _with(world(), STRIKE, ReviewedClaim(corrected, Review.CORRECTED, "CD", "2031-03-13"))
    (altered,) = moved(now).altered
    assert (altered.before, altered.reviewed.review) == (Review.PROPOSED, Review.CORRECTED)
    assert altered.fields == (("act", "oppose", "support"), ("words", "Varania opposes the toll", "the toll"))


def test_a_further_source_that_tells_of_the_same_meeting_is_no_news() -> None:
    now = _added(world())
    again = replace(TALKS, id="m9", evidence=span(LATER, "Talks begin"))
    other = replace(TALKS, id="m8", evidence=span(LATER, "Rask flies"), participants=("norland",))
    told = replace(now, meetings=(*now.meetings, ("note", again), ("note", other)))
    assert [one.meeting.id for one in moved(told).meetings] == ["m8"]


def test_words_off_the_record_are_not_kept() -> None:
    quiet = _source(world(), off_record=True)
    lines = claims_jsonl(quiet) + sources_jsonl(quiet)
    assert "toll" not in lines.replace('"issue": "toll"', "") and "Oderhaven" not in lines
    before = read_kept(claims_jsonl(quiet), sources_jsonl(quiet))
    assert before.words == {} and not before.fragments["wire"].strip()
    assert not evidence_changes(before, quiet)
    (altered,) = evidence_changes(
        before, _with(quiet, STRIKE, replace(TOLL, claim=replace(TOLL.claim, content=(span(WIRE, "the toll"),))))
    ).altered
    assert altered.fields == (("words", None, None),)


def test_the_lines_of_sources_are_the_same_each_time(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        fill(store)
        found = store.evidence()
    assert sources_jsonl(found) == sources_jsonl(found)
    assert kept(found).sources == dict(found.sources)
    assert kept(found).meetings == found.meetings


@settings(max_examples=60)
@given(st.lists(claims, max_size=3, unique_by=lambda one: one.id))
def test_claims_come_back_as_they_were_kept(said: list[Claim]) -> None:
    text = "abcd " * (LENGTH // 5)
    reviewed = tuple(ReviewedClaim(one, Review.ACCEPTED, "AB", "2031-03-13") for one in said)
    found = replace(evidence({"wire": (text, "2031-03-12")}), claims=reviewed)
    before = kept(found)
    assert list(before.claims.values()) == list(found.claims)
    for one in said:
        assert all(before.fragments["wire"][part.start : part.end] == part.of(text) for part in one.content)
    assert not evidence_changes(before, found)


@settings(max_examples=40)
@given(st.permutations(range(4)), st.sets(st.integers(0, 3)), st.sets(st.integers(0, 3)))
def test_what_is_new_one_way_is_gone_the_other_way(order: list[int], one: set[int], two: set[int]) -> None:
    words = ["Norland", "strike", "Varania", "toll"]
    said = [claim("wire", WIRE, words[place], "norland", Act.PLAN) for place in order]
    first, second = (_with(world(), *(said[place] for place in sorted(part))) for part in (one, two))
    there, back = evidence_changes(kept(first), second), evidence_changes(kept(second), first)
    assert set(there.new_claims) == {gone.reviewed.claim.id for gone in back.gone}
    assert set(back.new_claims) == {gone.reviewed.claim.id for gone in there.gone}
    assert bool(there) == bool(back) == (one != two)


BAD = ["{", "[]", '{"id": "x"}', '{"source": 3, "meetings": []}', '{"source": {"id": 3}, "meetings": []}']


@pytest.mark.parametrize("line", BAD)
@pytest.mark.parametrize("file", ["claims", "sources"])
def test_a_damaged_line_is_named(line: str, file: str) -> None:
    lines = {"claims": "", "sources": sources_jsonl(world())}
    number = len(lines[file].splitlines()) + 1
    lines[file] += line + "\n"
    with pytest.raises(PourparlerError, match=rf"briefs/x/{file}\.jsonl:{number}.*E171"):
        read_kept(lines["claims"], lines["sources"], "briefs/x/")
