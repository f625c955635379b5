"""Which earlier statements a draft contradicts, in their own words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pourparler.analysis.disclosure.public import quoted
from pourparler.analysis.ground import Ground, manner
from pourparler.analysis.positions.stands import speaker_name
from pourparler.analysis.saying.draft import FAVOUR, About, Draft, options_named
from pourparler.core.result import Mark
from pourparler.evidence.claim import Claim, Inconsistency, Span
from pourparler.evidence.stances import Stance

_KINDS = {
    "position-shift": "takes another side than the same speaker took",
    "same-party-tension": "takes another side than somebody of the same party",
    "conflicting-figures": "gives another figure",
    "conflicting-dates": "gives another date",
}


@dataclass(frozen=True)
class Earlier:
    """Words on file that stand against a draft.

    Parameters
    ----------
    day : str or None
    speaker : str
    words : str
        Verbatim, in marks.
    how : str
        How the source gives them.
    against : str
        What stands against what.
    marks : tuple of Mark
    """

    day: str | None
    speaker: str
    words: str
    how: str
    against: str
    marks: tuple[Mark, ...]


def earlier(ground: Ground, draft: Draft, sentences: tuple[About, ...]) -> tuple[Earlier, ...]:
    """Return the words that stand against a draft, newest first, each once."""
    found: dict[tuple[str, str], Earlier] = {}
    for one in draft.contradictions:
        for item in _told(ground, draft, one):
            found.setdefault((item.words, item.speaker), item)
    for about in sentences:
        for item in _other_side(ground, draft, about):
            found.setdefault((item.words, item.speaker), item)
    ordered = sorted(found.values(), key=lambda item: (item.speaker, item.words))
    return tuple(sorted(ordered, key=lambda item: item.day or "", reverse=True))


def _told(ground: Ground, draft: Draft, found: Inconsistency) -> Iterator[Earlier]:
    """Yield the other spans of what was found between sources."""
    evidence = ground.evidence
    claims = {claim.id: claim for claim in (evidence.by_id[id_].claim for id_ in found.claims if id_ in evidence.by_id)}
    against = _KINDS.get(found.type, found.type.replace("-", " "))
    for source, span in found.evidence:
        if source == draft.source:
            continue
        claim = next((one for one in claims.values() if _holds(one, source, span)), None)
        if claim is not None:
            yield _of_claim(ground, claim, against)
        elif not evidence.sources[source].off_record:
            words = f"‘{evidence.quote(source, span)}’"
            yield Earlier(evidence.sources[source].date, source, words, "in the source's words", against, ())


def _holds(claim: Claim, source: str, span: Span) -> bool:
    return claim.source == source and any(part.overlaps(span) for part in claim.content)


def _other_side(ground: Ground, draft: Draft, about: About) -> Iterator[Earlier]:
    """Yield claims of the same party that take the other side on an issue, or on an option of it that both name."""
    if not (about.favours or about.opposes):
        return
    for reviewed, seat, subject in ground.claims:
        claim = reviewed.claim
        stance = ground.stance(claim)
        other = stance in FAVOUR if about.opposes else stance is Stance.OPPOSES
        if claim.source == draft.source or seat.id != about.about or stance is None or not other:
            continue
        issue = next((one for one in about.options if _same(about, claim, one, subject)), None)
        if issue is not None and about.stance is not None:
            against = f"{seat.name} {stance.value} there, on {ground.subjects.name(issue)}"
            yield _of_claim(ground, claim, f"{against}; the draft {about.stance.value}")


def _same(about: About, claim: Claim, issue: str, subject: str | None) -> bool:
    """Tell whether a claim is about an issue of the draft: not where each names another option of it."""
    entry = about.case.issue(issue)
    if entry is None:
        return False
    words = " ".join(about.ground.evidence.quote(claim.source, span) for span in claim.content)
    named = options_named(entry, words, 1 if subject == issue else 2, about.names)
    ours = about.options[issue]
    return bool(set(named) & set(ours)) if named and ours else subject == issue or bool(named)


def _of_claim(ground: Ground, claim: Claim, against: str) -> Earlier:
    words = quoted(ground.evidence.words(claim), claim, None)
    day = ground.evidence.day(claim)
    return Earlier(day, speaker_name(ground, claim), words, manner(claim), against, (Mark("claim", claim.id),))
