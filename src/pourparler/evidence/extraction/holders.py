"""Who holds which title of what: read off the words around each title."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pourparler.evidence.extraction.nominals import POSSESSIVE_PRONOUNS, Nominal
from pourparler.evidence.extraction.phrases import Phrase
from pourparler.evidence.extraction.titles import TitleUse
from pourparler.evidence.extraction.words import POSSESSIVE, Words

_OWNING = frozenset(("of", "for", "at", "from", "with"))
_TOWARDS = frozenset(("to", "in", "on"))
_ABOUT = frozenset(("envoy", "ambassador", "mediator", "representative", "coordinator", "observer"))
_LEADING = {"head": "head", "lead": "leader", "chair": "chair", "direct": "director"}
_BEING = frozenset(("be", "become", "remain"))


@dataclass(frozen=True, slots=True)
class Ref:
    """Points at what names an owner: a name, a common noun phrase, or a possessive pronoun."""

    kind: str
    """``phrase``, ``nominal`` or ``pronoun``."""
    index: int
    """Position in the list of phrases or nominals; the word's index for a pronoun."""


@dataclass(frozen=True, slots=True)
class Holding:
    """One use of a title with its owner and holder, as far as the words around it say.

    ``start`` and ``end`` bound the noun phrase; ``evidence_start`` and ``evidence_end`` take in the holder's name.
    """

    use: TitleUse | None
    title: str
    start: int
    end: int
    evidence_start: int
    evidence_end: int
    organisation: Ref | None
    person: int | None
    definite: bool
    attached: bool
    """The name follows the title at once ("President Zelenskyy"), so both are one mention."""
    dated: bool


