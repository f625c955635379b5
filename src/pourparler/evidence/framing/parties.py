"""Who has a stake: those who speak, those spoken for, those who meet, and those the speakers name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from pourparler.core.inert import one_line
from pourparler.evidence.attribution import Seat
from pourparler.evidence.claim import Entity, EntityType
from pourparler.evidence.framing.entries import Drafted
from pourparler.evidence.framing.material import Material
from pourparler.evidence.framing.naming import names_in
from pourparler.evidence.framing.parts import Part, parts_played
from pourparler.evidence.spelling import folded

SPEAKS, MEETS, NAMED = "speaks", "meets", "is named"
_CAN_BE_PARTY = (EntityType.COUNTRY, EntityType.ORGANISATION, EntityType.PERSON)
# "Union" alone may be a union of states: the name must say whose work it is.
_UNION = re.compile(
    r"\b(?:workers|employees|(?:trade|labou?r) unions?|brotherhood|teamsters|dockers|machinists|miners|nurses|pilots|"
    r"seafarers|teachers)\b",
    re.IGNORECASE,
)
_COMPANY = re.compile(
    r"\b(?:ltd|limited|inc|corp|corporation|co|company|plc|llc|ag|gmbh|sa|nv|lines|airlines|airways|holdings?|"
    r"steel|motors|industries|shipping|railways?|mining|energy|foods|stores)\b\.?",
    re.IGNORECASE,
)
_INSTITUTION = re.compile(
    r"\b(?:ministry|office|court|commission|agency|bank|authority|department|secretariat|chancellery|staff|police|"
    r"parliament|senate|assembly|cabinet|government)\b",
    re.IGNORECASE,
)
# "Both sides" and "several ministers" are others counted together.
_NOBODY = re.compile(
    r"(?:the )?(?:both|neither|either|all|two|three|some|many|several|most|few|others?|officials?|sides?|sources?)\b",
    re.IGNORECASE,
)
_COMMON_NOUN = re.compile(r"[a-z]{3,}(?: [a-z]+)*")
_SILENCE = {MEETS: "it takes part in a meeting", NAMED: "others name it"}


@dataclass(slots=True)
class Stake:
    """Why somebody is listed as a party."""

    seat: Seat
    how: str
    claims: list[str] = field(default_factory=list)
    meetings: int = 0
    named: list[str] = field(default_factory=list)


def stakes(material: Material, played: Mapping[str, tuple[Part, ...]]) -> dict[str, Stake]:
    """Return the parties by id, with what makes each one.

    Parameters
    ----------
    material : Material
    played : mapping of str to tuple of Part
        Who plainly mediates, observes or hosts.

    Notes
    -----
    Every country that a claim names is listed, spoken or silent: who says nothing must show. An organisation that does
    not speak is listed when it meets, when a person listed holds its office, or when two claims name it.
    """
    found: dict[str, Stake] = {}
    for told in material.told:
        if _is_somebody(told.seat):
            found.setdefault(told.seat.id, Stake(told.seat, SPEAKS)).claims.append(told.claim.id)
    for source, meeting in material.meetings:
        for participant in meeting.participants:
            held = material.evidence.entities.get(participant)
            seat = material.seat_of(participant, meeting.date or material.evidence.sources[source].date)
            if seat.kind == "party" and _is_somebody(seat) and held is not None and held.type in _CAN_BE_PARTY:
                found.setdefault(seat.id, Stake(seat, MEETS)).meetings += 1
    _add_office_holders(material, found)
    _add_players(material, found, played)
    _add_named(material, found)
    return {id_: found[id_] for id_ in sorted(found)}


def _is_somebody(seat: Seat) -> bool:
    """Whether a seat can be a party: "council", in small letters, is a body that nobody has named yet."""
    if seat.kind == "group":
        return _NOBODY.match(seat.name) is None
    return seat.kind == "party" and _COMMON_NOUN.fullmatch(seat.name) is None


def parties(material: Material) -> tuple[Drafted, ...]:
    """Draft the parties: name, spellings, kind; the part each plays only where a source says it in so many words."""
    played = parts_played(material)
    return tuple(
        _party(material, stake, played.get(id_, ()))
        for id_, stake in stakes(material, played).items()
        if material.known.party(id_, stake.seat.name) is None
    )


def _party(material: Material, stake: Stake, played: tuple[Part, ...]) -> Drafted:
    entity = material.entity(stake.seat.id)
    name = one_line(entity.name if entity is not None else stake.seat.name)
    mapping: dict[str, object] = {"id": stake.seat.id, "name": name}
    also = _also(material, entity, name)
    if also:
        mapping["also"] = also
    mapping["type"] = kind_of(entity)
    roles = sorted({part.role for part in played if part.role is not None})
    if roles:
        mapping["roles"] = roles
    remarks = [f"{part.words} {part.where}" for part in played]
    if not roles:
        remarks.append(f"question: which roles has {name}?")
    if stake.how != SPEAKS:
        remarks.append(f"question: where does {name} stand? {_SILENCE[stake.how]}, but nothing it said is on file")
    return Drafted("parties", (stake.seat.id,), mapping, tuple(stake.claims), tuple(remarks))


def kind_of(entity: Entity | None) -> str:
    """Return what kind of party an entity is, from its type and its name.

    Examples
    --------
    >>> kind_of(Entity("hwu", EntityType.ORGANISATION, "Harbour Workers’ Union"))
    'union'
    >>> kind_of(Entity("lines", EntityType.ORGANISATION, "Norrvik Lines"))
    'company'
    """
    if entity is None or entity.type is EntityType.COUNTRY:
        return "state"
    if entity.type is EntityType.GROUP:
        return "group"
    for kind, words in (("union", _UNION), ("company", _COMPANY), ("institution", _INSTITUTION)):
        if words.search(entity.name):
            return kind
    return "organisation"


def _also(material: Material, entity: Entity | None, name: str) -> list[str]:
    names = () if entity is None else material.names_of(entity)
    return sorted(one_line(other) for other in names if folded(other) != folded(name))


def _add_office_holders(material: Material, found: dict[str, Stake]) -> None:
    """Where the offices of a speaker disagree, each party they point to is listed, so that people can choose."""
    speakers = {told.claim.speaker.entity for told in material.told}
    meeting = {who for _, meeting in material.meetings for who in meeting.participants}
    for entity in material.evidence.entities.values():
        if entity.type is EntityType.PERSON and entity.id in speakers | meeting:
            for office in entity.offices:
                if office.organisation is not None and office.organisation in material.evidence.entities:
                    seat = material.seat_of(office.organisation)
                    if seat.kind == "party" and _is_somebody(seat):
                        found.setdefault(seat.id, Stake(seat, NAMED))


def _add_players(material: Material, found: dict[str, Stake], played: Mapping[str, tuple[Part, ...]]) -> None:
    for id_, parts in played.items():
        if any(part.role is not None for part in parts):
            entity = material.entity(id_)
            name = id_ if entity is None else entity.name
            found.setdefault(id_, Stake(Seat(id_, name, "party", "plays a part in the talks"), NAMED))


def _add_named(material: Material, found: dict[str, Stake]) -> None:
    entities = list(material.evidence.entities.values())
    count: dict[str, set[str]] = defaultdict(set)
    for told in material.told:
        words = " ".join(material.evidence.quote(told.claim.source, span) for span in told.claim.content)
        for id_ in names_in(words, entities):
            count[id_].add(told.claim.id)
        if told.claim.addressee is not None and told.claim.addressee in material.evidence.entities:
            count[told.claim.addressee].add(told.claim.id)
    for id_ in sorted(count):
        entity = material.evidence.entities[id_]
        listed = entity.type in (EntityType.COUNTRY, EntityType.PERSON) or (
            entity.type is EntityType.ORGANISATION and len(count[id_]) > 1
        )
        seat = material.seat_of(id_)
        if listed and seat.kind == "party" and _is_somebody(seat):
            found.setdefault(seat.id, Stake(seat, NAMED)).named += sorted(count[id_])
