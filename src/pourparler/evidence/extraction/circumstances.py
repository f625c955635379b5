"""To whom, by which channel, when and on what condition something was said."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from pourparler.evidence.claim import Span
from pourparler.evidence.extraction.acts import condition_in
from pourparler.evidence.extraction.attribution import Attribution
from pourparler.evidence.extraction.cast import Cast
from pourparler.evidence.extraction.page import Page
from pourparler.evidence.extraction.wordlists import word_list

if TYPE_CHECKING:
    from spacy.tokens import Token

_CHANNELS = {word: word for word in word_list("circumstances", "channels")} | {
    "telegram": "Telegram",
    "twitter": "Twitter",
    "x": "X",
    "facebook": "Facebook",
    "instagram": "Instagram",
    "conference": "press conference",
    "e-mail": "email",
    "communique": "communiqué",
}
_CHANNEL_PREPOSITIONS = frozenset({"in", "on", "by", "at", "via", "through", "during"})
_PUBLIC_CHANNELS = frozenset({"Telegram", "Twitter", "X", "Facebook", "Instagram", "tweet", "post"})
_PAPERS = word_list("circumstances", "papers")


def channel_of(page: Page, attribution: Attribution) -> str | None:
    """Return the channel the cue names ("shared on Telegram", "in a letter"), or None."""
    verb = attribution.cue
    if attribution.holder is not None and attribution.holder.lemma_.lower() in _PAPERS:
        return _CHANNELS.get(attribution.holder.lemma_.lower(), attribution.holder.lemma_.lower())
    for head in (verb, verb.head if verb is not None and verb.dep_ in ("conj", "advcl") else None):
        if head is None:
            continue
        for child in head.children:
            if child.dep_ == "prep" and child.lower_ in _CHANNEL_PREPOSITIONS and not page.quoted(child):
                for inner in child.children:
                    if inner.dep_ == "pobj" and inner.lemma_.lower() in _CHANNELS:
                        return _CHANNELS[inner.lemma_.lower()]
    return None


def addressee_of(page: Page, attribution: Attribution, cast: Cast, channel: str | None) -> str | None:
    """Return the addressee: an entity id, else the words without article, ``public`` for public channels, or None."""
    noun = attribution.addressee
    if noun is None and attribution.cue is not None and attribution.cue.lower_ != "according":
        noun = _after_to(attribution.cue)
    if noun is not None and not page.quoted(noun):
        entity = cast.at(noun.idx, noun.idx + len(noun))
        if entity is not None:
            return entity
        if noun.pos_ == "PRON":
            return None
        words = [token.text for token in noun.lefts if token.dep_ in ("amod", "compound", "nummod")]
        return " ".join([*words, noun.text])
    return "public" if channel in _PUBLIC_CHANNELS else None


def _after_to(verb: Token) -> Token | None:
    if verb.pos_ not in ("VERB", "AUX"):
        return None
    for child in verb.children:
        if child.dep_ in ("prep", "dative") and child.lower_ == "to" and child.i > verb.i:
            return next(
                (inner for inner in child.children if inner.dep_ == "pobj" and inner.pos_ in ("NOUN", "PROPN")), None
            )
    return None


def date_of(page: Page, attribution: Attribution, document_date: date | None) -> tuple[Span | None, str | None]:
    """Return the words that date the speech and the ISO date they resolve to."""
    from pourparler.evidence.extraction import dates

    verb = attribution.cue
    if verb is None or verb.pos_ not in ("VERB", "AUX"):
        return None, None
    for child in verb.children:
        if page.quoted(child) or child.dep_ not in ("prep", "npadvmod", "advmod", "nmod", "dobj"):
            continue
        edges = (child.left_edge.i, child.right_edge.i + 1)
        span = page.span(*edges)
        if any(span.overlaps(part) for part in attribution.content) or edges[1] - edges[0] > 6:
            continue
        words = [token for token in page.doc[edges[0] : edges[1]] if token.ent_type_ in ("DATE", "TIME")]
        if words:
            found = page.span(words[0].i, words[-1].i + 1)
            return found, dates.resolve(found.of(page.text), document_date=document_date)
        if child.dep_ == "advmod" and child.lower_ in ("earlier", "today", "yesterday"):
            found = page.span(child.i, child.i + 1)
            return found, dates.resolve(found.of(page.text), document_date=document_date)
    return None, None


def condition_of(page: Page, content: tuple[Span, ...]) -> Span | None:
    """Return the clause the content hangs on ("unless ...", "provided that ..."), to the end of its clause."""
    for part in content:
        match = condition_in(part.of(page.text))
        if match is None:
            continue
        start = part.start + match.start()
        first = page.first_token(start)
        token = page.doc[first]
        if token.lower_ in ("once", "until") and token.dep_ != "mark":
            continue
        head = token.head if token.dep_ in ("mark", "advmod", "prep") else token
        end = min(max(head.right_edge.idx + len(head.right_edge), start + 1), part.end)
        if head.right_edge.i <= first:
            end = part.end
        words = page.text[start:end].rstrip(" ,.;”\"’'")
        return Span(start, start + len(words))
    return None
