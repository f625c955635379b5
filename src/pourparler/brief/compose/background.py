"""Contested and agreed facts, the list of sources, and how the brief was made."""

from __future__ import annotations

from collections import Counter

from pourparler.brief.compose.desk import Desk, all_said, basis, table_day, written_day
from pourparler.brief.compose.reported import contradictions
from pourparler.brief.document import Block, Bullets, Empty, Facts, Grid, GridCell
from pourparler.case.background import Fact
from pourparler.case.paths import judgements
from pourparler.core.result import Mark, Sentence
from pourparler.evidence.claim import Review
from pourparler.evidence.record import Source, Standing

_HEADINGS = {
    "agreed": "Agreed facts",
    "contested": "Contested facts",
    "convergent-norm": "Norms on which they converge",
    "divergent-norm": "Norms on which they differ",
    "ours": "Facts as we have them",
}


def facts_and_norms(desk: Desk) -> tuple[Block, ...]:
    """Return the island of agreement, and what in reporting cannot all be taken at its word."""
    rows = []
    for status, heading in _HEADINGS.items():
        facts = [fact for fact in desk.case.facts if fact.status == status]
        rows.append((heading, tuple(sentence for fact in facts for sentence in _told(desk, fact))))
    rows.append(
        ("Standards", tuple(Sentence(f"{one.label}: {one.text.value}", basis(one.text)) for one in desk.case.standards))
    )
    rows.append(("Affected and not at the table", all_said(desk.case.affected)))
    rows.append(("Small steps first", all_said(desk.case.confidence_building)))
    kept = tuple(row for row in rows if row[1])
    clashes = contradictions(desk)
    blocks: list[Block] = [Facts(kept)] if kept else []
    if clashes:
        blocks.append(Facts((("Reporting contradicts itself", clashes),)))
    if not blocks:
        blocks.append(
            Empty(Sentence("On which facts and norms do the parties agree, on which not?", (Mark("none", "facts"),)))
        )
    return tuple(blocks)


def _told(desk: Desk, fact: Fact) -> tuple[Sentence, ...]:
    day = f"{written_day(fact.date)}: " if fact.date else ""
    versions = tuple(Sentence(f"{desk.name(one.party)}: {one.text.value}", basis(one.text)) for one in fact.versions)
    return (Sentence(f"{day}{fact.text.value}", basis(fact.text)), *versions)


def sources_list(desk: Desk) -> tuple[Block, ...]:
    """Return every source with its number, date, who may see it, and whether it stands."""
    if not desk.evidence.sources:
        return (
            Empty(
                Sentence(
                    "No reporting has been read. `pourparler read DIR FILE` takes it in.", (Mark("none", "sources"),)
                )
            ),
        )
    count = Counter(reviewed.claim.source for reviewed in desk.evidence.claims)
    rows = []
    for number, source in enumerate(desk.evidence.sources.values(), start=1):
        rows.append(
            tuple(
                GridCell((Sentence(text),)) if text else GridCell()
                for text in (
                    str(number),
                    ", ".join(part for part in (source.publisher, source.title or source.file) if part),
                    f"{table_day(source.date)} ({source.date_basis})" if source.date else "undated",
                    source.visibility.value,
                    _standing(source),
                    str(count[source.id]) if source.read else "not read",
                    source.sha256[:12],
                )
            )
        )
    columns = ("No.", "Source", "Date", "Visibility", "Standing", "Claims", "Text hash")
    return (Grid("Sources", columns, tuple(rows), widths=(0.4, 2.6, 1.6, 0.8, 1.6, 0.6, 1.1)),)


def _standing(source: Source) -> str:
    told = [] if source.standing is Standing.CURRENT else [source.standing.value]
    if source.superseded_by:
        told.append(f"by {source.superseded_by}")
    if source.copy_of:
        told.append(f"a copy of {source.copy_of}: one witness")
    if source.off_record:
        told.append("off the record")
    if source.hidden:
        told.append(f"hidden characters: {', '.join(source.hidden)}")
    if source.note:
        told.append(source.note)
    return "; ".join(told)


def assumptions(desk: Desk) -> tuple[Block, ...]:
    """Say how the brief was made, what is unsigned or unreviewed, and what it cannot tell."""
    reviewed = Counter(one.review for one in desk.evidence.claims)
    review = ", ".join(f"{reviewed[state]} {state.value}" for state in Review if reviewed[state]) or "none"
    judged = [found for _, found in judgements(desk.case)]
    unsigned = [found for found in judged if not found.signed]
    made = Mark("method", "brief")
    lines = [
        Sentence(f"Claims on file: {review}. A proposed claim was found by rules and read by nobody yet.", (made,)),
        Sentence(f"Judgements in the case: {len(judged)}, of which {len(unsigned)} unsigned.", (made,)),
        *(
            Sentence(f"Warning: {warning}.", (made,))
            for result in desk.results.values()
            for warning in result.provenance.warnings
        ),
        *(
            Sentence(
                f"{result.title} Method: {result.provenance.method}; inputs {result.provenance.inputs}.",
                (Mark("method", result.question),),
            )
            for result in desk.results.values()
        ),
        *(Sentence(text, (made,)) for text in LIMITS),
    ]
    return (Bullets(tuple(lines)),)


LIMITS = (
    "Quotations are verbatim spans of the stored text; everything else is a summary or a judgement.",
    "Reporting can be wrong, translated or machine-written: check the original before relying on it.",
    "A stated position is not an interest, a limit or a forecast, and one speaker is not the whole party.",
    "Scores are the inputs of named people, not measurements; results hold only as far as they do.",
    "Silence here means that nothing is on file, not that nothing was said.",
)
