"""Where reported content begins and ends."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pourparler.evidence.claim import Kind
from pourparler.evidence.extraction.content_spans import Range, past_fragment
from pourparler.evidence.extraction.cues import words_for
from pourparler.evidence.extraction.page import Page
from pourparler.evidence.extraction.subjects import BEFORE_PARTICIPLE, agent_of, finite, sister_cue, subject_of
from pourparler.evidence.extraction.wordlists import word_list

if TYPE_CHECKING:
    from spacy.tokens import Token

_CONDITIONS = word_list("content", "conditions")
_TIMES = frozenset({"DATE", "TIME"})
_CONTRASTS = frozenset({"although", "though", "whereas"})
_WITH_PRONOUN = frozenset({"as", "for", "on", "over", "of", "with"})
_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_OCCASIONS = word_list("content", "occasions")
_HEARERS = word_list("content", "hearers")


def clause_range(page: Page, head: Token, cue: Token) -> list[Range]:
    """Return the token ranges of a clause or phrase that is the content of a cue.

    The subtree of ``head``, without the cue and its own words where they interrupt it, from the complementiser on,
    and cut before a later attribution by the same speaker that the parser hung too low ("..., stressing that ...").
    """
    start, end = head.left_edge.i, head.right_edge.i + 1
    if head.is_ancestor(cue):
        return [_before_aside(page, head, start, cue.left_edge.i), (cue.right_edge.i + 1, end)]
    if head.i > cue.i:
        start = max(start, cue.i + 1)
        if head.pos_ in ("VERB", "AUX", "ADJ"):
            start = _from_complementiser(page, head, start)
        return [(start, _before_detached(page, head, start, end))]
    return [(start, min(end, _own_words_start(cue, head)))]


def _before_aside(page: Page, head: Token, start: int, end: int) -> Range:
    """Return what stands before an inserted cue; for "a deal, which, she says, failed" the deal instead of "which"."""
    for token in page.doc[start + 1 : end]:
        if token.lower_ in _CONTRASTS and page.doc[token.i - 1].text == "," and token.head.left_edge.i >= token.i - 1:
            return (token.i + 1, end)
        if token.text == ":" and end - token.i > 2:
            return (token.i + 1, end)
    relative = head.dep_ == "relcl" and all(
        token.tag_ in ("WDT", "WP") or token.is_punct for token in page.doc[start:end]
    )
    if relative and head.head.i < start:
        return (head.head.left_edge.i, start)
    return (start, end)


def run_on(page: Page, ranges: list[Range], cue: Token) -> list[Range]:
    """Add the words after the content that the parser hung on the cue or tore off, up to the next joint.

    Phrases ("a second survey | in March", "aid | as a security measure") and conditions ("| unless ...") belong to the
    content; what dates or places the speech itself ("on Thursday", "in a statement", "to reporters") does not.
    """
    if not ranges or ranges[-1][1] <= cue.i:
        return ranges
    doc, (start, end) = page.doc, ranges[-1]
    if (
        end - start == 1
        and doc[start].pos_ in ("PRON", "DET")
        and doc[min(end, len(doc) - 1)].lower_ not in _WITH_PRONOUN
    ):
        return ranges
    while end < len(doc) and doc[end].is_quote and page.quotation_of[end] >= 0 and page.quotation_of[end - 1] >= 0:
        end += 1
    while end < len(doc) and doc[end].sent.start == doc[start].sent.start:
        further = _condition_at(page, end) or _second_that(page, end) or _that_of_noun(page, end)
        if further is not None:
            end = further
        elif doc[end].lower_ == "as" and end + 1 < len(doc) and page.quotation_of[end + 1] >= 0:
            end = past_fragment(page, end + 1)
        elif _is_phrase(page, end) and not _is_circumstance(page, end):
            end = _end_of_phrase(page, end)
        else:
            break
    return [*ranges[:-1], (start, end)]


def _condition_at(page: Page, place: int) -> int | None:
    """Return where the condition that begins at ``place`` (a comma may stand before it) ends."""
    doc = page.doc
    first = place + 1 if doc[place].text == "," and place + 1 < len(doc) else place
    words = doc[first].lower_
    long = _end_of_long_condition(page, first)
    if long is not None:
        return long
    if first > place and words in ("while", "once", "until"):
        return None
    if words in ("provided", "providing") or (words in _CONDITIONS and doc[first].dep_ in ("mark", "advmod")):
        head = doc[first].head if words not in ("provided", "providing") else doc[first]
        end = max(head.right_edge.i + 1, first + 1)
        return end if end > first + 1 else None
    return None


def _end_of_long_condition(page: Page, first: int) -> int | None:
    """Return where "so long as ...", "on condition that ..." or "should X ..." ends, when it begins here."""
    doc = page.doc
    words = [token.lower_ for token in doc[first : first + 3]]
    if words[:1] == ["should"] and doc[first].dep_ == "aux":
        return int(doc[first].head.right_edge.i) + 1
    if words in (["so", "long", "as"], ["as", "long", "as"]):
        return max(int(doc[first + 2].head.right_edge.i), first + 2) + 1
    if words[:2] in (["on", "condition"], ["in", "exchange"], ["in", "return"]) or words == ["on", "the", "condition"]:
        return max(int(doc[first].right_edge.i), first + 1) + 1
    return None


def _that_of_noun(page: Page, place: int) -> int | None:
    """Return where the clause of a noun ends that the parser tore off ("bewilderment | that papers print it")."""
    token = page.doc[place]
    if token.lower_ == "that" and token.dep_ == "mark" and token.head.i > place and page.doc[place - 1].pos_ == "NOUN":
        return int(token.head.right_edge.i) + 1
    return None


def _second_that(page: Page, place: int) -> int | None:
    """Return where a second clause of the content ends ("that ..., | and that ...")."""
    doc = page.doc
    place += doc[place].text == ","
    if place + 1 < len(doc) and doc[place].lower_ in ("and", "but", "or") and doc[place + 1].lower_ == "that":
        clause = doc[place + 1].head
        if doc[place + 1].dep_ == "mark" and clause.i > place + 1:
            return int(clause.right_edge.i) + 1
    return None


def _is_phrase(page: Page, place: int) -> bool:
    token = page.doc[place]
    if page.quotation_of[place] >= 0 or token.is_punct or token.is_space:
        return False
    if token.lower_ == "to" and token.dep_ == "aux":
        return token.head.dep_ in ("advcl", "acl", "xcomp", "relcl")
    if token.pos_ == "ADP" or token.dep_ == "prep":
        return token.dep_ in ("prep", "agent", "dative", "pcomp")
    return (
        token.pos_ in ("NOUN", "PROPN", "NUM")
        and token.ent_type_ not in _TIMES
        and token.head.i < place
        and token.dep_ != "nsubj"
    )


def _is_circumstance(page: Page, place: int) -> bool:
    """Tell whether the phrase at ``place`` dates, places or addresses the speech itself."""
    doc, token = page.doc, page.doc[place]
    if token.lower_ == "to" and token.dep_ == "aux":
        return False
    object_ = next((child for child in token.children if child.dep_ in ("pobj", "pcomp")), None)
    if page.doc[place].lower_ == "within" and object_ is not None and object_.lemma_.lower() in ("hour", "minute"):
        return True
    if token.lower_ == "at" and place + 1 < len(doc) and doc[place + 1].lower_ == "all":
        return False
    if object_ is None or (token.lower_ in ("in", "since") and _YEAR.fullmatch(object_.text)):
        return True
    if token.lower_ in ("on", "at") and (
        object_.ent_type_ in _TIMES or (place + 1 < len(doc) and doc[place + 1].ent_type_ in _TIMES)
    ):
        return True
    if token.lower_ in ("in", "on", "at", "during", "through", "via", "from", "by", "after", "before", "following"):
        return page.lemmas[object_.i] in _OCCASIONS
    return token.lower_ == "to" and page.lemmas[object_.i] in _HEARERS


def _end_of_phrase(page: Page, place: int) -> int:
    token = page.doc[place]
    head = token.head if token.lower_ == "to" and token.dep_ == "aux" else token
    end = max(head.right_edge.i + 1, place + 1)
    for inside in range(place + 1, end):
        if page.doc[inside].text == "," and (
            _starts_something_new(page, inside + 1) or _opens_reported_remark(page, inside + 1)
        ):
            return inside
        if _is_sister(page, page.doc[inside]):
            return _without_joint(page, inside)
    return end


def _starts_something_new(page: Page, place: int) -> bool:
    if place >= len(page.doc):
        return True
    token = page.doc[place]
    return token.tag_ in ("VBG", "WDT", "WP") or token.lower_ in ("according", "but", "while", "although", "as")


def _own_words_start(cue: Token, head: Token) -> int:
    """Return where the cue's own words (its subject, an inverted verb) begin after floating content."""
    starts = [child.left_edge.i for child in cue.children if head.i < child.i < cue.i and child.dep_ != "punct"]
    return min([cue.i, *(start for start in starts if start > head.i)])


