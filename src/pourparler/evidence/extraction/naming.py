"""Which entity each name of a document means: the gazetteer's, a person, a land, a body, or another spelling."""

from __future__ import annotations

from collections.abc import Sequence

from pourparler.evidence.claim import EntityType
from pourparler.evidence.extraction.bearings import Bearings
from pourparler.evidence.extraction.draft import Draft, Mention
from pourparler.evidence.extraction.holders import Holding
from pourparler.evidence.extraction.people import NameUse, Person, people_of
from pourparler.evidence.extraction.phrases import Phrase
from pourparler.evidence.extraction.scene import Scene
from pourparler.evidence.extraction.spellings import best_full_name, is_demonym_of, short_forms, surname_of
from pourparler.evidence.spelling import folded, slug, sound

PERSON, COUNTRY = EntityType.PERSON, EntityType.COUNTRY
ORGANISATION, PLACE = EntityType.ORGANISATION, EntityType.PLACE
_SURELY = 4.0


class Naming:
    """Gives every name of a scene its entity; see :meth:`named`."""

    def __init__(self, scene: Scene, bearings: Bearings) -> None:
        self._scene, self._bearings = scene, bearings
        self._surnames = scene.names.surnames()

    def named(self) -> None:
        """Give every name its entity."""
        self._known_entries()
        unknown = [number for number, phrase in enumerate(self._scene.phrases) if phrase.entry is None]
        self._note_bearers(unknown)
        self._pool_short_forms(unknown)
        unknown = [number for number in unknown if not self._is_nobody(number)]
        kind_of = {self._scene.keys[number]: self._kind(self._scene.keys[number]) for number in unknown}
        self._people([number for number in unknown if kind_of[self._scene.keys[number]] is PERSON])
        self._others([number for number in unknown if kind_of[self._scene.keys[number]] is not PERSON], kind_of)
        self._demonyms()
        self._attach_titles_to_mentions()
        self._shouted()

    def _note_bearers(self, unknown: Sequence[int]) -> None:
        """Note surnames and given names of full names, so that "Petrakis" alone is a person too."""
        full = [
            self._scene.written(number)
            for number in unknown
            if " " in self._scene.keys[number] and self._kind(self._scene.keys[number]) is PERSON
        ]
        self._scene.bearer_names |= {surname_of(name) for name in full} | {folded(name.split()[0]) for name in full}
        self._scene.bearer_names |= {surname_of(name).split()[-1] for name in full}

    def _kind(self, key: str) -> EntityType:
        remembered = self._scene.names.lookup(key)
        if remembered is not None and remembered in self._scene.names.known:
            return self._scene.names.known[remembered].type
        if self._bearings.told_capital(key) is not None:
            return PLACE
        if key in self._scene.bearer_names and self._scene.kinds.weight(key, COUNTRY) < 3.0:
            return PERSON
        if (
            " " not in key
            and remembered is None
            and key in self._surnames
            and self._scene.kinds.weight(key, COUNTRY) < 2.0
        ):
            return PERSON
        return self._scene.kinds.of(key)

    def _known_entries(self) -> None:
        for number, phrase in enumerate(self._scene.phrases):
            entry = phrase.entry
            if entry is None:
                continue
            written = self._scene.words.joined(phrase.start, phrase.end)
            if entry.kind == "capital":
                id_ = self._bearings.capital(phrase, entry)
                draft = self._scene.drafts[id_]
            else:
                remembered = self._scene.names.lookup(written)
                draft = (
                    self._scene.entry(entry)
                    if remembered is None
                    else self._scene.draft(remembered, entry.type, entry.name, entry.party)
                )
            adjective = entry.kind == "demonym" and (
                self._scene.words.pos[phrase.end - 1] == "ADJ" or self._describes(phrase)
            )
            if not adjective:
                draft.called(written)
            self._scene.of_phrase[number] = draft.id
            start = phrase.start - (
                phrase.start > 0 and self._scene.words.key[phrase.start - 1] == "the" and not adjective
            )
            self._scene.mention(
                draft.id, (phrase.start, phrase.end), "demonym" if adjective else "name", (start, phrase.end)
            )

    def _describes(self, phrase: Phrase) -> bool:
        last = phrase.end - 1
        return self._scene.words.dep[last] in ("amod", "compound", "nmod") and self._scene.words.head[last] > last

    def _pool_short_forms(self, unknown: Sequence[int]) -> None:
        keys = dict.fromkeys(self._scene.keys[number] for number in unknown)
        others = [key for key in keys if self._kind(key) is not PERSON or self._maybe_firm(key)]
        written = {self._scene.keys[number]: self._scene.written(number) for number in unknown}
        lands = frozenset(
            key for key in others if self._scene.kinds.is_land(key) or self._scene.kinds.named_as_place(key) > 1
        )
        articled = frozenset(self._scene.keys[number] for number in unknown if self._has_article(number))
        self._scene.short = short_forms([written[key] for key in others], lands, articled)
        for key, longer in self._scene.short.items():
            self._scene.kinds.pool(key, longer)

    def _is_nobody(self, number: int) -> bool:
        """Tell a capitalised common word from a name: nothing speaks for a person, and it acts nowhere."""
        key, phrase, words = self._scene.keys[number], self._scene.phrases[number], self._scene.words
        if (
            self._kind(key) is not PERSON
            or self._scene.kinds.weight(key, PERSON) > 0
            or key in self._scene.bearer_names
        ):
            return False
        if self._scene.names.lookup(key) is not None or len(phrase) > 2:
            return False
        acts = words.dep[phrase.end - 1] in ("nsubj", "poss", "agent") and words.pos[phrase.end - 1] == "PROPN"
        return not acts or self._is_label(phrase)

    def _is_label(self, phrase: Phrase) -> bool:
        """Tell whether a name is all that a line or a short heading without a full stop holds."""
        words = self._scene.words
        first, last = words.sentences[words.sentence[phrase.start]]
        return last - first <= len(phrase) + 2 and words.text[last - 1] not in (".", "!", "?", "”", '"')

    def _has_article(self, number: int) -> bool:
        start = self._scene.phrases[number].start
        return start > 0 and self._scene.words.key[start - 1] == "the"

    def _maybe_firm(self, key: str) -> bool:
        """Tell a lone word that little speaks for being a person's: "Grandison", of Grandison Smelters."""
        return (
            " " not in key and key not in self._scene.bearer_names and self._scene.kinds.weight(key, PERSON) < _SURELY
        )

    def _people(self, numbers: Sequence[int]) -> None:
        beside: dict[int, Holding] = {}
        gender: dict[int, str] = {}
        for holding in self._scene.holdings:
            if holding.person is None or holding.use is None:
                continue
            if holding.use.title.gender:
                gender.setdefault(holding.person, holding.use.title.gender)
            if not holding.use.honorific:
                beside.setdefault(holding.person, holding)
        uses = [
            NameUse(number, self._scene.phrases[number].start, self._scene.written(number), gender.get(number),
                    folded(beside[number].title) if number in beside else None)
            for number in numbers
        ]  # fmt: skip
        for person in people_of(uses):
            self._person(person)

    def _person(self, person: Person) -> None:
        name = best_full_name([use.name for use in person.uses])
        id_ = next((held for use in person.uses if (held := self._scene.names.lookup(use.name))), None)
        if id_ is None and not person.given:
            bearers = self._surnames.get(person.surname, ())
            id_ = bearers[0] if len(bearers) == 1 else None
        draft = self._scene.draft(id_ or slug(name), PERSON, name)
        draft.gender = person.gender
        for use in person.uses:
            draft.called(use.name)
            phrase = self._scene.phrases[use.phrase]
            self._scene.of_phrase[use.phrase] = draft.id
            self._scene.mention(draft.id, (phrase.start, phrase.end), "name")

    def _others(self, numbers: Sequence[int], kind_of: dict[str, EntityType]) -> None:
        for number in numbers:
            key = self._scene.keys[number]
            home = self._scene.short.get(key, key)
            if key in self._scene.short and self._kind(home) is PERSON:
                home = key
            id_ = (
                self._scene.names.lookup(key) or self._scene.names.lookup(home) or self._same_sound(home) or slug(home)
            )
            kind = kind_of.get(home, kind_of[key])
            phrase = self._scene.phrases[number]
            longest = next(
                (self._scene.written(other) for other in numbers if self._scene.keys[other] == home),
                self._scene.written(number),
            )
            owner = phrase.owner.id if phrase.owner else None
            metonym = self._bearings.metonym(key) if kind is not PERSON else None
            if metonym is not None:
                id_, kind = metonym, COUNTRY
            draft = self._scene.draft(
                id_, kind, self._land(id_, longest) if metonym else longest, id_ if kind is COUNTRY else owner
            )
            draft.called(self._scene.written(number))
            self._scene.of_phrase[number] = draft.id
            the = phrase.start > 0 and self._scene.words.key[phrase.start - 1] == "the"
            self._scene.mention(draft.id, (phrase.start, phrase.end), "name", (phrase.start - the, phrase.end))

    def _land(self, id_: str, otherwise: str) -> str:
        """Return the name of a land met under its capital's name before its own."""
        return next((self._scene.written(n) for n, key in enumerate(self._scene.keys) if slug(key) == id_), otherwise)

    def _same_sound(self, key: str) -> str | None:
        """Find the entity of which ``key`` is another romanisation, among those named so far."""
        if " " in key or len(key) < 5:
            return None
        for draft in self._scene.drafts.values():
            if (
                draft.type is not PERSON
                and folded(draft.name) != key
                and sound(draft.name) == sound(key)
                and " " not in draft.name
            ):
                return draft.id if draft.id not in self._entry_ids() else None
        return None

    def _entry_ids(self) -> frozenset[str]:
        return frozenset(phrase.entry.id for phrase in self._scene.phrases if phrase.entry)

    def _demonyms(self) -> None:
        """Turn "Varanian", taken for a name, into a word for Varania."""
        lands = [draft for draft in self._scene.drafts.values() if draft.type in (COUNTRY, PLACE, ORGANISATION)]
        for number, phrase in enumerate(self._scene.phrases):
            id_ = self._scene.of_phrase.get(number)
            if phrase.entry is not None or id_ is None or len(phrase) != 1 or self._scene.drafts[id_].type is PERSON:
                continue
            key = self._scene.keys[number]
            present = (land for land in lands if land.id in self._scene.drafts and land.id != id_)
            home = next((land for land in present if _people_of(key, land)), None)
            if home is None or is_demonym_of(home.name, self._scene.keys[number]):
                continue
            self._move(number, id_, home)

    def _move(self, number: int, old: str, home: Draft) -> None:
        phrase = self._scene.phrases[number]
        adjective = self._describes(phrase) or self._scene.words.pos[phrase.end - 1] == "ADJ"
        if home.type is not COUNTRY:
            home.type, home.party = COUNTRY, home.id
        self._scene.of_phrase[number] = home.id
        home.called(self._scene.written(number))
        self._scene.mentions = [
            Mention(home.id, held.core, held.start, held.end, "demonym" if adjective else "name")
            if held.entity == old and held.core == (phrase.start, phrase.end)
            else held
            for held in self._scene.mentions
        ]
        if not any(held.entity == old for held in self._scene.mentions):
            self._scene.drafts.pop(old, None)
            self._scene.of_phrase = {n: home.id if held == old else held for n, held in self._scene.of_phrase.items()}

    def _attach_titles_to_mentions(self) -> None:
        """Let "Dutch Prime Minister Mark Rutte" be one mention."""
        for holding in self._scene.holdings:
            if not holding.attached or holding.person is None or holding.person not in self._scene.of_phrase:
                continue
            phrase = self._scene.phrases[holding.person]
            entity = self._scene.of_phrase[holding.person]
            if self._scene.drafts[entity].type is not PERSON:
                continue
            for at, held in enumerate(self._scene.mentions):
                if held.entity == entity and held.core == (phrase.start, phrase.end) and held.kind == "name":
                    self._scene.mentions[at] = Mention(
                        entity, held.core, min(held.start, holding.start), held.end, "name"
                    )

    def _shouted(self) -> None:
        """Find known names in headlines set in capitals."""
        spelt: dict[tuple[str, ...], str] = {}
        for draft in self._scene.drafts.values():
            for name in (draft.name, *draft.aliases):
                spelt.setdefault(tuple(folded(name).split()), draft.id)
        covered = {index for held in self._scene.mentions for index in range(*held.core)}
        for index in range(len(self._scene.words)):
            if not self._scene.words.shouted[index] or index in covered:
                continue
            for length in (3, 2, 1):
                entity = spelt.get(tuple(self._scene.words.key[index : index + length]))
                if entity is not None and len(self._scene.words.text[index]) > 3:
                    self._scene.mention(entity, (index, index + length), "name")
                    covered.update(range(index, index + length))
                    break


def _people_of(key: str, land: Draft) -> bool:
    """Tell whether ``key`` is made from one of a land's single-word names."""
    return any(" " not in name and is_demonym_of(key, name) for name in (land.name, *land.aliases))
