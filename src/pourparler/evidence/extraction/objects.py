"""Frames with a noun phrase: "rejected the plan", "called it a trap", "accused Y of ...", "put the number at ..."."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pourparler.evidence.extraction.clauses import Found
from pourparler.evidence.extraction.content import clause_range
from pourparler.evidence.extraction.content_spans import Range
from pourparler.evidence.extraction.cues import CueWord, words_for
from pourparler.evidence.extraction.dependents import child_of, has_child, has_subject
from pourparler.evidence.extraction.page import Page
from pourparler.evidence.extraction.wordlists import word_list

if TYPE_CHECKING:
    from spacy.tokens import Token

_FIGURES = frozenset({"CARDINAL", "PERCENT", "MONEY", "QUANTITY"})
_ROUGHLY = frozenset({"about", "around", "less", "more", "better", "worse", "half", "even"})
_STANCE_NOUNS = word_list("frames", "stance_nouns")
_POLICY_NOUNS = word_list("frames", "policy_nouns")
_TERMS = word_list("frames", "terms")
_RECRIMINATIONS = word_list("frames", "recriminations")


def laid_to(page: Page, verb: Token, word: CueWord) -> Found:
    """Find something laid to something ("attributed the delay to frost")."""
    thing = child_of(verb, "dobj")
    for child in [*verb.children, *(thing.children if thing is not None else ())]:
        if (
            thing is not None
            and child.lower_ == "to"
            and child.dep_ in ("prep", "dative")
            and child.i > thing.i > verb.i
        ):
            return [(thing.left_edge.i, child.right_edge.i + 1)], None
    return None


def _object(page: Page, verb: Token) -> Token | None:
    found = next((child for child in verb.children if child.dep_ in ("dobj", "ccomp") and child.i > verb.i), None)
    if found is None or (found.dep_ == "ccomp" and found.pos_ not in ("NOUN", "PROPN")):
        return None
    if found.tag_ in ("WP", "WDT") or found.lower_ in ("himself", "herself", "itself", "themselves", "so", "which"):
        return None
    return found


def plain_object(page: Page, verb: Token, word: CueWord) -> Found:
    """Find any noun phrase that is the object."""
    found = _object(page, verb)
    if found is None:
        return _quoted_object(page, verb)
    return _noun_range(page, found, verb), None


def _quoted_object(page: Page, verb: Token) -> Found:
    """Find quoted words right after the verb that the parser took for a clause ("blamed “too many doors dragged”")."""
    quotation = page.quotation_of[verb.i + 1] if verb.i + 1 < len(page.doc) else -1
    if quotation < 0 or verb.tag_ == "VBG":
        return None
    end = verb.i + 1
    while end < len(page.doc) and page.quotation_of[end] == quotation:
        end += 1
    return [(verb.i + 1, end)], None


def stance_object(page: Page, verb: Token, word: CueWord) -> Found:
    """Find an object that names words or a stance ("his frustration", "an offer")."""
    return _object_among(page, verb, _STANCE_NOUNS)


def policy_object(page: Page, verb: Token, word: CueWord) -> Found:
    """Find an object that names a matter of policy ("the deal", "membership")."""
    return _object_among(page, verb, _POLICY_NOUNS)


def terms(page: Page, verb: Token, word: CueWord) -> Found:
    """Find conditions or a deadline that somebody sets ("set three conditions for a truce")."""
    return _object_strictly_among(page, verb, _TERMS)


def recrimination(page: Page, verb: Token, word: CueWord) -> Found:
    """Find what adversaries throw at each other ("traded accusations of shelling the road")."""
    return _object_strictly_among(page, verb, _RECRIMINATIONS)


def _object_strictly_among(page: Page, verb: Token, nouns: frozenset[str]) -> Found:
    found = _object(page, verb)
    if found is None or page.quoted(found) or page.lemmas[found.i] not in nouns:
        return None
    return _noun_range(page, found, verb), None


def missing_object(page: Page, verb: Token, word: CueWord) -> Found:
    """Find what somebody sees none of ("sees no grounds for alarm")."""
    found = _object(page, verb)
    if found is None or not any(child.lower_ in ("no", "little") for child in found.children):
        return None
    return _noun_range(page, found, verb), None


def object_not_ruled_out(page: Page, verb: Token, word: CueWord) -> Found:
    """Find what somebody does not exclude: without the negation the verb tells of an act, not of a stance."""
    denied = any(child.dep_ == "neg" or child.lower_ == "never" for child in verb.children)
    return plain_object(page, verb, word) if denied else None


def figure_object(page: Page, verb: Token, word: CueWord) -> Found:
    """Find a bare figure that somebody says ("her team says 1.4 billion")."""
    found = _object(page, verb)
    if found is None or not (found.like_num or found.ent_type_ in _FIGURES):
        return None
    return _noun_range(page, found, verb), None


def names_stance(page: Page, noun: Token) -> bool:
    """Tell whether a noun names words or a stance ("its offer", "the deal")."""
    lemma = page.lemmas[noun.i]
    return bool(words_for("n", lemma)) or lemma in _STANCE_NOUNS or lemma in _POLICY_NOUNS


def _object_among(page: Page, verb: Token, nouns: frozenset[str]) -> Found:
    found = _object(page, verb)
    if found is None or page.quoted(found):
        return None
    known = words_for("n", page.lemmas[found.i]) or page.lemmas[found.i] in nouns
    return (_noun_range(page, found, verb), None) if known else None


def _noun_range(page: Page, noun: Token, verb: Token) -> list[Range]:
    """Return the range of an object without the writer's remark on it ("..., which is fair", "..., a call that")."""
    ((start, end),) = clause_range(page, noun, verb)
    for place in range(noun.i + 1, end - 1):
        after = page.doc[place + 1]
        if page.doc[place].text == "," and (after.tag_ in ("WDT", "WP") or _opens_remark(after)):
            return [(start, place)]
    return [(start, end)]


