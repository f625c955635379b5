"""Where reported content begins and ends, and how token ranges become verbatim spans."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from pourparler.evidence.claim import Span
from pourparler.evidence.extraction.cues import words_for
from pourparler.evidence.extraction.page import Page

if TYPE_CHECKING:
    from spacy.tokens import Token

Range = tuple[int, int]
_EDGE = frozenset(",.;:-–—…)(")
_REPORTS_A_CLAUSE = frozenset({"that", "tell", "obj"})
_CONDITIONS = frozenset("if unless provided providing while until once".split())
_TIMES = frozenset({"DATE", "TIME"})


def clause_range(page: Page, head: Token, cue: Token) -> list[Range]:
    """Return the token ranges of a clause or phrase that is the content of a cue.

    The subtree of ``head``, without the cue and its own words where they interrupt it, from the complementiser on,
    and cut before a later attribution by the same speaker that the parser hung too low ("..., stressing that ...").
    """
    start, end = head.left_edge.i, head.right_edge.i + 1
    if head.i > cue.i:
        start = max(start, cue.i + 1)
        start = _from_complementiser(page, head, start)
        return [(start, _before_detached(page, head, start, end))]
    if cue.left_edge.i >= start and cue.right_edge.i < end and cue.is_ancestor(head) is False:
        inner_start, inner_end = cue.left_edge.i, cue.right_edge.i + 1
        return [(start, inner_start), (inner_end, end)]
    return [(start, min(end, _own_words_start(cue, head)))]


def extended(page: Page, ranges: list[Range], cue: Token) -> list[Range]:
    """Add the words the parser hung on the cue that belong to its content: "as ..." and a condition that follows."""
    if not ranges:
        return ranges
    start, end = ranges[-1]
    for child in cue.children:
        if child.i < end or child.left_edge.i < end:
            continue
        between = page.text[page.span(end - 1, end).end : page.doc[child.left_edge.i].idx].strip()
        is_as = child.dep_ == "prep" and child.lower_ == "as" and not between
        is_condition = child.dep_ == "advcl" and _mark_of(child) in _CONDITIONS and between in ("", ",")
        if is_as or is_condition:
            end = child.right_edge.i + 1
    return [*ranges[:-1], (start, end)]


def spans_of(page: Page, ranges: Iterable[Range], cue: Token | None = None) -> tuple[Span, ...]:
    """Return verbatim spans for token ranges: edges without stray punctuation, quotations never cut in half."""
    found = []
    for start, end in ranges:
        trimmed = _trimmed(page, start, end)
        if trimmed is not None:
            found.append(_snapped(page, trimmed, cue))
    return _merged(found)


def _mark_of(clause: Token) -> str:
    for child in clause.children:
        if child.dep_ in ("mark", "advmod") and child.i < clause.i and child.lower_ in _CONDITIONS:
            return child.lower_
    return clause.lower_ if clause.lower_ in _CONDITIONS else ""


def _own_words_start(cue: Token, head: Token) -> int:
    """Return where the cue's own words (its subject, an inverted verb) begin after floating content."""
    starts = [cue.i]
    starts += [child.left_edge.i for child in cue.children if child.i > head.i and child.i < cue.i and child.dep_ != "punct"]
    return min(starts)


def _from_complementiser(page: Page, head: Token, start: int) -> int:
    marks = [child.i for child in head.children if child.dep_ == "mark" and start <= child.i < head.i and child.lower_ == "that"]
    if marks:
        return marks[0]
    token = page.doc[start]
    if token.lower_ in ("on", "late", "early", "in") and start + 1 < head.i and page.doc[start + 1].ent_type_ in _TIMES:
        start += 1
    while start < head.i and page.doc[start].ent_type_ in _TIMES and page.doc[start].dep_ != "nsubj":
        if page.doc[start].head.dep_ == "nsubj" and page.doc[start].head.i < head.i and page.doc[start].dep_ != "pobj":
            break
        start += 1
    return start


def _before_detached(page: Page, head: Token, start: int, end: int) -> int:
    for place in range(max(head.i, start) + 1, end):
        token = page.doc[place]
        if page.quotation_of[place] >= 0:
            continue
        if _is_participle_cue(page, token) or _is_lost_conjunct(page, token, head):
            return _without_joint(page, place)
        if token.lower_ == "according" and page.doc[place - 1].text == ",":
            return place - 1
        if token.lower_ == "as" and page.doc[place - 1].text == "," and _heads_a_relay(page, token):
            return place - 1
    return end


def _is_participle_cue(page: Page, token: Token) -> bool:
    if token.tag_ != "VBG" or page.doc[token.i - 1].text not in (",", "and", "—", "–"):
        return False
    if any(child.dep_ in ("nsubj", "aux") for child in token.children):
        return False
    return any(word.kind.value == "speech" and word.frames & _REPORTS_A_CLAUSE for word in words_for("v", page.lemmas[token.i]))


def _is_lost_conjunct(page: Page, token: Token, head: Token) -> bool:
    """Tell whether a past-tense cue without subject was joined to the content instead of to the cue before it."""
    if token.dep_ != "conj" or token.tag_ != "VBD" or not words_for("v", page.lemmas[token.i]):
        return False
    if any(child.dep_ in ("nsubj", "nsubjpass") for child in token.children):
        return False
    return any(child.tag_ == "MD" for child in head.children) or head.tag_ in ("VBZ", "VBP", "VB")


def _heads_a_relay(page: Page, token: Token) -> bool:
    return bool(words_for("v", page.lemmas[token.head.i])) and token.head.i - token.i <= 4


def _without_joint(page: Page, place: int) -> int:
    while place > 0 and page.doc[place - 1].text.lower() in (",", "and", "but", "—", "–", "while"):
        place -= 1
    return place


def _trimmed(page: Page, start: int, end: int) -> Range | None:
    doc = page.doc
    while start < end and (doc[start].is_space or doc[start].text in ",.;:–—-…)"):
        start += 1
    while start < end and (doc[end - 1].is_space or doc[end - 1].text in ",.;:–—-…(") and not _closes_quote(page, end - 1):
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
