"""What moved in the evidence since a brief was kept: sources, what rested on them, claims, meetings."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields

from pourparler.evidence.claim import Claim, Meeting, Review, Span
from pourparler.evidence.kept import KeptEvidence
from pourparler.evidence.record import Decision, Evidence, ReviewedClaim, Source, Standing

Cited = Sequence[tuple[str, str]]
"""Pairs of claim id and the path in the case that rests on it."""


@dataclass(frozen=True, slots=True)
class NewSource:
    """A source that was not there."""

    source: Source
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fallen:
    """A source that may no longer be relied on, with what rested on it.

    Attributes
    ----------
    source : Source
        As it is now; as it was when it is gone.
    why : str
        ``retracted``, ``superseded`` or ``removed``.
    claims : tuple of str
        Its claims in the kept brief.
    rested, rests : tuple of str
        Paths of the case that cited one of them then, and that still do.
    """

    source: Source
    why: str
    claims: tuple[str, ...]
    rested: tuple[str, ...] = ()
    rests: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Marked:
    """Something that people now say otherwise of a source."""

    source: Source
    what: str
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class Gone:
    """A claim of a source that is still there, which no longer counts; ``why`` says so."""

    reviewed: ReviewedClaim
    why: str


@dataclass(frozen=True, slots=True)
class Altered:
    """A claim that was reviewed, or is read otherwise, with each field that changed: name, old, new."""

    reviewed: ReviewedClaim
    before: Review
    fields: tuple[tuple[str, str | None, str | None], ...] = ()


@dataclass(frozen=True, slots=True)
class Met:
    """A meeting that reporting did not tell of, or tells otherwise: ``before`` is how it was told."""

    source: str
    meeting: Meeting
    before: Meeting | None = None


@dataclass(frozen=True)
class EvidenceChanges:
    """What moved in the evidence; each part in the order of its ids.

    Attributes
    ----------
    new_claims : tuple of str
        Claims of sources that were there already: found anew, or added by hand.
    """

    new_sources: tuple[NewSource, ...] = ()
    fallen: tuple[Fallen, ...] = ()
    restored: tuple[Source, ...] = ()
    marked: tuple[Marked, ...] = ()
    new_claims: tuple[str, ...] = ()
    gone: tuple[Gone, ...] = ()
    altered: tuple[Altered, ...] = ()
    meetings: tuple[Met, ...] = ()

    def __bool__(self) -> bool:
        return any(getattr(self, part.name) for part in fields(self))


def evidence_changes(
    kept: KeptEvidence,
    now: Evidence,
    *,
    decisions: Sequence[Decision] = (),
    cited_then: Cited = (),
    cited_now: Cited = (),
) -> EvidenceChanges:
    """Return what moved between the evidence of a kept brief and the evidence as it stands.

    Parameters
    ----------
    kept : KeptEvidence
    now : Evidence
    decisions : sequence of Decision
        In the order in which they count; they say which claims were rejected, and by whom.
    cited_then, cited_now : sequence of (claim id, path)
        What the case rested on then and rests on now.

    Notes
    -----
    A source is the same when its id and the hash of its text are. A claim is the same when its id is and its source is.
    A dated meeting of the same participants that a further source tells of is not new.

    Examples
    --------
    >>> bool(evidence_changes(KeptEvidence(), Evidence({}, {})))
    False
    """
    same = {id_ for id_ in kept.sources if kept.still_stored(id_, now)}
    rests = _Rests(kept, cited_then, cited_now)
    return EvidenceChanges(
        new_sources=tuple(
            NewSource(source, tuple(one.claim.id for one in now.claims if one.claim.source == id_))
            for id_, source in sorted(now.sources.items())
            if id_ not in same
        ),
        fallen=tuple(_fallen(kept, now, same, rests)),
        restored=tuple(
            now.sources[id_]
            for id_ in sorted(same)
            if now.sources[id_].standing is Standing.CURRENT and kept.sources[id_].standing is not Standing.CURRENT
        ),
        marked=tuple(mark for id_ in sorted(same) for mark in _marked(kept.sources[id_], now.sources[id_])),
        new_claims=tuple(
            sorted(id_ for id_, one in now.by_id.items() if id_ not in kept.claims and one.claim.source in same)
        ),
        gone=tuple(_gone(kept, now, same, decisions)),
        altered=tuple(
            altered
            for id_, one in sorted(now.by_id.items())
            if id_ in kept.claims
            and one.claim.source in same
            and (altered := _altered(kept.claims[id_], one, now)) is not None
        ),
        meetings=tuple(_meetings(kept, now, same)),
    )


@dataclass(frozen=True)
class _Rests:
    """What of the case rests on the claims of a source."""

    kept: KeptEvidence
    then: Cited
    now: Cited

    def fallen(self, source: Source, why: str) -> Fallen:
        claims = tuple(sorted(id_ for id_, one in self.kept.claims.items() if one.claim.source == source.id))
        rested, rests = (
            tuple(sorted({path for claim, path in cited if claim in claims})) for cited in (self.then, self.now)
        )
        return Fallen(source, why, claims, rested, rests)


def _fallen(kept: KeptEvidence, now: Evidence, same: set[str], rests: _Rests) -> Iterator[Fallen]:
    for id_, source in sorted(kept.sources.items()):
        if id_ not in same:
            yield rests.fallen(source, "removed")
        elif now.sources[id_].standing not in (source.standing, Standing.CURRENT):
            yield rests.fallen(now.sources[id_], now.sources[id_].standing.value)


_MARKS: tuple[tuple[str, Callable[[Source], object]], ...] = (
    ("date", lambda source: source.date),
    ("title", lambda source: source.title),
    ("publisher", lambda source: source.publisher),
    ("visibility", lambda source: " with ".join(filter(None, (source.visibility.value, ", ".join(source.receivers))))),
    ("off the record", lambda source: "yes" if source.off_record else "no"),
    ("copy of", lambda source: source.copy_of),
    ("note", lambda source: source.note),
)


def _marked(before: Source, after: Source) -> Iterator[Marked]:
    for what, read in _MARKS:
        old, new = read(before), read(after)
        if old != new:
            yield Marked(after, what, _words(old), _words(new))


def _words(value: object) -> str | None:
    return None if value is None else str(value)


def _gone(kept: KeptEvidence, now: Evidence, same: set[str], decisions: Sequence[Decision]) -> Iterator[Gone]:
    newest: Mapping[str, Decision] = {decision.claim: decision for decision in decisions}
    for id_, one in sorted(kept.claims.items()):
        if one.claim.source not in same or id_ in now.by_id:
            continue
        decision = newest.get(id_)
        if decision is not None and decision.review is Review.REJECTED:
            note = f": {decision.note}" if decision.note else ""
            yield Gone(one, f"rejected by {decision.by}, {decision.on}{note}")
        else:
            yield Gone(one, "no longer found in its source")


_READ: tuple[tuple[str, Callable[[Claim], object]], ...] = (
    ("speaker", lambda claim: claim.speaker.entity),
    ("kind", lambda claim: claim.kind.value),
    ("quotation", lambda claim: claim.quote_type.value),
    ("act", lambda claim: claim.act.value),
    ("denied", lambda claim: "yes" if claim.negated else "no"),
    ("issue", lambda claim: claim.issue),
    ("to whom", lambda claim: claim.addressee),
    ("channel", lambda claim: claim.channel),
    ("date", lambda claim: claim.date),
    ("confidence", lambda claim: claim.confidence.value),
    ("passes on", lambda claim: claim.relays),
)


def _altered(before: ReviewedClaim, after: ReviewedClaim, now: Evidence) -> Altered | None:
    pairs = [(what, read(before.claim), read(after.claim)) for what, read in _READ]
    changed = [(what, _words(old), _words(new)) for what, old, new in pairs if old != new]
    for what, old, new in (
        ("words", before.claim.content, after.claim.content),
        ("condition", _one(before.claim.condition), _one(after.claim.condition)),
    ):
        if old != new:
            changed.append((what, _quoted(old, after, now), _quoted(new, after, now)))
    if not changed and (before.review, before.by, before.on) == (after.review, after.by, after.on):
        return None
    return Altered(after, before.review, tuple(changed))


def _one(span: Span | None) -> tuple[Span, ...]:
    return () if span is None else (span,)


def _quoted(spans: Sequence[Span], reviewed: ReviewedClaim, now: Evidence) -> str | None:
    """Return the verbatim words of these spans; none off the record."""
    source = reviewed.claim.source
    hidden = now.sources[source].off_record
    return None if hidden else " […] ".join(now.quote(source, span) for span in spans) or None


def _meetings(kept: KeptEvidence, now: Evidence, same: set[str]) -> Iterator[Met]:
    before = {(source, meeting.evidence): meeting for source, meeting in kept.meetings if source in same}
    known = {told for _, meeting in kept.meetings if (told := _who_and_when(meeting)) is not None}
    for source, meeting in sorted(now.meetings, key=lambda told: (told[0], told[1].evidence, told[1].id)):
        earlier = before.get((source, meeting.evidence))
        if earlier is not None:
            if (earlier.date, earlier.status) != (meeting.date, meeting.status):
                yield Met(source, meeting, earlier)
            continue
        told = _who_and_when(meeting)
        if told is None or told not in known:
            yield Met(source, meeting)
        known |= {told} if told is not None else set()


def _who_and_when(meeting: Meeting) -> tuple[str, frozenset[str]] | None:
    """Return what tells that two sources speak of one meeting, where that can be told."""
    return (meeting.date, frozenset(meeting.participants)) if meeting.date and meeting.participants else None
