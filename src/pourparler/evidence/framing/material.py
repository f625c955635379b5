"""What a case may be drafted from: the claims that stand, with whom each counts for and on which issue."""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from pourparler.case.audience import RESERVED
from pourparler.case.model import Case
from pourparler.evidence.attribution import Attribution, Seat, attributed
from pourparler.evidence.claim import Claim, Entity, EntityType, Inconsistency, Meeting, Span
from pourparler.evidence.framing.matching import Known
from pourparler.evidence.framing.naming import proper_names
from pourparler.evidence.record import Evidence, Source
from pourparler.evidence.record import Standing as SourceStanding
from pourparler.evidence.spelling import folded, plain
from pourparler.evidence.stances import Stance, Standing, stance_of, standing
from pourparler.evidence.subjects import Subjects

_ID = re.compile(r"^[a-z0-9][a-z0-9-]*$")
_LONGEST_ID = 60
_UNDATED = "9999"


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
        """Claims that stand, in order of source and place; copies and offices that pass words on add no witness."""
        found = []
        for reviewed in self.evidence.standing():
            claim = reviewed.claim
            if not self._repeats(claim) and claim.relays not in self.evidence.by_id:
                issue = self.subjects.of(claim)
                day = self.evidence.day(claim)
                seat = self._named(self.attribution.seat_of_claim(claim), day)
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

    @cached_property
    def voices(self) -> Mapping[str, Counter[str]]:
        """How many claims each person or office made for a seat, by seat."""
        found: dict[str, Counter[str]] = defaultdict(Counter)
        for told in self.told:
            if told.claim.speaker.entity is not None:
                found[told.seat.id][self.id_of(told.claim.speaker.entity)] += 1
        return found

    def stance(self, claim: Claim) -> Stance | None:
        """Return the stance a claim takes on its issue."""
        issue = self.subjects.of(claim)
        words = " ".join(self.evidence.quote(claim.source, span) for span in claim.content)
        return stance_of(claim, words, self.subjects.name(issue) if issue is not None else "")

    def sided(self, claim: Claim) -> bool:
        """Tell whether a claim takes a stance."""
        return self.stance(claim) is not None

    def standing(self, told: Iterable[Told]) -> Standing:
        """Return what the claims of one seat on one issue say together."""
        ordered = sorted(told, key=lambda one: self.evidence.precedence(one.claim))
        return standing([(one.claim, one.day) for one in ordered], self.stance)

    def seat_of(self, entity: str, on: str | None = None) -> Seat:
        """Return the seat of an entity on a day, under the id the case uses."""
        return self._named(self.attribution.seat_of(entity, on), on)

    def id_of(self, entity: str) -> str:
        """Return the id the case uses for a person, party or organisation of the evidence."""
        held = self.evidence.entities.get(entity)
        spellings = () if held is None else self.names_of(held)
        if held is not None and held.type is EntityType.PERSON:
            person = self.known.person(entity, *spellings)
            return case_id(entity) if person is None else person
        party = self.known.party(entity, *spellings)
        return case_id(entity) if party is None else party

    def names_of(self, entity: Entity) -> tuple[str, ...]:
        """Return the name and spellings that are its own: a name that two entities share ("the Union") is nobody's."""
        return tuple(
            name for name in proper_names(entity) if name == entity.name or self._bearers[folded(name)] == {entity.id}
        )

    @cached_property
    def _bearers(self) -> Mapping[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for entity in self.evidence.entities.values():
            for spelling in (entity.id, entity.name, *entity.aliases):
                found[folded(spelling)].add(entity.id)
        return found

    def source(self, claim: Claim) -> Source:
        """Return the source of a claim."""
        return self.evidence.sources[claim.source]

    @cached_property
    def meetings(self) -> tuple[tuple[str, Meeting], ...]:
        """Meetings with their source, from sources that stand, in the order of :attr:`texts`."""
        place = {source: number for number, source in enumerate(self.texts)}
        told = [(source, meeting) for source, meeting in self.evidence.meetings if source in place]
        return tuple(sorted(told, key=lambda one: place[one[0]]))

    @cached_property
    def inconsistencies(self) -> tuple[Inconsistency, ...]:
        """Inconsistencies all of whose spans stand in sources that stand."""
        sound = (
            item for item in self.evidence.inconsistencies if all(source in self.texts for source, _ in item.evidence)
        )
        return tuple(sorted(sound, key=lambda item: item.id))

    def claims_at(self, source: str, span: Span) -> tuple[Told, ...]:
        """Return the claims of a source that share a character with the span, by their words or their speaker."""
        return tuple(
            told
            for told in self.told
            if told.claim.source == source
            and any(part.overlaps(span) for part in (*told.claim.content, told.claim.speaker.mention) if part)
        )

    @cached_property
    def texts(self) -> Mapping[str, str]:
        """The frozen texts that stand, by source; those of copies left out.

        In order of date; within a day the text decides, not what its file is called.
        """
        ordered = sorted(self.evidence.sources.values(), key=lambda one: (one.date or _UNDATED, one.sha256))
        return {
            source.id: self.evidence.texts[source.id]
            for source in ordered
            if source.standing is SourceStanding.CURRENT and not self._stands(source.copy_of)
        }

    def _stands(self, source: str | None) -> bool:
        held = self.evidence.sources.get(source or "")
        return held is not None and held.standing is SourceStanding.CURRENT

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

    def _named(self, seat: Seat, on: str | None) -> Seat:
        if seat.kind in ("unnamed", "body"):
            return seat
        held = self.evidence.entities.get(seat.id)
        if seat.kind == "party" and held is not None and held.type is EntityType.PERSON:
            # The spokesman of a person speaks for whomever the person speaks for.
            seat = self.attribution.seat_of(seat.id, on)
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
    if _ID.match(raw) and len(raw) <= _LONGEST_ID and raw not in RESERVED:
        return raw
    words = re.findall(r"[a-z0-9]+", plain(raw).casefold())
    made = "-".join(words)
    if made and len(made) <= _LONGEST_ID and made not in RESERVED:
        return made
    mark = hashlib.sha256(raw.encode()).hexdigest()[:8]
    return f"{made[: _LONGEST_ID - 9].rstrip('-')}-{mark}" if made else f"entry-{mark}"
