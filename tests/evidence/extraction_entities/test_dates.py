"""What a reporter's words for a day mean."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pourparler.evidence.claim import Span
from pourparler.evidence.extraction.date_expressions import find_expressions
from pourparler.evidence.extraction.dates import resolve

# 18 December 2024 was a Wednesday; every expected day was read off a calendar by hand.
WEDNESDAY = date(2024, 12, 18)
CASES = (
    ("Wednesday", "2024-12-18"),
    ("on Thursday", "2024-12-12"),
    ("last Wednesday", "2024-12-11"),
    ("next Wednesday", "2024-12-25"),
    ("this Friday", "2024-12-20"),
    ("by Friday", "2024-12-20"),
    ("tomorrow", "2024-12-19"),
    ("earlier on Monday", "2024-12-16"),
    ("Wednesday night", "2024-12-18"),
    ("10 a.m. on Tuesday", "2024-12-17"),
    ("by the end of the month", "2024-12-31"),
    ("end of next month", "2025-01-31"),
    ("by the end of next week", "2024-12-29"),
    ("within 30 days", "2024-12-18/2025-01-17"),
    ("within 48 hours", "2024-12-18/2024-12-20"),
    ("in three weeks", "2025-01-08"),
    ("two weeks ago", "2024-12-04"),
    ("in early February", "2025-02-01/2025-02-09"),
    ("mid-June", "2025-06-11/2025-06-20"),
    ("5-7 March", "2025-03-05/2025-03-07"),
    ("March 5–7, 2025", "2025-03-05/2025-03-07"),
    ("28 February to 2 March", "2025-02-28/2025-03-02"),
    ("Q3 2026", "2026-07-01/2026-09-30"),
    ("the first half of 2026", "2026-01-01/2026-06-30"),
    ("last week", "2024-12-09/2024-12-15"),
    ("earlier this week", "2024-12-16/2024-12-18"),
    ("later this month", "2024-12-18/2024-12-31"),
    ("on the eve of Wednesday’s summit", "2024-12-17"),
    ("since March", "2024-03-01/2024-03-31"),
    ("by March", "2025-03-01/2025-03-31"),
    ("31 February 2024", None),
    ("earlier", None),
    ("in the coming weeks", None),
)


@pytest.mark.parametrize(("words", "meant"), CASES, ids=[case[0] for case in CASES])
def test_expressions_mean_what_a_reader_takes_them_to_mean(words: str, meant: str | None) -> None:
    assert resolve(words, document_date=WEDNESDAY) == meant


def test_a_clause_about_the_future_looks_ahead() -> None:
    assert resolve("Thursday", document_date=WEDNESDAY, future=True) == "2024-12-19"


def test_the_following_day_counts_from_its_anchor() -> None:
    assert resolve("the following day", document_date=WEDNESDAY, anchor=date(2025, 1, 10)) == "2025-01-11"
    assert resolve("the following day", document_date=WEDNESDAY) is None


def test_without_a_document_date_only_a_full_date_resolves() -> None:
    assert resolve("Wednesday", document_date=None) is None
    assert resolve("5 March", document_date=None) is None
    assert resolve("5 March 2025", document_date=None) == "2025-03-05"


@given(
    st.dates(date(1990, 1, 1), date(2090, 1, 1)),
    st.sampled_from(["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]),
)
def test_a_weekday_is_within_the_week_before_or_after(today: date, weekday: str) -> None:
    past = date.fromisoformat(resolve(weekday, document_date=today) or "")
    ahead = date.fromisoformat(resolve(weekday, document_date=today, future=True) or "")
    assert past.strftime("%A") == ahead.strftime("%A") == weekday
    assert timedelta(0) <= today - past < timedelta(7)
    assert timedelta(0) <= ahead - today < timedelta(7)


@given(st.text(max_size=40))
def test_no_words_break_the_resolver(words: str) -> None:
    found = resolve(words, document_date=WEDNESDAY)
    assert found is None or all(date.fromisoformat(part) for part in found.split("/"))


def test_expressions_are_found_and_modal_may_is_not() -> None:
    text = "They may march on Friday, within 30 days, or on 5 May; no later than Q3 2026, Mondays aside."
    found = [span.of(text) for span in find_expressions(text, Span(0, len(text)))]
    assert found == ["Friday", "within 30 days", "5 May", "Q3 2026"]
