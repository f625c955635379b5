"""A whole case file drafted from evidence alone: no number in it, a question for each one that is missing."""

from __future__ import annotations

import datetime

from pourparler.core.inert import one_line
from pourparler.evidence.framing.entries import comments, written
from pourparler.evidence.framing.material import Material
from pourparler.evidence.framing.sections import sections, title
from pourparler.evidence.framing.views import open_rows
from pourparler.evidence.framing.wording import sentence
from pourparler.evidence.record import Evidence, Standing

_HEAD = """\
# A case drafted from reporting. Every text below rests on the claims it names; nobody has judged it yet.
# It holds no number: what things are worth, and what each side expects without agreement, is for people to say.
# A line that begins with "# question:" is something that the reporting leaves open. Answer it in the line above or
# below it, sign with by, dated and why, and delete the question. Nothing here leaves the team until you say so
# with a visibility.
"""


def draft(evidence: Evidence, *, as_of: str | datetime.date | None = None) -> str:
    """Write a complete, valid, commented case file from evidence alone.

    Parameters
    ----------
    evidence : Evidence
    as_of : str or date, optional
        The day the case stands for; the newest date of a source that stands when left out.

    Returns
    -------
    str
        The text of ``case.yaml``. The same evidence gives the same text.

    Notes
    -----
    Neutral by construction: the same steps and the same words for every party. Nothing is signed, no number is given,
    no party is called a principal. Claims of retracted and superseded sources are left out, and sources off the record
    are used and never quoted.

    Examples
    --------
    >>> print(draft(Evidence({}, {})).splitlines()[5])
    format: pourparler-case/1
    """
    material = Material(evidence)
    day = str(as_of) if as_of is not None else _newest(evidence)
    lines = [
        "format: pourparler-case/1",
        "id: case",
        'title: ""',
        "# question: what is this case called, and what must the talks settle? title: and question:",
        f"as_of: {day}" if day else "# question: which day does this case stand for? as_of: YYYY-MM-DD",
        "# question: whom do we prepare? prepared_for: (a party id; left out by mediators and researchers)",
    ]
    found = sections(material)
    parties = frozenset(entry.key[0] for entry in found["parties"])
    for section, entries in found.items():
        lines += ["", *title(section)]
        lines.append(f"{section}:" if entries else f"# {section}: nothing on file")
        for entry in entries:
            lines += written(entry)
        if section == "views":
            lines += comments(open_remarks(material, parties), 2)
    return _HEAD + "\n".join(lines) + "\n"


def open_remarks(material: Material, parties: frozenset[str]) -> tuple[str, ...]:
    """Return what counts for no party yet, as remarks: no view may carry it before people decide."""
    remarks = []
    for seat, issue, told in open_rows(material, parties):
        why = f" {seat.reason}" if seat.open else ""
        remarks.append(f"question: for whom does {one_line(seat.name)} speak on {issue}?{why}")
        for one in told:
            said = sentence(material.evidence, one.claim, seat.name, sided=material.sided(one.claim))
            remarks.append(f"{said} [{one.claim.id}]")
    return tuple(remarks)


def _newest(evidence: Evidence) -> str | None:
    dates = (source.date for source in evidence.sources.values() if source.standing is Standing.CURRENT)
    return max((date for date in dates if date), default=None)