def _from_complementiser(page: Page, head: Token, start: int) -> int:
    marks = [
        child.i
        for child in head.children
        if child.dep_ == "mark" and start <= child.i < head.i and child.lower_ == "that"
    ]
    if marks:
        return marks[0]
    token = page.doc[start]
    if token.lower_ in ("on", "late", "early", "in") and start + 1 < head.i and page.doc[start + 1].ent_type_ in _TIMES:
        start += 1
    while start < head.i and page.doc[start].ent_type_ in _TIMES and page.doc[start].dep_ != "nsubj":
        if page.doc[start].head.dep_ == "nsubj" and page.doc[start].head.i < head.i and page.doc[start].dep_ != "pobj":
            break
        start += 1
    return start


def _has_own_subject(mark: Token) -> bool:
    return mark.dep_ in ("mark", "advmod") and any(child.dep_ in ("nsubj", "nsubjpass") for child in mark.head.children)


def _another_speaks(page: Page, mark: Token) -> bool:
    """Tell whether a clause with "while" tells of somebody else's words ("..., while Norland cites its budget")."""
    verb = mark.head
    subject = subject_of(verb) if mark.dep_ == "mark" else None
    speech = any(word.kind is Kind.SPEECH for word in words_for("v", page.lemmas[verb.i]))
    return subject is not None and subject.pos_ in ("PROPN", "NOUN") and speech and page.quotation_of[verb.i] < 0


