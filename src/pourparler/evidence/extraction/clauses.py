"""Frames with a clause: "said that ...", "told Y that ...", "urged Y to ...", "promised to ..."."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pourparler.evidence.extraction.content import clause_range
from pourparler.evidence.extraction.content_spans import Range
from pourparler.evidence.extraction.cues import CueWord, words_for
from pourparler.evidence.extraction.dependents import child_of, has_child, has_subject
from pourparler.evidence.extraction.page import Page
from pourparler.evidence.extraction.wordlists import word_list

if TYPE_CHECKING:
    from spacy.tokens import Token

_QUESTION = word_list("frames", "question")
_THAT_REACH = 7
_NO_CONTENT = frozenset({"should", "whichever", "whatever", "however"})
_ASKING_FOR = frozenset({"ask", "call", "press", "push", "plead", "lobby", "beg", "appeal", "argue", "wait", "long"})

Found = tuple[list[Range], "Token | None"] | None
"""The content and the addressee, when the frame is filled."""


def _clause(page: Page, verb: Token) -> Token | None:
    for child in verb.children:
        if child.dep_ == "ccomp" and not has_child(child, "to", "aux"):
            if child.i < verb.i and not _may_float(page, child, verb):
                continue
            if child.i > verb.i and child.left_edge.lower_ in _NO_CONTENT:
                continue
            if (
                has_subject(child)
                or child.i < verb.i
                or child.tag_ in ("VBD", "VBZ", "VBP", "MD")
                or _opens_with_modal(child, verb)
            ):
                return child
        if child.dep_ == "csubj" and has_subject(child) and child.i < verb.i and _floats(page, child, verb):
            return child
    if verb.dep_ == "parataxis" and not _that_follows(page, verb):
        head = verb.head if verb.head.pos_ in ("VERB", "AUX") else verb.head.head
        head = head.head if head.dep_ in ("aux", "auxpass") else head
        if head.pos_ in ("VERB", "AUX") and head.is_ancestor(verb):
            return head
    return _misattached_that(page, verb)


def _that_follows(page: Page, verb: Token) -> bool:
    after = page.doc[verb.i + 1] if verb.i + 1 < len(page.doc) else verb
    return after.lower_ == "that" and after.dep_ == "mark"


def _may_float(page: Page, child: Token, verb: Token) -> bool:
    """Tell whether a clause before the verb may be its content: the verb has no other, and is not joined to it."""
    if page.quotation_of[child.i] >= 0 or _has_own_object(verb) or not _floats(page, child, verb):
        return False
    if _that_follows(page, verb):
        return False
    subject = next((c for c in verb.children if c.dep_ == "nsubj" and child.i < c.i < verb.i), None)
    first = subject.left_edge.i if subject is not None else verb.i
    return page.doc[first - 1].lower_ not in ("and", "but", "or")


def _opens_with_modal(clause: Token, verb: Token) -> bool:
    """Tell whether a modal follows the verb: headlines drop the subject ("Rebels say will free prisoners")."""
    return clause.left_edge.tag_ == "MD" and clause.left_edge.i == verb.i + 1


def _has_own_object(verb: Token) -> bool:
    """Tell whether a verb already has its object after it, so that no clause before it is its content."""
    if any("tell" in word.frames for word in words_for("v", verb.lemma_.lower())):
        return False
    return any(child.dep_ == "dobj" and child.i > verb.i for child in verb.children)


def _floats(page: Page, clause: Token, verb: Token) -> bool:
    """Tell whether a clause before its cue is set off by a comma ("The talks failed, X said"), not by a semicolon."""
    for place in range(verb.i - 1, clause.i, -1):
        if page.doc[place].text in (";", ":"):
            return False
        if place <= clause.right_edge.i:
            break
    return any(page.doc[place].text in (",", "—", "–", "?", "!") for place in range(clause.i, verb.i))


def _misattached_that(page: Page, verb: Token) -> Token | None:
    """Return the clause of a "that" after the verb which the parser took for something else.

    Only a phrase may stand between ("noted with satisfaction that ..."), and the clause must follow its "that".
    """
    for place in range(verb.i + 1, min(verb.i + _THAT_REACH, len(page.doc))):
        token = page.doc[place]
        if token.lower_ == "that" and token.dep_ == "mark":
            following = page.doc[place + 1] if place + 1 < len(page.doc) else token
            goes_on = not following.is_punct or page.quotation_of[following.i] >= 0
            return token.head if token.head.i > place and goes_on else None
        if token.is_punct or token.is_space or token.pos_ in ("VERB", "AUX") or token.dep_ in ("dobj", "attr"):
            return None
    return None


def clause_of(page: Page, verb: Token, word: CueWord) -> Found:
    """Find a clause that depends on the verb, or that the verb interrupts."""
    clause = _clause(page, verb)
    if clause is None:
        return None
    ranges = clause_range(page, clause, verb)
    if "wh" not in word.frames and word.head == "ask":
        first = page.doc[ranges[0][0]].lower_
        if first in _QUESTION:
            return None
    return ranges, None


def told_clause(page: Page, verb: Token, word: CueWord) -> Found:
    """Find somebody who is told a clause."""
    clause = _clause(page, verb)
    if clause is None:
        return _told_that(page, verb)
    addressee = child_of(verb, "dobj", "dative")
    ranges = clause_range(page, clause, verb)
    if addressee is not None and addressee.i > ranges[0][0] >= verb.i:
        ranges = [(addressee.right_edge.i + 1, ranges[0][1])]
    if addressee is None and ranges and clause.i > verb.i:
        subject = next((child for child in clause.children if child.dep_ == "nsubj"), None)
        mark = next((child for child in clause.children if child.lower_ == "that" and child.dep_ == "mark"), None)
        if subject is not None and mark is not None and subject.i < mark.i:
            return [(mark.i, ranges[0][1])], subject
    return ranges, addressee


def heard_from(page: Page, verb: Token, word: CueWord) -> Found:
    """Find "heard from Y that ...": Y is the one who speaks, handed back in place of the addressee."""
    source = next((c for c in verb.children if c.lower_ == "from" and c.dep_ == "prep" and c.i > verb.i), None)
    speaker = child_of(source, "pobj") if source is not None else None
    clause = _clause(page, verb)
    if speaker is None or clause is None or clause.i < speaker.i:
        return None
    return clause_range(page, clause, verb), speaker


def _told_that(page: Page, verb: Token) -> Found:
    """Find "reminded Y that ..." where the parser took the clause for a relative one."""
    whom = child_of(verb, "dobj", "dative")
    if whom is None or whom.i + 1 >= len(page.doc) or page.doc[whom.i + 1].lower_ != "that":
        return None
    clause = next((child for child in whom.children if child.dep_ in ("relcl", "acl") and child.i > whom.i), None)
    return None if clause is None else ([(whom.i + 1, clause.right_edge.i + 1)], whom)


def infinitive_after(verb: Token) -> Token | None:
    for child in verb.children:
        if child.i > verb.i and child.dep_ in ("xcomp", "ccomp", "advcl") and has_child(child, "to", "aux"):
            return child
    return None


def infinitive(page: Page, verb: Token, word: CueWord) -> Found:
    """Find an infinitive of the same subject ("promised to ...")."""
    clause = infinitive_after(verb)
    if clause is None or child_of(verb, "dobj") is not None:
        return None
    if clause.dep_ == "advcl" and any(token.is_punct for token in page.doc[verb.i + 1 : clause.left_edge.i]):
        return None
    if any(child.dep_ == "nsubj" for child in clause.children):
        return None
    return clause_range(page, clause, verb), None


def asked_to(page: Page, verb: Token, word: CueWord) -> Found:
    """Find somebody who is asked, or wanted, to do something."""
    wanted = _wanted_of(verb) if word.head in _ASKING_FOR else None
    if wanted is not None:
        return clause_range(page, wanted, verb), None
    clause = infinitive_after(verb)
    if clause is not None:
        inner = next((child for child in clause.children if child.dep_ == "nsubj"), None)
        whom = inner if inner is not None else child_of(verb, "dobj", "dative")
        first = page.doc[verb.i + 1]
        if whom is None and first.pos_ in ("PRON", "DET") and first.head == clause and first.dep_ in ("dep", "det"):
            whom = first
        if whom is None or whom.i < verb.i:
            return None
        if any(token.text == "," for token in page.doc[whom.right_edge.i + 1 : clause.i]):
            return None
        end = clause_range(page, clause, verb)[0][1]
        return [(whom.left_edge.i, end)], whom
    small = next(
        (
            c
            for c in verb.children
            if c.dep_ == "ccomp" and c.i > verb.i and c.tag_ in ("VBN", "VB", "VBG", "VBD", "JJ", "RB")
        ),
        None,
    )
    if small is not None and word.head in ("want", "expect") and has_subject(small):
        return clause_range(page, small, verb), None
    return None


def _wanted_of(verb: Token) -> Token | None:
    """Return the infinitive of "asks for the crew to be counted", "called for the gates to open"."""
    for child in verb.children:
        if child.i > verb.i and child.dep_ in ("advcl", "ccomp", "xcomp") and has_child(child, "for", "mark"):
            return child if has_child(child, "to", "aux") else None
    return None


def gerund(page: Page, verb: Token, word: CueWord) -> Found:
    """Find a gerund ("denied having ...", "ruled out joining ...")."""
    for child in verb.children:
        gerund = child.tag_ == "VBG" or has_child(child, "having", "aux")
        if child.i > verb.i and gerund and child.dep_ in ("xcomp", "ccomp", "dobj", "pcomp"):
            return clause_range(page, child, verb), None
    return None
