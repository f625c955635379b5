"""The verb ``say``: check a sentence before it is spoken. For our own side; nothing is written."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from pourparler.analysis.ground import Ground
from pourparler.analysis.saying import saying
from pourparler.analysis.saying.draft import Draft, Said
from pourparler.case.model import Case
from pourparler.case.sampling import DRAWS, SEED, draws_of
from pourparler.core.errors import PourparlerError, Problem
from pourparler.core.result import Result
from pourparler.evidence.claim import Reading
from pourparler.evidence.names import Names
from pourparler.evidence.record import Evidence
from pourparler.evidence.spelling import folded
from pourparler.workspace.base import case_of, evidence_and_readings_of, stored
from pourparler.workspace.folder import Folder
from pourparler.workspace.reading import names_of, topics_of

LONGEST = 4000
"""Characters of a draft: it is for sentences, and no speech."""


def say(folder: Folder, words: str, speaker: str | None = None, *, seed: int = SEED, draws: int = DRAWS) -> Result:
    """Check a draft for a workspace.

    Parameters
    ----------
    folder : Folder
    words : str
        One sentence or several.
    speaker : str, optional
        A party or person of the case, by id or name; the party the case is prepared for when left out.
    seed, draws : int
        As for the questions.

    Returns
    -------
    Result
        For our own side alone. Nothing of it is stored.

    Raises
    ------
    PourparlerError
        W194 when there is no sentence, or more than a few; W195 when nobody on file would say it.
    """
    case = case_of(folder)
    checked = _checked(words)
    party, who, name = _speaker(case, speaker)
    evidence, readings = evidence_and_readings_of(folder)
    names = _names(folder, case)
    return _said(case, evidence, readings, names, checked, (party, who, name), seed, draws)


def _said(
    case: Case,
    evidence: Evidence,
    readings: Mapping[str, Reading],
    names: Names,
    words: str,
    speaker: tuple[str, str, str],
    seed: int,
    draws: int,
) -> Result:
    from pourparler.evidence.drafted import contradicted, drafted, with_draft
    from pourparler.evidence.extraction.topics import load_topics

    party, who, name = speaker
    today = Ground(case, evidence).as_of
    day = datetime.date.fromisoformat(today.split("/")[0]) if today is not None else None
    source = "draft"
    while source in evidence.sources:
        source += "-draft"
    read = drafted(words, who, name, source=source, day=day, topics=load_topics(topics_of(case)), names=names)
    beside = with_draft(evidence, read, day)
    said = tuple(Said(sentence, read.claim(number)) for number, sentence in enumerate(read.sentences))
    draft = Draft(party, name, said, source, contradicted(beside, readings, read))
    return saying(case, beside, draft, draws_of(case, seed, draws))


def _names(folder: Folder, case: Case) -> Names:
    if not folder.evidence.exists():
        return names_of(case, Names())
    with stored(folder) as store:
        return names_of(case, Names.from_dict(store.names()))


def _checked(words: str) -> str:
    told = " ".join(words.split())
    if not any(sign.isalnum() for sign in told):
        todo = 'put it in quotation marks: pourparler say DIR "We will ..."'
        raise PourparlerError(Problem("W194", "", "no sentence", "a draft of one sentence or a few", todo))
    if len(told) > LONGEST:
        found = f"a draft of {len(told):,} characters"
        raise PourparlerError(Problem("W194", "", found, f"at most {LONGEST:,}", "check it in parts"))
    return told


def _speaker(case: Case, asked: str | None) -> tuple[str, str, str]:
    """Return the party for which it would be said, and id and name of who would say it."""
    known = [party.id for party in case.parties]
    if asked is None:
        party = case.party(case.prepared_for) if case.prepared_for is not None else None
        if party is None:
            found = "nobody to say it: the case is prepared for no party"
            todo = "name one with --speaker" if known else "write a case with its parties first: `pourparler frame DIR`"
            raise PourparlerError(Problem("W195", "--speaker", found, ", ".join(known), todo))
        return party.id, party.id, party.label
    wanted = folded(asked)
    for party in case.parties:
        if wanted in {folded(spelling) for spelling in (party.id, party.label, *party.also)}:
            return party.id, party.id, party.label
    for person in case.people:
        if wanted in {folded(spelling) for spelling in (person.id, person.label, *person.also)}:
            day = case.as_of
            offices = [office for office in person.offices if day is None or office.covers(day)]
            held = [office.of for office in offices if office.of is not None and case.party(office.of) is not None]
            own = next((one for one in (*held, person.party) if one is not None), None)
            if own is not None:
                return own, person.id, person.label
            found = f"{asked!r}, who speaks for no party of the case"
            todo = "give the person a party or an office, or name the party"
            raise PourparlerError(Problem("W195", "--speaker", found, ", ".join(known), todo))
    people = [person.id for person in case.people]
    raise PourparlerError(
        Problem("W195", "--speaker", f"{asked!r}, who is not on file", ", ".join((*known, *people)), "name one of them")
    )
