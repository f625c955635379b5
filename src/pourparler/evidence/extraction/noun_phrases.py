"""What a speaker's noun phrase says by its form: its extent, its determiner, whether it hides who speaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pourparler.evidence.claim import Span
from pourparler.evidence.extraction.agents import agent_class
from pourparler.evidence.extraction.page import Page
from pourparler.evidence.extraction.wordlists import word_list

if TYPE_CHECKING:
    from spacy.tokens import Token

VAGUE = word_list("noun_phrases", "vague")
_INDEFINITE = word_list("noun_phrases", "indefinite")


def noun_phrase(page: Page, head: Token) -> Span:
    """Return the words of a noun phrase: with what describes it and an apposition, without relative clauses."""
    end = head.i + 1
    for child in head.children:
        if child.i < head.i:
            continue
        if child.dep_ in ("prep", "case", "flat") and child.left_edge.i <= end + 1:
            if page.doc[child.left_edge.i - 1].text != ",":
                end = max(end, child.right_edge.i + 1)
        elif child.dep_ == "appos":
            end = max(end, child.right_edge.i + 1)
    start = head.left_edge.i
    while start < head.i and (page.doc[start].is_space or page.doc[start].is_punct):
        start += 1
    while end - 1 > head.i and (page.doc[end - 1].is_space or page.doc[end - 1].is_punct):
        end -= 1
    if head.dep_ == "poss" and end <= head.i + 2:
        end = head.i + 1
    return page.span(start, end)


def determiner(head: Token) -> str:
    """Return the article, number or pronoun that determines a noun, in small letters; nothing when it has none."""
    for child in head.children:
        if child.dep_ in ("det", "nummod") and child.i < head.i:
            return child.lower_
    return head.lower_ if head.lower_ in _INDEFINITE else ""


def apposition(head: Token) -> Token | None:
    """Return the head of what stands in apposition after a noun ("its leader, | Ada Rask"), or None."""
    return next((child for child in head.children if child.dep_ == "appos" and child.i > head.i), None)


def is_anonymous(head: Token) -> bool:
    """Tell whether a noun phrase speaks without saying who it is ("a senior official", "sources", "one of them")."""
    apposed = apposition(head)
    if apposed is not None and apposed.pos_ == "PROPN":
        return False
    article = determiner(head)
    vague = head.pos_ == "NUM" or (head.pos_ != "PROPN" and (head.lower_ in VAGUE or head.lemma_.lower() in VAGUE))
    if not vague:
        one = article in ("a", "an", "one", "another")
        return one and agent_class(head) == "person" and head.ent_type_ != "PERSON"
    if article == "the":
        return False
    return article in ("that", "") or article in _INDEFINITE or head.pos_ == "NUM"


def description(page: Page, head: Token) -> str:
    """Return a noun with what stands before it, without article and owner ("former foreign minister")."""
    words = page.doc[head.left_edge.i : head.i + 1]
    return " ".join(token.text for token in words if token.dep_ not in ("det", "poss", "case"))
