"""Who and what one document names: its entities, and which words mean whom."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from pourparler.evidence.claim import Entity, EntityType, Span
from pourparler.evidence.extraction.casting import Casting
from pourparler.evidence.extraction.commons import Commons
from pourparler.evidence.extraction.draft import Held, Mention
from pourparler.evidence.extraction.offices import implied_holders
from pourparler.evidence.extraction.openings import Openings, draft_gender, match_of, title_words
from pourparler.evidence.extraction.words import POSSESSIVE, Words, words_of
from pourparler.evidence.names import Names

if TYPE_CHECKING:
    from spacy.tokens import Doc

_PRONOUN_LIKE = ("PRON", "DET")


class Cast:
    """The entities of one document.

    Attributes
    ----------
    entities : dict of str to Entity
        By id, in order of first mention; mentions sorted.
    held : dict of str to tuple of Held
        Every title each person is given, with what :class:`~pourparler.evidence.claim.Office` has no room for.
    words : Words
        The document, word by word.
    links : dict of str to Span
        People whom the text implies to hold a title it gives to nobody by name, with the words that imply it.
    """

    def __init__(
        self,
        entities: dict[str, Entity],
        mentions: list[Mention],
        words: Words,
        held: dict[str, tuple[Held, ...]],
        genders: dict[str, str | None],
        links: dict[str, Span] | None = None,
    ) -> None:
        self.entities, self.words, self.held, self.links = entities, words, held, links or {}
        self._genders = genders
        self.mentions = sorted(mentions, key=lambda one: (one.core, one.start, one.end, one.entity))
        self._core: dict[int, Mention] = {}
        self._extent: dict[int, Mention] = {}
        for mention in sorted(self.mentions, key=lambda one: one.core[1] - one.core[0]):
            for index in range(*mention.core):
                self._core[index] = mention
        for mention in sorted(self.mentions, key=lambda one: one.end - one.start):
            for index in range(mention.start, mention.end):
                self._extent[index] = mention

    def at(self, start: int, end: int) -> str | None:
        """Return the entity meant by the characters ``[start, end)``: the one its governing word belongs to."""
        mention = self._mention(start, end)
        return None if mention is None else mention.entity

    def mention_at(self, start: int, end: int) -> Span | None:
        """Return the whole mention met in ``[start, end)``, titles included."""
        mention = self._mention(start, end)
        return None if mention is None else self.words.span(mention.start, mention.end)

    def gender(self, entity: str) -> str | None:
        """Return the pronoun an entity goes by: ``he``, ``she``, ``it``, ``they``, or None when unknown."""
        return self._genders.get(entity)

    def by_title(self, title: str, near: int) -> tuple[str, ...]:
        """Return who may be meant by a definite title or noun ("the minister", "the union"), best first.

        Parameters
        ----------
        title : str
        near : int
            Character offset of its use: of equally good ones the one last mentioned before it comes first.
        """
        words, key, known = title_words(title)
        scored: list[tuple[int, int, str]] = []
        for id_, entity in self.entities.items():
            if entity.type is EntityType.PERSON:
                score = (
                    max((match_of(words, held, key or None) for held in self.held.get(id_, ())), default=0)
                    if known
                    else 0
                )
            else:
                names = {word for name in (entity.name, *entity.aliases) for word in name.lower().split()}
                score = len(words & names) if known is None and words & names else 0
            if score > 0:
                scored.append((score, max((m.start for m in entity.mentions if m.start < near), default=-1), id_))
        return tuple(id_ for _, _, id_ in sorted(scored, key=lambda one: (-one[0], -one[1], one[2])))

    def _introduced(self, indices: list[int], named: Mention) -> bool:
        """Tell whether all that comes before a name only introduces it: "Her friend Maureen", "director Ivo Rask"."""
        if self.entities[named.entity].type is not EntityType.PERSON or indices[0] >= named.core[0]:
            return False
        before = [index for index in indices if index < named.core[0]]
        words = self.words
        plain = all(words.pos[i] in ("DET", "PRON", "ADJ", "NOUN", "PROPN", "NUM", "PART") for i in before)
        return plain and words.text[before[-1]] not in POSSESSIVE and words.pos[before[-1]] in ("NOUN", "PROPN")

    @cached_property
    def nouns(self) -> dict[str, int]:
        """How often each common noun occurs, by lemma."""
        words = self.words
        counts: dict[str, int] = {}
        for index, lemma in enumerate(words.lemma):
            if words.pos[index] == "NOUN" and len(lemma) > 2:
                counts[lemma.lower()] = counts.get(lemma.lower(), 0) + 1
        return counts

    def naming(self, index: int) -> Mention | None:
        """Return the mention whose own words include the word with this index."""
        return self._core.get(index)

    def _mention(self, start: int, end: int) -> Mention | None:
        words = self.words
        indices = [index for index in self.indices(start, end) if words.text[index].strip()]
        if not indices:
            return None
        inside = set(indices)
        heads = [index for index in indices if words.head[index] not in inside or words.head[index] == index]
        named = self._core.get(indices[-1])
        if named is not None and named.kind == "name" and self._introduced(indices, named):
            return named
        heads.sort(key=lambda index: words.pos[index] in ("PUNCT", "ADP", "DET", "PART", "SPACE", "VERB"))
        for index in heads[:1]:
            found = self._core.get(index) or self._extent.get(index)
            if found is not None:
                return found
        exact = Span(start, end)
        for mention in self.mentions:
            if words.span(mention.start, mention.end) == exact:
                return mention
        for index in indices:  # "Morrow's shipping lobby, the Hull Owners' Conference"
            named = self._core.get(index)
            if (
                named is not None
                and not named.weak
                and heads
                and words.dep[index] == "appos"
                and words.head[index] == heads[0]
            ):
                return named
        if heads and words.pos[heads[0]] in ("NOUN", "PRON", "NUM"):
            return None
        cores = [self._core[index] for index in indices if index in self._core and not self._core[index].weak]
        return cores[0] if cores else None

    def indices(self, start: int, end: int) -> range:
        """Return the indices of the words that touch the characters ``[start, end)``."""
        return range(bisect_right(self.words.end, start), bisect_left(self.words.start, end))


def cast_of(doc: Doc, names: Names | None = None) -> Cast:
    """Return the cast of a parsed document.

    Parameters
    ----------
    doc : spacy.tokens.Doc
        Parsed, with names recognised; the recogniser's guesses are one piece of evidence among others.
    names : Names or None
        What people and earlier readings know of names.
    """
    words = words_of(doc)
    casting = Casting(words, names or Names())
    casting.named()
    commons = Commons(casting)
    commons.resolve()
    casting.titled()
    commons.fill_owners()
    Openings(casting).resolve()
    links = _implied(casting)
    casting.parties()
    return _finished(casting, links)


def _implied(casting: Casting) -> dict[str, Span]:
    """Merge the unnamed holder of a title with the person the text implies, and return the linking words."""
    links = {}
    for title, (person, link) in implied_holders(casting).items():
        draft = casting.drafts[person]
        draft.held.extend(casting.drafts[title].held)
        draft.party = casting.drafts[title].party or draft.party
        for alias in (casting.drafts[title].name, *casting.drafts[title].aliases):
            draft.called(alias)
        casting.mentions = [replace(one, entity=person) if one.entity == title else one for one in casting.mentions]
        del casting.drafts[title]
        links[person] = link
    return links


def _finished(casting: Casting, links: dict[str, Span]) -> Cast:
    spans: dict[str, set[Span]] = {}
    weak: dict[str, set[Span]] = {}
    for mention in casting.mentions:
        span = casting.words.span(mention.start, mention.end)
        (weak if mention.weak else spans).setdefault(mention.entity, set()).add(span)
    entities: dict[str, Entity] = {}
    held: dict[str, tuple[Held, ...]] = {}
    for id_, draft in casting.drafts.items():
        held[id_] = tuple(sorted(draft.held, key=lambda one: one.at))
        draft.held = [one for one in draft.held if casting.is_office(one)]
        mentions = tuple(sorted(spans.get(id_) or weak.get(id_) or ()))
        if mentions:
            entities[id_] = draft.finished(mentions)
    ordered = dict(sorted(entities.items(), key=lambda item: (item[1].mentions[0], item[0])))
    genders = {id_: draft_gender(casting.drafts[id_]) for id_ in ordered}
    return Cast(
        ordered, [one for one in casting.mentions if one.entity in ordered], casting.words, held, genders, links
    )
