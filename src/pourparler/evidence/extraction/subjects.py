"""Whose words they are: from a cue to the noun phrase that holds it, along the parse."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pourparler.evidence.extraction.agents import agent_class, is_person
from pourparler.evidence.extraction.cues import words_for
from pourparler.evidence.extraction.wordlists import word_list

if TYPE_CHECKING:
    from spacy.tokens import Token

_SUBJECTS = frozenset({"nsubj", "csubj"})
_CARRIERS = frozenset({"advcl", "xcomp", "conj", "acl", "pcomp", "ccomp", "dep", "parataxis"})
_GO_ON = word_list("subjects", "go_on")
_DEEPEST = 6
_CLOSING = frozenset('”»"')
BEFORE_PARTICIPLE = frozenset({",", "and", "but", "while", "before", "after", "—", "–"})


def subject_of(verb: Token) -> Token | None:
    """Return the grammatical subject among the verb's own dependents, or None."""
    own = [child for child in verb.children if child.dep_ in _SUBJECTS]
    if own:
        # "Nonsense, replies Rask": of two subjects the one after the verb speaks.
        return own[-1] if len(own) > 1 and own[-1].i > verb.i else own[0]
    # "Rask is not convinced": the parser may hang the subject on the auxiliary.
    for child in verb.children:
        if child.dep_ in ("aux", "auxpass") and child.i < verb.i:
            for inner in child.children:
                if inner.dep_ in _SUBJECTS:
                    return inner
    return None


def passive_subject_of(verb: Token) -> Token | None:
    """Return the subject of a passive, or None."""
    for child in verb.children:
        if child.dep_ in ("nsubjpass", "csubjpass"):
            return child
    return None


def agent_of(verb: Token) -> Token | None:
    """Return the noun after "by" of a passive, or None."""
    for child in verb.children:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            for grandchild in child.children:
                if grandchild.dep_ == "pobj":
                    return grandchild
    return None


def holder_of(verb: Token) -> Token | None:
    """Return the head of the noun phrase that a verb's active subject is, found up the tree where it is shared.

    A participle takes the subject of the clause it hangs on; a second verb joined by "and" takes the first one's;
    a relative pronoun stands for the noun before it; "a letter urging" is held by the letter.

    Returns
    -------
    spacy.tokens.Token or None
    """
    if finite(verb):
        return _holder_of_sentence(verb)
    token = sister_cue(verb) or verb
    for _ in range(_DEEPEST):
        subject = subject_of(token)
        if subject is not None:
            return _behind_relative(subject, token)
        if (named := _mistagged_name(token)) is not None:
            return named
        if token is not verb and (passive := passive_subject_of(token)) is not None:
            return _behind_relative(passive, token)
        if passive_subject_of(token) is not None or token.dep_ not in _CARRIERS:
            return None
        if token.dep_ == "acl" and token.head.pos_ in ("NOUN", "PROPN", "PRON"):
            return token.head
        if not _shares_subject(token):
            return None
        token = token.head
        if token.pos_ == "ADP":
            token = token.head
            if token.pos_ in ("NOUN", "PROPN"):
                return None
    return None


def sister_cue(verb: Token) -> Token | None:
    """Return the cue beside which a later cue belongs although the parser hung it inside that cue's content.

    "He said that the talks were useful, adding that ...": the parser hangs "adding" on "were", but it is he who adds.
    "She said the text contained much but rejected ...": tense, a comma, or a subject that cannot speak gives it away.

    Parameters
    ----------
    verb : spacy.tokens.Token
        A verb without subject of its own, as a participle or joined by "and".
    """
    if verb.i == 0 or verb.dep_ not in ("advcl", "conj", "acl", "dep") or verb.head.i > verb.i:
        return None
    if _joined_passive(verb):
        return _cue_above(verb)
    if any(child.dep_ in ("nsubj", "nsubjpass", "aux", "auxpass") and child.i < verb.i for child in verb.children):
        return None
    if verb.tag_ == "VBG":
        return _finite_cue_above(verb) if verb.nbor(-1).lower_ in BEFORE_PARTICIPLE else None
    if verb.dep_ != "conj" or verb.tag_ not in ("VBD", "VBZ", "VBP"):
        return None
    cue = _cue_above(verb)
    return cue if cue is not None and _outside(verb, verb.head, cue) else None


