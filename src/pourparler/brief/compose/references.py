"""Numbers the marks of a brief and lays beside each the quotation in its paragraph, or who judged it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

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
    Passage,
    Quotation,
    Reference,
    TopicCard,
)
from pourparler.case.judgement import Judged, Judgement
from pourparler.case.paths import walk
from pourparler.case.views import OptionStance
from pourparler.core.result import Mark, Sentence
from pourparler.evidence.claim import Claim, Span
from pourparler.evidence.record import Source

GAP = " […] "
AROUND = 3000
"""Characters shown on either side of a quotation: a text without line breaks is no paragraph to read."""
PATHS = 4
"""Entries of the case that are named one by one where several share a signature."""


def references(desk: Desk, parts: Sequence[Part]) -> tuple[Reference, ...]:
    """Return the entries that the marks used lead to, in order of first use.

    Each claim has its own; judgements of one person, day, reason and confidence share one.
    """
    sources = {source: number for number, source in enumerate(desk.evidence.sources, start=1)}
    judged = {found.path: found.value for found in walk(desk.case) if isinstance(found.value, Judgement | OptionStance)}
    letters: dict[str, int] = {}
    found: dict[object, Reference] = {}
    shared: dict[object, list[Mark]] = {}
    used = (mark for part in parts for sentence in sentences_of(part) for mark in sentence.marks)
    for mark in dict.fromkeys(mark for mark in used if mark.kind not in ("none", "method")):
        key: object = mark
        if mark.kind == "claim":
            reference = _of_claim(desk, mark, sources, letters)
        else:
            key = _signature(mark, judged)
            reference = found.get(key) or _of_judgement(mark, judged, sum(isinstance(one, tuple) for one in found) + 1)
            shared.setdefault(key, []).append(mark)
        if reference is not None:
            found.setdefault(key, reference)
    return tuple(_with_paths(reference, shared.get(key, [])) for key, reference in found.items())


def _signature(mark: Mark, judged: Mapping[str, Judged]) -> tuple[object, ...]:
    one = judged.get(mark.id)
    if one is None:
        return (mark.kind, "the case")
    return (mark.kind, one.by, one.dated, one.why, one.confidence)


def _with_paths(reference: Reference, marks: Sequence[Mark]) -> Reference:
    """Name the entries of the case that share this signature: each of a few, else how many in which list."""
    if not marks:
        return reference
    lists = Counter(mark.id.partition(".")[0] for mark in marks)
    counted = [f"{name} ({number})" for name, number in lists.items()]
    named = ", ".join(counted if len(marks) > PATHS else [mark.id for mark in marks])
    return replace(reference, detail=f"{reference.detail}{named}", also=tuple(marks[1:]))


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
    file, note = f"text {stored.sha256[:12]}", f"{detail}characters {place}"
    detail = f"{detail}{stored.file}, characters {place}, {file}"
    file = f"{stored.file}, {file}"
    if stored.off_record:
        passage = Passage(source, numbers[source], file, "", 0, (), note)
        return Reference(mark, label, source_title(stored), detail=detail, off_record=True, passage=passage)
    ordered, text = sorted(spans), desk.evidence.texts[source]
    start, end = _around(desk, source, ordered)
    first, last = desk.evidence.paragraph(source, ordered[0]), desk.evidence.paragraph(source, ordered[-1])
    return Reference(
        mark,
        label,
        source_title(stored),
        before=(GAP.lstrip() if start > first.start else "") + text[start : ordered[0].start],
        quotation=GAP.join(span.of(text) for span in ordered),
        after=text[ordered[-1].end : end] + (GAP.rstrip() if end < last.end else ""),
        detail=detail,
        passage=Passage(
            source,
            numbers[source],
            file,
            text[start:end],
            start,
            tuple((span.start, span.end) for span in ordered),
            note,
        ),
    )


def _around(desk: Desk, source: str, ordered: Sequence[Span]) -> tuple[int, int]:
    """Return the characters of the paragraphs that hold these spans; of an endless one, what stands around them."""
    text = desk.evidence.texts[source]
    start = desk.evidence.paragraph(source, ordered[0]).start
    end = desk.evidence.paragraph(source, ordered[-1]).end
    if ordered[0].start - start > AROUND:
        start = text.find(" ", ordered[0].start - AROUND, ordered[0].start) + 1 or ordered[0].start - AROUND
    if end - ordered[-1].end > AROUND:
        cut = text.rfind(" ", ordered[-1].end, ordered[-1].end + AROUND)
        end = cut if cut >= 0 else ordered[-1].end + AROUND
    return start, end


def _claim_detail(desk: Desk, claim: Claim) -> str:
    reviewed = desk.evidence.by_id[claim.id]
    review = reviewed.review.value + (f" by {reviewed.by}, {reviewed.on}" if reviewed.by else "")
    return f"{speaker_name(desk.ground, claim)}, {manner(claim)}; claim {claim.id}, {review}; "


def _of_judgement(mark: Mark, judged: Mapping[str, Judged], number: int) -> Reference:
    label = f"J{number}" if mark.kind == "judgement" else f"J{number}, unsigned"
    found = judged.get(mark.id)
    if found is None:
        return Reference(mark, label, "Entered in the case as a fact of record")
    who = found.by or "nobody has signed it"
    when = f", {written_day(found.dated)}" if found.dated else ""
    sure = f"; confidence {found.confidence.value}" if found.confidence else ""
    why = f"{found.why}; " if found.why else ""
    return Reference(mark, label, f"{who}{when}{sure}", detail=why)


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
