"""Pronouns, titles, anonymous sources and papers as speakers."""

from __future__ import annotations

from pourparler.evidence.claim import Claim, EntityType, Reading
from pourparler.evidence.extraction import read


def _who(reading: Reading, text: str, words: str) -> Claim:
    return next(claim for claim in reading.claims if any(words in part.of(text) for part in claim.content))


def test_a_pronoun_goes_to_whoever_spoke_last() -> None:
    text = "Ada Rask met Ole Brandt on the quay. Rask said the talks were dull. “They were also long,” she added."
    reading = read(text, source="s")
    assert _who(reading, text, "also long").speaker.entity == _who(reading, text, "were dull").speaker.entity
    assert _who(reading, text, "also long").speaker.antecedent is not None


def test_it_never_means_a_person() -> None:
    text = "Ada Rask visited the Harbour Union on Monday. It said it would strike."
    reading = read(text, source="s")
    speaker = _who(reading, text, "would strike").speaker
    kinds = {entity.id: entity.type for entity in reading.entities}
    assert speaker.entity is None or kinds[speaker.entity] is not EntityType.PERSON


def test_nobody_is_made_up_for_an_anonymous_source() -> None:
    text = "A senior official said the draft was dead. Sources close to the talks say it may yet live."
    claims = read(text, source="s").claims
    assert [(claim.speaker.entity, claim.speaker.unnamed) for claim in claims] == [(None, True), (None, True)]


def test_a_paper_speaks_for_its_author() -> None:
    text = "Ada Rask wrote in a letter that the pier was unsafe. The letter warns that children play there."
    reading = read(text, source="s")
    assert _who(reading, text, "children").speaker.entity == _who(reading, text, "unsafe").speaker.entity


def test_her_office_is_not_herself() -> None:
    text = "Ada Rask, president of Norrland, stayed silent. Her office said that she would speak on Friday."
    reading = read(text, source="s")
    speaker = _who(reading, text, "speak on Friday").speaker
    kinds = {entity.id: entity.type for entity in reading.entities}
    assert speaker.entity is not None
    assert kinds[speaker.entity] is EntityType.ORGANISATION


def test_a_speaker_the_cast_does_not_know_is_an_entity_of_its_own() -> None:
    text = "Shopkeepers on the outer islands oppose that step."
    reading = read(text, source="s")
    (claim,) = reading.claims
    assert claim.speaker.entity in {entity.id for entity in reading.entities}


def test_a_close_call_stays_open_and_names_the_candidates() -> None:
    text = "The Harbour Union and the Seamen’s League met on Monday. It said the pier was closed."
    speaker = read(text, source="s").claims[0].speaker
    assert speaker.entity is not None or speaker.candidates


def test_labels_name_the_speakers_of_a_transcript() -> None:
    text = (
        "HOST: Good evening. With me is Ada Rask.\n\nRASK: Thank you.\n\nHOST: Will you sign?\n\n"
        "RASK: We will sign at seven.\n\nHOST: And the quota?\n\nRASK: It was never part of it."
    )
    reading = read(text, source="s")
    assert [claim.content[0].of(text) for claim in reading.claims][3] == "We will sign at seven."
    assert _who(reading, text, "at seven").speaker.entity == _who(reading, text, "never part").speaker.entity
    assert all(claim.cue is None for claim in reading.claims)


def test_your_and_our_mean_nobody_in_the_text() -> None:
    text = "Our ministry said the pier was closed. Your union says it is open."
    assert len(read(text, source="s").claims) == 2


def test_a_spokesman_of_a_body_speaks_for_it_and_a_diplomat_for_nobody() -> None:
    text = "A ministry spokesman called the figures wrong. An Illmark diplomat called them right."
    first, second = read(text, source="s").claims
    assert (first.speaker.unnamed, second.speaker.unnamed) == (False, True)


def test_the_officials_stay_without_a_name() -> None:
    text = "Two officials said the round had failed. The officials said that another would follow."
    assert [claim.speaker.unnamed for claim in read(text, source="s").claims] == [True, True]


def test_a_name_hung_on_the_wrong_noun_is_still_the_speaker() -> None:
    text = "A spokesman for the Court, Cuthbert Amadi, bemoaned their publication."
    (claim,) = read(text, source="s").claims
    assert claim.speaker.entity == "cuthbert-amadi"


def test_a_calling_beside_an_unknown_name_makes_it_a_person() -> None:
    text = (
        "The company will not discuss rosters, its personnel director, Xarko Minzek, told the press. He put the cost "
        "at 48 million crowns."
    )
    assert {claim.speaker.entity for claim in read(text, source="s").claims} == {"xarko-minzek"}
