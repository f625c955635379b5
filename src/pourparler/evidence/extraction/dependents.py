"""Small questions to the parse that several rules ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token


def child_of(verb: Token, *deps: str) -> Token | None:
    """Return the first dependent with one of these relations, or None."""
    for child in verb.children:
        if child.dep_ in deps:
            return child
    return None


def has_child(clause: Token, lower: str, *deps: str) -> bool:
    """Tell whether a word depends on a clause in one of these relations."""
    return any(child.lower_ == lower and child.dep_ in deps for child in clause.children)


def has_subject(clause: Token) -> bool:
    """Tell whether a clause has a subject of its own."""
    return any(child.dep_ in ("nsubj", "nsubjpass", "csubj", "expl", "csubjpass") for child in clause.children)


def phrase_end(parts: list[str], verb: Token) -> int | None:
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
