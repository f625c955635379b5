"""What a document holds before anybody is named: words, phrases, titles, nouns; and the entities found so far."""

from __future__ import annotations

from pourparler.evidence.claim import EntityType
from pourparler.evidence.extraction.draft import Draft, Mention
from pourparler.evidence.extraction.gazetteer import Entry
from pourparler.evidence.extraction.holders import Holders
from pourparler.evidence.extraction.kinds import Kinds
from pourparler.evidence.extraction.nominals import nominals_in
from pourparler.evidence.extraction.phrases import phrases_in
from pourparler.evidence.extraction.titles import titles_in
from pourparler.evidence.extraction.words import Words
from pourparler.evidence.names import Names
from pourparler.evidence.spelling import folded


class Scene:
    """One document's names, titles and common nouns, and the entities put together so far."""

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

    def draft(self, id_: str, type_: EntityType, name: str, party: str | None = None, kind: str = "") -> Draft:
        """Return the draft with this id, made on first request; a known id keeps what is known of it."""
        if id_ in self.drafts and self.drafts[id_].type is not type_ and type_ is EntityType.PERSON:
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
        party = id_ if entry.type is EntityType.COUNTRY else entry.party
        return self.draft(id_, entry.type, entry.name, party, entry.kind)

    def mention(self, entity: str, core: tuple[int, int], kind: str, extent: tuple[int, int] | None = None) -> None:
        """Note that words mean an entity."""
        start, end = extent or core
        self.mentions.append(Mention(entity, core, start, end, kind))

    def written(self, number: int) -> str:
        """Return a phrase as the document writes it."""
        phrase = self.phrases[number]
        return self.words.joined(phrase.start, phrase.end)
