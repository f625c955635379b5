"""When a meeting takes place, and whether it has taken place."""

from __future__ import annotations

from pourparler.evidence.claim import Span
from pourparler.evidence.extraction.date_expressions import find_expressions
from pourparler.evidence.extraction.participants import Event
from pourparler.evidence.extraction.words import Words

GATHERING = frozenset(("meet", "dine", "gather", "convene", "reconvene", "assemble"))
SUMMONING = frozenset(("call", "summon", "invite", "convoke"))
_HOLDING = frozenset(("hold", "have", "attend", "join", "host", "chair", "open", "begin", "resume"))
_CANCELLED = frozenset(("cancel", "postpone", "scrap", "suspend"))
_SET = frozenset(("schedule", "due", "set", "slate"))
_HOPED = frozenset(("plan", "expect", "intend", "hope", "propose", "invite", "want"))
_MODAL = frozenset(("will", "would", "shall", "'ll", "’ll"))
_FURTHEST = 120
_SENTENCES_BACK = 2


def time_of(words: Words, event: Event, first: int, last: int) -> Span | None:
    """Return the words that date an event: the nearest after it, else the nearest before it, in its own sentence.

    Parameters
    ----------
    words : Words
    event : Event
    first, last : int
        The words of the sentence.
    """
    window = Span(words.start[first], words.end[last - 1])
    spans = find_expressions(words.source, window)
    at = words.start[event.at]
    near = [span for span in spans if abs(span.start - at) < _FURTHEST and span.of(words.source).lower() != "earlier"]
    after = [span for span in near if span.start > at]
    return min(after or near, key=lambda span: abs(span.start - at), default=None)


def day_of_group(words: Words, event: Event) -> Span | None:
    """Return the day on which a sentence just before introduces the group that now meets without a date.

    "She will ask a few leaders on Wednesday ... The leaders dine at her house": the group is taken up again with
    "the", so the day of its introduction still holds. More than one day there, and none is taken.
    """
    subject = next(
        (i for i in range(max(0, event.at - 8), event.at) if words.head[i] == event.verb and words.dep[i] == "nsubj"),
        None,
    )
    if subject is None or words.tag[subject] not in ("NNS", "NNPS") or words.key[max(0, subject - 1)] != "the":
        return None
    number = words.sentence[event.at]
    for before in range(number - 1, max(-1, number - 1 - _SENTENCES_BACK), -1):
        first, last = words.sentences[before]
        new = [i for i in range(first, last) if words.lemma[i] == words.lemma[subject] and words.key[i - 1] != "the"]
        if new:
            spans = find_expressions(words.source, Span(words.start[first], words.end[last - 1]))
            return spans[0] if len(spans) == 1 else None
    return None


def status_of(words: Words, event: Event, first: int, last: int, *, dated: bool = False) -> str:
    """Return ``planned``, ``scheduled``, ``under way``, ``held`` or ``cancelled``.

    Parameters
    ----------
    words : Words
    event : Event
    first, last : int
        The words of the sentence.
    dated : bool
        A time is given with it.
    """
    verb = event.verb
    if event.noun and words.key[words.head[event.at]] == "to" and words.lemma[verb] in SUMMONING:
        return "scheduled"
    around = {words.lemma[i] for i in range(first, last) if words.head[i] == verb or i == verb or words.head[verb] == i}
    keys = {words.key[i] for i in range(first, last) if words.head[i] in (verb, words.head[verb])}
    if around & _CANCELLED or ("off" in keys and "call" in around):
        return "cancelled"
    arranged = words.lemma[verb] in GATHERING | _HOLDING
    if around & _SET or ("to" in keys and "be" in around and arranged):
        return "scheduled"
    if around & _HOPED:
        return "planned"
    if keys & _MODAL:
        return "scheduled" if keys & {"will", "shall"} else "planned"
    near = {words.tag[i] for i in range(first, last) if words.head[i] == event.at and words.pos[i] == "VERB"}
    if "VBG" in near or (
        words.tag[verb] == "VBG" and "be" in {words.lemma[i] for i in range(first, last) if words.head[i] == verb}
    ):
        return "under way"
    if words.tag[verb] == "VBN" and "have" in around and "since" in {words.key[i] for i in range(first, last)}:
        return "under way"
    if words.tag[verb] in ("VBZ", "VBP"):
        # "On Thursday she attends the summit": the present with a day is a timetable's.
        return (
            "scheduled" if words.lemma[verb] in GATHERING or (dated and words.lemma[verb] != "involve") else "under way"
        )
    return "held"
