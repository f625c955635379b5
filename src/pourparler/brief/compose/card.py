"""The card that goes into the room: what to raise, what to avoid, what to answer if raised; one page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import chain, zip_longest

from pourparler.analysis.phrases import capital
from pourparler.brief.compose.asking import asked_first
from pourparler.brief.compose.desk import Desk, all_said, said
from pourparler.brief.compose.references import sentences_of
from pourparler.brief.compose.room import rows_of, width
from pourparler.brief.compose.topics import ordered_topics
from pourparler.brief.document import Block, Bullets, Document, Empty, Facts, Paragraph, Part, Section
from pourparler.case.model import Case
from pourparler.case.views import Talking
from pourparler.core.result import Mark, Result, Sentence
from pourparler.evidence.record import Evidence

POINTS = 6
"""Points under one heading: more than a speaker keeps in mind."""
LINES = 12.0
"""Lines under one heading, so that the three of them stand on one A4 page."""
QUESTIONS = 5

_LINE, _LABEL = 64, 20
"""Letters of middling width in a line of a point, and of the narrow column that names the topic."""
_ROW = 0.5
"""Lines taken by the space between two topics."""
_LONGEST = 170
"""Letters of a point; what is longer is cut at a word."""
_CUT = " … (more in the brief)"
_TITLE, _SUBTITLE, _NAME = 100, 80, 60
MARKS = "The marks are those of the brief beside this card: there each leads to the words or the judgement it rests on."


@dataclass(frozen=True, slots=True)
class _Point:
    """One line of the card, under the topic it belongs to."""

    topic: str
    sentence: Sentence


def card(case: Case, evidence: Evidence, results: Mapping[str, Result], brief: Document) -> Document:
    """Return the card of a brief as a document for any writer.

    Parameters
    ----------
    case : Case
        Its prepared topics fill the card; with none, the card says so and asks.
    evidence : Evidence
    results : mapping of question to Result
        Must hold ``positions``.
    brief : Document
        Made from the same three: the card has its title, its day, its classification and the numbers of its marks.

    Notes
    -----
    *Raise* holds the aims of the topics that are certain or may be raised, then their arguments, the first of each
    topic before the second of any. *Avoid* takes turns likewise. *If raised* holds response and fallback of the
    defensive topics. Points are taken in that order while there is room for :data:`POINTS` and :data:`LINES`; the
    first that does not fit ends the list, and the card says how many more the brief has.

    Examples
    --------
    >>> from pourparler.analysis.positions import positions
    >>> from pourparler.brief.compose import compose
    >>> empty = Evidence({}, {})
    >>> results = {"positions": positions(Case(), empty)}
    >>> made = card(Case(), empty, results, compose(Case(), empty, results))
    >>> [section.heading for section in made.parts[0].sections]
    ['Raise', 'Avoid', 'If raised']
    """
    desk = Desk(case, evidence, results)
    part = Part("Card", (_raise(desk), _avoid(desk), _if_raised(desk), *_to_ask(desk)))
    used = {mark for sentence in sentences_of(part) for mark in sentence.marks}
    ours = desk.ours()
    return replace(
        brief,
        title=_shortened(brief.title, _TITLE, "…"),
        subtitle=_shortened(f"Card for {ours}" if ours else "Card", _SUBTITLE, "…"),
        parts=(part,),
        references=(),
        elsewhere=tuple(one for one in brief.references if used & {one.mark, *one.also}),
        caveats=(Sentence(MARKS),),
    )


def _raise(desk: Desk) -> Section:
    topics = [topic for topic in ordered_topics(desk) if topic.likelihood != "defensive"]
    aims = [_points(desk, topic, "Seek", said(topic.aim)) for topic in topics]
    arguments = [_points(desk, topic, "Argue", all_said(topic.arguments)) for topic in topics]
    ask = "Which topics are to be raised, and what is sought on each?"
    return _section("raise", "Raise", [*_in_turn(aims), *_in_turn(arguments)], ask)


def _avoid(desk: Desk) -> Section:
    points = [_points(desk, topic, "Avoid", all_said(topic.avoid)) for topic in ordered_topics(desk)]
    return _section("avoid", "Avoid", _in_turn(points), "What is better left unsaid, and on which topic?")


def _if_raised(desk: Desk) -> Section:
    topics = [topic for topic in ordered_topics(desk) if topic.likelihood == "defensive"]
    answers = [_points(desk, topic, "Answer", said(topic.response)) for topic in topics]
    fallbacks = [_points(desk, topic, "Fall back on", said(topic.fallback)) for topic in topics]
    ask = "What might others raise, what is the answer, and what is the fallback?"
    return _section("if-raised", "If raised", [*_in_turn(answers), *_in_turn(fallbacks)], ask)


def _to_ask(desk: Desk) -> tuple[Section, ...]:
    """With nothing prepared there is room for what reporting leaves open."""
    if ordered_topics(desk) or not desk.positions.missing:
        return ()
    shown, rest = asked_first(desk.positions.missing, QUESTIONS)
    blocks: list[Block] = [Bullets(tuple(map(_cut, shown)), asking=True)] if shown else []
    return (Section("ask", "To ask", (*blocks, *_more(rest))),)


def _points(desk: Desk, topic: Talking, verb: str, sentences: Iterable[Sentence]) -> list[_Point]:
    name = _shortened(capital(desk.ground.subjects.name(topic.issue)), _NAME, "…")
    return [_Point(name, _cut(Sentence(f"{verb}: {line.text}", line.marks))) for line in sentences]


def _in_turn(lists: Iterable[list[_Point]]) -> list[_Point]:
    """Return the first point of each topic, then the second of each, and so on."""
    return [point for point in chain.from_iterable(zip_longest(*lists)) if point is not None]


def _section(id_: str, heading: str, points: list[_Point], ask: str) -> Section:
    if not points:
        return Section(id_, heading, (Empty(Sentence(ask, (Mark("none", "preparation.topics"),))),))
    fitting = _fitting(points)
    rows: dict[str, tuple[Sentence, ...]] = {}
    for point in fitting:
        rows[point.topic] = (*rows.get(point.topic, ()), point.sentence)
    return Section(id_, heading, (Facts(tuple(rows.items())), *_more(len(points) - len(fitting))))


def _more(rest: int) -> tuple[Paragraph, ...]:
    return (Paragraph((Sentence(f"{rest} more in the brief."),)),) if rest > 0 else ()


def _fitting(points: list[_Point]) -> list[_Point]:
    """Return the first points that have room; there is always room for one."""
    count = 1
    while count < min(len(points), POINTS) and _lines(points[: count + 1]) <= LINES:
        count += 1
    return points[:count]


def _lines(points: list[_Point]) -> float:
    """Return the lines that points take in print, those of one topic beside its name."""
    rows: dict[str, int] = {}
    for point in points:
        rows[point.topic] = rows.get(point.topic, 0) + rows_of(point.sentence.text, _LINE)
    return sum(max(lines, rows_of(topic, _LABEL)) + _ROW for topic, lines in rows.items())


def _cut(sentence: Sentence) -> Sentence:
    return Sentence(_shortened(sentence.text, _LONGEST, _CUT), sentence.marks)


def _shortened(text: str, longest: int, end: str) -> str:
    """Cut a text at a word, and say so.

    Examples
    --------
    >>> _shortened("eleven hours of rest", 14, "…")
    'eleven hours…'
    >>> _shortened("eleven hours of rest", 40, "…")
    'eleven hours of rest'
    """
    text = " ".join(text.split())
    if width(text) <= longest:
        return text
    room, kept = longest - width(end), ""
    for sign in text:
        if width(kept + sign) > room:
            break
        kept += sign
    whole = kept.rpartition(" ")[0]
    return f"{whole if len(whole) > len(kept) // 2 else kept}{end}".strip()
