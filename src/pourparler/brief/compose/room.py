"""How much room a text takes in print, reckoned before anything is set: what is to be one page is one page."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from pourparler.brief.document import Block, Bullets, Empty, Facts, Paragraph, Section, TopicCard
from pourparler.core.result import Sentence

PAGE = 61.0
"""Lines of page one, set as small as the print sets it, below its title and above its limits."""
_WIDE, _BESIDE = 102, 80
"""Letters of middling width in a line across the page, and beside the narrow column of labels."""
_HEADING, _CARD, _ROW = 3.0, 3.2, 0.8
"""Lines taken by a heading, by the name of a topic with the space around it, and by the space of a labelled row."""
_BETWEEN = 0.25
"""Lines that the space between two items of a list takes."""
_MARK = 4
"""Letters that a mark takes."""


def lines_of(sections: Iterable[Section]) -> float:
    """Return the lines that sections of prose take on page one.

    Examples
    --------
    >>> lines_of([Section("next", "Next", (Bullets((Sentence("In March."), Sentence("word " * 30))),))])
    6.75
    """
    return sum(_HEADING + sum(map(_block, section.blocks)) for section in sections)


def _block(block: Block) -> float:
    match block:
        case Bullets(items, _):
            return _BETWEEN + sum(_lines(item, _WIDE) + _BETWEEN for item in items)
        case Paragraph(sentences):
            return rows_of(" ".join(map(_marked, sentences)), _WIDE) + _ROW
        case Facts(rows):
            return sum(_labelled(sentences) for _, sentences in rows)
        case TopicCard(_, _, entries):
            return _CARD + sum(_labelled(sentences) for _, sentences in entries)
        case Empty(question):
            return _lines(question, _WIDE) + _ROW if question is not None else 1.0
        case _:
            raise TypeError(f"no prose: {type(block).__name__}")


def _labelled(sentences: Iterable[Sentence]) -> float:
    return _ROW + sum(_lines(sentence, _BESIDE) for sentence in sentences)


def _lines(sentence: Sentence, line: int) -> int:
    return rows_of(_marked(sentence), line)


def _marked(sentence: Sentence) -> str:
    return sentence.text + "m" * _MARK * len(sentence.marks)


def rows_of(text: str, line: int) -> int:
    """Return the lines that a text takes in a column of so many letters."""
    return int(-(-width(text) // line))


def width(text: str) -> float:
    """Return how wide a text is, in letters of middling width: capitals and full-width signs take more."""
    return sum(
        2.2 if unicodedata.east_asian_width(sign) in "WF" else 1.5 if sign.isupper() or sign in "mwMW%@" else 1
        for sign in text
    )
