"""All attributions of a document, each once: what one rule found is not told again by another."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pourparler.evidence.claim import Span
from pourparler.evidence.extraction.attribution import Attribution
from pourparler.evidence.extraction.direct import direct
from pourparler.evidence.extraction.nominal import nominal
from pourparler.evidence.extraction.noun_phrases import is_anonymous
from pourparler.evidence.extraction.page import Page
from pourparler.evidence.extraction.paragraphs import is_table_row
from pourparler.evidence.extraction.predicates import predicates
from pourparler.evidence.extraction.relative import relative
from pourparler.evidence.extraction.relayed import relayed
from pourparler.evidence.extraction.transcripts import turns
from pourparler.evidence.extraction.verbal import verbal

if TYPE_CHECKING:
    from spacy.tokens import Span as TokenSpan


def attributions_of(page: Page) -> list[Attribution]:
    """Return the attributions of a document in text order.

    A cue inside another's content is part of what was said, not a claim of its own. In a transcript the turns are the
    claims; a named third party whose words a speaker passes on is kept beside them.
    """
    spoken = turns(page)
    covered = [attribution.content[0] for attribution in spoken]
    quoted = [found for found in direct(page) if not _inside_any(found.content[0], covered)]
    used = {found.cue.i for found in quoted if found.cue is not None}
    parsed = [found for found in _by_parse(page) if found.cue is not None and found.cue.i not in used]
    if spoken:
        parsed = [found for found in parsed if _may_stand_in_a_turn(found, covered)]
    parsed = _once_a_cue(_with_borrowed_content(_beside_quotations(page, parsed, quoted)))
    passed_on = _linked(list(relayed(page)), quoted + parsed)
    rows = frozenset(index for index, span in enumerate(page.paragraphs) if is_table_row(span.of(page.text)))
    kept = [one for one in _outermost(page, quoted + parsed + passed_on) if not _in_table(page, one, rows)]
    for one in kept:
        _signed(page, one)
    return sorted([*spoken, *_distinct(kept)], key=_position)


def _once_a_cue(parsed: list[Attribution]) -> list[Attribution]:
    """Keep the first of two rules that found the same cue and holder."""
    first: dict[tuple[int, int], Attribution] = {}
    for found in parsed:
        if found.cue is not None and found.holder is not None:
            first.setdefault((found.cue.i, found.holder.i), found)
    return list(first.values())


def _by_parse(page: Page) -> list[Attribution]:
    return [*verbal(page), *nominal(page), *predicates(page), *relative(page)]


def _signed(page: Page, found: Attribution) -> None:
    """Give "we propose" in a letter to whoever signs it."""
    if found.holder is not None and found.holder.lower_ in ("i", "we", "my", "our"):
        author = page.author_of(found.holder)
        if author is not None:
            found.holder, found.holder_span = None, author


def _in_table(page: Page, found: Attribution, rows: frozenset[int]) -> bool:
    """Tell whether an attribution was read out of a table row, which is no prose."""
    return bool(rows) and any(page.paragraph_of[page.first_token(part.start)] in rows for part in found.content)


def _position(attribution: Attribution) -> tuple[int, int]:
    first = attribution.content[0].start if attribution.content else 0
    return (min(first, attribution.cue_span.start) if attribution.cue_span else first, first)


def _inside_any(span: Span, others: list[Span]) -> bool:
    return any(span.within(other) for other in others)


def _may_stand_in_a_turn(found: Attribution, covered: list[Span]) -> bool:
    if found.cue_span is None or not _inside_any(found.cue_span, covered):
        return True
    return (
        found.holder is not None
        and found.holder.pos_ != "PRON"
        and found.word is not None
        and found.word.kind.value == "speech"
        and found.sure
    )


def _beside_quotations(page: Page, parsed: list[Attribution], quoted: list[Attribution]) -> list[Attribution]:
    """Cut contents of the parse off before a direct quotation that has found its own cue; drop what is nothing else."""
    taken = sorted((part.start, part.end, found) for found in quoted for part in found.content) if quoted else []
    starts = [start for start, _, _ in taken]
    kept = []
    for found in parsed:
        if not found.content:
            kept.append(found)
            continue
        parts = []
        for part in found.content:
            first = bisect_left(starts, part.start)
            if first > 0 and taken[first - 1][1] > part.start:
                continue
            if first < len(taken) and taken[first][0] < part.end:
                cue = taken[first][2].cue_span
                end = min(taken[first][0], cue.start if cue is not None and cue.start > part.start else taken[first][0])
                part = _cut(page.text, part, end)
            if part.start < part.end:
                parts.append(part)
        if parts and parts == list(found.content):
            kept.append(found)
        elif parts and len(parts[0].of(page.text).split()) > 1:
            found.content = tuple(parts)
            kept.append(found)
    return kept


def _cut(text: str, part: Span, end: int) -> Span:
    words = text[part.start : end].rstrip(" ,.:;—–-\n")
    words = re.sub(r"\s+(?:and|but|by|while|in|as|with)$", "", words).rstrip(" ,.:;—–-")
    return Span(part.start, part.start + len(words))


def _with_borrowed_content(parsed: list[Attribution]) -> list[Attribution]:
    """Give a stance without object ("opposition remains from X") the object of the other claim in its sentence."""
    kept = []
    for found in parsed:
        if found.content:
            kept.append(found)
            continue
        sentence = found.cue.sent if found.cue is not None else None
        others = [other for other in parsed if other.content and other.cue is not None and other.cue.sent == sentence]
        if others and sentence is not None:
            found.content = (_first_noun_phrase(sentence, others[0].content[0]),)
            found.notes.append("the object is taken from the other claim of the sentence")
            kept.append(found)
    return kept


def _first_noun_phrase(sentence: TokenSpan, content: Span) -> Span:
    inside = sentence.doc.char_span(content.start, content.end, alignment_mode="expand")
    if inside is not None and not any(token.pos_ in ("VERB", "AUX") for token in inside):
        return content
    for chunk in sentence.noun_chunks:
        if content.start <= chunk.start_char < content.end:
            return Span(chunk.start_char, min(chunk.end_char, content.end))
    return content


def _linked(passed_on: list[Attribution], others: list[Attribution]) -> list[Attribution]:
    """Give "as outlined by X" the content of the claim it passes on, and remember which that is."""
    for found in passed_on:
        if found.cue is None:
            continue
        sentence = found.cue.sent
        span = Span(sentence.start_char, sentence.end_char)
        direct_only = found.cue.lower_ == "according"
        same = [
            other for other in others
            if other.content and other.cue_span is not None and other.cue_span.within(span)
            and other.word is not None and other.word.kind.value == "speech" and other.cue is not found.cue
            and (other.direct or not direct_only)
        ]  # fmt: skip
        if same:
            found.relays = same[-1]
            found.content = same[-1].content
    return passed_on


def _outermost(page: Page, found: list[Attribution]) -> list[Attribution]:
    """Drop attributions whose cue lies in another's content; paragraph by paragraph, so the work stays linear."""
    by_paragraph: dict[int, list[Attribution]] = defaultdict(list)
    for attribution in found:
        place = attribution.cue_span.start if attribution.cue_span else attribution.content[0].start
        by_paragraph[page.paragraph_of[page.first_token(place)]].append(attribution)
    kept = []
    for group in by_paragraph.values():
        parts = sorted((part.start, place) for place, one in enumerate(group) for part in one.content)
        longest = max((part.end - part.start for one in group for part in one.content), default=0)
        kept += [one for one in group if not any(_holds(other, one) for other in _around(one, group, parts, longest))]
    return kept


