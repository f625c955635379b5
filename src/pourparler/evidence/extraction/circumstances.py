"""To whom, by which channel, when and on what condition something was said."""

from __future__ import annotations

import re
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


def condition_of(page: Page, attribution: Attribution) -> Span | None:
    """Return the clause a statement hangs on, to the end of its clause.

    It is looked for in the content ("unless ...", "provided that ...") and, failing that, behind the cue: "remain
    opposed to admission as long as the fighting goes on", "not in favour, especially amid the hostilities".
    """
    return _condition_inside(page, attribution.content) or _condition_beside(page, attribution)


def _condition_inside(page: Page, content: tuple[Span, ...]) -> Span | None:
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


_BESIDE = re.compile(
    r"\b(?:as long as|so long as|unless|provided(?: that)?|providing(?: that)?|on (?:the )?condition that|amid(?:st)?|"
    r"pending|in the absence of|"
    r"while (?=[^.;]{0,40}\b(?:last|continue|go|goes|rage|persist|endure|remain|drag)(?:s|es)?\b))",
    re.IGNORECASE,
)
_FAR = 4


def _condition_beside(page: Page, attribution: Attribution) -> Span | None:
    """Return the clause of lasting circumstance that hangs on the cue, outside what the speaker says."""
    cue = attribution.cue
    if cue is None or attribution.direct:
        return None
    sentence = cue.sent
    start, end = cue.idx + len(cue), sentence.end_char
    for match in _BESIDE.finditer(page.text, start, end):
        token = page.doc[page.first_token(match.start())]
        inside = next((part for part in attribution.content if part.start <= token.idx < part.end), None)
        if page.quoted(token) or (inside is not None and not _closes(page, token, inside)):
            continue
        if not _hangs_on(token, attribution):
            continue
        stop = min(_clause_end(page, token, end), end)
        words = page.text[match.start() : stop].rstrip(" ,.;\n”\"’'")
        return Span(match.start(), match.start() + len(words))
    return None


def _closes(page: Page, token: Token, part: Span) -> bool:
    """Tell whether a clause inside a content runs to its end: then it is about the content, whatever it hangs on."""
    return page.text[token.idx : part.end].count(",") == 0


def _hangs_on(token: Token, attribution: Attribution) -> bool:
    """Tell whether a clause hangs on the cue or the content, and on no other verb before."""
    cue, at = attribution.cue, token.head if token.dep_ == "mark" else token
    if cue is None:
        return False
    heads = {cue.i} if cue.pos_ in ("VERB", "AUX") else {cue.i, cue.head.i}
    for _ in range(_FAR):
        at = at.head
        if at.i in heads or any(part.start <= at.idx < part.end for part in attribution.content):
            return True
        if at.head.i == at.i or at.pos_ == "VERB":
            return False
    return False


def _clause_end(page: Page, token: Token, sentence_end: int) -> int:
    comma = page.text.find(",", token.idx, sentence_end)
    return sentence_end if comma < 0 else comma
