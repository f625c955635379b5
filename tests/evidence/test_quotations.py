"""Quotations are checked each time: text, span, standing, and the originals in their folder."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest

from pourparler.evidence.claim import Span
from pourparler.evidence.quotations import check_originals, verify
from pourparler.evidence.record import Evidence, ReviewedClaim, Standing
from tests.evidence.store.given import TEXT, claim, fill, opened, reading

LATE, PUBLIC = reading().claims


@pytest.fixture
def evidence(tmp_path: Path) -> Evidence:
    with opened(tmp_path) as store:
        fill(store)
        return store.evidence()


def with_claim(evidence: Evidence, span: Span) -> Evidence:
    """Return the evidence with one claim whose content lies there."""
    return replace(evidence, claims=(ReviewedClaim(claim("Talks", content=(span,))),))


def test_all_is_well(evidence: Evidence) -> None:
    assert verify(evidence, [LATE.id, PUBLIC.id]) == ()


def test_a_changed_text_is_one_fault(evidence: Evidence) -> None:
    for text in (TEXT.replace("not", "now", 1), TEXT[:-1], ""):
        (problem,) = verify(replace(evidence, texts={"wire": text}))
        assert (problem.code, problem.where) == ("E151", "wire")


@pytest.mark.parametrize(
    "span", [Span(0, len(TEXT) + 1), Span(9, 9), Span(20, 10), Span(-4, 3), Span(len(TEXT) - 1, len(TEXT))]
)
def test_a_span_outside(evidence: Evidence, span: Span) -> None:
    (problem,) = verify(with_claim(evidence, span))
    assert problem.code == "E152"


def test_a_span_in_a_source_that_is_not_stored(evidence: Evidence) -> None:
    odd = replace(evidence.inconsistencies[0], evidence=(("gone", Span(0, 3)),))
    (problem,) = verify(replace(evidence, inconsistencies=(odd,)))
    assert (problem.code, problem.where) == ("E152", "inconsistency i1")


def test_what_may_not_be_quoted(evidence: Evidence) -> None:
    (source,) = evidence.sources.values()
    secret = replace(evidence, sources={"wire": replace(source, off_record=True)})
    assert [problem.code for problem in verify(secret, [LATE.id])] == ["E153"]
    assert verify(secret) == ()
    retracted = replace(evidence, sources={"wire": replace(source, standing=Standing.RETRACTED)})
    assert [problem.code for problem in verify(retracted, [LATE.id])] == ["E157"]
    assert [problem.code for problem in verify(evidence, ["wire.0000000"])] == ["E156"]


def test_five_thousand_quotations_take_less_than_two_seconds(evidence: Evidence) -> None:
    many = tuple(ReviewedClaim(replace(LATE, id=f"wire.{number}")) for number in range(5000))
    before = time.perf_counter()
    assert verify(replace(evidence, claims=many), [item.claim.id for item in many]) == ()
    assert time.perf_counter() - before < 2


def test_originals(tmp_path: Path) -> None:
    folder = tmp_path / "sources"
    folder.mkdir()
    original = folder / "wire.txt"
    newer = "Talks will begin in spring after all, Rask said."
    with opened(tmp_path) as store:
        fill(store)
        original.write_bytes(TEXT.encode())
        assert check_originals(store.sources(), folder) == ()
        original.write_bytes(newer.encode())
        assert [problem.code for problem in check_originals(store.sources(), folder)] == ["E154"]
        # Read again, the successor explains the file that changed.
        fill(store, newer)
        assert check_originals(store.sources(), folder) == ()
        original.unlink()
        assert {problem.code for problem in check_originals(store.sources(), folder)} == {"E155"}
