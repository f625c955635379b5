"""How ranges of tokens become verbatim spans: whole quotations, edges without stray punctuation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from pourparler.evidence.claim import Span
from pourparler.evidence.extraction.page import Page

if TYPE_CHECKING:
    from spacy.tokens import Token

Range = tuple[int, int]


def spans_of(page: Page, ranges: Iterable[Range], cue: Token | None = None) -> tuple[Span, ...]:
    """Return verbatim spans for token ranges: edges without stray punctuation, quotations never cut in half."""
    found = []
    for start, end in ranges:
        trimmed = _trimmed(page, start, past_fragment(page, end))
        if trimmed is not None:
            found.append(_snapped(page, trimmed, cue))
    return _merged(found)


def past_fragment(page: Page, end: int) -> int:
    """Return the end of quoted words that follow the content without a joint ("of trading | “barns for ballrooms”")."""
    if end >= len(page.doc) or page.quotation_of[end] < 0 or page.doc[end - 1].is_punct:
        return end
    quotation = page.quotation_of[end]
    while end < len(page.doc) and page.quotation_of[end] == quotation:
        end += 1
    return end


def _trimmed(page: Page, start: int, end: int) -> Range | None:
    doc = page.doc
    while start < end and (doc[start].is_space or doc[start].text in ",.;:–—-…)"):
        start += 1
    while (
        start < end and (doc[end - 1].is_space or doc[end - 1].text in ",.;:–—-…(") and not _closes_quote(page, end - 1)
    ):
        end -= 1
    while start < end and doc[end - 1].lower_ in ("and", "but", "or") and end - start > 1:
        end -= 1
        while start < end and doc[end - 1].text in ",;":
            end -= 1
    if start < end and doc[end - 1].text == ")" and not any(token.text == "(" for token in doc[start:end]):
        end -= 1
    return (start, end) if start < end else None


def _closes_quote(page: Page, place: int) -> bool:
    return page.quotation_of[place] >= 0


def _snapped(page: Page, tokens: Range, cue: Token | None) -> Span:
    span = page.span(*tokens)
    first, last = page.quotation_of[tokens[0]], page.quotation_of[tokens[1] - 1]
    start, end = span.start, span.end
    if first >= 0:
        whole = page.quotations[first].span
        start = whole.start if cue is None or not whole.start <= cue.idx < span.start else start
    if last >= 0:
        end = page.quotations[last].span.end
    return Span(min(start, span.start), max(end, span.end))


def _merged(spans: Sequence[Span]) -> tuple[Span, ...]:
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return tuple(found)
