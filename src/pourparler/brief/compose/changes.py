"""What changed since the last brief, said in sentences: the annex of the brief, and what ``diff`` prints."""

from __future__ import annotations

from collections.abc import Iterator

from pourparler.analysis.changes import Changes
from pourparler.analysis.ground import manner
from pourparler.analysis.positions.shifts import Cause, Quoted, Shift, mark_of
from pourparler.analysis.positions.stands import speaker_name
from pourparler.brief.compose.case_changes import COMPUTED, case_groups, places
from pourparler.brief.compose.desk import Desk, in_marks, written_day
from pourparler.brief.compose.references import source_title
from pourparler.brief.document import Block, Empty, Facts, Paragraph
from pourparler.core.result import Mark, Sentence
from pourparler.evidence.changes import Altered, Fallen, Gone, Marked, Met, NewSource
from pourparler.evidence.claim import Claim, Review

Group = tuple[str, tuple[Sentence, ...]]


def changes_section(desk: Desk, changes: Changes | None) -> tuple[Block, ...]:
    """Return the annex; ``None`` for the first brief, and for a copy that goes to others."""
    if changes is None:
        return (Empty(Sentence("No earlier brief is kept: this is the first brief.", (Mark("none", "briefs"),))),)
    if changes.lost or not changes:
        return (Paragraph((summary(changes),)),)
    return (Paragraph((summary(changes),)), Facts(change_groups(desk, changes)))


def summary(changes: Changes) -> Sentence:
    """Say in one sentence what is compared with what, or that nothing has changed."""
    if changes.lost:
        return Sentence(f"Nothing can be compared with {changes.since}, which came before: {changes.lost}.", COMPUTED)
    if not changes:
        return Sentence(f"Nothing has changed since {changes.since}.", COMPUTED)
    return Sentence(f"Compared with {changes.since}, the brief before this one.", COMPUTED)


def change_groups(desk: Desk, changes: Changes) -> tuple[Group, ...]:
    """Return what moved under headings, positions first; headings without anything are left out."""
    evidence = changes.evidence
    teller = _Teller(desk, changes)
    by_cause = {cause: [one for one in changes.shifts if one.cause is cause] for cause in Cause}
    groups: list[Group] = [
        ("Positions that shifted", tuple(map(teller.shift, by_cause[Cause.SHIFTED]))),
        ("Took a side for the first time", tuple(map(teller.first, by_cause[Cause.FIRST]))),
        (
            "Stand otherwise without new words",
            tuple(map(teller.without_words, [*by_cause[Cause.READ], *by_cause[Cause.FELL]])),
        ),
        (
            "Sources that fell, and what rested on them",
            tuple(sentence for fallen in evidence.fallen for sentence in teller.fallen(fallen)),
        ),
        (
            "Sources that may be relied on again",
            tuple(Sentence(f"{source_title(source)}.", COMPUTED) for source in evidence.restored),
        ),
        ("New sources", tuple(map(teller.new_source, evidence.new_sources))),
        ("Said otherwise of a source", tuple(map(teller.marked, evidence.marked))),
        ("New claims in sources of before", tuple(map(teller.new_claim, evidence.new_claims))),
        ("Claims reviewed or read otherwise", tuple(map(teller.altered, evidence.altered))),
        ("Claims that no longer count", tuple(map(teller.gone, evidence.gone))),
        ("Meetings", tuple(map(teller.met, evidence.meetings))),
    ]
    return tuple(group for group in (*groups, *case_groups(desk, changes.case)) if group[1])