def _joined_passive(verb: Token) -> bool:
    """Tell whether a participle is joined by a comma and "and was": "held that it bound both, and was not moved"."""
    if verb.dep_ != "conj" or verb.tag_ != "VBN":
        return False
    first = next((child for child in verb.children if child.dep_ == "auxpass" and child.tag_ in ("VBD", "VBZ")), None)
    if first is None or first.i < 2 or any(child.dep_ in ("nsubj", "nsubjpass") for child in verb.children):
        return False
    return first.nbor(-1).lower_ in ("and", "but") and first.nbor(-2).text == ","


def _finite_cue_above(verb: Token) -> Token | None:
    """Return the nearest finite cue that a participle hangs under, through whatever the parser put between."""
    token = verb.head
    for _ in range(2 * _DEEPEST):
        if token.i < verb.i and token.pos_ == "VERB" and token.tag_ != "VB" and words_for("v", token.lemma_.lower()):
            inside = token.tag_ in ("VBG", "VBN") and not any(child.dep_ == "aux" for child in token.children)
            if not inside and token.dep_ not in ("relcl", "ccomp"):
                return token
        if token.head is token:
            return None
        token = token.head
    return None


def _cue_above(verb: Token) -> Token | None:
    token = verb
    for _ in range(_DEEPEST):
        token = token.head
        if token.dep_ in ("ccomp", "xcomp") and token.head.i < token.i:
            if words_for("v", token.head.lemma_.lower()):
                return token.head
            if token.head.dep_ == "acomp" and words_for("a", token.head.lower_):
                return token.head.head
        if token.dep_ == "relcl" and token.tag_ != verb.tag_ and (cue := _cue_of_object(token.head)) is not None:
            return cue if cue.tag_ == verb.tag_ else None
        if token.dep_ not in ("advcl", "conj", "xcomp", "ccomp"):
            return None
    return None


def _cue_of_object(noun: Token) -> Token | None:
    """Return the cue whose object a noun belongs to."""
    for _ in range(_DEEPEST):
        if noun.dep_ == "dobj" and noun.head.i < noun.i and words_for("v", noun.head.lemma_.lower()):
            return noun.head
        if noun.dep_ not in ("pobj", "prep", "conj", "appos"):
            return None
        noun = noun.head
    return None


def _outside(verb: Token, partner: Token, cue: Token) -> bool:
    """Tell whether a finite verb joined to a verb of the content stands beside the cue instead."""
    if any(token.text in _CLOSING for token in verb.doc[partner.i : verb.i]):
        return True
    if verb.nbor(-1).lower_ in ("and", "but") and verb.i > 1 and verb.nbor(-2).text == "," and verb.tag_ == cue.tag_:
        return True
    first, subject = partner, None
    for child in partner.children:
        if child.dep_ in ("aux", "auxpass") and child.i < first.i:
            first = child
        if child.dep_ in ("nsubj", "nsubjpass"):
            subject = child
    if first.tag_ != verb.tag_ or (first is not partner and first.lemma_ == "have"):
        return True
    return subject is not None and agent_class(subject) is None


