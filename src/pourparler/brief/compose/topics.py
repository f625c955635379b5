"""The topics we take into the room: what we need and want, what they will say, what we answer, what we avoid."""

from __future__ import annotations

from pourparler.analysis.phrases import capital
from pourparler.analysis.positions.stands import speaker_name
from pourparler.brief.compose.desk import Desk, all_said, said
from pourparler.brief.compose.reported import taken_stands
from pourparler.brief.document import Part, Section, TopicCard
from pourparler.case.views import Talking
from pourparler.core.result import Sentence
from pourparler.evidence.stances import Stance

LIKELY = {
    "certain": "Certain to be raised",
    "may be raised": "May be raised",
    "defensive": "Only if they raise it",
}
WORDS = 2
"""Quotations of the others on one card."""


def topics_part(desk: Desk) -> tuple[Part, ...]:
    """Return the cards, one a topic, in full; nothing when no topic was prepared."""
    cards = tuple(_card(desk, topic) for topic in ordered_topics(desk))
    return (Part("Behind page one", (Section("cards", "Topics in full", cards),)),) if cards else ()


def ordered_topics(desk: Desk) -> tuple[Talking, ...]:
    """Return the prepared topics: certain, then may be raised, then defensive; else as the case has them."""
    preparation = desk.case.preparation
    topics = preparation.topics if preparation is not None else ()
    order = list(LIKELY)
    return tuple(sorted(topics, key=lambda topic: order.index(topic.likelihood)))


def _card(desk: Desk, topic: Talking) -> TopicCard:
    aims = [Sentence(f"Minimum: {line.text}", line.marks) for line in said(topic.minimum)]
    aims += [Sentence(f"Aim: {line.text}", line.marks) for line in said(topic.aim)]
    entries = (
        ("Minimum and aim", tuple(aims)),
        ("Arguments", all_said(topic.arguments)),
        ("Their likely line", (*said(topic.their_line), *their_words(desk, topic.issue))),
        ("Our response", said(topic.response)),
        ("Fallback", said(topic.fallback)),
        ("Avoid", all_said(topic.avoid)),
    )
    return TopicCard(capital(desk.ground.subjects.name(topic.issue)), topic.likelihood, entries)


def their_words(desk: Desk, issue: str) -> tuple[Sentence, ...]:
    """Return the newest words of the others on the issue, those against it first."""
    ours = desk.case.prepared_for
    stands = [stand for stand in taken_stands(desk) if stand.issue == issue and stand.seat.id != ours]
    stands.sort(key=lambda stand: stand.standing.stance not in (Stance.OPPOSES, Stance.CONDITIONAL))
    newest = [stand.newest for stand in stands[:WORDS]]
    return tuple(desk.quoted(claim, speaker_name(desk.ground, claim)) for claim in newest if claim is not None)
