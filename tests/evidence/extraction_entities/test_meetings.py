"""Meetings: who, where, when, and what is no meeting."""

from __future__ import annotations

from datetime import date

import pytest

from pourparler.evidence.claim import Meeting
from pourparler.evidence.extraction.cast import cast_of
from pourparler.evidence.extraction.meetings import meetings
from pourparler.evidence.extraction.pipeline import parsed

DAY = date(2026, 2, 4)  # a Wednesday


def found(text: str) -> tuple[Meeting, ...]:
    """Return the meetings of a text written on ``DAY``."""
    doc = parsed(text)
    return meetings(doc, cast_of(doc), DAY)


def test_a_summit_has_place_day_and_status() -> None:
    text = "Norland prime minister Anna Berg is scheduled to take part in a Lakes summit in Oderhaven on Thursday."
    (summit,) = found(text)
    assert (summit.where, summit.date, summit.status) == ("Oderhaven", "2026-02-05", "scheduled")
    assert "anna-berg" in summit.participants
    assert summit.when_expr is not None
    assert summit.when_expr.of(text) == "Thursday"
    assert "summit" in summit.evidence.of(text)


def test_delegations_from_both_countries_are_the_two_countries() -> None:
    text = (
        "Talvora’s president and Kelmar’s president agreed. Delegations from both countries are due to meet in Geneva "
        "on Feb 9."
    )
    (meeting,) = found(text)
    assert set(meeting.participants) == {"talvora", "kelmar"}
    assert (meeting.where, meeting.date, meeting.status) == ("Geneva", "2026-02-09", "scheduled")


def test_a_meeting_told_twice_is_one() -> None:
    text = (
        "Anna Berg met Ivo Rask in Oderhaven on Tuesday. The meeting in Oderhaven between Anna Berg and Ivo Rask "
        "lasted an hour."
    )
    assert len({meeting.where for meeting in found(text)}) == 1


def test_a_group_that_meets_without_a_date_meets_on_the_day_that_introduced_it() -> None:
    text = (
        "Anna Berg will ask a handful of ministers on Thursday what they can spare. The ministers dine with Norland "
        "envoy Ivo Rask in Oderhaven."
    )
    (dinner,) = found(text)
    assert (dinner.what, dinner.date) == ("dinner", "2026-02-05")


def test_the_day_of_a_group_is_not_taken_where_two_are_named() -> None:
    text = (
        "Anna Berg asked some ministers on Monday and on Thursday what they can spare. The ministers dine with Norland "
        "envoy Ivo Rask in Oderhaven."
    )
    assert [meeting.date for meeting in found(text)] == [None]


def test_the_two_presidents_are_the_two_named_presidents() -> None:
    text = (
        "President Anna Berg of Norland thanked President Ivo Rask of Kelmar and spoke of the President of Dornia. "
        "The two Presidents meet again in Oderhaven on 12 February."
    )
    meeting = found(text)[-1]
    assert (set(meeting.participants), meeting.date) == ({"anna-berg", "ivo-rask"}, "2026-02-12")


HELD: dict[str, tuple[str, tuple[str, ...], str | None]] = {
    "two": ("Mr Anton Berg and Ms Ada Rask will meet beforehand at the ministry.", ("ada-rask", "anton-berg"), None),
    "both-sides": (
        "Labour Minister Ada Rask is due to meet both sides on Monday in the capital.", ("ada-rask",), "2026-02-09",
    ),
    "fronted": (
        "Following a bilateral meeting with Ivo Rask, Norland’s Chancellor Anton Berg affirmed that aid would come.",
        ("anton-berg", "ivo-rask"), None,
    ),
    "resumes": ("Talks are due to resume in Norland’s capital, Oderhaven, on Tuesday.", (), "2026-02-10"),
    "session": ("The Marine Board’s next session is set for 7 July.", ("marine-board",), "2026-07-07"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "who", "day"), HELD.values(), ids=HELD.keys())
def test_a_meeting_is_found_with_who_and_when(text: str, who: tuple[str, ...], day: str | None) -> None:
    (meeting,) = found(text)
    assert (tuple(sorted(meeting.participants)), meeting.date) == (who, day)


def test_those_called_to_a_session_will_meet_there() -> None:
    text = (
        "Labour Mediation Service director Judith Orme appealed to both sides. She has called the two negotiating "
        "teams to a closed session in the old customs house at 10 a.m. on Friday. The Guild is not on the list."
    )
    (session,) = found(text)
    assert (session.what, session.where) == ("closed session", "old customs house")
    assert (session.date, session.status) == ("2026-02-06", "scheduled")


NONE = {
    "called-for": "Anna Berg called for direct talks with Ivo Rask on Friday.",
    "hypothetical": "Any future meeting could help, said Anna Berg.",
    "target": "Norland will meet the emissions target on Friday.",
    "endorsement": "Anna Berg received the endorsement of the Harbour Workers’ Union.",
    "general": "Peace talks are never easy.",
    "doubt": "Anna Berg might meet Ivo Rask.",
}


@pytest.mark.parametrize("text", NONE.values(), ids=NONE.keys())
def test_what_is_no_meeting_is_not_listed(text: str) -> None:
    assert found(text) == ()
