"""Arranges results, case and evidence into the brief."""

from __future__ import annotations

from collections.abc import Mapping

import pourparler
from pourparler.analysis.changes import Changes
from pourparler.brief.compose.annexes import annexes
from pourparler.brief.compose.desk import Desk, written_day
from pourparler.brief.compose.page_one import page_one
from pourparler.brief.compose.references import references
from pourparler.brief.compose.topics import topics_part
from pourparler.brief.document import Document
from pourparler.case.model import Case
from pourparler.core.result import Mark, Result, Sentence
from pourparler.evidence.record import Evidence

CAVEAT = (
    "Decision support from the sources and judgements listed: it lays out what is on file and what is not. "
    "It does not predict, and it does not say which agreement to take."
)


def compose(case: Case, evidence: Evidence, results: Mapping[str, Result], changes: Changes | None = None) -> Document:
    """Return the brief as a document for any writer.

    Parameters
    ----------
    case : Case
        May be empty: the brief then says what reporting holds, and asks the rest.
    evidence : Evidence
    results : mapping of question to Result
        Must hold ``positions``.
    changes : Changes or None
        What moved since the brief before; ``None`` for the first one, and for a copy that goes to others.

    Raises
    ------
    KeyError
        When ``positions`` is missing.

    Examples
    --------
    >>> from pourparler.analysis.positions import positions
    >>> empty = Evidence({}, {})
    >>> compose(Case(), empty, {"positions": positions(Case(), empty)}).parts[0].heading
    'In brief'
    """
    desk = Desk(case, evidence, results)
    parts = (page_one(desk), *topics_part(desk), annexes(desk, changes))
    as_of = desk.ground.as_of
    ours = desk.ours()
    return Document(
        title=case.title or case.question or _title_from(evidence),
        subtitle=f"Brief prepared for {ours}" if ours else "Brief from reporting" if not case.parties else "Brief",
        classification=case.classification,
        dated=f"As of {written_day(as_of)}" if as_of else "Undated: no source carries a date",
        stamp=f"Pourparler {pourparler.__version__}, inputs {desk.ground.inputs[:16]}",
        parts=parts,
        references=references(desk, parts),
        language=case.language,
        caveats=(Sentence(CAVEAT, (Mark("method", "brief"),)),),
    )


def _title_from(evidence: Evidence) -> str:
    titles = [source.title for source in evidence.sources.values() if source.title]
    return titles[0] if len(titles) == 1 else "What the reporting says"
