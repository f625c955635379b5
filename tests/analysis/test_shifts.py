"""Shifts of position since a kept brief: each with two dated quotations, and none where nobody said anything new."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pourparler.analysis.positions.shifts import Cause, Shift, shifts
from pourparler.case.model import Case
from pourparler.evidence.claim import Act
from pourparler.evidence.export import claims_jsonl, sources_jsonl
from pourparler.evidence.kept import KeptEvidence, read_kept
from pourparler.evidence.record import Evidence, ReviewedClaim, Standing
from tests.fictional import claim, country, evidence, source

WIRE = "Norland supports the toll. Varania opposes the toll unless it is shared. Lethia is silent."
NOTE = "Varania backs the toll. Norland opposes the toll. Lethia demands the toll. Norland repeats it."
NAMES = ("norland", "varania", "lethia")
YES = claim("wire", WIRE, "Norland supports the toll", "norland", Act.SUPPORT, "toll")
NO = claim("wire", WIRE, "Varania opposes the toll", "varania", Act.OPPOSE, "toll", condition="unless it is shared")
NOW_YES = claim("note", NOTE, "Varania backs the toll", "varania", Act.SUPPORT, "toll")
NOW_NO = claim("note", NOTE, "Norland opposes the toll", "norland", Act.OPPOSE, "toll")
FIRST = claim("note", NOTE, "Lethia demands the toll", "lethia", Act.DEMAND, "toll")
CASE = Case.model_validate({"parties": [{"id": name} for name in NAMES], "issues": [{"id": "toll"}]})


def world(*claims: ReviewedClaim, day: str = "2031-03-14", standing: Standing = Standing.CURRENT) -> Evidence:
    """Return the wire of 12 March and the note of another day, with these claims."""
    found = evidence(
        {"wire": (WIRE, "2031-03-12")}, [one for one in claims if one.claim.source == "wire"], [*map(country, NAMES)]
    )
    later = [one for one in claims if one.claim.source == "note"]
    sources = {"wire": replace(found.sources["wire"], standing=standing)}
    if later:
        sources["note"] = source("note", NOTE, day)
    return replace(found, sources=sources, texts={"wire": WIRE, "note": NOTE}, claims=(*found.claims, *later))


def kept(found: Evidence) -> KeptEvidence:
    """Return the evidence as a brief keeps it."""
    return read_kept(claims_jsonl(found), sources_jsonl(found))


def told(found: tuple[Shift, ...]) -> list[tuple[str, str, str, str]]:
    """Return each shift in short."""
    return [(shift.seat.id, shift.cause.name, shift.then, shift.now) for shift in found]


THEN = world(YES, NO)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        pytest.param(THEN, [], id="nothing was said"),
        pytest.param(
            world(YES, NO, NOW_YES), [("varania", "SHIFTED", "conditional", "supports")], id="one says otherwise"
        ),
        pytest.param(world(YES, NO, NOW_NO), [("norland", "SHIFTED", "supports", "opposes")], id="another one"),
        pytest.param(world(YES, NO, NOW_YES, day="2031-03-10"), [], id="older words do not shift"),
        pytest.param(world(YES, NO, FIRST), [("lethia", "FIRST", "silent", "demands")], id="a first word"),
        pytest.param(world(YES), [("varania", "FELL", "conditional", "silent")], id="a claim rejected"),
        pytest.param(
            world(YES, NO, standing=Standing.RETRACTED),
            [("norland", "FELL", "supports", "silent"), ("varania", "FELL", "conditional", "silent")],
            id="the source retracted",
        ),
        pytest.param(
            world(YES, replace(NO, claim=replace(NO.claim, act=Act.SUPPORT, condition=None))),
            [("varania", "READ", "conditional", "supports")],
            id="a claim corrected",
        ),
        pytest.param(
            world(YES, replace(NO, claim=replace(NO.claim, condition=None))),
            [("varania", "READ", "conditional", "opposes")],
            id="a condition taken out",
        ),
    ],
)
def test_who_stands_elsewhere_and_why(now: Evidence, expected: list[tuple[str, str, str, str]]) -> None:
    assert told(shifts(CASE, kept(THEN), now)) == expected


def test_a_shift_has_two_dated_quotations_one_old_one_new() -> None:
    now = world(YES, NO, NOW_YES)
    (shift,) = shifts(CASE, kept(THEN), now)
    assert shift.old is not None and shift.new is not None
    assert (shift.old.claim.id, shift.old.day) == (NO.claim.id, "2031-03-12")
    assert (shift.new.claim.id, shift.new.day) == (NOW_YES.claim.id, "2031-03-14")
    assert shift.old.words in WIRE and shift.new.words in NOTE  # type: ignore[operator]
    assert (shift.old.mark.id, shift.new.mark.id) == (NO.claim.id, NOW_YES.claim.id)


def test_the_quotation_of_a_mixed_stand_is_the_new_one() -> None:
    (shift,) = shifts(CASE, kept(THEN), world(YES, NO, NOW_NO, day="2031-03-12"))
    assert (shift.then, shift.now) == ("supports", "mixed")
    assert shift.new is not None and shift.new.claim.id == NOW_NO.claim.id


def test_new_words_do_not_explain_what_a_retraction_did() -> None:
    then = world(YES, NOW_NO)
    again = claim("third", "Norland backs the toll.", "Norland backs the toll", "norland", Act.SUPPORT, "toll")
    now = replace(
        then,
        sources={
            "wire": then.sources["wire"],
            "note": replace(then.sources["note"], standing=Standing.RETRACTED),
            "third": source("third", "Norland backs the toll.", "2031-03-11"),
        },
        texts={**then.texts, "third": "Norland backs the toll."},
        claims=(*then.claims, again),
    )
    (shift,) = shifts(CASE, kept(then), now)
    assert (shift.cause, shift.then, shift.now) == (Cause.READ, "opposes", "supports")


def test_a_source_that_is_gone_is_still_quoted_from_what_was_kept() -> None:
    now = evidence({}, [], [*map(country, NAMES)])
    found = shifts(CASE, kept(THEN), now)
    assert told(found) == [("norland", "FELL", "supports", "silent"), ("varania", "FELL", "conditional", "silent")]
    for shift in found:
        assert shift.old is not None and shift.old.words in WIRE  # type: ignore[operator]
        assert shift.old.mark.kind == "method" and shift.new is None


def test_a_rejected_claim_is_marked_by_its_span() -> None:
    (shift,) = shifts(CASE, kept(THEN), world(YES))
    (span,) = NO.claim.content
    assert shift.old is not None and shift.old.mark.id == f"wire:{span.start}-{span.end}"


def test_words_off_the_record_are_not_quoted() -> None:
    now = world(YES, NO, NOW_YES)
    quiet = replace(now, sources={**now.sources, "wire": replace(now.sources["wire"], off_record=True)})
    (shift,) = shifts(CASE, kept(THEN), quiet)
    assert shift.old is not None and shift.old.words is None and shift.new is not None
    assert "unless" not in repr(shift.old.words) and shift.new.words == "Varania backs the toll"


@given(st.permutations(NAMES), st.permutations([YES, NO, NOW_YES, NOW_NO, FIRST]))
def test_order_of_parties_and_claims_moves_nothing(names: list[str], claims: list[ReviewedClaim]) -> None:
    now = replace(world(YES, NO, NOW_YES, NOW_NO, FIRST), claims=tuple(claims))
    turned = CASE.model_copy(update={"parties": tuple(CASE.party(name) for name in names)})
    assert told(shifts(turned, kept(THEN), now)) == [
        ("lethia", "FIRST", "silent", "demands"),
        ("norland", "SHIFTED", "supports", "opposes"),
        ("varania", "SHIFTED", "conditional", "supports"),
    ]