def _opens_remark(article: Token) -> bool:
    if article.lower_ not in ("a", "an"):
        return False
    return article.head.dep_ == "appos" or any(child.dep_ == "relcl" for child in article.head.children)


def object_at(page: Page, verb: Token, word: CueWord) -> Found:
    """Find a number put at something."""
    found = _object(page, verb)
    if found is None:
        return None
    for child in [*verb.children, *found.subtree]:
        if child.lower_ == "at" and child.dep_ == "prep" and child.i > found.i and _is_figure(child):
            return [(found.left_edge.i, max(child.right_edge.i, found.right_edge.i) + 1)], None
    return None


def _is_figure(at: Token) -> bool:
    return any(token.like_num or token.ent_type_ in _FIGURES or token.lower_ in _ROUGHLY for token in at.subtree)


def called(page: Page, verb: Token, word: CueWord) -> Found:
    """Find something called, seen or described as something."""
    small = next(
        (c for c in verb.children if c.dep_ == "ccomp" and c.i > verb.i and c.tag_ not in ("VBD", "VBZ", "VBP")), None
    )
    if small is not None and has_subject(small):
        return clause_range(page, small, verb), None
    thing = child_of(verb, "dobj")
    if thing is None or thing.i < verb.i:
        return _called_at_once(verb)
    if _is_two_phrases(thing):
        return [(thing.left_edge.i, thing.right_edge.i + 1)], None
    end = 0
    for child in verb.children:
        if (
            child.i > thing.i
            and child.dep_ in ("oprd", "xcomp", "attr", "acomp", "ccomp")
            and not has_child(child, "to", "aux")
        ):
            end = max(end, child.right_edge.i + 1)
        if child.i > verb.i and child.dep_ == "prep" and child.lower_ == "as":
            end = max(end, child.right_edge.i + 1)
    for child in thing.subtree:
        if child.lower_ == "as" and child.dep_ == "prep" and child.i > thing.i:
            end = max(end, child.right_edge.i + 1)
    quoted = page.quotation_of[thing.right_edge.i] >= 0
    after = thing.right_edge.i + 1
    if not end and not quoted and after < len(page.doc) and page.quotation_of[after] >= 0:
        end = after
    if not end and quoted and thing.right_edge.i + 1 > thing.left_edge.i:
        end = thing.right_edge.i + 1
    if not end:
        return None
    return [(thing.left_edge.i, end)], None


def _called_at_once(verb: Token) -> Found:
    """Find "calls that unaffordable", where the parser hung the thing on what it is called."""
    name = child_of(verb, "oprd", "acomp")
    if name is None or not verb.i < name.left_edge.i < name.i:
        return None
    return [(name.left_edge.i, name.right_edge.i + 1)], None


def _is_two_phrases(noun: Token) -> bool:
    """Tell whether the parser took a thing and its name for one phrase ("considers ten the minimum")."""
    article = next((child for child in noun.children if child.dep_ == "det" and child.i < noun.i), None)
    return article is not None and article.left_edge.i > noun.left_edge.i and article.nbor(-1).pos_ in ("NUM", "PRON")


def accused_of(page: Page, verb: Token, word: CueWord) -> Found:
    """Find somebody accused of something."""
    thing = child_of(verb, "dobj")
    if thing is None or thing.i < verb.i:
        return None
    end = thing.right_edge.i + 1
    for child in verb.children:
        if child.dep_ == "prep" and child.lower_ in ("of", "for") and child.i > thing.i:
            end = max(end, child.right_edge.i + 1)
    return [(thing.left_edge.i, end)], None


def with_something(page: Page, verb: Token, word: CueWord) -> Found:
    """Find somebody threatened or tasked with something."""
    thing = child_of(verb, "dobj")
    for child in verb.children:
        if thing is not None and child.dep_ == "prep" and child.lower_ == "with" and child.i > thing.i > verb.i:
            return [(thing.left_edge.i, child.right_edge.i + 1)], thing
    return None
