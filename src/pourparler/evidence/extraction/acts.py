"""What a speaker does by saying it: the cue's own act first, then the wording of the content."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pourparler.evidence.claim import Act

_QUOTES = "“”\"'‘’«»„"
_SELF = r"(?:i|we|he|she|it|they|(?:his|her|its|their|our|my|the)\s+(?:\w+\s+)?(?:government|country|party|union|side|members|company|ministry|cabinet|delegation|parliament|army|office|federation|people))"
_WILL = r"(?:will|would|shall|(?:is|are|am|was|were)\s+going\s+to)|['’](?:ll|d)"
_HARM = (
    r"(?:strike|walk\s+(?:away|out)|shut|close|leave|quit|withdraw|retaliate|respond|attack|impose|requisition|block|suspend|cut|"
    r"cancel|expel|seize|boycott|sanction|punish|escalate|veto|not\s+(?:respect|hesitate|recognise|recognize)|"
    r"take\s+(?:action|measures|steps|legal)|challenge|bring\s+down|destroy|strike\s+back|raise\s+tariffs)"
)
_EVENT = (
    r"(?:meet|visit|travel|attend|address|hold|publish|circulate|begin|start|announce|speak|discuss|engage|continue|return|host|"
    r"send|present|receive|convene|take\s+part|participate|arrive|fly|table|resume|sign|open|launch|release|hear|decide|brief|put)"
)
_CONDITION = re.compile(
    r"\b(?:only\s+if|even\s+if|if|unless|provided(?:\s+that)?|providing(?:\s+that)?|on\s+(?:the\s+)?condition\s+that|"
    r"as\s+long\s+as|so\s+long\s+as|in\s+exchange\s+for|in\s+return\s+for|until|once)\b",
    re.IGNORECASE,
)
_TENDER = re.compile(
    r"\b(?:ready|willing|prepared|open)\s+to\b|\bcould\s+live\s+with\b|\bwould\s+(?:consider|accept|agree)\b|\bwe\s+(?:can\s+)?offer(?:ed)?\b"
    r"|\boffer(?:s|ed|ing)?\s+(?:to|a|an)\b|\bdoor\s+is\s+open\b",
    re.IGNORECASE,
)
_REFUSE = re.compile(
    r"\b(?:(?:will|would|can|could|shall)\s?(?:not|n['’]t|never)|won['’]t|cannot|can['’]t|never)\s+(?:\w+\s+)?(?:accept|agree|allow|tolerate|support|sign|"
    r"recogni[sz]e|negotiate|give|yield|permit|sail|back|ratify|be\s+(?:bought|part|acceptable))"
    r"|\b(?:unacceptable|non-?starter|out\s+of\s+the\s+question|reject(?:s|ed)?|oppos(?:e|es|ed)|refuse[sd]?|no\s+question\s+of|over\s+my\s+dead|"
    r"insult|disgrace|betrayal|surrender|red\s+line|nothing\s+to\s+discuss|breach)\b|\b(?:is|are|was)\s+(?:simply\s+)?not\s+(?:acceptable|so|true|negotiable)\b",
    re.IGNORECASE,
)
_ENDORSE = re.compile(
    r"\b(?:(?:i|we|he|she|they|it)\s+(?:fully\s+|strongly\s+)?(?:support|back|endorse|welcome|agree|favou?r)(?:s|ed)?|glad|pleased|delighted|"
    r"grateful|stands?\s+(?:with|by|behind)|stood\s+(?:with|by)|welcome\s+step|in\s+favou?r\s+of|good\s+(?:news|deal|step))\b",
    re.IGNORECASE,
)
_MUST = re.compile(
    r"\b(?:must|(?:has|have|had)\s+(?:got\s+)?to|demand(?:s|ed|ing)?|insist(?:s|ed|ing)?|(?:we|they|he|she|it|i)\s+wants?\b|wanted|be\s+(?:defined|withdrawn|returned|released|freed|lifted))\b",
    re.IGNORECASE,
)
_SHOULD = re.compile(
    r"\b(?:should|ought\s+to|needs?\s+to|needed|need|let\s+(?:us|them|him|her|it|both)|let['’]s|urge[sd]?|call(?:s|ed)?\s+(?:on|for)|appeal(?:s|ed)?|"
    r"hopes?|hoped|please|it\s+is\s+time|time\s+to|"
    r"importance|(?:is|are|was|were|be)\s+(?:\w+\s+)?(?:important|vital|crucial|necessary|essential|imperative))\b",
    re.IGNORECASE,
)
_OWN_WILL = re.compile(
    rf"\b{_SELF}\s*(?:{_WILL})\s+(?:also\s+|never\s+|only\s+)?(?P<not>not\s+|never\s+)?(?P<verb>\w+(?:\s+\w+)?)",
    re.IGNORECASE,
)
_HARM_AHEAD = re.compile(rf"\b(?:will|would|could|shall|can|going\s+to)\s+(?:\w+ly\s+)?{_HARM}", re.IGNORECASE)
_EVENT_AHEAD = re.compile(rf"^{_EVENT}\b", re.IGNORECASE)
_PROMISE = re.compile(r"\b(?:promise|pledge|commit(?:ted|ment)?|guarantee|vow|priority)\b", re.IGNORECASE)
_SCHEDULE = re.compile(
    rf"\b(?:will|would|(?:is|are|was|were)\s+(?:due|scheduled|set|expected|planning|planned)\s+to|plans?\s+to|intends?\s+to|are\s+to|is\s+to)\s+(?:\w+ly\s+)?{_EVENT}\b",
    re.IGNORECASE,
)
_IMPERATIVE = re.compile(
    r"^(?:do\s+not|don['’]t|stop|give|put|bring|take|come|come\s+back|sign|withdraw|release|leave|keep|let|end|open|return|respect|show)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Reading:
    """The act read off, other readings, and the plain reason."""

    act: Act
    also: tuple[Act, ...]
    why: str


def condition_in(words: str) -> re.Match[str] | None:
    """Return the first conditional conjunction of a content.

    Examples
    --------
    >>> condition_in("we will sign if the quota goes").group()
    'if'
    """
    return _CONDITION.search(words)


def act_of_words(words: str) -> Reading:
    """Return the act that the wording of a content suggests when its cue is neutral ("say", "tell").

    Parameters
    ----------
    words : str
        The content, quotation marks included.

    Examples
    --------
    >>> act_of_words("it would shut the mills if they sign").act.value
    'threaten'
    >>> act_of_words("that the flats had been empty").act.value
    'assess'
    """
    bare = words.strip(_QUOTES + " ")
    bare = re.sub(r"^(?:that|whether)\s+", "", bare)
    conditional = _CONDITION.search(bare) is not None
    if conditional and _HARM_AHEAD.search(bare):
        return Reading(Act.THREATEN, (Act.PLAN, Act.COMMIT, Act.ASSESS), "harm is announced on a condition")
    if _TENDER.search(bare) and not _REFUSE.search(bare):
        return Reading(Act.OFFER, (Act.SUPPORT, Act.COMMIT, Act.ASSESS), "the words tender something")
    own = _OWN_WILL.search(bare)
    if own is not None:
        return _own(own, bare, conditional)
    if _REFUSE.search(bare):
        return Reading(Act.OPPOSE, (Act.ASSESS, Act.DEMAND), "the words refuse or condemn")
    if _MUST.search(bare):
        return Reading(Act.DEMAND, (Act.APPEAL, Act.ASSESS), "the words say what must be done")
    if _IMPERATIVE.search(bare) or _SHOULD.search(bare):
        return Reading(Act.APPEAL, (Act.DEMAND, Act.ASSESS, Act.SUPPORT), "the words say what should be done")
    if _ENDORSE.search(bare):
        return Reading(Act.SUPPORT, (Act.ASSESS,), "the words back something")
    if _PROMISE.search(bare):
        return Reading(Act.COMMIT, (Act.SUPPORT, Act.ASSESS), "the words promise something")
    if _SCHEDULE.search(bare):
        return Reading(Act.PLAN, (Act.ASSESS, Act.COMMIT), "the words announce a date or step")
    return Reading(Act.ASSESS, (), "nothing in the words goes beyond telling how things are")


def _own(own: re.Match[str], bare: str, conditional: bool) -> Reading:
    if own["not"]:
        if _REFUSE.search(bare):
            return Reading(Act.OPPOSE, (Act.COMMIT, Act.ASSESS), "the speaker's side will not do something")
        return Reading(Act.COMMIT, (Act.OPPOSE, Act.PLAN), "the speaker's side says what it will not do")
    if conditional:
        return Reading(
            Act.OFFER, (Act.COMMIT, Act.DEMAND, Act.PLAN), "the speaker's side will do something on a condition"
        )
    if _EVENT_AHEAD.match(own["verb"]):
        return Reading(Act.PLAN, (Act.COMMIT, Act.ASSESS), "the speaker's side announces a step")
    return Reading(Act.COMMIT, (Act.PLAN, Act.OFFER), "the speaker's side says what it will do")


_DENIED = {
    Act.OPPOSE: (Act.SUPPORT, (Act.PLAN, Act.ASSESS, Act.OFFER)),
    Act.COMMIT: (Act.OPPOSE, (Act.ASSESS, Act.COMMIT)),
    Act.OFFER: (Act.OPPOSE, (Act.ASSESS,)),
    Act.SUPPORT: (Act.OPPOSE, (Act.ASSESS,)),
    Act.DEMAND: (Act.ASSESS, (Act.DEMAND,)),
    Act.PLAN: (Act.OPPOSE, (Act.PLAN, Act.ASSESS)),
    Act.APPEAL: (Act.OPPOSE, (Act.APPEAL, Act.ASSESS)),
    Act.THREATEN: (Act.ASSESS, (Act.THREATEN,)),
    Act.ASSESS: (Act.ASSESS, (Act.OPPOSE,)),
}


def denied(act: Act, lemma: str = "") -> tuple[Act, tuple[Act, ...]]:
    """Return what denying an act does, and what else it may be ("did not accept" opposes).

    Not ruling a step out keeps it as a plan.

    Examples
    --------
    >>> denied(Act.SUPPORT)[0].value
    'oppose'
    """
    if lemma in ("rule out", "exclude"):
        return Act.PLAN, (Act.THREATEN, Act.ASSESS, Act.OFFER)
    return _DENIED[act]
