"""What a verb of saying or wanting brings: its content and addressee, frame by frame along the parse."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pourparler.evidence.extraction.content import Range, clause_range, run_on
from pourparler.evidence.extraction.cues import CueWord, words_for
from pourparler.evidence.extraction.page import Page
from pourparler.evidence.extraction.wordlists import word_list

if TYPE_CHECKING:
    from spacy.tokens import Token

_QUESTION = word_list("frames", "question")
_THAT_REACH = 7
_FIGURES = frozenset({"CARDINAL", "PERCENT", "MONEY", "QUANTITY"})
_ROUGHLY = frozenset({"about", "around", "less", "more", "half"})
_PARTICLES = frozenset({"prt", "prep", "advmod", "acomp", "oprd", "ccomp", "dobj"})
_STANCE_NOUNS = word_list("frames", "stance_nouns")
_POLICY_NOUNS = word_list("frames", "policy_nouns")


@dataclass(frozen=True, slots=True)
class Match:
    """One frame found: the word, the token ranges of the content, the addressee and the last token of the cue."""

    word: CueWord
    frame: str
    ranges: tuple[Range, ...]
    last: int
    addressee: Token | None = None


def matches_of(page: Page, verb: Token) -> Match | None:
    """Return the best frame that a verb fills, or None.

    Parameters
    ----------
    page : Page
    verb : spacy.tokens.Token
        A verb outside quotations.
    """
    for word in words_for("v", page.lemmas[verb.i]):
        last = _particle(word, verb)
        if last is None:
            continue
        if any(child.i == verb.i + 1 and f"p:{child.lower_}" in word.frames for child in verb.children):
            found = _prepositional(page, verb, word)
            if found is not None:
                return found
        for frame in _ORDER:
            if frame not in word.frames:
                continue
            filled = _FINDERS[frame](page, verb, word)
            if filled is not None:
                ranges, addressee = filled
                return Match(word, frame, tuple(run_on(page, ranges, verb)), last, addressee)
        found = _prepositional(page, verb, word)
        if found is not None:
            return found
    return None


def _particle(word: CueWord, verb: Token) -> int | None:
    """Return the last token of the verb with its particle or idiom; None when a part is missing."""
    if not word.rest:
        return verb.i
    if " " in word.rest:
        return _phrase_end(word.rest.split(), verb)
    for child in verb.children:
        if child.lower_ == word.rest and child.i > verb.i and child.dep_ in _PARTICLES:
            return child.i
    return None


def _phrase_end(parts: list[str], verb: Token) -> int | None:
    """Return the last token of an idiom whose words follow the verb in order, at most one word between two of them."""
    place = verb.i
    for part in parts:
        for candidate in (place + 1, place + 2):
            if candidate < len(verb.doc) and part in (verb.doc[candidate].lower_, verb.doc[candidate].lemma_.lower()):
                place = candidate
                break
        else:
            return None
    return place


def _idiom(page: Page, verb: Token, word: CueWord) -> Found:
    """Find what follows an idiom: the object of its preposition, or a clause."""
    last = _phrase_end(word.rest.split(), verb)
    if last is None:
        return None
    token = page.doc[last]
    inner = next((child for child in token.children if child.dep_ in ("pobj", "pcomp")), None)
    if inner is not None and inner.i > last:
        return clause_range(page, inner, token), None
    for head in (token, verb):
        for child in head.children:
            if child.i > last and child.dep_ in ("acl", "ccomp", "xcomp", "relcl", "advcl"):
                return [(max(child.left_edge.i, last + 1), child.right_edge.i + 1)], None
    return None


def _yto2(page: Page, verb: Token, word: CueWord) -> Found:
    """Find "attributed something to something"."""
    thing = _child(verb, "dobj")
    for child in [*verb.children, *(thing.children if thing is not None else ())]:
        if (
            thing is not None
            and child.lower_ == "to"
            and child.dep_ in ("prep", "dative")
            and child.i > thing.i > verb.i
        ):
            return [(thing.left_edge.i, child.right_edge.i + 1)], None
    return None


def _child(verb: Token, *deps: str) -> Token | None:
    for child in verb.children:
        if child.dep_ in deps:
            return child
    return None


def _has(clause: Token, lower: str, *deps: str) -> bool:
    return any(child.lower_ == lower and child.dep_ in deps for child in clause.children)


def _has_subject(clause: Token) -> bool:
    return any(child.dep_ in ("nsubj", "nsubjpass", "csubj", "expl", "csubjpass") for child in clause.children)


Found = tuple[list[Range], "Token | None"] | None


def _clause(page: Page, verb: Token) -> Token | None:
    for child in verb.children:
        if child.dep_ == "ccomp" and not _has(child, "to", "aux"):
            if page.quotation_of[child.i] >= 0 and child.i < verb.i:
                continue
            if child.i < verb.i and not _floats(page, child, verb):
                continue
            if _has_subject(child) or child.i < verb.i or child.tag_ in ("VBD", "VBZ", "VBP", "MD"):
                return child
    if verb.dep_ == "parataxis":
        head = verb.head if verb.head.pos_ in ("VERB", "AUX") else verb.head.head
        if head.pos_ in ("VERB", "AUX") and head.is_ancestor(verb):
            return head
    return _misattached_that(page, verb)


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


def _that(page: Page, verb: Token, word: CueWord) -> Found:
    clause = _clause(page, verb)
    if clause is None:
        return None
    ranges = clause_range(page, clause, verb)
    if "wh" not in word.frames and word.head == "ask":
        first = page.doc[ranges[0][0]].lower_
        if first in _QUESTION:
            return None
    return ranges, None


def _tell(page: Page, verb: Token, word: CueWord) -> Found:
    clause = _clause(page, verb)
    if clause is None:
        return _told_that(page, verb)
    addressee = _child(verb, "dobj", "dative")
    ranges = clause_range(page, clause, verb)
    if addressee is not None and addressee.i > ranges[0][0] >= verb.i:
        ranges = [(addressee.right_edge.i + 1, ranges[0][1])]
    if addressee is None and ranges and clause.i > verb.i:
        subject = next((child for child in clause.children if child.dep_ == "nsubj"), None)
        mark = next((child for child in clause.children if child.lower_ == "that" and child.dep_ == "mark"), None)
        if subject is not None and mark is not None and subject.i < mark.i:
            return [(mark.i, ranges[0][1])], subject
    return ranges, addressee


def _told_that(page: Page, verb: Token) -> Found:
    """Find "reminded Y that ..." where the parser took the clause for a relative one."""
    whom = _child(verb, "dobj", "dative")
    if whom is None or whom.i + 1 >= len(page.doc) or page.doc[whom.i + 1].lower_ != "that":
        return None
    clause = next((child for child in whom.children if child.dep_ in ("relcl", "acl") and child.i > whom.i), None)
    return None if clause is None else ([(whom.i + 1, clause.right_edge.i + 1)], whom)


def _infinitive(verb: Token) -> Token | None:
    for child in verb.children:
        if child.i > verb.i and child.dep_ in ("xcomp", "ccomp", "advcl") and _has(child, "to", "aux"):
            return child
    return None


def _to(page: Page, verb: Token, word: CueWord) -> Found:
    clause = _infinitive(verb)
    if clause is None or clause.dep_ == "advcl" or _child(verb, "dobj") is not None:
        return None
    if any(child.dep_ == "nsubj" for child in clause.children):
        return None
    return clause_range(page, clause, verb), None


def _yto(page: Page, verb: Token, word: CueWord) -> Found:
    clause = _infinitive(verb)
    if clause is not None:
        inner = next((child for child in clause.children if child.dep_ == "nsubj"), None)
        whom = inner if inner is not None else _child(verb, "dobj", "dative")
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
    if small is not None and word.head in ("want", "expect") and _has_subject(small):
        return clause_range(page, small, verb), None
    return None


def _ing(page: Page, verb: Token, word: CueWord) -> Found:
    for child in verb.children:
        gerund = child.tag_ == "VBG" or _has(child, "having", "aux")
        if child.i > verb.i and gerund and child.dep_ in ("xcomp", "ccomp", "dobj", "pcomp"):
            return clause_range(page, child, verb), None
    return None


def _object(page: Page, verb: Token) -> Token | None:
    found = _child(verb, "dobj", "ccomp")
    if found is None or found.i < verb.i or (found.dep_ == "ccomp" and found.pos_ not in ("NOUN", "PROPN")):
        return None
    if found.tag_ in ("WP", "WDT") or found.lower_ in ("himself", "herself", "itself", "themselves", "so", "which"):
        return None
    return found


def _obj(page: Page, verb: Token, word: CueWord) -> Found:
    found = _object(page, verb)
    return None if found is None else (_noun_range(page, found, verb), None)


def _objn(page: Page, verb: Token, word: CueWord) -> Found:
    found = _object(page, verb)
    if found is None or not (words_for("n", page.lemmas[found.i]) or page.lemmas[found.i] in _STANCE_NOUNS):
        return None
    return _noun_range(page, found, verb), None


def _objp(page: Page, verb: Token, word: CueWord) -> Found:
    found = _object(page, verb)
    if found is None or not (words_for("n", page.lemmas[found.i]) or page.lemmas[found.i] in _POLICY_NOUNS):
        return None
    return _noun_range(page, found, verb), None


def _noun_range(page: Page, noun: Token, verb: Token) -> list[Range]:
    """Return the range of an object without the writer's remark on it ("..., which sounds fair")."""
    ((start, end),) = clause_range(page, noun, verb)
    for place in range(noun.i + 1, end - 1):
        after = page.doc[place + 1]
        if page.doc[place].text == "," and (
            after.tag_ in ("WDT", "WP") or (after.lower_ in ("a", "an") and after.head.dep_ == "appos")
        ):
            return [(start, place)]
    return [(start, end)]


