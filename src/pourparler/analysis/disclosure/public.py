"""The public words a team has judged, tied to who said them and when, in the order in which they were heard."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from pourparler.analysis.ground import Ground, manner
from pourparler.analysis.positions.stands import speaker_name
from pourparler.case.model import Case
from pourparler.case.parties import Role
from pourparler.case.sampling import Draws
from pourparler.case.views import Statement
from pourparler.core.grades import Visibility
from pourparler.core.result import Mark
from pourparler.evidence.attribution import Seat
from pourparler.evidence.claim import Claim, Kind
from pourparler.methods.disclosure.belief import Array

_OPENING, _CLOSING = '“"«„', '”"»“'
WORDS = 12
"""Words of a quotation in a sentence; the tables have all of them."""


@dataclass(frozen=True)
class Spoken:
    """One statement of the case, with the claim it judges.

    Parameters
    ----------
    statement : Statement
    claim : Claim
    seat : Seat
        For whom the speaker spoke.
    speaker : str
        As people would say it.
    day : str or None
    words : str or None
        Verbatim; ``None`` when the source is off the record.
    echo : bool
        Whether it passes on, or repeats, what an earlier statement said: it is no further evidence.
    """

    statement: Statement
    claim: Claim
    seat: Seat
    speaker: str
    day: str | None
    words: str | None
    echo: bool = False

    @property
    def path(self) -> str:
        """Its path in the case."""
        return f"statements.{self.statement.claim}{f'.{self.statement.about}' if self.statement.about else ''}"

    @property
    def mark(self) -> Mark:
        """The mark of its words."""
        return Mark("claim", self.claim.id)

    @property
    def how(self) -> str:
        """How the source gives the words: quoted, reported, told by the writer."""
        return manner(self.claim)

    @property
    def short(self) -> str:
        """The words and who said them, for a sentence; the words are cut with an ellipsis where they are long."""
        return f"{quoted(self.words, self.claim)} ({self.speaker}, {self.how})"

    @property
    def informs(self) -> bool:
        """Whether it says something in numbers, and of somebody's value."""
        told = self.statement
        return told.about is not None and (told.at_most is not None or told.at_least is not None)

    def ends(self, drawn: Draws) -> tuple[Array, Array] | None:
        """Return the ends between which it puts the value, draw by draw; ``None`` where it puts none."""
        if not self.informs:
            return None
        import numpy as np

        blank = np.full(drawn.draws, np.inf)
        low = drawn.get(f"{self.path}.at_least", -blank)
        high = drawn.get(f"{self.path}.at_most", blank)
        return np.minimum(low, high), np.maximum(low, high)


def quoted(words: str | None, claim: Claim | None = None, most: int | None = WORDS) -> str:
    """Return verbatim words in marks: “the speaker's own”, ‘the writer's for the speaker’; cut where they are long.

    Examples
    --------
    >>> quoted("“We will not sign.”"), quoted("We will not sign."), quoted(None)
    ('“We will not sign.”', '“We will not sign.”', 'words off the record')
    """
    if words is None:
        return "words off the record"
    whole = words[1:-1] if words[:1] in _OPENING and words[-1:] in _CLOSING else words
    told = whole.split()
    shown = whole if most is None or len(told) <= most else f"{' '.join(told[:most])} …"
    return f"‘{shown}’" if claim is not None and manner(claim) != "quoted" else f"“{shown}”"


@dataclass(frozen=True)
class Public:
    """What was said in public: judged by the team, and not judged yet.

    Parameters
    ----------
    ground : Ground
    """

    ground: Ground

    @property
    def case(self) -> Case:
        """The case."""
        return self.ground.case

    @cached_property
    def spoken(self) -> tuple[Spoken, ...]:
        """The statements of the case whose words still stand, in the order in which they were heard."""
        evidence, found = self.ground.evidence, []
        standing = {reviewed.claim.id: reviewed.claim for reviewed in evidence.standing()}
        for statement in self.case.statements:
            claim = standing.get(statement.claim)
            if claim is not None:
                found.append(self._spoken(statement, claim))
        found.sort(key=lambda one: (one.day or "", evidence.precedence(one.claim), one.statement.about or ""))
        return tuple(self._with_echoes(found))

    def _spoken(self, statement: Statement, claim: Claim) -> Spoken:
        ground = self.ground
        seat = ground.attribution.seat_of_claim(claim)
        speaker = speaker_name(ground, claim)
        return Spoken(statement, claim, seat, speaker, ground.evidence.day(claim), ground.evidence.words(claim))

    @staticmethod
    def _with_echoes(found: list[Spoken]) -> Iterator[Spoken]:
        """Yield statements, those that pass on or repeat an earlier one marked."""
        heard: set[tuple[object, ...]] = set()
        cited = {one.claim.id for one in found}
        for one in found:
            told = one.statement
            said = (one.seat.id, told.about, _shown(told.at_most), _shown(told.at_least))
            echo = one.informs and (said in heard or one.claim.relays in cited)
            heard.add(said)
            yield Spoken(one.statement, one.claim, one.seat, one.speaker, one.day, one.words, echo)

    @cached_property
    def lost(self) -> tuple[str, ...]:
        """The claims that statements judge and that no longer stand."""
        held = {one.claim.id for one in self.spoken}
        return tuple(one.claim for one in self.case.statements if one.claim not in held)

    @cached_property
    def unjudged(self) -> tuple[tuple[Seat, str, tuple[Claim, ...]], ...]:
        """Public claims on issues of the case that no statement judges: (who, issue, claims newest first).

        Of parties of the case, in its order; what takes no side on the issue is left out.
        """
        evidence = self.ground.evidence
        judged = {one.claim for one in self.case.statements}
        groups: dict[tuple[str, str], list[Claim]] = {}
        seats: dict[str, Seat] = {}
        for reviewed, seat, issue in self.ground.claims:
            claim = reviewed.claim
            source = evidence.sources[claim.source]
            open_ = source.visibility is Visibility.PUBLIC and not source.off_record
            known = self.case.party(seat.id) is not None and issue is not None and self.case.issue(issue) is not None
            if open_ and known and claim.id not in judged and claim.kind is Kind.SPEECH and self.ground.stance(claim):
                groups.setdefault((seat.id, str(issue)), []).append(claim)
                seats[seat.id] = seat
        parties = [party.id for party in self.case.parties]
        issues = [issue.id for issue in self.case.issues]
        ordered = sorted(groups, key=lambda key: (parties.index(key[0]), issues.index(key[1])))
        return tuple((seats[key[0]], key[1], tuple(self._newest_first(groups[key]))) for key in ordered)

    def _newest_first(self, claims: list[Claim]) -> list[Claim]:
        evidence = self.ground.evidence
        ordered = sorted(claims, key=evidence.precedence)
        return sorted(ordered, key=lambda claim: evidence.day(claim) or "", reverse=True)

    @cached_property
    def principals(self) -> tuple[str, ...]:
        """The parties that must agree, as the case lists them."""
        return tuple(party.id for party in self.case.parties if Role.PRINCIPAL in party.roles)

    def name(self, party: str) -> str:
        """Return the name of a party."""
        entry = self.case.party(party)
        return entry.label if entry is not None else party


def _shown(value: object) -> str:
    return str(getattr(value, "value", ""))
