"""What a verb of saying or wanting brings: its content and addressee, frame by frame along the parse."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pourparler.evidence.extraction.clauses import (
    Found,
    asked_to,
    clause_of,
    gerund,
    heard_from,
    infinitive,
    infinitive_after,
    told_clause,
)
from pourparler.evidence.extraction.content import clause_range, resumed, run_on, without_remark
from pourparler.evidence.extraction.content_spans import Range
from pourparler.evidence.extraction.cues import CueWord, words_for
from pourparler.evidence.extraction.dependents import has_child, phrase_end
from pourparler.evidence.extraction.objects import (
    accused_of,
    called,
    figure_object,
    laid_to,
    missing_object,
    names_stance,
    object_at,
    object_not_ruled_out,
    plain_object,
    policy_object,
    recrimination,
    stance_object,
    terms,
    with_something,
)
from pourparler.evidence.extraction.page import Page

if TYPE_CHECKING:
    from spacy.tokens import Token

_PARTICLES = frozenset({"prt", "prep", "advmod", "acomp", "oprd", "ccomp", "dobj"})


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
        if any(
            child.i == verb.i + 1 and word.frames & {f"p:{child.lower_}", f"pn:{child.lower_}"}
            for child in verb.children
        ):
            found = _prepositional(page, verb, word)
            if found is not None:
                return found
        for frame in _ORDER:
            if frame not in word.frames:
                continue
            filled = _FINDERS[frame](page, verb, word)
            if filled is not None:
                ranges, addressee = filled
                if frame in _WITHOUT_REMARK:
                    ranges = without_remark(page, ranges)
                ranges = resumed(page, run_on(page, ranges, verb), verb)
                return Match(word, frame, tuple(ranges), last, addressee)
        found = _prepositional(page, verb, word)
        if found is not None:
            return found
    return None


def _particle(word: CueWord, verb: Token) -> int | None:
    """Return the last token of the verb with its particle or idiom; None when a part is missing."""
    if not word.rest:
        return verb.i
    if " " in word.rest:
        return phrase_end(word.rest.split(), verb)
    for child in verb.children:
        if child.lower_ == word.rest and child.i > verb.i and child.dep_ in _PARTICLES:
            return child.i
    return None


def _idiom(page: Page, verb: Token, word: CueWord) -> Found:
    """Find what follows an idiom: the object of its preposition, or a clause."""
    last = phrase_end(word.rest.split(), verb)
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


def _prepositional(page: Page, verb: Token, word: CueWord) -> Match | None:
    for child in verb.children:
        if child.i < verb.i or child.dep_ not in ("prep", "prt", "agent", "dative", "advmod"):
            continue
        inner = next((c for c in child.children if c.dep_ in ("pobj", "pcomp")), None)
        if inner is None or inner.i < child.i or inner.ent_type_ in ("DATE", "TIME"):
            continue
        if f"pto:{child.lower_}" in word.frames:
            end = _infinitive_end(page, verb, inner)
            if end is not None:
                return Match(word, "pto", ((inner.left_edge.i, end),), child.i, inner)
        if f"p:{child.lower_}" in word.frames or (f"pn:{child.lower_}" in word.frames and names_stance(page, inner)):
            ranges = run_on(page, clause_range(page, inner, verb), verb)
            return Match(word, "p", tuple(ranges), child.i)
    return None


def _infinitive_end(page: Page, verb: Token, inner: Token) -> int | None:
    clause = infinitive_after(verb)
    if clause is not None and clause.i > inner.i:
        return clause_range(page, clause, verb)[0][1]
    for token in inner.children:
        below = [token, *(c for c in token.children if token.dep_ == "acl" and c.dep_ == "xcomp")]
        clause_like = token.dep_ in ("relcl", "acl", "xcomp", "advcl")
        if token.i > inner.i and clause_like and any(has_child(one, "to", "aux") for one in below):
            return clause_range(page, inner, verb)[0][1]
    return None


_WITHOUT_REMARK = frozenset({"idiom", "to", "yto", "ing", "accuse", "ywith"})
_FINDERS = {
    "idiom": _idiom,
    "yto2": laid_to,
    "that": clause_of,
    "wh": clause_of,
    "tell": told_clause,
    "yas": called,
    "accuse": accused_of,
    "ywith": with_something,
    "yto": asked_to,
    "to": infinitive,
    "objat": object_at,
    "ing": gerund,
    "obj": plain_object,
    "objn": stance_object,
    "objp": policy_object,
    "objc": terms,
    "objr": recrimination,
    "objt": plain_object,
    "objno": missing_object,
    "objneg": object_not_ruled_out,
    "objnum": figure_object,
    "heard": heard_from,
}
_ORDER = (
    "idiom",
    "heard",
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
    "objc",
    "objr",
    "objt",
    "objno",
    "objneg",
    "objnum",
)
