"""What a statement does: by its cue where that tells, by its wording where the cue is neutral, else by both."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from pourparler.evidence.claim import Act, Kind
from pourparler.evidence.extraction.acts import Wording, act_of_words, denied, traits_of
from pourparler.evidence.extraction.attribution import Attribution
from pourparler.evidence.extraction.cues import CueWord, words_for
from pourparler.evidence.extraction.page import Page
from pourparler.evidence.extraction.wordings import condition_in, found, stripped
from pourparler.evidence.extraction.wordlists import word_list

if TYPE_CHECKING:
    from spacy.tokens import Token

_VERBS = {
    Act.DEMAND: "demands", Act.OFFER: "offers", Act.SUPPORT: "supports", Act.OPPOSE: "opposes", Act.COMMIT: "commits",
    Act.APPEAL: "appeals", Act.ASSESS: "assesses", Act.PLAN: "plans", Act.THREATEN: "threatens",
}  # fmt: skip
_OPINIONS = word_list("acts", "opinions")
_LABELS = word_list("acts", "labels")
_STAFF = word_list("acts", "staff")
_OWN = frozenset({"its", "his", "her", "their", "my", "our"})
_CLEAR = 2.0


def act_of(page: Page, attribution: Attribution) -> Wording:
    """Return what an attribution does, other readings and the reason.

    Parameters
    ----------
    page : Page
    attribution : Attribution
        Whoever only passes words on does with them what the first speaker did.
    """
    if attribution.relays is not None:
        return act_of(page, attribution.relays)
    word, words = attribution.word, plain_words(part.of(page.text) for part in attribution.content)
    if is_silent(page, attribution):
        return Wording(Act.ASSESS, (Act.OPPOSE,), "the speaker keeps silent and takes no side")
    if word is None or word.act is None:
        reading = _by_wording(page, attribution, words)
    else:
        named = Wording(word.act, word.also, f'"{word.lemma}" {_VERBS[word.act]}')
        reading = _adjusted(page, attribution, word, words) or named
    if attribution.negated:
        return _denied(reading, word)
    return reading


def is_silent(page: Page, attribution: Attribution) -> bool:
    """Tell whether somebody only declines to speak ("declined to comment on ...", "has not said how ...")."""
    word, words = attribution.word, plain_words(part.of(page.text) for part in attribution.content)
    if word is None:
        return False
    if word.lemma in ("decline", "refuse") or "drawn" in word.lemma:
        return _opens(found("silence", words)) or "drawn" in word.lemma
    return attribution.negated and word.act is None and word.kind is Kind.SPEECH


def _opens(match: re.Match[str] | None) -> bool:
    return match is not None and match.start() == 0


def _denied(reading: Wording, word: CueWord | None) -> Wording:
    act, others = denied(reading.act, word.lemma if word is not None else "")
    if reading.act is Act.OFFER and word is not None and word.kind is Kind.SPEECH:
        act, others = Act.ASSESS, (Act.OPPOSE,)  # not to offer takes no side; not to be willing does
    also = tuple(dict.fromkeys(other for other in (*others, *reading.also) if other is not act))
    return Wording(act, also, f"{reading.why}, denied")


def _by_wording(page: Page, attribution: Attribution, words: str) -> Wording:
    noun = _stance_noun(page, attribution)
    if noun is not None:
        return noun
    word = attribution.word
    reading = act_of_words(words, direct=attribution.direct)
    if word is not None and word.lemma in ("suggest", "propose") and found("subjunctive", words):
        reading = Wording(Act.OFFER, (Act.APPEAL, Act.DEMAND), "the words say what might be done")
    if word is not None and word.lemma == "insist" and reading.act is Act.APPEAL:
        reading = Wording(Act.DEMAND, (Act.APPEAL, *reading.also), reading.why)
    if _against(attribution):
        reading = Wording(Act.OPPOSE, (Act.APPEAL, Act.THREATEN, Act.ASSESS), "the words are against something")
    elif word is not None and word.lemma == "warn":
        reading = _warned(attribution, words, reading)
    more = word.also if word is not None else ()
    also = tuple(dict.fromkeys(other for other in (*reading.also, *more) if other is not reading.act))
    return Wording(reading.act, also, reading.why)


def _against(attribution: Attribution) -> bool:
    """Tell "argued against reopening the price", "warned the company against going to court"."""
    cue = attribution.cue
    if cue is None or attribution.direct:
        return False
    return any(
        child.lower_ == "against" and child.i > cue.i and attribution.content[0].start <= child.right_edge.idx
        for child in cue.children
    )


def _warned(attribution: Attribution, words: str, reading: Wording) -> Wording:
    """A warning of harm to somebody threatens, any other tells of a danger."""
    if reading.act is Act.ASSESS and found("harm_ahead", words) and (condition_in(words) or found("hostile", words)):
        return Wording(Act.THREATEN, (Act.ASSESS,), "harm is announced")
    if reading.act is Act.ASSESS and attribution.direct and found("hostile", words):
        return Wording(Act.THREATEN, (Act.ASSESS,), "harm is announced")
    if reading.act in (Act.COMMIT, Act.PLAN) and found("harm_ahead", words):
        return Wording(Act.THREATEN, (Act.ASSESS, reading.act), "the speaker's side announces harm")
    return reading


def _adjusted(page: Page, attribution: Attribution, word: CueWord, words: str) -> Wording | None:
    """Return what a cue does with these words when that is not its usual act, or None."""
    if word.lemma in _LABELS:
        return _label(page, attribution, words)
    if word.lemma in _OPINIONS and word.act is Act.ASSESS:
        return _opinion(words, word)
    if word.lemma == "announce" and found("tender", words):
        return Wording(Act.OFFER, (Act.PLAN, Act.COMMIT), f'"{word.lemma}" tenders something')
    if word.act is Act.COMMIT and _is_harm(words):
        return Wording(Act.THREATEN, (Act.COMMIT, Act.PLAN), f'"{word.lemma}" announces harm')
    if word.lemma == "agree" and found("schedule", f"will {words.removeprefix('to ')}") and found("dated", words):
        return Wording(Act.PLAN, (Act.COMMIT,), f'"{word.lemma}" sets a date')
    if word.act in (Act.DEMAND, Act.APPEAL) and _own_staff(page, attribution):
        return Wording(Act.PLAN, (word.act, Act.COMMIT), "the speaker tells people of the same side what to do")
    if word.lemma in ("invite", "invitation") and not found("coming", words):
        return Wording(Act.APPEAL, (Act.OFFER, Act.DEMAND), f'"{word.lemma}" asks for more than to come')
    if word.lemma == "urge" and found("deadline", words):
        return Wording(Act.DEMAND, (Act.APPEAL,), f'"{word.lemma}" with a deadline demands')
    return None


def _is_harm(words: str) -> bool:
    bare = re.sub(r"^(?:that|to)\s+", "", words)
    return found("hostile", bare) is not None or (
        found("harm_ahead", f"will {bare}") is not None and condition_in(bare) is not None
    )


def _opinion(words: str, word: CueWord) -> Wording | None:
    """An opinion is a stance only where its words are clear ("thinks the plan a mistake", "ruled that ... must")."""
    clear = [trait for trait in traits_of(words) if trait.act in (Act.OPPOSE, Act.SUPPORT) and trait.weight >= _CLEAR]
    if not clear:
        return None
    best = max(clear, key=lambda trait: trait.weight)
    return Wording(best.act, (Act.ASSESS, *(act for act in word.also if act is not best.act)), best.why)


def _label(page: Page, attribution: Attribution, words: str) -> Wording:
    """Calling something something: by the label, which is mostly blame when its words are quoted for their colour."""
    bare = stripped(words)
    if found("bad_words", bare):
        return Wording(Act.OPPOSE, (Act.ASSESS,), "the label blames")
    if found("good_words", bare):
        return Wording(Act.SUPPORT, (Act.ASSESS,), "the label praises")
    return Wording(Act.ASSESS, (Act.OPPOSE, Act.SUPPORT), "the label neither praises nor blames in plain words")


def _own_staff(page: Page, attribution: Attribution) -> bool:
    """Tell whether those asked or told are the speaker's own people: "instructed its lawyers to apply"."""
    for noun in _asked(page, attribution):
        owner = next((child for child in noun.children if child.dep_ == "poss"), None)
        if owner is not None and owner.lower_ in _OWN and noun.lemma_.lower() in _STAFF:
            return True
    return False


def _asked(page: Page, attribution: Attribution) -> Iterable[Token]:
    cue = attribution.cue
    if cue is None:
        return
    for child in cue.children:
        if child.dep_ in ("dobj", "dative") and child.i > cue.i:
            yield child
        elif child.dep_ == "ccomp" and child.i > cue.i:
            yield from (inner for inner in child.children if inner.dep_ == "nsubj")


def plain_words(parts: Iterable[str]) -> str:
    """Return the words of a content without quotation marks and the commas inside them, for the wording rules.

    Examples
    --------
    >>> plain_words(["“We will not sign,”"])
    'We will not sign'
    """
    bare = (re.sub(r",?[“”„«»\"]|,(?=['’]$)|(?<!\w)['‘’]|['’](?!\w)", "", part).strip() for part in parts)
    return " ".join(bare)


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
    if act is Act.OPPOSE and any(child.dep_ in ("acl", "ccomp") and child.tag_ != "VBG" for child in noun.children):
        # A concern or fear that something is so tells how things are; one about a thing is against it.
        return Wording(Act.ASSESS, (Act.OPPOSE,), f'"{word.lemma}" that something is so')
    return Wording(act, word.also, f'"{word.lemma}" {_VERBS[act]}')
