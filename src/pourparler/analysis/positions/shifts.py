"""Who stands elsewhere than before, each shift tied to two dated quotations."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from enum import StrEnum

from pourparler.analysis.ground import Ground
from pourparler.analysis.positions.stands import Stand, issues_of, seats_of, speaker_name, stands
from pourparler.case.model import Case
from pourparler.core.result import Mark
from pourparler.evidence.attribution import Seat
from pourparler.evidence.claim import Claim
from pourparler.evidence.kept import KeptEvidence
from pourparler.evidence.record import Evidence
from pourparler.evidence.stances import Stance, Standing

_NO_SIDE = (Stance.SILENT, Stance.REMARKS)


class Cause(StrEnum):
    """Why a stand is another one than before."""

    SHIFTED = "said otherwise"
    FIRST = "took a side for the first time"
    READ = "same words, read otherwise"
    FELL = "no longer on file"


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words a stand rests on, with what a reader needs to judge them.

    Attributes
    ----------
    words : str or None
        Verbatim; ``None`` for a source off the record.
    day : str or None
        The day they were said, else that of the source.
    mark : Mark
        Leads to the words in their source; to nothing where the source is gone.
    """

    claim: Claim
    speaker: str
    words: str | None
    day: str | None
    mark: Mark


@dataclass(frozen=True, slots=True)
class Shift:
    """One seat that stands elsewhere on one issue.

    Attributes
    ----------
    issue, subject : str
        Id, and the words for it.
    then, now : str
        The stances.
    old, new : Quoted or None
        What carried the one and carries the other; both there for every shift of a position.
    """

    cause: Cause
    seat: Seat
    issue: str
    subject: str
    then: str
    now: str
    old: Quoted | None
    new: Quoted | None


def shifts(case: Case, kept: KeptEvidence, now: Evidence) -> tuple[Shift, ...]:
    """Return who stands elsewhere than in a kept brief, by issue and seat.

    Parameters
    ----------
    case : Case
        As it stands: parties, people and issues are those of today for both, so that only words can move a position.
    kept : KeptEvidence
    now : Evidence

    Notes
    -----
    A position shifted when the claims of the kept brief alone, as they stand today, would not give today's stance.
    Where they would, nobody said anything new: a source was retracted, or a claim corrected.

    Examples
    --------
    >>> shifts(Case(), KeptEvidence(), Evidence({}, {}))
    ()
    """
    before, today = Ground(case, as_it_was(kept, now)), Ground(case, now)
    seats = tuple({seat.id: seat for ground in (before, today) for seat in seats_of(ground)}.values())
    issues = tuple(dict.fromkeys((*issues_of(today), *issues_of(before))))
    held = {id_ for id_, one in now.by_id.items() if id_ in kept.claims and kept.still_stored(one.claim.source, now)}
    unmoved = Ground(case, replace(now, claims=tuple(one for one in now.claims if one.claim.id in held)))
    found = []
    for then, same, new in zip(*(stands(ground, seats, issues) for ground in (before, unmoved, today)), strict=True):
        cause = _cause(then.standing, same.standing, new.standing)
        if cause is None:
            continue
        old = None if _silent(then.standing) else _as_then(then, before, kept, now)
        fresh = None if _silent(new.standing) else _as_now(new, today, held)
        subject = today.subjects.name(then.issue)
        found.append(
            Shift(cause, then.seat, then.issue, subject, in_words(then.standing), in_words(new.standing), old, fresh)
        )
    return tuple(sorted(found, key=lambda shift: (shift.issue, shift.seat.id)))


def as_it_was(kept: KeptEvidence, now: Evidence) -> Evidence:
    """Return the evidence of a kept brief, with the names, offices and topics of today.

    The words of a source that is gone stand at their places, with blanks between.
    """
    quiet = {id_ for id_, source in now.sources.items() if source.off_record}
    sources = {
        id_: replace(source, off_record=source.off_record or id_ in quiet) for id_, source in kept.sources.items()
    }
    texts = {id_: now.texts[id_] if kept.still_stored(id_, now) else kept.fragments[id_] for id_ in sources}
    return replace(now, sources=sources, texts=texts, claims=tuple(kept.claims.values()), meetings=())


def in_words(told: Standing) -> str:
    """Return a stance as it is written in a table.

    Examples
    --------
    >>> in_words(Standing(Stance.SUPPORTS, ("a.1",), conditional=True))
    'supports, with a condition'
    """
    hangs = told.conditional and told.stance is not Stance.CONDITIONAL
    return f"{told.stance.value}, with a condition" if hangs else told.stance.value


def _silent(told: Standing) -> bool:
    return told.stance in _NO_SIDE


def _cause(then: Standing, same: Standing, now: Standing) -> Cause | None:
    if in_words(then) == in_words(now) or (_silent(then) and _silent(now)):
        return None
    if _silent(now):
        return Cause.FELL
    if in_words(same) == in_words(now):
        return Cause.READ
    return Cause.FIRST if _silent(then) else Cause.SHIFTED


def _as_then(stand: Stand, ground: Ground, kept: KeptEvidence, now: Evidence) -> Quoted | None:
    claim = stand.newest
    if claim is None:
        return None
    stored = kept.still_stored(claim.source, now)
    words = ground.evidence.words(claim) if stored else kept.words.get(claim.id)
    return Quoted(claim, speaker_name(ground, claim), words, ground.evidence.day(claim), mark_of(claim, kept, now))


def _as_now(stand: Stand, ground: Ground, held: Collection[str]) -> Quoted | None:
    """Quote what carries the stance: words that are new where there are any."""
    carrying = {one.claim.id: one.claim for one in stand.claims}
    ordered = sorted(stand.standing.claims, key=lambda id_: id_ in held)
    if not ordered:
        return None
    claim = carrying[ordered[0]]
    mark = Mark("claim", claim.id)
    return Quoted(claim, speaker_name(ground, claim), ground.evidence.words(claim), ground.evidence.day(claim), mark)


def mark_of(claim: Claim, kept: KeptEvidence, now: Evidence) -> Mark:
    """Return a mark that leads to a claim of the kept brief: its span where the claim no longer counts."""
    if not kept.still_stored(claim.source, now):
        return Mark("method", "changes")
    if claim.id in now.by_id:
        return Mark("claim", claim.id)
    start, end = min(claim.content).start, max(span.end for span in claim.content)
    return Mark("claim", f"{claim.source}:{start}-{end}")
