"""Attributions by predicates: "X is against ...", "X's view is that ...", "won praise from X"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pourparler.evidence.claim import Act, Kind
from pourparler.evidence.extraction.agents import agent_class
from pourparler.evidence.extraction.attribution import Attribution
from pourparler.evidence.extraction.content import clause_range, run_on
from pourparler.evidence.extraction.content_spans import spans_of
from pourparler.evidence.extraction.cues import CueWord, words_for
from pourparler.evidence.extraction.dependents import child_of, has_child
from pourparler.evidence.extraction.page import Page
from pourparler.evidence.extraction.subjects import holder_of, joined, subject_of
from pourparler.evidence.extraction.verbal import is_description, is_negated, is_plausible
from pourparler.evidence.extraction.wordlists import word_list

if TYPE_CHECKING:
    from spacy.tokens import Token

_COPULAS = word_list("nominal", "copulas")
_NOUNS_OF_WORDS = word_list("predicates", "nouns_of_words")
_RECEIVING = word_list("predicates", "receiving")
_REACTIONS = word_list("predicates", "reactions")
_HOLDING = ("of", "from", "among", "in", "by")
_POSSESSIVES = frozenset({"his", "her", "its", "their"})


def predicates(page: Page) -> Iterator[Attribution]:
    """Yield the attributions of predicates outside quotations, in text order."""
    for token in page.doc:
        if page.quoted(token) or token.pos_ not in ("VERB", "AUX"):
            continue
        lemma = page.lemmas[token.i]
        if lemma in _COPULAS:
            yield from _leaning(page, token)
        if lemma == "be":
            yield from _view_is(page, token)
            yield from _what_is_wanted(page, token)
        if lemma in _RECEIVING:
            yield from _received(page, token)


def _leaning(page: Page, copula: Token) -> Iterator[Attribution]:
    """Find a stance told by a preposition: "is against the plan", "is of the view that ..."."""
    holder = holder_of(copula)
    if holder is None or holder.lower_ in ("it", "there") or is_description(copula):
        return
    for preposition in copula.children:
        if preposition.dep_ not in ("prep", "acomp", "attr", "advmod") or preposition.i < copula.i:
            continue
        for word in words_for("a", preposition.lower_):
            last = _phrase_last(preposition, word)
            if last is None or preposition.pos_ not in ("ADP", "SCONJ"):
                continue
            ranges = _leaning_content(page, page.doc[last], word)
            if not ranges or not is_plausible(page, copula, holder):
                continue
            content = spans_of(page, run_on(page, ranges, page.doc[last]), None)
            for each in joined(holder) if content else ():
                yield Attribution(
                    cue=preposition, cue_span=page.span(copula.i, last + 1), word=word, holder=each, content=content,
                    rule="a predicate of stance with its holder", sure=False, negated=is_negated(copula),
                )  # fmt: skip
            return


def _phrase_last(preposition: Token, word: CueWord) -> int | None:
    """Return the last token of a prepositional phrase when its words follow one another."""
    words = word.lemma.split()
    end = preposition.i + len(words)
    found = [token.lower_ for token in preposition.doc[preposition.i : end]]
    return end - 1 if found == words else None


def _leaning_content(page: Page, last: Token, word: CueWord) -> list[tuple[int, int]]:
    for child in last.children:
        if child.i < last.i:
            continue
        if "p0" in word.frames and child.dep_ in ("pobj", "pcomp"):
            return clause_range(page, child, last)
        if {"that", "to"} & word.frames and child.dep_ in ("acl", "ccomp", "relcl", "xcomp"):
            return clause_range(page, child, last)
    if "that" in word.frames and last.i + 1 < len(page.doc):
        mark = page.doc[last.i + 1]
        if mark.lower_ == "that" and mark.dep_ == "mark":
            return clause_range(page, mark.head, last)
    return []


def _view_is(page: Page, copula: Token) -> Iterator[Attribution]:
    """Find what somebody's view, answer or demand is said to be ("her answer was that ...")."""
    noun = subject_of(copula)
    if noun is None or noun.pos_ != "NOUN" or page.quoted(noun) or noun.i > copula.i:
        return
    lemma = page.lemmas[noun.i]
    words = [word for word in words_for("n", lemma) if {"that", "to"} & word.frames]
    word = words[0] if words else None
    if word is None and lemma in _NOUNS_OF_WORDS:
        word = CueWord(lemma, "n", Kind.SPEECH, Act.ASSESS, (), frozenset({"that", "to"}))
    holder = _owner(noun)
    if word is None or holder is None or page.quoted(holder) or not _can_hold(page, holder):
        return
    clause = _complement(copula)
    if clause is None:
        return
    content = spans_of(page, clause_range(page, clause, copula), None)
    if content:
        yield Attribution(
            cue=noun, cue_span=page.span(noun.i, noun.i + 1), word=word, holder=holder, content=content,
            rule="what somebody's view is said to be", sure=False, negated=is_negated(copula),
        )  # fmt: skip


