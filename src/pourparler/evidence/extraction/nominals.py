"""Where a document speaks of bodies and groups by common nouns: "the company", "Zembala's engineers", "ferry crews"."""

from __future__ import annotations

from dataclasses import dataclass

from pourparler.evidence.extraction.gazetteer import words_like
from pourparler.evidence.extraction.phrases import Phrase
from pourparler.evidence.extraction.titles import TitleUse
from pourparler.evidence.extraction.words import POSSESSIVE, Words

_WITHIN = frozenset(("NOUN", "ADJ", "PROPN", "NUM"))
_DETERMINERS = frozenset(("the", "a", "an", "its", "their", "his", "her", "our", "my", "your", "this", "that", "these",
                          "those", "both", "all", "either", "neither", "some", "two", "three", "no", "every", "each",
                          "one", "another", "most", "many", "several"))  # fmt: skip
DEFINITE = frozenset(
    ("the", "this", "that", "these", "those", "both", "its", "their", "his", "her", "our", "either", "neither")
)
POSSESSIVE_PRONOUNS = frozenset(("its", "their", "his", "her", "our", "my", "your"))
_SUBJECTS = frozenset(("nsubj", "nsubjpass", "poss", "agent", "pobj", "conj", "appos", "ROOT"))


@dataclass(frozen=True, slots=True)
class Nominal:
    """A common noun phrase for a body or a group, in word indices.

    Attributes
    ----------
    start, core, head, end : int
        Determiner or owner first; ``core`` is where the describing words begin; ``end`` is past the noun.
    determiner : str
        Folded, or empty.
    owner : int or None
        Index of the word where the owner's name or noun ends: "Zembala" of "Zembala's engineers".
    plural : bool
        A group of people.
    """

    start: int
    core: int
    head: int
    end: int
    determiner: str
    owner: int | None
    plural: bool
    reach: int
    """Past the words that belong to it ("mayors of the lower valley"); equals ``end`` when there are none."""

    @property
    def definite(self) -> bool:
        """ "The company", "its engineers": someone already known."""
        return self.determiner in DEFINITE


def nominals_in(words: Words, phrases: list[Phrase], uses: list[TitleUse]) -> list[Nominal]:
    """Return the bodies and groups that a document names by common nouns, in order."""
    heads, groups = words_like("organisations", "heads"), words_like("groups", "heads")
    taken = [False] * len(words)
    for use in uses:
        for index in range(use.start, use.end):
            taken[index] = True
    inside: dict[int, Phrase] = {}
    for phrase in phrases:
        for index in range(phrase.start, phrase.end):
            inside[index] = phrase
    found = []
    for index, key in enumerate(words.key):
        if taken[index] or index in inside or words.pos[index] not in ("NOUN", "PROPN") or words.shouted[index]:
            continue
        plural = key in groups and words.tag[index] in ("NNS", "NNPS")
        if not plural and key not in heads:
            continue
        after = index + 1
        if after < len(words) and (taken[after] or (words.pos[after] == "NOUN" and words.head[index] == after)):
            continue  # "the union leader", "government buildings"
        if (
            words.capital(index)
            and not words.first[index]
            and not plural
            and after < len(words)
            and words.capital(after)
        ):
            continue
        found.append(_nominal(words, index, plural, inside, taken))
    return found


def _nominal(words: Words, head: int, plural: bool, inside: dict[int, Phrase], taken: list[bool]) -> Nominal:
    start, owner, determiner = head, None, ""
    core = head
    while start > 0 and words.sentence[start - 1] == words.sentence[head]:
        before = start - 1
        if before in inside:
            owner, start = before, inside[before].start
            if start > 0 and words.key[start - 1] == "the":
                start, determiner = start - 1, "the"
            break
        if words.text[before] in POSSESSIVE and before > 0 and _ends_noun(words, before - 1, inside, taken):
            if before - 1 in inside:
                owner, start = before - 1, inside[before - 1].start
                if start > 0 and words.key[start - 1] in ("the", "mr", "ms", "mrs", "dr"):
                    start -= 1
                determiner = "the"
                break
            if words.text[before] in ("'", "’") and words.tag[before - 1] == "NNS":
                start = core = before - 1  # "teachers' union", "residents' committee": part of the name
                continue
            owner, start, determiner = before - 1, _noun_start(words, before - 1), "the"
            break
        if words.key[before] in _DETERMINERS:
            start, determiner = before, words.key[before]
            if words.key[before] in POSSESSIVE_PRONOUNS:
                owner = before
            break
        if (
            (words.text[before] == "-" and words.glued(before))
            or (words.pos[before] in _WITHIN and not taken[before])
            or (start < head and words.text[start] == "-")
        ):
            start = core = before
        else:
            break
    return Nominal(start, core, head, head + 1, determiner, owner, plural, _reach(words, head, inside))


def _ends_noun(words: Words, index: int, inside: dict[int, Phrase], taken: list[bool]) -> bool:
    return index in inside or taken[index] or words.pos[index] in ("NOUN", "PROPN")


def _noun_start(words: Words, index: int) -> int:
    start = index
    while start > 0 and words.pos[start - 1] in _WITHIN and words.sentence[start - 1] == words.sentence[index]:
        start -= 1
    if start > 0 and words.key[start - 1] in _DETERMINERS:
        start -= 1
    return start


def _reach(words: Words, head: int, inside: dict[int, Phrase]) -> int:
    """Return where "of the lower valley", "on the outer islands" after the noun ends."""
    after = head + 1
    if after >= len(words) or words.key[after] not in ("of", "from", "in", "on", "for", "across"):
        return after
    index = after + 1
    while index < len(words) and words.sentence[index] == words.sentence[head] and index < after + 6:
        if index in inside:
            return inside[index].end
        if words.pos[index] in ("NOUN",) and not (index + 1 < len(words) and words.pos[index + 1] == "NOUN"):
            return index + 1
        if words.pos[index] not in ("DET", "ADJ", "NOUN", "NUM", "PRON"):
            break
        index += 1
    return after
