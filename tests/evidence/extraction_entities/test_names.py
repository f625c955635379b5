"""Spellings, the gazetteer, names remembered, and the language of a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pourparler.evidence.claim import Entity, EntityType
from pourparler.evidence.extraction.gazetteer import gazetteer
from pourparler.evidence.extraction.language import language_of
from pourparler.evidence.extraction.people import NameUse, people_of
from pourparler.evidence.names import Names
from pourparler.evidence.spelling import folded, slug, sound

ONE_NAME = (("Zelensky", "Zelenskyy"), ("Zelenskiy", "Zelenskij"), ("Sergey", "Sergei"), ("Medvedev", "Medwedew"))
GAZETTEER = (
    ("the Czech Republic", "czechia"), ("U.K.", "united-kingdom"), ("UK", "united-kingdom"), ("Kiev", "kyiv"),
    ("the Netherlands", "netherlands"), ("Dutch", "netherlands"), ("Türkiye", "turkiye"), ("Turkey", "turkiye"),
    ("NATO", "nato"),
    ("the UN Security Council", "un-security-council"), ("Deutschland", "germany"), ("WTO", "wto"),
)  # fmt: skip


@pytest.mark.parametrize(("one", "other"), ONE_NAME)
def test_romanisations_of_one_name_sound_alike(one: str, other: str) -> None:
    assert sound(one) == sound(other)


@pytest.mark.parametrize(("one", "other"), [("Rask", "Rusk"), ("Brandt", "Berg"), ("Holt", "Hult")])
def test_different_names_do_not(one: str, other: str) -> None:
    assert sound(one) != sound(other)


@pytest.mark.parametrize(("name", "id_"), GAZETTEER, ids=[case[0] for case in GAZETTEER])
def test_the_gazetteer_knows(name: str, id_: str) -> None:
    entry = gazetteer().lookup(name)
    assert entry is not None
    assert entry.id == id_


def test_lower_case_words_are_no_abbreviations() -> None:
    assert gazetteer().lookup("us") is None
    assert gazetteer().lookup("who") is None


@given(st.text(max_size=30))
def test_folding_is_idempotent_and_ids_are_plain(name: str) -> None:
    assert folded(folded(name)) == folded(name)
    assert slug(name)
    assert " " not in slug(name)


@given(st.lists(st.sampled_from(["Ivo Rask", "Rask", "Olga Rask", "Berg", "Anna Berg"]), min_size=1, max_size=8))
def test_every_use_belongs_to_one_person_and_given_names_keep_people_apart(names: list[str]) -> None:
    people = people_of([NameUse(number, number, name) for number, name in enumerate(names)])
    assert sorted(use.phrase for person in people for use in person.uses) == list(range(len(names)))
    for person in people:
        assert len({use.name.split()[0] for use in person.uses if " " in use.name}) <= 1


def test_remembered_names_survive_being_written_down() -> None:
    names = (
        Names().with_party("varania", "Varania", also=("Varanian Republic",)).with_person("rask", "Ivo Rask", "varania")
    )
    names = names.merged("the Chief", "rask")
    again = Names.from_dict(names.to_dict())
    assert again == names
    assert again.lookup("The chief") == "rask"


def test_learning_keeps_what_people_decided_and_forgets_groups() -> None:
    names = Names().merged("Ivo Rask", "someone-else")
    rask = Entity("ivo-rask", EntityType.PERSON, "Ivo Rask", ("Rask",), "varania")
    crowd = Entity("crews", EntityType.GROUP, "ferry crews")
    learned = names.learned([rask, crowd])
    assert learned.lookup("Ivo Rask") == "someone-else"
    assert learned.lookup("Rask") is None
    assert "crews" not in learned.known
    assert learned.surnames()["rask"] == ("ivo-rask",)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The minister said that the talks would begin on Monday.", "en"),
        ("Der Minister hat gestern gesagt, dass die Gespräche am Montag beginnen.", "de"),
        ("Le ministre a déclaré que les négociations reprendraient lundi.", "fr"),
        ("Министр заявил, что переговоры начнутся в понедельник.", "ru"),
        ("12:30 — 14:00", "und"),
    ],
)
def test_the_language_of_short_texts(text: str, code: str) -> None:
    assert language_of(text) == code