def _objat(page: Page, verb: Token, word: CueWord) -> Found:
    found = _object(page, verb)
    if found is None:
        return None
    for child in [*verb.children, *found.subtree]:
        if child.lower_ == "at" and child.dep_ == "prep" and child.i > found.i and _is_figure(child):
            return [(found.left_edge.i, max(child.right_edge.i, found.right_edge.i) + 1)], None
    return None


def _is_figure(at: Token) -> bool:
    return any(token.like_num or token.ent_type_ in _FIGURES or token.lower_ in _ROUGHLY for token in at.subtree)


def _yas(page: Page, verb: Token, word: CueWord) -> Found:
    small = next(
        (c for c in verb.children if c.dep_ == "ccomp" and c.i > verb.i and c.tag_ not in ("VBD", "VBZ", "VBP")), None
    )
    if small is not None and _has_subject(small):
        return clause_range(page, small, verb), None
    thing = _child(verb, "dobj")
    if thing is None or thing.i < verb.i:
        return None
    end = 0
    for child in verb.children:
        if (
            child.i > thing.i
            and child.dep_ in ("oprd", "xcomp", "attr", "acomp", "ccomp")
            and not _has(child, "to", "aux")
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


def _accuse(page: Page, verb: Token, word: CueWord) -> Found:
    thing = _child(verb, "dobj")
    if thing is None or thing.i < verb.i:
        return None
    end = thing.right_edge.i + 1
    for child in verb.children:
        if child.dep_ == "prep" and child.lower_ in ("of", "for") and child.i > thing.i:
            end = max(end, child.right_edge.i + 1)
    return [(thing.left_edge.i, end)], None


def _ywith(page: Page, verb: Token, word: CueWord) -> Found:
    thing = _child(verb, "dobj")
    for child in verb.children:
        if thing is not None and child.dep_ == "prep" and child.lower_ == "with" and child.i > thing.i > verb.i:
            return [(thing.left_edge.i, child.right_edge.i + 1)], thing
    return None


def _prepositional(page: Page, verb: Token, word: CueWord) -> Match | None:
    for child in verb.children:
        if child.i < verb.i or child.dep_ not in ("prep", "prt", "agent", "dative", "advmod"):
            continue
        inner = next((c for c in child.children if c.dep_ in ("pobj", "pcomp")), None)
        if inner is None or inner.i < child.i:
            continue
        if f"pto:{child.lower_}" in word.frames:
            end = _infinitive_end(page, verb, inner)
            if end is not None:
                return Match(word, "pto", ((inner.left_edge.i, end),), child.i, inner)
        if f"p:{child.lower_}" in word.frames:
            ranges = run_on(page, clause_range(page, inner, verb), verb)
            return Match(word, "p", tuple(ranges), child.i)
    return None


def _infinitive_end(page: Page, verb: Token, inner: Token) -> int | None:
    clause = _infinitive(verb)
    if clause is not None and clause.i > inner.i:
        return clause_range(page, clause, verb)[0][1]
    for token in inner.children:
        if token.i > inner.i and token.dep_ in ("relcl", "acl", "xcomp", "advcl") and _has(token, "to", "aux"):
            return clause_range(page, inner, verb)[0][1]
    return None


_FINDERS = {
    "idiom": _idiom,
    "yto2": _yto2,
    "that": _that,
    "wh": _that,
    "tell": _tell,
    "yas": _yas,
    "accuse": _accuse,
    "ywith": _ywith,
    "yto": _yto,
    "to": _to,
    "objat": _objat,
    "ing": _ing,
    "obj": _obj,
    "objn": _objn,
    "objp": _objp,
}
_ORDER = (
    "idiom",
    "accuse",
    "yto2",
    "ywith",
    "yto",
    "tell",
    "that",
    "wh",
    "yas",
    "to",
    "objat",
    "ing",
    "obj",
    "objn",
    "objp",
)
