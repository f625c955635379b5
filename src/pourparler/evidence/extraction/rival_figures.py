"""Figures set against one just given: "17 people were killed ... X put the toll at 23", "the true figure is 29m"."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from pourparler.evidence.claim import Span
from pourparler.evidence.extraction.gazetteer import words_like
from pourparler.evidence.extraction.quantities import value_of
from pourparler.evidence.extraction.words import Words

_FURTHEST = 1
_SMALLEST = 3
_FAMILIES = ("owed", "lost", "dead", "present", "traded", "stocked")
_IRREAL = frozenset(("would", "could", "should", "may", "might", "will", "if", "unless", "until"))
_VOICING = frozenset(
    (
        "say",
        "put",
        "acknowledge",
        "claim",
        "report",
        "count",
        "show",
        "estimate",
        "reckon",
        "note",
        "admit",
        "insist",
        "maintain",
        "give",
        "record",
        "tell",
        "concede",
        "dispute",
        "counter",
    )
)
_SCALES = frozenset(("m", "bn", "k", "thousand", "million", "billion"))
_BEING = frozenset(("be", "stand"))
_CLOSER = frozenset(
    ("closer", "nearer", "only", "just", "about", "around", "nearly", "roughly", "to", "more", "like")
) | frozenset("$£€“‘'\"")


def rival_figures(words: Words) -> list[tuple[Span, Span]]:
    """Return pairs of a figure and another one that a text puts in its place, in order.

    The second is given for a noun that only takes up what was counted before ("the toll", "a figure", "its own
    estimate"), in the same sentence or the next; a noun of a thing of its own ("the budget") is no such sign.

    Examples
    --------
    >>> from pourparler.evidence.extraction.pipeline import parsed
    >>> from pourparler.evidence.extraction.words import words_of
    >>> words = words_of(parsed("The army said 17 people were killed. The clinic put the toll at 23."))
    >>> [(one.of(words.source), other.of(words.source)) for one, other in rival_figures(words)]
    [('17 people were killed', 'put the toll at 23')]
    """
    found = []
    for start, number, end in _taken_up(words):
        value = value_of(words.joined(number, end))
        earlier = _figure_before(words, start) if value is not None else None
        if earlier is not None and value_of(words.joined(*earlier)) not in (value, None):
            found.append((_told(words, *earlier), words.span(start, end)))
    return found


def _taken_up(words: Words) -> list[tuple[int, int, int]]:
    """Return where a figure is given for a noun that takes up another: first word, number, end."""
    nouns = words_like("quantities", "taken_up")
    found = []
    for index, lemma in enumerate(words.lemma):
        if words.pos[index] != "NOUN" or lemma.lower() not in nouns:
            continue
        verb = words.head[index]
        if words.dep[index] == "dobj" and words.lemma[verb] == "put" and verb < index:
            start, after = verb, index + 1
        elif words.dep[index] == "nsubj" and words.lemma[verb] in _BEING and verb > index:
            start, after = _noun_start(words, index), verb + 1
        else:
            put = next(
                (i for i in range(index + 1, min(index + 7, len(words))) if words.key[i] in ("put", "puts")), None
            )
            if put is None or words.dep[put] != "relcl" or words.head[put] != index:
                continue
            start, after = _noun_start(words, index), put + 1
        number = after
        while number < len(words) and (words.key[number] in _CLOSER or words.key[number] == "at"):
            number += 1
        if number < len(words) and words.pos[number] == "NUM" and words.sentence[number] == words.sentence[index]:
            found.append((start, number, _number_end(words, number)))
    return found


def _noun_start(words: Words, noun: int) -> int:
    start = noun
    while start > 0 and words.head[start - 1] == noun and words.pos[start - 1] in ("DET", "ADJ", "PRON"):
        start -= 1
    return start


def _number_end(words: Words, number: int) -> int:
    end = number + 1
    while end < len(words) and (words.pos[end] == "NUM" or words.key[end] in _SCALES):
        end += 1
    return end


def _figure_before(words: Words, start: int) -> tuple[int, int] | None:
    """Return the last figure before a word, at most one sentence back; dates and shares are no such figures."""
    index = start - 1
    while index >= 0 and words.sentence[start] - words.sentence[index] <= _FURTHEST:
        scale = words.key[index] in _SCALES and index > 0 and words.pos[index - 1] == "NUM"
        if (words.pos[index] == "NUM" or scale) and words.entity_type[index] not in (
            "DATE",
            "TIME",
            "ORDINAL",
            "PERCENT",
        ):
            first = index
            while first > 0 and words.pos[first - 1] == "NUM" and words.sentence[first - 1] == words.sentence[index]:
                first -= 1
            if value_of(words.joined(first, index + 1)) is not None:
                return first, index + 1
        index -= 1
    return None


def _told(words: Words, first: int, end: int) -> Span:
    """Return a figure with what it counts and, where that is the subject, its verb ("17 people were killed")."""
    noun = words.head[end - 1]
    last = noun if end <= noun < end + 5 and words.pos[noun] == "NOUN" else end - 1
    verb = words.head[last]
    if words.dep[last] in ("nsubj", "nsubjpass") and last < verb < last + 4:
        last = verb
    return words.span(first, last + 1)


def rival_accounts(words: Words) -> list[tuple[Span, Span]]:
    """Return pairs of figures that two voices give for one kind of thing, in one sentence or the next.

    "He puts the arrears at $1.9bn. The treasury acknowledges a debt of $1.2bn": the nouns (or verbs) mean one thing,
    each sentence tells whose figure it is, and neither figure is a wish, an offer or a guess at what is to come.
    """
    found = []
    known = _accounts(words)
    for one, other in pairwise(known):
        apart = words.sentence[other.number] - words.sentence[one.number]
        same_kind = one.family == other.family and one.money == other.money and one.value != other.value
        if same_kind and apart in (0, 1) and one.voiced and other.voiced and one.unit in ("", other.unit, None):
            found.append((words.span(one.start, one.end), words.span(other.start, other.end)))
    return found


@dataclass(frozen=True, slots=True)
class _Account:
    family: str
    value: float
    money: bool
    unit: str | None
    voiced: bool
    number: int
    start: int
    end: int


def _accounts(words: Words) -> list[_Account]:
    families = {word: name for name in _FAMILIES for word in words_like("same_things", name)}
    found: list[_Account] = []
    index = 0
    while index < len(words):
        if words.pos[index] != "NUM" or words.entity_type[index] in ("DATE", "TIME", "ORDINAL", "PERCENT"):
            index += 1
            continue
        end = _number_end(words, index)
        value = value_of(words.joined(index, end))
        account = _account(words, index, end, value, families) if value is not None and value >= _SMALLEST else None
        if account is not None:
            found.append(account)
        index = end
    return found


def _account(words: Words, number: int, end: int, value: float, families: dict[str, str]) -> _Account | None:
    first, last = words.sentences[words.sentence[number]]
    near = sorted(range(max(first, number - 6), min(last, end + 5)), key=lambda i: abs(i - number))
    thing = next((i for i in near if words.lemma[i].lower() in families and words.pos[i] in ("NOUN", "VERB")), None)
    if thing is None or any(words.key[i] in _IRREAL for i in range(first, last)):
        return None
    money = number > 0 and words.text[number - 1] in ("$", "£", "€")
    after = words.lemma[end].lower() if end < last and words.pos[end] == "NOUN" and end != thing else ""
    voiced = any(
        words.lemma[i].lower() in _VOICING or words.key[i] in ("according", "estimate", "data", "figures")
        for i in range(first, last)
    )
    start, stop = min(number, thing) - (money and number < thing), max(end, thing + 1)
    return _Account(families[words.lemma[thing].lower()], value, money, after, voiced, number, start, stop)
