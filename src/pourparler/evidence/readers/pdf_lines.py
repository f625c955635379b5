"""From the set lines of a PDF page back to paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pypdf import PageObject

_WIDER_GAP = 1.25
_SHORT_LINE = 0.6
_ALMOST_FULL = 0.85
_PAGE_NUMBER = re.compile(r"[\W_]*(?:page\s+)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?[\W_]*", re.IGNORECASE)
_ITEM = re.compile(r"(?:[•◦▪‣–—-]|\(?\d{1,2}[.)]|\(?[a-z]\))\s")
_SENTENCE_END = re.compile(r"[.!?:;…][”’\"')\]]*$")


@dataclass(frozen=True, slots=True)
class Line:
    """One set line: its text, how high its baseline stands on the page, and its type size (points)."""

    text: str
    height: float
    size: float


def lines_of(page: PageObject) -> list[Line]:
    """Return the lines of a page in reading order, page numbers at its head and foot left out."""
    pieces: list[tuple[str, float, float]] = []

    def note(text: str, cm: list[float], tm: list[float], _font: Any, size: float) -> None:
        height = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        pieces.append((text, height, abs(size * (tm[3] or 1.0) * (cm[3] or 1.0))))

    page.extract_text(visitor_text=note)
    lines: list[Line] = []
    words, place = "", (0.0, 0.0)
    for text, height, size in [*pieces, ("\n", 0.0, 0.0)]:
        for position, part in enumerate(text.split("\n")):
            if position and words.strip():
                lines.append(Line(words.strip(), *place))
            if position:
                words = ""
            if part.strip() and not words.strip():
                place = (height, size)
            words += part
    while lines and _PAGE_NUMBER.fullmatch(lines[-1].text):
        lines.pop()
    if len(lines) > 1 and _PAGE_NUMBER.fullmatch(lines[0].text):
        lines.pop(0)
    return lines


def _leading(pages: Sequence[Sequence[Line]]) -> float:
    """Return the usual distance of two lines of a paragraph: the lower quartile of all distances (points)."""
    gaps = sorted(
        above.height - below.height
        for lines in pages
        for above, below in pairwise(lines)
        if above.height > below.height
    )
    return gaps[len(gaps) // 4] if gaps else 0.0


def _continues(above: Line, below: Line, leading: float, width: int, *, same_page: bool) -> bool:
    """Tell whether two lines that follow each other belong to one paragraph."""
    if _ITEM.match(below.text) or len(above.text) < _SHORT_LINE * width:
        return False
    if abs(above.size - below.size) > 0.5:
        return False
    if same_page:
        gap = above.height - below.height
        if gap < 0 or gap > _WIDER_GAP * leading:
            return False
    elif _SENTENCE_END.search(above.text):
        return False
    return not (_SENTENCE_END.search(above.text) and len(above.text) < _ALMOST_FULL * width)


def _joined(above: str, below: str, vocabulary: frozenset[str]) -> str:
    """Join two lines; a hyphen at the end of a line goes only when the whole word occurs elsewhere."""
    if above.endswith("\u00ad"):
        return above[:-1] + below
    broken = re.search(r"([^\W\d_]+)[-‐]$", above)
    if broken is None:
        return f"{above} {below}"
    rest = re.match(r"[^\W\d_]+", below)
    if rest and (broken.group(1) + rest.group()).casefold() in vocabulary:
        return above[:-1] + below
    return above + below


def paragraphs(pages: Sequence[Sequence[Line]]) -> str:
    """Return the text of set pages, one paragraph a line.

    Examples
    --------
    >>> first = [Line("Talks will resume on Monday, the two", 700, 11), Line("sides said.", 686, 11)]
    >>> paragraphs([first, [Line("They met in the old harbour office.", 700, 11)]])
    'Talks will resume on Monday, the two sides said.\\nThey met in the old harbour office.'
    """
    lines = [(number, line) for number, page in enumerate(pages) for line in page]
    if not lines:
        return ""
    lengths = sorted(len(line.text) for _, line in lines)
    width = lengths[min(len(lengths) - 1, int(0.9 * len(lengths)))]
    leading = _leading(pages)
    vocabulary = frozenset(word.casefold() for _, line in lines for word in re.findall(r"[^\W\d_]+", line.text))
    told = [lines[0][1].text]
    for (page_above, above), (page_below, below) in pairwise(lines):
        if _continues(above, below, leading, width, same_page=page_above == page_below):
            told[-1] = _joined(told[-1], below.text, vocabulary)
        else:
            told.append(below.text)
    return "\n".join(told)
