"""Which body or group a common noun means: "the company", "Macron's office", "the delegation of Oyarra", "crews"."""

from __future__ import annotations

from dataclasses import replace

from pourparler.evidence.claim import EntityType, Office
from pourparler.evidence.extraction.casting import Casting
from pourparler.evidence.extraction.draft import Draft
from pourparler.evidence.extraction.gazetteer import words_like
from pourparler.evidence.extraction.nominals import POSSESSIVE_PRONOUNS, Nominal
from pourparler.evidence.spelling import folded, slug

_ACTING = ("nsubj", "nsubjpass", "agent")
_ANY = frozenset(("alliance", "council", "commission", "committee", "conference", "union", "federation", "league"))
# What a name's last word, or what the gazetteer says of it, lets "the ..." stand for.
_KINDS = {
    "company": ("company",), "firm": ("company",), "operator": ("company",), "carrier": ("company",),
    "airline": ("company",), "insurer": ("company",), "employer": ("company",),
    "union": ("trade-union", "union"), "bloc": ("union",), "alliance": ("alliance",),
    "ministry": ("ministry",), "department": ("ministry",), "parliament": ("parliament",), "court": ("court",),
    "bank": ("bank",), "agency": ("agency",), "movement": ("movement",), "commission": ("commission",),
    "council": ("council",), "organisation": ("union", "agency", "alliance", "ngo"),
    "organization": ("union", "agency", "alliance", "ngo"),
}  # fmt: skip
_SIDES = frozenset(
    ("side", "sides", "delegations", "parties", "governments", "camps", "countries", "capitals", "states")
)
_OF_STATE = frozenset(("ministry", "army", "navy", "military", "cabinet", "parliament", "palace", "admiralty", "police",
                       "presidency", "treasury", "junta", "court"))  # fmt: skip
_QUANTIFIED = frozenset(("both", "two", "neither", "either", "three"))


