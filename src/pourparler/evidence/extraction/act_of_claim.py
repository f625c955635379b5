"""What a statement does: by its cue where that tells, by its wording where the cue is neutral, else by both."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pourparler.evidence.claim import Act, Kind
from pourparler.evidence.extraction.act_by_cue import VERBS, against, by_cue, is_scant, one_word, told_to, warned
from pourparler.evidence.extraction.acts import TIES, Wording, act_of_words, denied
from pourparler.evidence.extraction.attribution import Attribution
from pourparler.evidence.extraction.cues import words_for
from pourparler.evidence.extraction.noun_phrases import is_anonymous
from pourparler.evidence.extraction.own_will import own_will
from pourparler.evidence.extraction.page import Page
from pourparler.evidence.extraction.wordings import found, plain_words
from pourparler.evidence.extraction.wordlists import word_list

if TYPE_CHECKING:
    pass

_GIVING_UP = word_list("acts", "giving_up")
_IDLE_COMMANDS = word_list("acts", "idle_commands")
_HOLDING_BACK = frozenset({"refrain", "abstain", "shrink", "shy"})
_OWN_NOUNS = re.compile(r"\b(?:we|i|our|us|my|their own)\b", re.IGNORECASE)


def act_of(page: Page, attribution: Attribution) -> Wording:
    """Return what an attribution does, other readings and the reason.

    Parameters
    ----------
    page : Page
    attribution : Attribution
        Whoever only passes words on does with them what the first speaker did.

    Notes
    -----
    In this order: who declines to speak; what the cue says of itself ("rejected"), unless its words say otherwise;
    for a neutral cue ("said") what the words say, by who is to act and how; last, whether the whole is denied.
    """
    if attribution.relays is not None:
        return act_of(page, attribution.relays)
    word, words = attribution.word, plain_words(part.of(page.text) for part in attribution.content)
    if is_silent(page, attribution):
        if word is not None and "drawn" in word.lemma:
            return Wording(Act.OPPOSE, (Act.ASSESS,), "the speaker will not be drawn")
        return Wording(Act.ASSESS, (Act.OPPOSE,), "the speaker keeps silent and takes no side")
    if word is None or word.act is None:
        reading = one_word(attribution, word, words) or _by_wording(page, attribution, words)
    else:
        named = Wording(word.act, word.also, f'"{word.lemma}" {VERBS[word.act]}')
        reading = by_cue(page, attribution, word, words) or named
    if attribution.negated or _held_back(attribution):
        return _denied(page, attribution, reading, words)
    return reading


def is_silent(page: Page, attribution: Attribution) -> bool:
    """Tell whether somebody only declines to speak ("declined to comment on ...", "has not said how ...")."""
    word, words = attribution.word, plain_words(part.of(page.text) for part in attribution.content)
    if word is None:
        return False
    if word.lemma in ("decline", "refuse") or "drawn" in word.lemma:
        return _opens(found("silence", words)) or "drawn" in word.lemma
    said = word.act is None and word.kind is Kind.SPEECH and word.lemma != "share"
    return attribution.negated and said


def _opens(match: re.Match[str] | None) -> bool:
    return match is not None and match.start() == 0


def _held_back(attribution: Attribution) -> bool:
    """Tell "refrained from endorsing": the act is what somebody keeps from doing."""
    cue = attribution.cue
    if cue is None or cue.dep_ != "pcomp":
        return False
    return cue.head.head.lemma_.lower() in _HOLDING_BACK


def _denied(page: Page, attribution: Attribution, reading: Wording, words: str) -> Wording:
    word = attribution.word
    lemma = word.lemma if word is not None else ""
    if lemma in _GIVING_UP:
        kept = _stance_noun(page, attribution) or Wording(Act.DEMAND, (), "")
        return Wording(kept.act, (*kept.also, Act.OPPOSE), f'"{lemma}" denied keeps up what is named')
    act, others = denied(reading.act, lemma)
    if reading.act is Act.OFFER and word is not None and word.kind is Kind.SPEECH:
        act, others = Act.ASSESS, (Act.OPPOSE,)  # not to offer takes no side; not to be willing does
    if lemma in ("persuaded", "convinced", "persuade", "convince") and not words.startswith("that "):
        act, others = Act.OPPOSE, (Act.ASSESS,)
    also = tuple(dict.fromkeys(other for other in (*others, *reading.also) if other is not act))
    return Wording(act, also, f"{reading.why}, denied")


def _by_wording(page: Page, attribution: Attribution, words: str) -> Wording:
    noun = _stance_noun(page, attribution)
    if noun is not None:
        return noun
    told = told_to(page, attribution, words)
    if told is not None:
        return told
    word, many = attribution.word, _many(attribution)
    reading = act_of_words(words, direct=attribution.direct, many=many, names=_names(page, attribution))
    if (
        word is not None
        and word.lemma in ("suggest", "propose")
        and (found("subjunctive", words) or _in_subjunctive(attribution))
    ):
        reading = Wording(Act.OFFER, (Act.APPEAL, Act.DEMAND), "the words say what might be done")
    if reading.act is Act.ASSESS and attribution.direct and _commands(page, attribution):
        reading = Wording(Act.DEMAND, (Act.APPEAL, Act.ASSESS), "the words tell somebody what to do")
    if word is not None and word.lemma == "hint" and reading.act is Act.ASSESS and _opens(found("concessions", words)):
        reading = Wording(Act.OFFER, (Act.ASSESS, Act.PLAN), "the words name something that may be given")
    if word is not None and word.lemma == "insist" and (reading.act is Act.APPEAL or _in_subjunctive(attribution)):
        reading = Wording(Act.DEMAND, (Act.APPEAL, *reading.also), reading.why)
    if against(attribution):
        reading = Wording(Act.OPPOSE, (Act.APPEAL, Act.THREATEN, Act.ASSESS), "the words are against something")
    elif word is not None and word.lemma == "warn":
        reading = warned(attribution, words, reading, many=many)
    elif _of_others(attribution, words, reading):
        reading = Wording(Act.ASSESS, (reading.act,), "somebody unnamed tells what others do")
    more = word.also if word is not None else ()
    also = tuple(dict.fromkeys(other for other in (*reading.also, *more) if other is not reading.act))
    return Wording(reading.act, also, reading.why)


def _commands(page: Page, attribution: Attribution) -> bool:
    """Tell whether a part of a quotation opens with a verb that tells somebody what to do ("Pay them")."""
    for part in attribution.content:
        first = page.first_token(part.start)
        last = page.first_token(part.end)
        token = next((one for one in page.doc[first:last] if not one.is_punct and not one.is_space), None)
        if token is None or token.tag_ not in ("VB", "VBP") or token.lemma_.lower() in _IDLE_COMMANDS:
            continue
        if token.is_title and not any(child.dep_ in ("nsubj", "nsubjpass", "aux") for child in token.children):
            return True
    return False


def _names(page: Page, attribution: Attribution) -> frozenset[str]:
    """Return the names in what is reported; whoever is unnamed tells of others."""
    if attribution.direct or attribution.holder is None or is_anonymous(attribution.holder):
        return frozenset()
    first, last = attribution.content[0].start, attribution.content[-1].end
    tokens = page.doc[page.first_token(first) : page.first_token(last)]
    return frozenset(token.text for token in tokens if token.pos_ == "PROPN" and token.dep_ in ("nsubj", "nsubjpass"))


def _many(attribution: Attribution) -> bool:
    """Tell whether several speak: then "it" and "she" are not the speaker."""
    holder = attribution.holder
    return holder is not None and holder.tag_ == "NNS"


def _of_others(attribution: Attribution, words: str, reading: Wording) -> bool:
    """Tell whether an unnamed source tells what somebody else is willing to do or refuses ("aides say he is ...")."""
    holder = attribution.holder
    if holder is None or attribution.direct or not is_anonymous(holder) or _OWN_NOUNS.search(words):
        return False
    if reading.act is Act.OPPOSE:
        told = found("flat_refusal", words) or found("oppose_phrase", words)
        return told is not None and re.search(r"\b(?:he|she|they)\b", words) is not None
    return reading.act in TIES and (_many(attribution) or own_will(words) is None)


def _in_subjunctive(attribution: Attribution) -> bool:
    """Tell "suggests that disputes go to a panel" from "suggests that disputes went to a panel"."""
    cue = attribution.cue
    if cue is None:
        return False
    clause = next((child for child in cue.children if child.dep_ == "ccomp" and child.i > cue.i), None)
    if clause is None or not any(child.lower_ == "that" for child in clause.children):
        return False
    return clause.tag_ in ("VB", "VBP") and not any(
        child.dep_ in ("aux", "auxpass") and child.lower_ != "be" for child in clause.children
    )


def _stance_noun(page: Page, attribution: Attribution) -> Wording | None:
    """Return what the noun does that a cue has for its object ("express support", "raise concerns"), or None."""
    if attribution.word is None or not attribution.word.frames & {"obj", "objn"} or attribution.cue is None:
        return None
    start, end = attribution.content[0].start, attribution.content[0].end
    noun = next(
        (child for child in attribution.cue.children if child.dep_ == "dobj" and start <= child.idx < end), None
    )
    words = words_for("n", page.lemmas[noun.i]) if noun is not None else ()
    if noun is None or not words or words[0].act is None:
        return None
    word, act = words[0], words[0].act
    if is_scant(noun):
        return Wording(Act.ASSESS, (Act.OPPOSE, act), f'little or no "{word.lemma}"')
    if attribution.word.lemma == "share" and word.lemma in ("view", "opinion", "belief", "conviction", "assessment"):
        return Wording(Act.SUPPORT, (Act.ASSESS,), f'"share" somebody\'s "{word.lemma}" agrees')
    if attribution.word.lemma == "confirm":
        return Wording(Act.ASSESS, (act,), f'"confirm" that there is a "{word.lemma}"')
    if (
        act is Act.OPPOSE
        and word.lemma != "regret"
        and any(child.dep_ in ("acl", "ccomp") and child.tag_ != "VBG" for child in noun.children)
    ):
        # A concern or fear that something is so tells how things are; one about a thing is against it.
        return Wording(Act.ASSESS, (Act.OPPOSE,), f'"{word.lemma}" that something is so')
    return Wording(act, word.also, f'"{word.lemma}" {VERBS[act]}')
