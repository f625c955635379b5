"""Whether every quotation is still where it is said to be."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from pourparler.core.errors import Place, Problem
from pourparler.evidence.claim import Claim, Span
from pourparler.evidence.readers.frozen import text_hash
from pourparler.evidence.record import Evidence, Source, Standing

_RESTORE = "restore the evidence store, or remove the source and read it again"


def verify(evidence: Evidence, quoted: Iterable[str] = ()) -> tuple[Problem, ...]:
    """Check every span of the evidence against the frozen text it points into.

    Parameters
    ----------
    evidence : Evidence
    quoted : iterable of str
        The ids of the claims that the case or a page shows in words.

    Returns
    -------
    tuple of Problem
        E151 a frozen text that is not the one that was read; E152 a span outside its text, or of white space alone;
        E153 a quoted claim whose source is off the record; E156 a quoted claim that is not there, and E157 one whose
        source was retracted or superseded. Empty when all is well.
    """
    broken = {source.id for source in evidence.sources.values() if not _whole(evidence, source)}
    problems = [_changed_text(evidence.sources[id_]) for id_ in sorted(broken)]
    for what, id_, span in _spans(evidence):
        # A text that changed is one fault, not one for each quotation in it.
        if id_ not in broken and (fault := _fault(evidence, id_, span)):
            problems.append(Problem("E152", what, fault, "a span of the frozen text", _RESTORE))
    problems.extend(_not_quotable(evidence, quoted))
    return tuple(problems)


def _whole(evidence: Evidence, source: Source) -> bool:
    text = evidence.texts.get(source.id)
    return text is not None and len(text) == source.chars and text_hash(text) == source.sha256


def _changed_text(source: Source) -> Problem:
    found = "a frozen text that is not the one that was read (its SHA-256 differs)"
    return Problem("E151", source.id, found, f"the text with SHA-256 {source.sha256[:12]}…", _RESTORE)


def _fault(evidence: Evidence, id_: str, span: Span) -> str | None:
    text = evidence.texts.get(id_)
    if text is None:
        return f"a span in the source {id_!r}, which is not stored"
    if not 0 <= span.start < span.end <= len(text):
        return f"the span {span.start}-{span.end} in a text of {len(text)} characters"
    if not span.of(text).strip():
        return f"the span {span.start}-{span.end}, which holds nothing but white space"
    return None


def _spans(evidence: Evidence) -> Iterator[tuple[str, str, Span]]:
    """Yield each span with what it belongs to and the id of its source."""
    for reviewed in evidence.claims:
        claim = reviewed.claim
        for span in claim_spans(claim):
            yield claim.id, claim.source, span
    for source, meeting in evidence.meetings:
        yield f"{source}: meeting {meeting.id}", source, meeting.evidence
        if meeting.when_expr is not None:
            yield f"{source}: meeting {meeting.id}", source, meeting.when_expr
    for found in evidence.inconsistencies:
        for source, span in found.evidence:
            yield f"inconsistency {found.id}", source, span


def claim_spans(claim: Claim) -> tuple[Span, ...]:
    """Return every span of a claim: content first, then who, how, on what condition and when.

    Examples
    --------
    >>> from pourparler.evidence.claim import Act, Kind, QuoteType, Speaker
    >>> speaker = Speaker("rask", Span(0, 4))
    >>> claim_spans(Claim("a.1", "a", Kind.SPEECH, speaker, None, (Span(9, 20),), QuoteType.DIRECT, Act.PLAN))
    (Span(start=9, end=20), Span(start=0, end=4))
    """
    others = (
        claim.speaker.mention,
        claim.speaker.antecedent,
        claim.cue.span if claim.cue else None,
        claim.condition,
        claim.date_expr,
    )
    return (*claim.content, *(span for span in others if span is not None))


def _not_quotable(evidence: Evidence, quoted: Iterable[str]) -> Iterator[Problem]:
    for id_ in sorted(set(quoted)):
        reviewed = evidence.by_id.get(id_)
        if reviewed is None:
            yield Problem(
                "E156", id_, "no such claim", "a claim of the store that was not rejected", "cite another one"
            )
            continue
        source = evidence.sources[reviewed.claim.source]
        if source.off_record:
            found = f"words of {source.id}, which is off the record"
            yield Problem("E153", id_, found, "usable, never quoted", "cite it without its words")
        if source.standing is not Standing.CURRENT:
            instead = f"; {source.superseded_by} supersedes it" if source.superseded_by else ""
            found = f"words of {source.id}, which is {source.standing}{instead}"
            yield Problem("E157", id_, found, "a source that still stands", "cite another source")


def check_originals(sources: Iterable[Source], folder: Path) -> tuple[Problem, ...]:
    """Check that the originals still lie in their folder, unchanged.

    Parameters
    ----------
    sources : iterable of Source
    folder : Path
        ``sources/`` of the workspace.

    Returns
    -------
    tuple of Problem
        E154 for an original that changed, E155 for one that is missing. A superseded source whose file gave way to
        its successor of the same name is no problem: its frozen text is kept.
    """
    given = tuple(sources)
    hashes: dict[str, str | None] = {}
    for name in sorted({source.file for source in given}):
        path = folder / name
        hashes[name] = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else None
    current = {(source.file, source.original_sha256) for source in given}
    problems = []
    for source in given:
        found = hashes[source.file]
        if found == source.original_sha256 or (found and (source.file, found) in current):
            continue
        if found is None:
            problems.append(Problem("E155", source.id, "no original", source.file, "put it back", Place(source.file)))
        else:
            problems.append(changed_original(source))
    return tuple(problems)


def changed_original(source: Source) -> Problem:
    """Return the problem (E154) that the original of a source is no longer the one its frozen text was taken from."""
    return Problem(
        "E154",
        source.id,
        "an original that changed after it was read: its frozen text, and every quotation from it, is of the older one",
        f"SHA-256 {source.original_sha256[:12]}…",
        "put the original back, or take this in as a newer version: `pourparler read DIR --as-new`",
        Place(source.file),
    )
