"""The spellings of a name that people, or an earlier reading, said are one: remembered from source to source.

Plain data: a table of spellings and a table of the entities they mean. Nothing here reads text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from pourparler.evidence.claim import Entity, EntityType
from pourparler.evidence.spelling import folded


@dataclass(frozen=True, slots=True)
class Known:
    """What is remembered of one entity.

    Parameters
    ----------
    id : str
        The id every later reading uses.
    type : EntityType
    name : str
        The name people read.
    party : str or None
        Entity id of the country or organisation it acts for.
    """

    id: str
    type: EntityType
    name: str
    party: str | None = None


@dataclass(frozen=True, slots=True)
class Names:
    """Spellings remembered across sources.

    Parameters
    ----------
    spellings : mapping of str to str
        Folded spelling (see :func:`pourparler.evidence.spelling.folded`) to entity id.
    known : mapping of str to Known
        Entity id to what is remembered of it.

    Examples
    --------
    >>> names = Names().with_party("varania", "Varania", also=("Varanian Republic",))
    >>> names.lookup("the Varanian Republic")
    'varania'
    >>> Names.from_dict(names.to_dict()) == names
    True
    """

    spellings: Mapping[str, str] = field(default_factory=dict)
    known: Mapping[str, Known] = field(default_factory=dict)

    def lookup(self, spelling: str) -> str | None:
        """Return the entity id a spelling stands for, or None."""
        return self.spellings.get(folded(spelling))

    def surnames(self) -> dict[str, tuple[str, ...]]:
        """Return each folded last word of a known person's name with the ids that bear it, in order of id.

        Examples
        --------
        >>> Names().with_person("ivo-rask", "Ivo Rask").surnames()
        {'rask': ('ivo-rask',)}
        """
        found: dict[str, list[str]] = {}
        for id_, known in sorted(self.known.items()):
            if known.type is EntityType.PERSON and known.name.split():
                found.setdefault(folded(known.name.split()[-1]), []).append(id_)
        return {surname: tuple(ids) for surname, ids in sorted(found.items())}

    def with_entity(self, known: Known, also: Iterable[str] = ()) -> Names:
        """Return a copy that also knows ``known`` under its name and the spellings ``also``."""
        spellings = {folded(spelling): known.id for spelling in (known.name, *also) if folded(spelling)}
        return replace(self, spellings={**self.spellings, **spellings}, known={**self.known, known.id: known})

    def with_party(
        self, id_: str, name: str, also: Iterable[str] = (), type_: EntityType = EntityType.COUNTRY
    ) -> Names:
        """Return a copy that also knows a party of the case, under its name and its other names."""
        own = id_ if type_ is EntityType.COUNTRY else None
        return self.with_entity(Known(id_, type_, name, own), also)

    def with_person(self, id_: str, name: str, party: str | None = None, also: Iterable[str] = ()) -> Names:
        """Return a copy that also knows a person of the case."""
        return self.with_entity(Known(id_, EntityType.PERSON, name, party), also)

    def merged(self, spelling: str, id_: str) -> Names:
        """Return a copy in which ``spelling`` means ``id_``: what a person decided outranks every rule.

        Examples
        --------
        >>> Names().merged("the Chief", "ivo-rask").lookup("The chief")
        'ivo-rask'
        """
        return replace(self, spellings={**self.spellings, folded(spelling): id_})

    def learned(self, entities: Iterable[Entity]) -> Names:
        """Return a copy that also remembers the named entities of a reading; what was known before stays.

        Groups and bare places are not remembered: "senior officials" of two sources are not one group.

        Examples
        --------
        >>> rask = Entity("ivo-rask", EntityType.PERSON, "Ivo Rask", ("Mr Rask",), "varania")
        >>> Names().learned([rask]).lookup("Ivo Rask")
        'ivo-rask'
        """
        spellings, known = dict(self.spellings), dict(self.known)
        for entity in entities:
            if entity.type in (EntityType.GROUP, EntityType.PLACE):
                continue
            if entity.type is EntityType.PERSON and " " not in entity.name and not entity.offices:
                continue  # a lone word may be a town or somebody else in the next source
            held = known.get(entity.id)
            if held is None:
                known[entity.id] = Known(entity.id, entity.type, entity.name, entity.party)
            elif held.party is None and entity.party is not None:
                known[entity.id] = replace(held, party=entity.party)
            for spelling in (entity.name, *entity.aliases):
                key = folded(spelling)
                # A single word ("Rask") may be somebody else in the next source; surnames() weighs those.
                if key and (entity.type is not EntityType.PERSON or " " in key):
                    spellings.setdefault(key, entity.id)
        return Names(spellings, known)

    def to_dict(self) -> dict[str, Any]:
        """Return plain data: ``{"spellings": {...}, "known": {id: {...}}}``, sorted."""
        return {
            "spellings": dict(sorted(self.spellings.items())),
            "known": {
                id_: {"type": known.type.value, "name": known.name, "party": known.party}
                for id_, known in sorted(self.known.items())
            },
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Names:
        """Return the names that :meth:`to_dict` wrote."""
        known = {
            id_: Known(id_, EntityType(entry["type"]), entry["name"], entry.get("party"))
            for id_, entry in data.get("known", {}).items()
        }
        return cls({folded(spelling): id_ for spelling, id_ in data.get("spellings", {}).items()}, known)
