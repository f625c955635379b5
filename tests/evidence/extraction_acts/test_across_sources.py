"""Names learned from source to source, and what two sources say against each other. Invented texts."""

from __future__ import annotations

from datetime import date

import pytest

from pourparler.evidence.claim import Inconsistency
from pourparler.evidence.extraction import Document, read_many
from pourparler.evidence.extraction.inconsistencies import between

DAY = date(2031, 5, 7)
FIRST = "Orlavian President Ada Rask said on Monday that the pier was hers. Ada Rask left."
SECOND = "Rask said the pier was closed."
OTHER = "Norland Mayor Ivo Rask said the pier was open. Ivo Rask left."


def _speakers(*texts: str, learn: bool) -> list[str | None]:
    documents = [Document(f"s{number}", text, DAY) for number, text in enumerate(texts)]
    return [claim.speaker.entity for reading in read_many(documents, learn=learn) for claim in reading.claims]


def test_a_surname_is_known_in_the_next_source() -> None:
    assert _speakers(FIRST, SECOND, learn=True) == ["ada-rask", "ada-rask"]
    assert _speakers(FIRST, SECOND, learn=False) == ["ada-rask", "rask"]


def test_two_bearers_of_a_surname_stay_two() -> None:
    assert _speakers(FIRST, OTHER, learn=True) == ["ada-rask", "ivo-rask"]
    assert _speakers(FIRST, OTHER, SECOND, learn=True)[2] not in ("ada-rask", "ivo-rask")


def test_learning_changes_no_span() -> None:
    documents = [Document(f"s{number}", text, DAY) for number, text in enumerate((FIRST, SECOND, OTHER))]
    spans = [
        [(claim.id, claim.content) for reading in read_many(documents, learn=learn) for claim in reading.claims]
        for learn in (True, False)
    ]
    assert spans[0] == spans[1]


def _between(one: str, other: str) -> tuple[Inconsistency, ...]:
    texts = {"a": one, "b": other}
    readings = read_many([Document(source, text, DAY) for source, text in texts.items()])
    return between([(reading, texts[reading.source], DAY) for reading in readings])


FIGURES = [
    ("units", "Orlavia will send six river patrol boats to Norland.",
     "Orlavia is to send four river patrol boats to Norland.", 1),
    ("sums", "The Lake Fund grants budget support of 2.4 billion crowns a year.",
     "The Lake Fund plans budget support of 1.8 billion crowns a year.", 1),
    ("dead", "Orlavia said 212 of its soldiers had been killed since May.",
     "Orlavia put the number of its soldiers killed in May at 163.", 1),
    ("same", "Orlavia will send six river patrol boats to Norland.",
     "Six boats: Orlavia is to send six river patrol boats to Norland.", 0),
    ("few", "Two members objected, Orlavia said.", "Three members of the Lake Fund agreed, Orlavia said.", 0),
    ("other-sums", "Orlavia can pay 180 million crowns a year.", "Orlavia would add 300 million crowns a year.", 0),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "count"), [pytest.param(a, b, n, id=i) for i, a, b, n in FIGURES])
def test_figures_of_two_sources(one: str, other: str, count: int) -> None:
    found = _between(one, other)
    assert [held.type for held in found] == ["conflicting-figures"] * count


def test_offices_of_two_sources() -> None:
    found = _between(
        "Norland Prime Minister Ada Rask spoke. Norland Prime Minister Ada Rask said no.",
        "The Secretary-General of the Alliance of Lake States, Ada Rask, said no.",
    )
    assert [held.type for held in found] == ["incompatible-offices"]


def test_compatible_roles_of_two_sources_are_no_conflict() -> None:
    found = _between(
        "Norland Foreign Minister Ada Rask said no.", "Norland's chief negotiator, Ada Rask, said no to the boats."
    )
    assert found == ()
