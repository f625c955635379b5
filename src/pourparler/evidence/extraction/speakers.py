"""Who a speaker is: names, titles, pronouns and possessives resolved to the entities of the document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pourparler.evidence.claim import Entity, EntityType, Span, Speaker
from pourparler.evidence.extraction.agents import agent_class
from pourparler.evidence.extraction.antecedents import Antecedents
from pourparler.evidence.extraction.attribution import Attribution
from pourparler.evidence.extraction.cast import Cast
from pourparler.evidence.extraction.noun_phrases import (
    VAGUE,
    apposition,
    description,
    determiner,
    is_anonymous,
    name_before,
    noun_phrase,
    person_beside,
)
from pourparler.evidence.extraction.page import Page
from pourparler.evidence.spelling import slug

if TYPE_CHECKING:
    from spacy.tokens import Token

_PRONOUNS = {
    "he": frozenset({"he", "him", "his", "himself"}),
    "she": frozenset({"she", "her", "hers", "herself"}),
    "it": frozenset({"it", "its", "itself"}),
    "they": frozenset({"they", "them", "their", "themselves"}),
}
_PERSON = frozenset({EntityType.PERSON})
_BODIES = frozenset({EntityType.ORGANISATION, EntityType.COUNTRY, EntityType.GROUP})
_MARGIN = 0.5
_LONGEST_ID = 60

Resolved = tuple[Speaker, tuple[str, ...]]


def _gender_of(pronoun: Token) -> str | None:
    """Return ``he``, ``she``, ``it`` or ``they`` for a third-person pronoun, None for any other word."""
    if pronoun.tag_ not in ("PRP", "PRP$") and pronoun.pos_ != "PRON":
        return None
    return next((name for name, forms in _PRONOUNS.items() if pronoun.lower_ in forms), None)


class Resolver:
    """Resolves the speakers of one document, in text order.

    Parameters
    ----------
    page : Page
    cast : Cast
    """

    def __init__(self, page: Page, cast: Cast) -> None:
        self.page, self.cast = page, cast
        self.antecedents = Antecedents(page, cast)
        self._authors: dict[str, str] = {}
        self._nameless: set[str] = set()

    @property
    def found(self) -> dict[str, Entity]:
        """Speakers the cast did not know ("shopkeepers on the islands", "her office"), by id."""
        return self.antecedents.found

    def speaker_of(self, attribution: Attribution) -> Resolved:
        """Return the speaker of an attribution and the reasons, in plain words."""
        if attribution.holder is None:
            speaker, why = self._labelled(attribution.holder_span)
        else:
            speaker, why = self._resolved(attribution.holder)
        place = attribution.cue_span.start if attribution.cue_span else attribution.content[0].start
        self.antecedents.spoke(None if speaker.unnamed else speaker.entity, place)
        return speaker, why

    def wrote(self, channel: str, entity: str) -> None:
        """Remember who spoke through a paper, so that "the letter" later speaks for its author."""
        self._authors[channel] = entity

    def _labelled(self, span: Span | None) -> Resolved:
        if span is None:
            return Speaker(None, None), ("nobody is named as the speaker",)
        label = span.of(self.page.text)
        if label in ("Q", "A"):
            entity = self.antecedents.first_person() if label == "A" else None
            return Speaker(entity, span, unnamed=entity is None), ("the answers are those of the first person named",)
        entity = self.cast.at(span.start, span.end) or self._by_name(label)
        if entity is None:
            entity = self._local(label.title(), EntityType.PERSON, span)
        return Speaker(entity, span), ("the speaker label names the speaker",)

    def _by_name(self, label: str) -> str | None:
        words = {word.strip("().,").casefold() for word in label.split()}
        for id_, entity in sorted(self.cast.entities.items()):
            names = {part.casefold() for name in (entity.name, *entity.aliases) for part in name.split()[-1:]}
            if entity.type is EntityType.PERSON and names & words:
                return id_
        same = (id_ for id_, entity in sorted(self.found.items()) if label.casefold() in entity.name.casefold())
        return next(same, None)

    def _resolved(self, holder: Token) -> Resolved:
        mention = noun_phrase(self.page, holder)
        if holder.pos_ == "PRON" or holder.tag_ in ("PRP", "PRP$"):
            if _gender_of(holder) is not None:
                return self._pronoun(holder, mention)
            if holder.lower_ not in VAGUE:
                return Speaker(None, mention), ("the speaker is a pronoun that names nobody",)
        owner = next((child for child in holder.children if child.dep_ == "poss"), None)
        if owner is not None and _gender_of(owner) is not None:
            return self._owned(holder, owner, mention)
        entity = self._named(holder)
        beside = person_beside(holder) or name_before(self.page, holder)
        named = self._at(beside) if beside is not None else None
        if named is not None and self.antecedents.type_of(named) is EntityType.PERSON:
            return self._with_antecedent(named, mention), ("the speaker is named",)
        if is_anonymous(holder) or self._told_without_name(holder):
            self._nameless.add(holder.lemma_.lower())
            return Speaker(self._party_of_modifier(holder), mention, unnamed=True), ("the speaker is not named",)
        if entity is not None:
            return self._with_antecedent(entity, mention), ("the speaker is named",)
        return self._described(holder, mention)

    def _told_without_name(self, holder: Token) -> bool:
        """Tell whether "the officials" takes up somebody who spoke before without a name."""
        return determiner(holder) in ("the", "these", "both") and holder.lemma_.lower() in self._nameless

    def _at(self, token: Token) -> str | None:
        return self.cast.at(token.idx, token.idx + len(token))

    def _named(self, holder: Token) -> str | None:
        """Return the entity of a noun phrase; of "the former commander, Ada Rask" the person, once and for all."""
        entity, apposed = self._at(holder), apposition(holder)
        other = self._at(apposed) if apposed is not None and apposed.pos_ == "PROPN" else None
        if other is None or other == entity or self.antecedents.type_of(other) is not EntityType.PERSON:
            return entity
        if holder.pos_ == "PROPN":
            is_person = entity is not None and self.antecedents.type_of(entity) is EntityType.PERSON
            return entity if is_person else other
        if entity is not None:
            self.antecedents.merge(entity)
        return other

    def _with_antecedent(self, entity: str, mention: Span, candidates: tuple[str, ...] = ()) -> Speaker:
        held = self.cast.entities.get(entity)
        elsewhere = [span for span in held.mentions if not span.overlaps(mention)] if held is not None else []
        fullest = max(elsewhere, key=lambda span: (span.end - span.start, -span.start), default=None)
        if fullest is not None and fullest.end - fullest.start <= mention.end - mention.start:
            fullest = None
        return Speaker(entity, mention, fullest, candidates=candidates)

    def _party_of_modifier(self, holder: Token) -> str | None:
        """Return the country or body of "a Talvoran official", or None."""
        for child in holder.children:
            if child.dep_ in ("amod", "compound", "nmod") and child.i < holder.i:
                entity = self._at(child)
                if entity is not None and self.antecedents.type_of(entity) is not EntityType.PERSON:
                    return entity
        return None

    def _owned(self, holder: Token, owner: Token, mention: Span) -> Resolved:
        """Resolve "her office", "its leader": the owner first, then what is theirs."""
        apposed = apposition(holder)
        for named in (apposed, holder):
            entity = self._at(named) if named is not None else None
            if entity is not None:
                return self._with_antecedent(entity, mention), ("the speaker is named",)
        speaker, _ = self._pronoun(owner, self.page.span(owner.i, owner.i + 1))
        if speaker.entity is None:
            return Speaker(None, mention, candidates=speaker.candidates), ("whose it is stays open",)
        held = self.antecedents.entity(speaker.entity)
        name = held.name if held is not None else speaker.entity
        id_ = f"{speaker.entity}-{slug(holder.lower_)}"
        if id_ not in self.cast.entities:
            kind = EntityType.PERSON if agent_class(holder) == "person" else EntityType.ORGANISATION
            party = held.party if held is not None else None
            self.antecedents.add(Entity(id_, kind, f"{holder.lower_} of {name}", party=party), mention)
        return Speaker(id_, mention, speaker.antecedent), (f"the possessive was resolved to {name}",)

    def _described(self, holder: Token, mention: Span) -> Resolved:
        """Resolve a description without a name: "the minister", "the letter", "shopkeepers on the islands"."""
        sort = agent_class(holder)
        if sort in ("person", "name") and determiner(holder) in ("the", "this", "that", "these"):
            resolved = self._titled(holder, mention)
            if resolved is not None:
                return resolved
        if sort == "document":
            author = self._author(holder)
            if author is not None:
                return Speaker(author, mention), ("the paper speaks for whoever wrote it",)
        kind = EntityType.ORGANISATION if sort in ("office", "document") else EntityType.GROUP
        if sort == "group" and holder.tag_ in ("NN", "NNP"):
            kind = EntityType.ORGANISATION
        if sort == "name":
            kind = EntityType.PERSON if holder.ent_type_ == "PERSON" else EntityType.ORGANISATION
        entity = self._local(mention.of(self.page.text), kind, mention, self._owner_of(holder))
        return Speaker(entity, mention), ("the speaker is described, not named",)

    def _titled(self, holder: Token, mention: Span) -> Resolved | None:
        words = description(self.page, holder)
        candidates = self.cast.by_title(words, mention.start) or self.cast.by_title(holder.text, mention.start)
        if candidates:
            speaker = self._with_antecedent(candidates[0], mention, tuple(candidates[1:]))
            return speaker, ("the title was resolved to the last person who holds it",)
        if holder.tag_ not in ("NN", "NNP"):
            return None
        ranked = self.antecedents.ranked(mention.start, None, _PERSON)
        if not ranked or not self.antecedents.in_paragraph(ranked[0][1], mention.start):
            return None
        others = tuple(id_ for _, id_ in ranked[1:3])
        speaker = Speaker(ranked[0][1], mention, candidates=others)
        return speaker, ("the description was taken for the person spoken of last",)

    def _author(self, holder: Token) -> str | None:
        for child in holder.children:
            if child.dep_ == "poss" or (child.dep_ == "prep" and child.lower_ in ("from", "by", "of")):
                inner = child if child.dep_ == "poss" else next((c for c in child.children if c.dep_ == "pobj"), None)
                if inner is not None and (entity := self._at(inner)) is not None:
                    return entity
        return self._authors.get(holder.lemma_.lower())

    def _owner_of(self, holder: Token) -> str | None:
        """Return the party of "Karvonia's general staff", "the Talvoran general staff"."""
        owner = next((child for child in holder.children if child.dep_ == "poss"), None)
        entity = self._at(owner) if owner is not None else self._party_of_modifier(holder)
        held = self.antecedents.entity(entity) if entity is not None else None
        return None if held is None else held.party or (held.id if held.type is not EntityType.PERSON else None)

    def _local(self, words: str, kind: EntityType, mention: Span, party: str | None = None) -> str:
        """Return the id of a speaker nobody else knows, by its own words."""
        bare = words
        for article in ("the ", "The ", "a ", "A ", "an ", "An "):
            bare = bare.removeprefix(article)
        id_ = slug(bare)[:_LONGEST_ID] or "speaker"
        if id_ not in self.cast.entities:
            self.antecedents.add(Entity(id_, kind, bare, party=party), mention)
        return id_

    def _pronoun(self, token: Token, mention: Span) -> Resolved:
        gender = _gender_of(token)
        ranked = self.antecedents.ranked(mention.start, gender, _PERSON if gender in ("he", "she") else _BODIES)
        if not ranked:
            return Speaker(None, mention), ("no antecedent fits the pronoun",)
        best, others = ranked[0][1], tuple(id_ for _, id_ in ranked[1:4])
        if len(ranked) > 1 and ranked[0][0] - ranked[1][0] < _MARGIN:
            return Speaker(None, mention, candidates=(best, *others)), (
                "two antecedents fit the pronoun about equally",
            )
        if gender in ("he", "she"):
            self.antecedents.learn(best, gender)
        antecedent = self.antecedents.latest_mention(best, mention.start)
        why = "the pronoun was resolved by nearness, role and gender"
        return Speaker(best, mention, antecedent, candidates=others), (why,)
