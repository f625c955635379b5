"""What an unknown name is: a person, a land, a body or a place, weighed from the words around all its uses."""

from __future__ import annotations

from collections.abc import Sequence

from pourparler.evidence.claim import EntityType
from pourparler.evidence.extraction.agents import agent_nouns
from pourparler.evidence.extraction.gazetteer import words_like
from pourparler.evidence.extraction.holders import Holding
from pourparler.evidence.extraction.nominals import Nominal
from pourparler.evidence.extraction.phrases import Phrase
from pourparler.evidence.extraction.spellings import is_demonym_of
from pourparler.evidence.extraction.words import POSSESSIVE, Words

PERSON, COUNTRY = EntityType.PERSON, EntityType.COUNTRY
ORGANISATION, PLACE = EntityType.ORGANISATION, EntityType.PLACE

_PERSON_SCOPE = frozenset(("company", "union", "body", "party"))
_NEAR = frozenset(("in", "at", "near", "outside", "around", "to", "from", "into", "on", "over"))
_SPEECH = frozenset(
    ("say", "tell", "add", "warn", "insist", "write", "reply", "argue", "call", "ask", "explain", "note")
)
_WILLING = frozenset(
    ("oppose", "demand", "propose", "want", "refuse", "reject", "offer", "withdraw", "object", "agree")
)
_SURELY_PERSON = 3.0
_ALONE = (EntityType.PERSON, EntityType.ORGANISATION, EntityType.COUNTRY, EntityType.PLACE)


def _is_person(noun: str) -> bool:
    return agent_nouns().get(noun.lower()) == "person"


