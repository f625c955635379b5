"""Figures, dates and positions that cannot all stand. All texts are invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pourparler.evidence.claim import Act, Claim, Entity, EntityType, Kind, Meeting, QuoteType, Reading, Span, Speaker
from pourparler.evidence.extraction.cast import cast_of
from pourparler.evidence.extraction.inconsistencies import between, within
from pourparler.evidence.extraction.pipeline import parsed


def kinds(text: str) -> list[str]:
    """Return the kinds of inconsistency inside a text."""
    cast = cast_of(parsed(text))
    return [one.type for one in within(Reading("text", tuple(cast.entities.values())), text, cast)]


AT_ODDS = {
    "stock": (
        "The panel reported that the spawning stock of ling stood at 61,000 tonnes. The panel would revise the figure "
        "of 66,000 tonnes for the spawning stock.",
        "conflicting-figures",
    ),
    "dead": (
        "The army said 31 soldiers had been killed since Sunday. The relief society put the number of dead soldiers on "
        "that side at 58 over the same four days.",
        "conflicting-figures",
    ),
    "corrected": (
        "Egwu said Maravel had offered fifteen in February. His ministry said later that the figure had been sixteen "
        "percent, not fifteen.",
        "conflicting-figures",
    ),
    "day": (
        "They have met since 2 September, the day the guns fell quiet. After the guns fell quiet on 5 September, "
        "nobody left.",
        "conflicting-dates",
    ),
}
RIVALS = {
    "toll": "The army said 17 people were killed. The clinic put the toll at 23.",
    "true-figure": "Rask put the cost at 48 million crowns. According to the union, the true figure is 29 million.",
    "two-voices": (
        "Cassida exported 1.4 million cubic metres to Norland, Vickery noted. Norland customs data show imports of 1.9 "
        "million."
    ),
    "relative": "Norland would furnish 400 trucks by June, a figure its ministry later put at 300.",
}
AT_PEACE = {
    "another-thing": "The army said 17 people were killed. The clinic put its budget at 23 million crowns.",
    "same-toll": "The army said 17 people were killed. The clinic also put the toll at 17.",
    "offers": "Oyarra proposed a catch of 18,000 tonnes. Isle Corran could not accept a catch below 24,000 tonnes.",
    "years": "The ministry counted 300 strikes in 2023. The ministry counted 410 strikes in 2024.",
    "things": "The union represents 2,400 deckhands. The company runs 12 ships and employs 90 engineers.",
    "clock": "08:05 Grenlock opens the talks. 08:31 Grenlock opens the market.",
    "events": "The council met on 5 March. The council voted on 9 March.",
}


@pytest.mark.parametrize(("text", "kind"), AT_ODDS.values(), ids=AT_ODDS.keys())
def test_contradictions_are_found(text: str, kind: str) -> None:
    assert kinds(text) == [kind]


@pytest.mark.parametrize("text", RIVALS.values(), ids=RIVALS.keys())
def test_a_figure_put_in_the_place_of_another_is_found(text: str) -> None:
    assert kinds(text) == ["conflicting-figures"]


@pytest.mark.parametrize("text", AT_PEACE.values(), ids=AT_PEACE.keys())
def test_differences_that_are_no_contradictions_are_left_alone(text: str) -> None:
    assert kinds(text) == []


def claim(source: str, speaker: str, act: Act, text: str) -> Claim:
    """Return a claim on membership that takes in the whole text."""
    return Claim(
        f"{source}.{speaker}", source, Kind.SPEECH, Speaker(speaker, None), None, (Span(0, len(text)),),
        QuoteType.INDIRECT, act, issue="membership",
    )  # fmt: skip


NORLAND = Entity("norland", EntityType.COUNTRY, "Norland", party="norland")
BERG = Entity("berg", EntityType.PERSON, "Anna Berg", party="norland")
HOLT = Entity("holt", EntityType.PERSON, "Ivo Holt", party="norland")
FIRST = "accession of Varania to the alliance"
SECOND = "any accession of Varania to the alliance this year"


def reading(source: str, *claims: Claim, meetings: tuple[Meeting, ...] = ()) -> Reading:
    """Return a reading with the people of Norland."""
    return Reading(source, (NORLAND, BERG, HOLT), claims, meetings)


def test_a_party_that_supported_and_now_opposes_has_shifted() -> None:
    one = reading("a", claim("a", "berg", Act.SUPPORT, FIRST))
    other = reading("b", claim("b", "berg", Act.OPPOSE, SECOND))
    found = between([(one, FIRST, date(2030, 1, 1)), (other, SECOND, date(2030, 2, 1))])
    assert [(found[0].type, found[0].entity, found[0].claims)] == [("position-shift", "norland", ("a.berg", "b.berg"))]
    assert [id_ for id_, _ in found[0].evidence] == ["a", "b"]


def test_two_voices_of_one_party_on_one_day_are_a_tension() -> None:
    one = reading("a", claim("a", "berg", Act.SUPPORT, FIRST))
    other = reading("b", claim("b", "holt", Act.OPPOSE, SECOND))
    found = between([(one, FIRST, date(2030, 1, 1)), (other, SECOND, date(2030, 1, 1))])
    assert [one.type for one in found] == ["same-party-tension"]


@pytest.mark.parametrize(
    "change",
    [{"issue": "ceasefire"}, {"negated": True}, {"condition": Span(0, 3)}, {"act": Act.ASSESS}],
    ids=["another issue", "denied", "conditional", "no stance"],
)
def test_what_does_not_oppose_is_not_reported(change: dict[str, object]) -> None:
    one = reading("a", claim("a", "berg", Act.SUPPORT, FIRST))
    changed = replace(claim("b", "berg", Act.OPPOSE, SECOND), **change)  # type: ignore[arg-type]
    other = reading("b", changed)
    assert between([(one, FIRST, date(2030, 1, 1)), (other, SECOND, date(2030, 2, 1))]) == ()


def test_one_summit_on_two_days_is_a_conflict() -> None:
    def summit(day: str) -> Meeting:
        return Meeting("m1", "Lakes summit", ("norland",), Span(0, 4), "Oderhaven", None, day, "scheduled")

    one, other = reading("a", meetings=(summit("2030-03-05"),)), reading("b", meetings=(summit("2030-03-06"),))
    found = between([(one, "Lakes", None), (other, "Lakes", None)])
    assert [one.type for one in found] == ["conflicting-dates"]
    same = reading("b", meetings=(summit("2030-03-05"),))
    assert between([(one, "Lakes", None), (same, "Lakes", None)]) == ()
