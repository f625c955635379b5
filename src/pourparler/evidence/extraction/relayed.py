"""Attributions by set phrases: "according to X", "as X put it", "as outlined by X", "in the words of X"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pourparler.evidence.claim import Span
from pourparler.evidence.extraction.agents import agent_class
from pourparler.evidence.extraction.attribution import Attribution
from pourparler.evidence.extraction.content import without_remark
from pourparler.evidence.extraction.content_spans import spans_of
from pourparler.evidence.extraction.cues import words_for
from pourparler.evidence.extraction.page import Page
from pourparler.evidence.extraction.subjects import agent_of, subject_of
from pourparler.evidence.extraction.wordlists import word_list

if TYPE_CHECKING:
    from spacy.tokens import Token

_WORDS = frozenset({"word", "view", "opinion", "telling", "account", "estimate", "eye", "judgement", "judgment"})
_PLANS = word_list("relayed", "plans")
_AS_VERBS = word_list("relayed", "as_verbs")


def relayed(page: Page) -> Iterator[Attribution]:
    """Yield the attributions of set phrases outside quotations, in text order."""
    for token in page.doc:
        if page.quoted(token):
            continue
        if token.lower_ == "according" and token.i + 1 < len(page.doc) and page.doc[token.i + 1].lower_ == "to":
            yield from _according(page, token)
        elif token.lower_ == "in" and token.dep_ == "prep":
            yield from _in_the_words_of(page, token)
        elif token.lower_ == "under" and token.i == token.sent.start:
            yield from _under_a_proposal(page, token)
        elif token.lower_ == "as" and token.dep_ in ("mark", "prep", "advmod"):
            yield from _as_said(page, token)


def _is_quotation(page: Page, content: tuple[Span, ...]) -> bool:
    whole = {quotation.span for quotation in page.quotations}
    return all(part in whole for part in content)


def _rest_of_sentence(page: Page, first: int, last: int) -> list[tuple[int, int]]:
    """Return the token ranges of the sentence without ``[first, last)``."""
    sentence = page.doc[first].sent
    found = []
    if first - sentence.start > 1:
        found.append((sentence.start, first))
    if sentence.end - last > 1:
        found.append((last, sentence.end))
    return found


def _according(page: Page, token: Token) -> Iterator[Attribution]:
    to = page.doc[token.i + 1]
    source = next((c for head in (to, token) for c in head.children if c.dep_ == "pobj"), None)
    if source is None or source.i < to.i:
        return
    end = source.right_edge.i + 1
    if end < len(page.doc) and token.i == token.sent.start:
        # "According to X, the two sides ...": what X governs never goes past the first comma before a subject.
        end = _end_of_opening_phrase(page, to.i + 1, end)
    ranges = without_remark(page, _around(page, _rest_of_sentence(page, token.i, end)))
    content = spans_of(page, ranges, None)
    if content:
        yield Attribution(
            cue=token, cue_span=page.span(token.i, to.i + 1), word=None, holder=source, content=content,
            rule='the sentence is given "according to" a source', direct=_is_quotation(page, content),
        )  # fmt: skip


def _around(page: Page, ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Keep the piece with the main verb; both when its subject stands in the other one."""
    if len(ranges) < 2:
        return ranges
    root = page.doc[ranges[0][0]].sent.root
    subject = subject_of(root)
    places = {root.i} if subject is None else {root.i, subject.i}
    kept = [(start, end) for start, end in ranges if any(start <= place < end for place in places)]
    return kept or ranges[:1]


def _end_of_opening_phrase(page: Page, start: int, end: int) -> int:
    for place in range(start, min(end, start + 25)):
        if page.doc[place].text == ",":
            return place
    return end


def _in_the_words_of(page: Page, token: Token) -> Iterator[Attribution]:
    noun = next((c for c in token.children if c.dep_ == "pobj" and c.lemma_.lower() in _WORDS), None)
    if noun is None or noun.i - token.i > 4:
        return
    of = next((c for c in noun.children if c.dep_ == "prep" and c.lower_ == "of"), None)
    source = next((c for c in of.children if c.dep_ == "pobj"), None) if of is not None else None
    last = of.i if of is not None else noun.i
    if source is None:
        source = next((c for c in noun.children if c.dep_ == "poss"), None)
    if source is None or agent_class(source) is None or source.lower_ in ("my", "our", "your"):
        return
    end = max(source.right_edge.i, noun.i) + 1
    content = spans_of(page, _rest_of_sentence(page, token.i, end), None)
    if content:
        yield Attribution(
            cue=noun, cue_span=page.span(token.i, last + 1), word=None, holder=source, content=content,
            rule="the sentence is given in somebody's words", direct=_is_quotation(page, content),
        )  # fmt: skip


def _under_a_proposal(page: Page, token: Token) -> Iterator[Attribution]:
    """Find "Under its proposal, boats would stay out": what a plan of somebody's would bring."""
    noun = next((c for c in token.children if c.dep_ == "pobj" and c.lemma_.lower() in _PLANS), None)
    source = next((c for c in noun.children if c.dep_ == "poss"), None) if noun is not None else None
    if noun is None or source is None or source.lower_ in ("my", "our", "your"):
        return
    end = noun.right_edge.i + 1
    if end >= len(page.doc) or page.doc[end].text != ",":
        return
    content = spans_of(page, _rest_of_sentence(page, token.i, end), None)
    words = words_for("n", noun.lemma_.lower())
    if content:
        yield Attribution(
            cue=noun, cue_span=page.span(noun.i, noun.i + 1), word=words[0] if words else None, holder=source,
            content=content, rule="the sentence is what somebody's plan would bring", sure=False,
        )  # fmt: skip


def _as_said(page: Page, token: Token) -> Iterator[Attribution]:
    verb = token.head
    if verb.i <= token.i or verb.i - token.i > 8 or page.lemmas[verb.i] not in _AS_VERBS or page.quoted(verb):
        return
    if token.i > token.sent.start and page.doc[token.i - 1].text not in (",", "—", "–", "("):
        return
    agent = agent_of(verb)
    source = agent if agent is not None else subject_of(verb)
    if source is None or agent_class(source) is None or source.lower_ in ("i", "we", "you", "it"):
        return
    if any(child.dep_ in ("ccomp",) and child.i > verb.i for child in verb.children):
        return
    end = max(verb.right_edge.i, source.right_edge.i) + 1
    ranges = _rest_of_sentence(page, token.i, end)
    content = spans_of(page, ranges, None)
    by = agent.head.i if agent is not None else verb.i
    lowers = {"", *(child.lower_ for child in verb.children)}
    words = [word for word in words_for("v", page.lemmas[verb.i]) if word.rest in lowers]
    if content:
        yield Attribution(
            cue=verb, cue_span=page.span(token.i if agent is not None else verb.i, by + 1),
            word=words[0] if words else None, holder=source, content=content,
            rule='the sentence is passed on "as ... said"', direct=_is_quotation(page, content),
        )  # fmt: skip
