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
_VOICES = frozenset({"spokesman", "spokeswoman", "spokesperson"})
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
            end = max(end, _end_of_apposition(page, child))
    start = head.left_edge.i
    while start < head.i and (page.doc[start].is_space or page.doc[start].is_punct):
        start += 1
    while end - 1 > head.i and (page.doc[end - 1].is_space or page.doc[end - 1].is_punct):
        end -= 1
    if head.dep_ == "poss" and end <= head.i + 2:
        end = head.i + 1
    return page.span(start, end)


def _end_of_apposition(page: Page, name: Token) -> int:
    """Return where an apposition ends, without a participle or clause set off by a comma."""
    end = name.right_edge.i + 1
    for child in name.children:
        clause = child.i > name.i and child.dep_ in ("acl", "relcl", "advcl")
        if clause and page.doc[child.left_edge.i - 1].text == ",":
            end = min(end, child.left_edge.i - 1)
    return end


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
    if article in ("a", "an", "one", "another", "") and _hides(head):
        return True
    if speaks_for_body(head):
        return False
    vague = head.pos_ == "NUM" or (head.pos_ != "PROPN" and (head.lower_ in VAGUE or head.lemma_.lower() in VAGUE))
    if not vague:
        one = article in ("a", "an", "one", "another")
        return one and agent_class(head) == "person" and head.ent_type_ != "PERSON"
    if article == "the":
        return False
    return article in ("that", "") or article in _INDEFINITE or head.pos_ == "NUM"


def _hides(head: Token) -> bool:
    """Tell whether a relative clause or participle says that somebody would not be named."""
    for child in head.children:
        if child.i > head.i and child.dep_ in ("relcl", "acl"):
            words = {token.lower_ for token in child.subtree}
            if words & {"anonymity", "anonymously", "unnamed"} or (
                words & {"named", "identified", "name"} and words & {"not", "n't", "n’t", "declined", "refused"}
            ):
                return True
    return False


def speaks_for_body(head: Token) -> bool:
    """Tell whether somebody without a name speaks for a body that has one ("a ministry spokesman", "X's people")."""
    if head.lemma_.lower() in _VOICES:
        return any(_is_body(child) for child in _attached(head))
    owner = next((child for child in head.children if child.dep_ == "poss"), None)
    if owner is None or head.tag_ not in ("NNS", "NNPS"):
        return False
    return owner.pos_ == "PROPN" or agent_class(owner) in ("group", "office") or owner.tag_ == "NNS"


def _attached(head: Token) -> list[Token]:
    found = [child for child in head.children if child.dep_ in ("compound", "poss", "amod", "nmod")]
    for child in head.children:
        if child.dep_ == "prep" and child.lower_ in ("for", "of", "from", "at"):
            found += [inner for inner in child.children if inner.dep_ == "pobj"]
    return found


def _is_body(token: Token) -> bool:
    return token.pos_ == "PROPN" or agent_class(token) in ("group", "office", "name")


def person_beside(head: Token) -> Token | None:
    """Return the name that the parser hung on what stands before it ("a spokesman for the court, | Ada Rask, ...")."""
    if agent_class(head) != "person" or apposition(head) is not None:
        return None
    for child in head.children:
        if child.dep_ == "prep" and child.i > head.i:
            for inner in child.subtree:
                if inner.dep_ == "appos" and inner.pos_ == "PROPN" and inner.left_edge.nbor(-1).text == ",":
                    return inner
    return None


def name_before(page: Page, head: Token) -> Token | None:
    """Return the name to which a description between commas belongs ("Ada Rask, a retired judge, said")."""
    start = head.left_edge.i
    if head.pos_ != "NOUN" or start < 2 or determiner(head) not in ("a", "an") or page.doc[start - 1].text != ",":
        return None
    name = page.doc[start - 2]
    return name if name.pos_ == "PROPN" and name.sent == head.sent else None


def description(page: Page, head: Token) -> str:
    """Return a noun with what stands before it, without article and owner ("former foreign minister")."""
    words = page.doc[head.left_edge.i : head.i + 1]
    return " ".join(token.text for token in words if token.dep_ not in ("det", "poss", "case"))