def _around(
    one: Attribution, group: list[Attribution], parts: list[tuple[int, int]], longest: int
) -> Iterator[Attribution]:
    """Yield the attributions whose content may hold the cue of one: so a paragraph without end costs no square."""
    if one.cue_span is None:
        return
    first = bisect_left(parts, (one.cue_span.start - longest, 0))
    last = bisect_left(parts, (one.cue_span.start + 1, 0))
    for _, place in parts[first:last]:
        if group[place] is not one:
            yield group[place]


def _holds(outer: Attribution, inner: Attribution) -> bool:
    if inner.cue_span is None or outer.cue is inner.cue or inner.relays is outer or outer.relays is inner:
        return False
    if not any(inner.cue_span.within(part) for part in outer.content) or _is_what_is_answered(outer, inner):
        return False
    if _is_passed_on(outer, inner):
        return False
    if outer.cue_span is None or not any(outer.cue_span.within(part) for part in inner.content):
        return True
    return outer.direct or (inner.cue is not None and outer.cue is not None and outer.cue.is_ancestor(inner.cue))


def _is_passed_on(outer: Attribution, inner: Attribution) -> bool:
    """Tell whether nobody in particular tells what a party did: "Norland has petitioned ..., two officials said"."""
    if outer.holder is None or outer.cue is None or inner.cue is None or inner.holder is None or outer.direct:
        return False
    main = inner.cue.head == outer.cue and inner.cue.dep_ == "ccomp" and inner.cue.i < outer.cue.i
    named = inner.holder.pos_ == "PROPN" or inner.holder.tag_ in ("NN", "NNS")
    return main and named and not is_anonymous(inner.holder) and is_anonymous(outer.holder)


def _is_what_is_answered(outer: Attribution, inner: Attribution) -> bool:
    """Tell whether the outer claim answers the inner one: "a call by X for Y was turned down by Z"."""
    if inner.word is None or inner.word.part != "n" or inner.cue_span is None or not inner.content:
        return False
    if outer.word is None or not outer.word.frames & {"obj"} or outer.cue is None or inner.cue is None:
        return False
    answered = inner.cue.head == outer.cue and inner.cue.dep_ in ("dobj", "nsubjpass")
    return answered and inner.holder is not outer.holder and inner.holder_is_named


def _distinct(found: list[Attribution]) -> list[Attribution]:
    seen = set()
    kept = []
    for attribution in found:
        if not attribution.content:
            continue
        key = (attribution.holder.i if attribution.holder is not None else -1, attribution.content)
        if key not in seen:
            seen.add(key)
            kept.append(attribution)
    return kept
