"""An entity while it is being put together from its mentions."""

from __future__ import annotations

from dataclasses import dataclass, field

from pourparler.evidence.claim import Entity, EntityType, Office, Span
from pourparler.evidence.extraction.gazetteer import Title
from pourparler.evidence.spelling import folded


@dataclass(frozen=True, slots=True)
class Held:
    """A title somebody is given, with what the contract's :class:`Office` has no room for.

    Attributes
    ----------
    words : frozenset of str
        Folded words of the title and of its owner, to match "the union leader" against.
    dated : bool
        Former, acting, designate: no conflict with another office.
    inferred : bool
        The owner was inferred from the surroundings, not said beside the title.
    """

    office: Office
    key: tuple[str, ...]
    title: Title
    words: frozenset[str]
    dated: bool
    inferred: bool
    at: int


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that mean an entity, in word indices.

    ``core`` are the words that can only mean it; ``start`` to ``end`` is all that a reader would mark.
    ``weak`` mentions (the adjective "Dutch") mean it without naming it.
    """

    entity: str
    core: tuple[int, int]
    start: int
    end: int
    kind: str
    """``name``, ``title``, ``nominal`` or ``demonym``."""

    @property
    def weak(self) -> bool:
        """Whether it only describes."""
        return self.kind == "demonym"


@dataclass(slots=True)
class Draft:
    """What is known so far of one entity."""

    id: str
    type: EntityType
    name: str
    party: str | None = None
    aliases: list[str] = field(default_factory=list)
    held: list[Held] = field(default_factory=list)
    kind: str = ""
    """Sort of organisation, as the gazetteer has it, or the common noun that names it."""
    gender: str | None = None
    owner: str | None = None
    """Whose body it is ("Macron" of "Macron's office"): its party is theirs."""

    def called(self, alias: str) -> None:
        """Remember another name, unless it is this one's already."""
        taken = {folded(self.name), *(folded(other) for other in self.aliases)}
        if folded(alias) and folded(alias) not in taken:
            self.aliases.append(alias)

    def finished(self, mentions: tuple[Span, ...]) -> Entity:
        """Return the entity of the contract."""
        offices = tuple(dict.fromkeys(held.office for held in sorted(self.held, key=lambda held: held.office.evidence)))
        return Entity(self.id, self.type, self.name, tuple(self.aliases), self.party, offices, mentions)
