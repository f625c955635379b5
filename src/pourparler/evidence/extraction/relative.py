"""Attributions by relative clauses: "a letter which X says was sent", ", an idea that X rejects"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pourparler.evidence.claim import Kind
from pourparler.evidence.extraction.attribution import Attribution
from pourparler.evidence.extraction.content_spans import Range, spans_of
from pourparler.evidence.extraction.cues import CueWord, words_for
from pourparler.evidence.extraction.dependents import child_of
from pourparler.evidence.extraction.page import Page
from pourparler.evidence.extraction.subjects import agent_of, joined, subject_of
from pourparler.evidence.extraction.verbal import is_negated, is_plausible
from pourparler.evidence.extraction.wordlists import word_list

if TYPE_CHECKING:
    from spacy.tokens import Token

_STAND_INS = word_list("relative", "stand_ins")
_RELATIVES = frozenset({"relcl", "acl"})
_OBJECTS = frozenset({"obj", "objn", "objp"})


def relative(page: Page) -> Iterator[Attribution]:
    """Yield the attributions of relative clauses whose gap is what is said or judged, in text order.

    The words before the clause are the content, with what the verb says of them ("a letter | was sent on 4 March"). A
    noun that only stands in for what was said before it ("an idea", "a call") gives way to that.
    """
    for verb in page.doc:
        clause = verb.head if verb.dep_ == "conj" and subject_of(verb) is not None else verb
        if clause.dep_ not in _RELATIVES or verb.pos_ not in ("VERB", "AUX") or page.quoted(verb):
            continue
        noun = clause.head
        if noun.i > verb.i or noun.pos_ not in ("NOUN", "PROPN", "PRON") or page.quoted(noun):
            continue
        holder = subject_of(verb)
        if holder is None:
            yield from _backed_by(page, verb, noun)
        elif noun.i < holder.i < verb.i and holder.tag_ not in ("WP", "WDT") and is_plausible(page, verb, holder):
            yield from _said_of(page, verb, noun, holder)


def _said_of(page: Page, verb: Token, noun: Token, holder: Token) -> Iterator[Attribution]:
    for word in words_for("v", page.lemmas[verb.i]):
        if word.rest and child_of(verb, "prt", "prep", "advmod") is None:
            continue
        ranges = _gapped(page, verb, noun, word)
        if not ranges:
            continue
        content = spans_of(page, ranges, None)
        for each in (joined(holder) if word.kind is Kind.ATTITUDE else [holder]) if content else ():
            yield Attribution(
                cue=verb, cue_span=page.span(verb.i, verb.i + 1), word=word, holder=each, content=content,
                rule="a relative clause says who holds it", sure=False, negated=is_negated(verb),
            )  # fmt: skip
        return


def _gapped(page: Page, verb: Token, noun: Token, word: CueWord) -> list[Range]:
    """Return the content of a verb whose object is the noun before its clause; nothing when it only describes."""
    clause = (verb.head if verb.dep_ == "conj" else verb).left_edge.i
    phrase = (noun.left_edge.i, clause)
    said = next((c for c in verb.children if c.dep_ == "ccomp" and c.i > verb.i and not page.quoted(c)), None)
    if said is not None and "that" in word.frames:
        own = any(c.dep_ in ("nsubj", "nsubjpass", "expl", "mark") and c.i > verb.i for c in said.children)
        return [] if own else [phrase, (verb.i + 1, said.right_edge.i + 1)]
    if "to" in word.frames and _is_loose(page, noun, clause) and _has_bare_infinitive(verb):
        return [phrase]
    rest = next((c for c in verb.children if c.i > verb.i and _says_of(page, c, word)), None)
    if rest is not None:
        return [_referent(page, noun, phrase), (rest.left_edge.i, rest.right_edge.i + 1)]
    if word.frames & _OBJECTS and not word.rest and _is_loose(page, noun, clause) and not _has_object(verb):
        return [_referent(page, noun, phrase)]
    return []


def _has_bare_infinitive(verb: Token) -> bool:
    """Tell whether an infinitive without object follows ("something he has sworn never to pay")."""
    clause = child_of(verb, "xcomp")
    return clause is not None and any(c.lower_ == "to" for c in clause.children) and child_of(clause, "dobj") is None


def _has_object(verb: Token) -> bool:
    return any(c.dep_ in ("dobj", "ccomp", "xcomp") and c.i > verb.i for c in verb.children)


def _says_of(page: Page, child: Token, word: CueWord) -> bool:
    """Tell whether a word after the verb says what the noun is called, likened to or put at."""
    if "objat" in word.frames and child.lower_ == "at":
        return True
    if "yto2" in word.frames and child.left_edge.lower_ == "to":
        return True
    if "yas" in word.frames:
        named = child.dep_ == "dobj" and page.quoted(child)
        return named or child.dep_ in ("oprd", "acomp") or child.lower_ == "as"
    return word.lemma in ("declare", "pronounce", "rule") and (child.dep_ == "oprd" or child.lower_ == "out")


def _is_loose(page: Page, noun: Token, clause: int) -> bool:
    """Tell whether the clause adds something (a comma, a noun set after one) and does not pick out which is meant."""
    doc, start = page.doc, noun.left_edge.i
    if doc[clause - 1].text in (",", "—", "–"):
        return doc[clause].tag_ in ("WDT", "WP")
    set_after = (
        start > 0 and doc[start - 1].text in (",", "—", "–") and noun.dep_ in ("appos", "npadvmod", "dobj", "conj")
    )
    return set_after and (noun.lower_ == "something" or doc[start].lower_ in ("a", "an"))


def _referent(page: Page, noun: Token, phrase: Range) -> Range:
    """Return what a noun stands in for: the object of the verb before it ("proposed | a panel, an idea ...")."""
    if page.lemmas[noun.i] not in _STAND_INS:
        return phrase
    doc, start = page.doc, phrase[0]
    for verb in reversed(doc[noun.sent.start : start]):
        if verb.pos_ == "VERB" and not page.quoted(verb) and words_for("v", page.lemmas[verb.i]):
            thing = next(
                (c for c in verb.children if c.dep_ in ("dobj", "pobj", "ccomp", "xcomp") and c.i > verb.i), None
            )
            if thing is not None and thing.left_edge.i < start:
                return thing.left_edge.i, start
    return phrase


def _backed_by(page: Page, verb: Token, noun: Token) -> Iterator[Attribution]:
    """Find ", a call backed by X": a participle with its agent after a noun that stands in for what was said."""
    holder = agent_of(verb)
    if holder is None or verb.tag_ != "VBN" or page.lemmas[noun.i] not in _STAND_INS:
        return
    if not _is_loose(page, noun, verb.i) or not is_plausible(page, verb, holder):
        return
    word = next((word for word in words_for("v", page.lemmas[verb.i]) if word.frames & _OBJECTS), None)
    content = spans_of(page, [_referent(page, noun, (noun.left_edge.i, verb.i))], None)
    if word is not None and content:
        yield Attribution(
            cue=verb, cue_span=page.span(verb.i, holder.head.i + 1), word=word, holder=holder, content=content,
            rule="a participle with its speaker after a noun for what was said", sure=False,
        )  # fmt: skip
