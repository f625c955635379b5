"""Who a document names, and whom each of its words means. All texts and names are invented."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import pytest

from pourparler.evidence.claim import EntityType
from pourparler.evidence.extraction.cast import Cast, cast_of
from pourparler.evidence.extraction.pipeline import parsed
from pourparler.evidence.names import Names


@lru_cache(maxsize=64)
def cast(text: str) -> Cast:
    """Return the cast of a text, parsed once."""
    return cast_of(parsed(text))


def meant(text: str, words: str, nth: int = 0) -> str | None:
    """Return the entity that the nth use of ``words`` means."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return cast(text).at(start, start + len(words))


STATES = (
    "Norland prime minister Anna Berg rejected the offer on Monday. Varania’s president, Ivo Rask, called it a first "
    "step. The Varanian foreign minister said talks would go on. The Norland government wants monitors. Berg said the "
    "prime minister’s office would publish the text. Varanian officials were silent."
)
UNION = (
    "Coastline Ferries and the Harbour Workers’ Union met on Friday. “We will not move,” said Mara Dean, general "
    "secretary of the Harbour Workers’ Union. Coastline’s chief executive, Tomas Holt, disagreed. The union leader "
    "walked out. The company declined to comment, and a spokesman for the union said it would return. Ms Dean smiled."
)
COUSINS = (
    "Defence Minister Yusuf Rashidov of Talvora spoke first. Rashidov said the guns were silent. Timur Rashidov, "
    "leader of the opposition Homeland Bloc, called it a surrender. The opposition leader wants a vote. The defence "
    "minister denied it."
)


@dataclass(frozen=True)
class Case:
    """One use of words and the entity a reader takes it for."""

    text: str
    words: str
    entity: str | None
    nth: int = 0


CASES = (
    Case(STATES, "Norland prime minister Anna Berg", "anna-berg"),
    Case(STATES, "Varania’s president, Ivo Rask", "ivo-rask"),
    Case(STATES, "Varania’s president", "ivo-rask"),
    Case(STATES, "The Norland government", "norland"),
    Case(STATES, "Berg", "anna-berg", 1),
    Case(STATES, "Varanian officials", None),
    Case(UNION, "Coastline Ferries", "coastline-ferries"),
    Case(UNION, "Coastline", "coastline-ferries", 1),
    Case(UNION, "The company", "coastline-ferries"),
    Case(UNION, "The union leader", "mara-dean"),
    Case(UNION, "a spokesman for the union", "harbour-workers-union"),
    Case(UNION, "Ms Dean", "mara-dean"),
    Case(COUSINS, "Rashidov", "yusuf-rashidov", 1),
    Case(COUSINS, "Timur Rashidov", "timur-rashidov"),
    Case(COUSINS, "The opposition leader", "timur-rashidov"),
    Case(COUSINS, "The defence minister", "yusuf-rashidov"),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.words}-{case.nth}")
def test_words_mean_whom_a_reader_takes_them_for(case: Case) -> None:
    assert meant(case.text, case.words, case.nth) == case.entity


def test_invented_states_are_countries_and_their_people_belong_to_them() -> None:
    entities = cast(STATES).entities
    assert entities["norland"].type is entities["varania"].type is EntityType.COUNTRY
    assert entities["anna-berg"].party == "norland"
    assert entities["ivo-rask"].party == "varania"
    office = entities["ivo-rask"].offices[0]
    assert (office.title, office.organisation, office.evidence.of(STATES)) == (
        "president", "varania", "Varania’s president, Ivo Rask",
    )  # fmt: skip


def test_mentions_are_verbatim_and_sorted() -> None:
    for text in (STATES, UNION, COUSINS):
        for entity in cast(text).entities.values():
            assert list(entity.mentions) == sorted(entity.mentions)
            assert all(text[span.start : span.end].strip() == span.of(text) != "" for span in entity.mentions)


def test_genders_come_from_titles_and_given_names() -> None:
    assert cast(UNION).gender("mara-dean") == "she"
    assert cast(UNION).gender("coastline-ferries") == "it"


def test_a_definite_title_offers_its_candidates_best_first() -> None:
    near = COUSINS.index("The defence minister")
    assert cast(COUSINS).by_title("the defence minister", near)[0] == "yusuf-rashidov"
    assert cast(COUSINS).by_title("the archbishop", near) == ()


def test_an_office_speaks_for_its_holder_as_a_body_of_its_own() -> None:
    text = "President Odile Farouk of Valmere will travel. Farouk’s office said the date was open."
    entity = meant(text, "Farouk’s office")
    assert entity == "odile-farouk-office"
    assert cast(text).entities[entity].party == "valmere"


def test_an_invented_capital_stands_for_its_country() -> None:
    text = (
        "Talvora said it would halt fire. The Talvoran cabinet met in Orvast. Kelmar, a republic, was silent. Orvast "
        "wants monitors deployed first. Kelmar’s capital, Brenzig, was calm. Brenzig has demanded an exchange."
    )
    assert meant(text, "Brenzig", 1) == "kelmar"
    assert meant(text, "Orvast", 1) == "talvora"


def test_names_remembered_from_another_source_keep_their_ids() -> None:
    names = Names().with_party("t", "Talvora", also=("Talvoran Republic",)).with_person("yr", "Yusuf Rashidov", "t")
    found = cast_of(parsed("Rashidov said Talvora would sign. The Talvoran Republic agreed."), names)
    assert found.entities["t"].name == "Talvora"
    assert found.entities["yr"].party == "t"


def test_the_same_text_gives_the_same_cast() -> None:
    one, other = cast_of(parsed(STATES)), cast_of(parsed(STATES))
    assert one.entities == other.entities


def test_a_chair_that_is_moved_is_nobody() -> None:
    cast = cast_of(
        parsed("“We have moved three times, and the other side has not moved its chair,” Conrad Haskew said.")
    )
    assert [one.name for one in cast.entities.values() if one.type is EntityType.PERSON] == ["Conrad Haskew"]


def test_a_heading_is_no_person_and_a_list_of_lands_is_a_list_of_lands() -> None:
    text = "Background\n\nLethia’s government met. The leaders of Lethia, Brannet and Quill spoke on Monday."
    kinds = {one.name: one.type for one in cast(text).entities.values()}
    assert kinds.get("Background") is not EntityType.PERSON
    assert kinds["Quill"] is EntityType.COUNTRY


def test_a_union_keeps_its_own_word_before_a_title() -> None:
    text = "Ferry Crews’ Union general secretary Agnes Burwick asked for a rise."
    assert "ferry-crews-union" in cast(text).entities
