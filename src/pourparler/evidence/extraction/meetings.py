"""Who meets whom, where and when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from pourparler.evidence.claim import EntityType, Meeting, Span
from pourparler.evidence.extraction.agents import agent_nouns
from pourparler.evidence.extraction.cast import Cast
from pourparler.evidence.extraction.dates import resolve
from pourparler.evidence.extraction.draft import Mention
from pourparler.evidence.extraction.gazetteer import words_like
from pourparler.evidence.extraction.meeting_days import GATHERING, SUMMONING, day_of_group, status_of, time_of
from pourparler.evidence.extraction.participants import Event, participants_of
from pourparler.evidence.extraction.words import Words

if TYPE_CHECKING:
    from spacy.tokens import Doc

_RECEIVING = frozenset(("host", "receive", "greet", "visit", "welcome"))
_VAGUE = frozenset(
    ("any", "no", "future", "potential", "possible", "further", "more", "such", "eventual", "all", "public", "peace")
)
_OCCASIONS = frozenset(("invitation", "request", "behest", "insistence", "suggestion", "urging", "initiative"))
_ASKING = frozenset(("call", "ask", "appeal", "press", "push", "plead", "hope", "wait", "demand", "agree", "return"))
_DOUBT = frozenset(("can", "may", "might", "could", "should", "if"))


def meetings(doc: Doc, cast: Cast, document_date: date | None) -> tuple[Meeting, ...]:
    """Return the meetings that a document tells of, in order, each once.

    A meeting needs an event ("an EU summit", "met", "received") and two of: a participant, a place, a time.

    Parameters
    ----------
    doc : spacy.tokens.Doc
        Not consulted beyond what ``cast`` holds of it.
    cast : Cast
    document_date : date or None
        Without it, ``date`` stays None.
    """
    del doc
    words = cast.words
    found: list[Meeting] = []
    for event in _events(words, cast):
        if words.quoted[event.at]:
            continue
        meeting = _meeting(event, cast, document_date, found[-1].participants if found else ())
        if meeting is not None:
            found.append(meeting)
    merged = _merged(found, words.source)
    return tuple(replace(meeting, id=f"m{number}") for number, meeting in enumerate(merged, 1))


def _events(words: Words, cast: Cast) -> Iterator[Event]:
    for index, lemma in enumerate(words.lemma):
        named = cast.naming(index)
        if words.shouted[index] or (
            named is not None and named.kind == "name" and not _named_event(words, index, named)
        ):
            continue
        if words.pos[index] in ("NOUN", "PROPN") and words.key[index] in words_like("meetings", "events"):
            verb = _governing_verb(words, index)
            if verb is not None and not _hypothetical(words, index, verb):
                yield Event(index, verb, True)
        elif (
            words.pos[index] == "VERB"
            and (lemma in _verbs() or words.key[index] == "dined")
            and not _doubted(words, index)
        ):
            yield Event(index, index, False)


def _verbs() -> frozenset[str]:
    return GATHERING | _RECEIVING | words_like("meetings", "calling") | words_like("meetings", "travelling")


def _named_event(words: Words, index: int, named: Mention) -> bool:
    """Tell "the Tenth Meeting", an event, from "the Lakes Conference", a body."""
    return index == named.core[1] - 1 and words.key[index] in ("meeting", "summit", "session", "talks", "dinner")


def _governing_verb(words: Words, index: int) -> int | None:
    at = index
    for _ in range(6):
        at = words.head[at]
        if words.pos[at] in ("VERB", "AUX"):
            return at
        if words.head[at] == at:
            break
    return None


def _hypothetical(words: Words, index: int, verb: int) -> bool:
    left = [words.key[i] for i in range(max(0, index - 4), index) if words.head[i] == index]
    if set(left) & _VAGUE or _doubted(words, verb) or _called_for(words, index):
        return True
    near = range(index, min(index + 12, len(words)))
    acts = any(
        words.head[i] == index
        and (
            words.dep[i] == "acl" or (words.dep[i] == "relcl" and words.lemma[i] in words_like("meetings", "happening"))
        )
        for i in near
    )
    direct = words.head[index] == verb and words.dep[index] in ("nsubj", "nsubjpass", "dobj")
    through = words.lemma[words.head[index]] in ("in", "follow", "after", "before", "at", "during", "of", "for")
    summoned = words.key[words.head[index]] == "to" and words.lemma[verb] in SUMMONING
    happens = summoned or (_takes_place(words, verb) and (direct or through))
    return not (acts or happens or _dated_or_placed(words, index))


def _called_for(words: Words, index: int) -> bool:
    """Tell whether somebody only asks for the meeting ("called for direct talks")."""
    preposition = words.head[index]
    asked = words.head[preposition]
    asks = words.key[preposition] == "for" or words.lemma[asked] in ("agree", "return")
    return words.key[preposition] in ("for", "to") and asks and words.lemma[asked] in _ASKING


def _takes_place(words: Words, verb: int) -> bool:
    """Tell whether a verb lets a meeting take place: "resumes", "is due to resume", "is set for", "is penciled in"."""
    chain = {verb}
    for index in range(verb, min(verb + 8, len(words))):
        if words.head[index] in chain and words.dep[index] in ("xcomp", "acomp", "oprd"):
            chain.add(index)
    known = words_like("meetings", "happening")
    return any(words.lemma[index] in known or words.key[index] in ("due", "set") for index in chain)


def _dated_or_placed(words: Words, index: int) -> bool:
    return any(
        words.head[i] == index and words.dep[i] == "prep" and words.key[i] in ("with", "in", "on", "at", "between")
        for i in range(index + 1, min(index + 8, len(words)))
    )


def _doubted(words: Words, verb: int) -> bool:
    first, last = words.sentences[words.sentence[verb]]
    near = range(max(first, verb - 6), min(last, verb + 2))
    children = {words.key[i] for i in near if words.head[i] == verb and words.dep[i] in ("aux", "mark", "neg")}
    if any(words.key[i] in ("if", "unless") and words.head[words.head[i]] == verb for i in range(first, last)):
        return True
    return bool(children & (_DOUBT | {"not", "n't", "n’t", "never"}))


def _meeting(event: Event, cast: Cast, document_date: date | None, before: tuple[str, ...] = ()) -> Meeting | None:
    words = cast.words
    first, last = _clause(words, event)
    where, where_at = _place(event, cast, first, last)
    when = time_of(words, event, first, last)
    people, people_at = participants_of(event, cast, first, last)
    if not people and len(before) > 1 and _they(words, event):
        people, people_at = before, [event.at]
    if not event.noun and not _of_people(event, cast, len(people)):
        return None
    if words.lemma[event.at] in words_like("meetings", "travelling") and (where is None or when is None or not people):
        return None
    told = (len(people) >= 2) + (len(people) >= 1) + (where is not None) + (when is not None)
    fixed = where is not None and when is not None
    if told < 2 or not (fixed or _several(event, people, cast) or _is_named(words, event)):
        return None
    status = status_of(words, event, first, last, dated=when is not None)
    anchors = [event.at, *people_at, *([where_at] if where_at is not None else [])]
    start = words.start[min(anchors)] if not event.noun else words.start[min(_noun_start(words, event.at), event.at)]
    end = max(words.end[max(anchors)], when.end if when is not None else 0)
    evidence = Span(min(start, when.start) if when is not None else start, end)
    ahead = status in ("planned", "scheduled")
    if when is None and not event.noun and (where is not None or len(people) >= 2):
        when = day_of_group(words, event)
    day = None if when is None else resolve(when.of(words.source), document_date=document_date, future=ahead)
    what = words.joined(_noun_start(words, event.at), event.at + 1) if event.noun else _called(words.lemma[event.at])
    return Meeting("", _plain(what), people, evidence, where, when, day, status)


def _they(words: Words, event: Event) -> bool:
    """Tell whether "they" meet: those who met before."""
    near = range(max(0, event.at - 6), event.at)
    return any(words.key[i] == "they" and words.head[i] == event.verb and words.dep[i] == "nsubj" for i in near)


def _several(event: Event, people: tuple[str, ...], cast: Cast) -> bool:
    """Tell whether two take part; a group is several, and so is a body that meets ("the council meets")."""
    bodies = not event.noun or cast.words.key[event.at] in ("session", "hearing", "plenary")
    many = {EntityType.GROUP} | ({EntityType.ORGANISATION} if bodies else set())
    if people and not event.noun and _meets_many(cast.words, event):
        return True
    if people and cast.words.lemma[event.verb] == "bring":  # "brings together"
        return True
    return len(people) >= 2 or any(cast.entities[one].type in many for one in people)


def _meets_many(words: Words, event: Event) -> bool:
    """Tell whether the verb's object is several whom nothing names: "will meet both sides", "meets union leaders"."""
    return any(
        words.head[i] == event.at and words.dep[i] == "dobj" and words.tag[i] == "NNS"
        and (words.key[i] in ("sides", "parties", "delegations") or agent_nouns().get(words.lemma[i]) is not None)
        for i in range(event.at + 1, min(event.at + 8, len(words)))
    )  # fmt: skip


