"""Acts read off the wording, and what denial does to them."""

from __future__ import annotations

import pytest

from pourparler.evidence.claim import Act
from pourparler.evidence.extraction.acts import act_of_words, denied

REPORTED = [
    ("threat", "that the union would shut the mills if wages fell", Act.THREATEN),
    ("harm-now", "If there is no offer by Friday, the buses stop", Act.THREATEN),
    ("offer", "they were ready to release the prisoners", Act.OFFER),
    ("conditional", "it would raise the quota if the trawlers left", Act.OFFER),
    ("plan", "that she would meet the council on Friday", Act.PLAN),
    ("commit", "he would pay for the bridge", Act.COMMIT),
    ("refusal", "it would never accept the border", Act.OPPOSE),
    ("condemned", "the draft was unacceptable", Act.OPPOSE),
    ("demand", "the troops must leave", Act.DEMAND),
    ("appeal", "both sides should wait", Act.APPEAL),
    ("support", "she welcomed the step and he supports it", Act.SUPPORT),
    ("assess", "that the flats had been empty for a year", Act.ASSESS),
    ("unless", "that she would hand back the mandate unless all five asked her to go on", Act.THREATEN),
    ("resign", "that she will resign if he is appointed", Act.THREATEN),
    ("spares", "she would not impose a settlement", Act.COMMIT),
    ("no-respect", "that its members would not respect any total below 9,000 tonnes", Act.THREATEN),
    ("it-costs", "that it would cost each man ninety crowns a month", Act.ASSESS),
    ("she-had-been", "she’d been told by her skipper to take the money", Act.ASSESS),
    ("only-after", "that the crossing would be reopened only after the surcharge was gone", Act.DEMAND),
    ("furious", "to be furious that the post was offered to anyone else", Act.OPPOSE),
    ("not-good", "that this was not a good deal", Act.OPPOSE),
    ("bad-if", "it would open the store to its members if the cheque did not come by May", Act.THREATEN),
    ("good-if", "it would open the store to its members if the cheque came by May", Act.OFFER),
    ("once", "it would suspend the march once repairs began", Act.OFFER),
    ("will-back", "her government would back the resolution", Act.SUPPORT),
    ("will-not-block", "she would not stand in the way of a deal", Act.SUPPORT),
    ("should-have", "the minister should have told parliament", Act.OPPOSE),
    ("no-layoffs", "there would be no redundancies", Act.COMMIT),
    ("no-choice", "the league would have no choice but to close the port", Act.THREATEN),
    ("high-time", "it was high time the owners published the accounts", Act.DEMAND),
    ("had-not-to", "he did not have to stand next to a furnace", Act.ASSESS),
]


@pytest.mark.parametrize(("words", "act"), [pytest.param(w, a, id=i) for i, w, a in REPORTED])
def test_reported_words(words: str, act: Act) -> None:
    reading = act_of_words(words)
    assert reading.act is act
    assert act not in reading.also
    assert reading.why


def test_would_in_the_speakers_own_words_announces_nothing() -> None:
    assert act_of_words("I would not buy paper yet", direct=True).act is Act.ASSESS
    # "We will not X" refuses: so the annotated articles have it, except where X is a harm ("will not bring in others").
    assert act_of_words("We will not buy paper yet", direct=True).act is Act.OPPOSE
    assert act_of_words("We will not bring in a single agency baker", direct=True).act is Act.COMMIT


@pytest.mark.parametrize("words", ["who is right", "something I would buy a dress for", "I should like tea"])
def test_what_only_looks_like_a_stance(words: str) -> None:
    assert act_of_words(words, direct=True).act is Act.ASSESS


def test_not_ruling_out_keeps_a_plan_and_not_promising_takes_no_side() -> None:
    # Annotated: "did not rule out", "has not ruled out", "did not exclude" plan three times and assess once.
    assert denied(Act.OPPOSE, "rule out")[0] is Act.PLAN
    assert denied(Act.COMMIT)[0] is Act.ASSESS


@pytest.mark.parametrize("act", list(Act))
def test_every_act_can_be_denied(act: Act) -> None:
    other, also = denied(act)
    assert isinstance(other, Act)
    assert all(isinstance(reading, Act) for reading in also)