class Kinds:
    """Weighs the evidence for each name; see :meth:`of`."""

    def __init__(
        self, words: Words, phrases: Sequence[Phrase], keys: Sequence[str], nominals: Sequence[Nominal],
        holdings: Sequence[Holding],
    ) -> None:  # fmt: skip
        self._words = words
        self._weights: dict[str, dict[EntityType, float]] = {}
        self._in: dict[str, int] = {}
        self._land: set[str] = set()
        self._told: dict[tuple[str, EntityType], int] = {}
        for phrase, key in zip(phrases, keys, strict=True):
            if phrase.entry is None:
                self._look(phrase, key)
        for holding in holdings:
            self._from_title(holding, keys)
        for nominal in nominals:
            self._from_nominal(nominal, phrases, keys)
        self._from_demonyms(phrases, keys)
        self._from_lists(phrases, keys)

    def _from_lists(self, phrases: Sequence[Phrase], keys: Sequence[str]) -> None:
        """Let a name in a list of lands be a land: "the leaders of Lethia, Brannet and Quill"."""
        words = self._words
        over = {index: number for number, phrase in enumerate(phrases) for index in range(phrase.start, phrase.end)}
        for number, phrase in enumerate(phrases):
            first = last = phrase.end - 1
            while words.dep[first] == "conj" and words.head[first] < first:
                first = words.head[first]
            other = over.get(first) if first != last else None
            if other is None or len(phrase) > 1 or len(phrases[other]) > 1:
                continue
            for one, two in ((number, other), (other, number)):
                entry = phrases[one].entry
                land = self.is_land(keys[one]) or (entry is not None and entry.kind == "territory")
                if land and phrases[two].entry is None and self.weight(keys[two], PERSON) < _SURELY_PERSON:
                    self._add(keys[two], COUNTRY, 2.5)

    def of(self, key: str) -> EntityType:
        """Return what the name with this folded spelling most likely is."""
        weights = dict(self._weights.get(key, {}))
        if key in self._land:
            weights[COUNTRY] = weights.get(COUNTRY, 0.0) + 3.0
        return max(_ALONE, key=lambda kind: (weights.get(kind, 0.0), -_ALONE.index(kind)))

    def weight(self, key: str, kind: EntityType) -> float:
        """Return how much speaks for ``kind``."""
        return self._weights.get(key, {}).get(kind, 0.0)

    def is_land(self, key: str) -> bool:
        """Tell whether the text says outright that the name is a land's: it has a government, a people, a border."""
        return key in self._land

    def named_as_place(self, key: str) -> int:
        """Return how often the name follows "in", "at", "from"."""
        return self._in.get(key, 0)

    def _add(self, key: str, kind: EntityType, weight: float) -> None:
        held = self._weights.setdefault(key, {})
        held[kind] = held.get(kind, 0.0) + weight

    def pool(self, key: str, other: str) -> None:
        """Let two spellings of one name share their evidence."""
        for kind, weight in self._weights.get(key, {}).items():
            self._add(other, kind, weight)
        self._weights[key] = self._weights.get(other, {})

    def _look(self, phrase: Phrase, key: str) -> None:
        words, first, last = self._words, phrase.start, phrase.end - 1
        length = len(key.split())
        guess = {"PERSON": PERSON, "GPE": COUNTRY, "ORG": ORGANISATION, "LOC": PLACE, "FAC": PLACE, "NORP": COUNTRY}
        kind = guess.get(words.entity_type[last])
        if kind is not None:
            # The recogniser repeats its mistakes: what it says of a name counts once in full, then less and less.
            told = self._told[key, kind] = self._told.get((key, kind), 0) + 1
            self._add(key, kind, (0.9 if kind is COUNTRY else 1.0) / told)
        if words.key[first] in words_like("given", "he") | words_like("given", "she") and 2 <= length <= 4:
            self._add(key, PERSON, 3.0)
        self._look_at_form(phrase, key, length)
        before = words.key[first - 1] if first else ""
        after = words.key[last + 1] if last + 1 < len(words) else ""
        if before in _NEAR or (before == "the" and first > 1 and words.key[first - 2] in _NEAR):
            self._in[key] = self._in.get(key, 0) + 1
            self._add(key, PLACE, 1.0)
        if after == "," and last + 2 < len(words) and words.key[last + 2] == "where":
            self._add(key, PLACE, 3.0)
        if before == "in" and words.first[first - 1] and after == ",":
            self._add(key, PLACE, 2.0)  # "In Tarnholm, the minister ..."
        if before == "at" and first > 1 and words.lemma[first - 2] in ("meet", "gather", "assemble", "convene"):
            self._add(key, PLACE, 3.0)
        if (
            (
                after == ","
                and last + 3 < len(words)
                and (first == 0 or "\n" in words.source[words.end[first - 1] : words.start[first]])
            )
            and words.key[last + 2].isdigit()
            and words.key[last + 3] in words_like("discourse", "calendar")
        ):
            self._add(key, PLACE, 4.0)  # "Sollum, 14 May 2030"
        if before == "of" and first > 1 and words.key[first - 2] in words_like("places", "kinds"):
            self._add(key, PLACE, 4.0)
        if after in words_like("places", "kinds") and words.pos[last + 1] == "NOUN":
            self._add(key, PLACE, 2.0)
        if before == "," and after in ("—", "–", "-") and first > 1 and words.text[first - 2].isupper():
            self._add(key, COUNTRY, 3.0)  # "VESTERHAVN, Karsund —"
            self._land.add(key)
        if before in ("across", "throughout"):
            self._add(key, COUNTRY, 1.5)
        if (
            after in ("'s", "’s")
            and last + 2 < len(words)
            and words.key[last + 2] in words_like("organisations", "of_states")
        ):
            self._add(key, COUNTRY, 3.0)
            self._land.add(key)
        if words.dep[last] == "nsubj" and words.lemma[words.head[last]] in _SPEECH:
            self._add(key, PERSON if length == 2 else COUNTRY, 0.5)
        if words.dep[last] == "nsubj" and words.lemma[words.head[last]] in _WILLING:
            self._add(key, COUNTRY, 1.0)
        if (after == "," and last + 2 < len(words) and words.key[last + 2] == "who") or after == "who":
            self._add(key, PERSON, 1.5)
        if 2 <= length <= 4 and self._beside_person(first, last):
            self._add(key, PERSON, 4.0)

    def _beside_person(self, first: int, last: int) -> bool:
        """Tell whether a noun for a person stands beside a name: "steward X", "its director, X,", "X, a judge,"."""
        words = self._words
        if first > 0 and words.pos[first - 1] == "NOUN" and _is_person(words.lemma[first - 1]):
            return True
        if words.dep[last] == "appos" and words.head[last] < first:
            head = words.head[last]
            return words.pos[head] == "NOUN" and words.tag[head] == "NN" and _is_person(words.lemma[head])
        near = range(last + 2, min(last + 9, len(words)))
        return (
            last + 2 < len(words)
            and words.text[last + 1] == ","
            and words.key[last + 2] in ("a", "an", "the", "its", "their", "his", "her")
            and any(
                words.head[i] == last
                and words.dep[i] == "appos"
                and words.tag[i] == "NN"
                and _is_person(words.lemma[i])
                for i in near
            )
        )

    def _look_at_form(self, phrase: Phrase, key: str, length: int) -> None:
        words, first, last = self._words, phrase.start, phrase.end - 1
        endings, lands = words_like("organisations", "endings"), words_like("organisations", "lands")
        tail = words.key[last]
        if phrase.owner is not None:
            self._add(key, ORGANISATION, 6.0)
        if length > 1 and (
            tail in endings or (any(word in endings for word in key.split()[:-1]) and " of " in f" {key} ")
        ):
            self._add(key, ORGANISATION, 5.0)
        elif length == 1 and tail in endings:
            self._add(key, ORGANISATION, 2.0)
        body = key.split()[0] in endings - words_like("organisations", "realms") and " of " in key
        if body and tail in lands:  # "the Alliance of Coastal States"
            self._add(key, ORGANISATION, 12.0)
        elif tail in lands and length > 1:
            self._add(key, COUNTRY, 12.0)
            self._land.add(key)
        elif words.key[first] == "isle" and length > 1:
            self._add(key, COUNTRY, 4.0)
        elif words.key[first] in words_like("organisations", "realms") and key.split()[1:2] == ["of"] and length == 3:
            self._add(key, COUNTRY, 12.0)
            self._land.add(key)
        if tail in words_like("places", "kinds") or words.key[first] in words_like("places", "kinds"):
            self._add(key, PLACE, 3.0)
        written = words.joined(phrase.start, phrase.end)
        if written.isupper() and length == 1 and 2 <= len(written) <= 6 and not words.shouted[first]:
            self._add(key, ORGANISATION, 1.0)
        if length > 1 and first and words.key[first - 1] == "the":
            self._add(key, ORGANISATION, 1.0)
            self._add(key, PERSON, -2.0)

    def _from_title(self, holding: Holding, keys: Sequence[str]) -> None:
        use = holding.use
        if holding.person is not None:
            self._add(keys[holding.person], PERSON, 6.0 if holding.attached or holding.organisation else 4.0)
        ref = holding.organisation
        if ref is None or ref.kind != "phrase" or use is None:
            return
        key, rank = keys[ref.index], use.title.rank
        if use.title.scope == "state":
            self._add(key, COUNTRY, 4.0)
            self._land.add(key)
        elif use.title.scope == "local":
            self._add(key, PLACE, 4.0)
        elif use.title.scope in _PERSON_SCOPE or rank in ("leader", "chair", "head", "secretary"):
            self._add(key, ORGANISATION, 3.0)
        elif rank in ("head-of-state", "spokesperson", "negotiator", "delegate", "official", "envoy"):
            self._add(key, COUNTRY, 2.0)
            self._add(key, ORGANISATION, 0.5)
            if rank == "head-of-state" and not words_like("organisations", "endings") & set(key.split()):
                self._land.add(key)
        if use.title.rank == "minister":
            self._add(key, COUNTRY, 1.0)

    def _from_nominal(self, nominal: Nominal, phrases: Sequence[Phrase], keys: Sequence[str]) -> None:
        words = self._words
        noun = words.key[nominal.head]
        owner = nominal.owner
        if owner is None and nominal.reach > nominal.end and words.key[nominal.end] == "of":
            owner = nominal.reach - 1
        if owner is None or noun not in words_like("organisations", "of_states") | words_like(
            "organisations", "same_as_party"
        ):
            return
        for phrase, key in zip(phrases, keys, strict=True):
            if phrase.start <= owner < phrase.end and phrase.entry is None:
                self._add(key, COUNTRY, 3.0)
                if nominal.reach == nominal.end or words.key[nominal.end] == "of":
                    self._land.add(key)
                if noun in ("side", "delegation", "negotiators", "team"):
                    self._add(key, ORGANISATION, 1.0)

    def _from_demonyms(self, phrases: Sequence[Phrase], keys: Sequence[str]) -> None:
        unknown = sorted({key for phrase, key in zip(phrases, keys, strict=True) if phrase.entry is None})
        for name in unknown:
            if any(is_demonym_of(other, name) for other in unknown):
                self._add(name, COUNTRY, 3.0)
                self._land.add(name)

    def possessive(self, phrase: Phrase) -> bool:
        """Tell whether an 's follows."""
        return phrase.end < len(self._words) and self._words.text[phrase.end] in POSSESSIVE
