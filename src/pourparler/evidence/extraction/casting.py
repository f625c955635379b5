"""Puts the cast of a document together: names, then titles, then common nouns, then what stays open."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from pourparler.evidence.claim import EntityType, Office
from pourparler.evidence.extraction.bearings import Bearings
from pourparler.evidence.extraction.draft import Draft, Held, Mention
from pourparler.evidence.extraction.gazetteer import Entry, Title
from pourparler.evidence.extraction.holders import Holders, Holding, Ref
from pourparler.evidence.extraction.kinds import Kinds
from pourparler.evidence.extraction.nominals import nominals_in
from pourparler.evidence.extraction.people import NameUse, Person, people_of
from pourparler.evidence.extraction.phrases import Phrase, phrases_in
from pourparler.evidence.extraction.spellings import best_full_name, is_demonym_of, short_forms, surname_of
from pourparler.evidence.extraction.titles import titles_in
from pourparler.evidence.extraction.words import Words
from pourparler.evidence.names import Names
from pourparler.evidence.spelling import folded, slug, sound

if TYPE_CHECKING:
    from collections.abc import Sequence

PERSON, COUNTRY = EntityType.PERSON, EntityType.COUNTRY
ORGANISATION, PLACE, GROUP = EntityType.ORGANISATION, EntityType.PLACE, EntityType.GROUP
_SURELY = 4.0
_NO_OFFICE = frozenset(
    ("honorific", "rank", "expert", "scholar", "worker", "activist", "official", "journalist", "host", "legislator",
     "organiser", "owner", "founder", "royal")
)  # fmt: skip


class Casting:
    """One document's names, titles and common nouns on their way to entities."""

    def __init__(self, words: Words, names: Names) -> None:
        self.words, self.names = words, names
        self.uses = titles_in(words)
        self.phrases = phrases_in(words, self.uses)
        self.nominals = nominals_in(words, self.phrases, self.uses)
        self.holdings = Holders(words, self.uses, self.phrases, self.nominals).holdings()
        self.keys = [folded(words.joined(phrase.start, phrase.end)) for phrase in self.phrases]
        self.kinds = Kinds(words, self.phrases, self.keys, self.nominals, self.holdings)
        self.drafts: dict[str, Draft] = {}
        self.mentions: list[Mention] = []
        self.of_phrase: dict[int, str] = {}
        self.of_nominal: dict[int, str] = {}
        self.bearer_names: set[str] = set()
        self.short: dict[str, str] = {}
        self.bearings = Bearings(self)

    def named(self) -> None:
        """Give every name its entity."""
        self._known_entries()
        unknown = [number for number, phrase in enumerate(self.phrases) if phrase.entry is None]
        self._note_bearers(unknown)
        self._pool_short_forms(unknown)
        kind_of = {self.keys[number]: self._kind(self.keys[number]) for number in unknown}
        self._people([number for number in unknown if kind_of[self.keys[number]] is PERSON])
        self._others([number for number in unknown if kind_of[self.keys[number]] is not PERSON], kind_of)
        self._demonyms()
        self._attach_titles_to_mentions()
        self._shouted()

    # --- names ---------------------------------------------------------------------------------------------------

    def _note_bearers(self, unknown: Sequence[int]) -> None:
        """Note surnames and given names of full names, so that "Petrakis" alone is a person too."""
        full = [
            self._written(number)
            for number in unknown
            if " " in self.keys[number] and self._kind(self.keys[number]) is PERSON
        ]
        self.bearer_names |= {surname_of(name) for name in full} | {folded(name.split()[0]) for name in full}
        self.bearer_names |= {surname_of(name).split()[-1] for name in full}

    def _kind(self, key: str) -> EntityType:
        remembered = self.names.lookup(key)
        if remembered is not None and remembered in self.names.known:
            return self.names.known[remembered].type
        if self.bearings.told_capital(key) is not None:
            return PLACE
        if key in self.bearer_names and self.kinds.weight(key, COUNTRY) < 3.0:
            return PERSON
        if (
            " " not in key
            and remembered is None
            and key in self.names.surnames()
            and self.kinds.weight(key, COUNTRY) < 2.0
        ):
            return PERSON
        return self.kinds.of(key)

    def draft(self, id_: str, type_: EntityType, name: str, party: str | None = None, kind: str = "") -> Draft:
        """Return the draft with this id, made on first request; a known id keeps what is known of it."""
        if id_ in self.drafts and self.drafts[id_].type is not type_ and type_ is PERSON:
            id_ = f"{id_}-person"
        if id_ not in self.drafts:
            known = self.names.known.get(id_)
            self.drafts[id_] = Draft(
                id_, type_, known.name if known else name, (known.party if known else None) or party, kind=kind
            )
            if known and known.name != name:
                self.drafts[id_].called(name)
        return self.drafts[id_]

    def entry(self, entry: Entry) -> Draft:
        """Return the draft of something the gazetteer knows, under the id the case remembers for it."""
        id_ = self.names.lookup(entry.name) or entry.id
        party = id_ if entry.type is COUNTRY else entry.party
        return self.draft(id_, entry.type, entry.name, party, entry.kind)

    def mention(self, entity: str, core: tuple[int, int], kind: str, extent: tuple[int, int] | None = None) -> None:
        """Note that words mean an entity."""
        start, end = extent or core
        self.mentions.append(Mention(entity, core, start, end, kind))

    def _known_entries(self) -> None:
        for number, phrase in enumerate(self.phrases):
            entry = phrase.entry
            if entry is None:
                continue
            written = self.words.joined(phrase.start, phrase.end)
            if entry.kind == "capital":
                id_ = self.bearings.capital(phrase, entry)
                draft = self.drafts[id_]
            else:
                remembered = self.names.lookup(written)
                draft = (
                    self.entry(entry)
                    if remembered is None
                    else self.draft(remembered, entry.type, entry.name, entry.party)
                )
            adjective = entry.kind == "demonym" and (self.words.pos[phrase.end - 1] == "ADJ" or self._describes(phrase))
            if not adjective:
                draft.called(written)
            self.of_phrase[number] = draft.id
            start = phrase.start - (phrase.start > 0 and self.words.key[phrase.start - 1] == "the" and not adjective)
            self.mention(draft.id, (phrase.start, phrase.end), "demonym" if adjective else "name", (start, phrase.end))

    def _describes(self, phrase: Phrase) -> bool:
        last = phrase.end - 1
        return self.words.dep[last] in ("amod", "compound", "nmod") and self.words.head[last] > last

    def _pool_short_forms(self, unknown: Sequence[int]) -> None:
        keys = dict.fromkeys(self.keys[number] for number in unknown)
        others = [key for key in keys if self._kind(key) is not PERSON or self._maybe_firm(key)]
        written = {self.keys[number]: self._written(number) for number in unknown}
        lands = frozenset(key for key in others if self.kinds.is_land(key) or self.kinds.named_as_place(key) > 1)
        articled = frozenset(
            self.keys[number] for number in unknown
            if self.phrases[number].start > 0 and self.words.key[self.phrases[number].start - 1] == "the"
        )  # fmt: skip
        self.short = short_forms([written[key] for key in others], lands, articled)
        for key, longer in self.short.items():
            self.kinds.pool(key, longer)

    def _maybe_firm(self, key: str) -> bool:
        """Tell a lone word that little speaks for being a person's: "Grandison", of Grandison Smelters."""
        return " " not in key and key not in self.bearer_names and self.kinds.weight(key, PERSON) < _SURELY

    def _written(self, number: int) -> str:
        phrase = self.phrases[number]
        return self.words.joined(phrase.start, phrase.end)

    def _people(self, numbers: Sequence[int]) -> None:
        beside: dict[int, Holding] = {}
        gender: dict[int, str] = {}
        for holding in self.holdings:
            if holding.person is None or holding.use is None:
                continue
            if holding.use.title.gender:
                gender.setdefault(holding.person, holding.use.title.gender)
            if not holding.use.honorific:
                beside.setdefault(holding.person, holding)
        uses = [
            NameUse(number, self.phrases[number].start, self._written(number), gender.get(number),
                    folded(beside[number].title) if number in beside else None)
            for number in numbers
        ]  # fmt: skip
        for person in people_of(uses):
            self._person(person)

    def _person(self, person: Person) -> None:
        name = best_full_name([use.name for use in person.uses])
        id_ = next((held for use in person.uses if (held := self.names.lookup(use.name))), None)
        if id_ is None and not person.given:
            bearers = self.names.surnames().get(person.surname, ())
            id_ = bearers[0] if len(bearers) == 1 else None
        draft = self.draft(id_ or slug(name), PERSON, name)
        draft.gender = person.gender
        for use in person.uses:
            draft.called(use.name)
            phrase = self.phrases[use.phrase]
            self.of_phrase[use.phrase] = draft.id
            self.mention(draft.id, (phrase.start, phrase.end), "name")

    def _others(self, numbers: Sequence[int], kind_of: dict[str, EntityType]) -> None:
        for number in numbers:
            key = self.keys[number]
            home = self.short.get(key, key)
            if key in self.short and self._kind(home) is PERSON:
                home = key
            id_ = self.names.lookup(key) or self.names.lookup(home) or self._same_sound(home) or slug(home)
            kind = kind_of.get(home, kind_of[key])
            phrase = self.phrases[number]
            longest = next(
                (self._written(other) for other in numbers if self.keys[other] == home), self._written(number)
            )
            owner = phrase.owner.id if phrase.owner else None
            metonym = self.bearings.metonym(key) if kind is not PERSON else None
            if metonym is not None:
                id_, kind = metonym, COUNTRY
            draft = self.draft(
                id_, kind, self._land(id_, longest) if metonym else longest, id_ if kind is COUNTRY else owner
            )
            draft.called(self._written(number))
            self.of_phrase[number] = draft.id
            the = phrase.start > 0 and self.words.key[phrase.start - 1] == "the"
            self.mention(draft.id, (phrase.start, phrase.end), "name", (phrase.start - the, phrase.end))

    def _land(self, id_: str, otherwise: str) -> str:
        """Return the name of a land met under its capital's name before its own."""
        return next((self._written(n) for n, key in enumerate(self.keys) if slug(key) == id_), otherwise)

    def _same_sound(self, key: str) -> str | None:
        """Find the entity of which ``key`` is another romanisation, among those named so far."""
        if " " in key or len(key) < 5:
            return None
        for draft in self.drafts.values():
            if (
                draft.type is not PERSON
                and folded(draft.name) != key
                and sound(draft.name) == sound(key)
                and " " not in draft.name
            ):
                return draft.id if draft.id not in self._entry_ids() else None
        return None

    def _entry_ids(self) -> frozenset[str]:
        return frozenset(phrase.entry.id for phrase in self.phrases if phrase.entry)

    def _demonyms(self) -> None:
        """Turn "Varanian", taken for a name, into a word for Varania."""
        lands = [draft for draft in self.drafts.values() if draft.type in (COUNTRY, PLACE, ORGANISATION)]
        for number, phrase in enumerate(self.phrases):
            id_ = self.of_phrase.get(number)
            if phrase.entry is not None or id_ is None or len(phrase) != 1 or self.drafts[id_].type is PERSON:
                continue
            key = self.keys[number]
            present = (land for land in lands if land.id in self.drafts and land.id != id_)
            home = next((land for land in present if _people_of(key, land)), None)
            if home is None or is_demonym_of(home.name, self.keys[number]):
                continue
            self._move(number, id_, home)

    def _move(self, number: int, old: str, home: Draft) -> None:
        phrase = self.phrases[number]
        adjective = self._describes(phrase) or self.words.pos[phrase.end - 1] == "ADJ"
        if home.type is not COUNTRY:
            home.type, home.party = COUNTRY, home.id
        self.of_phrase[number] = home.id
        home.called(self._written(number))
        self.mentions = [
            Mention(home.id, held.core, held.start, held.end, "demonym" if adjective else "name")
            if held.entity == old and held.core == (phrase.start, phrase.end)
            else held
            for held in self.mentions
        ]
        if not any(held.entity == old for held in self.mentions):
            self.drafts.pop(old, None)
            self.of_phrase = {n: home.id if held == old else held for n, held in self.of_phrase.items()}

    def _attach_titles_to_mentions(self) -> None:
        """Let "Dutch Prime Minister Mark Rutte" be one mention."""
        for holding in self.holdings:
            if not holding.attached or holding.person is None or holding.person not in self.of_phrase:
                continue
            phrase = self.phrases[holding.person]
            entity = self.of_phrase[holding.person]
            if self.drafts[entity].type is not PERSON:
                continue
            for at, held in enumerate(self.mentions):
                if held.entity == entity and held.core == (phrase.start, phrase.end) and held.kind == "name":
                    self.mentions[at] = Mention(entity, held.core, min(held.start, holding.start), held.end, "name")

    def _shouted(self) -> None:
        """Find known names in headlines set in capitals."""
        spelt: dict[tuple[str, ...], str] = {}
        for draft in self.drafts.values():
            for name in (draft.name, *draft.aliases):
                spelt.setdefault(tuple(folded(name).split()), draft.id)
        covered = {index for held in self.mentions for index in range(*held.core)}
        for index in range(len(self.words)):
            if not self.words.shouted[index] or index in covered:
                continue
            for length in (3, 2, 1):
                entity = spelt.get(tuple(self.words.key[index : index + length]))
                if entity is not None and len(self.words.text[index]) > 3:
                    self.mention(entity, (index, index + length), "name")
                    covered.update(range(index, index + length))
                    break

    # --- titles --------------------------------------------------------------------------------------------------

    def owner(self, ref: Ref | None) -> str | None:
        """Return the entity that an owner's name, noun or pronoun means."""
        if ref is None:
            return None
        if ref.kind == "phrase":
            return self.of_phrase.get(ref.index)
        if ref.kind == "nominal":
            return self.of_nominal.get(ref.index)
        return self.bearings.antecedent(ref.index)

    def titled(self) -> None:
        """Give every holder their title, and note where a title alone means them."""
        for holding in self._in_text_order():
            person = self.of_phrase.get(holding.person) if holding.person is not None else None
            if person is None or self.drafts[person].type is not PERSON:
                continue
            self.hold(person, holding, self.owner(holding.organisation))
            if not holding.attached and holding.use is not None and not holding.use.honorific:
                self.mention(person, (holding.use.start, holding.use.end), "title", (holding.start, holding.end))

    def _in_text_order(self) -> Iterable[Holding]:
        return sorted(self.holdings, key=lambda holding: holding.start)

    def hold(self, person: str, holding: Holding, organisation: str | None) -> None:
        """Record a title of a person with its evidence."""
        use = holding.use
        draft = self.drafts[person]
        if use is not None and use.title.gender and draft.gender is None:
            draft.gender = use.title.gender
        if use is not None and use.honorific:
            return
        inferred = False
        if organisation is None and use is not None and use.title.scope in ("state", "any"):
            organisation = self.bearings.state_of(holding)
            inferred = organisation is not None
        key = use.key if use is not None else (holding.title,)
        words = frozenset(folded(holding.title).replace("-", " ").split())
        words |= frozenset(self.words.key[holding.start : holding.end])
        if organisation is not None:
            home = self.drafts[organisation]
            words |= frozenset(folded(home.name).split()) | frozenset(home.kind.split())
        evidence = self.words.span(holding.evidence_start, holding.evidence_end)
        title = use.title if use is not None else Title("any", "leader", None)
        title_text = holding.title if use is None else self.words.joined(use.start, use.end)
        held = Held(
            Office(title_text, organisation, evidence), key, title, words, holding.dated, inferred, holding.start
        )
        draft.held.append(held)
        if (
            draft.party is None
            and organisation is not None
            and not holding.dated
            and title.rank not in _NO_OFFICE | {"mayor"}
        ):
            draft.party = self.drafts[organisation].party or organisation

    def parties(self) -> None:
        """Give bodies the party of whose they are, and people the party said in brackets or after "of"."""
        words = self.words
        ends = {phrase.end: number for number, phrase in enumerate(self.phrases)}
        for number, phrase in enumerate(self.phrases):
            party = self.of_phrase.get(number)
            if party is None or self.drafts[party].type not in (COUNTRY, ORGANISATION):
                continue
            before = phrase.start - 1 - (phrase.start > 0 and words.key[phrase.start - 1] == "the")
            bracketed = before > 0 and words.text[before] == "(" and words.text[phrase.end : phrase.end + 1] == [")"]
            if before > 0 and (bracketed or words.key[before] in ("of", "from")) and before in ends:
                person = self.drafts.get(self.of_phrase.get(ends[before], ""))
                if person is not None and person.type is PERSON and person.party is None:
                    person.party = self.drafts[party].party or party
        for draft in self.drafts.values():
            self._fill(draft)
            if draft.owner is not None and draft.party is None and draft.owner in self.drafts:
                owner = self.drafts[draft.owner]
                draft.party = owner.party or (owner.id if owner.type is not PERSON else None)

    def _fill(self, draft: Draft) -> None:
        """Let a bare "President Daskar" be president of what she is said to be president of."""
        for at, held in enumerate(draft.held):
            homes = {one.office.organisation for one in draft.held if one.key == held.key} - {None}
            if held.office.organisation is None and len(homes) == 1:
                office = Office(held.office.title, homes.pop(), held.office.evidence)
                draft.held[at] = replace(held, office=office, inferred=True)

    def is_office(self, held: Held) -> bool:
        """Tell an office from a rank or a form of address."""
        return held.title.rank not in _NO_OFFICE or (held.office.organisation is not None and not held.inferred)


def _people_of(key: str, land: Draft) -> bool:
    """Tell whether ``key`` is made from one of a land's single-word names."""
    return any(" " not in name and is_demonym_of(key, name) for name in (land.name, *land.aliases))
