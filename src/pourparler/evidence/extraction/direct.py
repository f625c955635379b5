"""Direct quotations: which cue and which speaker each belongs to, from what stands before and after it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pourparler.evidence.claim import Span
from pourparler.evidence.extraction.agents import agent_class
from pourparler.evidence.extraction.attribution import Attribution
from pourparler.evidence.extraction.cues import CueWord, words_for
from pourparler.evidence.extraction.page import Page
from pourparler.evidence.extraction.subjects import holder_of, subject_of

if TYPE_CHECKING:
    from spacy.tokens import Token

_TAIL_REACH = 45
_SENTENCE_END = frozenset(".!?")
_FEWEST_WORDS = 3
_CLAUSE_END = (",", "?", "!", "—", "–", "-", "…", ".")


@dataclass(slots=True)
class _Linked:
    attribution: Attribution
    parts: list[Span]
    last: int
    """Index of the last quotation taken."""


def direct(page: Page) -> list[Attribution]:
    """Return the attributions of direct quotations, each with all its parts.

    A quotation takes the cue that follows it (``"...," X said``), else the cue that leads to it (``X said: "..."``).
    A later quotation of the same paragraph without a cue of its own continues the one before it, and so does the
    quotation of the next paragraph when the marks were left open. A whole quotation in a paragraph of its own after a
    quotation goes to the same speaker, without a cue.
    """
    found: list[_Linked] = []
    for index in range(len(page.quotations)):
        previous = found[-1] if found else None
        split = previous is not None and _is_split(page, previous, index)
        tail = _tail(page, index, split)
        lead = None if tail is not None else _lead(page, index)
        if tail is not None and not split and not _is_whole(page, index):
            tail.direct = False
            tail.rule = "a sentence that ends in quoted words, before its cue"
            found.append(_Linked(tail, [_from_sentence_start(page, index)], index))
        elif tail is not None:
            if previous is not None and split:
                previous.parts.append(page.quotations[index].span)
                previous.last = index
            else:
                found.append(_Linked(tail, [page.quotations[index].span], index))
        elif lead is not None and not (previous is not None and split and lead.cue is previous.attribution.cue):
            found.append(_Linked(lead, [page.quotations[index].span], index))
        elif previous is not None and (split or _continues(page, previous, index)):
            previous.parts.append(page.quotations[index].span)
            previous.last = index
        else:
            alone = _alone(page, index, previous)
            if alone is not None:
                found.append(_Linked(alone, [page.quotations[index].span], index))
    for linked in found:
        linked.attribution.content = tuple(linked.parts)
    return [linked.attribution for linked in found]


def _before(page: Page, index: int) -> Token | None:
    """Return the token before a quotation in its paragraph, or None."""
    first = page.first_token(page.quotations[index].span.start)
    place = first - 1
    start = page.paragraphs[page.quotations[index].paragraph].start
    while place >= 0 and page.doc[place].is_space:
        place -= 1
    return page.doc[place] if place >= 0 and page.doc[place].idx >= start else None


def _after(page: Page, index: int) -> Token | None:
    place = page.first_token(page.quotations[index].span.end)
    end = page.paragraphs[page.quotations[index].paragraph].end
    return page.doc[place] if place < len(page.doc) and page.doc[place].idx < end else None


def _is_whole(page: Page, index: int) -> bool:
    """Tell whether a quotation stands as an utterance of its own, not as words inside a sentence of the writer."""
    before = _before(page, index)
    if before is None or before.text in (".", "?", "!", ":", ";", "—", "–", "…", ")") or page.quoted(before):
        return True
    if before.text == "-" or before.is_space:
        return True
    return before.text == "," and _first_upper(page, index)


def _first_upper(page: Page, index: int) -> bool:
    inside = page.quotations[index].inside.of(page.text).lstrip("“‘'\"([… .")
    return bool(inside) and (inside[0].isupper() or inside[0].isdigit())


def _ends_open(page: Page, index: int) -> str:
    """Return the last character inside the marks, or the comma after them."""
    quotation = page.quotations[index]
    inside = quotation.inside.of(page.text).rstrip("’'”\" ")
    last = inside[-1] if inside else ""
    after = page.text[quotation.span.end : quotation.span.end + 1]
    return "," if after == "," and last not in _CLAUSE_END else last


def _from_sentence_start(page: Page, index: int) -> Span:
    """Return the sentence of the writer up to the end of its quoted words (``The party "opens doors," X said``)."""
    quotation = page.quotations[index].span
    start = page.paragraphs[page.quotations[index].paragraph].start
    place = page.first_token(quotation.start) - 1
    while place >= 0 and page.doc[place].idx >= start:
        if page.doc[place].text in _SENTENCE_END or (
            page.quoted(page.doc[place]) and page.quotations[index - 1].closed
        ):
            return Span(page.doc[place + 1].idx, quotation.end)
        place -= 1
    return Span(start, quotation.end)


def _tail(page: Page, index: int, split: bool) -> Attribution | None:
    """Return the attribution that follows a quotation, or None."""
    quotation = page.quotations[index]
    if not quotation.closed:
        return None
    last = _ends_open(page, index)
    if last == "." or (last in ("?", "!") and _starts_anew(page, index)):
        return None
    if last != "," and not split and not _is_whole(page, index):
        return None
    start = _after(page, index)
    if start is None:
        return None
    first = start.i + 1 if start.text in (",", "—", "–", "-") else start.i
    if first >= len(page.doc) or page.quoted(page.doc[first]):
        return None
    for place in range(first, min(first + _TAIL_REACH, len(page.doc))):
        token = page.doc[place]
        if "\n" in token.text or page.quoted(token) or (token.text in _SENTENCE_END and place > first):
            break
        word = _quote_word(page, token)
        if word is None and not (last == "," and _may_be_cue(token)):
            continue
        holder = _tail_holder(page, token, first)
        if holder is not None and _is_speaker(page, holder):
            return _attribution(page, token, word, holder, "the cue follows the quotation")
        if place - first > 1 and token.dep_ == "ROOT":
            break
    return None


def _may_be_cue(token: Token) -> bool:
    """Tell whether a verb the table does not know may attribute a quotation that ends in a comma ("...," X barked)."""
    return (
        token.tag_ in ("VBD", "VBZ") and token.pos_ == "VERB" and token.dep_ in ("ROOT", "ccomp", "conj", "parataxis")
    )


def _starts_anew(page: Page, index: int) -> bool:
    """Tell whether a new sentence with a content of its own follows a question or exclamation."""
    start = _after(page, index)
    if start is None:
        return True
    for place in range(start.i, min(start.i + 12, len(page.doc))):
        token = page.doc[place]
        if _quote_word(page, token) is not None:
            return any(
                child.dep_ in ("ccomp", "dobj") and child.i > place and not page.quoted(child)
                for child in token.children
            ) or (place + 1 < len(page.doc) and page.doc[place + 1].text == ":")
        if token.text in _SENTENCE_END:
            return True
    return True


def _quote_word(page: Page, token: Token) -> CueWord | None:
    if token.pos_ not in ("VERB", "AUX", "NOUN", "PROPN", "ADJ") or page.quoted(token):
        return None
    if token.pos_ not in ("VERB", "AUX") and token.lower_ not in (
        "said",
        "says",
        "adds",
        "wrote",
        "writes",
        "notes",
        "tweeted",
        "quipped",
    ):
        return None
    lemma = "say" if token.lower_ in ("said", "says") else page.lemmas[token.i]
    for word in words_for("v", lemma):
        if "q" not in word.frames:
            continue
        if not word.rest or any(child.lower_ == word.rest for child in token.children):
            return word
    return None


def _tail_holder(page: Page, verb: Token, first: int) -> Token | None:
    if verb.tag_ == "VBG" and not any(child.dep_ == "aux" for child in verb.children):
        return None
    subject = subject_of(verb)
    if subject is not None and subject.i >= first and not page.quoted(subject):
        return verb.head if subject.tag_ in ("WP", "WDT") and verb.dep_ == "relcl" and verb.head.i >= first else subject
    if verb.i == first:
        # "..., said the minister": the parser may take the speaker for an object.
        for child in verb.children:
            if child.i > verb.i and child.dep_ in (
                "dobj",
                "attr",
                "ccomp",
                "npadvmod",
                "oprd",
                "conj",
                "dep",
                "nmod",
                "appos",
            ):
                if child.pos_ in ("NOUN", "PROPN", "PRON"):
                    return child
        return _next_noun(page, verb.i + 1)
    if verb.dep_ == "conj" and verb.head.i >= first:
        return holder_of(verb)
    head = page.doc[first]
    if head.pos_ in ("PROPN", "NOUN", "PRON", "DET", "ADJ") and verb.i - first <= 12:
        return _noun_before(page, first, verb.i)
    return None


def _next_noun(page: Page, place: int) -> Token | None:
    while place < len(page.doc) and not page.doc[place].is_punct and not page.doc[place].is_space:
        token = page.doc[place]
        following = page.doc[place + 1] if place + 1 < len(page.doc) else None
        if token.pos_ in ("NOUN", "PROPN", "PRON") and (
            following is None or following.pos_ not in ("NOUN", "PROPN", "PART")
        ):
            return token
        place += 1
    return None


def _noun_before(page: Page, first: int, verb: int) -> Token | None:
    for token in page.doc[first:verb]:
        if token.pos_ in ("VERB", "SCONJ", "CCONJ") and token.dep_ not in ("acl", "relcl", "amod"):
            return None
        if token.pos_ in ("NOUN", "PROPN", "PRON") and token.dep_ in (
            "nsubj",
            "ROOT",
            "dep",
            "npadvmod",
            "appos",
            "dobj",
            "attr",
        ):
            return token
    return None


def _is_speaker(page: Page, holder: Token) -> bool:
    sort = agent_class(holder)
    return sort is not None and holder.lower_ not in ("that", "this", "there", "which", "what")


def _attribution(
    page: Page, verb: Token, word: CueWord | None, holder: Token, rule: str, sure: bool = True
) -> Attribution:
    end = verb.i + 1
    if word is not None and word.rest:
        end = next((c.i + 1 for c in verb.children if c.lower_ == word.rest), end)
    addressee = next(
        (c for c in verb.children if c.dep_ in ("dobj", "dative") and c is not holder and c.i > verb.i), None
    )
    if word is None or word.lemma not in ("tell", "assure", "remind", "inform", "warn", "ask"):
        addressee = None
    negated = any(child.dep_ == "neg" for child in verb.children)
    return Attribution(
        cue=verb, cue_span=page.span(verb.i, end), word=word, holder=holder, content=(), rule=rule, direct=True,
        addressee=addressee, sure=sure, negated=negated,
    )  # fmt: skip


def _lead(page: Page, index: int) -> Attribution | None:
    """Return the attribution that leads to a quotation (``X said: "..."``), or None."""
    before = _before(page, index) or _colon_before(page, index)
    if before is None or page.quoted(before) or before.text in _SENTENCE_END:
        return None
    start = before.sent.start
    colon = before.text == ":"
    if not colon and before.text not in (",", "—", "–") and not _is_bare(page, index, before):
        return None
    for place in range(before.i, start - 1, -1):
        token = page.doc[place]
        if page.quoted(token) and not colon:
            return None
        word = _quote_word(page, token)
        if word is None or _has_other_content(page, token, index) or _is_bare_participle(token):
            continue
        holder = holder_of(token)
        if holder is None and token.dep_ in ("ROOT", "ccomp", "conj"):
            holder = subject_of(token)
        if (
            holder is not None
            and holder.i < page.first_token(page.quotations[index].span.start)
            and _is_speaker(page, holder)
        ):
            if before.text == "," and not _first_upper(page, index):
                return None
            return _attribution(page, token, word, holder, "the cue leads to the quotation")
    return _after_colon(page, before) if colon else None


def _is_bare_participle(verb: Token) -> bool:
    """Tell whether a verb is a passive participle without auxiliary ("Asked about the delay, ...")."""
    return verb.tag_ == "VBN" and not any(child.dep_ in ("aux", "auxpass") for child in verb.children)


def _colon_before(page: Page, index: int) -> Token | None:
    """Return the colon that ends the paragraph before a quotation which opens its own ("The mayor went on:")."""
    paragraph = page.quotations[index].paragraph
    if paragraph == 0 or page.quotations[index].continues:
        return None
    place = page.first_token(page.paragraphs[paragraph - 1].end) - 1
    return page.doc[place] if page.doc[place].text == ":" and not page.quoted(page.doc[place]) else None


def _is_bare(page: Page, index: int, before: Token) -> bool:
    """Tell whether a quotation follows its cue without punctuation and is a sentence of its own."""
    word = _quote_word(page, before)
    if word is None or not _first_upper(page, index):
        return False
    start = page.first_token(page.quotations[index].inside.start)
    end = page.first_token(page.quotations[index].inside.end)
    return any(token.dep_ == "nsubj" for token in page.doc[start:end])


def _has_other_content(page: Page, verb: Token, index: int) -> bool:
    limit = page.quotations[index].span.start
    for child in verb.children:
        if child.dep_ in ("ccomp", "xcomp") and child.i > verb.i and child.idx < limit and not page.quoted(child):
            return not any(page.quotation_of[token.i] == index for token in child.subtree) or child.tag_ not in ("VBG",)
    return False


def _after_colon(page: Page, before: Token) -> Attribution | None:
    label = page.doc[before.i - 1] if before.i > before.sent.start else None
    if label is not None and label.pos_ == "PROPN" and label.ent_type_ in ("PERSON", "ORG", "GPE", ""):
        if label.left_edge.i == before.sent.start or label.head.left_edge.i == before.sent.start:
            found = _attribution(page, before, None, label, "a name and a colon lead to the quotation", sure=False)
            found.cue, found.cue_span = None, None
            return found
    root = before.sent.root
    if page.quoted(root):
        root = next((t for t in before.sent if t.dep_ in ("nsubj",) and not page.quoted(t)), root).head
    holder = subject_of(root)
    if (
        holder is None
        or holder.i > before.i
        or agent_class(holder) not in ("person", "pronoun", "name", "office", "document", "group")
    ):
        return None
    if holder.lower_ in ("i", "we", "you", "it", "that", "this", "there", "one"):
        return None
    found = _attribution(page, root, None, holder, "a colon leads from its subject to the quotation", sure=False)
    found.cue, found.cue_span = None, None
    return found


def _sentence_ends_between(page: Page, first: Span, second: Span) -> int:
    """Count the full stops of the writer between two quotations; abbreviations are single tokens and do not count."""
    start, end = page.first_token(first.end), page.first_token(second.start)
    return sum(page.doc[place].text in (".", "?", "!") for place in range(start, end))


def _is_split(page: Page, previous: _Linked, index: int) -> bool:
    """Tell whether ``"A," X said, "b."``: the last cue stands between the two, inside one sentence of the writer."""
    if previous.last != index - 1 or previous.attribution.cue_span is None:
        return False
    first, second = page.quotations[index - 1], page.quotations[index]
    if (
        second.paragraph != first.paragraph
        or not first.span.end <= previous.attribution.cue_span.start < second.span.start
    ):
        return False
    between = page.text[first.span.end : second.span.start].rstrip()
    return between.endswith((",", "—", "–", "-", ":")) and _sentence_ends_between(page, first.span, second.span) == 0


def _continues(page: Page, previous: _Linked, index: int) -> bool:
    """Tell whether ``"A," X said. "B."``: one sentence of the writer between, the one that attributes the first part."""
    quotation, last = page.quotations[index], page.quotations[previous.last]
    if previous.last != index - 1:
        return False
    if quotation.continues:
        return True
    if quotation.paragraph != last.paragraph or not _is_whole(page, index):
        return False
    inside = quotation.inside.of(page.text)
    if len(inside.split()) < 2 and not inside.rstrip().endswith((".", "!", "?")):
        return False
    before = _before(page, index)
    if before is None or not (page.quoted(before) or before.text in _SENTENCE_END):
        return False
    return _sentence_ends_between(page, last.span, quotation.span) <= 1


def _alone(page: Page, index: int, previous: _Linked | None) -> Attribution | None:
    """Return an attribution without a cue for a whole quotation that carries on or that the sentence before announces."""
    quotation = page.quotations[index]
    inside = quotation.inside.of(page.text)
    if (
        len(inside.split()) < _FEWEST_WORDS
        or not _is_whole(page, index)
        or not inside.rstrip(" ’'\"”").endswith((".", "!", "?", ",", "…", "—"))
    ):
        return None
    before = _before(page, index)
    if before is None:
        if previous is None or not 0 < quotation.paragraph - page.quotations[previous.last].paragraph <= 1:
            return None
        old = previous.attribution
        return Attribution(
            cue=None, cue_span=None, word=None, holder=old.holder, content=(), direct=True, sure=False,
            rule="a quotation that goes on in the next paragraph", holder_span=old.holder_span,
        )  # fmt: skip
    if before.text not in (".", "?", "!", "”", '"', "’", "'"):
        return None
    if page.quoted(before) and previous is not None and previous.last == index - 1:
        holder: Token | None = previous.attribution.holder
    else:
        holder = subject_of(before.sent.root)
    if holder is None or page.quoted(holder) or agent_class(holder) not in ("person", "pronoun", "name"):
        return None
    if holder.lower_ in ("i", "we", "you", "it", "one", "that", "this"):
        return None
    return Attribution(
        cue=None, cue_span=None, word=None, holder=holder, content=(), direct=True, sure=False,
        rule="a whole quotation after a sentence about its speaker",
    )  # fmt: skip
