"""Letters given in full: where each begins and ends, and who signs it, so that "we propose" has a speaker."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pourparler.evidence.claim import Span

_SALUTATION = re.compile(
    r"(?:My )?(?:Dear|Excellency|Your Excellency|Sirs?|Madam|Honou?rable|To (?:the|all|whom)|"
    r"Colleagues|Friends|Members)\b"
)
_FAREWELL = re.compile(
    r"(?:Yours|Sincerely|Respectfully|Faithfully|Cordially|Regards|In solidarity|Signed|"
    r"(?:With )?(?:[Bb]est|[Kk]ind|[Ww]arm|my)(?:est)? (?:regards|wishes)|"
    r"(?:I|We) (?:have the honou?r to be|remain|am|are),?)"
)
_FROM = re.compile(
    r"(?:(?:Letter|Reply|Note|Message|Telegram|Answer|Mail)[^\n]{0,20}? (?:from|by|of) |From: ?)(?P<who>[^\n]+)", re.I
)
_TO = re.compile(r" to (?:the |[A-Z])|, \d|, (?:dated|of|on)\b| \(|\d{1,2} [A-Z]")
_LONGEST_LINE = 90
_LONGEST_NAME = 12


@dataclass(frozen=True, slots=True)
class Letter:
    """The body of a letter and where the text names its author."""

    body: Span
    author: Span


def letters_of(text: str, paragraphs: Sequence[Span]) -> tuple[Letter, ...]:
    """Return the letters of a text that open with a salutation and have an author, in order.

    Parameters
    ----------
    text : str
    paragraphs : sequence of Span

    Notes
    -----
    The author is who signs below the farewell; without a signature, who the heading names ("Letter from X to Y").

    Examples
    --------
    >>> from pourparler.evidence.extraction.paragraphs import paragraphs_of
    >>> text = "Dear Mr Brandt,\\n\\nWe ask for a date.\\n\\nYours faithfully,\\n\\nAda Rask"
    >>> [letter.author.of(text) for letter in letters_of(text, paragraphs_of(text))]
    ['Ada Rask']
    """
    opened = [index for index, span in enumerate(paragraphs) if _is_salutation(span.of(text))]
    found = []
    for place, first in enumerate(opened):
        last = opened[place + 1] if place + 1 < len(opened) else len(paragraphs)
        farewell = next((i for i in range(first + 1, last) if _is_farewell(paragraphs[i].of(text))), None)
        author = _signature(text, paragraphs, farewell) if farewell is not None else None
        author = author or _heading(text, paragraphs, first)
        end = farewell if farewell is not None else last
        if author is not None and end > first + 1:
            found.append(Letter(Span(paragraphs[first + 1].start, paragraphs[end - 1].end), author))
    return tuple(found)


def _is_salutation(line: str) -> bool:
    return len(line) < _LONGEST_LINE and _SALUTATION.match(line) is not None and line.endswith((",", ":", "!"))


def _is_farewell(line: str) -> bool:
    first = line.split("\n")[0]
    return len(first) < _LONGEST_LINE and _FAREWELL.match(first) is not None and not first.endswith((".", "?", "”"))


def _signature(text: str, paragraphs: Sequence[Span], farewell: int) -> Span | None:
    """Return the first line below the farewell, up to the first comma."""
    span = paragraphs[farewell]
    below = text.find("\n", span.start, span.end)
    if below < 0:
        if farewell + 1 >= len(paragraphs):
            return None
        span = paragraphs[farewell + 1]
        below = span.start
    while below < span.end and text[below].isspace():
        below += 1
    end = min((at for mark in "\n,;(" if (at := text.find(mark, below, span.end)) >= 0), default=span.end)
    words = text[below:end].split()
    named = 0 < len(words) <= _LONGEST_NAME and words[0][0].isupper() and not text[below:end].endswith(".")
    return Span(below, end) if named else None


def _heading(text: str, paragraphs: Sequence[Span], first: int) -> Span | None:
    for index in range(first - 1, max(first - 4, -1), -1):
        span = paragraphs[index]
        match = _FROM.match(text, span.start, span.end) if span.end - span.start < 2 * _LONGEST_LINE else None
        if match is None:
            continue
        stop = _TO.search(text, match.start("who"), match.end("who"))
        who = Span(match.start("who"), stop.start() if stop is not None else match.end("who"))
        return Span(who.start, who.start + len(who.of(text).rstrip(" .,:;"))) if who.of(text).strip() else None
    return None
