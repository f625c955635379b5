"""Where decisions are taken: the councils, summits and memberships that reporting names, and their rule."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from pourparler.case.bodies import PRESETS, preset
from pourparler.core.inert import one_line
from pourparler.evidence.claim import Entity, EntityType
from pourparler.evidence.framing.entries import Drafted
from pourparler.evidence.framing.material import Material
from pourparler.evidence.framing.naming import names_in, pattern_of, proper_names, sentence_at
from pourparler.evidence.framing.wording import quoted
from pourparler.evidence.spelling import folded

_COUNCIL = re.compile(r"\b(?:council|assembly|parliament|congress|senate|diet|cabinet|committee)\b", re.IGNORECASE)
_ORGANS = (
    ("council", r"(?:[Cc]ouncil|[Aa]ssembly) of NAME|NAME(?:[’']s)? (?:[Cc]ouncil|[Aa]ssembly)\b"),
    ("summit", r"[Ss]ummit of NAME|NAME(?:[’']s)? [Ss]ummit\b"),
    ("members", r"NAME(?:[’']s)? (?:members?|member states|member countries|allies)\b|"
                r"\bmember(?:s|ship|[- ]states)? (?:of|in) NAME"),
)  # fmt: skip
_RULES = (
    ("consensus", re.compile(r"\bby consensus\b", re.IGNORECASE)),
    ("unanimity", re.compile(r"\bunanim(?:ity|ous|ously)\b", re.IGNORECASE)),
    ("qualified-majority", re.compile(r"\b(?:by|a) qualified majority\b", re.IGNORECASE)),
    ("majority", re.compile(r"\bby (?:a )?(?:simple )?majority\b", re.IGNORECASE)),
)
_DECIDES = re.compile(r"\b(?:decid\w+|decision\w*|vot\w+|act[s]?|rules?|approv\w+|require\w*|need\w*)\b", re.IGNORECASE)
_DENIED = re.compile(r"\b(?:not|no longer|never|instead of|rather than|n[’']t)\b", re.IGNORECASE)
_SMALL = frozenset({"of", "the", "s"})
_MEMBERS_AFTER = r"members?(?: states| countries)?,?(?: such as| including| like| namely|:) ([^.;\n]{3,160})"


@dataclass(slots=True)
class _Found:
    organ: str
    words: str
    members: set[str] = field(default_factory=set)
    rule: tuple[str, str] | None = None


def bodies(material: Material, parties: frozenset[str]) -> tuple[Drafted, ...]:
    """Draft the bodies that the case does not know yet.

    Parameters
    ----------
    material : Material
    parties : frozenset of str
        Ids of the parties at hand: only these are listed as members.

    Notes
    -----
    Members are those a source calls members. A rule is written only where a source says how the body decides; a
    shipped body that could be meant is named in a question.
    """
    drafted = []
    # Parties, people and bodies share one space of ids.
    people = (who.id for who in material.evidence.entities.values() if who.type is EntityType.PERSON)
    taken = parties | {material.id_of(who) for who in people}
    for entity in material.evidence.entities.values():
        if entity.type is EntityType.ORGANISATION and entity.name != entity.name.lower():
            found = _found(material, entity)
            if found is not None:
                entry = _body(material, entity, found, parties, taken)
                if material.known.body(entry.key[0], str(entry.mapping["name"])) is None:
                    drafted.append(entry)
    return _each_once(sorted(drafted, key=lambda entry: entry.key))


def _each_once(drafted: Sequence[Drafted]) -> tuple[Drafted, ...]:
    """Return each body once: "Harbour League (council)" and "Council of the Harbour League" are one.

    The draft that says more (a rule, members) stays, and takes the other's name as a spelling.
    """
    groups: dict[frozenset[str], list[Drafted]] = {}
    for entry in drafted:
        words = re.findall(r"\w+", folded(str(entry.mapping["name"])))
        groups.setdefault(frozenset(words) - _SMALL, []).append(entry)
    return tuple(_one_of(alike) for alike in groups.values())


def _one_of(alike: Sequence[Drafted]) -> Drafted:
    first = min(alike, key=lambda entry: (-len(entry.mapping), entry.key))
    others = [str(entry.mapping["name"]) for entry in alike if entry is not first]
    if not others:
        return first
    mapping = {"id": first.mapping["id"], "name": first.mapping["name"], "also": others}
    return replace(first, mapping={**mapping, **first.mapping})


def _found(material: Material, entity: Entity) -> _Found | None:
    names = pattern_of(proper_names(entity))
    patterns = [(organ, re.compile(pattern.replace("NAME", names))) for organ, pattern in _ORGANS]
    if _COUNCIL.search(entity.name):
        patterns.insert(0, ("", re.compile(names)))
    hits = []
    for rank, (organ, pattern) in enumerate(patterns):
        for source, text in material.texts.items():
            hits += [(rank, organ, source, match.span()) for match in pattern.finditer(text)]
    if not hits:
        return None
    hits.sort(key=lambda hit: hit[0])
    _, organ, source, place = hits[0]
    found = _Found(organ, _cited(material, source, *place))
    for _, _, source, (start, end) in hits:
        told = sentence_at(material.texts[source], start, end)
        found.rule = found.rule or _rule(material, source, told)
        found.members |= _members(material, told, names)
    return found


def _rule(material: Material, source: str, told: str) -> tuple[str, str] | None:
    if _DECIDES.search(told) is None or _DENIED.search(told):
        return None
    for rule, pattern in _RULES:
        if pattern.search(told):
            hidden = material.evidence.sources[source].off_record
            return rule, f"off the record ({source})" if hidden else f"{quoted(one_line(told))} ({source})"
    return None


def _members(material: Material, told: str, names: str) -> set[str]:
    listed = [match[1] for match in re.finditer(_MEMBERS_AFTER, told)]
    listed += [match[1] for match in re.finditer(rf"([^.;\n]{{2,120}}?) (?:is|are) (?:a )?members? of {names}", told)]
    listed += [match[1] for match in re.finditer(rf"([\w’' -]{{2,60}}), (?:itself )?a member of {names}", told)]
    countries = [one for one in material.evidence.entities.values() if one.type is EntityType.COUNTRY]
    return {material.seat_of(id_).id for words in listed for id_ in names_in(words, countries)}


def _body(material: Material, entity: Entity, found: _Found, parties: frozenset[str], taken: frozenset[str]) -> Drafted:
    own = material.id_of(entity.id)
    # A party and a body are two entries even where one name stands for both.
    organ = found.organ or ("sitting" if own in parties else "")
    id_ = f"{own[:50]}-{organ}" if organ else own
    if id_ != own and id_ in taken:
        id_ = f"{own[:45]}-{organ}-body"
    name = one_line(f"{entity.name} ({organ})" if organ else entity.name)
    mapping: dict[str, object] = {"id": id_, "name": name}
    members = sorted(found.members & parties)
    if members:
        mapping["members"] = members
    remarks = [f"named: {found.words}"]
    if found.rule is not None:
        mapping["rule"] = {"name": found.rule[0]}
        remarks.append(f"rule: {found.rule[1]}")
    else:
        remarks.append(f"question: how does {name} decide? rule: {{name: consensus | unanimity | majority | ...}}")
    remarks.append(f"question: who {'else sits' if members else 'sits'} in {name}? members: [party ids]")
    shipped = [name for name in PRESETS if entity.id in (name, _organisation_of(name))]
    for name_of_preset in shipped:
        remarks.append(f"question: is it the {preset(name_of_preset).name}? then  preset: {name_of_preset}")
    return Drafted("bodies", (id_, entity.id), mapping, (), tuple(remarks))


def _organisation_of(preset_name: str) -> str | None:
    from pourparler.evidence.extraction.gazetteer import gazetteer

    known = gazetteer().entries.get(preset_name)
    return None if known is None else known.party


def _cited(material: Material, source: str, start: int, end: int) -> str:
    if material.evidence.sources[source].off_record:
        return f"off the record ({source})"
    return f"{quoted(one_line(material.texts[source][start:end]))} ({source})"