def _is_named(words: Words, event: Event) -> bool:
    """Tell "an EU summit", "the Tenth Meeting", "the plenary of the union" from "a meeting"."""
    if not event.noun:
        return False
    start = _noun_start(words, event.at)
    described = any(words.capital(i) for i in range(max(start, 1), event.at + 1) if not words.first[i])
    return described or any(
        words.head[i] == event.at and words.key[i] == "of" for i in range(event.at, min(event.at + 3, len(words)))
    )


def _of_people(event: Event, cast: Cast, count: int) -> bool:
    """Tell "received the envoy" from "received the endorsement", "met the envoy" from "met the target"."""
    words = cast.words
    objects = [
        i
        for i in range(event.at + 1, min(event.at + 10, len(words)))
        if words.head[i] == event.at and words.dep[i] == "dobj"
    ]
    people = [
        i for i in objects
        if cast.at(words.start[i], words.end[i]) is not None or words.pos[i] in ("PRON", "PROPN")
        or agent_nouns().get(words.lemma[i]) == "person" or (words.tag[i] == "NNS" and _meets_many(words, event))
    ]  # fmt: skip
    if words.lemma[event.at] in _RECEIVING:
        return bool(people) and (count >= 2 or (count == 1 and _meets_many(words, event)))
    if words.lemma[event.at] in words_like("meetings", "calling"):
        near = range(event.at, min(event.at + 6, len(words)))
        return count >= 2 and any(words.head[i] == event.at and words.key[i] == "with" for i in near)
    return bool(people) or not objects


