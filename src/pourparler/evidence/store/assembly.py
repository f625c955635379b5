"""All sources and readings as one evidence base, with what people decided applied."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from pourparler.evidence.claim import Entity, EntityType, Office, Reading, Review
from pourparler.evidence.decisions import apply
from pourparler.evidence.record import Decision, Evidence, ReviewedClaim, Source

_UNDATED = "9999"


def in_order(sources: Iterable[Source]) -> tuple[Source, ...]:
    """Return sources by date, then id; undated ones last."""
    return tuple(sorted(sources, key=lambda source: (source.date or _UNDATED, source.id)))


def assemble(
    sources: Iterable[Source],
    texts: Mapping[str, str],
    readings: Mapping[str, Reading],
    decisions: Sequence[Decision] = (),
) -> Evidence:
    """Return the evidence base of these sources.

    Claims that people rejected, and claims added to a source that is gone, are left out.

    Parameters
    ----------
    sources : iterable of Source
    texts : mapping of source id to str
    readings : mapping of source id to Reading
        Sources that were not read have none.
    decisions : sequence of Decision
        In the order in which they count (:func:`pourparler.evidence.decisions.load`).
    """
    ordered = {source.id: source for source in in_order(sources)}
    present = [readings[id_] for id_ in ordered if id_ in readings]
    found = [claim for reading in present for claim in reading.claims]
    place = {id_: number for number, id_ in enumerate(ordered)}
    reviewed = [
        item for item in apply(found, decisions) if item.review is not Review.REJECTED and item.claim.source in ordered
    ]
    reviewed.sort(key=lambda item: (place[item.claim.source], item.claim.content[0], item.claim.id))
    entities = merged_entities(present)
    return Evidence(
        sources=ordered,
        texts={id_: texts[id_] for id_ in ordered},
        claims=tuple(reviewed),
        entities=dict(sorted({**_named_by_hand(reviewed, decisions), **entities}.items())),
        meetings=tuple((reading.source, meeting) for reading in present for meeting in reading.meetings),
        inconsistencies=tuple(item for reading in present for item in reading.inconsistencies),
        topics=_topics(present),
    )


def merged_entities(readings: Iterable[Reading]) -> dict[str, Entity]:
    """Return the entities of all readings, one for each id, whatever the order of the readings.

    The most frequent type, name and party win; aliases and offices are united. ``mentions`` are left out, for they
    belong to one text each. An office's evidence refers to the text of the first source, by id, that states it.
    """
    told: dict[str, list[Entity]] = {}
    for reading in sorted(readings, key=lambda reading: reading.source):
        for entity in reading.entities:
            told.setdefault(entity.id, []).append(entity)
    return {id_: _merged(alike) for id_, alike in sorted(told.items())}


def _merged(alike: Sequence[Entity]) -> Entity:
    weight = [max(1, len(entity.mentions)) for entity in alike]
    name = _most([(entity.name, number) for entity, number in zip(alike, weight, strict=True)])
    parties = [(entity.party, number) for entity, number in zip(alike, weight, strict=True) if entity.party]
    spellings = {spelling for entity in alike for spelling in (entity.name, *entity.aliases)}
    offices: dict[tuple[str, str | None], Office] = {}
    for office in (office for entity in alike for office in entity.offices):
        offices.setdefault((office.title, office.organisation), office)
    return Entity(
        id=alike[0].id,
        type=EntityType(_most([(entity.type.value, number) for entity, number in zip(alike, weight, strict=True)])),
        name=name,
        aliases=tuple(sorted(spellings - {name})),
        party=_most(parties) if parties else None,
        offices=tuple(offices[key] for key in sorted(offices, key=lambda key: (key[0], key[1] or ""))),
    )


def _most(values: Iterable[tuple[str, int]]) -> str:
    """Return the weightiest value; the longest, then the first in the alphabet, of equals."""
    count: Counter[str] = Counter()
    for value, number in values:
        count[value] += number
    return min(count, key=lambda value: (-count[value], -len(value), value))


def _named_by_hand(reviewed: Iterable[ReviewedClaim], decisions: Iterable[Decision]) -> dict[str, Entity]:
    """Return an entity for every speaker that only a person's decision names."""
    told: dict[str, Mapping[str, object]] = {}
    for decision in decisions:
        speaker = decision.changes.get("speaker")
        if isinstance(speaker, Mapping) and speaker.get("entity"):
            told[str(speaker["entity"])] = {**told.get(str(speaker["entity"]), {}), **speaker}
    named: dict[str, Entity] = {}
    for item in reviewed:
        id_ = item.claim.speaker.entity
        if id_ is None or item.review not in (Review.CORRECTED, Review.ADDED):
            continue
        speaker = told.get(id_, {})
        kind = speaker.get("type")
        party = speaker.get("party")
        named[id_] = Entity(
            id_,
            EntityType(str(kind)) if kind in list(EntityType) else EntityType.GROUP,
            str(speaker.get("name") or id_.replace("-", " ").title()),
            party=str(party) if party else None,
        )
    return named


def _topics(readings: Iterable[Reading]) -> dict[str, str]:
    told: dict[str, list[tuple[str, int]]] = {}
    for reading in readings:
        for issue, words in reading.topics:
            told.setdefault(issue, []).append((words, 1))
    return {issue: _most(words) for issue, words in sorted(told.items())}
