"""Short, readable, lasting ids for sources."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container
from dataclasses import replace
from pathlib import Path

from pourparler.evidence.claim import Inconsistency, Reading

_LONGEST = 40
# Words and shapes that a case file would take for something other than a name.
_NOT_NAMES = frozenset({"null", "true", "false", "public", "shared", "own"})


def source_id(file: str, taken: Container[str] = ()) -> str:
    """Return an id for the source read from a file of that name.

    Parameters
    ----------
    file : str
        The original's name.
    taken : container of str
        The ids in use; the next free number is added to one of these.

    Examples
    --------
    >>> source_id("Wire story (final).txt"), source_id("wire.html", {"wire"}), source_id("2031-03-12.txt")
    ('wire-story-final', 'wire-2', 's-2031-03-12')
    """
    letters = unicodedata.normalize("NFKD", Path(file).stem).casefold()
    ascii_letters = letters.encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", ascii_letters).strip("-")
    if len(slug) > _LONGEST:
        slug = slug[:_LONGEST].rsplit("-", 1)[0].strip("-")
    if not slug:
        slug = "source"
    if not slug[0].isalpha() or slug in _NOT_NAMES:
        slug = f"s-{slug}"
    number, id_ = 1, slug
    while id_ in taken:
        number += 1
        id_ = f"{slug}-{number}"
    return id_


def renamed(reading: Reading, to: str) -> Reading:
    """Return the reading under another source id, with the ids of its claims and every reference to them.

    Two processes may choose one id for two files; the second to be stored then takes the next number.

    Examples
    --------
    >>> renamed(Reading("wire", notes=("nothing said",)), "wire-2").source
    'wire-2'
    """
    old = reading.source
    if old == to:
        return reading

    def named(id_: str | None) -> str | None:
        return f"{to}{id_[len(old) :]}" if id_ and id_.startswith(f"{old}.") else id_

    def moved(found: Inconsistency) -> Inconsistency:
        return replace(
            found,
            id=named(found.id) or found.id,
            evidence=tuple((to if source == old else source, span) for source, span in found.evidence),
            claims=tuple(named(id_) or id_ for id_ in found.claims),
        )

    return replace(
        reading,
        source=to,
        claims=tuple(
            replace(claim, id=named(claim.id) or claim.id, source=to, relays=named(claim.relays))
            for claim in reading.claims
        ),
        meetings=tuple(replace(meeting, id=named(meeting.id) or meeting.id) for meeting in reading.meetings),
        inconsistencies=tuple(moved(found) for found in reading.inconsistencies),
    )
