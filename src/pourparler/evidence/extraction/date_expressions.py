"""Where a text says when, and whether that is yet to come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pourparler.evidence.claim import Span
from pourparler.evidence.extraction.date_words import SEARCH

if TYPE_CHECKING:
    from spacy.tokens import Doc

_AHEAD = frozenset(("will", "shall", "to", "'ll", "’ll"))
_PLANNING = frozenset(("plan", "schedule", "expect", "intend", "due", "set", "hope", "prepare", "aim", "invite"))


def expressions(doc: Doc, window: Span) -> tuple[Span, ...]:
    """Return the spans inside ``window`` that say when, in order of appearance.

    Parameters
    ----------
    doc : spacy.tokens.Doc
    window : Span
        Characters of ``doc.text`` to look in, such as one sentence.
    """
    return find_expressions(doc.text, window)


def find_expressions(text: str, window: Span) -> tuple[Span, ...]:
    """Return the spans of ``text`` inside ``window`` that say when.

    Examples
    --------
    >>> text = "The ministers may meet by Friday, or on 5-7 March, she said earlier on Wednesday."
    >>> [span.of(text) for span in find_expressions(text, Span(0, len(text)))]
    ['by Friday', '5-7 March', 'earlier on Wednesday']
    """
    return tuple(Span(*match.span()) for match in SEARCH.finditer(text, window.start, window.end))


def looks_ahead(doc: Doc, span: Span) -> bool:
    """Tell whether the clause around ``span`` is about what is yet to come.

    Examples
    --------
    The verb that governs the expression carries ``will`` or ``to``, or is itself one of planning ("is scheduled").
    """
    inside = doc.char_span(span.start, span.end, alignment_mode="expand")
    if inside is None:
        return False
    token = inside.root
    for _ in range(6):
        if token.pos_ in ("VERB", "AUX"):
            if token.lemma_ in _PLANNING or any(
                child.lower_ in _AHEAD for child in token.children if child.i < token.i
            ):
                return True
            if token.tag_ in ("VBD", "VBN") or token.dep_ == "ROOT":
                return False
        if token.head is token:
            return False
        token = token.head
    return False
