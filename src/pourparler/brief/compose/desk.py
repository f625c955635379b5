"""What the composer has on its desk: the case, the evidence, the results, and short ways to say things with marks."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pourparler.analysis.ground import Ground, manner
from pourparler.analysis.positions.stands import Stand, issues_of, seats_of, stands
from pourparler.case.judgement import Judgement
from pourparler.case.model import Case
from pourparler.case.parties import Person
from pourparler.core.result import Mark, Result, Sentence
from pourparler.evidence.claim import Claim
from pourparler.evidence.record import Evidence

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


@dataclass(frozen=True)
class Desk:
    """Everything a brief is made from."""

    case: Case
    evidence: Evidence
    results: Mapping[str, Result]

    @cached_property
    def ground(self) -> Ground:
        """Case and evidence side by side."""
        return Ground(self.case, self.evidence)

    @cached_property
    def stands(self) -> tuple[Stand, ...]:
        """Every seat on every issue."""
        return stands(self.ground, seats_of(self.ground), issues_of(self.ground))

    @property
    def positions(self) -> Result:
        """Who stands where."""
        return self.results["positions"]

    def ours(self) -> str | None:
        """Return the name of the party the brief is for, if it is for one."""
        who = self.case.prepared_for
        party = self.case.party(who) if who is not None else None
        return party.label if party is not None else None

    def name(self, who: str) -> str:
        """Return the name of a party, person or body, as the case, else reporting, has it."""
        named = (*self.case.parties, *self.case.people, *self.case.bodies)
        known = next((entry.label for entry in named if entry.id == who), None)
        if known is not None:
            return known
        entity = self.evidence.entities.get(who)
        return entity.name if entity is not None else who

    def person(self, who: str) -> Person | None:
        """Return a person of the case."""
        return next((entry for entry in self.case.people if entry.id == who), None)

    def quoted(self, claim: Claim, speaker: str) -> Sentence:
        """Return who said what, how and when; words from an off-record source are left out."""
        words = self.evidence.words(claim)
        day = self.evidence.day(claim)
        when = f", {written_day(day)}" if day else ", undated"
        mark = (Mark("claim", claim.id),)
        if words is None:
            return Sentence(f"{speaker} (off the record{when}).", mark)
        return Sentence(f"{speaker}: {in_marks(words, claim)} ({manner(claim)}{when}).", mark)


def in_marks(words: str, claim: Claim | None = None) -> str:
    """Set verbatim words in marks: “the speaker's own”, ‘the writer's for the speaker’.

    Words that already stand in quotation marks keep theirs.

    Examples
    --------
    >>> in_marks("we will go"), in_marks("“we will go,”")
    ('“we will go”', '“we will go,”')
    """
    if words[:1] in "“\"'‘«„" and words[-1:] in "”\"'’»“":
        return words
    reported = claim is not None and manner(claim) != "quoted"
    return f"‘{words}’" if reported else f"“{words}”"


def basis(judgement: Judgement[Any]) -> tuple[Mark, ...]:
    """Return the marks of a judgement: the judgement itself, signed or not, and the claims it rests on."""
    kind = "judgement" if judgement.signed else "unsigned"
    return (Mark(kind, judgement.path), *(Mark("claim", claim) for claim in judgement.because))


def said(judgement: Judgement[str] | None) -> tuple[Sentence, ...]:
    """Return a judged text as a sentence with its marks; nothing when it is missing."""
    return () if judgement is None else (Sentence(judgement.value, basis(judgement)),)


def all_said(judgements: Iterable[Judgement[str]]) -> tuple[Sentence, ...]:
    """Return several judged texts."""
    return tuple(sentence for judgement in judgements for sentence in said(judgement))


def newest_first(day: str | None) -> int:
    """Return a rank that puts the newest day first, and no day last.

    Examples
    --------
    >>> sorted(["2031-03-05", None, "2031-03-09/2031-03-11"], key=newest_first)
    ['2031-03-09/2031-03-11', '2031-03-05', None]
    """
    digits = "".join(sign for sign in (day or "")[:10] if sign.isdigit())
    return -int(digits.ljust(8, "0")) if digits else 0


def written_day(day: str | datetime.date) -> str:
    """Write a day, or an interval of days, as people do.

    Examples
    --------
    >>> written_day("2031-03-05")
    '5 March 2031'
    >>> written_day("2031-03-05/2031-03-09")
    '5 March 2031 to 9 March 2031'
    """
    text = day if isinstance(day, str) else day.isoformat()
    return " to ".join(_one_day(part) for part in text.split("/"))


def table_day(day: str | datetime.date) -> str:
    """Write a day for a narrow column: the month in three letters, never broken over lines.

    Examples
    --------
    >>> table_day("2031-11-05").replace("\\xa0", "_"), table_day("2031-11-05/2031-11-09").replace("\\xa0", "_")
    ('5_Nov_2031', '5_Nov_2031 to 9_Nov_2031')
    """
    short = written_day(day)
    for month in _MONTHS:
        short = short.replace(month, month[:3])
    return short.replace(" ", "\xa0").replace("\xa0to\xa0", " to ")


def _one_day(text: str) -> str:
    parts = text.split("-")
    if len(parts) == 3 and all(part.isdigit() for part in parts):
        return f"{int(parts[2])} {_MONTHS[int(parts[1]) - 1]} {parts[0]}"
    if len(parts) == 2 and all(part.isdigit() for part in parts):
        return f"{_MONTHS[int(parts[1]) - 1]} {parts[0]}"
    return text
