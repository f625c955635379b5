"""Who and what one document names: its entities, and which words mean whom."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pourparler.evidence.claim import Entity, EntityType, Span
from pourparler.evidence.names import Names
from pourparler.evidence.spelling import slug

if TYPE_CHECKING:
    from spacy.tokens import Doc

_TYPES = {"PERSON": EntityType.PERSON, "GPE": EntityType.COUNTRY, "ORG": EntityType.ORGANISATION,
          "NORP": EntityType.COUNTRY, "LOC": EntityType.PLACE, "FAC": EntityType.PLACE}  # fmt: skip


class Cast:
    """The entities of one document."""

    def __init__(self, entities: dict[str, Entity]) -> None:
        self.entities = entities
        self._spans = sorted((span, entity.id) for entity in entities.values() for span in entity.mentions)

    def at(self, start: int, end: int) -> str | None:
        """Return the entity meant by ``[start, end)``."""
        hits = [(span.end - span.start, id_) for span, id_ in self._spans if span.overlaps(Span(start, end))]
        return max(hits)[1] if hits else None

    def mention_at(self, start: int, end: int) -> Span | None:
        """Return the mention met in ``[start, end)``."""
        hits = [span for span, _ in self._spans if span.overlaps(Span(start, end))]
        return max(hits, key=lambda span: span.end - span.start) if hits else None

    def gender(self, entity: str) -> str | None:
        """Return ``he``, ``she``, ``it``, ``they`` or None."""
        held = self.entities.get(entity)
        return None if held is None or held.type is EntityType.PERSON else "it"

    def by_title(self, title: str, near: int) -> tuple[str, ...]:
        """Return candidates for a definite title, best first."""
        return ()


def cast_of(doc: Doc, names: Names | None = None) -> Cast:
    """Return the cast of a document."""
    found: dict[str, list[tuple[Span, str, EntityType]]] = {}
    for entity in doc.ents:
        if entity.label_ in _TYPES:
            text = re.sub(r"[’']s?$", "", entity.text)
            last = text.split()[-1] if text.split() else text
            found.setdefault(slug(last if entity.label_ == "PERSON" else text), []).append(
                (Span(entity.start_char, entity.start_char + len(text)), text, _TYPES[entity.label_])
            )
    entities = {}
    for id_, hits in found.items():
        name = max((text for _, text, _ in hits), key=len)
        entities[id_] = Entity(id_, hits[0][2], name, mentions=tuple(sorted(span for span, _, _ in hits)))
    return Cast(entities)
