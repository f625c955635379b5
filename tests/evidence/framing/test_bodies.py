"""A body that reporting calls by two names is drafted once."""

from __future__ import annotations

from pourparler.case.load import load_text
from pourparler.evidence.claim import Act, Entity, EntityType
from pourparler.evidence.framing import draft
from tests.fictional import claim, country, evidence

TEXT = (
    "Norland supports the ferry toll. The Council of the Harbour League decides by consensus. "
    "The Harbour League Council meets on Friday. A member of the Harbour League asked for a map.\n"
)


def test_two_names_of_one_body_are_one_entry() -> None:
    told = evidence(
        {"wire": (TEXT, "2031-03-12")},
        [claim("wire", TEXT, "the ferry toll", "norland", Act.SUPPORT, "toll")],
        [
            country("norland"),
            Entity("harbour-league", EntityType.ORGANISATION, "Harbour League"),
            Entity("harbour-league-council", EntityType.ORGANISATION, "Harbour League Council"),
        ],
        topics={"toll": "the ferry toll"},
    )
    (body,) = load_text(draft(told)).case.bodies
    assert {body.label, *body.also} == {"Harbour League (council)", "Harbour League Council"}
    assert body.rule is not None and body.rule.name == "consensus"
