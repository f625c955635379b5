"""Where a document stands: which state a bare title belongs to, what a capital stands for, whom "its" means."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pourparler.evidence.claim import EntityType
from pourparler.evidence.extraction.gazetteer import Entry, gazetteer, words_like
from pourparler.evidence.extraction.holders import Holding
from pourparler.evidence.extraction.people import gender_of_name
from pourparler.evidence.extraction.phrases import Phrase
from pourparler.evidence.extraction.scene import Scene
from pourparler.evidence.extraction.spellings import is_demonym_of
from pourparler.evidence.spelling import slug

if TYPE_CHECKING:
    from pourparler.evidence.extraction.draft import Mention

_SUBJECT = ("nsubj", "nsubjpass", "agent")
_NEAR = ("in", "at", "near", "from", "to", "outside", "around", "into", "via", "through")
_REACH = 2


class Bearings:
    """Answers by position; asks the scene it looks at."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene

    def capital(self, phrase: Phrase, entry: Entry) -> str:
        """Return the id of the country when its capital acts ("Kyiv wants"), else of the place."""
        words, last = self._scene.words, phrase.end - 1
        before = words.key[phrase.start - 1] if phrase.start else ""
        acts = (
            words.dep[last] == "nsubj"
            and words.lemma[words.head[last]] in words_like("verbs", "agentive")
            and before not in _NEAR
        )
        between = words.dep[last] in ("pobj", "conj") and self._among_parties(phrase)
        country = self._scene.names.lookup(entry.party or "") or entry.party or entry.id
        if acts or between:
            known = self._gazetteer_country(country)
            self._scene.draft(country, EntityType.COUNTRY, known, country, "territory")
            return country
        self._scene.draft(entry.id, EntityType.PLACE, entry.name)
        return entry.id

    def _gazetteer_country(self, country: str) -> str:
        held = gazetteer().entries.get(country)
        return held.name if held else country

    def _among_parties(self, phrase: Phrase) -> bool:
        """Read "between Kyiv and Moscow"."""
        words = self._scene.words
        return phrase.start > 0 and (
            words.key[phrase.start - 1] == "between"
            or (phrase.start > 2 and words.key[phrase.start - 1] == "and" and words.key[phrase.start - 3] == "between")
        )

    def metonym(self, key: str) -> str | None:
        """Return the country that an invented capital stands for: one that acts, and is said to be its seat."""
        words, scene = self._scene.words, self._scene
        uses = [phrase for phrase, held in zip(scene.phrases, scene.keys, strict=True) if held == key]
        told = self.told_capital(key)
        if told is not None:
            return told
        if scene.kinds.is_land(key):
            return None
        acting = [
            p
            for p in uses
            if words.dep[p.end - 1] == "nsubj" and words.lemma[words.head[p.end - 1]] in words_like("verbs", "agentive")
        ]
        if not acting:
            return None
        votes: dict[str, int] = {}
        for phrase in uses:
            if not self._dateline(phrase) and not (words.key[phrase.start - 1] in _NEAR and self._seat(phrase)):
                continue
            country = self._country_near(phrase.start, forward=self._dateline(phrase))
            if country is not None:
                votes[country] = votes.get(country, 0) + 1
        best = sorted(votes, key=lambda country: (-votes[country], country))
        return best[0] if best and (len(best) == 1 or votes[best[0]] > votes[best[1]]) else None

    def _seat(self, phrase: Phrase) -> bool:
        """Tell whether organs of state are placed there in the same sentence."""
        words = self._scene.words
        first, last = words.sentences[words.sentence[phrase.start]]
        return bool(words_like("organisations", "organs") & set(words.key[first:last]))

    def told_capital(self, key: str) -> str | None:
        """Return the country that a text says the name is the capital of."""
        words, scene = self._scene.words, self._scene
        for phrase, held in zip(scene.phrases, scene.keys, strict=True):
            if held != key:
                continue
            at = phrase.start
            if (
                at > 3
                and words.text[at - 1] == ","
                and words.key[at - 2] == "capital"
                and words.text[at - 3] in ("'s", "’s")
            ):
                return self._ending(at - 3)
            end = phrase.end
            if words.key[end : end + 4] == [",", "the", "capital", "of"]:
                return self._starting(end + 4)
        return None

    def _ending(self, end: int) -> str | None:
        for number, phrase in enumerate(self._scene.phrases):
            if phrase.end == end:
                return self._scene.of_phrase.get(number) or slug(self._scene.keys[number])
        return None

    def _starting(self, start: int) -> str | None:
        for number, phrase in enumerate(self._scene.phrases):
            if phrase.start == start:
                return self._scene.of_phrase.get(number) or slug(self._scene.keys[number])
        return None

    def _dateline(self, phrase: Phrase) -> bool:
        words = self._scene.words
        first = words.sentences[words.sentence[phrase.start]][0]
        return phrase.start == first and words.joined(phrase.start, phrase.end).isupper()

    def _country_near(self, position: int, *, forward: bool) -> str | None:
        """Return the country named nearest before in the sentence, else the first subject of the one before.

        From a dateline, ``forward``, it is the first land of its sentence or the next.
        """
        words = self._scene.words
        sentence = words.sentence[position]
        lands = [(phrase, id_) for phrase, id_ in self._lands() if phrase.start != position]
        if forward:
            after = [
                id_ for phrase, id_ in lands if phrase.start > position and words.sentence[phrase.start] <= sentence + 1
            ]
            return after[0] if after else None
        here = [id_ for phrase, id_ in lands if phrase.start < position and words.sentence[phrase.start] == sentence]
        if here:
            return here[-1]
        before = [(phrase, id_) for phrase, id_ in lands if words.sentence[phrase.start] == sentence - 1]
        subjects = [id_ for phrase, id_ in before if words.dep[phrase.end - 1] in _SUBJECT]
        return subjects[0] if subjects else (before[-1][1] if before else None)

    def _home_of(self, key: str) -> str | None:
        """Return the land that "Varanian" is made from, if the document names it."""
        homes = (other for other in self._scene.keys if is_demonym_of(key, other) and self._scene.kinds.is_land(other))
        return next(homes, None)

    def _lands(self) -> Iterator[tuple[Phrase, str]]:
        """Yield the names that are lands beyond doubt, in order, with their ids."""
        scene = self._scene
        for phrase, key in zip(scene.phrases, scene.keys, strict=True):
            if phrase.entry is not None and phrase.entry.kind in ("territory", "demonym"):
                yield phrase, phrase.entry.id
            elif phrase.entry is None and (home := self._home_of(key)) is not None:
                yield phrase, slug(home)
            elif phrase.entry is None and scene.kinds.is_land(key) and scene.kinds.of(key) is EntityType.COUNTRY:
                yield phrase, scene.names.lookup(key) or slug(scene.short.get(key, key))

    def state_of(self, holding: Holding) -> str | None:
        """Return the state a bare "Defence Minister" belongs to: the sentence's, the last one's, or the only one."""
        scene, words = self._scene, self._scene.words
        use = holding.use
        if use is None or (use.title.scope == "any" and use.title.rank not in ("head-of-state", "spokesperson")):
            return None
        if use.title.rank == "spokesperson" and not {"foreign", "ministry", "government", "presidential"} & set(
            words.key[use.start : use.end]
        ):
            return None
        countries = {id_ for id_, draft in scene.drafts.items() if draft.type is EntityType.COUNTRY}
        if len(countries) == 1:
            return next(iter(countries))
        if use.title.rank == "head-of-state":
            return None
        sentence = words.sentence[holding.start]
        for distance in range(_REACH + 1):
            here = [
                held
                for held in scene.mentions
                if held.entity in countries
                and held.core[0] < holding.start
                and words.sentence[held.core[0]] == sentence - distance
            ]
            subjects = [held for held in here if words.dep[held.core[1] - 1] in _SUBJECT]
            if subjects:
                return min(subjects, key=lambda held: held.core[0]).entity
            if here and distance == 0:
                return max(here, key=lambda held: held.core[0]).entity
        near = [held for held in scene.mentions if held.entity in countries and held.core[0] < holding.start
                and words.sentence[held.core[0]] >= sentence - 2 * _REACH]  # fmt: skip
        return max(near, key=lambda held: held.core[0]).entity if near else None

    def state_near(self, position: int) -> str | None:
        """Return the only state of the document, else the one the sentence before is about."""
        scene, words = self._scene, self._scene.words
        countries = {id_ for id_, draft in scene.drafts.items() if draft.type is EntityType.COUNTRY}
        if len(countries) <= 1:
            return next(iter(countries), None)
        sentence = words.sentence[position]
        near = [held for held in scene.mentions if held.entity in countries and held.core[0] < position
                and words.sentence[held.core[0]] >= sentence - _REACH]  # fmt: skip
        return max(near, key=lambda held: held.core[0]).entity if near else None

    def antecedent(self, pronoun: int) -> str | None:
        """Return whom a possessive pronoun means: the nearest fitting subject, then the nearest fitting mention."""
        scene, words = self._scene, self._scene.words
        key = words.key[pronoun]
        wanted = {
            "its": (EntityType.COUNTRY, EntityType.ORGANISATION),
            "their": (EntityType.GROUP, EntityType.ORGANISATION, EntityType.COUNTRY),
            "his": (EntityType.PERSON,),
            "her": (EntityType.PERSON,),
        }.get(key)
        if wanted is None:
            return None
        sentence = words.sentence[pronoun]
        quoted = words.quoted[pronoun]
        here = [held for held in scene.mentions if sentence - _REACH <= words.sentence[held.core[0]] <= sentence
                and held.core[0] < pronoun and not held.weak and words.quoted[held.core[0]] <= quoted
                and self._fits(held, key, wanted)]  # fmt: skip
        subjects = [held for held in here if words.dep[held.core[1] - 1] in _SUBJECT]
        same = [held for held in subjects if words.sentence[held.core[0]] == sentence]
        chosen = same or subjects or here
        if key == "its" and not same:  # "a letter to the union, whose head said its members": the nearer one
            chosen = [held for held in here if words.sentence[held.core[0]] == sentence] or chosen
        return max(chosen, key=lambda held: held.core[0]).entity if chosen else None

    def _fits(self, held: Mention, pronoun: str, wanted: tuple[EntityType, ...]) -> bool:
        draft = self._scene.drafts[held.entity]
        if draft.type not in wanted:
            return False
        if draft.type is EntityType.PERSON:
            gender = draft.gender or gender_of_name(draft.name.split()[0])
            return gender in (None, "he" if pronoun == "his" else "she")
        return True
