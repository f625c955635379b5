"""Plain, neutral words for what a claim says: the act, and the source's own words. The same table for every party."""

from __future__ import annotations

import re

from pourparler.core.inert import one_line
from pourparler.evidence.claim import Act, Claim, Kind, QuoteType, Span
from pourparler.evidence.record import Evidence

_LONGEST_QUOTATION = 280
_COMPLEMENTISER = re.compile(r"^(?:that|whether)\s+", re.IGNORECASE)

# The act of a claim already is what its words amount to after a denial: a denial needs no other verb.
_VERBS = {
    Act.DEMAND: "demands",
    Act.OFFER: "offers",
    Act.SUPPORT: "supports",
    Act.OPPOSE: "opposes",
    Act.COMMIT: "commits to",
    Act.APPEAL: "calls for",
    Act.ASSESS: "says",
    Act.PLAN: "plans",
    Act.THREATEN: "threatens",
}


def verb(claim: Claim, *, sided: bool = True) -> str:
    """Return the act as a verb in the present tense.

    Parameters
    ----------
    claim : Claim
    sided : bool
        Whether the claim takes a stance; declining to comment takes none, whatever the act.

    Examples
    --------
    >>> from pourparler.evidence.claim import Speaker
    >>> verb(Claim("a.1", "a", Kind.SPEECH, Speaker("x", None), None, (), QuoteType.DIRECT, Act.OFFER))
    'offers'
    """
    return _VERBS[claim.act if sided or claim.act is Act.PLAN else Act.ASSESS]


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


def sentence(evidence: Evidence, claim: Claim, speaker: str | None, *, sided: bool = True) -> str:
    """Return one neutral sentence: who (when it is not the party itself), the act, the source's words, the day.

    Reported words come with the source's own cue ("denied that ...", "aspires to ..."): without it they can say the
    opposite of what was said.

    Parameters
    ----------
    evidence : Evidence
    claim : Claim
    speaker : str or None
        The person or office that spoke; ``None`` leaves the subject to the heading.
    sided : bool
        Whether the claim takes a stance.
    """
    words = _in_context(evidence, claim)
    act = verb(claim, sided=sided)
    head = f"{one_line(speaker)} {act}" if speaker else act
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
        return f"{one_line(evidence.quote(claim.source, cue))} […] {words}"
    rest = [_trimmed(evidence.quote(claim.source, span)) for span in claim.content[1:]]
    return " […] ".join([_cut(one_line(evidence.quote(claim.source, Span(cue.start, first.end)))), *rest])


def _trimmed(words: str) -> str:
    return _cut(_COMPLEMENTISER.sub("", one_line(words)))


def _cut(line: str) -> str:
    line = re.sub(r",([”\"»])$", r"\1", line.rstrip(",;:"))
    if len(line) <= _LONGEST_QUOTATION:
        return line
    return line[:_LONGEST_QUOTATION].rsplit(" ", 1)[0] + " […]"
