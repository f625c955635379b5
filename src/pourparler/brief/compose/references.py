"""Numbers the marks of a brief and lays beside each the quotation in its paragraph, or who judged it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pourparler.analysis.ground import manner
from pourparler.analysis.positions.stands import speaker_name
from pourparler.brief.compose.desk import Desk, written_day
from pourparler.brief.document import (
    Block,
    Bullets,
    Chart,
    Empty,
    Facts,
    Grid,
    Paragraph,
    Part,
    Quotation,
    Reference,
    TopicCard,
)
from pourparler.case.judgement import Judgement
from pourparler.case.paths import judgements
from pourparler.core.result import Mark, Sentence
from pourparler.evidence.claim import Claim, Span
from pourparler.evidence.record import Source

GAP = " […] "


def references(desk: Desk, parts: Sequence[Part]) -> tuple[Reference, ...]:
    """Return one reference for each mark used, in order of first use."""
    sources = {source: number for number, source in enumerate(desk.evidence.sources, start=1)}
    judged = dict(judgements(desk.case))
    letters: dict[str, int] = {}
    numbers = {"judgement": 0, "unsigned": 0}
    found: dict[Mark, Reference] = {}
    for mark in (mark for part in parts for sentence in sentences_of(part) for mark in sentence.marks):
        if mark in found or mark.kind in ("none", "method"):
            continue
        if mark.kind == "claim":
            reference = _of_claim(desk, mark, sources, letters)
        else:
            numbers[mark.kind] += 1
            label = f"J{numbers['judgement']}" if mark.kind == "judgement" else f"U{numbers['unsigned']}, unsigned"
            reference = _of_judgement(mark, label, judged)
        if reference is not None:
            found[mark] = reference
    return tuple(found.values())


def sentences_of(part: Part) -> Iterator[Sentence]:
    """Yield every sentence of a part, in reading order."""
    for section in part.sections:
        if section.lead is not None:
            yield section.lead
        for block in section.blocks:
            yield from _in_block(block)


def _in_block(block: Block) -> Iterator[Sentence]:
    match block:
        case Paragraph(sentences):
            yield from sentences
        case Bullets(items):
            yield from items
        case Quotation(_, attribution):
            yield attribution
        case Facts(rows):
            yield from (sentence for _, sentences in rows for sentence in sentences)
        case Grid():
            yield from (sentence for row in block.rows for cell in row for sentence in cell.sentences)
            if block.note is not None:
                yield block.note
        case Chart(_, caption):
            yield caption
        case TopicCard():
            yield from (sentence for _, sentences in block.entries for sentence in sentences)
        case Empty(question):
            if question is not None:
                yield question


def _of_claim(desk: Desk, mark: Mark, numbers: Mapping[str, int], letters: dict[str, int]) -> Reference | None:
    """Return the reference of a claim, or of a bare span ``source:start-end`` (a meeting, a contradiction)."""
    reviewed = desk.evidence.by_id.get(mark.id)
    if reviewed is not None:
        claim = reviewed.claim
        source, spans, detail = claim.source, desk.evidence.shown(claim), _claim_detail(desk, claim)
    else:
        found = _bare_span(mark.id)
        if found is None or found[0] not in desk.evidence.sources:
            return None
        source, spans, detail = found[0], (found[1],), ""
    stored = desk.evidence.sources[source]
    letters[source] = letters.get(source, 0) + 1
    label = f"{numbers[source]}{_letters(letters[source])}"
    place = ", ".join(f"{span.start}–{span.end}" for span in spans)
    detail = f"{detail}{stored.file}, characters {place}, text {stored.sha256[:12]}"
    if stored.off_record:
        return Reference(mark, label, source_title(stored), detail=detail, off_record=True)
    before, quotation, after = _in_paragraph(desk, source, spans)
    return Reference(mark, label, source_title(stored), before, quotation, after, detail)


def _in_paragraph(desk: Desk, source: str, spans: Sequence[Span]) -> tuple[str, str, str]:
    ordered = sorted(spans)
    text = desk.evidence.texts[source]
    first, last = desk.evidence.paragraph(source, ordered[0]), desk.evidence.paragraph(source, ordered[-1])
    quotation = GAP.join(span.of(text) for span in ordered)
    return text[first.start : ordered[0].start], quotation, text[ordered[-1].end : last.end]


def _claim_detail(desk: Desk, claim: Claim) -> str:
    reviewed = desk.evidence.by_id[claim.id]
    review = reviewed.review.value + (f" by {reviewed.by}, {reviewed.on}" if reviewed.by else "")
    return f"{speaker_name(desk.ground, claim)}, {manner(claim)}; claim {claim.id}, {review}; "


def _of_judgement(mark: Mark, label: str, judged: Mapping[str, Judgement[Any]]) -> Reference:
    found = judged.get(mark.id)
    if found is None:
        return Reference(mark, label, "The case", detail=mark.id)
    who = found.by or "nobody has signed it"
    when = f", {written_day(found.dated)}" if found.dated else ""
    sure = f"; confidence {found.confidence.value}" if found.confidence else ""
    why = f"{found.why}; " if found.why else ""
    return Reference(mark, label, f"{who}{when}{sure}", detail=f"{why}{mark.id}")


def source_title(source: Source) -> str:
    """Return how a source is named: its publisher, title and date."""
    named = [part for part in (source.publisher, source.title or source.file) if part]
    return ", ".join([*named, written_day(source.date) if source.date else "undated"])


def _bare_span(told: str) -> tuple[str, Span] | None:
    source, _, place = told.rpartition(":")
    start, _, end = place.partition("-")
    if not source or not start.isdigit() or not end.isdigit():
        return None
    return source, Span(int(start), int(end))


def _letters(number: int) -> str:
    """Return a, b ... z, aa, ab ...

    Examples
    --------
    >>> _letters(1), _letters(27)
    ('a', 'aa')
    """
    text = ""
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(97 + rest) + text
    return text
