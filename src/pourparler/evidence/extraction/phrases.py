"""Where a document writes names: runs of capitalised words, and names of the gazetteer."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pourparler.evidence.extraction.agents import agent_nouns
from pourparler.evidence.extraction.gazetteer import Entry, Gazetteer, gazetteer, titles, words_like
from pourparler.evidence.extraction.titles import TitleUse
from pourparler.evidence.extraction.words import POSSESSIVE, Words

_NAME_TYPES = frozenset(("PERSON", "GPE", "ORG", "LOC", "FAC", "NORP"))
_INERT = re.compile(r"(?:^|\s)[=<@][^\s]*$")
_JOINING = frozenset(("of", "for", "on"))
_PEOPLE = frozenset(("people", "women", "men", "children", "farmer", "worker", "teacher", "miner", "skipper", "driver"))


@dataclass(frozen=True, slots=True)
class Phrase:
    """A name as the document writes it, in word indices ``[start, end)``.

    ``entry`` is what the gazetteer knows of it; ``owner`` what it knows of its first words ("French Finance Ministry").
    """

    start: int
    end: int
    entry: Entry | None = None
    owner: Entry | None = None

    def __len__(self) -> int:
        return self.end - self.start


def phrases_in(words: Words, uses: list[TitleUse]) -> list[Phrase]:
    """Return the names of a document in order, none overlapping another or a title."""
    known = gazetteer()
    cells = _cells(words)
    titled = [False] * len(words)
    for use in uses:
        for index in range(use.start, use.end):
            titled[index] = True
    found: list[Phrase] = []
    index = 0
    while index < len(words):
        phrase = (
            _phrase_at(words, index, titled, known)
            if (words.text[index][0].isupper() or words.text[index][0].isdigit()) and not _formula(words, index)
            else None
        )
        if phrase is not None and phrase.entry is None and phrase.start in cells and len(phrase) == 1:
            phrase = None
        if phrase is None:
            index += 1
            continue
        found.append(phrase)
        index = phrase.end
    return _with_openers(words, found, titled)


def _formula(words: Words, index: int) -> bool:
    """Tell a word of a formula or a tag ("=SUM(B2:B9)", "</script>") from prose."""
    before = words.source[max(0, words.start[index] - 40) : words.start[index]]
    return bool(_INERT.search(before))


def _cells(words: Words) -> frozenset[int]:
    """Return the words that begin a cell of a table: a capital says nothing there."""
    found = set()
    for index, start in enumerate(words.start):
        before = words.source[:start][-2:]
        opens = before.endswith(("\t", "| "))
        line = words.source.rfind("\n", 0, start) + 1
        if opens or (line == start and "\t" in words.source[start : _line_end(words.source, start)]):
            found.add(index)
    return frozenset(found)


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end


def _with_openers(words: Words, found: list[Phrase], titled: list[bool]) -> list[Phrase]:
    """Add sentence openers that are names elsewhere: "Zelenskyy shared", which the tagger took for a common word."""
    named = {words.key[phrase.start] for phrase in found if phrase.entry is None and len(phrase) == 1}
    named |= {words.key[phrase.end - 1] for phrase in found if phrase.entry is None and len(phrase) > 1}
    covered = {index for phrase in found for index in range(phrase.start, phrase.end)}
    more = [
        Phrase(index, index + 1)
        for index, key in enumerate(words.key)
        if words.first[index] and key in named and words.capital(index) and index not in covered
        and not titled[index] and not words.stop[index] and not words.shouted[index]
    ]  # fmt: skip
    return sorted((*found, *more), key=lambda phrase: phrase.start)


def _phrase_at(words: Words, index: int, titled: list[bool], known: Gazetteer) -> Phrase | None:
    if words.shouted[index]:
        held = known.match(words.key, words.text, index)
        return Phrase(index, index + held[0], held[1]) if held and len(words.text[index]) > 4 else None
    held = known.match(words.key, words.text, index)
    if held is not None and words.first[index] and held[1].kind == "demonym" and words.pos[index] == "VERB":
        held = None
    if held is None:
        if words.text[index][0].isdigit() or not _namey(words, index, titled):
            return None
        return Phrase(index, _run_end(words, index, titled))
    length, entry = held
    end = index + length
    if any(titled[index:end]) and length == 1:
        return None
    beyond = _run_end(words, index, titled)
    if beyond <= end:
        return Phrase(index, end, entry)
    return _longer(words, index, end, beyond, entry)


def _longer(words: Words, index: int, end: int, beyond: int, entry: Entry) -> Phrase:
    """Decide about a known name that is part of a longer run: "French Finance Ministry", "Georgia Smith"."""
    endings = words_like("organisations", "endings")
    tail = words.key[beyond - 1]
    if tail in endings or any(words.key[i] in endings and words.key[i + 1] in _JOINING for i in range(end, beyond - 1)):
        return Phrase(index, beyond, None, entry)
    given = words_like("given", "he") | words_like("given", "she")
    named_after = entry.kind in ("territory", "capital") and end - index == 1
    if named_after and (words.key[index] in given or words.entity_type[end] == "PERSON" == words.entity_type[index]):
        return Phrase(index, beyond)
    if entry.kind in ("territory", "capital") and words.text[end] == "-":
        return Phrase(index, beyond)
    return Phrase(index, end, entry)


def _namey(words: Words, index: int, titled: list[bool]) -> bool:
    """Tell whether a word can begin a name."""
    text, key = words.text[index], words.key[index]
    if len(text.rstrip(".")) == 1 and words.first[index]:
        return False  # "Q." and "A." of an interview
    if len(text) == 1 and not (index + 1 < len(words) and words.capital(index + 1) and not words.first[index]):
        return False
    if not text[0].isupper() or titled[index] or not text[0].isalpha():
        return False
    if {key, key.removesuffix("s")} & words_like("discourse", "calendar"):
        return False
    after = index + 1
    alone = not (after < len(words) and _continues(words, after, titled))
    if alone and key.endswith("s") and (key[:-1],) in titles():
        return False  # "the two Presidents"
    if key in words_like("places", "regions") and not (after < len(words) and _continues(words, after, titled)):
        return False
    if index and words.key[index - 1] == "the" and _common_body(words, index, titled):
        return False
    if _opens_with_calling(words, index, titled):
        return False
    if not words.first[index]:
        return not (words.stop[index] and words.pos[index] != "PROPN")
    if words.stop[index] or words.pos[index] in ("PRON", "DET", "ADP", "SCONJ", "CCONJ", "AUX", "INTJ", "PART"):
        return False
    if (
        words.tag[index] == "NNS"
        and key.endswith(("workers", "ers", "ors", "men", "women", "ists"))
        and not (after < len(words) and _continues(words, after, titled))
    ):
        return False  # "Dockworkers rejected the offer"
    if words.entity_type[index] in _NAME_TYPES:
        return True
    if (
        after < len(words)
        and words.dep[index] == "compound"
        and words.head[index] == after
        and not words.capital(after)
    ):
        return False  # "Bus drivers"
    if words.pos[index] == "PROPN":
        return True
    return (
        after < len(words)
        and words.capital(after)
        and not titled[after]
        and words.key[after] not in words_like("discourse", "calendar")
    )


def _opens_with_calling(words: Words, index: int, titled: list[bool]) -> bool:
    """Tell a calling with a capital for its place ("Pensioner Doreen Flack said") from a name's first word."""
    if not words.first[index] or agent_nouns().get(words.key[index]) != "person" or index + 2 >= len(words):
        return False
    return _continues(words, index + 1, titled) and _continues(words, index + 2, titled)


