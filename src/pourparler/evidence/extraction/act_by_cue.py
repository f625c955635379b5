"""What a cue does with its words where that is not its usual act ("vowed to fight", "called the toll an insult")."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from pourparler.evidence.claim import Act
from pourparler.evidence.extraction.acts import Wording, is_undone, traits_of
from pourparler.evidence.extraction.agents import agent_class
from pourparler.evidence.extraction.attribution import Attribution
from pourparler.evidence.extraction.cues import CueWord, words_for
from pourparler.evidence.extraction.own_will import own_will
from pourparler.evidence.extraction.page import Page
from pourparler.evidence.extraction.wordings import condition_in, found, stripped
from pourparler.evidence.extraction.wordlists import word_list

if TYPE_CHECKING:
    from spacy.tokens import Token

VERBS = {
    Act.DEMAND: "demands", Act.OFFER: "offers", Act.SUPPORT: "supports", Act.OPPOSE: "opposes", Act.COMMIT: "commits",
    Act.APPEAL: "appeals", Act.ASSESS: "assesses", Act.PLAN: "plans", Act.THREATEN: "threatens",
}  # fmt: skip
_OPINIONS = word_list("acts", "opinions")
_LABELS = word_list("acts", "labels")
_STAFF = word_list("acts", "staff")
_OWN = frozenset({"its", "his", "her", "their", "my", "our"})
_WORRIES = frozenset({"alarm", "concern", "unease", "worry"})
_LITTLE = frozenset({"no", "little", "few", "scant", "less", "scarce"})
_CLEAR = 2.0


def by_cue(page: Page, attribution: Attribution, word: CueWord, words: str) -> Wording | None:
    """Return what a cue with an act of its own does with these words when that is another act, or None.

    Parameters
    ----------
    page : Page
    attribution : Attribution
    word : CueWord
        Its line of the cue table, with an act.
    words : str
        The content without quotation marks.
    """
    if word.part == "n" and word.act is not Act.OPPOSE and attribution.cue is not None and is_scant(attribution.cue):
        return Wording(Act.ASSESS, (Act.OPPOSE, word.act or Act.APPEAL), f'little or no "{word.lemma}"')
    if word.part == "v" and word.lemma in _LABELS:
        return _label(page, attribution, words)
    if word.lemma in _OPINIONS and word.act is Act.ASSESS:
        return _opinion(words, word)
    return (
        one_word(attribution, word, words)
        or _promise(attribution, word, words)
        or _asking(page, attribution, word, words)
    )


def _promise(attribution: Attribution, word: CueWord, words: str) -> Wording | None:
    """Return what a promise, plan or announcement does that is none: it threatens, offers, sets a date or tells."""
    name = f'"{word.lemma}"'
    if word.lemma == "announce" and found("tender", words):
        return Wording(Act.OFFER, (Act.PLAN, Act.COMMIT), f"{name} tenders something")
    if word.act in (Act.COMMIT, Act.PLAN) and attribution.cue is not None and _is_past(attribution):
        return Wording(Act.ASSESS, (word.act, Act.SUPPORT), f"{name} something that is done")
    if word.act is Act.COMMIT and _is_harm(words, word.lemma):
        return Wording(Act.THREATEN, (Act.COMMIT, Act.PLAN), f"{name} announces harm")
    if word.lemma == "agree" and found("schedule", f"will {words.removeprefix('to ')}") and found("dated", words):
        return Wording(Act.PLAN, (Act.COMMIT,), f"{name} sets a date")
    return None


def _asking(page: Page, attribution: Attribution, word: CueWord, words: str) -> Wording | None:
    """Return what asking does that neither demands nor appeals in the usual way."""
    name = f'"{word.lemma}"'
    if word.act in (Act.DEMAND, Act.APPEAL) and _own_staff(page, attribution):
        return Wording(Act.PLAN, (word.act, Act.COMMIT), "the speaker tells people of the same side what to do")
    if word.lemma in ("invite", "invitation") and not found("coming", words):
        return Wording(Act.APPEAL, (Act.OFFER, Act.DEMAND), f"{name} asks for more than to come")
    if word.lemma == "urge" and found("deadline", words):
        return Wording(Act.DEMAND, (Act.APPEAL,), f"{name} with a deadline demands")
    if word.lemma in ("call for", "call") and word.part == "v" and _opens("lenient_nouns", words):
        return Wording(Act.APPEAL, (Act.DEMAND,), f"{name} for forbearance appeals")
    if word.lemma == "ask" and word.act is Act.APPEAL and re.match(r"for .* to be\b", words):
        return Wording(Act.DEMAND, (Act.APPEAL,), f"{name} that something be done demands it")
    if word.lemma == "hope" and word.part == "v" and re.match(r"to (?!see|hear)", words):
        return Wording(Act.PLAN, (Act.APPEAL, Act.ASSESS), f"{name} to do something plans it")
    if word.lemma in ("request", "ask") and word.part == "v" and _asks_for_a_thing(attribution, word.lemma):
        return Wording(Act.DEMAND, (Act.APPEAL,), f"{name} for a thing demands it")
    if word.lemma == "plead" and not words.startswith(("for ", "with ", "that ", "to ")) and not attribution.direct:
        return _pleaded(attribution, word)
    if word.lemma == "expect" and word.act is Act.ASSESS and _expects_of_somebody(page, attribution):
        return Wording(Act.DEMAND, (Act.ASSESS, Act.APPEAL), f"{name} somebody to do something demands it")
    return None


def _asks_for_a_thing(attribution: Attribution, lemma: str) -> bool:
    cue = attribution.cue
    if cue is None or attribution.direct:
        return False
    after = [child for child in cue.children if child.i > cue.i]
    if any(child.dep_ in ("ccomp", "xcomp") for child in after):
        return False
    if lemma == "ask":
        return not any(child.dep_ == "dobj" for child in after) and any(
            child.dep_ == "prep" and child.lower_ == "for" for child in after
        )
    return any(child.dep_ == "dobj" for child in after)


def _pleaded(attribution: Attribution, word: CueWord) -> Wording | None:
    cue = attribution.cue
    if cue is None or not any(child.dep_ == "dobj" and child.i > cue.i for child in cue.children):
        return None
    return Wording(Act.ASSESS, (Act.OPPOSE, Act.APPEAL), f'"{word.lemma}" something gives it for a reason')


def _expects_of_somebody(page: Page, attribution: Attribution) -> bool:
    """Tell "expects the Union to open its market" from "expects the first ship in March"."""
    cue = attribution.cue
    if cue is None:
        return False
    for clause in cue.children:
        if clause.dep_ not in ("ccomp", "xcomp") or clause.i < cue.i or clause.lemma_ in ("be", "have", "resume"):
            continue
        if clause.tag_ == "VB" and any(
            child.dep_ == "nsubj" and child.i > cue.i and (child.pos_ == "PROPN" or child.ent_type_ in _SOMEBODY)
            for child in clause.children
        ):
            return True
    return False


_SOMEBODY = frozenset({"ORG", "GPE", "NORP", "PERSON"})


def one_word(attribution: Attribution, word: CueWord | None, words: str) -> Wording | None:
    """Return what single words do beside their usual act."""
    if word is None:
        return None
    lemma, cue = word.lemma, attribution.cue
    name = f'"{lemma}"'
    if lemma in ("accept", "concur") and not attribution.negated and _tells(attribution, words):
        return Wording(Act.ASSESS, (Act.SUPPORT,), f"{name} that something is so")
    if lemma == "note" and cue is not None and (feeling := _feeling(cue)) is not None:
        return feeling
    if lemma == "question" and re.match(r"(?:whether|how|why|what|who|when|where|if)\b", words):
        return Wording(Act.ASSESS, (Act.OPPOSE,), f"{name} asks")
    if lemma == "trust" and word.part == "v" and re.search(r"\b(?:will|would|shall|can|could)\b", words):
        return Wording(Act.APPEAL, (Act.ASSESS, Act.DEMAND), f"{name} that something will be done asks for it")
    if lemma in ("authorise", "authorize") and re.search(r"\b(?:strikes?|walkouts?|stoppages?|force|action)\b", words):
        return Wording(Act.THREATEN, (Act.PLAN, Act.SUPPORT), f"{name} harm")
    if lemma == "rule out" and words.startswith(("nothing", "no ")):
        return Wording(Act.ASSESS, (Act.PLAN,), f"{name} nothing")
    if lemma == "stand by" and re.search(
        r"\b(?:account|claims?|decision|estimates?|figures?|numbers?|remarks?|report|ruling|statement|story|version|words)\b",
        words,
    ):
        return Wording(Act.ASSESS, (Act.SUPPORT,), f"{name} what was said")
    if lemma == "look forward to" and (
        found("dated", words) or re.search(r"\b(?:next|meeting|round|seeing|summit|welcoming)\b", words)
    ):
        return Wording(Act.PLAN, (Act.SUPPORT, Act.ASSESS), f"{name} something on a day")
    if lemma in ("predict", "foresee", "forecast") and found("or_else", words) and found("stoppage", words):
        return Wording(Act.THREATEN, (Act.ASSESS,), f"{name} harm on a condition")
    if lemma == "blame" and cue is not None and not attribution.direct and not _somebody(cue):
        return Wording(Act.ASSESS, (Act.OPPOSE,), f"{name} a thing and nobody")
    return None


def _feeling(cue: Token) -> Wording | None:
    """Return what "noted with appreciation" or "noted with regret" does."""
    for child in cue.children:
        if child.lower_ == "with" and child.i <= cue.i + 2:
            nouns = [noun for inner in child.children for noun in words_for("n", inner.lemma_.lower())]
            if any(other.dep_ == "ccomp" for other in cue.children):
                return None
            if nouns and nouns[0].act in (Act.SUPPORT, Act.OPPOSE) and nouns[0].lemma not in _WORRIES:
                return Wording(nouns[0].act, (Act.ASSESS,), f'"{cue.lemma_} with {nouns[0].lemma}"')
    return None


def is_scant(noun: Token) -> bool:
    """Tell whether there is little or nothing of what a noun names ("little hope")."""
    return any(child.lower_ in _LITTLE for child in noun.children)


def _somebody(cue: Token) -> bool:
    objects = [child for child in cue.children if child.dep_ == "dobj" and child.i > cue.i]
    return any(
        one.pos_ in ("PROPN", "PRON") or one.ent_type_ in _SOMEBODY or agent_class(one) is not None for one in objects
    )


def _clause(attribution: Attribution) -> Token | None:
    cue = attribution.cue
    if cue is None:
        return None
    return next((child for child in cue.children if child.dep_ == "ccomp" and child.i > cue.i), None)


def _tells(attribution: Attribution, words: str) -> bool:
    """Tell whether a clause says how things are, and not what must or will be."""
    return _clause(attribution) is not None and not re.search(
        r"\b(?:must|should|need|needs|will|would|shall|may|might|to be)\b", words
    )


def _is_past(attribution: Attribution) -> bool:
    """Tell "announced that they have reached ..." and "swears that she has promised ..."."""
    clause = _clause(attribution)
    if clause is None or clause.tag_ != "VBN":
        return False
    return any(child.dep_ == "aux" and child.lemma_.lower() == "have" for child in clause.children)


def _to_do(attribution: Attribution) -> bool:
    cue = attribution.cue
    if cue is None or attribution.direct:
        return False
    return any(
        clause.dep_ in ("ccomp", "xcomp")
        and clause.i > cue.i
        and any(child.lower_ == "to" and child.dep_ == "aux" for child in clause.children)
        and not any(child.tag_ == "MD" for child in clause.children)
        for clause in cue.children
    )


def told_to(page: Page, attribution: Attribution, words: str) -> Wording | None:
    """Return what telling or warning somebody to do something does ("told Caldor to pull back"), or None."""
    word = attribution.word
    if word is None or word.lemma not in ("tell", "warn", "caution", "remind") or not _to_do(attribution):
        return None
    if word.lemma == "tell" and _own_staff(page, attribution):
        return Wording(Act.PLAN, (Act.DEMAND, Act.COMMIT), "the speaker tells people of the same side what to do")
    if word.lemma == "tell":
        return Wording(Act.DEMAND, (Act.APPEAL,), '"tell" somebody to do something demands it')
    if word.lemma == "warn" and re.match(r"(?:[^.,;]+ )?not to\b", words):
        return Wording(Act.THREATEN, (Act.APPEAL, Act.OPPOSE, Act.DEMAND), '"warn" somebody off threatens')
    return Wording(Act.APPEAL, (Act.DEMAND, Act.ASSESS), f'"{word.lemma}" somebody to do something asks for it')


def warned(attribution: Attribution, words: str, reading: Wording, *, many: bool = False) -> Wording:
    """Return what a warning does: of harm by the speaker's side it threatens, any other tells of a danger."""
    if reading.act is Act.ASSESS and found("harm_ahead", words) and (condition_in(words) or found("hostile", words)):
        return Wording(Act.THREATEN, (Act.ASSESS,), "harm is announced")
    if reading.act is Act.ASSESS and attribution.direct and found("hostile", words):
        return Wording(Act.THREATEN, (Act.ASSESS,), "harm is announced")
    own = own_will(words, direct=attribution.direct, many=many)
    if reading.act is Act.PLAN and own is None:
        return Wording(Act.ASSESS, (Act.PLAN, Act.THREATEN), "the words tell of what is to come")
    if reading.act in (Act.COMMIT, Act.PLAN, Act.OPPOSE) and own is not None:
        return Wording(Act.THREATEN, (Act.ASSESS, reading.act), "the speaker's side announces harm")
    return reading


