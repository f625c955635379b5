"""Puts the cast of a document together: names, then titles, then common nouns, then what stays open."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from pourparler.evidence.claim import EntityType, Office
from pourparler.evidence.extraction.bearings import Bearings
from pourparler.evidence.extraction.draft import Draft, Held
from pourparler.evidence.extraction.gazetteer import Title
from pourparler.evidence.extraction.holders import Holding, Ref
from pourparler.evidence.extraction.naming import Naming
from pourparler.evidence.extraction.scene import Scene
from pourparler.evidence.extraction.words import Words
from pourparler.evidence.names import Names
from pourparler.evidence.spelling import folded

if TYPE_CHECKING:
    pass

PERSON, COUNTRY = EntityType.PERSON, EntityType.COUNTRY
ORGANISATION = EntityType.ORGANISATION
_SURELY = 4.0
_NO_OFFICE = frozenset(
    ("honorific", "rank", "expert", "scholar", "worker", "activist", "official", "journalist", "host", "legislator",
     "organiser", "owner", "founder", "royal")
)  # fmt: skip


class Casting(Scene):
    """One document's names, titles and common nouns on their way to entities."""

    def __init__(self, words: Words, names: Names) -> None:
        super().__init__(words, names)
        self.bearings = Bearings(self)

    def named(self) -> None:
        """Give every name its entity."""
        Naming(self, self.bearings).named()

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
