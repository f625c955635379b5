"""Where names stand in a text, and which of an entity's aliases are names at all."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from pourparler.evidence.claim import Entity, EntityType
from pourparler.evidence.spelling import folded

_ARTICLE = re.compile(r"^(?:the|The|a|A|an|An)\s+")


@lru_cache(maxsize=4096)
def proper_names(entity: Entity) -> tuple[str, ...]:
    """Return the name and the aliases that are names: "the federation" and "the minister" are none.

    Examples
    --------
    >>> proper_names(Entity("hwu", EntityType.ORGANISATION, "Harbour Workers", ("the union", "the HWU", "their union")))
    ('Harbour Workers', 'HWU')
    """
    titles = {folded(office.title) for office in entity.offices}
    own = set(folded(entity.name).split())
    found = {folded(entity.name): entity.name}
    for alias in entity.aliases:
        bare = _ARTICLE.sub("", alias)
        of_a_person = entity.type is not EntityType.PERSON or bool(own & set(folded(bare).split()))
        if bare[:1].isupper() and folded(bare) not in titles and of_a_person:
            found.setdefault(folded(bare), bare)
    return tuple(found.values())


@lru_cache(maxsize=4096)
def _compiled(names: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(pattern_of(names))


@lru_cache(maxsize=4096)
def pattern_of(names: tuple[str, ...]) -> str:
    """Return a regular expression for any of the names, longest first, with an article before it or not.

    Examples
    --------
    >>> bool(re.search(pattern_of(("Norland",)), "in Norland today"))
    True
    """
    ordered = sorted((re.escape(name) for name in names if name), key=lambda name: (-len(name), name))
    return rf"(?:[Tt]he\s+)?(?<!\w)(?:{'|'.join(ordered)})(?!\w)"


def names_in(text: str, entities: Iterable[Entity]) -> tuple[str, ...]:
    """Return the ids of the entities a text names, in order of id."""
    return tuple(sorted(entity.id for entity in entities if is_named(text, proper_names(entity))))


def is_named(text: str, names: tuple[str, ...]) -> bool:
    """Tell whether a text has one of the names as words of their own.

    Examples
    --------
    >>> is_named("talks in Norland", ("Norland",)), is_named("the Norlanders", ("Norland",))
    (True, False)
    """
    # The plain look-up is much faster, and nearly always the answer.
    return any(name in text for name in names) and _compiled(names).search(text) is not None


def sentence_at(text: str, start: int, end: int) -> str:
    """Return the sentence around a stretch of text, as far as full stops and line breaks tell.

    Examples
    --------
    >>> sentence_at("It rained. The council met. They left.", 15, 22)
    'The council met.'
    """
    breaks = [match.end() for match in re.finditer(r"(?:[.!?][”\"’]?\s+(?=[A-Z“\"])|\n+)", text)]
    begin = max((place for place in breaks if place <= start), default=0)
    finish = min((place for place in breaks if place >= end), default=len(text))
    return text[begin:finish].strip()
