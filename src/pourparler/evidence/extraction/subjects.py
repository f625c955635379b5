"""Whose words they are: from a cue to the noun phrase that holds it, along the parse."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pourparler.evidence.extraction.agents import agent_class

if TYPE_CHECKING:
    from spacy.tokens import Token

_SUBJECTS = frozenset({"nsubj", "csubj"})
_CARRIERS = frozenset({"advcl", "xcomp", "conj", "acl", "pcomp", "ccomp", "dep", "parataxis"})
_GO_ON = frozenset("go continue begin proceed use take want seek step stop start".split())
_DEEPEST = 6


def subject_of(verb: Token) -> Token | None:
    """Return the grammatical subject among the verb's own dependents, or None."""
    for child in verb.children:
        if child.dep_ in _SUBJECTS:
            return child
    return None


def passive_subject_of(verb: Token) -> Token | None:
    """Return the subject of a passive, or None."""
    for child in verb.children:
        if child.dep_ in ("nsubjpass", "csubjpass"):
            return child
    return None


def agent_of(verb: Token) -> Token | None:
    """Return the noun after "by" of a passive, or None."""
    for child in verb.children:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            for grandchild in child.children:
                if grandchild.dep_ == "pobj":
                    return grandchild
    return None


def holder_of(verb: Token) -> Token | None:
    """Return the head of the noun phrase that a verb's active subject is, found up the tree where it is shared.

    A participle takes the subject of the clause it hangs on; a second verb joined by "and" takes the first one's;
    a relative pronoun stands for the noun before it; "a letter urging" is held by the letter.

    Returns
    -------
    spacy.tokens.Token or None
    """
    token = verb
    for _ in range(_DEEPEST):
        subject = subject_of(token)
        if subject is not None:
            return _behind_relative(subject, token)
        if token is not verb and (passive := passive_subject_of(token)) is not None:
            return _behind_relative(passive, token)
        if passive_subject_of(token) is not None or token.dep_ not in _CARRIERS:
            return None
        if token.dep_ == "acl" and token.head.pos_ in ("NOUN", "PROPN", "PRON"):
            return token.head
        if not _shares_subject(token):
            return None
        token = token.head
        if token.pos_ == "ADP":
            token = token.head
            if token.pos_ in ("NOUN", "PROPN"):
                return None
    return None


def _shares_subject(verb: Token) -> bool:
    if verb.tag_ == "VB" and verb.dep_ in ("xcomp", "advcl", "ccomp"):
        return any(child.dep_ == "aux" and child.lower_ == "to" for child in verb.children) and (
            verb.head.lemma_.lower() in _GO_ON
        )
    if verb.dep_ in ("ccomp", "parataxis"):
        return verb.tag_ == "VBG"
    return True


def _behind_relative(subject: Token, verb: Token) -> Token:
    if subject.tag_ in ("WP", "WDT") and verb.dep_ == "relcl":
        return verb.head
    return subject


def joined(head: Token) -> Iterator[Token]:
    """Yield a noun and the nouns joined to it by "and", each a holder of its own."""
    yield head
    for child in head.conjuncts:
        if child.i > head.i and agent_class(child) is not None:
            yield child