def floating_subject(verb: Token) -> Token | None:
    """Return the speaker right before a cue that ends its sentence, where the parser gave the cue no subject.

    "..., its water minister, Mulugeta Tanaka, has said": the noun phrase between the commas.
    """
    doc, place = verb.doc, verb.i - 1
    while place > 0 and (doc[place].pos_ in ("AUX", "ADV", "PART") or doc[place].text == ","):
        place -= 1
    noun = doc[place]
    if noun.pos_ not in ("PROPN", "NOUN", "PRON"):
        return None
    while noun.dep_ in ("appos", "compound") and noun.head.i < noun.i and verb.i - noun.head.i < 20:
        noun = noun.head
    return noun if noun.left_edge.i > 0 and doc[noun.left_edge.i - 1].text in (",", "—", "–", "”", '"') else None


def finite(verb: Token) -> bool:
    """Tell whether a "participle" after a comma is a past tense ("the premier, who ..., conceded that ...")."""
    if verb.tag_ != "VBN" or verb.dep_ not in ("advcl", "acl", "conj", "dep") or verb.i == 0:
        return False
    if verb.nbor(-1).text != "," or agent_of(verb) is not None:
        return False
    deps = {child.dep_ for child in verb.children if child.i > verb.i}
    return bool(deps & {"ccomp", "dobj", "oprd"}) and not any(c.dep_ in ("aux", "auxpass") for c in verb.children)


def _holder_of_sentence(verb: Token) -> Token | None:
    """Return the subject of the whole sentence, or the noun whose relative clause swallowed the main verb."""
    token = verb.head
    while token.head.i != token.i:
        if token.dep_ == "relcl" and token.head.i < token.i:
            return token.head
        token = token.head
    subject = subject_of(token)
    if subject is None and token.pos_ in ("NOUN", "PROPN") and token.i < verb.i:
        return token  # The parser found no verb at all: "its prime minister, Ada Rask, posted that ..."
    return subject if subject is not None and subject.i < verb.i else None


def _mistagged_name(verb: Token) -> Token | None:
    """Return an unknown name before a verb without subject that the tagger took for an adverb ("Orvast has said")."""
    first = verb.sent[0]
    if not first.is_title or first.is_stop or first.pos_ not in ("ADV", "ADJ", "INTJ", "X", "NOUN", "VERB"):
        return None
    if first.head != verb or first.dep_ not in ("advmod", "intj", "amod", "dep", "npadvmod", "acomp"):
        return None
    if first.lower_.endswith("ly") or any(child.dep_ in ("nsubj", "nsubjpass") for child in verb.children):
        return None
    following = first.nbor(1)
    return first if following == verb or (following.head == verb and following.pos_ == "AUX") else None


_OPINES = frozenset({"say", "understand", "believe", "report", "think", "know", "rumour", "rumor"})


def _shares_subject(verb: Token) -> bool:
    if verb.tag_ == "VB" and verb.dep_ in ("xcomp", "advcl", "ccomp"):
        return any(child.dep_ == "aux" and child.lower_ == "to" for child in verb.children) and (
            verb.head.lemma_.lower() in _GO_ON or (verb.head.tag_ == "VBN" and verb.head.lemma_.lower() in _OPINES)
        )
    if verb.dep_ in ("ccomp", "parataxis"):
        return verb.tag_ == "VBG"
    return True


def _behind_relative(subject: Token, verb: Token) -> Token:
    if subject.tag_ not in ("WP", "WDT") or (verb.dep_ != "relcl" and subject.lower_ != "who"):
        return subject
    if subject.i == 0:
        return subject
    before = subject.i - 2 if subject.nbor(-1).text == "," else subject.i - 1
    nearest = subject.doc[max(before, 0)]
    if subject.lower_ == "who" and nearest != verb.head and nearest.pos_ == "PROPN" and not is_person(verb.head):
        return nearest
    return verb.head if verb.dep_ == "relcl" else subject


def joined(head: Token) -> Iterator[Token]:
    """Yield a noun and the nouns joined to it by "and", each a holder of its own."""
    yield head
    for child in head.conjuncts:
        if child.i > head.i and child.left_edge.nbor(-1).text != "&" and agent_class(child) is not None:
            yield child
