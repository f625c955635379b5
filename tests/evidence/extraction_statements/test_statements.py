"""One construction a row: who says what, by which cue, in which words.

Every sentence is made up for this table; the expected values follow the annotation conventions of the project
(content with its complementiser and quotation marks, without cue and speaker).
"""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from pourparler.evidence.claim import Act, Claim, Kind, QuoteType
from pourparler.evidence.extraction import read


@dataclass(frozen=True)
class Case:
    """A text and one claim it must yield."""

    id: str
    text: str
    content: tuple[str, ...]
    cue: str | None
    mention: str
    quote_type: QuoteType = QuoteType.INDIRECT
    kind: Kind = Kind.SPEECH
    negated: bool = False
    condition: str | None = None


D, M, A = QuoteType.DIRECT, QuoteType.MIXED, Kind.ATTITUDE
CASES = [
    Case("that", "Ada Rask said that the pier was closed.", ("that the pier was closed",), "said", "Ada Rask"),
    Case("bare-clause", "Ada Rask said on Monday the pier was closed.", ("the pier was closed",), "said", "Ada Rask"),
    Case("floating", "The pier is closed, the ministry said.", ("The pier is closed",), "said", "the ministry"),
    Case("interrupted", "The pier, Rask said, is closed for good.", ("The pier", "is closed for good"), "said", "Rask"),
    Case("direct", "“The pier is closed,” Rask said.", ("“The pier is closed,”",), "said", "Rask", D),
    Case(
        "inverted",
        "“The pier is closed,” replied the harbour chief, Ole Brandt.",
        ("“The pier is closed,”",),
        "replied",
        "the harbour chief, Ole Brandt",
        D,
    ),
    Case("led-by-colon", "Rask told parliament: “It is over.”", ("“It is over.”",), "told", "Rask", D),
    Case(
        "two-parts",
        "“We moved one chair,” Rask said, “and we want two others for it.”",
        ("“We moved one chair,”", "“and we want two others for it.”"),
        "said",
        "Rask",
        D,
    ),
    Case(
        "second-sentence",
        "“It is a bad offer,” said Rask. “We will not sail for it.”",
        ("“It is a bad offer,”", "“We will not sail for it.”"),
        "said",
        "Rask",
        D,
    ),
    Case(
        "own-paragraphs",
        "Rask went on:\n\n“We read the figures.\n\n“Nobody else did.”",
        ("“We read the figures.", "“Nobody else did.”"),
        "went on",
        "Rask",
        D,
    ),
    Case(
        "mixed",
        "Rask said the draft was “a bridge, not a wall.”",
        ("the draft was “a bridge, not a wall.”",),
        "said",
        "Rask",
        M,
    ),
    Case(
        "quoted-end-before-cue",
        "The party “opens doors,” Rask said.",
        ("The party “opens doors,”",),
        "said",
        "Rask",
        M,
    ),
    Case("called", "Rask called the clause “a trap.”", ("the clause “a trap.”",), "called", "Rask", M),
    Case(
        "told-that",
        "Rask told reporters on the quay that the crews had gone home.",
        ("that the crews had gone home",),
        "told",
        "Rask",
    ),
    Case(
        "participle",
        "Rask said that the talks were useful, stressing the need for a second round.",
        ("the need for a second round",),
        "stressing",
        "Rask",
    ),
    Case(
        "second-verb",
        "Rask said the proposal contained good ideas but rejected any link between the two files.",
        ("any link between the two files",),
        "rejected",
        "Rask",
    ),
    Case(
        "urged", "Rask urged both towns to keep the road open.", ("both towns to keep the road open",), "urged", "Rask"
    ),
    Case(
        "call-on",
        "The bishop called on all sides to show patience.",
        ("all sides to show patience",),
        "called on",
        "The bishop",
    ),
    Case(
        "call-for", "Rask called for a ceasefire in the valley.", ("a ceasefire in the valley",), "called for", "Rask"
    ),
    Case(
        "according-to",
        "According to the harbour office, the pier is closed.",
        ("the pier is closed",),
        "According to",
        "the harbour office",
    ),
    Case(
        "in-the-words-of",
        "In the words of one delegate, “the gas is done.”",
        ("“the gas is done.”",),
        "In the words of",
        "one delegate",
        D,
    ),
    Case("as-put", "As Rask put it, “a bridge is not a wall.”", ("“a bridge is not a wall.”",), "put", "Rask", D),
    Case(
        "office", "The premier’s office said the visit was off.", ("the visit was off",), "said", "The premier’s office"
    ),
    Case("passive", "The plan was rejected by the opposition.", ("The plan",), "was rejected by", "the opposition"),
    Case(
        "quoted-as-saying",
        "Rask was quoted by the agency as saying that the strike had failed.",
        ("that the strike had failed",),
        "saying",
        "Rask",
    ),
    Case(
        "noun-refusal",
        "Norrland’s refusal to sign the protocol angered its neighbours.",
        ("to sign the protocol",),
        "refusal",
        "Norrland",
    ),
    Case(
        "noun-threat",
        "A threat by the dockers to close the port moved the cabinet.",
        ("to close the port",),
        "threat",
        "the dockers",
    ),
    Case(
        "opposition-remains",
        "Although Norrland aspires to league membership, opposition remains from Ostmark.",
        ("league membership",),
        "opposition remains from",
        "Ostmark",
        kind=A,
    ),
    Case(
        "wants", "The union wants pay raised by 5 percent.", ("pay raised by 5 percent",), "wants", "The union", kind=A
    ),
    Case(
        "willing",
        "Norrland is ready to free the prisoners provided that the blockade ends.",
        ("to free the prisoners provided that the blockade ends",),
        "is ready",
        "Norrland",
        kind=A,
        condition="provided that the blockade ends",
    ),
    Case(
        "deny", "Rask denied that her party had folded.", ("that her party had folded",), "denied", "Rask", negated=True
    ),
    Case(
        "did-not-promise",
        "Rask did not promise to attend.",
        ("to attend",),
        "did not promise",
        "Rask",
        negated=True,
    ),
    Case(
        "conditional-offer",
        "Rask said she would sign if the quota were raised.",
        ("she would sign if the quota were raised",),
        "said",
        "Rask",
        condition="if the quota were raised",
    ),
    Case(
        "put-at",
        "The society put the number of dead at 58.",
        ("the number of dead at 58",),
        "put",
        "The society",
    ),
    Case(
        "idiom",
        "The delegation took the view that the dues had been waived.",
        ("that the dues had been waived",),
        "took the view",
        "The delegation",
    ),
    Case(
        "letter",
        "Signed by eleven mayors, the letter demands that the filling stop.",
        ("that the filling stop",),
        "demands",
        "the letter",
    ),
    Case(
        "against",
        "Rask is against the plan to close the pier.",
        ("the plan to close the pier",),
        "is against",
        "Rask",
        kind=A,
    ),
    Case(
        "in-favour-of",
        "The ministry is in favour of a longer truce.",
        ("a longer truce",),
        "is in favour of",
        "The ministry",
        kind=A,
    ),
    Case(
        "of-the-view",
        "Rask is of the view that the clause will fail.",
        ("that the clause will fail",),
        "is of the view",
        "Rask",
        kind=A,
    ),
    Case(
        "view-is",
        "The guild's view is that the offer is too low.",
        ("that the offer is too low",),
        "view",
        "The guild",
        kind=A,
    ),
    Case(
        "position-of",
        "The position of the ministry is that the toll was never legal.",
        ("that the toll was never legal",),
        "position",
        "the ministry",
        kind=A,
    ),
    Case(
        "what-is-wanted",
        "What the guild wants is a seat on the board.",
        ("a seat on the board",),
        "wants",
        "the guild",
        kind=A,
    ),
    Case(
        "met-with",
        "The plan was met with scorn from the guild.",
        ("The plan",),
        "scorn from",
        "the guild",
        kind=A,
    ),
    Case(
        "won-backing",
        "The clause has won the backing of four ministers.",
        ("The clause",),
        "backing of",
        "four ministers",
        kind=A,
    ),
    Case(
        "tribunal-found",
        "The tribunal found that the company had breached clause 4.",
        ("that the company had breached clause 4",),
        "found",
        "The tribunal",
    ),
    Case(
        "heard-from",
        "The committee heard from Ada Rask that the crane had failed twice.",
        ("that the crane had failed twice",),
        "heard from",
        "Ada Rask",
    ),
    Case(
        "wanted-to-know",
        "Senator Vey wanted to know why the crane had not been repaired.",
        ("why the crane had not been repaired",),
        "wanted to know",
        "Senator Vey",
    ),
    Case(
        "set-conditions",
        "The rebels set three conditions for a truce.",
        ("three conditions for a truce",),
        "set",
        "The rebels",
    ),
    Case(
        "letter-sets-out",
        "The letter sets out four conditions for a truce.",
        ("four conditions for a truce",),
        "sets out",
        "The letter",
    ),
    Case(
        "hoped",
        "Rask hoped for a second vote.",
        ("a second vote",),
        "hoped for",
        "Rask",
        kind=A,
    ),
    Case(
        "joined-passive",
        "The plan was welcomed by the islanders and condemned by the guild.",
        ("The plan",),
        "condemned by",
        "the guild",
    ),
    Case(
        "stuck-to",
        "The company stuck to its offer of 4 per cent.",
        ("its offer of 4 per cent",),
        "stuck to",
        "The company",
    ),
    Case(
        "urged-by",
        "The guild was urged by the mayor to call off the strike.",
        ("The guild", "to call off the strike"),
        "was urged by",
        "the mayor",
    ),
    Case(
        "resumed-after-cue",
        "Orland was ready, she continued, to reduce their number.",
        ("Orland was ready", "to reduce their number"),
        "continued",
        "she",
    ),
]


