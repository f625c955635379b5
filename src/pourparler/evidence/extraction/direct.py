"""Direct quotations: which cue and which speaker each belongs to, from what stands before and after it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pourparler.evidence.claim import Span
from pourparler.evidence.extraction.agents import agent_class
from pourparler.evidence.extraction.attribution import Attribution
from pourparler.evidence.extraction.page import Page
from pourparler.evidence.extraction.quote_cues import cue_after, cue_before
from pourparler.evidence.extraction.subjects import subject_of
from pourparler.evidence.extraction.surroundings import (
    SENTENCE_END,
    from_sentence_start,
    is_whole,
    sentence_ends_between,
    token_before,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

_FEWEST_WORDS = 3


@dataclass(slots=True)
class _Linked:
    attribution: Attribution
    parts: list[Span]
    last: int
    """Index of the last quotation taken."""


def direct(page: Page) -> list[Attribution]:
    """Return the attributions of direct quotations, each with all its parts.

    A quotation takes the cue that follows it (``"...," X said``), else the cue that leads to it (``X said: "..."``).
    A later quotation of the same paragraph without a cue of its own continues the one before it, and so does the
    quotation of the next paragraph when the marks were left open. A whole quotation in a paragraph of its own after a
    quotation goes to the same speaker, without a cue.
    """
    found: list[_Linked] = []
    for index in range(len(page.quotations)):
        previous = found[-1] if found else None
        split = previous is not None and _is_split(page, previous, index)
        tail = cue_after(page, index, split)
        lead = None if tail is not None else cue_before(page, index)
        if tail is not None and not split and not is_whole(page, index):
            tail.direct = False
            tail.rule = "a sentence that ends in quoted words, before its cue"
            found.append(_Linked(tail, [from_sentence_start(page, index)], index))
        elif tail is not None:
            if previous is not None and split:
                previous.parts.append(page.quotations[index].span)
                previous.last = index
            else:
                found.append(_Linked(tail, [page.quotations[index].span], index))
        elif lead is not None and not (previous is not None and split and lead.cue is previous.attribution.cue):
            found.append(_Linked(lead, [page.quotations[index].span], index))
        elif previous is not None and (
            split or _continues(page, previous, index) or _next_paragraph(page, previous, index)
        ):
            previous.parts.append(page.quotations[index].span)
            previous.last = index
        else:
            alone = _alone(page, index, previous)
            if alone is not None:
                found.append(_Linked(alone, [page.quotations[index].span], index))
    for linked in found:
        linked.attribution.content = tuple(linked.parts)
    return [linked.attribution for linked in found]


def _is_split(page: Page, previous: _Linked, index: int) -> bool:
    """Tell whether ``"A," X said, "b."``: the last cue stands between the two, inside one sentence of the writer."""
    if previous.last != index - 1 or previous.attribution.cue_span is None:
        return False
    first, second = page.quotations[index - 1], page.quotations[index]
    if (
        second.paragraph != first.paragraph
        or not first.span.end <= previous.attribution.cue_span.start < second.span.start
    ):
        return False
    between = page.text[first.span.end : second.span.start].rstrip()
    return between.endswith((",", "—", "–", "-", ":")) and sentence_ends_between(page, first.span, second.span) == 0


def _continues(page: Page, previous: _Linked, index: int) -> bool:
    """Tell whether ``"A," X said. "B."``: between the parts only the sentence that attributes the first one."""
    quotation, last = page.quotations[index], page.quotations[previous.last]
    if previous.last != index - 1:
        return False
    if quotation.continues:
        return True
    if quotation.paragraph != last.paragraph or not is_whole(page, index):
        return False
    inside = quotation.inside.of(page.text)
    if len(inside.split()) < 2 and not inside.rstrip().endswith((".", "!", "?")):
        return False
    before = token_before(page, index)
    if before is None or not (page.quoted(before) or before.text in SENTENCE_END):
        return False
    return sentence_ends_between(page, last.span, quotation.span) <= 1


def _next_paragraph(page: Page, previous: _Linked, index: int) -> bool:
    """Tell whether a whole quotation that opens the next paragraph and has no cue goes on from the one before."""
    quotation, last = page.quotations[index], page.quotations[previous.last]
    return (
        previous.last == index - 1
        and quotation.paragraph - last.paragraph == 1
        and token_before(page, index) is None
        and _is_utterance(page, index)
    )


def _is_utterance(page: Page, index: int) -> bool:
    inside = page.quotations[index].inside.of(page.text)
    return len(inside.split()) >= _FEWEST_WORDS and inside.rstrip(" ’'\"”").endswith((".", "!", "?", ",", "…", "—"))


def _alone(page: Page, index: int, previous: _Linked | None) -> Attribution | None:
    """Return an attribution without cue for a whole quotation that a sentence announces."""
    if not is_whole(page, index) or not _is_utterance(page, index):
        return None
    before = token_before(page, index)
    if before is None or before.text not in (".", "?", "!", "”", '"', "’", "'"):
        return None
    if page.quoted(before) and previous is not None and previous.last == index - 1:
        holder: Token | None = previous.attribution.holder
    else:
        holder = subject_of(before.sent.root)
    if holder is None or page.quoted(holder) or agent_class(holder) not in ("person", "pronoun", "name"):
        return None
    if holder.lower_ in ("i", "we", "you", "it", "one", "that", "this"):
        return None
    return Attribution(
        cue=None, cue_span=None, word=None, holder=holder, content=(), direct=True, sure=False,
        rule="a whole quotation after a sentence about its speaker",
    )  # fmt: skip
