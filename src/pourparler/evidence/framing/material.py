"""What of the evidence a case may be drafted from: claims that stand, each with whom it counts for and on which issue."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from pourparler.case.model import Case
from pourparler.evidence.attribution import Attribution, Seat, attributed
from pourparler.evidence.claim import Claim, Entity, EntityType
from pourparler.evidence.framing.matching import Known
from pourparler.evidence.record import Evidence, Source, Standing
from pourparler.evidence.spelling import folded, plain
from pourparler.evidence.subjects import Subjects

_ID = re.compile(r"^[a-z0-9][a-z0-9-]*$")
_LONGEST_ID = 60


@dataclass(frozen=True, slots=True)
class Told:
    """A claim, the seat it counts for, the issue of the case it is about, and its day."""

    claim: Claim
    seat: Seat
    issue: str | None
    day: str | None


@dataclass(frozen=True)
class Material:
    """The evidence as the drafting sees it, with the ids that the case uses.

    Parameters
    ----------
    evidence : Evidence
    case : Case or None
        The case that is being added to: its ids and spellings are used wherever it knows somebody.
    """

    evidence: Evidence
    case: Case | None = None

    @cached_property
    def attribution(self) -> Attribution:
        """Who speaks for whom."""
        return attributed(self.evidence, self.case)

    @cached_property
    def subjects(self) -> Subjects:
        """Which issue a claim is about."""
        return Subjects(self.evidence, self.case)

    @cached_property
    def known(self) -> Known:
        """Whom and what the case already has."""
        return Known(self.case)

    @cached_property
    def told(self) -> tuple[Told, ...]:
        """Claims that stand, one witness each, in order of source and place."""
        found = []
        for reviewed in self.evidence.standing():
            claim = reviewed.claim
            if not self._repeats(claim):
                issue = self.subjects.of(claim)
                seat = self._named(self.attribution.seat_of_claim(claim))
                day = self.evidence.day(claim)
                found.append(Told(claim, seat, None if issue is None else case_id(issue), day))
        return tuple(found)

    @cached_property
    def by_view(self) -> Mapping[tuple[str, str], tuple[Told, ...]]:
        """Claims by seat and issue, unnamed speakers left out."""
        found: dict[tuple[str, str], list[Told]] = defaultdict(list)
        for told in self.told:
            if told.issue is not None and told.seat.kind != "unnamed":
                found[told.seat.id, told.issue].append(told)
        return {key: tuple(found[key]) for key in sorted(found)}

    def seat_of(self, entity: str, on: str | None = None) -> Seat:
        """Return the seat of an entity on a day, under the id the case uses."""
        return self._named(self.attribution.seat_of(entity, on))

    def id_of(self, entity: str) -> str:
        """Return the id the case uses for a person, party or organisation of the evidence."""
        held = self.evidence.entities.get(entity)
        spellings = () if held is None else (held.name, *held.aliases)
        if held is not None and held.type is EntityType.PERSON:
            person = self.known.person(entity, *spellings)
            return case_id(entity) if person is None else person
        party = self.known.party(entity, *spellings)
        return case_id(entity) if party is None else party

    def source(self, claim: Claim) -> Source:
        """Return the source of a claim."""
        return self.evidence.sources[claim.source]

    @cached_property
    def texts(self) -> Mapping[str, str]:
        """The frozen texts that stand, by source; those of copies left out."""
        return {
            source.id: self.evidence.texts[source.id]
            for source in self.evidence.sources.values()
            if source.standing is Standing.CURRENT and source.copy_of not in self.evidence.sources
        }

    def entity(self, id_: str) -> Entity | None:
        """Return the entity of the evidence whose id in the case is ``id_``."""
        return self._entities.get(id_)

    @cached_property
    def _entities(self) -> Mapping[str, Entity]:
        return {self.id_of(key): entity for key, entity in sorted(self.evidence.entities.items(), reverse=True)}

    @cached_property
    def _said(self) -> frozenset[tuple[str, str | None, str]]:
        return frozenset(self._words(reviewed.claim) for reviewed in self.evidence.standing())

    def _words(self, claim: Claim) -> tuple[str, str | None, str]:
        words = " ".join(self.evidence.quote(claim.source, span) for span in claim.content)
        return claim.source, claim.speaker.entity, folded(words)

    def _repeats(self, claim: Claim) -> bool:
        """A copy of a story that says the same again is no second witness."""
        original = self.source(claim).copy_of
        return original is not None and (original, *self._words(claim)[1:]) in self._said

    def _named(self, seat: Seat) -> Seat:
        if seat.kind in ("unnamed", "body"):
            return seat
        id_ = self.id_of(seat.id)
        return seat if id_ == seat.id else Seat(id_, seat.name, seat.kind, seat.reason)


def case_id(raw: str) -> str:
    """Return an id that a case file takes, made from an id of the evidence.

    Examples
    --------
    >>> case_id("norland"), case_id("élysée palace")
    ('norland', 'elysee-palace')
    >>> case_id("北方") == case_id("北方"), case_id("北方").startswith("entry-")
    (True, True)
    """
    if _ID.match(raw) and len(raw) <= _LONGEST_ID:
        return raw
    words = re.findall(r"[a-z0-9]+", plain(raw).casefold())
    made = "-".join(words)
    if made and len(made) <= _LONGEST_ID:
        return made
    mark = hashlib.sha256(raw.encode()).hexdigest()[:8]
    return f"{made[: _LONGEST_ID - 9].rstrip('-')}-{mark}" if made else f"entry-{mark}"
