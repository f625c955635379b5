"""Signatures from the nearest judged block, audiences never wider than what they stand in."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pourparler.case.audience import as_seen_by, visible
from pourparler.case.judgement import Audience, Judgement
from pourparler.case.load import load_text
from pourparler.case.ranges import Range

BLOCKS = """\
judged: {by: AB, dated: 2026-09-01, why: desk, confidence: low}
parties:
  - id: a
    judged: {why: their press, because: s1-1}
    no_deal: 30
    fears:
      - {value: one, confidence: high}
      - {value: two, by: CD}
      - {value: three, by: AB, why: own reason}
      - {value: four, by: CD, dated: 2026-09-02, why: saw it}
  - {id: b, no_deal: 30}
  - {id: c, judged: {by: EF}, no_deal: 30}
"""
DESK, PRESS = ("AB", 1, "desk"), ("AB", 1, "their press")
SIGNATURES = [
    pytest.param("parties.a.no_deal.value", *PRESS, ("s1-1",), "low", True, id="field by field, nearest first"),
    pytest.param("parties.a.fears.1", *PRESS, ("s1-1",), "high", True, id="what is typed wins"),
    pytest.param("parties.a.fears.2", "CD", None, None, (), None, False, id="another person takes nothing over"),
    pytest.param("parties.a.fears.3", "AB", 1, "own reason", ("s1-1",), "low", True, id="the same person does"),
    pytest.param("parties.a.fears.4", "CD", 2, "saw it", (), None, True, id="signed by another in full"),
    pytest.param("parties.b.no_deal.value", *DESK, (), "low", True, id="the block of the case"),
    pytest.param("parties.c.no_deal.value", "EF", None, None, (), None, False, id="a block of another person"),
]


def judgement(text: str, path: str) -> Judgement[Range] | Judgement[str]:
    from pourparler.case.paths import judgements

    return dict(judgements(load_text(text).case))[path]


@pytest.mark.parametrize(("path", "by", "day", "why", "because", "confidence", "signed"), SIGNATURES)
def test_signatures_come_from_the_nearest_block(
    path: str, by: str, day: int | None, why: str | None, because: tuple[str, ...], confidence: str | None, signed: bool
) -> None:
    found = judgement(BLOCKS, path)
    dated = datetime.date(2026, 9, day) if day else None
    assert (found.by, found.dated, found.why, found.because, found.confidence) == (by, dated, why, because, confidence)
    assert found.signed is signed


AUDIENCES = [
    pytest.param("{id: a, no_deal: 3}", "own", (), id="own unless said otherwise"),
    pytest.param("{id: a, visibility: public, no_deal: 3}", "own", (), id="a public entry does not publish its values"),
    pytest.param(
        "{id: a, visibility: public, no_deal: {value: 3, visibility: public}}", "public", (), id="both public"
    ),
    pytest.param("{id: a, no_deal: {value: 3, visibility: public}}", "own", (), id="never wider than the entry"),
    pytest.param(
        "{id: a, visibility: public, judged: {visibility: shared}, no_deal: 3}", "shared", (), id="from the block"
    ),
    pytest.param(
        "{id: a, judged: {visibility: shared}, no_deal: 3}", "shared", (), id="the block serves its entry too"
    ),
    pytest.param(
        "{id: a, visibility: {shared: [a, b]}, judged: {visibility: public}, no_deal: 3}",
        "shared",
        ("a", "b"),
        id="capped to the receivers",
    ),
    pytest.param(
        "{id: a, visibility: {shared: [a, b]}, no_deal: {value: 3, visibility: {shared: [b]}}}",
        "shared",
        ("b",),
        id="fewer receivers",
    ),
    pytest.param(
        "{id: a, visibility: {shared: a}, no_deal: {value: 3, visibility: {shared: b}}}",
        "own",
        (),
        id="no receiver in common",
    ),
]


@pytest.mark.parametrize(("party", "level", "receivers"), AUDIENCES)
def test_audiences_are_never_wider_than_what_they_stand_in(party: str, level: str, receivers: tuple[str, ...]) -> None:
    found = judgement(f"parties: [{party}, {{id: b}}]\n", "parties.a.no_deal.value")
    assert found.visibility is not None
    assert (found.visibility.level, found.visibility.receivers) == (level, receivers)


def test_the_header_caps_the_entries_only_where_it_is_typed() -> None:
    open_case = load_text("parties: [{id: a, visibility: public}]").case
    closed = load_text("visibility: own\nparties: [{id: a, visibility: public}]").case
    levels = [
        (case.visibility.level, case.parties[0].visibility.level)
        for case in (open_case, closed)
        if case.visibility and case.parties[0].visibility
    ]
    assert levels == [("own", "public"), ("own", "own")]


receivers = st.lists(st.sampled_from(["a", "b", "c"]), unique=True).map(tuple)
audiences = st.one_of(
    st.sampled_from([Audience(level="own"), Audience(level="public")]),
    receivers.map(lambda who: Audience(level="shared", receivers=who)),
)
readers = st.sampled_from(["a", "b", "c", "d", "shared", "public"])


@given(audiences, audiences, readers)
def test_whoever_sees_the_narrowed_audience_is_in_both(child: Audience, parent: Audience, reader: str) -> None:
    if visible(child.narrowed(parent), reader):
        assert visible(child, reader)
        assert visible(parent, reader)


@given(audiences, readers)
def test_a_reader_stays_in_the_audience_as_told_to_them(audience: Audience, reader: str) -> None:
    told = as_seen_by(audience, reader)
    if visible(audience, reader):
        assert visible(told, reader)
        assert told is not None
        assert set(told.receivers) <= {reader}