def _is_aside(token: Token, end: int) -> bool:
    """Tell whether a relative clause at the end is the writer's background on a name ("Rask, who won ...")."""
    clause = token.head if token.head.dep_ == "relcl" else token.head.head
    return clause.dep_ == "relcl" and clause.head.pos_ == "PROPN" and clause.right_edge.i >= end - 2


def _before_detached(page: Page, head: Token, start: int, end: int) -> int:
    for place in range(max(head.i, start) + 1, end):
        token = page.doc[place]
        if page.quotation_of[place] >= 0:
            continue
        if _is_sister(page, token) or (finite(token) and words_for("v", page.lemmas[place])):
            return _without_joint(page, _with_auxiliaries(token))
        if token.text == "," and (_dates_the_whole(page, place + 1) or _opens_reported_remark(page, place + 1)):
            return place
        if token.lower_ == "which" and page.doc[place - 1].text == "," and _somebody_judges(page, token):
            return place - 1
        if token.lower_ in ("who", "where") and page.doc[place - 1].text == "," and _is_aside(token, end):
            return place - 1
        if token.lower_ in _CONTRASTS and page.doc[place - 1].text == "," and _has_own_subject(token):
            return place - 1
        if token.lower_ == "while" and page.doc[place - 1].text == "," and _another_speaks(page, token):
            return place - 1
        if token.lower_ == "according" and page.doc[place - 1].text == ",":
            return place - 1
        if token.lower_ == "as" and page.doc[place - 1].text == "," and _heads_a_relay(page, token):
            return place - 1
    return end


def _somebody_judges(page: Page, pronoun: Token) -> bool:
    """Tell whether somebody says or judges what "which" stands for ("..., which X declared void")."""
    verb = pronoun.head
    subject = subject_of(verb) if verb.dep_ == "relcl" else None
    return subject is not None and subject != pronoun and bool(words_for("v", page.lemmas[verb.i]))