def _is_harm(words: str, lemma: str) -> bool:
    bare = re.sub(r"^(?:that|to)\s+", "", words)
    if lemma in ("vow", "swear", "promise") and _opens("harm_nouns", bare):
        return True
    if lemma in ("vow", "swear") and _opens("harm", bare):
        return True
    return found("hostile", bare) is not None or (
        found("harm_ahead", f"will {bare}") is not None and condition_in(bare) is not None
    )


def _opens(name: str, words: str) -> bool:
    match = found(name, words)
    return match is not None and match.start() == 0


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
    bad, good = found("bad_words", bare), found("good_words", bare)
    if bad is not None and not is_undone(bare, bad.start()):
        return Wording(Act.OPPOSE, (Act.ASSESS,), "the label blames")
    if good is not None and not is_undone(bare, good.start()):
        return Wording(Act.SUPPORT, (Act.ASSESS,), "the label praises")
    return Wording(Act.ASSESS, (Act.OPPOSE, Act.SUPPORT), "the label neither praises nor blames in plain words")


def against(attribution: Attribution) -> bool:
    """Tell "argued against reopening the price", "warned the company against going to court"."""
    cue = attribution.cue
    if cue is None or attribution.direct:
        return False
    return any(
        child.lower_ == "against" and child.i > cue.i and attribution.content[0].start <= child.right_edge.idx
        for child in cue.children
    )


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
