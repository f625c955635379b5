"""Who a speaker is: names, titles, pronouns and possessives resolved to the entities of the document."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pourparler.evidence.claim import Entity, EntityType, Span, Speaker
from pourparler.evidence.extraction.agents import agent_class
from pourparler.evidence.extraction.attribution import Attribution
from pourparler.evidence.extraction.cast import Cast
from pourparler.evidence.extraction.page import Page
from pourparler.evidence.extraction.wordlists import word_list
from pourparler.evidence.spelling import slug

if TYPE_CHECKING:
    from spacy.tokens import Token

_HE = frozenset({"he", "him", "his", "himself"})
_SHE = frozenset({"she", "her", "hers", "herself"})
_IT = frozenset({"it", "its", "itself"})
_THEY = frozenset({"they", "them", "their", "themselves"})
_VAGUE = word_list("speakers", "vague")
_INDEFINITE = word_list("speakers", "indefinite")
_REACH = 12
_MARGIN = 0.5


@dataclass(frozen=True, slots=True)
class _Mention:
    start: int
    end: int
    entity: str
    subject: bool
    quoted: bool
    sentence: int
    paragraph: int


@dataclass(slots=True)
class Resolver:
    """Resolves the speakers of one document, in text order.

    Attributes
    ----------
    page : Page
    cast : Cast
    found : dict of str to Entity
        Speakers the cast did not know ("shopkeepers on the islands", "her office"), by id.
    """

    page: Page
    cast: Cast
    found: dict[str, Entity] = field(default_factory=dict)
    _mentions: list[_Mention] = field(default_factory=list)
    _starts: list[int] = field(default_factory=list)
    _sentences: list[int] = field(default_factory=list)
    _last: tuple[str | None, int, int] = (None, -1, -1)
    _last_unnamed: int = -100
    _same: dict[str, str] = field(default_factory=dict)
    _genders: dict[str, str] = field(default_factory=dict)
    _authors: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._sentences = [sentence.start for sentence in self.page.doc.sents]
        pairs = sorted((span, entity.id) for entity in self.cast.entities.values() for span in entity.mentions)
        for span, entity in pairs:
            self._mentions.append(self._mention(span, entity))
        self._starts = [mention.start for mention in self._mentions]

    def _mention(self, span: Span, entity: str) -> _Mention:
        page = self.page
        first = min(page.first_token(span.start), len(page.doc) - 1)
        last = max(first, page.first_token(span.end) - 1)
        head = page.doc[first : last + 1].root
        return _Mention(
            span.start, span.end, entity, head.dep_ in ("nsubj", "nsubjpass", "agent"), page.quotation_of[first] >= 0,
            self._sentence(first), page.paragraph_of[first],
        )  # fmt: skip

    def _sentence(self, token: int) -> int:
        return bisect_left(self._sentences, token + 1) - 1

    def speaker_of(self, attribution: Attribution) -> tuple[Speaker, tuple[str, ...]]:
        """Return the speaker of an attribution and the reasons, in plain words."""
        if attribution.holder is None:
            speaker, why = self._labelled(attribution.holder_span)
        else:
            speaker, why = self._resolved(attribution.holder)
        place = attribution.cue_span.start if attribution.cue_span else attribution.content[0].start
        token = min(self.page.first_token(place), len(self.page.doc) - 1)
        self._last = (
            speaker.entity if not speaker.unnamed else None,
            self._sentence(token),
            self.page.paragraph_of[token],
        )
        if speaker.unnamed:
            self._last_unnamed = token
        return speaker, why

    def _labelled(self, span: Span | None) -> tuple[Speaker, tuple[str, ...]]:
        if span is None:
            return Speaker(None, None), ("nobody is named as the speaker",)
        label = span.of(self.page.text)
        if label in ("Q", "A"):
            entity = self._interviewed() if label == "A" else None
            return Speaker(entity, span, unnamed=entity is None), (
                "questions and answers: the answers are the guest's",
            )
        entity = self.cast.at(span.start, span.end) or self._by_name(label)
        if entity is None:
            entity = self._local(label.title(), EntityType.PERSON, span)
        return Speaker(entity, span), ("the speaker label names the speaker",)

    def _interviewed(self) -> str | None:
        """Return the person named first in the document, whom an interview introduces before its questions."""
        people = [mention for mention in self._mentions if self._type(mention.entity) is EntityType.PERSON]
        return people[0].entity if people else None

    def _by_name(self, label: str) -> str | None:
        words = {word.strip("().,").casefold() for word in label.split()}
        for id_, entity in sorted(self.cast.entities.items()):
            names = {part.casefold() for name in (entity.name, *entity.aliases) for part in name.split()[-1:]}
            if entity.type is EntityType.PERSON and names & words:
                return id_
        for id_, entity in sorted(self.found.items()):
            if entity.name.casefold() == label.casefold() or label.casefold() in entity.name.casefold():
                return id_
        return None

    def _resolved(self, holder: Token) -> tuple[Speaker, tuple[str, ...]]:
        mention = self._noun_phrase(holder)
        lower = holder.lower_
        if holder.pos_ == "PRON" or holder.tag_ in ("PRP", "PRP$"):
            if lower in _HE | _SHE | _IT | _THEY:
                return self._pronoun(holder, mention)
            if lower not in _VAGUE:
                return Speaker(None, mention), ("the speaker is a pronoun that names nobody",)
        owner = next((child for child in holder.children if child.dep_ == "poss"), None)
        if owner is not None and owner.tag_ == "PRP$":
            return self._owned(holder, owner, mention)
        apposed = next((child for child in holder.children if child.dep_ == "appos" and child.i > holder.i), None)
        entity = self._named(holder, mention, apposed)
        if self._anonymous(holder, apposed):
            return Speaker(self._party_of_modifier(holder), mention, unnamed=True), ("the speaker is not named",)
        if entity is not None:
            return self._with_antecedent(entity, mention), ("the speaker is named",)
        return self._described(holder, mention)

    def _noun_phrase(self, holder: Token) -> Span:
        """Return the speaker's words: the noun phrase, with a title after it, without what comes after a comma."""
        end = holder.i + 1
        for child in holder.children:
            if child.i > holder.i and child.dep_ in ("prep", "case", "flat") and child.left_edge.i <= end + 1:
                if child.left_edge.i > 0 and self.page.doc[child.left_edge.i - 1].text != ",":
                    end = max(end, child.right_edge.i + 1)
            elif child.i > holder.i and child.dep_ == "appos":
                end = max(end, child.right_edge.i + 1)
        start = holder.left_edge.i
        while start < holder.i and (self.page.doc[start].is_space or self.page.doc[start].is_punct):
            start += 1
        while end - 1 > holder.i and (self.page.doc[end - 1].is_space or self.page.doc[end - 1].is_punct):
            end -= 1
        if holder.dep_ == "poss" and end <= holder.i + 2:
            end = holder.i + 1
        return self.page.span(start, end)

    def _named(self, holder: Token, mention: Span, apposed: Token | None) -> str | None:
        span = self.page.span(holder.i, holder.i + 1)
        entity = self.cast.at(span.start, span.end)
        if entity is None or self.cast.entities[entity].type is not EntityType.PERSON:
            if apposed is not None:
                other = self.cast.at(apposed.idx, apposed.idx + len(apposed))
                if other is not None and self.cast.entities[other].type is EntityType.PERSON:
                    if entity is not None and entity != other:
                        self._same[entity] = other
                    return other
        return entity

    def _with_antecedent(self, entity: str, mention: Span) -> Speaker:
        held = self.cast.entities.get(entity)
        fuller = None
        if held is not None:
            earlier = [span for span in held.mentions if span.end <= mention.start or span.start >= mention.end]
            longest = max(earlier, key=lambda span: (span.end - span.start, -span.start), default=None)
            if longest is not None and longest.end - longest.start > mention.end - mention.start:
                fuller = longest
        return Speaker(entity, mention, fuller)

    def _anonymous(self, holder: Token, apposed: Token | None) -> bool:
        if apposed is not None and apposed.pos_ == "PROPN":
            return False
        if holder.pos_ == "PROPN" or (
            holder.lower_ not in _VAGUE and holder.lemma_.lower() not in _VAGUE and holder.pos_ != "NUM"
        ):
            return (
                agent_class(holder) == "person"
                and self._determiner(holder) in ("a", "an", "one", "another")
                and holder.ent_type_ != "PERSON"
            )
        determiner = self._determiner(holder)
        if determiner == "the":
            return False
        if determiner == "that":
            return True
        return determiner in _INDEFINITE or determiner == "" or holder.pos_ == "NUM"

    def _determiner(self, holder: Token) -> str:
        for child in holder.children:
            if child.dep_ in ("det", "nummod") and child.i < holder.i:
                return child.lower_
        return holder.lower_ if holder.lower_ in _INDEFINITE else ""

    def _party_of_modifier(self, holder: Token) -> str | None:
        for child in holder.children:
            if child.dep_ in ("amod", "compound", "nmod") and child.i < holder.i:
                entity = self.cast.at(child.idx, child.idx + len(child))
                if entity is not None and self.cast.entities[entity].type is not EntityType.PERSON:
                    return entity
        return None

    def _owned(self, holder: Token, owner: Token, mention: Span) -> tuple[Speaker, tuple[str, ...]]:
        """Resolve "her office", "its leader": the owner first, then what is theirs."""
        apposed = next((child for child in holder.children if child.dep_ == "appos" and child.i > holder.i), None)
        if apposed is not None:
            entity = self.cast.at(apposed.idx, apposed.idx + len(apposed))
            if entity is not None:
                return self._with_antecedent(entity, mention), ("the speaker is named in apposition",)
        entity = self.cast.at(holder.idx, holder.idx + len(holder))
        if entity is not None:
            return self._with_antecedent(entity, mention), ("the speaker is named",)
        speaker, _ = self._pronoun(owner, self.page.span(owner.i, owner.i + 1))
        if speaker.entity is None:
            return Speaker(None, mention, candidates=speaker.candidates), ("whose it is stays open",)
        held = self.cast.entities.get(speaker.entity) or self.found.get(speaker.entity)
        name = held.name if held is not None else speaker.entity
        id_ = f"{speaker.entity}-{slug(holder.lower_)}"
        if id_ not in self.cast.entities:
            kind = EntityType.PERSON if agent_class(holder) == "person" else EntityType.ORGANISATION
            self.found.setdefault(
                id_,
                Entity(
                    id_, kind, f"{holder.lower_} of {name}", party=held.party if held else None, mentions=(mention,)
                ),
            )
        return Speaker(id_, mention, speaker.antecedent), (f"the possessive was resolved to {name}",)

    def _described(self, holder: Token, mention: Span) -> tuple[Speaker, tuple[str, ...]]:
        """Resolve a description without a name: "the minister", "the letter", "shopkeepers on the islands"."""
        sort = agent_class(holder)
        definite = self._determiner(holder) in ("the", "this", "that", "these")
        words = " ".join(
            t.text for t in self.page.doc[holder.left_edge.i : holder.i + 1] if t.dep_ not in ("det", "poss", "case")
        )
        if sort in ("person", "name") and definite:
            candidates = self.cast.by_title(words, mention.start) or self.cast.by_title(holder.text, mention.start)
            if candidates:
                speaker = self._with_antecedent(candidates[0], mention)
                return (
                    Speaker(speaker.entity, mention, speaker.antecedent, candidates=tuple(candidates[1:])),
                    ("the title was resolved to the last person who holds it",),
                )
            if holder.tag_ in ("NN", "NNP"):
                ranked = self._ranked(mention.start, None, {EntityType.PERSON})
                if ranked and self._in_paragraph(ranked[0][1], mention):
                    return (
                        Speaker(ranked[0][1], mention, candidates=tuple(id_ for _, id_ in ranked[1:3])),
                        ("the description was taken for the person spoken of last",),
                    )
        if sort == "document":
            author = self._author(holder)
            if author is not None:
                return Speaker(author, mention), ("the paper speaks for whoever wrote it",)
        kind = EntityType.ORGANISATION if sort in ("office", "document") else EntityType.GROUP
        if sort == "group" and holder.tag_ in ("NN", "NNP"):
            kind = EntityType.ORGANISATION
        if sort == "name":
            kind = EntityType.PERSON if holder.ent_type_ == "PERSON" else EntityType.ORGANISATION
        return Speaker(self._local(mention.of(self.page.text), kind, mention), mention), (
            "the speaker is described, not named",
        )

    def _in_paragraph(self, entity: str, mention: Span) -> bool:
        """Tell whether an entity was named or spoke earlier in the paragraph of a mention."""
        paragraph = self.page.paragraph_of[self.page.first_token(mention.start)]
        if self._last[0] == entity and self._last[2] == paragraph:
            return True
        upto = bisect_left(self._starts, mention.start)
        return any(
            earlier.entity == entity and earlier.paragraph == paragraph
            for earlier in self._mentions[max(0, upto - 20) : upto]
        )

    def _author(self, holder: Token) -> str | None:
        for child in holder.children:
            if child.dep_ == "poss" or (child.dep_ == "prep" and child.lower_ in ("from", "by", "of")):
                inner = child if child.dep_ == "poss" else next((c for c in child.children if c.dep_ == "pobj"), None)
                if inner is not None and (entity := self.cast.at(inner.idx, inner.idx + len(inner))) is not None:
                    return entity
        return self._authors.get(holder.lemma_.lower())

    def wrote(self, channel: str, entity: str) -> None:
        """Remember who spoke through a paper, so that "the letter" later speaks for its author."""
        self._authors[channel] = entity

    def _local(self, words: str, kind: EntityType, mention: Span) -> str:
        bare = words
        for article in ("the ", "The ", "a ", "A ", "an ", "An "):
            bare = bare.removeprefix(article)
        id_ = slug(bare)[:60] or "speaker"
        if id_ in self.cast.entities:
            return id_
        held = self.found.get(id_)
        mentions = (mention,) if held is None else tuple(sorted({*held.mentions, mention}))
        self.found[id_] = Entity(id_, kind, bare, mentions=mentions)
        place = bisect_left(self._starts, mention.start)
        self._mentions.insert(place, self._mention(mention, id_))
        self._starts.insert(place, mention.start)
        return id_

    def _pronoun(self, token: Token, mention: Span) -> tuple[Speaker, tuple[str, ...]]:
        lower = token.lower_
        gender = "he" if lower in _HE else "she" if lower in _SHE else "it" if lower in _IT else "they"
        kinds = (
            {EntityType.PERSON}
            if gender in ("he", "she")
            else {EntityType.ORGANISATION, EntityType.COUNTRY, EntityType.GROUP}
        )
        if gender in ("he", "she") and token.i - self._last_unnamed < 0:
            return Speaker(None, mention), ("the pronoun has no antecedent",)
        ranked = self._ranked(mention.start, gender, kinds)
        if not ranked:
            return Speaker(None, mention), ("no antecedent fits the pronoun",)
        best = ranked[0]
        rest = tuple(id_ for _, id_ in ranked[1:4])
        if len(ranked) > 1 and best[0] - ranked[1][0] < _MARGIN:
            return Speaker(None, mention, candidates=(best[1], *rest)), (
                "two antecedents fit the pronoun about equally",
            )
        if gender in ("he", "she"):
            self._genders[best[1]] = gender
        antecedent = self._latest_mention(best[1], mention.start)
        return Speaker(best[1], mention, antecedent, candidates=rest), (
            "the pronoun was resolved by nearness, role and gender",
        )

    def _latest_mention(self, entity: str, before: int) -> Span | None:
        held = self.cast.entities.get(entity) or self.found.get(entity)
        earlier = [span for span in held.mentions if span.end <= before] if held is not None else []
        return max(earlier, default=None)

    def _ranked(self, before: int, gender: str | None, kinds: set[EntityType]) -> list[tuple[float, str]]:
        """Return the entities that may be meant, best first, each with its score."""
        page = self.page
        token = min(page.first_token(before), len(page.doc) - 1)
        sentence, paragraph = self._sentence(token), page.paragraph_of[token]
        scores: dict[str, float] = {}
        upto = bisect_left(self._starts, before)
        for mention in reversed(self._mentions[max(0, upto - 60) : upto]):
            away = sentence - mention.sentence
            if away > _REACH:
                break
            score = self._score(mention, away, paragraph, gender, kinds)
            if score is not None:
                scores[mention.entity] = max(scores.get(mention.entity, -99.0), score)
        last, last_sentence, last_paragraph = self._last
        if last is not None and self._fits(last, gender, kinds):
            bonus = 3.0 if last_paragraph == paragraph else 1.5
            scores[last] = max(scores.get(last, 0.0), 2.0 - 0.3 * (sentence - last_sentence)) + bonus
        return sorted(((score, id_) for id_, score in scores.items()), key=lambda pair: (-pair[0], pair[1]))

    def _score(
        self, mention: _Mention, away: int, paragraph: int, gender: str | None, kinds: set[EntityType]
    ) -> float | None:
        if not self._fits(mention.entity, gender, kinds):
            return None
        score = 4.0 - 0.8 * away
        score += 1.5 if mention.subject else 0.0
        score -= 2.0 if mention.quoted else 0.0
        score -= 0.7 * (paragraph - mention.paragraph)
        if gender is not None and self.cast.gender(mention.entity) == gender:
            score += 1.0
        if gender == "they" and not self._is_many(mention.entity):
            score -= 1.5
        return score

    def _type(self, entity: str) -> EntityType | None:
        held = self.cast.entities.get(entity) or self.found.get(entity)
        return held.type if held is not None else None

    def _is_many(self, entity: str) -> bool:
        """Tell whether an entity is several people, whom "they" means before it means a body."""
        return self._type(entity) is EntityType.GROUP

    def _fits(self, entity: str, gender: str | None, kinds: set[EntityType]) -> bool:
        held = self.cast.entities.get(entity) or self.found.get(entity)
        if held is None or held.type not in kinds or entity in self._same:
            return False
        if gender in ("he", "she"):
            known = self._genders.get(entity) or (self.cast.gender(entity) if entity in self.cast.entities else None)
            return known is None or known == gender
        return True
