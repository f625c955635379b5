"""The cue of a quotation: the one that follows it (``"...," X said``) or leads to it (``X said: "..."``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pourparler.evidence.extraction.agents import agent_class
from pourparler.evidence.extraction.attribution import Attribution
from pourparler.evidence.extraction.cues import CueWord, words_for
from pourparler.evidence.extraction.noun_phrases import VAGUE
from pourparler.evidence.extraction.page import Page
from pourparler.evidence.extraction.subjects import holder_of, passive_subject_of, subject_of
from pourparler.evidence.extraction.surroundings import (
    SENTENCE_END,
    begins_with_capital,
    colon_before,
    is_whole,
    last_mark,
    token_after,
    token_before,
)
from pourparler.evidence.extraction.wordlists import word_list

if TYPE_CHECKING:
    from spacy.tokens import Token

_TAIL_REACH = 45
_HEADS_UP = 5
_INTRODUCING = word_list("quote_cues", "introducing")
_NOUNS_OF_WORDS = word_list("predicates", "nouns_of_words") | _INTRODUCING
_MISTAKEN = frozenset({"dobj", "attr", "ccomp", "npadvmod", "oprd", "conj", "dep", "nmod", "appos"})


def cue_after(page: Page, index: int, split: bool) -> Attribution | None:
    """Return the attribution that follows a quotation, or None."""
    quotation = page.quotations[index]
    if not quotation.closed:
        return None
    last = last_mark(page, index)
    if last == "." or (last in ("?", "!") and _starts_anew(page, index)):
        return None
    if last != "," and not split and not is_whole(page, index):
        return None
    start = token_after(page, index)
    if start is None:
        return None
    first = start.i + 1 if start.text in (",", "—", "–", "-") else start.i
    if first >= len(page.doc) or page.quoted(page.doc[first]):
        return None
    for place in range(first, min(first + _TAIL_REACH, len(page.doc))):
        token = page.doc[place]
        if "\n" in token.text or page.quoted(token) or (token.text in SENTENCE_END and place > first):
            break
        if token.tag_ == "VBN" and token.lemma_ == "quote" and (whom := passive_subject_of(token)) is not None:
            return _attribution(page, token, None, whom, "somebody is quoted as saying it")
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
    start = token_after(page, index)
    if start is None:
        return True
    for place in range(start.i, min(start.i + 12, len(page.doc))):
        token = page.doc[place]
        if _quote_word(page, token) is not None:
            return any(
                child.dep_ in ("ccomp", "dobj") and child.i > place and not page.quoted(child)
                for child in token.children
            ) or (place + 1 < len(page.doc) and page.doc[place + 1].text == ":")
        if token.text in SENTENCE_END:
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
            if child.i > verb.i and child.dep_ in _MISTAKEN and child.pos_ in ("NOUN", "PROPN", "PRON"):
                first_word = page.doc[verb.i + 1]
                counted = first_word.lower_ in VAGUE and page.doc[min(verb.i + 2, len(page.doc) - 1)].lower_ == "of"
                return first_word if counted else child
        return _next_noun(page, verb.i + 1)
    if verb.dep_ == "conj" and verb.head.i >= first:
        return holder_of(verb)
    head = page.doc[first]
    if head.pos_ in ("PROPN", "NOUN", "PRON", "DET", "ADJ") and verb.i - first <= 12:
        return _noun_before(page, first, verb.i)
    return None


def _next_noun(page: Page, place: int) -> Token | None:
    if place + 1 < len(page.doc) and page.doc[place + 1].lower_ == "of" and page.doc[place].lower_ in VAGUE:
        return page.doc[place]
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


def cue_before(page: Page, index: int) -> Attribution | None:
    """Return the attribution that leads to a quotation (``X said: "..."``), or None."""
    before = token_before(page, index) or colon_before(page, index)
    if before is None or page.quoted(before) or before.text in SENTENCE_END:
        return None
    if before.lower_ in _INTRODUCING and begins_with_capital(page, index):
        return _with_the_words(page, before)
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
            if before.text == "," and not begins_with_capital(page, index):
                return None
            return _attribution(page, token, word, holder, "the cue leads to the quotation")
    return _after_colon(page, before) if colon else None


def _is_bare(page: Page, index: int, before: Token) -> bool:
    """Tell whether a quotation follows its cue without punctuation and is a sentence of its own."""
    word = _quote_word(page, before)
    if word is None or not begins_with_capital(page, index):
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


def _is_bare_participle(verb: Token) -> bool:
    """Tell whether a verb is a passive participle without auxiliary ("Asked about the delay, ...")."""
    return verb.tag_ == "VBN" and not any(child.dep_ in ("aux", "auxpass") for child in verb.children)


def _opens_sentence(label: Token) -> bool:
    """Tell whether a name is all its sentence begins with (``Brandt: "..."``)."""
    if label.pos_ != "PROPN" or label.ent_type_ not in ("PERSON", "ORG", "GPE", ""):
        return False
    return label.sent.start in (label.left_edge.i, label.head.left_edge.i)


def _with_the_words(page: Page, noun: Token) -> Attribution | None:
    """Find whose words they are in "posted a picture with the words “...”"."""
    token = noun
    for _ in range(_HEADS_UP):
        token = token.head
        if token.pos_ != "VERB":
            continue
        holder = holder_of(token)
        if holder is None or holder.i > noun.i or not _is_speaker(page, holder):
            return None
        return _attribution(page, token, _quote_word(page, token), holder, "the quotation is what the words say")
    return None


def _owner_of_words(noun: Token) -> Token | None:
    """Return whose "riposte", "answer" or "verdict" a noun for words names."""
    if noun.lemma_.lower() not in _NOUNS_OF_WORDS and not words_for("n", noun.lemma_.lower()):
        return None
    return next((child for child in noun.children if child.dep_ == "poss"), None)


def _after_colon(page: Page, before: Token) -> Attribution | None:
    label = page.doc[before.i - 1] if before.i > before.sent.start else None
    owner = _owner_of_words(label) if label is not None else None
    if label is not None and owner is not None and owner.lower_ not in ("my", "our", "your"):
        rule = "a noun for words and a colon lead to the quotation"
        return _attribution(
            page, label, next(iter(words_for("n", label.lemma_.lower())), None), owner, rule, sure=False
        )
    if label is not None and _opens_sentence(label):
        found = _attribution(page, before, None, label, "a name and a colon lead to the quotation", sure=False)
        found.cue, found.cue_span = None, None
        return found
    root = before.sent.root
    if page.quoted(root):
        root = next((t for t in before.sent if t.dep_ in ("nsubj",) and not page.quoted(t)), root).head
    holder = subject_of(root)
    holder = (_owner_of_words(holder) or holder) if holder is not None else None
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