def _opens_reported_remark(page: Page, place: int) -> bool:
    """Tell whether a noun begins here that stands for the whole and that somebody judges (", a call X ...")."""
    article = page.doc[place] if place < len(page.doc) else None
    if article is None or article.lower_ not in ("a", "an"):
        return False
    return any(
        bool(words_for("v", page.lemmas[clause.i]))
        and (clause.dep_ == "relcl" or (clause.dep_ == "acl" and (agent_of(clause) or subject_of(clause)) is not None))
        for clause in article.head.children
    )


def _dates_the_whole(page: Page, place: int) -> bool:
    """Tell whether a span of time before an event begins here ("..., | two days before the stoppage")."""
    end = place
    while end < len(page.doc) and page.doc[end].ent_type_ in _TIMES:
        end += 1
    return place < end < len(page.doc) and page.doc[end].lower_ in ("before", "after")


def without_remark(page: Page, ranges: list[Range]) -> list[Range]:
    """Return ranges cut before the writer's background at the end ("..., which have been chaired by ...")."""
    if not ranges:
        return ranges
    start, end = ranges[-1]
    for place in range(start + 2, end - 2):
        token = page.doc[place]
        if token.tag_ not in ("WDT", "WP", "WRB") or token.lower_ not in ("which", "where", "who"):
            continue
        clause = token.head
        while clause.dep_ not in ("relcl", "ROOT") and clause.head.i != clause.i:
            clause = clause.head
        before = place - 1 if page.doc[place - 1].pos_ != "ADP" else place - 2
        comma = page.doc[before].text == "," and page.quotation_of[place] < 0
        if comma and before > start and clause.dep_ == "relcl" and clause.right_edge.i >= end - 2:
            return [*ranges[:-1], (start, before)]
    return ranges


def _past_circumstance(cue: Token) -> int:
    """Return where a phrase right after an inserted cue ends ("he said | at the time, ...")."""
    place = cue.i + 1
    phrase = next((c for c in cue.children if c.dep_ == "prep" and c.i == place), None)
    return place if phrase is None or phrase.right_edge.i > place + 3 else phrase.right_edge.i + 1


def resumed(page: Page, ranges: list[Range], cue: Token) -> list[Range]:
    """Add words that the content resumes after an inserted cue ("Orland was ready, she continued, | to reduce ...")."""
    doc, place = page.doc, _past_circumstance(cue)
    if len(ranges) != 1 or ranges[0][1] > cue.i or place >= len(doc) or doc[place].text != ",":
        return ranges
    first, end = doc[place + 1] if place + 1 < len(doc) else cue, cue.sent.end
    goes_on = (
        _end_of_long_condition(page, first.i) is not None
        or first.lower_ in _CONDITIONS - {"once", "while"}
        or (first.lower_ == "to" and first.dep_ == "aux")
    )
    goes_on = goes_on or (first.pos_ == "ADP" and not _is_circumstance(page, first.i)) or first.lower_ == "because"
    if not goes_on or first.i >= end or page.quotation_of[first.i] >= 0:
        return ranges
    for token in doc[first.i + 1 : end]:
        if page.quotation_of[token.i] < 0 and doc[token.i - 1].text == "," and token.tag_ in ("VBG", "CC", "WDT"):
            end = token.i - 1
            break
    return [*ranges, (first.i, end)]


def _is_sister(page: Page, token: Token) -> bool:
    """Tell whether a word inside the content is a cue that stands beside the one which brings the content."""
    words = words_for("v", page.lemmas[token.i])
    if token.pos_ != "VERB" or not any(word.kind is Kind.SPEECH or token.tag_ != "VBG" for word in words):
        return False
    return sister_cue(token) is not None


def _heads_a_relay(page: Page, token: Token) -> bool:
    return bool(words_for("v", page.lemmas[token.head.i])) and token.head.i - token.i <= 4


def _with_auxiliaries(verb: Token) -> int:
    return min([verb.i, *(c.i for c in verb.children if c.dep_ in ("aux", "auxpass", "neg") and c.i < verb.i)])


def _without_joint(page: Page, place: int) -> int:
    while place > 0 and page.doc[place - 1].text.lower() in BEFORE_PARTICIPLE:
        place -= 1
    return place
