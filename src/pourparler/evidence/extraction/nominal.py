"""Attributions by nouns and adjectives: "X's demand for ...", "opposition from X", "X is willing to ..."."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pourparler.evidence.extraction.agents import agent_class
from pourparler.evidence.extraction.attribution import Attribution
from pourparler.evidence.extraction.content import clause_range, run_on
from pourparler.evidence.extraction.content_spans import spans_of
from pourparler.evidence.extraction.cues import CueWord, words_for
from pourparler.evidence.extraction.page import Page
from pourparler.evidence.extraction.subjects import holder_of, joined, passive_subject_of, subject_of
from pourparler.evidence.extraction.verbal import is_description, is_negated, is_plausible
from pourparler.evidence.extraction.wordlists import word_list

if TYPE_CHECKING:
    from spacy.tokens import Token

_LIGHT = word_list("nominal", "light")
_COPULAS = word_list("nominal", "copulas")
_REMAINS = word_list("nominal", "remains")
_FROM = ("from", "by", "of", "among", "within", "in")


def nominal(page: Page) -> Iterator[Attribution]:
    """Yield the attributions of cue nouns and adjectives outside quotations, in text order."""
    for token in page.doc:
        if page.quoted(token):
            continue
        if token.pos_ == "NOUN" and words_for("n", page.lemmas[token.i]):
            yield from _of_noun(page, token)
        elif token.tag_ in ("JJ", "VBN", "VBD", "VBG") and words_for("a", token.lower_):
            yield from _of_adjective(page, token)


def _of_noun(page: Page, noun: Token) -> Iterator[Attribution]:
    word = words_for("n", page.lemmas[noun.i])[0]
    ranges, last = _noun_content(page, noun, word)
    holder, cue_end, first = _noun_holder(page, noun, word)
    if holder is None or page.quoted(holder) or not (_can_hold(holder) or holder.lower_ in _POSSESSIVES):
        return
    if holder.lower_ in ("you", "your") or (holder.lower_ in _FIRST and page.author_of(holder) is None):
        return
    content = spans_of(page, run_on(page, ranges, noun), None)
    if not content and cue_end is None:
        return
    rule = "a noun of speech or stance with its holder"
    end = max(noun.i, last if last is not None and last == noun.i + 1 else noun.i, cue_end or 0)
    for each in joined(holder):
        yield Attribution(
            cue=noun, cue_span=page.span(first, end + 1), word=word, holder=each, content=content, rule=rule,
            sure=False,
            negated=any(child.lower_ == "no" and child.dep_ == "det" for child in noun.children),
        )  # fmt: skip


_FIRST = frozenset({"i", "we", "my", "our"})
_POSSESSIVES = frozenset({"his", "her", "its", "their", "my", "our"})


def _can_hold(holder: Token) -> bool:
    return agent_class(holder) not in (None, "document")


def _noun_content(page: Page, noun: Token, word: CueWord) -> tuple[list[tuple[int, int]], int | None]:
    """Return the content ranges after the noun and the last token of the cue."""
    for child in noun.children:
        if child.i < noun.i:
            continue
        lowers = {c.lower_ for c in child.children if c.dep_ in ("aux", "mark")}
        if child.dep_ in ("acl", "relcl", "ccomp", "advcl") and "to" in lowers and "to" in word.frames:
            return clause_range(page, child, noun), None
        if child.dep_ in ("acl", "relcl", "ccomp") and "that" in lowers and "that" in word.frames:
            return clause_range(page, child, noun), None
    for child in [*noun.children, *_later_prepositions(noun), *_prepositions_of_holder(noun)]:
        if child.dep_ == "prep" and child.i > noun.i and f"p:{child.lower_}" in word.frames:
            inner = next((c for c in child.children if c.dep_ in ("pobj", "pcomp")), None)
            if inner is not None:
                return clause_range(page, inner, child), child.i
    return [], None


def _prepositions_of_holder(noun: Token) -> list[Token]:
    """Return prepositions the parser hung on the holder ("a call by shopkeepers | for free parking")."""
    found = []
    for child in noun.children:
        if child.dep_ == "prep" and child.i > noun.i and child.lower_ in ("by", "from"):
            found += [c for inner in child.children if inner.dep_ == "pobj" for c in inner.children if c.i > inner.i]
    return found


def _later_prepositions(noun: Token) -> list[Token]:
    """Return prepositions the parser hung on the light verb instead of on its object."""
    if noun.dep_ != "dobj" or noun.head.pos_ != "VERB":
        return []
    return [child for child in noun.head.children if child.dep_ == "prep" and child.i > noun.i]


def _noun_holder(page: Page, noun: Token, word: CueWord) -> tuple[Token | None, int | None, int]:
    """Return the holder, the last token of a cue that runs up to the holder ("opposition remains from"), the first."""
    for child in noun.children:
        if child.dep_ == "poss":
            return child, None, noun.i
    for child in noun.children:
        if (
            child.dep_ == "prep"
            and child.i > noun.i
            and child.lower_ in _FROM
            and f"p:{child.lower_}" not in word.frames
        ):
            inner = next((c for c in child.children if c.dep_ == "pobj"), None)
            if inner is not None and child.lower_ in ("from", "by", "among", "of"):
                return inner, child.i if child.lower_ == "from" else None, noun.i
    head = noun.head
    if noun.dep_ == "nsubj" and page.lemmas[head.i] in _REMAINS:
        for child in head.children:
            if child.dep_ == "prep" and child.lower_ in ("from", "by", "among"):
                inner = next((c for c in child.children if c.dep_ == "pobj"), None)
                return inner, child.i, noun.i
    if noun.dep_ == "dobj" and page.lemmas[head.i] in _LIGHT and not page.quoted(head):
        if any(not known.rest and known.frames & {"obj", "objn"} for known in words_for("v", page.lemmas[head.i])):
            return None, None, noun.i
        holder = holder_of(head)
        if holder is not None and is_plausible(page, head, holder):
            return holder, None, head.i
    return None, None, noun.i


def _of_adjective(page: Page, adjective: Token) -> Iterator[Attribution]:
    copula = adjective.head if adjective.dep_ in ("acomp", "oprd", "xcomp", "attr") else adjective
    auxiliary = next((c for c in adjective.children if c.dep_ in ("auxpass", "aux", "cop") and c.lemma_ == "be"), None)
    if copula is adjective and auxiliary is None:
        return
    if copula is not adjective and page.lemmas[copula.i] not in _COPULAS:
        return
    subject = subject_of(copula) or passive_subject_of(copula)
    if subject is None and copula.dep_ in ("conj", "xcomp"):
        subject = holder_of(copula)
    if subject is None or subject.lower_ == "it" or is_description(copula):
        return
    if subject.i > adjective.i or not is_plausible(page, copula, subject):
        return
    if subject.tag_ in ("WP", "WDT"):
        subject = copula.head
    word = words_for("a", adjective.lower_)[0]
    ranges, last = _adjective_content(page, adjective, copula, word)
    content = spans_of(page, run_on(page, ranges, adjective), None)
    if not content:
        return
    first = copula.i if copula is not adjective else auxiliary.i if auxiliary is not None else adjective.i
    for each in joined(subject):
        yield Attribution(
            cue=adjective, cue_span=page.span(first, last + 1), word=word, holder=each, content=content,
            rule="an adjective of stance with its holder", sure=False, negated=is_negated(copula),
        )  # fmt: skip


def _adjective_content(page: Page, adjective: Token, copula: Token, word: CueWord) -> tuple[list[tuple[int, int]], int]:
    for child in [*adjective.children, *(copula.children if copula is not adjective else ())]:
        if child.i < adjective.i:
            continue
        lowers = {c.lower_ for c in child.children if c.dep_ == "aux"}
        if child.dep_ in ("xcomp", "ccomp", "advcl", "acl") and "to" in lowers and "to" in word.frames:
            return clause_range(page, child, adjective), adjective.i
        if child.dep_ == "ccomp" and "to" not in lowers and "that" in word.frames:
            return clause_range(page, child, adjective), adjective.i
        if child.dep_ in ("prep", "agent") and f"p:{child.lower_}" in word.frames:
            inner = next((c for c in child.children if c.dep_ in ("pobj", "pcomp")), None)
            if inner is not None:
                return clause_range(page, inner, child), child.i
    return [], adjective.i
