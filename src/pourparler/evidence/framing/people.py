"""Who speaks and meets: people with the offices that reporting gives them."""

from __future__ import annotations

from collections.abc import Sequence, Set
from functools import lru_cache

from pourparler.core.inert import one_line
from pourparler.evidence.claim import Entity, EntityType, Office
from pourparler.evidence.framing.entries import Drafted
from pourparler.evidence.framing.material import Material
from pourparler.evidence.framing.wording import quoted
from pourparler.evidence.spelling import folded


def people(material: Material, holders: Sequence[str]) -> tuple[Drafted, ...]:
    """Draft the people that the case does not know yet.

    Parameters
    ----------
    material : Material
    holders : sequence of str
        Ids of the parties and bodies at hand: only these can be said to have an office.

    Notes
    -----
    Somebody known by title alone ("the envoy") is nobody in particular and is not listed.

    An office is tied to a party only where that leaves no doubt for whom the person speaks, or where the doubt is
    the point: contradictory offices are all written down, and the person's words stay their own until people decide.
    """
    involved = {told.claim.speaker.entity for told in material.told}
    involved |= {who for _, meeting in material.meetings for who in meeting.participants}
    named = _words_of_titles() | {
        word
        for entity in material.evidence.entities.values()
        if entity.type is not EntityType.PERSON
        for spelling in (entity.name, *entity.aliases)
        for word in folded(spelling).split()
    }
    drafted = []
    for entity in material.evidence.entities.values():
        if entity.type is not EntityType.PERSON or not (entity.id in involved or entity.offices):
            continue
        if _is_named(entity, named) and material.known.person(entity.id, *material.names_of(entity)) is None:
            drafted.append(_person(material, entity, holders))
    return tuple(sorted(drafted, key=lambda entry: entry.key))


def _is_named(entity: Entity, others: Set[str]) -> bool:
    """Whether the name has a word that is no title and no name of a country or organisation."""
    titles = {word for office in entity.offices for word in folded(office.title).split()}
    words = [part for word in entity.name.split() if not word[:1].islower() for part in folded(word).split()]
    return any(not {word, word.removesuffix("s")} & (titles | others) for word in words)


@lru_cache(maxsize=1)
def _words_of_titles() -> frozenset[str]:
    from pourparler.evidence.extraction.gazetteer import titles

    return frozenset(word for title in titles() for word in title)


def offices_of(material: Material, entity: Entity) -> tuple[tuple[Office, str | None], ...]:
    """Return the different offices of a person, each with the id of its party or body, in order of mention."""
    found: dict[tuple[str, str | None], Office] = {}
    for office in entity.offices:
        of = None if office.organisation is None else material.id_of(office.organisation)
        found.setdefault((folded(office.title), of), office)
    return tuple((office, of) for (_, of), office in found.items())


def office_words(material: Material, entity: Entity, office: Office) -> str:
    """Return the words that give the office, with their source; empty when they may not be quoted.

    Merged entities keep the span of an office and not its source, so the source is the one whose text has the title
    or the name there.
    """
    for source, text in material.texts.items():
        words = office.evidence.of(text)
        if material.evidence.sources[source].off_record:
            continue
        last = folded(entity.name).split()[-1]
        if folded(office.title) in folded(words) or last in folded(words).split():
            return f"{quoted(one_line(words))} ({source})"
    return ""


def _person(material: Material, entity: Entity, holders: Sequence[str]) -> Drafted:
    id_, name = material.id_of(entity.id), one_line(entity.name)
    seat = material.seat_of(entity.id)
    claims = tuple(told.claim.id for told in material.told if told.claim.speaker.entity == entity.id)
    mapping: dict[str, object] = {"id": id_, "name": name}
    also = sorted(one_line(other) for other in material.names_of(entity) if folded(other) != folded(name))
    if also:
        mapping["also"] = also
    remarks = []
    offices = []
    for office, of in offices_of(material, entity):
        counts = of in holders and (seat.open or of == seat.id)
        offices.append({"title": one_line(office.title), **({"of": of} if counts and of is not None else {})})
        words = office_words(material, entity, office)
        if words:
            remarks.append(f"{one_line(office.title)}: {words}")
        if of is not None and not counts:
            remarks.append(f"question: is {quoted(one_line(office.title))} an office of {of}, and does it count here?")
    # The party that reporting gives stands in only where no office already says it.
    if not seat.open and seat.id in holders and not any(office.get("of") == seat.id for office in offices):
        mapping["party"] = seat.id
    if offices:
        mapping["offices"] = offices
    if seat.open:
        remarks.append(f"question: for whom does {name} speak? {seat.reason}")
    return Drafted("people", (id_,), mapping, claims, tuple(remarks))