def _claim(case: Case) -> tuple[Claim, ...]:
    return read(case.text, source="s").claims


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_claim(case: Case) -> None:
    claims = _claim(case)
    found = [claim for claim in claims if tuple(part.of(case.text) for part in claim.content) == case.content]
    assert found, [[part.of(case.text) for part in claim.content] for claim in claims]
    claim = next((claim for claim in found if claim.cue and claim.cue.span.of(case.text) == case.cue), found[0])
    assert (claim.cue.span.of(case.text) if claim.cue else None) == case.cue
    assert claim.speaker.mention is not None
    assert claim.speaker.mention.of(case.text) == case.mention
    assert (claim.quote_type, claim.kind, claim.negated) == (case.quote_type, case.kind, case.negated)
    assert (claim.condition.of(case.text) if claim.condition else None) == case.condition
    assert claim.why


NOTHING_SAID = [
    ("narrator", "She is also scheduled to take part in a summit on Thursday."),
    ("scare-quotes", "The so-called “peace corridor” is closed to traffic."),
    ("figures", "The survey shows that exports fell by a third."),
    ("may-say", "Rask may say that the pier is closed."),
    ("if-says", "If Rask says that the pier is closed, the crews will leave."),
    ("description", "Women who want to work on the ships are few."),
    ("expected-to", "Rask is expected to announce a decision in May."),
    ("writer", "I think that the harbour is too small."),
]


@pytest.mark.parametrize("text", [pytest.param(text, id=id_) for id_, text in NOTHING_SAID])
def test_nobody_said_that(text: str) -> None:
    assert read(text, source="s").claims == ()


def test_one_claim_for_each_holder_of_a_stance() -> None:
    text = "Norrland and Ostmark oppose the plan."
    claims = read(text, source="s").claims
    mentions = [claim.speaker.mention.of(text) for claim in claims if claim.speaker.mention]
    assert mentions == ["Norrland", "Ostmark"]
    assert {claim.act for claim in claims} == {Act.OPPOSE}


def test_words_passed_on_make_a_second_claim_with_the_same_content() -> None:
    text = "Rask asserted that support had become a priority, as outlined by the premier’s office."
    first, second = read(text, source="s").claims
    assert second.content == first.content
    assert second.relays == first.id
    assert second.act is first.act


def test_what_a_speaker_tells_of_others_is_not_a_claim_of_theirs() -> None:
    text = "Brandt said that Rask had told him the vote was lost."
    assert len(read(text, source="s").claims) == 1
