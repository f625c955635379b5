"""What a draft names: options, parties, figures, whose will it tells."""

from __future__ import annotations

import pytest

from pourparler.analysis.ground import Ground
from pourparler.analysis.saying.draft import About, Draft, Said, options_named
from pourparler.case.issues import Issue
from pourparler.case.model import Case
from pourparler.evidence.record import Evidence

CASE = Case.model_validate(
    {
        "parties": [
            {"id": "norland", "name": "Norland", "also": ["Norlander"]},
            {"id": "varania", "name": "Varania", "also": ["Varanian Republic"]},
            {"id": "ostmere", "name": "Ostmere"},
        ],
        "issues": [
            {
                "id": "door",
                "name": "Admission",
                "terms": ["application", "admission"],
                "options": [
                    {"id": "withdrawn", "name": "The application is withdrawn"},
                    {"id": "paused", "name": "The procedure rests for five years, with a date for review"},
                    {"id": "at-once", "name": "An invitation at once"},
                ],
            },
            {
                "id": "watch",
                "name": "Monitoring",
                "terms": ["monitors"],
                "options": [
                    {"id": "observers", "name": "Unarmed observers"},
                    {"id": "force", "name": "A Norlander force"},
                ],
            },
        ],
    }
)


def about(words: str, speaker: str = "norland") -> About:
    said = Said(words, None)
    return About(Ground(CASE, Evidence({}, {})), Draft(speaker, speaker, (said,), "draft"), said)


# The sentence, and the options a careful reader would say it names. Where the issue is not named otherwise, one word
# of an option is not enough.
NAMED = [
    ("We could live with a pause of five years.", {"door": ("paused",)}),
    ("The application will not be withdrawn.", {"door": ("withdrawn",)}),
    ("Nothing at once.", {"door": ("at-once",)}),
    ("We want monitors.", {"watch": ()}),
    ("We want monitors, unarmed ones.", {"watch": ("observers",)}),
    ("Observers of the sky see stars.", {}),
    ("Five people came.", {}),
    ("We thank the Norlander press.", {}),
    ("We thank our hosts.", {}),
]


@pytest.mark.parametrize(("words", "named"), NAMED)
def test_options_named(words: str, named: dict[str, tuple[str, ...]]) -> None:
    assert about(words).options == named


def test_reordering_options_and_issues_changes_nothing() -> None:
    turned = CASE.model_copy(
        update={"issues": tuple(one.model_copy(update={"options": one.options[::-1]}) for one in CASE.issues[::-1])}
    )
    for words, named in NAMED:
        said = Said(words, None)
        found = About(Ground(turned, Evidence({}, {})), Draft("norland", "Norland", (said,), "draft"), said).options
        assert found == named


@pytest.mark.parametrize(
    ("words", "speaker", "whose"),
    [
        ("We could live with a pause.", "norland", "norland"),
        ("Varania could live with a pause.", "norland", "varania"),
        ("The Varanian Republic will give in.", "norland", "varania"),
        ("We know that Varania could live with a pause.", "norland", "norland"),
        ("Ostmere's patience is at an end.", "varania", "ostmere"),
        ("Peace is dear to all.", "varania", "varania"),
    ],
)
def test_whose_will_it_tells(words: str, speaker: str, whose: str) -> None:
    assert about(words, speaker).about == whose


def test_parties_are_those_named_and_the_speaker() -> None:
    assert about("Varania could live with a pause.").parties == ("norland", "varania")
    assert about("Norlanders are patient.", "ostmere").parties == ("ostmere",)


@pytest.mark.parametrize(
    ("words", "figures"),
    [("We can pay 1,500 and 12.5 of it now.", {1500.0, 12.5}), ("In 4 weeks.", set()), ("By 90 or 2.5", {90.0, 2.5})],
)
def test_figures_of_two_digits_or_more(words: str, figures: set[float]) -> None:
    assert about(words).figures == figures


@pytest.mark.parametrize(
    ("words", "spoken"),
    [
        ("Without an agreement we go on.", True),
        ("We can wait.", True),
        ("No deal is better than this.", True),
        ("We could settle for less.", True),
        ("We agree.", False),
    ],
)
def test_words_about_having_no_agreement(words: str, spoken: bool) -> None:
    assert about(words).of_no_deal is spoken


def test_an_issue_without_options_names_none() -> None:
    assert options_named(Issue(id="door"), "The door stays open.", 1) == ()
