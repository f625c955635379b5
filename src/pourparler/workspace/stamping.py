"""The name of a brief: the day it stands for, and a hash of all it was made from."""

from __future__ import annotations

import hashlib

import pourparler
from pourparler.case.model import Case
from pourparler.evidence.record import Evidence


def brief_name(typed: str | None, case: Case, evidence: Evidence) -> str:
    """Return the name of the folder that keeps a brief.

    Parameters
    ----------
    typed : str or None
        The text of the case file; ``None`` where there is none.
    case : Case
        What it holds.
    evidence : Evidence

    Examples
    --------
    >>> brief_name(None, Case(), Evidence({}, {})).startswith("undated-")
    True
    """
    from pourparler.case.digest import digest

    parts = (
        pourparler.__version__,
        digest(case),
        evidence.digest,
        hashlib.sha256((typed or "").encode()).hexdigest(),
    )
    told = hashlib.sha256("\n".join(parts).encode()).hexdigest()[:10]
    newest = max((source.date for source in evidence.sources.values() if source.date), default="undated")
    return f"{case.as_of.isoformat() if case.as_of else newest}-{told}"
