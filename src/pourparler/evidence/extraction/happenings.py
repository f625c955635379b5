"""What a text says happened or will happen on a given day: verb, subject, day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pourparler.evidence.claim import Span
from pourparler.evidence.extraction.cast import Cast
from pourparler.evidence.extraction.date_expressions import find_expressions
from pourparler.evidence.extraction.dates import resolve
from pourparler.evidence.extraction.topics import stem
from pourparler.evidence.extraction.words import Words

# Any year will do: only full dates with a day and a month are compared, within one text.
_ANY_YEAR = date(2000, 7, 1)
_BROAD = frozenset(
    (
        "say",
        "be",
        "have",
        "tell",
        "meet",
        "do",
        "make",
        "hold",
        "come",
        "go",
        "take",
        "add",
        "announce",
        "write",
        "speak",
    )
)
_AFTER = ("the", "day")


@dataclass(frozen=True, slots=True)
class Happening:
    """An event with its day; ``verb`` and ``subject`` are stems, ``span`` is the clause."""

    verb: str
    subject: str
    day: str
    span: Span


def happenings_in(cast: Cast) -> list[Happening]:
    """Return the dated events of a document whose day and month are told, in order."""
    words = cast.words
    found = []
    for expression in find_expressions(words.source, Span(0, len(words.source))):
        day = resolve(expression.of(words.source), document_date=_ANY_YEAR)
        if day is None or "/" in day or not any(mark.isdigit() for mark in expression.of(words.source)):
            continue
        verb = _verb_of(words, expression)
        if verb is None or words.lemma[verb] in _BROAD:
            continue
        subject = next(
            (i for i in range(len(words)) if words.head[i] == verb and words.dep[i] in ("nsubj", "nsubjpass")), None
        )
        if subject is None or words.pos[subject] == "PRON":
            continue
        start = min(words.start[subject], expression.start)
        found.append(Happening(words.lemma[verb].lower() + _particle(words, verb), stem(words.key[subject]), day,
                               Span(start, max(words.end[verb], expression.end))))  # fmt: skip
    return found


def _particle(words: Words, verb: int) -> str:
    after = verb + 1
    complement = after < len(words) and words.head[after] == verb and words.dep[after] in ("acomp", "prt", "oprd")
    return f" {words.key[after]}" if complement else ""


def _verb_of(words: Words, expression: Span) -> int | None:
    """Return the verb a date belongs to; "2 September, the day the guns fell quiet" belongs to "fell"."""
    inside = [i for i in range(len(words)) if expression.start <= words.start[i] < expression.end]
    if not inside:
        return None
    after = inside[-1] + 1
    if tuple(words.key[after + 1 : after + 3]) == _AFTER and words.text[after : after + 1] == [","]:
        day = after + 2
        return next((i for i in range(day + 1, min(day + 12, len(words))) if words.pos[i] == "VERB"), None)
    at = inside[-1]
    for _ in range(6):
        if words.pos[at] == "VERB":
            return at
        if words.head[at] == at:
            return None
        at = words.head[at]
    return None
