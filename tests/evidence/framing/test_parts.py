"""Who plainly mediates, observes or hosts, what kind of party a name is, and how acts are worded."""

from __future__ import annotations

import pytest

from pourparler.evidence.claim import Act, Claim, Cue, Entity, EntityType, Kind, QuoteType, Speaker
from pourparler.evidence.framing.material import Material
from pourparler.evidence.framing.parties import kind_of
from pourparler.evidence.framing.parts import parts_played
from pourparler.evidence.framing.wording import sentence
from pourparler.evidence.record import Evidence
from tests.evidence.framing.reporting import at, source

LAKES = Entity("lakes", EntityType.ORGANISATION, "Lakes Conference")


def told(text: str) -> Evidence:
    """Return evidence of one text that names the Lakes Conference."""
    return Evidence({"wire": source("wire", text)}, {"wire": text}, entities={"lakes": LAKES})


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("The Lakes Conference, which is mediating, spoke.", {"mediator"}),
        ("Talks mediated by the Lakes Conference went on.", {"mediator"}),
        ("A Lakes Conference mediator left the room.", {"mediator"}),
        ("Observers from the Lakes Conference sat in.", {"observer"}),
        ("The round is hosted by the Lakes Conference.", {"host"}),
        ("Kelmar wants talks mediated by the Lakes Conference.", set()),
        ("Kelmar rejected talks mediated by the Lakes Conference.", set()),
        ("The Lakes Conference is not mediating.", set()),
        ("The Lakes Conference would host talks if asked.", set()),
        ("The Lakes Conference spoke. The talks are mediated by others.", set()),
    ],
)
def test_only_a_plain_statement_makes_a_mediator(text: str, kinds: set[str]) -> None:
    assert {part.kind for part in parts_played(Material(told(text))).get("lakes", ())} == kinds


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Harbour Workers’ Union", "union"),
        ("Brotherhood of Ferry Crews", "union"),
        ("Continental Union", "organisation"),
        ("Norrvik Lines", "company"),
        ("Ministry of Labour", "institution"),
        ("Homeland Bloc", "organisation"),
    ],
)
def test_the_kind_of_a_party_is_read_from_its_name(name: str, kind: str) -> None:
    assert kind_of(Entity("x", EntityType.ORGANISATION, name)) == kind


TEXT = "Vell denied that an offer was made. “Never,” she said. Norland backs the treaty."


@pytest.mark.parametrize(
    ("words", "cue", "how", "act", "kind", "expected"),
    [
        ("that an offer was made", "denied", "indirect", "assess", "speech",
         "Says (as reported): denied that an offer was made."),
        ("“Never,”", "said", "direct", "oppose", "speech", "Opposes: “Never”"),
        ("the treaty", "backs", "indirect", "support", "attitude", "Supports (told by the writer): backs the treaty."),
    ],
)  # fmt: skip
def test_reported_words_keep_their_cue_and_only_quotations_stand_in_marks(
    words: str, cue: str, how: str, act: str, kind: str, expected: str
) -> None:
    claim = Claim(
        "wire.1",
        "wire",
        Kind(kind),
        Speaker("x", None),
        Cue(at(TEXT, cue), cue),
        (at(TEXT, words),),
        QuoteType(how),
        Act(act),
    )
    assert sentence(told(TEXT), claim, None) == expected
    assert sentence(told(TEXT), claim, "Ona Vell") == f"Ona Vell {expected[0].lower()}{expected[1:]}"
