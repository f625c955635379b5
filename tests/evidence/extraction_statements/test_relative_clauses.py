"""Relative clauses that hold somebody's stance, and verbs the parser takes for something else: one construction a row.

Every sentence is made up for this table; the contents follow the annotation conventions of the project.
"""

from __future__ import annotations

import pytest

from pourparler.evidence.extraction import read

ROWS = {
    "stand-in": (
        "He has proposed a joint panel of four to check the list, an idea that Kelmar supports.",
        ("Kelmar", "supports", ("a joint panel of four to check the list",)),
    ),
    "the-outer-claim-ends-before-it": (
        "Ada Rask has proposed a joint panel of four to check the list, an idea that Kelmar supports.",
        ("Ada Rask", "proposed", ("a joint panel of four to check the list",)),
    ),
    "participle": (
        "He demanded a recall of parliament, a call backed by three of his own members.",
        ("three of his own members", "backed by", ("a recall of parliament",)),
    ),
    "figure": (
        "She promised 400 trucks by June, a figure her office later put at 300.",
        ("her office", "put", ("a figure", "at 300")),
    ),
    "said-of-the-noun": (
        "Much turned on a letter which the authority says was sent on 4 March.",
        ("the authority", "says", ("a letter", "was sent on 4 March")),
    ),
    "out-of-the-question": (
        "The guild asked for a share of the profits, which Lady Augusta declared out of the question.",
        ("Lady Augusta", "declared", ("the profits", "out of the question")),
    ),
    "likened": (
        "Norland would reopen the contract, a reversal that one of her ministers likened to “watching a church move”.",
        ("one of her ministers", "likened", ("a reversal", "to “watching a church move”")),
    ),
    "plural-for-verb": (
        "His office disputes that there has been a turn.",
        ("His office", "disputes", ("that there has been a turn",)),
    ),
    "charge": (
        "Rask contends that the launches lay mines, a charge the council disputes.",
        ("the council", "disputes", ("a charge",)),
    ),
    "adjective-for-verb": ("The minister blamed smugglers.", ("The minister", "blamed", ("smugglers",))),
    "perfect-for-adjective": (
        "The union chief has forbidden interviews until Wednesday.",
        ("The union chief", "forbidden", ("interviews until Wednesday",)),
    ),
    "name-after-a-date": (
        "By its notice of 3 March 2030 Harrowmark alleged that Pelion had closed the gates.",
        ("Harrowmark", "alleged", ("that Pelion had closed the gates",)),
    ),
    "two-sentences-by-semicolon": (
        "Rask has floated a five-year delay; Norland considers ten the minimum.",
        ("Norland", "considers", ("ten the minimum",)),
    ),
    "first-of-two-by-semicolon": (
        "Rask has floated a five-year delay; Norland considers ten the minimum.",
        ("Rask", "floated", ("a five-year delay",)),
    ),
    "for-and-infinitive": (
        "Its convenor, Ada Rask, asks for the crew to be counted.",
        ("Its convenor, Ada Rask", "asks", ("for the crew to be counted",)),
    ),
    "not-excluded": (
        "She did not exclude an application for review.",
        ("She", "did not exclude", ("an application for review",)),
    ),
    "called-at-once": ("The Liberals call that unaffordable.", ("The Liberals", "call", ("that unaffordable",))),
    "bare-figure": ("Rask’s team says 1.4 billion.", ("Rask’s team", "says", ("1.4 billion",))),
    "with-the-words": (
        "Ada Rask has posted a photograph of an empty plate with the words “No school, no cabinet.”",
        ("Ada Rask", "posted", ("“No school, no cabinet.”",)),
    ),
    "riposte": (
        "Rask’s riposte: “You have mistaken a moor for a mint.”",
        ("Rask", "riposte", ("“You have mistaken a moor for a mint.”",)),
    ),
    "quoted-clause-as-object": (
        "She blamed “too many doors dragged over too little grass” and recommended that the board “close it at once.”",
        ("She", "blamed", ("“too many doors dragged over too little grass”",)),
    ),
    "second-verb-after-a-quotation": (
        "She blamed “too many doors dragged over too little grass” and recommended that the board “close it at once.”",
        ("She", "recommended", ("that the board “close it at once.”",)),
    ),
    "under-its-proposal": (
        "Under the union’s proposal, boats would stay out of the bay at night.",
        ("the union", "proposal", ("boats would stay out of the bay at night",)),
    ),
    "passed-on-by-nobody": (
        "Shipping firms have petitioned the government to take any pause, two executives said.",
        ("Shipping firms", "petitioned", ("the government to take any pause",)),
    ),
    "joined-passive": (
        "It considered that the letters bound both, and was not persuaded by the argument of the port.",
        ("It", "considered", ("that the letters bound both",)),
    ),
    "object-after-a-spliced-clause": (
        "The Moderates want lower duty, the Greens dread it.",
        ("the Greens", "dread", ("it",)),
    ),
    "no-verb-in-the-parse": (
        "Orsova’s prime minister, Ilya Marchenkov, posted on his channel that he had spoken with the League.",
        ("Orsova’s prime minister, Ilya Marchenkov", "posted", ("that he had spoken with the League",)),
    ),
    "subject-in-a-list": (
        "Following a meeting with Marchenkov, Brannet’s Chancellor Otto Lindgren affirmed that aid would come by July.",
        ("Brannet’s Chancellor Otto Lindgren", "affirmed", ("that aid would come by July",)),
    ),
    "who-of-the-nearest": (
        "Resistance persists from Brannet and Quill, who argue that admission would widen the conflict.",
        ("Quill", "argue", ("that admission would widen the conflict",)),
    ),
    "a-step-they-say": (
        "He has threatened to impose arbitration, a step the union says would be illegal.",
        ("the union", "says", ("a step", "would be illegal")),
    ),
    "upon-those-concerned": (
        "They called upon the authorities concerned to release the crews without delay.",
        ("They", "called upon", ("the authorities concerned to release the crews without delay",)),
    ),
    "because-after-the-cue": (
        "He resigned, he said at the time, because “nobody wanted a referee, they wanted a mascot.”",
        ("he", "said", ("He resigned", "because “nobody wanted a referee, they wanted a mascot.”")),
    ),
    "inverted-after-a-word": (
        "Nonsense, replies Ferdinand Oyelaran, who speaks for the towns: “Their harvests failed as it did not rain.”",
        ("Ferdinand Oyelaran", "replies", ("“Their harvests failed as it did not rain.”",)),
    ),
    "called-in-quotation-marks": (
        "She favours a sunset clause, an idea that Rask calls “death by calendar” and that the hill towns welcomed.",
        ("Rask", "calls", ("a sunset clause", "“death by calendar”")),
    ),
    "second-relative": (
        "She favours a sunset clause, an idea that Rask calls “death by calendar” and that the hill towns welcomed.",
        ("the hill towns", "welcomed", ("a sunset clause",)),
    ),
    "while-another-speaks": (
        "Rask argues that her parliament never approved the money, while Norland cites “technical constraints”.",
        ("Rask", "argues", ("that her parliament never approved the money",)),
    ),
    "quoted-as-saying": (
        "“You do not keep out the rain with half a roof,” Braun is quoted as saying by the daily Norden.",
        ("Braun", "quoted", ("“You do not keep out the rain with half a roof,”",)),
    ),
    "whichever": (
        "The union is demanding 8% or £2,000, whichever is higher.",
        ("The union", "demanding", ("8% or £2,000",)),
    ),
    "second-that-after-a-quotation": (
        'He said members would strike "for as long as it takes" but that the union would wait if the council agreed.',
        (
            "He",
            "said",
            ('members would strike "for as long as it takes" but that the union would wait if the council agreed',),
        ),
    ),
    "second-verb-after-a-relative": (
        "The Prime Minister explained the limits under which her cabinet operates and confirmed its readiness to wait.",
        ("The Prime Minister", "confirmed", ("its readiness to wait",)),
    ),
    "amount-before-the-full-stop": (
        "Ada Rask said the council faced a deficit of £31m. A spokesman of the union later said that it was £28m.",
        ("Ada Rask", "said", ("the council faced a deficit of £31m.",)),
    ),
    "phrase-before-the-infinitive": (
        "The union undertakes in return to suspend its ballot.",
        ("The union", "undertakes", ("to suspend its ballot",)),
    ),
}


@pytest.mark.parametrize(("text", "expected"), ROWS.values(), ids=ROWS.keys())
def test_construction(text: str, expected: tuple[str, str, tuple[str, ...]]) -> None:
    found = [
        (
            claim.speaker.mention.of(text) if claim.speaker.mention else None,
            claim.cue.span.of(text) if claim.cue else None,
            tuple(part.of(text) for part in claim.content),
        )
        for claim in read(text, source="s").claims
    ]
    assert expected in found


DESCRIBED = {
    "restrictive": "They will burn the plan that the council opposes.",
    "asked-if": "Asked if she would accept 6 per cent, Rask smiled.",
    "no-cue": "She opened the letter that her brother carried.",
}


@pytest.mark.parametrize("text", DESCRIBED.values(), ids=DESCRIBED.keys())
def test_what_only_picks_something_out_is_no_claim(text: str) -> None:
    assert read(text, source="s").claims == ()
