"""Whom a pronoun or a bare description may mean: earlier mentions, weighed by nearness, role, gender and turn.

Weights are set by hand, in sentences: a mention loses about one point for each sentence between, a subject is worth
a sentence and a half, and whoever spoke last in the paragraph two to three sentences.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from pourparler.evidence.claim import Entity, EntityType, Span
from pourparler.evidence.extraction.cast import Cast
from pourparler.evidence.extraction.page import Page

_REACH = 12
_MOST_MENTIONS = 60
_NEW = 4.0
_PER_SENTENCE, _PER_PARAGRAPH = 0.8, 0.7
_SUBJECT, _QUOTED, _GENDER, _ONE_FOR_MANY = 1.5, -2.0, 1.0, -1.5
_SPOKE_HERE, _SPOKE_BEFORE, _SPOKE, _SPEECH_FADES = 3.0, 1.5, 2.0, 0.3


@dataclass(frozen=True, slots=True)
class _Mention:
    start: int
    entity: str
    subject: bool
    quoted: bool
    sentence: int
    paragraph: int


class Antecedents:
    """The mentions of one document in order, and who spoke last.

    Parameters
    ----------
    page : Page
    cast : Cast
    """

    def __init__(self, page: Page, cast: Cast) -> None:
        self.page, self.cast = page, cast
        self.found: dict[str, Entity] = {}
        """Speakers the cast did not know, by id."""
        self._sentences = [sentence.start for sentence in page.doc.sents]
        pairs = sorted((span, entity.id) for entity in cast.entities.values() for span in entity.mentions)
        self._mentions = [self._mention(span, entity) for span, entity in pairs]
        self._starts = [mention.start for mention in self._mentions]
        self._last: tuple[str | None, int, int] = (None, -1, -1)
        self._genders: dict[str, str] = {}
        self._same: set[str] = set()

    def _mention(self, span: Span, entity: str) -> _Mention:
        page = self.page
        first = min(page.first_token(span.start), len(page.doc) - 1)
        last = max(first, page.first_token(span.end) - 1)
        subject = page.doc[first : last + 1].root.dep_ in ("nsubj", "nsubjpass", "agent")
        quoted = page.quotation_of[first] >= 0
        return _Mention(span.start, entity, subject, quoted, self._sentence(first), page.paragraph_of[first])

    def _sentence(self, token: int) -> int:
        return bisect_left(self._sentences, token + 1) - 1

    def entity(self, id_: str) -> Entity | None:
        """Return an entity of the cast or of the speakers found."""
        return self.cast.entities.get(id_) or self.found.get(id_)

    def type_of(self, id_: str) -> EntityType | None:
        """Return what an entity is, or None when it is unknown."""
        held = self.entity(id_)
        return held.type if held is not None else None

    def add(self, entity: Entity, mention: Span) -> None:
        """Add a speaker the cast did not know, or a further mention of it."""
        held = self.found.get(entity.id)
        mentions = tuple(sorted({*(held.mentions if held is not None else ()), mention}))
        self.found[entity.id] = Entity(entity.id, entity.type, entity.name, party=entity.party, mentions=mentions)
        place = bisect_left(self._starts, mention.start)
        self._mentions.insert(place, self._mention(mention, entity.id))
        self._starts.insert(place, mention.start)

    def spoke(self, entity: str | None, at: int) -> None:
        """Remember who spoke last (nobody when it stayed open) and where."""
        token = min(self.page.first_token(at), len(self.page.doc) - 1)
        self._last = (entity, self._sentence(token), self.page.paragraph_of[token])

    def learn(self, entity: str, gender: str) -> None:
        """Remember the gender that a resolved pronoun gave an entity."""
        self._genders[entity] = gender

    def merge(self, described: str) -> None:
        """Leave out an entity that turned out to be another one's description."""
        self._same.add(described)

    def first_person(self) -> str | None:
        """Return the person named first in the document; one known only by a title comes after those with names."""
        people = [mention.entity for mention in self._mentions if self.type_of(mention.entity) is EntityType.PERSON]
        named = {mention.entity for mention in self.cast.mentions if mention.kind == "name"}
        return next((one for one in people if one in named), people[0] if people else None)

    def latest_mention(self, entity: str, before: int) -> Span | None:
        """Return the last mention of an entity before an offset, or None."""
        held = self.entity(entity)
        return max((span for span in held.mentions if span.end <= before), default=None) if held is not None else None

    def in_paragraph(self, entity: str, at: int) -> bool:
        """Tell whether an entity was named or spoke earlier in the paragraph of an offset."""
        paragraph = self.page.paragraph_of[min(self.page.first_token(at), len(self.page.doc) - 1)]
        if self._last[0] == entity and self._last[2] == paragraph:
            return True
        upto = bisect_left(self._starts, at)
        near = self._mentions[max(0, upto - _MOST_MENTIONS) : upto]
        return any(mention.entity == entity and mention.paragraph == paragraph for mention in near)

    def ranked(self, before: int, gender: str | None, kinds: frozenset[EntityType]) -> list[tuple[float, str]]:
        """Return whom a word at an offset may mean, best first, each with a score.

        Parameters
        ----------
        before : int
            Offset of the word.
        gender : str or None
            ``he``, ``she``, ``it``, ``they``, or None for a description.
        kinds : frozenset of EntityType
            What it may be.
        """
        token = min(self.page.first_token(before), len(self.page.doc) - 1)
        sentence, paragraph = self._sentence(token), self.page.paragraph_of[token]
        scores: dict[str, float] = {}
        upto = bisect_left(self._starts, before)
        for mention in reversed(self._mentions[max(0, upto - _MOST_MENTIONS) : upto]):
            if sentence - mention.sentence > _REACH:
                break
            if self._fits(mention.entity, gender, kinds):
                score = self._score(mention, sentence, paragraph, gender)
                scores[mention.entity] = max(scores.get(mention.entity, score), score)
        last, last_sentence, last_paragraph = self._last
        if last is not None and self._fits(last, gender, kinds):
            held = max(scores.get(last, 0.0), _SPOKE - _SPEECH_FADES * (sentence - last_sentence))
            scores[last] = held + (_SPOKE_HERE if last_paragraph == paragraph else _SPOKE_BEFORE)
        return sorted(((score, id_) for id_, score in scores.items()), key=lambda pair: (-pair[0], pair[1]))

    def _score(self, mention: _Mention, sentence: int, paragraph: int, gender: str | None) -> float:
        score = _NEW - _PER_SENTENCE * (sentence - mention.sentence) - _PER_PARAGRAPH * (paragraph - mention.paragraph)
        score += _SUBJECT if mention.subject else 0.0
        score += _QUOTED if mention.quoted else 0.0
        if gender is not None and self.cast.gender(mention.entity) == gender:
            score += _GENDER
        if gender == "they" and self.type_of(mention.entity) is not EntityType.GROUP:
            score += _ONE_FOR_MANY
        return score

    def _fits(self, entity: str, gender: str | None, kinds: frozenset[EntityType]) -> bool:
        held = self.entity(entity)
        if held is None or held.type not in kinds or entity in self._same:
            return False
        if gender not in ("he", "she"):
            return True
        known = self._genders.get(entity)
        if known is None and entity in self.cast.entities:
            known = self.cast.gender(entity)
        return known in (None, gender)
