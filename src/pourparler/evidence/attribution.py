"""For whom somebody speaks: persons are rolled up to the party of the office they held on that day."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from pourparler.case.model import Case
from pourparler.case.parties import Person
from pourparler.evidence.claim import Claim, Entity, EntityType
from pourparler.evidence.claim import Office as EvidenceOffice
from pourparler.evidence.record import Evidence
from pourparler.evidence.spelling import folded


@dataclass(frozen=True, slots=True, order=True)
class Seat:
    """A row of the table of positions: a party, a body, or a person whose party is open.

    Attributes
    ----------
    id, name : str
        Of the case where it knows the party, else of the evidence.
    kind : str
        ``party``, ``body``, ``person`` (the party is open), ``group`` or ``unnamed``.
    reason : str
        Why the words count for this seat, or why it is open.
    """

    id: str
    name: str
    kind: str
    reason: str = ""

    @property
    def open(self) -> bool:
        """Whether nobody can say yet for whom this speaks."""
        return self.kind in ("person", "unnamed")


UNNAMED = Seat("unnamed", "Unnamed sources", "unnamed", "the source does not name the speaker")


@dataclass(frozen=True)
class Attribution:
    """Who speaks for whom, as the evidence and the case have it.

    Parameters
    ----------
    evidence : Evidence
    case : Case or None
        Its parties, people with dated offices and bodies go before what reporting says.
    """

    evidence: Evidence
    case: Case | None = None

    def seat_of_claim(self, claim: Claim) -> Seat:
        """Return the seat this claim counts for, on the day it was made (else the source's day)."""
        if claim.speaker.entity is None:
            return UNNAMED
        day = claim.date or self.evidence.sources[claim.source].date
        return self.seat_of(claim.speaker.entity, day)

    def seat_of(self, entity_id: str, on: str | None = None) -> Seat:
        """Return the seat of an entity on a day.

        Parameters
        ----------
        entity_id : str
            Of the evidence, or a party, body or person id of the case.
        on : str or None
            ISO date (or interval, of which the first day counts); ``None`` when unknown.
        """
        entity = self.evidence.entities.get(entity_id)
        known = self._in_case(entity_id, entity)
        if known is not None:
            return known
        person = self._person(entity_id, entity)
        if entity is None and person is None:
            return Seat(entity_id, entity_id, "person", "named nowhere else")
        if person is not None or (entity is not None and entity.type is EntityType.PERSON):
            return self._seat_of_person(entity_id, entity, person, on)
        return self._seat_of_group(entity_id, entity, on)

    def _in_case(self, entity_id: str, entity: Entity | None) -> Seat | None:
        for spelling in (entity_id, *self._spellings(entity)):
            found = self._case_seats.get(folded(spelling))
            if found is not None:
                return found
        return None

    def person_of(self, entity_id: str, on: str | None = None) -> Person | None:
        """Return the person of the case that an entity is: by name, else by the one office it is known by.

        "The Chancellor" is whom the case has in that office on that day; where it has nobody, or two, it is nobody.
        """
        entity = self.evidence.entities.get(entity_id)
        return self._person(entity_id, entity) or self._holder(entity, on)

    def _person(self, entity_id: str, entity: Entity | None) -> Person | None:
        for spelling in (entity_id, *self._spellings(entity)):
            found = self._case_people.get(folded(spelling))
            if found is not None:
                return found
        return None

    def _holder(self, entity: Entity | None, on: str | None) -> Person | None:
        """The person of the case in the office that is all an entity is called by ("Dornia Chancellor")."""
        if self.case is None or entity is None or entity.type is not EntityType.PERSON:
            return None
        day = datetime.date.fromisoformat(on.split("/")[0]) if on is not None else self.case.as_of
        words = set(folded(entity.name).split())
        holders = {
            person.id: person
            for told in entity.offices
            if told.organisation is not None and self._only_a_title(words, told)
            for person in self.case.people
            for office in person.offices
            if office.of is not None
            and folded(office.title) == folded(told.title)
            and (day is None or office.covers(day))
            and self.seat_of(office.of).id == self.seat_of(told.organisation).id
        }
        return next(iter(holders.values())) if len(holders) == 1 else None

    def _only_a_title(self, words: set[str], told: EvidenceOffice) -> bool:
        """Tell whether a name is no more than a title and whose it is: "Dornia Chancellor", "the President"."""
        employer = self.evidence.entities.get(told.organisation or "")
        called = (employer.name, *employer.aliases) if employer is not None else ()
        allowed = {word for name in (told.title, told.organisation or "", *called) for word in folded(name).split()}
        return words <= allowed | {"the", "of", "a", "an"}

    def _seat_of_person(self, entity_id: str, entity: Entity | None, person: Person | None, on: str | None) -> Seat:
        name = person.label if person is not None else entity.name if entity is not None else entity_id
        own = person.id if person is not None else entity_id
        if person is not None:
            holders = _offices_on(person, on)
            if len(holders) == 1:
                return self._party_seat(
                    next(iter(holders)), f"{name} held office there on that day, as the case has it"
                )
            if holders:
                return Seat(own, name, "person", f"the case gives offices of {_listed(holders)} on that day")
            if person.party is not None:
                return self._party_seat(person.party, f"{name} belongs to it, as the case has it")
        if entity is None:
            return Seat(own, name, "person", "no office on file")
        if entity_id in self._contradicted:
            return Seat(own, name, "person", "reporting gives offices that cannot be held together")
        told = {self._employer(office.organisation, on) for office in entity.offices if office.organisation is not None}
        if len(told) == 1:
            return self._party_seat(next(iter(told)), f"{name} holds office there, as reporting has it")
        if entity.party is not None and (entity.party in told or not told):
            return self._party_seat(entity.party, f"{name} acts for it, as reporting has it")
        if told:
            return Seat(own, name, "person", f"reporting gives offices of {_listed(told)}")
        return Seat(own, name, "person", "no office on file")

    def _employer(self, organisation: str, on: str | None) -> str:
        """The party behind an office: a spokesman of a person speaks for that person's party."""
        entity = self.evidence.entities.get(organisation)
        if entity is None or entity.type is not EntityType.PERSON or any(map(self._of_a_person, entity.offices)):
            return organisation
        return self.seat_of(organisation, on).id

    def _of_a_person(self, office: EvidenceOffice) -> bool:
        employer = self.evidence.entities.get(office.organisation or "")
        return employer is not None and employer.type is EntityType.PERSON

    def _seat_of_group(self, entity_id: str, entity: Entity | None, on: str | None) -> Seat:
        if entity is None:
            return Seat(entity_id, entity_id, "group", "named nowhere else")
        if entity.party is not None and entity.party != entity_id and entity.type is EntityType.ORGANISATION:
            return self._party_seat(entity.party, f"{entity.name} speaks for it")
        kind = "group" if entity.type is EntityType.GROUP else "party"
        return Seat(entity_id, entity.name, kind, "speaks for itself")

    def _party_seat(self, party: str, reason: str) -> Seat:
        entity = self.evidence.entities.get(party)
        known = self._in_case(party, entity)
        if known is not None:
            return Seat(known.id, known.name, known.kind, reason)
        return Seat(party, entity.name if entity is not None else party, "party", reason)

    def _spellings(self, entity: Entity | None) -> tuple[str, ...]:
        """The name, then the aliases no other entity shares: "the union" says nothing where there are two."""
        if entity is None:
            return ()
        return (entity.name, *(alias for alias in entity.aliases if self._bearers[folded(alias)] == 1))

    @cached_property
    def _bearers(self) -> Counter[str]:
        entities = self.evidence.entities.values()
        return Counter(told for one in entities for told in {folded(name) for name in (one.name, *one.aliases)})

    @cached_property
    def _case_seats(self) -> dict[str, Seat]:
        if self.case is None:
            return {}
        seats: dict[str, Seat] = {}
        for kind, entries in (("body", self.case.bodies), ("party", self.case.parties)):
            for entry in entries:
                seat = Seat(entry.id, entry.label, kind, "named in the case")
                for spelling in (entry.id, entry.label, *entry.also):
                    seats[folded(spelling)] = seat
        return seats

    @cached_property
    def _case_people(self) -> dict[str, Person]:
        people = self.case.people if self.case is not None else ()
        return {folded(spelling): who for who in people for spelling in (who.id, who.label, *who.also)}

    @cached_property
    def _contradicted(self) -> frozenset[str]:
        found = (item for item in self.evidence.inconsistencies if item.type == "incompatible-offices")
        return frozenset(item.entity for item in found if item.entity is not None)


def attributed(evidence: Evidence, case: Case | None = None) -> Attribution:
    """Return who speaks for whom.

    Examples
    --------
    >>> attributed(Evidence({}, {})).seat_of("ada").open
    True
    """
    return Attribution(evidence, case)


def _offices_on(person: Person, on: str | None) -> set[str]:
    offices = [office for office in person.offices if office.of is not None]
    if on is not None:
        day = datetime.date.fromisoformat(on.split("/")[0])
        offices = [office for office in offices if office.covers(day)]
    return {office.of for office in offices if office.of is not None}


def _listed(ids: Iterable[str]) -> str:
    return " and ".join(sorted(ids))