class Commons:
    """Resolves the common nouns of one casting, in the order of the text."""

    def __init__(self, casting: Casting) -> None:
        self._casting, self._words = casting, casting.words
        self._phrase_at = {i: n for n, phrase in enumerate(casting.phrases) for i in range(phrase.start, phrase.end)}
        self._used_as_owner = {
            holding.organisation.index
            for holding in casting.holdings
            if holding.organisation is not None and holding.organisation.kind == "nominal"
        }

    def resolve(self) -> None:
        """Give every common noun that means somebody its entity."""
        # Twice: "the province's offer" may come before the province is seen to act.
        for number, nominal in (*enumerate(self._casting.nominals), *enumerate(self._casting.nominals)):
            if number in self._casting.of_nominal:
                continue
            entity = self._entity(number, nominal)
            if entity is None:
                continue
            self._casting.of_nominal[number] = entity
            extent = (nominal.start, max(nominal.end, nominal.reach))
            self._casting.mention(entity, (nominal.head, nominal.end), "nominal", extent)

    def fill_owners(self) -> None:
        """Find the body of a title that names only its kind: "council leader", "union leader", "ministry spokesman"."""
        heads = words_like("organisations", "heads")
        for draft in self._casting.drafts.values():
            for at, held in enumerate(draft.held):
                nouns = sorted(set(folded(held.office.title).split()) & heads)
                if held.office.organisation is not None or not nouns:
                    continue
                known = self._known(nouns[0], held.at)
                if known is None:
                    continue
                office = Office(held.office.title, known, held.office.evidence)
                draft.held[at] = replace(held, office=office, inferred=True)
                draft.party = draft.party or self._casting.drafts[known].party or known

    def _entity(self, number: int, nominal: Nominal) -> str | None:
        words = self._words
        noun = words.key[nominal.head]
        owner = self._owner(nominal)
        if noun in words_like("groups", "anonymous") and (
            noun != "members" or not (nominal.owner is not None or nominal.determiner == "the")
        ):
            return None
        if (
            nominal.determiner in POSSESSIVE_PRONOUNS
            and nominal.core == nominal.head
            and noun in ("union", "party", "company")
        ):
            theirs = self._theirs(nominal, noun)
            if theirs is not None:
                return theirs
        if noun == "office" and owner is not None:
            return self._office(owner, nominal)
        acts = number in self._used_as_owner or self._acts(nominal.head)
        if nominal.determiner in _QUANTIFIED and noun in _SIDES:
            return self._sides(nominal) if acts else None
        if nominal.plural:
            return self._group(nominal, noun, owner, acts)
        if owner is not None and noun in words_like("organisations", "same_as_party"):
            draft = self._casting.drafts[owner]
            if draft.type in (EntityType.COUNTRY, EntityType.ORGANISATION):
                return owner
            if noun in ("government", "administration") and (home := self._party_of(owner, noun)) is not None:
                return home
            return self._owned(nominal, owner) if acts else draft.party
        if noun == "government" and nominal.definite and owner is None:
            return self._only_state()
        if owner is None and nominal.determiner in POSSESSIVE_PRONOUNS:
            theirs = self._theirs(nominal, noun)
            if theirs is not None or nominal.core == nominal.head:
                return theirs
        if owner is not None and nominal.owner is not None and words.key[nominal.owner] in ("his", "her"):
            return self._party_of(owner, noun) or (self._owned(nominal, owner) if acts else None)
        described = nominal.core < nominal.head and words.key[nominal.core] != "own"
        if self._of_people(nominal):
            return self._own_name(nominal, noun, described)
        if owner is not None:
            return self._owned(nominal, owner)
        if nominal.definite and not described:
            known = self._known(noun, nominal.head)
            if known is not None:
                return known
        return (
            self._own_name(nominal, noun, described)
            if acts or (described and (nominal.definite or nominal.determiner == "your"))
            else self._seen(nominal)
        )

    def _acts(self, head: int) -> bool:
        words = self._words
        dep, governor = words.dep[head], words.head[head]
        if dep == "conj":
            dep, governor = words.dep[governor], words.head[governor]
        return dep in _ACTING or (dep == "pobj" and words.dep[governor] == "agent")

    def _owner(self, nominal: Nominal) -> str | None:
        words, casting = self._words, self._casting
        if nominal.owner is not None:
            if nominal.owner in self._phrase_at:
                return casting.of_phrase.get(self._phrase_at[nominal.owner])
            if words.key[nominal.owner] in POSSESSIVE_PRONOUNS:
                return casting.bearings.antecedent(nominal.owner)
            return self._nominal_ending(nominal.owner + 1)
        if nominal.reach > nominal.end and words.key[nominal.end] in ("of", "in", "from"):
            last = nominal.reach - 1
            if last not in self._phrase_at and words.key[nominal.end] == "of":
                return self._nominal_ending(nominal.reach)
            if last in self._phrase_at:
                owner = casting.of_phrase.get(self._phrase_at[last])
                noun = words.key[nominal.head]
                if words.key[nominal.end] == "of" or noun in words_like("organisations", "same_as_party"):
                    return owner if owner and casting.drafts[owner].type is not EntityType.PLACE else None
        return None

    def _nominal_ending(self, end: int) -> str | None:
        for number, nominal in enumerate(self._casting.nominals):
            if nominal.end == end:
                return self._casting.of_nominal.get(number)
        return None

    def _office(self, owner: str, nominal: Nominal) -> str:
        held = self._casting.drafts[owner]
        draft = self._casting.draft(
            f"{owner}-office", EntityType.ORGANISATION, f"Office of {held.name}", held.party, "office"
        )
        draft.owner = owner
        draft.called(self._phrase_text(nominal))
        return draft.id

    def _phrase_text(self, nominal: Nominal) -> str:
        text = self._words.joined(nominal.start, nominal.end)
        return text[4:] if text[:4].lower() == "the " else text

    def _core(self, nominal: Nominal) -> str:
        return self._words.joined(nominal.core, nominal.end)

    def _owned(self, nominal: Nominal, owner: str) -> str:
        """Return the entity of "the Talvoran army", "the commission's secretariat"."""
        home = self._casting.drafts[owner]
        of = nominal.owner is None
        name = self._words.joined(nominal.core, nominal.reach) if of else self._phrase_text(nominal)
        kind = EntityType.GROUP if self._words.key[nominal.head] in ("team", "group") else EntityType.ORGANISATION
        draft = self._casting.draft(f"{owner}-{slug(self._core(nominal))}", kind, name,
                                    home.party or (owner if home.type is not EntityType.PERSON else None),
                                    self._words.key[nominal.head])  # fmt: skip
        draft.owner = owner
        draft.called(name)
        return draft.id

    def _only_state(self) -> str | None:
        states = [id_ for id_, draft in self._casting.drafts.items() if draft.type is EntityType.COUNTRY]
        return states[0] if len(states) == 1 else None

    def _theirs(self, nominal: Nominal, noun: str) -> str | None:
        """Read "their union" before the union is named: the only one of its kind."""
        fitting = [draft for draft in self._casting.drafts.values() if self._may_be(draft, noun)]
        return fitting[0].id if len(fitting) == 1 else None

    def _party_of(self, owner: str, noun: str) -> str | None:
        person = self._casting.drafts[owner]
        for holding in self._casting.holdings:
            if holding.person is not None and self._casting.of_phrase.get(holding.person) == owner:
                organisation = self._casting.owner(holding.organisation)
                if organisation and (
                    noun in ("party", "union", "company", "government", "administration")
                    or self._may_be(self._casting.drafts[organisation], noun)
                ):
                    return organisation
        return person.party if noun == "party" else None

    def _may_be(self, draft: Draft, noun: str) -> bool:
        if draft.type not in (EntityType.ORGANISATION, EntityType.COUNTRY):
            return False
        last = folded(draft.name).split(" of ")[0].split(" for ")[0].split()[-1]
        if last == noun or draft.kind == noun or draft.kind in _KINDS.get(noun, ()):
            return True
        words = set(folded(draft.name).replace("'", "").split())
        if noun in ("company", "firm", "operator", "carrier", "airline", "insurer", "employer"):
            return last in words_like("organisations", "company") or self._has_chief_executive(draft.id)
        if noun == "union":
            return bool(words & words_like("organisations", "labour")) and draft.type is EntityType.ORGANISATION
        return False

    def _has_chief_executive(self, id_: str) -> bool:
        return any(
            holding.use is not None
            and holding.use.title.scope == "company"
            and self._casting.owner(holding.organisation) == id_
            for holding in self._casting.holdings
            if holding.organisation is not None and holding.organisation.kind == "phrase"
        )

    def _known(self, noun: str, position: int) -> str | None:
        """Return the body last named before ``position`` that the noun may stand for; failing that the first after."""
        fitting = {id_ for id_, draft in self._casting.drafts.items() if self._may_be(draft, noun)}
        if not fitting and noun in ("company", "firm", "employer", "operator"):
            fitting = {draft.id for draft in self._casting.drafts.values() if self._unsorted(draft)}
        if not fitting:
            return None
        named = [held for held in self._casting.mentions if held.entity in fitting]
        before = [held for held in named if held.core[0] < position]
        if before:
            return max(before, key=lambda held: held.core[0]).entity
        return named[0].entity if len(fitting) == 1 and named else None

    def _unsorted(self, draft: Draft) -> bool:
        """Tell a name that may be a firm's: a body, of no other known sort."""
        words = folded(draft.name).replace("'", "").split()
        other = words_like("organisations", "heads") | words_like("organisations", "labour")
        named = draft.type is EntityType.ORGANISATION and not draft.kind and draft.owner is None
        return named and words[-1] not in other and words[0] not in other

    def _seen(self, nominal: Nominal) -> str | None:
        id_ = slug(self._core(nominal))
        return (
            id_
            if id_ in self._casting.drafts and self._casting.drafts[id_].kind == self._words.key[nominal.head]
            else None
        )

    def _own_name(self, nominal: Nominal, noun: str, described: bool) -> str | None:
        if (
            not self._of_people(nominal)
            and nominal.determiner in ("a", "an", "no", "every", "each", "one", "another")
            and not described
        ):
            return None
        if self._words.key[nominal.core] == "own":
            return None
        name = self._core(nominal)
        if self._of_people(nominal):
            name = self._words.joined(nominal.core, nominal.reach)
            draft = self._casting.draft(slug(name), EntityType.GROUP, name, None, noun)
            draft.called(self._words.joined(nominal.start, nominal.reach))
            return draft.id
        party = self._casting.bearings.state_near(nominal.head) if noun in _OF_STATE else None
        draft = self._casting.draft(slug(name), EntityType.ORGANISATION, name, party, noun)
        draft.called(self._phrase_text(nominal))
        return draft.id

    def _of_people(self, nominal: Nominal) -> bool:
        """Tell "a select group of European leaders" from "the group"."""
        last = nominal.reach - 1
        return self._words.key[nominal.head] == "group" and last > nominal.head and self._words.tag[last] == "NNS"

    def _group(self, nominal: Nominal, noun: str, owner: str | None, acts: bool) -> str | None:
        words, casting = self._words, self._casting
        if owner is not None and noun in words_like("organisations", "same_as_party"):
            return owner
        known = f"{owner}-{slug(noun)}" if owner else slug(noun)
        if known in casting.drafts:
            return known
        if owner is not None and noun == "members" and self._casting.drafts[owner].type is EntityType.ORGANISATION:
            acts = True
        if not acts or nominal.determiner in ("no", "many", "some", "most", "several"):
            return None
        if noun in ("people", "parties", "countries", "states", "members", "women", "men") and owner is None:
            return None
        party = None if owner is None else casting.drafts[owner].party or owner
        name = words.joined(nominal.core, nominal.reach) if owner is None else self._phrase_text(nominal)
        if nominal.determiner in POSSESSIVE_PRONOUNS and owner is not None:
            name = f"{casting.drafts[owner].name} {words.joined(nominal.core, nominal.end)}"
        draft = casting.draft(known, EntityType.GROUP, name, party, noun)
        draft.called(name)
        return draft.id

    def _sides(self, nominal: Nominal) -> str:
        name = self._words.joined(nominal.start, nominal.end)
        draft = self._casting.draft("both-sides", EntityType.GROUP, name)
        draft.called(name)
        return draft.id