class _Teller:
    """Says what moved, in whose words."""

    def __init__(self, desk: Desk, changes: Changes) -> None:
        self._desk = desk
        self._kept = changes.kept

    def shift(self, shift: Shift) -> Sentence:
        told = f"{shift.seat.name} on {shift.subject}: {shift.then}; now {shift.now}."
        return Sentence(
            f"{told} Before: {self._quoted(shift.old)}. Now: {self._quoted(shift.new)}.", _marks(shift.old, shift.new)
        )

    def first(self, shift: Shift) -> Sentence:
        told = f"{shift.seat.name} on {shift.subject}: {shift.now}."
        return Sentence(f"{told} On the word of {self._quoted(shift.new)}.", _marks(shift.new))

    def without_words(self, shift: Shift) -> Sentence:
        told = f"{shift.seat.name} on {shift.subject}: {shift.then}; now {shift.now}, and nobody said so anew."
        rested = f" It rested on {self._quoted(shift.old)}." if shift.old is not None else ""
        rests = f" It rests on {self._quoted(shift.new)}." if shift.new is not None else ""
        return Sentence(f"{told}{rested}{rests}", _marks(shift.old, shift.new))

    def _quoted(self, quoted: Quoted | None) -> str:
        if quoted is None:
            return "nothing on file"
        when = written_day(quoted.day) if quoted.day else "undated"
        if quoted.words is None:
            return f"{quoted.speaker} (off the record, {when})"
        gone = "" if quoted.mark.kind == "claim" else ", source removed"
        return f"{quoted.speaker}, {in_marks(quoted.words, quoted.claim)} ({manner(quoted.claim)}, {when}{gone})"

    def fallen(self, fallen: Fallen) -> Iterator[Sentence]:
        by = f" by {fallen.source.superseded_by}" if fallen.why == "superseded" and fallen.source.superseded_by else ""
        told = f"{source_title(fallen.source)} was {fallen.why}{by}: {_count(len(fallen.claims), 'claim')} rested on it"
        if fallen.rested:
            told += f", and in the case {places(self._desk, fallen.rested)}"
        if fallen.rests:
            told += f"; in the case as it stands, {places(self._desk, fallen.rests)} still rest on it"
        claims = tuple(Mark("claim", id_) for id_ in fallen.claims if id_ in self._desk.evidence.by_id)
        yield Sentence(f"{told}.", claims[:2] or COMPUTED)
        if fallen.why == "removed":
            for id_ in fallen.claims:
                yield self._removed(self._kept.claims[id_].claim)

    def _removed(self, claim: Claim) -> Sentence:
        return Sentence(f"Source removed: {self._told(claim)}.", COMPUTED)

    def new_source(self, new: NewSource) -> Sentence:
        marks = tuple(Mark("claim", id_) for id_ in new.claims[:1]) or COMPUTED
        return Sentence(f"{source_title(new.source)}: {_count(len(new.claims), 'claim')}.", marks)

    def marked(self, marked: Marked) -> Sentence:
        told = f"{source_title(marked.source)}: {marked.what} {marked.old or 'none'}; now {marked.new or 'none'}."
        return Sentence(told, COMPUTED)

    def new_claim(self, id_: str) -> Sentence:
        claim = self._desk.evidence.by_id[id_].claim
        return self._desk.quoted(claim, speaker_name(self._desk.ground, claim))

    def altered(self, altered: Altered) -> Sentence:
        claim = altered.reviewed.claim
        parts = [f"{what} {old or 'none'}, now {new or 'none'}" for what, old, new in altered.fields]
        if altered.reviewed.review is not altered.before or altered.reviewed.by:
            who = f" by {altered.reviewed.by}, {altered.reviewed.on}" if altered.reviewed.by else ""
            taken_back = altered.reviewed.review is Review.PROPOSED
            parts.insert(0, f"decision taken back{who}" if taken_back else f"{altered.reviewed.review.value}{who}")
        return Sentence(f"{self._told(claim)}: {'; '.join(parts)}.", (Mark("claim", claim.id),))

    def gone(self, gone: Gone) -> Sentence:
        claim = gone.reviewed.claim
        mark = mark_of(claim, self._kept, self._desk.evidence)
        return Sentence(f"{self._told(claim)}: {gone.why}.", (mark,))

    def _told(self, claim: Claim) -> str:
        """Return who said what: from the source where it is stored, else as it was kept."""
        evidence = self._desk.evidence
        stored = self._kept.still_stored(claim.source, evidence) or claim.id in evidence.by_id
        words = evidence.words(claim) if stored else self._kept.words.get(claim.id)
        who = claim.speaker.entity
        name = speaker_name(self._desk.ground, claim) if stored else self._desk.name(who) if who else "unnamed"
        return f"{name}, {in_marks(words, claim)}" if words else f"{name}, off the record"

    def met(self, met: Met) -> Sentence:
        meeting = met.meeting
        who = ", ".join(self._desk.name(one) for one in meeting.participants)
        parts = [meeting.what, who, written_day(meeting.date) if meeting.date else "", meeting.where or ""]
        told = f"{', '.join(part for part in parts if part)}: {meeting.status}"
        if met.before is not None:
            before = ", ".join(
                part for part in (met.before.date and written_day(met.before.date), met.before.status) if part
            )
            told += f"; before: {before}"
        span = meeting.evidence
        return Sentence(f"{told}.", (Mark("claim", f"{met.source}:{span.start}-{span.end}"),))


def _marks(*quoted: Quoted | None) -> tuple[Mark, ...]:
    return tuple(dict.fromkeys(one.mark for one in quoted if one is not None))


def _count(number: int, one: str) -> str:
    return f"{number} {one}{'' if number == 1 else 's'}"