def _common_body(words: Words, index: int, titled: list[bool]) -> bool:
    """Tell "the Council", "the Government of Tirrane", which stand for a body named elsewhere, from a name."""
    key, after = words.key[index], index + 1
    if after < len(words) and (_continues(words, after, titled) or titled[after]):
        return False
    joined = after < len(words) and words.key[after] in ("of", "for")
    alike = words_like("organisations", "same_as_party")
    return key in alike or (key in words_like("organisations", "heads") and not joined)


def _continues(words: Words, index: int, titled: list[bool]) -> bool:
    text = words.text[index]
    if titled[index] or words.key[index] in words_like("discourse", "calendar") or not text[0].isupper():
        return False
    return not (words.stop[index] and words.pos[index] not in ("PROPN", "NUM"))


def _run_end(words: Words, index: int, titled: list[bool]) -> int:
    """Return where the run of name words that begins at ``index`` ends."""
    end, sentence = index + 1, words.sentence[index]
    endings, particles = words_like("organisations", "endings"), words_like("people", "particles")
    realms = words_like("organisations", "realms")
    given = words_like("given", "he") | words_like("given", "she")

    def here(position: int) -> bool:
        return position < len(words) and words.sentence[position] == sentence

    while here(end):
        text = words.text[end]
        after = end + 1
        if (
            text in ("-", "–")
            and words.glued(end)
            and here(after)
            and words.glued(after)
            and words.text[after][0].isalpha()
        ):
            end = after + 1
        elif _continues(words, end, titled):
            if words.key[end - 1] in endings and words.key[end] in given and end - index > 1:
                break  # "State Assembly Radomir Ilyenko"
            end += 1
        elif words.key[end] in particles and here(after):
            after += words.key[after] in particles
            if not (here(after) and _continues(words, after, titled)):
                break
            end = after + 1
        elif words.key[end] in _JOINING and words.key[end - 1] in endings | realms and here(after):
            after += words.key[after] == "the"
            if not (here(after) and _continues(words, after, titled)):
                break
            end = after + 1
        elif (
            (text == "&" and here(after) and _continues(words, after, titled))
            or (text in POSSESSIVE and _owned_body(words, end, titled))
            or (words.key[end] == "and" and _joined_body(words, index, end, titled))
        ):
            end = after + 1
        else:
            break
    return end


def _owned_body(words: Words, mark: int, titled: list[bool]) -> bool:
    """Tell "Workers’ Federation", one name, from "Kelmar’s Parliament", two."""
    owner, after = words.key[mark - 1], mark + 1
    if words.text[mark] in ("'s", "’s") and owner not in _PEOPLE:
        return False
    if words.text[mark] in ("'", "’") and not owner.endswith("s"):
        return False
    endings = words_like("organisations", "endings")
    for index in range(after, min(after + 4, len(words))):
        if not _continues(words, index, titled):
            return False
        if words.key[index] in endings:
            return True
    return False


def _joined_body(words: Words, start: int, conjunction: int, titled: list[bool]) -> bool:
    """Tell "the Harbor and Ferry Workers’ Federation", one name, from "Norland and Varania", two."""
    if start == 0 or words.key[start - 1] != "the" or conjunction + 1 >= len(words) or conjunction - start > 2:
        return False
    if gazetteer().match(words.key, words.text, start) or not _continues(words, conjunction + 1, titled):
        return False
    endings = words_like("organisations", "endings")
    if words.key[conjunction - 1] in endings:
        return False
    for index in range(conjunction + 1, min(conjunction + 6, len(words))):
        if words.key[index] in endings:
            return True
        if not (_continues(words, index, titled) or words.text[index] in POSSESSIVE):
            return False
    return False