def _called(verb: str) -> str:
    if verb in words_like("meetings", "calling"):
        return "conversation"
    if verb in ("dine", "din"):
        return "dinner"
    return "visit" if verb in words_like("meetings", "travelling") or verb == "visit" else "meeting"


def _plain(what: str) -> str:
    for article in ("the ", "The ", "a ", "A ", "an ", "An ", "this ", "This "):
        what = what.removeprefix(article)
    return what


def _noun_start(words: Words, noun: int) -> int:
    start = noun
    while (
        start > 0
        and words.sentence[start - 1] == words.sentence[noun]
        and (
            words.pos[start - 1] in ("ADJ", "NOUN", "PROPN", "NUM", "DET")
            and words.head[start - 1] in range(start - 1, noun + 1)
        )
    ):
        start -= 1
    return start


def _clause(words: Words, event: Event) -> tuple[int, int]:
    """Return the words of the clause: the sentence, cut where another speaker's verb takes over."""
    return words.sentences[words.sentence[event.at]]


def _place(event: Event, cast: Cast, first: int, last: int) -> tuple[str | None, int | None]:
    words = cast.words
    for index in range(event.at, min(last, event.at + 16)):
        near = (
            ("in", "at", "on", "to")
            if words.lemma[event.at] in words_like("meetings", "travelling")
            else ("in", "at", "on")
        )
        if words.key[index] not in near or words.dep[index] != "prep":
            continue
        target = next(
            (i for i in range(index + 1, min(last, index + 8)) if words.head[i] == index and words.dep[i] == "pobj"),
            None,
        )
        if target is None or words.key[target] in _OCCASIONS:
            continue
        apposed = [
            i for i in range(target + 1, min(target + 5, last)) if words.head[i] == target and words.dep[i] == "appos"
        ]
        for at in (*apposed, target, *range(index + 1, min(target + 5, last))):
            mention = cast.naming(at)
            if mention is None or not words.capital(at) or (words.key[index] == "on" and at == target):
                continue
            if at != target and words.head[at] not in (index, target) and words.dep[words.head[at]] != "prep":
                continue
            if cast.entities[mention.entity].type in (EntityType.PLACE, EntityType.COUNTRY):
                return words.joined(*mention.core), mention.core[1] - 1
        entity = cast.at(words.start[target], words.end[target])
        if entity is not None and words.key[index] == "at" and cast.entities[entity].type is EntityType.ORGANISATION:
            return cast.entities[entity].name, target
        if words.lemma[target] in words_like("meetings", "venues") and words.pos[target] == "NOUN":
            start = _noun_start(words, target)
            return _plain(words.joined(start, target + 1)), target
    here = next((i for i in range(event.at, last) if words.key[i] == "here" and words.head[i] == event.verb), None)
    return (None, None) if here is None else (_dateline(cast), here)


def _dateline(cast: Cast) -> str | None:
    """Return the place a report is written from: "RAVENSMOOR — The corridor"."""
    words = cast.words
    for first, _ in words.sentences[:6]:
        named = cast.naming(first)
        if (
            named is not None
            and words.text[first].isupper()
            and len(words.text[first]) > 3
            and not words.shouted[first]
        ):
            return words.joined(*named.core).title()
    return None


def _merged(found: list[Meeting], text: str) -> list[Meeting]:
    kept: list[Meeting] = []
    for meeting in found:
        twin = next((n for n, other in enumerate(kept) if _same(meeting, other, text)), None)
        if twin is None:
            kept.append(meeting)
            continue
        other = kept[twin]
        kept[twin] = replace(
            other,
            participants=tuple(dict.fromkeys((*other.participants, *meeting.participants))),
            where=other.where or meeting.where,
            when_expr=other.when_expr or meeting.when_expr,
            date=other.date or meeting.date,
        )
    return kept


def _same(one: Meeting, other: Meeting, text: str) -> bool:
    if one.evidence.overlaps(other.evidence):
        return True
    if one.when_expr and other.when_expr and one.when_expr.of(text).lower() != other.when_expr.of(text).lower():
        return False
    if one.where and other.where and one.where != other.where:
        return False
    return one.what.lower() == other.what.lower() and bool(set(one.participants) & set(other.participants))
