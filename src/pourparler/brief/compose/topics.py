"""The topics we take into the room: what we need and want, what they will say, what we answer, what we avoid."""

from __future__ import annotations

from pourparler.analysis.phrases import capital
from pourparler.analysis.positions.stands import Stand, speaker_name
from pourparler.brief.compose.desk import Desk, all_said, newest_first, said
from pourparler.brief.compose.glance import glance_sections
from pourparler.brief.compose.packages import on_issue
from pourparler.brief.compose.reported import taken_stands
from pourparler.brief.document import Part, Section, TopicCard
from pourparler.case.views import Talking
from pourparler.core.ranks import whole_ranks
from pourparler.core.result import Mark, Sentence
from pourparler.evidence.stances import Stance

LIKELY = {
    "certain": "Certain to be raised",
    "may be raised": "May be raised",
    "defensive": "Only if they raise it",
}
WORDS = 2
"""Quotations of the others on one card."""


def topics_part(desk: Desk) -> tuple[Part, ...]:
    """Return what the analyses say in short, and the cards, one a topic, in full; nothing when there is neither."""
    cards = tuple(_card(desk, topic) for topic in ordered_topics(desk))
    sections = (*glance_sections(desk), *((Section("cards", "Topics in full", cards),) if cards else ()))
    return (Part("Behind page one", sections),) if sections else ()


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
        *((("Packages", found),) if (found := on_issue(desk, topic.issue)) else ()),
    )
    return TopicCard(capital(desk.ground.subjects.name(topic.issue)), topic.likelihood, entries)


def their_words(desk: Desk, issue: str) -> tuple[Sentence, ...]:
    """Return the newest words of the others on the issue, those against it first; equals together or not at all."""
    ranked = _others(desk, issue)
    return tuple(_quoted(desk, stand) for _, stand in whole_ranks(ranked, WORDS, rank=lambda one: one[0]))


def their_line(desk: Desk, issue: str, longest: int) -> tuple[Sentence, ...]:
    """Return the one line page one has room for: the first of those words, or who stands where if several are equal.

    Parameters
    ----------
    desk : Desk
    issue : str
    longest : int
        Words the line may have; a longer quotation is passed over.
    """
    short = [(rank, stand) for rank, stand in _others(desk, issue) if len(_quoted(desk, stand).text.split()) <= longest]
    first = [stand for rank, stand in short if rank == min(rank for rank, _ in short)]
    if len(first) < 2:
        return tuple(_quoted(desk, stand) for stand in first)
    sides: dict[str, list[str]] = {}
    for stand in first:
        sides.setdefault(stand.standing.stance.value, []).append(stand.seat.name)
    told = "; ".join(f"{capital(stance)}: {', '.join(names)}" for stance, names in sorted(sides.items()))
    marks = tuple(Mark("claim", stand.newest.id) for stand in first if stand.newest is not None)
    return (Sentence(f"{told}.", marks),)


def _others(desk: Desk, issue: str) -> list[tuple[tuple[bool, int], Stand]]:
    """Return the stands of the others, each with what ranks it: those against first, then the newest."""
    found = []
    for stand in taken_stands(desk):
        if stand.issue == issue and stand.seat.id != desk.case.prepared_for and stand.newest is not None:
            against = stand.standing.stance in (Stance.OPPOSES, Stance.CONDITIONAL)
            found.append(((not against, newest_first(desk.evidence.day(stand.newest))), stand))
    return found


def _quoted(desk: Desk, stand: Stand) -> Sentence:
    claim = stand.newest
    if claim is None:
        raise ValueError(f"{stand.seat.id} has said nothing on {stand.issue}")
    return desk.quoted(claim, speaker_name(desk.ground, claim))