class Holders:
    """Links titles to owners and holders."""

    def __init__(self, words: Words, uses: list[TitleUse], phrases: list[Phrase], nominals: list[Nominal]) -> None:
        self._words, self._uses, self._phrases, self._nominals = words, uses, phrases, nominals
        self._phrase_from = {phrase.start: number for number, phrase in enumerate(phrases)}
        self._phrase_to = {phrase.end: number for number, phrase in enumerate(phrases)}
        self._nominal_to = {nominal.end: number for number, nominal in enumerate(nominals)}
        self._nominal_over = {
            index: number for number, nominal in enumerate(nominals) for index in range(nominal.start, nominal.end)
        }

    def holdings(self) -> list[Holding]:
        """Return every use of a title with its owner and holder, and every "who leads X"."""
        found: list[Holding] = []
        for use in self._uses:
            found.append(self._holding(use, found[-1] if found else None))
        for number in range(len(found) - 2, -1, -1):
            one, other = found[number], found[number + 1]
            between = self._words.text[one.end : other.start]
            if one.person is None and other.person is not None and between in ([","], ["and"]):
                found[number] = replace(one, person=other.person, evidence_end=other.evidence_end)
        return [*found, *self._leading()]

    def _holding(self, use: TitleUse, previous: Holding | None) -> Holding:
        words = self._words
        organisation, start, definite = self._on_the_left(use)
        end = use.end
        person = self._phrase_from.get(end) if self._same(use.start, end) else None
        attached = person is not None and self._person_like(person, use)
        if attached and person is not None and organisation is None and not use.honorific:
            organisation = self._after_name(self._phrases[person].end)
        if not attached:
            person = None
            right, end = self._on_the_right(use)
            organisation = organisation or right
            person = None if use.honorific else self._after_comma(end, definite or organisation is not None)
        evidence_start, evidence_end = start, end
        if person is not None:
            evidence_end = max(evidence_end, self._phrases[person].end)
        elif not use.honorific:
            person = self._before(use, start, end, previous)
            if person is not None:
                evidence_start = self._phrases[person].start
        return Holding(use, words.joined(use.start, use.end), start, end, evidence_start, evidence_end, organisation,
                       person, definite, attached, use.dated or self._was(use))  # fmt: skip

    def _same(self, one: int, other: int) -> bool:
        words = self._words
        return other < len(words) and words.sentence[one] == words.sentence[other]

    def _person_like(self, number: int, use: TitleUse | None = None) -> bool:
        phrase = self._phrases[number]
        if phrase.entry is not None or phrase.owner is not None:
            return False
        return not (use is not None and use.title.rank == "official" and not self._words.capital(use.head))

    def _on_the_left(self, use: TitleUse) -> tuple[Ref | None, int, bool]:
        words = self._words
        start = use.start
        before = start - 1
        organisation: Ref | None = None
        while (
            before >= 0 and words.pos[before] == "ADJ" and not words.capital(before) and self._same(use.start, before)
        ):
            before -= 1
        if before < 0 or not self._same(use.start, before):
            return None, start, False
        if words.text[before] in POSSESSIVE:
            organisation = self._ending_at(before)
            if organisation is not None:
                start = self._start_of(organisation)
        elif before + 1 in self._phrase_to and not use.honorific:
            organisation = Ref("phrase", self._phrase_to[before + 1])
            start = self._start_of(organisation)
        elif words.key[before] in POSSESSIVE_PRONOUNS:
            return Ref("pronoun", before), before, True
        if organisation is None:
            definite = words.key[before] == "the"
            return None, before if words.key[before] in ("the", "a", "an", "one", "another") else start, definite
        definite = words.text[before] in POSSESSIVE
        while (
            start > 0
            and words.pos[start - 1] == "ADJ"
            and not words.capital(start - 1)
            and self._same(start, start - 1)
        ):
            start -= 1
        if start > 0 and words.key[start - 1] in ("the", "a", "an", "one", "another") and self._same(start, start - 1):
            definite = words.key[start - 1] == "the"
            start -= 1
        return organisation, start, definite

    def _ending_at(self, end: int) -> Ref | None:
        if end in self._phrase_to:
            return Ref("phrase", self._phrase_to[end])
        return Ref("nominal", self._nominal_to[end]) if end in self._nominal_to else None

    def _start_of(self, ref: Ref) -> int:
        return self._phrases[ref.index].start if ref.kind == "phrase" else self._nominals[ref.index].start

    def _on_the_right(self, use: TitleUse) -> tuple[Ref | None, int]:
        """Read "of Varania", "of the Harbour Union", "to the commission" after a title."""
        words, at = self._words, use.end
        if (
            use.honorific
            or at >= len(words)
            or words.key[at] not in _OWNING | _TOWARDS
            or not self._same(use.start, at)
        ):
            return None, at
        index = at + 1
        while index < len(words) and self._same(at, index) and index < at + 6:
            ref: Ref | None = None
            if index in self._phrase_from:
                ref = Ref("phrase", self._phrase_from[index])
                stop = self._phrases[ref.index].end
                if stop < len(words) and words.text[stop] in POSSESSIVE and stop + 1 in self._nominal_over:
                    ref = Ref("nominal", self._nominal_over[stop + 1])
                    stop = self._nominals[ref.index].end
            elif index in self._nominal_over:
                ref = Ref("nominal", self._nominal_over[index])
                stop = self._nominals[ref.index].end
                if stop in self._phrase_from:  # "leader of the opposition Homeland Bloc"
                    ref = Ref("phrase", self._phrase_from[stop])
                    stop = self._phrases[ref.index].end
            if ref is not None:
                if stop < len(words) and words.text[stop] in POSSESSIVE and ref.kind == "phrase":
                    stop = self._past_nouns(stop + 1)  # "commander of the Lower Bank's militia"
                about = words.key[at] in _TOWARDS or (words.key[at] == "for" and use.title.rank in _ABOUT)
                return (None if about else ref), stop
            if words.pos[index] not in ("DET", "ADJ", "NOUN", "NUM", "PRON") or words.capital(index):
                break
            index += 1
        return None, at

    def _after_name(self, end: int) -> Ref | None:
        """Read "President Odile Farouk of Valmere"."""
        words = self._words
        if end + 1 >= len(words) or words.key[end] not in ("of", "from"):
            return None
        number = self._phrase_from.get(end + 1 + (words.key[end + 1] == "the"))
        return None if number is None else Ref("phrase", number)

    def _past_nouns(self, index: int) -> int:
        words = self._words
        while (
            index < len(words)
            and words.pos[index] in ("NOUN", "ADJ")
            and words.sentence[index] == words.sentence[index - 1]
        ):
            index += 1
        return index

    def _after_comma(self, end: int, introduced: bool) -> int | None:
        words = self._words
        if end + 1 >= len(words) or words.text[end] not in (",", "(") or not (introduced or words.text[end] == "("):
            return None
        person = self._phrase_from.get(end + 1)
        if person is None or not self._person_like(person) or not self._same(end, end + 1):
            return None
        after = self._phrases[person].end
        if after < len(words) and words.key[after] in ("and", "or") and words.dep[after - 1] != "appos":
            return None
        return person

    def _before(self, use: TitleUse, start: int, end: int, previous: Holding | None) -> int | None:
        """Read "Marit Oyelaran, president of ...", and a second title joined to it."""
        words, mark = self._words, start - 1
        if mark < 1 or not self._same(start, mark):
            return None
        if previous is not None and previous.person is not None and not previous.attached:
            chained = previous.end == mark and words.key[mark] in ("and", ",")
            if chained and previous.evidence_start < previous.start:
                return previous.person
        if words.text[mark] in (",", "(", "–", "—"):
            person = self._phrase_to.get(mark)
            if person is None and words.text[mark - 1].isdigit() and words.text[mark - 2] == ",":
                person = self._phrase_to.get(mark - 2)
            listed = words.dep[use.end - 1] == "conj" or self._listed(end)
            if person is not None and self._apposable(person) and not listed:
                return person
        return self._by_copula(use)

    def _listed(self, end: int) -> bool:
        """Tell the list "Brandt, the secretary-general and the president met" from one man's two titles."""
        words = self._words
        if end + 1 >= len(words) or words.key[end] != "and":
            return False
        return words.key[end + 1] in ("the", "its", "their") or (end + 1) in self._phrase_from

    def _apposable(self, number: int) -> bool:
        """Tell "Oyelaran, president of" from "In Brussels, the president"."""
        start = self._phrases[number].start
        if start > 0 and self._words.key[start - 1] in ("in", "at", "near", "from", "outside", "across", "to"):
            return False
        return self._person_like(number)

    def _by_copula(self, use: TitleUse) -> int | None:
        words, noun = self._words, use.end - 1
        verb = words.head[noun]
        if words.dep[noun] != "attr" or words.lemma[verb] not in _BEING:
            return None
        first, last = words.sentences[words.sentence[noun]]
        for index in range(first, last):
            if words.head[index] == verb and words.dep[index] == "neg":
                return None
            if words.head[index] == verb and words.dep[index] == "nsubj":
                at = index
                if words.key[index] == "who":
                    at = index - 2 if words.text[index - 1] == "," else index - 1
                number = self._phrase_to.get(at + 1)
                return number if number is not None and self._person_like(number) else None
        return None

    def _was(self, use: TitleUse) -> bool:
        verb = self._words.head[use.end - 1]
        return self._words.dep[use.end - 1] == "attr" and self._words.tag[verb] == "VBD"

    def _leading(self) -> list[Holding]:
        """Read "Andrassy, who heads the liaison office"."""
        words, found = self._words, []
        for index, key in enumerate(words.key):
            if key != "who" or index + 1 >= len(words) or words.lemma[index + 1] not in _LEADING:
                continue
            at = index - 1 if words.text[index - 1] == "," else index
            person = self._phrase_to.get(at)
            if person is None or not self._person_like(person):
                continue
            ref, stop = self._object_of(index + 2)
            if ref is not None:
                found.append(Holding(None, _LEADING[words.lemma[index + 1]], index, stop, self._phrases[person].start,
                                     stop, ref, person, True, False, False))  # fmt: skip
        return found

    def _object_of(self, index: int) -> tuple[Ref | None, int]:
        words = self._words
        for at in range(index, min(index + 7, len(words))):
            if at in self._phrase_from:
                number = self._phrase_from[at]
                return Ref("phrase", number), self._phrases[number].end
            if at in self._nominal_over and words.key[self._nominals[self._nominal_over[at]].head] not in (
                "team",
                "delegation",
            ):
                number = self._nominal_over[at]
                return Ref("nominal", number), self._nominals[number].end
            if words.pos[at] in ("VERB", "PUNCT") or (words.pos[at] == "ADP" and words.key[at] != "of"):
                break
        return None, index
