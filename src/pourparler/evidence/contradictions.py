"""What the sources of an evidence base say against each other."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import replace

from pourparler.evidence.claim import Claim, Inconsistency, Reading
from pourparler.evidence.record import Evidence, Standing


def between_sources(evidence: Evidence, readings: Mapping[str, Reading]) -> tuple[Inconsistency, ...]:
    """Return what current sources say against each other; copies of one story speak once.

    Parameters
    ----------
    evidence : Evidence
        With its claims as they stand after review.
    readings : mapping of source id to Reading

    Examples
    --------
    >>> between_sources(Evidence({}, {}), {})
    ()
    """
    from pourparler.evidence.extraction.inconsistencies import between

    current = [
        source
        for source in evidence.sources.values()
        if source.standing is Standing.CURRENT and source.copy_of is None and source.id in readings
    ]
    if len(current) < 2:
        return ()
    reviewed: dict[str, list[Claim]] = {source.id: [] for source in current}
    for one in evidence.claims:
        if one.claim.source in reviewed:
            reviewed[one.claim.source].append(one.claim)
    told = []
    for source in current:
        reading = replace(readings[source.id], claims=tuple(reviewed[source.id]))
        day = datetime.date.fromisoformat(source.date) if source.date else None
        told.append((reading, evidence.texts[source.id], day))
    return between(told)
