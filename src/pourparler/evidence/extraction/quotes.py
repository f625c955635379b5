"""Which stretches of a text stand in quotation marks, found without a model.

The text is never normalised: each mark is classified where it stands. Marks are paired paragraph by paragraph, so a
forgotten mark spoils one paragraph at most. An opening mark without a closing one counts to the end of its paragraph
when the next paragraph opens with a mark again (the press convention for a quotation of several paragraphs).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pourparler.evidence.claim import Span

_OPENERS = {"“": "”", "„": "“”", "«": "»", "‟": "”"}
_CLOSERS = frozenset("”»")
_SINGLE_OPENERS = frozenset("‘‚")
_STRAIGHT = frozenset('"＂')
_SINGLE_STRAIGHT = "'"
_MARKS = re.compile("[“”„«»‟‘’‚\"＂'`]")
_TYPEWRITER = ("''", "``")
_ELISION = re.compile(r"(?i)(?:em|til|tis|twas|cause|n|bout|\d0s)\b")


@dataclass(frozen=True, slots=True)
class Quotation:
    """An outermost stretch in quotation marks, marks included.

    Attributes
    ----------
    span : Span
        With its marks.
    inside : Span
        Without them.
    paragraph : int
        Index of its paragraph.
    closed : bool
        False when the quotation runs on into the next paragraph.
    continues : bool
        True when it carries on the quotation of the paragraph before.
    """

    span: Span
    inside: Span
    paragraph: int
    closed: bool = True
    continues: bool = False


def quotations_of(text: str, paragraphs: Sequence[Span]) -> tuple[Quotation, ...]:
    """Return the outermost quotations of a text, in order.

    Parameters
    ----------
    text : str
        The frozen text.
    paragraphs : sequence of Span
        From :func:`pourparler.evidence.extraction.paragraphs.paragraphs_of`.

    Returns
    -------
    tuple of Quotation
        Quotations inside quotations are part of the outer one. Marks without a partner open nothing.

    Examples
    --------
    >>> text = "He called it “a ‘so-called’ truce” at the workers’ hall."
    >>> [found.span.of(text) for found in quotations_of(text, [Span(0, len(text))])]
    ['“a ‘so-called’ truce”']
    """
    found: list[Quotation] = []
    running = False
    for index, paragraph in enumerate(paragraphs):
        following = paragraphs[index + 1] if index + 1 < len(paragraphs) else None
        here = _in_paragraph(text, paragraph, following)
        for place, (span, closed) in enumerate(here):
            first = place == 0 and span.start == paragraph.start
            width = _width_of_straight(text, span.start) or 1
            inside = Span(span.start + width, max(span.start + width, span.end - width * closed))
            found.append(Quotation(span, inside, index, closed, running and first))
        running = bool(here) and not here[-1][1]
    return tuple(found)


def _in_paragraph(text: str, paragraph: Span, following: Span | None) -> list[tuple[Span, bool]]:
    found: list[tuple[Span, bool]] = []
    at = paragraph.start
    while True:
        match = _MARKS.search(text, at, paragraph.end)
        if match is None:
            return found
        start = match.start()
        end = _end_of_quotation(text, start, paragraph)
        if end is not None:
            found.append((Span(start, end), True))
            at = end
        elif _opens_double(text, start, paragraph) and following and text[following.start] == text[start]:
            found.append((Span(start, paragraph.end), False))
            return found
        else:
            at = start + 1


def _opens_double(text: str, at: int, paragraph: Span) -> bool:
    if text[at] in _OPENERS:
        return True
    width = _width_of_straight(text, at)
    return width > 0 and _free_before(text, at, paragraph) and _word_after(text, at + width - 1, paragraph)


def _width_of_straight(text: str, at: int) -> int:
    """Return how many characters the straight double mark at ``at`` takes: 1, 2 for a doubled single one, else 0."""
    if text[at] in _STRAIGHT:
        return 1
    return 2 if text[at : at + 2] in _TYPEWRITER and text[at : at + 3] not in ("'''", "```") else 0


def _end_of_quotation(text: str, at: int, paragraph: Span) -> int | None:
    """Return where the quotation opened at ``at`` ends, after its mark; None when nothing opens or closes here."""
    mark = text[at]
    if mark in _OPENERS:
        return _matching(text, at, paragraph, _OPENERS[mark])
    if _width_of_straight(text, at):
        return _straight_end(text, at, paragraph) if _opens_double(text, at, paragraph) else None
    single = mark in _SINGLE_OPENERS or (mark == _SINGLE_STRAIGHT and _free_before(text, at, paragraph))
    if single and _word_after(text, at, paragraph) and not _ELISION.match(text, at + 1):
        return _single_end(text, at, paragraph)
    return None


def _matching(text: str, at: int, paragraph: Span, closers: str) -> int | None:
    depth = 0
    for place in range(at, paragraph.end):
        if text[place] == text[at]:
            depth += 1
        elif text[place] in closers:
            depth -= 1
            if depth == 0:
                return place + 1
        elif (
            text[place] in _STRAIGHT
            and _closes_straight(text, place, paragraph)
            and _reopens(text, place, at, paragraph, closers)
        ):
            # Opened with a curly mark, closed with a straight one: a slip of the typesetter.
            return place + 1
    # A nested opening mark that was never closed must not swallow the outer closing one.
    last = max(text.rfind(closer, at, paragraph.end) for closer in closers)
    return last + 1 if depth > 0 and last > at else None


def _closes_straight(text: str, place: int, paragraph: Span) -> bool:
    return not _free_before(text, place, paragraph) and not _is_letter(text, place + 1, paragraph)


def _reopens(text: str, place: int, at: int, paragraph: Span, closers: str) -> bool:
    """Tell whether the next opening mark comes before a proper closing one: then a straight mark has closed."""
    closing = min(
        (found for mark in closers if (found := text.find(mark, place, paragraph.end)) >= 0), default=paragraph.end
    )
    opening = text.find(text[at], place, paragraph.end)
    straight = next(
        (spot for spot in range(place + 1, closing) if text[spot] in _STRAIGHT and _free_before(text, spot, paragraph)),
        -1,
    )
    return closing == paragraph.end or 0 <= opening < closing or straight >= 0


def _straight_end(text: str, at: int, paragraph: Span) -> int | None:
    """Return the end of a quotation in straight double marks; a mark that opens inside it waits for its own partner."""
    width = _width_of_straight(text, at)
    depth, first, place = 1, None, at + width
    while place < paragraph.end:
        if text[place] == "”" and width == 1 and depth == 1:
            return place + 1
        if _width_of_straight(text, place) != width:
            place += 1
            continue
        if _free_before(text, place, paragraph) and _word_after(text, place + width - 1, paragraph):
            depth += 1
        else:
            depth -= 1
            first = first or place + width
        if depth == 0:
            return place + width
        place += width
    return first


def _single_end(text: str, at: int, paragraph: Span) -> int | None:
    """Return the end of a quotation in single marks, telling its closing mark from apostrophes.

    A mark inside a word is an apostrophe. A mark after punctuation closes. A mark after a word closes unless the word
    ends in "s" (a plural possessive) and a better candidate follows before the next opening mark.
    """
    fallback = None
    for place in range(at + 1, paragraph.end):
        mark = text[place]
        if mark in _SINGLE_OPENERS:
            break
        if mark not in "’'" or _is_letter(text, place + 1, paragraph):
            continue
        before = text[place - 1]
        if before.isspace():
            if mark == "'":
                break
            continue
        followed = text[place + 1] if place + 1 < paragraph.end else "."
        if before != "s" or followed in ",.;:?!)":
            return place + 1
        fallback = fallback or place + 1
    return fallback


def _free_before(text: str, at: int, paragraph: Span) -> bool:
    return at == paragraph.start or text[at - 1].isspace() or text[at - 1] in "([{—–-/\"'“‘«"


def _word_after(text: str, at: int, paragraph: Span) -> bool:
    return at + 1 < paragraph.end and not text[at + 1].isspace() and text[at + 1] not in ",.;:?!)]}”’»"


def _is_letter(text: str, at: int, paragraph: Span) -> bool:
    return at < paragraph.end and text[at].isalnum()
