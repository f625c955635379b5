"""What stands around a quotation: the words before and after it, and whether it is an utterance of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pourparler.evidence.claim import Span
from pourparler.evidence.extraction.page import Page

if TYPE_CHECKING:
    from spacy.tokens import Token

SENTENCE_END = frozenset(".!?")
_CLAUSE_END = (",", "?", "!", "—", "–", "-", "…", ".")


def token_before(page: Page, index: int) -> Token | None:
    """Return the token before a quotation in its paragraph, or None."""
    first = page.first_token(page.quotations[index].span.start)
    place = first - 1
    start = page.paragraphs[page.quotations[index].paragraph].start
    while place >= 0 and page.doc[place].is_space:
        place -= 1
    return page.doc[place] if place >= 0 and page.doc[place].idx >= start else None


def token_after(page: Page, index: int) -> Token | None:
    place = page.first_token(page.quotations[index].span.end)
    end = page.paragraphs[page.quotations[index].paragraph].end
    return page.doc[place] if place < len(page.doc) and page.doc[place].idx < end else None


def begins_with_capital(page: Page, index: int) -> bool:
    inside = page.quotations[index].inside.of(page.text).lstrip("“‘'\"([… .")
    return bool(inside) and (inside[0].isupper() or inside[0].isdigit())


def is_whole(page: Page, index: int) -> bool:
    """Tell whether a quotation stands as an utterance of its own, not as words inside a sentence of the writer."""
    before = token_before(page, index)
    if before is None or before.text in (".", "?", "!", ":", ";", "—", "–", "…", ")") or page.quoted(before):
        return True
    if before.text == "-" or before.is_space:
        return True
    return before.text == "," and begins_with_capital(page, index)


def last_mark(page: Page, index: int) -> str:
    """Return the last character inside the marks, or the comma after them."""
    quotation = page.quotations[index]
    inside = quotation.inside.of(page.text).rstrip("’'”\" ")
    last = inside[-1] if inside else ""
    after = page.text[quotation.span.end : quotation.span.end + 1]
    return "," if after == "," and last not in _CLAUSE_END else last


def sentence_ends_between(page: Page, first: Span, second: Span) -> int:
    """Count the full stops of the writer between two quotations; abbreviations are single tokens and do not count."""
    start, end = page.first_token(first.end), page.first_token(second.start)
    return sum(page.doc[place].text in (".", "?", "!") for place in range(start, end))


def from_sentence_start(page: Page, index: int) -> Span:
    """Return the sentence of the writer up to the end of its quoted words (``The party "opens doors," X said``)."""
    quotation = page.quotations[index].span
    start = page.paragraphs[page.quotations[index].paragraph].start
    place = page.first_token(quotation.start) - 1
    while place >= 0 and page.doc[place].idx >= start:
        if page.doc[place].text in SENTENCE_END or (page.quoted(page.doc[place]) and page.quotations[index - 1].closed):
            return Span(page.doc[place + 1].idx, quotation.end)
        place -= 1
    return Span(start, quotation.end)


def colon_before(page: Page, index: int) -> Token | None:
    """Return the colon that ends the paragraph before a quotation which opens its own ("The mayor went on:")."""
    paragraph = page.quotations[index].paragraph
    if paragraph == 0 or page.quotations[index].continues:
        return None
    place = page.first_token(page.paragraphs[paragraph - 1].end) - 1
    return page.doc[place] if page.doc[place].text == ":" and not page.quoted(page.doc[place]) else None
