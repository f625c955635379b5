"""Attributions by verbs: "X said that ...", "X told Y ...", "..., stressing ...", "was rejected by X"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pourparler.evidence.claim import Kind
from pourparler.evidence.extraction.agents import agent_class
from pourparler.evidence.extraction.attribution import Attribution
from pourparler.evidence.extraction.content import clause_range
from pourparler.evidence.extraction.content_spans import spans_of
from pourparler.evidence.extraction.cues import CueWord, words_for
from pourparler.evidence.extraction.frames import matches_of
from pourparler.evidence.extraction.page import Page
from pourparler.evidence.extraction.subjects import (
    agent_of,
    finite,
    floating_subject,
    holder_of,
    joined,
    passive_subject_of,
    sister_cue,
    subject_of,
)
from pourparler.evidence.extraction.wordlists import word_list

if TYPE_CHECKING:
    from spacy.tokens import Token

_HYPOTHETICAL = word_list("verbal", "hypothetical")
_IRREALIS_MARKS = frozenset({"if", "unless", "whether", "until"})
_DOCUMENT_VERBS = word_list("verbal", "document_verbs")
_SAYING = word_list("verbal", "saying")
_JUDGES = word_list("verbal", "judges")
_INSTRUMENTS = word_list("verbal", "instruments")
_ACCEPTING = word_list("verbal", "accepting")
_EMPTY_SUBJECTS = word_list("verbal", "empty_subjects")


def verbal(page: Page) -> Iterator[Attribution]:
    """Yield the attributions of every verb outside quotations, in text order."""
    for token in page.doc:
        if page.quoted(token) or not (token.pos_ in ("VERB", "AUX") or _is_untagged_verb(token)):
            continue
        if not words_for("v", page.lemmas[token.i]):
            continue
        yield from _of_verb(page, token)


def _is_untagged_verb(token: Token) -> bool:
    """Tell whether a word tagged as something else heads a sentence with subject and object ("back the plan")."""
    deps = (
        {child.dep_ for child in token.children}
        if token.dep_ == "ROOT" and token.pos_ in ("ADV", "ADJ", "NOUN")
        else set()
    )
    return {"nsubj", "dobj"} <= deps


def _of_verb(page: Page, verb: Token) -> Iterator[Attribution]:
    if passive_subject_of(verb) is not None or (
        verb.tag_ == "VBN" and verb.dep_ in ("acl", "advcl", "conj") and agent_of(verb)
    ):
        yield from _passive(page, verb)
        return
    if verb.tag_ == "VBN" and not _has_auxiliary(verb) and verb.dep_ not in ("conj", "ROOT") and not finite(verb):
        return
    if verb.i == verb.sent.start and verb.tag_ == "VBD" and subject_of(verb) is None:
        # "Asked whether she would go, ...": a participle that opens a sentence is a passive.
        return
    holder = holder_of(verb)
    floating = floating_subject(verb) if (holder is None or holder.dep_ == "csubj") and verb.dep_ == "ROOT" else None
    holder = holder if floating is None else floating
    if is_description(verb):
        return
    if holder is None or not is_plausible(page, verb, holder):
        return
    match = matches_of(page, verb)
    if match is None or not _kind_fits(match.word, verb, holder):
        return
    if match.frame == "objt" and page.lemmas[holder.i] not in _JUDGES:
        return
    addressee = match.addressee
    if match.frame == "heard" and addressee is not None:
        holder, addressee = addressee, None
        if agent_class(holder) is None:
            return
    ranges = match.ranges
    if floating is not None:
        ranges = tuple((start, min(end, floating.left_edge.i)) for start, end in ranges)
    content = spans_of(page, [(start, end) for start, end in ranges if start < end], verb)
    if not content:
        return
    holders = list(joined(holder)) if match.word.kind is Kind.ATTITUDE else [holder]
    for each in holders:
        yield Attribution(
            cue=verb,
            cue_span=page.span(_cue_start(page, verb), match.last + 1),
            word=match.word,
            holder=each,
            content=content,
            rule=_RULES.get(match.frame, "the verb brings this content"),
            addressee=addressee,
            negated=is_negated(verb),
            sure=match.frame in ("that", "tell", "yto", "to"),
        )


def is_description(verb: Token) -> bool:
    """Tell whether the verb only picks somebody out: "women who want ...", "rivals promising ..."."""
    if verb.dep_ == "conj":
        if sister_cue(verb) is not None:
            return False
        verb = verb.head
    if verb.dep_ not in ("relcl", "acl") or verb.head.pos_ == "PROPN":
        return False
    if agent_class(verb.head) == "document" and verb.dep_ == "acl":
        return False
    before = verb.left_edge.i - 1
    return before >= 0 and verb.doc[before].text not in (",", "—", "–", "(")


_RULES = {
    "that": "a clause depends on the verb",
    "tell": "somebody is told a clause",
    "wh": "an indirect question depends on the verb",
    "to": "an infinitive depends on the verb",
    "yto": "somebody is asked to do something",
    "pto": "somebody is called on to do something",
    "obj": "the verb's object is the content",
    "objn": "the verb's object is a noun of speech or stance",
    "p": "the verb's preposition brings the content",
    "yas": "something is called something",
    "accuse": "somebody is accused of something",
}


def is_plausible(page: Page, verb: Token, holder: Token) -> bool:
    """Tell whether the verb reports an actual act by somebody who can speak: no "if", "may" or "the figures say"."""
    if any(child.tag_ == "MD" and child.lower_ in _HYPOTHETICAL for child in verb.children) and not (
        page.lemmas[verb.i] in _ACCEPTING and is_negated(verb)
    ):
        return False
    marks = {child.lower_ for child in verb.children if child.dep_ == "mark"}
    if "whether" in marks or ("if" in marks and verb.dep_ == "ccomp"):
        return False
    top = verb
    for _ in range(3):
        if top.dep_ == "advcl" and any(
            child.dep_ == "mark" and child.lower_ in _IRREALIS_MARKS for child in top.children
        ):
            return False
        if top.dep_ not in ("conj", "xcomp"):
            break
        top = top.head
    if page.lemmas[verb.i] == "like" and not any(child.lower_ in ("would", "'d", "’d") for child in verb.children):
        return False
    sort = agent_class(holder)
    if sort is None and page.lemmas[verb.i] in _SAYING and holder.pos_ == "NOUN":
        # Nothing but people (and papers) says, adds or replies: an unknown noun before these verbs is somebody.
        sort = "person"
    if sort is None or (holder.lower_ in _EMPTY_SUBJECTS and holder.lower_ != "it"):
        return False
    if page.quoted(holder) or holder.lower_ in (
        "few",
        "nobody",
        "none",
        "everyone",
        "everybody",
        "anyone",
        "somebody",
        "someone",
    ):
        return False
    if (holder.lower_ in ("i", "we", "you") and (holder.lower_ == "you" or page.author_of(holder) is None)) or (
        holder.lower_ == "one" and not any(c.dep_ == "prep" for c in holder.children)
    ):
        return False
    return sort != "document" or _may_say(page, verb, holder)


def _may_say(page: Page, verb: Token, paper: Token) -> bool:
    """Tell whether a paper may be the subject: a letter says whatever people say, a treaty only what its makers do."""
    lemma = page.lemmas[verb.i]
    if lemma in _DOCUMENT_VERBS or paper.lemma_.lower() in _INSTRUMENTS:
        return lemma in _DOCUMENT_VERBS
    words = words_for("v", lemma)
    return verb.pos_ == "AUX" or any(word.kind is Kind.SPEECH for word in words)


def is_negated(verb: Token) -> bool:
    """Tell whether the act itself is denied: "did not promise", "no official said"."""
    if any(child.dep_ == "neg" or child.lower_ == "never" for child in verb.children):
        return True
    return any(
        child.dep_ in ("nsubj", "nsubjpass")
        and any(c.lower_ in ("no", "neither", "none") for c in [child, *child.children] if c.i <= child.i)
        for child in verb.children
    )


def _kind_fits(word: CueWord, verb: Token, holder: Token) -> bool:
    if word.kind is Kind.SPEECH and verb.tag_ == "VB":
        modals = {child.lower_ for child in verb.children if child.tag_ == "MD"}
        infinitive = any(child.lower_ == "to" and child.dep_ == "aux" for child in verb.children)
        return infinitive or not modals or is_negated(verb) or bool(modals & {"would", "could", "will", "’ll", "'ll"})
    return True


def _has_auxiliary(verb: Token) -> bool:
    return any(child.dep_ in ("aux", "auxpass") for child in verb.children)


def _cue_start(page: Page, verb: Token) -> int:
    """Return where the cue begins: at the auxiliary when the act is denied or modal, else at the verb."""
    auxiliaries = [child for child in verb.children if child.i < verb.i and child.dep_ in ("aux", "neg")]
    if any(child.dep_ == "neg" or child.tag_ == "MD" for child in auxiliaries):
        return min(child.i for child in auxiliaries)
    return verb.i


_PASSIVE_FRAMES = {True: frozenset({"that", "tell", "yto"}), False: frozenset({"obj", "objn", "accuse"})}


def _rest_of_passive(verb: Token, word: CueWord, clause: Token | None) -> tuple[int, int] | None:
    """Return what goes on after the speaker: "was urged by X | to wait", "was accused by X | of delay"."""
    if clause is not None:
        asked = "yto" in word.frames and "tell" not in word.frames and clause.dep_ == "xcomp"
        return (clause.left_edge.i, clause.right_edge.i + 1) if asked and clause.left_edge.lower_ == "to" else None
    if "accuse" in word.frames:
        agent = agent_of(verb)
        for child in [*verb.children, *(agent.children if agent is not None else ())]:
            if child.lower_ == "of" and child.dep_ == "prep" and agent is not None and child.i > agent.i:
                return (child.i, child.right_edge.i + 1)
    return None


def _passive(page: Page, verb: Token) -> Iterator[Attribution]:
    agent = agent_of(verb)
    if agent is None or agent_class(agent) is None or page.quoted(agent):
        return
    subject = passive_subject_of(verb)
    if subject is None and verb.dep_ == "conj":
        subject = passive_subject_of(verb.head)
    known = words_for("v", page.lemmas[verb.i])
    fits = [word for word in known if not word.rest or any(c.lower_ == word.rest for c in verb.children)]
    word = next((word for word in fits if word.frames & {"obj", "objn", "that", "yto", "accuse"}), known[0])
    clause = next((child for child in verb.children if child.dep_ in ("ccomp", "xcomp") and child.i > verb.i), None)
    rest = _rest_of_passive(verb, word, clause)
    addressee: Token | None = None
    if rest is not None and subject is not None:
        ranges = [(subject.left_edge.i, subject.right_edge.i + 1), rest]
        addressee = subject
    elif clause is not None:
        ranges = clause_range(page, clause, verb)
        begin = max(ranges[0][0], agent.right_edge.i + 1 if agent.i < clause.i else 0)
        ranges = [(begin, ranges[0][1])]
        addressee = subject
    elif subject is not None:
        ranges, addressee = [(subject.left_edge.i, subject.right_edge.i + 1)], None
    elif verb.dep_ == "acl" and verb.head.pos_ in ("NOUN", "PROPN"):
        ranges, addressee = [(verb.head.left_edge.i, verb.i)], None
    else:
        return
    content = spans_of(page, ranges, verb)
    if not content or word.kind is Kind.ATTITUDE or not word.frames & _PASSIVE_FRAMES[clause is not None]:
        return
    by = next(child for child in verb.children if child.dep_ == "agent" or child.lower_ == "by")
    start = min([child.i for child in verb.children if child.dep_ == "auxpass"] or [verb.i])
    yield Attribution(
        cue=verb,
        cue_span=page.span(start, max(verb.i, by.i) + 1) if by.i - start <= 4 else page.span(start, verb.i + 1),
        word=word,
        holder=agent,
        content=content,
        rule='a passive with its speaker after "by"',
        addressee=addressee,
        negated=is_negated(verb),
        sure=False,
    )
