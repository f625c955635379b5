"""Mistakes of the tagger and the parser that the form of a sentence gives away, put right before any rule looks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pourparler.evidence.extraction.agents import agent_class
from pourparler.evidence.extraction.cues import words_for

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_NOUN_PARTS = frozenset({"det", "poss", "amod", "compound", "nmod", "nummod"})
_PAST = frozenset({"VBD", "VBN"})
_WITHIN_NAME = frozenset({"PROPN", "NOUN", "ADJ", "DET", "PART", "NUM", "PRON"})
_WITHOUT_SUBJECT = frozenset({"ROOT", "ccomp", "conj"})


def mended(doc: Doc) -> Doc:
    """Return the document with its parse put right where a verb of speech or stance was taken for something else.

    Only words that may be cues are looked at, and only where the words beside them leave no other reading: "His office
    disputes that ..." (a verb in -s taken for a plural), "The minister blamed smugglers" (a past tense taken for an
    adjective), "By its notice of 3 March Norland alleged ..." (a subject taken for the end of the date before it).
    """
    for token in doc:
        if token.tag_ in ("NNS", "NNPS"):
            if token.lower_.endswith("s") and words_for("v", token.lemma_.lower()):
                _plural(token)
        elif token.tag_ in _PAST and token.dep_ == "amod":
            _adjective(token)
        elif token.tag_ in ("VBD", "VBZ") and token.dep_ in _WITHOUT_SUBJECT and words_for("v", token.lemma_.lower()):
            _subject_in_date(token)
            _subject_after_comma(token)
    return doc


def _plural(verb: Token) -> None:
    """Make a verb of a plural that follows somebody who speaks and brings a clause, or ends ", a charge X denies"."""
    holder = verb.nbor(-1) if verb.i > verb.sent.start else None
    if holder is not None and holder.lower_ in ("and", "but"):
        _joined_plural(verb)
        return
    if (
        holder is None
        or holder.head != verb
        or holder.dep_ not in ("compound", "nmod")
        or holder.tag_ in ("NNS", "NNPS")
    ):
        return
    if agent_class(holder) in (None, "document"):
        return
    clause = next(
        (child for child in verb.children if child.dep_ in ("acl", "relcl", "ccomp") and child.i > verb.i), None
    )
    brings = clause is not None and clause.left_edge.i == verb.i + 1 and clause.left_edge.lower_ == "that"
    if not brings and not _ends_charge(verb, holder):
        return
    verb.tag_, verb.pos_ = "VBZ", "VERB"
    _as_subject(holder, verb)
    if brings and clause is not None:
        clause.dep_ = "ccomp"
    else:
        verb.dep_ = "relcl"


def _joined_plural(verb: Token) -> None:
    """Make a verb of a plural in "X stresses that ... and adds that ...": joined by "and", and a clause follows."""
    root, after = verb.sent.root, verb.i + 1
    if after + 1 >= verb.sent.end or verb.doc[after].lower_ != "that" or root.i > verb.i or root.tag_ != "VBZ":
        return
    clause = verb.doc[after].head
    if clause.i <= after or not words_for("v", root.lemma_.lower()):
        return
    verb.tag_, verb.pos_ = "VBZ", "VERB"
    verb.head, verb.dep_ = root, "conj"
    clause.head, clause.dep_ = verb, "ccomp"
    verb.doc[after].dep_ = "mark"


def _ends_charge(verb: Token, holder: Token) -> bool:
    """Tell whether a noun with "a" stands right before the speaker, and the clause ends with the word."""
    noun, start = verb.head, holder.left_edge.i
    start = min([start, *(c.left_edge.i for c in verb.children if c.i < holder.i)])
    ends = verb.i + 1 >= verb.sent.end or verb.nbor(1).is_punct
    return ends and verb.dep_ == "appos" and noun.i == start - 1 and noun.left_edge.lower_ in ("a", "an")


def _adjective(verb: Token) -> None:
    """Make a verb of a past tense that stands between its subject and its object."""
    thing = verb.head
    if verb.tag_ == "VBN" and thing.head.lemma_ == "have" and thing.dep_ == "dobj" and _follows(verb, thing.head):
        _perfect(verb, thing, thing.head)
        return
    has = any(child.dep_ == "aux" and child.lemma_ == "have" for child in verb.children)
    if verb.tag_ != "VBD" and not has:
        return
    before = verb.left_edge.i - 1
    if before < verb.sent.start or thing.i < verb.i or not words_for("v", verb.lemma_.lower()):
        return
    subject = verb.doc[before]
    if subject.pos_ not in ("NOUN", "PROPN", "PRON") or subject.head != thing or agent_class(subject) is None:
        return
    parent, relation = thing.head, thing.dep_
    verb.pos_ = "VERB"
    if relation == "ROOT":
        verb.head = verb
    else:
        verb.head = parent
    verb.dep_ = relation if relation in ("ROOT", "ccomp", "conj", "advcl") else "conj"
    for child in list(thing.children):
        if child.i < subject.i and child.dep_ in _NOUN_PARTS:
            child.head = subject
        elif child.i < verb.left_edge.i or child.is_punct:
            child.head = verb
    subject.head, subject.dep_ = verb, "nsubj"
    thing.head, thing.dep_ = verb, "dobj"


def _follows(verb: Token, auxiliary: Token) -> bool:
    known = words_for("v", verb.lemma_.lower())
    return bool(known) and auxiliary.i < verb.i and all(
        token.pos_ in ("ADV", "PART") for token in verb.doc[auxiliary.i + 1 : verb.i]
    )  # fmt: skip


def _perfect(verb: Token, thing: Token, auxiliary: Token) -> None:
    """Make "has" the auxiliary of "has forbidden interviews"."""
    parent, relation = auxiliary.head, auxiliary.dep_
    verb.pos_ = "VERB"
    verb.head = verb if parent == auxiliary else parent
    verb.dep_ = relation
    for child in list(auxiliary.children):
        if child not in (thing, verb):
            child.head = verb
    thing.head, thing.dep_ = verb, "dobj"
    auxiliary.head, auxiliary.dep_ = verb, "aux"


def _subject_in_date(verb: Token) -> None:
    """Give a verb without subject the name between a date and the verb."""
    first = verb
    for child in verb.children:
        if child.dep_ in ("nsubj", "nsubjpass", "csubj", "expl"):
            return
        if child.dep_ in ("aux", "neg") and child.i < first.i:
            first = child
    place = first.i - 1
    while place > verb.sent.start and verb.doc[place].pos_ == "ADV":
        place -= 1
    if place <= verb.sent.start:
        return
    name, before = verb.doc[place], verb.doc[place - 1]
    if (
        name.pos_ != "PROPN"
        or not (before.like_num or before.ent_type_ in ("DATE", "TIME"))
        or name.ent_type_ == "DATE"
    ):
        return
    if name.is_ancestor(verb):
        return
    for child in list(name.children):
        if child.i < name.i:
            child.head = name.head if name.head != name else verb
    name.head, name.dep_ = verb, "nsubj"


def _subject_after_comma(verb: Token) -> None:
    """Give a verb without subject the noun phrase between the last comma and itself, which a phrase swallowed.

    "Following a meeting with Rask, Norland's Chancellor Otto Lind affirmed that ...": the parser makes one list of the
    two names after "with".
    """
    if any(child.dep_ in ("nsubj", "nsubjpass", "csubj", "expl") for child in verb.children):
        return
    first = min([verb.i, *(child.i for child in verb.children if child.dep_ in ("aux", "neg") and child.i < verb.i)])
    last = first - 1
    comma = last
    while comma > verb.sent.start and verb.doc[comma].text != ",":
        if verb.doc[comma].pos_ not in _WITHIN_NAME:
            return
        comma -= 1
    name, before = verb.doc[last], verb.doc[comma - 1]
    if comma <= verb.sent.start + 1 or comma == last or name.pos_ not in ("PROPN", "NOUN"):
        return
    if agent_class(name) is None or name.head.i > comma or before.pos_ not in ("PROPN", "NOUN") or verb.dep_ != "ROOT":
        return
    if name.dep_ not in ("pobj", "conj", "appos", "dobj") or name.is_ancestor(verb):
        return
    swallowed = [token for token in verb.doc[comma + 1 : last] if token.head.i <= comma]
    parent, relation = name.head, name.dep_
    if before.head.i > comma:
        before.head, before.dep_ = parent, relation
    for token in list(name.children):
        if token.i <= comma:
            token.head = parent
    name.head, name.dep_ = verb, "nsubj"
    for token in swallowed:
        owns = token.i + 1 < last and token.nbor(1).dep_ == "case"
        token.head, token.dep_ = name, "poss" if owns else "compound"


def _as_subject(holder: Token, verb: Token) -> None:
    """Make a noun the subject of a verb, with the words that stood before both."""
    for child in list(verb.children):
        if child.i < holder.i and child.dep_ in _NOUN_PARTS:
            child.head = holder
    holder.dep_ = "nsubj"