def _can_hold(page: Page, holder: Token) -> bool:
    if holder.lower_ in ("my", "our"):
        return page.author_of(holder) is not None
    return holder.lower_ in _POSSESSIVES or agent_class(holder) not in (None, "document")


def _complement(copula: Token) -> Token | None:
    for child in copula.children:
        if child.i < copula.i or child.dep_ not in ("ccomp", "xcomp", "advcl", "acl"):
            continue
        if has_child(child, "to", "aux") or has_child(child, "that", "mark") or child.dep_ == "ccomp":
            return child
    return None


def _owner(noun: Token) -> Token | None:
    """Return whose view it is: "her view", "the view of the council", "the message from the islands"."""
    owner = child_of(noun, "poss")
    if owner is not None:
        return owner
    for child in noun.children:
        if child.dep_ == "prep" and child.i > noun.i and child.lower_ in _HOLDING:
            return child_of(child, "pobj")
    return None


def _what_is_wanted(page: Page, copula: Token) -> Iterator[Attribution]:
    """Find "what the guild wants is a seat": the clause before the copula is the cue, the complement the content."""
    clause = next((c for c in copula.children if c.dep_ in ("csubj", "nsubj") and c.i < copula.i), None)
    if clause is not None and clause.lower_ in ("all", "what"):
        clause = child_of(clause, "relcl")
    if clause is None or clause.pos_ != "VERB":
        return
    word = next((word for word in words_for("v", page.lemmas[clause.i]) if not word.rest), None)
    if word is None:
        return
    if clause.left_edge.lower_ not in ("what", "all") and clause.head.lower_ != "all":
        return
    holder = subject_of(clause)
    complement = child_of(copula, "attr", "ccomp", "acomp", "xcomp")
    if holder is None or complement is None or complement.i < copula.i or not is_plausible(page, clause, holder):
        return
    content = spans_of(page, clause_range(page, complement, copula), None)
    if content:
        yield Attribution(
            cue=clause, cue_span=page.span(clause.i, clause.i + 1), word=word,
            holder=holder, content=content, rule="what somebody wants or says is named after the verb", sure=False,
        )  # fmt: skip


def _received(page: Page, verb: Token) -> Iterator[Attribution]:
    """Find a plan that wins or meets the reaction of somebody ("won the backing of X", "met with scorn from X")."""
    noun = _reaction(page, verb)
    thing = _received_thing(verb)
    if noun is None or thing is None or page.quoted(noun):
        return
    source = next(
        (c for c in noun.children if c.dep_ == "prep" and c.i > noun.i and c.lower_ in ("from", "of", "among", "by")),
        None,
    )
    if source is None:
        source = next((c for c in verb.children if c.lower_ in ("from", "among", "by") and c.i > noun.i), None)
    holder = child_of(source, "pobj") if source is not None else None
    if source is None or holder is None or agent_class(holder) in (None, "document") or page.quoted(holder):
        return
    known = words_for("n", page.lemmas[noun.i])
    content = spans_of(page, [_without_clause(thing, verb)], None)
    for each in joined(holder) if content else ():
        yield Attribution(
            cue=noun, cue_span=page.span(noun.i, source.i + 1), word=known[0] if known else None, holder=each,
            content=content, rule="a plan meets somebody's reaction", sure=False, negated=is_negated(verb),
        )  # fmt: skip


def _reaction(page: Page, verb: Token) -> Token | None:
    candidates = [child for child in verb.children if child.dep_ == "dobj" and child.i > verb.i]
    for child in verb.children:
        if child.dep_ in ("prep", "agent") and child.lower_ in ("with", "by"):
            candidates += [inner for inner in child.children if inner.dep_ == "pobj"]
    for noun in candidates:
        if page.lemmas[noun.i] in _REACTIONS:
            return noun
    return None


def _received_thing(verb: Token) -> Token | None:
    subject = subject_of(verb) or child_of(verb, "nsubjpass")
    if subject is None and verb.dep_ == "conj":
        subject = subject_of(verb.head) or child_of(verb.head, "nsubjpass")
    if subject is not None and subject.tag_ in ("WDT", "WP") and verb.dep_ == "relcl":
        subject = verb.head
    if subject is None or subject.pos_ not in ("NOUN", "PROPN") or subject.ent_type_ == "PERSON":
        return None
    return subject if agent_class(subject) not in ("person", "pronoun", "group", "office") else None


def _without_clause(thing: Token, verb: Token) -> tuple[int, int]:
    """Return the noun phrase without the relative clause that holds the verb."""
    clause = next((c for c in thing.children if c.is_ancestor(verb) or c == verb), None)
    end = thing.right_edge.i + 1 if clause is None else clause.left_edge.i
    return (thing.left_edge.i, end)
