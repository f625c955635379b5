"""Plain, neutral words for what a claim says: the act, and the source's own words. The same table for every party."""

from __future__ import annotations

import re
import unicodedata

from pourparler.evidence.claim import Act, Claim, Kind, QuoteType, Span
from pourparler.evidence.record import Evidence

_LONGEST_QUOTATION = 280
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_COMPLEMENTISER = re.compile(r"^(?:that|whether)\s+", re.IGNORECASE)

_VERBS = {
    Act.DEMAND: ("demands", "demand"),
    Act.OFFER: ("offers", "offer"),
    Act.SUPPORT: ("supports", "support"),
    Act.OPPOSE: ("opposes", "oppose"),
    Act.COMMIT: ("commits to", "commit to"),
    Act.APPEAL: ("calls for", "call for"),
    Act.ASSESS: ("says", "say"),
    Act.PLAN: ("plans", "plan"),
    Act.THREATEN: ("threatens", "threaten"),
}


def inert(text: str) -> str:
    """Return one line of text in which nothing is invisible and nothing turns the line round.

    Examples
    --------
    >>> inert("a\\n  b\\u202ec")
    'a b⟨U+202E⟩c'
    """
    line = " ".join(text.split())
    return "".join(f"⟨U+{ord(mark):04X}⟩" if unicodedata.category(mark) in _HIDDEN else mark for mark in line)


def verb(claim: Claim) -> str:
    """Return the act as a verb in the present tense.

    Examples
    --------
    >>> from pourparler.evidence.claim import Speaker
    >>> verb(Claim("a.1", "a", Kind.SPEECH, Speaker("x", None), None, (), QuoteType.DIRECT, Act.OFFER, negated=True))
    'does not offer'
    """
    told, denied = _VERBS[claim.act]
    return f"does not {denied}" if claim.negated else told


def manner(claim: Claim) -> str:
    """Say how the source gives the words, as a bracket; nothing for words that stand in quotation marks."""
    if claim.kind is Kind.ATTITUDE:
        return " (told by the writer)"
    return "" if claim.quote_type is QuoteType.DIRECT else " (as reported)"


def quotation(evidence: Evidence, claim: Claim) -> str | None:
    """Return the claim's words, verbatim and on one line; ``None`` when the source may not be quoted.

    A leading "that" and the comma before a closing quotation mark go; long words are cut at a space and say so.
    """
    if evidence.words(claim) is None:
        return None
    return " […] ".join(_trimmed(evidence.quote(claim.source, span)) for span in claim.content)


def span_words(evidence: Evidence, source: str, span: Span | None) -> str | None:
    """Return a span's words on one line; ``None`` without a span or when the source may not be quoted."""
    if span is None or evidence.sources[source].off_record:
        return None
    return _trimmed(evidence.quote(source, span))


def quoted(words: str) -> str:
    """Put words in quotation marks unless they carry their own.

    Examples
    --------
    >>> quoted("no deal"), quoted("“no deal”")
    ('“no deal”', '“no deal”')
    """
    return words if words[:1] in ("“", '"', "«", "„") and words[-1:] in ("”", '"', "»", "“") else f"“{words}”"


def marked(claim: Claim, words: str) -> str:
    """Return words of a claim so that only what was said in so many words stands in quotation marks."""
    return quoted(words) if claim.quote_type is QuoteType.DIRECT else f"{words}{manner(claim)}"


def sentence(evidence: Evidence, claim: Claim, speaker: str | None) -> str:
    """Return one neutral sentence: who (when it is not the party itself), the act, the source's words, the day.

    Reported words come with the source's own cue ("denied that ...", "aspires to ..."): without it they can say the
    opposite of what was said.

    Parameters
    ----------
    evidence : Evidence
    claim : Claim
    speaker : str or None
        The person or office that spoke; ``None`` leaves the subject to the heading.
    """
    words = _in_context(evidence, claim)
    head = f"{inert(speaker)} {verb(claim)}" if speaker else verb(claim)
    body = f"{head} (off the record, not quoted)" if words is None else f"{head}{manner(claim)}: {words}"
    day = f" ({claim.date})" if claim.date else ""
    full = f"{body}{day}"
    return full[:1].upper() + full[1:] + ("" if full[-1] in '.!?”"»' else ".")


def _in_context(evidence: Evidence, claim: Claim) -> str | None:
    """Return the words with the cue before them; words in quotation marks speak for themselves."""
    words = quotation(evidence, claim)
    if words is None or claim.cue is None or claim.quote_type is QuoteType.DIRECT:
        return words
    cue, first = claim.cue.span, claim.content[0]
    if cue.end > first.start:
        return words
    if evidence.texts[claim.source][cue.end : first.start].strip():
        return f"{inert(evidence.quote(claim.source, cue))} […] {words}"
    rest = [_trimmed(evidence.quote(claim.source, span)) for span in claim.content[1:]]
    return " […] ".join([_cut(inert(evidence.quote(claim.source, Span(cue.start, first.end)))), *rest])


def _trimmed(words: str) -> str:
    return _cut(_COMPLEMENTISER.sub("", inert(words)))


def _cut(line: str) -> str:
    line = re.sub(r",([”\"»])$", r"\1", line.rstrip(",;:"))
    if len(line) <= _LONGEST_QUOTATION:
        return line
    return line[:_LONGEST_QUOTATION].rsplit(" ", 1)[0] + " […]"
